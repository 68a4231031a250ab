//! Walks a tree in parallel; each file is read and searched where it is met.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering::Relaxed};

use ignore::gitignore::Gitignore;
use ignore::{DirEntry, ParallelVisitor, ParallelVisitorBuilder, WalkBuilder, WalkState};

use super::decode::{self, Decoded};
use super::installed::Installed;
use super::kind::FileKind;
use super::marks::{Marks, Matcher, Seen};
use super::problem::{Problem, ProblemKind};
use super::read;
use super::skip::{self, SkipReason};
use super::statistics::Statistics;

/// Texts of marked files are kept from the walk up to this many bytes in all; the others are read again when asked for.
const KEPT_BYTES: i64 = 32 << 20;

/// Of a file too large to read, only this much is searched: a definition names its platform near its start.
const SEARCHED_OF_LARGE: u64 = 4 << 20;

/// A reading buffer that has grown beyond this is given back.
const BUFFER_BYTES: usize = 4 << 20;

/// A file that the walk met.
#[derive(Debug)]
pub(crate) struct Found {
    /// Relative to the root, with `/`.
    pub(crate) path: String,
    /// Where to read it, where `path` does not say so exactly (a name that is not Unicode).
    pub(crate) odd_name: Option<PathBuf>,
    pub(crate) marks: Marks,
    pub(crate) kept: Option<Decoded>,
}

/// All that a walk met.
#[derive(Debug, Default)]
pub(crate) struct Walked {
    pub(crate) found: Vec<Found>,
    pub(crate) problems: Vec<Problem>,
    pub(crate) statistics: Statistics,
}

/// One walk, as every thread sees it.
pub(crate) struct Walk<'a> {
    root: &'a Path,
    real_root: PathBuf,
    excludes: Arc<Gitignore>,
    matcher: &'a Matcher,
    keep: AtomicI64,
    skipped: Arc<[AtomicU64; SkipReason::ALL.len()]>,
    walked: Mutex<Walked>,
}

impl<'a> Walk<'a> {
    pub(crate) fn new(root: &'a Path, excludes: Gitignore, matcher: &'a Matcher) -> Self {
        Self {
            root,
            real_root: root.canonicalize().unwrap_or_else(|_| root.to_owned()),
            excludes: Arc::new(excludes),
            matcher,
            keep: AtomicI64::new(KEPT_BYTES),
            skipped: Arc::new(std::array::from_fn(|_| AtomicU64::new(0))),
            walked: Mutex::default(),
        }
    }

    /// Walks a folder of the tree, in parallel. The folder itself is never skipped.
    pub(crate) fn folder(&mut self, folder: &Path, depth: Option<usize>) {
        let skipped = Arc::clone(&self.skipped);
        let excludes = Arc::clone(&self.excludes);
        let folder_is_root = folder == self.root;
        let installed = Installed::default();
        WalkBuilder::new(folder)
            .hidden(false)
            .max_depth(depth)
            .filter_entry(move |entry| {
                let reason = skip_reason(entry, &excludes, &installed, folder_is_root);
                if let Some(reason) = reason {
                    skipped[reason as usize].fetch_add(1, Relaxed);
                }
                reason.is_none()
            })
            .build_parallel()
            .visit(&mut Threads { walk: self });
    }

    /// Takes in one file, whatever rules would skip it.
    pub(crate) fn file(&mut self, path: &Path) {
        let mut thread = Thread::new(self);
        thread.explicit(path);
    }

