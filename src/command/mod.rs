//! The command line: one file a subcommand.

mod check;
mod explain;
mod formats;
mod judge;
mod lints;
mod progress;
mod schema;
mod terminal;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Finds the places where a bot stops being a business bot: where a user's message reaches an LLM that nothing narrows.
#[derive(Debug, Parser)]
#[command(name = "botlint", version, propagate_version = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Lint the bots in files and folders
    Check(check::Arguments),
    /// Show the page of a lint: what it flags, why it matters, what to do
    Explain(explain::Arguments),
    /// List the lints
    Lints(lints::Arguments),
    /// List the bot platforms whose definitions are read, or tell of one
    Formats(formats::Arguments),
    /// Judge one prompt, and show the phrases that decide
    Judge(judge::Arguments),
    /// Print the JSON Schema of an output
    Schema(schema::Arguments),
}

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// Nothing at or above the threshold.
    Clean,
    /// Something at or above the threshold.
    Found,
    /// botlint could not do its job.
    Failed,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        ExitCode::from(match ending {
            Ending::Clean => 0,
            Ending::Found => 1,
            Ending::Failed => 2,
        })
    }
}

/// Why a subcommand could not do its job.
type Failure = miette::Report;

/// Runs the program on the process's arguments.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match arguments.command {
        Command::Check(arguments) => check::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Lints(arguments) => lints::run(&arguments),
        Command::Formats(arguments) => formats::run(&arguments),
        Command::Judge(arguments) => judge::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
    };
    done.unwrap_or_else(|failure| {
        anstream::eprintln!("{failure:?}");
        Ending::Failed
    })
    .into()
}

/// Writes to standard output; a reader that has gone (`botlint … | head`) is no failure.
fn print(text: &str) -> Result<(), Failure> {
    use std::io::Write;
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(miette::miette!("cannot write the output: {error}"))
        }
        _ => Ok(()),
    }
}
