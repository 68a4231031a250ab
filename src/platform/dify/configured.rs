//! Apps without a workflow: one prompt, its form fields, data sets and tools.

use crate::bot::{Channel, HoleReason, Tool};
use crate::document::Node;
use crate::platform::chart::{Chart, Message, MessageRole, ModelNode, Role, TextPart, parse};
use crate::platform::fields::{Fields, gap};
use crate::workspace::SourceText;
use smol_str::SmolStr;

/// The chat, agent and completion modes: one model under one configuration.
pub(super) fn configured(root: Node<'_>) -> Chart {
    let mut chart = Chart::default();
    let Some(config) = root.get("model_config") else {
        return chart;
    };
    let at = config
        .get("pre_prompt")
        .map_or_else(|| config.location(), Node::location);
    let mut model = ModelNode::new(at);
    model.hears = true;
    model.sends = true;
    if let Some(language_model) = config.get("model") {
        model.provider = provider(language_model.str("provider"));
        model.model = Some(language_model.name("name"));
    }
    let read = |text: &SourceText| form_text(text, config);
    let written = config.words("pre_prompt");
    if let Some(text) = written.filter(|_| config.str("prompt_type") != "advanced") {
        model
            .messages
            .push(Message::new(MessageRole::System, read(&text)));
    }
    let turns = config
        .at(&["chat_prompt_config", "prompt"])
        .into_iter()
        .flat_map(Node::items);
    for turn in turns {
        if let Some(text) = turn.words("text") {
            let role = MessageRole::named(turn.str("role"));
            model.messages.push(Message::new(role, read(&text)));
        }
    }
    let completion = config.at(&["completion_prompt_config", "prompt"]);
    if let Some(text) = completion.and_then(|prompt| prompt.words("text")) {
        model
            .messages
            .push(Message::new(MessageRole::User, read(&text)));
    }
    let agent_tools = config
        .get("agent_mode")
        .filter(|mode| mode.is_true("enabled"));
    model.tools = agent_tools.map(tools).unwrap_or_default();
    let entry = chart.add(crate::platform::chart::Node::new(
        "chat",
        root.place("app"),
        Role::Entry(Channel::Unknown),
    ));
    let id = chart.add(
        crate::platform::chart::Node::new("model", at, Role::Model(Box::new(model)))
            .with_path(config.path()),
    );
    chart.link(entry, id);
    chart
}

/// A prompt of the chat modes: `{{name}}` is a field of the form that the user fills in first.
fn form_text(text: &SourceText, config: Node<'_>) -> Vec<TextPart> {
    parse(text, "{{", "}}", &mut |name, at| {
        let plain = name.trim_matches('#');
        let reason = match plain {
            "query" | "histories" | "pre_prompt" => HoleReason::History,
            "context" => HoleReason::Retrieved,
            _ => form_field(config, plain)?,
        };
        Some(gap(reason, plain, at))
    })
}

fn form_field(config: Node<'_>, name: &str) -> Option<HoleReason> {
    config
        .list("user_input_form")
        .into_iter()
        .flat_map(|field| field.entries().collect::<Vec<_>>())
        .find(|(_, field)| field.str("variable") == name)
        .map(|(kind, _)| match kind.as_str() {
            "paragraph" | "text-input" => HoleReason::UserText,
            _ => HoleReason::Data,
        })
}

pub(super) fn tools(holder: Node<'_>) -> Vec<Tool> {
    let mut found = Vec::new();
    for tool in holder.list("tools").into_iter().chain(holder.list("value")) {
        if tool.get("enabled").and_then(Node::as_bool) == Some(false) {
            continue;
        }
        let name = format!(
            "{} {} {}",
            tool.str("provider_name"),
            tool.str("provider_id"),
            tool.str("tool_name")
        )
        .to_lowercase();
        if let Some(general) = general_tool(&name) {
            found.push(Tool {
                name: general.into(),
                at: tool.location(),
            });
        }
    }
    found
}

fn general_tool(name: &str) -> Option<&'static str> {
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if has(&[
        "duckduckgo",
        "tavily",
        "searxng",
        "bing",
        "google_search",
        "serper",
        "perplexity",
    ]) {
        Some("web-search")
    } else if has(&["webscraper", "jina", "firecrawl", "browser"]) {
        Some("browser")
    } else if has(&["dalle", "stability", "text2image", "flux"]) {
        Some("image-generation")
    } else if has(&["code_interpreter", "simple_code"]) {
        Some("code-interpreter")
    } else {
        None
    }
}

/// `langgenius/openai/openai` is openai.
pub(super) fn provider(name: &str) -> SmolStr {
    SmolStr::new(name.rsplit('/').next().unwrap_or(name))
}
