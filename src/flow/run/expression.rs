//! Expressions: what they are worth, as far as can be known.

use std::rc::Rc;

use smol_str::SmolStr;

use crate::bot::HoleReason;
use crate::flow::run::{Engine, TreeRef};
use crate::flow::values::{
    Extern, Given, How, ObjectId, ObjectKind, Part, Taint, Test, Value, constant,
};
use crate::syntax::{Arg, BinaryOp, ChoiceOp, ExprId, ExprKind, Pattern, UnaryOp};
use crate::vocabulary::Does;
use crate::workspace::Span;

impl Engine<'_> {
    /// The value of an expression of the current frame's tree.
    pub(crate) fn eval(&mut self, id: ExprId) -> Value {
        if !self.fuel.descend() {
            return Value::Null;
        }
        let tree = self.tree();
        let value = self.eval_kind(&tree, id);
        self.fuel.ascend();
        value
    }

    /// The value of an expression that was evaluated before for its effects: only reads are made again.
    pub(crate) fn eval_quietly(&mut self, id: ExprId) -> Value {
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

    pub(crate) fn eval_kind(&mut self, tree: &TreeRef, id: ExprId) -> Value {
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
                let value = self.member(&object, name, *name_span);
                self.read_here(value, span)
            }
            ExprKind::Index { object, index } => {
                let value = self.eval_index(tree, *object, *index);
                self.read_here(value, span)
            }
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
                    // A length, a sign, a type: none of it says what the operand says.
                    UnaryOp::Other => self.unknown("value"),
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
                let outer = std::mem::replace(&mut self.choosing, true);
                let specifier = self.eval(*specifier);
                self.choosing = outer;
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

    /// Notes where a setting is read, unless that is known.
    fn read_here(&self, value: Value, span: Span) -> Value {
        match value {
            Value::Extern(external)
                if external.reason == HoleReason::Environment && external.read_at.is_none() =>
            {
                Value::Extern(Rc::new(Extern {
                    read_at: Some(self.here(span)),
                    ..(*external).clone()
                }))
            }
            value => value,
        }
    }

    pub(crate) fn block_value(&mut self, tree: &TreeRef, block: &crate::syntax::Block) -> Value {
        match block.last().map(|&id| &tree.stmt(id).kind) {
            Some(crate::syntax::StmtKind::Value(expr)) => self.eval_quietly(*expr),
            _ => Value::Null,
        }
    }

    pub(crate) fn eval_binary(
        &mut self,
        op: BinaryOp,
        left: ExprId,
        right: ExprId,
        span: Span,
    ) -> Value {
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
            // `folder / "prompts" / "guide.txt"`: a text is no number, so this is a path.
            BinaryOp::Arithmetic
                if matches!(right_value, Value::Text(_))
                    && !matches!(left_value, Value::Number(_)) =>
            {
                self.path_below(&left_value, &right_value)
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
    pub(crate) fn contained(&mut self, left: &Value, right: &Value, negated: bool) -> Value {
        let is_field = constant(left).is_some_and(|word| self.vocabulary.is_message_field(&word));
        if is_field && self.taint_of(right).user {
            return self.opaque_test(crate::flow::values::Subject::Other);
        }
        let how = if self.taint_of(right).is_none() {
            How::Equal
        } else {
            How::Contains
        };
        self.compare(left, right, how, negated)
    }

    pub(crate) fn format_args(&mut self, value: &Value) -> Vec<Given> {
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

    pub(crate) fn push_onto(&mut self, target: &Value, value: Value) {
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

    pub(crate) fn eval_choice(&mut self, op: ChoiceOp, left: ExprId, right: ExprId) -> Value {
        let left_value = self.eval(left);
        match op {
            ChoiceOp::And => {
                let test = self.test_of(&left_value);
                if matches!(left_value, Value::Null) {
                    return Value::Null;
                }
                let at = self.here(self.frame().tree.expr(left).span);
                self.conditions
                    .push(crate::flow::run::Condition::new(at, test, true));
                self.undecided += 1;
                let right_value = self.eval(right);
                self.undecided -= 1;
                self.conditions.pop();
                match (&left_value, &right_value) {
                    // `m && m[1]`: the match where it is asked, its part where it is read.
                    (Value::Test(test), Value::Extern(_) | Value::Text(_))
                        if !Self::matched_taint(test).is_none() =>
                    {
                        left_value.or(right_value)
                    }
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
                    (Value::Test(_) | Value::Extern(_), Value::Test(_)) => {
                        self.either(&left_value, &right_value)
                    }
                    (Value::Null, _) => right_value,
                    _ => self.or_default(left_value, right_value),
                }
            }
        }
    }

    pub(crate) fn is_unsure(&self, id: ObjectId) -> bool {
        !matches!(
            self.object(id),
            ObjectKind::Record { .. } | ObjectKind::List { .. }
        )
    }

    /// `a or b`: an environment variable's default governs where it is not set (policy brief, 7, case 12).
    pub(crate) fn or_default(&mut self, value: Value, default: Value) -> Value {
        let is_environment = |value: &Value| match value {
            Value::Text(rope) => {
                matches!(&rope[..], [Part::Hole(hole)] if hole.reason == HoleReason::Environment)
            }
            Value::Extern(external) => external.reason == HoleReason::Environment,
            _ => false,
        };
        let empty = |value: &Value| {
            matches!(value, Value::Null)
                || constant(value).is_some_and(|text| !text.chars().any(char::is_alphanumeric))
        };
        if is_environment(&value) && !empty(&default) {
            // As a text the default governs (`without_settings`); as a choice the setting may pick anything.
            return default.or(value);
        }
        if empty(&value) {
            return default;
        }
        if empty(&default) {
            return value;
        }
        value.or(default)
    }

    pub(crate) fn eval_conditional(
        &mut self,
        test: ExprId,
        then: ExprId,
        otherwise: ExprId,
    ) -> Value {
        let tested = self.eval(test);
        if matches!(tested, Value::Null) {
            return self.eval(otherwise);
        }
        let condition = crate::flow::run::Condition::new(
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

    pub(crate) fn negate(&mut self, value: &Value) -> Value {
        let test = self.test_of(value);
        Value::Test(Rc::new(Test {
            asked: test.asked.clone(),
            negated: !test.negated,
        }))
    }

    pub(crate) fn presence_value(&mut self, value: &Value) -> Value {
        Value::Test(self.test_of(&match value {
            Value::Test(_) => Value::Null,
            other => other.clone(),
        }))
    }

    /// The outcome of "one or the other".
    pub(crate) fn either(&mut self, left: &Value, right: &Value) -> Value {
        let (left, right) = (self.test_of(left), self.test_of(right));
        if left.negated != right.negated {
            let telling = match (is_telling(&left), is_telling(&right)) {
                (true, false) => left,
                (false, true) => right,
                _ if left.negated => right,
                _ => left,
            };
            return Value::Test(telling);
        }
        let asked = left.asked.iter().chain(&right.asked).cloned().collect();
        Value::Test(Rc::new(Test {
            asked,
            negated: left.negated,
        }))
    }

    /// The outcome of "the one and the other": what is about words tells more.
    pub(crate) fn both(&mut self, left: &Value, right: &Value) -> Value {
        let (left, right) = (self.test_of(left), self.test_of(right));
        match (is_telling(&left), is_telling(&right)) {
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
    pub(crate) fn lookup(&mut self, name: &SmolStr) -> Value {
        let scope = self.frame().scope.clone();
        if let Some(value) = scope.get(name) {
            return value;
        }
        if let Some(value) = self.shared_name(name) {
            return value;
        }
        self.global(name)
    }

    pub(crate) fn global(&mut self, name: &SmolStr) -> Value {
        if let Some(known) = self.globals.get(name) {
            return known.clone();
        }
        let external = Extern {
            path: name.clone(),
            ..Extern::nameless(name.clone())
        };
        self.with_member_meaning(external)
    }

    /// Applies the vocabulary's meaning of a member or global, if it has one.
    pub(crate) fn with_member_meaning(&mut self, mut external: Extern) -> Value {
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

    pub(crate) fn unknown(&self, name: impl Into<SmolStr>) -> Value {
        Value::Extern(Rc::new(Extern::nameless(name)))
    }

    pub(crate) fn eval_call(
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
                if matches!(tree.expr(*object).kind, ExprKind::Super)
                    && let Some(value) = self.call_super_method(name, args.clone(), at)
                {
                    return value;
                }
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

    pub(crate) fn eval_args(&mut self, args: &[Arg]) -> Vec<Given> {
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

    pub(crate) fn write_place(&mut self, place: ExprId, value: Value) {
        let tree = self.tree();
        if !matches!(tree.expr(place).kind, ExprKind::Name(_)) {
            self.note_state(&value);
        }
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

/// Whether a test asks for words.
fn is_telling(test: &Test) -> bool {
    test.asked.iter().any(|asked| {
        !matches!(asked.of, crate::flow::values::Subject::Other)
            && !matches!(asked.how, How::Present | How::Opaque)
    })
}

impl Extern {
    /// Something of that name that nobody knows.
    pub(crate) fn nameless(name: impl Into<SmolStr>) -> Self {
        Extern {
            package: None,
            path: name.into(),
            built: None,
            taint: Taint::NONE,
            payload: false,
            reason: HoleReason::Unresolved,
            read_at: None,
        }
    }
}
