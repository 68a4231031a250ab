//! One project after another: which files matter, running them, gathering the bot.

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use crate::bot::{Bot, BotKind, Channel, Confidence};
use crate::flow::program::Program;
use crate::flow::run::Engine;
use crate::syntax;
use crate::vocabulary::{AddressNames, Room, RuleFile, Vocabulary};
use crate::workspace::{FileId, Marks, Problem, ProblemKind, Project, Workspace};

/// The bots found in source code.
#[derive(Debug, Default)]
pub struct Sources {
    /// One bot a project that has any way from a message to a model.
    pub bots: Vec<Bot>,
    /// What could not be analysed in full.
    pub problems: Vec<Problem>,
}

/// The stack of a thread that follows a project; evaluation recurses up to a fixed depth.
const STACK: usize = 512 << 20;

/// Reads the bots in the source code of a workspace.
pub fn read_sources(workspace: &Workspace, vocabulary: &Vocabulary) -> Sources {
    let signs = Signs::new(workspace, vocabulary);
    let projects = workspace.complete_projects(
        |project| signs.may_hold_bot(project),
        |project| signs.may_hold_part(project),
    );
    if projects.is_empty() {
        return Sources::default();
    }
    let program = Program::new(workspace);
    let found: Vec<Sources> = projects
        .par_iter()
        // Some projects take a thousand times what others take: none waits behind another.
        .with_max_len(1)
        .map(|project| {
            in_roomy_thread(|| {
                follow_and_release(&program.without_trees(), vocabulary, project, &signs)
            })
        })
        .collect();
    let mut sources = Sources::default();
    for one in found {
        sources.bots.extend(one.bots);
        sources.problems.extend(one.problems);
    }
    // A file that two projects use is given up by both.
    let mut told = FxHashSet::default();
    sources
        .problems
        .retain(|problem| told.insert((problem.path.clone(), problem.at, problem.message.clone())));
    sources
}

/// Follows a project, and lets its texts go but for those that a report points into.
fn follow_and_release(
    program: &Program<'_>,
    vocabulary: &Vocabulary,
    project: &Project,
    signs: &Signs<'_>,
) -> Sources {
    let workspace = program.workspace;
    let mut found = follow(program, vocabulary, project, signs);
    found.problems.extend(given_up(program));
    let told = found.problems.iter().filter_map(|problem| problem.at);
    let shown = found.bots.iter().flat_map(Bot::places);
    shown.chain(told).for_each(|at| workspace.keep(at.file));
    for &file in &project.files {
        workspace.release(file);
    }
    found
}

/// The words of the vocabulary for the prefilter.
pub fn mark_words(vocabulary: &Vocabulary) -> Vec<String> {
    let mut words: Vec<String> = vocabulary
        .files()
        .iter()
        .filter(|(room, _)| matches!(room, Room::Models | Room::Channels))
        .flat_map(|(_, file)| {
            file.marks
                .iter()
                .chain(&file.packages)
                .map(|word| word.to_string())
        })
        .filter(|word| word.len() > 2)
        .collect();
    words.sort();
    words.dedup();
    words
}

/// Does the work in a thread of its own, with a stack for deep programs.
pub(crate) fn in_roomy_thread<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        std::thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, work)
            .expect("the system lends a thread")
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// The words that speak of models and of channels.
struct Signs<'w> {
    workspace: &'w Workspace,
    models: Marks,
    channels: Marks,
    messengers: Marks,
    /// Those of them that are more than a messenger's name: a page that sells a bot names the messenger too.
    connections: Marks,
    addresses: &'w AddressNames,
}

impl<'w> Signs<'w> {
    fn new(workspace: &'w Workspace, vocabulary: &'w Vocabulary) -> Self {
        let words = |holds: &dyn Fn(Room, &RuleFile) -> bool| {
            let files = vocabulary.files().iter();
            let files = files.filter(|(room, file)| holds(*room, file));
            workspace.ids_of(files.flat_map(|(_, file)| marks_of(file)))
        };
        Self {
            workspace,
            addresses: &vocabulary.names().addresses,
            models: words(&|room, _| room == Room::Models),
            channels: words(&|room, _| room == Room::Channels),
            messengers: words(&|room, file| room == Room::Channels && file.messenger().is_some()),
            connections: workspace.ids_of(messengers(vocabulary).flat_map(connecting_marks)),
        }
    }

    /// Whether a project has a sign of a model and of a channel in its code, and speaks of a messenger at all: a web
    /// page with a model behind it is no bot.
    fn may_hold_bot(&self, project: &Project) -> bool {
        project.marks.meets(&self.messengers)
            && self.in_code(project, &self.models)
            && self.in_code(project, &self.channels)
    }

