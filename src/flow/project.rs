//! One project after another: which files matter, running them, gathering the bot.

use rayon::prelude::*;
use smol_str::SmolStr;

use super::engine::{Engine, FUEL_PER_ENTRY};
use super::program::Program;
use crate::bot::{Bot, BotKind, Channel};
use crate::syntax;
use crate::vocabulary::{Room, RuleFile, Vocabulary};
use crate::workspace::{FileId, Problem, ProblemKind, Project, Workspace};

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
    let projects: Vec<&Project> = workspace
        .projects()
        .iter()
        .filter(|project| may_hold_bot(workspace, project, vocabulary))
        .collect();
    if projects.is_empty() {
        return Sources::default();
    }
    let program = Program::new(workspace);
    let found: Vec<Sources> = projects
        .par_iter()
        .map(|project| in_roomy_thread(|| follow(&program, vocabulary, project)))
        .collect();
    let mut sources = Sources::default();
    for one in found {
        sources.bots.extend(one.bots);
        sources.problems.extend(one.problems);
    }
    sources.problems.extend(given_up(&program));
    sources
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

fn in_roomy_thread<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        std::thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, work)
            .expect("the system lends a thread")
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// Whether a project has both a sign of a model and a sign of a messenger.
fn may_hold_bot(workspace: &Workspace, project: &Project, vocabulary: &Vocabulary) -> bool {
    let has = |wanted: Room| {
        project.files.iter().any(|&file| {
            syntax::language_of(workspace.path(file)).is_some()
                && has_mark(workspace, file, vocabulary, wanted)
        })
    };
    has(Room::Models) && has(Room::Channels)
}

fn has_mark(workspace: &Workspace, file: FileId, vocabulary: &Vocabulary, wanted: Room) -> bool {
    if workspace.marks(file).is_empty() {
        return false;
    }
    vocabulary
        .files()
        .iter()
        .filter(|(room, _)| *room == wanted)
        .any(|(_, rules)| marks_of(rules).any(|word| workspace.holds_any(file, &[word])))
}

fn marks_of(file: &RuleFile) -> impl Iterator<Item = &str> {
    file.marks
        .iter()
        .chain(&file.packages)
        .map(SmolStr::as_str)
        .filter(|word| word.len() > 2)
}

fn follow(program: &Program<'_>, vocabulary: &Vocabulary, project: &Project) -> Sources {
    let workspace = program.workspace;
    let marked: Vec<FileId> = project
        .files
        .iter()
        .copied()
        .filter(|&file| {
            syntax::language_of(workspace.path(file)).is_some() && !workspace.marks(file).is_empty()
        })
        .filter(|&file| !is_test(workspace.path(file)))
        .collect();
    let mut engine = Engine::new(program, vocabulary, &project.files);
    for &file in &marked {
        engine.fuel = FUEL_PER_ENTRY;
        engine.module_scope(file);
    }
    for &file in &marked {
        engine.fuel = FUEL_PER_ENTRY;
        engine.announce_exports(file);
        engine.run_unreached(file);
    }
    // The first round fills the stores that handlers share, the second sees what is in them.
    engine.run_entries();
    engine.recording = true;
    engine.run_entries();
    let channel = channel_of(&engine, project, vocabulary);
    let web_counts = channel.is_some();
    let routes = engine.routes(web_counts);
    let mut sources = Sources::default();
    if engine.out_of_fuel {
        sources.problems.push(Problem::new(
            ProblemKind::AnalysisLimit,
            if project.root.is_empty() {
                "."
            } else {
                &project.root
            },
            "has more ways through its code than botlint follows; some were not looked at",
        ));
    }
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
    let whatsapp = seen.iter().find(|channel| channel.as_str() == "whatsapp");
    if let Some(channel) = whatsapp.or(seen.first()) {
        return Some(Channel::from_name(channel));
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
        .filter_map(|(_, file)| file.channel.as_deref())
        .filter(|channel| *channel != "web")
        .collect();
    channels.sort_unstable_by_key(|channel| (*channel != "whatsapp", *channel));
    channels.dedup();
    channels
        .into_iter()
        .find(|channel| speaks_of(channel))
        .map(Channel::from_name)
}

/// Whether a file's own words, or its path, speak of a messenger.
pub(super) fn speaks_of_messenger(
    workspace: &Workspace,
    vocabulary: &Vocabulary,
    file: FileId,
) -> bool {
    let path = workspace.path(file).to_lowercase();
    let messengers = || {
        vocabulary.files().iter().filter(|(room, file)| {
            *room == Room::Channels
                && file
                    .channel
                    .as_deref()
                    .is_some_and(|channel| channel != "web")
        })
    };
    let in_path = messengers()
        .filter_map(|(_, file)| file.channel.as_deref())
        .chain(["webhook", "twilio"])
        .any(|word| path.contains(word));
    in_path
        || (!workspace.marks(file).is_empty()
            && messengers()
                .any(|(_, rules)| marks_of(rules).any(|word| workspace.holds_any(file, &[word]))))
}

/// Tests, examples and fixtures are no production code (dev-set rules, policy brief 6.4).
fn is_test(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    lower.split('/').any(|part| {
        matches!(
            part,
            "test" | "tests" | "__tests__" | "spec" | "specs" | "fixtures" | "__mocks__" | "e2e"
        ) || part.starts_with("test_")
            || part.ends_with("_test.py")
            || part.ends_with("_test.go")
            || part.contains(".test.")
            || part.contains(".spec.")
            || part.ends_with(".d.ts")
    })
}

fn given_up(program: &Program<'_>) -> Vec<Problem> {
    use crate::syntax::GivenUp;
    program
        .lowered()
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
