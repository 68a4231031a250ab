//! Python.

mod definitions;
mod expressions;
mod literals;
mod matching;
mod resolve;
#[cfg(test)]
mod resolve_tests;
mod statements;
#[cfg(test)]
mod tests;
mod types;

use std::sync::Arc;

use smol_str::SmolStr;

use super::builder::{Builder, empty_tree};
use super::language::{Frontend, Language, ProjectFiles, Target};
use super::parse::parse;
use super::repair::Filler;
use super::tree::{GivenUp, NameSharing, Tree};
use crate::workspace::FileId;

/// Levels of indentation that are parsed. Python itself takes 100; the grammar's scanner ends the whole process beyond
/// about 500, since it keeps them in a buffer of fixed size.
const MAX_LEVELS: usize = 300;

/// Python's frontend.
pub(crate) struct PythonFrontend;

impl Frontend for PythonFrontend {
    fn languages(&self) -> &'static [Language] {
        &[Language::Python]
    }

    fn extensions(&self) -> &'static [(&'static str, Language)] {
        &[("py", Language::Python)]
    }

    fn lower(&self, file: FileId, language: Language, _path: &str, text: &Arc<str>) -> Tree {
        let mut tree = empty_tree(file, language, NameSharing::File);
        if levels(text) > MAX_LEVELS {
            tree.given_up = Some(GivenUp::TooDeep);
            return tree;
        }
        let parsed = match parse(
            &[tree_sitter_python::LANGUAGE.into()],
            text,
            &[Filler::Name, Filler::Blank],
        ) {
            Ok(parsed) => parsed,
            Err(reason) => {
                tree.given_up = Some(reason);
                return tree;
            }
        };
        let root = parsed.tree.root_node();
        let mut python = Python {
            b: Builder::new(tree, text, root, parsed.blanked.clone()),
            scopes: vec![Scope::default()],
        };
        let body = python.block(root);
        python.b.finish(root, body)
    }

    fn resolve(&self, from: &str, specifier: &str, files: &dyn ProjectFiles) -> Target {
        resolve::resolve(from, specifier, files)
    }
}

/// The most levels of indentation that lines stand within one another. Strings count as if they were code, which no
/// program comes near to either.
fn levels(text: &str) -> usize {
    let mut open: Vec<usize> = Vec::new();
    let mut deepest = 0;
    for line in text.lines() {
        let bare = line.trim_start();
        if bare.is_empty() {
            continue;
        }
        let indent = line.len() - bare.len();
        while open.last().is_some_and(|&outer| outer >= indent) {
            open.pop();
        }
        open.push(indent);
        deepest = deepest.max(open.len());
    }
    deepest
}

/// Lowers one Python file.
struct Python<'t> {
    b: Builder<'t>,
    /// The functions that enclose the current place; the module is the outermost.
    scopes: Vec<Scope>,
}

/// What a function's statements say about the function.
#[derive(Default)]
struct Scope {
    /// Names that `global` and `nonlocal` give to an outer scope.
    outer: Vec<SmolStr>,
    /// Whether a `yield` stands in it.
    yields: bool,
}

impl Python<'_> {
    fn scope(&mut self) -> &mut Scope {
        self.scopes.last_mut().expect("the module is a scope")
    }
}
