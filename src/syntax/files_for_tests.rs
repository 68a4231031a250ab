//! A tree of files in memory, for tests of import rules.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::language::ProjectFiles;
use super::paths::folder_of;

/// Files by path.
#[derive(Default)]
pub(crate) struct Files(BTreeMap<String, Arc<str>>);

impl Files {
    /// Empty files at those paths.
    pub(crate) fn of(paths: &[&str]) -> Self {
        let files = paths.iter().map(|path| (path.to_string(), Arc::from("")));
        Self(files.collect())
    }

    /// Adds a file.
    pub(crate) fn add(&mut self, path: &str, text: &str) {
        self.0.insert(path.to_owned(), Arc::from(text));
    }
}

impl ProjectFiles for Files {
    fn has_file(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    fn has_folder(&self, path: &str) -> bool {
        path.is_empty()
            || self
                .0
                .keys()
                .any(|file| file.starts_with(&format!("{path}/")))
    }

    fn has_source(&self, folder: &str, extension: &str) -> bool {
        let suffix = format!(".{extension}");
        let mut files = self.0.keys();
        files.any(|file| folder_of(file) == folder && file.ends_with(&suffix))
    }

    fn text(&self, path: &str) -> Option<Arc<str>> {
        self.0.get(path).cloned()
    }

    fn named(&self, name: &str) -> Vec<String> {
        let named = |path: &&String| path.rsplit('/').next() == Some(name);
        self.0.keys().filter(named).cloned().collect()
    }
}
