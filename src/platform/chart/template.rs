//! Reads texts with placeholders (`{{name}}`, `${name}`, `$name`) and markup into pieces.

use std::sync::Arc;

use crate::workspace::{Location, SourceText};

use super::TextPart;

/// The bytes `start..end` of a text's value, with their way back to the file.
pub(crate) fn slice(text: &SourceText, start: usize, end: usize) -> SourceText {
    let location = text.locate(start, end);
    let (from, to) = (start as u32, end as u32);
    let mut anchors: Vec<(u32, u32)> = Vec::new();
    if !text.anchors.is_empty() {
        anchors.push((0, location.span.start));
        let inside = text
            .anchors
            .iter()
            .filter(|&&(value, _)| value > from && value < to);
        anchors.extend(inside.map(|&(value, file)| (value - from, file)));
    }
    SourceText {
        value: Arc::from(&text.value[start..end]),
        file: text.file,
        span: location.span,
        anchors: Arc::from(anchors),
    }
}

/// The place in the file of the byte at `offset` of a text's value.
fn file_offset(text: &SourceText, offset: usize) -> u32 {
    text.locate(offset, offset).span.start
}

/// Puts a text together from pieces of another one, with the way back to the file.
pub(crate) struct Assembly<'a> {
    source: &'a SourceText,
    value: String,
    anchors: Vec<(u32, u32)>,
}

impl<'a> Assembly<'a> {
    /// An empty text that will lead back to `source`.
    pub(crate) fn of(source: &'a SourceText) -> Self {
        Self {
            source,
            value: String::new(),
            anchors: Vec::new(),
        }
    }

    /// Takes the bytes `start..end` of the source as they are.
    pub(crate) fn take(&mut self, start: usize, end: usize) {
        if start == end {
            return;
        }
        let base = self.value.len() as u32;
        self.anchors.push((base, file_offset(self.source, start)));
        let inside = self
            .source
            .anchors
            .iter()
            .filter(|&&(value, _)| value as usize > start && (value as usize) < end);
        self.anchors
            .extend(inside.map(|&(value, file)| (base + value - start as u32, file)));
        self.value.push_str(&self.source.value[start..end]);
    }

    /// Adds a text that the source writes in another way at byte `at`.
    pub(crate) fn insert(&mut self, text: &str, at: usize) {
        self.anchors
            .push((self.value.len() as u32, file_offset(self.source, at)));
        self.value.push_str(text);
    }

    /// Whether the text so far ends with a line end, or is empty.
    fn at_line_start(&self) -> bool {
        self.value.is_empty() || self.value.ends_with('\n')
    }

    /// The text; its place is the whole source.
    pub(crate) fn finish(self) -> SourceText {
        SourceText {
            value: Arc::from(self.value),
            file: self.source.file,
            span: self.source.span,
            anchors: Arc::from(self.anchors),
        }
    }
}

/// Reads a text whose placeholders stand between `open` and `close`; `variable` says what a placeholder is, and gets
/// its trimmed inside and its place. Where it gives nothing, the placeholder is taken as words.
pub(crate) fn parse(
    text: &SourceText,
    open: &str,
    close: &str,
    variable: &mut dyn FnMut(&str, Location) -> Option<TextPart>,
) -> Vec<TextPart> {
    let value = &*text.value;
    let mut parts = Vec::new();
    let mut words_from = 0;
    let mut search_from = 0;
    while let Some(found) = value[search_from..].find(open) {
        let start = search_from + found;
        let inside = start + open.len();
        let Some(length) = value[inside..].find(close) else {
            break;
        };
        let end = inside + length + close.len();
        let name = value[inside..inside + length].trim();
        let part = (name.len() <= 200)
            .then(|| variable(name, text.locate(start, end)))
            .flatten();
        search_from = match part {
            Some(part) => {
                push_words(text, words_from, start, &mut parts);
                parts.push(part);
                words_from = end;
                end
            }
            None => inside,
        };
    }
    push_words(text, words_from, value.len(), &mut parts);
    parts
}

fn push_words(text: &SourceText, start: usize, end: usize, into: &mut Vec<TextPart>) {
    if start < end {
        into.push(TextPart::Words(slice(text, start, end)));
    }
}

