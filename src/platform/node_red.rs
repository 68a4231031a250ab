//! Node-RED flows.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use crate::bot::{Bot, Channel, Confidence, HoleReason, HostedAgent, TriggerKind};
use crate::document::{Node, NodeKind};
use crate::workspace::{Location, SourceText};

use super::chart::{
    Branch, Chart, Message, MessageRole, ModelNode, NodeId, Role, Symbol, TextPart, USER_TEXT,
    parse,
};
use super::fields::{Fields, bot, gap};
use super::followed::{self, Pieces};
use super::knowledge::{Endpoint, endpoint};
use super::request::{Request, expression_reason};
use super::{CodeFollower, Definition, Platform, ReadContext, SnippetEffect, SnippetInput};
use crate::syntax::Language;

/// The reader of Node-RED flows.
pub(crate) struct NodeRed;

const PLATFORM: &str = "node-red";
/// How far before a request its body is looked for.
const LOOK_BACK: usize = 4;

impl Platform for NodeRed {
    fn name(&self) -> &'static str {
        PLATFORM
    }

    fn title(&self) -> &'static str {
        "Node-RED flows"
    }

    fn page(&self) -> &'static str {
        include_str!("../../lints/vocabulary/platforms/node-red.md")
    }

    fn marks(&self) -> &'static [&'static str] {
        &["\"wires\""]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn recognise(&self, root: Node<'_>, _path: &str) -> bool {
        if root.kind() != NodeKind::Array {
            return false;
        }
        let is_node = |node: &Node<'_>| {
            !node.str("id").is_empty() && !node.str("type").is_empty() && node.has_list("wires")
        };
        let tab = root.items().take(50).any(|node| node.str("type") == "tab");
        let wired = root.items().take(200).filter(|node| is_node(node));
        let mut wired = wired.peekable();
        wired.peek().is_some() && (tab || wired.all(|node| node.get("z").is_some()))
    }

    fn read(&self, definitions: &[Definition], context: &ReadContext<'_>) -> Vec<Bot> {
        definitions
            .iter()
            .filter_map(|definition| {
                let flow = Flow::of(definition.root(), context.follower);
                // Nearly all flows of this platform drive devices: without a chat they are no bots.
                flow.has_chat
                    .then(|| bot(definition, PLATFORM, "", &flow.chart, Confidence::High))
            })
            .collect()
    }
}

struct Flow<'d> {
    follower: &'d dyn CodeFollower,
    /// What functions do, by where their code begins; each is followed once.
    effects: RefCell<FxHashMap<u32, Rc<SnippetEffect>>>,
    nodes: Vec<Node<'d>>,
    by_id: FxHashMap<&'d str, usize>,
    before: FxHashMap<usize, Vec<usize>>,
    /// The properties of the message that change nodes set to words.
    set: FxHashSet<Symbol>,
    chart: Chart,
    has_chat: bool,
}

impl<'d> Flow<'d> {
    fn of(root: Node<'d>, follower: &'d dyn CodeFollower) -> Self {
        let off: FxHashSet<&str> = root
            .items()
            .filter(|node| node.str("type") == "tab" && node.is_true("disabled"))
            .map(|node| node.str("id"))
            .collect();
        let nodes: Vec<Node<'d>> = root
            .items()
            .filter(|node| !node.is_true("d") && !off.contains(node.str("z")))
            .collect();
        let by_id = nodes
            .iter()
            .enumerate()
            .map(|(at, node)| (node.str("id"), at))
            .collect();
        let set = nodes.iter().filter(|node| node.str("type") == "change");
        let set = set.flat_map(|node| node.list("rules")).filter_map(set_text);
        let mut flow = Self {
            follower,
            effects: RefCell::default(),
            set: set.map(|(name, _)| name).collect(),
            nodes,
            by_id,
            before: FxHashMap::default(),
            chart: Chart::default(),
            has_chat: false,
        };
        let wires = flow.wires();
        for &(from, to, _) in &wires {
            flow.before.entry(to).or_default().push(from);
        }
        for at in 0..flow.nodes.len() {
            let node = flow.step(at);
            flow.has_chat |=
                matches!(&node.role, Role::Entry(channel) if *channel != Channel::Unknown);
            flow.chart.add(node);
        }
        let asks = flow
            .chart
            .nodes()
            .any(|(_, node)| matches!(node.role, Role::Model(_)));
        flow.has_chat |= asks
            && flow
                .chart
                .nodes()
                .any(|(_, node)| matches!(node.role, Role::Entry(_)));
        for (from, to, output) in wires {
            match flow.branch(from, output) {
                Some(branch) => flow.chart.branch(NodeId(from), NodeId(to), branch),
                None => flow.chart.link(NodeId(from), NodeId(to)),
            }
        }
        flow
    }

