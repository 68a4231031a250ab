//! Calls out of the program: what the vocabulary says they mean, and what is assumed of those it does not know.

use std::rc::Rc;

use smol_str::SmolStr;

use crate::bot::{Confidence, HoleReason};
use crate::flow::entries::EntryKind;
use crate::flow::run::Engine;
use crate::flow::values::rope::{has_words, last_member};
use crate::flow::values::{Built, Extern, Given, ObjectId, ObjectKind, Taint, Value, constant};
use crate::vocabulary::{CallRule, Does, Room, RuleFile, Slot, SlotBase, is_messenger};
use crate::workspace::Location;

/// A call out of the program.
pub(crate) struct OutsideCall<'a> {
    pub external: &'a Extern,
    pub receiver: Option<&'a Value>,
    pub args: &'a [Given],
    pub at: Location,
}

impl Engine<'_> {
    /// Calls something from outside the program.
    pub(crate) fn call_extern(
        &mut self,
        external: &Extern,
        receiver: Option<&Value>,
        args: Vec<Given>,
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
        self.unknown_call(&call)
    }

    pub(crate) fn log_target(&self, receiver: &Value) -> Option<ObjectId> {
        match receiver {
            Value::Extern(external) => external.built,
            Value::Object(id) if self.built(*id).is_some() => Some(*id),
            _ => None,
        }
    }

    pub(crate) fn apply(
        &mut self,
        file: &RuleFile,
        room: Room,
        rule: &CallRule,
        call: &OutsideCall<'_>,
    ) -> Option<Value> {
        let OutsideCall {
            receiver, args, at, ..
        } = *call;
        if room == Room::Channels
            && let Some(channel) = rule.channel.as_ref().or(file.channel.as_ref())
        {
            self.replied_over_messenger |= rule.does == Does::Reply && is_messenger(channel);
            self.see_channel(channel.clone());
        }
        match rule.does {
            Does::Answer if !rule.events.is_empty() && !self.event_fits(rule, args, receiver) => {
                None
            }
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
                self.note_poll(at, EntryKind::of(file.channel.as_deref()));
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
                let is_words =
                    constant(&list).is_some() && self.taint_of(&separator) != Taint::NONE;
                let (separator, list) = if self.is_list(&separator) || is_words {
                    (list, separator)
                } else {
                    (separator, list)
                };
                let (items, rest) = self.items_of(&list);
                Some(self.join_texts(&separator, &items, rest.as_ref()))
            }
            Does::Format => {
                let template = self.template_in(rule, call)?;
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
            Does::WriteInto => self.write_into(rule, call),
            Does::WrittenInto => self.written_into(call),
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
            Does::RunScript => self.run_script(rule, call),
            Does::Arguments => self.script_input(call),
            Does::Print => self.script_prints(call),
            Does::GuardTopic | Does::DeclareField | Does::Settings => None,
            Does::Offer => {
                self.offer(rule, call)?;
                Some(self.built_value(call, Taint::NONE, false, HoleReason::Unresolved))
            }
            Does::Resolve => self.resolve(rule, call),
            Does::Bind => {
                let binds =
                    matches!(args, [given, _, ..] if matches!(given.value, Value::Function(_)));
                if binds {
                    return Some(self.built_value(
                        call,
                        Taint::NONE,
                        false,
                        HoleReason::Unresolved,
                    ));
                }
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

    /// The text of a template: the first slot that holds one, else what the first slot holds.
    fn template_in(&self, rule: &CallRule, call: &OutsideCall<'_>) -> Option<Value> {
        let is_text = |value: &Value| {
            let mut alternatives = value.alternatives().iter();
            alternatives.any(|value| matches!(value, Value::Text(_)))
        };
        let found = rule.text.iter().filter_map(|slot| {
            let values = self.slot(slot, call.args, call.receiver);
            values.into_iter().reduce(Value::or)
        });
        let found: Vec<Value> = found.collect();
        let text = found.iter().find(|value| is_text(value)).cloned();
        text.or_else(|| found.into_iter().next())
    }

    pub(crate) fn is_list(&self, value: &Value) -> bool {
        value
            .alternatives()
            .iter()
            .any(|value| matches!(value, Value::Object(id) if matches!(self.object(*id), ObjectKind::List { .. })))
    }

    pub(crate) fn event_fits(
        &self,
        rule: &CallRule,
        args: &[Given],
        receiver: Option<&Value>,
    ) -> bool {
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

    pub(crate) fn event_words(&self, value: &Value) -> Vec<SmolStr> {
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
    pub(crate) fn built_value(
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
            read_at: None,
        }))
    }

    pub(crate) fn unknown_call(&mut self, call: &OutsideCall<'_>) -> Value {
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
        if external.package.as_deref() == Some(crate::flow::snippet::GIVEN) {
            return self.given_part(external, args, taint.with(returned));
        }
        let value = self.built_value(call, taint.with(returned), payload, reason);
        if message {
            self.note_stored(&value);
        }
        value
    }

    /// The functions that an unknown callee may call back.
    pub(crate) fn called_back(&self, args: &[Given]) -> Vec<Value> {
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
    pub(crate) fn note_given(&mut self, args: &[Given]) {
        for given in args {
            self.note_stored(&given.value);
        }
    }

    /// `a | b`: one thing made from both.
    pub(crate) fn pipe(&mut self, left: Value, right: Value, at: Location) -> Value {
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

    pub(crate) fn environment(
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

    /// What flows into a call nobody knows may go to the user.
    pub(crate) fn weigh_unknown_sink(&mut self, path: &str, taint: Taint, at: Location) {
        let name = last_member(path).to_lowercase();
        let lists = self.vocabulary.lists();
        if lists
            .not_reply
            .iter()
            .any(|word| name.starts_with(word.as_str()) || path.split('.').any(|part| part == word))
        {
            self.note_kept(taint);
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

    /// Answers went to a log or a store.
    fn note_kept(&mut self, taint: Taint) {
        for site in taint.sites(self.sites.len()) {
            self.sites[site].kept = true;
        }
    }

    /// The text within a message or a part of one that a library made: `genai.Text("…")`.
    pub(crate) fn spoken_message(&self, external: &Extern) -> Option<Value> {
        let built = self.built(external.built?)?;
        let rule = self
            .vocabulary
            .message(built.package.as_deref(), &built.path)?;
        rule.text.iter().find_map(|slot| {
            self.slot(slot, &built.args, built.on.as_ref())
                .into_iter()
                .next()
        })
    }

    /// The text within something made outside: a message, a template, a part.
    pub(crate) fn spoken_part(&self, built: &Built) -> Option<Value> {
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
        let mut names = self.vocabulary.names().messages.built.iter();
        names.find_map(|name| self.argument(&built.args, name))
    }
}
