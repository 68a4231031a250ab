//! What stands in a field of a node's items, found by going back along the edges.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::body::Leaf;
use super::catalogue::Role;
use super::code::Effects;
use super::expression::{Part, Reference, Source, Token, parts, segments, tokens};
use super::graph::{NodeRef, Program};
use crate::bot::HoleReason;
use crate::document::{Node, NodeKind};
use crate::workspace::{Location, SourceText};

/// A piece of a value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Atom {
    /// Words written in the workflow.
    Words(SourceText),
    /// What the user wrote, said or sent.
    User { name: SmolStr, at: Option<Location> },
    /// What a model node put out, and the field of it.
    Answer {
        node: NodeRef,
        field: SmolStr,
        at: Option<Location>,
    },
    /// Anything else that only the running workflow knows.
    Hole {
        reason: HoleReason,
        name: SmolStr,
        at: Option<Location>,
    },
}

/// One thing that a value can be.
pub(super) type Alternative = Vec<Atom>;

/// All that a value can be; none if nothing is known.
pub(super) type Value = Vec<Alternative>;

const MAX_ALTERNATIVES: usize = 8;
pub(super) const MAX_ATOMS: usize = 64;
const MAX_DEPTH: usize = 48;
const FUEL: usize = 60_000;

/// Evaluates fields of one program.
pub(super) struct Values<'p, 'd> {
    pub(super) program: &'p Program<'d>,
    pub(super) effects: &'p Effects<'p>,
    memo: FxHashMap<(NodeRef, SmolStr), Value>,
    open: FxHashSet<(NodeRef, SmolStr)>,
    /// The references in the code of nodes.
    pub(super) mentions: FxHashMap<NodeRef, Rc<[Reference]>>,
    fuel: usize,
    /// Whether a loop or a limit cut the value that is being found.
    cut: bool,
    /// How many variables of code are being looked up within one another.
    pub(super) variables: usize,
    /// Whether a step was a guess.
    pub(super) guessed: bool,
}

impl<'p, 'd> Values<'p, 'd> {
    pub(super) fn new(program: &'p Program<'d>, effects: &'p Effects<'p>) -> Self {
        Self {
            program,
            effects,
            memo: FxHashMap::default(),
            open: FxHashSet::default(),
            mentions: FxHashMap::default(),
            fuel: FUEL,
            cut: false,
            variables: 0,
            guessed: false,
        }
    }

    /// The value of a parameter's text, as the node sees it.
    pub(super) fn text(&mut self, node: NodeRef, text: &SourceText) -> Value {
        let mut value = vec![Vec::new()];
        // Cleaned for publication or written by hand, texts lose the `=` that makes expressions of their braces.
        let parts = if text.value.contains("{{") && !text.value.starts_with('=') {
            self.guessed |= text.value.contains('$');
            segments(&text.value, 0, text.value.len())
        } else {
            parts(&text.value)
        };
        for part in parts {
            let piece = match part {
                Part::Words(start, end) => vec![vec![Atom::Words(text.slice(start, end))]],
                Part::Expression(start, end) => self.expression(node, text, start, end),
            };
            value = joined(value, &piece);
        }
        value
    }

    /// The value of a part of a request's body: a string of JSON with expressions in braces, or bare JavaScript.
    pub(super) fn leaf(&mut self, node: NodeRef, text: &SourceText, leaf: Leaf) -> Value {
        match leaf {
            Leaf::Script(start, end) if self.program.node(node).role == Role::Code => {
                self.script(node, text, start, end)
            }
            Leaf::Script(start, end) => self.expression(node, text, start, end),
            Leaf::Words(start, end) => vec![vec![Atom::Words(unescaped(&text.slice(start, end)))]],
            Leaf::Mixed(start, end) => {
                let mut value = vec![Vec::new()];
                for part in segments(&text.value, start, end) {
                    let piece = match part {
                        Part::Words(start, end) => {
                            vec![vec![Atom::Words(unescaped(&text.slice(start, end)))]]
                        }
                        Part::Expression(start, end) => self.expression(node, text, start, end),
                    };
                    value = joined(value, &piece);
                }
                value
            }
        }
    }

