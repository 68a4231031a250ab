//! Reads the vocabulary files and indexes their rules.

use std::path::PathBuf;
use std::sync::{LazyLock, OnceLock};

use include_dir::{Dir, include_dir};
use regex::Regex;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::names::Names;
use super::rule::{
    CallRule, ClassRule, EndpointRule, ExportRule, MemberRule, MessageRule, Room, RuleFile,
};

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/lints/vocabulary");

const ROOMS: [(Room, &str); 4] = [
    (Room::Models, "models"),
    (Room::Channels, "channels"),
    (Room::Guards, "guards"),
    (Room::Values, "values"),
];

/// A vocabulary file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum VocabularyError {
    /// It does not fit the schema; the source's span points into it.
    #[error("{path}: {source}")]
    Malformed {
        /// The file.
        path: PathBuf,
        /// Its text.
        text: String,
        /// What does not fit.
        source: Box<toml::de::Error>,
    },
    /// An address pattern is no regular expression.
    #[error("{path}: bad address pattern")]
    Pattern {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: Box<regex::Error>,
    },
}

/// All vocabulary, indexed.
#[derive(Debug)]
pub struct Vocabulary {
    files: Vec<(Room, RuleFile)>,
    calls: FxHashMap<SmolStr, Vec<(u16, u16)>>,
    members: FxHashMap<SmolStr, Vec<(u16, u16)>>,
    messages: FxHashMap<SmolStr, Vec<(u16, u16)>>,
    endpoints: Vec<Endpoint>,
    metadata: rustc_hash::FxHashSet<SmolStr>,
    not_words: rustc_hash::FxHashSet<SmolStr>,
    lists: WordLists,
    names: Names,
    /// Bodies that say what an address is.
    shapes: Vec<(Vec<SmolStr>, (u16, u16))>,
}

/// A pattern of addresses and its rule.
#[derive(Debug)]
struct Endpoint {
    /// For addresses in lower case.
    pattern: String,
    /// Compiled when the first address is looked up. One pattern after the other: a set of all of them takes three times
    /// as long to build, which a run would feel.
    compiled: OnceLock<Regex>,
    rule: (u16, u16),
}

impl Endpoint {
    fn regex(&self) -> &Regex {
        self.compiled.get_or_init(|| {
            Regex::new(&self.pattern).expect("a test compiles every shipped pattern")
        })
    }
}

/// Word lists that all files add to.
#[derive(Debug, Clone, Default)]
pub struct WordLists {
    /// See [`RuleFile::open_labels`].
    pub open_labels: Vec<SmolStr>,
    /// See [`RuleFile::gate_labels`].
    pub gate_labels: Vec<SmolStr>,
    /// See [`RuleFile::summons`].
    pub summons: Vec<SmolStr>,
    /// See [`RuleFile::sends`].
    pub sends: Vec<SmolStr>,
    /// See [`RuleFile::not_reply`].
    pub not_reply: Vec<SmolStr>,
    /// See [`RuleFile::text_fields`].
    pub text_fields: Vec<SmolStr>,
    /// See [`RuleFile::message_words`].
    pub message_words: Vec<SmolStr>,
    /// See [`RuleFile::picked_fields`].
    pub picked_fields: Vec<SmolStr>,
    /// See [`RuleFile::word_fields`].
    pub word_fields: Vec<SmolStr>,
    /// See [`RuleFile::pick_fields`].
    pub pick_fields: Vec<SmolStr>,
}

impl WordLists {
    fn gather(files: &[(Room, RuleFile)]) -> Self {
        let all = |pick: fn(&RuleFile) -> &Vec<SmolStr>| {
            files
                .iter()
                .flat_map(|(_, file)| pick(file).iter().cloned())
                .collect()
        };
        Self {
            open_labels: all(|file| &file.open_labels),
            gate_labels: all(|file| &file.gate_labels),
            summons: all(|file| &file.summons),
            sends: all(|file| &file.sends),
            not_reply: all(|file| &file.not_reply),
            text_fields: all(|file| &file.text_fields),
            message_words: all(|file| &file.message_words),
            picked_fields: all(|file| &file.picked_fields),
            word_fields: all(|file| &file.word_fields),
            pick_fields: all(|file| &file.pick_fields),
        }
    }
}

