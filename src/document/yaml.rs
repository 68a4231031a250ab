//! YAML, read from granit-parser's events: several documents, anchors, aliases, merge keys, block scalars.

use granit_parser::{Event, Parser, ScalarStyle};
use rustc_hash::FxHashMap;

use super::align::Style;
use super::error::DocumentError;
use super::tree::{Builder, Entry, MAX_DEPTH, NodeId, Scalar, Value};
use crate::workspace::Span;

pub(super) fn build(text: &str, builder: &mut Builder<'_>) -> Result<(), DocumentError> {
    let mut options = granit_parser::Options::default();
    options.set_emit_comments(false);
    options.flow_nesting_limit = MAX_DEPTH;
    options.block_nesting_limit = MAX_DEPTH;
    let mut reader = Reader {
        text,
        builder,
        open: Vec::new(),
        anchors: FxHashMap::default(),
    };
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, at) = event.map_err(|error| {
            let offset = error.marker().byte_offset().unwrap_or(0).min(text.len());
            reader
                .builder
                .syntax_error(error.info().to_string(), Span::new(offset, offset))
        })?;
        let span = span_of(text, &at);
        reader.take(event, span)?;
    }
    Ok(())
}

fn span_of(text: &str, span: &granit_parser::Span) -> Span {
    let start = span.start.byte_offset().unwrap_or(0).min(text.len());
    let end = span.end.byte_offset().unwrap_or(start).min(text.len());
    Span::new(start, end)
}

struct Reader<'t, 'b, 'o> {
    text: &'t str,
    builder: &'b mut Builder<'o>,
    open: Vec<Open>,
    anchors: FxHashMap<usize, NodeId>,
}

struct Open {
    id: NodeId,
    anchor: usize,
    content: Content,
}

enum Content {
    Array(Vec<NodeId>),
    Object(Vec<Entry>, Option<Scalar>),
}

