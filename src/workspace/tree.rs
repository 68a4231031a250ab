//! Opens a tree: which files there are, what the prefilter saw in each, and their texts when somebody needs them.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use rustc_hash::FxHashMap;

use super::archive;
use super::decode::{self, Decoded};
use super::error::{ReadError, WorkspaceError};
use super::kind::FileKind;
use super::marks::{MarkSet, Marks, Matcher};
use super::problem::{Problem, ProblemKind};
use super::project::{self, Project};
use super::read;
use super::source_file::{Encoding, SourceFile};
use super::span::FileId;
use super::statistics::{Counters, Stage, Statistics};
use super::walk::{Found, Walk, Walked};

/// What to open, and how.
#[derive(Debug, Clone, Default)]
pub struct OpenOptions {
    /// The folder (or single file) to scan.
    pub root: PathBuf,
    /// The words that the prefilter looks for.
    pub marks: MarkSet,
    /// How many folders deep to scan below the root; `None` for all.
    pub depth: Option<usize>,
    /// Files and folders, as paths that begin with `root`, that are scanned even where a rule would skip them, unless
    /// `force_exclude`.
    pub explicit: Vec<PathBuf>,
    /// Paths to leave out, as gitignore patterns relative to the root.
    pub excludes: Vec<String>,
    /// Whether skip rules, ignore files and `excludes` hold for `explicit` too.
    pub force_exclude: bool,
    /// Texts that stand for files, by path relative to the root, whatever the disk holds: an editor's buffer.
    pub buffers: Vec<(String, String)>,
}

/// The text of a file, as far as it is at hand.
#[derive(Debug, Default)]
struct Text {
    /// As it was read, or why there is none.
    known: Option<Result<Arc<SourceFile>, ReadError>>,
    /// Whether a report points into it.
    is_kept: bool,
}

/// The files of a tree, in sorted order of their paths.
#[derive(Debug)]
pub struct Workspace {
    root: PathBuf,
    base: PathBuf,
    paths: Vec<String>,
    word_ids: FxHashMap<String, u32>,
    odd_names: FxHashMap<FileId, PathBuf>,
    marks: Vec<Marks>,
    kept: FxHashMap<FileId, Decoded>,
    files: Vec<Mutex<Text>>,
    projects: Vec<Project>,
    walk_statistics: Statistics,
    counters: Counters,
    problems: Mutex<Vec<Problem>>,
}

impl Workspace {
    /// Walks the tree and searches each file once for the marks.
    ///
    /// # Errors
    /// [`WorkspaceError::UnreadableRoot`] where the root is not there or cannot be listed,
    /// [`WorkspaceError::BadExclude`] for a pattern that is none. What is wrong with single files is in
    /// [`Workspace::problems`].
    pub fn open(options: &OpenOptions) -> Result<Self, WorkspaceError> {
        let counters = Counters::default();
        let walked = counters.time(Stage::Walk, || walk(options))?;
        let base = base_of(&options.root);
        let mut workspace = Self::assemble(options.root.clone(), base, walked, counters);
        workspace.word_ids = options.marks.ids();
        Ok(workspace)
    }

    /// A tree that exists in memory only: paths (relative, with `/`) and their texts.
    pub fn in_memory(files: &[(&str, &str)], marks: &MarkSet) -> Self {
        let mut walked = Walked::default();
        let buffers = files.iter().map(|(path, text)| (*path, *text));
        add_buffers(&mut walked, buffers, &Matcher::new(marks));
        let mut workspace =
            Self::assemble(PathBuf::new(), PathBuf::new(), walked, Counters::default());
        workspace.word_ids = marks.ids();
        workspace
    }

