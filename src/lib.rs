//! botlint reads the bots of a repository and tells where a user's message reaches a model that nothing narrows.

pub mod bot;
pub mod document;
pub mod platform;
pub mod prompt;
pub mod syntax;
pub mod workspace;
