//! JavaScript and TypeScript, with JSX.

mod classes;
mod expressions;
mod functions;
mod literals;
mod manifests;
mod modules;
mod patterns;
mod resolve;
#[cfg(test)]
mod resolve_tests;
mod statements;
#[cfg(test)]
mod tests;
mod types;
mod urls;

use std::sync::Arc;

use super::builder::{Builder, empty_tree};
use super::language::{Frontend, Language, ProjectFiles, Target};
use super::parse::parse;
use super::repair::Filler;
use super::tree::{NameSharing, Tree};
use crate::workspace::FileId;

/// The frontend of JavaScript and TypeScript.
pub(crate) struct JavaScriptFrontend;

impl Frontend for JavaScriptFrontend {
    fn languages(&self) -> &'static [Language] {
        &[Language::JavaScript, Language::TypeScript]
    }

    fn extensions(&self) -> &'static [(&'static str, Language)] {
        &[
            ("js", Language::JavaScript),
            ("mjs", Language::JavaScript),
            ("cjs", Language::JavaScript),
            ("jsx", Language::JavaScript),
            ("gs", Language::JavaScript),
            ("ts", Language::TypeScript),
            ("mts", Language::TypeScript),
            ("cts", Language::TypeScript),
            ("tsx", Language::TypeScript),
        ]
    }

    fn lower(&self, file: FileId, language: Language, path: &str, text: &Arc<str>) -> Tree {
        let mut tree = empty_tree(file, language, sharing(path));
        if declares_types_only(path) {
            return tree;
        }
        let parsed = match parse(&grammars(language, path), text, &[Filler::Blank]) {
            Ok(parsed) => parsed,
            Err(reason) => {
                tree.given_up = Some(reason);
                return tree;
            }
        };
        let root = parsed.tree.root_node();
        let mut script = Script {
            b: Builder::new(tree, text, root, parsed.blanked.clone()),
        };
        let body = script.block(root);
        script.b.finish(root, body)
    }

    fn resolve(&self, from: &str, specifier: &str, files: &dyn ProjectFiles) -> Target {
        resolve::resolve(from, specifier, files)
    }
}

/// Lowers one file of JavaScript or TypeScript.
struct Script<'t> {
    b: Builder<'t>,
}

/// `index.d.ts` says what code elsewhere looks like; it has none of its own.
fn declares_types_only(path: &str) -> bool {
    [".d.ts", ".d.mts", ".d.cts"]
        .iter()
        .any(|ending| path.ends_with(ending))
}

/// Apps Script runs all files of a project in one scope.
fn sharing(path: &str) -> NameSharing {
    if has_extension(path, "gs") {
        NameSharing::Project
    } else {
        NameSharing::File
    }
}

/// TypeScript has two grammars, since `<T>x` is a cast in one and an element in the other; what stands in a file is not
/// always what its extension says.
fn grammars(language: Language, path: &str) -> [tree_sitter::Language; 2] {
    let typed = tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into();
    let typed_with_elements = tree_sitter_typescript::LANGUAGE_TSX.into();
    match language {
        Language::TypeScript if has_extension(path, "tsx") => [typed_with_elements, typed],
        Language::TypeScript => [typed, typed_with_elements],
        _ => [tree_sitter_javascript::LANGUAGE.into(), typed_with_elements],
    }
}

fn has_extension(path: &str, extension: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, found)| found.eq_ignore_ascii_case(extension))
}
