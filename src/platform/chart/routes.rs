//! The routes of a flow: from each entry to each model whose answer reaches the user.

use std::collections::VecDeque;
use std::collections::hash_map::Entry;

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use crate::bot::{
    Answer, Channel, Confidence, Guard, GuardKind, ModelCall, Piece, Route, Step, StepKind,
    Trigger, TriggerKind, Verdict,
};
use crate::prompt::Scope;
use crate::workspace::Location;

use super::origin::OriginMap;
use super::prompts::Texts;
use super::{Branch, Chart, ModelNode, Node, NodeId, Role};

/// The routes of a chart and the channel of its first entry.
#[derive(Debug)]
pub(crate) struct Drawn {
    /// The routes, by entry and then in the order of the nodes.
    pub(crate) routes: Vec<Route>,
    /// The channel that an entry names, where one does.
    pub(crate) channel: Channel,
}

/// The models whose answers reach the user.
struct Calls {
    by_node: FxHashMap<NodeId, ModelCall>,
    /// Models that never see the user's own words.
    closed: FxHashMap<NodeId, Guard>,
}

/// A way from an entry to a node: the nodes and branches on it.
#[derive(Debug, Clone, Default)]
struct Way {
    steps: Vec<(NodeId, Option<Branch>)>,
}

/// What distinguishes two ways to one node: a way that nothing narrows is worse than one that something does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct State {
    node: NodeId,
    narrowed: bool,
    approved: bool,
}

impl Chart {
    /// The routes from its entries to its models, and to a person.
    pub(crate) fn draw(&self, confidence: Confidence) -> Drawn {
        let entries: Vec<NodeId> = self
            .nodes()
            .filter(|(_, node)| matches!(node.role, Role::Entry(_)))
            .map(|(id, _)| id)
            .collect();
        let reached = self.reachable(&entries);
        let running = self.with_feeders(reached.clone());
        let origins = OriginMap::of(self, &running);
        let texts = Texts::of(self, &running, &origins);
        let calls = self.answering(&reached, &origins, &texts);
        let mut routes = Vec::new();
        let mut channel = Channel::Unknown;
        for &entry in &entries {
            if let (Role::Entry(named), Channel::Unknown) = (&self.node(entry).role, &channel) {
                channel = named.clone();
            }
            for (state, way) in self.ways(entry) {
                if let Some(route) = self.route(entry, state, &way, &calls, confidence) {
                    routes.push(route);
                }
            }
        }
        drop_narrowed_twins(&mut routes);
        Drawn { routes, channel }
    }

    fn answering(&self, reached: &[bool], origins: &OriginMap, texts: &Texts<'_>) -> Calls {
        let mut calls: FxHashMap<NodeId, ModelCall> = FxHashMap::default();
        let mut closed: FxHashMap<NodeId, Guard> = FxHashMap::default();
        let mut rewriting: Vec<(NodeId, Vec<NodeId>)> = Vec::new();
        for (id, node) in self.nodes().filter(|(id, _)| reached[id.0]) {
            let Role::Model(model) = &node.role else {
                continue;
            };
            let taken = origins.taken_by(node);
            let heard = taken.user || taken.picked || taken.retrieved || !taken.models.is_empty();
            if !heard {
                continue;
            }
            let reply = self.reply_of(id, origins);
            if reply.is_none() && !model.sends {
                continue;
            }
            if !taken.user && !taken.models.is_empty() {
                rewriting.push((id, taken.models.clone()));
            }
            // What the user picked or looked up is all that such a model can be asked about.
            if !taken.user && taken.models.is_empty() {
                let kind = if taken.picked {
                    GuardKind::AllowList
                } else {
                    GuardKind::Grounded
                };
                closed.insert(id, Guard { kind, at: node.at });
            }
            let call = model.call(node, reply, texts);
            let only_transforms = |prompt: &crate::bot::Prompt| prompt.judgement.only_transforms();
            if model.leads || !call.prompts.iter().all(only_transforms) {
                calls.insert(id, call);
            }
        }
        self.drop_polishers(&mut calls, &rewriting);
        Calls {
            by_node: calls,
            closed,
        }
    }

    /// A model that only sees what a scoped model wrote cannot be asked anything else: its own open words are no flaw.
    fn drop_polishers(
        &self,
        calls: &mut FxHashMap<NodeId, ModelCall>,
        rewriting: &[(NodeId, Vec<NodeId>)],
    ) {
        for (id, sources) in rewriting {
            let answered_before = sources.iter().any(|source| {
                calls.get(source).is_some_and(|call| {
                    call.prompts
                        .iter()
                        .all(|prompt| prompt.judgement.scope != Scope::FixedTask)
                })
            });
            let open = calls
                .get(id)
                .is_some_and(|call| call.verdict(&[]) == Verdict::General);
            if answered_before && open {
                calls.remove(id);
            }
        }
    }