    fn assemble(root: PathBuf, base: PathBuf, walked: Walked, counters: Counters) -> Self {
        let Walked {
            mut found,
            problems,
            statistics,
        } = walked;
        found.sort_by(|one, other| one.path.cmp(&other.path));
        found.dedup_by(|one, other| one.path == other.path && one.odd_name == other.odd_name);
        let count = found.len();
        let mut workspace = Self {
            root,
            base,
            paths: Vec::with_capacity(count),
            word_ids: FxHashMap::default(),
            odd_names: FxHashMap::default(),
            marks: Vec::with_capacity(count),
            kept: FxHashMap::default(),
            files: (0..count).map(|_| Mutex::default()).collect(),
            projects: Vec::new(),
            walk_statistics: statistics,
            counters,
            problems: Mutex::new(problems),
        };
        for (at, file) in found.into_iter().enumerate() {
            workspace.take_in(FileId(at as u32), file);
        }
        workspace.walk_statistics.walked = count as u64;
        workspace.walk_statistics.marked = workspace
            .marks
            .iter()
            .filter(|marks| !marks.is_empty())
            .count() as u64;
        workspace.projects = project::projects(&workspace.paths, &workspace.marks);
        workspace
    }

    fn take_in(&mut self, id: FileId, file: Found) {
        if let Some(name) = file.odd_name {
            self.odd_names.insert(id, name);
        }
        if let Some(text) = file.kept {
            self.kept.insert(id, text);
        }
        self.paths.push(file.path);
        self.marks.push(file.marks);
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
        let at = self
            .paths
            .binary_search_by(|known| known.as_str().cmp(path))
            .ok()?;
        Some(FileId(at as u32))
    }

    /// Whether there is a folder with any file at that path (relative to the root, with `/`; empty for the root).
    pub fn has_folder(&self, path: &str) -> bool {
        if path.is_empty() {
            return !self.paths.is_empty();
        }
        !self.in_folder(path).is_empty()
    }

    /// The ids of all files below that folder (relative to the root, with `/`), as a range.
    pub fn folder(&self, path: &str) -> impl Iterator<Item = FileId> + use<> {
        let range = if path.is_empty() {
            0..self.paths.len()
        } else {
            self.in_folder(path)
        };
        range.map(|at| FileId(at as u32))
    }

    fn in_folder(&self, path: &str) -> std::ops::Range<usize> {
        let is_before = |known: &String| {
            let head = known.as_bytes().iter().take(path.len() + 1);
            head.lt(path.as_bytes().iter().chain(b"/"))
        };
        let start = self.paths.partition_point(is_before);
        let is_inside = |known: &String| {
            known
                .strip_prefix(path)
                .is_some_and(|rest| rest.starts_with('/'))
        };
        let length = self.paths[start..].partition_point(is_inside);
        start..start + length
    }

    /// What the prefilter saw in a file.
    pub fn marks(&self, file: FileId) -> &Marks {
        &self.marks[file.0 as usize]
    }

