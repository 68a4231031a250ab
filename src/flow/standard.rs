//! Calls out of the program: what the vocabulary says they mean, and what is assumed of those it does not know.

use std::rc::Rc;

use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use super::engine::Engine;
use super::program::{folder_of, join_path};
use super::rope::{has_words, last_member, reason_of};
use super::value::{
    Built, Extern, Given, How, ObjectId, ObjectKind, Part, Taint, Value, constant, words_of,
};
use crate::bot::{Confidence, HoleReason};
use crate::vocabulary::{CallRule, Does, Room, RuleFile, Slot, SlotBase};
use crate::workspace::{FileId, Location, SourceText, Span};

/// A call out of the program.
pub(super) struct OutsideCall<'a> {
    pub external: &'a Extern,
    pub receiver: Option<&'a Value>,
    pub args: &'a [Given],
    pub at: Location,
}

impl Engine<'_> {
    /// Calls something from outside the program.
    pub(super) fn call_extern(
        &mut self,
        external: &Extern,
        receiver: Option<&Value>,
        args: Vec<Given>,
        is_new: bool,
        at: Location,
    ) -> Value {
        let call = OutsideCall {
            external,
            receiver,
            args: &args,
            at,
        };
        let rules = self.rules_for(external.package.as_ref(), &external.path);
        for &(file, room, rule) in rules.iter() {
            let lacks = |slot: &Slot| self.slot(slot, &args, receiver).is_empty();
            if !rule.needs.is_empty() && rule.needs.iter().all(lacks) {
                continue;
            }
            if let Some(value) = self.apply(file, room, rule, &call) {
                if let Some(id) = receiver.and_then(|receiver| self.log_target(receiver)) {
                    self.log_call(id, last_member(&external.path), args.clone());
                }
                return value;
            }
        }
        let _ = is_new;
        self.unknown_call(&call)
    }

    fn log_target(&self, receiver: &Value) -> Option<ObjectId> {
        match receiver {
            Value::Extern(external) => external.built,
            Value::Object(id) if self.built(*id).is_some() => Some(*id),
            _ => None,
        }
    }

    fn apply(
        &mut self,
        file: &RuleFile,
        room: Room,
        rule: &CallRule,
        call: &OutsideCall<'_>,
    ) -> Option<Value> {
        let OutsideCall {
            external,
            receiver,
            args,
            at,
        } = *call;
        if room == Room::Channels
            && let Some(channel) = rule.channel.as_ref().or(file.channel.as_ref())
        {
            self.replied_over_messenger |= rule.does == Does::Reply && channel != "web";
            self.see_channel(channel.clone());
        }
        match rule.does {
            Does::Answer => Some(match self.run_nodes(call) {
                Some(value) => value,
                None => self.model_call(file, rule, call),
            }),
            Does::Hosted => Some(self.hosted_call(file, rule, call)),
            Does::Recall => Some(self.recall(call)),
            Does::Instruct => {
                for slot in &rule.system {
                    for value in self.slot(slot, args, receiver) {
                        let ropes = self.ropes(&value, Some(at));
                        self.made_assistants
                            .extend(ropes.into_iter().filter(has_words));
                    }
                }
                Some(self.built_value(call, Taint::NONE, false, HoleReason::Unresolved))
            }
            Does::Handle | Does::HandleCommand => {
                if !rule.events.is_empty() && !self.event_fits(rule, args, receiver) {
                    return None;
                }
                self.register(file, rule, args, receiver, at);
                Some(self.built_value(call, Taint::NONE, false, HoleReason::Unresolved))
            }
            Does::Receive => {
                let value = self.built_value(call, Taint::USER, true, HoleReason::UserText);
                Some(value)
            }
            Does::Reply => {
                self.reply_by_rule(rule, call);
                Some(self.built_value(call, Taint::NONE, false, HoleReason::Unresolved))
            }
            Does::Retrieve => {
                Some(self.built_value(call, Taint::NONE, false, HoleReason::Retrieved))
            }
            Does::Transcribe => {
                Some(self.built_value(call, Taint::USER, true, HoleReason::UserText))
            }
            Does::Discard => {
                Some(self.built_value(call, Taint::NONE, false, HoleReason::Unresolved))
            }
            Does::Approve => {
                let taint = args.iter().fold(Taint::NONE, |taint, given| {
                    taint.with(self.taint_of(&given.value))
                });
                self.approve(taint, at);
                Some(self.built_value(call, Taint::NONE, false, HoleReason::Unresolved))
            }
            Does::Pass => Some(
                self.first_slot(&rule.text, args, receiver)
                    .unwrap_or(Value::Null),
            ),
            Does::Join => {
                let separator = self
                    .first_slot(&rule.user, args, receiver)
                    .unwrap_or(Value::Null);
                let list = self
                    .first_slot(&rule.text, args, receiver)
                    .unwrap_or(Value::Null);
                // `", ".join(words)` here, `words.join(", ")` there.
                let (separator, list) = if self.is_list(&separator) {
                    (list, separator)
                } else {
                    (separator, list)
                };
                let (items, rest) = self.items_of(&list);
                Some(self.join_texts(&separator, &items, rest.as_ref()))
            }
            Does::Format => {
                let template = self.first_slot(&rule.text, args, receiver)?;
                let skip = usize::from(
                    rule.text
                        .first()
                        .is_some_and(|slot| slot.base == SlotBase::Call),
                );
                let rest: Vec<Given> = args.iter().skip(skip).cloned().collect();
                Some(self.fill(&template, &rest, at))
            }
            Does::Replace => {
                let text = self.first_slot(&rule.text, args, receiver)?;
                let old = self.argument(args, "0").and_then(|value| constant(&value));
                let new = self.argument(args, "1").unwrap_or(Value::Null);
                Some(match old {
                    Some(old) if !matches!(new, Value::Function(_)) => {
                        self.replace(&text, &old, &new)
                    }
                    _ => text,
                })
            }
            Does::Environment => Some(self.environment(rule, args, receiver, at)),
            Does::Database => {
                Some(self.built_value(call, Taint::NONE, false, HoleReason::Database))
            }
            Does::ReadFile => self.read_file(rule, args, receiver, at),
            Does::JoinPath => Some(self.join_path_parts(args, receiver, rule)),
            Does::Spawn => self.spawn(rule, call),
            Does::Map | Does::Filter | Does::TestAny => self.each(rule, call),
            Does::Append | Does::Prepend | Does::Extend => self.grow(rule, call),
            Does::Concat => {
                let mut list = receiver.cloned().unwrap_or(Value::Null);
                for given in args {
                    list = self.add(list, given.value.clone());
                }
                Some(list)
            }
            Does::Copy => receiver.cloned(),
            Does::Get => Some(self.get(rule, call)),
            Does::Put => {
                let target = self.first_slot(&rule.text, args, receiver)?;
                if let [one] = args {
                    // A queue of the program: what is put in comes out elsewhere.
                    self.push_onto(&target, one.value.clone());
                    return Some(target);
                }
                let key = self
                    .first_slot(&rule.id, args, receiver)
                    .unwrap_or(Value::Null);
                let value = self
                    .first_slot(&rule.user, args, receiver)
                    .unwrap_or(Value::Null);
                self.put(&target, &key, value);
                Some(target)
            }
            Does::Merge => {
                let mut fields = Vec::new();
                let mut rest = None;
                for given in receiver
                    .into_iter()
                    .chain(args.iter().map(|given| &given.value))
                {
                    self.spread_into(given, &mut fields, &mut rest);
                }
                Some(self.new_record(fields, rest))
            }
            Does::Request => Some(self.request(rule, call)),
            Does::TestPrefix | Does::TestContains | Does::TestPattern | Does::TestEqual => {
                self.asked(rule, call)
            }
            Does::Enqueue => {
                let name = rule
                    .id
                    .iter()
                    .find_map(|slot| self.slot(slot, args, receiver).iter().find_map(constant))?;
                let given: Vec<Given> = rule
                    .user
                    .iter()
                    .flat_map(|slot| self.slot(slot, args, receiver))
                    .map(|value| Given {
                        name: None,
                        value,
                        spread: false,
                    })
                    .collect();
                if !self.queues.contains_key(&name) {
                    self.note_given(args);
                    return None;
                }
                Some(self.enqueue(&name, given, at))
            }
            Does::Dequeue => {
                let functions: Vec<Value> = args
                    .iter()
                    .map(|given| given.value.clone())
                    .filter(|value| matches!(value, Value::Function(_)))
                    .collect();
                for function in functions {
                    self.register_consumer(&function, at);
                    self.register_queue(rule, args, receiver, function);
                }
                Some(self.built_value(call, Taint::NONE, false, HoleReason::Unresolved))
            }
            Does::GuardTopic => None,
            Does::Bind => {
                let _ = external;
                Some(args.first().map_or_else(
                    || receiver.cloned().unwrap_or(Value::Null),
                    |given| match &given.value {
                        value @ Value::Function(_) => value.clone(),
                        _ => receiver.cloned().unwrap_or(Value::Null),
                    },
                ))
            }
        }
    }

    pub(super) fn is_list(&self, value: &Value) -> bool {
        value
            .alternatives()
            .iter()
            .any(|value| matches!(value, Value::Object(id) if matches!(self.object(*id), ObjectKind::List { .. })))
    }

    fn event_fits(&self, rule: &CallRule, args: &[Given], receiver: Option<&Value>) -> bool {
        let events: Vec<SmolStr> = match rule.id.first() {
            Some(slot) => self
                .slot(slot, args, receiver)
                .iter()
                .flat_map(|value| self.event_words(value))
                .collect(),
            None => args
                .first()
                .map(|given| self.event_words(&given.value))
                .unwrap_or_default(),
        };
        events.iter().any(|event| {
            rule.events
                .iter()
                .any(|wanted| match wanted.strip_suffix('*') {
                    Some(beginning) => event.starts_with(beginning),
                    None => wanted == event,
                })
        })
    }

    fn event_words(&self, value: &Value) -> Vec<SmolStr> {
        let mut words = self.words_in(value);
        for alternative in value.alternatives() {
            match alternative {
                Value::Extern(external) => words.push(last_member(&external.path)),
                Value::Object(id) => {
                    words.extend(self.built(*id).map(|built| last_member(&built.path)))
                }
                _ => {}
            }
        }
        words
    }

    /// The result of a call out of the program.
    pub(super) fn built_value(
        &mut self,
        call: &OutsideCall<'_>,
        taint: Taint,
        payload: bool,
        reason: HoleReason,
    ) -> Value {
        let built = Built {
            package: call.external.package.clone(),
            path: call.external.path.clone(),
            args: call.args.to_vec(),
            on: call.receiver.cloned(),
            log: Vec::new(),
            fields: Vec::new(),
            at: call.at,
        };
        let id = self.new_built(built);
        Value::Extern(Rc::new(Extern {
            package: call.external.package.clone(),
            path: call.external.path.clone(),
            built: Some(id),
            taint,
            payload,
            reason,
        }))
    }

    fn unknown_call(&mut self, call: &OutsideCall<'_>) -> Value {
        let OutsideCall {
            external,
            receiver,
            args,
            at,
        } = *call;
        let mut taint = receiver.map_or(external.taint, |receiver| {
            self.taint_of(receiver).with(external.taint)
        });
        let mut given_taint = Taint::NONE;
        for given in args {
            given_taint = given_taint.with(self.taint_of(&given.value));
        }
        taint = taint.with(given_taint);
        if given_taint.answers != 0 {
            self.weigh_unknown_sink(&external.path, given_taint, at);
        }
        self.note_given(args);
        if let Some(id) = receiver.and_then(|receiver| self.log_target(receiver)) {
            self.log_call(id, last_member(&external.path), args.to_vec());
        }
        let payload = external.payload;
        let reason = external.reason;
        let mut returned = Taint::NONE;
        for function in self.called_back(args) {
            let element = Extern {
                taint: receiver.map_or(Taint::NONE, |receiver| self.taint_of(receiver)),
                payload,
                reason,
                ..Extern::nameless("given")
            };
            let element = Value::Extern(Rc::new(element));
            let given = vec![
                Given {
                    name: None,
                    value: element.clone(),
                    spread: false,
                },
                Given {
                    name: None,
                    value: element,
                    spread: false,
                },
            ];
            self.undecided += 1;
            let value = self.call(&function, given, false, at);
            self.undecided -= 1;
            returned = returned.with(self.taint_of(&value));
        }
        let message = self
            .vocabulary
            .message(external.package.as_deref(), &external.path)
            .is_some();
        let value = self.built_value(call, taint.with(returned), payload, reason);
        if message {
            self.note_stored(&value);
        }
        value
    }

    /// The functions that an unknown callee may call back.
    fn called_back(&self, args: &[Given]) -> Vec<Value> {
        let mut functions = Vec::new();
        for given in args {
            match &given.value {
                function @ Value::Function(_) => functions.push(function.clone()),
                Value::Object(id) => {
                    if let ObjectKind::Record { fields, .. } = self.object(*id) {
                        functions.extend(
                            fields
                                .iter()
                                .map(|(_, value)| value)
                                .filter(|value| matches!(value, Value::Function(_)))
                                .take(4)
                                .cloned(),
                        );
                    }
                }
                _ => {}
            }
        }
        functions
    }

    /// Values that leave the program's sight are remembered if they are instructions of a conversation.
    fn note_given(&mut self, args: &[Given]) {
        for given in args {
            self.note_stored(&given.value);
        }
    }

    fn first_slot(
        &self,
        slots: &[Slot],
        args: &[Given],
        receiver: Option<&Value>,
    ) -> Option<Value> {
        slots.iter().find_map(|slot| {
            self.slot(slot, args, receiver)
                .into_iter()
                .reduce(Value::or)
        })
    }

    /// The values in a slot of a call.
    pub(super) fn slot(&self, slot: &Slot, args: &[Given], receiver: Option<&Value>) -> Vec<Value> {
        let found: Vec<Value> = match &slot.base {
            SlotBase::Call => match slot.path.first() {
                Some(name) => {
                    return self
                        .argument(args, name)
                        .and_then(|value| self.way(value, &slot.path[1..]))
                        .into_iter()
                        .collect();
                }
                None => Vec::new(),
            },
            SlotBase::This => receiver
                .cloned()
                .and_then(|value| self.way(value, &slot.path))
                .into_iter()
                .collect(),
            SlotBase::Receiver => self.in_receiver(receiver, &slot.path),
            SlotBase::Log(method) => self.in_log(receiver, method, &slot.path),
        };
        found
    }

    /// Follows a way of fields from a value.
    fn way(&self, value: Value, path: &[SmolStr]) -> Option<Value> {
        let mut value = value;
        for name in path {
            value = value
                .alternatives()
                .iter()
                .filter_map(|one| self.way_step(one, name))
                .reduce(Value::or)?;
        }
        Some(value)
    }

    fn way_step(&self, value: &Value, name: &SmolStr) -> Option<Value> {
        match value {
            Value::Object(id) => match self.object(*id) {
                ObjectKind::List { items, .. } => items.get(name.parse::<usize>().ok()?).cloned(),
                ObjectKind::Built(built) => self
                    .argument(&built.args, name)
                    .or_else(|| self.own_field(*id, name)),
                ObjectKind::Instance {
                    base: Some(base), ..
                } => self.own_field(*id, name).or_else(|| {
                    let built = self.built(*base)?;
                    self.argument(&built.args, name)
                }),
                _ => self.own_field(*id, name),
            },
            Value::Extern(external) => {
                let id = external.built?;
                self.way_step(&Value::Object(id), name)
            }
            _ => None,
        }
    }

    /// Arguments of that name of whatever the receiver was made from, nearest first.
    fn in_receiver(&self, receiver: Option<&Value>, path: &[SmolStr]) -> Vec<Value> {
        let Some(name) = path.first() else {
            return Vec::new();
        };
        let mut found = Vec::new();
        self.walk_made_from(receiver, &mut |engine, id| {
            let value = match engine.object(id) {
                ObjectKind::Built(built) => engine
                    .argument(&built.args, name)
                    .or_else(|| engine.own_field(id, name)),
                ObjectKind::Instance { .. } => engine.own_field(id, name),
                _ => None,
            };
            if let Some(value) = value.and_then(|value| engine.way(value, &path[1..]))
                && !matches!(value, Value::Null)
            {
                found.push(value);
            }
        });
        found
    }

    fn in_log(&self, receiver: Option<&Value>, method: &str, path: &[SmolStr]) -> Vec<Value> {
        let mut found = Vec::new();
        self.walk_made_from(receiver, &mut |engine, id| {
            let Some(built) = engine.built(id) else {
                return;
            };
            for (name, args) in &built.log {
                if name == method
                    && let Some(value) = path
                        .first()
                        .and_then(|first| engine.argument(args, first))
                        .and_then(|value| engine.way(value, &path[1..]))
                {
                    found.push(value);
                }
            }
        });
        found
    }

    /// Visits what a value was made from, breadth first: receivers, arguments, lists of such.
    pub(super) fn walk_made_from(
        &self,
        value: Option<&Value>,
        visit: &mut dyn FnMut(&Self, ObjectId),
    ) {
        const OBJECTS: usize = 200;
        let mut waiting: std::collections::VecDeque<Value> = value.cloned().into_iter().collect();
        let mut seen: FxHashSet<ObjectId> = FxHashSet::default();
        while let Some(value) = waiting.pop_front() {
            for alternative in value.alternatives() {
                let id = match alternative {
                    Value::Object(id) => *id,
                    Value::Extern(external) => match external.built {
                        Some(id) => id,
                        None => continue,
                    },
                    _ => continue,
                };
                if seen.len() >= OBJECTS || !seen.insert(id) {
                    continue;
                }
                visit(self, id);
                match self.object(id) {
                    ObjectKind::Built(built) => {
                        waiting.extend(built.on.iter().cloned());
                        waiting.extend(built.args.iter().map(|given| given.value.clone()));
                        waiting.extend(built.fields.iter().map(|(_, value)| value.clone()));
                        waiting.extend(
                            built
                                .log
                                .iter()
                                .flat_map(|(_, args)| args)
                                .map(|given| given.value.clone()),
                        );
                    }
                    ObjectKind::List { items, rest } => {
                        waiting.extend(items.iter().chain(rest.iter()).cloned())
                    }
                    ObjectKind::Record { fields, rest } => {
                        waiting.extend(
                            fields
                                .iter()
                                .map(|(_, value)| value)
                                .chain(rest.iter())
                                .cloned(),
                        );
                    }
                    ObjectKind::Instance { fields, base, .. } => {
                        waiting.extend(base.map(Value::Object));
                        waiting.extend(fields.iter().map(|(_, value)| value.clone()));
                    }
                }
            }
        }
    }

    /// `a | b`: one thing made from both.
    pub(super) fn pipe(&mut self, left: Value, right: Value, at: Location) -> Value {
        let package = [&left, &right].into_iter().find_map(|value| match value {
            Value::Extern(external) => external.package.clone(),
            Value::Object(id) => self.built(*id).and_then(|built| built.package.clone()),
            _ => None,
        });
        let taint = self.taint_of(&left).with(self.taint_of(&right));
        let external = Extern {
            package,
            path: "pipe".into(),
            taint,
            ..Extern::nameless("pipe")
        };
        let args = [left, right].map(|value| Given {
            name: None,
            value,
            spread: false,
        });
        let call = OutsideCall {
            external: &external,
            receiver: None,
            args: &args,
            at,
        };
        self.built_value(&call, taint, false, HoleReason::Unresolved)
    }

    fn environment(
        &mut self,
        rule: &CallRule,
        args: &[Given],
        receiver: Option<&Value>,
        at: Location,
    ) -> Value {
        let name = self
            .first_slot(&rule.id, args, receiver)
            .and_then(|value| constant(&value))
            .unwrap_or_else(|| "setting".into());
        let default = self.first_slot(&rule.default, args, receiver);
        let value = Value::hole(HoleReason::Environment, name, Some(at), Taint::NONE);
        match default {
            Some(default) => self.or_default(value, default),
            None => value,
        }
    }

    /// What was put into a queue of the program.
    fn queued(&self, target: &Value) -> Option<Value> {
        let id = self.log_target(target)?;
        self.own_field(id, "*")
    }

    fn get(&mut self, rule: &CallRule, call: &OutsideCall<'_>) -> Value {
        let Some(target) = self.first_slot(&rule.text, call.args, call.receiver) else {
            return Value::Null;
        };
        let Some(key) = self.first_slot(&rule.id, call.args, call.receiver) else {
            return match self.queued(&target) {
                Some(value) => value,
                None => self.unknown_call(call),
            };
        };
        let default = self.first_slot(&rule.default, call.args, call.receiver);
        let is_store = matches!(&target, Value::Extern(external) if !external.payload && external.taint.is_none() && external.reason == HoleReason::Unresolved);
        let value = if is_store {
            self.unknown_call(call)
        } else {
            self.index(&target, &key)
        };
        if call.external.path.ends_with("setdefault")
            && let Some(default) = &default
        {
            let known = constant(&key);
            match (&target, known) {
                (Value::Object(id), Some(name)) if self.own_field(*id, &name).is_none() => {
                    self.set_field(*id, name, default.clone())
                }
                (Value::Object(id), None) => self.set_any(*id, default.clone()),
                _ => {}
            }
        }
        match default {
            Some(default) => match value {
                Value::Null => default,
                value => self.or_default(value, default),
            },
            None => value,
        }
    }

    fn put(&mut self, target: &Value, key: &Value, value: Value) {
        match constant(key) {
            Some(name) => self.write_member(target, &name, value),
            None => self.write_any(target, value),
        }
    }

    fn grow(&mut self, rule: &CallRule, call: &OutsideCall<'_>) -> Option<Value> {
        let receiver = call.receiver?;
        let values: Vec<Value> = if rule.user.is_empty() {
            call.args.iter().map(|given| given.value.clone()).collect()
        } else {
            rule.user
                .iter()
                .flat_map(|slot| self.slot(slot, call.args, call.receiver))
                .collect()
        };
        let mut known = false;
        for alternative in receiver.alternatives() {
            let Value::Object(id) = alternative else {
                continue;
            };
            let id = *id;
            if !matches!(self.object(id), ObjectKind::List { .. }) {
                continue;
            }
            known = true;
            for value in &values {
                match rule.does {
                    Does::Append => self.append(id, value.clone()),
                    Does::Prepend => self.prepend(id, value.clone()),
                    _ => {
                        let (items, rest) = self.items_of(value);
                        for item in items {
                            self.append(id, item);
                        }
                        if let Some(rest) = rest {
                            self.set_any(id, rest);
                        }
                    }
                }
            }
        }
        if !known {
            return None;
        }
        Some(receiver.clone())
    }

    /// Calls a function with the items of a list.
    fn each(&mut self, rule: &CallRule, call: &OutsideCall<'_>) -> Option<Value> {
        let most = [16, 4, 2, 1][self.loops.min(3)];
        let list = match rule.text.first() {
            Some(_) => self.first_slot(&rule.text, call.args, call.receiver)?,
            None => call.receiver?.clone(),
        };
        let function = match rule.callback.first() {
            Some(_) => self.first_slot(&rule.callback, call.args, call.receiver),
            None => call
                .args
                .iter()
                .map(|given| given.value.clone())
                .find(|value| matches!(value, Value::Function(_))),
        };
        let Some(function) = function else {
            return if rule.does == Does::Map {
                None
            } else {
                Some(list)
            };
        };
        if !function
            .alternatives()
            .iter()
            .any(|value| matches!(value, Value::Function(_)))
        {
            return if rule.does == Does::Filter {
                Some(list)
            } else {
                None
            };
        }
        let (items, rest) = self.elements_of(&list);
        let known = items.len();
        let turns: Vec<Value> = items.into_iter().take(most).chain(rest).collect();
        let mut results = Vec::new();
        let mut open = None;
        let mut tested: Option<Value> = None;
        self.loops += 1;
        self.undecided += 1;
        for (at, item) in turns.into_iter().enumerate() {
            let given = vec![Given {
                name: None,
                value: item,
                spread: false,
            }];
            let value = self.call(&function, given, false, call.at);
            if let Value::Test(_) = &value {
                tested = Some(match tested {
                    Some(old) => self.either(&old, &value),
                    None => value.clone(),
                });
            }
            if at >= known {
                open = Some(value)
            } else {
                results.push(value)
            }
        }
        self.loops -= 1;
        self.undecided -= 1;
        match rule.does {
            Does::TestAny => {
                Some(tested.unwrap_or_else(|| self.opaque_test(super::value::Subject::Other)))
            }
            Does::Filter => Some(list),
            _ => Some(self.new_list(results, open)),
        }
    }

    /// Calls functions that run at some other time, or elsewhere.
    /// A graph of the program's own functions is run: each of them is called with what the graph is given.
    fn run_nodes(&mut self, call: &OutsideCall<'_>) -> Option<Value> {
        const NODES: usize = 24;
        let mut nodes: Vec<Value> = Vec::new();
        self.walk_made_from(call.receiver, &mut |engine, id| {
            let Some(built) = engine.built(id) else {
                return;
            };
            for (method, args) in &built.log {
                if matches!(method.as_str(), "add_node" | "addNode") {
                    let functions = args.iter().map(|given| &given.value);
                    nodes.extend(functions.filter(|value| engine.is_callable(value)).cloned());
                }
            }
        });
        if nodes.is_empty() {
            return None;
        }
        let mut result = Value::Null;
        for node in nodes.into_iter().take(NODES) {
            let given = call.args.to_vec();
            let value = self.call(&node, given, false, call.at);
            result = result.or(value);
        }
        Some(result)
    }

    fn is_callable(&self, value: &Value) -> bool {
        value.alternatives().iter().any(|value| match value {
            Value::Function(_) => true,
            Value::Object(id) => matches!(self.object(*id), ObjectKind::Instance { .. }),
            _ => false,
        })
    }

    fn spawn(&mut self, rule: &CallRule, call: &OutsideCall<'_>) -> Option<Value> {
        let mut functions: Vec<Value> = Vec::new();
        if rule.callback.is_empty() {
            for given in call.args {
                functions.extend(
                    given
                        .value
                        .alternatives()
                        .iter()
                        .filter(|value| matches!(value, Value::Function(_)))
                        .cloned(),
                );
            }
        }
        for slot in &rule.callback {
            for value in self.slot(slot, call.args, call.receiver) {
                functions.extend(self.functions_in(&value).into_iter().map(Value::Function));
            }
        }
        if functions.is_empty() {
            // Nothing to call: a coroutine or promise that already ran is handed through.
            let passed = call
                .args
                .iter()
                .map(|given| given.value.clone())
                .reduce(Value::or);
            return if rule.user.is_empty() && rule.callback.is_empty() {
                passed
            } else {
                None
            };
        }
        let mut given: Vec<Given> = if rule.user.is_empty() {
            let mut after = call
                .args
                .iter()
                .skip_while(|given| !matches!(given.value, Value::Function(_)));
            after.next();
            after.cloned().collect()
        } else {
            rule.user
                .iter()
                .flat_map(|slot| self.slot(slot, call.args, call.receiver))
                .map(|value| Given {
                    name: None,
                    value,
                    spread: false,
                })
                .collect()
        };
        given = self.unpacked(given);
        let mut result: Option<Value> = None;
        for function in functions {
            let value = self.call(&function, given.clone(), false, call.at);
            result = Some(match result {
                Some(old) => old.or(value),
                None => value,
            });
        }
        result
    }

    /// `args=(a, b)`, `kwargs={…}`: the arguments they hold.
    fn unpacked(&mut self, given: Vec<Given>) -> Vec<Given> {
        let mut flat = Vec::new();
        for given in given {
            match (given.name.as_deref(), &given.value) {
                (Some("args"), value) => {
                    let (items, rest) = self.items_of(value);
                    flat.extend(items.into_iter().chain(rest).map(|value| Given {
                        name: None,
                        value,
                        spread: false,
                    }));
                }
                (Some("kwargs"), Value::Object(id)) => {
                    if let ObjectKind::Record { fields, .. } = self.object(*id) {
                        flat.extend(fields.iter().map(|(name, value)| Given {
                            name: Some(name.clone()),
                            value: value.clone(),
                            spread: false,
                        }));
                    }
                }
                _ => flat.push(given),
            }
        }
        flat
    }

    fn asked(&mut self, rule: &CallRule, call: &OutsideCall<'_>) -> Option<Value> {
        let left = self.first_slot(&rule.text, call.args, call.receiver)?;
        let right = self.first_slot(&rule.words, call.args, call.receiver)?;
        let how = match rule.does {
            Does::TestPrefix => How::Prefix,
            Does::TestContains => How::Contains,
            Does::TestPattern => How::Pattern,
            _ => How::Equal,
        };
        if how == How::Contains
            && constant(&right).is_some_and(|word| self.vocabulary.is_message_field(&word))
            && self.taint_of(&left).user
        {
            return Some(self.opaque_test(super::value::Subject::Other));
        }
        // `list.includes(text)` asks for equality, `text.includes(word)` for a part.
        let left_is_list = matches!(&left, Value::Object(_));
        let how = if how == How::Contains && left_is_list {
            How::Equal
        } else {
            how
        };
        Some(self.compare(&left, &right, how, false))
    }

    fn join_path_parts(&self, args: &[Given], receiver: Option<&Value>, rule: &CallRule) -> Value {
        let mut choices = Vec::new();
        let slash = Value::literal(SourceText::verbatim("/", self.file(), Span::default()));
        let first = rule
            .text
            .first()
            .filter(|slot| slot.base == SlotBase::This)
            .and(receiver);
        for value in first
            .into_iter()
            .chain(args.iter().map(|given| &given.value))
        {
            // What is not known at the beginning of a path is the folder of the program.
            let known = value
                .alternatives()
                .iter()
                .any(|value| matches!(value, Value::Text(_)));
            if !known && choices.is_empty() {
                continue;
            }
            if !choices.is_empty() {
                choices.push(self.ropes(&slash, None));
            }
            choices.push(self.ropes(value, None));
        }
        self.product(&choices)
    }

    fn read_file(
        &mut self,
        rule: &CallRule,
        args: &[Given],
        receiver: Option<&Value>,
        at: Location,
    ) -> Option<Value> {
        let path = self.first_slot(&rule.text, args, receiver)?;
        let mut result: Option<Value> = None;
        for alternative in path.alternatives() {
            let Value::Text(rope) = alternative else {
                continue;
            };
            let written = words_of(rope);
            let value = match self.file_named(&written) {
                Some(file) => {
                    self.files_read += 1;
                    self.file_content(file)
                }
                None => Value::hole(
                    HoleReason::MissingFile,
                    last_path_part(&written),
                    Some(at),
                    Taint::NONE,
                ),
            };
            result = Some(match result {
                Some(old) => old.or(value),
                None => value,
            });
        }
        result
    }

    /// The file that a path in the program names: from the file's folder, from a folder above it, or by its end.
    fn file_named(&self, written: &str) -> Option<FileId> {
        let known = written
            .rsplit('\u{FFFC}')
            .next()?
            .trim_start_matches(['/', '\\'])
            .replace('\\', "/");
        if known.is_empty() || known.len() > 300 {
            return None;
        }
        let mut folder = folder_of(self.program.workspace.path(self.file()));
        loop {
            if let Some(file) = self.program.workspace.find(&join_path(folder, &known)) {
                return Some(file);
            }
            if folder.is_empty() {
                return None;
            }
            folder = folder_of(folder);
        }
    }

    /// The content of a file as a value: its text, or the data it holds.
    pub(super) fn file_content(&mut self, file: FileId) -> Value {
        let path = self.program.workspace.path(file).to_owned();
        let Ok(source) = self.program.workspace.read(file) else {
            return Value::hole(
                HoleReason::MissingFile,
                last_path_part(&path),
                None,
                Taint::NONE,
            );
        };
        if let Some(value) = self.data_of(file, &path, &source.text) {
            return value;
        }
        let text = SourceText::verbatim(source.text.clone(), file, Span::new(0, source.text.len()));
        Value::literal(text)
    }

    /// What flows into a call nobody knows may go to the user.
    fn weigh_unknown_sink(&mut self, path: &str, taint: Taint, at: Location) {
        let name = last_member(path).to_lowercase();
        let lists = self.vocabulary.lists();
        if lists
            .not_reply
            .iter()
            .any(|word| name.starts_with(word.as_str()) || path.split('.').any(|part| part == word))
        {
            return;
        }
        let sends = lists
            .sends
            .iter()
            .any(|word| name.starts_with(word.as_str()) || name.ends_with(word.as_str()));
        let confidence = if sends {
            Confidence::Medium
        } else {
            Confidence::Low
        };
        self.reply_taint(taint, at, confidence);
    }

    /// The text within something made outside: a message, a template, a part.
    pub(super) fn spoken_part(&self, built: &Built) -> Option<Value> {
        let rule = self
            .vocabulary
            .message(built.package.as_deref(), &built.path);
        if let Some(rule) = rule {
            return rule.text.iter().find_map(|slot| {
                self.slot(slot, &built.args, built.on.as_ref())
                    .into_iter()
                    .next()
            });
        }
        [
            "text", "content", "template", "parts", "prompt", "body", "Text", "Content", "Parts",
        ]
        .iter()
        .find_map(|name| self.argument(&built.args, name))
    }
}

fn last_path_part(path: &str) -> &str {
    path.rsplit(['/', '\u{FFFC}'])
        .next()
        .filter(|part| !part.is_empty())
        .unwrap_or("a file")
}
