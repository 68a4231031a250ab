//! A handle to one value of a document.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::error::DocumentError;
use super::tree::{Document, Entry, Format, NodeId, Scalar, Value};
use crate::workspace::{Location, SourceText, Span};

/// One value of a document. Copying it is free.
#[derive(Clone, Copy)]
pub struct Node<'d> {
    document: &'d Document,
    id: NodeId,
}

/// What sort of value it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// `null`, or nothing written.
    Null,
    /// `true` or `false`.
    Bool,
    /// A number.
    Number,
    /// A text.
    String,
    /// A list.
    Array,
    /// An object, mapping or table.
    Object,
}

/// The key of an entry. Copying it is free.
#[derive(Clone, Copy)]
pub struct Key<'d> {
    document: &'d Document,
    scalar: &'d Scalar,
}

impl<'d> Key<'d> {
    /// The key as it is meant.
    pub fn as_str(self) -> &'d str {
        self.document.scalar_value(self.scalar)
    }

    /// The key with its way back to the file.
    pub fn text(self) -> SourceText {
        self.document.scalar_text(self.scalar)
    }

    /// Where it stands, without quotes.
    pub fn location(self) -> Location {
        self.document.locate(self.scalar.span)
    }
}

impl<'d> Node<'d> {
    pub(super) fn new(document: &'d Document, id: NodeId) -> Self {
        Self { document, id }
    }

