//! What a run found, and one file an output that draws it.

pub mod concise;
#[cfg(test)]
pub(crate) mod fixture;
pub mod graphical;
pub mod json;
mod statistics;
mod summary;

pub use statistics::StatisticsTable;
pub use summary::Summary;

use crate::bot::Bot;
use crate::lint::{Finding, Severity};
use crate::workspace::{Problem, ProblemKind, Workspace};

/// The result of a run.
#[derive(Debug)]
pub struct Report {
    /// The files that were looked at; places in findings are places in these.
    pub workspace: Workspace,
    /// The bots, by path.
    pub bots: Vec<Bot>,
    /// The findings, by place.
    pub findings: Vec<Finding>,
    /// What could not be analysed, by path.
    pub problems: Vec<Problem>,
    /// The severity at which the configuration lets a run fail, where it says one.
    pub fail_on: Option<Severity>,
}

impl Report {
    /// Whether an active finding or a problem is at least as grave as `threshold`.
    pub fn fails(&self, threshold: Severity) -> bool {
        let mut problems = self
            .problems
            .iter()
            .map(|problem| severity_of(problem.kind));
        let mut active = self.findings.iter().filter(|finding| finding.is_active());
        problems.any(|severity| severity >= threshold)
            || active.any(|finding| finding.severity >= threshold)
    }

    /// The path of a file as a user writes it, from a path relative to the root.
    pub fn shown_path(&self, path: &str) -> String {
        let root = self.workspace.root();
        let base = match root.parent() {
            Some(parent) if root.is_file() => parent,
            _ => root,
        };
        let shown = base.join(path).to_string_lossy().replace('\\', "/");
        shown
            .strip_prefix("./")
            .map_or(shown.clone(), str::to_owned)
    }
}

/// How grave a problem is: what may hide a bot is a warning.
pub(crate) fn severity_of(kind: ProblemKind) -> Severity {
    match kind {
        ProblemKind::LossyEncoding => Severity::Note,
        _ => Severity::Warning,
    }
}
