//! Sightings → routes of the bot graph.

use crate::bot::{
    Answer, Confidence, Guard, GuardKind, HostedAgent, ModelCall, ModelOrigin, Piece, Prompt,
    Route, Step, StepKind, Tool, Trigger, TriggerKind, Visibility,
};
use crate::flow::entries::EntryKind;
use crate::flow::models::{GoverningText, Sighting};
use crate::flow::run::{Engine, trigger_of};
use crate::flow::values::{Part, Rope};
use crate::prompt::{Judgement, Scope};
use crate::workspace::{FileId, Location};

impl Engine<'_> {
    /// The routes that were seen. `webhook` says whether a web handler in that file may be called by a messenger, and how
    /// sure that is.
    pub(crate) fn routes(&self, webhook: impl Fn(FileId) -> Option<Confidence>) -> Vec<Route> {
        let mut routes: Vec<Route> = Vec::new();
        // The surest sign there is decides: where one route is a messenger's beyond doubt, the next page is not.
        let surely = |sighting: &Sighting| self.messenger_entries.contains(&sighting.entry.at);
        let any_surely = self.sightings.iter().any(surely);
        let is_messenger = |sighting: &Sighting| {
            surely(sighting) || (!any_surely && self.messenger_files.contains(&sighting.entry.at))
        };
        let any_messenger = self.sightings.iter().any(is_messenger);
        for sighting in &self.sightings {
            let sure = match sighting.entry.kind {
                EntryKind::Message => Some(Confidence::High),
                // A web page beside the bot is no way of a message, unless it is the only way to a model: then the
                // messenger's part calls it.
                EntryKind::Web if any_messenger && !is_messenger(sighting) => None,
                EntryKind::Web => webhook(sighting.entry.at.file),
            };
            let (Some(sure), Some(mut route)) = (sure, self.route(sighting)) else {
                continue;
            };
            route.confidence = route.confidence.min(sure);
            if !routes.iter().any(|known| same_way(known, &route)) {
                routes.push(route);
            }
        }
        routes
    }

    fn route(&self, sighting: &Sighting) -> Option<Route> {
        let site = &self.sites[sighting.site as usize];
        let prompts = self.prompts(sighting);
        // An answer that was lost sight of, and that picks no way and does no fixed task, is taken to go back.
        let lost = || {
            let fixed_task = prompts
                .iter()
                .all(|prompt| prompt.judgement.scope == Scope::FixedTask);
            let elsewhere = site.kept && self.plain_replies.contains(&sighting.entry.at);
            let only_picks = site.picked && !site.read;
            let owed = !site.compared && !fixed_task && !elsewhere && !only_picks;
            owed.then_some((sighting.at, Confidence::Low))
        };
        let only_transforms = |prompt: &Prompt| prompt.judgement.only_transforms();
        if prompts.iter().all(only_transforms) {
            return None;
        }
        let (reply_at, reply_confidence) = site.reply.or_else(lost)?;
        let mut guards = self.guards_of(&sighting.conditions);
        if let Some(at) = site.approved {
            guards.push(Guard {
                kind: GuardKind::HumanApproval,
                at,
            });
        }
        let trigger = trigger_of(&sighting.conditions, plain_trigger());
        let mut trail = sighting.trail.clone();
        trail.push(Step {
            kind: StepKind::Reply,
            at: reply_at,
            text: "the answer goes back to the user here".into(),
        });
        let call = model_call(sighting, prompts, site.reply.map(|(at, _)| at));
        let reply_confidence = if sighting.pictures {
            reply_confidence.min(Confidence::Medium)
        } else {
            reply_confidence
        };
        let confidence = match sighting.entry.heuristics {
            0 => reply_confidence,
            1 => reply_confidence.min(Confidence::Medium),
            _ => Confidence::Low,
        };
        Some(Route {
            entry: sighting.entry.at,
            trigger,
            answer: Answer::Model(Box::new(call)),
            guards,
            trail,
            confidence,
        })
    }

    pub(crate) fn prompts(&self, sighting: &Sighting) -> Vec<Prompt> {
        if sighting.hosted.is_some() {
            return vec![Prompt::without_text(Visibility::Hosted)];
        }
        let mut prompts: Vec<Prompt> = Vec::new();
        for text in &sighting.texts {
            prompts.push(match text {
                GoverningText::Absent => self.absent(sighting),
                GoverningText::Text(rope) => self.judged(sighting, rope),
            });
        }
        if prompts.is_empty() {
            prompts.push(self.absent(sighting));
        }
        // A row with a generic default: the default is what there is to mend.
        let is_open = |prompt: &Prompt| {
            prompt.visibility == Visibility::Seen && prompt.judgement.scope.is_open()
        };
        if prompts.iter().any(is_open) {
            prompts.retain(|prompt| prompt.visibility != Visibility::Runtime);
        }
        if !sighting.has_user_text {
            // Nothing of the user's reaches the model: whatever it says, it answers no question of theirs.
            for prompt in &mut prompts {
                prompt.visibility = Visibility::Seen;
                prompt.judgement = Judgement {
                    scope: Scope::FixedTask,
                    ..Judgement::unknown()
                };
            }
        }
        prompts
    }

    fn absent(&self, sighting: &Sighting) -> Prompt {
        match &sighting.stock {
            Some(text) => Prompt::stock(text),
            None => Prompt::without_text(Visibility::Absent),
        }
    }

    fn judged(&self, sighting: &Sighting, rope: &Rope) -> Prompt {
        let pieces: Vec<Piece> = rope.iter().map(piece).collect();
        let prompt = Prompt::judged(pieces);
        // Labels around the user's words (`Human: … AI:`) instruct nothing.
        let labels_only = prompt.judgement.scope == Scope::General && is_labels(rope);
        if prompt.judgement.scope == Scope::None || labels_only {
            self.absent(sighting)
        } else {
            prompt
        }
    }
}

