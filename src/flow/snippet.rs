//! Code that stands in a definition: run with the values that its platform puts there, to see which models it calls and
//! what it gives back.

use std::rc::Rc;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::bot::{Confidence, HoleReason};
use crate::flow::entries::EntryKind;
use crate::flow::models::route::{model_call, plain_trigger};
use crate::flow::run::call::extend;
use crate::flow::run::{CurrentEntry, Engine, Frame, trigger_of};
use crate::flow::values::rope::{last_member, reason_of};
use crate::flow::values::{
    ClassRef, Closure, Extern, Given, Hole, ObjectId, ObjectKind, Part, Rope, Scope, Taint, Value,
    constant,
};
use crate::platform::{
    HIDDEN_DOT, SnippetCall, SnippetEffect, SnippetInput, SnippetPiece, SnippetValue, is_input,
};
use crate::syntax::{self, ClassId, Function, FunctionId, Language, Tree};
use crate::workspace::{FileId, Location, SourceText};

/// The package of what a platform puts into a piece of code.
pub(crate) const GIVEN: &str = "what the platform gives";
/// How deep a value that is given back is looked into.
const DEPTH: usize = 8;
/// How many values of one that is given back are looked at.
const VALUES: usize = 400;

/// A piece of code as one function without parameters.
pub(crate) fn body(code: &SourceText, language: Language) -> Tree {
    let mut tree = syntax::lower_embedded(code, language);
    let body = std::mem::take(&mut tree.body);
    tree.functions
        .push(Function::closure(code.span, code.span, body));
    tree
}

