//! Where the text in each variable of a flow comes from.

use rustc_hash::FxHashMap;

use crate::bot::HoleReason;

use super::text::symbols;
use super::{Chart, Initial, Node, NodeId, Role, Symbol, TextPart, USER_TEXT};

/// How often the nodes are gone through at most; a flow's variables settle in as many rounds as they are handed on.
const ROUNDS: usize = 64;

/// What a text can hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Origins {
    /// The user's own words.
    pub(super) user: bool,
    /// A number, a date or a choice of the user's.
    pub(super) picked: bool,
    /// Text that was looked up.
    pub(super) retrieved: bool,
    /// What those models wrote, sorted.
    pub(super) models: Vec<NodeId>,
    /// Something that is not in the file.
    pub(super) gap: Option<HoleReason>,
}

impl Origins {
    fn absorb(&mut self, other: &Origins) -> bool {
        let before = self.clone();
        self.user |= other.user;
        self.picked |= other.picked;
        self.retrieved |= other.retrieved;
        for model in &other.models {
            if let Err(at) = self.models.binary_search(model) {
                self.models.insert(at, *model);
            }
        }
        if self.gap.is_none() {
            self.gap = other.gap;
        }
        *self != before
    }

    fn user() -> Self {
        Self {
            user: true,
            ..Self::default()
        }
    }

    fn gap(reason: HoleReason) -> Self {
        Self {
            gap: Some(reason),
            ..Self::default()
        }
    }
}

/// The origins of every symbol of a chart.
#[derive(Debug, Default)]
pub(super) struct OriginMap(FxHashMap<Symbol, Origins>);

impl OriginMap {
    /// Works the origins out from the nodes that can be reached.
    pub(super) fn of(chart: &Chart, reached: &[bool]) -> Self {
        let mut map = Self::default();
        map.0.insert(USER_TEXT, Origins::user());
        for (symbol, initial) in &chart.initial {
            let origins = match initial {
                Initial::Text(parts) => map.of_text(parts),
                Initial::Gap(reason) => Origins::gap(*reason),
            };
            map.0.entry(symbol.clone()).or_default().absorb(&origins);
        }
        for _ in 0..ROUNDS {
            let mut changed = false;
            for (id, node) in chart.nodes().filter(|(id, _)| reached[id.0]) {
                let out = map.given_by(id, node);
                for symbol in &node.writes {
                    let own = map.assigned(node, symbol);
                    let out = own.as_ref().unwrap_or(&out);
                    changed |= map.0.entry(symbol.clone()).or_default().absorb(out);
                }
            }
            if !changed {
                break;
            }
        }
        map
    }

    /// The origins of one symbol; none where nothing writes it.
    pub(super) fn symbol(&self, symbol: &Symbol) -> Origins {
        self.0.get(symbol).cloned().unwrap_or_default()
    }

    /// The origins of all that a node takes.
    pub(super) fn taken_by(&self, node: &Node) -> Origins {
        let mut all = Origins::default();
        for symbol in &node.reads {
            if let Some(origins) = self.0.get(symbol) {
                all.absorb(origins);
            }
        }
        for (_, parts) in &node.assigns {
            all.absorb(&self.of_text(parts));
        }
        if let Role::Model(model) = &node.role {
            all.user |= model.hears;
            for message in &model.messages {
                all.absorb(&self.of_text(&message.text));
            }
        }
        all
    }

    /// The origins of the text that a node assigns to that symbol, where it assigns several.
    fn assigned(&self, node: &Node, symbol: &Symbol) -> Option<Origins> {
        let mut own = node.assigns.iter().filter(|(name, _)| name == symbol);
        let several = node.writes.len() > 1;
        let (_, parts) = own.next().filter(|_| several)?;
        Some(self.of_text(parts))
    }

    fn of_text(&self, parts: &[TextPart]) -> Origins {
        let mut all = Origins::default();
        for symbol in symbols(parts) {
            if let Some(origins) = self.0.get(&symbol) {
                all.absorb(origins);
            }
        }
        for part in parts {
            if let TextPart::Gap { reason, .. } = part {
                all.absorb(&match reason {
                    HoleReason::UserText | HoleReason::History => Origins::user(),
                    HoleReason::Retrieved => Origins {
                        retrieved: true,
                        ..Origins::default()
                    },
                    other => Origins::gap(*other),
                });
            }
        }
        all
    }

    fn given_by(&self, id: NodeId, node: &Node) -> Origins {
        match &node.role {
            Role::Entry(_) | Role::Ask => Origins::user(),
            Role::Model(_) => {
                let taken = self.taken_by(node);
                // A model that does not see the user's words only rewrites what the models before it wrote.
                let mut out = Origins::default();
                if !taken.user {
                    out.models = taken.models;
                }
                out.absorb(&Origins {
                    models: vec![id],
                    ..Origins::default()
                });
                out
            }
            Role::Pick => Origins {
                picked: true,
                ..Origins::default()
            },
            Role::Retrieve => Origins {
                retrieved: true,
                ..Origins::default()
            },
            Role::Label => Origins::gap(HoleReason::Data),
            Role::Source(reason) => Origins::gap(*reason),
            Role::Handoff | Role::Approval => Origins::default(),
            Role::Reply | Role::Step => self.taken_by(node),
        }
    }
}