    /// The nearest node after a model that sends what it wrote.
    fn reply_of(&self, model: NodeId, origins: &OriginMap) -> Option<Location> {
        let mut seen = vec![false; self.nodes.len()];
        let mut open = VecDeque::from([model]);
        while let Some(id) = open.pop_front() {
            let node = self.node(id);
            if std::mem::replace(&mut seen[id.0], true) {
                continue;
            }
            if matches!(node.role, Role::Reply) && origins.taken_by(node).models.contains(&model) {
                return Some(node.at);
            }
            open.extend(node.next.iter().map(|edge| edge.to));
        }
        None
    }

    /// The shortest way to each node, one for each state in which it can be reached.
    fn ways(&self, entry: NodeId) -> Vec<(State, Way)> {
        let first = State {
            node: entry,
            narrowed: false,
            approved: false,
        };
        let mut found: FxHashMap<State, (Option<State>, Option<Branch>)> = FxHashMap::default();
        let mut order = Vec::new();
        let mut open = VecDeque::from([first]);
        found.insert(first, (None, None));
        while let Some(state) = open.pop_front() {
            order.push(state);
            for edge in &self.node(state.node).next {
                let next = self.enter(state, edge.to, edge.branch.as_ref());
                if let Entry::Vacant(unseen) = found.entry(next) {
                    unseen.insert((Some(state), edge.branch.clone()));
                    open.push_back(next);
                }
            }
        }
        order
            .into_iter()
            .map(|state| (state, way_to(state, &found)))
            .collect()
    }

    fn enter(&self, from: State, to: NodeId, branch: Option<&Branch>) -> State {
        let asks_anew = matches!(self.node(to).role, Role::Ask);
        State {
            node: to,
            narrowed: !asks_anew && (from.narrowed || branch.is_some_and(|branch| branch.narrows)),
            approved: from.approved || matches!(self.node(to).role, Role::Approval),
        }
    }

    fn route(
        &self,
        entry: NodeId,
        state: State,
        way: &Way,
        calls: &Calls,
        confidence: Confidence,
    ) -> Option<Route> {
        let node = self.node(state.node);
        let (answer, mut guards) = match &node.role {
            Role::Model(model) => {
                let mut guards = model.guards.clone();
                guards.extend(calls.closed.get(&state.node).cloned());
                let call = calls.by_node.get(&state.node)?.clone();
                (Answer::Model(Box::new(call)), guards)
            }
            Role::Handoff => (Answer::Handoff, Vec::new()),
            _ => return None,
        };
        guards.extend(self.guards(way));
        Some(Route {
            entry: self.node(entry).at,
            trigger: self.trigger(way),
            trail: self.trail(way, &answer),
            answer,
            guards,
            confidence,
        })
    }

    fn guards(&self, way: &Way) -> Vec<Guard> {
        let mut guards = Vec::new();
        for (id, branch) in &way.steps {
            let node = self.node(*id);
            if matches!(node.role, Role::Ask) {
                guards.retain(|guard: &Guard| guard.kind == GuardKind::HumanApproval);
            }
            if let Some(branch) = branch.as_ref().filter(|branch| branch.narrows) {
                guards.push(Guard {
                    kind: match branch.kind {
                        TriggerKind::Intent => GuardKind::TopicClassifier,
                        _ => GuardKind::AllowList,
                    },
                    at: branch.at.unwrap_or(node.at),
                });
            }
            if matches!(node.role, Role::Approval) {
                guards.push(Guard {
                    kind: GuardKind::HumanApproval,
                    at: node.at,
                });
            }
        }
        guards
    }

    /// The last selection on the way; a fallback further up does not hide the command that was then asked for.
    fn trigger(&self, way: &Way) -> Trigger {
        let last = way.steps.iter().rev().find_map(|(_, branch)| {
            branch
                .as_ref()
                .filter(|branch| branch.kind != TriggerKind::EveryMessage)
        });
        match last {
            Some(branch) => Trigger {
                kind: branch.kind,
                pattern: branch.pattern.clone(),
                at: branch.at,
            },
            None => Trigger {
                kind: TriggerKind::EveryMessage,
                pattern: None,
                at: None,
            },
        }
    }

    fn trail(&self, way: &Way, answer: &Answer) -> Vec<Step> {
        let mut trail = Vec::new();
        let last = way.steps.len().saturating_sub(1);
        for (at, (id, branch)) in way.steps.iter().enumerate() {
            let node = self.node(*id);
            if let Some(branch) = branch {
                trail.push(Step {
                    kind: StepKind::Branch,
                    at: branch.at.unwrap_or(node.at),
                    text: branch_text(branch),
                });
            }
            if at == last {
                break;
            }
            if let Some(step) = passing(node) {
                trail.push(step);
            }
        }
        match answer {
            Answer::Model(call) => model_steps(call, &mut trail),
            Answer::Handoff => trail.push(Step {
                kind: StepKind::Reply,
                at: self.node(way.steps[last].0).at,
                text: "a person takes over".into(),
            }),
            _ => {}
        }
        trail
    }
}