    /// Whether that file, or any file in that folder, is among what was met so far.
    pub(crate) fn has_met(&self, path: &Path) -> bool {
        let (path, _) = self.relative(path);
        let walked = self
            .walked
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        walked.found.iter().any(|found| {
            let rest = found.path.strip_prefix(path.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    pub(crate) fn finish(self) -> Walked {
        let mut walked = self
            .walked
            .into_inner()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        for reason in SkipReason::ALL {
            let count = self.skipped[reason as usize].load(Relaxed);
            if count > 0 {
                walked.statistics.skipped.insert(reason, count);
            }
        }
        walked
    }

    fn skip(&self, reason: SkipReason) {
        self.skipped[reason as usize].fetch_add(1, Relaxed);
    }

    /// The path relative to the root, and the real one if that does not say it exactly.
    fn relative(&self, path: &Path) -> (String, Option<PathBuf>) {
        let inner = path.strip_prefix(self.root).unwrap_or(path);
        let name = match inner.to_str() {
            Some(name) if cfg!(windows) => return (name.replace('\\', "/"), None),
            Some(name) => return (name.to_owned(), None),
            None => inner.to_string_lossy().into_owned(),
        };
        (name, Some(path.to_owned()))
    }
}

fn skip_reason(
    entry: &DirEntry,
    excludes: &Gitignore,
    installed: &Installed,
    from_root: bool,
) -> Option<SkipReason> {
    if entry.depth() == 0 {
        return None;
    }
    let name = entry.file_name().to_str().unwrap_or_default();
    let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
    let by_name = if is_folder {
        let by_name = skip::folder(entry.path(), name, from_root && entry.depth() == 1);
        by_name.or_else(|| {
            let is_installed = installed.holds(entry.path(), name);
            is_installed.then_some(SkipReason::Packages)
        })
    } else {
        skip::file(name)
    };
    by_name.or_else(|| {
        let excluded =
            !excludes.is_empty() && excludes.matched(entry.path(), is_folder).is_ignore();
        excluded.then_some(SkipReason::Excluded)
    })
}

struct Threads<'w, 'a> {
    walk: &'w Walk<'a>,
}

impl<'w, 'a: 'w> ParallelVisitorBuilder<'w> for Threads<'w, 'a> {
    fn build(&mut self) -> Box<dyn ParallelVisitor + 'w> {
        Box::new(Thread::new(self.walk))
    }
}

/// What one thread of a walk collects; handed over when it is dropped.
struct Thread<'w, 'a> {
    walk: &'w Walk<'a>,
    seen: Seen,
    buffer: Vec<u8>,
    local: Walked,
}

impl Drop for Thread<'_, '_> {
    fn drop(&mut self) {
        let mut all = self
            .walk
            .walked
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        all.found.append(&mut self.local.found);
        all.problems.append(&mut self.local.problems);
        all.statistics.searched += self.local.statistics.searched;
        all.statistics.searched_bytes += self.local.statistics.searched_bytes;
    }
}

impl ParallelVisitor for Thread<'_, '_> {
    fn visit(&mut self, entry: Result<DirEntry, ignore::Error>) -> WalkState {
        match entry {
            Ok(entry) => self.entry(&entry),
            Err(error) => self.failed(&error),
        }
        WalkState::Continue
    }
}

impl<'w, 'a> Thread<'w, 'a> {
    fn new(walk: &'w Walk<'a>) -> Self {
        Self {
            walk,
            seen: walk.matcher.seen(),
            buffer: Vec::new(),
            local: Walked::default(),
        }
    }

    fn entry(&mut self, entry: &DirEntry) {
        let Some(kind) = entry.file_type() else {
            return;
        };
        if kind.is_symlink() {
            self.link(entry.path());
        } else if kind.is_file() {
            self.plain_file(entry.path(), entry.file_name(), false);
        }
    }

    fn explicit(&mut self, path: &Path) {
        match read::must_be_plain(path) {
            Ok(()) => self.plain_file(path, path.file_name().unwrap_or_default(), true),
            Err(error) => self.refused(path, &error),
        }
    }

    /// Links are not followed, so that no loop can form and nothing is seen twice; but a link to a file of the tree
    /// may be what an import names.
    fn link(&mut self, path: &Path) {
        match path.canonicalize() {
            Ok(target) if target.is_file() && target.starts_with(&self.walk.real_root) => {
                self.add(path, Marks::default(), None);
            }
            Ok(_) => self.walk.skip(SkipReason::Link),
            Err(error) => {
                let (path, _) = self.walk.relative(path);
                if FileKind::of(&path).is_searched() {
                    self.unreadable(
                        path,
                        format!("is a link that leads nowhere: {}", read::describe(&error)),
                    );
                } else {
                    self.walk.skip(SkipReason::Link);
                }
            }
        }
    }

    fn plain_file(&mut self, path: &Path, name: &OsStr, is_explicit: bool) {
        let name = name.to_string_lossy();
        let kind = FileKind::of(&name);
        if !kind.is_searched() {
            self.add(path, Marks::default(), None);
            return;
        }
        let limit = kind.read_limit();
        match read::read_into(path, limit, SEARCHED_OF_LARGE, &mut self.buffer) {
            Ok(_) if !is_explicit && skip::is_minified(&name, &self.buffer) => {
                self.walk.skip(SkipReason::Minified);
            }
            Ok(size) => self.search_buffer(path, size <= limit),
            // It went away after the walk had listed it: as if the walk had come later.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => self.refused(path, &error),
        }
        if self.buffer.capacity() > BUFFER_BYTES {
            self.buffer = Vec::new();
        }
    }

    fn search_buffer(&mut self, path: &Path, is_whole: bool) {
        let Some(bytes) = decode::searchable(&self.buffer) else {
            self.walk.skip(SkipReason::Binary);
            return;
        };
        self.local.statistics.searched += 1;
        self.local.statistics.searched_bytes += bytes.len() as u64;
        let marks = self.walk.matcher.search(&bytes, &mut self.seen);
        let is_kept = is_whole && !marks.is_empty();
        let kept = if is_kept { self.keep() } else { None };
        self.add(path, marks, kept);
    }

    fn keep(&self) -> Option<Decoded> {
        let size = i64::try_from(self.buffer.len()).unwrap_or(i64::MAX);
        if self.walk.keep.fetch_sub(size, Relaxed) < size {
            self.walk.keep.fetch_add(size, Relaxed);
            return None;
        }
        decode::decode(&self.buffer).ok()
    }

    fn add(&mut self, path: &Path, marks: Marks, kept: Option<Decoded>) {
        let (path, odd_name) = self.walk.relative(path);
        self.local.found.push(Found {
            path,
            odd_name,
            marks,
            kept,
        });
    }

    fn failed(&mut self, error: &ignore::Error) {
        let Some((path, message)) = io_failure(error) else {
            return;
        };
        let (path, _) = self.walk.relative(path);
        let path = if path.is_empty() {
            ".".to_owned()
        } else {
            path
        };
        self.unreadable(path, message);
    }

    fn refused(&mut self, path: &Path, error: &std::io::Error) {
        let (path, _) = self.walk.relative(path);
        self.unreadable(path, read::io_error(error).to_string());
    }

    fn unreadable(&mut self, path: String, message: String) {
        self.local
            .problems
            .push(Problem::new(ProblemKind::UnreadableFile, path, message));
    }
}

/// The path and the reason of a failed step of the walk; `None` for a broken ignore file, which is not botlint's matter,
/// and for what has gone since its folder was listed.
fn io_failure(error: &ignore::Error) -> Option<(&Path, String)> {
    let mut path = None;
    let mut inner = error;
    loop {
        match inner {
            ignore::Error::WithPath { path: at, err } => {
                path = Some(at.as_path());
                inner = err;
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
                inner = err
            }
            ignore::Error::Io(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return None;
            }
            ignore::Error::Io(error) => return Some((path?, read::io_error(error).to_string())),
            _ => return None,
        }
    }
}
