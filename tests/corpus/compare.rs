//! Puts what was expected and what was got side by side.

use crate::case::{Finding, Outcome};

/// The differences as a table, or nothing where the two agree.
pub fn table(expected: &Outcome, got: &Outcome) -> Option<String> {
    if expected == got {
        return None;
    }
    let mut rows = vec![("expected".to_owned(), "got".to_owned())];
    rows.push((
        format!("verdict {:?}", expected.verdict).to_lowercase(),
        format!("verdict {:?}", got.verdict).to_lowercase(),
    ));
    for (left, right) in pair(&expected.findings, &got.findings) {
        rows.push((text(left), text(right)));
    }
    Some(draw(&rows))
}

/// Walks both sorted lists at once, so that what is in both stands in one row.
fn pair<'a>(
    expected: &'a [Finding],
    got: &'a [Finding],
) -> Vec<(Option<&'a Finding>, Option<&'a Finding>)> {
    let mut rows = Vec::new();
    let (mut left, mut right) = (expected.iter().peekable(), got.iter().peekable());
    loop {
        let row = match (left.peek(), right.peek()) {
            (None, None) => return rows,
            (Some(l), Some(r)) if l == r => (left.next(), right.next()),
            (Some(l), Some(r)) if l < r => (left.next(), None),
            (Some(_), None) => (left.next(), None),
            (_, Some(_)) => (None, right.next()),
        };
        rows.push(row);
    }
}

fn text(finding: Option<&Finding>) -> String {
    finding.map_or_else(
        || "-".to_owned(),
        |finding| format!("{} {}:{}", finding.lint, finding.path, finding.line),
    )
}

/// Draws two columns; rows whose sides differ are marked.
fn draw(rows: &[(String, String)]) -> String {
    let width = rows.iter().map(|(left, _)| left.chars().count()).max();
    let width = width.unwrap_or_default();
    rows.iter()
        .enumerate()
        .map(|(index, (left, right))| {
            let mark = if index == 0 || left == right {
                ' '
            } else {
                '>'
            };
            format!("  {mark} {left:<width$} | {right}\n")
        })
        .collect()
}
