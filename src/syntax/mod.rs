//! Source code → the neutral tree. One folder a language; the only room that knows a grammar's node names.

mod language;
mod tree;

pub use language::{Frontend, Language, ProjectFiles, Target, frontend, language_of};
pub use tree::*;
