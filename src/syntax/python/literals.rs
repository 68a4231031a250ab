//! Python's strings and dictionaries.

use smol_str::SmolStr;
use tree_sitter::Node;

use super::Python;
use crate::syntax::builder::span;
use crate::syntax::literal::{Escapes, TextBuilder, unescape};
use crate::syntax::tree::{Entry, ExprKind, Key, TextPart};

impl<'t> Python<'t> {
    pub(super) fn dictionary(&mut self, node: Node<'t>) -> ExprKind {
        let kids = self.b.kids(node);
        let mut entries = Vec::new();
        for entry in kids.named() {
            if entry.kind() != "pair" {
                entries.push(Entry::Spread(self.expression(entry)));
                continue;
            }
            let kids = self.b.kids(entry);
            if let (Some(key), Some(value)) = (kids.field("key"), kids.field("value")) {
                entries.push(Entry::Field {
                    key: self.key(key),
                    key_span: span(key),
                    value: self.expression(value),
                });
            }
        }
        ExprKind::Record { ty: None, entries }
    }

    fn key(&mut self, node: Node<'t>) -> Key {
        let id = self.expression(node);
        match &self.b.tree.expr(id).kind {
            ExprKind::Text(parts) => match parts.as_slice() {
                [TextPart::Literal(text)] => Key::Name(SmolStr::new(&text.value)),
                _ => Key::Computed(id),
            },
            ExprKind::Number(number) => Key::Name(number.clone()),
            _ => Key::Computed(id),
        }
    }

    /// The parts of a string, or of several that stand side by side.
    pub(super) fn text(&mut self, node: Node<'t>) -> Vec<TextPart> {
        let mut text = TextBuilder::new(self.b.tree.file);
        if node.kind() == "string" {
            self.string(node, &mut text);
        } else {
            for string in self.b.kids(node).named() {
                self.string(string, &mut text);
            }
        }
        text.finish(span(node))
    }

    fn string(&mut self, node: Node<'t>, text: &mut TextBuilder) {
        let mut is_raw = false;
        for part in self.b.kids(node).named() {
            match part.kind() {
                "string_start" => {
                    is_raw = self.b.source(part).contains(['r', 'R']);
                    text.cover(part.end_byte(), part.end_byte());
                }
                "string_content" => self.string_content(part, is_raw, text),
                "interpolation" => {
                    let value = part.child_by_field_name("expression");
                    let value = match value {
                        Some(value) => self.expression(value),
                        None => self.b.opaque(Vec::new(), span(part)),
                    };
                    text.hole(value);
                }
                _ => {}
            }
        }
    }

    /// Words of a string. In an f-string a doubled brace is one.
    fn string_content(&mut self, node: Node<'t>, is_raw: bool, text: &mut TextBuilder) {
        let mut at = node.start_byte();
        for part in self.b.kids(node).named() {
            if part.kind() == "escape_interpolation" {
                self.words(at, part.start_byte(), is_raw, text);
                let brace = &self.b.source(part)[..1];
                text.escaped(brace, part.start_byte(), part.end_byte());
                at = part.end_byte();
            }
        }
        self.words(at, node.end_byte(), is_raw, text);
    }

    fn words(&self, start: usize, end: usize, is_raw: bool, text: &mut TextBuilder) {
        let Some(source) = self.b.text.get(start..end).filter(|s| !s.is_empty()) else {
            return;
        };
        if is_raw {
            text.verbatim(source, start);
        } else {
            unescape(text, source, start, Escapes::Python);
        }
    }
}
