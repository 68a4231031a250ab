//! Statements: what is done in order, and how a block ends.

use std::rc::Rc;

use crate::flow::run::{Engine, TreeRef};
use crate::flow::values::{ClassRef, Closure, Value};
use crate::syntax::{Block, ClassId, FunctionId, StmtId, StmtKind};

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
            } => return self.run_try(body, handlers, finally),
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

    pub(crate) fn declare_class(&mut self, class: ClassId) {
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

    pub(crate) fn class_value(&mut self, class: ClassId) -> Value {
        Value::Class(Rc::new(ClassRef {
            file: self.file(),
            class,
            scope: self.frame().scope.clone(),
        }))
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
}
