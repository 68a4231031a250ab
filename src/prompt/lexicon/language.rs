//! The languages known, and which of them a text is in.

use std::sync::{LazyLock, OnceLock};

use include_dir::{Dir, include_dir};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::prompt::fold::Script;
use crate::prompt::stream::{Stream, Words};

use super::load::{header, parse};
use super::matcher::Lexicon;
use super::schema::LanguageFile;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/lints/vocabulary/phrases");
static LANGUAGES: LazyLock<Languages> = LazyLock::new(Languages::embedded);

/// How many languages there can be.
const MOST_LANGUAGES: usize = 32;
/// How many words are weighed to find the language of a text without telling words.
const MOST_WEIGHED: usize = 60;

/// A language and, once a text needed it, its phrases.
pub(crate) struct Language {
    /// Tag, scripts and grammar, without phrases.
    pub(crate) header: LanguageFile,
    /// The path of its file.
    pub(crate) path: &'static str,
    /// The text of its file.
    pub(crate) text: &'static str,
    lexicon: OnceLock<Lexicon>,
}

impl Language {
    /// The phrases, built on first use.
    pub(crate) fn lexicon(&self) -> &Lexicon {
        self.lexicon.get_or_init(|| {
            parse(self.path, self.text)
                .and_then(|file| Lexicon::build(self.path, &file))
                .expect("embedded phrases fit the schema: a test loads each of them")
        })
    }
}

/// All languages, and the words that tell them apart.
pub(crate) struct Languages {
    languages: Vec<Language>,
    /// The languages that a word speaks for.
    markers: FxHashMap<String, Vec<u8>>,
    /// Folded words whose full stop ends no sentence.
    abbreviations: FxHashSet<String>,
}

/// A few languages, by index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct LanguageSet(u32);

impl LanguageSet {
    /// Whether the language is in it.
    pub(crate) fn has(self, language: u8) -> bool {
        self.0 & (1 << language) != 0
    }

    /// Adds a language.
    pub(crate) fn add(&mut self, language: u8) {
        self.0 |= 1 << language;
    }

    /// Takes a language out.
    pub(crate) fn remove(&mut self, language: u8) {
        self.0 &= !(1 << language);
    }

    /// Whether it holds none.
    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The languages in it.
    pub(crate) fn iter(self) -> impl Iterator<Item = u8> {
        (0..32).filter(move |language| self.has(*language))
    }
}

/// How much speaks for each language in a text.
#[derive(Debug, Clone)]
pub(crate) struct Tally([f32; MOST_LANGUAGES]);

/// What each distinct word of a stream says of its language.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    weights: Vec<(u8, f32)>,
    /// Where the weights of each word end.
    ends: Vec<u32>,
}

impl Marks {
    /// How much the words of these numbers speak for each language.
    pub(crate) fn tally(&self, numbers: &[u32]) -> Tally {
        let mut tally = Tally([0.0; MOST_LANGUAGES]);
        for &number in numbers {
            let end = self.ends[number as usize] as usize;
            let start = (number as usize)
                .checked_sub(1)
                .map_or(0, |before| self.ends[before] as usize);
            for &(language, weight) in &self.weights[start..end] {
                tally.0[usize::from(language)] += weight;
            }
        }
        tally
    }
}

