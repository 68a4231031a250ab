//! Builds the text of string literals: escapes resolved, pieces joined, every byte with its way back to the file.

use std::sync::Arc;

use super::tree::{ExprId, TextPart};
use crate::workspace::{FileId, SourceText, Span};

/// Collects the parts of one string, which may be written as several literals.
pub(crate) struct TextBuilder {
    file: FileId,
    parts: Vec<TextPart>,
    value: String,
    anchors: Vec<(u32, u32)>,
    /// Where the literal in progress begins and ends in the file.
    bounds: Option<Span>,
}

impl TextBuilder {
    /// An empty string of that file.
    pub(crate) fn new(file: FileId) -> Self {
        Self {
            file,
            parts: Vec::new(),
            value: String::new(),
            anchors: Vec::new(),
            bounds: None,
        }
    }

    /// Appends bytes that mean themselves.
    pub(crate) fn verbatim(&mut self, text: &str, at: usize) {
        self.piece(text, at, at + text.len());
    }

    /// Appends `value`, which stands in the file as `start..end`.
    pub(crate) fn escaped(&mut self, value: &str, start: usize, end: usize) {
        self.piece(value, start, end);
    }

    /// Says that a literal stands at `start..end` even if it is empty.
    pub(crate) fn cover(&mut self, start: usize, end: usize) {
        let span = Span::new(start, end);
        self.bounds = Some(self.bounds.map_or(span, |bounds| bounds.join(span)));
    }

    /// Appends an interpolated value.
    pub(crate) fn hole(&mut self, expr: ExprId) {
        self.flush();
        self.parts.push(TextPart::Hole(expr));
    }

    /// The parts. An empty string has one empty literal, at `span` if no piece of it was seen.
    pub(crate) fn finish(mut self, span: Span) -> Vec<TextPart> {
        self.flush();
        if self.parts.is_empty() {
            let at = self.bounds.unwrap_or(span);
            let empty = SourceText::verbatim("", self.file, at);
            self.parts.push(TextPart::Literal(empty));
        }
        self.parts
    }

    fn piece(&mut self, value: &str, start: usize, end: usize) {
        let at = self.value.len() as u32;
        let expected = self.next_offset();
        if expected != Some(start as u32) {
            self.anchors.push((at, start as u32));
        }
        self.value.push_str(value);
        if value.len() != end - start {
            self.anchors.push((self.value.len() as u32, end as u32));
        }
        self.cover(start, end);
    }

    /// The file offset that the next byte has by the anchors so far.
    fn next_offset(&self) -> Option<u32> {
        let at = self.value.len() as u32;
        self.anchors
            .last()
            .map(|&(value, file)| file + (at - value))
    }

    fn flush(&mut self) {
        if self.value.is_empty() {
            return;
        }
        let Some(span) = self.bounds.take() else {
            return;
        };
        let value = std::mem::take(&mut self.value);
        let mut anchors = std::mem::take(&mut self.anchors);
        while anchors
            .last()
            .is_some_and(|&(at, _)| at as usize >= value.len() && at > 0)
        {
            anchors.pop();
        }
        if anchors.first() == Some(&(0, span.start)) {
            anchors.remove(0);
        }
        self.parts.push(TextPart::Literal(SourceText {
            value: Arc::from(value),
            file: self.file,
            span,
            anchors: Arc::from(anchors),
        }));
    }
}

/// The escapes of a language that writes them in C's manner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Escapes {
    /// Python: an unknown escape keeps its backslash; `\N{…}` is left as written.
    Python,
    /// JavaScript: an unknown escape is the character itself; `\u{…}`.
    JavaScript,
    /// Go: as C, octal of three digits.
    Go,
}

/// Appends `source`, which stands at `at` in the file, with its escapes resolved.
pub(crate) fn unescape(out: &mut TextBuilder, source: &str, at: usize, escapes: Escapes) {
    let mut rest = source;
    let mut offset = at;
    while let Some(plain) = rest.find('\\') {
        if plain > 0 {
            out.verbatim(&rest[..plain], offset);
        }
        rest = &rest[plain..];
        offset += plain;
        let (value, len) = escape(rest, escapes);
        out.escaped(&value, offset, offset + len);
        rest = &rest[len..];
        offset += len;
    }
    if !rest.is_empty() {
        out.verbatim(rest, offset);
    }
}

/// The value of the escape that `source` begins with, and how many bytes write it.
fn escape(source: &str, escapes: Escapes) -> (String, usize) {
    let mut chars = source[1..].chars();
    let Some(first) = chars.next() else {
        return ("\\".to_owned(), 1);
    };
    let one = |value: &str| (value.to_owned(), 1 + first.len_utf8());
    match first {
        'n' => one("\n"),
        't' => one("\t"),
        'r' => one("\r"),
        'b' => one("\u{8}"),
        'f' => one("\u{c}"),
        'v' => one("\u{b}"),
        'a' if escapes != Escapes::JavaScript => one("\u{7}"),
        '\n' => one(""),
        '\r' if source[2..].starts_with('\n') => (String::new(), 3),
        '\r' => one(""),
        '\\' | '\'' | '"' | '`' => one(first.encode_utf8(&mut [0; 4])),
        'x' => code_point(source, 2, 2, escapes),
        'u' if source[2..].starts_with('{') => braced(source, escapes),
        'u' => utf16(source, escapes),
        'U' if escapes != Escapes::JavaScript => code_point(source, 2, 8, escapes),
        '0'..='7' => octal(source),
        _ if escapes == Escapes::JavaScript => one(first.encode_utf8(&mut [0; 4])),
        _ => ("\\".to_owned(), 1),
    }
}

