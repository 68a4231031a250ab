//! Go.

mod calls;
mod composites;
mod declarations;
mod expressions;
mod functions;
mod outputs;
mod resolve;
mod statements;
mod switches;
#[cfg(test)]
mod tests;
mod types;

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;
use tree_sitter::Node;

use super::builder::{Builder, empty_tree};
use super::language::{Frontend, Language, ProjectFiles, Target};
use super::parse::parse;
use super::repair::Filler;
use super::tree::{NameSharing, Tree};
use crate::workspace::FileId;

/// Go's frontend.
pub(crate) struct GoFrontend;

impl Frontend for GoFrontend {
    fn languages(&self) -> &'static [Language] {
        &[Language::Go]
    }

    fn extensions(&self) -> &'static [(&'static str, Language)] {
        &[("go", Language::Go)]
    }

    fn lower(&self, file: FileId, language: Language, _path: &str, text: &Arc<str>) -> Tree {
        let mut tree = empty_tree(file, language, NameSharing::Directory);
        let parsed = match parse(&[tree_sitter_go::LANGUAGE.into()], text, &[Filler::Blank]) {
            Ok(parsed) => parsed,
            Err(reason) => {
                tree.given_up = Some(reason);
                return tree;
            }
        };
        let root = parsed.tree.root_node();
        let mut go = Go {
            b: Builder::new(tree, text, root, parsed.blanked.clone()),
            types: Types::default(),
            results: Vec::new(),
            empty: vec![FxHashSet::default()],
            iota: 0,
        };
        go.note_types(root);
        let body = go.block(root);
        go.b.finish(root, body)
    }

    fn resolve(&self, from: &str, specifier: &str, files: &dyn ProjectFiles) -> Target {
        resolve::resolve(from, specifier, files)
    }
}

/// Lowers one Go file.
struct Go<'t> {
    b: Builder<'t>,
    types: Types,
    /// The named results of the functions that enclose the current place, innermost last.
    results: Vec<Vec<(SmolStr, Node<'t>)>>,
    /// Variables of the enclosing functions that hold nothing yet, innermost function last.
    empty: Vec<FxHashSet<SmolStr>>,
    /// The current line of a block of constants.
    iota: usize,
}

/// What the file's own type declarations say.
#[derive(Default)]
struct Types {
    /// The fields of structs, in order: literals without keys follow it.
    fields: FxHashMap<SmolStr, Vec<SmolStr>>,
    /// Types whose conversion leaves the value as it is.
    conversions: FxHashSet<SmolStr>,
}
