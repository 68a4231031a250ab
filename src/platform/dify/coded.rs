//! Code nodes: their `main` is followed with the variables that the flow feeds it.

use smol_str::SmolStr;

use super::{Flow, variable};
use crate::bot::HoleReason;
use crate::document::Node;
use crate::platform::SnippetInput;
use crate::platform::chart::{Role, Symbol, TextPart};
use crate::platform::fields::{Fields, gap};
use crate::platform::followed::{self, Pieces};
use crate::syntax::Language;
use crate::workspace::Location;

impl<'d> Flow<'d> {
    /// A code node: the model that it asks itself, or the texts that it leaves in its outputs.
    pub(super) fn coded(
        &self,
        id: &str,
        data: Node<'d>,
        step: &dyn Fn(Role) -> crate::platform::chart::Node,
    ) -> crate::platform::chart::Node {
        let outputs = data.get("outputs").into_iter().flat_map(Node::entries);
        let outputs: Vec<&str> = outputs.map(|(name, _)| name.as_str()).collect();
        let symbols = outputs.iter().map(|field| self.symbol(id, field));
        let symbols: Vec<Symbol> = symbols.collect();
        let reads = self.selected(data);
        let Some(code) = data.words("code") else {
            return step(Role::Step).reading(reads).writing(symbols);
        };
        let language = match data.str("code_language") {
            "javascript" => Language::JavaScript,
            _ => Language::Python,
        };
        let inputs: Vec<SnippetInput> = data.list("variables").iter().map(input).collect();
        let effect = self.follower.defined(&code, language, "main", &inputs);
        let pieces = Pieces {
            inputs: &inputs,
            input: &|way, at| self.fed(data, way, at),
            words: &|text| vec![TextPart::Words(text.clone())],
        };
        let at = code.location();
        if let Some(mut model) = followed::model(&effect, at, &pieces) {
            model.hears = false;
            // The code has lines of its own: the call is nearer than its beginning.
            model.at = effect
                .answering_calls()
                .first()
                .map_or(at, |one| one.call.at);
            let node = step(Role::Model(Box::new(model)));
            return node.reading(reads).writing(symbols);
        }
        let node = step(Role::Step).reading(reads);
        let texts = outputs
            .iter()
            .map(|field| followed::returned(&effect, Some(field), at, &pieces));
        symbols
            .into_iter()
            .zip(texts)
            .fold(node, |node, (symbol, text)| match text {
                Some(text) => node.assigning(symbol, text),
                None => node.writing([symbol]),
            })
    }

    /// What a parameter of the code is fed with.
    fn fed(&self, data: Node<'d>, way: &str, at: Location) -> TextPart {
        let name = way.split('.').next().unwrap_or(way);
        let row = data.list("variables").into_iter();
        let selector = row
            .filter(|row| row.str("variable") == name)
            .find_map(|row| self.selector(row.get("value_selector")?));
        match selector {
            Some(symbol) => variable(symbol, name, at),
            None => gap(HoleReason::Data, way, at),
        }
    }
}

fn input(row: &Node<'_>) -> SnippetInput {
    SnippetInput {
        name: SmolStr::new(row.str("variable")),
        holds: HoleReason::UserText,
    }
}