    /// The document it belongs to.
    pub fn document(self) -> &'d Document {
        self.document
    }

    /// Its number in the document.
    pub fn id(self) -> NodeId {
        self.id
    }

    /// What sort of value it is.
    pub fn kind(self) -> NodeKind {
        match self.value() {
            Value::Null => NodeKind::Null,
            Value::Bool(_) => NodeKind::Bool,
            Value::Number => NodeKind::Number,
            Value::String(_) => NodeKind::String,
            Value::Array(_) => NodeKind::Array,
            Value::Object(_) => NodeKind::Object,
        }
    }

    /// Its bytes in the document's text; of a text, those between the quotes.
    pub fn span(self) -> Span {
        self.document.data(self.id).span
    }

    /// Its place in the file.
    pub fn location(self) -> Location {
        self.document.locate(self.span())
    }

    /// Whether it is `null`.
    pub fn is_null(self) -> bool {
        matches!(self.value(), Value::Null)
    }

    /// The text, if it is one.
    pub fn as_str(self) -> Option<&'d str> {
        match self.value() {
            Value::String(scalar) => Some(self.document.scalar_value(scalar)),
            _ => None,
        }
    }

    /// The text with its way back to the file, if it is one.
    pub fn text(self) -> Option<SourceText> {
        match self.value() {
            Value::String(scalar) => Some(self.document.scalar_text(scalar)),
            _ => None,
        }
    }

    /// `true` or `false`, if it is one of them.
    pub fn as_bool(self) -> Option<bool> {
        match self.value() {
            Value::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The number, if it is one.
    pub fn as_f64(self) -> Option<f64> {
        match self.value() {
            Value::Number => parse_number(self.document.raw(self.span())),
            _ => None,
        }
    }

    /// The whole number, if it is one.
    pub fn as_i64(self) -> Option<i64> {
        let number = self.as_f64()?;
        let whole = number.fract() == 0.0 && number.abs() < 9.0e15;
        whole.then_some(number as i64)
    }

    /// The tag of YAML that stands right before the value, without its `!`: `Ref` of `!Ref Name`.
    pub fn tag(self) -> Option<&'d str> {
        if self.document.format() != Format::Yaml {
            return None;
        }
        let before = &self.document.text()[..self.span().start as usize];
        let before = before.strip_suffix(['"', '\'']).unwrap_or(before);
        let token = before.trim_end_matches([' ', '\t']);
        let start = token.rfind(|c: char| c.is_whitespace() || matches!(c, '[' | '{' | ','));
        let token = &token[start.map_or(0, |at| at + 1)..];
        token.strip_prefix('!').filter(|name| !name.is_empty())
    }

    /// A text, number or truth value as text: for ids and names that makers write in either way.
    pub fn scalar(self) -> Option<Cow<'d, str>> {
        match self.value() {
            Value::String(scalar) => Some(Cow::Borrowed(self.document.scalar_value(scalar))),
            Value::Number => Some(Cow::Borrowed(self.document.raw(self.span()))),
            Value::Bool(value) => Some(Cow::Borrowed(if *value { "true" } else { "false" })),
            _ => None,
        }
    }

    /// The value under a key; the last one where a key is written twice.
    pub fn get(self, key: &str) -> Option<Node<'d>> {
        self.entry(key).map(|(_, value)| value)
    }

    /// The key and the value of an entry; the last one where a key is written twice.
    pub fn entry(self, key: &str) -> Option<(Key<'d>, Node<'d>)> {
        let found = self
            .raw_entries()
            .iter()
            .rev()
            .find(|entry| self.document.scalar_value(&entry.key) == key)?;
        Some(self.handles(found))
    }

    /// The item at an index.
    pub fn item(self, index: usize) -> Option<Node<'d>> {
        match self.value() {
            Value::Array(items) => items.get(index).map(|&id| Node::new(self.document, id)),
            _ => None,
        }
    }

    /// The value at the end of a way of keys; a number stands for an index where the way meets a list.
    pub fn at(self, way: &[&str]) -> Option<Node<'d>> {
        way.iter().try_fold(self, |node, step| match node.value() {
            Value::Array(_) => node.item(step.parse().ok()?),
            _ => node.get(step),
        })
    }

    /// The items, in order; none if it is no list.
    pub fn items(self) -> impl DoubleEndedIterator<Item = Node<'d>> + ExactSizeIterator {
        let items: &'d [NodeId] = match self.value() {
            Value::Array(items) => items,
            _ => &[],
        };
        items.iter().map(move |&id| Node::new(self.document, id))
    }

    /// The entries, in order; none if it is no object.
    pub fn entries(
        self,
    ) -> impl DoubleEndedIterator<Item = (Key<'d>, Node<'d>)> + ExactSizeIterator {
        self.raw_entries()
            .iter()
            .map(move |entry| self.handles(entry))
    }

    /// The list or object that holds it. For a value that YAML aliases use elsewhere, the one where it is defined.
    pub fn parent(self) -> Option<Node<'d>> {
        let parent = self.document.data(self.id).parent?;
        Some(Node::new(self.document, parent))
    }

    /// Itself and all values below it, in document order. A value that YAML aliases use again is met once.
    pub fn descendants(self) -> impl Iterator<Item = Node<'d>> {
        let mut seen = rustc_hash::FxHashSet::default();
        let mut open = vec![self];
        std::iter::from_fn(move || {
            loop {
                let next = open.pop()?;
                if seen.insert(next.id) {
                    open.extend(next.children().rev());
                    return Some(next);
                }
            }
        })
    }

    /// The way to it from the root, as reports print it: `nodes[3].parameters.options`. Empty for the root.
    pub fn path(self) -> String {
        let mut way = Vec::new();
        let mut node = self;
        while let Some(parent) = node.parent() {
            way.push((parent, node.id));
            node = parent;
        }
        let mut path = String::new();
        for (parent, child) in way.into_iter().rev() {
            parent.push_step(child, &mut path);
        }
        path
    }

    /// Reads it into a typed model.
    ///
    /// # Errors
    /// The value is not what the model expects.
    pub fn read<T: serde::de::Deserialize<'d>>(self) -> Result<T, DocumentError> {
        super::de::read(self)
    }

    pub(super) fn value(self) -> &'d Value {
        &self.document.data(self.id).value
    }

    fn children(self) -> impl DoubleEndedIterator<Item = Node<'d>> {
        self.items().chain(self.entries().map(|(_, value)| value))
    }

    fn raw_entries(self) -> &'d [Entry] {
        match self.value() {
            Value::Object(entries) => entries,
            _ => &[],
        }
    }

    fn handles(self, entry: &'d Entry) -> (Key<'d>, Node<'d>) {
        let key = Key {
            document: self.document,
            scalar: &entry.key,
        };
        (key, Node::new(self.document, entry.value))
    }

    fn push_step(self, child: NodeId, path: &mut String) {
        match self.value() {
            Value::Array(items) => {
                let index = items.iter().position(|&item| item == child);
                write!(path, "[{}]", index.unwrap_or(0)).expect("a String takes everything");
            }
            Value::Object(entries) => {
                let entry = entries.iter().find(|entry| entry.value == child);
                let name = entry.map_or("", |entry| self.document.scalar_value(&entry.key));
                push_name(name, path);
            }
            _ => {}
        }
    }
}

impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {}", self.kind(), self.path())
    }
}

fn push_name(name: &str, path: &mut String) {
    let plain = !name.is_empty()
        && name
            .chars()
            .all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '$' | '@'));
    let written = match (plain, path.is_empty()) {
        (true, true) => write!(path, "{name}"),
        (true, false) => write!(path, ".{name}"),
        (false, _) => write!(path, "[{name:?}]"),
    };
    written.expect("a String takes everything");
}

fn parse_number(raw: &str) -> Option<f64> {
    let plain = raw.replace('_', "");
    let (negative, digits) = match plain.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, plain.strip_prefix('+').unwrap_or(&plain)),
    };
    let radix = match digits.get(..2) {
        Some("0x" | "0X") => 16,
        Some("0o") => 8,
        Some("0b") => 2,
        _ => 10,
    };
    let value = if radix == 10 {
        digits.parse().ok()?
    } else {
        u64::from_str_radix(&digits[2..], radix).ok()? as f64
    };
    Some(if negative { -value } else { value })
}
