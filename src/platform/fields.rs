//! Short ways to the fields that readers ask for most.

use smol_str::SmolStr;

use crate::bot::{Bot, BotKind, Confidence, HoleReason};
use crate::document::{Node, NodeKind};
use crate::workspace::{Location, SourceText};

use super::Definition;
use super::chart::{Chart, Symbol, TextPart, symbols};

/// Fields of an object, by key.
pub(crate) trait Fields<'d>: Sized + Copy {
    /// The text under a key; empty where there is none.
    fn str(self, key: &str) -> &'d str;
    /// A text, number or truth value under a key as a name; empty where there is none.
    fn name(self, key: &str) -> SmolStr;
    /// The text under a key with its way back to the file, where it is not blank.
    fn words(self, key: &str) -> Option<SourceText>;
    /// Whether `true` stands under a key.
    fn is_true(self, key: &str) -> bool;
    /// The items of the list under a key; none where there is no list.
    fn list(self, key: &str) -> Vec<Node<'d>>;
    /// Where the value under a key stands, or else the whole object.
    fn place(self, key: &str) -> Location;
    /// Whether a list stands under a key.
    fn has_list(self, key: &str) -> bool;
    /// Whether an object stands under a key.
    fn has_object(self, key: &str) -> bool;
}

impl<'d> Fields<'d> for Node<'d> {
    fn str(self, key: &str) -> &'d str {
        self.get(key).and_then(Node::as_str).unwrap_or_default()
    }

    fn name(self, key: &str) -> SmolStr {
        self.get(key)
            .and_then(Node::scalar)
            .map(SmolStr::new)
            .unwrap_or_default()
    }

    fn words(self, key: &str) -> Option<SourceText> {
        let text = self.get(key)?.text()?;
        (!text.value.trim().is_empty()).then_some(text)
    }

    fn is_true(self, key: &str) -> bool {
        self.get(key).and_then(Node::as_bool).unwrap_or(false)
    }

    fn list(self, key: &str) -> Vec<Node<'d>> {
        self.get(key)
            .map(|list| list.items().collect())
            .unwrap_or_default()
    }

    fn place(self, key: &str) -> Location {
        self.get(key)
            .map_or_else(|| self.location(), Node::location)
    }

    fn has_list(self, key: &str) -> bool {
        self.get(key)
            .is_some_and(|value| value.kind() == NodeKind::Array)
    }

    fn has_object(self, key: &str) -> bool {
        self.get(key)
            .is_some_and(|value| value.kind() == NodeKind::Object)
    }
}

/// A text that only the running bot knows.
pub(crate) fn gap(reason: HoleReason, name: &str, at: Location) -> TextPart {
    TextPart::Gap {
        reason,
        name: name.into(),
        at,
    }
}

/// The symbols in all texts below a value.
pub(crate) fn symbols_below(
    node: Node<'_>,
    read: &dyn Fn(&SourceText) -> Vec<TextPart>,
) -> Vec<Symbol> {
    node.descendants()
        .filter_map(Node::text)
        .flat_map(|text| symbols(&read(&text)).collect::<Vec<_>>())
        .collect()
}

/// The bot of one definition that is drawn as one chart.
pub(crate) fn bot(
    definition: &Definition,
    platform: &'static str,
    name: &str,
    chart: &Chart,
    confidence: Confidence,
) -> Bot {
    let drawn = chart.draw(confidence);
    let id = if name.is_empty() {
        definition.path.clone()
    } else {
        format!("{}#{name}", definition.path)
    };
    Bot {
        id,
        path: definition.path.clone(),
        kind: BotKind::Definition,
        platform: platform.into(),
        channel: drawn.channel,
        routes: drawn.routes,
    }
}
