//! Dialog skills: a tree of nodes with conditions, asked from the top to the bottom.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::bot::{Channel, HoleReason, HostedAgent, TriggerKind};
use crate::document::Node;
use crate::workspace::SourceText;

use super::super::chart::{
    Branch, Chart, Message, MessageRole, ModelNode, NodeId, Role, Symbol, TextPart, USER_TEXT,
    parse, symbols,
};
use super::super::fields::{Fields, symbols_below};
use super::super::knowledge::{Endpoint, endpoint};

/// Draws a dialog skill.
pub(super) fn draw(skill: Node<'_>) -> Chart {
    let mut chart = Chart::default();
    let nodes = skill.list("dialog_nodes");
    let webhook = main_webhook(skill);
    let mut by_id: FxHashMap<&str, (NodeId, NodeId)> = FxHashMap::default();
    for node in &nodes {
        let ids = add(&mut chart, *node, webhook);
        by_id.insert(node.str("dialog_node"), ids);
    }
    for node in &nodes {
        let (first, last) = by_id[node.str("dialog_node")];
        let next = node
            .at(&["next_step", "dialog_node"])
            .or_else(|| node.get("go_to").and_then(|jump| jump.get("dialog_node")))
            .and_then(Node::as_str);
        if let Some(&(target, _)) = next.and_then(|id| by_id.get(id)) {
            chart.link(last, target);
        }
        if is_dead(*node) {
            continue;
        }
        match by_id.get(node.str("parent")) {
            Some(&(_, parent)) if node.str("parent") != node.str("dialog_node") => {
                match branch(*node) {
                    Some(branch) => chart.branch(parent, first, branch),
                    None => chart.link(parent, first),
                }
            }
            _ => enter(&mut chart, *node, first),
        }
    }
    chart
}

fn is_dead(node: Node<'_>) -> bool {
    node.is_true("disabled") || node.str("conditions").trim() == "false"
}

fn enter(chart: &mut Chart, node: Node<'_>, first: NodeId) {
    let entry = chart.add(super::super::chart::Node::new(
        title(node),
        node.place("conditions"),
        Role::Entry(Channel::Unknown),
    ));
    match branch(node) {
        Some(branch) => chart.branch(entry, first, branch),
        None => chart.link(entry, first),
    }
}

fn title(node: Node<'_>) -> SmolStr {
    match node.str("title") {
        "" => SmolStr::new(node.str("dialog_node")),
        title => SmolStr::new(title),
    }
}

fn branch(node: Node<'_>) -> Option<Branch> {
    let condition = node.str("conditions").trim();
    let at = Some(node.place("conditions"));
    match condition {
        "" | "welcome" | "conversation_start" => None,
        "anything_else" | "true" => Some(Branch::open(TriggerKind::Fallback, None, at)),
        _ if condition.starts_with('#') => Some(Branch {
            narrows: !super::super::knowledge::is_catch_all(&condition[1..]),
            ..Branch::open(TriggerKind::Intent, Some(condition), at)
        }),
        _ if condition.starts_with('@') => Some(Branch {
            narrows: true,
            ..Branch::open(TriggerKind::Keyword, Some(condition), at)
        }),
        _ => None,
    }
}

fn add(chart: &mut Chart, node: Node<'_>, webhook: Option<Node<'_>>) -> (NodeId, NodeId) {
    let first = chart.add(super::super::chart::Node::new(
        title(node),
        node.location(),
        Role::Step,
    ));
    let mut last = first;
    for action in node.list("actions") {
        let called = action_node(action, webhook, title(node));
        let id = chart.add(called);
        chart.link(last, id);
        last = id;
    }
    if let Some(output) = node.get("output").filter(|output| !output.is_null()) {
        let hands_over = output
            .descendants()
            .any(|inner| inner.str("response_type") == "connect_to_agent");
        let role = if hands_over {
            Role::Handoff
        } else {
            Role::Reply
        };
        let id = chart.add(
            super::super::chart::Node::new(title(node), output.location(), role)
                .reading(symbols_below(output, &text)),
        );
        chart.link(last, id);
        last = id;
    }
    (first, last)
}

fn action_node(
    action: Node<'_>,
    webhook: Option<Node<'_>>,
    name: SmolStr,
) -> super::super::chart::Node {
    let at = action.location();
    let result: Symbol = variable_of(action.str("result_variable"));
    let node = |role| {
        super::super::chart::Node::new(name.clone(), at, role)
            .writing([result.clone()])
            .with_path(action.path())
    };
    let url = webhook
        .filter(|_| action.str("type") == "webhook")
        .map_or("", |webhook| webhook.str("url"));
    let mut model = ModelNode::new(at);
    let parameters = action.get("parameters");
    match endpoint(url) {
        Endpoint::Model(provider) => model.provider = provider.into(),
        Endpoint::Hosted(service) => {
            model.provider = service.into();
            model.hosted = Some(HostedAgent {
                service: service.into(),
                id: None,
                at,
            });
        }
        _ => return node(Role::Source(HoleReason::Data)),
    }
    let mut reads = Vec::new();
    for (key, value) in parameters.into_iter().flat_map(Node::entries) {
        let Some(written) = value.text() else {
            continue;
        };
        let role = if key.as_str().contains("system") {
            MessageRole::System
        } else {
            MessageRole::User
        };
        let parts = text(&written);
        reads.extend(symbols(&parts));
        model.messages.push(Message::new(role, parts));
    }
    node(Role::Model(Box::new(model))).reading(reads)
}

fn main_webhook(skill: Node<'_>) -> Option<Node<'_>> {
    let hooks = skill.list("webhooks");
    hooks
        .iter()
        .find(|hook| hook.str("name") == "main_webhook")
        .or(hooks.first())
        .copied()
}

fn variable_of(name: &str) -> Symbol {
    let plain = name.trim_start_matches("context.").trim_start_matches('$');
    format!(
        "context {}",
        plain.split(['.', '[']).next().unwrap_or(plain)
    )
    .into()
}

/// `<? input.text ?>` and `$variable` in a text.
fn text(text: &SourceText) -> Vec<TextPart> {
    let plain = parse(text, "<?", "?>", &mut |name, at| {
        let symbol = if name.contains("input.text") {
            USER_TEXT
        } else {
            variable_of(name)
        };
        Some(TextPart::Variable {
            symbol,
            name: name.into(),
            at,
        })
    });
    let mut parts = Vec::new();
    for part in plain {
        match &part {
            TextPart::Words(words) if words.value.trim_start().starts_with('$') => {
                let name = words.value.trim();
                parts.push(TextPart::Variable {
                    symbol: variable_of(name),
                    name: name.into(),
                    at: words.location(),
                });
            }
            _ => parts.push(part),
        }
    }
    parts
}