/// A text without its HTML tags and entities; a block's end becomes a line end. Text without tags is left as it is.
pub(crate) fn without_markup(text: &SourceText) -> SourceText {
    let value = &*text.value;
    if !value.contains(['<', '&']) {
        return text.clone();
    }
    let mut out = Assembly::of(text);
    let mut from = 0;
    let mut at = 0;
    while at < value.len() {
        let rest = &value[at..];
        let (replacement, length) = match rest.as_bytes()[0] {
            b'<' => match tag(rest) {
                Some((ends_block, length)) => (if ends_block { "\n" } else { "" }, length),
                None => ("", 0),
            },
            b'&' => entity(rest).unwrap_or(("", 0)),
            _ => ("", 0),
        };
        if length == 0 {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        }
        out.take(from, at);
        let doubled = replacement == "\n" && out.at_line_start();
        if !doubled && !replacement.is_empty() {
            out.insert(replacement, at);
        }
        at += length;
        from = at;
    }
    out.take(from, value.len());
    out.finish()
}

fn tag(rest: &str) -> Option<(bool, usize)> {
    const BLOCKS: [&str; 10] = [
        "/p", "br", "/li", "/h1", "/h2", "/h3", "/h4", "/div", "/ul", "/ol",
    ];
    let inside = rest.strip_prefix('<')?;
    let first = inside.chars().next()?;
    if !first.is_ascii_alphabetic() && first != '/' {
        return None;
    }
    let end = inside.find('>')?;
    let name = inside[..end]
        .split([' ', '\n', '\t'])
        .next()
        .unwrap_or_default()
        .trim_end_matches('/')
        .to_ascii_lowercase();
    // Angle-bracketed words that makers use as section marks (<context>) are words of the prompt.
    let known = BLOCKS.contains(&name.as_str())
        || matches!(
            name.trim_start_matches('/'),
            "p" | "span"
                | "strong"
                | "em"
                | "b"
                | "i"
                | "u"
                | "a"
                | "ul"
                | "ol"
                | "li"
                | "h1"
                | "h2"
                | "h3"
                | "h4"
                | "code"
                | "pre"
                | "div"
                | "blockquote"
        );
    known.then_some((BLOCKS.contains(&name.as_str()), end + 2))
}

fn entity(rest: &str) -> Option<(&'static str, usize)> {
    const ENTITIES: [(&str, &str); 7] = [
        ("&amp;", "&"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&nbsp;", " "),
    ];
    ENTITIES
        .iter()
        .find(|(written, _)| rest.starts_with(written))
        .map(|(written, meant)| (*meant, written.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::{FileId, Span};
    use smol_str::SmolStr;

    fn text(value: &str) -> SourceText {
        SourceText::verbatim(value, FileId(0), Span::new(10, 10 + value.len()))
    }

    fn read(value: &str) -> Vec<String> {
        let parts = parse(&text(value), "{{", "}}", &mut |name, at| {
            Some(TextPart::Variable {
                symbol: SmolStr::new(name),
                name: SmolStr::new(name),
                at,
            })
        });
        parts
            .iter()
            .map(|part| match part {
                TextPart::Words(words) => format!("{}@{}", words.value, words.span.start),
                TextPart::Variable { name, at, .. } => format!("<{name}>@{}", at.span.start),
                TextPart::Gap { .. } => "gap".into(),
            })
            .collect()
    }

    #[test]
    fn placeholders_are_cut_out_with_their_places() {
        assert_eq!(
            read("Hi {{ name }}, bye"),
            ["Hi @10", "<name>@13", ", bye@23"]
        );
        assert_eq!(read("{{a}}{{b}}"), ["<a>@10", "<b>@15"]);
        assert_eq!(read("left {{ open"), ["left {{ open@10"]);
    }

    #[test]
    fn markup_is_dropped_and_words_keep_their_places() {
        let html = text("<p>You &amp; I</p><p>sell <b>tea</b></p> <context>");
        let plain = without_markup(&html);
        assert_eq!(&*plain.value, "You & I\nsell tea\n <context>");
        let tea = plain.value.find("tea").expect("there");
        let at = plain.locate(tea, tea + 3).span;
        assert_eq!(
            at.start as usize - 10,
            html.value.find("tea").expect("there")
        );
        assert_eq!(at.len(), 3);
    }
}
