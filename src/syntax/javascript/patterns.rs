//! What JavaScript's declarations, assignments and parameters bind.

use smol_str::SmolStr;
use tree_sitter::Node;

use super::Script;
use crate::syntax::builder::span;
use crate::syntax::tree::{ExprId, FieldPattern, Pattern};

impl<'t> Script<'t> {
    /// A pattern; the default of one that has it is left off.
    pub(super) fn pattern(&mut self, node: Node<'t>) -> Pattern {
        if !self.b.enter() {
            return Pattern::Ignore;
        }
        let pattern = match node.kind() {
            "identifier"
            | "shorthand_property_identifier_pattern"
            | "shorthand_property_identifier" => Pattern::Name(self.b.word(node), span(node)),
            "object_pattern" | "object" => self.object_pattern(node),
            "array_pattern" | "array" => self.array_pattern(node),
            "assignment_pattern" | "object_assignment_pattern" | "assignment_expression" => {
                let left = node.child_by_field_name("left");
                self.pattern_or_ignore(left)
            }
            "rest_pattern"
            | "spread_element"
            | "parenthesized_expression"
            | "non_null_expression" => {
                let inner = self.b.kids(node).named().next();
                self.pattern_or_ignore(inner)
            }
            "undefined" => Pattern::Ignore,
            _ => Pattern::Place(self.expression(node)),
        };
        self.b.leave();
        pattern
    }

    pub(super) fn pattern_or_ignore(&mut self, node: Option<Node<'t>>) -> Pattern {
        node.map_or(Pattern::Ignore, |node| self.pattern(node))
    }

    /// A pattern and its default.
    pub(super) fn pattern_with_default(&mut self, node: Node<'t>) -> (Pattern, Option<ExprId>) {
        let default = match node.kind() {
            "assignment_pattern" | "object_assignment_pattern" | "assignment_expression" => {
                node.child_by_field_name("right")
            }
            _ => None,
        };
        let pattern = self.pattern(node);
        (pattern, default.map(|default| self.expression(default)))
    }

    fn object_pattern(&mut self, node: Node<'t>) -> Pattern {
        let mut fields = Vec::new();
        let mut rest = None;
        for part in self.b.kids(node).named() {
            match part.kind() {
                "rest_pattern" | "spread_element" => {
                    let name = self.b.kids(part).named().next();
                    rest = name.map(|name| self.b.word(name));
                }
                "pair_pattern" | "pair" => fields.extend(self.pair_pattern(part)),
                _ => {
                    let (pattern, default) = self.pattern_with_default(part);
                    let key = match &pattern {
                        Pattern::Name(name, _) => name.clone(),
                        _ => continue,
                    };
                    fields.push(FieldPattern {
                        key,
                        pattern,
                        default,
                    });
                }
            }
        }
        Pattern::Record { fields, rest }
    }

    fn pair_pattern(&mut self, node: Node<'t>) -> Option<FieldPattern> {
        let key = node.child_by_field_name("key")?;
        let value = node.child_by_field_name("value")?;
        let (pattern, default) = self.pattern_with_default(value);
        Some(FieldPattern {
            key: self.known_key(key).unwrap_or_default(),
            pattern,
            default,
        })
    }

    /// `[a, , ...b]`: a comma without a pattern before it skips an item.
    fn array_pattern(&mut self, node: Node<'t>) -> Pattern {
        let mut items = Vec::new();
        let mut rest = None;
        let mut is_filled = false;
        for kid in self.b.kids(node).iter() {
            match kid.node.kind() {
                "," if is_filled => is_filled = false,
                "," => items.push(None),
                "[" | "]" => {}
                "rest_pattern" | "spread_element" => {
                    rest = Some(Box::new(self.pattern(kid.node)));
                    is_filled = true;
                }
                _ => {
                    items.push(Some(self.pattern(kid.node)));
                    is_filled = true;
                }
            }
        }
        Pattern::List { items, rest }
    }
}

/// The names that a pattern binds, in order.
pub(super) fn bound_names(pattern: &Pattern, out: &mut Vec<SmolStr>) {
    match pattern {
        Pattern::Name(name, _) => out.push(name.clone()),
        Pattern::Record { fields, rest } => {
            for field in fields {
                bound_names(&field.pattern, out);
            }
            out.extend(rest.clone());
        }
        Pattern::List { items, rest } => {
            for item in items.iter().flatten() {
                bound_names(item, out);
            }
            if let Some(rest) = rest {
                bound_names(rest, out);
            }
        }
        Pattern::Place(_) | Pattern::Ignore => {}
    }
}
