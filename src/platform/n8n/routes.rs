//! Puts the bots of a program together: entries, the models that answer them, and the way in between.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::catalogue::{Role, catalogue};
use super::code::Effects;
use super::graph::{NodeRef, Program};
use super::model::WorkflowNode;
use super::prompts::{self, Slots};
use super::selection::Reach;
use super::values::{Atom, Value, Values};
use crate::bot::{
    Answer, Bot, BotKind, Channel, Confidence, Guard, GuardKind, Route, Step, StepKind, Trigger,
    TriggerKind,
};
use crate::document::{Node, NodeKind};
use crate::platform::CodeFollower;
use crate::workspace::Location;

/// The bots of a program, one a workflow that messages come in to.
pub(super) fn bots(program: &Program<'_>, follower: &dyn CodeFollower) -> Vec<Bot> {
    let effects = Effects::new(follower);
    let workflows = (0..program.workflows.len()).into_par_iter();
    workflows
        .filter_map(|workflow| bot_of(program, &effects, workflow))
        .collect()
}

fn bot_of(program: &Program<'_>, effects: &Effects<'_>, workflow: usize) -> Option<Bot> {
    let entries: Vec<Vec<NodeRef>> = if is_fragment(program, workflow) {
        vec![program.roots(workflow).collect()]
    } else {
        let nodes = program.nodes_of(workflow);
        let entries = nodes.filter(|&node| is_entry(program.node(node)));
        entries.map(|entry| vec![entry]).collect()
    };
    let mut routes = Vec::new();
    let mut channel = Channel::Unknown;
    for entry in entries {
        let Some(mut reader) = Reader::new(program, effects, &entry) else {
            continue;
        };
        let found = reader.routes();
        if !found.is_empty() && channel == Channel::Unknown {
            channel = reader.channel();
        }
        routes.extend(found);
    }
    (!routes.is_empty()).then(|| bot(program, workflow, channel, routes))
}

fn bot(program: &Program<'_>, workflow: usize, channel: Channel, routes: Vec<Route>) -> Bot {
    let workflow = &program.workflows[workflow];
    let path = workflow.definition.path.clone();
    let inner = workflow.definition.root().path();
    let id = match (&workflow.name, inner.is_empty()) {
        (_, true) => path.clone(),
        (Some(name), false) => format!("{path}#{name}"),
        (None, false) => format!("{path}#{inner}"),
    };
    Bot {
        id,
        path,
        kind: BotKind::Definition,
        platform: "n8n".into(),
        channel,
        routes,
    }
}

/// Whether a workflow is a part of one: nothing in it says what sets it off.
fn is_fragment(program: &Program<'_>, workflow: usize) -> bool {
    !program.nodes_of(workflow).any(|node| {
        let node = program.node(node);
        let lower = node.short.to_lowercase();
        node.role == Role::SubTrigger
            || trigger_channel(node).is_some()
            || ["trigger", "base.cron", "base.interval", "base.start"]
                .iter()
                .any(|end| lower.ends_with(end))
    })
}

fn is_entry(node: &WorkflowNode<'_>) -> bool {
    !node.disabled && trigger_channel(node).is_some()
}

