//! Model calls: what they are told, what the user's words have to do with it, where the answer goes, and the routes of
//! the bot graph that follow.

pub(crate) mod conversation;
pub(crate) mod model;
mod reply;
pub(crate) mod route;
mod state;
