//! Calls: functions of the program are followed into their bodies, everything else means what the vocabulary says.

use std::rc::Rc;

use smol_str::SmolStr;

use crate::flow::run::fuel::Limit;
use crate::flow::run::{CALL_DEPTH, Engine, Frame};
use crate::flow::values::one_of::OneOf;
use crate::flow::values::{Closure, Extern, Given, ObjectId, ObjectKind, Taint, Value};
use crate::syntax::{DEFAULT_EXPORT, FunctionId, ParamKind, Pattern};
use crate::workspace::{Location, Span};

/// Receivers of one call that are looked at.
const RECEIVERS: usize = 24;
/// How often a function may stand in its own chain of calls.
const RECURSION: usize = 2;

impl Engine<'_> {
    /// Calls a value.
    pub(crate) fn call(
        &mut self,
        function: &Value,
        args: Vec<Given>,
        is_new: bool,
        at: Location,
    ) -> Value {
        let mut result = OneOf::default();
        for alternative in function.alternatives() {
            let value = match alternative {
                Value::Function(closure) if is_new => self.construct(closure, args.clone(), at),
                Value::Function(closure) => self.invoke(closure, args.clone(), None, at),
                Value::Class(class) => self.instantiate(class, args.clone(), at),
                Value::Extern(external) => self.call_outside(external, args.clone(), is_new, at),
                Value::Object(id) => self.call_object(*id, args.clone(), at),
                Value::Module(file) => match self.export(*file, DEFAULT_EXPORT) {
                    Some(value @ (Value::Function(_) | Value::Class(_))) => {
                        self.call(&value, args.clone(), is_new, at)
                    }
                    _ => Value::Null,
                },
                _ => Value::Null,
            };
            result.add(value);
        }
        result.finish().unwrap_or(Value::Null)
    }

    /// Calls something from outside; what was made there may be called itself (`pipeline(…)(text)`).
    fn call_outside(
        &mut self,
        external: &Rc<Extern>,
        args: Vec<Given>,
        is_new: bool,
        at: Location,
    ) -> Value {
        if let Some((function, mut bound)) = self.bound_call(external) {
            bound.extend(args);
            return self.call(&function, bound, is_new, at);
        }
        if external.built.is_some() {
            let made = Extern {
                path: extend(&external.path, "call"),
                ..(**external).clone()
            };
            if !self.rules_for(made.package.as_ref(), &made.path).is_empty() {
                let receiver = Value::Extern(external.clone());
                return self.call_extern(&made, Some(&receiver), args, at);
            }
        }
        self.call_extern(external, None, args, at)
    }

    /// A function whose first arguments were given before (`partial(f, x)`), and those arguments.
    fn bound_call(&mut self, external: &Extern) -> Option<(Value, Vec<Given>)> {
        let built = self.built(external.built?)?;
        let (first, rest) = built.args.split_first()?;
        if built.path != external.path || !matches!(first.value, Value::Function(_)) {
            return None;
        }
        let (function, rest) = (first.value.clone(), rest.to_vec());
        let rules = self.rules_for(external.package.as_ref(), &external.path);
        let binds = rules
            .iter()
            .any(|(_, _, rule)| rule.does == crate::vocabulary::Does::Bind);
        binds.then_some((function, rest))
    }

    /// `new f(…)`: the function fills an object that is its receiver.
    pub(crate) fn construct(
        &mut self,
        closure: &Rc<Closure>,
        args: Vec<Given>,
        at: Location,
    ) -> Value {
        let made = self.new_record(self.prototype_fields(closure), None);
        match self.invoke(closure, args, Some(made.clone()), at) {
            Value::Null => made,
            given => given,
        }
    }

    /// What the objects that a function makes have in common.
    fn prototype_fields(&self, closure: &Closure) -> Vec<(SmolStr, Value)> {
        let mut names = self.vocabulary.names().functions.prototype.iter();
        let prototype = names.find_map(|name| self.function_field(closure, name));
        match prototype {
            Some(Value::Object(id)) => match self.object(id) {
                ObjectKind::Record { fields, .. } => fields.clone(),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    pub(crate) fn call_object(&mut self, id: ObjectId, args: Vec<Given>, at: Location) -> Value {
        if let Some(built) = self.built(id) {
            let external = Extern {
                package: built.package.clone(),
                path: built.path.clone(),
                built: Some(id),
                ..Extern::nameless("call")
            };
            return self.call_extern(&external, Some(&Value::Object(id)), args, at);
        }
        let vocabulary = self.vocabulary;
        let mut methods = vocabulary.names().functions.callable.iter();
        match methods.find_map(|method| self.instance_member(id, method)) {
            Some(Value::Function(closure)) => self.invoke(&closure, args, None, at),
            _ => Value::Null,
        }
    }

    /// Calls a method of a value.
    pub(crate) fn call_method(
        &mut self,
        receiver: &Value,
        name: &SmolStr,
        args: Vec<Given>,
        is_new: bool,
        at: Location,
    ) -> Value {
        let mut result = OneOf::default();
        for alternative in receiver.alternatives().iter().take(RECEIVERS) {
            let value = self.call_method_of(alternative, name, args.clone(), is_new, at);
            result.add(value);
        }
        result.finish().unwrap_or(Value::Null)
    }

    pub(crate) fn call_method_of(
        &mut self,
        receiver: &Value,
        name: &SmolStr,
        args: Vec<Given>,
        is_new: bool,
        at: Location,
    ) -> Value {
        match receiver {
            Value::Object(id) => {
                let id = *id;
                if let Some(function) = self.callable_member(id, name) {
                    return match &function {
                        Value::Function(closure) => {
                            self.invoke(closure, args, Some(receiver.clone()), at)
                        }
                        other => self.call(other, args, is_new, at),
                    };
                }
                let external = self.method_path(id, name);
                self.call_extern(&external, Some(receiver), args, at)
            }
            Value::Class(class) => match self.class_member(class, name, None) {
                Some(Value::Function(closure)) => {
                    let this = closure.this.is_none().then(|| receiver.clone());
                    self.invoke(&closure, args, this, at)
                }
                Some(other) => self.call(&other, args, is_new, at),
                None => {
                    let external = self.class_extern(class, name);
                    self.call_extern(&external, Some(receiver), args, at)
                }
            },
            Value::Module(file) => match self.export(*file, name) {
                Some(function) => self.call(&function, args, is_new, at),
                None => self.call_loose(receiver, name, args, at),
            },
            Value::Package(_) => {
                let function = self.member(receiver, name, Span::default());
                self.call(&function, args, is_new, at)
            }
            Value::Extern(external) => {
                if let Some(function) = external.built.and_then(|id| self.own_field(id, name))
                    && matches!(function, Value::Function(_))
                {
                    return self.call(&function, args, is_new, at);
                }
                let path = extend(&external.path, name);
                let method = Extern {
                    path,
                    ..(**external).clone()
                };
                self.call_extern(&method, Some(receiver), args, at)
            }
            Value::Function(closure) => {
                if self.vocabulary.names().functions.invoke.contains(name) {
                    let mut args = args;
                    if !args.is_empty() {
                        args.remove(0);
                    }
                    return self.invoke(closure, args, None, at);
                }
                if let Some(function) = self.function_field(closure, name) {
                    return self.call(&function, args, is_new, at);
                }
                self.call_loose(receiver, name, args, at)
            }
            _ => self.call_loose(receiver, name, args, at),
        }
    }

    /// A method that is known only by its name.
    pub(crate) fn call_loose(
        &mut self,
        receiver: &Value,
        name: &SmolStr,
        args: Vec<Given>,
        at: Location,
    ) -> Value {
        let external = Extern {
            taint: self.taint_of(receiver),
            ..Extern::nameless(name.clone())
        };
        self.call_extern(&external, Some(receiver), args, at)
    }

    pub(crate) fn callable_member(&mut self, id: ObjectId, name: &str) -> Option<Value> {
        let own = self.own_field(id, name);
        let is_callable = |value: &Value| {
            value
                .alternatives()
                .iter()
                .any(|value| matches!(value, Value::Function(_) | Value::Class(_)))
        };
        match own {
            Some(value) if is_callable(&value) => Some(value),
            _ => self.instance_member(id, name).filter(is_callable),
        }
    }

    pub(crate) fn method_path(&self, id: ObjectId, name: &SmolStr) -> Extern {
        match self.object(id) {
            ObjectKind::Built(built) => Extern {
                package: built.package.clone(),
                path: extend(&built.path, name),
                built: Some(id),
                taint: self.taint_of(&Value::Object(id)),
                ..Extern::nameless(name.clone())
            },
            ObjectKind::Instance { class, base, .. } => {
                let mut external = self.class_extern(class, name);
                external.built = *base;
                external
            }
            _ => Extern {
                taint: self.taint_of(&Value::Object(id)),
                ..Extern::nameless(name.clone())
            },
        }
    }

    /// Runs a function of the program with these arguments.
    pub(crate) fn invoke(
        &mut self,
        closure: &Rc<Closure>,
        args: Vec<Given>,
        this: Option<Value>,
        at: Location,
    ) -> Value {
        let Some(tree) = self.program.tree(closure.file) else {
            return Value::Null;
        };
        let key = (closure.file, closure.function);
        let depth = self
            .frames
            .iter()
            .filter(|frame| frame.function == Some(key))
            .count();
        if depth >= RECURSION || self.frames.len() >= CALL_DEPTH || !self.burn() {
            self.summaries.cut();
            let taint = args.iter().fold(Taint::NONE, |taint, given| {
                taint.with(self.taint_of(&given.value))
            });
            // A function that was walked on another way has shown the models in it.
            let is_new = depth == 0 && !self.entered.contains(&key);
            if self.frames.len() >= CALL_DEPTH && taint.user && is_new {
                self.fuel.give_up(Limit::Calls);
            }
            return Value::Extern(Rc::new(Extern {
                taint,
                ..Extern::nameless("result")
            }));
        }
        self.entered.insert(key);
        let function = tree.function(closure.function);
        let this = this.or_else(|| closure.this.clone());
        if let Some(result) = self.summary(closure, &args, this.as_ref()) {
            return result;
        }
        self.begin_walk();
        let given = args.clone();
        let scope = closure.scope.child();
        let name = function.name.clone().unwrap_or_else(|| "a callback".into());
        self.frames.push(Frame {
            this: this.clone(),
            function: Some(key),
            called_at: Some(at),
            border: self.pending_border.take(),
            conditions_at_entry: self.conditions.len(),
            ..Frame::new(tree.clone(), scope, name)
        });
        let conditions = self.conditions.len();
        self.bind_params(closure.function, args, this.clone());
        self.run(&function.body);
        self.conditions.truncate(conditions);
        let frame = self.frames.pop().expect("it was pushed above");
        let result = match (frame.yields, frame.returns) {
            (Some(yields), None) => self.new_list(Vec::new(), Some(yields)),
            (Some(yields), Some(Value::Null)) => self.new_list(Vec::new(), Some(yields)),
            (Some(yields), Some(returns)) => yields.or(returns),
            (None, Some(returns)) => returns,
            (None, None) => Value::Null,
        };
        self.end_walk(closure, &given, this.as_ref(), &result);
        result
    }

    pub(crate) fn bind_params(&mut self, id: FunctionId, args: Vec<Given>, this: Option<Value>) {
        let tree = self.tree();
        let function = tree.function(id);
        let mut params = function.params.as_slice();
        if let Some(receiver) = &function.receiver {
            if let (Some(name), Some(this)) = (&receiver.name, &this) {
                self.frame().scope.set(name.clone(), this.clone());
            }
        } else if tree.language.has_explicit_receiver()
            && function.class.is_some()
            && !function.is_static
        {
            if let (Some(first), Some(this)) = (params.first(), &this) {
                self.bind(&first.pattern, this.clone(), true);
                params = &params[1..];
            } else if this.is_none() {
                // Called on the class itself with the instance as an argument.
            }
        }
        let mut positional = args
            .iter()
            .filter(|given| given.name.is_none() && !given.spread)
            .map(|given| given.value.clone());
        let spread: Vec<&Given> = args.iter().filter(|given| given.spread).collect();
        let omits = tree.language.may_omit_arguments() && spread.is_empty() && !args.is_empty();
        for param in params {
            let name = match &param.pattern {
                Pattern::Name(name, _) => Some(name.clone()),
                _ => None,
            };
            let given = match param.kind {
                ParamKind::Rest => {
                    let rest: Vec<Value> = positional.by_ref().collect();
                    Some(self.new_list(rest, None))
                }
                ParamKind::NamedRest => {
                    let fields = args
                        .iter()
                        .filter_map(|given| Some((given.name.clone()?, given.value.clone())))
                        .collect();
                    Some(self.new_record(fields, None))
                }
                ParamKind::Plain | ParamKind::NameOnly => {
                    let named = name.as_ref().and_then(|name| {
                        args.iter().find(|given| given.name.as_ref() == Some(name))
                    });
                    let from_spread = || {
                        let name = name.as_ref()?;
                        spread
                            .iter()
                            .find_map(|given| self.field_of(&given.value, name))
                    };
                    match (named, param.kind) {
                        (Some(given), _) => Some(given.value.clone()),
                        (None, ParamKind::Plain) => positional.next().or_else(from_spread),
                        (None, _) => from_spread(),
                    }
                }
            };
            let value = match (given, param.default) {
                (Some(Value::Null), Some(default)) => self.default_of(default),
                (Some(value), _) => self.typed_param(value, param.ty.as_deref()),
                (None, Some(default)) => self.default_of(default),
                // Whoever gives some arguments leaves the others out knowingly.
                (None, None) if omits && param.decorators.is_empty() => Value::Null,
                (None, None) => {
                    let mut decorators = param.decorators.iter();
                    let injected = decorators.find_map(|&one| self.injected_by(one));
                    injected
                        .unwrap_or_else(|| self.missing_param(name.as_deref(), param.ty.as_deref()))
                }
            };
            if param.is_field
                && let (Some(name), Some(Value::Object(id))) = (&name, &this)
            {
                self.set_field(*id, name.clone(), value.clone());
            }
            self.bind(&param.pattern, value, true);
        }
    }

    fn default_of(&mut self, default: crate::syntax::ExprId) -> Value {
        match self.injected_by(default) {
            Some(value) => value,
            None => self.eval(default),
        }
    }

    pub(crate) fn field_of(&self, value: &Value, name: &str) -> Option<Value> {
        match value {
            Value::Object(id) => self.own_field(*id, name),
            _ => None,
        }
    }

    /// A parameter whose value nobody knows may still have a type that says what it is.
    pub(crate) fn typed_param(&mut self, value: Value, ty: Option<&str>) -> Value {
        match (&value, ty) {
            (Value::Extern(external), Some(ty))
                if external.package.is_none() && !external.payload && external.taint.is_none() =>
            {
                self.typed_value(ty, Some(&value)).unwrap_or(value)
            }
            _ => value,
        }
    }

    pub(crate) fn missing_param(&mut self, name: Option<&str>, ty: Option<&str>) -> Value {
        ty.and_then(|ty| self.typed_value(ty, None))
            .unwrap_or_else(|| self.unknown(name.unwrap_or("parameter")))
    }

    /// What a value of a declared type is: an instance of a class of the program, or something of a package.
    pub(crate) fn typed_value(&mut self, ty: &str, value: Option<&Value>) -> Option<Value> {
        let file = self.file();
        let key = (file, SmolStr::from(ty));
        if let Some(known) = self.injected.get(&key) {
            return known.clone();
        }
        self.injected.insert(key.clone(), None);
        let mut parts = ty.split(['.', ':']).filter(|part| !part.is_empty());
        let first: SmolStr = parts.next()?.into();
        let mut found = self.known_name(&first);
        for part in parts {
            found = found.map(|value| self.member(&value, &part.into(), Span::default()));
        }
        let result = match found {
            Some(Value::Class(class)) => self.some_instance(&class),
            Some(Value::Extern(external)) if external.package.is_some() => {
                let payload = matches!(value, Some(Value::Extern(external)) if external.payload);
                Some(Value::Extern(Rc::new(Extern {
                    payload,
                    ..(*external).clone()
                })))
            }
            _ => None,
        };
        self.injected.insert(key, result.clone());
        result
    }

    pub(crate) fn known_name(&mut self, name: &SmolStr) -> Option<Value> {
        let scope = self.frame().scope.clone();
        scope.get(name).or_else(|| self.shared_name(name))
    }
}

/// `path.name`, with its beginning cut where it grows without end.
pub(crate) fn extend(path: &str, name: &str) -> SmolStr {
    const LENGTH: usize = 160;
    let whole = format!("{path}.{name}");
    if whole.len() <= LENGTH {
        return whole.into();
    }
    let mut cut = whole.len() - LENGTH;
    while !whole.is_char_boundary(cut) {
        cut += 1;
    }
    whole[cut..].into()
}
