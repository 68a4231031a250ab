//! Follows the user's text through a program: names to definitions across files, handlers evaluated symbolically,
//! model calls written down as routes.
//!
//! Words used here. An *entry* is a function that is called with a message. A *rope* is text in pieces. *Taint* says
//! what has flowed into a value: the user's words, a model's answer. A *condition* is what was asked on the way. A
//! *site* is a model call in the program text; a *sighting* is one way on which it was reached.

mod call;
mod class;
mod condition;
mod container;
mod conversation;
mod data;
mod engine;
mod entry;
mod expression;
mod file;
mod follower;
mod fuel;
mod global;
mod heap;
mod import;
mod injection;
mod literal;
mod member;
mod model;
mod module;
#[cfg(test)]
mod neutral_tests;
mod one_of;
mod program;
mod project;
mod registration;
mod reply;
mod request;
mod rope;
mod route;
mod slot;
mod snippet;
mod standard;
mod state;
mod statement;
mod summary;
mod value;

pub use follower::Follower;
pub use project::{Sources, mark_words, read_sources};
