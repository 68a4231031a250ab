//! The files of the scanned tree as a program: trees lowered when somebody needs them, imports resolved once.

mod class;
mod data;
mod file;
mod global;
mod import;
pub(crate) mod module;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::syntax::{self, Language, NameSharing, ProjectFiles, Remembered, Target, Tree};
use crate::workspace::{FileId, Workspace};

/// The program in a workspace. Shared by the threads that follow its projects.
pub(crate) struct Program<'w> {
    pub workspace: &'w Workspace,
    /// What is found once for the whole program.
    shared: Arc<Shared<'w>>,
    /// The trees lowered so far. Each project has its own, so that they go when the project is done.
    trees: Arc<Mutex<FxHashMap<FileId, Option<Arc<Tree>>>>>,
    /// Code in a definition: the tree of the file that holds it, as long as this code is followed.
    embedded: Option<Arc<Tree>>,
}

/// What is found once for the whole program.
struct Shared<'w> {
    targets: Mutex<FxHashMap<(FileId, SmolStr), Target>>,
    /// What frontends worked out from manifests.
    remembered: Mutex<FxHashMap<String, Remembered>>,
    /// The files by path: imports ask for many that are not there.
    paths: FxHashMap<&'w str, FileId>,
    folders: BTreeMap<String, Vec<FileId>>,
}

impl<'w> Program<'w> {
    pub(crate) fn new(workspace: &'w Workspace) -> Self {
        let mut folders: BTreeMap<String, Vec<FileId>> = BTreeMap::new();
        for file in workspace.file_ids() {
            let mut folder = folder_of(workspace.path(file));
            folders.entry(folder.to_owned()).or_default().push(file);
            while !folder.is_empty() {
                folder = folder_of(folder);
                folders.entry(folder.to_owned()).or_default();
            }
        }
        folders.entry(String::new()).or_default();
        Self {
            workspace,
            shared: Arc::new(Shared {
                targets: Mutex::default(),
                remembered: Mutex::default(),
                paths: workspace
                    .file_ids()
                    .map(|file| (workspace.path(file), file))
                    .collect(),
                folders,
            }),
            trees: Arc::default(),
            embedded: None,
        }
    }

    /// The same program with no tree lowered yet.
    pub(crate) fn without_trees(&self) -> Self {
        Self {
            workspace: self.workspace,
            shared: Arc::clone(&self.shared),
            trees: Arc::default(),
            embedded: None,
        }
    }

    /// The same program, where the file of `tree` holds that piece of code.
    pub(crate) fn with_embedded(&self, tree: Tree) -> Self {
        Self {
            workspace: self.workspace,
            shared: Arc::clone(&self.shared),
            trees: Arc::clone(&self.trees),
            embedded: Some(Arc::new(tree)),
        }
    }

    /// The lowered tree of a source file; `None` for other files and for files that cannot be read.
    pub(crate) fn tree(&self, file: FileId) -> Option<Arc<Tree>> {
        if let Some(embedded) = self.embedded.as_ref().filter(|tree| tree.file == file) {
            return Some(Arc::clone(embedded));
        }
        let known = self.trees().get(&file).cloned();
        known.unwrap_or_else(|| {
            // Not under the lock: lowering asks the program about other files.
            let tree = self.lower(file);
            self.trees().insert(file, tree.clone());
            tree
        })
    }

    fn lower(&self, file: FileId) -> Option<Arc<Tree>> {
        let path = self.workspace.path(file);
        let language = syntax::language_of(path)?;
        let source = self.workspace.read(file).ok()?;
        self.workspace.counters().count_parsed(source.text.len());
        let mut tree = syntax::frontend(language).lower(file, language, path, &source.text);
        if syntax::runs_in_one_scope(path, language, self) {
            tree.sharing = NameSharing::Project;
        }
        Some(Arc::new(tree))
    }

