//! Custom actions: which Python class answers to which name.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::syntax::{self, Class, ExprKind, Language, StmtId, StmtKind, TextPart, Tree};
use crate::workspace::{FileId, Location, Workspace};

/// A class that runs an action.
#[derive(Debug, Clone)]
pub(super) struct ActionClass {
    pub(super) file: FileId,
    pub(super) class: SmolStr,
    pub(super) at: Location,
}

/// The classes below a folder whose `name()` returns a string, by that string.
pub(super) fn actions(folder: &str, workspace: &Workspace) -> FxHashMap<SmolStr, ActionClass> {
    let below = |path: &str| {
        folder.is_empty()
            || path
                .strip_prefix(folder)
                .is_some_and(|rest| rest.starts_with('/'))
    };
    let files = workspace.file_ids().filter(|&file| {
        let path = workspace.path(file);
        path.ends_with(".py") && below(path)
    });
    let mut actions = FxHashMap::default();
    for file in files {
        let Ok(source) = workspace.read(file) else {
            continue;
        };
        if !source.text.contains("def name(") {
            continue;
        }
        let tree = syntax::frontend(Language::Python).lower(
            file,
            Language::Python,
            &source.path,
            &source.text,
        );
        for class in &tree.classes {
            let Some(name) = named(&tree, class) else {
                continue;
            };
            let Some(own) = &class.name else { continue };
            actions.entry(name).or_insert_with(|| ActionClass {
                file,
                class: own.clone(),
                at: Location::new(file, class.name_span),
            });
        }
    }
    actions
}

fn named(tree: &Tree, class: &Class) -> Option<SmolStr> {
    let method = class
        .methods
        .iter()
        .map(|&id| &tree.functions[id.0 as usize])
        .find(|method| method.name.as_deref() == Some("name"))?;
    method
        .body
        .iter()
        .find_map(|&statement| returned(tree, statement))
}

fn returned(tree: &Tree, statement: StmtId) -> Option<SmolStr> {
    let StmtKind::Return(Some(value)) = &tree.stmts[statement.0 as usize].kind else {
        return None;
    };
    match &tree.exprs[value.0 as usize].kind {
        ExprKind::Text(parts) => match parts.as_slice() {
            [TextPart::Literal(text)] => Some(SmolStr::new(&*text.value)),
            _ => None,
        },
        _ => None,
    }
}