impl Engine<'_> {
    /// What the code of [`body`] in that file does.
    pub(crate) fn effect_of_body(
        &mut self,
        file: FileId,
        inputs: &[SnippetInput],
    ) -> SnippetEffect {
        let Some(tree) = self.program.tree(file) else {
            return SnippetEffect::default();
        };
        let scope = Scope::root(file);
        for input in inputs {
            scope.set(input.name.clone(), given(input));
        }
        let last = FunctionId(tree.functions.len() as u32 - 1);
        let function = Closure {
            file,
            function: last,
            scope,
            this: None,
        };
        self.effect(Rc::new(function), Vec::new(), inputs)
    }

    /// What a function that a file gives out does with those arguments.
    pub(crate) fn effect_of_function(
        &mut self,
        file: FileId,
        name: &str,
        inputs: &[SnippetInput],
    ) -> SnippetEffect {
        self.begin_module(file);
        let found = self
            .export(file, name)
            .or_else(|| self.export(file, syntax::DEFAULT_EXPORT));
        let functions = found.as_ref().map_or(&[][..], Value::alternatives);
        let function = functions.iter().find_map(|value| match value {
            Value::Function(function) => Some(Rc::clone(function)),
            _ => None,
        });
        let Some(function) = function else {
            return SnippetEffect::default();
        };
        let args = inputs.iter().map(|input| Given {
            name: None,
            value: given(input),
            spread: false,
        });
        self.effect(function, args.collect(), inputs)
    }

    /// What a function or method that the embedded code of a file defines does.
    pub(crate) fn effect_of_defined(
        &mut self,
        file: FileId,
        name: &str,
        inputs: &[SnippetInput],
        by_name: bool,
    ) -> SnippetEffect {
        let scope = self.module_scope(file);
        self.begin_module(file);
        let local = scope.get(&SmolStr::new(name));
        let found = local.or_else(|| self.export(file, name));
        if let Some(Value::Function(function)) = found {
            let args = inputs.iter().map(|input| Given {
                name: by_name.then(|| input.name.clone()),
                value: given(input),
                spread: false,
            });
            return self.effect(function, args.collect(), inputs);
        }
        match self.method_defined(file, scope, name, inputs) {
            Some(method) => self.effect(method, Vec::new(), inputs),
            None => SnippetEffect::default(),
        }
    }

    /// The method of that name of a class in a file, on an object whose fields are the inputs.
    fn method_defined(
        &mut self,
        file: FileId,
        scope: Scope,
        name: &str,
        inputs: &[SnippetInput],
    ) -> Option<Rc<Closure>> {
        let count = self.program.tree(file)?.classes.len();
        (0..count).find_map(|at| {
            let class = Rc::new(ClassRef {
                file,
                class: ClassId(at as u32),
                scope: scope.clone(),
            });
            self.bases(&class);
            let instance = self.shared_instance(&class);
            if let Some(Value::Object(id)) = instance {
                for input in inputs {
                    self.set_field(id, input.name.clone(), given(input));
                }
            }
            match self.class_member(&class, name, instance)? {
                Value::Function(method) => Some(method),
                _ => None,
            }
        })
    }

    fn effect(
        &mut self,
        function: Rc<Closure>,
        args: Vec<Given>,
        inputs: &[SnippetInput],
    ) -> SnippetEffect {
        let Some(tree) = self.program.tree(function.file) else {
            return SnippetEffect::default();
        };
        let at = Location::new(function.file, tree.function(function.function).name_span);
        self.begin(&tree, function.function);
        self.undecided = 1;
        self.recording = true;
        self.current = Some(CurrentEntry {
            at,
            kind: EntryKind::Message,
            conditions: Vec::new(),
            trail: Vec::new(),
            heuristics: 0,
        });
        let scope = function.scope.clone();
        self.frames.push(Frame::new(tree, scope, "the definition"));
        let result = self.invoke(&function, args, None, at);
        let (calls, numbers) = self.calls_seen();
        let reading = Reading {
            engine: self,
            inputs,
            numbers,
            left: std::cell::Cell::new(VALUES),
        };
        let mut returns = vec![reading.value(&result, DEPTH)];
        if matches!(result, Value::Null) && !self.outside_fields.is_empty() {
            returns.extend(
                inputs
                    .iter()
                    .map(|input| reading.value(&given(input), DEPTH)),
            );
        }
        returns.retain(|value| *value != SnippetValue::Nothing);
        let returns = match returns.len() {
            0 => SnippetValue::Nothing,
            1 => returns.remove(0),
            _ => SnippetValue::OneOf(returns),
        };
        let sends = self.sent_out.iter();
        let sends = sends
            .map(|(value, at)| (reading.value(value, DEPTH), *at))
            .filter(|(value, _)| *value != SnippetValue::Nothing)
            .collect();
        self.frames.pop();
        self.current = None;
        SnippetEffect {
            calls,
            returns,
            sends,
        }
    }

    /// The calls that were seen, and the number of each call's site among them.
    fn calls_seen(&self) -> (Vec<SnippetCall>, FxHashMap<usize, usize>) {
        let mut calls: Vec<SnippetCall> = Vec::new();
        let mut numbers = FxHashMap::default();
        for sighting in &self.sightings {
            let site = sighting.site as usize;
            let prompts = self.prompts(sighting);
            if let Some(&number) = numbers.get(&site) {
                let call: &mut SnippetCall = &mut calls[number];
                let known = |text: &[crate::bot::Piece]| {
                    call.call.prompts.iter().any(|prompt| prompt.pieces == text)
                };
                let new: Vec<_> = prompts
                    .into_iter()
                    .filter(|one| !known(&one.pieces))
                    .collect();
                call.call.prompts.extend(new);
                call.takes_input |= sighting.has_user_text;
                continue;
            }
            numbers.insert(site, calls.len());
            let reply = self.sites[site].reply;
            let sent = reply.filter(|(_, sure)| *sure == Confidence::High);
            calls.push(SnippetCall {
                call: model_call(sighting, prompts, sent.map(|(at, _)| at)),
                trigger: trigger_of(&sighting.conditions, plain_trigger()),
                guards: self.guards_of(&sighting.conditions),
                takes_input: sighting.has_user_text,
                reply: sent.map(|(at, _)| at),
            });
        }
        (calls, numbers)
    }

    /// What a call on an input gives: the item that it names, or the input itself, in another form.
    pub(crate) fn given_part(&self, external: &Extern, args: &[Given], taint: Taint) -> Value {
        let named = args.first().and_then(|given| constant(&given.value));
        let last = last_member(&external.path);
        let names = &self.vocabulary.names().functions;
        let path = match named {
            Some(name) if names.input.contains(&last) => {
                let name = name.replace('.', HIDDEN_DOT.encode_utf8(&mut [0; 4]));
                extend(&external.path, &name)
            }
            _ if names.items.contains(&last) => external.path.clone(),
            _ => match external.path.rsplit_once('.') {
                Some((before, _)) => before.into(),
                None => external.path.clone(),
            },
        };
        Value::Extern(Rc::new(Extern {
            path,
            taint,
            ..external.clone()
        }))
    }

    /// What the code wrote into an input before.
    pub(crate) fn written_input(&self, external: &Extern, name: &str) -> Option<Value> {
        if external.package.as_deref() != Some(GIVEN) || self.outside_fields.is_empty() {
            return None;
        }
        self.outside_fields
            .get(&extend(&external.path, name))
            .cloned()
    }

    /// The field of an input that was spread into a record.
    pub(crate) fn spread_part(&mut self, id: ObjectId, name: &SmolStr) -> Option<Value> {
        let ObjectKind::Record { fields, rest } = self.object(id) else {
            return None;
        };
        if crate::flow::values::heap::find(fields, name).is_some() {
            return None;
        }
        let given = rest
            .as_ref()?
            .alternatives()
            .iter()
            .find_map(|value| match value {
                Value::Extern(external) if external.package.as_deref() == Some(GIVEN) => {
                    Some(Rc::clone(external))
                }
                _ => None,
            })?;
        Some(self.extern_member(&given, name))
    }
}

