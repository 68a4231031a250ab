//! Lists, records, stores, and functions that are called for their items or at some other time.

use crate::flow::outside::standard::OutsideCall;
use crate::flow::run::Engine;
use std::rc::Rc;

use crate::bot::HoleReason;
use crate::flow::values::{Extern, Given, How, ObjectKind, Value, constant};
use crate::vocabulary::{CallRule, Does};
use smol_str::SmolStr;

impl Engine<'_> {
    /// What was put into a queue of the program.
    pub(crate) fn queued(&self, target: &Value) -> Option<Value> {
        let id = self.log_target(target)?;
        self.own_field(id, "*")
    }

    pub(crate) fn get(&mut self, rule: &CallRule, call: &OutsideCall<'_>) -> Value {
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
            self.read_back(&target, &key, call)
        } else {
            self.index(&target, &key)
        };
        if rule.keeps_default
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

    pub(crate) fn put(&mut self, target: &Value, key: &Value, value: Value) {
        self.note_state(&value);
        match constant(key) {
            Some(name) => self.write_member(target, &name, value),
            None => {
                for alternative in target.alternatives() {
                    match alternative {
                        Value::Extern(store) => self.keep(store, key, value.clone()),
                        other => self.write_any(other, value.clone()),
                    }
                }
            }
        }
    }

    /// What a store hands back: what the program put into it, where that was seen. Of words only what flowed into them
    /// is taken: others may have written there too.
    fn read_back(&mut self, target: &Value, key: &Value, call: &OutsideCall<'_>) -> Value {
        let kept = target
            .alternatives()
            .iter()
            .filter_map(|store| match store {
                Value::Extern(store) => self.kept(store, key),
                _ => None,
            });
        let Some(kept) = kept.reduce(Value::or) else {
            return self.unknown_call(call);
        };
        let things = kept.alternatives().iter().filter(|value| {
            matches!(
                value,
                Value::Object(_) | Value::Function(_) | Value::Class(_)
            )
        });
        if let Some(things) = things.cloned().reduce(Value::or) {
            return things;
        }
        let in_memory = target.alternatives().iter().all(
            |store| matches!(store, Value::Extern(store) if store.package.is_none() && store.built.is_some()),
        );
        if in_memory {
            return kept;
        }
        let taint = self.taint_of(&kept);
        self.built_value(call, taint, false, HoleReason::Unresolved)
    }

    pub(crate) fn grow(&mut self, rule: &CallRule, call: &OutsideCall<'_>) -> Option<Value> {
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
    pub(crate) fn each(&mut self, rule: &CallRule, call: &OutsideCall<'_>) -> Option<Value> {
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
            Does::TestAny => Some(
                tested.unwrap_or_else(|| self.opaque_test(crate::flow::values::Subject::Other)),
            ),
            Does::Filter => Some(list),
            _ => Some(self.new_list(results, open)),
        }
    }

    /// A graph of the program's own functions is run: each of them is called with what the graph is given.
    pub(crate) fn run_nodes(&mut self, call: &OutsideCall<'_>) -> Option<Value> {
        const NODES: usize = 24;
        let mut nodes: Vec<Value> = Vec::new();
        self.walk_made_from(call.receiver, &mut |engine, id| {
            let Some(built) = engine.built(id) else {
                return;
            };
            for (method, args) in &built.log {
                if engine.vocabulary.names().functions.node.contains(method) {
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

    pub(crate) fn is_callable(&self, value: &Value) -> bool {
        value.alternatives().iter().any(|value| match value {
            Value::Function(_) => true,
            Value::Object(id) => matches!(self.object(*id), ObjectKind::Instance { .. }),
            _ => false,
        })
    }

    /// Calls functions that run at some other time, or elsewhere.
    pub(crate) fn spawn(&mut self, rule: &CallRule, call: &OutsideCall<'_>) -> Option<Value> {
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
        if functions.is_empty()
            && rule.callback.is_empty()
            && let Some(value) = self.spawn_outside(call)
        {
            return Some(value);
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

    /// `to_thread(client.models.generate_content, contents=…)`: a library's function is handed over, not called.
    fn spawn_outside(&mut self, call: &OutsideCall<'_>) -> Option<Value> {
        let (at, function) = call.args.iter().enumerate().find_map(|(at, given)| {
            let alternatives = given.value.alternatives();
            let function = alternatives
                .iter()
                .find_map(|value| self.outside_function(value))?;
            Some((at, function))
        })?;
        let receiver = function.built.map(Value::Object);
        let given = call.args[at + 1..].to_vec();
        Some(self.call_extern(&function, receiver.as_ref(), given, call.at))
    }

    /// A function of a library that was named and not called, if it means something.
    fn outside_function(&mut self, value: &Value) -> Option<Rc<Extern>> {
        let Value::Extern(external) = value else {
            return None;
        };
        let result_of_call = external
            .built
            .and_then(|id| self.built(id))
            .is_some_and(|built| built.path == external.path);
        let means_something = !external.payload
            && !result_of_call
            && !self
                .rules_for(external.package.as_ref(), &external.path)
                .is_empty();
        means_something.then(|| external.clone())
    }

    /// `args=(a, b)`, `kwargs={…}`: the arguments they hold.
    pub(crate) fn unpacked(&mut self, given: Vec<Given>) -> Vec<Given> {
        let names = &self.vocabulary.names().functions;
        let is_one_of = |names: &[SmolStr], given: &Given| {
            given.name.as_ref().is_some_and(|name| names.contains(name))
        };
        let mut flat = Vec::new();
        for given in given {
            match &given.value {
                value if is_one_of(&names.positional, &given) => {
                    let (items, rest) = self.items_of(value);
                    flat.extend(items.into_iter().chain(rest).map(|value| Given {
                        name: None,
                        value,
                        spread: false,
                    }));
                }
                Value::Object(id) if is_one_of(&names.named, &given) => {
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

    pub(crate) fn asked(&mut self, rule: &CallRule, call: &OutsideCall<'_>) -> Option<Value> {
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
            return Some(self.opaque_test(crate::flow::values::Subject::Other));
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
}
