//! Data files that code reads: JSON, YAML and TOML become records with their texts' places.

use smol_str::SmolStr;
use std::sync::Arc;

use crate::document::{self, Node, NodeKind};
use crate::flow::run::Engine;
use crate::flow::values::{ObjectKind, Rope, Value, words_of};
use crate::workspace::FileId;

/// Data files beyond this size are no prompt tables.
const BYTES: usize = 512 << 10;
/// Levels of nesting that are read.
const DEPTH: u8 = 8;

impl Engine<'_> {
    /// The data in the file that a text names, where a framework takes the path for the content.
    pub(crate) fn data_named(&mut self, path: &Rope) -> Option<Value> {
        let written = words_of(path);
        document::Format::of_data(&written)?;
        if written.contains(char::is_whitespace) {
            return None;
        }
        let file = self.file_named(&written)?;
        Some(self.file_content(file))
    }

    /// The data in a file, if its extension says that it holds some.
    pub(crate) fn data_of(&mut self, file: FileId, path: &str, text: &Arc<str>) -> Option<Value> {
        document::Format::of_data(path)?;
        if text.len() > BYTES {
            return None;
        }
        let source = self.program.workspace.read(file).ok()?;
        let document = document::parse(&source).ok()?;
        let root = document.root()?;
        Some(self.node_value(root, DEPTH))
    }

    fn node_value(&mut self, node: Node<'_>, depth: u8) -> Value {
        if depth == 0 {
            return Value::Null;
        }
        match node.kind() {
            NodeKind::Null => Value::Null,
            NodeKind::Bool => Value::Bool(node.as_bool().unwrap_or_default()),
            NodeKind::Number => Value::Number(
                node.scalar()
                    .map(|number| SmolStr::from(&*number))
                    .unwrap_or_default(),
            ),
            NodeKind::String => node.text().map_or(Value::Null, Value::literal),
            NodeKind::Array => {
                let items = node
                    .items()
                    .map(|item| self.node_value(item, depth - 1))
                    .collect();
                Value::Object(self.new_object(ObjectKind::List { items, rest: None }))
            }
            NodeKind::Object => {
                let fields = node
                    .entries()
                    .map(|(key, value)| (key.as_str().into(), self.node_value(value, depth - 1)))
                    .collect();
                Value::Object(self.new_object(ObjectKind::Record { fields, rest: None }))
            }
        }
    }
}
