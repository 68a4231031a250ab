//! Summaries of functions: one that was called with the same before, on the way of the same entry, is not walked again
//! where that could tell nothing new.
//!
//! A walk may do more than give a result: it writes to objects, it tells of model calls and handlers under the conditions
//! of its way. What it did decides how soon its result is taken for the next. A function that only gives a plain value
//! is walked once for arguments of the same shape, as long as nothing that outlives the entry was written since; one that
//! tells is walked again under other conditions; anything else is walked a few times for arguments of a shape.

use std::hash::{Hash, Hasher};
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHasher};
use smol_str::SmolStr;

use crate::flow::run::Engine;
use crate::flow::values::{Closure, Extern, Given, ObjectId, ObjectKind, Part, Value};
use crate::syntax::FunctionId;
use crate::workspace::FileId;

/// Walks after which a result is taken whatever the walks did.
const WALKS: u8 = 4;
/// Levels of an argument whose shape counts.
const DEPTH: u8 = 3;
/// Values of all arguments whose shape counts; objects beyond them count by what they are.
const VALUES: u32 = 64;
/// Fields and items of a record or list whose shape counts.
const MEMBERS: usize = 24;

/// What is known of the functions that the entry under evaluation called.
#[derive(Default)]
pub(crate) struct Summaries {
    known: FxHashMap<u64, Summary>,
    /// What walks of a function did so far.
    deeds: FxHashMap<(FileId, FunctionId), Deeds>,
    /// The walks that are under way.
    walks: Vec<Walk>,
    /// Objects that were there before the entry was begun.
    older: u32,
    /// How often something that outlives the entry was written.
    version: u64,
}

struct Summary {
    /// Keeps the scope alive, whose address is part of the key.
    _closure: Rc<Closure>,
    walks: u8,
    version: u64,
    result: Value,
    /// Whether one walk tells all.
    is_plain: bool,
    deeds: Deeds,
}

/// What makes calls the same, with the number of values that went into it.
#[derive(Default)]
struct Key {
    hasher: FxHasher,
    values: u32,
}

impl Hasher for Key {
    fn finish(&self) -> u64 {
        self.hasher.finish()
    }

    fn write(&mut self, bytes: &[u8]) {
        self.hasher.write(bytes);
    }

    fn write_u8(&mut self, number: u8) {
        self.hasher.write_u8(number);
    }

    fn write_u32(&mut self, number: u32) {
        self.hasher.write_u32(number);
    }

    fn write_u64(&mut self, number: u64) {
        self.hasher.write_u64(number);
    }

    fn write_usize(&mut self, number: usize) {
        self.hasher.write_usize(number);
    }
}

/// What a walk did beside giving a result.
#[derive(Debug, Clone, Copy, Default)]
struct Deeds {
    /// It wrote to something that was there before it.
    writes: bool,
    /// It told of a model call or a handler.
    tells: bool,
    /// It, or what it called, stopped at a bound.
    is_cut: bool,
}

struct Walk {
    /// Objects that were there before.
    older: u32,
    /// The oldest object that was written to.
    oldest_write: u32,
    deeds: Deeds,
}

impl Summaries {
    /// An entry is begun: what was known under another is forgotten.
    pub(crate) fn begin(&mut self, objects: usize) {
        self.known.clear();
        self.deeds.clear();
        self.older = objects as u32;
    }

    /// An object was written to.
    pub(crate) fn wrote(&mut self, id: ObjectId) {
        if let Some(walk) = self.walks.last_mut() {
            walk.oldest_write = walk.oldest_write.min(id.0);
        }
        self.version += u64::from(id.0 < self.older);
    }

    /// Something that is no object was written to: a name of another function, a class, a module.
    pub(crate) fn wrote_outside(&mut self) {
        self.wrote(ObjectId(0));
        self.version += 1;
    }

