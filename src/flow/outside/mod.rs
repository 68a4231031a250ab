//! What is not in the program: calls into packages, requests over HTTP, what containers inject. The vocabulary says what
//! such calls mean.

mod injection;
mod request;
pub(crate) mod script;
mod slot;
pub(crate) mod standard;
mod text_builder;
