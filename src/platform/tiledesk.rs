//! Tiledesk bots, and the bot settings of Evolution API.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::bot::{
    Bot, Channel, Confidence, Guard, GuardKind, HoleReason, HostedAgent, TriggerKind,
};
use crate::document::Node;
use crate::workspace::SourceText;

use super::chart::{
    Branch, Chart, Message, MessageRole, ModelNode, NodeId, Role, TextPart, USER_TEXT, Unwritten,
    parse,
};
use super::fields::{Fields, bot, gap, symbols_below};
use super::knowledge::{Endpoint, endpoint};
use super::request::Request;
use super::{Definition, Platform, ReadContext};

/// The reader of Tiledesk bots.
pub(crate) struct Tiledesk;
/// The reader of Evolution API's bot settings.
pub(crate) struct Evolution;

impl Platform for Tiledesk {
    fn name(&self) -> &'static str {
        "tiledesk"
    }

    fn title(&self) -> &'static str {
        "Tiledesk bots"
    }

    fn page(&self) -> &'static str {
        include_str!("../../lints/vocabulary/platforms/tiledesk.md")
    }

    fn marks(&self) -> &'static [&'static str] {
        &["_tdActionType"]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn recognise(&self, root: Node<'_>, _path: &str) -> bool {
        root.list("intents").iter().any(|intent| {
            !intent.str("intent_display_name").is_empty() && intent.get("actions").is_some()
        })
    }

    fn read(&self, definitions: &[Definition], _context: &ReadContext<'_>) -> Vec<Bot> {
        definitions
            .iter()
            .map(|definition| {
                let chart = draw(definition.root());
                let name = definition.root().str("name");
                bot(definition, "tiledesk", name, &chart, Confidence::High)
            })
            .collect()
    }
}

fn draw(root: Node<'_>) -> Chart {
    let mut chart = Chart::default();
    let mut places: FxHashMap<SmolStr, (NodeId, NodeId)> = FxHashMap::default();
    let intents = root.list("intents");
    for intent in &intents {
        let first = chart.add(super::chart::Node::new(
            intent.name("intent_display_name"),
            intent.place("intent_display_name"),
            Role::Step,
        ));
        let mut last = first;
        for action in intent.list("actions") {
            let id = chart.add(step(action));
            chart.link(last, id);
            last = id;
        }
        for key in ["intent_display_name", "intent_id"] {
            let name = intent.name(key);
            if !name.is_empty() {
                places.insert(name, (first, last));
            }
        }
    }
    for intent in &intents {
        let Some(&(first, last)) = places.get(&intent.name("intent_display_name")) else {
            continue;
        };
        for text in intent.descendants().filter_map(Node::as_str) {
            let target = text.strip_prefix('#').and_then(|id| places.get(id));
            if let Some(&(to, _)) = target.filter(|(to, _)| *to != first) {
                chart.link(last, to);
            }
        }
        enter(&mut chart, *intent, first);
    }
    chart
}

fn enter(chart: &mut Chart, intent: Node<'_>, first: NodeId) {
    let name = intent.str("intent_display_name");
    let at = intent.place("intent_display_name");
    let branch = match name {
        "defaultFallback" => Branch::open(TriggerKind::Fallback, Some(name), Some(at)),
        "start" => Branch::open(TriggerKind::EveryMessage, None, Some(at)),
        _ if !intent.str("question").trim().is_empty() => Branch {
            narrows: true,
            ..Branch::open(TriggerKind::Intent, Some(name), Some(at))
        },
        _ => return,
    };
    let entry = chart
        .add(super::chart::Node::new(name, at, Role::Entry(Channel::Unknown)).writing([USER_TEXT]));
    chart.branch(entry, first, branch);
}

fn step(action: Node<'_>) -> super::chart::Node {
    let kind = action.str("_tdActionType");
    let at = action.location();
    let node = |role| super::chart::Node::new(kind, at, role).with_path(action.path());
    let written: Vec<SmolStr> = ["assignReplyTo", "assignResultTo", "assignTo"]
        .iter()
        .map(|field| action.name(field))
        .filter(|name| !name.is_empty())
        .chain([reply_variable(kind)])
        .collect();
    let reads = symbols_below(action, &text);
    match kind {
        "reply" | "randomreply" => node(Role::Reply).reading(reads),
        "agent" | "handoff" => node(Role::Handoff),
        "gpt_task" | "ai_prompt" => node(Role::Model(Box::new(model(action, kind))))
            .reading(reads)
            .writing(written),
        "askgptv2" | "askgpt" => node(Role::Model(Box::new(model(action, kind))))
            .reading(reads)
            .writing(written),
        "gpt_assistant" => {
            let mut model = model(action, kind);
            model.hosted = Some(HostedAgent {
                service: "openai-assistant".into(),
                id: Some(action.name("assistantId")),
                at: action.place("assistantId"),
            });
            node(Role::Model(Box::new(model)))
                .reading(reads)
                .writing(written)
        }
        "webrequestv2" | "webrequest" => request(action, &node).reading(reads).writing(written),
        "setattribute-v2" | "setattribute" => attribute(action, node(Role::Step).reading(reads)),
        "capture" => node(Role::Ask).writing(written),
        "replacebotv3" | "replacebot" => node(Role::Step),
        _ => node(Role::Step).reading(reads),
    }
}

