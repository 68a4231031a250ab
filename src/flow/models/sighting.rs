//! Sightings: one way on which a model call was reached, written down with what governs it and what led there.

use smol_str::SmolStr;

use crate::bot::{HoleReason, Step, StepKind};
use crate::flow::models::conversation::Conversation;
use crate::flow::models::{ALTERNATIVES, GoverningText};
use crate::flow::run::{Condition, CurrentEntry, Engine};
use crate::flow::values::{Part, Rope, Value};
use crate::workspace::Location;

/// Sightings of one project.
const SIGHTINGS: usize = 400;

/// One way on which a model call was reached.
#[derive(Clone)]
pub(crate) struct Sighting {
    pub site: u32,
    pub at: Location,
    pub name: SmolStr,
    pub provider: SmolStr,
    pub model: Option<SmolStr>,
    pub entry: CurrentEntry,
    pub conditions: Vec<Condition>,
    pub trail: Vec<Step>,
    /// The texts that may govern it.
    pub texts: Vec<GoverningText>,
    pub hosted: Option<HostedId>,
    pub user_in_system: Option<Location>,
    pub tools: Vec<(SmolStr, Location)>,
    pub stock: Option<SmolStr>,
    /// The answer is a picture.
    pub pictures: bool,
    /// Whether the user's words, or a store that may hold them, reach the call.
    pub has_user_text: bool,
}

/// A hosted assistant's id.
#[derive(Debug, Clone)]
pub(crate) struct HostedId {
    pub service: SmolStr,
    pub id: Option<SmolStr>,
    pub at: Location,
}

/// A model call, before its texts are known.
pub(crate) struct CallFound {
    pub provider: SmolStr,
    pub name: SmolStr,
    pub at: Location,
    pub model: Option<SmolStr>,
    pub tools: Vec<(SmolStr, Location)>,
    pub stock: Option<SmolStr>,
    pub hosted: Option<HostedId>,
    pub pictures: bool,
}

impl Engine<'_> {
    /// Writes down that a call was reached, and under which texts.
    pub(crate) fn sight(&mut self, found: CallFound, conversations: Vec<Conversation>) {
        self.summaries.told();
        let site = self.site(found.at);
        let Some(entry) = self.current.clone() else {
            return;
        };
        if !self.recording || self.sightings.len() >= SIGHTINGS {
            return;
        }
        let mut texts: Vec<GoverningText> = Vec::new();
        let mut user_in_system = None;
        let mut has_user_text = false;
        let prompted = conversations
            .iter()
            .any(|conversation| !conversation.system.is_empty());
        for conversation in &conversations {
            has_user_text |= conversation.open
                || conversation.given_user_text
                || conversation
                    .system
                    .iter()
                    .chain(&conversation.user)
                    .any(|value| self.taint_of(value).user);
            has_user_text |= !found.pictures && self.may_hold_user_text(conversation);
            if prompted && conversation.system.is_empty() && conversation.from_store {
                // What a store hands back was written by the other alternatives.
                continue;
            }
            for text in self.governing_texts(conversation) {
                if let GoverningText::Text(rope) = &text
                    && user_in_system.is_none()
                    && !conversation.system.is_empty()
                {
                    user_in_system = self.user_instructs(rope, found.at);
                }
                if texts.len() < ALTERNATIVES && !texts.iter().any(|seen| seen.same(&text)) {
                    texts.push(text);
                }
            }
        }
        let absent_only = texts
            .iter()
            .all(|text| matches!(text, GoverningText::Absent));
        let opens_store = conversations.iter().any(|conversation| conversation.open);
        if absent_only
            && opens_store
            && found.hosted.is_none()
            && !self.system_prompts_elsewhere.is_empty()
        {
            texts = self
                .system_prompts_elsewhere
                .iter()
                .take(ALTERNATIVES)
                .cloned()
                .map(GoverningText::Text)
                .collect();
        }
        let mut conditions: Vec<Condition> = entry
            .conditions
            .iter()
            .chain(&self.conditions)
            .cloned()
            .collect();
        conditions.extend(self.led_to_state(&conditions));
        let trail = self.trail(&entry, &conditions, &found);
        self.sightings.push(Sighting {
            site,
            at: found.at,
            name: found.name,
            provider: found.provider,
            model: found.model,
            entry,
            conditions,
            trail,
            texts,
            hosted: found.hosted,
            user_in_system,
            tools: found.tools,
            stock: found.stock,
            pictures: found.pictures,
            has_user_text,
        });
    }

    /// Whether anything but constants reaches the model: what cannot be seen may be the user's.
    pub(crate) fn may_hold_user_text(&self, conversation: &Conversation) -> bool {
        let is_lost = |value: &Value| matches!(value, Value::Null);
        if conversation.user.iter().any(is_lost) {
            return true;
        }
        let mut ropes = conversation
            .user
            .iter()
            .chain(&conversation.system)
            .flat_map(|value| self.ropes(value, None))
            .peekable();
        ropes.peek().is_none()
            || ropes.any(|rope| {
                rope.iter().any(|part| {
                    matches!(part, Part::Hole(hole) if !matches!(hole.reason, HoleReason::Data | HoleReason::Environment))
                })
            })
    }

    /// The user's words alone stand where instructions belong.
    pub(crate) fn user_instructs(&self, rope: &Rope, call: Location) -> Option<Location> {
        let words: String = rope
            .iter()
            .filter_map(|part| match part {
                Part::Literal(text) => Some(&*text.value),
                Part::Hole(_) => None,
            })
            .collect();
        if words.chars().filter(|c| c.is_alphanumeric()).count() > 12 {
            return None;
        }
        rope.iter().find_map(|part| match part {
            Part::Hole(hole) if hole.taint.user && hole.reason == HoleReason::UserText => {
                Some(hole.at.unwrap_or(call))
            }
            _ => None,
        })
    }

    /// The steps from the message to this call.
    pub(crate) fn trail(
        &self,
        entry: &CurrentEntry,
        conditions: &[Condition],
        found: &CallFound,
    ) -> Vec<Step> {
        let mut steps = entry.trail.clone();
        for frame in self.frames.iter().skip(2) {
            let Some(at) = frame.called_at else { continue };
            let (kind, text) = match &frame.border {
                Some(border) => (
                    StepKind::Border,
                    format!("handed on to `{}` {border}", frame.name),
                ),
                None => (StepKind::Call, format!("handed on to `{}`", frame.name)),
            };
            steps.push(Step { kind, at, text });
        }
        let telling = conditions
            .iter()
            .rev()
            .find(|condition| condition.is_about_words() && condition.is_positive());
        let telling = telling.or_else(|| {
            conditions
                .iter()
                .rev()
                .find(|condition| condition.is_about_words())
        });
        if let Some(condition) = telling {
            let place = steps.iter().position(|step| {
                step.at.file == condition.at.file && step.at.span.start > condition.at.span.start
            });
            let step = Step {
                kind: StepKind::Branch,
                at: condition.at,
                text: condition.phrase(),
            };
            steps.insert(place.unwrap_or(steps.len()).max(1).min(steps.len()), step);
        }
        steps.push(Step {
            kind: StepKind::Model,
            at: found.at,
            text: format!("the model is called here (`{}`)", found.name),
        });
        steps
    }
}
