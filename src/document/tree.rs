//! The tree itself: values in one arena, so that building, walking and dropping it need no recursion.

use std::sync::Arc;

use super::align::{self, Style};
use super::error::DocumentError;
use super::node::Node;
use super::{hcl, json, salvage, toml, yaml};
use crate::workspace::{FileId, Location, SourceText, Span};

/// The deepest nesting of objects and lists that is read.
pub const MAX_DEPTH: usize = 192;

/// What a document is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// JSON, with the liberties of JSONC (comments, trailing commas).
    Json,
    /// YAML 1.2; a file may hold several documents.
    Yaml,
    /// TOML.
    Toml,
    /// HCL: Terraform's files.
    Hcl,
}

impl Format {
    /// The format of a data file, by its extension; `None` for other files.
    pub fn of_data(path: &str) -> Option<Self> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let (_, extension) = name.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "yml" | "yaml" | "toml" | "json" | "jsonc" => Some(Self::of_path(path)),
            _ => None,
        }
    }

    /// The format that a path's extension names: JSON for what is none of the others, YAML (which JSON is a part of)
    /// for a name without extension.
    pub fn of_path(path: &str) -> Self {
        let name = path.rsplit('/').next().unwrap_or(path);
        let Some((_, extension)) = name.rsplit_once('.') else {
            return Format::Yaml;
        };
        match extension.to_ascii_lowercase().as_str() {
            "yml" | "yaml" => Format::Yaml,
            "toml" => Format::Toml,
            "tf" => Format::Hcl,
            _ => Format::Json,
        }
    }
}

/// A value of a document, by its number in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub(super) u32);

/// A parsed text: one root value, or several for a YAML stream.
#[derive(Debug)]
pub struct Document {
    origin: SourceText,
    format: Format,
    nodes: Vec<NodeData>,
    roots: Vec<NodeId>,
}

#[derive(Debug)]
pub(super) struct NodeData {
    pub(super) span: Span,
    pub(super) parent: Option<NodeId>,
    pub(super) value: Value,
}

#[derive(Debug)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Number,
    String(Scalar),
    Array(Box<[NodeId]>),
    Object(Box<[Entry]>),
}

#[derive(Debug)]
pub(super) struct Entry {
    pub(super) key: Scalar,
    pub(super) value: NodeId,
}

/// A string: where its raw bytes stand (without quotes) and its value where that differs from them.
#[derive(Debug, Clone)]
pub(super) struct Scalar {
    pub(super) span: Span,
    pub(super) style: Style,
    pub(super) decoded: Option<Box<str>>,
}

impl Scalar {
    pub(super) fn new(text: &str, span: Span, style: Style, value: &str) -> Self {
        let raw = &text[span.start as usize..span.end as usize];
        if raw == value {
            return Self {
                span,
                style: Style::Verbatim,
                decoded: None,
            };
        }
        Self {
            span,
            style,
            decoded: Some(value.into()),
        }
    }
}

impl Document {
    /// Parses a text that stands in some file: the whole of it, or a string inside it that is itself a document. All
    /// places lead back to the file.
    ///
    /// # Errors
    /// What does not parse, with its place in the file.
    pub fn embedded(origin: SourceText, format: Format) -> Result<Self, DocumentError> {
        let text = Arc::clone(&origin.value);
        let mut builder = Builder::new(&origin);
        match format {
            Format::Json => json::build(&text, &mut builder)?,
            Format::Yaml => yaml::build(&text, &mut builder)?,
            Format::Toml => toml::build(&text, &mut builder)?,
            Format::Hcl => hcl::build(&text, &mut builder)?,
        }
        let Builder { nodes, roots, .. } = builder;
        Ok(Self {
            origin,
            format,
            nodes,
            roots,
        })
    }

    pub(super) fn salvaged(origin: SourceText) -> Option<Self> {
        let text = Arc::clone(&origin.value);
        let mut builder = Builder::new(&origin);
        salvage::build(&text, &mut builder);
        let Builder {
            nodes, mut roots, ..
        } = builder;
        // Behind the first value comes what should not be there.
        roots.truncate(1);
        (!roots.is_empty()).then_some(Self {
            origin,
            format: Format::Json,
            nodes,
            roots,
        })
    }

    /// The file that holds it.
    pub fn file(&self) -> FileId {
        self.origin.file
    }

    /// What it is written in.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Its text, decoded.
    pub fn text(&self) -> &Arc<str> {
        &self.origin.value
    }

