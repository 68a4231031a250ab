//! Voiceflow projects (`.vf`).

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::bot::{
    Bot, Channel, Confidence, Guard, GuardKind, HoleReason, ModelOrigin, TriggerKind,
};
use crate::document::Node;
use crate::workspace::SourceText;

use super::chart::{
    Branch, Chart, Message, MessageRole, ModelNode, NodeId, Role, Symbol, TextPart, USER_TEXT,
    parse, slice,
};
use super::fields::{Fields, bot, gap, symbols_below};
use super::knowledge::{Endpoint, endpoint};
use super::request::Request;
use super::{Definition, Platform, ReadContext};

/// The reader of Voiceflow projects.
pub(crate) struct Voiceflow;

const PLATFORM: &str = "voiceflow";

impl Platform for Voiceflow {
    fn name(&self) -> &'static str {
        PLATFORM
    }

    fn title(&self) -> &'static str {
        "Voiceflow projects"
    }

    fn page(&self) -> &'static str {
        include_str!("../../lints/vocabulary/platforms/voiceflow.md")
    }

    fn marks(&self) -> &'static [&'static str] {
        &["\"rootDiagramID\"", "\"diagrams\""]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json", "vf", "vfd", "vfr"]
    }

    fn recognise(&self, root: Node<'_>, _path: &str) -> bool {
        root.has_object("version")
            && root.get("diagrams").is_some_and(|diagrams| {
                diagrams
                    .entries()
                    .any(|(_, diagram)| diagram.has_object("nodes"))
            })
    }

    fn read(&self, definitions: &[Definition], _context: &ReadContext<'_>) -> Vec<Bot> {
        definitions
            .iter()
            .map(|definition| {
                let root = definition.root();
                let chart = Project::of(root);
                let name = root
                    .get("project")
                    .map_or("", |project| project.str("name"));
                bot(definition, PLATFORM, name, &chart, Confidence::High)
            })
            .collect()
    }
}

struct Project<'d> {
    root: Node<'d>,
    chart: Chart,
    by_id: FxHashMap<&'d str, NodeId>,
    nodes: Vec<(&'d str, Node<'d>)>,
    starts: FxHashMap<&'d str, NodeId>,
}

impl<'d> Project<'d> {
    fn of(root: Node<'d>) -> Chart {
        let mut project = Self {
            root,
            chart: Chart::default(),
            by_id: FxHashMap::default(),
            nodes: Vec::new(),
            starts: FxHashMap::default(),
        };
        let diagrams = root.get("diagrams").into_iter().flat_map(Node::entries);
        for (diagram, content) in diagrams {
            let nodes = content.get("nodes").into_iter().flat_map(Node::entries);
            for (key, node) in nodes {
                let id = match node.str("nodeID") {
                    "" => key.as_str(),
                    id => id,
                };
                let step = project.step(node);
                let at = project.chart.add(step);
                project.by_id.insert(id, at);
                project.nodes.push((id, node));
                if node.str("type") == "start" {
                    project.starts.insert(diagram.as_str(), at);
                }
            }
        }
        project.wire();
        project.enter();
        project.chart
    }

    fn step(&self, node: Node<'d>) -> super::chart::Node {
        let kind = node.str("type");
        let data = node.get("data").unwrap_or(node);
        let name = match data.str("name") {
            "" => kind,
            name => name,
        };
        let step =
            |role| super::chart::Node::new(name, node.location(), role).with_path(node.path());
        let variable = SmolStr::new(data.str("variable"));
        match kind {
            "ai_response" | "generative" | "agent" | "response" if asks(data) => {
                step(Role::Model(Box::new(self.model(data, true))))
            }
            "prompt" => step(Role::Model(Box::new(self.model(data, true)))),
            "ai_set" | "ai_variable" => {
                let sets = data.list("sets");
                let first = sets.first().copied().unwrap_or(data);
                let written = sets
                    .iter()
                    .map(|set| SmolStr::new(set.str("variable")))
                    .chain([variable])
                    .filter(|symbol| !symbol.is_empty());
                let mut model = self.model(first, false);
                if model.messages.is_empty() {
                    model = self.model(data, false);
                }
                step(Role::Model(Box::new(model))).writing(written.collect::<Vec<_>>())
            }
            "ai_capture" => step(Role::Label),
            "knowledgeBase" | "knowledge_base" | "kb_search" => {
                let mut model = self.model(data, true);
                model.guards.push(grounded(data));
                step(Role::Model(Box::new(model)))
            }
            "text" | "speak" | "message" | "card" | "carousel" | "visual" => {
                step(Role::Reply).reading(symbols_below(data, &text))
            }
            "capture" | "captureV2" => step(Role::Ask).writing([variable, USER_TEXT]),
            "setV2" | "set" => {
                let mut node = step(Role::Step);
                for set in data.list("sets") {
                    let value = set.words("expression").or_else(|| set.words("value"));
                    let parts = value.map_or_else(Vec::new, |value| text(&unquoted(&value)));
                    node = node.assigning(SmolStr::new(set.str("variable")), parts);
                }
                node
            }
            "api" | "integrations" => self.request(data, &step),
            _ => step(Role::Step),
        }
    }

