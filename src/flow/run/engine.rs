//! The state of one evaluation: the heap, what was asked on the way, what was seen, and how much may still be spent.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use crate::flow::entries::{Entry, EntryKind};
use crate::flow::models::Sighting;
use crate::flow::program::Program;
use crate::flow::run::Condition;
use crate::flow::run::Snapshot;
use crate::flow::run::fuel::Fuel;
use crate::flow::run::summary::Summaries;
use crate::flow::values::{ClassRef, Closure, Object, ObjectId, Rope, Scope, ScopeKeeper, Value};
use crate::syntax::{FunctionId, Tree};
use crate::vocabulary::{CallRule, Room, RuleFile, Vocabulary};
use crate::workspace::{FileId, Location};

/// Calls within calls.
pub(crate) const CALL_DEPTH: usize = 40;
/// Entries of one project that are looked at.
pub(crate) const ENTRIES: usize = 600;

/// One project under evaluation.
pub(crate) struct Engine<'p> {
    pub program: &'p Program<'p>,
    pub vocabulary: &'p Vocabulary,
    pub project: &'p [FileId],
    pub heap: Vec<Object>,
    pub modules: FxHashMap<FileId, ModuleState>,
    pub frames: Vec<Frame>,
    pub conditions: Vec<Condition>,
    /// How many undecided branches are open.
    pub undecided: u32,
    pub entries: Vec<Entry>,
    pub entry_keys: FxHashSet<(FileId, FunctionId, bool)>,
    /// Statements of modules that fetch messages.
    pub pollers: Vec<crate::flow::entries::Poller>,
    /// The entry under evaluation.
    pub current: Option<CurrentEntry>,
    pub sites: Vec<Site>,
    pub site_of: FxHashMap<Location, u32>,
    pub sightings: Vec<Sighting>,
    pub system_prompts_elsewhere: Vec<Rope>,
    pub made_assistants: Vec<Rope>,
    pub channels_seen: FxHashSet<SmolStr>,
    pub payload_fields: FxHashSet<SmolStr>,
    pub entered: FxHashSet<(FileId, FunctionId)>,
    /// Functions in the fields of a library's records (`&cobra.Command{Run: func…}`): the library calls them.
    pub handed_out: Vec<Rc<Closure>>,
    /// Classes that a container makes when the program starts.
    pub providers: Vec<Rc<ClassRef>>,
    pub queues: FxHashMap<SmolStr, Vec<Value>>,
    pub methods_outside: FxHashMap<(SmolStr, SmolStr), Vec<(FileId, FunctionId)>>,
    pub injected: FxHashMap<(FileId, SmolStr), Option<Value>>,
    pub instances: FxHashMap<(FileId, u32), ObjectId>,
    /// Answers of hosted assistants on the way of the entry under evaluation.
    pub hosted_answers: u128,
    /// Entries that are surely a messenger's: by their library, their data, their replies or their address.
    pub messenger_entries: FxHashSet<Location>,
    /// Entries whose file speaks of a messenger.
    pub messenger_files: FxHashSet<Location>,
    /// Functions that are served under an address that names a messenger.
    pub messenger_functions: FxHashSet<(FileId, FunctionId)>,
    /// Whether the entry under evaluation replied over a messenger.
    pub replied_over_messenger: bool,
    /// Entries that send something that holds no model's answer.
    pub plain_replies: FxHashSet<Location>,
    /// How many loops are being gone round.
    pub loops: usize,
    /// How many files of the tree the program has read so far.
    pub files_read: u32,
    /// The rules for calls that were looked up before, by package and way.
    pub rules: FxHashMap<(Option<SmolStr>, SmolStr), Rc<[FoundRule<'p>]>>,
    /// The names that a file's siblings declare, with the file of each.
    pub shared_names: FxHashMap<FileId, FxHashMap<SmolStr, FileId>>,
    pub bases_of: FxHashMap<(FileId, u32), Vec<Value>>,
    pub class_values: FxHashMap<(FileId, u32, SmolStr), Value>,
    pub outside_fields: FxHashMap<SmolStr, Value>,
    /// Functions that would be entries by their names, but that the program calls itself.
    pub called_inside: FxHashSet<(FileId, FunctionId)>,
    /// Names of the whole program, by what was written to the global object.
    pub globals: FxHashMap<SmolStr, Value>,
    /// What led to a word that was written down, by the word.
    pub states: FxHashMap<SmolStr, Condition>,
    /// Whether a text is put together that chooses a file, for which every setting counts.
    pub choosing: bool,
    /// What containers hold, by token.
    pub bound: FxHashMap<SmolStr, Value>,
    /// What hangs on objects of frameworks, by the object's name and its own.
    pub hung: FxHashMap<SmolStr, Value>,
    /// What the next call crosses.
    pub pending_border: Option<String>,
    /// The script of the program's own that runs.
    pub script: Option<crate::flow::outside::script::Script>,
    pub call_results: FxHashMap<(FileId, crate::syntax::ExprId), Value>,
    pub function_fields: FxHashMap<(FileId, FunctionId), Vec<(SmolStr, Value)>>,
    /// What was surely sent to the user, and where.
    pub sent_out: Vec<(Value, Location)>,
    pub fuel: Fuel,
    pub summaries: Summaries,
    /// Whether sightings are written down; the first round only fills the stores.
    pub recording: bool,
    /// Empties the scopes when all is done.
    _scopes: ScopeKeeper,
}