    /// The value of a parameter: a text, or all texts in a list or object one after another.
    pub(super) fn parameter(&mut self, node: NodeRef, parameter: Node<'_>) -> Value {
        match parameter.kind() {
            NodeKind::String => match parameter.text() {
                Some(text) => self.text(node, &text),
                None => Vec::new(),
            },
            NodeKind::Array | NodeKind::Object => {
                let mut value = vec![Vec::new()];
                let texts = parameter
                    .descendants()
                    .filter(|inner| inner.kind() == NodeKind::String);
                for inner in texts.take(MAX_ATOMS) {
                    let piece = self.parameter(node, inner);
                    value = joined(value, &piece);
                }
                value
            }
            _ => Vec::new(),
        }
    }

    fn expression(&mut self, node: NodeRef, text: &SourceText, start: usize, end: usize) -> Value {
        let tokens = tokens(&text.value, start, end);
        let mut alternatives: Value = Vec::new();
        let mut current: Value = vec![Vec::new()];
        for token in tokens {
            match token {
                Token::Words(start, end) => {
                    let words = unescaped(&text.slice(start, end));
                    current = joined(current, &[vec![Atom::Words(words)]]);
                }
                Token::Reference(reference) => {
                    let at = text.locate(reference.start, reference.end);
                    let piece = self.reference(node, &reference, Some(at));
                    current = joined(current, &piece);
                }
                Token::Local(..) => {}
                Token::Question => current = vec![Vec::new()],
                Token::Or => {
                    alternatives.append(&mut std::mem::replace(&mut current, vec![Vec::new()]))
                }
            }
        }
        alternatives.append(&mut current);
        cleaned(alternatives)
    }

    pub(super) fn reference(
        &mut self,
        node: NodeRef,
        reference: &Reference,
        at: Option<Location>,
    ) -> Value {
        let hole = |reason| {
            let name = reference.way.last().cloned().unwrap_or_default();
            vec![vec![Atom::Hole { reason, name, at }]]
        };
        let value = match &reference.source {
            Source::Environment => return hole(HoleReason::Environment),
            Source::Model => return hole(HoleReason::ModelText),
            Source::System => return vec![vec![system(at)]],
            Source::Input => self.input(node, &reference.way),
            Source::Node(name) => match self.program.named(node, name) {
                Some(named) => self.field(named, &reference.way),
                None => match self.program.renamed(node, name) {
                    Some(alike) => {
                        self.guessed = true;
                        self.field(alike, &reference.way)
                    }
                    None => return hole(HoleReason::Unresolved),
                },
            },
        };
        if value.is_empty() {
            return hole(HoleReason::Unresolved);
        }
        value
            .into_iter()
            .map(|alternative| placed(alternative, at))
            .collect()
    }

    /// What stands in a field of the items that come into a node; the whole item for an empty way.
    pub(super) fn input(&mut self, node: NodeRef, way: &[SmolStr]) -> Value {
        let program = self.program;
        let mut value = Vec::new();
        for edge in program.before(node) {
            add(&mut value, self.field(edge.node, way));
        }
        value
    }

    /// What stands in a field of the items that a node puts out; the whole item for an empty way.
    pub(super) fn field(&mut self, node: NodeRef, way: &[SmolStr]) -> Value {
        let key = (node, SmolStr::from(way.join(".")));
        if let Some(value) = self.memo.get(&key) {
            return value.clone();
        }
        if self.open.is_empty() {
            self.fuel = FUEL;
        }
        if self.fuel == 0 || self.open.len() >= MAX_DEPTH || !self.open.insert(key.clone()) {
            self.cut = true;
            return Vec::new();
        }
        self.fuel -= 1;
        let cut_before = std::mem::replace(&mut self.cut, false);
        let value = cleaned(self.output(node, way));
        self.open.remove(&key);
        // A value that was cut inside a loop is not whole, except where the loop was entered.
        if !self.cut || self.open.is_empty() {
            self.memo.insert(key, value.clone());
        }
        self.cut = (self.cut || cut_before) && !self.open.is_empty();
        value
    }
}

