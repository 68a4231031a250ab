//! The pipeline: a tree in, a report out.

use std::fmt;
use std::path::PathBuf;
use std::time::Instant;

use crate::bot::{Answer, Bot, Route};
use crate::config::{Config, ConfigError, ConfigSource};
use crate::flow;
use crate::lint::{self, Book, BookError, ChannelRule};
use crate::platform;
use crate::prompt;
use crate::report::Report;
use crate::vocabulary::Vocabulary;
use crate::workspace::{
    Location, MarkSet, OpenOptions, Problem, ProblemKind, Scope, Selection, Stage, Workspace,
    WorkspaceError,
};

/// What to lint, and how.
#[derive(Debug, Default)]
pub struct Options {
    /// Files and folders; empty means the current folder. They select what is reported, not what is read.
    pub paths: Vec<PathBuf>,
    /// A text that stands for a file, whatever the disk holds, and that file's path: an editor's buffer. It then is
    /// what is reported on, in place of `paths`.
    pub buffer: Option<(PathBuf, String)>,
    /// On which channels findings are judged in full; `None` leaves it to the configuration.
    pub channels: Option<ChannelRule>,
    /// Where the configuration comes from.
    pub config: ConfigSource,
    /// Folders with lint pages and, below `vocabulary/phrases`, phrases of the user's own.
    pub lints: Vec<PathBuf>,
    /// Whether what is excluded stays so where `paths` name it.
    pub force_exclude: bool,
    /// Is told which stage begins.
    pub watcher: Watcher,
}

/// A function that is told which stage begins, for a progress display.
#[derive(Default)]
pub struct Watcher(pub Option<Box<dyn Fn(Stage) + Send + Sync>>);

/// The run as a whole cannot be done.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum CheckError {
    /// A path cannot be scanned.
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
    /// The lint pages cannot be loaded.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Book(#[from] BookError),
    /// Phrases of the user's own cannot be used.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Phrases(#[from] prompt::PhraseError),
    /// The configuration cannot be used.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Config(#[from] ConfigError),
}

/// Lints what `options` says.
///
/// # Errors
/// [`CheckError`] where the run as a whole cannot be done. What goes wrong with one file is in [`Report::problems`].
pub fn check(options: &Options) -> Result<Report, CheckError> {
    let watcher = &options.watcher;
    let began = Instant::now();
    watcher.tell(Stage::Load);
    let scope = match &options.buffer {
        Some((path, _)) => Scope::of_buffer(path)?,
        None => Scope::of(&options.paths)?,
    };
    let (config, book) = load(options, &scope)?;
    let loaded = began.elapsed();
    watcher.tell(Stage::Walk);
    let workspace = open(&scope, &config, options)?;
    workspace.counters().add_time(Stage::Load, loaded);
    let bots = gather(&workspace, watcher);
    let channels = options.channels.as_ref().unwrap_or(&config.channels);
    watcher.tell(Stage::Judge);
    let judge = || {
        let mut findings = lint::lint(&bots, &workspace, &book, channels);
        lint::silence(&mut findings, &workspace, &book);
        findings
    };
    let findings = workspace.counters().time(Stage::Judge, judge);
    let mut report = Report {
        problems: workspace.problems(),
        workspace,
        bots,
        findings,
        fail_on: config.fail_on,
    };
    config.apply(&mut report);
    select(&mut report, &scope.selection);
    Ok(report)
}

fn load(options: &Options, scope: &Scope) -> Result<(Config, Book), CheckError> {
    let config = Config::load(&options.config, &scope.root)?;
    let mut book = Book::embedded()?;
    let folders: Vec<PathBuf> = config
        .extend
        .iter()
        .chain(&options.lints)
        .cloned()
        .collect();
    for folder in &folders {
        book.extend_from(folder)?;
    }
    prompt::extend_phrases(&folders)?;
    config.check(&book)?;
    Ok((config, book))
}

