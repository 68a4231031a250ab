//! A recognised definition, and a broken one.

use std::sync::Arc;

use crate::document::{Document, DocumentError, Node, NodeId};
use crate::workspace::FileId;

/// One definition: a value of a document that a platform has recognised as its own.
#[derive(Debug, Clone)]
pub struct Definition {
    /// The path of the file that holds it, relative to the root, with `/`.
    pub path: String,
    /// The document it stands in.
    pub document: Arc<Document>,
    root: NodeId,
}

impl Definition {
    /// The value `root` of a document.
    pub fn new(path: impl Into<String>, document: Arc<Document>, root: NodeId) -> Self {
        Self {
            path: path.into(),
            document,
            root,
        }
    }

    /// The file that holds it.
    pub fn file(&self) -> FileId {
        self.document.file()
    }

    /// The value itself.
    pub fn root(&self) -> Node<'_> {
        self.document.node(self.root)
    }
}

/// A file that has the marks of a platform and cannot be parsed.
#[derive(Debug, Clone)]
pub struct DefinitionProblem {
    /// The file.
    pub file: FileId,
    /// The platform whose marks it has.
    pub platform: &'static str,
    /// What is wrong with it.
    pub error: DocumentError,
}