    fn model(&self, data: Node<'d>, sends: bool) -> ModelNode {
        let mut model = ModelNode::new(data.location());
        model.provider = "voiceflow".into();
        model.model = Some(data.name("model"));
        model.sends = sends;
        let mode = data.str("mode");
        model.hears = mode.contains("memory") || data.str("prompt").is_empty();
        for field in ["system", "instructions", "instruction"] {
            if let Some(words) = data.words(field) {
                model
                    .messages
                    .push(Message::new(MessageRole::System, text(&words)));
            }
        }
        for field in ["prompt", "question", "text"] {
            if let Some(words) = data.words(field) {
                model
                    .messages
                    .push(Message::new(MessageRole::User, text(&words)));
            }
        }
        if let Some(stored) = self.stored_prompt(data.str("promptID")) {
            for words in stored.descendants().filter_map(Node::text) {
                if words.value.contains(' ') {
                    model
                        .messages
                        .push(Message::new(MessageRole::System, text(&words)));
                }
            }
        }
        if data.str("source") == "knowledge_base" {
            model.guards.push(grounded(data));
        }
        model
    }

    fn stored_prompt(&self, id: &str) -> Option<Node<'d>> {
        let prompts = self.root.get("prompts").filter(|_| !id.is_empty())?;
        prompts
            .items()
            .find(|prompt| prompt.str("id") == id)
            .or_else(|| prompts.get(id))
    }

    fn request(
        &self,
        data: Node<'d>,
        step: &dyn Fn(Role) -> super::chart::Node,
    ) -> super::chart::Node {
        let written: Vec<Symbol> = data
            .descendants()
            .map(|node| SmolStr::new(node.str("var")))
            .filter(|symbol| !symbol.is_empty())
            .collect();
        let url = data
            .descendants()
            .map(|node| node.str("url"))
            .find(|url| !url.is_empty())
            .unwrap_or_default();
        if let Endpoint::Model(provider) = endpoint(url) {
            let mut model = ModelNode::new(data.location());
            model.provider = provider.into();
            for body in data.descendants().filter_map(|node| node.words("content")) {
                model
                    .messages
                    .extend(Request::of_text(&body, &text).messages());
            }
            return step(Role::Model(Box::new(model)))
                .reading(symbols_below(data, &text))
                .writing(written);
        }
        step(Role::Source(HoleReason::Data)).writing(written)
    }

    fn wire(&mut self) {
        for (id, node) in self.nodes.clone() {
            let from = self.by_id[id];
            let data = node.get("data").unwrap_or(node);
            let steps = data.list("steps");
            let mut before = from;
            for step in &steps {
                if let Some(&to) = step.as_str().and_then(|id| self.by_id.get(id)) {
                    self.chart.link(before, to);
                    before = to;
                }
            }
            self.wire_ports(from, node.str("type"), data);
            let jump = [data.str("diagramID"), data.str("componentID")]
                .into_iter()
                .find_map(|diagram| self.starts.get(diagram).copied())
                .or_else(|| self.by_id.get(data.str("nodeID")).copied());
            if let Some(to) = jump.filter(|&to| to != from) {
                self.chart.link(from, to);
            }
        }
    }

    fn wire_ports(&mut self, from: NodeId, kind: &str, data: Node<'d>) {
        let chooses = matches!(kind, "interaction" | "buttons" | "choice" | "buttonsV2");
        let Some(ports) = data.get("portsV2") else {
            for port in data.list("ports") {
                if let Some(&to) = self.by_id.get(port.str("target")) {
                    self.chart.link(from, to);
                }
            }
            return;
        };
        let named = ports
            .get("builtIn")
            .into_iter()
            .chain(ports.get("byKey"))
            .flat_map(Node::entries);
        for (key, port) in named {
            let Some(&to) = self.by_id.get(port.str("target")) else {
                continue;
            };
            if chooses && matches!(key.as_str(), "else" | "noMatch") {
                let at = Some(port.location());
                self.chart
                    .branch(from, to, Branch::open(TriggerKind::Fallback, None, at));
            } else {
                self.chart.link(from, to);
            }
        }
        for (at, port) in ports.list("dynamic").into_iter().enumerate() {
            let Some(&to) = self.by_id.get(port.str("target")) else {
                continue;
            };
            if chooses {
                let label = data
                    .list("choices")
                    .get(at)
                    .or(data.list("buttons").get(at))
                    .map(|choice| choice.name("name"))
                    .unwrap_or_default();
                let place = Some(port.location());
                self.chart.branch(
                    from,
                    to,
                    Branch::open(TriggerKind::MenuOption, Some(&label), place),
                );
            } else {
                self.chart.link(from, to);
            }
        }
    }

    fn enter(&mut self) {
        let version = self.root.get("version");
        let first = version.map_or("", |version| version.str("rootDiagramID"));
        let platform = self
            .root
            .get("project")
            .map(|project| project.str("platform"))
            .unwrap_or_default();
        let channel = match platform {
            "whatsapp" => Channel::WhatsApp,
            "" | "general" | "chatbot" => Channel::Unknown,
            other => Channel::from_name(other),
        };
        let start = self
            .starts
            .get(first)
            .or_else(|| self.starts.values().min())
            .copied();
        if let Some(start) = start {
            let at = self.chart.node(start).at;
            let entry = self.chart.add(
                super::chart::Node::new("start", at, Role::Entry(channel.clone()))
                    .writing([USER_TEXT]),
            );
            self.chart.link(entry, start);
        }
        let no_match = version.and_then(|version| {
            version
                .at(&["settings", "globalNoMatch"])
                .or_else(|| version.at(&["platformData", "settings", "globalNoMatch"]))
        });
        let Some(no_match) = no_match.filter(|no_match| no_match.str("type") == "generative")
        else {
            return;
        };
        let mut model = self.model(no_match.get("prompt").unwrap_or(no_match), true);
        model.origin = ModelOrigin::GenerativeFallback;
        model.hears = true;
        model.at = no_match.location();
        let entry = self.chart.add(super::chart::Node::new(
            "global no match",
            no_match.place("type"),
            Role::Entry(channel),
        ));
        let id = self.chart.add(
            super::chart::Node::new(
                "global no match",
                no_match.location(),
                Role::Model(Box::new(model)),
            )
            .with_path(no_match.path()),
        );
        let at = Some(no_match.place("type"));
        self.chart
            .branch(entry, id, Branch::open(TriggerKind::Fallback, None, at));
    }
}

