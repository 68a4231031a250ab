//! What goes to a model from code that was followed: the calls that it makes itself, and the bodies that it builds for
//! the requests of other nodes.

use std::sync::Arc;

use smol_str::SmolStr;

use super::body;
use super::catalogue::Role;
use super::code;
use super::expression::Source;
use super::graph::NodeRef;
use super::model::WorkflowNode;
use super::prompts::{Slots, Speaker};
use super::requests::{
    BODY_LISTS, BODY_TEXTS, MAX_STEPS_BACK, SYSTEM_KEYS, USER_KEYS, single_reference,
};
use super::returned::{descend, tells};
use super::values::{Atom, Value, Values, add, joined, nonempty};
use crate::bot::Prompt;
use crate::document::Node;
use crate::platform::followed::spoken;
use crate::platform::{SnippetEffect, SnippetPiece, SnippetValue};
use crate::workspace::SourceText;

/// How deep the parts of a content are looked into.
const PARTS_DEPTH: usize = 8;

/// The slots of the calls that the code of a node makes; `None` where no call was found.
pub(super) fn followed_slots(
    values: &mut Values<'_, '_>,
    at: NodeRef,
    node: &WorkflowNode<'_>,
) -> Option<Slots> {
    let effect = values.effects.of(at, node);
    let calls = effect.answering_calls();
    let first = calls.first()?;
    let mut slots = Slots {
        provider: Some(first.call.provider.clone()),
        model: first.call.model.clone(),
        hosted: first.call.hosted.clone(),
        called_at: Some(first.call.at),
        ..Slots::default()
    };
    let mut system: Value = Vec::new();
    for prompt in calls.iter().flat_map(|call| &call.call.prompts) {
        add(&mut system, prompt_text(values, at, prompt));
    }
    if !system.is_empty() {
        slots.system.push(system);
    }
    if calls.iter().any(|call| call.takes_input) {
        slots.user.push(values.input(at, &[]));
        if let Some((text, _)) = code::of(node) {
            slots.user.push(values.mentioned(at, &text));
        }
    }
    Some(slots)
}

fn prompt_text(values: &mut Values<'_, '_>, at: NodeRef, prompt: &Prompt) -> Value {
    if prompt.pieces.is_empty() {
        return Vec::new();
    }
    let mut whole = vec![Vec::new()];
    for piece in &prompt.pieces {
        let piece = SnippetPiece::of_prompt(piece, code::inputs());
        let piece = values.piece(at, &piece, &[]);
        whole = joined(whole, &nonempty(piece));
    }
    whole
}

/// Fills the slots of a request from what code built for it; `false` where its body is no code's.
pub(super) fn fill_from_code(
    values: &mut Values<'_, '_>,
    at: NodeRef,
    node: &WorkflowNode<'_>,
    slots: &mut Slots,
) -> bool {
    let mut filled = false;
    for text in BODY_TEXTS
        .iter()
        .filter_map(|way| node.parameter(way)?.text())
    {
        if let Some(built) = Built::of(values, at, &text) {
            filled |= built.fill(values, None, slots);
        }
    }
    let pairs = BODY_LISTS.iter().filter_map(|way| node.parameter(way));
    for pair in pairs.flat_map(Node::items) {
        let key = pair.get("name").and_then(Node::as_str).unwrap_or_default();
        if let Some(text) = pair.get("value").and_then(Node::text)
            && let Some(built) = Built::of(values, at, &text)
        {
            filled |= built.fill(values, Some(key), slots);
        }
    }
    filled
}

/// A value that the code of a node built.
struct Built {
    node: NodeRef,
    effect: Arc<SnippetEffect>,
    way: Vec<SmolStr>,
}

impl Built {
    /// What a text that is one reference refers to, if code built it.
    fn of(values: &Values<'_, '_>, at: NodeRef, text: &SourceText) -> Option<Self> {
        let body::Shape::Leaf(leaf) = body::body(&text.value) else {
            return None;
        };
        let reference = single_reference(&text.value, leaf)?;
        match &reference.source {
            Source::Input => {
                let mut node = at;
                for _ in 0..MAX_STEPS_BACK {
                    node = values.program.before(node).first()?.node;
                    if let Some(built) = Self::at(values, node, &reference.way) {
                        return Some(built);
                    }
                }
                None
            }
            Source::Node(name) => {
                let node = values.program.named(at, name)?;
                Self::at(values, node, &reference.way)
            }
            _ => None,
        }
    }