impl Reader<'_, '_, '_> {
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), DocumentError> {
        match event {
            Event::Scalar(value, style, anchor, tag) => {
                let tagged = tag.is_some_and(|tag| tag.core_suffix() == Some("str"));
                self.scalar(&value, style, tagged, anchor, span);
            }
            Event::SequenceStart(_, anchor, _) => self.open(false, anchor, span)?,
            Event::MappingStart(_, anchor, _) => self.open(true, anchor, span)?,
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::Alias(anchor) => self.alias(anchor, span),
            Event::DocumentStart(..) => self.anchors.clear(),
            _ => {}
        }
        Ok(())
    }

    fn scalar(&mut self, value: &str, style: ScalarStyle, tagged: bool, anchor: usize, span: Span) {
        let scalar = self.located(value, style, span);
        if let Some(key) = self.awaited_key() {
            *key = Some(scalar);
            return;
        }
        let span = scalar.span;
        let value = if style == ScalarStyle::Plain && !tagged {
            plain_value(value, scalar)
        } else {
            Value::String(scalar)
        };
        let id = self.builder.add(value, span, self.parent());
        self.place(id, anchor);
    }

    fn located(&self, value: &str, style: ScalarStyle, span: Span) -> Scalar {
        match style {
            ScalarStyle::DoubleQuoted => Scalar::new(
                self.text,
                without_quotes(self.text, span),
                Style::Escaped,
                value,
            ),
            ScalarStyle::SingleQuoted => Scalar::new(
                self.text,
                without_quotes(self.text, span),
                Style::SingleQuoted,
                value,
            ),
            ScalarStyle::Literal | ScalarStyle::Folded => Scalar::new(
                self.text,
                block_content(self.text, span),
                Style::Folded,
                value,
            ),
            _ => Scalar::new(self.text, span, Style::Folded, value),
        }
    }

    fn open(&mut self, mapping: bool, anchor: usize, span: Span) -> Result<(), DocumentError> {
        if self.open.len() >= MAX_DEPTH {
            return Err(self.builder.too_deep(span));
        }
        let id = self.builder.add(Value::Null, span, self.parent());
        let content = if mapping {
            Content::Object(Vec::new(), None)
        } else {
            Content::Array(Vec::new())
        };
        self.open.push(Open {
            id,
            anchor,
            content,
        });
        Ok(())
    }

    fn close(&mut self, span: Span) {
        let Some(Open {
            id,
            anchor,
            content,
        }) = self.open.pop()
        else {
            return;
        };
        let value = match content {
            Content::Array(items) => Value::Array(items.into()),
            Content::Object(entries, _) => Value::Object(self.merged(entries).into()),
        };
        let last = if span.is_empty() {
            self.last_end(&value)
        } else {
            Some(span.end)
        };
        let data = self.builder.data_mut(id);
        data.value = value;
        data.span.end = last.unwrap_or(span.end).max(data.span.end);
        self.place(id, anchor);
    }

    // A block collection ends where the next token begins; its last value is a better end.
    fn last_end(&self, value: &Value) -> Option<u32> {
        let last = match value {
            Value::Array(items) => *items.last()?,
            Value::Object(entries) => entries.last()?.value,
            _ => return None,
        };
        Some(self.builder.data(last).span.end)
    }

    fn merged(&self, entries: Vec<Entry>) -> Vec<Entry> {
        let text = self.text;
        let name = |key: &Scalar| -> String {
            key.decoded.as_deref().map_or_else(
                || text[key.span.start as usize..key.span.end as usize].to_owned(),
                str::to_owned,
            )
        };
        if !entries.iter().any(|entry| name(&entry.key) == "<<") {
            return entries;
        }
        let (merges, mut own): (Vec<_>, Vec<_>) = entries
            .into_iter()
            .partition(|entry| name(&entry.key) == "<<");
        for merge in merges {
            let sources = match &self.builder.data(merge.value).value {
                Value::Array(items) => items.to_vec(),
                _ => vec![merge.value],
            };
            for source in sources {
                let Value::Object(from) = &self.builder.data(source).value else {
                    continue;
                };
                for entry in from {
                    if !own.iter().any(|have| name(&have.key) == name(&entry.key)) {
                        own.push(Entry {
                            key: entry.key.clone(),
                            value: entry.value,
                        });
                    }
                }
            }
        }
        own
    }

    // The anchor is known only once its value is whole, so that no value can hold itself.
    fn place(&mut self, id: NodeId, anchor: usize) {
        if anchor > 0 {
            self.anchors.insert(anchor, id);
        }
        let span = self.builder.data(id).span;
        match self.open.last_mut().map(|open| &mut open.content) {
            None => self.builder.add_root(id),
            Some(Content::Array(items)) => items.push(id),
            Some(Content::Object(entries, key)) => match key.take() {
                Some(key) => entries.push(Entry { key, value: id }),
                None => *key = Some(verbatim(self.text, span)),
            },
        }
    }

    fn alias(&mut self, anchor: usize, span: Span) {
        let key = verbatim(self.text, span);
        if let Some(awaited) = self.awaited_key() {
            *awaited = Some(key);
            return;
        }
        let id = match self.anchors.get(&anchor) {
            Some(&id) => id,
            None => self.builder.add(Value::Null, span, self.parent()),
        };
        self.place(id, 0);
    }

    fn awaited_key(&mut self) -> Option<&mut Option<Scalar>> {
        match &mut self.open.last_mut()?.content {
            Content::Object(_, key) if key.is_none() => Some(key),
            _ => None,
        }
    }

    fn parent(&self) -> Option<NodeId> {
        self.open.last().map(|open| open.id)
    }
}

// A key that is an alias or a collection goes by its own bytes.
fn verbatim(text: &str, span: Span) -> Scalar {
    let raw = &text[span.start as usize..span.end as usize];
    Scalar::new(text, span, Style::Verbatim, raw)
}

fn without_quotes(text: &str, span: Span) -> Span {
    let raw = &text.as_bytes()[span.start as usize..span.end as usize];
    let quoted = raw.len() >= 2 && matches!(raw[0], b'"' | b'\'') && raw[0] == raw[raw.len() - 1];
    if quoted {
        Span {
            start: span.start + 1,
            end: span.end - 1,
        }
    } else {
        span
    }
}

// From the first line after the header (`|`, `>-` …) to the last byte that is not white space.
fn block_content(text: &str, span: Span) -> Span {
    let raw = &text[span.start as usize..span.end as usize];
    let header = if raw.starts_with(['|', '>']) {
        raw.find('\n').map_or(raw.len(), |at| at + 1)
    } else {
        0
    };
    let end = raw.trim_end().len().max(header);
    Span::new(span.start as usize + header, span.start as usize + end)
}

fn plain_value(value: &str, scalar: Scalar) -> Value {
    match value {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ if is_number(value) => Value::Number,
        _ => Value::String(scalar),
    }
}

fn is_number(value: &str) -> bool {
    let digits = value.strip_prefix(['-', '+']).unwrap_or(value);
    let starts = digits
        .strip_prefix('.')
        .unwrap_or(digits)
        .starts_with(|c: char| c.is_ascii_digit());
    let hex = digits
        .strip_prefix("0x")
        .is_some_and(|rest| u64::from_str_radix(rest, 16).is_ok());
    starts && (hex || value.parse::<f64>().is_ok())
}
