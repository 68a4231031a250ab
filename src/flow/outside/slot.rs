//! Slots of the vocabulary: where among the arguments of a call, or in what it is called on, a value lies.

use std::borrow::Cow;
use std::collections::VecDeque;

use crate::flow::run::Engine;
use crate::flow::values::{Given, ObjectId, ObjectKind, Value};
use crate::vocabulary::{Slot, SlotBase};
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

impl Engine<'_> {
    pub(crate) fn first_slot(
        &self,
        slots: &[Slot],
        args: &[Given],
        receiver: Option<&Value>,
    ) -> Option<Value> {
        slots
            .iter()
            .find_map(|slot| Value::one_of(self.slot(slot, args, receiver)))
    }

    /// The values in a slot of a call.
    pub(crate) fn slot(&self, slot: &Slot, args: &[Given], receiver: Option<&Value>) -> Vec<Value> {
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
    pub(crate) fn way(&self, value: Value, path: &[SmolStr]) -> Option<Value> {
        let mut value = value;
        for name in path {
            let steps = value.alternatives().iter();
            value = Value::one_of(steps.filter_map(|one| self.way_step(one, name)))?;
        }
        Some(value)
    }

    pub(crate) fn way_step(&self, value: &Value, name: &SmolStr) -> Option<Value> {
        match value {
            Value::Object(id) => match self.object(*id) {
                ObjectKind::List { items, .. } => items.get(name.parse::<usize>().ok()?).cloned(),
                ObjectKind::Built(built) => self
                    .own_field(*id, name)
                    .or_else(|| self.argument(&built.args, name)),
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
    pub(crate) fn in_receiver(&self, receiver: Option<&Value>, path: &[SmolStr]) -> Vec<Value> {
        let Some(name) = path.first() else {
            return Vec::new();
        };
        let mut found = Vec::new();
        self.walk_made_from(receiver, &mut |engine, id| {
            let value = match engine.object(id) {
                ObjectKind::Built(built) => engine
                    .own_field(id, name)
                    .or_else(|| engine.argument(&built.args, name)),
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

    pub(crate) fn in_log(
        &self,
        receiver: Option<&Value>,
        method: &str,
        path: &[SmolStr],
    ) -> Vec<Value> {
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
    pub(crate) fn walk_made_from<'e>(
        &'e self,
        value: Option<&'e Value>,
        visit: &mut dyn FnMut(&Self, ObjectId),
    ) {
        const OBJECTS: usize = 200;
        let mut waiting: VecDeque<Cow<'_, Value>> = value.map(Cow::Borrowed).into_iter().collect();
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
                if seen.len() >= OBJECTS {
                    return;
                }
                if seen.insert(id) {
                    visit(self, id);
                    self.made_from(id, &mut waiting);
                }
            }
        }
    }

    /// Adds the values that an object was made from.
    fn made_from<'e>(&'e self, id: ObjectId, waiting: &mut VecDeque<Cow<'e, Value>>) {
        let of = |fields: &'e [(SmolStr, Value)]| fields.iter().map(|(_, value)| value);
        let mut add = |value: &'e Value| waiting.push_back(Cow::Borrowed(value));
        match self.object(id) {
            ObjectKind::Built(built) => {
                built.on.iter().for_each(&mut add);
                built.args.iter().for_each(|given| add(&given.value));
                of(&built.fields).for_each(&mut add);
                let logged = built.log.iter().flat_map(|(_, args)| args);
                logged.for_each(|given| add(&given.value));
            }
            ObjectKind::List { items, rest } => items.iter().chain(rest).for_each(add),
            ObjectKind::Record { fields, rest } => of(fields).chain(rest).for_each(add),
            ObjectKind::Instance { fields, base, .. } => {
                waiting.extend(base.map(|base| Cow::Owned(Value::Object(base))));
                waiting.extend(of(fields).map(Cow::Borrowed));
            }
        }
    }
}