impl Vocabulary {
    /// The vocabulary that botlint ships with.
    pub fn embedded() -> &'static Vocabulary {
        static SHIPPED: LazyLock<Vocabulary> = LazyLock::new(|| {
            Vocabulary::from_files(embedded_files()).expect("a test loads every shipped file")
        });
        &SHIPPED
    }

    /// The shipped vocabulary as it loads, for the test that it does.
    pub fn load_embedded() -> Result<Vocabulary, VocabularyError> {
        let vocabulary = Vocabulary::from_files(embedded_files())?;
        for endpoint in &vocabulary.endpoints {
            pattern(PathBuf::from("lints/vocabulary"), &endpoint.pattern)?;
        }
        Ok(vocabulary)
    }

    fn from_files(texts: Vec<(Room, PathBuf, String)>) -> Result<Self, VocabularyError> {
        let mut files = Vec::with_capacity(texts.len());
        for (room, path, text) in texts {
            match toml::from_str::<RuleFile>(&text) {
                Ok(file) => files.push((room, file)),
                Err(error) => {
                    return Err(VocabularyError::Malformed {
                        path,
                        text,
                        source: Box::new(error),
                    });
                }
            }
        }
        Self::index(files)
    }

    fn index(files: Vec<(Room, RuleFile)>) -> Result<Self, VocabularyError> {
        let mut calls: FxHashMap<SmolStr, Vec<(u16, u16)>> = FxHashMap::default();
        let mut members: FxHashMap<SmolStr, Vec<(u16, u16)>> = FxHashMap::default();
        let mut messages: FxHashMap<SmolStr, Vec<(u16, u16)>> = FxHashMap::default();
        let mut endpoints = Vec::new();
        for (f, (_, file)) in files.iter().enumerate() {
            let f = f as u16;
            for (r, rule) in file.call.iter().enumerate() {
                enter(&mut calls, &rule.path, (f, r as u16));
            }
            for (r, rule) in file.member.iter().enumerate() {
                enter(&mut members, &rule.path, (f, r as u16));
            }
            for (r, rule) in file.message.iter().enumerate() {
                enter(&mut messages, &rule.path, (f, r as u16));
            }
            for (r, rule) in file.endpoint.iter().enumerate() {
                for url in &rule.url {
                    endpoints.push(Endpoint {
                        pattern: lowered(url),
                        compiled: OnceLock::new(),
                        rule: (f, r as u16),
                    });
                }
            }
        }
        let metadata = files
            .iter()
            .flat_map(|(_, file)| file.metadata.iter().cloned())
            .collect();
        let not_words = files
            .iter()
            .flat_map(|(_, file)| file.not_words.iter().cloned())
            .collect();
        let lists = WordLists::gather(&files);
        let mut names = Names::default();
        files.iter().for_each(|(_, file)| names.add(&file.names));
        Ok(Self {
            lists,
            names,
            shapes: shapes_of(&files),
            files,
            calls,
            members,
            messages,
            endpoints,
            metadata,
            not_words,
        })
    }

    /// The word lists that all files add to.
    pub fn lists(&self) -> &WordLists {
        &self.lists
    }

    /// The names of fields, functions and files.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// All files with their rooms.
    pub fn files(&self) -> &[(Room, RuleFile)] {
        &self.files
    }

    /// The rules for a call, the longest fitting way first. `package` is the package it comes from, if known; `path` is
    /// the dotted way to it.
    pub fn calls(&self, package: Option<&str>, path: &str) -> Vec<(&RuleFile, Room, &CallRule)> {
        let mut found: Vec<(usize, &RuleFile, Room, &CallRule)> = Vec::new();
        for &(f, r) in self.calls.get(last(path)).into_iter().flatten() {
            let (room, file) = &self.files[f as usize];
            let rule = &file.call[r as usize];
            let packages = rule.packages.as_deref().unwrap_or(&file.packages);
            if let Some(length) = fits(&rule.path, path, package, packages, rule.loose) {
                found.push((length, file, *room, rule));
            }
        }
        found.sort_by_key(|(length, ..)| std::cmp::Reverse(*length));
        found
            .into_iter()
            .map(|(_, file, room, rule)| (file, room, rule))
            .collect()
    }

    /// The rule for a member or global, if any.
    pub fn member(&self, package: Option<&str>, path: &str) -> Option<(&RuleFile, &MemberRule)> {
        self.members.get(last(path))?.iter().find_map(|&(f, r)| {
            let (_, file) = &self.files[f as usize];
            let rule = &file.member[r as usize];
            let packages = rule.packages.as_deref().unwrap_or(&file.packages);
            fits(&rule.path, path, package, packages, rule.loose).map(|_| (file, rule))
        })
    }

    /// The rule for a typed message, if any.
    pub fn message(&self, package: Option<&str>, path: &str) -> Option<&MessageRule> {
        self.messages.get(last(path))?.iter().find_map(|&(f, r)| {
            let (_, file) = &self.files[f as usize];
            let rule = &file.message[r as usize];
            fits(&rule.path, path, package, &file.packages, Some(true)).map(|_| rule)
        })
    }

    /// The rule for an address, if any; `\u{FFFC}` stands in it for what is not known.
    pub fn endpoint(&self, url: &str) -> Option<(&RuleFile, Room, &EndpointRule)> {
        let url = url.to_ascii_lowercase();
        let fits = |endpoint: &&Endpoint| endpoint.regex().is_match(&url);
        let (f, r) = self.endpoints.iter().find(fits)?.rule;
        let (room, file) = &self.files[f as usize];
        Some((file, *room, &file.endpoint[r as usize]))
    }

    /// The rule for a request whose body has certain fields, whatever its address.
    pub fn endpoint_by_shape(
        &self,
        has: impl Fn(&str) -> bool,
    ) -> Option<(&RuleFile, &EndpointRule)> {
        let fits = |(fields, _): &&(Vec<SmolStr>, _)| fields.iter().all(|field| has(field));
        let (f, r) = self.shapes.iter().find(fits)?.1;
        let (_, file) = &self.files[f as usize];
        Some((file, &file.endpoint[r as usize]))
    }

    /// The rules for classes that extend or carry `path`.
    pub fn classes<'a>(
        &'a self,
        package: Option<&'a str>,
        path: &'a str,
    ) -> impl Iterator<Item = (&'a RuleFile, &'a ClassRule)> {
        self.files.iter().flat_map(move |(_, file)| {
            file.class
                .iter()
                .filter(move |rule| fits(&rule.base, path, package, &file.packages, None).is_some())
                .map(move |rule| (file, rule))
        })
    }

    /// The rules for exported functions of a file at `path`.
    pub fn exports<'a>(
        &'a self,
        path: &'a str,
    ) -> impl Iterator<Item = (&'a RuleFile, &'a ExportRule)> {
        self.files.iter().flat_map(move |(_, file)| {
            file.export
                .iter()
                .filter(move |rule| {
                    rule.in_path.is_empty()
                        || rule.in_path.iter().any(|word| path.contains(word.as_str()))
                })
                .map(move |rule| (file, rule))
        })
    }

    /// Whether a field of a message's data is something else than the user's words.
    pub fn is_metadata(&self, field: &str) -> bool {
        self.metadata.contains(field)
    }

    /// Whether the word is the name of a field of a message's data rather than something a user writes.
    pub fn is_message_field(&self, word: &str) -> bool {
        self.metadata.contains(word) || self.lists.text_fields.iter().any(|field| field == word)
    }

    /// Whether a field of a model's answer is something else than its words.
    pub fn is_not_words(&self, field: &str) -> bool {
        self.not_words.contains(field)
    }
}

