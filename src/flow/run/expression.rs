//! Expressions: what they are worth, as far as can be known.

use std::rc::Rc;

use smol_str::SmolStr;

use crate::bot::HoleReason;
use crate::flow::run::{Engine, TreeRef};
use crate::flow::values::{Extern, Given, ObjectKind, Taint, Value};
use crate::syntax::{Arg, Block, ExprId, ExprKind, StmtKind, UnaryOp};
use crate::vocabulary::Does;
use crate::workspace::Span;

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

    pub(crate) fn block_value(&mut self, tree: &TreeRef, block: &Block) -> Value {
        match block.last().map(|&id| &tree.stmt(id).kind) {
            Some(StmtKind::Value(expr)) => self.eval_quietly(*expr),
            _ => Value::Null,
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
                Does::Arguments => {
                    if let Some(arguments) = self.script_arguments(rule.leading) {
                        return arguments;
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
}