pub(super) fn user(way: &[SmolStr], at: Option<Location>) -> Atom {
    Atom::User {
        name: way.join(".").into(),
        at,
    }
}

pub(super) fn answer(node: NodeRef, way: &[SmolStr]) -> Atom {
    Atom::Answer {
        node,
        field: way.join(".").into(),
        at: None,
    }
}

pub(super) fn hole(reason: HoleReason, way: &[SmolStr]) -> Atom {
    Atom::Hole {
        reason,
        name: way.join(".").into(),
        at: None,
    }
}

/// What n8n itself knows: the date, the run. The name says so, lest it be taken for something that was said.
fn system(at: Option<Location>) -> Atom {
    Atom::Hole {
        reason: HoleReason::Data,
        name: SmolStr::new_static("$now"),
        at,
    }
}

pub(super) fn placed(alternative: Alternative, place: Option<Location>) -> Alternative {
    alternative
        .into_iter()
        .map(|atom| match atom {
            Atom::Words(text) => Atom::Words(text),
            Atom::User { name, at } => Atom::User {
                name,
                at: at.or(place),
            },
            Atom::Answer { node, field, at } => Atom::Answer {
                node,
                field,
                at: at.or(place),
            },
            Atom::Hole { reason, name, at } => Atom::Hole {
                reason,
                name,
                at: at.or(place),
            },
        })
        .collect()
}

pub(super) fn same(a: &Atom, b: &Atom) -> bool {
    match (a, b) {
        (Atom::User { name: a, .. }, Atom::User { name: b, .. }) => a == b,
        (
            Atom::Answer {
                node: a, field: x, ..
            },
            Atom::Answer {
                node: b, field: y, ..
            },
        ) => a == b && x == y,
        (Atom::Hole { name: a, .. }, Atom::Hole { name: b, .. }) => a == b,
        (Atom::Words(a), Atom::Words(b)) => a == b,
        _ => false,
    }
}

pub(super) fn nonempty(value: Value) -> Value {
    if value.is_empty() {
        vec![Vec::new()]
    } else {
        value
    }
}

pub(super) fn joined(left: Value, right: &[Alternative]) -> Value {
    if right.is_empty() {
        return left;
    }
    let mut value = Vec::new();
    for first in &left {
        for second in right {
            if value.len() >= MAX_ALTERNATIVES {
                return value;
            }
            let mut both = first.clone();
            both.extend(
                second
                    .iter()
                    .take(MAX_ATOMS.saturating_sub(first.len()))
                    .cloned(),
            );
            value.push(both);
        }
    }
    value
}

pub(super) fn add(value: &mut Value, more: Value) {
    for alternative in more {
        let known = value.iter().any(|known| {
            known.len() == alternative.len()
                && known.iter().zip(&alternative).all(|(a, b)| same(a, b))
        });
        if !known && value.len() < MAX_ALTERNATIVES {
            value.push(alternative);
        }
    }
}

// An alternative without anything in it (`x || ''`) says nothing if there is another.
fn cleaned(value: Value) -> Value {
    let is_empty = |alternative: &Alternative| {
        alternative
            .iter()
            .all(|atom| matches!(atom, Atom::Words(text) if text.value.trim().is_empty()))
    };
    let some = value.iter().any(|alternative| !is_empty(alternative));
    let mut kept = Vec::new();
    add(
        &mut kept,
        value
            .into_iter()
            .filter(|alternative| !some || !is_empty(alternative))
            .collect(),
    );
    kept
}

pub(super) fn unescaped(text: &SourceText) -> SourceText {
    crate::document::without_escapes(text)
}
