//! Python packages that were installed straight among the sources (`pip install -t .`, a Lambda layer).

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use rustc_hash::FxHashSet;

/// Knows which folders pip has written, by the records that it leaves beside them (`openai-1.2.dist-info/RECORD`).
#[derive(Debug, Default)]
pub(crate) struct Installed {
    by_parent: Mutex<HashMap<PathBuf, Arc<FxHashSet<String>>>>,
}

impl Installed {
    /// Whether that folder is an installed package.
    pub(crate) fn holds(&self, folder: &Path, name: &str) -> bool {
        let Some(parent) = folder.parent() else {
            return false;
        };
        folder.join("__init__.py").is_file() && self.names(parent).contains(name)
    }

    fn names(&self, parent: &Path) -> Arc<FxHashSet<String>> {
        let lock = || {
            self.by_parent
                .lock()
                .unwrap_or_else(|poisoned| poisoned.into_inner())
        };
        if let Some(known) = lock().get(parent) {
            return Arc::clone(known);
        }
        let names = Arc::new(recorded(parent));
        lock().insert(parent.to_owned(), Arc::clone(&names));
        names
    }
}

/// The top-level names in the records of a folder.
fn recorded(folder: &Path) -> FxHashSet<String> {
    let mut names = FxHashSet::default();
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries {
        if !entry.file_name().to_string_lossy().ends_with(".dist-info") {
            continue;
        }
        let record = std::fs::read_to_string(entry.path().join("RECORD")).unwrap_or_default();
        let tops = record.lines().filter_map(|line| line.split_once('/'));
        names.extend(tops.map(|(top, _)| top.to_owned()));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_pip_recorded_is_installed_and_the_bot_beside_it_is_not() {
        let tree = tempfile::tempdir().unwrap();
        for folder in ["openai", "bot", "openai-1.2.dist-info"] {
            std::fs::create_dir(tree.path().join(folder)).unwrap();
        }
        for file in ["openai/__init__.py", "bot/__init__.py"] {
            std::fs::write(tree.path().join(file), "").unwrap();
        }
        let record = "openai/__init__.py,sha256=abc,12\nopenai-1.2.dist-info/RECORD,,\n";
        std::fs::write(tree.path().join("openai-1.2.dist-info/RECORD"), record).unwrap();
        let installed = Installed::default();
        assert!(installed.holds(&tree.path().join("openai"), "openai"));
        assert!(!installed.holds(&tree.path().join("bot"), "bot"));
    }
}
