//! Custom functions: JavaScript with `$name` for each of its input variables.

use smol_str::SmolStr;

use super::{Flow, Step};
use crate::bot::HoleReason;
use crate::platform::SnippetInput;
use crate::platform::chart::{Role, TextPart, symbols};
use crate::platform::fields::{Fields, gap};
use crate::platform::followed::{self, Pieces};
use crate::syntax::Language;
use crate::workspace::{Location, SourceText};

impl<'d> Flow<'d> {
    /// A custom function of an agentflow: the model that it asks itself, or the text that it gives back.
    pub(super) fn custom_function(
        &self,
        step: Step<'d>,
        ends: bool,
        node: &dyn Fn(Role) -> crate::platform::chart::Node,
    ) -> crate::platform::chart::Node {
        let Some(code) = step.inputs.words("customFunctionJavascriptFunction") else {
            return node(Role::Step);
        };
        let variables = step.inputs.list("customFunctionInputVariables");
        let own = variables.iter().map(|row| row.str("variableName"));
        let inputs: Vec<SnippetInput> = own
            .map(|name| (format!("${name}"), HoleReason::UserText))
            .chain([
                ("$input".into(), HoleReason::UserText),
                ("$flow".into(), HoleReason::UserText),
                ("$vars".into(), HoleReason::Environment),
            ])
            .map(|(name, holds)| SnippetInput {
                name: SmolStr::new(name),
                holds,
            })
            .collect();
        let effect = self.follower.snippet(&code, Language::JavaScript, &inputs);
        let read = |text: &SourceText| self.rich_text(text);
        let pieces = Pieces {
            inputs: &inputs,
            input: &|way, at| self.fed(step, way, at),
            words: &|text| vec![TextPart::Words(text.clone())],
        };
        let fed = variables
            .iter()
            .filter_map(|row| row.words("variableValue"));
        let fed = fed.flat_map(|text| symbols(&read(&text)).collect::<Vec<_>>());
        let reads: Vec<_> = fed.collect();
        let output = SmolStr::new(step.id);
        let at = code.location();
        if let Some(mut model) = followed::model(&effect, at, &pieces) {
            model.sends |= ends;
            let node = node(Role::Model(Box::new(model)));
            return node.reading(reads).writing([output]);
        }
        let node = node(Role::Step).reading(reads).writing([output]);
        match followed::returned(&effect, None, at, &pieces) {
            Some(parts) => node.giving(parts),
            None => node,
        }
    }

    /// What a variable of the code is fed with.
    fn fed(&self, step: Step<'d>, way: &str, at: Location) -> TextPart {
        let name = way.split('.').next().unwrap_or(way).trim_start_matches('$');
        let rows = step.inputs.list("customFunctionInputVariables");
        let row = rows.iter().find(|row| row.str("variableName") == name);
        let text = row.and_then(|row| row.words("variableValue"));
        let mut parts = text.map_or_else(Vec::new, |text| self.rich_text(&text));
        match (parts.len(), name) {
            (1, _) => parts.remove(0),
            (_, "input") => gap(HoleReason::UserText, way, at),
            (_, "vars") => gap(HoleReason::Environment, way, at),
            _ => gap(HoleReason::Data, way, at),
        }
    }
}
