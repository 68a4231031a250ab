//! The phrases of every language: loaded from `lints/vocabulary/phrases`, found in a text in one pass a language.

mod class;
mod expand;
mod language;
mod load;
mod matcher;
mod schema;
mod steps;
#[cfg(test)]
mod table;

pub(crate) use class::{Class, ClassSet};
pub(crate) use language::{LanguageSet, Languages};
pub use load::PhraseError;
pub(crate) use matcher::{Hit, Lexicon};
pub(crate) use schema::{Complement, Negation};
pub(crate) use steps::Numbered;
