//! Components whose Python their maker wrote: the methods of their outputs are followed.

use smol_str::SmolStr;

use super::{Component, Flow};
use crate::bot::HoleReason;
use crate::document::Node;
use crate::platform::SnippetInput;
use crate::platform::chart::{Role, TextPart};
use crate::platform::fields::{Fields, gap};
use crate::platform::followed::{self, Pieces};
use crate::syntax::Language;
use crate::workspace::Location;

/// Whether its maker wrote or changed its code; every component carries the code of its kind.
pub(super) fn is_own(component: Component<'_>) -> bool {
    let edited = component
        .node
        .get("node")
        .is_some_and(|node| node.is_true("edited"));
    edited || component.kind.to_ascii_lowercase().contains("custom")
}

impl<'d> Flow<'d> {
    /// A component of its maker's own: the model that it asks itself, or the text that it gives; none where its code
    /// tells nothing.
    pub(super) fn coded(
        &self,
        component: Component<'d>,
        node: &dyn Fn(Role) -> crate::platform::chart::Node,
    ) -> Option<crate::platform::chart::Node> {
        let code = component.value("code")?;
        let fields = component.template.entries().map(|(name, _)| name.as_str());
        let fields = fields.filter(|name| !matches!(*name, "code" | "_type"));
        let inputs: Vec<SnippetInput> = fields
            .map(|name| SnippetInput {
                name: SmolStr::new(name),
                holds: HoleReason::UserText,
            })
            .collect();
        let pieces = Pieces {
            inputs: &inputs,
            input: &|way, at| self.fed(component, way, at),
            words: &|text| vec![TextPart::Words(text.clone())],
        };
        let at = code.location();
        let outputs = component.node.get("node")?.list("outputs");
        let methods = outputs
            .into_iter()
            .map(|output: Node<'_>| output.str("method"));
        let reads = self.all_sources(component.id);
        methods
            .filter(|method| !method.is_empty())
            .find_map(|method| {
                let follower = self.follower;
                let effect = follower.defined(&code, Language::Python, method, &inputs);
                if let Some(mut model) = followed::model(&effect, at, &pieces) {
                    model.sends = !self.wires.iter().any(|wire| wire.source == component.id);
                    return Some(node(Role::Model(Box::new(model))).reading(reads.clone()));
                }
                let field = effect.returns.get("text").first().map(|_| "text");
                let parts = followed::returned(&effect, field, at, &pieces)?;
                Some(node(Role::Step).reading(reads.clone()).giving(parts))
            })
    }

    /// What a field of the component holds.
    fn fed(&self, component: Component<'d>, way: &str, at: Location) -> TextPart {
        let name = way.split('.').next().unwrap_or(way);
        let mut parts = self.field(component, name);
        match parts.len() {
            1 => parts.remove(0),
            _ => gap(HoleReason::Data, way, at),
        }
    }
}
