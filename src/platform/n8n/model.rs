//! The typed model of a workflow: its nodes, their parameters, and the edges between them.

use std::collections::BTreeMap;

use serde::Deserialize;
use smol_str::SmolStr;

use super::catalogue::{Role, catalogue};
use crate::document::{Loose, Node, NodeId};
use crate::platform::Definition;
use crate::workspace::Location;

const LANGCHAIN: &str = "@n8n/n8n-nodes-langchain.";
const BASE: &str = "n8n-nodes-base.";

#[derive(Debug, Deserialize)]
struct RawWorkflow {
    #[serde(default)]
    id: Loose<NodeId>,
    #[serde(default)]
    name: Loose<String>,
    nodes: Vec<NodeId>,
    connections: BTreeMap<String, NodeId>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawNode {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    name: Loose<NodeId>,
    #[serde(default)]
    type_version: Loose<f64>,
    #[serde(default)]
    parameters: Option<NodeId>,
    #[serde(default)]
    disabled: Loose<bool>,
}

/// One target of an edge. Some hand-written files give the name alone.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum RawTarget {
    Full { node: String },
    Name(String),
}

/// One workflow.
pub(super) struct Workflow<'d> {
    pub(super) definition: &'d Definition,
    pub(super) id: Option<SmolStr>,
    pub(super) name: Option<SmolStr>,
    pub(super) nodes: Vec<WorkflowNode<'d>>,
    pub(super) edges: Vec<RawEdge>,
}

/// One node of a workflow.
pub(super) struct WorkflowNode<'d> {
    pub(super) name: SmolStr,
    /// The type, with the two packages of n8n itself written `base.` and `langchain.`.
    pub(super) short: SmolStr,
    pub(super) role: Role,
    pub(super) version: f64,
    pub(super) disabled: bool,
    pub(super) parameters: Option<Node<'d>>,
    /// Where its name stands, or the node where it has none.
    pub(super) at: Location,
    /// The whole node.
    pub(super) whole: Node<'d>,
}

/// An edge as it is written: by names.
pub(super) struct RawEdge {
    pub(super) from: SmolStr,
    pub(super) sort: SmolStr,
    pub(super) output: usize,
    pub(super) to: SmolStr,
}

impl<'d> WorkflowNode<'d> {
    /// The value at a dotted way in the parameters.
    pub(super) fn parameter(&self, way: &str) -> Option<Node<'d>> {
        let steps: Vec<&str> = way.split('.').collect();
        self.parameters?.at(&steps)
    }

    /// The text at a dotted way in the parameters; resource locators (`{"__rl": true, "value": …}`) give their value.
    pub(super) fn text(&self, way: &str) -> Option<&'d str> {
        let value = self.parameter(way)?;
        value.as_str().or_else(|| value.get("value")?.as_str())
    }

    /// Where the parameters stand, or the node where it has none.
    pub(super) fn parameters_at(&self) -> Location {
        self.parameters.unwrap_or(self.whole).location()
    }
}

/// Whether a value is a workflow: nodes, edges by name, and at least one node of an n8n package.
pub(super) fn is_workflow(root: Node<'_>) -> bool {
    let has_edges = root.get("connections").is_some();
    has_edges
        && root.get("nodes").is_some_and(|nodes| {
            nodes
                .items()
                .filter_map(|node| node.get("type")?.as_str())
                .any(is_n8n_type)
        })
}

fn is_n8n_type(name: &str) -> bool {
    let Some((package, _)) = name.split_once('.') else {
        return false;
    };
    let package = match package.strip_prefix('@') {
        Some(scoped) => {
            if scoped.starts_with("n8n/") {
                return true;
            }
            scoped.split_once('/').map_or(scoped, |(_, name)| name)
        }
        None => package,
    };
    package.starts_with("n8n-nodes-")
}

/// Reads a workflow. What is not as it should be is left out.
pub(super) fn load(definition: &Definition) -> Option<Workflow<'_>> {
    let root = definition.root();
    let raw: RawWorkflow = root.read().ok()?;
    let document = root.document();
    let nodes = raw
        .nodes
        .iter()
        .filter_map(|&id| load_node(document.node(id)))
        .collect();
    let mut edges = Vec::new();
    for (from, &outputs) in &raw.connections {
        for (sort, lists) in document.node(outputs).entries() {
            for (output, targets) in lists.items().enumerate() {
                let targets = targets.items().filter_map(|target| target.read().ok());
                edges.extend(targets.map(|target| RawEdge {
                    from: from.as_str().into(),
                    sort: sort.as_str().into(),
                    output,
                    to: match target {
                        RawTarget::Full { node } | RawTarget::Name(node) => node.into(),
                    },
                }));
            }
        }
    }
    let id = raw.id.get().and_then(|&id| document.node(id).scalar());
    Some(Workflow {
        definition,
        id: id.map(|id| SmolStr::new(&id)),
        name: raw.name.get().map(SmolStr::new),
        nodes,
        edges,
    })
}

fn load_node(whole: Node<'_>) -> Option<WorkflowNode<'_>> {
    let raw: RawNode = whole.read().ok()?;
    let document = whole.document();
    let name = raw.name.get().map(|&id| document.node(id));
    let short = short_type(&raw.kind);
    Some(WorkflowNode {
        name: name.and_then(Node::as_str).unwrap_or_default().into(),
        role: catalogue().role(&role_type(&short)),
        short,
        version: raw.type_version.get().copied().unwrap_or(1.0),
        disabled: raw.disabled.get().copied().unwrap_or(false),
        parameters: raw.parameters.map(|id| document.node(id)),
        at: name.unwrap_or(whole).location(),
        whole,
    })
}

fn short_type(kind: &str) -> SmolStr {
    match (kind.strip_prefix(LANGCHAIN), kind.strip_prefix(BASE)) {
        (Some(name), _) => format!("langchain.{name}").into(),
        (_, Some(name)) => format!("base.{name}").into(),
        _ => kind.into(),
    }
}

// Some tools write names in another case (`n8n-nodes-base.whatsapp`).
fn role_type(short: &str) -> SmolStr {
    match short {
        "base.whatsapp" => "base.whatsApp".into(),
        "base.whatsappTrigger" => "base.whatsAppTrigger".into(),
        other => other.into(),
    }
}
