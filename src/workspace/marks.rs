//! What the prefilter saw in a file: which vocabulary words stand in it.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

/// The words that the prefilter looks for; position `i` has the id `i`.
#[derive(Debug, Clone, Default)]
pub struct MarkSet {
    /// The words, in no particular order; matched byte for byte. An empty word matches nothing.
    pub words: Vec<String>,
}

/// The words of a [`MarkSet`] that stand in one file, as a sorted list of ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks(pub Vec<u32>);

impl Marks {
    /// Whether the word with that id stands in the file.
    pub fn has(&self, id: u32) -> bool {
        self.0.binary_search(&id).is_ok()
    }

    /// Whether no word stands in the file.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether any of these words stands in the file.
    pub fn has_any(&self, ids: &[u32]) -> bool {
        ids.iter().any(|&id| self.has(id))
    }

    /// Takes in the words of another file.
    pub fn merge(&mut self, other: &Marks) {
        if other.0.iter().all(|&id| self.has(id)) {
            return;
        }
        self.0.extend_from_slice(&other.0);
        self.0.sort_unstable();
        self.0.dedup();
    }
}

/// A [`MarkSet`] made ready to search with.
#[derive(Debug)]
pub(crate) struct Matcher {
    automaton: Option<AhoCorasick>,
    /// The word's id by the automaton's own number.
    ids: Vec<u32>,
}

/// What one thread writes down while it searches one file after another.
#[derive(Debug)]
pub(crate) struct Seen {
    /// By word: the number of the last file in which it was seen.
    last: Vec<u32>,
    file: u32,
}

impl Matcher {
    pub(crate) fn new(set: &MarkSet) -> Self {
        let (ids, words): (Vec<u32>, Vec<&str>) = (0u32..)
            .zip(&set.words)
            .filter(|(_, word)| !word.is_empty())
            .map(|(id, word)| (id, word.as_str()))
            .unzip();
        let automaton = (!words.is_empty()).then(|| {
            AhoCorasick::builder()
                .match_kind(MatchKind::Standard)
                .kind(Some(AhoCorasickKind::ContiguousNFA))
                .build(words)
                .expect("a vocabulary is far below the automaton's limits")
        });
        Self { automaton, ids }
    }

    pub(crate) fn seen(&self) -> Seen {
        Seen {
            last: vec![0; self.ids.len()],
            file: 0,
        }
    }

    /// The words in those bytes. One pass; words within words count.
    pub(crate) fn search(&self, bytes: &[u8], seen: &mut Seen) -> Marks {
        let Some(automaton) = &self.automaton else {
            return Marks::default();
        };
        seen.file += 1;
        let mut marks = Vec::new();
        for found in automaton.find_overlapping_iter(bytes) {
            let word = found.pattern().as_usize();
            if seen.last[word] != seen.file {
                seen.last[word] = seen.file;
                marks.push(self.ids[word]);
            }
        }
        marks.sort_unstable();
        Marks(marks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_within_words_and_repeats_are_seen_once() {
        let words = ["openai", "", "langchain_openai", "groq", "openai"].map(String::from);
        let matcher = Matcher::new(&MarkSet {
            words: words.into(),
        });
        let mut seen = matcher.seen();
        let first = matcher.search(b"from langchain_openai import openai", &mut seen);
        assert_eq!(first, Marks(vec![0, 2, 4]));
        assert_eq!(matcher.search(b"import groq", &mut seen), Marks(vec![3]));
        assert!(matcher.search(b"import os", &mut seen).is_empty());
    }

    #[test]
    fn merged_marks_stay_sorted() {
        let mut marks = Marks(vec![1, 5]);
        marks.merge(&Marks(vec![3, 5]));
        assert_eq!(marks, Marks(vec![1, 3, 5]));
        assert!(marks.has_any(&[4, 3]));
    }
}