    /// The first root value; `None` for an empty text.
    pub fn root(&self) -> Option<Node<'_>> {
        self.roots().next()
    }

    /// All root values: more than one only for a YAML stream.
    pub fn roots(&self) -> impl Iterator<Item = Node<'_>> {
        self.roots.iter().map(|&id| self.node(id))
    }

    /// The value with that number.
    pub fn node(&self, id: NodeId) -> Node<'_> {
        Node::new(self, id)
    }

    /// The place in the file of a range of bytes of this document's text.
    pub fn locate(&self, span: Span) -> Location {
        self.origin.locate(span.start as usize, span.end as usize)
    }

    pub(super) fn data(&self, id: NodeId) -> &NodeData {
        &self.nodes[id.0 as usize]
    }

    pub(super) fn raw(&self, span: Span) -> &str {
        &self.origin.value[span.start as usize..span.end as usize]
    }

    pub(super) fn scalar_value<'d>(&'d self, scalar: &'d Scalar) -> &'d str {
        scalar
            .decoded
            .as_deref()
            .unwrap_or_else(|| self.raw(scalar.span))
    }

    pub(super) fn scalar_text(&self, scalar: &Scalar) -> SourceText {
        let value = self.scalar_value(scalar);
        let inner = match scalar.style {
            Style::Verbatim => Vec::new(),
            style => align::anchors(self.raw(scalar.span), value, style),
        };
        let anchors = self.anchors_in_file(scalar.span.start, value.len() as u32, &inner);
        let span = self.locate(scalar.span).span;
        SourceText {
            value: value.into(),
            file: self.file(),
            span,
            anchors: anchors.into(),
        }
    }

    /// Puts anchors of a scalar (relative to its raw start) and those of the origin together.
    fn anchors_in_file(&self, start: u32, length: u32, inner: &[(u32, u32)]) -> Vec<(u32, u32)> {
        let outer = &self.origin.anchors;
        let in_file = |offset: u32| {
            self.locate(Span {
                start: offset,
                end: offset,
            })
            .span
            .start
        };
        if outer.is_empty() {
            return inner
                .iter()
                .map(|&(value, raw)| (value, in_file(start + raw)))
                .collect();
        }
        let mut list = Vec::new();
        let first = inner.first().is_none_or(|&(value, _)| value > 0);
        let segments = first
            .then_some((0, 0))
            .into_iter()
            .chain(inner.iter().copied());
        let segments: Vec<(u32, u32)> = segments.collect();
        for (at, &(value, raw)) in segments.iter().enumerate() {
            let end = segments.get(at + 1).map_or(length, |&(next, _)| next);
            let (from, to) = (start + raw, start + raw + (end - value));
            list.push((value, in_file(from)));
            let passed = outer.partition_point(|&(offset, _)| offset <= from);
            let within = outer[passed..]
                .iter()
                .take_while(|&&(offset, _)| offset < to);
            list.extend(within.map(|&(offset, file)| (value + (offset - from), file)));
        }
        list
    }
}

/// Collects the values while a parser reports them, without recursion.
pub(super) struct Builder<'o> {
    origin: &'o SourceText,
    nodes: Vec<NodeData>,
    roots: Vec<NodeId>,
}

impl<'o> Builder<'o> {
    fn new(origin: &'o SourceText) -> Self {
        Self {
            origin,
            nodes: Vec::new(),
            roots: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, value: Value, span: Span, parent: Option<NodeId>) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        self.nodes.push(NodeData {
            span,
            parent,
            value,
        });
        id
    }

    pub(super) fn data(&self, id: NodeId) -> &NodeData {
        &self.nodes[id.0 as usize]
    }

    pub(super) fn data_mut(&mut self, id: NodeId) -> &mut NodeData {
        &mut self.nodes[id.0 as usize]
    }

    pub(super) fn add_root(&mut self, id: NodeId) {
        self.roots.push(id);
    }

    pub(super) fn syntax_error(&self, message: String, span: Span) -> DocumentError {
        DocumentError::Syntax {
            message,
            at: self.locate(span),
        }
    }

    pub(super) fn too_deep(&self, span: Span) -> DocumentError {
        DocumentError::TooDeep {
            limit: MAX_DEPTH,
            at: self.locate(span),
        }
    }

    fn locate(&self, span: Span) -> Location {
        self.origin.locate(span.start as usize, span.end as usize)
    }
}
