//! Code nodes: their text, what it does, and what can be told of it without following it.

use std::sync::{Arc, Mutex, OnceLock};

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::catalogue::{Address, catalogue};
use super::graph::NodeRef;
use super::model::WorkflowNode;
use crate::bot::HoleReason;
use crate::platform::{CodeFollower, SnippetEffect, SnippetInput};
use crate::syntax::Language;
use crate::workspace::SourceText;

/// The code of a node and its language.
pub(super) fn of(node: &WorkflowNode<'_>) -> Option<(SourceText, Language)> {
    let ways = [
        "jsCode",
        "functionCode",
        "pythonCode",
        "code.execute.code",
        "code.supplyData.code",
    ];
    let code = ways.iter().find_map(|way| node.parameter(way)?.text())?;
    let python = node
        .text("language")
        .is_some_and(|language| language.starts_with("python"));
    let language = if python {
        Language::Python
    } else {
        Language::JavaScript
    };
    Some((code, language))
}

/// How code in a node gets at its input, at other nodes and at settings.
pub(super) fn inputs() -> &'static [SnippetInput] {
    static INPUTS: OnceLock<Vec<SnippetInput>> = OnceLock::new();
    INPUTS.get_or_init(|| {
        let items = [
            "$json", "$input", "items", "item", "$item", "$items", "$", "$node", "_json", "_input",
            "_items", "_", "_node", "$binary",
        ];
        let settings = ["$env", "$vars", "$secrets"].map(|name| SnippetInput {
            name: SmolStr::new_static(name),
            holds: HoleReason::Environment,
        });
        let mut inputs = SnippetInput::messages(&items);
        inputs.extend(settings);
        inputs
    })
}

/// What the code of nodes does, found once a node.
pub(super) struct Effects<'p> {
    follower: &'p dyn CodeFollower,
    known: Mutex<FxHashMap<NodeRef, Arc<SnippetEffect>>>,
}

impl<'p> Effects<'p> {
    pub(super) fn new(follower: &'p dyn CodeFollower) -> Self {
        Self {
            follower,
            known: Mutex::default(),
        }
    }

    /// What the code of a node does; nothing where it has none.
    pub(super) fn of(&self, at: NodeRef, node: &WorkflowNode<'_>) -> Arc<SnippetEffect> {
        let lock = || {
            self.known
                .lock()
                .expect("no thread panics while it holds the lock")
        };
        if let Some(known) = lock().get(&at) {
            return Arc::clone(known);
        }
        let effect = of(node).map_or_else(SnippetEffect::default, |(text, language)| {
            self.follower.snippet(&text, language, inputs())
        });
        let effect = Arc::new(effect);
        lock().insert(at, Arc::clone(&effect));
        effect
    }
}

/// Whether the code calls a model itself, to be told from the web addresses in it.
pub(super) fn calls_model(code: &str) -> bool {
    code.match_indices("://").any(|(at, _)| {
        let address = code[at + 3..]
            .split(['"', '\'', '`', ' ', '\n'])
            .next()
            .unwrap_or_default();
        matches!(
            catalogue().address(address),
            Address::Model(_) | Address::Hosted(_)
        )
    })
}

/// The content of the string that is given to `name` (`name: '…'`, `"name": "…"`, `name = …`): bytes of the code.
pub(super) fn string_behind(code: &str, name: &str) -> Option<(usize, usize)> {
    if name.is_empty() {
        return None;
    }
    code.match_indices(name).find_map(|(found, _)| {
        let before = code[..found].chars().next_back();
        if before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_') {
            return None;
        }
        let rest = code[found + name.len()..]
            .trim_start_matches(['"', '\'', ']'])
            .trim_start();
        let rest = rest.strip_prefix([':', '='])?.trim_start();
        let quote = rest
            .chars()
            .next()
            .filter(|first| matches!(first, '"' | '\'' | '`'))?;
        let start = code.len() - rest.len() + 1;
        end_of_string(code, start, quote).map(|end| (start, end))
    })
}

fn end_of_string(code: &str, start: usize, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, letter) in code[start..].char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if letter == quote => return Some(start + at),
            _ => {}
        }
    }
    None
}