    /// The ids of those of the words that the prefilter looked for.
    pub fn ids_of<'w>(&self, words: impl Iterator<Item = &'w str>) -> Marks {
        let mut ids: Vec<u32> = words
            .filter_map(|word| self.word_ids.get(word).copied())
            .collect();
        ids.sort_unstable();
        ids.dedup();
        Marks(ids)
    }

    /// Whether the prefilter searched a file and saw none of its words.
    pub fn is_unmarked(&self, file: FileId) -> bool {
        let was_searched = !self.word_ids.is_empty() && FileKind::of(self.path(file)).is_searched();
        was_searched && self.marks(file).is_empty()
    }

    /// Whether any of the words stands in a file. Where the prefilter searched the file for the word it has the answer;
    /// otherwise the file is read, and a file that is not to be had holds none.
    pub fn holds_any(&self, file: FileId, words: &[&str]) -> bool {
        let was_searched = FileKind::of(self.path(file)).is_searched();
        let mut unknown = words
            .iter()
            .filter(|word| !was_searched || !self.word_ids.contains_key(**word))
            .peekable();
        let seen = |word: &&str| {
            self.word_ids
                .get(*word)
                .is_some_and(|&id| self.marks(file).has(id))
        };
        if words.iter().any(seen) {
            return true;
        }
        if unknown.peek().is_none() {
            return false;
        }
        let source = self.read(file);
        source.is_ok_and(|source| unknown.any(|word| source.text.contains(word)))
    }

    /// The projects, in order of their folders. Every file belongs to one.
    pub fn projects(&self) -> &[Project] {
        &self.projects
    }

    /// The project that a file belongs to.
    pub fn project_of(&self, file: FileId) -> &Project {
        let owns = |project: &&Project| project.files.binary_search(&file).is_ok();
        self.projects
            .iter()
            .find(owns)
            .expect("every file belongs to a project")
    }

    /// The projects that are complete in the caller's sense, with those joined that are so only together (a bridge to a
    /// messenger beside the service that it calls), in order of their folders. Only a few parts that each contribute
    /// something are ever joined. A joined project's root is the innermost folder that holds all its parts.
    pub fn complete_projects(
        &self,
        is_complete: impl Fn(&Project) -> bool,
        contributes: impl Fn(&Project) -> bool,
    ) -> Vec<Project> {
        project::join_incomplete(&self.projects, is_complete, contributes)
    }

    /// The text of a file, read once and at hand until it is released.
    ///
    /// # Errors
    /// Where the file is not to be had as text. What is wrong with it is then among [`Workspace::problems`] as well.
    pub fn read(&self, file: FileId) -> Result<Arc<SourceFile>, ReadError> {
        let mut text = self.text(file);
        text.known.get_or_insert_with(|| self.load(file)).clone()
    }

    /// Keeps the text of a file to the end of the run, since a report points into it: read anew, it may have changed.
    pub fn keep(&self, file: FileId) {
        self.text(file).is_kept = true;
    }

    /// Lets the text of a file go, unless it is kept. Who asks for it afterwards reads it anew.
    pub fn release(&self, file: FileId) {
        let mut text = self.text(file);
        if !text.is_kept {
            text.known = None;
        }
    }

    fn text(&self, file: FileId) -> MutexGuard<'_, Text> {
        self.files[file.0 as usize]
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    fn load(&self, file: FileId) -> Result<Arc<SourceFile>, ReadError> {
        self.counters.count_read();
        let path = self.path(file);
        let decoded = match self.kept.get(&file) {
            Some(decoded) => Ok(decoded.clone()),
            None => self.bytes(file).and_then(|bytes| decode::decode(&bytes)),
        };
        match decoded {
            Ok(decoded) => {
                if decoded.encoding == Encoding::Lossy {
                    let message = "is not valid in its encoding; the bad bytes were replaced";
                    self.report(Problem::new(ProblemKind::LossyEncoding, path, message));
                }
                let read = SourceFile::new(file, path, decoded.text, decoded.encoding);
                Ok(Arc::new(read.with_bom(decoded.has_bom)))
            }
            Err(error) => {
                if let Some(problem) = Problem::of_read(&error, path) {
                    self.report(problem);
                }
                Err(error)
            }
        }
    }

    /// The bytes of a file as they are on the disk now, for archives. Not kept.
    ///
    /// # Errors
    /// Where the system refuses or the file is too large for its kind.
    pub fn bytes(&self, file: FileId) -> Result<Vec<u8>, ReadError> {
        let path = self.path(file);
        let limit = FileKind::of(path).read_limit();
        match self.odd_names.get(&file) {
            Some(name) => read::read_whole(name, limit),
            None => read::read_whole(&self.base.join(path), limit),
        }
    }

    /// Puts a problem with a file among those that the run will report.
    pub fn report(&self, problem: Problem) {
        self.problems
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
            .push(problem);
    }

    /// What went wrong with single files so far, sorted by path and each once.
    pub fn problems(&self) -> Vec<Problem> {
        let mut all = self
            .problems
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
            .clone();
        all.sort();
        all.dedup();
        all
    }

    /// The counters that other rooms add to.
    pub fn counters(&self) -> &Counters {
        &self.counters
    }

    /// What the run did so far.
    pub fn statistics(&self) -> Statistics {
        self.counters.snapshot(&self.walk_statistics)
    }
}

/// The folder that paths are relative to.
fn base_of(root: &Path) -> PathBuf {
    match root.parent() {
        Some(parent) if root.is_file() => parent.to_owned(),
        _ => root.to_owned(),
    }
}

