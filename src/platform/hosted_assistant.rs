//! Assistants and agents kept as files: OpenAI assistants, Microsoft declarative agents, characters of persona bots,
//! Coze bots.

use crate::bot::{Bot, Channel, Confidence, HoleReason, Tool};
use crate::document::{Node, NodeKind};
use crate::workspace::SourceText;

use super::chart::{Chart, Message, MessageRole, ModelNode, Role, TextPart, parse};
use super::fields::{Fields, bot, gap};
use super::{Definition, Platform, ReadContext};

/// The reader of assistant definitions.
pub(crate) struct HostedAssistant;

const PLATFORM: &str = "assistant";

impl Platform for HostedAssistant {
    fn name(&self) -> &'static str {
        PLATFORM
    }

    fn title(&self) -> &'static str {
        "Assistant definitions (OpenAI, Microsoft declarative agents, Coze, characters)"
    }

    fn page(&self) -> &'static str {
        include_str!("../../lints/vocabulary/platforms/assistant.md")
    }

    fn marks(&self) -> &'static [&'static str] {
        &[
            "\"assistant\"",
            "declarative-agent",
            "\"messageExamples\"",
            "\"prompt_info\"",
            "\"code_interpreter\"",
            "\"file_search\"",
        ]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn recognise(&self, root: Node<'_>, _path: &str) -> bool {
        shape(root).is_some()
    }

    fn read(&self, definitions: &[Definition], _context: &ReadContext<'_>) -> Vec<Bot> {
        definitions
            .iter()
            .filter_map(|definition| {
                let root = definition.root();
                let chart = draw(root, shape(root)?);
                let name = root.str("name");
                Some(bot(definition, PLATFORM, name, &chart, Confidence::Medium))
            })
            .collect()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    OpenAi,
    Declarative,
    Character,
    Coze,
}

fn shape(root: Node<'_>) -> Option<Shape> {
    if root.kind() != NodeKind::Object {
        return None;
    }
    if root.str("object") == "assistant" && root.get("model").is_some() {
        return Some(Shape::OpenAi);
    }
    let known_tools = root.list("tools").iter().any(|tool| {
        matches!(
            tool.str("type"),
            "file_search" | "code_interpreter" | "retrieval"
        )
    });
    if root.get("model").and_then(Node::as_str).is_some()
        && root.get("instructions").is_some()
        && known_tools
    {
        return Some(Shape::OpenAi);
    }
    if root.str("$schema").contains("declarative-agent") {
        return Some(Shape::Declarative);
    }
    if root.has_list("messageExamples")
        && root.get("bio").is_some()
        && !root.list("clients").is_empty()
    {
        return Some(Shape::Character);
    }
    (root.has_object("prompt_info") && root.get("model_info").is_some()).then_some(Shape::Coze)
}

fn draw(root: Node<'_>, shape: Shape) -> Chart {
    let mut chart = Chart::default();
    let mut model = ModelNode::new(root.place("instructions"));
    model.hears = true;
    model.sends = true;
    model.model = Some(root.name("model"));
    let fields: &[&str] = match shape {
        Shape::OpenAi | Shape::Declarative => &["instructions"],
        Shape::Character => &["system", "bio", "lore"],
        Shape::Coze => &["prompt_info"],
    };
    model.provider = match shape {
        Shape::OpenAi => "openai",
        Shape::Declarative => "microsoft-365",
        Shape::Character => "eliza",
        Shape::Coze => "coze",
    }
    .into();
    for value in fields.iter().filter_map(|field| root.get(field)) {
        for text in value.descendants().filter_map(Node::text) {
            if !text.value.trim().is_empty() {
                model
                    .messages
                    .push(Message::new(MessageRole::System, placeholders(&text)));
            }
        }
    }
    model.tools = tools(root);
    let channel = root
        .list("clients")
        .first()
        .and_then(|client| client.as_str())
        .map_or(Channel::Unknown, Channel::from_name);
    let entry = chart.add(super::chart::Node::new(
        "the caller",
        root.place("name"),
        Role::Entry(channel),
    ));
    let name = match root.str("name") {
        "" => "the assistant",
        name => name,
    };
    let id = chart.add(
        super::chart::Node::new(name, root.location(), Role::Model(Box::new(model)))
            .with_path(root.path()),
    );
    chart.link(entry, id);
    chart
}

fn tools(root: Node<'_>) -> Vec<Tool> {
    let kinds = root
        .list("tools")
        .into_iter()
        .map(|tool| (tool, tool.str("type")));
    let capabilities = root
        .list("capabilities")
        .into_iter()
        .map(|capability| (capability, capability.str("name")));
    kinds
        .chain(capabilities)
        .filter_map(|(node, name)| {
            let tool = match name {
                "code_interpreter" | "CodeInterpreter" => "code-interpreter",
                "WebSearch" | "web_search" => "web-search",
                "GraphicArt" => "image-generation",
                _ => return None,
            };
            Some(Tool {
                name: tool.into(),
                at: node.location(),
            })
        })
        .collect()
}

fn placeholders(text: &SourceText) -> Vec<TextPart> {
    parse(text, "{{", "}}", &mut |name, at| {
        Some(gap(HoleReason::Data, name, at))
    })
}
