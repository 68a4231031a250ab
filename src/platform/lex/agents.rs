//! Bedrock agents in templates of CloudFormation, SAM and CDK.

use crate::bot::{Channel, HoleReason};
use crate::document::Node;
use crate::platform::chart::{Chart, Message, MessageRole, ModelNode, Role, TextPart, parse};
use crate::platform::fields::{Fields, gap};
use crate::workspace::{Location, SourceText};

/// The model of an agent: what its instruction says.
pub(super) fn agent_model(agent: Node<'_>) -> ModelNode {
    let properties = agent.get("Properties").unwrap_or(agent);
    let mut model = ModelNode::new(properties.place("Instruction"));
    model.provider = "bedrock".into();
    model.model = Some(properties.name("FoundationModel"));
    model.hears = true;
    model.sends = true;
    if let Some(written) = properties.get("Instruction") {
        let parameters = agent.parent().and_then(Node::parent);
        let parameters = parameters.and_then(|template| template.get("Parameters"));
        let parts = template_text(written, parameters);
        if !parts.is_empty() {
            let message = Message::new(MessageRole::System, parts);
            model.messages.push(message);
        }
    }
    model
}

/// A text of a template: words, a parameter, or several put together.
fn template_text(value: Node<'_>, parameters: Option<Node<'_>>) -> Vec<TextPart> {
    if let Some(text) = value.text() {
        return match value.tag() {
            None | Some("Sub") if text.value.trim().is_empty() => Vec::new(),
            None => vec![TextPart::Words(text)],
            Some("Sub") => substituted(&text, parameters),
            Some("Ref") => vec![parameter(&text.value, text.location(), parameters)],
            Some(_) => vec![elsewhere(&text.value, text.location())],
        };
    }
    let Some((key, inner)) = value.entries().next() else {
        let joined = value.tag() == Some("Join");
        return match value.items().nth(1).filter(|_| joined) {
            Some(items) => joined_text(items, parameters),
            None => Vec::new(),
        };
    };
    match (key.as_str(), inner.text()) {
        ("Ref", Some(name)) => vec![parameter(&name.value, inner.location(), parameters)],
        ("Fn::Sub", Some(text)) => substituted(&text, parameters),
        ("Fn::Join", None) => {
            let items = inner.items().nth(1);
            items.map_or_else(Vec::new, |items| joined_text(items, parameters))
        }
        (name, _) => vec![elsewhere(name, value.location())],
    }
}

fn joined_text(items: Node<'_>, parameters: Option<Node<'_>>) -> Vec<TextPart> {
    let parts = items.items().map(|item| match item.text() {
        Some(text) if item.tag().is_none() => TextPart::Words(text),
        Some(name) => parameter(&name.value, item.location(), parameters),
        None => match item.get("Ref").and_then(Node::as_str) {
            Some(name) => parameter(name, item.location(), parameters),
            None => elsewhere("Fn::Join", item.location()),
        },
    });
    parts.collect()
}

/// The default of a parameter; without one, whoever deploys the template gives it.
fn parameter(name: &str, at: Location, parameters: Option<Node<'_>>) -> TextPart {
    let default = parameters
        .and_then(|parameters| parameters.get(name))
        .and_then(|parameter| parameter.words("Default"));
    default.map_or_else(|| elsewhere(name, at), TextPart::Words)
}

fn elsewhere(name: &str, at: Location) -> TextPart {
    gap(HoleReason::Environment, name, at)
}

/// A text in which `${Parameter}` stands for its value.
fn substituted(text: &SourceText, parameters: Option<Node<'_>>) -> Vec<TextPart> {
    parse(text, "${", "}", &mut |name, at| {
        Some(parameter(name, at, parameters))
    })
}

/// Adds an agent that no bot of its template asks: whoever calls it talks to it.
pub(super) fn add_agent(chart: &mut Chart, agent: Node<'_>) {
    let properties = agent.get("Properties").unwrap_or(agent);
    let entry = chart.add(crate::platform::chart::Node::new(
        "the caller",
        agent.place("Type"),
        Role::Entry(Channel::Unknown),
    ));
    let id = chart.add(
        crate::platform::chart::Node::new(
            properties.name("AgentName"),
            agent.location(),
            Role::Model(Box::new(agent_model(agent))),
        )
        .with_path(agent.path()),
    );
    chart.link(entry, id);
}