/// The step with the text that it puts into an attribute, where it is no calculation.
fn attribute(action: Node<'_>, step: super::chart::Node) -> super::chart::Node {
    let target = action.name("destination");
    let operands = action.get("operation").map(|set| set.list("operands"));
    let mut parts = Vec::new();
    for operand in operands.unwrap_or_default() {
        let Some(value) = operand.words("value") else {
            continue;
        };
        if operand.is_true("isVariable") {
            parts.push(TextPart::Variable {
                symbol: SmolStr::new(&*value.value),
                name: SmolStr::new(&*value.value),
                at: value.location(),
            });
        } else {
            parts.extend(text(&value));
        }
    }
    step.assigning(target, parts)
}

/// Where an action puts its answer when no other variable is named.
fn reply_variable(kind: &str) -> SmolStr {
    match kind {
        "gpt_task" => "gpt_reply",
        "askgptv2" | "askgpt" => "kb_reply",
        "ai_prompt" => "ai_reply",
        _ => "assistant_reply",
    }
    .into()
}

fn model(action: Node<'_>, kind: &str) -> ModelNode {
    let mut model = ModelNode::new(action.location());
    model.provider = "tiledesk".into();
    model.model = Some(action.name("model"));
    let searches = kind.starts_with("askgpt");
    if let Some(words) = action.words("context") {
        model
            .messages
            .push(Message::new(MessageRole::System, text(&words)));
    } else if searches {
        model.unwritten = Unwritten::Hidden;
        model.guards.push(Guard {
            kind: GuardKind::Grounded,
            at: action.location(),
        });
    }
    if let Some(words) = action.words("question") {
        model
            .messages
            .push(Message::new(MessageRole::User, text(&words)));
    }
    model
}

fn request(action: Node<'_>, node: &dyn Fn(Role) -> super::chart::Node) -> super::chart::Node {
    let Endpoint::Model(provider) = endpoint(action.str("url")) else {
        return node(Role::Source(HoleReason::Data));
    };
    let mut model = ModelNode::new(action.location());
    model.provider = provider.into();
    if let Some(body) = action.words("jsonBody").or_else(|| action.words("body")) {
        model.messages = Request::of_text(&body, &text).messages();
    }
    node(Role::Model(Box::new(model)))
}

fn text(source: &SourceText) -> Vec<TextPart> {
    parse(source, "{{", "}}", &mut |name, at| {
        let plain = name.split(['.', '|', ' ']).next().unwrap_or(name);
        Some(match plain {
            "last_user_text" | "user_text" | "lastUserText" => TextPart::Variable {
                symbol: USER_TEXT,
                name: plain.into(),
                at,
            },
            "transcript" | "chat_transcript" => gap(HoleReason::History, plain, at),
            _ => TextPart::Variable {
                symbol: plain.into(),
                name: plain.into(),
                at,
            },
        })
    })
}

impl Platform for Evolution {
    fn name(&self) -> &'static str {
        "evolution-api"
    }

    fn title(&self) -> &'static str {
        "Evolution API bot settings"
    }

    fn page(&self) -> &'static str {
        include_str!("../../lints/vocabulary/platforms/evolution-api.md")
    }

    fn marks(&self) -> &'static [&'static str] {
        &["triggerType"]
    }

    fn recognise(&self, root: Node<'_>, _path: &str) -> bool {
        let trigger = matches!(root.str("triggerType"), "all" | "keyword" | "advanced");
        trigger && (root.has_list("systemMessages") || !root.str("botType").is_empty())
    }

    fn read(&self, definitions: &[Definition], _context: &ReadContext<'_>) -> Vec<Bot> {
        definitions
            .iter()
            .filter(|definition| {
                definition.root().get("enabled").and_then(Node::as_bool) != Some(false)
            })
            .map(|definition| {
                let chart = settings(definition.root());
                bot(definition, "evolution-api", "", &chart, Confidence::Medium)
            })
            .collect()
    }
}

fn settings(root: Node<'_>) -> Chart {
    let mut chart = Chart::default();
    let at = root.place("systemMessages");
    let mut model = ModelNode::new(at);
    model.provider = "openai".into();
    model.model = Some(root.name("model"));
    model.hears = true;
    model.sends = true;
    for message in root.list("systemMessages") {
        if let Some(words) = message.text().filter(|text| !text.value.trim().is_empty()) {
            model
                .messages
                .push(Message::new(MessageRole::System, text(&words)));
        }
    }
    if root.str("botType") == "assistant" {
        model.hosted = Some(HostedAgent {
            service: "openai-assistant".into(),
            id: Some(root.name("assistantId")),
            at: root.place("assistantId"),
        });
    }
    let trigger = root.place("triggerType");
    let entry = chart.add(super::chart::Node::new(
        "WhatsApp",
        trigger,
        Role::Entry(Channel::WhatsApp),
    ));
    let id = chart.add(
        super::chart::Node::new("openai bot", at, Role::Model(Box::new(model)))
            .with_path(root.path()),
    );
    match root.str("triggerType") {
        "keyword" => {
            let word = root.name("triggerValue");
            chart.branch(
                entry,
                id,
                Branch::open(TriggerKind::Keyword, Some(&word), Some(trigger)),
            );
        }
        _ => chart.link(entry, id),
    }
    chart
}
