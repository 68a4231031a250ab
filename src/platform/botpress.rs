//! Botpress v12 flows, with the actions that they call.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::bot::{Bot, BotKind, Channel, Confidence, HoleReason, TriggerKind};
use crate::document::Node;
use crate::workspace::{Location, SourceText, Span, Workspace};

use super::chart::{
    Branch, Chart, Message, MessageRole, ModelNode, NodeId, Role, TextPart, USER_TEXT,
};
use super::fields::{Fields, gap};
use super::followed::{self, Pieces};
use super::knowledge::{Endpoint, endpoint};
use super::request::{Request, expression_reason};
use super::{CodeFollower, Definition, Platform, ReadContext, SnippetInput};
use crate::syntax::Language;

/// The reader of Botpress v12 bots.
pub(crate) struct Botpress;

const PLATFORM: &str = "botpress";

impl Platform for Botpress {
    fn name(&self) -> &'static str {
        PLATFORM
    }

    fn title(&self) -> &'static str {
        "Botpress flows (v12)"
    }

    fn page(&self) -> &'static str {
        include_str!("../../lints/vocabulary/platforms/botpress.md")
    }

    fn marks(&self) -> &'static [&'static str] {
        &["\"startNode\"", "\"catchAll\""]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn recognise(&self, root: Node<'_>, _path: &str) -> bool {
        !root.str("startNode").is_empty()
            && root.list("nodes").iter().any(|node| {
                !node.str("name").is_empty()
                    && (node.get("onEnter").is_some() || node.get("onReceive").is_some())
            })
    }

    fn read(&self, definitions: &[Definition], context: &ReadContext<'_>) -> Vec<Bot> {
        let mut folders: Vec<&str> = definitions
            .iter()
            .map(|definition| bot_folder(&definition.path))
            .collect();
        folders.sort_unstable();
        folders.dedup();
        folders
            .into_iter()
            .map(|folder| {
                let flows: Vec<&Definition> = definitions
                    .iter()
                    .filter(|definition| bot_folder(&definition.path) == folder)
                    .collect();
                read_bot(folder, &flows, context)
            })
            .collect()
    }
}

