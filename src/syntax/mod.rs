//! Source code → the neutral tree. One folder a language; the only room that knows a grammar's node names.

mod builder;
mod embedded;
#[cfg(test)]
mod files_for_tests;
mod go;
mod javascript;
mod language;
mod literal;
mod parse;
mod paths;
#[cfg(test)]
mod print;
mod python;
mod repair;
#[cfg(test)]
mod robustness_tests;
mod tree;

pub use embedded::lower_embedded;
pub use language::{
    DEFAULT_EXPORT, Frontend, Language, ProjectFiles, Remembered, Target, frontend, language_of,
    runs_in_one_scope, stands_for_folder,
};
pub use tree::*;
