//! A place of a finding that is drawn, and how it looks.

use miette::LabeledSpan;
use unicode_width::UnicodeWidthStr;

use crate::workspace::Span;

/// The fewest columns that a text under a mark is given.
const NARROWEST_TEXT: usize = 22;

/// One marked place: part of one line.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    /// The bytes in the file, within one line.
    pub span: Span,
    /// The 1-based line.
    pub line: u32,
    /// What is said about it.
    pub text: String,
    /// Its number, where it is a step of the way.
    pub step: Option<usize>,
    /// How it is coloured.
    pub part: Part,
}

/// The part that a spot plays, for its colour. Of spots that fall together, the first of these parts is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// The finding's own place.
    Primary,
    /// A phrase that decided.
    Evidence,
    /// A step of the way.
    Step,
    /// Anything else.
    Other,
}

impl Spot {
    /// Takes in a spot that starts at the same place and plays a lesser part.
    pub fn absorb(&mut self, other: Spot) {
        self.span.end = self.span.end.min(other.span.end).max(self.span.start + 1);
        if self.text == other.text {
            return;
        }
        // "2. under these words: this invites any subject"
        let (first, joint, last) = match (self.step, other.step) {
            (None, Some(_)) => (&other.text, ": ", &self.text),
            (Some(_), None) => (&self.text, ": ", &other.text),
            _ => (&self.text, "; ", &other.text),
        };
        self.text = format!("{first}{joint}{last}");
        self.step = self.step.or(other.step);
    }

    fn numbered_text(&self) -> String {
        match self.step {
            Some(step) => format!("{step}. {}", self.text),
            None => self.text.clone(),
        }
    }

    /// The label on the excerpt: `offset` in the excerpts' text, `column` in bytes of the drawn line.
    pub fn label(
        &self,
        offset: usize,
        len: usize,
        column: usize,
        line: &str,
        width: usize,
    ) -> LabeledSpan {
        let left = line[..column].width();
        let marked = line[column..column + len].width();
        let bar = left + marked / 2;
        let room = width.saturating_sub(bar + 5).max(NARROWEST_TEXT);
        let text = Some(wrapped(&self.numbered_text(), room));
        if self.part == Part::Primary {
            LabeledSpan::new_primary_with_span(text, (offset, len))
        } else {
            LabeledSpan::new_with_span(text, (offset, len))
        }
    }
}

/// The text with line ends put in, so that no line has more than `room` columns unless a word has.
pub(super) fn wrapped(text: &str, room: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut columns = 0;
    for word in text.split_whitespace() {
        let wide = word.width();
        if columns > 0 && columns + 1 + wide > room {
            out.push('\n');
            columns = 0;
        } else if columns > 0 {
            out.push(' ');
            columns += 1;
        }
        out.push_str(word);
        columns += wide;
    }
    out
}