    /// All ways from node to node: wires, links between tabs, into subflows and out of them.
    fn wires(&self) -> Vec<(usize, usize, usize)> {
        let mut wires = Vec::new();
        for (at, node) in self.nodes.iter().enumerate() {
            for (output, targets) in node.list("wires").into_iter().enumerate() {
                for target in targets.items() {
                    if let Some(&to) = target.as_str().and_then(|id| self.by_id.get(id)) {
                        wires.push((at, to, output));
                    }
                }
            }
            if matches!(node.str("type"), "link out" | "link call") {
                for target in node.list("links") {
                    if let Some(&to) = target.as_str().and_then(|id| self.by_id.get(id)) {
                        wires.push((at, to, 0));
                    }
                }
            }
            if let Some(subflow) = node
                .str("type")
                .strip_prefix("subflow:")
                .and_then(|id| self.by_id.get(id))
            {
                self.wire_subflow(at, *subflow, &mut wires);
            }
        }
        wires
    }

    fn wire_subflow(
        &self,
        instance: usize,
        subflow: usize,
        wires: &mut Vec<(usize, usize, usize)>,
    ) {
        let ends = |list: &str| -> Vec<usize> {
            self.nodes[subflow]
                .list(list)
                .into_iter()
                .flat_map(|port| port.list("wires"))
                .filter_map(|wire| self.by_id.get(wire.str("id")).copied())
                .collect()
        };
        for first in ends("in") {
            wires.push((instance, first, 0));
        }
        let after: Vec<usize> = self.nodes[instance]
            .list("wires")
            .iter()
            .flat_map(|targets| targets.items().collect::<Vec<_>>())
            .filter_map(|target| self.by_id.get(target.as_str()?).copied())
            .collect();
        for last in ends("out") {
            wires.extend(after.iter().map(|&to| (last, to, 0)));
        }
    }

    fn step(&self, at: usize) -> super::chart::Node {
        let node = self.nodes[at];
        let kind = node.str("type");
        let name = match node.str("name") {
            "" => kind,
            name => name,
        };
        let own = SmolStr::new(node.str("id"));
        let before: Vec<Symbol> = self
            .before
            .get(&at)
            .into_iter()
            .flatten()
            .map(|&from| SmolStr::new(self.nodes[from].str("id")))
            .collect();
        let step = |role| {
            super::chart::Node::new(name, node.location(), role)
                .writing([own.clone()])
                .with_path(node.path())
        };
        if let Some(channel) = entry(kind, node) {
            return step(Role::Entry(channel)).writing([USER_TEXT]);
        }
        if is_reply(kind) {
            return step(Role::Reply).reading(before);
        }
        if kind == "http request" {
            return self.request(at, &step).reading(before);
        }
        if kind == "function" {
            return self.function(at, &step, before);
        }
        if let Some(provider) = model_node(kind).filter(|_| node.has_list("wires")) {
            return self.contributed(at, provider, &step).reading(before);
        }
        if kind == "change" {
            let set = node.list("rules").into_iter().filter_map(set_text);
            return set.fold(step(Role::Step).reading(before), |step, (name, text)| {
                step.assigning(name, vec![TextPart::Words(text)])
            });
        }
        step(Role::Step).reading(before)
    }

    fn request(&self, at: usize, step: &dyn Fn(Role) -> super::chart::Node) -> super::chart::Node {
        let node = self.nodes[at];
        let mut target = endpoint(node.str("url"));
        let mut place = node.location();
        if node.str("url").is_empty() || target == Endpoint::Other {
            // The node before may set `msg.url`.
            if let Some((before, code)) = self.find_before(at, &|text| text.contains("msg.url")) {
                target = endpoint(&code.value);
                place = self.nodes[before].location();
            }
        }
        let mut model = ModelNode::new(place);
        match target {
            Endpoint::Model(provider) => {
                model.provider = provider.into();
                let body = self.find_before(at, &asks);
                if let Some((before, code)) = body {
                    model.messages = self.messages_of(before, &code);
                    model.at = code.location();
                }
            }
            Endpoint::Hosted(service) => {
                model.provider = service.into();
                model.hosted = Some(HostedAgent {
                    service: service.into(),
                    id: None,
                    at: node.place("url"),
                });
            }
            Endpoint::Reply => return step(Role::Reply),
            Endpoint::Other => return step(Role::Source(HoleReason::Data)),
        }
        step(Role::Model(Box::new(model)))
    }

