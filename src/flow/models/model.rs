//! Model calls: which texts govern them, whether the user's words reach them, where the answer goes.

use crate::flow::models::conversation::{Conversation, Role};
use std::rc::Rc;

use smol_str::SmolStr;

use crate::bot::{HoleReason, Step, StepKind};
use crate::flow::outside::standard::OutsideCall;
use crate::flow::run::{Condition, CurrentEntry, Engine};
use crate::flow::values::rope::{has_words, last_member};
use crate::flow::values::{ObjectId, ObjectKind, Part, Rope, Taint, Value, constant, words_of};
use crate::vocabulary::{CallRule, RuleFile, Speaker};
use crate::workspace::Location;

/// Ways to govern one call that are looked at.
pub(crate) const ALTERNATIVES: usize = 10;
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

/// A text that may govern a call.
#[derive(Debug, Clone)]
pub(crate) enum GoverningText {
    /// There is none.
    Absent,
    /// These pieces.
    Text(Rope),
}

impl Engine<'_> {
    /// A generative model is called.
    pub(crate) fn model_call(
        &mut self,
        file: &RuleFile,
        rule: &CallRule,
        call: &OutsideCall<'_>,
    ) -> Value {
        let mut conversations = self.conversations(rule, call);
        if call
            .args
            .iter()
            .any(|given| self.taint_of(&given.value).user)
        {
            // It fills a template under a name of the program's own.
            conversations
                .iter_mut()
                .for_each(|one| one.given_user_text = true);
        }
        let found = CallFound {
            provider: file.name.clone(),
            name: last_members(&call.external.path),
            at: call.at,
            model: self.model_name(call),
            tools: self.tools(rule, call),
            stock: rule.stock.clone(),
            hosted: None,
            pictures: rule.pictures,
        };
        self.sight(found, conversations);
        self.answer(call)
    }

    /// A hosted assistant is called: its text is elsewhere, unless the program makes it itself.
    pub(crate) fn hosted_call(
        &mut self,
        file: &RuleFile,
        rule: &CallRule,
        call: &OutsideCall<'_>,
    ) -> Value {
        let mut conversations = self.conversations(rule, call);
        let given = conversations
            .iter()
            .any(|conversation| !conversation.system.is_empty());
        let mut hosted = None;
        if !given {
            if self.made_assistants.is_empty() {
                hosted = Some(HostedId {
                    service: rule.service.clone().unwrap_or_else(|| file.name.clone()),
                    id: self.hosted_id(rule, call),
                    at: call.at,
                });
            } else {
                let made: Vec<Value> = self
                    .made_assistants
                    .iter()
                    .cloned()
                    .map(Value::Text)
                    .collect();
                for conversation in &mut conversations {
                    conversation
                        .system
                        .extend(made.iter().cloned().reduce(Value::or));
                }
            }
        }
        for conversation in &mut conversations {
            // The user's text was put on a thread before.
            conversation.open = true;
        }
        let found = CallFound {
            provider: file.name.clone(),
            name: last_members(&call.external.path),
            at: call.at,
            model: None,
            tools: Vec::new(),
            stock: None,
            hosted,
            pictures: false,
        };
        self.sight(found, conversations);
        let answer = self.answer(call);
        self.hosted_answers |= self.taint_of(&answer).answers;
        answer
    }

    /// The answers of hosted assistants that ran before on this way.
    pub(crate) fn recall(&mut self, call: &OutsideCall<'_>) -> Value {
        let taint = Taint {
            user: false,
            answers: self.hosted_answers,
        };
        self.built_value(call, taint, false, HoleReason::ModelText)
    }

    pub(crate) fn hosted_id(&self, rule: &CallRule, call: &OutsideCall<'_>) -> Option<SmolStr> {
        rule.id
            .iter()
            .flat_map(|slot| self.slot(slot, call.args, call.receiver))
            .find_map(|value| {
                constant(&value).or_else(|| match value.alternatives().first() {
                    Some(Value::Extern(external)) => Some(last_member(&external.path)),
                    Some(Value::Text(rope)) => rope.iter().find_map(|part| match part {
                        Part::Hole(hole) => Some(hole.name.clone()),
                        Part::Literal(_) => None,
                    }),
                    _ => None,
                })
            })
    }

    /// The answer of the model called at that place.
    pub(crate) fn answer(&mut self, call: &OutsideCall<'_>) -> Value {
        let site = self.site(call.at);
        self.built_value(call, Taint::answer(site), false, HoleReason::ModelText)
    }

    pub(crate) fn model_name(&self, call: &OutsideCall<'_>) -> Option<SmolStr> {
        self.vocabulary
            .names()
            .messages
            .model
            .iter()
            .find_map(|name| self.argument(call.args, name))
            .and_then(|value| value.alternatives().iter().find_map(constant))
    }

    pub(crate) fn tools(
        &self,
        rule: &CallRule,
        call: &OutsideCall<'_>,
    ) -> Vec<(SmolStr, Location)> {
        let mut found = Vec::new();
        for slot in &rule.tools {
            for value in self.slot(slot, call.args, call.receiver) {
                let names = self.items_of(&value).0;
                for item in names {
                    let name = match &item {
                        Value::Object(id) => {
                            let mut fields = self.vocabulary.names().messages.tool.iter();
                            fields
                                .find_map(|field| self.own_field(*id, field))
                                .and_then(|value| constant(&value))
                        }
                        other => constant(other),
                    };
                    found.extend(name.map(|name| (name, call.at)));
                }
            }
        }
        found
    }

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

    /// The texts that may govern a conversation: the instructions, and what stands around the user's words.
    pub(crate) fn governing_texts(&self, conversation: &Conversation) -> Vec<GoverningText> {
        let mut choices: Vec<Vec<Rope>> = Vec::new();
        let mut may_be_absent = false;
        for value in &conversation.system {
            may_be_absent |= value
                .alternatives()
                .iter()
                .any(|value| matches!(value, Value::Null))
                && conversation.system.len() == 1;
            let given: Vec<Value> = value
                .alternatives()
                .iter()
                .filter(|value| !matches!(value, Value::Null))
                .cloned()
                .collect();
            let ropes: Vec<Rope> = given
                .iter()
                .flat_map(|value| self.ropes(value, None))
                .collect();
            let telling: Vec<Rope> = ropes
                .iter()
                .filter(|rope| !rope.is_empty())
                .cloned()
                .collect();
            let telling = if telling.is_empty() { ropes } else { telling };
            choices.push(without_settings(telling));
        }
        let around: Vec<Vec<Rope>> = conversation
            .user
            .iter()
            .map(|value| self.ropes(value, None).iter().map(users_words).collect())
            .collect();
        let mut texts = self.assembled(&choices, &around);
        if may_be_absent {
            texts.extend(self.assembled(&[], &around));
        }
        texts
    }

    pub(crate) fn assembled(&self, system: &[Vec<Rope>], user: &[Vec<Rope>]) -> Vec<GoverningText> {
        let all: Vec<Vec<Rope>> = system.iter().chain(user).cloned().collect();
        let Value::Union(values) = self.product(&all).or(Value::Null) else {
            return vec![GoverningText::Absent];
        };
        values
            .iter()
            .filter_map(|value| match value {
                Value::Text(rope) => Some(rope.clone()),
                _ => None,
            })
            .map(|rope| {
                let governs = !system.is_empty() || has_words(&rope);
                let instructs = rope.iter().any(|part| match part {
                    Part::Literal(text) => text.value.chars().any(char::is_alphanumeric),
                    Part::Hole(hole) => {
                        !system.is_empty()
                            && !matches!(hole.reason, HoleReason::UserText | HoleReason::History)
                    }
                });
                let user_alone = system.is_empty() && !has_words(&rope);
                if (governs && instructs) || (!system.is_empty() && !user_alone && !rope.is_empty())
                {
                    GoverningText::Text(rope)
                } else {
                    GoverningText::Absent
                }
            })
            .collect()
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

    /// Instructions of a conversation were written down somewhere the program cannot be followed to.
    pub(crate) fn note_stored(&mut self, value: &Value) {
        let mut conversation = Conversation::default();
        let mut lists: Vec<&Value> = Vec::new();
        lists.extend(value.alternatives());
        for value in lists {
            if matches!(value, Value::Object(_) | Value::Extern(_)) {
                self.sort_messages(value, &mut conversation, 2);
            }
        }
        if let Value::Object(id) = value
            && let ObjectKind::List { items, .. } = self.object(*id)
        {
            // A row of a store: `(user, "system", text)`.
            let role = items
                .iter()
                .position(|item| constant(item).is_some_and(|word| self.instructs(&word)));
            conversation
                .system
                .extend(role.and_then(|role| items.get(role + 1).cloned()));
        }
        for system in conversation.system {
            self.remember_instructions(&system);
        }
    }

    /// Whether the word says that a message instructs.
    fn instructs(&self, word: &str) -> bool {
        let speaker = self.vocabulary.names().messages.speaker(word);
        speaker == Some(Speaker::System)
    }

    /// A record was made that says `role: system`.
    pub(crate) fn note_system_message(&mut self, id: ObjectId) {
        if let Some((Role::System, text)) = self.role_and_text(id) {
            self.remember_instructions(&text);
        }
    }

    pub(crate) fn remember_instructions(&mut self, text: &Value) {
        const TEXTS: usize = 24;
        for rope in self.ropes(text, None) {
            let known = self
                .system_prompts_elsewhere
                .iter()
                .any(|seen| words_of(seen) == words_of(&rope));
            if !known && !rope.is_empty() && self.system_prompts_elsewhere.len() < TEXTS {
                self.system_prompts_elsewhere.push(rope);
            }
        }
    }

    /// A request with instructions and messages in its body.
    pub(crate) fn model_request(
        &mut self,
        provider: &RuleFile,
        rule: &crate::vocabulary::EndpointRule,
        body: &[Value],
        url: &str,
        call: &OutsideCall<'_>,
        hosted: bool,
    ) -> Value {
        let mut conversation = Conversation::default();
        for body in body {
            let args = [crate::flow::values::Given {
                name: None,
                value: body.clone(),
                spread: false,
            }];
            for slot in &rule.system {
                conversation.system.extend(
                    self.slot(slot, &args, None)
                        .into_iter()
                        .filter(|value| !matches!(value, Value::Null)),
                );
            }
            for slot in &rule.user {
                conversation.user.extend(self.slot(slot, &args, None));
            }
            for slot in &rule.messages {
                for list in self.slot(slot, &args, None) {
                    self.sort_messages(&list, &mut conversation, 0);
                }
            }
            if let Value::Text(_) = body {
                conversation.user.push(body.clone());
            }
        }
        if rule.in_url || conversation.user.is_empty() {
            conversation.open |= call
                .args
                .iter()
                .any(|given| self.taint_of(&given.value).user);
        }
        let hosted_id = (hosted && conversation.system.is_empty()).then(|| HostedId {
            service: rule
                .service
                .clone()
                .unwrap_or_else(|| provider.name.clone()),
            id: Some(url.replace('\u{FFFC}', "…").into()),
            at: call.at,
        });
        let found = CallFound {
            provider: provider.name.clone(),
            name: host_of(url),
            at: call.at,
            model: None,
            tools: Vec::new(),
            stock: None,
            hosted: hosted_id,
            pictures: rule.pictures,
        };
        self.sight(found, vec![conversation]);
        let answer = self.answer(call);
        if hosted {
            self.hosted_answers |= self.taint_of(&answer).answers;
        }
        answer
    }
}

