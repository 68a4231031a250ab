//! The languages known, and which of them a text is in.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, OnceLock, PoisonError, RwLock};

use include_dir::{Dir, include_dir};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::prompt::fold::Script;
use crate::prompt::stream::{Stream, Words};

use super::load::{PhraseError, header, parse};
use super::matcher::Lexicon;
use super::schema::LanguageFile;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/lints/vocabulary/phrases");
static SHIPPED: LazyLock<Languages> = LazyLock::new(Languages::embedded);
/// What a user's own phrases were added to, if there are any.
static EXTENDED: RwLock<Option<&'static Languages>> = RwLock::new(None);

/// How many languages there can be.
const MOST_LANGUAGES: usize = 32;
/// How many words are weighed to find the language of a text without telling words.
const MOST_WEIGHED: usize = 60;

/// A language and, once a text needed it, its phrases.
pub(crate) struct Language {
    /// Tag, scripts and grammar, without phrases.
    pub(crate) header: LanguageFile,
    /// Its files: the shipped one, then those that add to it.
    pub(crate) files: Vec<SourceFile>,
    lexicon: OnceLock<Lexicon>,
}

/// A file of a language.
#[derive(Clone)]
pub(crate) struct SourceFile {
    /// Its path, for messages.
    pub(crate) path: Cow<'static, str>,
    /// Its text.
    pub(crate) text: Cow<'static, str>,
}

impl Language {
    fn new(header: LanguageFile, file: SourceFile) -> Self {
        Self {
            header,
            files: vec![file],
            lexicon: OnceLock::new(),
        }
    }

    /// The phrases, built on first use.
    pub(crate) fn lexicon(&self) -> &Lexicon {
        self.lexicon.get_or_init(|| {
            self.build().expect(
                "a test loads the shipped phrases, and others were loaded when they were added",
            )
        })
    }

    fn build(&self) -> Result<Lexicon, PhraseError> {
        let mut files = self.files.iter();
        let mut lexicon = Lexicon::new(&self.header);
        files.try_for_each(|file| lexicon.add(&file.path, &parse(&file.path, &file.text)?))?;
        Ok(lexicon)
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
        &SHIPPED
    }

    /// The shipped languages, with what a user added.
    pub(crate) fn at_hand() -> &'static Self {
        let extended = *EXTENDED.read().unwrap_or_else(PoisonError::into_inner);
        extended.unwrap_or_else(Self::shipped)
    }

    /// Adds the phrases below `vocabulary/phrases` of the folders to the shipped ones, for the whole process and in place
    /// of those added before.
    ///
    /// # Errors
    /// [`PhraseError`] where a file cannot be read or used; then nothing is added.
    pub(crate) fn extend(folders: &[PathBuf]) -> Result<(), PhraseError> {
        let mut files = Vec::new();
        for folder in folders {
            files.extend(phrase_files(&folder.join("vocabulary/phrases"))?);
        }
        let extended = if files.is_empty() {
            None
        } else {
            let mut languages = Self::embedded();
            for file in files {
                languages.add(file)?;
            }
            languages.index();
            let languages: &'static Self = Box::leak(Box::new(languages));
            Some(languages)
        };
        *EXTENDED.write().unwrap_or_else(PoisonError::into_inner) = extended;
        Ok(())
    }

    /// Adds a file: to the language of its tag, or as a language of its own.
    fn add(&mut self, file: SourceFile) -> Result<(), PhraseError> {
        let parsed = parse(&file.path, &file.text)?;
        let known = self
            .languages
            .iter()
            .position(|language| language.header.tag == parsed.tag);
        let place = match known {
            Some(place) => {
                let language = &mut self.languages[place];
                language.header.append(parsed);
                language.files.push(file);
                language.lexicon = OnceLock::new();
                place
            }
            None if parsed.scripts.is_empty() || parsed.markers.trim().is_empty() => {
                return Err(PhraseError::Unmarked {
                    path: file.path.into_owned(),
                    tag: parsed.tag,
                });
            }
            None if self.languages.len() == MOST_LANGUAGES => {
                return Err(PhraseError::TooMany {
                    path: file.path.into_owned(),
                    most: MOST_LANGUAGES,
                });
            }
            None => {
                self.languages.push(Language::new(parsed.header(), file));
                self.languages.len() - 1
            }
        };
        self.languages[place].build().map(drop)
    }

    fn embedded() -> Self {
        let mut languages: Vec<Language> = FILES
            .files()
            .filter(|file| is_toml(file.path()))
            .filter_map(|file| {
                let path = file.path().to_str()?;
                let text = file.contents_utf8()?;
                let header = header(path, text)
                    .expect("embedded phrases fit the schema: a test loads each of them");
                let file = SourceFile {
                    path: path.into(),
                    text: text.into(),
                };
                Some(Language::new(header, file))
            })
            .collect();
        languages.sort_by(|left, right| left.header.tag.cmp(&right.header.tag));
        let mut languages = Self {
            languages,
            markers: FxHashMap::default(),
            abbreviations: FxHashSet::default(),
        };
        languages.index();
        languages
    }

    /// Gathers the words that tell the languages apart, and those whose full stop ends no sentence.
    fn index(&mut self) {
        for (index, language) in self.languages.iter().enumerate() {
            for word in language.header.markers.split_whitespace() {
                let known = self.markers.entry(folded(word)).or_default();
                if !known.contains(&(index as u8)) {
                    known.push(index as u8);
                }
            }
            let abbreviations = language.header.abbreviations.split_whitespace();
            self.abbreviations.extend(abbreviations.map(folded));
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

fn folded(word: &str) -> String {
    let mut folded = String::new();
    word.chars()
        .for_each(|character| crate::prompt::fold::fold_into(character, &mut folded));
    folded
}

fn is_toml(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "toml")
}

/// The phrase files of a folder, by name. A folder that is not there has none.
fn phrase_files(folder: &Path) -> Result<Vec<SourceFile>, PhraseError> {
    let unreadable = |path: &Path, source| PhraseError::Unreadable {
        path: path.to_owned(),
        source,
    };
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries = std::fs::read_dir(folder).map_err(|error| unreadable(folder, error))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| is_toml(path));
    paths.sort();
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).map_err(|error| unreadable(&path, error))?;
        Ok(SourceFile {
            path: path.to_string_lossy().into_owned().into(),
            text: text.into(),
        })
    };
    paths.into_iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_file_loads() {
        for language in Languages::shipped().iter() {
            language.build().expect("fits the schema");
        }
    }

    fn file(text: &'static str) -> SourceFile {
        SourceFile {
            path: "own.toml".into(),
            text: text.into(),
        }
    }

    #[test]
    fn a_file_adds_to_its_language_or_is_one_of_its_own() {
        let mut languages = Languages::embedded();
        let own = file("tag = \"en\"\n[words]\ndomain = \"zorblax\"\n");
        languages.add(own).expect("adds to English");
        let english = languages
            .languages
            .iter()
            .find(|language| language.header.tag == "en")
            .expect("English is there");
        assert!(english.lexicon().knows("zorblax"));
        assert!(english.lexicon().knows("clinic"));
        let bare = file("tag = \"xx\"\n[words]\ndomain = \"zorblax\"\n");
        assert!(matches!(
            languages.add(bare),
            Err(PhraseError::Unmarked { .. })
        ));
        let whole =
            file("tag = \"xx\"\nname = \"X\"\nscripts = [\"latin\"]\nmarkers = \"zu za\"\n");
        languages.add(whole).expect("is a language of its own");
        assert!(languages.iter().any(|language| language.header.tag == "xx"));
    }
}
