//! `set` nodes: the fields that they assign, in the three forms that versions of the node write them.

use smol_str::SmolStr;

use super::code;
use super::expression::{Part, Token, parts, tokens};
use super::graph::NodeRef;
use super::model::WorkflowNode;
use super::values::{Value, Values, joined, nonempty, unescaped};
use crate::document::Node;
use crate::workspace::SourceText;

impl Values<'_, '_> {
    pub(super) fn set(&mut self, at: NodeRef, way: &[SmolStr]) -> Value {
        let node = self.program.node(at);
        if way.is_empty() {
            let mut value: Value = vec![Vec::new()];
            for given in all_assigned(node) {
                let piece = self.parameter(at, given);
                value = joined(value, &piece);
            }
            if keeps_input(node) {
                value = joined(nonempty(value), &nonempty(self.input(at, way)));
            }
            return value;
        }
        if let Some((given, rest)) = assigned(node, way) {
            return self.deeper(at, given, rest);
        }
        if let Some(found) = self.raw_output(at, node, way) {
            return found;
        }
        if keeps_input(node) {
            return self.input(at, way);
        }
        Vec::new()
    }

    /// A field of a value: where the value is one reference, the field of what it refers to.
    fn deeper(&mut self, at: NodeRef, given: Node<'_>, rest: &[SmolStr]) -> Value {
        if rest.is_empty() {
            return self.parameter(at, given);
        }
        let Some(text) = given.text() else {
            return match given.at(&rest.iter().map(SmolStr::as_str).collect::<Vec<_>>()) {
                Some(inner) => self.parameter(at, inner),
                None => Vec::new(),
            };
        };
        if let [Part::Expression(start, end)] = parts(&text.value)[..]
            && let [Token::Reference(reference)] = &tokens(&text.value, start, end)[..]
        {
            let mut longer = reference.clone();
            longer.way.extend(rest.iter().cloned());
            return self.reference(
                at,
                &longer,
                Some(text.locate(reference.start, reference.end)),
            );
        }
        self.parameter(at, given)
    }

    // `mode: raw`: a JSON text with expressions in it. The value behind `"name":` is looked for as it stands.
    fn raw_output(
        &mut self,
        at: NodeRef,
        node: &WorkflowNode<'_>,
        way: &[SmolStr],
    ) -> Option<Value> {
        let raw = node.parameter("jsonOutput")?.text()?;
        let (start, end) = code::string_behind(&raw.value, way.last()?)?;
        let words = unescaped(&raw.slice(start, end));
        let expression = SourceText {
            value: format!("={}", words.value).into(),
            anchors: std::iter::once((1, words.span.start))
                .chain(words.anchors.iter().map(|&(value, file)| (value + 1, file)))
                .collect(),
            ..words
        };
        Some(self.text(at, &expression))
    }
}

/// The assigned value whose name begins the way, and the rest of the way.
pub(super) fn assigned<'d, 'w>(
    node: &WorkflowNode<'d>,
    way: &'w [SmolStr],
) -> Option<(Node<'d>, &'w [SmolStr])> {
    (1..=way.len()).rev().find_map(|length| {
        let name = way[..length].join(".");
        let found = ASSIGNED
            .iter()
            .find_map(|list| named_value(node.parameter(list)?, &name))?;
        Some((found, &way[length..]))
    })
}

const ASSIGNED: [&str; 5] = [
    "assignments.assignments",
    "fields.values",
    "values.string",
    "values.number",
    "values.boolean",
];

/// All values that a `set` node assigns.
fn all_assigned<'d>(node: &WorkflowNode<'d>) -> Vec<Node<'d>> {
    let listed = ASSIGNED
        .iter()
        .filter_map(|list| node.parameter(list))
        .flat_map(Node::items)
        .filter_map(value_of);
    listed.chain(node.parameter("jsonOutput")).collect()
}

pub(super) fn named_value<'d>(list: Node<'d>, name: &str) -> Option<Node<'d>> {
    let entry = list.items().rev().find(|entry| {
        entry
            .get("name")
            .and_then(|given| given.as_str())
            .is_some_and(|given| given.trim_start_matches('=') == name)
    })?;
    value_of(entry)
}

fn value_of(entry: Node<'_>) -> Option<Node<'_>> {
    let keys = [
        "value",
        "stringValue",
        "objectValue",
        "arrayValue",
        "numberValue",
    ];
    keys.iter().find_map(|key| entry.get(key))
}

// Version 3.3 and later keep other fields only on demand; 3.0 to 3.2 keep all by default; older ones unless told not to.
fn keeps_input(node: &WorkflowNode<'_>) -> bool {
    let flag = |way: &str| node.parameter(way).and_then(|value| value.as_bool());
    if node.version >= 3.3 {
        return flag("includeOtherFields").unwrap_or(false);
    }
    if node.version >= 3.0 {
        return node.text("include").is_none_or(|include| include != "none");
    }
    !flag("keepOnlySet").unwrap_or(false)
}