/// A model call, before its texts are known.
pub(crate) struct CallFound {
    provider: SmolStr,
    name: SmolStr,
    at: Location,
    model: Option<SmolStr>,
    tools: Vec<(SmolStr, Location)>,
    stock: Option<SmolStr>,
    hosted: Option<HostedId>,
    pictures: bool,
}

impl GoverningText {
    pub(crate) fn same(&self, other: &GoverningText) -> bool {
        match (self, other) {
            (GoverningText::Absent, GoverningText::Absent) => true,
            (GoverningText::Text(a), GoverningText::Text(b)) => {
                Rc::ptr_eq(a, b) || words_of(a) == words_of(b)
            }
            _ => false,
        }
    }
}

/// A setting with a default is judged by the default (policy brief, 7, case 12).
pub(crate) fn without_settings(ropes: Vec<Rope>) -> Vec<Rope> {
    let is_setting = |rope: &Rope| matches!(&rope[..], [Part::Hole(hole)] if hole.reason == HoleReason::Environment);
    if !ropes.iter().any(has_words) {
        return ropes;
    }
    ropes.into_iter().filter(|rope| !is_setting(rope)).collect()
}

/// In the user's turn whatever carries the user's words stands for them.
fn users_words(rope: &Rope) -> Rope {
    rope.iter()
        .map(|part| match part {
            Part::Hole(hole) if hole.taint.user && hole.reason == HoleReason::Unresolved => {
                Part::Hole(crate::flow::values::Hole {
                    reason: HoleReason::UserText,
                    ..hole.clone()
                })
            }
            part => part.clone(),
        })
        .collect()
}

/// The sites whose answers are in a value.
pub(crate) fn answers_of(taint: Taint, sites: usize) -> impl Iterator<Item = usize> {
    (0..sites.min(128)).filter(move |&site| taint.answers & (1u128 << site) != 0)
}

/// The last members of a way, enough for a person to know the call.
fn last_members(path: &str) -> SmolStr {
    let parts: Vec<&str> = path.split('.').collect();
    parts[parts.len().saturating_sub(3)..].join(".").into()
}

fn host_of(url: &str) -> SmolStr {
    let rest = url.split("://").nth(1).unwrap_or(url);
    let host = rest.split(['/', '?']).next().unwrap_or(rest);
    if host.is_empty() || host == "\u{FFFC}" {
        "an HTTP request".into()
    } else {
        host.replace('\u{FFFC}', "…").into()
    }
}
