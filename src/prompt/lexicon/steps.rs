//! Phrases as steps of words, matched word by word without spelling their choices out.

use rustc_hash::FxHashMap;

use super::class::ClassSet;
use super::expand::expand;

/// A word, or the beginning of words, by number.
pub(crate) type Symbol = u32;

/// The words that phrases are made of.
#[derive(Debug, Default)]
pub(crate) struct Symbols {
    numbers: FxHashMap<String, Symbol>,
    /// Lengths in bytes of the known beginnings, ascending.
    stems: Vec<usize>,
}

impl Symbols {
    /// The number of a folded word, or of a beginning written with a star.
    pub(crate) fn intern(&mut self, word: &str) -> Symbol {
        if let Some(stem) = word.strip_suffix('*') {
            if let Err(place) = self.stems.binary_search(&stem.len()) {
                self.stems.insert(place, stem.len());
            }
        }
        let next = self.numbers.len() as Symbol;
        *self.numbers.entry(word.to_owned()).or_insert(next)
    }

    /// Adds the numbers of a word: its own and those of its beginnings.
    pub(crate) fn of_word(&self, word: &str, key: &mut String, out: &mut Vec<Symbol>) {
        out.extend(self.numbers.get(word));
        for &length in &self.stems {
            if length > word.len() {
                break;
            }
            if word.is_char_boundary(length) {
                key.clear();
                key.push_str(&word[..length]);
                key.push('*');
                out.extend(self.numbers.get(key.as_str()));
            }
        }
    }
}

#[derive(Debug)]
struct Step {
    choices: Vec<Vec<Symbol>>,
    optional: bool,
}

#[derive(Debug)]
struct Phrase {
    steps: Vec<Step>,
    classes: ClassSet,
}

/// All phrases, found by their first words.
#[derive(Debug, Default)]
pub(crate) struct Phrases {
    phrases: Vec<Phrase>,
    by_first: Vec<Vec<u32>>,
}

/// The symbols of each word of a stream.
#[derive(Debug)]
pub(crate) struct Numbered<'s> {
    words: &'s [u32],
    symbols: Vec<Symbol>,
    ranges: Vec<(u32, u32)>,
}

impl<'s> Numbered<'s> {
    /// Starts with the numbers of the stream's words and no symbols.
    pub(crate) fn new(words: &'s [u32]) -> Self {
        Self {
            words,
            symbols: Vec::new(),
            ranges: Vec::new(),
        }
    }

    /// Stores the symbols of the next distinct word.
    pub(crate) fn store(&mut self, symbols: &[Symbol]) {
        let start = self.symbols.len() as u32;
        self.symbols.extend_from_slice(symbols);
        self.ranges.push((start, self.symbols.len() as u32));
    }

    fn at(&self, word: usize) -> &[Symbol] {
        let Some(&number) = self.words.get(word) else {
            return &[];
        };
        let (start, end) = self.ranges[number as usize];
        &self.symbols[start as usize..end as usize]
    }
}

impl Phrases {
    /// Adds a pattern; `split` folds a text and cuts it into words. Says whether its brackets match.
    pub(crate) fn add(
        &mut self,
        pattern: &str,
        classes: ClassSet,
        symbols: &mut Symbols,
        split: &dyn Fn(&str) -> Vec<String>,
    ) -> bool {
        let Some(steps) = steps(pattern, symbols, split) else {
            return false;
        };
        if steps.iter().all(|step| step.optional) {
            return false;
        }
        let number = self.phrases.len() as u32;
        for step in &steps {
            for first in step.choices.iter().filter_map(|choice| choice.first()) {
                let first = *first as usize;
                if self.by_first.len() <= first {
                    self.by_first.resize_with(first + 1, Vec::new);
                }
                if self.by_first[first].last() != Some(&number) {
                    self.by_first[first].push(number);
                }
            }
            if !step.optional {
                break;
            }
        }
        self.phrases.push(Phrase { steps, classes });
        true
    }

    /// Calls `found` with the end and the classes of every phrase that begins at a word, each at its longest.
    pub(crate) fn find_at(
        &self,
        words: &Numbered<'_>,
        at: usize,
        mut found: impl FnMut(usize, ClassSet),
    ) {
        for first in words.at(at) {
            let Some(candidates) = self.by_first.get(*first as usize) else {
                continue;
            };
            for &number in candidates {
                let phrase = &self.phrases[number as usize];
                if let Some(end) = reach(&phrase.steps, words, at) {
                    found(end, phrase.classes);
                }
            }
        }
    }
}

/// How far the steps reach from a word on, at the most. Its depth is the number of steps of one phrase.
fn reach(steps: &[Step], words: &Numbered<'_>, at: usize) -> Option<usize> {
    let Some((step, rest)) = steps.split_first() else {
        return Some(at);
    };
    let mut best = if step.optional {
        reach(rest, words, at)
    } else {
        None
    };
    let here = words.at(at);
    if here.is_empty() {
        return best;
    }
    for choice in &step.choices {
        let matches = choice.iter().enumerate().all(|(offset, symbol)| {
            if offset == 0 {
                here.contains(symbol)
            } else {
                words.at(at + offset).contains(symbol)
            }
        });
        if matches {
            best = best.max(reach(rest, words, at + choice.len()));
        }
    }
    best
}

/// Splits a pattern at its outer brackets.
fn steps(
    pattern: &str,
    symbols: &mut Symbols,
    split: &dyn Fn(&str) -> Vec<String>,
) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    let mut rest = pattern;
    while !rest.is_empty() {
        let (piece, optional, after) = match rest.chars().next()? {
            open @ ('(' | '[') => {
                let end = closing(rest)?;
                (&rest[1..end], open == '[', &rest[end + 1..])
            }
            ')' | ']' | '|' => return None,
            _ => {
                let end = rest.find(['(', '[', ')', ']', '|']).unwrap_or(rest.len());
                (&rest[..end], false, &rest[end..])
            }
        };
        rest = after;
        let spelled = expand(&format!("({piece})"))?;
        let mut choices: Vec<Vec<Symbol>> = spelled
            .iter()
            .map(|words| numbers(words, symbols, split))
            .collect();
        let empty = choices.iter().any(Vec::is_empty);
        choices.retain(|choice| !choice.is_empty());
        if !choices.is_empty() {
            steps.push(Step {
                choices,
                optional: optional || empty,
            });
        }
    }
    Some(steps)
}

fn numbers(words: &str, symbols: &mut Symbols, split: &dyn Fn(&str) -> Vec<String>) -> Vec<Symbol> {
    let mut numbers = Vec::new();
    for word in words.split_whitespace() {
        let parts = split(word.trim_end_matches('*'));
        let last = parts.len().saturating_sub(1);
        for (place, part) in parts.into_iter().enumerate() {
            let stem = place == last && word.ends_with('*');
            numbers.push(symbols.intern(&if stem { format!("{part}*") } else { part }));
        }
    }
    numbers
}

/// The byte of the bracket that closes the one the text begins with.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, character) in text.char_indices() {
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}
