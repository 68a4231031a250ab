//! What the prefilter saw in a file: which vocabulary words stand in it.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use rustc_hash::FxHashMap;

/// The faster automaton takes milliseconds to build and pays only in a tree of more than this many bytes.
const SMALL_TREE_BYTES: u64 = 3 << 20;

/// The words that the prefilter looks for; position `i` has the id `i`.
#[derive(Debug, Clone, Default)]
pub struct MarkSet {
    /// The words, in no particular order; matched byte for byte. An empty word matches nothing.
    pub words: Vec<String>,
}

impl MarkSet {
    /// The words' ids.
    pub(crate) fn ids(&self) -> FxHashMap<String, u32> {
        self.words.iter().cloned().zip(0u32..).collect()
    }
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

    /// Whether both hold a word.
    pub fn meets(&self, other: &Marks) -> bool {
        other.has_any(&self.0)
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
    words: Vec<String>,
    /// The word's id by its place in `words`.
    ids: Vec<u32>,
    quick_to_build: Option<AhoCorasick>,
    quick_to_search: OnceLock<AhoCorasick>,
    searched_bytes: AtomicU64,
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
        let (ids, words): (Vec<u32>, Vec<String>) = (0u32..)
            .zip(&set.words)
            .filter(|(_, word)| !word.is_empty())
            .map(|(id, word)| (id, word.clone()))
            .unzip();
        let quick_to_build =
            (!words.is_empty()).then(|| automaton(&words, AhoCorasickKind::ContiguousNFA));
        Self {
            words,
            ids,
            quick_to_build,
            quick_to_search: OnceLock::new(),
            searched_bytes: AtomicU64::new(0),
        }
    }

    /// The automaton for the next `bytes` bytes. The thread that leaves the small tree behind builds the faster one;
    /// the others go on with what there is.
    fn automaton(&self, bytes: usize) -> Option<&AhoCorasick> {
        let small = self.quick_to_build.as_ref()?;
        if let Some(large) = self.quick_to_search.get() {
            return Some(large);
        }
        let before = self.searched_bytes.fetch_add(bytes as u64, Relaxed);
        let leaves_small = before <= SMALL_TREE_BYTES && before + bytes as u64 > SMALL_TREE_BYTES;
        if leaves_small {
            let large = automaton(&self.words, AhoCorasickKind::DFA);
            return Some(self.quick_to_search.get_or_init(|| large));
        }
        Some(small)
    }

    pub(crate) fn seen(&self) -> Seen {
        Seen {
            last: vec![0; self.ids.len()],
            file: 0,
        }
    }

    /// The words in those bytes. One pass; words within words count.
    pub(crate) fn search(&self, bytes: &[u8], seen: &mut Seen) -> Marks {
        let Some(automaton) = self.automaton(bytes.len()) else {
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

fn automaton(words: &[String], kind: AhoCorasickKind) -> AhoCorasick {
    AhoCorasick::builder()
        .match_kind(MatchKind::Standard)
        .kind(Some(kind))
        .build(words)
        .expect("a vocabulary is far below the automaton's limits")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_tree_is_searched_like_a_small_one() {
        let matcher = Matcher::new(&MarkSet {
            words: ["openai", "groq"].map(String::from).into(),
        });
        let mut seen = matcher.seen();
        let mut large = vec![b' '; SMALL_TREE_BYTES as usize];
        large.extend(b"import groq");
        assert_eq!(matcher.search(b"openai", &mut seen), Marks(vec![0]));
        assert!(matcher.quick_to_search.get().is_none());
        assert_eq!(matcher.search(&large, &mut seen), Marks(vec![1]));
        assert!(matcher.quick_to_search.get().is_some());
        assert_eq!(matcher.search(b"openai", &mut seen), Marks(vec![0]));
    }

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
        assert!(marks.meets(&Marks(vec![2, 3])) && !marks.meets(&Marks(vec![2, 4])));
    }
}
