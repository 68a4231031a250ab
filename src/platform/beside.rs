//! Files that a definition names by a path relative to its own.

use crate::workspace::{SourceText, Span, Workspace};

/// The folder of a path; empty for the root.
pub(crate) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The whole text of a file whose path is written relative to that of a definition.
pub(crate) fn beside(path: &str, name: &str, workspace: &Workspace) -> Option<SourceText> {
    let name = name.trim_start_matches("./");
    let path = match folder(path) {
        "" => name.to_owned(),
        folder => format!("{folder}/{name}"),
    };
    let source = workspace.read(workspace.find(&path)?).ok()?;
    let span = Span::new(0, source.text.len());
    Some(SourceText::verbatim(source.text.clone(), source.id, span))
}
