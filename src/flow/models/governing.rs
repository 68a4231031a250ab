//! The texts that govern a call: instructions, what stands around the user's words, and what a store was told before.

use std::rc::Rc;

use crate::bot::HoleReason;
use crate::flow::models::conversation::{Conversation, Role};
use crate::flow::run::Engine;
use crate::flow::values::rope::has_words;
use crate::flow::values::{Hole, ObjectId, ObjectKind, Part, Rope, Value, constant, words_of};
use crate::vocabulary::Speaker;

/// Ways to govern one call that are looked at.
pub(crate) const ALTERNATIVES: usize = 10;

/// A text that may govern a call.
#[derive(Debug, Clone)]
pub(crate) enum GoverningText {
    /// There is none.
    Absent,
    /// These pieces.
    Text(Rope),
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

impl Engine<'_> {
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
                Part::Hole(Hole {
                    reason: HoleReason::UserText,
                    ..hole.clone()
                })
            }
            part => part.clone(),
        })
        .collect()
}
