//! Assistants and agents kept as files: OpenAI assistants, Microsoft declarative agents, characters of persona bots,
//! Coze bots.

use crate::bot::{Bot, Channel, Confidence, HoleReason, Tool};
use crate::document::{Node, NodeKind};
use crate::workspace::SourceText;

use super::beside::beside;
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
            "\"foundationModel\"",
        ]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn recognise(&self, root: Node<'_>, _path: &str) -> bool {
        shape(root).is_some()
    }

    fn read(&self, definitions: &[Definition], context: &ReadContext<'_>) -> Vec<Bot> {
        definitions
            .iter()
            .filter_map(|definition| {
                let root = definition.root();
                let shape = shape(root)?;
                let text = |name: &str| beside(&definition.path, name, context.workspace);
                let chart = draw(shape.agent(root), shape, &text);
                let name = shape.agent(root).name(shape.name_field());
                Some(bot(definition, PLATFORM, &name, &chart, Confidence::Medium))
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
    Bedrock,
}

impl Shape {
    /// The value that describes the agent.
    fn agent(self, root: Node<'_>) -> Node<'_> {
        let inner = root.get("agent").filter(|_| self == Shape::Bedrock);
        inner.unwrap_or(root)
    }

    fn name_field(self) -> &'static str {
        match self {
            Shape::Bedrock => "agentName",
            _ => "name",
        }
    }

    fn model_field(self) -> &'static str {
        match self {
            Shape::Bedrock => "foundationModel",
            _ => "model",
        }
    }

    /// The fields that hold its instructions.
    fn fields(self) -> &'static [&'static str] {
        match self {
            Shape::OpenAi | Shape::Declarative => &["instructions"],
            Shape::Character => &["system", "bio", "lore"],
            Shape::Coze => &["prompt_info"],
            Shape::Bedrock => &["instruction"],
        }
    }

    fn provider(self) -> &'static str {
        match self {
            Shape::OpenAi => "openai",
            Shape::Declarative => "microsoft-365",
            Shape::Character => "eliza",
            Shape::Coze => "coze",
            Shape::Bedrock => "bedrock",
        }
    }
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
    let agent = Shape::Bedrock.agent(root);
    if agent.get("agentId").is_some() && agent.get("foundationModel").is_some() {
        return Some(Shape::Bedrock);
    }
    (root.has_object("prompt_info") && root.get("model_info").is_some()).then_some(Shape::Coze)
}

fn draw(root: Node<'_>, shape: Shape, beside: &dyn Fn(&str) -> Option<SourceText>) -> Chart {
    let mut chart = Chart::default();
    let written = shape.fields().iter().filter_map(|field| root.get(field));
    let place = written.clone().next().map(Node::location);
    let mut model = ModelNode::new(place.unwrap_or_else(|| root.location()));
    model.hears = true;
    model.sends = true;
    model.model = Some(root.name(shape.model_field()));
    model.provider = shape.provider().into();
    for value in written {
        for text in value.descendants().filter_map(Node::text) {
            if !text.value.trim().is_empty() {
                model.messages.push(Message::new(
                    MessageRole::System,
                    placeholders(&text, beside),
                ));
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
        root.place(shape.name_field()),
        Role::Entry(channel),
    ));
    let name = match root.str(shape.name_field()) {
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

/// A text with `{{name}}` in it, or `$[file('name')]` alone, which stands for a file beside the definition.
fn placeholders(text: &SourceText, beside: &dyn Fn(&str) -> Option<SourceText>) -> Vec<TextPart> {
    let quoted = text.value.trim().strip_prefix("$[file(");
    if let Some(name) = quoted.and_then(|rest| rest.strip_suffix(")]")) {
        let name = name.trim().trim_matches(['\'', '"']);
        let missing = || gap(HoleReason::MissingFile, name, text.location());
        return vec![beside(name).map_or_else(missing, TextPart::Words)];
    }
    parse(text, "{{", "}}", &mut |name, at| {
        Some(gap(HoleReason::Data, name, at))
    })
}