fn given(input: &SnippetInput) -> Value {
    let spoken = input.holds == HoleReason::UserText;
    Value::Extern(Rc::new(Extern {
        package: Some(GIVEN.into()),
        path: input.name.clone(),
        built: None,
        taint: if spoken { Taint::USER } else { Taint::NONE },
        payload: spoken,
        reason: input.holds,
        read_at: None,
    }))
}

/// Turns values into what a platform's reader sees.
struct Reading<'e, 'p> {
    engine: &'e Engine<'p>,
    inputs: &'e [SnippetInput],
    numbers: FxHashMap<usize, usize>,
    left: std::cell::Cell<usize>,
}

impl Reading<'_, '_> {
    fn value(&self, value: &Value, depth: usize) -> SnippetValue {
        let Some(left) = self.left.get().checked_sub(1) else {
            return SnippetValue::Nothing;
        };
        self.left.set(left);
        match value {
            Value::Text(rope) => SnippetValue::Text(self.pieces(rope)),
            Value::Union(values) => one_of(values.iter().map(|one| self.value(one, depth))),
            Value::Extern(external) => self.outside(external, depth),
            Value::Object(id) if depth > 0 => self.object(*id, depth - 1),
            _ => SnippetValue::Nothing,
        }
    }

    fn object(&self, id: ObjectId, depth: usize) -> SnippetValue {
        match self.engine.object(id) {
            ObjectKind::Record { fields, rest } => SnippetValue::Record {
                fields: self.fields(fields, depth),
                rest: rest.iter().map(|rest| self.value(rest, depth)).collect(),
            },
            ObjectKind::List { items, rest } => SnippetValue::List(
                items
                    .iter()
                    .chain(rest)
                    .map(|item| self.value(item, depth))
                    .collect(),
            ),
            ObjectKind::Instance { fields, .. } => SnippetValue::Record {
                fields: self.fields(fields, depth),
                rest: Vec::new(),
            },
            ObjectKind::Built(built) => match self.engine.spoken_part(built) {
                Some(spoken) => self.value(&spoken, depth),
                None => {
                    let taint = self.engine.taint_of(&Value::Object(id));
                    let whole = self.tainted(taint, last_member(&built.path), None);
                    self.named_arguments(&built.args, whole, depth)
                }
            },
        }
    }

    /// What was made from arguments with names: they are its fields as far as can be seen, `whole` stands for the rest.
    fn named_arguments(&self, args: &[Given], whole: SnippetValue, depth: usize) -> SnippetValue {
        let named = args.iter().filter_map(|given| {
            let name = given.name.clone()?;
            Some((name, self.value(&given.value, depth)))
        });
        let fields: Vec<(SmolStr, SnippetValue)> = named.collect();
        if fields.is_empty() {
            return whole;
        }
        let rest = vec![whole];
        SnippetValue::Record { fields, rest }
    }

    fn fields(&self, fields: &[(SmolStr, Value)], depth: usize) -> Vec<(SmolStr, SnippetValue)> {
        let fields = fields.iter();
        fields
            .map(|(name, value)| (name.clone(), self.value(value, depth)))
            .collect()
    }

