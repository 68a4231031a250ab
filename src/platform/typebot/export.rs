//! An export as it is written.

use serde::Deserialize;

use crate::document::{Each, Loose, NodeId, Spanned, Str, Words};

/// A flow: its variables, its groups of blocks, and the edges between them.
#[derive(Default, Deserialize)]
#[serde(default, bound(deserialize = "'de: 'd"))]
pub(super) struct Export<'d> {
    pub(super) variables: Each<Variable<'d>>,
    pub(super) edges: Each<Edge<'d>>,
    pub(super) events: Each<Spanned<Event<'d>>>,
    pub(super) groups: Each<Spanned<Group<'d>>>,
}

#[derive(Default, Deserialize)]
#[serde(default, bound(deserialize = "'de: 'd"))]
pub(super) struct Variable<'d> {
    pub(super) id: Str<'d>,
    pub(super) name: Str<'d>,
    pub(super) value: Words,
}

#[derive(Default, Deserialize)]
#[serde(default, bound(deserialize = "'de: 'd"))]
pub(super) struct Edge<'d> {
    pub(super) id: Str<'d>,
    pub(super) from: Loose<From<'d>>,
    pub(super) to: Loose<To<'d>>,
}

/// Where an edge begins: at an event, a block, or an item of a block.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase", bound(deserialize = "'de: 'd"))]
pub(super) struct From<'d> {
    pub(super) block_id: Str<'d>,
    pub(super) event_id: Str<'d>,
    pub(super) item_id: Str<'d>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase", bound(deserialize = "'de: 'd"))]
pub(super) struct To<'d> {
    pub(super) group_id: Str<'d>,
    pub(super) block_id: Str<'d>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase", bound(deserialize = "'de: 'd"))]
pub(super) struct Event<'d> {
    pub(super) id: Str<'d>,
    pub(super) outgoing_edge_id: Str<'d>,
}

#[derive(Default, Deserialize)]
#[serde(default, bound(deserialize = "'de: 'd"))]
pub(super) struct Group<'d> {
    pub(super) id: Str<'d>,
    pub(super) title: Str<'d>,
    pub(super) blocks: Each<Spanned<Block<'d>>>,
}

/// A block. Its options differ by its type, and are read by their keys.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase", bound(deserialize = "'de: 'd"))]
pub(super) struct Block<'d> {
    pub(super) id: Str<'d>,
    pub(super) r#type: Str<'d>,
    pub(super) outgoing_edge_id: Str<'d>,
    pub(super) options: Option<NodeId>,
    pub(super) content: Option<NodeId>,
    pub(super) items: Each<Spanned<Item<'d>>>,
}

/// A choice, or a condition.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase", bound(deserialize = "'de: 'd"))]
pub(super) struct Item<'d> {
    pub(super) id: Str<'d>,
    pub(super) outgoing_edge_id: Str<'d>,
    /// The label of a choice, or [`Comparisons`].
    pub(super) content: Option<NodeId>,
}

/// What a condition compares.
#[derive(Default, Deserialize)]
#[serde(default, bound(deserialize = "'de: 'd"))]
pub(super) struct Comparisons<'d> {
    pub(super) comparisons: Each<Comparison<'d>>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase", bound(deserialize = "'de: 'd"))]
pub(super) struct Comparison<'d> {
    pub(super) comparison_operator: Str<'d>,
    pub(super) value: Str<'d>,
}