fn walk(options: &OpenOptions) -> Result<Walked, WorkspaceError> {
    let root = &options.root;
    let unreadable = |source| WorkspaceError::UnreadableRoot {
        path: root.clone(),
        source,
    };
    let is_folder = std::fs::metadata(root).map_err(unreadable)?.is_dir();
    let base = base_of(root);
    let matcher = Matcher::new(&options.marks);
    let mut walk = Walk::new(&base, excludes(&base, &options.excludes)?, &matcher);
    if is_folder {
        std::fs::read_dir(root).map_err(unreadable)?;
        walk.folder(root, options.depth);
    } else {
        read::must_be_plain(root).map_err(unreadable)?;
        std::fs::File::open(root).map_err(unreadable)?;
        walk.file(root);
    }
    if !options.force_exclude {
        add_explicit(&mut walk, &options.explicit);
    }
    let mut walked = walk.finish();
    add_archives(&mut walked, &base, &matcher);
    let buffers = options
        .buffers
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()));
    add_buffers(&mut walked, buffers, &matcher);
    Ok(walked)
}

/// Takes in what was named and not met by the walk. What was met twice is sorted out afterwards.
fn add_explicit(walk: &mut Walk<'_>, explicit: &[PathBuf]) {
    for path in explicit {
        if walk.has_met(path) {
            continue;
        }
        if path.is_dir() {
            walk.folder(path, None);
        } else {
            walk.file(path);
        }
    }
}

/// Takes in what zipped exports hold, where the prefilter sees something in it.
fn add_archives(walked: &mut Walked, base: &Path, matcher: &Matcher) {
    /// The most bytes that are unpacked in one run.
    const BUDGET: u64 = 256 * 1024 * 1024;
    let mut budget = BUDGET;
    let mut seen = matcher.seen();
    let archives: Vec<(String, PathBuf)> = walked
        .found
        .iter()
        .filter(|found| FileKind::of(&found.path) == FileKind::Archive)
        .map(|found| {
            let name = found.odd_name.clone();
            let place = name.unwrap_or_else(|| base.join(&found.path));
            (found.path.clone(), place)
        })
        .collect();
    for (path, place) in archives {
        let Ok(bytes) = read::read_whole(&place, FileKind::Archive.read_limit()) else {
            continue;
        };
        for (inner, content) in archive::unpack(&bytes, &mut budget) {
            let marks = matcher.search(&content, &mut seen);
            walked.statistics.searched += 1;
            walked.statistics.searched_bytes += content.len() as u64;
            if marks.is_empty() && FileKind::of(&inner) == FileKind::Definition {
                continue;
            }
            walked.found.push(Found {
                path: format!("{path}{}{inner}", archive::INSIDE),
                odd_name: None,
                marks,
                kept: decode::decode(&content).ok(),
            });
        }
    }
}

fn add_buffers<'t>(
    walked: &mut Walked,
    buffers: impl Iterator<Item = (&'t str, &'t str)>,
    matcher: &Matcher,
) {
    let mut seen = matcher.seen();
    for (path, text) in buffers {
        walked.found.retain(|found| found.path != path);
        walked.problems.retain(|problem| problem.path != path);
        let marks = matcher.search(text.as_bytes(), &mut seen);
        walked.statistics.searched += 1;
        walked.statistics.searched_bytes += text.len() as u64;
        walked.found.push(Found {
            path: path.to_owned(),
            odd_name: None,
            marks,
            kept: decode::decode(text.as_bytes()).ok(),
        });
    }
}

fn excludes(base: &Path, patterns: &[String]) -> Result<Gitignore, WorkspaceError> {
    let mut builder = GitignoreBuilder::new(base);
    let bad = |pattern: &String, error: ignore::Error| WorkspaceError::BadExclude {
        pattern: pattern.clone(),
        reason: error.to_string(),
    };
    for pattern in patterns {
        builder
            .add_line(None, pattern)
            .map_err(|error| bad(pattern, error))?;
    }
    builder
        .build()
        .map_err(|error| bad(&patterns.join(", "), error))
}
