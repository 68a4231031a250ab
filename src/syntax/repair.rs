//! Keeps a syntax error local. A parser that recovers badly may take the rest of a function for the error; taking the
//! offending line out shows how much of that was sound.

use tree_sitter::{Node, Tree};

use super::builder::span;
use crate::workspace::Span;

/// How many lines are taken out of one file at most.
const MAX_ROUNDS: usize = 8;
/// How many lines are tried for each that is taken out.
const MAX_CANDIDATES: usize = 16;
/// How many bytes are parsed again for one file at most.
const MAX_BYTES: usize = 1024 * 1024;
/// How version control marks the sides of a conflict.
const CONFLICT_MARKS: [&str; 4] = ["<<<<<<< ", "=======", ">>>>>>> ", "||||||| "];

/// A concrete tree, and the lines that were taken out before it was parsed.
pub(crate) struct Repaired {
    pub(crate) tree: Tree,
    pub(crate) blanked: Vec<Span>,
}

/// What stands in the place of a line that is taken out, byte for byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Filler {
    /// Nothing.
    Blank,
    /// A name, which is a statement where a block may not be empty.
    Name,
}

/// Takes lines out of `text` as long as less of it is lost that way. `parse` parses a changed text of the same length.
pub(crate) fn repair(
    text: &str,
    tree: Tree,
    fillers: &[Filler],
    mut parse: impl FnMut(&str) -> Option<Tree>,
) -> Repaired {
    let mut best = Repaired {
        tree,
        blanked: Vec::new(),
    };
    let mut current = text.to_owned();
    without_foreign_lines(&mut best, &mut current, &mut parse);
    let mut bytes_left = MAX_BYTES;
    for _ in 0..MAX_ROUNDS {
        let mut losses = losses(best.tree.root_node());
        if losses.is_empty() {
            break;
        }
        let lost_now = lost(&best);
        let mut winner: Option<(usize, Repaired, String)> = None;
        for (line, filler) in lines_of(&current, &mut losses, fillers) {
            let Some(left) = bytes_left.checked_sub(text.len()) else {
                break;
            };
            bytes_left = left;
            let changed = blank(&current, &[line], filler);
            let Some(tree) = parse(&changed) else {
                continue;
            };
            let blanked = [best.blanked.as_slice(), &[line]].concat();
            let attempt = Repaired { tree, blanked };
            let loss = lost(&attempt);
            if loss < winner.as_ref().map_or(lost_now, |(least, ..)| *least) {
                winner = Some((loss, attempt, changed));
            }
        }
        let Some((_, attempt, changed)) = winner else {
            break;
        };
        best = attempt;
        current = changed;
    }
    best
}

/// Takes the lines out that are certainly no code.
fn without_foreign_lines(
    best: &mut Repaired,
    current: &mut String,
    parse: &mut impl FnMut(&str) -> Option<Tree>,
) {
    let foreign = foreign_lines(current);
    if foreign.is_empty() {
        return;
    }
    let changed = blank(current, &foreign, Filler::Blank);
    let Some(tree) = parse(&changed) else {
        return;
    };
    if loss(tree.root_node()) < loss(best.tree.root_node()) {
        *current = changed;
        *best = Repaired {
            tree,
            blanked: foreign,
        };
    }
}

/// How many bytes are lost in errors; 0 means that there are none.
pub(crate) fn loss(root: Node<'_>) -> usize {
    total(&losses(root))
}

/// How many bytes are lost in errors and in lines taken out.
fn lost(attempt: &Repaired) -> usize {
    loss(attempt.tree.root_node()) + total(&attempt.blanked)
}

fn total(spans: &[Span]) -> usize {
    spans.iter().map(|span| span.len() + 1).sum()
}

/// Where the tree has errors, in file order; inner ones too.
fn losses(root: Node<'_>) -> Vec<Span> {
    let mut found = Vec::new();
    let mut cursor = root.walk();
    loop {
        let node = cursor.node();
        if node.is_error() || node.is_missing() {
            found.push(span(node));
        }
        if node.has_error() && cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return found;
            }
        }
    }
}

/// The lines that may be to blame for the first errors, each alone.
fn lines_of(text: &str, losses: &mut Vec<Span>, fillers: &[Filler]) -> Vec<(Span, Filler)> {
    losses.truncate(MAX_CANDIDATES);
    let mut lines: Vec<Span> = Vec::new();
    for loss in losses.iter() {
        lines.push(line_at(text, loss.start as usize));
        lines.push(line_at(text, loss.end as usize));
        let within = text.get(loss.start as usize..loss.end as usize);
        let mut at = loss.start as usize;
        for line in within.unwrap_or_default().split('\n').take(MAX_CANDIDATES) {
            lines.push(line_at(text, at));
            at += line.len() + 1;
        }
    }
    lines.retain(|line| !line.is_empty());
    let mut distinct: Vec<Span> = Vec::new();
    for line in lines {
        if !distinct.contains(&line) {
            distinct.push(line);
        }
    }
    distinct.truncate(MAX_CANDIDATES);
    let filled = distinct.into_iter().flat_map(|line| {
        let fillers = fillers.iter();
        fillers.map(move |&filler| (line, filler))
    });
    filled.collect()
}

/// The words of the line around a byte, without its indentation.
fn line_at(text: &str, at: usize) -> Span {
    let at = at.min(text.len());
    let bytes = text.as_bytes();
    let start = bytes[..at].iter().rposition(|&byte| byte == b'\n');
    let start = start.map_or(0, |end| end + 1);
    let end = bytes[at..].iter().position(|&byte| byte == b'\n');
    let end = end.map_or(text.len(), |end| at + end);
    trimmed(text, start, end)
}

fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let line = text.get(start..end).unwrap_or_default();
    let indent = line.len() - line.trim_start().len();
    Span::new(start + indent, start + indent + line.trim().len())
}

/// Lines that are no code whatever the language: marks of a conflict, and commands of a notebook (`!pip install x`).
fn foreign_lines(text: &str) -> Vec<Span> {
    let has_conflict = text.contains("<<<<<<< ");
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let is_mark = has_conflict && CONFLICT_MARKS.iter().any(|mark| line.starts_with(mark));
        if is_mark || is_notebook_command(line) {
            found.push(trimmed(text, at, at + line.len()));
        }
        at += line.len() + 1;
    }
    found
}

fn is_notebook_command(line: &str) -> bool {
    let word = line.strip_prefix(['!', '%']);
    word.is_some_and(|word| {
        word.trim_start_matches('%')
            .starts_with(char::is_alphabetic)
    })
}

/// The text with the filler in place of those lines.
fn blank(text: &str, lines: &[Span], filler: Filler) -> String {
    let filler = match filler {
        Filler::Blank => ' ',
        Filler::Name => '_',
    };
    let mut changed = String::with_capacity(text.len());
    let mut at = 0;
    let mut lines = lines.to_vec();
    lines.sort();
    for line in lines {
        changed.push_str(&text[at..line.start as usize]);
        changed.extend(std::iter::repeat_n(filler, line.len()));
        at = line.end as usize;
    }
    changed.push_str(&text[at..]);
    changed
}