pub(super) fn trigger_channel(node: &WorkflowNode<'_>) -> Option<&'static str> {
    match node.role {
        Role::Trigger(at) => Some(&catalogue().trigger(at).channel),
        Role::FamilyReply(at) if node.short.to_lowercase().ends_with("trigger") => {
            Some(&catalogue().family(at).channel)
        }
        _ => None,
    }
}

pub(super) struct Reader<'p, 'd> {
    pub(super) program: &'p Program<'d>,
    pub(super) values: Values<'p, 'd>,
    pub(super) entry: NodeRef,
    /// Whether the node that a message comes in at is not in the file.
    fragment: bool,
    reach: Reach,
    slots: FxHashMap<NodeRef, Option<Slots>>,
    pub(super) heard: Option<&'static str>,
}

/// A model whose answer goes out.
struct Answered {
    model: NodeRef,
    reply: NodeRef,
    reply_at: Location,
    guessed: bool,
}

impl<'p, 'd> Reader<'p, 'd> {
    fn new(
        program: &'p Program<'d>,
        effects: &'p Effects<'p>,
        entries: &[NodeRef],
    ) -> Option<Self> {
        let &entry = entries.first()?;
        let mut values = Values::new(program, effects);
        let reach = Reach::from(entries, &mut values);
        Some(Self {
            program,
            fragment: trigger_channel(program.node(entry)).is_none(),
            values,
            entry,
            reach,
            slots: FxHashMap::default(),
            heard: None,
        })
    }

    fn routes(&mut self) -> Vec<Route> {
        let (answered, fixed) = self.answered();
        let mut routes: Vec<Route> = Vec::new();
        let mut seen = FxHashSet::default();
        for answered in answered {
            if seen.insert(answered.model) {
                routes.push(self.route(&answered));
            }
        }
        if routes.is_empty()
            && !self.fragment
            && let Some(reply) = fixed
        {
            routes.push(self.fixed_route(reply));
        }
        routes
    }

    /// The models whose answers go out, and a reply without any.
    fn answered(&mut self) -> (Vec<Answered>, Option<NodeRef>) {
        let mut found = Vec::new();
        let mut fixed = None;
        for node in self.reach.nodes() {
            if self.program.node(node).disabled {
                continue;
            }
            self.values.guessed = false;
            let sent = self.sent(node);
            if let Some((value, at)) = sent {
                let guessed = self.values.guessed;
                let before = found.len();
                self.answers_in(&value, node, at, guessed, &mut found);
                if found.len() == before && !value.is_empty() {
                    fixed = fixed.or(Some(node));
                }
            }
            if let Some(tool) = self.sending_tool(node) {
                found.push(Answered {
                    model: node,
                    reply: node,
                    reply_at: self.program.node(tool).at,
                    guessed: false,
                });
            }
        }
        (found, fixed)
    }

    fn answers_in(
        &mut self,
        value: &Value,
        reply: NodeRef,
        at: Location,
        guessed: bool,
        found: &mut Vec<Answered>,
    ) {
        let bare = self.is_bare_response(reply);
        let mut open: Vec<NodeRef> = answers(value);
        let mut seen = FxHashSet::default();
        while let Some(model) = open.pop() {
            if !seen.insert(model) || self.reach.selection(model).is_none() {
                continue;
            }
            let Some(slots) = self.slots_of(model) else {
                continue;
            };
            let (feeders, direct) = slots.fed_by();
            if slots.takes_message() && (!bare || slots.takes_talk()) {
                found.push(Answered {
                    model,
                    reply,
                    reply_at: at,
                    guessed,
                });
            }
            if !direct {
                open.extend(feeders);
            }
        }
    }

    // A webhook that answers its caller may be any program's: it is a bot's only if people talk to it.
    fn is_bare_response(&self, reply: NodeRef) -> bool {
        let entry = self.program.node(self.entry);
        let webhook = matches!(entry.role, Role::Trigger(at) if catalogue().trigger(at).webhook);
        let role = self.program.node(reply).role;
        let sends = match role {
            Role::Reply(at) => !catalogue().reply(at).respond,
            Role::FamilyReply(_) | Role::Http => true,
            _ => false,
        };
        webhook && !sends
    }

    pub(super) fn slots_of(&mut self, model: NodeRef) -> Option<&Slots> {
        if !self.slots.contains_key(&model) {
            let slots = prompts::slots(&mut self.values, model);
            self.slots.insert(model, slots);
        }
        self.slots.get(&model)?.as_ref()
    }

    fn channel(&self) -> Channel {
        let own = self.entry_channel();
        let name = match own {
            "unknown" => self.written_channel().or(self.heard).unwrap_or("unknown"),
            known => known,
        };
        Channel::from_name(name)
    }

    // What a webhook carries shows in the expressions that read it.
    fn written_channel(&self) -> Option<&'static str> {
        let workflow = &self.program.workflows[self.program.home(self.entry)];
        let root = workflow.definition.root();
        let text = root.document().text();
        let span = root.span();
        let written = &text[span.start as usize..span.end as usize];
        let whatsapp = [
            "hub.challenge",
            "WAHA",
            "sendText",
            "api.whatsapp.com",
            "changes[0].value",
            "remoteJid",
            "graph.facebook.com",
            "whatsapp:",
            "WaId",
            "wa_id",
        ];
        let is_whatsapp = whatsapp.iter().any(|sign| written.contains(sign));
        is_whatsapp.then_some("whatsapp")
    }

    // --- one route -----------------------------------------------------------------------------------------------------

    fn route(&mut self, answered: &Answered) -> Route {
        let selection = self.reach.selection(answered.model).cloned();
        let model = self.program.node(answered.model);
        self.values.guessed = false;
        let mut call = match self.slots.get(&answered.model) {
            Some(Some(slots)) => prompts::call(&mut self.values, answered.model, slots),
            _ => prompts::call(&mut self.values, answered.model, &Slots::default()),
        };
        call.reply = Some(answered.reply_at);
        let mut guards = selection
            .as_ref()
            .map(|selection| selection.guards.clone())
            .unwrap_or_default();
        guards.extend(self.approval(answered));
        let trail = self.trail(answered, model, &call.model);
        let guessed = answered.guessed || self.values.guessed || self.fragment;
        Route {
            entry: self.program.node(self.entry).at,
            trigger: selection.map_or(
                Trigger {
                    kind: TriggerKind::EveryMessage,
                    pattern: None,
                    at: None,
                },
                |selection| selection.trigger,
            ),
            answer: Answer::Model(Box::new(call)),
            guards,
            trail,
            confidence: if guessed {
                Confidence::Medium
            } else {
                Confidence::High
            },
        }
    }

    fn fixed_route(&self, reply: NodeRef) -> Route {
        let node = self.program.node(reply);
        let mut trail = self.steps_to(reply);
        trail.push(step(
            StepKind::Reply,
            node,
            format!("node «{}» sends the reply", node.name),
        ));
        Route {
            entry: self.program.node(self.entry).at,
            trigger: Trigger {
                kind: TriggerKind::EveryMessage,
                pattern: None,
                at: None,
            },
            answer: Answer::FixedText,
            guards: Vec::new(),
            trail,
            confidence: Confidence::High,
        }
    }

    fn trail(
        &self,
        answered: &Answered,
        model: &WorkflowNode<'_>,
        name: &Option<SmolStr>,
    ) -> Vec<Step> {
        let mut trail = self.steps_to(answered.model);
        let text = match name {
            Some(name) => format!("node «{}» passes it to the model {name}", model.name),
            None => format!("node «{}» passes it to a model", model.name),
        };
        trail.push(step(StepKind::Model, model, text));
        let reply = self.program.node(answered.reply);
        let text = if answered.reply == answered.model {
            format!("node «{}» gives its answer to the user", model.name)
        } else {
            format!("node «{}» sends the model's answer to the user", reply.name)
        };
        trail.push(Step {
            kind: StepKind::Reply,
            at: answered.reply_at,
            text,
        });
        trail
    }

    /// The steps from the entry to a node, itself not included.
    fn steps_to(&self, node: NodeRef) -> Vec<Step> {
        let way = self.reach.way(node);
        let entry = self.program.node(self.entry);
        let what = match self.channel() {
            Channel::WhatsApp => "a WhatsApp message".to_owned(),
            Channel::Other(name) if name == "web" => "a chat message".to_owned(),
            Channel::Other(name) if name == "email" => "an e-mail".to_owned(),
            Channel::Other(name) if name != "other" => format!("a {} message", capitalised(&name)),
            _ => "a message".to_owned(),
        };
        let text = if self.fragment {
            format!(
                "the message comes in before node «{}», outside this file",
                entry.name
            )
        } else {
            format!("{what} comes in here (node «{}»)", entry.name)
        };
        let mut steps = vec![step(StepKind::Entry, entry, text)];
        for pair in way.windows(2) {
            let (here, next) = (self.program.node(pair[0]), pair[1]);
            let selection = self.reach.selection(next);
            if let Some(words) = selection.and_then(|selection| selection.branch.clone()) {
                steps.push(step(StepKind::Branch, here, words));
            } else if here.role == Role::Call {
                steps.push(step(
                    StepKind::Border,
                    here,
                    format!("node «{}» runs another workflow", here.name),
                ));
            }
        }
        steps
    }

    /// The node at which a person has to approve the answer, if there is no way round it.
    fn approval(&mut self, answered: &Answered) -> Option<Guard> {
        let mut seen = FxHashSet::default();
        let mut open = vec![answered.model];
        let mut approver = None;
        while let Some(node) = open.pop() {
            if node == answered.reply {
                return None;
            }
            if !seen.insert(node) {
                continue;
            }
            if node != answered.model && self.asks_a_person(node) {
                approver = Some(node);
                continue;
            }
            open.extend(self.program.next(node).iter().map(|edge| edge.node));
        }
        let at = self.program.node(approver?).at;
        Some(Guard {
            kind: GuardKind::HumanApproval,
            at,
        })
    }

    fn asks_a_person(&mut self, at: NodeRef) -> bool {
        let node = self.program.node(at);
        if node.disabled || node.text("operation") != Some("sendAndWait") {
            return false;
        }
        // Asked back at the address that the message came from, it is the user who approves.
        let receivers = [
            "chatId",
            "sendTo",
            "recipientPhoneNumber",
            "user",
            "channelId",
            "toRecipients",
            "phoneNumber",
        ];
        let mut given = receivers.iter().filter_map(|way| node.parameter(way));
        given.all(|receiver| match receiver.kind() {
            NodeKind::String => prompts::is_fixed(receiver.as_str().unwrap_or_default()),
            _ => receiver
                .get("value")
                .and_then(Node::as_str)
                .is_none_or(prompts::is_fixed),
        })
    }
}

pub(super) fn answers(value: &Value) -> Vec<NodeRef> {
    let mut nodes = Vec::new();
    for atom in value.iter().flatten() {
        if let Atom::Answer { node, .. } = atom
            && !nodes.contains(node)
        {
            nodes.push(*node);
        }
    }
    nodes
}

fn step(kind: StepKind, node: &WorkflowNode<'_>, text: String) -> Step {
    Step {
        kind,
        at: node.at,
        text,
    }
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