    fn function(
        &self,
        at: usize,
        step: &dyn Fn(Role) -> super::chart::Node,
        before: Vec<Symbol>,
    ) -> super::chart::Node {
        let Some(code) = self.nodes[at].words("func") else {
            return step(Role::Step).reading(before);
        };
        let effect = self.effect(&code);
        let place = code.location();
        let model = self.with_pieces(|pieces| followed::model(&effect, place, pieces));
        if let Some(model) = model {
            return step(Role::Model(Box::new(model))).reading(before);
        }
        let calls_itself = ["fetch(", "axios", "got(", "https.request", "create("]
            .iter()
            .any(|call| code.value.contains(call));
        if let (true, Endpoint::Model(provider)) = (calls_itself, endpoint(&code.value)) {
            let mut model = ModelNode::new(code.location());
            model.provider = provider.into();
            model.messages = Request::of_text(&code, &|text| self.read(text)).messages();
            return step(Role::Model(Box::new(model))).reading(before);
        }
        match followed::passes_on(&effect, "payload") {
            // What goes on are words of the function's own.
            Some(false) => step(Role::Step),
            _ => step(Role::Step).reading(before),
        }
    }

    fn effect(&self, code: &SourceText) -> Rc<SnippetEffect> {
        if let Some(known) = self.effects.borrow().get(&code.span.start) {
            return Rc::clone(known);
        }
        let effect = self.follower.snippet(code, Language::JavaScript, inputs());
        let effect = Rc::new(effect);
        let mut effects = self.effects.borrow_mut();
        effects.insert(code.span.start, Rc::clone(&effect));
        effect
    }

    /// The messages that the function or template before a node builds.
    fn messages_of(&self, at: usize, code: &SourceText) -> Vec<Message> {
        if self.nodes[at].str("type") == "function" {
            let effect = self.effect(code);
            let place = code.location();
            let built = self.with_pieces(|pieces| {
                followed::body_messages(&effect, &["payload"], place, pieces)
            });
            if !built.is_empty() {
                return built;
            }
        }
        Request::of_text(code, &|text| self.read(text)).messages()
    }

    fn with_pieces<T>(&self, run: impl FnOnce(&Pieces<'_>) -> T) -> T {
        run(&Pieces {
            inputs: inputs(),
            input: &|way, at| self.input(way, at),
            words: &|text| self.read(text),
        })
    }

    /// A text of the flow: mustache placeholders are parts of the message.
    fn read(&self, text: &SourceText) -> Vec<TextPart> {
        parse(text, "{{", "}}", &mut |name, at| {
            Some(self.input(name.trim_matches(['{', '}']), at))
        })
    }

    fn input(&self, way: &str, at: Location) -> TextPart {
        let symbol = message_symbol(way);
        if self.set.contains(&symbol) {
            let name = way.into();
            return TextPart::Variable { symbol, name, at };
        }
        gap(expression_reason(way), way, at)
    }

    /// A model node of a contributed package: its own fields, then the body that the node before builds.
    fn contributed(
        &self,
        at: usize,
        provider: &str,
        step: &dyn Fn(Role) -> super::chart::Node,
    ) -> super::chart::Node {
        let node = self.nodes[at];
        let mut model = ModelNode::new(node.location());
        model.provider = provider.into();
        model.model = Some(node.name("model"));
        for (key, value) in node.entries() {
            let key = key.as_str().to_ascii_lowercase();
            let instructs = [
                "system",
                "instruction",
                "prompt",
                "template",
                "persona",
                "behaviour",
                "behavior",
            ]
            .iter()
            .any(|word| key.contains(word));
            let text = value.text().filter(|text| text.value.contains(' '));
            if let (true, Some(text)) = (instructs && !key.ends_with("type"), text) {
                model
                    .messages
                    .push(Message::new(MessageRole::System, self.read(&text)));
            }
        }
        if model.messages.is_empty()
            && let Some((before, code)) = self.find_before(at, &asks)
        {
            model.messages = self.messages_of(before, &code);
        }
        step(Role::Model(Box::new(model)))
    }

    /// The nearest function or template before a node whose text fits.
    fn find_before(&self, at: usize, fits: &dyn Fn(&str) -> bool) -> Option<(usize, SourceText)> {
        let mut level = vec![at];
        for _ in 0..LOOK_BACK {
            let mut below = Vec::new();
            for from in level
                .iter()
                .flat_map(|to| self.before.get(to).into_iter().flatten())
            {
                let text = match self.nodes[*from].str("type") {
                    "function" => self.nodes[*from].words("func"),
                    "template" => self.nodes[*from].words("template"),
                    _ => None,
                };
                if let Some(text) = text.filter(|text| fits(&text.value)) {
                    return Some((*from, text));
                }
                below.push(*from);
            }
            level = below;
        }
        None
    }

    fn branch(&self, from: usize, output: usize) -> Option<Branch> {
        let node = self.nodes[from];
        match node.str("type") {
            "telegram command" => Some(Branch::open(
                TriggerKind::Command,
                Some(node.str("command")),
                Some(node.location()),
            ))
            .filter(|_| output == 0),
            "switch" => {
                let property = node.str("property");
                let on_text = ["payload", "content", "text", "message"]
                    .iter()
                    .any(|word| property.contains(word))
                    && !property.contains("type");
                let rules = node.list("rules");
                let rule = rules.get(output).filter(|_| on_text)?;
                let value = rule.name("v");
                let at = Some(rule.location());
                Some(match rule.str("t") {
                    "else" => Branch::open(TriggerKind::Fallback, None, at),
                    _ if value.starts_with(['/', '!']) => {
                        Branch::open(TriggerKind::Command, Some(&value), at)
                    }
                    "eq" => Branch::open(TriggerKind::MenuOption, Some(&value), at),
                    "cont" | "regex" => Branch {
                        narrows: !value.is_empty() && value != ".*",
                        ..Branch::open(TriggerKind::Keyword, Some(&value), at)
                    },
                    _ => return None,
                })
            }
            _ => None,
        }
    }
}

/// The property of the message that a rule of a change node sets to words, and the words.
fn set_text(rule: Node<'_>) -> Option<(Symbol, SourceText)> {
    let of_message = matches!(rule.str("pt"), "" | "msg");
    let words = rule.str("t") == "set" && matches!(rule.str("tot"), "" | "str");
    let text = rule.words("to").filter(|_| of_message && words)?;
    Some((message_symbol(rule.str("p")), text))
}

/// The symbol of a property of the message, however it is named: `msg.words`, `words`.
fn message_symbol(way: &str) -> Symbol {
    SmolStr::new(format!("msg.{}", way.trim_start_matches("msg.")))
}

/// How the code of a function gets at the message, and at what the flow keeps.
fn inputs() -> &'static [SnippetInput] {
    static INPUTS: OnceLock<Vec<SnippetInput>> = OnceLock::new();
    INPUTS.get_or_init(|| {
        let kept = ["flow", "global", "context"].map(|name| SnippetInput {
            name: SmolStr::new_static(name),
            holds: HoleReason::Data,
        });
        let mut inputs = SnippetInput::messages(&["msg"]);
        inputs.extend(kept);
        inputs.push(SnippetInput {
            name: SmolStr::new_static("env"),
            holds: HoleReason::Environment,
        });
        inputs
    })
}

