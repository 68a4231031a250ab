//! `botlint check`.

use std::io::Read;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::progress::Progress;
use super::{Ending, Failure, print, terminal};
use crate::config::ConfigSource;
use crate::lint::{ChannelRule, Severity};
use crate::report::{Report, StatisticsTable, concise, graphical, json};
use crate::workspace::Stage;
use crate::{Options, Watcher};

/// The arguments of `botlint check`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Files and folders to report on; what they belong to is read too
    #[arg(value_name = "PATHS", default_value = ".")]
    paths: Vec<PathBuf>,

    /// Lint standard input as if it were the content of that file, in the place of PATHS
    #[arg(long, value_name = "FILE", conflicts_with = "paths")]
    stdin_filename: Option<PathBuf>,

    /// How findings are printed
    #[arg(long, value_enum, default_value_t = Format::Graphical)]
    format: Format,

    /// The least severity at which the exit status is 1 [default: error]
    #[arg(long, value_name = "SEVERITY")]
    fail_on: Option<FailOn>,

    /// A channel to judge as if it were WhatsApp, by name, or `any`
    #[arg(long, value_name = "CHANNEL")]
    channel: Option<String>,

    /// A configuration file to use in place of the nearest botlint.toml
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    config: Option<PathBuf>,

    /// Ignore any botlint.toml
    #[arg(long)]
    no_config: bool,

    /// Folders with lint pages and phrases of your own
    #[arg(long, value_name = "DIR")]
    lints: Vec<PathBuf>,

    /// Leave out what is excluded or ignored even where PATHS name it
    #[arg(long)]
    force_exclude: bool,

    /// When to use colour
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    color: Color,

    /// Print findings only, no summary
    #[arg(short, long)]
    quiet: bool,

    /// Print what the run cost, to standard error
    #[arg(long)]
    statistics: bool,
}

/// The forms of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// With the code, for people
    Graphical,
    /// One line a finding: `path:line:col: severity[lint]: message`
    Concise,
    /// One JSON document (see `botlint schema report`)
    Json,
}

/// The thresholds of the exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Any finding
    Note,
    /// Warnings and errors
    Warning,
    /// Errors
    Error,
    /// Nothing found makes a run fail
    Never,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Lints, prints, and says how it ended.
pub(super) fn run(arguments: &Arguments) -> Result<Ending, Failure> {
    arguments.color.choose();
    let progress = Progress::start();
    let report = arguments
        .options(&progress)
        .map(|options| crate::check(&options));
    progress.finish();
    let report = report??;
    let counters = report.workspace.counters();
    print(&counters.time(Stage::Report, || arguments.draw(&report))?)?;
    if arguments.statistics {
        anstream::eprint!("{}", StatisticsTable(report.workspace.statistics()));
    }
    let threshold = arguments.threshold(&report);
    Ok(match threshold {
        Some(threshold) if report.fails(threshold) => Ending::Found,
        _ => Ending::Clean,
    })
}

impl Arguments {
    fn options(&self, progress: &Progress) -> Result<Options, Failure> {
        let config = match &self.config {
            Some(file) => ConfigSource::File(file.clone()),
            None if self.no_config => ConfigSource::Nothing,
            None => ConfigSource::Discover,
        };
        let buffer = self.stdin_filename.clone().map(buffer).transpose()?;
        Ok(Options {
            paths: self.paths.clone(),
            buffer,
            channels: self.channel.as_deref().map(ChannelRule::from_name),
            config,
            lints: self.lints.clone(),
            force_exclude: self.force_exclude,
            watcher: Watcher(progress.watcher()),
        })
    }

    fn draw(&self, report: &Report) -> Result<String, Failure> {
        let mut text = String::new();
        let drawn = match self.format {
            Format::Json => return json::document(report).map_err(|e| miette::miette!("{e}")),
            Format::Concise => concise::write(report, &mut text),
            Format::Graphical => {
                text = graphical::draw(report, terminal::look(), self.quiet)
                    .map_err(|error| miette::miette!("{error}"))?;
                Ok(())
            }
        };
        drawn.map_err(|error| miette::miette!("{error}"))?;
        Ok(text)
    }

    fn threshold(&self, report: &Report) -> Option<Severity> {
        match self.fail_on {
            None => Some(report.fail_on.unwrap_or(Severity::Error)),
            Some(FailOn::Note) => Some(Severity::Note),
            Some(FailOn::Warning) => Some(Severity::Warning),
            Some(FailOn::Error) => Some(Severity::Error),
            Some(FailOn::Never) => None,
        }
    }
}

/// Standard input under the name of a file.
fn buffer(path: PathBuf) -> Result<(PathBuf, String), Failure> {
    let mut bytes = Vec::new();
    std::io::stdin()
        .read_to_end(&mut bytes)
        .map_err(|error| miette::miette!("cannot read standard input: {error}"))?;
    Ok((path, String::from_utf8_lossy(&bytes).into_owned()))
}

impl Color {
    fn choose(self) {
        match self {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}
