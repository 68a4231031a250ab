//! Runs botlint on a folder and keeps what a case can fix.

use std::path::Path;
use std::process::Command;

use serde::Deserialize;

use crate::case::{Finding, Outcome};

/// The parts of the JSON report that cases speak of.
#[derive(Deserialize)]
struct Report {
    bots: Vec<Bot>,
    findings: Vec<Reported>,
}

#[derive(Deserialize)]
struct Bot {
    verdict: String,
}

#[derive(Deserialize)]
struct Reported {
    lint: String,
    severity: String,
    path: String,
    span: Span,
}

#[derive(Deserialize)]
struct Span {
    start: Position,
}

#[derive(Deserialize)]
struct Position {
    line: u64,
}

/// Checks `folder` as if every channel were WhatsApp, with no configuration.
pub fn check(folder: &Path) -> Result<Outcome, String> {
    let output = Command::new(env!("CARGO_BIN_EXE_botlint"))
        .args([
            "check",
            "--format",
            "json",
            "--no-config",
            "--channel",
            "any",
        ])
        .arg(".")
        .current_dir(folder)
        .output()
        .map_err(|error| format!("botlint could not be started: {error}"))?;
    let report: Report = serde_json::from_slice(&output.stdout).map_err(|error| {
        let said = String::from_utf8_lossy(&output.stderr);
        format!("no JSON report ({error}), {}: {said}", output.status)
    })?;
    let mut findings: Vec<Finding> = report
        .findings
        .into_iter()
        .filter(|found| found.severity != "note")
        .map(|found| Finding {
            path: found.path,
            line: found.span.start.line,
            lint: found.lint,
        })
        .collect();
    findings.sort();
    Ok(Outcome {
        verdict: worst(report.bots.iter().map(|bot| bot.verdict.as_str())),
        findings,
    })
}

/// The worst of the verdicts; `none` where there is no bot.
fn worst<'a>(verdicts: impl Iterator<Item = &'a str>) -> String {
    let order = ["none", "scoped", "unknown", "general"];
    let rank = |verdict: &str| order.iter().position(|known| *known == verdict);
    verdicts
        .max_by_key(|verdict| rank(verdict))
        .unwrap_or("none")
        .to_owned()
}
