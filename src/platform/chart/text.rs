//! Texts of a flow: literal words and the variables between them.

use smol_str::SmolStr;

use crate::bot::HoleReason;
use crate::workspace::{Location, SourceText};

use super::Symbol;

/// A piece of a text in a flow.
#[derive(Debug, Clone)]
pub(crate) enum TextPart {
    /// Words written in the file.
    Words(SourceText),
    /// A variable of the flow.
    Variable {
        /// The symbol that carries it.
        symbol: Symbol,
        /// The name as written.
        name: SmolStr,
        /// Where it is put in.
        at: Location,
    },
    /// Something that only the running flow knows.
    Gap {
        /// Why it cannot be seen.
        reason: HoleReason,
        /// The name as written.
        name: SmolStr,
        /// Where it is put in.
        at: Location,
    },
}

/// Whose turn a text sent to a model is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum MessageRole {
    /// Instructions: system, developer, persona fields.
    System,
    /// A user's turn.
    User,
    /// A turn of the model: an example or the history.
    Assistant,
}

impl MessageRole {
    /// The role of that name, as the chat interfaces write it; what is not known counts as a user's turn.
    pub(crate) fn named(name: &str) -> Self {
        match name.trim().to_ascii_lowercase().as_str() {
            "system" | "developer" | "systemmessage" | "instructions" => Self::System,
            "assistant" | "ai" | "model" | "bot" => Self::Assistant,
            _ => Self::User,
        }
    }
}

/// A text that is sent to a model.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    /// Whose turn it is.
    pub(crate) role: MessageRole,
    /// Its pieces, in order.
    pub(crate) text: Vec<TextPart>,
}

impl Message {
    /// A text in that turn.
    pub(crate) fn new(role: MessageRole, text: Vec<TextPart>) -> Self {
        Self { role, text }
    }
}

impl TextPart {
    /// The variable's symbol, if it is one.
    pub(crate) fn symbol(&self) -> Option<&Symbol> {
        match self {
            TextPart::Variable { symbol, .. } => Some(symbol),
            _ => None,
        }
    }
}

/// The symbols that stand in a text.
pub(crate) fn symbols(parts: &[TextPart]) -> impl Iterator<Item = Symbol> + '_ {
    parts.iter().filter_map(|part| part.symbol().cloned())
}
