//! Branches and loops: they split what names hold and join it again, and leave behind what was asked.

use std::rc::Rc;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::flow::run::Ended;
use crate::flow::run::{Condition, Engine, TreeRef};
use crate::flow::values::{Asked, How, Subject, Test, Value, constant};
use crate::syntax::{
    Block, Branch, CasePattern, ExprId, ExprKind, Handler, MatchArm, Pattern, StmtKind,
};

/// The names of a function's scope at one moment.
pub(crate) type Snapshot = FxHashMap<SmolStr, Value>;

impl Engine<'_> {
    pub(super) fn run_if(
        &mut self,
        tree: &TreeRef,
        branches: &[Branch],
        otherwise: Option<&Block>,
    ) -> Ended {
        let depth = self.conditions.len();
        let mut ends = Vec::new();
        let mut left_behind = Vec::new();
        let mut last = Ended::Through;
        for branch in branches {
            let tested = self.eval(branch.test);
            let test = self.test_of(&tested);
            let condition = Condition::new(self.here(branch.head), test, true);
            let before = self.snapshot();
            if !is_never(tree, branch.test) {
                let ended = self.run_way(&branch.body, Some(condition.clone()), &mut ends);
                if ended != Ended::Through {
                    last = ended;
                    left_behind.push(condition.turned());
                }
            }
            self.restore(before);
            self.conditions.push(condition.turned());
            if is_always(tree, branch.test) {
                self.conditions.truncate(depth);
                return self.join_ways(ends, last);
            }
        }
        match otherwise {
            Some(block) => {
                let ended = self.run_way(block, None, &mut ends);
                if ended != Ended::Through {
                    last = ended;
                }
            }
            None => ends.push(self.snapshot()),
        }
        self.conditions.truncate(depth);
        self.conditions.extend(left_behind);
        self.join_ways(ends, last)
    }

    /// Runs a block that may not be taken, under what is asked before it; keeps what holds where it runs to its end.
    fn run_way(
        &mut self,
        block: &Block,
        condition: Option<Condition>,
        ends: &mut Vec<Snapshot>,
    ) -> Ended {
        let depth = self.conditions.len();
        self.undecided += 1;
        self.conditions.extend(condition);
        let ended = self.run(block);
        self.conditions.truncate(depth);
        self.undecided -= 1;
        if ended == Ended::Through {
            ends.push(self.snapshot());
        }
        ended
    }

    /// Goes on with what holds at the end of the ways; where none has an end, all went as the last did.
    fn join_ways(&mut self, ends: Vec<Snapshot>, last: Ended) -> Ended {
        let ended = if ends.is_empty() {
            last
        } else {
            Ended::Through
        };
        self.join(ends);
        ended
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

    pub(super) fn run_loop(
        &mut self,
        each: Option<&(Pattern, ExprId)>,
        init: &Block,
        test: Option<ExprId>,
        step: &Block,
        body: &Block,
    ) -> Ended {
        // Loops within loops take fewer turns each.
        let most = [10, 4, 2, 1][self.loops.min(3)];
        self.run(init);
        if each.is_none()
            && let Some(first) = body.first()
        {
            let at = self.here(self.tree().stmt(*first).span);
            self.note_endless_loop(test, at);
        }
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

    /// Runs a protected block, and its handlers from where the block began: it may fail anywhere.
    pub(super) fn run_try(&mut self, body: &Block, handlers: &[Handler], finally: &Block) -> Ended {
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
        if last == Ended::Through { ended } else { last }
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
}

/// Tests that are always true in a program as it runs.
fn is_always(tree: &TreeRef, test: ExprId) -> bool {
    use ExprKind;
    match &tree.expr(test).kind {
        ExprKind::Bool(value) => *value,
        _ => false,
    }
}

fn is_never(tree: &TreeRef, test: ExprId) -> bool {
    matches!(tree.expr(test).kind, ExprKind::Bool(false))
}
