//! Names by which programs, libraries and platforms go, apart from what a call means. Every vocabulary file may add to
//! them, under `[names]`; the engine asks for them by what they stand for and knows none itself.

use serde::Deserialize;
use smol_str::SmolStr;

/// All names, by what they are names of.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Names {
    /// Messages of a conversation with a model.
    pub messages: MessageNames,
    /// Functions and methods that are called without being named in a call.
    pub functions: FunctionNames,
    /// Registrations of handlers.
    pub handlers: HandlerNames,
    /// Addresses.
    pub addresses: AddressNames,
    /// Files and folders.
    pub files: FileNames,
}

/// What the records of a conversation with a model call their fields, and who speaks in them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MessageNames {
    /// Fields that say who speaks, the most telling first.
    pub role: Vec<SmolStr>,
    /// Fields that hold what is said, beside a role.
    pub text: Vec<SmolStr>,
    /// Fields that hold what is said in a part of a message, which has no role.
    pub part: Vec<SmolStr>,
    /// Fields of what is made by a call that hold what is said.
    pub built: Vec<SmolStr>,
    /// Fields of a part of a message that is no text: pictures, sounds, files.
    pub media: Vec<SmolStr>,
    /// Fields that hold a list of messages.
    pub list: Vec<SmolStr>,
    /// Fields that hold the turn of a record without a role.
    pub turn: Vec<SmolStr>,
    /// Arguments of a model call that name the model.
    pub model: Vec<SmolStr>,
    /// Fields that say what a tool is.
    pub tool: Vec<SmolStr>,
    /// Who the values of a role field mean.
    pub speakers: Speakers,
    /// Words that constants hold which stand for a speaker (`ChatMessageRoleSystem`).
    pub speaker_constants: Speakers,
}

/// Names by who speaks, in lower case.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Speakers {
    /// Who instructs.
    pub system: Vec<SmolStr>,
    /// The user.
    pub user: Vec<SmolStr>,
    /// The model or a tool of it.
    pub model: Vec<SmolStr>,
}

/// Who speaks in a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaker {
    /// Who instructs.
    System,
    /// The user.
    User,
    /// The model or a tool of it.
    Model,
}

/// Functions and methods that are called without being named in a call.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FunctionNames {
    /// Methods that an object runs when it is called itself.
    pub callable: Vec<SmolStr>,
    /// Methods of an object that is registered as a handler.
    pub handler: Vec<SmolStr>,
    /// Methods of a function that call it, its receiver given first.
    pub invoke: Vec<SmolStr>,
    /// Methods that add a function to a graph, which runs it when the graph is asked.
    pub node: Vec<SmolStr>,
    /// Arguments that hold the positional arguments of a function that is called later.
    pub positional: Vec<SmolStr>,
    /// Arguments that hold its named arguments.
    pub named: Vec<SmolStr>,
    /// Members of texts and lists that count what is in them.
    pub count: Vec<SmolStr>,
    /// Fields of a queue's job that hold what was put into it.
    pub job: Vec<SmolStr>,
    /// Ways by which code in a definition gets at an input whose name it gives as an argument.
    pub input: Vec<SmolStr>,
    /// Ways by which code in a definition gets at the items of an input, no part of the way to a field.
    pub items: Vec<SmolStr>,
    /// Members of a framework's object on which programs hang things of their own.
    pub shelf: Vec<SmolStr>,
    /// The objects whose fields are names of the whole program.
    pub global: Vec<SmolStr>,
    /// Fields of a provider's record that hold the token under which a container gives something.
    pub provided_as: Vec<SmolStr>,
    /// Base classes whose fields are filled from the environment.
    pub settings: Vec<SmolStr>,
    /// Fields of a provider's record that hold what the container gives.
    pub provided: Vec<SmolStr>,
    /// Fields of a module's decorator that list the classes its container makes when the program starts.
    pub providers: Vec<SmolStr>,
    /// Methods that a container runs on what it makes when the program starts.
    pub started: Vec<SmolStr>,
    /// Fields of a function that hold what the objects it makes have in common.
    pub prototype: Vec<SmolStr>,
}

/// Registrations of handlers.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HandlerNames {
    /// Patterns and events that let every message through, without delimiters and flags.
    pub catch_all: Vec<SmolStr>,
    /// What may stand around a pattern, one character each.
    pub delimiters: Vec<char>,
    /// What may stand behind a pattern.
    pub flags: Vec<SmolStr>,
    /// What a function with fields of a handler's is called in the rules for calls (`handler.command`).
    pub own_fields: Vec<SmolStr>,
}

/// Addresses.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AddressNames {
    /// Settings of an HTTP client that hold the beginning of its addresses.
    pub base: Vec<SmolStr>,
    /// Paths that say nothing about who calls them.
    pub common: Vec<SmolStr>,
    /// Words of a file's path that say that a messenger calls it; the messengers' own names count too.
    pub messenger: Vec<SmolStr>,
}

/// Files and folders.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FileNames {
    /// Folders of tests, examples and fixtures.
    pub test_folders: Vec<SmolStr>,
    /// Beginnings of the names of tests.
    pub test_beginnings: Vec<SmolStr>,
    /// Parts of the names of tests.
    pub test_parts: Vec<SmolStr>,
    /// Ends of the names of tests and of files without code.
    pub test_ends: Vec<SmolStr>,
    /// Files that declare the settings of a framework's project.
    pub settings: Vec<SmolStr>,
    /// Ends of the names of pages' components, which a browser calls.
    pub page_ends: Vec<SmolStr>,
}