fn passing(node: &Node) -> Option<Step> {
    let (kind, text) = match node.role {
        Role::Entry(_) => (
            StepKind::Entry,
            format!("the user's message comes in at {}", quoted(&node.name)),
        ),
        Role::Ask => (
            StepKind::Entry,
            format!("{} takes the user's answer", quoted(&node.name)),
        ),
        _ => return None,
    };
    Some(Step {
        kind,
        at: node.at,
        text,
    })
}

fn branch_text(branch: &Branch) -> String {
    let pattern = branch.pattern.as_deref().unwrap_or_default();
    match (branch.kind, pattern) {
        (TriggerKind::Fallback, "") => "when nothing else matches".into(),
        (TriggerKind::Fallback, pattern) => format!("what is left: {}", quoted(pattern)),
        (TriggerKind::MenuOption, pattern) => format!("option {}", quoted(pattern)),
        (TriggerKind::Intent, pattern) => format!("intent {}", quoted(pattern)),
        (TriggerKind::Command, pattern) => format!("command {}", quoted(pattern)),
        (TriggerKind::Keyword, pattern) => format!("text with {}", quoted(pattern)),
        (TriggerKind::EveryMessage, _) => "for every message".into(),
    }
}

fn quoted(name: &str) -> String {
    let short: String = name.chars().take(48).collect();
    let ellipsis = if short.len() < name.len() { "…" } else { "" };
    format!("\"{short}{ellipsis}\"")
}

fn model_steps(call: &ModelCall, trail: &mut Vec<Step>) {
    let words = call
        .prompts
        .iter()
        .flat_map(|prompt| &prompt.pieces)
        .find_map(|piece| match piece {
            Piece::Literal(text) if text.value.chars().any(char::is_alphabetic) => {
                Some(text.location())
            }
            _ => None,
        });
    if let Some(at) = words {
        trail.push(Step {
            kind: StepKind::Prompt,
            at,
            text: "under these words".into(),
        });
    }
    trail.push(Step {
        kind: StepKind::Model,
        at: call.at,
        text: format!("{} answers", quoted(&call.name)),
    });
    if let Some(at) = call.reply {
        trail.push(Step {
            kind: StepKind::Reply,
            at,
            text: "the answer is sent".into(),
        });
    }
}

impl ModelNode {
    fn call(&self, node: &Node, reply: Option<Location>, texts: &Texts<'_>) -> ModelCall {
        let governed = texts.governing(self);
        ModelCall {
            at: self.at,
            name: node.name.clone(),
            provider: self.provider.clone(),
            model: self.model.clone().filter(|name| !name.is_empty()),
            origin: self.origin,
            prompts: governed.prompts,
            user_text_in_system: governed.user_text_in_system,
            tools: self.tools.clone(),
            hosted: self.hosted.clone(),
            reply,
            document_path: node.path.clone(),
        }
    }
}

fn way_to(state: State, found: &FxHashMap<State, (Option<State>, Option<Branch>)>) -> Way {
    let mut steps = Vec::new();
    let mut at = Some(state);
    while let Some(state) = at {
        let (before, branch) = &found[&state];
        steps.push((state.node, branch.clone()));
        at = *before;
    }
    steps.reverse();
    Way { steps }
}

/// Where a model is reached both behind a guard and without one, only the way without one is told; of the ways from an
/// entry to a person, the first.
fn drop_narrowed_twins(routes: &mut Vec<Route>) {
    let key = |route: &Route| match &route.answer {
        Answer::Model(call) => Some((route.entry, call.at, call.name.clone())),
        _ => None,
    };
    let rank = |route: &Route| match &route.answer {
        Answer::Model(call) => call.verdict(&route.guards),
        _ => Verdict::None,
    };
    let mut worst: FxHashMap<(Location, Location, SmolStr), Verdict> = FxHashMap::default();
    for route in routes.iter() {
        if let Some(key) = key(route) {
            let seen = worst.entry(key).or_insert(Verdict::None);
            *seen = rank(route).max(*seen);
        }
    }
    let mut kept: FxHashSet<(Location, Location, SmolStr)> = FxHashSet::default();
    let mut handed_over: FxHashSet<Location> = FxHashSet::default();
    routes.retain(|route| match key(route) {
        Some(key) => worst[&key] == rank(route) && kept.insert(key),
        None => handed_over.insert(route.entry),
    });
}
