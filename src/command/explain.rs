//! `botlint explain LINT`.

use std::path::PathBuf;

use clap::Args;

use super::{Ending, Failure, print};
use crate::lint::Book;

/// The arguments of `botlint explain`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The lint's name, as in `error[llm-catch-all]`
    lint: String,

    /// Folders with lint pages of your own
    #[arg(long, value_name = "DIR")]
    lints: Vec<PathBuf>,
}

/// Prints the page.
pub(super) fn run(arguments: &Arguments) -> Result<Ending, Failure> {
    let book = super::lints::book(&arguments.lints)?;
    let page = book
        .page(&arguments.lint)
        .ok_or_else(|| unknown(&arguments.lint, &book))?;
    let family = match page.family {
        crate::lint::Family::Clause => "WhatsApp's AI Providers clause",
        crate::lint::Family::Duty => "other duties of a bot",
    };
    let policy = match page.policy.as_slice() {
        [] => String::new(),
        rules => format!(" Policy: {}.", rules.join(", ")),
    };
    print(&format!(
        "# {}\n\n{}: {}\nFamily: {family}.{policy} Since botlint {}.\n\n{}",
        page.name,
        page.severity.name(),
        page.summary,
        page.since,
        page.body
    ))?;
    Ok(Ending::Clean)
}

fn unknown(name: &str, book: &Book) -> Failure {
    let alike = book.pages().iter().find(|page| {
        page.name
            .split('-')
            .any(|word| word.len() > 3 && name.contains(word))
    });
    let hint = alike.map_or("`botlint lints` lists them".to_owned(), |page| {
        format!("did you mean `{}`? `botlint lints` lists them", page.name)
    });
    miette::miette!(help = hint, "there is no lint `{name}`")
}
