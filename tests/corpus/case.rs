//! Reads a case's `expected.toml`.

use std::fs;
use std::path::Path;

use botlint::bot::Verdict;
use serde::Deserialize;

/// What a case says should come out.
#[derive(Debug)]
pub struct Expected {
    /// One line: what the case is about.
    pub summary: String,
    /// Verdict and findings.
    pub outcome: Outcome,
}

/// A verdict and the findings that go with it, expected or got.
#[derive(Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The worst verdict of the bots found.
    pub verdict: Verdict,
    /// All errors and warnings, in order.
    pub findings: Vec<Finding>,
}

/// One finding, as far as a case fixes it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// The file, relative to the case's folder.
    pub path: String,
    /// 1-based line on which the primary span starts.
    pub line: u64,
    /// The lint's name.
    pub lint: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    summary: String,
    verdict: Verdict,
    #[serde(default)]
    finding: Vec<Finding>,
}

/// Reads what the case in `folder` expects.
pub fn read(folder: &Path) -> Result<Expected, String> {
    let path = folder.join("expected.toml");
    let text = fs::read_to_string(&path).map_err(|error| format!("expected.toml: {error}"))?;
    let file: File = toml::from_str(&text).map_err(|error| format!("expected.toml: {error}"))?;
    let mut findings = file.finding;
    findings.sort();
    // Of a path inside an archive only the archive can be looked for.
    let outer = |path: &str| folder.join(path.split("!/").next().unwrap_or(path));
    if let Some(finding) = findings.iter().find(|f| !outer(&f.path).is_file()) {
        return Err(format!("expected.toml: no such file: {}", finding.path));
    }
    Ok(Expected {
        summary: file.summary,
        outcome: Outcome {
            verdict: file.verdict,
            findings,
        },
    })
}
