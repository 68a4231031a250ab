//! Members: what reading and writing one means for every sort of value.

use crate::flow::run::Engine;
use crate::flow::run::call::extend;
use crate::flow::values::one_of::OneOf;
use crate::flow::values::rope::last_member;
use crate::flow::values::{
    Asked, Closure, Extern, Given, How, ObjectId, ObjectKind, Subject, Test, Value,
};
use crate::workspace::{FileId, Location, Span};
use smol_str::SmolStr;
use std::rc::Rc;

impl Engine<'_> {
    /// The value of a member.
    pub(crate) fn member(&mut self, object: &Value, name: &SmolStr, name_span: Span) -> Value {
        let mut result = OneOf::default();
        for alternative in object.alternatives() {
            let value = self.member_of(alternative, name, name_span);
            result.add(value);
        }
        result.finish().unwrap_or(Value::Null)
    }

    pub(crate) fn member_of(&mut self, object: &Value, name: &SmolStr, _name_span: Span) -> Value {
        match object {
            Value::Object(id) => {
                let id = *id;
                if let Some(given) = self.spread_part(id, name) {
                    return given;
                }
                if let Some(own) = self.own_field(id, name) {
                    return own;
                }
                match self.object(id) {
                    ObjectKind::Record { .. } => Value::Null,
                    ObjectKind::List { .. } => self.list_member(id, name),
                    ObjectKind::Instance { .. } => match self.instance_member(id, name) {
                        Some(value) => value,
                        None => match self.gathered(id, name) {
                            Some(value) => value,
                            None => {
                                let external = self.method_path(id, name);
                                Value::Extern(Rc::new(external))
                            }
                        },
                    },
                    ObjectKind::Built(_) => {
                        let external = self.method_path(id, name);
                        self.with_member_meaning(external)
                    }
                }
            }
            Value::Class(class) => match self.class_member(class, name, None) {
                Some(value) => value,
                None => Value::Extern(Rc::new(self.class_extern(class, name))),
            },
            Value::Module(file) => self.export(*file, name).unwrap_or(Value::Null),
            Value::Package(folder) => self.package_member(&folder.clone(), name),
            Value::Extern(external) => self.extern_member(external, name),
            Value::Function(closure) => {
                let closure = closure.clone();
                match self.function_field(&closure, name) {
                    Some(value) => value,
                    None if self.vocabulary.names().functions.prototype.contains(name) => {
                        self.new_prototype(&closure, name)
                    }
                    None => self.unknown(name.clone()),
                }
            }
            Value::Text(_) => {
                let taint = self.taint_of(object);
                if self.counts(name) {
                    return Value::Extern(Rc::new(Extern {
                        taint,
                        ..Extern::nameless(name.clone())
                    }));
                }
                object.clone()
            }
            Value::Test(test) => Self::matched_part(test).unwrap_or(Value::Null),
            _ => Value::Null,
        }
    }

    /// Whether a member of a text or list counts what is in it.
    fn counts(&self, name: &SmolStr) -> bool {
        self.vocabulary.names().functions.count.contains(name)
    }

    pub(crate) fn list_member(&mut self, id: ObjectId, name: &SmolStr) -> Value {
        if self.counts(name) {
            return self.unknown(name.clone());
        }
        let (_, rest) = self.items_of(&Value::Object(id));
        match rest {
            Some(rest @ Value::Extern(_)) => self.member(&rest, name, Span::default()),
            _ => Value::Null,
        }
    }

    pub(crate) fn extern_member(&mut self, external: &Rc<Extern>, name: &SmolStr) -> Value {
        if let Some(id) = external.built
            && let Some(own) = self.own_field(id, name)
        {
            return own;
        }
        if let Some(written) = self.written_input(external, name) {
            return written;
        }
        if let Some(declared) = self.declared_setting(external, name) {
            return declared;
        }
        if let Some(known) = self.global_field(external, name) {
            return known;
        }
        if let Some(hanging) = self.hanging(external, name) {
            return hanging;
        }
        let mut member = Extern {
            path: extend(&external.path, name),
            ..(**external).clone()
        };
        if self.is_within_message(external, name) {
            member.payload = true;
            member.taint.user = true;
            member.reason = crate::bot::HoleReason::UserText;
        }
        if external.payload {
            self.payload_fields.insert(name.clone());
            let picked = &self.vocabulary.lists().picked_fields;
            let is_picked = picked.contains(&last_member(&external.path));
            if self.vocabulary.is_metadata(name) && !is_picked {
                member.payload = false;
                member.taint.user = false;
                member.reason = crate::bot::HoleReason::Data;
            }
        }
        if member.taint.answers != 0 {
            self.note_read(member.taint, name);
            if self.vocabulary.is_not_words(name) {
                member.taint.answers = 0;
            }
        }
        self.with_member_meaning(member)
    }

    /// The words of what stands beside the words in a message's data: of its event, of a quoted message.
    fn is_within_message(&self, external: &Extern, name: &SmolStr) -> bool {
        external.reason == crate::bot::HoleReason::Data
            && !external.payload
            && self.vocabulary.lists().message_words.contains(name)
    }

    /// A setting of a framework that the project's settings module declares.
    fn declared_setting(&mut self, external: &Extern, name: &str) -> Option<Value> {
        let vocabulary = self.vocabulary;
        let (_, rule) = vocabulary.member(external.package.as_deref(), &external.path)?;
        if rule.does != crate::vocabulary::Does::Settings {
            return None;
        }
        let ends = &vocabulary.names().files.settings;
        let project = self.project;
        let declares = |file: &&FileId| {
            let path = format!("/{}", self.program.workspace.path(**file));
            ends.iter().any(|end| path.ends_with(end.as_str()))
        };
        let files: Vec<FileId> = project.iter().filter(declares).copied().collect();
        files.into_iter().find_map(|file| self.export(file, name))
    }

    /// A field of an answer is read: its words, or which function the model picked.
    fn note_read(&mut self, taint: crate::flow::values::Taint, name: &SmolStr) {
        let lists = self.vocabulary.lists();
        let (picks, words) = (
            lists.pick_fields.contains(name),
            lists.word_fields.contains(name),
        );
        if !picks && !words {
            return;
        }
        for site in taint.sites(self.sites.len()) {
            self.sites[site].picked |= picks;
            self.sites[site].read |= words;
        }
    }

    pub(crate) fn write_member(&mut self, object: &Value, name: &SmolStr, value: Value) {
        for alternative in object.alternatives() {
            match alternative {
                Value::Object(id) => {
                    if name.parse::<usize>().is_ok()
                        && matches!(self.object(*id), ObjectKind::List { .. })
                    {
                        self.append(*id, value.clone());
                        continue;
                    }
                    self.set_field(*id, name.clone(), value.clone());
                }
                Value::Class(class) => {
                    self.summaries.wrote_outside();
                    self.class_values
                        .insert((class.file, class.class.0, name.clone()), value.clone());
                }
                Value::Module(file) => {
                    let scope = self.module_scope(*file);
                    self.summaries.wrote_outside();
                    scope.set(name.clone(), value.clone());
                }
                Value::Function(closure) => {
                    self.summaries.wrote_outside();
                    let fields = self
                        .function_fields
                        .entry((closure.file, closure.function))
                        .or_default();
                    fields.push((name.clone(), value.clone()));
                    let closure = closure.clone();
                    self.announce_function(&closure, name, &value);
                }
                Value::Extern(external) => self.write_outside(external, name, value.clone()),
                _ => {}
            }
        }
    }

    pub(crate) fn write_outside(&mut self, external: &Rc<Extern>, name: &SmolStr, value: Value) {
        self.hang(external, name, &value);
        self.write_global_field(external, name, &value);
        if let Some(id) = external.built {
            self.set_field(id, name.clone(), value.clone());
        } else {
            let key = extend(&external.path, name);
            self.summaries.wrote_outside();
            self.outside_fields.insert(key, value.clone());
        }
        if let Value::Function(_) = &value {
            // `whatsapp.on.message = handler` registers as a call would.
            let path = extend(&external.path, name);
            let setter = Extern {
                path,
                ..(**external).clone()
            };
            let at = self.value_place(&value);
            let receiver = Value::Extern(external.clone());
            self.call_extern(
                &setter,
                Some(&receiver),
                vec![Given {
                    name: None,
                    value,
                    spread: false,
                }],
                at,
            );
        }
    }

    /// Writes under a key that is not known.
    pub(crate) fn write_any(&mut self, object: &Value, value: Value) {
        for alternative in object.alternatives() {
            match alternative {
                Value::Object(id) => self.set_any(*id, value.clone()),
                Value::Extern(_) => self.note_stored(&value),
                _ => {}
            }
        }
    }

    pub(crate) fn function_field(&self, closure: &Closure, name: &str) -> Option<Value> {
        let fields = self
            .function_fields
            .get(&(closure.file, closure.function))?;
        fields
            .iter()
            .rev()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.clone())
    }

    /// An object for what a function's objects have in common, which is then written into.
    fn new_prototype(&mut self, closure: &Closure, name: &SmolStr) -> Value {
        let made = self.new_record(Vec::new(), None);
        self.summaries.wrote_outside();
        let key = (closure.file, closure.function);
        let fields = self.function_fields.entry(key).or_default();
        fields.push((name.clone(), made.clone()));
        made
    }

    /// Where a function value is written.
    pub(crate) fn value_place(&self, value: &Value) -> Location {
        match value {
            Value::Function(closure) => match self.program.tree(closure.file) {
                Some(tree) => {
                    Location::new(closure.file, tree.function(closure.function).name_span)
                }
                None => self.here(Span::default()),
            },
            _ => self.here(Span::default()),
        }
    }

    pub(crate) fn heap_place(&self, _id: ObjectId) -> Location {
        self.here(Span::default())
    }

    /// The outcome of a test that nobody can read.
    pub(crate) fn opaque_test(&self, of: Subject) -> Value {
        Value::Test(Rc::new(Test {
            asked: vec![Asked {
                of,
                how: How::Opaque,
                words: Vec::new(),
            }],
            negated: false,
        }))
    }
}
