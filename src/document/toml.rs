//! TOML, parsed by the toml crate.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::align::Style;
use super::error::DocumentError;
use super::sniff::bracket_depth;
use super::tree::{Builder, Entry, MAX_DEPTH, NodeId, Scalar, Value};
use crate::workspace::Span;

pub(super) fn build(text: &str, builder: &mut Builder<'_>) -> Result<(), DocumentError> {
    let (depth, at) = bracket_depth(text);
    if depth > MAX_DEPTH {
        return Err(builder.too_deep(Span::new(at, at + 1)));
    }
    let table = DeTable::parse(text).map_err(|error| {
        let range = error.span().unwrap_or(0..0);
        builder.syntax_error(
            error.message().to_owned(),
            Span::new(range.start, range.end),
        )
    })?;
    let span = Span::new(table.span().start, table.span().end);
    let root = convert_table(text, table.get_ref(), span, None, builder, 0)?;
    builder.add_root(root);
    Ok(())
}

fn convert_table(
    text: &str,
    table: &DeTable<'_>,
    span: Span,
    parent: Option<NodeId>,
    builder: &mut Builder<'_>,
    depth: usize,
) -> Result<NodeId, DocumentError> {
    if depth > MAX_DEPTH {
        return Err(builder.too_deep(span));
    }
    let id = builder.add(Value::Null, span, parent);
    let mut keys: Vec<_> = table.iter().collect();
    keys.sort_by_key(|(key, _)| key.span().start);
    let mut entries = Vec::with_capacity(keys.len());
    for (key, value) in keys {
        entries.push(Entry {
            key: quoted(text, key.span(), key.get_ref()),
            value: convert(text, value, Some(id), builder, depth + 1)?,
        });
    }
    builder.data_mut(id).value = Value::Object(entries.into());
    Ok(id)
}

fn convert(
    text: &str,
    value: &Spanned<DeValue<'_>>,
    parent: Option<NodeId>,
    builder: &mut Builder<'_>,
    depth: usize,
) -> Result<NodeId, DocumentError> {
    let span = Span::new(value.span().start, value.span().end);
    Ok(match value.get_ref() {
        DeValue::Boolean(value) => builder.add(Value::Bool(*value), span, parent),
        DeValue::Integer(_) | DeValue::Float(_) => builder.add(Value::Number, span, parent),
        DeValue::String(string) => {
            let scalar = quoted(text, value.span(), string);
            let inner = scalar.span;
            builder.add(Value::String(scalar), inner, parent)
        }
        DeValue::Datetime(_) => {
            let raw = &text[value.span()];
            let scalar = Scalar::new(text, span, Style::Verbatim, raw);
            builder.add(Value::String(scalar), span, parent)
        }
        DeValue::Table(table) => convert_table(text, table, span, parent, builder, depth)?,
        DeValue::Array(array) => {
            if depth > MAX_DEPTH {
                return Err(builder.too_deep(span));
            }
            let id = builder.add(Value::Null, span, parent);
            let mut items = Vec::new();
            for item in array.iter() {
                items.push(convert(text, item, Some(id), builder, depth + 1)?);
            }
            builder.data_mut(id).value = Value::Array(items.into());
            id
        }
    })
}

fn quoted(text: &str, range: std::ops::Range<usize>, value: &str) -> Scalar {
    let raw = &text[range.clone()];
    let (quotes, style) = match raw {
        _ if raw.len() >= 6 && raw.starts_with("\"\"\"") => (3, Style::Escaped),
        _ if raw.len() >= 6 && raw.starts_with("'''") => (3, Style::Folded),
        _ if raw.starts_with('"') => (1, Style::Escaped),
        _ if raw.starts_with('\'') => (1, Style::Folded),
        _ => (0, Style::Verbatim),
    };
    let span = Span::new(range.start + quotes, range.end - quotes);
    Scalar::new(text, span, style, value)
}
