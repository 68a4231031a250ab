//! What the code of a node gives back, as it was followed: values whose pieces lead on to other nodes.

use smol_str::SmolStr;

use super::code;
use super::expression::{Reference, Source, is_reach, source_of};
use super::graph::NodeRef;
use super::values::{Atom, Value, Values, add, answer, joined, nonempty};
use crate::bot::HoleReason;
use crate::platform::{HIDDEN_DOT, SnippetPiece, SnippetValue};
use crate::workspace::Location;

/// Alternatives of one text.
const TEXTS: usize = 6;
/// How deep a returned value is looked into.
const DEPTH: usize = 12;

impl Values<'_, '_> {
    /// A field of what the code of a node gives back; the whole item for an empty way.
    pub(super) fn returned(&mut self, at: NodeRef, value: &SnippetValue, way: &[SmolStr]) -> Value {
        let mut found = Vec::new();
        for (inner, rest) in descend(value, way) {
            add(&mut found, self.made(at, inner, rest));
        }
        found
    }

    /// The texts of a value; `rest` is the way on from it.
    pub(super) fn made(&mut self, at: NodeRef, value: &SnippetValue, rest: &[SmolStr]) -> Value {
        let mut found = Vec::new();
        for text in value.texts(TEXTS) {
            // A text has no fields, unless it is something that another node made.
            if !rest.is_empty() && !matches!(text[..], [ref only] if leads_on(only)) {
                continue;
            }
            let mut whole = vec![Vec::new()];
            for piece in &text {
                let piece = self.piece(at, piece, rest);
                whole = joined(whole, &nonempty(piece));
            }
            add(&mut found, whole);
        }
        found
    }

    pub(super) fn piece(&mut self, at: NodeRef, piece: &SnippetPiece, rest: &[SmolStr]) -> Value {
        match piece {
            SnippetPiece::Words(text) => vec![vec![Atom::Words(text.clone())]],
            SnippetPiece::Input { way, at: place } => self.input_at(at, way, rest, *place),
            SnippetPiece::Answer { at: place, .. } => {
                let Atom::Answer { node, field, .. } = answer(at, rest) else {
                    return Vec::new();
                };
                let at = *place;
                vec![vec![Atom::Answer { node, field, at }]]
            }
            SnippetPiece::Hole {
                reason: HoleReason::UserText,
                name,
                at: place,
            } => self.derived(at, name, *place),
            SnippetPiece::Hole { reason, name, at } => vec![vec![Atom::Hole {
                reason: *reason,
                name: name.clone(),
                at: *at,
            }]],
        }
    }

    fn input_at(
        &mut self,
        at: NodeRef,
        way: &str,
        rest: &[SmolStr],
        place: Option<Location>,
    ) -> Value {
        let Some(mut reference) = reference(way) else {
            return Vec::new();
        };
        reference.way.extend(rest.iter().cloned());
        self.reference(at, &reference, place)
    }

    /// Something that was made of an input: whatever the code mentions that people or models say.
    fn derived(&mut self, at: NodeRef, name: &SmolStr, place: Option<Location>) -> Value {
        let Some((text, _)) = code::of(self.program.node(at)) else {
            return Vec::new();
        };
        let spoken = self
            .mentioned(at, &text)
            .into_iter()
            .flatten()
            .find(|atom| matches!(atom, Atom::User { .. } | Atom::Answer { .. }));
        let atom = match spoken {
            Some(Atom::User { .. }) => Atom::User {
                name: name.clone(),
                at: place,
            },
            Some(other) => other,
            None => Atom::Hole {
                reason: HoleReason::Data,
                name: name.clone(),
                at: place,
            },
        };
        vec![vec![atom]]
    }
}

/// The values that a way into an item leads to, each with the rest of the way that it cannot be followed into.
pub(super) fn descend<'v, 'w>(
    value: &'v SnippetValue,
    way: &'w [SmolStr],
) -> Vec<(&'v SnippetValue, &'w [SmolStr])> {
    let mut found = Vec::new();
    let mut open = vec![(value, way, DEPTH)];
    while let Some((value, way, depth)) = open.pop() {
        if depth == 0 || found.len() > TEXTS {
            break;
        }
        match value {
            SnippetValue::Nothing => {}
            SnippetValue::Text(_) => found.push((value, way)),
            SnippetValue::OneOf(values) | SnippetValue::List(values)
                if !way.is_empty() || matches!(value, SnippetValue::OneOf(_)) =>
            {
                open.extend(values.iter().rev().map(|value| (value, way, depth - 1)));
            }
            SnippetValue::List(items) => {
                match items.iter().any(|item| !item.get("json").is_empty()) {
                    true => open.extend(items.iter().rev().map(|item| (item, way, depth - 1))),
                    false => found.push((value, way)),
                }
            }
            SnippetValue::Record { fields, rest } => {
                let wrapped = fields.iter().find(|(name, _)| name == "json");
                if let Some((_, item)) = wrapped {
                    open.push((item, way, depth - 1));
                    continue;
                }
                let Some((first, onward)) = way.split_first() else {
                    found.push((value, way));
                    continue;
                };
                let named = fields.iter().rev().find(|(name, _)| name == first);
                match named {
                    Some((_, inner)) => open.push((inner, onward, depth - 1)),
                    None => {
                        let passed = fields.iter().filter(|(name, _)| is_reach(name));
                        let inner = passed.map(|(_, value)| value).chain(rest);
                        open.extend(inner.map(|value| (value, way, depth - 1)));
                    }
                }
            }
            SnippetValue::OneOf(_) => {}
        }
    }
    found
}

/// Whether something is known of a value.
pub(super) fn tells(value: &Value) -> bool {
    value.iter().flatten().any(|atom| {
        !matches!(
            atom,
            Atom::Hole {
                reason: HoleReason::Unresolved,
                ..
            }
        )
    })
}

fn leads_on(piece: &SnippetPiece) -> bool {
    matches!(
        piece,
        SnippetPiece::Input { .. } | SnippetPiece::Answer { .. }
    )
}

/// What a way into an input refers to.
fn reference(way: &str) -> Option<Reference> {
    let mut steps = way.split('.');
    let root = steps.next()?;
    let source = match root {
        "$" | "_" | "$node" | "_node" => match steps.next() {
            Some(name) => Source::Node(name.replace(HIDDEN_DOT, ".").into()),
            None => Source::Input,
        },
        "_items" | "$item" => Source::Input,
        root => source_of(root)?,
    };
    let way = steps.skip_while(|step| is_reach(step)).map(SmolStr::new);
    Some(Reference {
        source,
        way: way.collect(),
        start: 0,
        end: 0,
    })
}
