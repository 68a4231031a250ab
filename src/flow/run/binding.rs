//! Binding: values written to names, members and patterns.

use smol_str::SmolStr;

use crate::flow::run::Engine;
use crate::flow::values::{Scope, Value, constant};
use crate::syntax::{AssignOp, ExprId, ExprKind, Pattern};
use crate::workspace::Span;

impl Engine<'_> {
    pub(super) fn run_assign(
        &mut self,
        target: &Pattern,
        op: AssignOp,
        value: Option<ExprId>,
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

    fn write_name(&mut self, name: &SmolStr, value: Value, declares: bool) {
        let scope = self.frame().scope.clone();
        let explicit = self.tree().language.declares_by_assignment();
        let is_outer = explicit && self.is_outer(name);
        let holder: Option<Scope> = if declares || (explicit && !is_outer) {
            None
        } else {
            let file = self.file();
            // A name that only functions assign is the module's all the same.
            let of_module = is_outer.then(|| self.module_scope(file));
            scope.holder(name).or(of_module)
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
