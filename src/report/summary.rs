//! The counts at the end of a report.

use super::Report;
use crate::bot::Verdict;
use crate::lint::Severity;

/// How much of what a run found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Active findings that are errors.
    pub errors: usize,
    /// Active findings that are warnings.
    pub warnings: usize,
    /// Active findings that are notes.
    pub notes: usize,
    /// Findings that a comment silences.
    pub suppressed: usize,
    /// Files that could not be analysed, wholly or in part.
    pub problems: usize,
    /// Bots found.
    pub bots: usize,
    /// Bots whose verdict is `general`.
    pub general: usize,
    /// Files in the tree.
    pub files: usize,
}

impl Summary {
    /// Counts a report.
    pub fn of(report: &Report) -> Self {
        let count = |severity| {
            let mut active = 0;
            for finding in report.findings.iter().filter(|f| f.is_active()) {
                active += usize::from(finding.severity == severity);
            }
            active
        };
        let general = |bot: &&crate::bot::Bot| bot.verdict() == Verdict::General;
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
            suppressed: report.findings.iter().filter(|f| !f.is_active()).count(),
            problems: report.problems.len(),
            bots: report.bots.len(),
            general: report.bots.iter().filter(general).count(),
            files: report.workspace.file_ids().count(),
        }
    }

    /// The counts in a sentence: `2 errors, 1 warning in 1 of 3 bots`.
    pub fn sentence(&self) -> String {
        let mut parts = Vec::new();
        for (count, word) in [
            (self.errors, "error"),
            (self.warnings, "warning"),
            (self.notes, "note"),
            (self.problems, "problem"),
        ] {
            if count > 0 {
                parts.push(counted(count, word));
            }
        }
        let found = if parts.is_empty() {
            "nothing found".to_owned()
        } else {
            parts.join(", ")
        };
        let silenced = match self.suppressed {
            0 => String::new(),
            n => format!(" ({n} suppressed)"),
        };
        let bots = match self.bots {
            0 => "no bot".to_owned(),
            n => counted(n, "bot"),
        };
        format!(
            "{found}{silenced}; {bots} seen in {}",
            counted(self.files, "file")
        )
    }
}

/// `1 bot`, `2 bots`.
fn counted(count: usize, word: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {word}{plural}")
}