fn unknown(source: &str, escapes: Escapes) -> (String, usize) {
    let first = source[1..].chars().next().unwrap_or('\\');
    match escapes {
        Escapes::JavaScript => (first.to_string(), 1 + first.len_utf8()),
        Escapes::Python | Escapes::Go => ("\\".to_owned(), 1),
    }
}

/// Exactly `digits` hexadecimal digits from byte `from`.
fn hex(source: &str, from: usize, digits: usize) -> Option<u32> {
    let digits = source.get(from..from + digits)?;
    let all_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    all_hex.then(|| u32::from_str_radix(digits, 16).ok())?
}

fn code_point(source: &str, from: usize, digits: usize, escapes: Escapes) -> (String, usize) {
    match hex(source, from, digits).and_then(char::from_u32) {
        Some(value) => (value.to_string(), from + digits),
        None => unknown(source, escapes),
    }
}

fn braced(source: &str, escapes: Escapes) -> (String, usize) {
    let close = source.find('}').filter(|&close| close <= 10);
    let value = close
        .and_then(|close| u32::from_str_radix(&source[3..close], 16).ok())
        .and_then(char::from_u32);
    match (value, close) {
        (Some(value), Some(close)) => (value.to_string(), close + 1),
        _ => unknown(source, escapes),
    }
}

/// `\uXXXX`, also a surrogate pair of two.
fn utf16(source: &str, escapes: Escapes) -> (String, usize) {
    let Some(high) = hex(source, 2, 4) else {
        return unknown(source, escapes);
    };
    if let Some(value) = char::from_u32(high) {
        return (value.to_string(), 6);
    }
    let low = source[6..]
        .starts_with("\\u")
        .then(|| hex(source, 8, 4))
        .flatten();
    let pair = low.and_then(|low| {
        let units = [high as u16, low as u16];
        char::decode_utf16(units).next().and_then(Result::ok)
    });
    match pair {
        Some(value) => (value.to_string(), 12),
        None => ("\u{fffd}".to_owned(), 6),
    }
}

fn octal(source: &str) -> (String, usize) {
    let digits = source[1..]
        .bytes()
        .take(3)
        .take_while(|byte| (b'0'..=b'7').contains(byte))
        .count();
    let value = u32::from_str_radix(&source[1..1 + digits], 8)
        .ok()
        .and_then(char::from_u32)
        .unwrap_or('\u{fffd}');
    (value.to_string(), 1 + digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn literal(source: &str, escapes: Escapes) -> SourceText {
        let mut builder = TextBuilder::new(FileId(0));
        unescape(&mut builder, source, 10, escapes);
        match builder.finish(Span::new(10, 10)).pop() {
            Some(TextPart::Literal(text)) => text,
            other => panic!("no literal: {other:?}"),
        }
    }

    #[test]
    fn escapes_mean_what_the_language_says() {
        let value = |source, escapes| literal(source, escapes).value.to_string();
        assert_eq!(value(r"a\n\x41\u00e9", Escapes::Python), "a\nAé");
        assert_eq!(value(r"\d+\'", Escapes::Python), r"\d+'");
        assert_eq!(
            value(r"\d\u{1F600}\ud83d\ude00", Escapes::JavaScript),
            "d😀😀"
        );
        assert_eq!(value(r"\101\U0001F600", Escapes::Go), "A😀");
        assert_eq!(value("one\\\n two", Escapes::JavaScript), "one two");
        assert_eq!(value(r"\ud83d", Escapes::JavaScript), "\u{fffd}");
        assert_eq!(value("\\", Escapes::JavaScript), "\\");
        assert_eq!(value(r"\xZZ\u12", Escapes::Python), r"\xZZ\u12");
    }

    #[test]
    fn text_leads_back_to_its_bytes() {
        let text = literal(r"ab\ncd", Escapes::Python);
        let at = |start, end| text.locate(start, end).span;
        assert_eq!(at(0, 2), Span::new(10, 12));
        assert_eq!(at(3, 5), Span::new(14, 16));
        assert_eq!(at(0, 5), Span::new(10, 16));
    }

    #[test]
    fn an_unchanged_text_needs_no_anchors() {
        let text = literal("plain", Escapes::Python);
        assert!(text.anchors.is_empty());
        assert_eq!(text.span, Span::new(10, 15));
    }

    #[test]
    fn joined_literals_are_one_text() {
        let mut builder = TextBuilder::new(FileId(0));
        builder.verbatim("one ", 1);
        builder.verbatim("two", 8);
        let Some(TextPart::Literal(text)) = builder.finish(Span::new(0, 12)).pop() else {
            panic!("no literal");
        };
        assert_eq!(&*text.value, "one two");
        assert_eq!(text.locate(4, 7).span, Span::new(8, 11));
        assert_eq!(text.span, Span::new(1, 11));
    }
}
