//! Alternatives gathered one after the other. What [`Value::or`] gives, in time that grows with their number and not
//! with its square.

use std::collections::hash_map::Entry;
use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use crate::flow::values::{Part, Value};

/// Texts among the alternatives of a value.
const TEXTS: usize = 12;
/// Alternatives of a value.
const ALTERNATIVES: usize = 160;
/// So few are compared one by one.
const FEW: usize = 8;

/// Gathers what a value may be.
#[derive(Default)]
pub(crate) struct OneOf {
    /// The first value as it came, while it is the only one.
    first: Option<Value>,
    all: Vec<Value>,
    texts: usize,
    /// Where in `all` a value of that hash stands, once there are more than a few.
    hashes: FxHashMap<u64, u32>,
}

impl OneOf {
    /// Adds what else it may be; equal and nested alternatives are merged, and their number is capped.
    pub(crate) fn add(&mut self, value: Value) {
        match (self.first.take(), self.all.is_empty()) {
            (None, true) => self.first = Some(value),
            (Some(first), _) if first.same(&value) => self.first = Some(first),
            (Some(first), _) => {
                self.all = first.alternatives().to_vec();
                self.texts = self.all.iter().filter(|value| is_text(value)).count();
                self.extend(&value);
            }
            (None, false) => self.extend(&value),
        }
    }

    fn extend(&mut self, value: &Value) {
        for value in value.alternatives() {
            let is_full = self.all.len() >= ALTERNATIVES || (is_text(value) && self.texts >= TEXTS);
            if is_full || !self.is_new(value) {
                continue;
            }
            self.texts += usize::from(is_text(value));
            self.all.push(value.clone());
        }
    }

    /// Whether the value is not among the alternatives; it then gets the next place.
    fn is_new(&mut self, value: &Value) -> bool {
        if self.all.len() < FEW {
            return !self.all.iter().any(|seen| seen.same(value));
        }
        if self.hashes.is_empty() {
            let places = self.all.iter().zip(0..);
            self.hashes = places.map(|(value, at)| (hash_of(value), at)).collect();
        }
        match self.hashes.entry(hash_of(value)) {
            Entry::Vacant(free) => {
                free.insert(self.all.len() as u32);
                true
            }
            Entry::Occupied(taken) => {
                let is_same = self.all[*taken.get() as usize].same(value);
                !is_same && !self.all.iter().any(|seen| seen.same(value))
            }
        }
    }

    /// The value; `None` where nothing was added.
    pub(crate) fn finish(mut self) -> Option<Value> {
        match (self.first, self.all.len()) {
            (Some(first), _) => Some(first),
            (None, 0) => None,
            (None, 1) => self.all.pop(),
            (None, _) => Some(Value::Union(self.all.into())),
        }
    }
}

impl Value {
    /// What may be any of these; `None` of none.
    pub(crate) fn one_of(values: impl IntoIterator<Item = Value>) -> Option<Value> {
        let mut gathered = OneOf::default();
        values.into_iter().for_each(|value| gathered.add(value));
        gathered.finish()
    }

    /// One of both; equal and nested alternatives are merged, and their number is capped.
    pub(crate) fn or(self, other: Value) -> Value {
        if self.same(&other) {
            return self;
        }
        if let (Value::Union(known), one) = (&self, &other)
            && !matches!(one, Value::Union(_))
            && (known.len() >= ALTERNATIVES || known.iter().any(|seen| seen.same(one)))
        {
            return self;
        }
        let mut both = OneOf::default();
        both.add(self);
        both.add(other);
        both.finish().unwrap_or(Value::Null)
    }
}

fn is_text(value: &Value) -> bool {
    matches!(value, Value::Text(_))
}

/// Equal for values that are the same.
fn hash_of(value: &Value) -> u64 {
    let mut hasher = FxHasher::default();
    std::mem::discriminant(value).hash(&mut hasher);
    match value {
        Value::Text(rope) => rope.iter().for_each(|part| match part {
            Part::Literal(text) => (text.file, text.span).hash(&mut hasher),
            Part::Hole(hole) => hole.name.hash(&mut hasher),
        }),
        Value::Number(number) => number.hash(&mut hasher),
        Value::Bool(value) => value.hash(&mut hasher),
        Value::Null | Value::Union(_) | Value::Test(_) => {}
        Value::Object(id) => id.hash(&mut hasher),
        Value::Function(closure) => (closure.file, closure.function).hash(&mut hasher),
        Value::Class(class) => (class.file, class.class).hash(&mut hasher),
        Value::Module(file) => file.hash(&mut hasher),
        Value::Package(folder) => folder.hash(&mut hasher),
        Value::Extern(external) => (&external.path, external.built).hash(&mut hasher),
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(at: usize) -> Value {
        Value::Number(at.to_string().into())
    }

    #[test]
    fn each_alternative_counts_once() {
        let twice = (0..60).chain(0..60).map(number);
        let all = Value::one_of(twice).expect("there are some");
        assert_eq!(all.alternatives().len(), 60);
        let folded = (0..60).chain(0..60).map(number).reduce(Value::or);
        assert_eq!(folded.expect("there are some").alternatives().len(), 60);
    }

    #[test]
    fn one_is_no_union_and_none_is_nothing() {
        assert!(matches!(
            Value::one_of([number(1), number(1)]),
            Some(Value::Number(_))
        ));
        assert!(Value::one_of([]).is_none());
    }

    #[test]
    fn their_number_is_capped() {
        let many = Value::one_of((0..1000).map(number)).expect("there are some");
        assert_eq!(many.alternatives().len(), ALTERNATIVES);
    }
}
