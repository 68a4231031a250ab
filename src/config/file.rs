//! The form of `botlint.toml`.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use miette::{NamedSource, SourceSpan};
use serde::Deserialize;

use crate::lint::{Book, Severity};

/// The file as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct File {
    /// The channel to judge besides WhatsApp, or `any`.
    pub channel: Option<String>,
    /// The severity at which a run fails.
    pub fail_on: Option<Severity>,
    /// Paths whose findings are not reported, as in a `.gitignore` file.
    #[serde(default)]
    pub exclude: Vec<String>,
    /// Levels, and folders of pages.
    #[serde(default)]
    pub lints: Lints,
    /// Other levels for some paths; later ones win.
    #[serde(default, rename = "override")]
    pub overrides: Vec<Override>,
}

/// `[lints]`: `extend`, and a level for each lint that shall not have its own.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Lints {
    /// Folders with lint pages, relative to the configuration file.
    #[serde(default)]
    pub extend: Vec<PathBuf>,
    #[serde(flatten)]
    pub levels: BTreeMap<String, Level>,
}

/// `[[override]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Override {
    /// Paths as in a `.gitignore` file.
    pub paths: Vec<String>,
    /// Levels there.
    pub lints: BTreeMap<String, Level>,
}

/// The level that a configuration gives a lint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// It is not reported.
    Off,
    /// It is a note.
    Note,
    /// It is a warning.
    Warning,
    /// It is an error.
    Error,
}

impl Level {
    /// The severity it stands for, `None` for [`Level::Off`].
    pub fn severity(self) -> Option<Severity> {
        match self {
            Level::Off => None,
            Level::Note => Some(Severity::Note),
            Level::Warning => Some(Severity::Warning),
            Level::Error => Some(Severity::Error),
        }
    }
}

/// The configuration cannot be used.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read {path}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The file is not of the form that a configuration has.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Malformed(Box<Malformed>),
}

/// What is wrong in a configuration file, and where.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("{path}: {message}")]
#[diagnostic(code(botlint::config))]
pub struct Malformed {
    path: String,
    message: String,
    #[source_code]
    text: NamedSource<String>,
    #[label("here")]
    span: Option<SourceSpan>,
    #[help]
    help: Option<String>,
}

/// The text of a configuration, to point into it.
#[derive(Debug)]
pub(super) struct Origin {
    path: PathBuf,
    text: String,
}

impl Origin {
    fn malformed(
        &self,
        message: &str,
        span: Option<Range<usize>>,
        help: Option<String>,
    ) -> ConfigError {
        let path = self.path.to_string_lossy().into_owned();
        ConfigError::Malformed(Box::new(Malformed {
            text: NamedSource::new(&path, self.text.clone()),
            path,
            message: message.to_owned(),
            span: span.map(Into::into),
            help,
        }))
    }

    fn find(&self, word: &str) -> Option<Range<usize>> {
        self.text.find(word).map(|at| at..at + word.len())
    }

    /// A level for a lint that does not exist.
    pub fn unknown_lint(&self, name: &str, book: &Book) -> ConfigError {
        let names: Vec<&str> = book.pages().iter().map(|page| page.name.as_str()).collect();
        let help = format!("the lints are: {}", names.join(", "));
        self.malformed(
            &format!("there is no lint `{name}`"),
            self.find(name),
            Some(help),
        )
    }

    /// A pattern that is none.
    pub fn bad_pattern(&self, pattern: &str, error: &ignore::Error) -> ConfigError {
        self.malformed(
            &format!("`{pattern}` is no pattern: {error}"),
            self.find(pattern),
            None,
        )
    }
}

/// Reads a configuration file.
pub(super) fn read(path: &Path) -> Result<(File, Origin), ConfigError> {
    let text = std::fs::read_to_string(path).map_err(|source| ConfigError::Unreadable {
        path: path.to_owned(),
        source,
    })?;
    let origin = Origin {
        path: path.to_owned(),
        text,
    };
    match toml::from_str(&origin.text) {
        Ok(file) => Ok((file, origin)),
        Err(error) => Err(origin.malformed(error.message().trim(), error.span(), None)),
    }
}
