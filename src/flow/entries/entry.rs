//! Entries: functions that are called with a message. They are registered while modules run, and looked at afterwards.

use std::rc::Rc;

use smol_str::SmolStr;

use crate::bot::{Step, StepKind};
use crate::flow::run::{Condition, CurrentEntry, ENTRIES, Engine, Frame};
use crate::flow::values::{ClassRef, Closure, Extern, Given, Taint, Value};
use crate::syntax::{ExprId, FunctionId, Pattern};
use crate::vocabulary::{Does, RuleFile, is_messenger};
use crate::workspace::{FileId, Location, Span};

/// What calls an entry, as it is shown in a trail.
const THE_PROGRAM: &str = "the program";

/// A function that is called with a message.
#[derive(Clone)]
pub(crate) struct Entry {
    pub function: Rc<Closure>,
    /// Where it was registered.
    pub at: Location,
    pub kind: EntryKind,
    pub channel: Option<SmolStr>,
    /// What the parameters are called; `*` before those that are the message's data.
    pub params: Vec<SmolStr>,
    pub package: Option<SmolStr>,
    pub returns_reply: bool,
    /// What had been asked when it was registered, and what it is narrowed to.
    pub conditions: Vec<Condition>,
    /// The steps that led to a registration inside another entry.
    pub trail: Vec<Step>,
    pub heuristics: u8,
    /// Whether only its name says that something calls it.
    pub by_name: bool,
}

/// How messages get to an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EntryKind {
    /// A messenger's library calls it.
    Message,
    /// A web server calls it; only a messenger's webhook is a bot.
    Web,
}

impl Entry {
    /// A function that is called with a message, of which nothing more is known.
    pub(crate) fn new(function: Rc<Closure>, at: Location, kind: EntryKind) -> Self {
        Entry {
            function,
            at,
            kind,
            channel: None,
            params: Vec::new(),
            package: None,
            returns_reply: false,
            conditions: Vec::new(),
            trail: Vec::new(),
            heuristics: 0,
            by_name: false,
        }
    }

    /// A function that a rule of that file has called with the messages of a channel.
    pub(crate) fn of_channel(
        function: Rc<Closure>,
        at: Location,
        channel: Option<SmolStr>,
        file: &RuleFile,
    ) -> Self {
        let kind = EntryKind::of(channel.as_deref());
        Entry {
            channel: channel.filter(|channel| is_messenger(channel)),
            package: file.packages.first().cloned(),
            ..Entry::new(function, at, kind)
        }
    }
}

impl EntryKind {
    /// How messages of that channel get to a handler.
    pub(crate) fn of(channel: Option<&str>) -> Self {
        if channel.is_none_or(is_messenger) {
            EntryKind::Message
        } else {
            EntryKind::Web
        }
    }
}