fn asks(data: Node<'_>) -> bool {
    ["prompt", "system", "instructions", "mode", "source"]
        .iter()
        .any(|field| data.get(field).is_some())
}

fn grounded(data: Node<'_>) -> Guard {
    Guard {
        kind: GuardKind::Grounded,
        at: data.place("source"),
    }
}

/// A text without the quotes that an expression puts around it.
fn unquoted(expression: &SourceText) -> SourceText {
    let value = &*expression.value;
    let start = value.len() - value.trim_start().len();
    let end = value.trim_end().len();
    let inner = value[start..end].strip_prefix(['"', '\'', '`']);
    match inner.and_then(|inner| inner.strip_suffix(['"', '\'', '`'])) {
        Some(inner) => slice(expression, start + 1, start + 1 + inner.len()),
        None => expression.clone(),
    }
}

/// `{variable}` in a text; the last message and the memory have names of their own.
fn text(source: &SourceText) -> Vec<TextPart> {
    parse(source, "{", "}", &mut |name, at| {
        let plain = name.trim_matches(['{', '}']).trim();
        if plain.is_empty() || plain.contains([' ', ':', '"', '\n']) {
            return None;
        }
        Some(match plain {
            "last_utterance" | "userMessage" => TextPart::Variable {
                symbol: USER_TEXT,
                name: plain.into(),
                at,
            },
            "vf_memory" => gap(HoleReason::History, plain, at),
            "vf_chunks" => gap(HoleReason::Retrieved, plain, at),
            _ => TextPart::Variable {
                symbol: plain.into(),
                name: plain.into(),
                at,
            },
        })
    })
}
