//! JavaScript's strings, templates, objects and JSX.

use smol_str::SmolStr;
use tree_sitter::Node;

use super::Script;
use crate::syntax::builder::span;
use crate::syntax::literal::{Escapes, TextBuilder, unescape};
use crate::syntax::tree::{Entry, ExprId, ExprKind, Item, Key, TextPart};
use crate::workspace::SourceText;

impl<'t> Script<'t> {
    pub(super) fn string(&mut self, node: Node<'t>) -> ExprKind {
        let mut text = TextBuilder::new(self.b.tree.file);
        let inside = self.b.inside_quotes(node);
        let (start, end) = (inside.start as usize, inside.end as usize);
        text.cover(start, end);
        self.words(start, end, &mut text);
        ExprKind::Text(text.finish(span(node)))
    }

    /// A template; what stands between its holes is text, whatever the grammar makes of it.
    pub(super) fn template(&mut self, node: Node<'t>) -> ExprKind {
        let mut text = TextBuilder::new(self.b.tree.file);
        let inside = self.b.inside_quotes(node);
        let mut at = inside.start as usize;
        text.cover(at, at);
        for part in self.b.kids(node).named() {
            if part.kind() != "template_substitution" {
                continue;
            }
            self.words(at, part.start_byte(), &mut text);
            let hole = match self.b.kids(part).named().next() {
                Some(value) => self.expression(value),
                None => self.b.opaque(Vec::new(), span(part)),
            };
            text.hole(hole);
            at = part.end_byte();
        }
        self.words(at, inside.end as usize, &mut text);
        ExprKind::Text(text.finish(span(node)))
    }

    fn words(&self, start: usize, end: usize, text: &mut TextBuilder) {
        if let Some(source) = self.b.text.get(start..end) {
            unescape(text, source, start, Escapes::JavaScript);
        }
    }

    pub(super) fn regex(&mut self, node: Node<'t>) -> ExprKind {
        let pattern = node.child_by_field_name("pattern");
        let pattern = pattern.unwrap_or(node);
        let source = self.b.source(pattern);
        ExprKind::Regex(SourceText::verbatim(
            source,
            self.b.tree.file,
            span(pattern),
        ))
    }

    pub(super) fn array(&mut self, node: Node<'t>) -> ExprKind {
        let kids = self.b.kids(node);
        let items = kids.named().map(|item| Item {
            spread: item.kind() == "spread_element",
            value: self.expression(item),
        });
        ExprKind::List(items.collect())
    }

    pub(super) fn object(&mut self, node: Node<'t>) -> ExprKind {
        let kids = self.b.kids(node);
        let mut entries = Vec::new();
        for entry in kids.named() {
            entries.extend(self.entry(entry));
        }
        ExprKind::Record { ty: None, entries }
    }

    fn entry(&mut self, node: Node<'t>) -> Option<Entry> {
        Some(match node.kind() {
            "pair" => {
                let key = node.child_by_field_name("key")?;
                let value = node.child_by_field_name("value")?;
                Entry::Field {
                    key: self.key(key),
                    key_span: span(key),
                    value: self.expression(value),
                }
            }
            "method_definition" => {
                let name = node.child_by_field_name("name")?;
                Entry::Field {
                    key: self.key(name),
                    key_span: span(name),
                    value: self.lambda(node),
                }
            }
            "spread_element" => Entry::Spread(self.expression(node)),
            "shorthand_property_identifier" => {
                let word = self.b.word(node);
                Entry::Field {
                    key: Key::Name(word.clone()),
                    key_span: span(node),
                    value: self.b.name(word, span(node)),
                }
            }
            _ => return None,
        })
    }

    fn key(&mut self, node: Node<'t>) -> Key {
        if let Some(name) = self.known_key(node) {
            return Key::Name(name);
        }
        let inner = self.b.kids(node).named().next();
        Key::Computed(self.expression(inner.unwrap_or(node)))
    }

    /// The key as the program sees it, unless it is computed.
    pub(super) fn known_key(&mut self, node: Node<'t>) -> Option<SmolStr> {
        match node.kind() {
            "string" => match self.string(node) {
                ExprKind::Text(parts) => plain(&parts),
                _ => None,
            },
            "computed_property_name" => {
                let inner = self.b.kids(node).named().next()?;
                match inner.kind() {
                    "string" | "number" => self.known_key(inner),
                    _ => None,
                }
            }
            _ => Some(self.b.word(node)),
        }
    }

    /// An element: its component, attributes and children, for reachability.
    pub(super) fn jsx(&mut self, node: Node<'t>) -> ExprKind {
        let mut parts = Vec::new();
        self.jsx_parts(node, &mut parts);
        ExprKind::Opaque(parts)
    }

    fn jsx_parts(&mut self, node: Node<'t>, out: &mut Vec<ExprId>) {
        if !self.b.enter() {
            return;
        }
        for kid in self.b.kids(node).iter() {
            match kid.node.kind() {
                "jsx_opening_element" | "jsx_attribute" => self.jsx_parts(kid.node, out),
                "jsx_expression" => {
                    for value in self.b.kids(kid.node).named() {
                        out.push(self.expression(value));
                    }
                }
                "jsx_element" | "jsx_self_closing_element" | "member_expression" => {
                    out.push(self.expression(kid.node));
                }
                "identifier" if self.b.source(kid.node).starts_with(char::is_uppercase) => {
                    out.push(self.expression(kid.node));
                }
                _ => {}
            }
        }
        self.b.leave();
    }
}

/// The value of a string without holes.
pub(super) fn plain(parts: &[TextPart]) -> Option<SmolStr> {
    match parts {
        [TextPart::Literal(text)] => Some(SmolStr::new(&text.value)),
        _ => None,
    }
}
