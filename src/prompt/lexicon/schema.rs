//! The form of `lints/vocabulary/phrases/<language>.toml`.

use std::collections::BTreeMap;

use crate::prompt::fold::Script;

use super::class::Class;

/// A language's file. The keys before the first table are enough to tell whether a text is in the language.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LanguageFile {
    /// The BCP 47 tag.
    pub(crate) tag: String,
    /// The English name.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "shown in the generated table only")
    )]
    #[serde(default)]
    pub(crate) name: String,
    /// The scripts it is written in. A file that adds to a language may leave them out.
    #[serde(default)]
    pub(crate) scripts: Vec<Script>,
    /// Frequent words that tell it from others of the same script, separated by spaces.
    #[serde(default)]
    pub(crate) markers: String,
    /// Letters that only this language of the script has.
    #[serde(default)]
    pub(crate) letters: String,
    /// Where the subject of a question stands.
    #[serde(default)]
    pub(crate) complement: Complement,
    /// Where the negation of a verb stands.
    #[serde(default)]
    pub(crate) negation: Negation,
    /// Short words written as the beginning of the next one.
    #[serde(default)]
    pub(crate) prefixes: Vec<String>,
    /// Endings of adjectives and adverbs of manner, which tie nothing.
    #[serde(default)]
    pub(crate) endings: Vec<String>,
    /// Words whose full stop ends no sentence, without it, separated by spaces.
    #[serde(default)]
    pub(crate) abbreviations: String,
    /// Phrases by class: `(a|b)` is a choice, `[a|b]` may be missing, `stem*` takes any ending.
    #[serde(default)]
    pub(crate) phrases: BTreeMap<Class, Vec<String>>,
    /// Single words by class, separated by spaces; `stem*` takes any ending.
    #[serde(default)]
    pub(crate) words: BTreeMap<Class, String>,
}

impl LanguageFile {
    /// Takes over the words of another file of the language that tell it from others. Its phrases are read when needed.
    pub(crate) fn append(&mut self, other: Self) {
        let Self {
            markers,
            letters,
            abbreviations,
            prefixes,
            endings,
            ..
        } = other;
        self.markers.push(' ');
        self.markers.push_str(&markers);
        self.letters.push_str(&letters);
        self.abbreviations.push(' ');
        self.abbreviations.push_str(&abbreviations);
        self.prefixes.extend(prefixes);
        self.endings.extend(endings);
    }

    /// The file without its phrases.
    pub(crate) fn header(self) -> Self {
        Self {
            phrases: BTreeMap::new(),
            words: BTreeMap::new(),
            ..self
        }
    }
}

/// Where the subject stands that limits a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Complement {
    /// Behind it: questions about flowers.
    #[default]
    After,
    /// Before it.
    Before,
    /// On either side.
    Either,
}

/// Where the negation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Negation {
    /// Before the verb.
    #[default]
    Before,
    /// Behind the verb.
    After,
    /// On either side.
    Either,
}
