//! Entries: the functions that are called with a message, and how they come to be registered.

mod entry;
mod polling;
mod registration;

pub(crate) use entry::*;
pub(crate) use polling::*;
