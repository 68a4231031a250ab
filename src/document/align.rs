//! Finds where each part of a decoded string stands in the raw bytes that wrote it.

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