    /// Something was told under the conditions of the way.
    pub(crate) fn told(&mut self) {
        if let Some(walk) = self.walks.last_mut() {
            walk.deeds.tells = true;
        }
    }

    /// A bound stopped a call.
    pub(crate) fn cut(&mut self) {
        if let Some(walk) = self.walks.last_mut() {
            walk.deeds.is_cut = true;
        }
    }

    fn end_walk(&mut self) -> Deeds {
        let Some(walk) = self.walks.pop() else {
            return Deeds::default();
        };
        let mut deeds = walk.deeds;
        deeds.writes |= walk.oldest_write < walk.older;
        if let Some(outer) = self.walks.last_mut() {
            outer.oldest_write = outer.oldest_write.min(walk.oldest_write);
            outer.deeds.tells |= deeds.tells;
            outer.deeds.is_cut |= deeds.is_cut;
        }
        deeds
    }
}

impl Engine<'_> {
    /// The result of a call that need not be walked again.
    pub(crate) fn summary(
        &mut self,
        closure: &Closure,
        args: &[Given],
        this: Option<&Value>,
    ) -> Option<Value> {
        let function = (closure.file, closure.function);
        let deeds = *self.summaries.deeds.get(&function)?;
        let key = self.key(closure, args, this, deeds);
        let known = self.summaries.known.get(&key)?;
        let is_fresh = known.is_plain && known.version == self.summaries.version;
        if !is_fresh && known.walks < WALKS {
            return None;
        }
        let (result, deeds) = (known.result.clone(), known.deeds);
        if deeds.writes {
            self.summaries.wrote(ObjectId(0));
        }
        if deeds.tells {
            self.summaries.told();
        }
        Some(result)
    }

    pub(crate) fn begin_walk(&mut self) {
        let older = self.heap.len() as u32;
        self.summaries.walks.push(Walk {
            older,
            oldest_write: u32::MAX,
            deeds: Deeds::default(),
        });
    }

    /// A walk is done: what it did and gave is remembered for the same call.
    pub(crate) fn end_walk(
        &mut self,
        closure: &Rc<Closure>,
        args: &[Given],
        this: Option<&Value>,
        result: &Value,
    ) {
        let older = self.summaries.walks.last().map_or(0, |walk| walk.older);
        let deeds = self.summaries.end_walk();
        let function = (closure.file, closure.function);
        let all = self.summaries.deeds.entry(function).or_default();
        all.writes |= deeds.writes;
        all.tells |= deeds.tells;
        let all = *all;
        let key = self.key(closure, args, this, all);
        let is_plain = !deeds.writes && !deeds.is_cut && is_old(result, older);
        let walks = self
            .summaries
            .known
            .get(&key)
            .map_or(0, |known| known.walks);
        let summary = Summary {
            _closure: Rc::clone(closure),
            walks: walks.saturating_add(1),
            version: self.summaries.version,
            result: result.clone(),
            is_plain,
            deeds,
        };
        self.summaries.known.insert(key, summary);
    }

    /// What makes two calls the same.
    fn key(&self, closure: &Closure, args: &[Given], this: Option<&Value>, deeds: Deeds) -> u64 {
        let mut key = Key::default();
        (closure.file, closure.function).hash(&mut key);
        Rc::as_ptr(&closure.scope.0).hash(&mut key);
        if let Some(this) = this {
            self.add_to_key(this, 0, &mut key);
        }
        for given in args {
            (&given.name, given.spread).hash(&mut key);
            self.add_to_key(&given.value, DEPTH, &mut key);
        }
        if deeds.tells {
            for condition in &self.conditions {
                (condition.at, condition.is_positive()).hash(&mut key);
            }
        }
        key.finish()
    }

    /// Adds a value; objects by their shape to that depth, below it by what they are.
    fn add_to_key(&self, value: &Value, depth: u8, key: &mut Key) {
        key.values += 1;
        let depth = if key.values > VALUES { 0 } else { depth };
        std::mem::discriminant(value).hash(key);
        match value {
            Value::Text(rope) => rope.iter().for_each(|part| match part {
                Part::Literal(text) => {
                    (text.file, text.span, text.value.len(), ends(&text.value)).hash(key);
                }
                Part::Hole(hole) => {
                    (&hole.name, hole.taint.user, hole.taint.answers).hash(key);
                    std::mem::discriminant(&hole.reason).hash(key);
                }
            }),
            Value::Number(number) => number.hash(key),
            Value::Bool(value) => value.hash(key),
            Value::Null => {}
            Value::Object(id) => self.add_object_to_key(*id, depth, key),
            Value::Function(closure) => {
                (closure.file, closure.function).hash(key);
                Rc::as_ptr(&closure.scope.0).hash(key);
            }
            Value::Class(class) => (class.file, class.class).hash(key),
            Value::Module(file) => file.hash(key),
            Value::Package(folder) => folder.hash(key),
            Value::Extern(external) => self.add_external_to_key(external, depth, key),
            Value::Test(test) => Rc::as_ptr(test).hash(key),
            Value::Union(values) if depth == 0 && values.len() > MEMBERS => {
                Rc::as_ptr(values).cast::<Value>().hash(key);
            }
            Value::Union(values) => {
                values.len().hash(key);
                for value in values.iter() {
                    self.add_to_key(value, depth, key);
                }
            }
        }
    }

    fn add_object_to_key(&self, id: ObjectId, depth: u8, key: &mut Key) {
        let Some(depth) = depth.checked_sub(1) else {
            return id.hash(key);
        };
        let mut add = |name: Option<&SmolStr>, value: &Value| {
            name.hash(key);
            self.add_to_key(value, depth, key);
        };
        match self.object(id) {
            ObjectKind::Record { fields, rest } if fields.len() <= MEMBERS => {
                fields
                    .iter()
                    .for_each(|(name, value)| add(Some(name), value));
                rest.iter().for_each(|value| add(None, value));
            }
            ObjectKind::List { items, rest } if items.len() <= MEMBERS => {
                items.iter().for_each(|value| add(None, value));
                rest.iter().for_each(|value| add(None, value));
            }
            ObjectKind::Built(built) if built.args.len() <= MEMBERS => {
                (&built.package, &built.path).hash(key);
                built.log.len().hash(key);
                for given in &built.args {
                    (&given.name, given.spread).hash(key);
                    self.add_to_key(&given.value, depth, key);
                }
                for value in built
                    .on
                    .iter()
                    .chain(built.fields.iter().map(|(_, value)| value))
                {
                    self.add_to_key(value, depth, key);
                }
            }
            _ => id.hash(key),
        }
    }

    fn add_external_to_key(&self, external: &Extern, depth: u8, key: &mut Key) {
        (&external.package, &external.path, external.payload).hash(key);
        (external.taint.user, external.taint.answers).hash(key);
        std::mem::discriminant(&external.reason).hash(key);
        if let Some(id) = external.built {
            self.add_object_to_key(id, depth, key);
        }
    }
}

/// Whether a result holds nothing that the walk made or that its arguments handed in: the next call of the same shape
/// then gives the same.
/// The beginning and the end of a text: with its length and place they tell it from others, and a prompt of many pages is
/// not gone through at each call that it is handed on by.
fn ends(text: &str) -> (&[u8], &[u8]) {
    const LENGTH: usize = 64;
    let bytes = text.as_bytes();
    let head = bytes.len().min(LENGTH);
    let tail = bytes.len().saturating_sub(LENGTH).max(head);
    (&bytes[..head], &bytes[tail..])
}

fn is_old(result: &Value, older: u32) -> bool {
    result.alternatives().iter().all(|value| match value {
        Value::Object(_) | Value::Function(_) => false,
        Value::Extern(external) => external.built.is_none_or(|id| id.0 < older),
        _ => true,
    })
}
