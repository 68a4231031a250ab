//! Operations: what two values give together, choices between values, and tests of both.

use std::rc::Rc;

use crate::bot::HoleReason;
use crate::flow::run::{Condition, Engine};
use crate::flow::values::{
    Extern, Given, How, ObjectId, ObjectKind, Part, Subject, Test, Value, constant,
};
use crate::syntax::{BinaryOp, ChoiceOp, ExprId};
use crate::workspace::Span;

impl Engine<'_> {
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
            return self.opaque_test(Subject::Other);
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
                self.conditions.push(Condition::new(at, test, true));
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
        let condition = Condition::new(
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
}

/// Whether a test asks for words.
fn is_telling(test: &Test) -> bool {
    test.asked.iter().any(|asked| {
        !matches!(asked.of, Subject::Other) && !matches!(asked.how, How::Present | How::Opaque)
    })
}