    /// Whether a project may be one of the parts of a bot.
    fn may_hold_part(&self, project: &Project) -> bool {
        self.in_code(project, &self.models) || self.in_code(project, &self.messengers)
    }

    fn in_code(&self, project: &Project, wanted: &Marks) -> bool {
        project.files.iter().any(|&file| {
            self.workspace.marks(file).meets(wanted)
                && syntax::language_of(self.workspace.path(file)).is_some()
        })
    }

    /// Whether the web handlers in a file may be called by a messenger, and how sure that is. They may where the file's
    /// own project speaks of one. In a project that was only joined with such a project they may where the other names an
    /// address that the file serves: a bridge hands on its messages, a shop's page beside its bot gets none.
    fn webhook(&self, file: FileId, whole: &Project) -> Option<Confidence> {
        let own = self.workspace.project_of(file);
        if own.marks.meets(&self.connections) {
            return Some(Confidence::High);
        }
        if own.marks.meets(&self.messengers) {
            return Some(Confidence::Medium);
        }
        let served = self.workspace.read(file).ok()?;
        let served = served_paths(&served.text, self.addresses);
        let bridges = whole.files.iter().filter(|&&other| {
            let path = self.workspace.path(other);
            syntax::language_of(path).is_some()
                && self
                    .workspace
                    .project_of(other)
                    .marks
                    .meets(&self.messengers)
        });
        let mut texts = bridges.filter_map(|&other| self.workspace.read(other).ok());
        texts
            .any(|source| served.iter().any(|path| names_address(&source.text, path)))
            .then_some(Confidence::Medium)
    }
}

/// The string literals of a file that are paths of their own: what a web framework is told to serve.
fn served_paths<'t>(text: &'t str, names: &AddressNames) -> Vec<&'t str> {
    let mut paths: Vec<&str> = text
        .split(['"', '\'', '`'])
        .filter(|part| part.len() >= 4 && part.len() <= 80 && part.starts_with('/'))
        .filter(|part| {
            !part.contains(char::is_whitespace) && !names.common.iter().any(|path| path == part)
        })
        .collect();
    paths.sort_unstable();
    paths.dedup();
    paths
}

/// Whether the text holds the path as the end of an address.
fn names_address(text: &str, path: &str) -> bool {
    text.match_indices(path).any(|(at, _)| {
        let next = text[at + path.len()..].chars().next();
        next.is_none_or(|next| matches!(next, '"' | '\'' | '`' | '?' | '/' | '\n' | ' '))
    })
}

fn marks_of(file: &RuleFile) -> impl Iterator<Item = &str> {
    file.marks
        .iter()
        .chain(&file.packages)
        .map(SmolStr::as_str)
        .filter(|word| word.len() > 2)
}

fn follow(
    program: &Program<'_>,
    vocabulary: &Vocabulary,
    project: &Project,
    signs: &Signs<'_>,
) -> Sources {
    let workspace = program.workspace;
    let marked: Vec<FileId> = project
        .files
        .iter()
        .copied()
        .filter(|&file| {
            syntax::language_of(workspace.path(file)).is_some() && !workspace.marks(file).is_empty()
        })
        .filter(|&file| !vocabulary.names().files.is_test(workspace.path(file)))
        .collect();
    let mut engine = Engine::new(program, vocabulary, &project.files);
    for &file in &marked {
        engine.begin_module(file);
        engine.module_scope(file);
    }
    engine.start_providers();
    for &file in &marked {
        engine.begin_module(file);
        engine.announce_exports(file);
        engine.run_unreached(file);
    }
    engine.run_handed_out();
    // The first round fills the stores that handlers share, the second sees what is in them.
    engine.run_entries();
    engine.recording = true;
    engine.run_entries();
    let channel = channel_of(&engine, project, vocabulary);
    let routes = engine.routes(|file| {
        channel.as_ref()?;
        signs.webhook(file, project)
    });
    let mut sources = Sources::default();
    sources.problems.extend(engine.limits());
    workspace
        .counters()
        .count_followed(u64::from(engine.fuel.spent()));
    if routes.is_empty() {
        return sources;
    }
    let language = routes
        .first()
        .and_then(|route| syntax::language_of(workspace.path(route.entry.file)))
        .map_or("source", |language| language.name());
    sources.bots.push(Bot {
        id: if project.root.is_empty() {
            ".".into()
        } else {
            project.root.clone()
        },
        path: if project.root.is_empty() {
            ".".into()
        } else {
            project.root.clone()
        },
        kind: BotKind::Source,
        platform: language.into(),
        channel: channel.unwrap_or(Channel::Unknown),
        routes,
    });
    sources
}