/// The folder above `flows/`.
fn bot_folder(path: &str) -> &str {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    match folder.rfind("flows") {
        Some(0) => "",
        Some(at) if folder.as_bytes()[at - 1] == b'/' => &folder[..at - 1],
        _ => folder,
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn read_bot(folder: &str, flows: &[&Definition], context: &ReadContext<'_>) -> Bot {
    let mut draft = Draft {
        chart: Chart::default(),
        places: FxHashMap::default(),
        follower: context.follower,
        workspace: context.workspace,
        folder,
    };
    for flow in flows {
        draft.add(flow);
    }
    for flow in flows {
        draft.wire(flow);
    }
    let main = flows
        .iter()
        .find(|flow| file_name(&flow.path) == "main.flow.json")
        .or(flows.first())
        .copied();
    if let Some(main) = main {
        draft.enter(main);
    }
    let drawn = draft.chart.draw(Confidence::Medium);
    Bot {
        id: if folder.is_empty() { "." } else { folder }.into(),
        path: main.map_or_else(|| folder.into(), |main| main.path.clone()),
        kind: BotKind::Definition,
        platform: PLATFORM.into(),
        channel: drawn.channel,
        routes: drawn.routes,
    }
}

struct Draft<'c> {
    follower: &'c dyn CodeFollower,
    chart: Chart,
    /// The first and the last chart node of a flow's node.
    places: FxHashMap<(String, SmolStr), (NodeId, NodeId)>,
    workspace: &'c Workspace,
    folder: &'c str,
}

impl Draft<'_> {
    fn add(&mut self, flow: &Definition) {
        let file = file_name(&flow.path);
        for node in flow.root().list("nodes") {
            let name = node.name("name");
            let waits = node.has_list("onReceive");
            let role = if waits { Role::Ask } else { Role::Step };
            let first = self.chart.add(
                super::chart::Node::new(name.clone(), node.location(), role).writing([USER_TEXT]),
            );
            let mut last = first;
            for list in ["onEnter", "onReceive"] {
                for instruction in node.list(list) {
                    if let Some(step) = self.instruction(instruction) {
                        let id = self.chart.add(step);
                        self.chart.link(last, id);
                        last = id;
                    }
                }
            }
            self.places.insert((file.into(), name), (first, last));
        }
    }

    fn instruction(&self, instruction: Node<'_>) -> Option<super::chart::Node> {
        let text = instruction.as_str()?;
        let at = instruction.location();
        if text.starts_with("say ") {
            return Some(super::chart::Node::new("say", at, Role::Reply));
        }
        let name = text.split([' ', '{']).next().unwrap_or(text);
        if name.contains("handoff") || name.starts_with("hitl") {
            return Some(super::chart::Node::new(name, at, Role::Handoff));
        }
        let code = self.action(name)?;
        if let Some(model) = self.followed(&code, at, Some(text)) {
            return Some(
                super::chart::Node::new(name, at, Role::Model(Box::new(model)))
                    .with_path(instruction.path()),
            );
        }
        let Endpoint::Model(provider) = endpoint(&code.value) else {
            return None;
        };
        let mut model = ModelNode::new(at);
        model.provider = provider.into();
        model.sends = true;
        model.hears =
            text.contains("payload") || text.contains("preview") || code.value.contains("event.");
        model.messages = Request::of_text(&code, &words).messages();
        for part in model
            .messages
            .iter_mut()
            .flat_map(|message| &mut message.text)
        {
            if let TextPart::Gap { reason, name, .. } = part
                && hands_text_on(text, name)
            {
                *reason = HoleReason::UserText;
            }
        }
        if model.messages.is_empty() {
            model
                .messages
                .push(Message::new(MessageRole::User, Vec::new()));
        }
        Some(
            super::chart::Node::new(name, at, Role::Model(Box::new(model)))
                .with_path(instruction.path()),
        )
    }

    /// The model that an action or a hook calls. What its `args` are is said by the instruction that calls it.
    fn followed(
        &self,
        code: &SourceText,
        at: Location,
        instruction: Option<&str>,
    ) -> Option<ModelNode> {
        let effect = self.follower.snippet(code, Language::JavaScript, inputs());
        let input = |way: &str, at: Location| {
            let handed = instruction.is_some_and(|text| hands_text_on(text, way));
            let reason = match way.split('.').next() {
                _ if handed => HoleReason::UserText,
                Some("event") => expression_reason(way),
                _ => HoleReason::Data,
            };
            gap(reason, way, at)
        };
        let pieces = Pieces {
            inputs: inputs(),
            input: &input,
            words: &|text| vec![TextPart::Words(text.clone())],
        };
        let mut model = followed::model(&effect, at, &pieces)?;
        model.sends = true;
        Some(model)
    }

    /// The source of `namespace/action`: in the bot's own folder, or among the server's shared actions.
    fn action(&self, name: &str) -> Option<SourceText> {
        let prefix = if self.folder.is_empty() {
            String::new()
        } else {
            format!("{}/", self.folder)
        };
        let own = self.workspace.find(&format!("{prefix}actions/{name}.js"));
        let shared = || {
            let ending = format!("/actions/{name}.js");
            self.workspace
                .file_ids()
                .find(|&file| self.workspace.path(file).ends_with(&ending))
        };
        let file = own.or_else(shared)?;
        let source = self.workspace.read(file).ok()?;
        Some(SourceText::verbatim(
            source.text.clone(),
            file,
            Span::new(0, source.text.len()),
        ))
    }

    fn wire(&mut self, flow: &Definition) {
        let root = flow.root();
        let file = file_name(&flow.path);
        let catch_all = root
            .get("catchAll")
            .map(|all| all.list("next"))
            .unwrap_or_default();
        for node in root.list("nodes") {
            let (_, from) = self.places[&(file.into(), node.name("name"))];
            let ways: Vec<Node<'_>> = catch_all.iter().copied().chain(node.list("next")).collect();
            let tests = ways.iter().any(|way| tests_text(way.str("condition")));
            for way in ways {
                let Some(to) = self.target(file, way.str("node")) else {
                    continue;
                };
                match branch(way, tests) {
                    Some(branch) => self.chart.branch(from, to, branch),
                    None => self.chart.link(from, to),
                }
            }
        }
    }

    fn target(&self, file: &str, name: &str) -> Option<NodeId> {
        let plain = name.trim_start_matches('#');
        if let Some((flow, _)) = name
            .split_once(".flow.json")
            .filter(|_| name.contains(".flow.json"))
        {
            let flow = format!("{}.flow.json", file_name(flow));
            return self
                .places
                .iter()
                .filter(|((holder, _), _)| *holder == flow)
                .map(|(_, &(first, _))| first)
                .min();
        }
        self.places
            .get(&(file.into(), plain.into()))
            .map(|&(first, _)| first)
    }

    fn enter(&mut self, main: &Definition) {
        let root = main.root();
        let file = file_name(&main.path);
        let start = self
            .places
            .get(&(file.into(), root.name("startNode")))
            .map(|&(first, _)| first);
        let Some(start) = start else { return };
        let entry = self.chart.add(
            super::chart::Node::new(
                "the conversation",
                root.place("startNode"),
                Role::Entry(Channel::Unknown),
            )
            .writing([USER_TEXT]),
        );
        self.chart.link(entry, start);
        self.add_hooks(entry);
    }

    /// A hook that answers before the flow runs sees every message.
    fn add_hooks(&mut self, entry: NodeId) {
        let prefix = if self.folder.is_empty() {
            "hooks/".to_owned()
        } else {
            format!("{}/hooks/", self.folder)
        };
        let files: Vec<_> = self
            .workspace
            .file_ids()
            .filter(|&file| {
                let path = self.workspace.path(file);
                path.starts_with(&prefix)
                    && path.contains("incoming_middleware")
                    && path.ends_with(".js")
            })
            .collect();
        for file in files {
            let Ok(source) = self.workspace.read(file) else {
                continue;
            };
            let whole = Span::new(0, source.text.len());
            let code = SourceText::verbatim(source.text.clone(), file, whole);
            let followed = self.followed(&code, code.location(), None);
            let Some(mut model) = followed.or_else(|| written(&code)) else {
                continue;
            };
            model.hears = true;
            let name = file_name(self.workspace.path(file));
            let id = self.chart.add(super::chart::Node::new(
                name,
                code.location(),
                Role::Model(Box::new(model)),
            ));
            self.chart.link(entry, id);
        }
    }
}