    fn at(values: &Values<'_, '_>, at: NodeRef, way: &[SmolStr]) -> Option<Self> {
        let node = values.program.node(at);
        if node.disabled || node.role != Role::Code {
            return None;
        }
        let built = Self {
            node: at,
            effect: values.effects.of(at, node),
            way: way.to_vec(),
        };
        built.holds_values().then_some(built)
    }

    fn holds_values(&self) -> bool {
        let found = descend(&self.effect.returns, &self.way);
        found.iter().any(|(value, rest)| {
            let structured = matches!(value, SnippetValue::Record { .. } | SnippetValue::List(_));
            rest.is_empty() && structured
        })
    }

    fn fill(&self, values: &mut Values<'_, '_>, key: Option<&str>, slots: &mut Slots) -> bool {
        let mut filled = false;
        for (value, rest) in descend(&self.effect.returns, &self.way) {
            if !rest.is_empty() {
                continue;
            }
            for (name, inner) in parts(value, key) {
                filled |= self.sort(values, &name, inner, slots);
            }
        }
        filled
    }

    fn sort(
        &self,
        values: &mut Values<'_, '_>,
        key: &str,
        value: &SnippetValue,
        slots: &mut Slots,
    ) -> bool {
        let speaker = match key {
            "messages" | "contents" | "input" => return self.messages(values, value, slots),
            key if SYSTEM_KEYS.contains(&key) => Speaker::System,
            key if USER_KEYS.contains(&key) => Speaker::User,
            "model" => {
                slots.model = slots.model.take().or_else(|| words(value));
                return false;
            }
            _ => return false,
        };
        self.put(values, value, speaker, slots)
    }

    fn messages(
        &self,
        values: &mut Values<'_, '_>,
        list: &SnippetValue,
        slots: &mut Slots,
    ) -> bool {
        let mut filled = false;
        for message in items(list) {
            let role = message.get("role").first().and_then(|role| words(role));
            let speaker = Speaker::of(role.as_deref().unwrap_or("user"));
            let contents = ["content", "parts", "text"].iter();
            let content = contents
                .map(|key| message.get(key))
                .find(|found| !found.is_empty());
            match content {
                Some(found) => {
                    for content in found {
                        filled |= self.put(values, content, speaker, slots);
                    }
                }
                None => filled |= self.put(values, message, Speaker::User, slots),
            }
        }
        filled
    }

    fn put(
        &self,
        values: &mut Values<'_, '_>,
        value: &SnippetValue,
        speaker: Speaker,
        slots: &mut Slots,
    ) -> bool {
        let text = values.made(self.node, &spoken(value, PARTS_DEPTH), &[]);
        if !tells(&text)
            && !text
                .iter()
                .flatten()
                .any(|atom| matches!(atom, Atom::Hole { .. }))
        {
            return false;
        }
        match speaker {
            Speaker::System => slots.system.push(text),
            Speaker::User => slots.user.push(text),
            Speaker::Model => {}
        }
        true
    }
}

/// The parts of a body by their keys.
fn parts<'v>(value: &'v SnippetValue, key: Option<&str>) -> Vec<(SmolStr, &'v SnippetValue)> {
    match (key, value) {
        (Some(key), _) => vec![(key.into(), value)],
        (None, SnippetValue::Record { fields, .. }) => fields
            .iter()
            .map(|(name, value)| (name.clone(), value))
            .collect(),
        (None, SnippetValue::List(_)) => vec![("messages".into(), value)],
        _ => Vec::new(),
    }
}

/// The turns of a conversation; alternatives of the whole list stand one after another.
fn items(list: &SnippetValue) -> Vec<&SnippetValue> {
    match list {
        SnippetValue::List(items) => items.iter().collect(),
        SnippetValue::OneOf(lists) => lists.iter().flat_map(items).collect(),
        other => vec![other],
    }
}

fn words(value: &SnippetValue) -> Option<SmolStr> {
    match value {
        SnippetValue::Text(pieces) => match &pieces[..] {
            [SnippetPiece::Words(text)] => Some(SmolStr::new(&text.value)),
            _ => None,
        },
        _ => None,
    }
}