/// A pattern for text in lower case: one that asks for either case of every letter takes longer to build. What a
/// backslash precedes keeps its case: `\D` is not `\d`.
fn lowered(pattern: &str) -> String {
    let mut is_escaped = false;
    pattern
        .chars()
        .map(|char| {
            let keeps = is_escaped;
            is_escaped = char == '\\' && !is_escaped;
            if keeps {
                char
            } else {
                char.to_ascii_lowercase()
            }
        })
        .collect()
}

fn embedded_files() -> Vec<(Room, PathBuf, String)> {
    ROOMS
        .iter()
        .filter_map(|(room, name)| Some((*room, EMBEDDED.get_dir(name)?)))
        .flat_map(|(room, folder)| {
            folder.files().filter_map(move |file| {
                let text = file.contents_utf8()?;
                (file.path().extension()? == "toml")
                    .then(|| (room, file.path().to_path_buf(), text.to_owned()))
            })
        })
        .collect()
}

fn shapes_of(files: &[(Room, RuleFile)]) -> Vec<(Vec<SmolStr>, (u16, u16))> {
    let mut shapes = Vec::new();
    for (f, (_, file)) in files.iter().enumerate() {
        for (r, rule) in file.endpoint.iter().enumerate() {
            let of_rule = rule.shapes.iter().cloned();
            shapes.extend(of_rule.map(|fields| (fields, (f as u16, r as u16))));
        }
    }
    shapes
}

