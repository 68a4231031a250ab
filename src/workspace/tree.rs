//! Opens a tree: which files there are, what the prefilter saw in each, and their texts when somebody needs them.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::error::{ReadError, WorkspaceError};
use super::marks::{MarkSet, Marks};
use super::source_file::{Encoding, SourceFile};
use super::span::FileId;

/// What to open, and how.
#[derive(Debug, Clone, Default)]
pub struct OpenOptions {
    /// The folder (or single file) to scan.
    pub root: PathBuf,
    /// The words that the prefilter looks for.
    pub marks: MarkSet,
}

/// The files of a tree, in sorted order of their paths.
#[derive(Debug)]
pub struct Workspace {
    root: PathBuf,
    paths: Vec<String>,
    by_path: FxHashMap<String, FileId>,
    marks: Vec<Marks>,
    files: Vec<OnceLock<Result<Arc<SourceFile>, ReadError>>>,
}

impl Workspace {
    /// Walks the tree and searches each file once for the marks.
    pub fn open(options: &OpenOptions) -> Result<Self, WorkspaceError> {
        let root = options.root.clone();
        let mut paths = Vec::new();
        if root.is_file() {
            paths.push(
                root.file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned(),
            );
        } else {
            for entry in ignore::WalkBuilder::new(&root).build().flatten() {
                if entry.file_type().is_some_and(|kind| kind.is_file()) {
                    let path = entry.path().strip_prefix(&root).unwrap_or(entry.path());
                    paths.push(path.to_string_lossy().replace('\\', "/"));
                }
            }
        }
        paths.sort();
        let by_path = paths
            .iter()
            .enumerate()
            .map(|(at, path)| (path.clone(), FileId(at as u32)))
            .collect();
        let files = paths.iter().map(|_| OnceLock::new()).collect();
        let marks = paths.iter().map(|_| Marks::default()).collect();
        Ok(Self {
            root,
            paths,
            by_path,
            marks,
            files,
        })
    }

    /// The folder (or single file) that was opened.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The ids of all files.
    pub fn file_ids(&self) -> impl Iterator<Item = FileId> + use<> {
        (0..self.paths.len() as u32).map(FileId)
    }

    /// The path of a file relative to the root, with `/`.
    pub fn path(&self, file: FileId) -> &str {
        &self.paths[file.0 as usize]
    }

    /// The file at that path (relative to the root, with `/`).
    pub fn find(&self, path: &str) -> Option<FileId> {
        self.by_path.get(path).copied()
    }

    /// What the prefilter saw in a file.
    pub fn marks(&self, file: FileId) -> &Marks {
        &self.marks[file.0 as usize]
    }

    /// The text of a file, read once and kept.
    pub fn read(&self, file: FileId) -> Result<Arc<SourceFile>, ReadError> {
        self.files[file.0 as usize]
            .get_or_init(|| {
                let path = if self.root.is_file() {
                    self.root.clone()
                } else {
                    self.root.join(self.path(file))
                };
                let bytes =
                    std::fs::read(path).map_err(|error| ReadError::Io(error.to_string()))?;
                let text = String::from_utf8_lossy(&bytes).into_owned();
                Ok(Arc::new(SourceFile::new(
                    file,
                    self.path(file),
                    text,
                    Encoding::Utf8,
                )))
            })
            .clone()
    }
}
