//! What the engine knows of values: texts in pieces, objects on the heap, alternatives, and what reading and writing
//! them means.

mod container;
pub(crate) mod heap;
mod kept;
mod literal;
mod member;
pub(crate) mod one_of;
pub(crate) mod rope;
mod value;

pub(crate) use kept::ScopeKeeper;
pub(crate) use value::*;