impl Languages {
    /// The languages shipped with botlint.
    pub(crate) fn shipped() -> &'static Self {
        &LANGUAGES
    }

    fn embedded() -> Self {
        let mut languages: Vec<Language> = FILES
            .files()
            .filter(|file| {
                file.path()
                    .extension()
                    .is_some_and(|extension| extension == "toml")
            })
            .filter_map(|file| {
                let path = file.path().to_str()?;
                let text = file.contents_utf8()?;
                let header = header(path, text)
                    .expect("embedded phrases fit the schema: a test loads each of them");
                Some(Language {
                    header,
                    path,
                    text,
                    lexicon: OnceLock::new(),
                })
            })
            .collect();
        languages.sort_by(|left, right| left.header.tag.cmp(&right.header.tag));
        let mut markers: FxHashMap<String, Vec<u8>> = FxHashMap::default();
        for (index, language) in languages.iter().enumerate() {
            for word in language.header.markers.split_whitespace() {
                let mut folded = String::new();
                word.chars()
                    .for_each(|character| crate::prompt::fold::fold_into(character, &mut folded));
                let known = markers.entry(folded).or_default();
                if !known.contains(&(index as u8)) {
                    known.push(index as u8);
                }
            }
        }
        let abbreviations = languages
            .iter()
            .flat_map(|language| language.header.abbreviations.split_whitespace())
            .map(str::to_owned)
            .collect();
        Self {
            languages,
            markers,
            abbreviations,
        }
    }

    /// Whether a full stop behind the folded word ends no sentence, in any language.
    pub(crate) fn abbreviates(&self, word: &str) -> bool {
        self.abbreviations.contains(word)
    }

    /// The language of an index.
    pub(crate) fn get(&self, language: u8) -> &Language {
        &self.languages[usize::from(language)]
    }

    /// All languages, by tag.
    #[cfg(test)]
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Language> {
        self.languages.iter()
    }

    /// What each distinct word of a stream says of its language.
    pub(crate) fn marks(&self, stream: &Stream, words: &Words) -> Marks {
        let mut marks = Marks::default();
        for &first in &words.first {
            let token = &stream.tokens[first];
            let word = stream.word(first);
            match token.script {
                Script::Han => self.script(&mut marks, Script::Han, 0.3),
                Script::Kana => self.script(&mut marks, Script::Kana, 3.0),
                Script::Other => {}
                script => {
                    for language in self.markers.get(word).into_iter().flatten() {
                        marks
                            .weights
                            .push((*language, 1.0 / self.markers[word].len() as f32));
                    }
                    if script != Script::Latin {
                        self.script(&mut marks, script, 0.2);
                        self.letters(&mut marks, word);
                    }
                }
            }
            marks.ends.push(marks.weights.len() as u32);
        }
        marks
    }

    fn script(&self, marks: &mut Marks, script: Script, weight: f32) {
        for (index, language) in self.languages.iter().enumerate() {
            if language.header.scripts.first() == Some(&script) {
                marks.weights.push((index as u8, weight));
            }
        }
    }

    fn letters(&self, marks: &mut Marks, word: &str) {
        for (index, language) in self.languages.iter().enumerate() {
            let letters = &language.header.letters;
            if !letters.is_empty() && word.contains(|letter| letters.contains(letter)) {
                marks.weights.push((index as u8, 1.0));
            }
        }
    }

    /// The languages that a text is in: the one most spoken for, and those that have a fair share beside it.
    pub(crate) fn of_text(&self, tally: &Tally, stream: &Stream) -> LanguageSet {
        let most = tally.0.iter().copied().fold(0.0, f32::max);
        let mut set = LanguageSet::default();
        for (index, count) in tally.0.iter().enumerate().take(self.languages.len()) {
            if *count > 0.0 && (*count >= most * 0.5 || *count >= 1.5 && *count >= most * 0.04) {
                set.add(index as u8);
            }
        }
        self.prefer_kana(tally, &mut set);
        let latin = stream
            .tokens
            .iter()
            .filter(|token| token.script == Script::Latin && token.hole.is_none())
            .count();
        let told: f32 = set
            .iter()
            .filter(|language| self.get(*language).header.scripts.contains(&Script::Latin))
            .map(|language| tally.0[usize::from(language)])
            .sum();
        if latin > 0
            && (told == 0.0 || set.is_empty() || latin <= MOST_WEIGHED && told < latin as f32 * 0.2)
            && let Some(closest) = self.closest(stream)
        {
            set.add(closest);
        }
        set
    }

    /// The Latin-script language whose phrases know the most words of a text that says too little of itself.
    pub(crate) fn closest(&self, stream: &Stream) -> Option<u8> {
        let latin = |token: &crate::prompt::stream::Token| {
            token.script == Script::Latin && token.hole.is_none()
        };
        let words: Vec<&str> = (0..stream.tokens.len())
            .filter(|&index| latin(&stream.tokens[index]))
            .map(|index| stream.word(index))
            .filter(|word| word.len() > 1)
            .take(MOST_WEIGHED)
            .collect();
        if words.len() < 2 {
            return self
                .languages
                .iter()
                .position(|language| language.header.tag == "en")
                .map(|place| place as u8);
        }
        let known = |language: &Language| {
            words
                .iter()
                .filter(|word| language.lexicon().knows(word))
                .count()
        };
        let mut best: Option<(usize, u8)> = None;
        for (index, language) in self.languages.iter().enumerate() {
            if language.header.scripts.contains(&Script::Latin) {
                let count = known(language);
                let english = language.header.tag == "en";
                if best.is_none_or(|(most, _)| count > most || count == most && english) {
                    best = Some((count, index as u8));
                }
            }
        }
        best.map(|(_, language)| language)
    }

    /// Chinese characters among kana are Japanese.
    fn prefer_kana(&self, tally: &Tally, set: &mut LanguageSet) {
        let of = |script| {
            self.languages
                .iter()
                .position(|language| language.header.scripts.first() == Some(&script))
        };
        if let (Some(kana), Some(han)) = (of(Script::Kana), of(Script::Han))
            && tally.0[kana] > tally.0[han] * 0.5
        {
            set.remove(han as u8);
            set.add(kana as u8);
        }
    }

    /// The languages of a clause, out of those of its text.
    pub(crate) fn of_clause(&self, tally: &Tally, text: LanguageSet) -> LanguageSet {
        let most = text
            .iter()
            .map(|language| tally.0[usize::from(language)])
            .fold(0.0, f32::max);
        if most == 0.0 {
            return text;
        }
        let mut set = LanguageSet::default();
        for language in text.iter() {
            if tally.0[usize::from(language)] >= most * 0.4 {
                set.add(language);
            }
        }
        set
    }

    /// The tags of the languages, most spoken for first.
    pub(crate) fn tags(&self, tally: &Tally, set: LanguageSet) -> Vec<smol_str::SmolStr> {
        let mut ranked: Vec<u8> = set.iter().collect();
        ranked.sort_by(|left, right| {
            tally.0[usize::from(*right)].total_cmp(&tally.0[usize::from(*left)])
        });
        ranked
            .into_iter()
            .map(|language| self.get(language).header.tag.as_str().into())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_file_loads() {
        for language in Languages::shipped().iter() {
            let file = parse(language.path, language.text).expect("fits the schema");
            Lexicon::build(language.path, &file).expect("phrases can be spelled out");
        }
    }
}
