//! Definition files as one tree with spans, whatever they are written in: JSON, JSONC, YAML, TOML,
//! HCL.
//!
//! A [`Document`] is parsed from a file ([`parse`]) or from a text inside one ([`Document::embedded`]); a [`Node`] is a
//! cheap handle to one value of it, knows its place and its path, and can be read into a typed serde model
//! ([`Node::read`]) whose fields keep their places ([`Spanned`], [`SourceText`](crate::workspace::SourceText),
//! [`NodeId`]) and forgive what makers of definitions get wrong ([`Loose`], [`Each`], [`Str`], [`Word`], [`Words`]).

mod align;
mod de;
mod error;
mod forgiving;
mod hcl;
mod json;
mod node;
mod salvage;
mod sniff;
mod spanned;
mod toml;
mod tree;
mod yaml;

pub use align::without_escapes;
pub use error::DocumentError;
pub use forgiving::{Each, Str, Word, Words};
pub use hcl::EXPRESSION;
pub use node::{Key, Node, NodeKind};
pub use sniff::{bracket_depth, looks_like};
pub use spanned::{Loose, Spanned};
pub use tree::{Document, Format, MAX_DEPTH, NodeId};

use crate::workspace::{SourceFile, SourceText, Span};

/// Parses a whole file in the format that its extension names, or that it begins like where it has none.
///
/// # Errors
/// What does not parse, with its place; nothing is half read.
pub fn parse(file: &SourceFile) -> Result<Document, DocumentError> {
    let whole = SourceText::verbatim(file.text.clone(), file.id, Span::new(0, file.text.len()));
    Document::embedded(whole, format_of(file))
}

/// The format that a file's extension names; without one, what it begins like.
fn format_of(file: &SourceFile) -> Format {
    let named = Format::of_path(&file.path);
    let bare = !file
        .path
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .contains('.');
    let start = file.text.trim_start_matches('\u{feff}').trim_start();
    if bare && start.starts_with(['{', '[']) {
        return Format::Json;
    }
    named
}

/// Reads what can be read of a JSON file that does not parse: brackets that do not match are closed where the indentation
/// says, and lines that make no sense are left out. `None` for other formats and where nothing is left.
pub fn salvage(file: &SourceFile) -> Option<Document> {
    if format_of(file) != Format::Json {
        return None;
    }
    let whole = SourceText::verbatim(file.text.clone(), file.id, Span::new(0, file.text.len()));
    Document::salvaged(whole)
}

#[cfg(test)]
mod tests;
