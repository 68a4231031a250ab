//! What a node puts out, by what it does.

use smol_str::SmolStr;

use super::assigned::named_value;
use super::catalogue::{Address, Role, catalogue};
use super::graph::NodeRef;
use super::model::WorkflowNode;
use super::values::{Atom, Value, Values, add, answer, hole, user};
use crate::bot::HoleReason;
use crate::document::{Node, NodeKind};

impl Values<'_, '_> {
    pub(super) fn output(&mut self, at: NodeRef, way: &[SmolStr]) -> Value {
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
        let better = deeper
            .iter()
            .flatten()
            .any(|atom| !matches!(atom, Atom::Hole { .. }));
        if better || value.is_empty() {
            deeper
        } else {
            value
        }
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
        for &caller in program.callers(at) {
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

    pub(super) fn call(&mut self, at: NodeRef, way: &[SmolStr]) -> Value {
        let program = self.program;
        if program.begins(at).is_empty() {
            self.guessed = true;
            return match answering_workflow(program.node(at)) {
                Some(_) => vec![vec![answer(at, way)]],
                None => vec![vec![hole(HoleReason::Unresolved, way)]],
            };
        }
        let mut value = Vec::new();
        for &start in program.begins(at) {
            for last in program.returns(start) {
                let node = program.node(last);
                let given = match node.parameter("responseBody") {
                    Some(body) if node.short == "base.respondToWebhook" => {
                        self.parameter(last, body)
                    }
                    _ => self.field(last, way),
                };
                add(&mut value, given);
            }
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

    fn http(&mut self, at: NodeRef, way: &[SmolStr]) -> Value {
        let node = self.program.node(at);
        if !self.program.begins(at).is_empty() {
            return self.call(at, way);
        }
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

/// The name of the workflow that a node calls, where it says that a model answers in it.
pub(super) fn answering_workflow<'d>(node: &WorkflowNode<'d>) -> Option<&'d str> {
    let cached = node.parameter("workflowId.cachedResultName");
    let named = [cached.and_then(Node::as_str), node.text("workflowId")];
    let mut named = named.into_iter().flatten();
    named.find(|name| catalogue().words.is_answering_workflow(name))
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
