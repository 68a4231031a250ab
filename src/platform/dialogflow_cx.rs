//! Dialogflow CX (Conversational Agents): restored JSON packages.

mod fulfilment;
mod package;
mod playbook;

use super::chart::{Branch, Chart, ModelNode, NodeId, Role, USER_TEXT, Unwritten};
use super::fields::Fields;
use super::{Definition, Platform, ReadContext};
use crate::bot::{Bot, BotKind, Channel, Confidence, Guard, GuardKind, TriggerKind};
use crate::document::Node;
use package::{Agent, Part, folder, package_root, part_of};
use playbook::playbook_node;
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

impl<'d> Agent<'d> {
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