/// A module as far as it has run.
#[derive(Clone)]
pub(crate) struct ModuleState {
    pub scope: Scope,
    pub exports: Rc<std::cell::RefCell<Exports>>,
}

/// What a module gives out.
#[derive(Default)]
pub(crate) struct Exports {
    /// Public name to local name or value.
    pub names: Vec<(SmolStr, Exported)>,
    /// `module.exports = …`.
    pub whole: Option<Value>,
    /// Modules all of whose names go out.
    pub stars: Vec<Value>,
}

/// One public name.
#[derive(Clone)]
pub(crate) enum Exported {
    /// The local name, looked up when asked for.
    Local(SmolStr),
    /// A value.
    Value(Value),
}

/// A function under evaluation.
pub(crate) struct Frame {
    pub tree: TreeRef,
    pub scope: Scope,
    pub this: Option<Value>,
    pub function: Option<(FileId, FunctionId)>,
    /// Where it was called.
    pub called_at: Option<Location>,
    /// What it is called, for the trail.
    pub name: SmolStr,
    pub returns: Option<Value>,
    pub yields: Option<Value>,
    /// Names assigned at loop exits, to be joined after the loop.
    pub exits: Vec<Snapshot>,
    /// What the call crosses, where it is no plain call.
    pub border: Option<String>,
    /// Names that belong to an outer scope though they are assigned here.
    pub outer: Vec<SmolStr>,
    /// How much had been asked when the function was entered.
    pub conditions_at_entry: usize,
}

impl Frame {
    /// A frame that nothing called: it runs in that scope, and says that name of itself.
    pub(crate) fn new(tree: TreeRef, scope: Scope, name: impl Into<SmolStr>) -> Self {
        Frame {
            tree,
            scope,
            this: None,
            function: None,
            called_at: None,
            name: name.into(),
            returns: None,
            yields: None,
            exits: Vec::new(),
            border: None,
            outer: Vec::new(),
            conditions_at_entry: 0,
        }
    }
}

/// A rule of the vocabulary for a call, with the file it stands in.
pub(crate) type FoundRule<'p> = (&'p RuleFile, Room, &'p CallRule);

/// A shared tree.
pub(crate) type TreeRef = std::sync::Arc<Tree>;

/// The entry under evaluation.
#[derive(Clone)]
pub(crate) struct CurrentEntry {
    pub at: Location,
    pub kind: EntryKind,
    pub conditions: Vec<Condition>,
    pub trail: Vec<crate::bot::Step>,
    pub heuristics: u8,
}

