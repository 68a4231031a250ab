//! Running the program: expressions, statements and calls of its functions, what was asked on the way, and how much of
//! it may be walked.

mod binding;
mod branch;
pub(crate) mod call;
mod condition;
mod engine;
mod expression;
pub(crate) mod fuel;
mod operation;
mod statement;
pub(crate) mod summary;

pub(crate) use branch::Snapshot;
pub(crate) use condition::*;
pub(crate) use engine::*;
pub(crate) use statement::Ended;
