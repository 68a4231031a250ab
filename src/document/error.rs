//! Why a document could not be read.

use crate::workspace::Location;

/// A document that could not be parsed, or not be read as the model it was taken for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// The text breaks the rules of its format.
    #[error("{message}")]
    Syntax {
        /// What the parser says.
        message: String,
        /// Where it says so.
        at: Location,
    },
    /// Objects and lists are nested deeper than botlint follows.
    #[error("is nested more than {limit} levels deep")]
    TooDeep {
        /// The deepest level that is read.
        limit: usize,
        /// Where that level is passed.
        at: Location,
    },
    /// The value is not what the model expects.
    #[error("{message}")]
    Model {
        /// What was expected and what was found.
        message: String,
        /// The innermost value that was being read, where known.
        at: Option<Location>,
    },
}

impl DocumentError {
    /// Where it went wrong, where known.
    pub fn location(&self) -> Option<Location> {
        match self {
            DocumentError::Syntax { at, .. } | DocumentError::TooDeep { at, .. } => Some(*at),
            DocumentError::Model { at, .. } => *at,
        }
    }
}
