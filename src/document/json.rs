//! JSON and JSONC, parsed by jsonc-parser.

use jsonc_parser::ast::{ObjectPropName, Value as Parsed};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

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
    let parsed = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default()).map_err(
        |error| {
            let range = error.range();
            builder.syntax_error(error.kind().to_string(), Span::new(range.start, range.end))
        },
    )?;
    if let Some(value) = parsed.value {
        let root = convert(text, &value, None, builder);
        builder.add_root(root);
    }
    Ok(())
}

// The recursion is bounded: the depth was checked before parsing.
fn convert(
    text: &str,
    value: &Parsed<'_>,
    parent: Option<NodeId>,
    builder: &mut Builder<'_>,
) -> NodeId {
    let span = Span::new(value.start(), value.end());
    match value {
        Parsed::NullKeyword(_) => builder.add(Value::Null, span, parent),
        Parsed::BooleanLit(literal) => builder.add(Value::Bool(literal.value), span, parent),
        Parsed::NumberLit(_) => builder.add(Value::Number, span, parent),
        Parsed::StringLit(literal) => {
            let scalar = quoted(text, span, &literal.value);
            let inner = scalar.span;
            builder.add(Value::String(scalar), inner, parent)
        }
        Parsed::Array(array) => {
            let id = builder.add(Value::Null, span, parent);
            let items = array
                .elements
                .iter()
                .map(|item| convert(text, item, Some(id), builder))
                .collect();
            builder.data_mut(id).value = Value::Array(items);
            id
        }
        Parsed::Object(object) => {
            let id = builder.add(Value::Null, span, parent);
            let entries = object
                .properties
                .iter()
                .map(|property| Entry {
                    key: key(text, &property.name),
                    value: convert(text, &property.value, Some(id), builder),
                })
                .collect();
            builder.data_mut(id).value = Value::Object(entries);
            id
        }
    }
}

fn key(text: &str, name: &ObjectPropName<'_>) -> Scalar {
    let span = Span::new(name.start(), name.end());
    match name {
        ObjectPropName::String(literal) => quoted(text, span, &literal.value),
        ObjectPropName::Word(word) => Scalar::new(text, span, Style::Verbatim, word.value),
    }
}

pub(super) fn quoted(text: &str, span: Span, value: &str) -> Scalar {
    let inner = Span {
        start: span.start + 1,
        end: (span.end - 1).max(span.start + 1),
    };
    Scalar::new(text, inner, Style::Escaped, value)
}
