//! Finds definitions inside other values: lists of exports, `{"data": …}`, and texts that are documents themselves.

use std::sync::Arc;

use super::definition::Definition;
use crate::document::{Document, Format, Node, NodeKind};

// An export is wrapped once or twice, never deep.
const MAX_WRAPPING: usize = 3;
const MAX_LOOKS: usize = 20_000;

/// The outermost values of a document that are claimed, each with who claims it.
pub(super) fn definitions(
    document: Document,
    path: &str,
    claims: &dyn Fn(Node<'_>) -> Option<usize>,
) -> Vec<(usize, Definition)> {
    let mut found = Vec::new();
    let mut open = vec![(Arc::new(document), 0)];
    while let Some((document, wrapping)) = open.pop() {
        let inner = look(&document, path, claims, wrapping, &mut found);
        open.extend(
            inner
                .into_iter()
                .map(|inner| (Arc::new(inner), wrapping + 1)),
        );
    }
    found
}

fn look(
    document: &Arc<Document>,
    path: &str,
    claims: &dyn Fn(Node<'_>) -> Option<usize>,
    wrapping: usize,
    found: &mut Vec<(usize, Definition)>,
) -> Vec<Document> {
    let mut inner = Vec::new();
    let mut level: Vec<Node<'_>> = document.roots().collect();
    let mut looks = 0;
    for _ in wrapping..=MAX_WRAPPING {
        let mut below = Vec::new();
        for node in level {
            looks += 1;
            if looks > MAX_LOOKS {
                return inner;
            }
            match claims(node) {
                Some(by) => {
                    found.push((by, Definition::new(path, Arc::clone(document), node.id())))
                }
                None if node.kind() == NodeKind::String => inner.extend(embedded(node)),
                None => below.extend(node.items().chain(node.entries().map(|(_, value)| value))),
            }
        }
        level = below;
    }
    inner
}

fn embedded(node: Node<'_>) -> Option<Document> {
    let text = node.as_str()?.trim_start();
    if text.len() < 64 {
        return None;
    }
    let format = if text.starts_with(['{', '[']) {
        Format::Json
    } else if is_yaml(text) {
        Format::Yaml
    } else {
        return None;
    };
    Document::embedded(node.text()?, format).ok()
}

/// Whether a text begins as YAML does that some interface answers with: a key, then indented keys below it.
fn is_yaml(text: &str) -> bool {
    let mut lines = text.lines();
    let first = lines
        .next()
        .is_some_and(|line| line.ends_with(':') && !line.contains(' '));
    let second = lines
        .next()
        .is_some_and(|line| line.starts_with([' ', '-']) && line.contains(": "));
    first && second
}