/// The messenger of a project: what its handlers and replies belong to, else what its words speak of.
fn channel_of(engine: &Engine<'_>, project: &Project, vocabulary: &Vocabulary) -> Option<Channel> {
    let mut seen: Vec<&SmolStr> = engine.channels_seen.iter().collect();
    seen.sort();
    let mut seen: Vec<Channel> = seen
        .into_iter()
        .map(|channel| Channel::from_name(channel))
        .collect();
    // WhatsApp, whose clause it is, comes first.
    seen.sort_by_key(|channel| *channel != Channel::WhatsApp);
    if let Some(channel) = seen.into_iter().next() {
        return Some(channel);
    }
    let workspace = engine.program.workspace;
    let speaks_of = |channel: &str| {
        vocabulary
            .files()
            .iter()
            .filter(|(room, file)| {
                *room == Room::Channels && file.channel.as_deref() == Some(channel)
            })
            .any(|(_, rules)| {
                project.files.iter().any(|&file| {
                    !workspace.marks(file).is_empty()
                        && marks_of(rules).any(|word| workspace.holds_any(file, &[word]))
                })
            })
    };
    let mut channels: Vec<&str> = vocabulary
        .files()
        .iter()
        .filter_map(|(_, file)| file.messenger())
        .map(SmolStr::as_str)
        .collect();
    channels.sort_unstable_by_key(|name| (Channel::from_name(name) != Channel::WhatsApp, *name));
    channels.dedup();
    channels
        .into_iter()
        .find(|channel| speaks_of(channel))
        .map(Channel::from_name)
}

/// Whether a path, of a file or of an address, names a messenger.
pub(crate) fn names_messenger(vocabulary: &Vocabulary, path: &str) -> bool {
    let path = path.to_lowercase();
    messengers(vocabulary)
        .filter_map(RuleFile::messenger)
        .chain(&vocabulary.names().addresses.messenger)
        .any(|word| path.contains(word.as_str()))
}

/// Whether a file's own words speak of a messenger.
pub(crate) fn speaks_of_messenger(
    workspace: &Workspace,
    vocabulary: &Vocabulary,
    file: FileId,
) -> bool {
    !workspace.marks(file).is_empty()
        && messengers(vocabulary)
            .any(|rules| marks_of(rules).any(|word| workspace.holds_any(file, &[word])))
}

/// The marks that are more than the messenger's name.
fn connecting_marks(file: &RuleFile) -> impl Iterator<Item = &str> {
    let name = file.messenger();
    marks_of(file).filter(move |word| name.is_none_or(|name| !name.eq_ignore_ascii_case(word)))
}

fn messengers(vocabulary: &Vocabulary) -> impl Iterator<Item = &RuleFile> {
    let files = vocabulary.files().iter();
    files
        .filter(|(room, file)| *room == Room::Channels && file.messenger().is_some())
        .map(|(_, file)| file)
}

impl Engine<'_> {
    /// What was not followed to its end.
    fn limits(&self) -> impl Iterator<Item = Problem> {
        self.fuel.given_up().iter().filter_map(|one| {
            let tree = self.program.tree(one.at.file)?;
            let path = self.program.workspace.path(one.at.file);
            let function = tree
                .functions
                .iter()
                .find(|function| function.name_span == one.at.span && !one.at.span.is_empty());
            let name = match function {
                Some(function) => match &function.name {
                    Some(name) => format!("`{name}`"),
                    None => "this function".to_owned(),
                },
                None => format!("`{}`", file_name(path)),
            };
            let message = one.limit.message(&name);
            Some(Problem::new(ProblemKind::AnalysisLimit, path, message).at(one.at))
        })
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn given_up(program: &Program<'_>) -> Vec<Problem> {
    use crate::syntax::GivenUp;
    program
        .lowered()
        .into_iter()
        .filter_map(|tree| {
            let why = match tree.given_up? {
                GivenUp::TooDeep => "is nested too deeply to be followed in full",
                GivenUp::TooLarge => "is too large to be parsed",
                GivenUp::TooSlow => "takes too long to parse",
                GivenUp::Minified => "is minified or obfuscated and cannot be analysed",
            };
            Some(Problem::new(
                ProblemKind::AnalysisLimit,
                program.workspace.path(tree.file),
                why,
            ))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn served_paths_are_whole_literals_that_tell_something() {
        let text =
            "@app.route(\"/chat\", methods=['POST'])\nx = '/health'\ny = '/a b'\nz = 'n/chat'";
        let names = &Vocabulary::embedded().names().addresses;
        assert_eq!(served_paths(text, names), ["/chat"]);
    }

    #[test]
    fn an_address_ends_with_the_path() {
        assert!(names_address("fetch(`${BASE}/chat`)", "/chat"));
        assert!(names_address("'http://localhost:5000/chat?x=1'", "/chat"));
        assert!(!names_address("'http://localhost:5000/chats'", "/chat"));
    }
}
