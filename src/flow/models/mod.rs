//! Model calls: what they are told, what the user's words have to do with it, where the answer goes, and the routes of
//! the bot graph that follow.

mod call;
mod conversation;
mod governing;
mod reply;
pub(crate) mod route;
mod sighting;
mod state;

pub(crate) use governing::*;
pub(crate) use sighting::*;