impl Names {
    /// Adds the names of another file.
    pub(super) fn add(&mut self, more: &Names) {
        self.messages.add(&more.messages);
        self.functions.add(&more.functions);
        self.handlers.add(&more.handlers);
        self.addresses.add(&more.addresses);
        self.files.add(&more.files);
    }
}

/// Extends lists of one record by those of another.
macro_rules! extend {
    ($to:ident, $from:ident: $($list:ident),+) => {
        $($to.$list.extend($from.$list.iter().cloned());)+
    };
}

impl MessageNames {
    fn add(&mut self, more: &Self) {
        extend!(self, more: role, text, part, media, built, list, turn, model, tool);
        self.speakers.add(&more.speakers);
        self.speaker_constants.add(&more.speaker_constants);
    }

    /// Who the value of a role field means, in any case.
    pub fn speaker(&self, role: &str) -> Option<Speaker> {
        self.speakers.find(|name| name.eq_ignore_ascii_case(role))
    }

    /// Who a constant's name speaks of: `ChatMessageRoleSystem`, `ChatRole.User`.
    pub fn speaker_of_constant(&self, name: &str) -> Option<Speaker> {
        let name = name.to_ascii_lowercase();
        self.speaker_constants
            .find(|word| name.contains(word.as_str()))
    }
}

impl Speakers {
    fn add(&mut self, more: &Self) {
        extend!(self, more: system, user, model);
    }

    fn find(&self, fits: impl Fn(&SmolStr) -> bool) -> Option<Speaker> {
        [
            (&self.system, Speaker::System),
            (&self.user, Speaker::User),
            (&self.model, Speaker::Model),
        ]
        .into_iter()
        .find_map(|(names, speaker)| names.iter().any(&fits).then_some(speaker))
    }
}

impl FunctionNames {
    fn add(&mut self, more: &Self) {
        extend!(self, more: callable, handler, invoke, node, positional, named, count, job, input, items, shelf, global, provided_as, provided, settings, prototype, providers, started);
    }
}

impl HandlerNames {
    fn add(&mut self, more: &Self) {
        extend!(self, more: catch_all, delimiters, flags, own_fields);
    }

    /// Whether a pattern or event lets every message through.
    pub fn lets_all_through(&self, pattern: &str) -> bool {
        let is_delimiter = |char: char| self.delimiters.contains(&char);
        let mut bare = pattern.trim_matches(is_delimiter);
        for flag in &self.flags {
            bare = bare.trim_end_matches(flag.as_str());
        }
        self.catch_all.iter().any(|open| open == bare)
    }
}

impl AddressNames {
    fn add(&mut self, more: &Self) {
        extend!(self, more: base, common, messenger);
    }
}

impl FileNames {
    fn add(&mut self, more: &Self) {
        extend!(self, more: test_folders, test_beginnings, test_parts, test_ends, page_ends, settings);
    }

    /// Whether a file is a test, an example or a fixture, or holds no code: no production code (policy brief 6.4).
    pub fn is_test(&self, path: &str) -> bool {
        let lower = path.to_ascii_lowercase();
        lower.split('/').any(|part| {
            self.test_folders.iter().any(|folder| folder == part)
                || self
                    .test_beginnings
                    .iter()
                    .any(|beginning| part.starts_with(beginning.as_str()))
                || self
                    .test_parts
                    .iter()
                    .any(|inner| part.contains(inner.as_str()))
                || self
                    .test_ends
                    .iter()
                    .any(|end| part.ends_with(end.as_str()))
        })
    }

    /// Whether a file is a component of a page, which a browser calls.
    pub fn is_page(&self, path: &str) -> bool {
        self.page_ends
            .iter()
            .any(|end| path.ends_with(end.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use crate::vocabulary::{Speaker, Vocabulary};

    #[test]
    fn roles_are_known_by_value_and_by_constant() {
        let names = &Vocabulary::embedded().names().messages;
        assert_eq!(names.speaker("Developer"), Some(Speaker::System));
        assert_eq!(names.speaker("human"), Some(Speaker::User));
        assert_eq!(names.speaker("narrator"), None);
        assert_eq!(
            names.speaker_of_constant("ChatMessageRoleSystem"),
            Some(Speaker::System)
        );
        assert_eq!(
            names.speaker_of_constant("RoleAssistant"),
            Some(Speaker::Model)
        );
    }

    #[test]
    fn open_patterns_let_all_through_whatever_stands_around_them() {
        let names = &Vocabulary::embedded().names().handlers;
        for pattern in ["/.*/", "^(.+)$", "[\\s\\S]*", "/.*/i", ""] {
            assert!(names.lets_all_through(pattern), "{pattern}");
        }
        for pattern in ["/^price/i", "help.*", "ask (.+)"] {
            assert!(!names.lets_all_through(pattern), "{pattern}");
        }
    }

    #[test]
    fn tests_are_known_by_their_folder_or_name() {
        let names = &Vocabulary::embedded().names().files;
        for path in [
            "tests/bot.py",
            "src/bot.spec.ts",
            "a/test_bot.py",
            "bot_test.go",
        ] {
            assert!(names.is_test(path), "{path}");
        }
        for path in ["src/contest.py", "latest/bot.ts", "src/bot.py"] {
            assert!(!names.is_test(path), "{path}");
        }
    }
}
