//! Comments that silence findings: `botlint: ignore[lint, other-lint] reason`.
//!
//! A comment silences a finding when it stands on one of the lines of the finding's own place or of any of its labels,
//! or on the line above. It must name lints, so that it cannot hide what nobody has looked at; one that silences
//! nothing is reported itself.

use std::sync::Arc;

use super::book::Book;
use super::finding::{Finding, Suppression};
use super::fingerprint::{self, Fingerprint};
use crate::bot::Confidence;
use crate::workspace::{FileId, FileKind, Location, SourceFile, Span, Workspace};

/// What every such comment holds; the prefilter looks for it.
pub(crate) const MARK: &str = "botlint: ignore";

/// The lint that speaks of comments that silence nothing.
const UNUSED: &str = "unused-suppression";

/// A comment that silences findings.
#[derive(Debug, PartialEq, Eq)]
struct Comment {
    at: Location,
    line: u32,
    lints: Vec<String>,
    reason: String,
    used: bool,
}

/// Marks the findings that a comment silences, and adds one for each comment that silences none.
pub(crate) fn silence(findings: &mut Vec<Finding>, workspace: &Workspace, book: &Book) {
    // A prompt in a text file may hold one too, but text that no finding touches is only about such comments.
    let mut files: Vec<FileId> = findings
        .iter()
        .flat_map(Finding::places)
        .map(|at| at.file)
        .collect();
    files.extend(workspace.file_ids().filter(|&file| {
        let kind = FileKind::of(workspace.path(file));
        let is_read = matches!(kind, FileKind::Source | FileKind::Definition);
        is_read && workspace.holds_any(file, &[MARK])
    }));
    files.sort();
    files.dedup();
    let mut comments = Vec::new();
    for file in files {
        if let Ok(text) = workspace.read(file) {
            comments.extend(comments_of(&text));
        }
    }
    if comments.is_empty() {
        return;
    }
    for finding in findings.iter_mut() {
        let spans: Vec<(FileId, u32, u32)> = finding
            .places()
            .filter_map(|at| lines(at, workspace))
            .collect();
        for comment in &mut comments {
            let near = |&(file, first, last): &(FileId, u32, u32)| {
                file == comment.at.file && (first..=last + 1).contains(&(comment.line + 1))
            };
            if comment.lints.contains(&finding.lint) && spans.iter().any(near) {
                comment.used = true;
                finding.suppression.get_or_insert_with(|| Suppression {
                    at: comment.at,
                    reason: comment.reason.clone(),
                });
            }
        }
    }
    let unused = comments.iter().filter(|comment| !comment.used);
    findings.extend(unused.filter_map(|comment| comment.finding(book)));
    findings.sort_by_key(|finding| finding.at);
    fingerprint::assign(findings, workspace);
}

/// The first and last line of a place.
fn lines(at: Location, workspace: &Workspace) -> Option<(FileId, u32, u32)> {
    let file = workspace.read(at.file).ok()?;
    let first = file.line_column(at.span.start).line;
    let last = file
        .line_column(at.span.end.max(at.span.start + 1) - 1)
        .line;
    Some((at.file, first, last))
}

fn comments_of(file: &Arc<SourceFile>) -> Vec<Comment> {
    let mut comments = Vec::new();
    for (start, _) in file.text.match_indices(MARK) {
        let rest = &file.text[start + MARK.len()..];
        let rest = &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())];
        // Prose about such comments, as in this file, names no lint in brackets right after the word.
        let Some((names, reason)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'))
        else {
            continue;
        };
        let end = start + MARK.len() + names.len() + 2;
        comments.push(Comment {
            at: Location::new(file.id, Span::new(start, end)),
            line: file.line_column(start as u32).line,
            lints: names
                .split(',')
                .map(|name| name.trim().to_owned())
                .collect(),
            reason: without_comment_end(reason),
            used: false,
        });
    }
    comments
}

fn without_comment_end(reason: &str) -> String {
    let ends = ["*/", "-->", "\",", "\""];
    let cut = ends.iter().filter_map(|end| reason.find(end)).min();
    reason[..cut.unwrap_or(reason.len())].trim().to_owned()
}

impl Comment {
    /// What is said about a comment that silences nothing; nothing where the lint was taken out of the book.
    fn finding(&self, book: &Book) -> Option<Finding> {
        let page = book.page(UNUSED)?;
        let unknown = self.lints.iter().find(|name| book.page(name).is_none());
        let message = match unknown {
            Some(name) => format!("this comment names `{name}`, and there is no such lint"),
            None => page.report.message.clone(),
        };
        Some(Finding {
            lint: page.name.clone(),
            severity: page.severity,
            softened: false,
            confidence: Confidence::High,
            message,
            help: page.report.help.get("default").cloned().unwrap_or_default(),
            url: page.url(),
            at: self.at,
            text: page.report.label.clone(),
            labels: Vec::new(),
            trail: Vec::new(),
            document_path: None,
            bots: Vec::new(),
            routes: 0,
            fingerprint: Fingerprint::default(),
            suppression: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture::two_files_with;

    fn silenced(
        app: &dyn Fn(&str) -> String,
        brain: &dyn Fn(&str) -> String,
    ) -> Vec<(String, Option<String>)> {
        let report = two_files_with(app, brain);
        let mut findings = report.findings;
        silence(&mut findings, &report.workspace, &Book::embedded().unwrap());
        let told = |finding: Finding| (finding.lint, finding.suppression.map(|s| s.reason));
        findings.into_iter().map(told).collect()
    }

    fn same(text: &str) -> String {
        text.to_owned()
    }

    #[test]
    fn a_comment_on_the_line_of_the_finding_silences_it_and_keeps_its_reason() {
        let found = silenced(&same, &|text| {
            text.replace(
                "tone.\"\n",
                "tone.\"  # botlint: ignore[general-purpose-prompt] a demo\n",
            )
        });
        assert_eq!(
            found,
            [(
                "general-purpose-prompt".to_owned(),
                Some("a demo".to_owned())
            )]
        );
    }

    #[test]
    fn a_comment_above_a_label_in_another_file_silences_it() {
        let found = silenced(
            &|text| {
                text.replace(
                    "def whatsapp",
                    "# botlint: ignore[llm-catch-all, general-purpose-prompt]\ndef whatsapp",
                )
            },
            &same,
        );
        assert_eq!(
            found,
            [("general-purpose-prompt".to_owned(), Some(String::new()))]
        );
    }

    #[test]
    fn a_comment_that_silences_nothing_is_a_note() {
        for (comment, lint) in [
            (
                "# botlint: ignore[llm-catch-all] not here\n",
                "unused-suppression",
            ),
            ("# botlint: ignore[no-such-lint]\n", "unused-suppression"),
        ] {
            let found = silenced(&|text| format!("{text}\n\n{comment}"), &same);
            let lints: Vec<&str> = found.iter().map(|(lint, _)| lint.as_str()).collect();
            assert_eq!(lints, [lint, "general-purpose-prompt"]);
            assert!(found.iter().all(|(_, reason)| reason.is_none()));
        }
    }

    #[test]
    fn a_comment_without_names_silences_nothing() {
        let found = silenced(&same, &|text| {
            text.replace("tone.\"\n", "tone.\"  # botlint: ignore\n")
        });
        assert_eq!(found, [("general-purpose-prompt".to_owned(), None)]);
    }
}