    fn trees(&self) -> MutexGuard<'_, FxHashMap<FileId, Option<Arc<Tree>>>> {
        self.trees
            .lock()
            .expect("no thread panics while it holds the lock")
    }

    /// The trees lowered so far, by file.
    pub(crate) fn lowered(&self) -> Vec<Arc<Tree>> {
        let mut trees: Vec<_> = self.trees().values().flatten().cloned().collect();
        trees.sort_by_key(|tree| tree.file);
        trees
    }

    /// What an import in `file` means.
    pub(crate) fn resolve(&self, file: FileId, language: Language, specifier: &str) -> Target {
        let key = (file, SmolStr::from(specifier));
        let known = self
            .shared
            .targets
            .lock()
            .expect("no thread panics while it holds the lock")
            .get(&key)
            .cloned();
        known.unwrap_or_else(|| {
            let target =
                syntax::frontend(language).resolve(self.workspace.path(file), specifier, self);
            self.shared
                .targets
                .lock()
                .expect("no thread panics while it holds the lock")
                .insert(key, target.clone());
            target
        })
    }

    /// The files directly in a folder.
    pub(crate) fn files_in(&self, folder: &str) -> &[FileId] {
        self.shared
            .folders
            .get(folder.trim_end_matches('/'))
            .map_or(&[], Vec::as_slice)
    }

    /// The files whose top-level names `file` sees without an import.
    pub(crate) fn siblings(&self, file: FileId, tree: &Tree, project: &[FileId]) -> Vec<FileId> {
        let same_language = |other: &FileId| {
            *other != file
                && syntax::language_of(self.workspace.path(*other))
                    .is_some_and(|other| other.ecosystem() == tree.language.ecosystem())
        };
        match tree.sharing {
            NameSharing::File => Vec::new(),
            NameSharing::Directory => {
                let folder = folder_of(self.workspace.path(file));
                self.files_in(folder)
                    .iter()
                    .copied()
                    .filter(same_language)
                    .collect()
            }
            NameSharing::Namespace => project
                .iter()
                .copied()
                .filter(same_language)
                .filter(|other| {
                    self.tree(*other)
                        .is_some_and(|other| other.namespace == tree.namespace)
                })
                .collect(),
            NameSharing::Project => project.iter().copied().filter(same_language).collect(),
        }
    }
}

impl ProjectFiles for Program<'_> {
    fn has_file(&self, path: &str) -> bool {
        self.shared.paths.contains_key(path)
    }

    fn has_folder(&self, path: &str) -> bool {
        self.shared.folders.contains_key(path.trim_end_matches('/'))
    }

    fn has_source(&self, folder: &str, extension: &str) -> bool {
        self.files_in(folder).iter().any(|&file| {
            let path = self.workspace.path(file);
            path.rsplit_once('.')
                .is_some_and(|(_, found)| found == extension)
        })
    }

    fn text(&self, path: &str) -> Option<Arc<str>> {
        let file = *self.shared.paths.get(path)?;
        Some(self.workspace.read(file).ok()?.text.clone())
    }

    fn named(&self, name: &str) -> Vec<String> {
        self.shared
            .folders
            .keys()
            .filter_map(|folder| {
                let path = if folder.is_empty() {
                    name.to_owned()
                } else {
                    format!("{folder}/{name}")
                };
                self.has_file(&path).then_some(path)
            })
            .collect()
    }

    fn remember(&self, key: &str, work_out: &dyn Fn() -> Remembered) -> Remembered {
        let lock = || {
            self.shared
                .remembered
                .lock()
                .expect("no thread panics while it holds the lock")
        };
        let known = lock().get(key).cloned();
        known.unwrap_or_else(|| {
            // Unlocked meanwhile: one thing may be worked out from another.
            let made = work_out();
            lock().entry(key.to_owned()).or_insert(made).clone()
        })
    }
}

/// The folder of a path, without a slash at its end; `""` for the root.
pub(crate) fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Puts a relative path together with a folder, and takes `.` and `..` out.
pub(crate) fn join_path(folder: &str, relative: &str) -> String {
    let mut parts: Vec<&str> = if relative.starts_with('/') {
        Vec::new()
    } else {
        folder.split('/').filter(|part| !part.is_empty()).collect()
    };
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
