//! Reads a language's file.

use std::ops::Range;
use std::path::PathBuf;

use super::schema::LanguageFile;

/// Why a language's file cannot be used.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum PhraseError {
    /// It is no TOML, or does not fit the schema.
    #[error("{path}: {message}")]
    Form {
        /// The file.
        path: String,
        /// What is wrong.
        message: String,
        /// The file's text.
        #[source_code]
        text: String,
        /// Where, in bytes.
        #[label("here")]
        span: Option<miette::SourceSpan>,
    },
    /// It, or its folder, cannot be read.
    #[error("cannot read phrases at {path}")]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// It is of a language that is not shipped, and does not say how to tell it from others.
    #[error("{path}: `{tag}` is no shipped language, so its file needs `scripts` and `markers`")]
    Unmarked {
        /// The file.
        path: String,
        /// The language's tag.
        tag: String,
    },
    /// There are more languages than can be told apart.
    #[error("{path}: there can be no more than {most} languages")]
    TooMany {
        /// The file.
        path: String,
        /// How many there can be.
        most: usize,
    },
    /// A phrase whose brackets do not match or that spells out too much.
    #[error("{path}: the choices of `{phrase}` cannot be spelled out")]
    Choices {
        /// The file.
        path: String,
        /// The phrase.
        phrase: String,
    },
}

/// The keys before the first table, without the phrases.
pub(crate) fn header(path: &str, text: &str) -> Result<LanguageFile, PhraseError> {
    let end = text.find("\n[").map_or(text.len(), |at| at + 1);
    parse(path, &text[..end])
}

/// The whole file.
pub(crate) fn parse(path: &str, text: &str) -> Result<LanguageFile, PhraseError> {
    toml::from_str(text).map_err(|error| PhraseError::Form {
        path: path.to_owned(),
        message: error.message().to_owned(),
        text: text.to_owned(),
        span: error
            .span()
            .map(|Range { start, end }| (start, end - start).into()),
    })
}