/// A model call in the program text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Site {
    /// Where its answer goes out, and how sure that is.
    pub reply: Option<(Location, crate::bot::Confidence)>,
    /// Where the answer is approved by a person first.
    pub approved: Option<Location>,
    /// Whether the answer was compared with something: it may only pick a way.
    pub compared: bool,
    /// Whether the answer went to a log or a store.
    pub kept: bool,
    /// Whether it was read which function the model picked.
    pub picked: bool,
    /// Whether the answer's words were read.
    pub read: bool,
}

impl<'p> Engine<'p> {
    pub(crate) fn new(
        program: &'p Program<'p>,
        vocabulary: &'p Vocabulary,
        project: &'p [FileId],
    ) -> Self {
        Self {
            program,
            vocabulary,
            project,
            heap: Vec::new(),
            modules: FxHashMap::default(),
            frames: Vec::new(),
            conditions: Vec::new(),
            undecided: 0,
            entries: Vec::new(),
            entry_keys: FxHashSet::default(),
            pollers: Vec::new(),
            current: None,
            sites: Vec::new(),
            site_of: FxHashMap::default(),
            sightings: Vec::new(),
            system_prompts_elsewhere: Vec::new(),
            made_assistants: Vec::new(),
            channels_seen: FxHashSet::default(),
            payload_fields: FxHashSet::default(),
            entered: FxHashSet::default(),
            handed_out: Vec::new(),
            providers: Vec::new(),
            queues: FxHashMap::default(),
            methods_outside: FxHashMap::default(),
            injected: FxHashMap::default(),
            instances: FxHashMap::default(),
            hosted_answers: 0,
            messenger_entries: FxHashSet::default(),
            messenger_files: FxHashSet::default(),
            messenger_functions: FxHashSet::default(),
            replied_over_messenger: false,
            plain_replies: FxHashSet::default(),
            loops: 0,
            files_read: 0,
            rules: FxHashMap::default(),
            shared_names: FxHashMap::default(),
            bases_of: FxHashMap::default(),
            class_values: FxHashMap::default(),
            outside_fields: FxHashMap::default(),
            called_inside: FxHashSet::default(),
            globals: FxHashMap::default(),
            states: FxHashMap::default(),
            choosing: false,
            bound: FxHashMap::default(),
            hung: FxHashMap::default(),
            pending_border: None,
            script: None,
            call_results: FxHashMap::default(),
            function_fields: FxHashMap::default(),
            sent_out: Vec::new(),
            fuel: Fuel::default(),
            summaries: Summaries::default(),
            recording: false,
            _scopes: ScopeKeeper::new(),
        }
    }

    /// Takes one unit of fuel; `false` when there is none left.
    pub(crate) fn burn(&mut self) -> bool {
        self.fuel.burn()
    }

    /// The rules of the vocabulary for a call, best first.
    pub(crate) fn rules_for(
        &mut self,
        package: Option<&SmolStr>,
        path: &SmolStr,
    ) -> Rc<[FoundRule<'p>]> {
        let key = (package.cloned(), path.clone());
        if let Some(known) = self.rules.get(&key) {
            return Rc::clone(known);
        }
        let vocabulary: &'p Vocabulary = self.vocabulary;
        let found: Rc<[FoundRule<'p>]> =
            vocabulary.calls(package.map(SmolStr::as_str), path).into();
        self.rules.insert(key, Rc::clone(&found));
        found
    }

    pub(crate) fn frame(&self) -> &Frame {
        self.frames
            .last()
            .expect("evaluation always happens in a frame")
    }

    pub(crate) fn frame_mut(&mut self) -> &mut Frame {
        self.frames
            .last_mut()
            .expect("evaluation always happens in a frame")
    }

    pub(crate) fn tree(&self) -> TreeRef {
        TreeRef::clone(&self.frame().tree)
    }

    pub(crate) fn file(&self) -> FileId {
        self.frame().tree.file
    }

    pub(crate) fn here(&self, span: crate::workspace::Span) -> Location {
        Location::new(self.file(), span)
    }

    /// The number of the site at that place.
    pub(crate) fn site(&mut self, at: Location) -> u32 {
        if let Some(&site) = self.site_of.get(&at) {
            return site;
        }
        let site = self.sites.len() as u32;
        self.sites.push(Site::default());
        self.site_of.insert(at, site);
        site
    }
}
