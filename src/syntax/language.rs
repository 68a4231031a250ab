//! The languages, and what each of them has to say about a file.

use std::any::Any;
use std::sync::Arc;

use super::go::GoFrontend;
use super::javascript::JavaScriptFrontend;
use super::paths::{ancestors, below, folder_of};
use super::python::PythonFrontend;
use super::tree::Tree;
use crate::workspace::FileId;

/// A language that is lowered to the neutral tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// Python.
    Python,
    /// JavaScript, with JSX.
    JavaScript,
    /// TypeScript, with TSX.
    TypeScript,
    /// Go.
    Go,
}

impl Language {
    /// The name used in reports and in vocabulary files.
    pub fn name(self) -> &'static str {
        match self {
            Language::Python => "python",
            Language::JavaScript => "javascript",
            Language::TypeScript => "typescript",
            Language::Go => "go",
        }
    }

    /// Whether a plain assignment declares the name in its function.
    pub fn declares_by_assignment(self) -> bool {
        self == Language::Python
    }

    /// Whether a call may leave arguments out, which are then nothing.
    pub fn may_omit_arguments(self) -> bool {
        matches!(self, Language::JavaScript | Language::TypeScript)
    }

    /// Whether methods name their receiver as their first parameter.
    pub fn has_explicit_receiver(self) -> bool {
        self == Language::Python
    }

    /// The name under which vocabulary lists packages: JavaScript and TypeScript share one.
    pub fn ecosystem(self) -> &'static str {
        match self {
            Language::JavaScript | Language::TypeScript => "javascript",
            other => other.name(),
        }
    }
}

/// What a language brings: how its files are recognised, lowered, and how its imports find files.
pub trait Frontend: Sync {
    /// The languages it lowers.
    fn languages(&self) -> &'static [Language];

    /// File extensions without the dot, with the language of each.
    fn extensions(&self) -> &'static [(&'static str, Language)];

    /// Lowers one file. Never fails: what does not parse is in [`Tree::errors`].
    fn lower(&self, file: FileId, language: Language, path: &str, text: &Arc<str>) -> Tree;

    /// Finds what an import in the file at `from` (relative to the root, with `/`) means.
    fn resolve(&self, from: &str, specifier: &str, files: &dyn ProjectFiles) -> Target;
}

/// What import rules may look at.
pub trait ProjectFiles {
    /// Whether there is a file at that path (relative to the root, with `/`).
    fn has_file(&self, path: &str) -> bool;

    /// Whether there is a folder at that path; the root is `""`.
    fn has_folder(&self, path: &str) -> bool;

    /// Whether a file with that extension (without the dot) lies directly in that folder.
    fn has_source(&self, folder: &str, extension: &str) -> bool {
        let _ = extension;
        self.has_folder(folder)
    }

    /// The text of a small file (`tsconfig.json`, `go.mod`, `package.json`).
    fn text(&self, path: &str) -> Option<Arc<str>>;

    /// The paths of all files with that name (`go.mod`, `package.json`), sorted.
    fn named(&self, name: &str) -> Vec<String>;

    /// What a frontend worked out from the files before under a key of its own, or what it works out now: manifests are
    /// asked about once an import, and do not change.
    fn remember(&self, key: &str, work_out: &dyn Fn() -> Remembered) -> Remembered {
        let _ = key;
        work_out()
    }
}

/// Something that a frontend worked out from the files.
pub type Remembered = Arc<dyn Any + Send + Sync>;

/// What `work_out` gives, worked out once for each key. Keys of different kinds of things must differ.
pub(crate) fn remembered<T: Any + Send + Sync>(
    files: &dyn ProjectFiles,
    key: &str,
    work_out: impl Fn() -> T,
) -> Arc<T> {
    files
        .remember(key, &|| Arc::new(work_out()))
        .downcast()
        .expect("a key stands for one kind of thing")
}

/// What an import means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A file of the tree, by path.
    File(String),
    /// A folder whose files share one namespace (a Go package), or a package without an init file.
    Folder(String),
    /// A package from outside, by its name as vocabulary knows it (`openai`, `@whiskeysockets/baileys`, `google.genai`).
    External(String),
    /// A file that should be in the tree and is not.
    Missing(String),
}

/// Every frontend, in the order in which extensions are looked up.
const FRONTENDS: &[&dyn Frontend] = &[&PythonFrontend, &JavaScriptFrontend, &GoFrontend];

/// The frontend of a language.
pub fn frontend(language: Language) -> &'static dyn Frontend {
    *FRONTENDS
        .iter()
        .find(|frontend| frontend.languages().contains(&language))
        .expect("every language has a frontend")
}

/// The language of a path, by its extension.
pub fn language_of(path: &str) -> Option<Language> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (_, extension) = name.rsplit_once('.')?;
    FRONTENDS
        .iter()
        .flat_map(|frontend| frontend.extensions())
        .find(|(known, _)| extension.eq_ignore_ascii_case(known))
        .map(|&(_, language)| language)
}

/// The public name of a module's default export.
pub const DEFAULT_EXPORT: &str = "default";

/// Stems of the files that stand for their folder: a package's `__init__`, a folder's `index`.
const FOLDER_FILES: [&str; 2] = ["__init__", "index"];

/// Whether the file at that path stands for its folder, so that the files beside it are members of it.
pub fn stands_for_folder(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    FOLDER_FILES.contains(&stem)
}

/// Whether the files of the project around `path` share one scope although nothing in the file says so: an Apps Script
/// project that is kept as `.js` or `.ts` files beside its manifest.
pub fn runs_in_one_scope(path: &str, language: Language, files: &dyn ProjectFiles) -> bool {
    language.ecosystem() == "javascript"
        && ancestors(folder_of(path)).any(|folder| {
            files.has_file(&below(folder, "appsscript.json"))
                || files.has_file(&below(folder, ".clasp.json"))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::files_for_tests::Files;

    #[test]
    fn apps_script_is_told_by_its_manifest() {
        let files = Files::of(&["bot/appsscript.json", "bot/src/main.ts", "web/a.ts"]);
        let shares = |path, language| runs_in_one_scope(path, language, &files);
        assert!(shares("bot/src/main.ts", Language::TypeScript));
        assert!(!shares("bot/src/main.py", Language::Python));
        assert!(!shares("web/a.ts", Language::TypeScript));
    }
}
