//! `botlint judge`.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;

use super::{Ending, Failure, print, terminal};
use crate::report::graphical;

/// The arguments of `botlint judge`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A file that holds a prompt and nothing else; `-` is standard input
    #[arg(default_value = "-")]
    file: PathBuf,
}

/// Judges one prompt, and shows the phrases that decided.
pub(super) fn run(arguments: &Arguments) -> Result<Ending, Failure> {
    let (name, text) = read(&arguments.file)
        .map_err(|error| miette::miette!("cannot read {}: {error}", arguments.file.display()))?;
    let drawn = graphical::draw_judgement(&name, &text, terminal::look());
    print(&drawn.map_err(|error| miette::miette!("{error}"))?)?;
    Ok(Ending::Clean)
}

fn read(file: &Path) -> std::io::Result<(String, String)> {
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        std::io::stdin().read_to_end(&mut bytes)?;
        return Ok((
            "prompt".to_owned(),
            String::from_utf8_lossy(&bytes).into_owned(),
        ));
    }
    bytes = std::fs::read(file)?;
    let name = file.to_string_lossy().into_owned();
    Ok((name, String::from_utf8_lossy(&bytes).into_owned()))
}
