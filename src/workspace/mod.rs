//! The scanned tree: walking it, reading files, and the coordinates that everything else speaks in.

mod error;
mod marks;
mod source_file;
mod source_text;
mod span;
mod tree;

pub use error::{ReadError, WorkspaceError};
pub use marks::{MarkSet, Marks};
pub use source_file::{Encoding, LineColumn, SourceFile};
pub use source_text::SourceText;
pub use span::{FileId, Location, Span};
pub use tree::{OpenOptions, Workspace};
