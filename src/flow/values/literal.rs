//! Literals and what is read out of them: texts, records, lists, comprehensions, indices.

use crate::flow::run::{Engine, TreeRef};
use crate::flow::values::one_of::OneOf;
use crate::flow::values::{
    Built, Extern, Given, ObjectId, ObjectKind, Part, Rope, Value, constant,
};
use crate::syntax::{Entry, ExprId, ExprKind, Key, TextPart};
use crate::workspace::{Location, Span};
use smol_str::SmolStr;
use std::rc::Rc;

impl Engine<'_> {
    pub(crate) fn eval_text(&mut self, parts: &[TextPart]) -> Value {
        let mut choices: Vec<Vec<Rope>> = Vec::with_capacity(parts.len());
        for part in parts {
            match part {
                TextPart::Literal(text) => {
                    choices.push(vec![Rc::from([Part::Literal(text.clone())])])
                }
                TextPart::Hole(expr) => {
                    let at = self.here(self.frame().tree.expr(*expr).span);
                    let value = self.eval(*expr);
                    choices.push(self.ropes(&value, Some(at)));
                }
            }
        }
        self.product(&choices)
    }

    pub(crate) fn eval_index(&mut self, tree: &TreeRef, object: ExprId, index: ExprId) -> Value {
        let object = self.eval(object);
        if let ExprKind::Slice { .. } = tree.expr(index).kind {
            self.eval(index);
            return object;
        }
        let key = self.eval(index);
        self.index(&object, &key)
    }

    /// The value under a key or at a position.
    pub(crate) fn index(&mut self, object: &Value, key: &Value) -> Value {
        let alternatives = object.alternatives().iter();
        Value::one_of(alternatives.map(|alternative| self.index_one(alternative, key)))
            .unwrap_or(Value::Null)
    }

    pub(crate) fn index_one(&mut self, object: &Value, key: &Value) -> Value {
        match (object, constant(key)) {
            (Value::Object(id), known) => match (self.object(*id), known) {
                (ObjectKind::List { .. }, Some(position)) => match position.parse::<usize>() {
                    Ok(position) => self.element(object, position),
                    Err(_) => self.any_element(object),
                },
                (ObjectKind::List { .. }, None) => self.any_element(object),
                (_, Some(name)) => self.member(object, &name, Span::default()),
                (ObjectKind::Built(_), None) => {
                    let taint = self.taint_of(object);
                    Value::Extern(Rc::new(Extern {
                        taint,
                        ..Extern::nameless("item")
                    }))
                }
                (ObjectKind::Instance { class, .. }, None) => {
                    let class = class.clone();
                    self.all_methods(&class, Some(object))
                }
                (_, None) => self.any_element(object),
            },
            (Value::Extern(_), Some(name)) if name.parse::<i64>().is_err() => {
                self.member(object, &name, Span::default())
            }
            (Value::Text(rope), Some(name)) if name.parse::<i64>().is_err() => {
                match self.data_named(rope) {
                    Some(data) => self.member(&data, &name, Span::default()),
                    None => object.clone(),
                }
            }
            (Value::Extern(_) | Value::Text(_), _) => object.clone(),
            (Value::Module(_) | Value::Class(_), Some(name)) => {
                self.member(object, &name, Span::default())
            }
            (Value::Test(test), _) => Self::matched_part(test).unwrap_or(Value::Null),
            (Value::Module(module), None) => self.all_exports(*module),
            (Value::Class(class), None) => self.all_methods(class, None),
            _ => Value::Null,
        }
    }

    pub(crate) fn any_element(&mut self, object: &Value) -> Value {
        let (items, rest) = self.elements_of(object);
        Value::one_of(items.into_iter().chain(rest)).unwrap_or(Value::Null)
    }

    /// The items that a loop over the value sees.
    pub(crate) fn elements_of(&mut self, value: &Value) -> (Vec<Value>, Option<Value>) {
        self.items_of(value)
    }

    /// The item at a position.
    pub(crate) fn element(&mut self, value: &Value, position: usize) -> Value {
        let mut result = OneOf::default();
        for alternative in value.alternatives() {
            let item = match alternative {
                Value::Object(id) => match self.object(*id) {
                    ObjectKind::List { items, rest } => items
                        .get(position)
                        .cloned()
                        .or_else(|| rest.clone())
                        .unwrap_or(Value::Null),
                    // What passes through a call of outside comes back with whether it went well.
                    _ => self.result_part(alternative, position),
                },
                Value::Extern(_) => self.result_part(alternative, position),
                Value::Text(_) => alternative.clone(),
                Value::Test(test) => Self::matched_part(test).unwrap_or(Value::Null),
                _ => Value::Null,
            };
            result.add(item);
        }
        result.finish().unwrap_or(Value::Null)
    }

    /// A part of several results (`answer, err := call()`): the first carries the value.
    pub(crate) fn result_part(&self, value: &Value, position: usize) -> Value {
        if position == 0 {
            value.clone()
        } else {
            self.unknown("part")
        }
    }

    pub(crate) fn eval_record(&mut self, ty: Option<ExprId>, entries: &[Entry]) -> Value {
        let mut fields: Vec<(SmolStr, Value)> = Vec::new();
        let mut rest: Option<Value> = None;
        let class = ty.map(|ty| self.eval(ty));
        for entry in entries {
            match entry {
                Entry::Field { key, value, .. } => {
                    let key = match key {
                        Key::Name(name) => Some(name.clone()),
                        Key::Computed(expr) => {
                            let key = self.eval(*expr);
                            constant(&key)
                        }
                    };
                    let put_in = self.here(self.frame().tree.expr(*value).span);
                    let value = placed(self.eval(*value), put_in);
                    match key {
                        Some(key) => put_field(&mut fields, key, value),
                        None => {
                            rest = Some(match rest.take() {
                                Some(old) => old.or(value),
                                None => value,
                            });
                        }
                    }
                }
                Entry::Spread(expr) => {
                    let value = self.eval(*expr);
                    self.spread_into(&value, &mut fields, &mut rest);
                }
            }
        }
        self.note_provider(&fields);
        let object = self.new_object(ObjectKind::Record { fields, rest });
        match class {
            Some(Value::Class(class)) => self.instance_from_record(class, object),
            Some(Value::Extern(external)) => self.built_from_record(&external, object),
            _ => {
                self.note_system_message(object);
                Value::Object(object)
            }
        }
    }

    pub(crate) fn built_from_record(&mut self, external: &Extern, record: ObjectId) -> Value {
        let at = self.heap_place(record);
        let built = Built {
            package: external.package.clone(),
            path: external.path.clone(),
            args: vec![Given {
                name: None,
                value: Value::Object(record),
                spread: false,
            }],
            on: None,
            log: Vec::new(),
            fields: match self.object(record) {
                ObjectKind::Record { fields, .. } => fields.clone(),
                _ => Vec::new(),
            },
            at,
        };
        let functions = built.fields.iter().filter_map(|(_, value)| match value {
            Value::Function(closure) if !self.recording => Some(closure.clone()),
            _ => None,
        });
        self.handed_out.extend(functions);
        Value::Object(self.new_built(built))
    }

    pub(crate) fn spread_into(
        &mut self,
        value: &Value,
        fields: &mut Vec<(SmolStr, Value)>,
        rest: &mut Option<Value>,
    ) {
        for alternative in value.alternatives() {
            match alternative {
                Value::Object(id) => match self.object(*id) {
                    ObjectKind::Record {
                        fields: more,
                        rest: other,
                    } => {
                        for (key, value) in more {
                            put_field(fields, key.clone(), value.clone());
                        }
                        if let Some(other) = other.clone() {
                            *rest = Some(match rest.take() {
                                Some(old) => old.or(other),
                                None => other,
                            });
                        }
                    }
                    ObjectKind::Instance { fields: more, .. } => {
                        fields.extend(more.iter().cloned())
                    }
                    _ => {}
                },
                Value::Extern(_) => {
                    *rest = Some(match rest.take() {
                        Some(old) => old.or(alternative.clone()),
                        None => alternative.clone(),
                    });
                }
                _ => {}
            }
        }
    }

    pub(crate) fn eval_list(&mut self, items: &[crate::syntax::Item]) -> Value {
        let mut values = Vec::with_capacity(items.len());
        let mut rest: Option<Value> = None;
        for item in items {
            let value = self.eval(item.value);
            if item.spread {
                let (more, other) = self.items_of(&value);
                values.extend(more);
                if let Some(other) = other {
                    rest = Some(match rest.take() {
                        Some(old) => old.or(other),
                        None => other,
                    });
                }
            } else {
                values.push(value);
            }
        }
        self.new_list(values, rest)
    }

    pub(crate) fn eval_comprehension(
        &mut self,
        element: ExprId,
        key: Option<ExprId>,
        clauses: &[crate::syntax::Clause],
    ) -> Value {
        let most = [16, 4, 2, 1][self.loops.min(3)];
        let before = self.snapshot();
        let mut results = Vec::new();
        let mut tested: Option<Value> = None;
        let turns = match clauses.first() {
            Some(first) => {
                let iterable = self.eval(first.iterable);
                let (items, rest) = self.elements_of(&iterable);
                let known = items.len();
                items
                    .into_iter()
                    .take(most)
                    .chain(rest)
                    .enumerate()
                    .map(|(at, item)| (item, at >= known))
                    .collect()
            }
            None => Vec::new(),
        };
        let mut rest = None;
        for (item, is_rest) in turns {
            if let Some(first) = clauses.first() {
                self.bind(&first.pattern, item, true);
            }
            for clause in clauses.iter().skip(1) {
                let iterable = self.eval(clause.iterable);
                let item = self.any_element(&iterable);
                self.bind(&clause.pattern, item, true);
            }
            for condition in clauses.iter().flat_map(|clause| &clause.conditions) {
                self.eval(*condition);
            }
            if let Some(key) = key {
                self.eval(key);
            }
            let value = self.eval(element);
            if let Value::Test(_) = &value {
                tested = Some(match tested {
                    Some(old) => self.either(&old, &value),
                    None => value.clone(),
                });
            }
            if is_rest {
                rest = Some(value);
            } else {
                results.push(value);
            }
        }
        *self.frame().scope.0.names.borrow_mut() = before;
        if let Some(tested) = tested {
            return tested;
        }
        match key {
            Some(_) => {
                let rest = Value::one_of(results.into_iter().chain(rest));
                self.new_record(Vec::new(), rest)
            }
            None => self.new_list(results, rest),
        }
    }
}

/// The user's words with the place where they are put in.
fn placed(value: Value, at: Location) -> Value {
    match value {
        Value::Extern(external) if external.payload && external.read_at.is_none() => {
            Value::Extern(Rc::new(Extern {
                read_at: Some(at),
                ..(*external).clone()
            }))
        }
        value => value,
    }
}

/// Adds a field, or replaces what stood under its name.
fn put_field(fields: &mut Vec<(SmolStr, Value)>, key: SmolStr, value: Value) {
    const FIELDS: usize = 1_000;
    match fields.iter().position(|(known, _)| *known == key) {
        Some(known) => fields[known].1 = value,
        None if fields.len() < FIELDS => fields.push((key, value)),
        None => {}
    }
}
