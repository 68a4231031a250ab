//! The messages of a call, sorted by who speaks in them.

use crate::bot::HoleReason;
use crate::flow::models::ALTERNATIVES;
use crate::flow::outside::standard::OutsideCall;
use crate::flow::run::Engine;
use crate::flow::values::{Extern, ObjectId, ObjectKind, Taint, Value, constant};
use crate::vocabulary::{CallRule, MessageRole, Slot, SlotBase, Speaker};
use smol_str::SmolStr;

/// The messages of a call, by what they do.
#[derive(Default, Clone)]
pub(crate) struct Conversation {
    pub(crate) system: Vec<Value>,
    pub(crate) user: Vec<Value>,
    /// Something of unknown content is among them.
    pub(crate) open: bool,
    /// The user's words are among the arguments, wherever.
    pub(crate) given_user_text: bool,
    /// The list as a whole is what a store handed back.
    pub(crate) from_store: bool,
}

/// Who speaks in a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    System,
    User,
    Model,
    Unknown,
}

impl Engine<'_> {
    pub(crate) fn conversations(
        &self,
        rule: &CallRule,
        call: &OutsideCall<'_>,
    ) -> Vec<Conversation> {
        let mut fixed = Conversation::default();
        for slot in &rule.system {
            fixed.system.extend(
                self.slot(slot, call.args, call.receiver)
                    .into_iter()
                    .filter(|value| !matches!(value, Value::Null)),
            );
        }
        for slot in &rule.user {
            let found = self.slot(slot, call.args, call.receiver);
            let found = found.into_iter();
            fixed
                .user
                .extend(found.filter(|value| !self.holds_options(rule, value)));
        }
        if rule.search {
            self.search_made_from(call.receiver, &mut fixed);
            for given in call.args {
                let is_built = self.built_of(&given.value).is_some();
                if is_built {
                    self.search_made_from(Some(&given.value), &mut fixed);
                }
            }
        }
        let lists: Vec<Value> = rule
            .messages
            .iter()
            .flat_map(|slot| self.message_lists(slot, call))
            .collect();
        if lists.is_empty() {
            return vec![fixed];
        }
        let mut all = vec![fixed];
        for list in lists {
            let mut next = Vec::new();
            for alternative in list.alternatives() {
                for begun in &all {
                    if next.len() < ALTERNATIVES {
                        let mut conversation = begun.clone();
                        conversation.from_store = self.is_unseen_whole(alternative);
                        self.sort_messages(alternative, &mut conversation, 0);
                        next.push(conversation);
                    }
                }
            }
            all = next;
        }
        all
    }

    /// Whether nothing of a list is seen: it comes from a store, as it is or item by item.
    fn is_unseen_whole(&self, list: &Value) -> bool {
        match list {
            Value::Extern(_) => true,
            Value::Object(id) => matches!(
                self.object(*id),
                ObjectKind::List { items, rest: Some(_) } if items.is_empty()
            ),
            _ => false,
        }
    }

    /// Whether a value is a record of the call's options, among which the messages or instructions stand by name.
    fn holds_options(&self, rule: &CallRule, value: &Value) -> bool {
        let Value::Object(id) = value else {
            return false;
        };
        let slots = rule.messages.iter().chain(&rule.system).chain(&rule.user);
        let mut names = slots
            .filter(|slot| slot.base == SlotBase::Call)
            .filter_map(|slot| slot.path.first());
        matches!(self.object(*id), ObjectKind::Record { .. })
            && names
                .any(|name| name.parse::<usize>().is_err() && self.own_field(*id, name).is_some())
    }

    pub(crate) fn message_lists(&self, slot: &Slot, call: &OutsideCall<'_>) -> Vec<Value> {
        self.slot(slot, call.args, call.receiver)
    }

    /// Templates and messages in whatever a chain or agent was made from.
    pub(crate) fn search_made_from(&self, value: Option<&Value>, conversation: &mut Conversation) {
        let mut found: Vec<(Role, Value)> = Vec::new();
        self.walk_made_from(value, &mut |engine, id| {
            let Some(built) = engine.built(id) else {
                return;
            };
            let Some(rule) = engine
                .vocabulary
                .message(built.package.as_deref(), &built.path)
            else {
                return;
            };
            let text = rule.text.iter().find_map(|slot| {
                engine
                    .slot(slot, &built.args, built.on.as_ref())
                    .into_iter()
                    .next()
            });
            let Some(text) = text else { return };
            match rule.role {
                MessageRole::System => found.push((Role::System, text)),
                MessageRole::Messages => {
                    let mut inner = Conversation::default();
                    engine.sort_messages(&text, &mut inner, 0);
                    found.extend(inner.system.into_iter().map(|value| (Role::System, value)));
                    found.extend(inner.user.into_iter().map(|value| (Role::User, value)));
                }
                MessageRole::Assistant | MessageRole::Placeholder => {}
                MessageRole::User | MessageRole::Given => found.push((Role::User, text)),
            }
        });
        for (role, text) in found {
            match role {
                Role::System => conversation.system.push(text),
                _ => conversation.user.push(text),
            }
        }
    }

    /// Sorts the messages of a list by who speaks.
    pub(crate) fn sort_messages(&self, list: &Value, conversation: &mut Conversation, depth: u8) {
        const MESSAGES: usize = 80;
        if depth > 4 || conversation.system.len() + conversation.user.len() >= MESSAGES {
            return;
        }
        match list {
            Value::Text(_) => conversation.user.push(list.clone()),
            Value::Union(values) => values
                .iter()
                .for_each(|value| self.sort_messages(value, conversation, depth + 1)),
            Value::Object(id) => match self.object(*id) {
                ObjectKind::List { items, rest } => {
                    if let Some((role, text)) = self.pair(items) {
                        return self.sort_message(role, text, conversation);
                    }
                    for item in items {
                        self.sort_messages(item, conversation, depth + 1);
                    }
                    if let Some(rest) = rest {
                        self.sort_rest(rest, conversation, depth);
                    }
                }
                _ => match self.role_and_text(*id) {
                    Some((role, text)) => self.sort_message(role, text, conversation),
                    None => self.sort_unnamed(*id, conversation, depth),
                },
            },
            Value::Extern(external) => match external.built.and_then(|id| self.role_and_text(id)) {
                Some((role, text)) => self.sort_message(role, text, conversation),
                None => self.sort_outside(list, external, conversation, depth),
            },
            _ => {}
        }
    }

    pub(crate) fn sort_outside(
        &self,
        value: &Value,
        external: &Extern,
        conversation: &mut Conversation,
        depth: u8,
    ) {
        let inner = external
            .built
            .and_then(|id| self.built(id))
            .and_then(|built| {
                let rule = self
                    .vocabulary
                    .message(built.package.as_deref(), &built.path)?;
                (rule.role == MessageRole::Messages).then(|| {
                    rule.text.iter().find_map(|slot| {
                        self.slot(slot, &built.args, built.on.as_ref())
                            .into_iter()
                            .next()
                    })
                })?
            });
        match inner {
            Some(inner) => self.sort_messages(&inner, conversation, depth + 1),
            None if external.payload => conversation.user.push(value.clone()),
            None => {
                conversation.open = true;
                if external.taint.user {
                    conversation.user.push(value.clone());
                }
            }
        }
    }

    /// Items of unknown number: their role may be known.
    pub(crate) fn sort_rest(&self, rest: &Value, conversation: &mut Conversation, depth: u8) {
        conversation.open = true;
        for alternative in rest.alternatives() {
            match alternative {
                Value::Extern(external) if !external.payload => {}
                other => self.sort_messages(other, conversation, depth + 1),
            }
        }
    }

    /// A record without a role: `{parts: […]}`, or a wrapper of a list.
    pub(crate) fn sort_unnamed(&self, id: ObjectId, conversation: &mut Conversation, depth: u8) {
        let names = &self.vocabulary.names().messages;
        let first = |names: &[SmolStr]| names.iter().find_map(|name| self.own_field(id, name));
        if let Some(list) = first(&names.list) {
            return self.sort_messages(&list, conversation, depth + 1);
        }
        if let Some(turn) = first(&names.turn) {
            return conversation.user.push(turn);
        }
        if let ObjectKind::Built(built) = self.object(id)
            && let Some(text) = self.spoken_part(built)
        {
            return conversation.user.push(text);
        }
        conversation.open = true;
    }

    pub(crate) fn sort_message(&self, role: Role, text: Value, conversation: &mut Conversation) {
        match role {
            Role::System => conversation.system.push(self.spoken_instructions(text)),
            Role::User => conversation.user.push(text),
            Role::Model => {}
            Role::Unknown => conversation.open = true,
        }
    }

    /// A message that says it instructs has a text, even where it cannot be followed.
    pub(crate) fn spoken_instructions(&self, text: Value) -> Value {
        let unseen = || Value::hole(HoleReason::Unresolved, "instructions", None, Taint::NONE);
        match &text {
            Value::Null => unseen(),
            Value::Union(values) => {
                let given = values.iter().filter(|value| !matches!(value, Value::Null));
                given.cloned().reduce(Value::or).unwrap_or_else(unseen)
            }
            _ => text,
        }
    }

    /// `("system", text)`, `["human", text]`.
    pub(crate) fn pair(&self, items: &[Value]) -> Option<(Role, Value)> {
        let [first, second] = items else { return None };
        let role = self.role_named(&constant(first)?)?;
        Some((role, second.clone()))
    }

    pub(crate) fn role_and_text(&self, id: ObjectId) -> Option<(Role, Value)> {
        if let Some(built) = self.built(id)
            && let Some(rule) = self
                .vocabulary
                .message(built.package.as_deref(), &built.path)
        {
            let text = rule.text.iter().find_map(|slot| {
                self.slot(slot, &built.args, built.on.as_ref())
                    .into_iter()
                    .next()
            });
            if let Some(role) = role_by_rule(rule.role) {
                return Some((role, text.unwrap_or(Value::Null)));
            }
        }
        let names = &self.vocabulary.names().messages;
        let field = |names: &[SmolStr]| {
            names
                .iter()
                .find_map(|name| self.field_or_argument(id, name))
        };
        let role = field(&names.role)?;
        let role = self.role_of(&role);
        let text = field(&names.text)?;
        Some((role?, text))
    }

    pub(crate) fn field_or_argument(&self, id: ObjectId, name: &str) -> Option<Value> {
        self.own_field(id, name).or_else(|| {
            let built = self.built(id)?;
            self.argument(&built.args, name)
        })
    }

    pub(crate) fn role_of(&self, value: &Value) -> Option<Role> {
        let mut roles = value
            .alternatives()
            .iter()
            .map(|alternative| match alternative {
                Value::Extern(external) => Some(self.role_in(&external.path)),
                other => constant(other).and_then(|name| self.role_named(&name)),
            });
        let first = roles.next()??;
        Some(if roles.all(|role| role == Some(first)) {
            first
        } else {
            Role::Unknown
        })
    }

    /// Who the value of a role field means.
    fn role_named(&self, name: &str) -> Option<Role> {
        let names = &self.vocabulary.names().messages;
        names.speaker(name).map(Role::from)
    }

    /// The role that a constant's name speaks of.
    fn role_in(&self, path: &str) -> Role {
        let name = path.rsplit('.').next().unwrap_or(path);
        let names = &self.vocabulary.names().messages;
        names
            .speaker_of_constant(name)
            .map_or(Role::Unknown, Role::from)
    }
}

impl From<Speaker> for Role {
    fn from(speaker: Speaker) -> Self {
        match speaker {
            Speaker::System => Role::System,
            Speaker::User => Role::User,
            Speaker::Model => Role::Model,
        }
    }
}

/// The role that a rule states; `None` where the message itself says it.
fn role_by_rule(role: MessageRole) -> Option<Role> {
    match role {
        MessageRole::System => Some(Role::System),
        MessageRole::User => Some(Role::User),
        MessageRole::Assistant | MessageRole::Placeholder => Some(Role::Model),
        MessageRole::Messages | MessageRole::Given => None,
    }
}