impl Engine<'_> {
    pub(crate) fn add_entry(&mut self, mut entry: Entry) {
        self.summaries.told();
        let key = (
            entry.function.file,
            entry.function.function,
            entry.kind == EntryKind::Web,
        );
        if self.entries.len() >= ENTRIES || !self.entry_keys.insert(key) {
            return;
        }
        if let Some(channel) = &entry.channel {
            self.see_channel(channel.clone());
        }
        if let Some(current) = &self.current {
            // Registered while a message is handled: the next message goes there.
            let mut conditions = current.conditions.clone();
            conditions.extend(entry.conditions);
            entry.conditions = conditions;
            entry.trail = current.trail.clone();
            entry.trail.push(Step {
                kind: StepKind::Border,
                at: entry.at,
                text: "the next message is taken here".into(),
            });
        }
        self.entries.push(entry);
    }

    /// Looks at every entry, those that register while others are looked at included.
    pub(crate) fn run_entries(&mut self) {
        self.run_pollers();
        let mut by_name = std::collections::VecDeque::new();
        let mut next = 0;
        loop {
            while next < self.entries.len() {
                let entry = self.entries[next].clone();
                if entry.by_name {
                    by_name.push_back(entry);
                } else {
                    self.run_entry(&entry);
                }
                next += 1;
            }
            let Some(entry) = by_name.pop_front() else {
                return;
            };
            if !self.is_called_inside(&entry) {
                self.run_entry(&entry);
            }
        }
    }

    /// What the program itself calls is no entry, whatever it is called: its own loader knows when.
    fn is_called_inside(&mut self, entry: &Entry) -> bool {
        let function = (entry.function.file, entry.function.function);
        if !self.recording && self.entered.contains(&function) {
            self.called_inside.insert(function);
        }
        self.called_inside.contains(&function)
    }

    pub(crate) fn run_entry(&mut self, entry: &Entry) {
        let Some(tree) = self.program.tree(entry.function.file) else {
            return;
        };
        let function = tree.function(entry.function.function);
        let place = Location::new(entry.function.file, function.name_span);
        self.begin(&tree, entry.function.function);
        let conditions = entry.conditions.clone();
        let mut trail = entry.trail.clone();
        let words = match entry.kind {
            EntryKind::Message => "a message comes in here",
            EntryKind::Web => "a message comes in here, over HTTP",
        };
        trail.push(Step {
            kind: StepKind::Entry,
            at: place,
            text: words.into(),
        });
        self.start_entry(CurrentEntry {
            at: place,
            kind: entry.kind,
            conditions,
            trail,
            heuristics: entry.heuristics,
        });
        let scope = entry.function.scope.clone();
        self.frames.push(Frame::new(tree, scope, THE_PROGRAM));
        let args = self.entry_args(entry);
        let result = self.invoke(&entry.function, args, None, entry.at);
        self.qualify(entry, place);
        if entry.returns_reply {
            self.reply_with(&result, place, crate::bot::Confidence::High);
        }
        self.frames.pop();
        self.end_entry();
    }

    /// Nothing is known of a message yet.
    pub(super) fn start_entry(&mut self, entry: CurrentEntry) {
        self.conditions.clear();
        self.undecided = 1;
        self.payload_fields.clear();
        self.hosted_answers = 0;
        self.replied_over_messenger = false;
        self.current = Some(entry);
    }

    /// What follows belongs to no message.
    pub(super) fn end_entry(&mut self) {
        self.current = None;
        self.undecided = 0;
        self.conditions.clear();
    }

    /// Fuel for a function and what it leads to.
    pub(crate) fn begin(&mut self, tree: &crate::syntax::Tree, id: FunctionId) {
        let function = tree.function(id);
        let at = Location::new(tree.file, function.name_span);
        self.fuel.begin(at, function.span.len());
        self.summaries.begin(self.heap.len());
    }

    /// Fuel for a module and what it leads to.
    pub(crate) fn begin_module(&mut self, file: FileId) {
        let text = self.program.workspace.read(file);
        let bytes = text.map_or(0, |source| source.text.len());
        self.fuel.begin(Location::new(file, Span::default()), bytes);
        self.summaries.begin(self.heap.len());
    }

    /// Whether the fields that were read are those of a messenger's message.
    pub(super) fn reads_message(&self) -> bool {
        self.vocabulary.files().iter().any(|(_, file)| {
            let all = |fields: &Vec<SmolStr>| {
                fields
                    .iter()
                    .all(|field| self.payload_fields.contains(field))
            };
            file.payload.iter().any(all)
        })
    }

    /// Notes whether the entry that just ran is surely a messenger's.
    pub(crate) fn qualify(&mut self, entry: &Entry, place: Location) {
        let workspace = self.program.workspace;
        let called = &entry.function;
        if entry.kind == EntryKind::Message
            || self.replied_over_messenger
            || self.reads_message()
            || self
                .messenger_functions
                .contains(&(called.file, called.function))
            || crate::flow::project::names_messenger(self.vocabulary, workspace.path(place.file))
        {
            self.messenger_entries.insert(place);
        } else if crate::flow::project::speaks_of_messenger(workspace, self.vocabulary, place.file)
        {
            self.messenger_files.insert(place);
        }
    }

    pub(crate) fn entry_args(&mut self, entry: &Entry) -> Vec<Given> {
        let Some(tree) = self.program.tree(entry.function.file) else {
            return Vec::new();
        };
        let function = tree.function(entry.function.function).clone();
        let has_receiver = tree.language.has_explicit_receiver()
            && function.class.is_some()
            && !function.is_static
            && entry.function.this.is_some();
        let params = function.params.iter().skip(usize::from(has_receiver));
        params
            .enumerate()
            .map(|(position, param)| {
                if let Some(value) = param.default.and_then(|default| self.injected_by(default)) {
                    return Given {
                        name: None,
                        value,
                        spread: false,
                    };
                }
                let own = match &param.pattern {
                    Pattern::Name(name, _) => name.clone(),
                    _ => "message".into(),
                };
                let role = entry.params.get(position);
                let (path, payload) = match role {
                    Some(role) if role.starts_with('*') => (SmolStr::from(&role[1..]), true),
                    Some(role) => (role.clone(), false),
                    None => (own, entry.params.is_empty() || param.default.is_some()),
                };
                let external = Extern {
                    package: entry.package.clone(),
                    path,
                    taint: if payload { Taint::USER } else { Taint::NONE },
                    payload,
                    ..Extern::nameless("message")
                };
                Given {
                    name: None,
                    value: Value::Extern(Rc::new(external)),
                    spread: false,
                }
            })
            .collect()
    }

    pub(crate) fn see_channel(&mut self, channel: SmolStr) {
        if is_messenger(&channel) {
            self.channels_seen.insert(channel);
        }
    }

    /// Hands a value to the functions that take jobs of that name.
    pub(crate) fn enqueue(&mut self, name: &str, args: Vec<Given>, at: Location) -> Value {
        let args: Vec<Given> = args.into_iter().map(|given| self.job_of(given)).collect();
        let mut result = Value::Null;
        for function in self.queues.get(name).cloned().unwrap_or_default() {
            self.pending_border = Some(format!("over the queue «{name}»"));
            result = self.call(&function, args.clone(), false, at);
        }
        result
    }

    /// What a queue hands on: the fields that were put in, and all of them again as the job's data.
    fn job_of(&mut self, given: Given) -> Given {
        let Value::Object(id) = given.value else {
            return given;
        };
        let crate::flow::values::ObjectKind::Record { fields, rest } = self.object(id) else {
            return given;
        };
        let (mut fields, rest) = (fields.clone(), rest.clone());
        for whole in &self.vocabulary.names().functions.job {
            if !fields.iter().any(|(name, _)| name == whole) {
                fields.push((whole.clone(), given.value.clone()));
            }
        }
        Given {
            value: self.new_record(fields, rest),
            ..given
        }
    }

    /// Something was sent to a channel, a subject or a stream of the program.
    pub(crate) fn deliver(&mut self, external: &Rc<Extern>, value: &Value) {
        self.summaries.wrote_outside();
        let key = external.path.clone();
        let stored = self
            .outside_fields
            .entry(format!("sent to {key}").into())
            .or_insert(Value::Null);
        *stored = match std::mem::replace(stored, Value::Null) {
            Value::Null => value.clone(),
            old => old.or(value.clone()),
        };
    }

    /// Functions that register handlers but that nothing called: run with nothing known.
    pub(crate) fn run_unreached(&mut self, file: FileId) {
        let Some(tree) = self.program.tree(file) else {
            return;
        };
        let registrations = self.registrations(&tree);
        if registrations.is_empty() {
            return;
        }
        for id in 0..tree.functions.len() as u32 {
            let id = FunctionId(id);
            let span = tree.function(id).span;
            let registers = registrations.iter().any(|&call| span.contains(call));
            let is_entry = [true, false]
                .iter()
                .any(|&web| self.entry_keys.contains(&(file, id, web)));
            if !registers || is_entry || self.entered.contains(&(file, id)) {
                continue;
            }
            let scope = self.module_scope(file);
            let function = tree.function(id);
            if let Some(class) = function.class {
                let class = Rc::new(ClassRef {
                    file,
                    class,
                    scope: scope.clone(),
                });
                let Some(instance) = self.shared_instance(&class) else {
                    continue;
                };
                self.run_alone(Rc::new(Closure {
                    file,
                    function: id,
                    scope,
                    this: Some(instance),
                }));
            } else {
                self.run_alone(Rc::new(Closure {
                    file,
                    function: id,
                    scope,
                    this: None,
                }));
            }
        }
    }

    /// Runs the functions that were only put into a library's records.
    pub(crate) fn run_handed_out(&mut self) {
        while let Some(closure) = self.handed_out.pop() {
            if !self.entered.contains(&(closure.file, closure.function)) {
                self.run_alone(closure);
            }
        }
    }

    pub(crate) fn run_alone(&mut self, closure: Rc<Closure>) {
        let Some(tree) = self.program.tree(closure.file) else {
            return;
        };
        let at = Location::new(closure.file, tree.function(closure.function).name_span);
        self.begin(&tree, closure.function);
        let scope = closure.scope.clone();
        self.frames.push(Frame::new(tree, scope, THE_PROGRAM));
        self.invoke(&closure, Vec::new(), None, at);
        self.frames.pop();
        self.conditions.clear();
    }

    /// The calls in a file that look like the registration of a handler.
    fn registrations(&self, tree: &crate::syntax::Tree) -> Vec<Span> {
        let is_registration = |expr: &&crate::syntax::Expr| match &expr.kind {
            crate::syntax::ExprKind::Call { callee, .. } => self.is_registration(tree, *callee),
            _ => false,
        };
        let calls = tree.exprs.iter().filter(is_registration);
        calls.map(|call| call.span).collect()
    }

    pub(crate) fn is_registration(&self, tree: &crate::syntax::Tree, callee: ExprId) -> bool {
        let Some(path) = written_path(tree, callee) else {
            return false;
        };
        self.vocabulary
            .calls(None, &path)
            .iter()
            .any(|(file, _, rule)| {
                matches!(
                    rule.does,
                    Does::Handle | Does::HandleCommand | Does::Receive
                ) && rule.channel.as_ref().or(file.channel.as_ref()).is_some()
            })
    }
}

/// A dotted way as it is written.
fn written_path(tree: &crate::syntax::Tree, mut expr: ExprId) -> Option<String> {
    use crate::syntax::ExprKind;
    let mut parts: Vec<SmolStr> = Vec::new();
    for _ in 0..12 {
        match &tree.expr(expr).kind {
            ExprKind::Member { object, name, .. } => {
                parts.push(name.clone());
                expr = *object;
            }
            ExprKind::Name(name) => {
                parts.push(name.clone());
                break;
            }
            ExprKind::This => {
                parts.push("this".into());
                break;
            }
            ExprKind::Call { callee, .. } => expr = *callee,
            _ => break,
        }
    }
    parts.reverse();
    (!parts.is_empty()).then(|| parts.join("."))
}
