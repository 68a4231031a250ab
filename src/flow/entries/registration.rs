//! Registering entries: by calls, decorators, base classes, exported names and fields on functions.

use crate::flow::entries::{Entry, EntryKind};
use crate::flow::run::call::extend;
use crate::flow::run::{Condition, Engine};
use crate::flow::values::{ClassRef, Closure, Extern, Given, How, Subject, Test, Value, constant};
use crate::syntax::ExprId;
use crate::vocabulary::{CallRule, Does, RuleFile, is_messenger};
use crate::workspace::{FileId, Location};
use smol_str::SmolStr;
use std::rc::Rc;

impl Engine<'_> {
    /// Registers the functions among the slots of a handler's registration.
    pub(crate) fn register(
        &mut self,
        file: &RuleFile,
        rule: &CallRule,
        args: &[Given],
        receiver: Option<&Value>,
        at: Location,
    ) {
        if !rule.events.is_empty() && !self.event_fits(rule, args, receiver) {
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
            self.note_address(args, &function);
            self.enter(file, rule, function, conditions.clone(), at);
        }
    }

    /// Remembers the functions that are served under an address that names a messenger: `app.post("/webhook", …)`.
    fn note_address(&mut self, args: &[Given], function: &Closure) {
        let addresses = args.iter().filter_map(|given| constant(&given.value));
        let mut served = addresses.filter(|address| address.starts_with('/'));
        if served.any(|address| crate::flow::project::names_messenger(self.vocabulary, &address)) {
            self.messenger_functions
                .insert((function.file, function.function));
        }
    }

    /// Plugin bots register commands by a function of their own (`bot({ pattern }, fn)`) that only keeps them in a list.
    pub(crate) fn register_by_name(
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

    pub(crate) fn enter(
        &mut self,
        file: &RuleFile,
        rule: &CallRule,
        function: Rc<Closure>,
        narrowing: Vec<Condition>,
        at: Location,
    ) {
        let channel = rule.channel.clone().or_else(|| file.channel.clone());
        let mut conditions = self.conditions.clone();
        conditions.extend(narrowing);
        self.add_entry(Entry {
            params: rule.params.clone(),
            returns_reply: rule.returns_reply,
            conditions,
            ..Entry::of_channel(function, at, channel, file)
        });
    }

    /// The words of a value; of a constant from outside (`Events.MessageCreate`) its last member.
    pub(crate) fn words_or_member(&self, value: &Value) -> Vec<SmolStr> {
        let mut words = self.words_in(value);
        for alternative in value.alternatives() {
            if let Value::Extern(external) = alternative {
                let made = external.built.and_then(|id| self.built(id));
                if made.is_none_or(|built| built.path != external.path) {
                    words.push(crate::flow::values::rope::last_member(&external.path));
                }
            }
        }
        words
    }

    /// What a handler is narrowed to by its registration: a command, a keyword, a pattern.
    pub(crate) fn narrowing(
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
        // A filter that is a test of its own: `filters.startswith("/gpt")`, `F.text == "menu"`.
        let mut how_asked = None;
        let tests = args
            .iter()
            .filter(|_| !given)
            .filter_map(|given| match &given.value {
                Value::Test(test) if !test.negated => test.asked.first(),
                _ => None,
            });
        if let Some(asked) = tests.into_iter().find(|asked| !asked.words.is_empty()) {
            given = true;
            how_asked = Some(asked.how);
            words.extend(asked.words.iter().cloned());
        }
        let is_command = rule.does == Does::HandleCommand;
        if !is_command && !given {
            return Vec::new();
        }
        let handlers = &self.vocabulary.names().handlers;
        let open = words.iter().any(|word| handlers.lets_all_through(word));
        if open || (!is_command && words.is_empty()) {
            return Vec::new();
        }
        let how = match how_asked {
            Some(how) if !is_command => how,
            _ if is_command => How::Prefix,
            _ => How::Pattern,
        };
        let words = if is_command {
            words.iter().map(|word| with_slash(word)).collect()
        } else {
            words
        };
        let test = Test {
            asked: vec![crate::flow::values::Asked {
                of: Subject::UserText,
                how,
                words,
            }],
            negated: false,
        };
        vec![Condition::new(at, Rc::new(test), true)]
    }

    /// The functions that a value is, or holds.
    pub(crate) fn functions_in(&mut self, value: &Value) -> Vec<Rc<Closure>> {
        let mut found = Vec::new();
        for alternative in value.alternatives() {
            match alternative {
                Value::Function(closure) => found.push(closure.clone()),
                Value::Object(id) => {
                    let id = *id;
                    for method in &self.vocabulary.names().functions.handler {
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
    pub(crate) fn decorate(&mut self, decorator: ExprId, function: Value) -> Value {
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
    pub(crate) fn register_decorated(
        &mut self,
        external: &Rc<Extern>,
        function: &Value,
        at: Location,
    ) {
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
                Does::Instruct => return self.instruct_by(on.as_ref(), external, function, at),
                _ => continue,
            };
            if !rule.events.is_empty() && !self.event_fits(rule, &args, on.as_ref()) {
                continue;
            }
            self.note_address(&args, closure);
            self.enter(file, rule, closure.clone(), narrowing, at);
            return;
        }
    }

    /// A decorated function gives the instructions of what its decorator belongs to.
    fn instruct_by(
        &mut self,
        on: Option<&Value>,
        external: &Rc<Extern>,
        function: &Value,
        at: Location,
    ) {
        let holder = on
            .and_then(|on| self.log_target(on))
            .or_else(|| external.built.filter(|&id| self.built(id).is_some()));
        let text = self.call(function, Vec::new(), false, at);
        if let Some(id) = holder {
            let given = Given {
                name: None,
                value: text,
                spread: false,
            };
            self.log_call(
                id,
                crate::flow::values::rope::last_member(&external.path),
                vec![given],
            );
        }
    }

    /// A class was declared: its methods may be called with messages.
    pub(crate) fn announce_class(&mut self, class: &Rc<ClassRef>) {
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
            if declared.decorators.is_empty() {
                self.announce_decorated_methods(class);
            }
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
                self.note_providers(&external);
                self.announce_methods(class, &external);
                self.announce_decorated_methods(class);
            }
        }
    }

    pub(crate) fn announce_methods(&mut self, class: &Rc<ClassRef>, base: &Rc<Extern>) {
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
                self.add_entry(Entry {
                    params: rule.params.clone(),
                    returns_reply: rule.returns_reply,
                    ..Entry::of_channel(closure, at, file.channel.clone(), file)
                });
            }
        }
    }

    /// Methods that carry a decorator of a route or command (`@Post()`, `@commands.command()`), on the instance that a
    /// container or loader makes.
    pub(crate) fn announce_decorated_methods(&mut self, class: &Rc<ClassRef>) {
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
    pub(crate) fn announce_function(
        &mut self,
        closure: &Rc<Closure>,
        name: &SmolStr,
        value: &Value,
    ) {
        let receiver = Value::Function(closure.clone());
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
        let own = vocabulary.names().handlers.own_fields.iter();
        let rules = own.flat_map(|handler| vocabulary.calls(None, &extend(handler, name)));
        for (file, _, rule) in rules {
            if matches!(rule.does, Does::Handle | Does::HandleCommand) {
                self.register(file, rule, &args, None, at);
                return;
            }
        }
    }

    /// Exported functions that a platform calls by convention.
    pub(crate) fn announce_exports(&mut self, file: FileId) {
        let path = self.program.workspace.path(file);
        let vocabulary = self.vocabulary;
        if vocabulary.names().files.is_page(path) {
            return;
        }
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
                    let is_plugin = channel.as_deref().is_some_and(is_messenger);
                    self.add_entry(Entry {
                        params: rule.params.clone(),
                        returns_reply: rule.returns_reply,
                        by_name: is_plugin,
                        ..Entry::of_channel(function, at, channel, from)
                    });
                }
            }
        }
    }

    pub(crate) fn exported_function(&mut self, file: FileId, name: &str) -> Option<Value> {
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

    /// A function that takes jobs from a queue: what is in them may be a message that a handler put there.
    pub(crate) fn register_consumer(&mut self, function: &Value, at: Location) {
        let Value::Function(closure) = function else {
            return;
        };
        self.add_entry(Entry {
            heuristics: 1,
            ..Entry::new(closure.clone(), at, EntryKind::Web)
        });
    }

    pub(crate) fn register_queue(
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
        self.summaries.told();
        for name in names {
            let functions = self.queues.entry(name).or_default();
            if functions.len() < 8 && !functions.iter().any(|known| matches!((known, &function), (Value::Function(a), Value::Function(b)) if a.file == b.file && a.function == b.function)) {
                functions.push(function.clone());
            }
        }
    }
}

fn with_slash(word: &str) -> SmolStr {
    if word.starts_with(|c: char| c.is_alphanumeric()) {
        format!("/{word}").into()
    } else {
        word.into()
    }
}
