//! Finds where each part of a decoded string stands in the raw bytes that wrote it.

use std::borrow::Cow;

use crate::workspace::SourceText;

/// How a string is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// With backslash escapes: JSON, YAML double-quoted, TOML basic.
    Escaped,
    /// YAML single-quoted: a quote is doubled, lines fold.
    SingleQuoted,
    /// YAML plain or block: lines fold, indentation goes.
    Folded,
    /// The bytes are the value.
    Verbatim,
}

/// Anchors `(offset in value, offset in raw)` wherever the distance between the two changes. Where the two cannot be
/// brought together any more, the rest keeps the last distance.
pub(super) fn anchors(raw: &str, value: &str, style: Style) -> Vec<(u32, u32)> {
    let (raw, value) = (raw.as_bytes(), value.as_bytes());
    let mut pairs = Pairs::default();
    let (mut r, mut v) = (0, 0);
    while v < value.len() && r < raw.len() {
        match next_unit(&raw[r..], value[v], style) {
            Unit::Same => {
                pairs.note(v, r);
                (r, v) = (r + 1, v + 1);
            }
            Unit::Escape(length) => {
                pairs.note(v, r);
                (r, v) = (r + length, v + utf8_length(value[v]));
            }
            Unit::OnlyRaw(length) => r += length,
            Unit::OnlyValue => v += 1,
            Unit::Lost => break,
        }
    }
    pairs.list
}

#[derive(Default)]
struct Pairs {
    list: Vec<(u32, u32)>,
    distance: i64,
}

impl Pairs {
    fn note(&mut self, value: usize, raw: usize) {
        let distance = raw as i64 - value as i64;
        if distance != self.distance {
            self.distance = distance;
            self.list.push((value as u32, raw as u32));
        }
    }
}

enum Unit {
    Same,
    Escape(usize),
    OnlyRaw(usize),
    OnlyValue,
    Lost,
}

fn next_unit(raw: &[u8], value: u8, style: Style) -> Unit {
    match (style, raw[0]) {
        (Style::Escaped, b'\\') => escape(raw),
        (Style::SingleQuoted, b'\'') if raw.get(1) == Some(&b'\'') => Unit::Escape(2),
        (_, byte) if byte == value => Unit::Same,
        (_, byte) if byte.is_ascii_whitespace() => Unit::OnlyRaw(1),
        _ if value.is_ascii_whitespace() => Unit::OnlyValue,
        _ => Unit::Lost,
    }
}

fn escape(raw: &[u8]) -> Unit {
    match raw.get(1) {
        Some(b'x') => Unit::Escape(4),
        Some(b'u') if is_surrogate_pair(raw) => Unit::Escape(12),
        Some(b'u') => Unit::Escape(6),
        Some(b'U') => Unit::Escape(10),
        Some(b'\n' | b'\r') => Unit::OnlyRaw(2),
        Some(&byte) => Unit::Escape(1 + utf8_length(byte)),
        None => Unit::Lost,
    }
}

/// The text that a string literal of a programming language means whose content is `text`: `\\n`, `\\'` and the like are
/// resolved, all places kept.
pub fn without_escapes(text: &SourceText) -> SourceText {
    if !text.value.contains('\\') {
        return text.clone();
    }
    let raw = &*text.value;
    let mut value = String::with_capacity(raw.len());
    let mut anchors = Vec::new();
    let mut at = 0;
    while let Some(found) = raw[at..].find('\\') {
        let start = at + found;
        push_verbatim(text, at, start, &mut value, &mut anchors);
        let (meant, length) = meaning_of_escape(&raw[start..]);
        anchors.push((value.len() as u32, text.locate(start, start).span.start));
        value.push_str(&meant);
        at = start + length;
    }
    push_verbatim(text, at, raw.len(), &mut value, &mut anchors);
    anchors.dedup_by_key(|&mut (value, _)| value);
    SourceText {
        value: value.into(),
        anchors: anchors.into(),
        file: text.file,
        span: text.span,
    }
}

fn push_verbatim(
    text: &SourceText,
    start: usize,
    end: usize,
    value: &mut String,
    anchors: &mut Vec<(u32, u32)>,
) {
    let base = value.len() as u32;
    anchors.push((base, text.locate(start, start).span.start));
    let within = text
        .anchors
        .iter()
        .filter(|&&(offset, _)| (offset as usize) > start && (offset as usize) < end);
    anchors.extend(within.map(|&(offset, file)| (base + offset - start as u32, file)));
    value.push_str(&text.value[start..end]);
}

/// What an escape at the beginning of `raw` means, and how many bytes it takes.
fn meaning_of_escape(raw: &str) -> (Cow<'static, str>, usize) {
    let Some(letter) = raw[1..].chars().next() else {
        return (Cow::Borrowed(""), raw.len());
    };
    let short = 1 + letter.len_utf8();
    let meant = match letter {
        'n' => "\n",
        't' => "\t",
        'r' | '\n' => "",
        'u' => {
            let code = raw
                .get(2..6)
                .and_then(|hex| u32::from_str_radix(hex, 16).ok());
            return match code.and_then(char::from_u32) {
                Some(letter) => (Cow::Owned(letter.to_string()), 6),
                None => (Cow::Borrowed("u"), short),
            };
        }
        other => return (Cow::Owned(other.to_string()), short),
    };
    (Cow::Borrowed(meant), short)
}

fn is_surrogate_pair(raw: &[u8]) -> bool {
    let high = matches!(
        raw.get(2..4),
        Some([b'd' | b'D', b'8' | b'9' | b'a' | b'A' | b'b' | b'B'])
    );
    high && raw.get(6..8) == Some(b"\\u")
}

fn utf8_length(first: u8) -> usize {
    match first {
        0xF0.. => 4,
        0xE0.. => 3,
        0xC0.. => 2,
        _ => 1,
    }
}
