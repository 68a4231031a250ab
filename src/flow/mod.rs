//! Follows the user's text through a program: names to definitions across files, handlers evaluated symbolically,
//! model calls written down as routes.
//!
//! Words used here. An *entry* is a function that is called with a message. A *rope* is text in pieces. *Taint* says
//! what has flowed into a value: the user's words, a model's answer. A *condition* is what was asked on the way. A
//! *site* is a model call in the program text; a *sighting* is one way on which it was reached.
//!
//! `project` goes through the projects one after the other and `follower` serves the readers of definitions. Under them:
//! `program` (files, modules, names), `values` (what is known of a value), `run` (walking code), `entries` (where a
//! message comes in), `outside` (what is not in the program), `models` (model calls, and the routes that follow).

mod entries;
mod follower;
mod models;
#[cfg(test)]
mod neutral_tests;
mod outside;
mod program;
mod project;
mod run;
mod snippet;
mod values;

pub use follower::Follower;
pub use project::{Sources, mark_words, read_sources};
