//! From the paths on a command line to the tree they stand in and the part of it that is reported.

use std::path::{Component, Path, PathBuf};

use super::error::WorkspaceError;
use super::skip::MANIFESTS;

/// How deep a loose file's surroundings are looked at: its folder may be anybody's home.
const LOOSE_DEPTH: usize = 3;

/// What to scan and what to report, for the paths that a person gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The folder to scan. Relative to the working folder where it lies in it.
    pub root: PathBuf,
    /// The given paths, as paths below `root`, where they do not name the root itself.
    pub explicit: Vec<PathBuf>,
    /// How many folders deep to scan; `None` for all.
    pub depth: Option<usize>,
    /// Which files' findings to report.
    pub selection: Selection,
}

/// Which files of a tree a run reports on. The others are context: a bot's parts may lie in them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Selection {
    /// All of them.
    #[default]
    All,
    /// These files, and what lies below these folders: sorted paths relative to the root, with `/`.
    Only(Vec<String>),
}

impl Selection {
    /// Whether the file at that path (relative to the root, with `/`) is reported on.
    pub fn holds(&self, path: &str) -> bool {
        let Self::Only(given) = self else {
            return true;
        };
        let mut prefix = path;
        loop {
            if given
                .binary_search_by(|known| known.as_str().cmp(prefix))
                .is_ok()
            {
                return true;
            }
            match prefix.rsplit_once('/') {
                // What an archive holds belongs to it.
                Some((folder, _)) => prefix = folder.strip_suffix('!').unwrap_or(folder),
                None => return false,
            }
        }
    }
}

impl Scope {
    /// The scope of the given paths. One folder is its own tree. For files (or several paths) the tree is the git
    /// repository around them, else the project (the nearest folder with a manifest), else their common folder; the
    /// paths then select what is reported, not what is read.
    ///
    /// # Errors
    /// [`WorkspaceError::UnreadableRoot`] for a path that is not there.
    pub fn of(paths: &[PathBuf]) -> Result<Self, WorkspaceError> {
        for path in paths {
            std::fs::metadata(path).map_err(|error| unreadable(path, error))?;
        }
        match paths {
            [] => Ok(Self::whole(PathBuf::from("."))),
            [folder] if folder.is_dir() => Ok(Self::whole(folder.clone())),
            _ => Self::around(paths),
        }
    }

    /// The scope of a buffer that stands for the file at that path, which need not exist.
    ///
    /// # Errors
    /// [`WorkspaceError::UnreadableRoot`] where the working folder cannot be found.
    pub fn of_buffer(path: &Path) -> Result<Self, WorkspaceError> {
        Self::around(std::slice::from_ref(&path.to_owned()))
    }

    fn whole(root: PathBuf) -> Self {
        Self {
            root,
            explicit: Vec::new(),
            depth: None,
            selection: Selection::All,
        }
    }

    fn around(paths: &[PathBuf]) -> Result<Self, WorkspaceError> {
        let mut absolute = Vec::with_capacity(paths.len());
        for path in paths {
            absolute.push(plain(path).map_err(|error| unreadable(path, error))?);
        }
        let common = common_folder(&absolute);
        let (root, depth) = match surrounding(&common) {
            Some(root) => (root, None),
            None => (common, Some(LOOSE_DEPTH)),
        };
        let shown = shorter(&root);
        let inner: Vec<&Path> = absolute
            .iter()
            .map(|path| path.strip_prefix(&root).unwrap_or(path))
            .collect();
        let mut selected: Vec<String> = inner.iter().map(|path| slashed(path)).collect();
        selected.sort();
        selected.dedup();
        let selection = if selected.iter().any(String::is_empty) {
            Selection::All
        } else {
            Selection::Only(selected)
        };
        Ok(Self {
            explicit: inner
                .iter()
                .filter(|path| !path.as_os_str().is_empty())
                .map(|path| shown.join(path))
                .collect(),
            root: shown,
            depth,
            selection,
        })
    }
}

fn unreadable(path: &Path, source: std::io::Error) -> WorkspaceError {
    WorkspaceError::UnreadableRoot {
        path: path.to_owned(),
        source,
    }
}

/// The absolute path without `.` and `..`. Links stay: a linked file is reported under the name that was given.
fn plain(path: &Path) -> std::io::Result<PathBuf> {
    let mut out = PathBuf::new();
    for part in std::path::absolute(path)?.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    Ok(out)
}

