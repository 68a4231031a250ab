//! The scanned tree: walking it, reading files, and the coordinates that everything else speaks in.

mod archive;
mod decode;
mod error;
mod installed;
mod kind;
mod marks;
mod problem;
mod project;
mod read;
mod scope;
mod skip;
mod source_file;
mod source_text;
mod span;
mod statistics;
#[cfg(test)]
mod tests;
mod tree;
mod walk;

pub use error::{ReadError, WorkspaceError};
pub use kind::FileKind;
pub use marks::{MarkSet, Marks};
pub use problem::{Problem, ProblemKind};
pub use project::Project;
pub use scope::{Scope, Selection};
pub use skip::SkipReason;
pub use source_file::{Encoding, LineColumn, SourceFile};
pub use source_text::SourceText;
pub use span::{FileId, Location, Span};
pub use statistics::{Counters, Stage, Statistics};
pub use tree::{OpenOptions, Workspace};
