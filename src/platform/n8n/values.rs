//! What stands in a field of a node's items, found by going back along the edges.

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::body::Leaf;
use super::catalogue::{Address, Role, catalogue};
use super::code;
use super::expression::{Part, Reference, Source, Token, parts, segments, tokens};
use super::graph::{NodeRef, Program};
use super::model::WorkflowNode;
use crate::bot::{HoleReason, Piece};
use crate::document::{Node, NodeKind};
use crate::platform::CodeFollower;
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
const MAX_ATOMS: usize = 64;
const MAX_DEPTH: usize = 48;
const FUEL: usize = 60_000;

/// Evaluates fields of one program.
pub(super) struct Values<'p, 'd> {
    pub(super) program: &'p Program<'d>,
    follower: &'p dyn CodeFollower,
    memo: FxHashMap<(NodeRef, SmolStr), Value>,
    open: FxHashSet<(NodeRef, SmolStr)>,
    fuel: usize,
    /// Whether a loop or a limit cut the value that is being found.
    cut: bool,
    /// Whether a step was a guess.
    pub(super) guessed: bool,
}

impl<'p, 'd> Values<'p, 'd> {
    pub(super) fn new(program: &'p Program<'d>, follower: &'p dyn CodeFollower) -> Self {
        Self {
            program,
            follower,
            memo: FxHashMap::default(),
            open: FxHashSet::default(),
            fuel: FUEL,
            cut: false,
            guessed: false,
        }
    }

