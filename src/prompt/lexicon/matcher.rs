//! Finds the phrases of one language in a stream of folded words.

use std::ops::Range;

use crate::prompt::Fragment;
use crate::prompt::stream::{Stream, Words};

use super::class::{Class, ClassSet};
use super::load::PhraseError;
use super::schema::LanguageFile;
use super::steps::{Numbered, Phrases, Symbols};

/// A phrase found in a stream.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hit {
    /// First word.
    pub(crate) start: u32,
    /// One past the last word.
    pub(crate) end: u32,
    /// What it can mean.
    pub(crate) classes: ClassSet,
    /// The language it is in, by index.
    pub(crate) language: u8,
}

/// The phrases of one language, ready to be found.
pub(crate) struct Lexicon {
    symbols: Symbols,
    phrases: Phrases,
    prefixes: Vec<String>,
    endings: Vec<String>,
    generic: u32,
}

/// The symbol of a word of manner, which only its ending tells.
const MANNER: &str = "\u{2}";

impl Lexicon {
    /// No phrases yet, of a language with that header.
    pub(crate) fn new(header: &LanguageFile) -> Self {
        let mut symbols = Symbols::default();
        let mut phrases = Phrases::default();
        let generic = symbols.intern(MANNER);
        phrases.add(
            MANNER,
            ClassSet::of(Class::Generic),
            &mut symbols,
            &|word| vec![word.to_owned()],
        );
        let joined = |words: &[String]| words.iter().map(|word| split(word).concat()).collect();
        Self {
            symbols,
            phrases,
            prefixes: joined(&header.prefixes),
            endings: joined(&header.endings),
            generic,
        }
    }

    /// Makes the phrases of a file ready.
    pub(crate) fn add(&mut self, path: &str, file: &LanguageFile) -> Result<(), PhraseError> {
        for (class, pattern) in entries(file) {
            let classes = ClassSet::of(class);
            if !self
                .phrases
                .add(pattern, classes, &mut self.symbols, &split)
            {
                return Err(PhraseError::Choices {
                    path: path.to_owned(),
                    phrase: pattern.to_owned(),
                });
            }
        }
        Ok(())
    }

    /// Whether a word stands in any phrase of this language.
    pub(crate) fn knows(&self, word: &str) -> bool {
        let mut numbers = Vec::new();
        self.numbers(word, &mut String::new(), &mut numbers);
        !numbers.is_empty()
    }

    /// Adds all phrases of this language found in a range of the stream.
    pub(crate) fn find(
        &self,
        words: &Numbered<'_>,
        range: Range<usize>,
        language: u8,
        hits: &mut Vec<Hit>,
    ) {
        for start in range.clone() {
            self.phrases.find_at(words, start, |end, classes| {
                if end <= range.end {
                    hits.push(Hit {
                        start: start as u32,
                        end: end as u32,
                        classes,
                        language,
                    });
                }
            });
        }
    }

    /// Looks up the distinct words of a stream.
    pub(crate) fn number<'s>(&self, stream: &Stream, words: &'s Words) -> Numbered<'s> {
        let mut numbered = Numbered::new(&words.numbers);
        let mut numbers = Vec::new();
        let mut key = String::new();
        for &first in &words.first {
            numbers.clear();
            if stream.tokens[first].hole.is_none() {
                self.numbers(stream.word(first), &mut key, &mut numbers);
            }
            numbered.store(&numbers);
        }
        numbered
    }

    fn numbers(&self, word: &str, key: &mut String, numbers: &mut Vec<u32>) {
        if word.is_empty() {
            return;
        }
        self.symbols.of_word(word, key, numbers);
        for rest in self
            .prefixes
            .iter()
            .filter_map(|prefix| word.strip_prefix(prefix.as_str()))
        {
            if rest.chars().nth(1).is_some() {
                self.symbols.of_word(rest, key, numbers);
            }
        }
        let manner = word.len() > 5
            && self
                .endings
                .iter()
                .any(|ending| word.ends_with(ending.as_str()));
        if manner && numbers.is_empty() {
            numbers.push(self.generic);
        }
    }
}

fn entries(file: &LanguageFile) -> impl Iterator<Item = (Class, &str)> {
    let phrases = file
        .phrases
        .iter()
        .flat_map(|(class, phrases)| phrases.iter().map(move |phrase| (*class, phrase.as_str())));
    let words = file
        .words
        .iter()
        .flat_map(|(class, words)| words.split_whitespace().map(move |word| (*class, word)));
    phrases.chain(words)
}

/// The words of a phrase, cut and folded as a stream does it.
fn split(phrase: &str) -> Vec<String> {
    let stream = Stream::read(&[Fragment::Text(phrase)]);
    (0..stream.tokens.len())
        .map(|index| stream.word(index).to_owned())
        .collect()
}