    fn outside(&self, external: &Extern, depth: usize) -> SnippetValue {
        if external.package.as_deref() == Some(GIVEN) && external.taint.answers == 0 {
            let input = SnippetValue::Text(vec![SnippetPiece::Input {
                way: external.path.clone(),
                at: None,
            }]);
            let written = self.written(&external.path, depth);
            if written.is_empty() {
                return input;
            }
            return SnippetValue::Record {
                fields: written,
                rest: vec![input],
            };
        }
        if let Some(id) = external.built
            && let Some(built) = self.engine.built(id)
            && depth > 0
        {
            let whole = || self.tainted(external.taint, last_member(&external.path), None);
            if !built.fields.is_empty() {
                let fields = self.fields(&built.fields, depth - 1);
                let rest = vec![whole()];
                return SnippetValue::Record { fields, rest };
            }
            if built.args.iter().any(|given| given.name.is_some()) {
                return self.named_arguments(&built.args, whole(), depth - 1);
            }
        }
        match (external.taint.is_none(), external.reason) {
            (true, HoleReason::Unresolved) => SnippetValue::Nothing,
            _ => self.tainted(
                external.taint,
                last_member(&external.path),
                Some(external.reason),
            ),
        }
    }

    /// What was written below a way into an input.
    fn written(&self, way: &str, depth: usize) -> Vec<(SmolStr, SnippetValue)> {
        if depth == 0 {
            return Vec::new();
        }
        let below = self
            .engine
            .outside_fields
            .iter()
            .filter_map(|(key, value)| {
                let rest = key.strip_prefix(way)?.strip_prefix('.')?;
                Some((rest, value))
            });
        let mut below: Vec<(&str, &Value)> = below.collect();
        below.sort_by_key(|(key, _)| *key);
        below
            .into_iter()
            .map(|(key, value)| {
                let steps = key.rsplit('.');
                let value = self.value(value, depth - 1);
                let mut steps: Vec<&str> = steps.collect();
                let outermost = steps.pop().unwrap_or(key);
                let nested = steps
                    .into_iter()
                    .fold(value, |inner, step| SnippetValue::Record {
                        fields: vec![(step.into(), inner)],
                        rest: Vec::new(),
                    });
                (SmolStr::from(outermost), nested)
            })
            .collect()
    }

    fn tainted(&self, taint: Taint, name: SmolStr, reason: Option<HoleReason>) -> SnippetValue {
        let reason = reason.filter(|reason| *reason != HoleReason::Unresolved);
        let hole = Hole {
            reason: reason.unwrap_or_else(|| reason_of(taint)),
            name,
            at: None,
            taint,
        };
        SnippetValue::Text(vec![self.piece(&hole)])
    }

    fn pieces(&self, rope: &Rope) -> Vec<SnippetPiece> {
        let parts = rope.iter();
        parts
            .map(|part| match part {
                Part::Literal(text) => SnippetPiece::Words(text.clone()),
                Part::Hole(hole) => self.piece(hole),
            })
            .collect()
    }

    fn piece(&self, hole: &Hole) -> SnippetPiece {
        let mut sites = hole.taint.sites(self.engine.sites.len());
        if let Some(call) = sites.find_map(|site| self.numbers.get(&site).copied()) {
            return SnippetPiece::Answer { call, at: hole.at };
        }
        if is_input(&hole.name, self.inputs) {
            return SnippetPiece::Input {
                way: hole.name.clone(),
                at: hole.at,
            };
        }
        let reason = match hole.reason {
            HoleReason::Unresolved => reason_of(hole.taint),
            reason => reason,
        };
        SnippetPiece::Hole {
            reason,
            name: hole.name.clone(),
            at: hole.at,
        }
    }
}

fn one_of(values: impl Iterator<Item = SnippetValue>) -> SnippetValue {
    let mut known: Vec<SnippetValue> = Vec::new();
    for value in values.filter(|value| *value != SnippetValue::Nothing) {
        if !known.contains(&value) {
            known.push(value);
        }
    }
    match known.len() {
        0 => SnippetValue::Nothing,
        1 => known.remove(0),
        _ => SnippetValue::OneOf(known),
    }
}

#[cfg(test)]
mod tests;
