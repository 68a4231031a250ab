//! Reads a language's file.

use std::ops::Range;

use super::schema::LanguageFile;

/// Why a language's file cannot be used.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub(crate) enum PhraseError {
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