    /// The value of a parameter's text, as the node sees it.
    pub(super) fn text(&mut self, node: NodeRef, text: &SourceText) -> Value {
        let mut value = vec![Vec::new()];
        for part in parts(&text.value) {
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
                Token::Question => current = vec![Vec::new()],
                Token::Or => {
                    alternatives.append(&mut std::mem::replace(&mut current, vec![Vec::new()]))
                }
            }
        }
        alternatives.append(&mut current);
        cleaned(alternatives)
    }

    fn reference(&mut self, node: NodeRef, reference: &Reference, at: Option<Location>) -> Value {
        let hole = |reason| {
            let name = reference.way.last().cloned().unwrap_or_default();
            vec![vec![Atom::Hole { reason, name, at }]]
        };
        let value = match &reference.source {
            Source::Environment => return hole(HoleReason::Environment),
            Source::Model => return hole(HoleReason::ModelText),
            Source::System => return hole(HoleReason::Data),
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

    fn output(&mut self, at: NodeRef, way: &[SmolStr]) -> Value {
        let program = self.program;
        let node = program.node(at);
        if node.disabled {
            return self.input(at, way);
        }
        match node.role {
            Role::Trigger(_) => vec![vec![message_field(node, way)]],
            Role::SubTrigger => self.called_with(at, way),
            Role::Call => self.call(at, way),
            Role::Model(_) | Role::FamilyModel => self.model(at, way),
            Role::Hearing => vec![vec![user(way, None)]],
            Role::Worker => vec![vec![hole(HoleReason::ModelText, way)]],
            Role::Pass | Role::Reply(_) | Role::FamilyReply(_)
                if node.short == "base.aggregate" =>
            {
                self.aggregated(at, way)
            }
            Role::Pass => self.input(at, way),
            Role::Transform => self.transformed(at, way),
            Role::Reply(kind) if catalogue().reply(kind).respond => self.input(at, way),
            Role::Set => self.set(at, way),
            Role::Code => self.code(at, way),
            Role::Http => self.http(at, way),
            Role::Storage => self.storage(at, way),
            Role::Retrieval => vec![vec![hole(HoleReason::Retrieved, way)]],
            Role::Reply(_) | Role::FamilyReply(_) => self.sent(at, way),
            Role::Other => self.other(at, way),
        }
    }

    // Aggregated items stand in a list under a field of its own.
    fn aggregated(&mut self, at: NodeRef, way: &[SmolStr]) -> Value {
        let value = self.input(at, way);
        let known = value
            .iter()
            .flatten()
            .any(|atom| !matches!(atom, Atom::Hole { .. }));
        if known || way.is_empty() {
            return value;
        }
        let deeper = self.input(at, &way[1..]);
        if deeper.is_empty() { value } else { deeper }
    }

    // It makes something of a text that its parameters name, under a name of its own.
    fn transformed(&mut self, at: NodeRef, way: &[SmolStr]) -> Value {
        let mut value = self.input(at, way);
        value.retain(|alternative| {
            alternative
                .iter()
                .any(|atom| !matches!(atom, Atom::Hole { .. }))
        });
        if value.is_empty()
            && let Some(parameters) = self.program.node(at).parameters
        {
            value = self.parameter(at, parameters);
        }
        value
    }

    fn called_with(&mut self, at: NodeRef, way: &[SmolStr]) -> Value {
        let program = self.program;
        let mut value = Vec::new();
        for &caller in program.callers(program.home(at)) {
            let node = program.node(caller);
            let named = way.first().and_then(|name| {
                node.parameter("workflowInputs.value")?
                    .get(name)
                    .or_else(|| named_value(node.parameter("fields.values")?, name))
            });
            match named {
                Some(given) => add(&mut value, self.parameter(caller, given)),
                None if way.is_empty() && node.parameter("workflowInputs.value").is_some() => {
                    if let Some(all) = node.parameter("workflowInputs.value") {
                        add(&mut value, self.parameter(caller, all));
                    }
                }
                None => add(&mut value, self.input(caller, way)),
            }
        }
        value
    }

    fn call(&mut self, at: NodeRef, way: &[SmolStr]) -> Value {
        let program = self.program;
        let Some(workflow) = program.callee(at) else {
            self.guessed = true;
            return vec![vec![hole(HoleReason::Unresolved, way)]];
        };
        let mut value = Vec::new();
        for last in program.lasts(workflow) {
            add(&mut value, self.field(last, way));
        }
        value
    }

    fn model(&mut self, at: NodeRef, way: &[SmolStr]) -> Value {
        let node = self.program.node(at);
        let Some(kind) = catalogue().model(node.role) else {
            return Vec::new();
        };
        if in_mode(node, &kind.transcribes) {
            return vec![vec![user(way, None)]];
        }
        if in_mode(node, &kind.speaks) {
            return match node.parameter("input").or_else(|| node.parameter("text")) {
                Some(input) => self.parameter(at, input),
                None => Vec::new(),
            };
        }
        if !in_mode(node, &kind.looks) && in_mode(node, &kind.silent) {
            return vec![vec![hole(HoleReason::ModelText, way)]];
        }
        vec![vec![answer(at, way)]]
    }

    fn set(&mut self, at: NodeRef, way: &[SmolStr]) -> Value {
        let node = self.program.node(at);
        if way.is_empty() {
            let mut value = match node.parameters {
                Some(parameters) => self.parameter(at, parameters),
                None => Vec::new(),
            };
            if keeps_input(node) {
                value = joined(nonempty(value), &nonempty(self.input(at, way)));
            }
            return value;
        }
        if let Some((given, rest)) = assigned(node, way) {
            return self.deeper(at, given, rest);
        }
        if let Some(found) = self.raw_output(at, node, way) {
            return found;
        }
        if keeps_input(node) {
            return self.input(at, way);
        }
        Vec::new()
    }

    /// A field of a value: where the value is one reference, the field of what it refers to.
    fn deeper(&mut self, at: NodeRef, given: Node<'_>, rest: &[SmolStr]) -> Value {
        if rest.is_empty() {
            return self.parameter(at, given);
        }
        let Some(text) = given.text() else {
            return match given.at(&rest.iter().map(SmolStr::as_str).collect::<Vec<_>>()) {
                Some(inner) => self.parameter(at, inner),
                None => Vec::new(),
            };
        };
        if let [Part::Expression(start, end)] = parts(&text.value)[..]
            && let [Token::Reference(reference)] = &tokens(&text.value, start, end)[..]
        {
            let mut longer = reference.clone();
            longer.way.extend(rest.iter().cloned());
            return self.reference(
                at,
                &longer,
                Some(text.locate(reference.start, reference.end)),
            );
        }
        self.parameter(at, given)
    }

    // `mode: raw`: a JSON text with expressions in it. The value behind `"name":` is looked for as it stands.
    fn raw_output(
        &mut self,
        at: NodeRef,
        node: &WorkflowNode<'_>,
        way: &[SmolStr],
    ) -> Option<Value> {
        let raw = node.parameter("jsonOutput")?.text()?;
        let (start, end) = code::string_behind(&raw.value, way.last()?)?;
        let words = unescaped(&raw.slice(start, end));
        let expression = SourceText {
            value: format!("={}", words.value).into(),
            anchors: std::iter::once((1, words.span.start))
                .chain(words.anchors.iter().map(|&(value, file)| (value + 1, file)))
                .collect(),
            ..words
        };
        Some(self.text(at, &expression))
    }

    fn code(&mut self, at: NodeRef, way: &[SmolStr]) -> Value {
        let node = self.program.node(at);
        let Some((text, language)) = code::of(node) else {
            return self.input(at, way);
        };
        let effect = self
            .follower
            .snippet(&text, language, &code::inputs(node.at));
        let asked = way.last();
        let found = effect
            .fields
            .iter()
            .filter(|field| asked.is_none_or(|asked| field.name == *asked))
            .map(|field| self.pieces(at, &field.pieces))
            .fold(Vec::new(), |mut all, value| {
                add(&mut all, value);
                all
            });
        if !found.is_empty() {
            return found;
        }
        self.guessed = true;
        if code::calls_model(&text.value) {
            return vec![vec![answer(at, way)]];
        }
        if let Some(asked) = asked
            && let Some((start, end)) = code::string_behind(&text.value, asked)
        {
            return self.template(at, &text, start, end);
        }
        if asked.is_some_and(|name| catalogue().words.is_instructions(name)) {
            return vec![vec![hole(HoleReason::Unresolved, way)]];
        }
        self.mentioned(at, &text)
    }

    fn pieces(&mut self, at: NodeRef, pieces: &[Piece]) -> Value {
        let mut value = vec![Vec::new()];
        for piece in pieces {
            let atom = match piece {
                Piece::Literal(text) => vec![vec![Atom::Words(text.clone())]],
                Piece::Hole {
                    reason: HoleReason::UserText,
                    name,
                    ..
                } => {
                    let way: Vec<SmolStr> = name.split('.').skip(1).map(SmolStr::new).collect();
                    nonempty(self.input(at, &way))
                }
                Piece::Hole { reason, name, at } => vec![vec![Atom::Hole {
                    reason: *reason,
                    name: name.clone(),
                    at: *at,
                }]],
            };
            value = joined(value, &atom);
        }
        value
    }

    fn template(&mut self, at: NodeRef, text: &SourceText, start: usize, end: usize) -> Value {
        // The quote before the content tells whether it has placeholders.
        let quoted = start.saturating_sub(1);
        let mut value = vec![Vec::new()];
        for token in tokens(&text.value, quoted, (end + 1).min(text.value.len())) {
            let piece = match token {
                Token::Words(start, end) => {
                    vec![vec![Atom::Words(unescaped(&text.slice(start, end)))]]
                }
                Token::Reference(reference) => {
                    let place = text.locate(reference.start, reference.end);
                    self.reference(at, &reference, Some(place))
                }
                Token::Or | Token::Question => continue,
            };
            value = joined(value, &piece);
        }
        value
    }

    /// Everything that a piece of code mentions, the words it holds left out.
    fn mentioned(&mut self, at: NodeRef, text: &SourceText) -> Value {
        let mut all: Alternative = Vec::new();
        for token in tokens(&text.value, 0, text.value.len()) {
            let Token::Reference(reference) = token else {
                continue;
            };
            let place = text.locate(reference.start, reference.end);
            let atoms = self
                .reference(at, &reference, Some(place))
                .into_iter()
                .flatten();
            for atom in atoms.filter(|atom| !matches!(atom, Atom::Words(_))) {
                if all.len() < MAX_ATOMS && !all.iter().any(|known| same(known, &atom)) {
                    all.push(atom);
                }
            }
        }
        vec![all]
    }

    fn http(&mut self, at: NodeRef, way: &[SmolStr]) -> Value {
        let node = self.program.node(at);
        match catalogue().address(&url(node)) {
            Address::Model(_) => vec![vec![answer(at, way)]],
            Address::Hosted(service) => vec![vec![answer(self.naming(at, service), way)]],
            Address::Hearing => vec![vec![user(way, None)]],
            Address::Speech => match node.parameters {
                Some(parameters) => self.parameter(at, parameters),
                None => Vec::new(),
            },
            _ => vec![vec![hole(HoleReason::Data, way)]],
        }
    }

    /// A hosted assistant is talked to by several requests: the one that names it stands for them all.
    fn naming(&self, at: NodeRef, service: usize) -> NodeRef {
        let names = &catalogue().hosted(service).id;
        let mut nodes = self.program.nodes_of(self.program.home(at));
        let named = nodes.find(|&other| {
            let node = self.program.node(other);
            let same = catalogue().address(&url(node)) == Address::Hosted(service);
            let written = || node.whole.descendants().filter_map(Node::as_str);
            same && !node.disabled
                && names
                    .iter()
                    .any(|name| written().any(|text| text.contains(name.as_str())))
        });
        named.unwrap_or(at)
    }

    fn storage(&mut self, at: NodeRef, way: &[SmolStr]) -> Value {
        let node = self.program.node(at);
        let operation = node.text("operation").unwrap_or_default();
        if catalogue().writes(operation) {
            return self.other(at, way);
        }
        vec![vec![stored(way)]]
    }

    // A messenger gives back a receipt, which may repeat what was sent.
    fn sent(&mut self, at: NodeRef, way: &[SmolStr]) -> Value {
        match way.last() {
            Some(name) if catalogue().words.is_instructions(name) => Vec::new(),
            _ => self.other(at, way),
        }
    }

    // What a node of another service puts out mostly repeats what it was given.
    fn other(&mut self, at: NodeRef, way: &[SmolStr]) -> Value {
        let node = self.program.node(at);
        let given = node.parameters.and_then(|parameters| {
            let name = way.last()?;
            let mut entries = parameters.descendants().filter_map(|inner| inner.get(name));
            entries.find(|value| value.kind() == NodeKind::String)
        });
        if let Some(given) = given {
            return self.parameter(at, given);
        }
        if way.is_empty()
            && let Some(parameters) = node.parameters
        {
            return self.parameter(at, parameters);
        }
        vec![vec![stored(way)]]
    }
}

/// The web address that a request goes to, as written.
pub(super) fn url(node: &WorkflowNode<'_>) -> String {
    let text = node.text("url").unwrap_or_default();
    text.strip_prefix('=').unwrap_or(text).to_owned()
}

/// Whether a node's resource and operation are one of the modes.
pub(super) fn in_mode(node: &WorkflowNode<'_>, modes: &[super::catalogue::Mode]) -> bool {
    let has = |name: &str, want: &Option<String>| {
        want.as_ref()
            .is_none_or(|want| node.text(name) == Some(want))
    };
    modes
        .iter()
        .any(|mode| has("resource", &mode.resource) && has("operation", &mode.operation))
}

fn message_field(node: &WorkflowNode<'_>, way: &[SmolStr]) -> Atom {
    let words = &catalogue().words;
    let last = way.last().map_or("", SmolStr::as_str);
    let webhook = matches!(node.role, Role::Trigger(at) if catalogue().trigger(at).webhook);
    let whole = way.is_empty() || matches!(way, [only] if only == "body" && webhook);
    if !whole && webhook && words.is_instructions(last) {
        return hole(HoleReason::Unresolved, way);
    }
    if !whole && (words.is_data(last) || way.first().is_some_and(|first| first == "headers")) {
        return hole(HoleReason::Data, way);
    }
    user(way, None)
}

// Messages that are gathered in a store before they are answered are still the user's.
fn stored(way: &[SmolStr]) -> Atom {
    let words = &catalogue().words;
    let last = way.last().map_or("", SmolStr::as_str);
    if words.is_instructions(last) || last.to_lowercase().contains("prompt") {
        return hole(HoleReason::Database, way);
    }
    hole(HoleReason::Data, way)
}

fn user(way: &[SmolStr], at: Option<Location>) -> Atom {
    Atom::User {
        name: way.join(".").into(),
        at,
    }
}

fn answer(node: NodeRef, way: &[SmolStr]) -> Atom {
    Atom::Answer {
        node,
        field: way.join(".").into(),
        at: None,
    }
}

fn hole(reason: HoleReason, way: &[SmolStr]) -> Atom {
    Atom::Hole {
        reason,
        name: way.join(".").into(),
        at: None,
    }
}

fn placed(alternative: Alternative, place: Option<Location>) -> Alternative {
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

fn same(a: &Atom, b: &Atom) -> bool {
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

fn nonempty(value: Value) -> Value {
    if value.is_empty() {
        vec![Vec::new()]
    } else {
        value
    }
}

fn joined(left: Value, right: &[Alternative]) -> Value {
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

fn add(value: &mut Value, more: Value) {
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

fn unescaped(text: &SourceText) -> SourceText {
    crate::document::without_escapes(text)
}

/// The assigned value whose name begins the way, and the rest of the way.
fn assigned<'d, 'w>(
    node: &WorkflowNode<'d>,
    way: &'w [SmolStr],
) -> Option<(Node<'d>, &'w [SmolStr])> {
    (1..=way.len()).rev().find_map(|length| {
        let name = way[..length].join(".");
        let lists = [
            "assignments.assignments",
            "fields.values",
            "values.string",
            "values.number",
            "values.boolean",
        ];
        let found = lists
            .iter()
            .find_map(|list| named_value(node.parameter(list)?, &name))?;
        Some((found, &way[length..]))
    })
}

fn named_value<'d>(list: Node<'d>, name: &str) -> Option<Node<'d>> {
    let entry = list.items().rev().find(|entry| {
        entry
            .get("name")
            .and_then(|given| given.as_str())
            .is_some_and(|given| given.trim_start_matches('=') == name)
    })?;
    [
        "value",
        "stringValue",
        "objectValue",
        "arrayValue",
        "numberValue",
    ]
    .iter()
    .find_map(|key| entry.get(key))
}

// Version 3.3 and later keep other fields only on demand; 3.0 to 3.2 keep all by default; older ones unless told not to.
fn keeps_input(node: &WorkflowNode<'_>) -> bool {
    let flag = |way: &str| node.parameter(way).and_then(|value| value.as_bool());
    if node.version >= 3.3 {
        return flag("includeOtherFields").unwrap_or(false);
    }
    if node.version >= 3.0 {
        return node.text("include").is_none_or(|include| include != "none");
    }
    !flag("keepOnlySet").unwrap_or(false)
}
