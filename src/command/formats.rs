//! `botlint formats`.

use std::fmt::Write;

use clap::Args;

use super::{Ending, Failure, print};
use crate::platform::platforms;

/// The arguments of `botlint formats`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A platform's name: tells what is recognised, what is followed, and what an absent key means
    platform: Option<String>,
}

/// Lists the platforms whose definitions are read, or tells of one.
pub(super) fn run(arguments: &Arguments) -> Result<Ending, Failure> {
    let text = match &arguments.platform {
        None => list()?,
        Some(name) => {
            let platform = platforms().iter().find(|platform| platform.name() == name);
            let platform = platform.ok_or_else(|| {
                miette::miette!(
                    help = "`botlint formats` lists them",
                    "botlint reads no definitions of `{name}`"
                )
            })?;
            format!("{}\n", platform.page().trim())
        }
    };
    print(&text)?;
    Ok(Ending::Clean)
}

fn list() -> Result<String, Failure> {
    let width = platforms()
        .iter()
        .map(|platform| platform.name().len())
        .max()
        .unwrap_or(0);
    let mut text = String::new();
    for platform in platforms() {
        writeln!(text, "{:<width$}  {}", platform.name(), platform.title())
            .map_err(|error| miette::miette!("{error}"))?;
    }
    Ok(text)
}
