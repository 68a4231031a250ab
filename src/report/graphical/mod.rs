//! The report for people: every finding with the code it speaks of, drawn by miette.

mod cut;
mod diagnostic;
mod excerpt;
mod judgement;
mod look;
mod spot;
#[cfg(test)]
mod tests;

use std::fmt::{self, Write};

pub use judgement::draw_judgement;
pub use look::Look;

use super::{Report, Summary};
use crate::lint::Severity;
use diagnostic::{Drawn, Marked};
use spot::Part;

/// What a report says once about its own weight.
const CAVEAT: &str = "Findings are evidence. Who offers a general-purpose assistant is for Meta to decide, \"in its sole \
    discretion\" (Meta Terms for WhatsApp Business Platform, 4.7).";

/// Draws the active findings, the problems and, unless `quiet`, the summary. The text has colour in it.
///
/// # Errors
/// None in practice: text is written to memory.
pub fn draw(report: &Report, look: Look, quiet: bool) -> Result<String, fmt::Error> {
    let mut out = String::new();
    for finding in report.findings.iter().filter(|finding| finding.is_active()) {
        let drawn = Drawn::finding(finding, report, look);
        drawn.render(look, &mut out)?;
        page(&mut out, &finding.lint, drawn.url.as_deref())?;
        out.push('\n');
    }
    for problem in &report.problems {
        let severity = super::severity_of(problem.kind);
        let text = format!("{} {}", report.shown_path(&problem.path), problem.message);
        let place = problem.at.map(|at| Marked::new(at, "here", Part::Primary));
        let drawn = Drawn::note(
            (
                format!("{}[{}]", severity.name(), problem.kind.name()),
                severity,
            ),
            (text, problem.kind.help()),
            place.as_slice(),
            report,
            look,
        );
        drawn.render(look, &mut out)?;
        out.push('\n');
    }
    if !quiet {
        summary(&mut out, report, look)?;
    }
    Ok(out)
}

/// What a report says about findings on other channels.
const SOFTENED: &str = "The clause is WhatsApp's: on other messengers findings are notes. --channel any judges them as if \
    they were on WhatsApp.";

/// Where to read more about the lint.
fn page(out: &mut String, lint: &str, url: Option<&str>) -> fmt::Result {
    writeln!(out, "  {CYAN}page:{RESET} botlint explain {lint}")?;
    if let Some(url) = url {
        writeln!(out, "        {DIM}{url}{RESET}")?;
    }
    Ok(())
}

fn summary(out: &mut String, report: &Report, look: Look) -> fmt::Result {
    let summary = Summary::of(report);
    let worst = report
        .findings
        .iter()
        .filter(|f| f.is_active())
        .map(|f| f.severity)
        .max();
    let color = match worst {
        Some(Severity::Error) => RED,
        Some(Severity::Warning) => YELLOW,
        Some(Severity::Note) => CYAN,
        None => GREEN,
    };
    writeln!(out, "{color}{BOLD}{}{RESET}", summary.sentence())?;
    let mut active = report.findings.iter().filter(|f| f.is_active());
    if active.any(|finding| finding.softened) {
        writeln!(out, "{DIM}{}{RESET}", spot::wrapped(SOFTENED, look.prose()))?;
    }
    if worst.is_some() {
        writeln!(out, "{DIM}{}{RESET}", spot::wrapped(CAVEAT, look.prose()))?;
    }
    Ok(())
}

const RESET: &str = "\u{1b}[0m";
const BOLD: &str = "\u{1b}[1m";
const DIM: &str = "\u{1b}[2m";
const RED: &str = "\u{1b}[31m";
const GREEN: &str = "\u{1b}[32m";
const YELLOW: &str = "\u{1b}[33m";
const CYAN: &str = "\u{1b}[36m";