fn open(scope: &Scope, config: &Config, options: &Options) -> Result<Workspace, WorkspaceError> {
    let buffer = match (&options.buffer, &scope.selection) {
        (Some((_, text)), Selection::Only(paths)) => {
            paths.first().map(|path| (path.clone(), text.clone()))
        }
        _ => None,
    };
    Workspace::open(&OpenOptions {
        root: scope.root.clone(),
        marks: MarkSet {
            words: platform::mark_words()
                .map(str::to_owned)
                .chain(flow::mark_words(Vocabulary::embedded()))
                .chain([lint::SUPPRESSION_MARK.to_owned()])
                .collect(),
        },
        depth: scope.depth,
        explicit: scope.explicit.clone(),
        excludes: config.exclude.clone(),
        force_exclude: options.force_exclude,
        buffers: buffer.into_iter().collect(),
    })
}

/// The bots of the tree, sorted by path and id. What cannot be read is reported to the workspace.
fn gather(workspace: &Workspace, watcher: &Watcher) -> Vec<Bot> {
    watcher.tell(Stage::Parse);
    let read = || {
        platform::read_definitions(
            workspace,
            &flow::Follower::new(workspace, Vocabulary::embedded()),
        )
    };
    let (mut bots, broken) = workspace.counters().time(Stage::Parse, read);
    for bot in &bots {
        bot.places().for_each(|at| workspace.keep(at.file));
    }
    for problem in broken {
        workspace.keep(problem.file);
        workspace.report(unparsable(&problem, workspace));
    }
    watcher.tell(Stage::Follow);
    let follow = || flow::read_sources(workspace, Vocabulary::embedded());
    let sources = workspace.counters().time(Stage::Follow, follow);
    let mut followed = sources.bots;
    without_repeats(&mut bots, &mut followed);
    bots.extend(followed);
    for problem in sources.problems {
        workspace.report(problem);
    }
    bots.sort_by(|a, b| (&a.path, &a.id).cmp(&(&b.path, &b.id)));
    bots
}

/// Drops what was seen twice: once by the reader of a definition, once by following the code that loads it (the YAML of a
/// crew). Whoever saw more words of the prompt is kept, and the code where both saw the same.
fn without_repeats(definitions: &mut Vec<Bot>, followed: &mut [Bot]) {
    definitions.retain_mut(|bot| {
        let before = bot.routes.len();
        bot.routes.retain(|route| {
            let own = prompt_places(route);
            let mut kept = true;
            for other in followed.iter_mut() {
                other.routes.retain(|route| {
                    let theirs = prompt_places(route);
                    let same = theirs.iter().any(|place| own.contains(place));
                    let sees_all = own.iter().all(|place| theirs.contains(place));
                    kept &= !(same && sees_all);
                    !same || sees_all
                });
            }
            kept
        });
        before == 0 || !bot.routes.is_empty()
    });
}

/// Where the words stand that govern the model of a route.
fn prompt_places(route: &Route) -> Vec<Location> {
    match &route.answer {
        Answer::Model(call) => {
            let prompts = call.prompts.iter();
            prompts.flat_map(|prompt| prompt.locations()).collect()
        }
        _ => Vec::new(),
    }
}

fn unparsable(broken: &platform::DefinitionProblem, workspace: &Workspace) -> Problem {
    let message = format!(
        "looks like a definition of {}, but {}",
        broken.platform, broken.error
    );
    let path = workspace.path(broken.file);
    let problem = Problem::new(ProblemKind::UnparsableDefinition, path, message);
    match broken.error.location() {
        Some(at) => problem.at(at),
        None => problem,
    }
}

/// Drops from the report what the paths do not select. A finding stays when any part of its way is selected: a commit
/// that touches the handler alone must see that it reaches a model in a file that was there before.
fn select(report: &mut Report, selection: &Selection) {
    if *selection == Selection::All {
        return;
    }
    let workspace = &report.workspace;
    let shows = |at: Location| selection.holds(workspace.path(at.file));
    report
        .findings
        .retain(|finding| finding.places().any(shows));
    report
        .problems
        .retain(|problem| selection.holds(&problem.path));
    report.bots.retain(|bot| {
        let touched = |route: &crate::bot::Route| {
            shows(route.entry) || route.trail.iter().any(|step| shows(step.at))
        };
        selection.holds(&bot.path) || bot.routes.iter().any(touched)
    });
}

impl Watcher {
    fn tell(&self, stage: Stage) {
        if let Some(watch) = &self.0 {
            watch(stage);
        }
    }
}

impl fmt::Debug for Watcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let set = if self.0.is_some() { "set" } else { "none" };
        f.debug_tuple("Watcher").field(&set).finish()
    }
}
