//! Objects: made, read and written. A write in a branch that may not be taken adds an alternative; any other replaces.

use std::rc::Rc;

use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use crate::flow::run::Engine;
use crate::flow::values::one_of::OneOf;
use crate::flow::values::{Built, ClassRef, Given, Object, ObjectId, ObjectKind, Taint, Value};

/// How many items of a list are kept in order.
const MAX_ITEMS: usize = 400;

impl Engine<'_> {
    pub(crate) fn new_object(&mut self, kind: ObjectKind) -> ObjectId {
        let id = ObjectId(self.heap.len() as u32);
        self.heap.push(Object {
            kind,
            born: self.undecided,
        });
        id
    }

    /// A list. Beyond a number of items that no program writes down, their order is given up: a list that is copied
    /// with an item more in branches of a loop would else double with each.
    pub(crate) fn new_list(&mut self, mut items: Vec<Value>, mut rest: Option<Value>) -> Value {
        if items.len() > MAX_ITEMS {
            let beyond = Value::one_of(items.drain(MAX_ITEMS..));
            rest = match (rest, beyond) {
                (Some(rest), Some(beyond)) => Some(rest.or(beyond)),
                (rest, beyond) => rest.or(beyond),
            };
        }
        Value::Object(self.new_object(ObjectKind::List { items, rest }))
    }

    pub(crate) fn new_record(
        &mut self,
        fields: Vec<(SmolStr, Value)>,
        rest: Option<Value>,
    ) -> Value {
        Value::Object(self.new_object(ObjectKind::Record { fields, rest }))
    }

    pub(crate) fn new_built(&mut self, built: Built) -> ObjectId {
        self.new_object(ObjectKind::Built(Box::new(built)))
    }

    pub(crate) fn new_instance(&mut self, class: Rc<ClassRef>) -> ObjectId {
        self.new_object(ObjectKind::Instance {
            class,
            fields: Vec::new(),
            base: None,
        })
    }

    pub(crate) fn object(&self, id: ObjectId) -> &ObjectKind {
        &self.heap[id.0 as usize].kind
    }

    pub(crate) fn built(&self, id: ObjectId) -> Option<&Built> {
        match self.object(id) {
            ObjectKind::Built(built) => Some(built),
            _ => None,
        }
    }

    /// The built thing behind a value from outside.
    pub(crate) fn built_of(&self, value: &Value) -> Option<&Built> {
        match value {
            Value::Extern(external) => self.built(external.built?),
            Value::Object(id) => self.built(*id),
            _ => None,
        }
    }

    /// Whether a write to the object surely happens, as seen from where it was made.
    fn is_sure(&self, id: ObjectId) -> bool {
        self.undecided <= self.heap[id.0 as usize].born
    }

    /// The field of an object itself, without classes and packages behind it.
    pub(crate) fn own_field(&self, id: ObjectId, name: &str) -> Option<Value> {
        match self.object(id) {
            ObjectKind::Record { fields, rest } => {
                let own = find(fields, name).cloned();
                match (own, rest) {
                    (Some(own), _) => Some(own),
                    (None, Some(rest)) => Some(rest.clone()),
                    (None, None) => None,
                }
            }
            ObjectKind::Instance { fields, class, .. } => find(fields, name)
                .or_else(|| find(fields, &self.named_outside(class, name)?))
                .cloned(),
            ObjectKind::Built(built) => {
                let written = find(&built.fields, name).cloned();
                written.or_else(|| self.argument_named(&built.args, name))
            }
            ObjectKind::List { .. } => None,
        }
    }

    /// The field of a class that goes by another name outside of the program (`json:"role"`).
    fn named_outside(&self, class: &ClassRef, name: &str) -> Option<SmolStr> {
        let tree = self.program.tree(class.file)?;
        let mut fields = tree.class(class.class).fields.iter();
        fields
            .find(|field| field.external_name.as_deref() == Some(name))
            .map(|field| field.name.clone())
    }

    pub(crate) fn set_field(&mut self, id: ObjectId, name: SmolStr, value: Value) {
        self.summaries.wrote(id);
        let sure = self.is_sure(id);
        // What it was made with stays an alternative to what may be written over it.
        let given = match self.object(id) {
            ObjectKind::Built(built) if !sure => self.argument_named(&built.args, &name),
            _ => None,
        };
        let fields = match &mut self.heap[id.0 as usize].kind {
            ObjectKind::Record { fields, .. } | ObjectKind::Instance { fields, .. } => fields,
            ObjectKind::Built(built) => &mut built.fields,
            ObjectKind::List { .. } => return,
        };
        match fields.iter_mut().find(|(key, _)| *key == name) {
            Some((_, old)) if sure => *old = value,
            Some((_, old)) => *old = old.clone().or(value),
            None => fields.push((
                name,
                given
                    .into_iter()
                    .fold(value, |value, given| given.or(value)),
            )),
        }
    }

    /// Writes under a key that is not known.
    pub(crate) fn set_any(&mut self, id: ObjectId, value: Value) {
        self.summaries.wrote(id);
        let rest = match &mut self.heap[id.0 as usize].kind {
            ObjectKind::Record { rest, .. } | ObjectKind::List { rest, .. } => rest,
            ObjectKind::Built(built) => {
                match built.fields.iter_mut().find(|(key, _)| key == "*") {
                    Some((_, old)) => *old = old.clone().or(value),
                    None => built.fields.push(("*".into(), value)),
                }
                return;
            }
            ObjectKind::Instance { .. } => return,
        };
        *rest = Some(match rest.take() {
            Some(old) => old.or(value),
            None => value,
        });
    }

    pub(crate) fn append(&mut self, id: ObjectId, value: Value) {
        const ITEMS: usize = 120;
        self.summaries.wrote(id);
        if let ObjectKind::List { items, .. } = &mut self.heap[id.0 as usize].kind
            && items.len() < ITEMS
        {
            // Rounds over the same handlers append the same things again.
            if !items.iter().rev().take(8).any(
                |seen| matches!((seen, &value), (Value::Object(a), Value::Object(b)) if a == b),
            ) {
                items.push(value);
            }
        }
    }

    pub(crate) fn prepend(&mut self, id: ObjectId, value: Value) {
        self.summaries.wrote(id);
        if let ObjectKind::List { items, .. } = &mut self.heap[id.0 as usize].kind {
            items.insert(0, value);
        }
    }

    /// The items of a list-like value, and what stands for an unknown number of further ones.
    pub(crate) fn items_of(&self, value: &Value) -> (Vec<Value>, Option<Value>) {
        let mut items = Vec::new();
        let mut rest = OneOf::default();
        let mut add_rest = |value: Value| rest.add(value);
        for alternative in value.alternatives() {
            match alternative {
                Value::Object(id) => match self.object(*id) {
                    ObjectKind::List {
                        items: own,
                        rest: own_rest,
                    } => {
                        items.extend(own.iter().cloned());
                        if let Some(own_rest) = own_rest {
                            add_rest(own_rest.clone());
                        }
                    }
                    ObjectKind::Record {
                        fields,
                        rest: own_rest,
                    } => {
                        items.extend(fields.iter().map(|(_, value)| value.clone()));
                        if let Some(own_rest) = own_rest {
                            add_rest(own_rest.clone());
                        }
                    }
                    _ => add_rest(alternative.clone()),
                },
                Value::Null => {}
                Value::Test(test) => {
                    add_rest(Self::matched_part(test).unwrap_or_else(|| alternative.clone()));
                }
                other => add_rest(other.clone()),
            }
        }
        (items, rest.finish())
    }

    /// What flows in a value, objects looked into a few levels deep.
    pub(crate) fn taint_of(&self, value: &Value) -> Taint {
        match value {
            Value::Text(rope) => taint_of_rope(rope),
            Value::Extern(external) => external.taint,
            Value::Test(test) => Self::matched_taint(test),
            Value::Object(_) | Value::Union(_) => self.taint_within(value),
            _ => Taint::NONE,
        }
    }

    /// What flows in an object: each object within is looked at once, and no more than a fixed number of values.
    fn taint_within(&self, value: &Value) -> Taint {
        const VALUES: usize = 600;
        const DEPTH: u8 = 5;
        let mut taint = Taint::NONE;
        let mut waiting: Vec<(&Value, u8)> = vec![(value, DEPTH)];
        let mut seen: FxHashSet<ObjectId> = FxHashSet::default();
        let mut looked_at = 0;
        while let Some((value, depth)) = waiting.pop() {
            looked_at += 1;
            if looked_at > VALUES {
                break;
            }
            match value {
                Value::Text(rope) => taint = taint.with(taint_of_rope(rope)),
                Value::Extern(external) => taint = taint.with(external.taint),
                Value::Union(values) if depth > 0 => {
                    waiting.extend(values.iter().map(|value| (value, depth - 1)));
                }
                Value::Object(id) if depth > 0 && seen.insert(*id) => {
                    let depth = depth - 1;
                    match self.object(*id) {
                        ObjectKind::Record { fields, rest } => {
                            waiting.extend(rest.iter().map(|value| (value, depth)));
                            waiting.extend(fields.iter().map(|(_, value)| (value, depth)));
                        }
                        ObjectKind::List { items, rest } => {
                            waiting.extend(rest.iter().map(|value| (value, depth)));
                            // The newest items tell most.
                            waiting.extend(items.iter().rev().take(60).map(|value| (value, depth)));
                        }
                        ObjectKind::Instance { .. } => {}
                        ObjectKind::Built(built) => {
                            waiting.extend(built.args.iter().map(|given| (&given.value, depth)));
                        }
                    }
                }
                _ => {}
            }
        }
        taint
    }

    /// The argument of that name or position, or the field of that name in an argument that is a record.
    pub(crate) fn argument(&self, args: &[Given], name: &str) -> Option<Value> {
        if let Ok(position) = name.parse::<usize>() {
            return args
                .iter()
                .filter(|given| given.name.is_none())
                .nth(position)
                .map(|given| given.value.clone());
        }
        self.argument_named(args, name)
    }

    /// The argument that is given by a name, also as a field of an object of options.
    fn argument_named(&self, args: &[Given], name: &str) -> Option<Value> {
        if let Some(given) = args
            .iter()
            .find(|given| given.name.as_deref() == Some(name))
        {
            return Some(given.value.clone());
        }
        args.iter()
            .filter(|given| given.name.is_none() || given.spread)
            .flat_map(|given| given.value.alternatives())
            .find_map(|value| match value {
                Value::Object(id) => match self.object(*id) {
                    ObjectKind::Record { fields, .. } => find(fields, name).cloned(),
                    ObjectKind::Instance { .. } => self.own_field(*id, name),
                    _ => None,
                },
                _ => None,
            })
    }

    pub(crate) fn log_call(&mut self, id: ObjectId, method: SmolStr, args: Vec<Given>) {
        const CALLS: usize = 200;
        if let ObjectKind::Built(built) = &mut self.heap[id.0 as usize].kind
            && built.log.len() < CALLS
        {
            built.log.push((method, args));
        }
    }

    pub(crate) fn set_base(&mut self, id: ObjectId, made: ObjectId) {
        if let ObjectKind::Instance { base, .. } = &mut self.heap[id.0 as usize].kind {
            *base = Some(made);
        }
    }
}

fn taint_of_rope(rope: &[crate::flow::values::Part]) -> Taint {
    rope.iter()
        .fold(Taint::NONE, |taint, part| taint.with(part.taint()))
}

pub(crate) fn find<'a>(fields: &'a [(SmolStr, Value)], name: &str) -> Option<&'a Value> {
    fields
        .iter()
        .rev()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value)
}