fn common_folder(paths: &[PathBuf]) -> PathBuf {
    let folder = |path: &Path| match path.parent() {
        Some(parent) if !path.is_dir() => parent.to_owned(),
        _ => path.to_owned(),
    };
    let mut common = paths.first().map(|path| folder(path)).unwrap_or_default();
    for path in paths {
        while !path.starts_with(&common) && common.pop() {}
    }
    common
}

/// The repository around a folder, else the project.
fn surrounding(folder: &Path) -> Option<PathBuf> {
    let up = || folder.ancestors();
    up().find(|folder| folder.join(".git").exists())
        .or_else(|| up().find(|folder| MANIFESTS.iter().any(|name| folder.join(name).is_file())))
        .map(Path::to_owned)
}

/// The same folder, seen from the working folder where that is shorter.
fn shorter(folder: &Path) -> PathBuf {
    let inner = std::env::current_dir()
        .ok()
        .and_then(|here| folder.strip_prefix(here).map(Path::to_owned).ok());
    match inner {
        Some(inner) if inner.as_os_str().is_empty() => PathBuf::from("."),
        Some(inner) => inner,
        None => folder.to_owned(),
    }
}

fn slashed(path: &Path) -> String {
    let text = path.to_string_lossy();
    if cfg!(windows) {
        text.replace('\\', "/")
    } else {
        text.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(paths: &[&str]) -> tempfile::TempDir {
        let tree = tempfile::tempdir().unwrap();
        for path in paths {
            let path = tree.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        tree
    }

    fn only(paths: &[&str]) -> Selection {
        Selection::Only(paths.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn one_folder_is_its_own_tree() {
        let tree = tree(&[".git/HEAD", "bots/a/bot.py"]);
        let folder = tree.path().join("bots/a");
        let scope = Scope::of(std::slice::from_ref(&folder)).unwrap();
        assert_eq!(scope.root, folder);
        assert_eq!(scope.selection, Selection::All);
    }

    #[test]
    fn files_bring_their_repository_along() {
        let tree = tree(&[".git/HEAD", "bots/package.json", "bots/a.js", "lib/b.js"]);
        let paths = ["bots/a.js", "bots/../lib"].map(|path| tree.path().join(path));
        let scope = Scope::of(&paths).unwrap();
        assert_eq!(scope.root, tree.path());
        assert_eq!(scope.selection, only(&["bots/a.js", "lib"]));
        assert_eq!(
            scope.explicit,
            [tree.path().join("bots/a.js"), tree.path().join("lib")]
        );
        assert_eq!(scope.depth, None);
    }

    #[test]
    fn without_a_repository_the_project_is_the_tree_and_without_that_the_folder() {
        let tree = tree(&["app/package.json", "app/src/a.js", "loose/flow.json"]);
        let scope = Scope::of(&[tree.path().join("app/src/a.js")]).unwrap();
        assert_eq!(scope.root, tree.path().join("app"));
        assert_eq!(scope.selection, only(&["src/a.js"]));
        let scope = Scope::of(&[tree.path().join("loose/flow.json")]).unwrap();
        assert_eq!(
            (scope.root, scope.depth),
            (tree.path().join("loose"), Some(LOOSE_DEPTH))
        );
    }

    #[test]
    fn a_path_that_is_not_there_is_an_error_but_a_buffer_need_not_be() {
        let tree = tree(&["app/package.json"]);
        let gone = tree.path().join("app/new.js");
        assert!(Scope::of(std::slice::from_ref(&gone)).is_err());
        let scope = Scope::of_buffer(&gone).unwrap();
        assert_eq!(scope.selection, only(&["new.js"]));
        assert_eq!(scope.root, tree.path().join("app"));
    }

    #[test]
    fn a_selection_holds_files_and_what_is_below_folders() {
        let selection = only(&["a.py", "bots"]);
        for (path, held) in [
            ("a.py", true),
            ("a.pyc", false),
            ("bots/x/y.py", true),
            ("botsy/x.py", false),
            ("lib/a.py", false),
        ] {
            assert_eq!(selection.holds(path), held, "{path}");
        }
        assert!(Selection::All.holds("anything"));
    }

    #[test]
    fn the_root_among_several_paths_selects_everything() {
        let tree = tree(&[".git/HEAD", "a.py"]);
        let scope = Scope::of(&[tree.path().to_owned(), tree.path().join("a.py")]).unwrap();
        assert_eq!(scope.selection, Selection::All);
    }
}