fn enter(index: &mut FxHashMap<SmolStr, Vec<(u16, u16)>>, paths: &[SmolStr], rule: (u16, u16)) {
    for path in paths {
        let rules = index
            .entry(last(path.trim_start_matches('^')).into())
            .or_default();
        if rules.last() != Some(&rule) {
            rules.push(rule);
        }
    }
}

fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

/// The number of members of the longest pattern that fits, if one does.
fn fits(
    patterns: &[SmolStr],
    path: &str,
    package: Option<&str>,
    packages: &[SmolStr],
    loose: Option<bool>,
) -> Option<usize> {
    let known = package.map(|package| {
        let is_from = |name: &SmolStr| belongs(package, name) || holds(package, path, name);
        packages.is_empty() || packages.iter().any(is_from)
    });
    patterns
        .iter()
        .filter_map(|pattern| {
            let whole = pattern.starts_with('^');
            let pattern = pattern.trim_start_matches('^');
            let members = pattern.split('.').count();
            let allowed = match known {
                Some(known) => known || (loose == Some(true) && members > 1),
                None => loose.unwrap_or(members > 1 || packages.is_empty()),
            };
            let ends = if whole {
                path == pattern
            } else {
                path.strip_suffix(pattern)
                    .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            };
            (allowed && ends).then_some(members + usize::from(known == Some(true)))
        })
        .max()
}

/// Whether `package` is `name` or a part of it (`openai/helpers`, `google.genai.types`, `@langchain/openai`), or wraps it
/// and says so (`nestjs-openai`, `nestjs-telegraf`).
pub(crate) fn belongs(package: &str, name: &str) -> bool {
    let is_part = package.strip_prefix(name).is_some_and(|rest| {
        rest.is_empty() || rest.starts_with(['/', '.']) || name.ends_with(['/', '.'])
    });
    is_part || wraps(package, name)
}

/// Whether `name` is a package within `package` and the way goes through it (`from google.cloud import dialogflow`).
fn holds(package: &str, path: &str, name: &str) -> bool {
    let goes_through = |whole: &str| {
        whole
            .strip_prefix(name)
            .is_some_and(|rest| rest.starts_with('.'))
    };
    name.starts_with(package) && goes_through(path)
}

/// Whether a package's own name has `name` as its last word.
fn wraps(package: &str, name: &str) -> bool {
    const TELLING: usize = 5;
    let is_word = name.len() >= TELLING && name.chars().all(|char| char.is_ascii_alphanumeric());
    is_word
        && package
            .strip_suffix(name)
            .is_some_and(|rest| rest.ends_with(['-', '_']))
}

/// Compiles the pattern of a text condition; kept here so that data errors are told in one way.
pub(crate) fn pattern(path: PathBuf, written: &str) -> Result<Regex, VocabularyError> {
    Regex::new(written).map_err(|error| VocabularyError::Pattern {
        path,
        source: Box::new(error),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_file_loads_and_every_address_compiles() {
        if let Err(error) = Vocabulary::load_embedded() {
            panic!("{error}: {:?}", std::error::Error::source(&error));
        }
    }

    #[test]
    fn addresses_are_known_in_any_case() {
        let is_known = |url: &str| Vocabulary::embedded().endpoint(url).is_some();
        assert!(is_known("https://API.OpenAI.com/v1/Chat/Completions"));
        assert!(is_known(
            "https://generativelanguage.googleapis.com/v1/models/x:generateContent"
        ));
        assert!(!is_known("https://shop.example/orders/7"));
    }

    #[test]
    fn a_package_that_wraps_another_says_so_in_its_last_word() {
        assert!(belongs("nestjs-openai", "openai"));
        assert!(belongs("openai/helpers", "openai"));
        assert!(!belongs("openai-mock-server", "openai"));
        assert!(!belongs("my-ai", "ai"));
        assert!(!belongs("notopenai", "openai"));
    }

    #[test]
    fn a_package_may_be_imported_from_the_one_around_it() {
        let name = "google.cloud.dialogflowcx";
        let holds = |path: &str| holds("google.cloud", path, name);
        assert!(holds("google.cloud.dialogflowcx.SessionsClient"));
        assert!(!holds("google.cloud.storage.Client"));
        assert!(!holds("google.cloud.dialogflowcx"));
    }

    #[test]
    fn escapes_keep_their_case() {
        assert_eq!(
            lowered(r"api\.X/\D+\\D:generateContent"),
            r"api\.x/\D+\\d:generatecontent"
        );
    }
}
