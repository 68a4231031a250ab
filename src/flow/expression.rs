//! Expressions: what they are worth, as far as can be known.

use std::rc::Rc;

use smol_str::SmolStr;

use super::engine::{Engine, TreeRef};
use super::rope::cut;
use super::value::{
    Built, Extern, Given, How, ObjectId, ObjectKind, Part, Rope, Taint, Test, Value, constant,
};
use crate::bot::HoleReason;
use crate::syntax::{
    Arg, BinaryOp, ChoiceOp, Entry, ExprId, ExprKind, Key, Pattern, TextPart, UnaryOp,
};
use crate::vocabulary::Does;
use crate::workspace::{SourceText, Span};

/// Expressions within expressions within calls; a thread's stack holds many times as much.
const DEPTH: usize = 1_500;

impl Engine<'_> {
    /// The value of an expression of the current frame's tree.
    pub(super) fn eval(&mut self, id: ExprId) -> Value {
        if !self.burn() || self.depth > DEPTH {
            self.out_of_fuel = true;
            return Value::Null;
        }
        self.depth += 1;
        let tree = self.tree();
        let value = self.eval_kind(&tree, id);
        self.depth -= 1;
        value
    }

    /// The value of an expression that was evaluated before for its effects: only reads are made again.
    pub(super) fn eval_quietly(&mut self, id: ExprId) -> Value {
        let tree = self.tree();
        match &tree.expr(id).kind {
            ExprKind::Call { .. } => self
                .call_results
                .get(&(self.file(), id))
                .cloned()
                .unwrap_or(Value::Null),
            ExprKind::Await(inner) => self.eval_quietly(*inner),
            ExprKind::Assign { .. } => Value::Null,
            _ => self.eval(id),
        }
    }

    fn eval_kind(&mut self, tree: &TreeRef, id: ExprId) -> Value {
        let expr = tree.expr(id);
        let span = expr.span;
        match &expr.kind {
            ExprKind::Text(parts) => self.eval_text(parts),
            ExprKind::Number(number) => Value::Number(number.clone()),
            ExprKind::Bool(value) => Value::Bool(*value),
            ExprKind::Null => Value::Null,
            ExprKind::Regex(text) => Value::literal(text.clone()),
            ExprKind::Name(name) => self.lookup(name),
            ExprKind::This => self
                .frame()
                .this
                .clone()
                .unwrap_or_else(|| self.unknown("this")),
            ExprKind::Super => self.super_value(),
            ExprKind::Member {
                object,
                name,
                name_span,
            } => {
                let object = self.eval(*object);
                self.member(&object, name, *name_span)
            }
            ExprKind::Index { object, index } => self.eval_index(tree, *object, *index),
            ExprKind::Slice { from, to } => {
                for part in [from, to].into_iter().flatten() {
                    self.eval(*part);
                }
                Value::Null
            }
            ExprKind::Call {
                callee,
                args,
                is_new,
            } => {
                let value = self.eval_call(tree, *callee, args, *is_new, span);
                self.call_results.insert((self.file(), id), value.clone());
                value
            }
            ExprKind::Record { ty, entries } => self.eval_record(*ty, entries),
            ExprKind::List(items) => self.eval_list(items),
            ExprKind::Comprehension {
                element,
                key,
                clauses,
            } => self.eval_comprehension(*element, *key, clauses),
            ExprKind::Binary { op, left, right } => self.eval_binary(*op, *left, *right, span),
            ExprKind::Choice { op, left, right } => self.eval_choice(*op, *left, *right),
            ExprKind::Unary { op, operand } => {
                let value = self.eval(*operand);
                match op {
                    UnaryOp::Not => self.negate(&value),
                    UnaryOp::Other => Value::Extern(Rc::new(Extern {
                        taint: self.taint_of(&value),
                        ..Extern::nameless("value")
                    })),
                }
            }
            ExprKind::Conditional {
                test,
                then,
                otherwise,
            } => self.eval_conditional(*test, *then, *otherwise),
            ExprKind::Match { subject, arms } => {
                let subject = subject.map(|subject| self.eval(subject));
                self.run_match(subject, arms, false).1
            }
            ExprKind::Lambda(function) => self.closure(*function, None),
            ExprKind::Class(class) => {
                let value = self.class_value(*class);
                if let Value::Class(class) = &value {
                    self.announce_class(class);
                }
                value
            }
            ExprKind::Await(inner) => self.eval(*inner),
            ExprKind::Yield(inner) => {
                let value = inner.map_or(Value::Null, |inner| self.eval(inner));
                let frame = self.frame_mut();
                frame.yields = Some(match frame.yields.take() {
                    Some(old) => old.or(value),
                    None => value,
                });
                self.unknown("yielded")
            }
            ExprKind::Assign { target, op, value } => {
                let value = self.eval(*value);
                self.assign(target, *op, value.clone(), false);
                value
            }
            ExprKind::Import(specifier) => {
                let specifier = self.eval(*specifier);
                self.import_value(&specifier)
            }
            ExprKind::Typed { value, ty, asks } => {
                let value = self.eval(*value);
                if *asks {
                    return self.presence_value(&value);
                }
                match &value {
                    Value::Extern(external) if !external.payload && external.package.is_none() => {
                        self.typed_value(ty, Some(&value)).unwrap_or(value)
                    }
                    _ => value,
                }
            }
            ExprKind::Sequence(all) => all
                .iter()
                .map(|&one| self.eval(one))
                .last()
                .unwrap_or(Value::Null),
            ExprKind::Block(block) => {
                self.run(block);
                self.block_value(tree, block)
            }
            ExprKind::Opaque(parts) => {
                let mut taint = Taint::NONE;
                for &part in parts {
                    let value = self.eval(part);
                    taint = taint.with(self.taint_of(&value));
                }
                Value::Extern(Rc::new(Extern {
                    taint,
                    ..Extern::nameless("value")
                }))
            }
        }
    }

    fn block_value(&mut self, tree: &TreeRef, block: &crate::syntax::Block) -> Value {
        match block.last().map(|&id| &tree.stmt(id).kind) {
            Some(crate::syntax::StmtKind::Value(expr)) => self.eval_quietly(*expr),
            _ => Value::Null,
        }
    }

    fn eval_text(&mut self, parts: &[TextPart]) -> Value {
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

    fn eval_index(&mut self, tree: &TreeRef, object: ExprId, index: ExprId) -> Value {
        let object = self.eval(object);
        if let ExprKind::Slice { .. } = tree.expr(index).kind {
            self.eval(index);
            return object;
        }
        let key = self.eval(index);
        self.index(&object, &key)
    }

    /// The value under a key or at a position.
    pub(super) fn index(&mut self, object: &Value, key: &Value) -> Value {
        let mut result: Option<Value> = None;
        for alternative in object.alternatives() {
            let value = self.index_one(alternative, key);
            result = Some(match result {
                Some(old) => old.or(value),
                None => value,
            });
        }
        result.unwrap_or(Value::Null)
    }

    fn index_one(&mut self, object: &Value, key: &Value) -> Value {
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
                (_, None) => self.any_element(object),
            },
            (Value::Extern(_), Some(name)) if name.parse::<i64>().is_err() => {
                self.member(object, &name, Span::default())
            }
            (Value::Extern(_) | Value::Text(_), _) => object.clone(),
            (Value::Module(_) | Value::Class(_), Some(name)) => {
                self.member(object, &name, Span::default())
            }
            (Value::Module(module), None) => self.all_exports(*module),
            (Value::Class(class), None) => self.all_methods(class),
            _ => Value::Null,
        }
    }

    fn any_element(&mut self, object: &Value) -> Value {
        let (items, rest) = self.elements_of(object);
        items
            .into_iter()
            .chain(rest)
            .reduce(Value::or)
            .unwrap_or(Value::Null)
    }

    /// The items that a loop over the value sees.
    pub(super) fn elements_of(&mut self, value: &Value) -> (Vec<Value>, Option<Value>) {
        self.items_of(value)
    }

    /// The item at a position.
    pub(super) fn element(&mut self, value: &Value, position: usize) -> Value {
        let mut result: Option<Value> = None;
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
                _ => Value::Null,
            };
            result = Some(match result {
                Some(old) => old.or(item),
                None => item,
            });
        }
        result.unwrap_or(Value::Null)
    }

    /// A part of several results (`answer, err := call()`): the first carries the value.
    fn result_part(&self, value: &Value, position: usize) -> Value {
        if position == 0 {
            value.clone()
        } else {
            self.unknown("part")
        }
    }

    fn eval_record(&mut self, ty: Option<ExprId>, entries: &[Entry]) -> Value {
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
                    let value = self.eval(*value);
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

    fn built_from_record(&mut self, external: &Extern, record: ObjectId) -> Value {
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
        Value::Object(self.new_built(built))
    }

    pub(super) fn spread_into(
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

    fn eval_list(&mut self, items: &[crate::syntax::Item]) -> Value {
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

    fn eval_comprehension(
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
                let rest = results.into_iter().chain(rest).reduce(Value::or);
                self.new_record(Vec::new(), rest)
            }
            None => self.new_list(results, rest),
        }
    }

    fn eval_binary(&mut self, op: BinaryOp, left: ExprId, right: ExprId, span: Span) -> Value {
        let at = self.here(span);
        let left_value = self.eval(left);
        let right_value = self.eval(right);
        match op {
            BinaryOp::Add => self.add(left_value, right_value),
            BinaryOp::Modulo if matches!(left_value, Value::Text(_)) => {
                let args = self.format_args(&right_value);
                self.fill(&left_value, &args, at)
            }
            BinaryOp::Pipe => self.pipe(left_value, right_value, at),
            BinaryOp::Equal => self.compare(&left_value, &right_value, How::Equal, false),
            BinaryOp::NotEqual => self.compare(&left_value, &right_value, How::Equal, true),
            BinaryOp::In => self.contained(&left_value, &right_value, false),
            BinaryOp::NotIn => self.contained(&left_value, &right_value, true),
            BinaryOp::Matches => self.compare(&left_value, &right_value, How::Pattern, false),
            BinaryOp::Compare => self.compare(&left_value, &right_value, How::Opaque, false),
            BinaryOp::Push => {
                self.push_onto(&left_value, right_value);
                left_value
            }
            BinaryOp::Modulo | BinaryOp::Arithmetic => {
                let taint = self.taint_of(&left_value).with(self.taint_of(&right_value));
                Value::Extern(Rc::new(Extern {
                    taint,
                    ..Extern::nameless("number")
                }))
            }
        }
    }

    /// `a in b`: whether the text `b` holds the word `a`, or the list `b` holds the text `a`.
    fn contained(&mut self, left: &Value, right: &Value, negated: bool) -> Value {
        let is_field = constant(left).is_some_and(|word| self.vocabulary.is_message_field(&word));
        if is_field && self.taint_of(right).user {
            return self.opaque_test(super::value::Subject::Other);
        }
        let how = if self.taint_of(right).is_none() {
            How::Equal
        } else {
            How::Contains
        };
        self.compare(left, right, how, negated)
    }

    fn format_args(&mut self, value: &Value) -> Vec<Given> {
        let is_list = matches!(value, Value::Object(id) if matches!(self.object(*id), ObjectKind::List { .. }));
        if is_list {
            let (items, _) = self.items_of(value);
            return items
                .into_iter()
                .map(|value| Given {
                    name: None,
                    value,
                    spread: false,
                })
                .collect();
        }
        vec![Given {
            name: None,
            value: value.clone(),
            spread: false,
        }]
    }

    pub(super) fn push_onto(&mut self, target: &Value, value: Value) {
        for alternative in target.alternatives() {
            match alternative {
                Value::Object(id) => {
                    let id = *id;
                    match self.object(id) {
                        ObjectKind::List { .. } => self.append(id, value.clone()),
                        _ => self.set_any(id, value.clone()),
                    }
                }
                Value::Extern(external) => match external.built {
                    Some(id) => self.set_any(id, value.clone()),
                    None => self.deliver(external, &value),
                },
                _ => {}
            }
        }
    }

    fn eval_choice(&mut self, op: ChoiceOp, left: ExprId, right: ExprId) -> Value {
        let left_value = self.eval(left);
        match op {
            ChoiceOp::And => {
                let test = self.test_of(&left_value);
                if matches!(left_value, Value::Null) {
                    return Value::Null;
                }
                let at = self.here(self.frame().tree.expr(left).span);
                self.conditions
                    .push(super::condition::Condition::new(at, test, true));
                self.undecided += 1;
                let right_value = self.eval(right);
                self.undecided -= 1;
                self.conditions.pop();
                match (&left_value, &right_value) {
                    (Value::Test(_), _) | (_, Value::Test(_)) => {
                        self.both(&left_value, &right_value)
                    }
                    _ => right_value,
                }
            }
            ChoiceOp::Or | ChoiceOp::Coalesce => {
                if matches!(&left_value, Value::Object(id) if !self.is_unsure(*id))
                    && op == ChoiceOp::Coalesce
                {
                    return left_value;
                }
                self.undecided += 1;
                let right_value = self.eval(right);
                self.undecided -= 1;
                match (&left_value, &right_value) {
                    (Value::Test(_), Value::Test(_)) => self.either(&left_value, &right_value),
                    (Value::Null, _) => right_value,
                    _ => self.or_default(left_value, right_value),
                }
            }
        }
    }

    fn is_unsure(&self, id: ObjectId) -> bool {
        !matches!(
            self.object(id),
            ObjectKind::Record { .. } | ObjectKind::List { .. }
        )
    }

    /// `a or b`: an environment variable's default governs where it is not set (policy brief, 7, case 12).
    pub(super) fn or_default(&mut self, value: Value, default: Value) -> Value {
        let is_environment = |value: &Value| match value {
            Value::Text(rope) => {
                matches!(&rope[..], [Part::Hole(hole)] if hole.reason == HoleReason::Environment)
            }
            Value::Extern(external) => external.reason == HoleReason::Environment,
            _ => false,
        };
        let empty = |value: &Value| {
            matches!(value, Value::Null)
                || constant(value).is_some_and(|text| text.trim().is_empty())
        };
        if is_environment(&value) && !empty(&default) {
            return default;
        }
        if empty(&value) {
            return default;
        }
        if empty(&default) {
            return value;
        }
        value.or(default)
    }

    fn eval_conditional(&mut self, test: ExprId, then: ExprId, otherwise: ExprId) -> Value {
        let tested = self.eval(test);
        if matches!(tested, Value::Null) {
            return self.eval(otherwise);
        }
        let condition = super::condition::Condition::new(
            self.here(self.frame().tree.expr(test).span),
            self.test_of(&tested),
            true,
        );
        self.undecided += 1;
        self.conditions.push(condition.clone());
        let yes = self.eval(then);
        self.conditions.pop();
        self.conditions.push(condition.turned());
        let no = self.eval(otherwise);
        self.conditions.pop();
        self.undecided -= 1;
        // `x ? x : "default"` is `x or "default"`.
        match (&yes, &no) {
            (Value::Text(_) | Value::Extern(_), Value::Text(_)) => self.or_default(yes, no),
            (_, Value::Null) => yes.or(Value::Null),
            _ => yes.or(no),
        }
    }

    pub(super) fn negate(&mut self, value: &Value) -> Value {
        let test = self.test_of(value);
        Value::Test(Rc::new(Test {
            asked: test.asked.clone(),
            negated: !test.negated,
        }))
    }

    fn presence_value(&mut self, value: &Value) -> Value {
        Value::Test(self.test_of(&match value {
            Value::Test(_) => Value::Null,
            other => other.clone(),
        }))
    }

    /// The outcome of "one or the other".
    pub(super) fn either(&mut self, left: &Value, right: &Value) -> Value {
        let (left, right) = (self.test_of(left), self.test_of(right));
        if left.negated != right.negated {
            let telling = if left.negated { right } else { left };
            return Value::Test(telling);
        }
        let asked = left.asked.iter().chain(&right.asked).cloned().collect();
        Value::Test(Rc::new(Test {
            asked,
            negated: left.negated,
        }))
    }

    /// The outcome of "the one and the other": what is about words tells more.
    pub(super) fn both(&mut self, left: &Value, right: &Value) -> Value {
        let (left, right) = (self.test_of(left), self.test_of(right));
        let telling = |test: &Test| {
            test.asked.iter().any(|asked| {
                !matches!(asked.of, super::value::Subject::Other)
                    && !matches!(asked.how, How::Present | How::Opaque)
            })
        };
        match (telling(&left), telling(&right)) {
            (true, false) => Value::Test(left),
            (false, true) => Value::Test(right),
            _ if left.negated == right.negated => {
                let asked = left.asked.iter().chain(&right.asked).cloned().collect();
                Value::Test(Rc::new(Test {
                    asked,
                    negated: left.negated,
                }))
            }
            _ => Value::Test(if left.negated { right } else { left }),
        }
    }

    /// The value of a name.
    pub(super) fn lookup(&mut self, name: &SmolStr) -> Value {
        let scope = self.frame().scope.clone();
        if let Some(value) = scope.get(name) {
            return value;
        }
        if let Some(value) = self.shared_name(name) {
            return value;
        }
        self.global(name)
    }

    fn global(&mut self, name: &SmolStr) -> Value {
        let external = Extern {
            path: name.clone(),
            ..Extern::nameless(name.clone())
        };
        self.with_member_meaning(external)
    }

    /// Applies the vocabulary's meaning of a member or global, if it has one.
    pub(super) fn with_member_meaning(&mut self, mut external: Extern) -> Value {
        let found = self
            .vocabulary
            .member(external.package.as_deref(), &external.path);
        if let Some((file, rule)) = found {
            match rule.does {
                Does::Receive => {
                    external.payload = true;
                    external.taint = Taint::USER;
                    if let Some(channel) = &file.channel {
                        self.see_channel(channel.clone());
                    }
                }
                Does::Environment => external.reason = HoleReason::Environment,
                Does::Database => external.reason = HoleReason::Database,
                Does::Retrieve => external.reason = HoleReason::Retrieved,
                _ => {}
            }
        }
        Value::Extern(Rc::new(external))
    }

    pub(super) fn unknown(&self, name: impl Into<SmolStr>) -> Value {
        Value::Extern(Rc::new(Extern::nameless(name)))
    }

    fn eval_call(
        &mut self,
        tree: &TreeRef,
        callee: ExprId,
        args: &[Arg],
        is_new: bool,
        span: Span,
    ) -> Value {
        let at = self.here(span);
        match &tree.expr(callee).kind {
            ExprKind::Member { object, name, .. } => {
                let receiver = self.eval(*object);
                let args = self.eval_args(args);
                self.call_method(&receiver, name, args, is_new, at)
            }
            ExprKind::Super => {
                let args = self.eval_args(args);
                self.call_super(args, at)
            }
            _ => {
                let function = self.eval(callee);
                let args = self.eval_args(args);
                if let ExprKind::Name(name) = &tree.expr(callee).kind {
                    self.register_by_name(name, &function, &args, at);
                }
                self.call(&function, args, is_new, at)
            }
        }
    }

    fn eval_args(&mut self, args: &[Arg]) -> Vec<Given> {
        let mut given = Vec::with_capacity(args.len());
        for arg in args {
            let value = self.eval(arg.value);
            if arg.spread && arg.name.is_none() {
                let is_list = matches!(&value, Value::Object(id) if matches!(self.object(*id), ObjectKind::List { .. }));
                if is_list {
                    let (items, rest) = self.items_of(&value);
                    given.extend(items.into_iter().chain(rest).map(|value| Given {
                        name: None,
                        value,
                        spread: false,
                    }));
                    continue;
                }
            }
            given.push(Given {
                name: arg.name.clone(),
                value,
                spread: arg.spread,
            });
        }
        given
    }

    /// A text that a caller makes up, placed at the call.
    pub(super) fn made_text(&self, text: &str, span: Span) -> Value {
        Value::literal(cut(
            &SourceText::verbatim(text, self.file(), span),
            0,
            text.len(),
        ))
    }

    pub(super) fn write_place(&mut self, place: ExprId, value: Value) {
        let tree = self.tree();
        match &tree.expr(place).kind {
            ExprKind::Member { object, name, .. } => {
                let object = self.eval(*object);
                self.write_member(&object, name, value);
            }
            ExprKind::Index { object, index } => {
                let object = self.eval(*object);
                let key = self.eval(*index);
                match constant(&key) {
                    Some(name) => self.write_member(&object, &name, value),
                    None => self.write_any(&object, value),
                }
            }
            ExprKind::Name(name) => self.bind(
                &Pattern::Name(name.clone(), tree.expr(place).span),
                value,
                false,
            ),
            _ => {
                self.eval(place);
            }
        }
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

impl Extern {
    /// Something of that name that nobody knows.
    pub(super) fn nameless(name: impl Into<SmolStr>) -> Self {
        Extern {
            package: None,
            path: name.into(),
            built: None,
            taint: Taint::NONE,
            payload: false,
            reason: HoleReason::Unresolved,
        }
    }
}