fn asks(code: &str) -> bool {
    (code.contains("role") && code.contains("content"))
        || code.contains("contents")
        || (code.contains("model") && code.contains("prompt"))
}

fn entry(kind: &str, node: Node<'_>) -> Option<Channel> {
    let lower = kind.to_ascii_lowercase();
    let channel = |name: &str| Some(Channel::from_name(name));
    match kind {
        "telegram receiver" | "telegram command" | "telegrambot-reply" => channel("telegram"),
        "http in" => (node.str("method") == "post" || node.str("method") == "get")
            .then_some(Channel::Unknown),
        "websocket in" | "slack-rtm-in" | "slack-bot-in" => channel(if kind.starts_with("slack") {
            "slack"
        } else {
            "unknown"
        }),
        "discordMessage" | "discord-get-messages" => channel("discord"),
        "matrix-receive" => channel("matrix"),
        _ if lower.starts_with("chatbot-") && lower.ends_with("-receive") => {
            let name = lower
                .trim_start_matches("chatbot-")
                .trim_end_matches("-receive");
            channel(if name == "twilio" { "whatsapp" } else { name })
        }
        _ if lower.contains("whatsapp") && (lower.contains("in") && !lower.contains("send")) => {
            node.has_list("wires").then_some(Channel::WhatsApp)
        }
        _ => None,
    }
}

fn is_reply(kind: &str) -> bool {
    let lower = kind.to_ascii_lowercase();
    matches!(
        kind,
        "telegram sender"
            | "telegram reply"
            | "http response"
            | "twilio out"
            | "slack"
            | "slack-bot-out"
            | "discordMessageManager"
            | "websocket out"
            | "matrix-send-message"
            | "chatbot-message"
    ) || (lower.starts_with("chatbot-") && lower.ends_with("-send"))
        || (lower.contains("whatsapp") && lower.contains("send"))
}

fn model_node(kind: &str) -> Option<&'static str> {
    let lower = kind.to_ascii_lowercase();
    if lower.contains("config") || lower.contains("embedding") || lower.contains("whisper") {
        return None;
    }
    [
        ("chatgpt", "openai"),
        ("openai", "openai"),
        ("gpt", "openai"),
        ("gemini", "google"),
        ("ollama", "ollama"),
        ("anthropic", "anthropic"),
        ("claude", "anthropic"),
        ("langchain", "langchain"),
        ("deepseek", "deepseek"),
        ("mistral", "mistral"),
        ("groq", "groq"),
        ("llm", "llm"),
    ]
    .iter()
    .find(|(word, _)| lower.contains(word))
    .map(|(_, provider)| *provider)
}
