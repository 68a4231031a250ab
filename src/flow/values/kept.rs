//! Scopes hold closures that hold scopes: without help none of them would ever go. What was made while an engine ran goes
//! with it.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use super::value::{Scope, ScopeCell};

thread_local! {
    static MADE: RefCell<Vec<Weak<ScopeCell>>> = const { RefCell::new(Vec::new()) };
}

/// Remembers a scope until the engine that made it is done.
pub(super) fn remember(scope: Scope) -> Scope {
    MADE.with_borrow_mut(|made| made.push(Rc::downgrade(&scope.0)));
    scope
}

/// Empties, when it goes, all scopes that were made on its thread since it was made itself.
pub(crate) struct ScopeKeeper {
    before: usize,
}

impl ScopeKeeper {
    /// The keeper of what is made from now on.
    pub(crate) fn new() -> Self {
        Self {
            before: MADE.with_borrow(Vec::len),
        }
    }
}

impl Drop for ScopeKeeper {
    fn drop(&mut self) {
        let made = MADE.with_borrow_mut(|made| {
            let from = self.before.min(made.len());
            made.split_off(from)
        });
        // All are held while each is emptied, so that none takes others along and down the stack.
        let held: Vec<Rc<ScopeCell>> = made.iter().filter_map(Weak::upgrade).collect();
        for scope in &held {
            let names = std::mem::take(&mut *scope.names.borrow_mut());
            drop(names);
        }
    }
}
