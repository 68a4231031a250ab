//! Entries: functions that are called with a message. They are registered while modules run, and looked at afterwards.

use std::rc::Rc;

use smol_str::SmolStr;

use super::condition::Condition;
use super::engine::{CurrentEntry, ENTRIES, Engine, FUEL_PER_ENTRY, Frame};
use super::value::{
    ClassRef, Closure, Extern, Given, How, ObjectId, Subject, Taint, Test, Value, constant,
};
use crate::bot::{Step, StepKind};
use crate::syntax::{ExprId, FunctionId, Pattern};
use crate::vocabulary::{CallRule, Does, RuleFile};
use crate::workspace::{FileId, Location};

/// A function that is called with a message.
#[derive(Clone)]
pub(super) struct Entry {
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
}

/// How messages get to an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EntryKind {
    /// A messenger's library calls it.
    Message,
    /// A web server calls it; only a messenger's webhook is a bot.
    Web,
}

impl Engine<'_> {
    /// Registers the functions among the slots of a handler's registration.
    pub(super) fn register(
        &mut self,
        file: &RuleFile,
        rule: &CallRule,
        args: &[Given],
        receiver: Option<&Value>,
        at: Location,
    ) {
        if !rule.events.is_empty() && !self.names_event(rule, args, receiver) {
            return;
        }
        let mut functions = Vec::new();
        if rule.callback.is_empty() {
            for given in args {
                functions.extend(self.functions_in(&given.value));
            }
        }
        for slot in &rule.callback {
            for value in self.slot(slot, args, receiver) {
                functions.extend(self.functions_in(&value));
            }
        }
        let conditions = self.narrowing(rule, args, receiver, at);
        for function in functions {
            self.enter(file, rule, function, conditions.clone(), at);
        }
    }

    /// Plugin bots register commands by a function of their own (`bot({ pattern }, fn)`) that only keeps them in a list.
    pub(super) fn register_by_name(
        &mut self,
        name: &SmolStr,
        function: &Value,
        args: &[Given],
        at: Location,
    ) {
        let is_own = matches!(function, Value::Function(_));
        let has_callback = args
            .iter()
            .any(|given| matches!(given.value, Value::Function(_)));
        if !is_own || !has_callback {
            return;
        }
        let vocabulary = self.vocabulary;
        for (file, _, rule) in vocabulary.calls(None, name) {
            let names_words = rule
                .words
                .iter()
                .any(|slot| !self.slot(slot, args, None).is_empty());
            if rule.does == Does::HandleCommand && names_words {
                self.register(file, rule, args, None, at);
            }
        }
    }

    fn enter(
        &mut self,
        file: &RuleFile,
        rule: &CallRule,
        function: Rc<Closure>,
        narrowing: Vec<Condition>,
        at: Location,
    ) {
        let channel = rule.channel.clone().or_else(|| file.channel.clone());
        let kind = match channel.as_deref() {
            Some("web") => EntryKind::Web,
            _ => EntryKind::Message,
        };
        let mut conditions = self.conditions.clone();
        conditions.extend(narrowing);
        self.add_entry(Entry {
            function,
            at,
            kind,
            channel: channel.filter(|channel| channel != "web"),
            params: rule.params.clone(),
            package: file.packages.first().cloned(),
            returns_reply: rule.returns_reply,
            conditions,
            trail: Vec::new(),
            heuristics: 0,
        });
    }

    pub(super) fn add_entry(&mut self, mut entry: Entry) {
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

    fn names_event(&self, rule: &CallRule, args: &[Given], receiver: Option<&Value>) -> bool {
        let events: Vec<SmolStr> = match rule.id.first() {
            Some(slot) => self
                .slot(slot, args, receiver)
                .iter()
                .flat_map(|value| self.words_or_member(value))
                .collect(),
            None => args
                .first()
                .map(|given| self.words_or_member(&given.value))
                .unwrap_or_default(),
        };
        events.iter().any(|event| {
            rule.events.iter().any(|wanted| {
                wanted == event
                    || (wanted.ends_with('*') && event.starts_with(wanted.trim_end_matches('*')))
            })
        })
    }

    /// The words of a value; of a constant from outside (`Events.MessageCreate`) its last member.
    fn words_or_member(&self, value: &Value) -> Vec<SmolStr> {
        let mut words = self.words_in(value);
        for alternative in value.alternatives() {
            if let Value::Extern(external) = alternative {
                words.push(super::rope::last_member(&external.path));
            }
        }
        words
    }

    /// What a handler is narrowed to by its registration: a command, a keyword, a pattern.
    fn narrowing(
        &self,
        rule: &CallRule,
        args: &[Given],
        receiver: Option<&Value>,
        at: Location,
    ) -> Vec<Condition> {
        let mut words = Vec::new();
        let mut given = false;
        for slot in &rule.words {
            for value in self.slot(slot, args, receiver) {
                if matches!(value, Value::Null) {
                    continue;
                }
                given = true;
                words.extend(self.words_or_member(&value));
            }
        }
        let is_command = rule.does == Does::HandleCommand;
        if !is_command && !given {
            return Vec::new();
        }
        let open = words.iter().any(|word| is_catch_all(word));
        if open || (!is_command && words.is_empty()) {
            return Vec::new();
        }
        let how = if is_command {
            How::Prefix
        } else {
            How::Pattern
        };
        let words = if is_command {
            words.iter().map(|word| with_slash(word)).collect()
        } else {
            words
        };
        let test = Test {
            asked: vec![super::value::Asked {
                of: Subject::UserText,
                how,
                words,
            }],
            negated: false,
        };
        vec![Condition::new(at, Rc::new(test), true)]
    }

    /// The functions that a value is, or holds.
    pub(super) fn functions_in(&mut self, value: &Value) -> Vec<Rc<Closure>> {
        let mut found = Vec::new();
        for alternative in value.alternatives() {
            match alternative {
                Value::Function(closure) => found.push(closure.clone()),
                Value::Object(id) => {
                    let id = *id;
                    for method in ["__call__", "handle", "handler", "execute", "run", "call"] {
                        if let Some(Value::Function(closure)) = self
                            .instance_member(id, method)
                            .or_else(|| self.own_field(id, method))
                        {
                            found.push(closure);
                            break;
                        }
                    }
                    let list = self.items_of(alternative).0;
                    for item in list {
                        if let Value::Function(closure) = item {
                            found.push(closure);
                        }
                    }
                    if let Some(built) = self.built(id) {
                        let inner: Vec<Value> =
                            built.args.iter().map(|given| given.value.clone()).collect();
                        for value in inner {
                            if let Value::Function(closure) = value {
                                found.push(closure);
                            }
                        }
                    }
                }
                Value::Extern(external) => {
                    // A wrapped function: `wrap(fn)`, `partial(fn, x)`.
                    if let Some(built) = external.built.and_then(|id| self.built(id)) {
                        let inner: Vec<Value> =
                            built.args.iter().map(|given| given.value.clone()).collect();
                        for value in inner {
                            if let Value::Function(closure) = value {
                                found.push(closure);
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// Applies a decorator: it may register the function, and it yields what the name then holds.
    pub(super) fn decorate(&mut self, decorator: ExprId, function: Value) -> Value {
        let tree = self.tree();
        let at = self.here(tree.expr(decorator).span);
        let value = self.eval(decorator);
        for alternative in value.alternatives() {
            match alternative {
                Value::Function(closure) => {
                    // A decorator of the program hands back a wrapper; the decorated function is what matters.
                    let given = vec![Given {
                        name: None,
                        value: function.clone(),
                        spread: false,
                    }];
                    self.invoke(closure, given, None, at);
                }
                Value::Extern(external) => self.register_decorated(external, &function, at),
                _ => {}
            }
        }
        function
    }

    /// `@app.post("/webhook")`, `@bot.message_handler(commands=["ask"])`: a call that yields the decorator.
    fn register_decorated(&mut self, external: &Rc<Extern>, function: &Value, at: Location) {
        let Value::Function(closure) = function else {
            return;
        };
        let (args, on, path, package) = match external.built.and_then(|id| self.built(id)) {
            Some(built) if built.path == external.path => (
                built.args.clone(),
                built.on.clone(),
                built.path.clone(),
                built.package.clone(),
            ),
            _ => (
                Vec::new(),
                None,
                external.path.clone(),
                external.package.clone(),
            ),
        };
        let vocabulary = self.vocabulary;
        for (file, _, rule) in vocabulary.calls(package.as_deref(), &path) {
            let narrowing = match rule.does {
                Does::Handle | Does::HandleCommand => self.narrowing(rule, &args, on.as_ref(), at),
                Does::Dequeue => {
                    self.register_queue(rule, &args, on.as_ref(), function.clone());
                    return;
                }
                _ => continue,
            };
            if !rule.events.is_empty() && !self.names_event(rule, &args, on.as_ref()) {
                continue;
            }
            self.enter(file, rule, closure.clone(), narrowing, at);
            return;
        }
    }

    /// A class was declared: its methods may be called with messages.
    pub(super) fn announce_class(&mut self, class: &Rc<ClassRef>) {
        let Some(tree) = self.program.tree(class.file) else {
            return;
        };
        let declared = tree.class(class.class);
        if declared.bases.is_empty() && declared.decorators.is_empty() {
            return;
        }
        self.bases(class);
        if let Some(base) = self.outside_base(class) {
            self.announce_methods(class, &base);
        }
        let decorators = declared.decorators.clone();
        let marks: Vec<Value> = self.within_class(class, None, |engine| {
            decorators
                .into_iter()
                .map(|decorator| engine.eval(decorator))
                .collect()
        });
        for mark in marks {
            if let Value::Extern(external) = mark {
                self.announce_methods(class, &external);
                self.announce_decorated_methods(class);
            }
        }
    }

    fn announce_methods(&mut self, class: &Rc<ClassRef>, base: &Rc<Extern>) {
        let vocabulary = self.vocabulary;
        let rules: Vec<_> = vocabulary
            .classes(base.package.as_deref(), &base.path)
            .collect();
        for (file, rule) in rules {
            let Some(instance) = self.shared_instance(class) else {
                continue;
            };
            for method in &rule.method {
                let Some(Value::Function(closure)) =
                    self.class_member(class, method, Some(instance.clone()))
                else {
                    continue;
                };
                let at = self.value_place(&Value::Function(closure.clone()));
                let channel = file.channel.clone();
                self.add_entry(Entry {
                    function: closure,
                    at,
                    kind: if channel.as_deref() == Some("web") {
                        EntryKind::Web
                    } else {
                        EntryKind::Message
                    },
                    channel: channel.filter(|channel| channel != "web"),
                    params: rule.params.clone(),
                    package: file.packages.first().cloned(),
                    returns_reply: rule.returns_reply,
                    conditions: Vec::new(),
                    trail: Vec::new(),
                    heuristics: 0,
                });
            }
        }
    }

    /// Methods that carry a route's decorator (`@Post()`), on the instance that a container makes.
    fn announce_decorated_methods(&mut self, class: &Rc<ClassRef>) {
        let Some(tree) = self.program.tree(class.file) else {
            return;
        };
        let methods = tree.class(class.class).methods.clone();
        for method in methods {
            let decorators = tree.function(method).decorators.clone();
            if decorators.is_empty() {
                continue;
            }
            let Some(instance) = self.shared_instance(class) else {
                return;
            };
            let function = Value::Function(Rc::new(Closure {
                file: class.file,
                function: method,
                scope: class.scope.clone(),
                this: Some(instance),
            }));
            self.within_class(class, None, |engine| {
                for decorator in decorators {
                    engine.decorate(decorator, function.clone());
                }
            });
        }
    }

    /// A field was put on a function (`handler.command = ["ai"]`): plugin loaders call it for that command.
    pub(super) fn announce_function(
        &mut self,
        closure: &Rc<Closure>,
        name: &SmolStr,
        value: &Value,
    ) {
        let receiver = Value::Function(closure.clone());
        let external = Extern::nameless(format!("handler.{name}"));
        let at = self.value_place(&receiver);
        let args = vec![
            Given {
                name: None,
                value: value.clone(),
                spread: false,
            },
            Given {
                name: None,
                value: receiver.clone(),
                spread: false,
            },
        ];
        let vocabulary = self.vocabulary;
        for (file, _, rule) in vocabulary.calls(None, &external.path) {
            if matches!(rule.does, Does::Handle | Does::HandleCommand) {
                self.register(file, rule, &args, None, at);
                return;
            }
        }
    }

    /// Exported functions that a platform calls by convention.
    pub(super) fn announce_exports(&mut self, file: FileId) {
        let path = self.program.workspace.path(file);
        if path.ends_with('x') {
            // Components of a page (.tsx, .jsx) are called by the browser.
            return;
        }
        let vocabulary = self.vocabulary;
        let rules: Vec<_> = vocabulary.exports(path).collect();
        for (from, rule) in rules {
            for name in &rule.name {
                let Some(value) = self.exported_function(file, name) else {
                    continue;
                };
                for function in self.functions_in(&value) {
                    if self.program.tree(function.file).is_none() {
                        continue;
                    }
                    let at = self.value_place(&Value::Function(function.clone()));
                    let channel = from.channel.clone();
                    self.add_entry(Entry {
                        function,
                        at,
                        kind: if channel.as_deref() == Some("web") {
                            EntryKind::Web
                        } else {
                            EntryKind::Message
                        },
                        channel: channel.filter(|channel| channel != "web"),
                        params: rule.params.clone(),
                        package: from.packages.first().cloned(),
                        returns_reply: rule.returns_reply,
                        conditions: Vec::new(),
                        trail: Vec::new(),
                        heuristics: 0,
                    });
                }
            }
        }
    }

    fn exported_function(&mut self, file: FileId, name: &str) -> Option<Value> {
        let (first, rest) = name.split_once('.').unwrap_or((name, ""));
        let mut value = self.export(file, first)?;
        for part in rest.split('.').filter(|part| !part.is_empty()) {
            value = self.member(&value, &part.into(), crate::workspace::Span::default());
        }
        let callable = value
            .alternatives()
            .iter()
            .any(|value| matches!(value, Value::Function(_) | Value::Object(_)));
        callable.then_some(value)
    }

    /// Looks at every entry, those that register while others are looked at included.
    pub(super) fn run_entries(&mut self) {
        let mut next = 0;
        while next < self.entries.len() {
            let entry = self.entries[next].clone();
            next += 1;
            self.run_entry(&entry);
        }
    }

    fn run_entry(&mut self, entry: &Entry) {
        let Some(tree) = self.program.tree(entry.function.file) else {
            return;
        };
        let function = tree.function(entry.function.function);
        let name = function
            .name
            .clone()
            .unwrap_or_else(|| "the handler".into());
        let place = Location::new(entry.function.file, function.name_span);
        self.fuel = FUEL_PER_ENTRY;
        self.conditions.clear();
        self.undecided = 1;
        self.payload_fields.clear();
        self.hosted_answers = 0;
        self.replied_over_messenger = false;
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
        self.current = Some(CurrentEntry {
            at: place,
            name,
            kind: entry.kind,
            channel: entry.channel.clone(),
            returns_reply: entry.returns_reply,
            conditions,
            trail,
            heuristics: entry.heuristics,
        });
        let scope = entry.function.scope.clone();
        self.frames.push(Frame {
            tree,
            scope,
            this: None,
            class: None,
            function: None,
            called_at: None,
            name: "the program".into(),
            returns: None,
            yields: None,
            exits: Vec::new(),
            border: None,
            outer: Vec::new(),
            conditions_at_entry: 0,
        });
        let args = self.entry_args(entry);
        let result = self.invoke(&entry.function, args, None, entry.at);
        self.qualify(entry, place);
        if entry.returns_reply {
            self.reply_with(&result, place, crate::bot::Confidence::High);
        }
        self.frames.pop();
        self.current = None;
        self.undecided = 0;
        self.conditions.clear();
    }

    /// Notes whether the entry that just ran is surely a messenger's.
    fn qualify(&mut self, entry: &Entry, place: Location) {
        let reads_message = self.vocabulary.files().iter().any(|(_, file)| {
            let all = |fields: &Vec<SmolStr>| {
                fields
                    .iter()
                    .all(|field| self.payload_fields.contains(field))
            };
            file.payload.iter().any(all)
        });
        if entry.kind == EntryKind::Message
            || self.replied_over_messenger
            || reads_message
            || super::project::speaks_of_messenger(
                self.program.workspace,
                self.vocabulary,
                place.file,
            )
        {
            self.messenger_entries.insert(place);
        }
    }

    fn entry_args(&mut self, entry: &Entry) -> Vec<Given> {
        let Some(tree) = self.program.tree(entry.function.file) else {
            return Vec::new();
        };
        let function = tree.function(entry.function.function);
        let has_receiver = tree.language.has_explicit_receiver()
            && function.class.is_some()
            && !function.is_static
            && entry.function.this.is_some();
        let params = function.params.iter().skip(usize::from(has_receiver));
        params
            .enumerate()
            .map(|(position, param)| {
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

    pub(super) fn see_channel(&mut self, channel: SmolStr) {
        if channel != "web" {
            self.channels_seen.insert(channel);
        }
    }

    /// A function that takes jobs from a queue: what is in them may be a message that a handler put there.
    pub(super) fn register_consumer(&mut self, function: &Value, at: Location) {
        let Value::Function(closure) = function else {
            return;
        };
        self.add_entry(Entry {
            function: closure.clone(),
            at,
            kind: EntryKind::Web,
            channel: None,
            params: Vec::new(),
            package: None,
            returns_reply: false,
            conditions: Vec::new(),
            trail: Vec::new(),
            heuristics: 1,
        });
    }

    pub(super) fn register_queue(
        &mut self,
        rule: &CallRule,
        args: &[Given],
        receiver: Option<&Value>,
        function: Value,
    ) {
        let names: Vec<SmolStr> = rule
            .id
            .iter()
            .flat_map(|slot| self.slot(slot, args, receiver))
            .filter_map(|value| constant(&value))
            .collect();
        for name in names {
            let functions = self.queues.entry(name).or_default();
            if functions.len() < 8 && !functions.iter().any(|known| matches!((known, &function), (Value::Function(a), Value::Function(b)) if a.file == b.file && a.function == b.function)) {
                functions.push(function.clone());
            }
        }
    }

    /// Hands a value to the functions that take jobs of that name.
    pub(super) fn enqueue(&mut self, name: &str, args: Vec<Given>, at: Location) -> Value {
        let mut result = Value::Null;
        for function in self.queues.get(name).cloned().unwrap_or_default() {
            self.pending_border = Some(format!("over the queue «{name}»"));
            result = self.call(&function, args.clone(), false, at);
        }
        result
    }

    /// Something was sent to a channel, a subject or a stream of the program.
    pub(super) fn deliver(&mut self, external: &Rc<Extern>, value: &Value) {
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
    pub(super) fn run_unreached(&mut self, file: FileId) {
        let Some(tree) = self.program.tree(file) else {
            return;
        };
        for id in 0..tree.functions.len() as u32 {
            let id = FunctionId(id);
            if self.entered.contains(&(file, id)) || !self.registers_handlers(&tree, id) {
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

    fn run_alone(&mut self, closure: Rc<Closure>) {
        let Some(tree) = self.program.tree(closure.file) else {
            return;
        };
        let at = Location::new(closure.file, tree.function(closure.function).name_span);
        self.fuel = FUEL_PER_ENTRY;
        self.frames.push(Frame {
            tree,
            scope: closure.scope.clone(),
            this: None,
            class: None,
            function: None,
            called_at: None,
            name: "the program".into(),
            returns: None,
            yields: None,
            exits: Vec::new(),
            border: None,
            outer: Vec::new(),
            conditions_at_entry: 0,
        });
        self.invoke(&closure, Vec::new(), None, at);
        self.frames.pop();
        self.conditions.clear();
    }

    /// Whether a call in the function looks like the registration of a handler.
    fn registers_handlers(&self, tree: &crate::syntax::Tree, id: FunctionId) -> bool {
        let span = tree.function(id).span;
        tree.exprs.iter().any(|expr| {
            span.contains(expr.span)
                && match &expr.kind {
                    crate::syntax::ExprKind::Call { callee, .. } => {
                        self.is_registration(tree, *callee)
                    }
                    _ => false,
                }
        })
    }

    fn is_registration(&self, tree: &crate::syntax::Tree, callee: ExprId) -> bool {
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
                ) && file.channel.is_some()
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

/// Patterns that let every text through.
fn is_catch_all(word: &str) -> bool {
    let word = word
        .trim_matches(['/', '^', '$', ' '])
        .trim_end_matches("/i")
        .trim_end_matches("/s");
    matches!(
        word,
        "" | "*"
            | ".*"
            | "(.*)"
            | "(.+)"
            | ".+"
            | "."
            | "[\\s\\S]*"
            | "([\\s\\S]+)"
            | "[\\s\\S]+"
            | "([\\s\\S]*)"
            | "ALL"
            | "TEXT"
            | "text"
            | "WELCOME"
            | "message"
            | "COMMAND"
    )
}

fn with_slash(word: &str) -> SmolStr {
    if word.starts_with(|c: char| c.is_alphanumeric()) {
        format!("/{word}").into()
    } else {
        word.into()
    }
}
