//! Playbooks, and the `$names` in texts.

use crate::bot::HoleReason;
use crate::document::Node;
use crate::platform::chart::{Message, MessageRole, ModelNode, Role, Symbol, TextPart, slice};
use crate::platform::fields::{Fields, gap};
use crate::workspace::SourceText;

pub(super) fn playbook_node(root: Node<'_>) -> crate::platform::chart::Node {
    let goal = root
        .words("goal")
        .filter(|goal| &*goal.value != "Default goal");
    let at = root.place("goal");
    let mut model = ModelNode::new(at);
    model.provider = "google".into();
    model.hears = true;
    model.sends = true;
    model.model = root
        .get("llmModelSettings")
        .map(|settings| settings.name("model"));
    if let Some(goal) = goal {
        model
            .messages
            .push(Message::new(MessageRole::System, dollars(&goal, &|_| None)));
    }
    let written = root.get("instruction").into_iter().chain(root.get("steps"));
    for node in written.flat_map(Node::descendants) {
        for field in ["text", "guidelines"] {
            if let Some(text) = node.words(field) {
                model
                    .messages
                    .push(Message::new(MessageRole::System, dollars(&text, &|_| None)));
            }
        }
    }
    crate::platform::chart::Node::new(
        root.name("displayName"),
        root.place("displayName"),
        Role::Model(Box::new(model)),
    )
    .with_path(root.path())
}

/// The symbol of a parameter of the session, however it is referred to.
pub(super) fn parameter(name: &str) -> Symbol {
    let name = name.trim_start_matches('$');
    let name = name.trim_start_matches("session.params.");
    format!("parameter {name}").into()
}

/// `$last-user-utterance`, `$conversation` and other `$names` in a text; `fed` knows what the others are fed with.
pub(super) fn dollars(text: &SourceText, fed: &dyn Fn(&str) -> Option<Symbol>) -> Vec<TextPart> {
    let value = &*text.value;
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, _) in value.match_indices('$') {
        if at < from {
            continue;
        }
        let name: &str = &value[at + 1..];
        let length = name
            .find(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.')))
            .unwrap_or(name.len());
        let name = name[..length].trim_end_matches('.');
        if name.is_empty() || name.starts_with(|letter: char| letter.is_ascii_digit()) {
            continue;
        }
        let end = at + 1 + name.len();
        if from < at {
            parts.push(TextPart::Words(slice(text, from, at)));
        }
        let reason = match name {
            "last-user-utterance"
            | "request.user-utterance"
            | "text"
            | "query"
            | "user-utterance" => HoleReason::UserText,
            "conversation" => HoleReason::History,
            _ => HoleReason::Data,
        };
        let place = text.locate(at, end);
        parts.push(match fed(name) {
            Some(symbol) if reason == HoleReason::Data => TextPart::Variable {
                symbol,
                name: name.into(),
                at: place,
            },
            _ => gap(reason, name, place),
        });
        from = end;
    }
    if from < value.len() {
        parts.push(TextPart::Words(slice(text, from, value.len())));
    }
    parts
}