/// The call that was seen, under those prompts.
pub(crate) fn model_call(
    sighting: &Sighting,
    prompts: Vec<Prompt>,
    reply: Option<Location>,
) -> ModelCall {
    ModelCall {
        at: sighting.at,
        name: sighting.name.clone(),
        provider: sighting.provider.clone(),
        model: sighting.model.clone(),
        origin: ModelOrigin::Call,
        prompts,
        user_text_in_system: sighting.user_in_system,
        tools: sighting
            .tools
            .iter()
            .map(|(name, at)| Tool {
                name: name.clone(),
                at: *at,
            })
            .collect(),
        hosted: sighting.hosted.as_ref().map(|hosted| HostedAgent {
            service: hosted.service.clone(),
            id: hosted.id.clone(),
            at: hosted.at,
        }),
        reply,
        document_path: None,
    }
}

/// Whether the words around the user's are labels alone, a line each (`Quoted message:`).
fn is_labels(rope: &Rope) -> bool {
    const WORDS: usize = 4;
    let is_label = |line: &str| {
        let line = line.trim();
        let words = line
            .split_whitespace()
            .filter(|word| word.chars().any(char::is_alphanumeric));
        let count = words.count();
        count == 0 || (count <= WORDS && line.ends_with(':'))
    };
    let mut speaks = false;
    let labels = rope.iter().all(|part| match part {
        Part::Literal(text) => text.value.lines().all(is_label),
        Part::Hole(hole) => {
            speaks |= hole.taint.user;
            hole.taint.user
        }
    });
    labels && speaks
}

fn piece(part: &Part) -> Piece {
    match part {
        Part::Literal(text) => Piece::Literal(text.clone()),
        Part::Hole(hole) => Piece::Hole {
            reason: hole.reason,
            name: hole.name.clone(),
            at: hole.at,
        },
    }
}

pub(crate) fn plain_trigger() -> Trigger {
    Trigger {
        kind: TriggerKind::EveryMessage,
        pattern: None,
        at: None,
    }
}

/// Whether two routes tell the same thing: the same call, texts and trigger.
fn same_way(a: &Route, b: &Route) -> bool {
    let (Answer::Model(left), Answer::Model(right)) = (&a.answer, &b.answer) else {
        return false;
    };
    left.at == right.at
        && a.entry == b.entry
        && a.trigger == b.trigger
        && a.guards == b.guards
        && left.prompts.len() == right.prompts.len()
        && left
            .prompts
            .iter()
            .zip(&right.prompts)
            .all(|(a, b)| a.pieces == b.pieces && a.visibility == b.visibility)
}
