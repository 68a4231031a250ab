//! `botlint schema`.

use clap::{Args, ValueEnum};

use super::{Ending, Failure, print};
use crate::report::json;

/// The arguments of `botlint schema`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// What the schema describes
    #[arg(value_enum)]
    of: Described,
}

/// What has a schema.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Described {
    /// The document of `botlint check --format json`
    Report,
}

/// Prints the schema.
pub(super) fn run(arguments: &Arguments) -> Result<Ending, Failure> {
    match arguments.of {
        Described::Report => print(&json::schema().map_err(|error| miette::miette!("{error}"))?)?,
    }
    Ok(Ending::Clean)
}
