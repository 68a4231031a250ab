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
        if let Some(stem) = word.strip_suffix('*')
            && let Err(place) = self.stems.binary_search(&stem.len())
        {
            self.stems.insert(place, stem.len());
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
    /// The first symbols of the choices, hashed into the bits of a word: most misses need no more.
    mask: u64,
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
    by_first: Vec<Vec<Start>>,
}

/// A way to begin a phrase: by a choice of one of its first steps.
#[derive(Debug, Clone, Copy)]
struct Start {
    /// The first symbols that may stand behind the choice, hashed like [`Step::mask`]; all bits where the phrase may end
    /// there. Most candidates are turned down by it alone.
    next: u64,
    phrase: u32,
    step: u16,
    choice: u16,
    /// The words of the choice.
    length: u16,
}

/// The symbols of each word of a stream.
#[derive(Debug)]
pub(crate) struct Numbered<'s> {
    words: &'s [u32],
    symbols: Vec<Symbol>,
    ranges: Vec<(u32, u32)>,
    /// The bits of each distinct word's symbols.
    masks: Vec<u64>,
}

impl<'s> Numbered<'s> {
    /// Starts with the numbers of the stream's words and no symbols.
    pub(crate) fn new(words: &'s [u32]) -> Self {
        Self {
            words,
            symbols: Vec::new(),
            ranges: Vec::new(),
            masks: Vec::new(),
        }
    }

    /// Stores the symbols of the next distinct word.
    pub(crate) fn store(&mut self, symbols: &[Symbol]) {
        let start = self.symbols.len() as u32;
        self.symbols.extend_from_slice(symbols);
        self.ranges.push((start, self.symbols.len() as u32));
        self.masks
            .push(symbols.iter().fold(0, |mask, symbol| mask | bit(*symbol)));
    }

    /// The bits of a word's symbols; none behind the last word.
    fn mask(&self, word: usize) -> u64 {
        self.words
            .get(word)
            .map_or(0, |&number| self.masks[number as usize])
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
        for (place, step) in steps.iter().enumerate() {
            for (choice, symbols) in step.choices.iter().enumerate() {
                let Some(&first) = symbols.first() else {
                    continue;
                };
                if self.by_first.len() <= first as usize {
                    self.by_first.resize_with(first as usize + 1, Vec::new);
                }
                self.by_first[first as usize].push(Start {
                    next: mask_behind(&steps[place + 1..]),
                    phrase: number,
                    step: place as u16,
                    choice: choice as u16,
                    length: symbols.len() as u16,
                });
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
            for start in candidates {
                let behind = at + usize::from(start.length);
                if start.next != u64::MAX && start.next & words.mask(behind) == 0 {
                    continue;
                }
                let phrase = &self.phrases[start.phrase as usize];
                let (step, rest) = phrase.steps.split_at(usize::from(start.step) + 1);
                let choice = &step[step.len() - 1].choices[usize::from(start.choice)];
                if !continues(choice, words, at) {
                    continue;
                }
                if let Some(end) = reach(rest, words, at + choice.len()) {
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
    if step.mask & words.mask(at) == 0 {
        return best;
    }
    let here = words.at(at);
    for choice in &step.choices {
        if choice.first().is_some_and(|first| here.contains(first)) && continues(choice, words, at)
        {
            best = best.max(reach(rest, words, at + choice.len()));
        }
    }
    best
}

/// The bits of what may stand first in the steps; all where they may be left out.
fn mask_behind(steps: &[Step]) -> u64 {
    let mut mask = 0;
    for step in steps {
        mask |= step.mask;
        if !step.optional {
            return mask;
        }
    }
    u64::MAX
}

/// Whether the words behind the first are those of the choice.
fn continues(choice: &[Symbol], words: &Numbered<'_>, at: usize) -> bool {
    (1..choice.len()).all(|offset| words.at(at + offset).contains(&choice[offset]))
}

/// The bit of a symbol in a mask.
fn bit(symbol: Symbol) -> u64 {
    1 << (symbol % 64)
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
            let mask = choices
                .iter()
                .filter_map(|choice| choice.first())
                .fold(0, |mask, first| mask | bit(*first));
            steps.push(Step {
                choices,
                optional: optional || empty,
                mask,
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
