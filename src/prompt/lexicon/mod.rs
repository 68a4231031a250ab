//! The phrases of every language: loaded from `lints/vocabulary/phrases`, found in a text in one pass a language.

mod class;
mod expand;
mod language;
mod load;
mod matcher;
mod schema;
mod steps;

pub(crate) use class::{Class, ClassSet};
pub(crate) use language::{Language, LanguageSet, Languages};
pub(crate) use load::PhraseError;
pub(crate) use matcher::{Hit, Lexicon};
pub(crate) use schema::{Complement, LanguageFile, Negation};
