//! `botlint lints`.

use std::fmt::Write;
use std::path::PathBuf;

use clap::Args;

use super::{Ending, Failure, print};
use crate::lint::{Book, BookError};

/// The arguments of `botlint lints`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Folders with lint pages of your own
    #[arg(long, value_name = "DIR")]
    lints: Vec<PathBuf>,
}

/// Prints one line a lint.
pub(super) fn run(arguments: &Arguments) -> Result<Ending, Failure> {
    let book = book(&arguments.lints)?;
    let width = book
        .pages()
        .iter()
        .map(|page| page.name.len())
        .max()
        .unwrap_or(0);
    let mut text = String::new();
    for page in book.pages() {
        let severity = page.severity.name();
        writeln!(
            text,
            "{:<width$}  {severity:<7}  {}",
            page.name, page.summary
        )
        .map_err(|error| miette::miette!("{error}"))?;
    }
    print(&text)?;
    Ok(Ending::Clean)
}

/// The embedded pages, and those of the folders.
pub(super) fn book(folders: &[PathBuf]) -> Result<Book, BookError> {
    let mut book = Book::embedded()?;
    for folder in folders {
        book.extend_from(folder)?;
    }
    Ok(book)
}
