//! `botlint.toml`: levels of lints, pages of a project's own, excluded paths.

mod file;

use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::lint::{Book, ChannelRule, Severity};
use crate::report::Report;

pub use file::{ConfigError, Level};

/// The name of the configuration file.
pub const FILE_NAME: &str = "botlint.toml";

/// Where the configuration comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ConfigSource {
    /// The nearest `botlint.toml` in the linted folder or above it, up to the repository's root.
    #[default]
    Discover,
    /// That file.
    File(PathBuf),
    /// None.
    Nothing,
}

/// What the configuration asks for.
#[derive(Debug, Default)]
pub struct Config {
    /// On which channels findings are judged in full.
    pub channels: ChannelRule,
    /// The severity at which a run fails, where the configuration says one.
    pub fail_on: Option<Severity>,
    /// Paths to leave out, as in a `.gitignore` file, relative to the linted folder.
    pub exclude: Vec<String>,
    /// Folders with lint pages.
    pub extend: Vec<PathBuf>,
    origin: Option<file::Origin>,
    levels: Levels,
    overrides: Vec<(Gitignore, Levels)>,
}

type Levels = std::collections::BTreeMap<String, Level>;

impl Config {
    /// Loads the configuration for the tree at `root`.
    ///
    /// # Errors
    /// [`ConfigError`] where the file cannot be read or is not of the form that a configuration has.
    pub fn load(source: &ConfigSource, root: &Path) -> Result<Self, ConfigError> {
        let path = match source {
            ConfigSource::Nothing => None,
            ConfigSource::File(path) => Some(path.clone()),
            ConfigSource::Discover => discover(root),
        };
        match path {
            None => Ok(Self::default()),
            Some(path) => Self::read(&path),
        }
    }

    /// Refuses levels for lints that do not exist.
    ///
    /// # Errors
    /// [`ConfigError`] that points at the first such name.
    pub fn check(&self, book: &Book) -> Result<(), ConfigError> {
        let names = self.levels.keys();
        let mut names = names.chain(self.overrides.iter().flat_map(|(_, levels)| levels.keys()));
        match (names.find(|name| book.page(name).is_none()), &self.origin) {
            (Some(unknown), Some(origin)) => Err(origin.unknown_lint(unknown, book)),
            _ => Ok(()),
        }
    }

    /// Sets levels, and drops findings that are off.
    pub(crate) fn apply(&self, report: &mut Report) {
        let workspace = &report.workspace;
        report.findings.retain_mut(|finding| {
            let path = workspace.path(finding.at.file);
            match self.level(&finding.lint, path) {
                Some(Level::Off) => false,
                Some(level) => {
                    finding.severity = level.severity().unwrap_or(finding.severity);
                    true
                }
                None => true,
            }
        });
    }

    fn level(&self, lint: &str, path: &str) -> Option<Level> {
        let mut overrides = self.overrides.iter().rev();
        let special = overrides.find_map(|(paths, levels)| {
            let hit = paths.matched_path_or_any_parents(path, false).is_ignore();
            hit.then(|| levels.get(lint)).flatten()
        });
        special.or_else(|| self.levels.get(lint)).copied()
    }

    fn read(path: &Path) -> Result<Self, ConfigError> {
        let (file, origin) = file::read(path)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let overrides = file
            .overrides
            .iter()
            .map(|entry| Ok((globs(&entry.paths, &origin)?, entry.lints.clone())));
        Ok(Self {
            channels: file
                .channel
                .as_deref()
                .map(ChannelRule::from_name)
                .unwrap_or_default(),
            fail_on: file.fail_on,
            extend: file
                .lints
                .extend
                .iter()
                .map(|extend| folder.join(extend))
                .collect(),
            levels: file.lints.levels.clone(),
            exclude: file.exclude.clone(),
            overrides: overrides.collect::<Result<_, ConfigError>>()?,
            origin: Some(origin),
        })
    }
}

/// Patterns as in a `.gitignore` file, relative to the linted folder.
fn globs(patterns: &[String], origin: &file::Origin) -> Result<Gitignore, ConfigError> {
    let mut builder = GitignoreBuilder::new("");
    for pattern in patterns {
        builder
            .add_line(None, pattern)
            .map_err(|error| origin.bad_pattern(pattern, &error))?;
    }
    builder
        .build()
        .map_err(|error| origin.bad_pattern("", &error))
}

fn discover(root: &Path) -> Option<PathBuf> {
    let start = if root.is_dir() { root } else { root.parent()? };
    for folder in start.ancestors() {
        let path = folder.join(FILE_NAME);
        if path.is_file() {
            return Some(path);
        }
        if folder.join(".git").exists() {
            return None;
        }
    }
    None
}