/// The model that a hook names, where its calls cannot be followed.
fn written(code: &SourceText) -> Option<ModelNode> {
    let Endpoint::Model(provider) = endpoint(&code.value) else {
        return None;
    };
    let mut model = ModelNode::new(code.location());
    model.provider = provider.into();
    model.sends = true;
    model.messages = Request::of_text(code, &words).messages();
    Some(model)
}

/// How the code of an action or a hook gets at the message and at what the bot keeps.
fn inputs() -> &'static [SnippetInput] {
    static INPUTS: OnceLock<Vec<SnippetInput>> = OnceLock::new();
    INPUTS.get_or_init(|| {
        let kept = ["user", "temp", "session", "bot"].map(|name| SnippetInput {
            name: SmolStr::new_static(name),
            holds: HoleReason::Data,
        });
        let mut inputs = SnippetInput::messages(&["event", "args"]);
        inputs.extend(kept);
        inputs
    })
}

fn words(text: &SourceText) -> Vec<TextPart> {
    if text.value.contains("args.") && !text.value.contains(' ') {
        let reason = expression_reason(&text.value);
        return vec![gap(reason, &text.value, text.location())];
    }
    vec![TextPart::Words(text.clone())]
}

/// Whether an instruction such as `ns/action {"q":"{{event.payload.text}}"}` gives the user's text to `args.q`.
fn hands_text_on(instruction: &str, expression: &str) -> bool {
    let Some(name) = expression.strip_prefix("args.") else {
        return false;
    };
    let key = format!("\"{name}\"");
    let Some(at) = instruction.find(&key) else {
        return false;
    };
    let value = instruction[at + key.len()..]
        .split(',')
        .next()
        .unwrap_or_default();
    ["event.payload", "event.preview", "user.text"]
        .iter()
        .any(|text| value.contains(text))
}

fn tests_text(condition: &str) -> bool {
    condition.contains("intent")
        || condition.contains("preview")
        || condition.contains("payload.text")
}

fn branch(way: Node<'_>, tests: bool) -> Option<Branch> {
    let condition = way.str("condition").trim();
    let at = Some(way.location());
    if matches!(condition, "true" | "always") {
        return tests.then(|| Branch::open(TriggerKind::Fallback, None, at));
    }
    if !tests_text(condition) {
        return None;
    }
    let pattern = condition.split(['\'', '"']).nth(1).unwrap_or(condition);
    if condition.contains("intent") {
        if pattern == "none" {
            return Some(Branch::open(TriggerKind::Fallback, Some(pattern), at));
        }
        return Some(Branch::class(pattern, at));
    }
    Some(Branch {
        narrows: condition.contains("includes"),
        ..Branch::open(TriggerKind::Keyword, Some(pattern), at)
    })
}
