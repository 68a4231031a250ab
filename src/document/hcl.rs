//! HCL, as Terraform writes it, parsed by hcl-edit, in the shape of Terraform's JSON: `resource "type" "name" { … }` is
//! `{"resource": {"type": {"name": {…}}}}`. A block that comes again is an entry of its own. A call is an object of the
//! function's name and its arguments; what else is worked out is an object with [`EXPRESSION`] and the text of it.

use std::ops::Range;

use hcl_edit::Span as _;
use hcl_edit::expr::{Expression, ObjectKey};
use hcl_edit::structure::{Block, Body, Structure};

use super::align::Style;
use super::error::DocumentError;
use super::tree::{Builder, Entry, NodeId, Scalar, Value};
use crate::workspace::Span;

/// The key under which an expression stands that is not a value.
pub const EXPRESSION: &str = "$expression";

pub(super) fn build(text: &str, builder: &mut Builder<'_>) -> Result<(), DocumentError> {
    let body = hcl_edit::parser::parse_body(text).map_err(|error| {
        let at = error.location().offset().min(text.len());
        builder.syntax_error(error.message().to_owned(), Span::new(at, at))
    })?;
    let mut converter = Converter { text, builder };
    let root = converter.body(&body, Span::new(0, text.len()), None);
    converter.builder.add_root(root);
    Ok(())
}

struct Converter<'t, 'b, 'o> {
    text: &'t str,
    builder: &'b mut Builder<'o>,
}

// The recursion is bounded: the parser refuses what is nested more than 64 levels deep.
impl Converter<'_, '_, '_> {
    fn body(&mut self, body: &Body, span: Span, parent: Option<NodeId>) -> NodeId {
        let id = self.builder.add(Value::Null, span, parent);
        let entries = body.iter().map(|structure| match structure {
            Structure::Attribute(attribute) => Entry {
                key: self.key(attribute.key.as_str(), attribute.key.span()),
                value: self.expression(&attribute.value, id),
            },
            Structure::Block(block) => self.block(block, id),
        });
        let entries: Box<[Entry]> = entries.collect();
        self.builder.data_mut(id).value = Value::Object(entries);
        id
    }

    fn block(&mut self, block: &Block, parent: NodeId) -> Entry {
        let span = self.span(block.span());
        let labels = block.labels.iter();
        let names = labels.map(|label| self.key(label.as_str(), label.span()));
        let names: Vec<Scalar> = names.collect();
        let key = self.key(block.ident.as_str(), block.ident.span());
        let mut chain = Vec::new();
        let mut above = parent;
        for _ in &names {
            above = self.builder.add(Value::Null, span, Some(above));
            chain.push(above);
        }
        let body = self.body(&block.body, span, Some(above));
        let below = chain.iter().skip(1).copied().chain([body]);
        for ((id, key), value) in chain.iter().zip(names).zip(below) {
            self.builder.data_mut(*id).value = Value::Object(Box::new([Entry { key, value }]));
        }
        Entry {
            key,
            value: chain.first().copied().unwrap_or(body),
        }
    }

    fn expression(&mut self, expression: &Expression, parent: NodeId) -> NodeId {
        let span = self.span(expression.span());
        let parent = Some(parent);
        match expression {
            Expression::Null(_) => self.builder.add(Value::Null, span, parent),
            Expression::Bool(value) => self.builder.add(Value::Bool(**value), span, parent),
            Expression::Number(_) => self.builder.add(Value::Number, span, parent),
            Expression::String(value) => self.string(span, Some(value.as_str()), parent),
            Expression::StringTemplate(_) => self.string(span, None, parent),
            Expression::HeredocTemplate(_) => {
                let scalar = self.heredoc(span);
                let inner = scalar.span;
                self.builder.add(Value::String(scalar), inner, parent)
            }
            Expression::Parenthesis(inside) => match parent {
                Some(parent) => self.expression(inside.inner(), parent),
                None => self.builder.add(Value::Null, span, None),
            },
            Expression::Array(array) => {
                let id = self.builder.add(Value::Null, span, parent);
                let items = array.iter().map(|item| self.expression(item, id));
                let items: Box<[NodeId]> = items.collect();
                self.builder.data_mut(id).value = Value::Array(items);
                id
            }
            Expression::Object(object) => {
                let id = self.builder.add(Value::Null, span, parent);
                let entries = object.iter().map(|(key, value)| Entry {
                    key: self.object_key(key),
                    value: self.expression(value.expr(), id),
                });
                let entries: Box<[Entry]> = entries.collect();
                self.builder.data_mut(id).value = Value::Object(entries);
                id
            }
            Expression::FuncCall(call) => {
                let id = self.builder.add(Value::Null, span, parent);
                let key = self.key(call.name.name.as_str(), call.name.name.span());
                let list = self.builder.add(Value::Null, span, Some(id));
                let items = call.args.iter().map(|item| self.expression(item, list));
                let items: Box<[NodeId]> = items.collect();
                self.builder.data_mut(list).value = Value::Array(items);
                let entry = Entry { key, value: list };
                self.builder.data_mut(id).value = Value::Object(Box::new([entry]));
                id
            }
            _ => {
                let id = self.builder.add(Value::Null, span, parent);
                let raw = Scalar::new(self.text, span, Style::Verbatim, self.raw(span));
                let value = self.builder.add(Value::String(raw), span, Some(id));
                let key = Scalar::new(self.text, span, Style::Folded, EXPRESSION);
                let entry = Entry { key, value };
                self.builder.data_mut(id).value = Value::Object(Box::new([entry]));
                id
            }
        }
    }

    /// A text in quotes; one with `${…}` in it keeps them as they stand.
    fn string(&mut self, span: Span, value: Option<&str>, parent: Option<NodeId>) -> NodeId {
        let inner = Span {
            start: (span.start + 1).min(span.end),
            end: (span.end.saturating_sub(1))
                .max(span.start + 1)
                .min(span.end),
        };
        let raw = self.raw(inner);
        let decoded = value.map_or_else(
            || raw.replace("\\n", "\n").replace("\\\"", "\""),
            str::to_owned,
        );
        let scalar = Scalar::new(self.text, inner, Style::Escaped, &decoded);
        self.builder.add(Value::String(scalar), inner, parent)
    }

    /// The lines between `<<NAME` and `NAME`.
    fn heredoc(&self, span: Span) -> Scalar {
        let raw = self.raw(span);
        let start = raw.find('\n').map_or(raw.len(), |at| at + 1);
        let end = raw.trim_end().rfind('\n').unwrap_or(start).max(start);
        let base = span.start as usize;
        let inner = Span::new(base + start, base + end);
        Scalar::new(self.text, inner, Style::Verbatim, &raw[start..end])
    }

    fn object_key(&self, key: &ObjectKey) -> Scalar {
        match key {
            ObjectKey::Ident(name) => self.key(name.as_str(), name.span()),
            ObjectKey::Expression(written) => {
                let span = self.span(written.span());
                let raw = self.raw(span).trim_matches('"');
                Scalar::new(self.text, span, Style::Folded, raw)
            }
        }
    }

    fn key(&self, name: &str, span: Option<Range<usize>>) -> Scalar {
        Scalar::new(self.text, self.span(span), Style::Folded, name)
    }

    fn span(&self, span: Option<Range<usize>>) -> Span {
        let range = span.unwrap_or(0..0);
        let end = range.end.min(self.text.len());
        Span::new(range.start.min(end), end)
    }

    fn raw(&self, span: Span) -> &str {
        &self.text[span.start as usize..span.end as usize]
    }
}
