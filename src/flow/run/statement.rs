//! Statements: branches split and join what names hold, and leave behind what was asked.

use std::rc::Rc;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::flow::run::{Condition, Engine, TreeRef};
use crate::flow::values::{Asked, ClassRef, Closure, How, Scope, Subject, Test, Value, constant};
use crate::syntax::{
    AssignOp, Block, CasePattern, FunctionId, MatchArm, Pattern, StmtId, StmtKind,
};
use crate::workspace::Span;

/// How a block ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    /// It ran to its end.
    Through,
    /// It left the function.
    Returned,
    /// It left the loop or the turn.
    LeftLoop,
}

/// The names of a function's scope at one moment.
pub(crate) type Snapshot = FxHashMap<SmolStr, Value>;

impl Engine<'_> {
    /// Runs a block. Functions and classes are declared first, so that order does not matter.
    pub(crate) fn run(&mut self, block: &Block) -> Ended {
        let tree = self.tree();
        self.hoist(&tree, block);
        for &id in block {
            if !self.burn() {
                return Ended::Through;
            }
            let ended = self.run_statement(&tree, id);
            if ended != Ended::Through {
                return ended;
            }
        }
        Ended::Through
    }

    fn hoist(&mut self, tree: &TreeRef, block: &Block) {
        for &id in block {
            if let StmtKind::Function(function) = &tree.stmt(id).kind {
                let function = *function;
                if tree.function(function).receiver.is_none()
                    && tree.function(function).decorators.is_empty()
                    && let Some(name) = tree.function(function).name.clone()
                {
                    let value = self.closure(function, None);
                    self.frame().scope.set(name, value);
                }
            }
            // Modules that import each other (for types, mostly) find each other's classes.
            if let StmtKind::Class(class) = tree.stmt(id).kind
                && let Some(name) = tree.class(class).name.clone()
            {
                let value = self.class_value(class);
                self.frame().scope.set(name, value);
            }
        }
    }

    pub(crate) fn closure(&self, function: FunctionId, this: Option<Value>) -> Value {
        Value::Function(Rc::new(Closure {
            file: self.file(),
            function,
            scope: self.frame().scope.clone(),
            this: this.or_else(|| self.frame().this.clone()),
        }))
    }

    fn run_statement(&mut self, tree: &TreeRef, id: StmtId) -> Ended {
        let statement = tree.stmt(id);
        match &statement.kind {
            StmtKind::Value(expr) => {
                self.eval(*expr);
            }
            StmtKind::Assign {
                target,
                op,
                value,
                ty,
                declares,
            } => {
                self.run_assign(target, *op, *value, ty.as_deref(), *declares);
            }
            StmtKind::If {
                branches,
                otherwise,
                ..
            } => return self.run_if(tree, branches, otherwise.as_ref()),
            StmtKind::Match {
                subject,
                arms,
                falls_through,
            } => {
                let subject = subject.map(|subject| self.eval(subject));
                let (ended, _) = self.run_match(subject, arms, *falls_through);
                return ended;
            }
            StmtKind::Loop {
                each,
                init,
                test,
                step,
                body,
            } => {
                return self.run_loop(each.as_ref(), init, *test, step, body);
            }
            StmtKind::Try {
                body,
                handlers,
                finally,
            } => {
                let before = self.snapshot();
                let mut ends = Vec::new();
                let files = self.files_read;
                let mut ended = self.run(body);
                if ended == Ended::Through {
                    ends.push(self.snapshot());
                }
                // The file that the block reads is there: what stands in for it does not run.
                let reads_file = self.files_read > files;
                for handler in handlers.iter().filter(|_| !reads_file) {
                    self.restore(before.clone());
                    self.undecided += 1;
                    if let Some(name) = &handler.name {
                        let value = self.unknown(name.clone());
                        self.frame().scope.set(name.clone(), value);
                    }
                    let conditions = self.conditions.len();
                    if self.run(&handler.body) == Ended::Through {
                        ended = Ended::Through;
                        ends.push(self.snapshot());
                    }
                    self.conditions.truncate(conditions);
                    self.undecided -= 1;
                }
                self.join(ends);
                let last = self.run(finally);
                return if last == Ended::Through { ended } else { last };
            }
            StmtKind::With { items, body } => {
                for (expr, pattern) in items {
                    let value = self.eval(*expr);
                    if let Some(pattern) = pattern {
                        self.bind(pattern, value, true);
                    }
                }
                return self.run(body);
            }
            StmtKind::Return(expr) => {
                let value = expr.map_or(Value::Null, |expr| self.eval(expr));
                self.give_back(value);
                return Ended::Returned;
            }
            StmtKind::Throw(expr) => {
                if let Some(expr) = expr {
                    self.eval(*expr);
                }
                return Ended::Returned;
            }
            StmtKind::Break | StmtKind::Continue => {
                let snapshot = self.snapshot();
                self.frame_mut().exits.push(snapshot);
                return Ended::LeftLoop;
            }
            StmtKind::Spawn(expr) => {
                self.eval(*expr);
            }
            StmtKind::Function(function) => self.declare_function(tree, *function),
            StmtKind::Class(class) => self.declare_class(*class),
            StmtKind::Import(import) => self.run_import(import),
            StmtKind::Export(export) => self.run_export(export),
            StmtKind::Block(block) => return self.run(block),
            StmtKind::Outer(names) => self.frame_mut().outer.extend(names.iter().cloned()),
            StmtKind::Opaque => {}
        }
        Ended::Through
    }

    fn declare_function(&mut self, tree: &TreeRef, id: FunctionId) {
        let function = tree.function(id);
        let Some(name) = function.name.clone() else {
            return;
        };
        let mut value = self.closure(id, None);
        for &decorator in function.decorators.iter().rev() {
            value = self.decorate(decorator, value);
        }
        if function.receiver.is_none() {
            self.frame().scope.set(name, value);
        }
    }

    pub(crate) fn declare_class(&mut self, class: crate::syntax::ClassId) {
        let value = self.class_value(class);
        if let Value::Class(class) = &value
            && let Some(name) = self.tree().class(class.class).name.clone()
        {
            self.frame().scope.set(name, value.clone());
        }
        if let Value::Class(class) = value {
            self.announce_class(&class);
        }
    }

    pub(crate) fn class_value(&mut self, class: crate::syntax::ClassId) -> Value {
        Value::Class(Rc::new(ClassRef {
            file: self.file(),
            class,
            scope: self.frame().scope.clone(),
        }))
    }

    fn run_assign(
        &mut self,
        target: &Pattern,
        op: AssignOp,
        value: Option<crate::syntax::ExprId>,
        ty: Option<&str>,
        declares: bool,
    ) {
        let Some(value) = value else {
            if declares {
                let value = ty
                    .and_then(|ty| self.typed_value(ty, None))
                    .unwrap_or(Value::Null);
                self.bind(target, value, true);
            }
            return;
        };
        let value = self.eval(value);
        self.assign(target, op, value, declares);
    }

    /// Writes a value where the pattern says.
    pub(crate) fn assign(&mut self, target: &Pattern, op: AssignOp, value: Value, declares: bool) {
        let value = match op {
            AssignOp::Set => value,
            AssignOp::Add => {
                let old = self.pattern_value(target);
                self.add(old, value)
            }
            AssignOp::Default => match self.pattern_value(target) {
                Value::Null => value,
                old => old.or(value),
            },
            AssignOp::Other => self.pattern_value(target).or(value),
        };
        self.bind(target, value, declares);
    }

    fn pattern_value(&mut self, target: &Pattern) -> Value {
        match target {
            Pattern::Name(name, _) => self.lookup(name),
            Pattern::Place(expr) => self.eval(*expr),
            _ => Value::Null,
        }
    }

    fn run_if(
        &mut self,
        tree: &TreeRef,
        branches: &[crate::syntax::Branch],
        otherwise: Option<&Block>,
    ) -> Ended {
        let depth = self.conditions.len();
        let mut ends = Vec::new();
        let mut left_behind = Vec::new();
        let mut all_left = true;
        let mut last = Ended::Through;
        for branch in branches {
            let tested = self.eval(branch.test);
            let test = self.test_of(&tested);
            let condition = Condition::new(self.here(branch.head), test, true);
            let before = self.snapshot();
            let here = self.conditions.len();
            let entered = !is_never(tree, branch.test);
            if entered {
                self.undecided += 1;
                self.conditions.push(condition.clone());
                let ended = self.run(&branch.body);
                self.conditions.truncate(here);
                self.undecided -= 1;
                if ended == Ended::Through {
                    ends.push(self.snapshot());
                    all_left = false;
                } else {
                    last = ended;
                    left_behind.push(condition.turned());
                }
            }
            self.restore(before);
            self.conditions.push(condition.turned());
            if is_always(tree, branch.test) {
                self.conditions.truncate(depth);
                self.join(ends);
                return if all_left { last } else { Ended::Through };
            }
        }
        match otherwise {
            Some(block) => {
                self.undecided += 1;
                let here = self.conditions.len();
                let ended = self.run(block);
                self.conditions.truncate(here);
                self.undecided -= 1;
                if ended == Ended::Through {
                    ends.push(self.snapshot());
                    all_left = false;
                } else {
                    last = ended;
                }
            }
            None => {
                ends.push(self.snapshot());
                all_left = false;
            }
        }
        self.join(ends);
        self.conditions.truncate(depth);
        self.conditions.extend(left_behind);
        if all_left { last } else { Ended::Through }
    }

    /// Runs the arms of a match; gives how it ended and the value of the arms as an expression.
    pub(crate) fn run_match(
        &mut self,
        subject: Option<Value>,
        arms: &[MatchArm],
        falls_through: bool,
    ) -> (Ended, Value) {
        let depth = self.conditions.len();
        let before = self.snapshot();
        let mut ends = Vec::new();
        let mut seen: Vec<Asked> = Vec::new();
        let mut value: Option<Value> = None;
        let mut all_returned = !arms.is_empty();
        let mut has_default = false;
        let mut waiting: Vec<Asked> = Vec::new();
        for arm in arms {
            self.restore(before.clone());
            let asked = self.asked_by_arm(subject.as_ref(), arm);
            let is_default = arm.patterns.is_empty();
            has_default |= is_default;
            waiting.extend(asked.iter().cloned());
            seen.extend(asked);
            if arm.body.is_empty() && falls_through && !is_default {
                continue;
            }
            let test = if is_default {
                Test {
                    asked: seen.clone(),
                    negated: true,
                }
            } else {
                Test {
                    asked: std::mem::take(&mut waiting),
                    negated: false,
                }
            };
            self.conditions
                .push(Condition::new(self.here(arm.head), Rc::new(test), true));
            self.undecided += 1;
            if let Some(guard) = arm.guard {
                let tested = self.eval(guard);
                let test = self.test_of(&tested);
                self.conditions
                    .push(Condition::new(self.here(arm.head), test, true));
            }
            let mark = self.frame().exits.len();
            let ended = self.run(&arm.body);
            self.conditions.truncate(depth);
            self.undecided -= 1;
            let result = self.arm_value(&arm.body);
            value = Some(match value {
                Some(old) => old.or(result),
                None => result,
            });
            match ended {
                Ended::Returned => {}
                Ended::Through => {
                    ends.push(self.snapshot());
                    all_returned = false;
                }
                Ended::LeftLoop => {
                    // In a C-like switch `break` leaves the switch.
                    let own = self.frame_mut().exits.split_off(mark);
                    ends.extend(own);
                    all_returned = false;
                }
            }
        }
        if !has_default {
            ends.push(before);
            all_returned = false;
        }
        self.join(ends);
        let ended = if all_returned {
            Ended::Returned
        } else {
            Ended::Through
        };
        (ended, value.unwrap_or(Value::Null))
    }

    fn arm_value(&mut self, body: &Block) -> Value {
        let tree = self.tree();
        match body.last().map(|&id| &tree.stmt(id).kind) {
            Some(StmtKind::Value(expr)) => self.eval_quietly(*expr),
            _ => Value::Null,
        }
    }

    fn asked_by_arm(&mut self, subject: Option<&Value>, arm: &MatchArm) -> Vec<Asked> {
        let mut all = Vec::new();
        for pattern in &arm.patterns {
            match pattern {
                CasePattern::Value(expr) => {
                    let value = self.eval(*expr);
                    match subject {
                        Some(subject) if !matches!(subject, Value::Bool(true)) => {
                            let of = self.subject_of(subject);
                            let words = value.alternatives().iter().filter_map(constant).collect();
                            all.push(Asked {
                                of,
                                how: How::Equal,
                                words,
                            });
                        }
                        _ => all.extend(self.test_of(&value).asked.iter().cloned()),
                    }
                }
                CasePattern::Type { bind, .. } => {
                    if let (Some(name), Some(subject)) = (bind, subject) {
                        self.frame().scope.set(name.clone(), subject.clone());
                    }
                    all.push(Asked {
                        of: Subject::Other,
                        how: How::Opaque,
                        words: Vec::new(),
                    });
                }
                CasePattern::Bind(pattern) => {
                    if let Some(subject) = subject {
                        self.bind(pattern, subject.clone(), true);
                    }
                    all.push(Asked {
                        of: Subject::Other,
                        how: How::Opaque,
                        words: Vec::new(),
                    });
                }
            }
        }
        all
    }

    fn run_loop(
        &mut self,
        each: Option<&(Pattern, crate::syntax::ExprId)>,
        init: &Block,
        test: Option<crate::syntax::ExprId>,
        step: &Block,
        body: &Block,
    ) -> Ended {
        // Loops within loops take fewer turns each.
        let most = [10, 4, 2, 1][self.loops.min(3)];
        self.run(init);
        let depth = self.conditions.len();
        let outer_exits = std::mem::take(&mut self.frame_mut().exits);
        let before = self.snapshot();
        if let Some(test) = test {
            self.eval(test);
        }
        let mut turns: Vec<Option<Value>> = vec![None];
        let mut all_known = false;
        if let Some((_, iterable)) = each {
            let iterable = self.eval(*iterable);
            let (items, rest) = self.elements_of(&iterable);
            all_known = rest.is_none() && !items.is_empty() && items.len() <= most;
            turns = items.into_iter().take(most).chain(rest).map(Some).collect();
        }
        // Where every turn is known, what holds after the last holds after the loop.
        let mut ends = if all_known { Vec::new() } else { vec![before] };
        let last = turns.len();
        self.undecided += 1;
        self.loops += 1;
        for (at, turn) in turns.into_iter().enumerate() {
            if let (Some((pattern, _)), Some(value)) = (each, turn) {
                self.bind(pattern, value, true);
            }
            let ended = self.run(body);
            self.conditions.truncate(depth);
            if ended == Ended::Through {
                self.run(step);
            }
            if !all_known || at + 1 == last {
                ends.push(self.snapshot());
            }
        }
        self.undecided -= 1;
        self.loops -= 1;
        let exits = std::mem::replace(&mut self.frame_mut().exits, outer_exits);
        ends.extend(exits);
        self.join(ends);
        Ended::Through
    }

    fn give_back(&mut self, value: Value) {
        let value = self.predicate_outcome(value);
        let frame = self.frame_mut();
        frame.returns = Some(match frame.returns.take() {
            Some(old) => old.or(value),
            None => value,
        });
    }

    /// `return True` behind a test of the text makes the function's result a test of the text.
    fn predicate_outcome(&self, value: Value) -> Value {
        let Value::Bool(true) = value else {
            return value;
        };
        let from = self.frame().conditions_at_entry;
        let asked = self.conditions[from.min(self.conditions.len())..]
            .iter()
            .rev()
            .find(|condition| condition.is_about_words() && condition.is_positive());
        match asked {
            Some(condition) => Value::Test(condition.test.clone()),
            None => value,
        }
    }

    pub(crate) fn snapshot(&self) -> Snapshot {
        self.frame().scope.0.names.borrow().clone()
    }

    fn restore(&mut self, snapshot: Snapshot) {
        *self.frame().scope.0.names.borrow_mut() = snapshot;
    }

    /// Makes every name hold what it may hold at the end of one of the ways.
    fn join(&mut self, ends: Vec<Snapshot>) {
        let mut ends = ends.into_iter();
        let Some(mut joined) = ends.next() else {
            return;
        };
        for end in ends {
            for (name, value) in end {
                match joined.entry(name) {
                    std::collections::hash_map::Entry::Occupied(known)
                        if known.get().same(&value) => {}
                    std::collections::hash_map::Entry::Occupied(mut known) => {
                        let both = known.get().clone().or(value);
                        known.insert(both);
                    }
                    std::collections::hash_map::Entry::Vacant(free) => {
                        free.insert(value);
                    }
                }
            }
        }
        self.restore(joined);
    }

    /// Binds the names of a pattern.
    pub(crate) fn bind(&mut self, pattern: &Pattern, value: Value, declares: bool) {
        match pattern {
            Pattern::Name(name, _) => self.write_name(name, value, declares),
            Pattern::Place(expr) => self.write_place(*expr, value),
            Pattern::Record { fields, rest } => {
                for field in fields {
                    let mut part = self.member(&value, &field.key, Span::default());
                    if let Some(default) = field.default {
                        part = match part {
                            Value::Null => self.eval(default),
                            Value::Extern(external) if external.payload => Value::Extern(external),
                            other => {
                                let default = self.eval(default);
                                other.or(default)
                            }
                        };
                    }
                    self.bind(&field.pattern, part, declares);
                }
                if let Some(rest) = rest {
                    self.write_name(rest, value, declares);
                }
            }
            Pattern::List { items, rest } => {
                for (position, item) in items.iter().enumerate() {
                    if let Some(item) = item {
                        let part = self.element(&value, position);
                        self.bind(item, part, declares);
                    }
                }
                if let Some(rest) = rest {
                    self.bind(rest, value, declares);
                }
            }
            Pattern::Ignore => {}
        }
    }

    fn write_name(&mut self, name: &SmolStr, value: Value, declares: bool) {
        let scope = self.frame().scope.clone();
        let explicit = self.tree().language.declares_by_assignment();
        let holder: Option<Scope> = if declares || (explicit && !self.is_outer(name)) {
            None
        } else {
            scope.holder(name)
        };
        match holder {
            Some(holder) if !holder.is(&scope) => {
                // Another function's name: its other writes are not undone.
                let old = holder.get(name);
                let value = match old {
                    Some(Value::Null) | None => value,
                    Some(old) if self.undecided > 0 => old.or(value),
                    Some(_) => value,
                };
                self.summaries.wrote_outside();
                holder.set(name.clone(), value);
            }
            None if !declares && !explicit && self.write_known_global(name, &value) => {}
            _ => scope.set(name.clone(), value),
        }
    }

    fn is_outer(&self, name: &str) -> bool {
        self.frame().outer.iter().any(|outer| outer == name)
    }
}

/// Tests that are always true in a program as it runs.
fn is_always(tree: &TreeRef, test: crate::syntax::ExprId) -> bool {
    use crate::syntax::ExprKind;
    match &tree.expr(test).kind {
        ExprKind::Bool(value) => *value,
        _ => false,
    }
}

fn is_never(tree: &TreeRef, test: crate::syntax::ExprId) -> bool {
    matches!(tree.expr(test).kind, crate::syntax::ExprKind::Bool(false))
}
