//! Dialogflow CX (Conversational Agents): restored JSON packages.

mod playbook;

use super::chart::{
    Branch, Chart, Message, MessageRole, ModelNode, NodeId, Role, USER_TEXT, Unwritten,
};
use super::fields::Fields;
use super::{Definition, Platform, ReadContext};
use crate::bot::{Bot, BotKind, Channel, Confidence, Guard, GuardKind, ModelOrigin, TriggerKind};
use crate::document::Node;
use crate::workspace::SourceText;
use playbook::{dollars, playbook_node};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// The reader of Dialogflow CX agents.
pub(crate) struct DialogflowCx;

const PLATFORM: &str = "dialogflow-cx";

impl Platform for DialogflowCx {
    fn name(&self) -> &'static str {
        PLATFORM
    }

    fn title(&self) -> &'static str {
        "Dialogflow CX agents"
    }

    fn page(&self) -> &'static str {
        include_str!("../../lints/vocabulary/platforms/dialogflow-cx.md")
    }

    fn marks(&self) -> &'static [&'static str] {
        &[
            "\"startFlow\"",
            "\"startPlaybook\"",
            "\"transitionRoutes\"",
            "\"eventHandlers\"",
            "\"fallbackSettings\"",
            "\"promptTexts\"",
            "\"playbookType\"",
            "\"referencedTools\"",
            "\"goal\"",
            "\"triggerFulfillment\"",
            "\"entryFulfillment\"",
        ]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn recognise(&self, root: Node<'_>, path: &str) -> bool {
        part_of(root, path).is_some()
    }

    fn read(&self, definitions: &[Definition], _context: &ReadContext<'_>) -> Vec<Bot> {
        let mut agents: Vec<Agent<'_>> = Vec::new();
        let roots: Vec<&str> = definitions
            .iter()
            .filter(|definition| part_of(definition.root(), &definition.path) == Some(Part::Agent))
            .map(|definition| folder(&definition.path))
            .collect();
        for definition in definitions {
            let Some(part) = part_of(definition.root(), &definition.path) else {
                continue;
            };
            let root = package_root(&definition.path, &roots);
            let at = match agents.iter().position(|agent| agent.folder == root) {
                Some(at) => at,
                None => {
                    agents.push(Agent::new(root));
                    agents.len() - 1
                }
            };
            agents[at].take(part, definition);
        }
        agents.iter().filter_map(Agent::bot).collect()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Agent,
    Flow,
    Page,
    Settings,
    Generator,
    Phrases,
    Playbook,
}

fn in_folder(path: &str, name: &str) -> bool {
    path.split('/').rev().skip(1).any(|part| part == name)
}

fn part_of(root: Node<'_>, path: &str) -> Option<Part> {
    if root.get("startFlow").is_some() || root.get("startPlaybook").is_some() {
        return root.get("defaultLanguageCode").map(|_| Part::Agent);
    }
    let displays = !root.str("displayName").is_empty();
    let routes = root.has_list("transitionRoutes") || root.has_list("eventHandlers");
    if in_folder(path, "pages") {
        let page = displays
            && (routes || root.get("entryFulfillment").is_some() || root.get("form").is_some());
        return page.then_some(Part::Page);
    }
    if in_folder(path, "flows") && displays && (routes || root.get("nluSettings").is_some()) {
        return Some(Part::Flow);
    }
    if in_folder(path, "generativeSettings") && root.get("fallbackSettings").is_some() {
        return Some(Part::Settings);
    }
    if in_folder(path, "generators") {
        if root.has_list("promptTexts") || root.get("promptText").is_some() {
            return Some(if displays {
                Part::Generator
            } else {
                Part::Phrases
            });
        }
        return displays.then_some(Part::Generator);
    }
    // Older packages keep a playbook's steps beside its goal.
    let instructs = ["instruction", "steps", "playbookType", "referencedTools"]
        .iter()
        .any(|key| root.get(key).is_some());
    let playbook = displays && root.get("goal").is_some() && instructs;
    playbook.then_some(Part::Playbook)
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The folder of the package that a file belongs to: that of its agent file, or the one above `flows`, `playbooks`, ….
fn package_root<'p>(path: &'p str, agents: &[&'p str]) -> &'p str {
    let owning = agents
        .iter()
        .filter(|root| root.is_empty() || path.starts_with(&format!("{root}/")))
        .max_by_key(|root| root.len());
    if let Some(root) = owning {
        return root;
    }
    for part in ["flows/", "playbooks/", "generativeSettings/", "generators/"] {
        if path.starts_with(part) {
            return "";
        }
        if let Some(at) = path.find(&format!("/{part}")) {
            return &path[..at];
        }
    }
    folder(path)
}

struct Agent<'d> {
    folder: &'d str,
    agent: Option<&'d Definition>,
    flows: Vec<&'d Definition>,
    pages: Vec<&'d Definition>,
    settings: Vec<&'d Definition>,
    generators: Vec<&'d Definition>,
    phrases: Vec<&'d Definition>,
    playbooks: Vec<&'d Definition>,
}

impl<'d> Agent<'d> {
    fn new(folder: &'d str) -> Self {
        Self {
            folder,
            agent: None,
            flows: Vec::new(),
            pages: Vec::new(),
            settings: Vec::new(),
            generators: Vec::new(),
            phrases: Vec::new(),
            playbooks: Vec::new(),
        }
    }

    fn take(&mut self, part: Part, definition: &'d Definition) {
        let list = match part {
            Part::Agent => {
                self.agent = Some(definition);
                return;
            }
            Part::Flow => &mut self.flows,
            Part::Page => &mut self.pages,
            Part::Settings => &mut self.settings,
            Part::Generator => &mut self.generators,
            Part::Phrases => &mut self.phrases,
            Part::Playbook => &mut self.playbooks,
        };
        list.push(definition);
    }

    fn bot(&self) -> Option<Bot> {
        if self.agent.is_none() && self.flows.is_empty() && self.playbooks.is_empty() {
            return None;
        }
        let first = self
            .agent
            .or(self.flows.first().copied())
            .or(self.playbooks.first().copied())?;
        let mut draft = Draft {
            agent: self,
            chart: Chart::default(),
            places: FxHashMap::default(),
        };
        draft.add_places();
        draft.wire();
        draft.enter(first);
        let drawn = draft.chart.draw(Confidence::High);
        Some(Bot {
            id: first.path.clone(),
            path: first.path.clone(),
            kind: BotKind::Definition,
            platform: PLATFORM.into(),
            channel: drawn.channel,
            routes: drawn.routes,
        })
    }
}

/// A place of the conversation: a flow, a page of a flow, a playbook; by their display names.
type Place = (char, SmolStr, SmolStr);

struct Draft<'a, 'd> {
    agent: &'a Agent<'d>,
    chart: Chart,
    places: FxHashMap<Place, NodeId>,
}

impl<'a, 'd> Draft<'a, 'd> {
    fn add_places(&mut self) {
        for flow in self.agent.flows.clone() {
            let name = flow.root().name("displayName");
            let at = flow.root().place("displayName");
            let node = super::chart::Node::new(name.clone(), at, Role::Ask).writing([USER_TEXT]);
            let id = self.chart.add(node);
            self.places.insert(('f', name, SmolStr::default()), id);
        }
        for page in self.agent.pages.clone() {
            let root = page.root();
            let name = root.name("displayName");
            // What it says on entering still belongs to the message that led there.
            let node = super::chart::Node::new(name.clone(), root.place("displayName"), Role::Step);
            let id = self.chart.add(node);
            self.places.insert(('p', flow_of(&page.path), name), id);
        }
        for playbook in self.agent.playbooks.clone() {
            let root = playbook.root();
            let name = root.name("displayName");
            let id = self.chart.add(playbook_node(root));
            self.places.insert(('b', name, SmolStr::default()), id);
            self.place_by_id('b', root, id);
        }
        for flow in self.agent.flows.clone() {
            let root = flow.root();
            let by_name = ('f', root.name("displayName"), SmolStr::default());
            if let Some(&id) = self.places.get(&by_name) {
                self.place_by_id('f', root, id);
            }
        }
    }

    /// A flow or playbook can be referred to by its id too.
    fn place_by_id(&mut self, kind: char, root: Node<'d>, node: NodeId) {
        let id = root.name("name");
        if !id.is_empty() {
            let place = (kind, id, SmolStr::default());
            self.places.entry(place).or_insert(node);
        }
    }

    fn wire(&mut self) {
        for flow in self.agent.flows.clone() {
            let name = flow.root().name("displayName");
            let from = self.places[&('f', name.clone(), SmolStr::default())];
            self.wire_place(from, flow.root(), &name);
        }
        for page in self.agent.pages.clone() {
            let root = page.root();
            let flow = flow_of(&page.path);
            let from = self.places[&('p', flow.clone(), root.name("displayName"))];
            let entry = root.get("entryFulfillment");
            let said = entry.map_or(from, |entry| self.fulfil(from, None, entry, false));
            let waits = super::chart::Node::new(
                root.name("displayName"),
                root.place("displayName"),
                Role::Ask,
            );
            let after = self.chart.add(waits.writing([USER_TEXT]));
            self.chart.link(said, after);
            self.wire_place(after, root, &flow);
            let parameters = root
                .get("form")
                .map(|form| form.list("parameters"))
                .unwrap_or_default();
            for parameter in parameters {
                if let Some(fill) = parameter.get("fillBehavior") {
                    for handler in fill.list("repromptEventHandlers") {
                        self.wire_handler(after, handler, &flow);
                    }
                }
            }
        }
        for playbook in self.agent.playbooks.clone() {
            self.wire_playbook(playbook.root());
        }
    }

    fn wire_place(&mut self, from: NodeId, root: Node<'d>, flow: &SmolStr) {
        for route in root.list("transitionRoutes") {
            let intent = route.str("intent");
            let branch =
                (!intent.is_empty()).then(|| Branch::class(intent, Some(route.place("intent"))));
            self.follow(from, branch, route, flow, false);
        }
        for handler in root.list("eventHandlers") {
            self.wire_handler(from, handler, flow);
        }
        let knowledge = root
            .get("knowledgeConnectorSettings")
            .filter(|settings| settings.is_true("enabled"));
        if let Some(settings) = knowledge {
            let at = settings.location();
            let mut model = ModelNode::new(at);
            model.provider = "google".into();
            model.hears = true;
            model.sends = true;
            model.unwritten = Unwritten::Hidden;
            model.guards.push(Guard {
                kind: GuardKind::Grounded,
                at,
            });
            let node =
                super::chart::Node::new("data store answers", at, Role::Model(Box::new(model)))
                    .with_path(settings.path());
            let id = self.chart.add(node);
            self.chart.link(from, id);
        }
    }

    fn wire_handler(&mut self, from: NodeId, handler: Node<'d>, flow: &SmolStr) {
        let event = handler.str("event");
        let unmatched = event.starts_with("sys.no-match");
        if event.starts_with("sys.no-input") {
            return;
        }
        let branch = unmatched.then(|| {
            Branch::open(
                TriggerKind::Fallback,
                Some(event),
                Some(handler.place("event")),
            )
        });
        self.follow(from, branch, handler, flow, unmatched);
    }

    /// A route or handler: what it does, then where it leads.
    fn follow(
        &mut self,
        from: NodeId,
        branch: Option<Branch>,
        route: Node<'d>,
        flow: &SmolStr,
        unmatched: bool,
    ) {
        let target = self.target(route, flow);
        let mut last = from;
        let mut pending = branch;
        if let Some(fulfilment) = route.get("triggerFulfillment") {
            let done = self.fulfil(from, pending.clone(), fulfilment, unmatched);
            if done != from {
                last = done;
                pending = None;
            }
        }
        if let Some(target) = target {
            match pending {
                Some(branch) => self.chart.branch(last, target, branch),
                None => self.chart.link(last, target),
            }
        }
    }

    fn target(&self, route: Node<'d>, flow: &SmolStr) -> Option<NodeId> {
        let page = ('p', flow.clone(), route.name("targetPage"));
        let other = ('f', route.name("targetFlow"), SmolStr::default());
        let playbook = ('b', route.name("targetPlaybook"), SmolStr::default());
        [page, other, playbook]
            .iter()
            .find_map(|place| self.places.get(place).copied())
    }

    /// Adds what a fulfilment asks a model for, and gives the node after which the conversation goes on.
    fn fulfil(
        &mut self,
        from: NodeId,
        branch: Option<Branch>,
        fulfilment: Node<'d>,
        unmatched: bool,
    ) -> NodeId {
        let mut nodes = Vec::new();
        if unmatched && fulfilment.is_true("enableGenerativeFallback") {
            nodes.push(self.generative_fallback(fulfilment));
        }
        for used in fulfilment.list("generators") {
            nodes.extend(self.generator(used));
        }
        let hands_over = fulfilment.list("messages").iter().any(|message| {
            message.get("liveAgentHandoff").is_some()
                || message.get("telephonyTransferCall").is_some()
        });
        if hands_over {
            nodes.push(super::chart::Node::new(
                "live agent",
                fulfilment.location(),
                Role::Handoff,
            ));
        }
        let mut last = from;
        let mut pending = branch;
        for node in nodes {
            let id = self.chart.add(node);
            match pending.take() {
                Some(branch) => self.chart.branch(last, id, branch),
                None => self.chart.link(last, id),
            }
            last = id;
        }
        last
    }

    fn generative_fallback(&self, fulfilment: Node<'d>) -> super::chart::Node {
        let at = fulfilment.place("enableGenerativeFallback");
        let mut model = ModelNode::new(at);
        model.provider = "google".into();
        model.origin = ModelOrigin::GenerativeFallback;
        model.hears = true;
        model.sends = true;
        match self.fallback_prompt() {
            Some(text) => model
                .messages
                .push(Message::new(MessageRole::System, dollars(&text))),
            None => model.unwritten = Unwritten::Hidden,
        }
        super::chart::Node::new("generative fallback", at, Role::Model(Box::new(model)))
            .with_path(fulfilment.path())
    }

    /// The template that the settings select; none where it is the stock one, whose text is not exported.
    fn fallback_prompt(&self) -> Option<SourceText> {
        self.agent.settings.iter().find_map(|settings| {
            let fallback = settings.root().get("fallbackSettings")?;
            let selected = fallback.str("selectedPrompt");
            fallback
                .list("promptTemplates")
                .into_iter()
                .find(|template| template.str("displayName") == selected)
                .and_then(|template| template.words("promptText"))
        })
    }

    fn generator(&self, used: Node<'d>) -> Option<super::chart::Node> {
        let reference = used.str("generator");
        let id = reference.rsplit('/').next().unwrap_or(reference);
        let generator = self.agent.generators.iter().find(|generator| {
            let root = generator.root();
            root.str("name") == id
                || root.str("displayName") == reference
                || root.str("displayName") == id
        })?;
        let home = folder(&generator.path);
        let phrases = self
            .agent
            .phrases
            .iter()
            .filter(|phrases| phrases.path.starts_with(&format!("{home}/")));
        let mut texts: Vec<SourceText> = Vec::new();
        for definition in std::iter::once(generator).chain(phrases) {
            let root = definition.root();
            texts.extend(
                root.list("promptTexts")
                    .into_iter()
                    .filter_map(|text| text.words("text")),
            );
            texts.extend(root.get("promptText").and_then(|text| text.words("text")));
        }
        let at = texts
            .first()
            .map_or_else(|| used.location(), SourceText::location);
        let mut model = ModelNode::new(at);
        model.provider = "google".into();
        model.model = generator
            .root()
            .get("llmModelSettings")
            .map(|settings| settings.name("model"));
        model.hears = true;
        model.sends = true;
        if let Some(text) = texts.first() {
            model
                .messages
                .push(Message::new(MessageRole::System, dollars(text)));
        }
        let name = generator.root().name("displayName");
        Some(
            super::chart::Node::new(name, used.location(), Role::Model(Box::new(model)))
                .with_path(used.path()),
        )
    }

    fn wire_playbook(&mut self, root: Node<'d>) {
        let from = self.places[&('b', root.name("displayName"), SmolStr::default())];
        let named = |kind: char, list: &str| {
            root.list(list)
                .into_iter()
                .filter_map(|name| {
                    let name = name.scalar()?;
                    // `projects/…/playbooks/<id>` in exports of newer versions.
                    let last = name.rsplit('/').next().unwrap_or(&name);
                    Some((kind, SmolStr::new(last), SmolStr::default()))
                })
                .collect::<Vec<Place>>()
        };
        let mut targets = named('b', "referencedPlaybooks");
        targets.extend(named('f', "referencedFlows"));
        for text in root.descendants().filter_map(Node::as_str) {
            for (mark, kind) in [("${PLAYBOOK:", 'b'), ("${AGENT:", 'b'), ("${FLOW:", 'f')] {
                for (at, _) in text.match_indices(mark) {
                    let rest = &text[at + mark.len()..];
                    let name = rest.split('}').next().unwrap_or(rest).trim();
                    targets.push((kind, SmolStr::new(name), SmolStr::default()));
                }
            }
        }
        for target in targets {
            if let Some(&to) = self.places.get(&target).filter(|&&to| to != from) {
                self.chart.link(from, to);
            }
        }
    }

    fn enter(&mut self, first: &'d Definition) {
        let root = first.root();
        let start_flow = root.name("startFlow");
        let start_playbook = root.name("startPlaybook");
        let default_flow: SmolStr = "Default Start Flow".into();
        let candidates = [
            ('b', start_playbook, SmolStr::default()),
            ('f', start_flow, SmolStr::default()),
            ('f', default_flow, SmolStr::default()),
        ];
        let target = candidates
            .iter()
            .find_map(|place| self.places.get(place).copied());
        let at = root
            .entry("startPlaybook")
            .or_else(|| root.entry("startFlow"))
            .map_or_else(|| root.place("displayName"), |(_, value)| value.location());
        let Some(target) = target else { return };
        let entry = self.chart.add(
            super::chart::Node::new("the conversation", at, Role::Entry(Channel::Unknown))
                .writing([USER_TEXT]),
        );
        self.chart.link(entry, target);
    }
}

/// The flow that a page's path names: `flows/<Flow>/pages/<Page>.json`. Display names are percent-encoded in it.
fn flow_of(path: &str) -> SmolStr {
    let mut parts = path.rsplit('/').skip(2);
    let folder = parts.next().unwrap_or_default();
    SmolStr::new(percent_decoded(folder))
}

fn percent_decoded(name: &str) -> String {
    let bytes = name.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'%')
            .then(|| name.get(at + 1..at + 3))
            .flatten()
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match code {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
