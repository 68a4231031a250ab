//! Runs botlint on a folder and keeps what a case can fix.

use std::path::Path;

use botlint::Report;
use botlint::bot::Verdict;
use botlint::config::ConfigSource;
use botlint::lint::{ChannelRule, Severity};
use botlint::workspace::{Location, Problem};

use crate::case::{Finding, Outcome};

/// Checks `folder` as if every channel were WhatsApp, with no configuration.
pub fn check(folder: &Path) -> Result<Outcome, String> {
    let options = botlint::Options {
        paths: vec![folder.to_owned()],
        channels: Some(ChannelRule::Any),
        config: ConfigSource::Nothing,
        ..botlint::Options::default()
    };
    let report = botlint::check(&options).map_err(|error| error.to_string())?;
    let reported = report
        .findings
        .iter()
        .filter(|found| found.severity > Severity::Note);
    let mut findings: Vec<Finding> = reported
        .map(|found| Finding {
            path: report.workspace.path(found.at.file).to_owned(),
            line: line(&report, found.at),
            lint: found.lint.clone(),
        })
        .collect();
    findings.extend(
        report
            .problems
            .iter()
            .map(|problem| trouble(&report, problem)),
    );
    findings.sort();
    Ok(Outcome {
        verdict: worst(&report),
        findings,
    })
}

/// A file that could not be analysed counts like a finding: no case may lose a part of its bot unnoticed.
fn trouble(report: &Report, problem: &Problem) -> Finding {
    Finding {
        path: problem.path.clone(),
        line: problem.at.map_or(1, |at| line(report, at)),
        lint: problem.kind.name().to_owned(),
    }
}

/// The 1-based line on which a place begins.
fn line(report: &Report, at: Location) -> u64 {
    let file = report.workspace.read(at.file);
    file.map_or(0, |file| u64::from(file.line_column(at.span.start).line))
}

/// The worst of the bots' verdicts; none where there is no bot.
fn worst(report: &Report) -> Verdict {
    let verdicts = report.bots.iter().map(|bot| bot.verdict());
    verdicts.max().unwrap_or(Verdict::None)
}
