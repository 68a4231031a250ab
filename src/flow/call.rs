//! Calls: functions of the program are followed into their bodies, everything else means what the vocabulary says.

use std::rc::Rc;

use smol_str::SmolStr;

use super::engine::{CALL_DEPTH, Engine, Frame};
use super::value::{
    Asked, ClassRef, Closure, Extern, Given, How, ObjectId, ObjectKind, Subject, Taint, Test, Value,
};
use crate::syntax::{FunctionId, FunctionRole, ParamKind, Pattern};
use crate::workspace::{Location, Span};

/// Receivers of one call that are looked at.
const RECEIVERS: usize = 24;
/// How often a function may stand in its own chain of calls.
const RECURSION: usize = 2;

impl Engine<'_> {
    /// Calls a value.
    pub(super) fn call(
        &mut self,
        function: &Value,
        args: Vec<Given>,
        is_new: bool,
        at: Location,
    ) -> Value {
        let mut result: Option<Value> = None;
        for alternative in function.alternatives() {
            let value = match alternative {
                Value::Function(closure) if is_new => self.construct(closure, args.clone(), at),
                Value::Function(closure) => self.invoke(closure, args.clone(), None, at),
                Value::Class(class) => self.instantiate(class, args.clone(), at),
                Value::Extern(external) => {
                    self.call_extern(external, None, args.clone(), is_new, at)
                }
                Value::Object(id) => self.call_object(*id, args.clone(), at),
                Value::Module(file) => match self.export(*file, "default") {
                    Some(value @ (Value::Function(_) | Value::Class(_))) => {
                        self.call(&value, args.clone(), is_new, at)
                    }
                    _ => Value::Null,
                },
                _ => Value::Null,
            };
            result = Some(match result {
                Some(old) => old.or(value),
                None => value,
            });
        }
        result.unwrap_or(Value::Null)
    }

    /// `new f(…)`: the function fills an object that is its receiver.
    fn construct(&mut self, closure: &Rc<Closure>, args: Vec<Given>, at: Location) -> Value {
        let made = self.new_record(Vec::new(), None);
        match self.invoke(closure, args, Some(made.clone()), at) {
            Value::Null => made,
            given => given,
        }
    }

    fn call_object(&mut self, id: ObjectId, args: Vec<Given>, at: Location) -> Value {
        if let Some(built) = self.built(id) {
            let external = Extern {
                package: built.package.clone(),
                path: built.path.clone(),
                built: Some(id),
                ..Extern::nameless("call")
            };
            return self.call_extern(&external, Some(&Value::Object(id)), args, false, at);
        }
        match self.instance_member(id, "__call__") {
            Some(Value::Function(closure)) => self.invoke(&closure, args, None, at),
            _ => Value::Null,
        }
    }

    /// Calls a method of a value.
    pub(super) fn call_method(
        &mut self,
        receiver: &Value,
        name: &SmolStr,
        args: Vec<Given>,
        is_new: bool,
        at: Location,
    ) -> Value {
        let mut result: Option<Value> = None;
        for alternative in receiver.alternatives().iter().take(RECEIVERS) {
            let value = self.call_method_of(alternative, name, args.clone(), is_new, at);
            result = Some(match result {
                Some(old) => old.or(value),
                None => value,
            });
        }
        result.unwrap_or(Value::Null)
    }

    fn call_method_of(
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
                self.call_extern(&external, Some(receiver), args, is_new, at)
            }
            Value::Class(class) => match self.class_member(class, name, None) {
                Some(Value::Function(closure)) => {
                    let this = closure.this.is_none().then(|| receiver.clone());
                    self.invoke(&closure, args, this, at)
                }
                Some(other) => self.call(&other, args, is_new, at),
                None => {
                    let external = self.class_extern(class, name);
                    self.call_extern(&external, Some(receiver), args, is_new, at)
                }
            },
            Value::Module(file) => match self.export(*file, name) {
                Some(function) => self.call(&function, args, is_new, at),
                None => self.call_loose(receiver, name, args, is_new, at),
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
                self.call_extern(&method, Some(receiver), args, is_new, at)
            }
            Value::Function(closure) => match name.as_str() {
                "call" | "apply" => {
                    let mut args = args;
                    if !args.is_empty() {
                        args.remove(0);
                    }
                    self.invoke(closure, args, None, at)
                }
                _ => {
                    if let Some(function) = self.function_field(closure, name) {
                        return self.call(&function, args, is_new, at);
                    }
                    self.call_loose(receiver, name, args, is_new, at)
                }
            },
            _ => self.call_loose(receiver, name, args, is_new, at),
        }
    }

    /// A method that is known only by its name.
    fn call_loose(
        &mut self,
        receiver: &Value,
        name: &SmolStr,
        args: Vec<Given>,
        is_new: bool,
        at: Location,
    ) -> Value {
        let external = Extern {
            taint: self.taint_of(receiver),
            ..Extern::nameless(name.clone())
        };
        self.call_extern(&external, Some(receiver), args, is_new, at)
    }

    fn callable_member(&mut self, id: ObjectId, name: &str) -> Option<Value> {
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

    fn method_path(&self, id: ObjectId, name: &SmolStr) -> Extern {
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

    /// A member of the class from outside that a class of the program extends.
    fn class_extern(&self, class: &Rc<ClassRef>, name: &SmolStr) -> Extern {
        let base = self.outside_base(class);
        match base {
            Some(base) => Extern {
                path: extend(&base.path, name),
                ..(*base).clone()
            },
            None => Extern::nameless(name.clone()),
        }
    }

    /// Runs a function of the program with these arguments.
    pub(super) fn invoke(
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
            let taint = args.iter().fold(Taint::NONE, |taint, given| {
                taint.with(self.taint_of(&given.value))
            });
            return Value::Extern(Rc::new(Extern {
                taint,
                ..Extern::nameless("result")
            }));
        }
        self.entered.insert(key);
        let function = tree.function(closure.function);
        let this = this.or_else(|| closure.this.clone());
        let scope = closure.scope.child();
        self.frames.push(Frame {
            tree: tree.clone(),
            scope,
            this: this.clone(),
            class: None,
            function: Some(key),
            called_at: Some(at),
            name: function.name.clone().unwrap_or_else(|| "a callback".into()),
            returns: None,
            yields: None,
            exits: Vec::new(),
            border: self.pending_border.take(),
            outer: Vec::new(),
            conditions_at_entry: self.conditions.len(),
        });
        let conditions = self.conditions.len();
        self.bind_params(closure.function, args, this);
        self.run(&function.body);
        self.conditions.truncate(conditions);
        let frame = self.frames.pop().expect("it was pushed above");
        match (frame.yields, frame.returns) {
            (Some(yields), None) => self.new_list(Vec::new(), Some(yields)),
            (Some(yields), Some(Value::Null)) => self.new_list(Vec::new(), Some(yields)),
            (Some(yields), Some(returns)) => yields.or(returns),
            (None, Some(returns)) => returns,
            (None, None) => Value::Null,
        }
    }

    fn bind_params(&mut self, id: FunctionId, args: Vec<Given>, this: Option<Value>) {
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
                (Some(Value::Null), Some(default)) => self.eval(default),
                (Some(value), _) => self.typed_param(value, param.ty.as_deref()),
                (None, Some(default)) => self.eval(default),
                (None, None) => self.missing_param(name.as_deref(), param.ty.as_deref()),
            };
            if param.is_field
                && let (Some(name), Some(Value::Object(id))) = (&name, &this)
            {
                self.set_field(*id, name.clone(), value.clone());
            }
            self.bind(&param.pattern, value, true);
        }
    }

    fn field_of(&self, value: &Value, name: &str) -> Option<Value> {
        match value {
            Value::Object(id) => self.own_field(*id, name),
            _ => None,
        }
    }

    /// A parameter whose value nobody knows may still have a type that says what it is.
    fn typed_param(&mut self, value: Value, ty: Option<&str>) -> Value {
        match (&value, ty) {
            (Value::Extern(external), Some(ty))
                if external.package.is_none() && !external.payload && external.taint.is_none() =>
            {
                self.typed_value(ty, Some(&value)).unwrap_or(value)
            }
            _ => value,
        }
    }

    fn missing_param(&mut self, name: Option<&str>, ty: Option<&str>) -> Value {
        ty.and_then(|ty| self.typed_value(ty, None))
            .unwrap_or_else(|| self.unknown(name.unwrap_or("parameter")))
    }

    /// What a value of a declared type is: an instance of a class of the program, or something of a package.
    pub(super) fn typed_value(&mut self, ty: &str, value: Option<&Value>) -> Option<Value> {
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

    fn known_name(&mut self, name: &SmolStr) -> Option<Value> {
        let scope = self.frame().scope.clone();
        scope.get(name).or_else(|| self.shared_name(name))
    }

    /// An instance of the class, or of the classes that implement it.
    fn some_instance(&mut self, class: &Rc<ClassRef>) -> Option<Value> {
        let tree = self.program.tree(class.file)?;
        if tree.class(class.class).is_interface {
            let implementations = self.implementations(class);
            return implementations
                .iter()
                .filter_map(|class| self.shared_instance(class))
                .reduce(Value::or);
        }
        self.shared_instance(class)
    }

    /// The one instance that a container would hand out.
    pub(super) fn shared_instance(&mut self, class: &Rc<ClassRef>) -> Option<Value> {
        let key = (class.file, class.class.0);
        if let Some(&id) = self.instances.get(&key) {
            return Some(Value::Object(id));
        }
        let tree = self.program.tree(class.file)?;
        let at = Location::new(class.file, tree.class(class.class).name_span);
        let id = self.new_instance(class.clone());
        self.instances.insert(key, id);
        self.initialise(id, class, Vec::new(), at);
        Some(Value::Object(id))
    }

    /// Makes an instance of a class of the program.
    pub(super) fn instantiate(
        &mut self,
        class: &Rc<ClassRef>,
        args: Vec<Given>,
        at: Location,
    ) -> Value {
        let id = self.new_instance(class.clone());
        self.instances
            .entry((class.file, class.class.0))
            .or_insert(id);
        self.initialise(id, class, args, at);
        Value::Object(id)
    }

    fn initialise(&mut self, id: ObjectId, class: &Rc<ClassRef>, args: Vec<Given>, at: Location) {
        if self.frames.len() >= CALL_DEPTH || !self.burn() {
            return;
        }
        let Some(tree) = self.program.tree(class.file) else {
            return;
        };
        for base in self.bases(class).into_iter().rev() {
            if let Value::Class(base) = base {
                self.initialise_fields(id, &base);
            }
        }
        self.initialise_fields(id, class);
        match self.constructor(class) {
            Some((owner, constructor)) => {
                let closure = Rc::new(Closure {
                    file: owner.file,
                    function: constructor,
                    scope: owner.scope.clone(),
                    this: Some(Value::Object(id)),
                });
                self.invoke(&closure, args, None, at);
            }
            None => {
                self.fill_declared_fields(id, class, &args);
                if let Some(base) = self.outside_base(class) {
                    self.make_base(id, &base, args, at);
                }
            }
        }
        let _ = tree;
    }

    /// Without a constructor (dataclasses, models, records) the arguments fill the declared fields.
    fn fill_declared_fields(&mut self, id: ObjectId, class: &Rc<ClassRef>, args: &[Given]) {
        let Some(tree) = self.program.tree(class.file) else {
            return;
        };
        let names: Vec<SmolStr> = tree
            .class(class.class)
            .fields
            .iter()
            .map(|field| field.name.clone())
            .collect();
        let mut positional = args.iter().filter(|given| given.name.is_none());
        for given in args.iter().filter(|given| given.name.is_some()) {
            let name = given.name.clone().expect("it is named");
            self.set_field(id, name, given.value.clone());
        }
        for name in names {
            if let Some(given) = positional.next() {
                self.set_field(id, name, given.value.clone());
            }
        }
    }

    fn make_base(&mut self, id: ObjectId, base: &Rc<Extern>, args: Vec<Given>, at: Location) {
        let made = self.new_built(super::value::Built {
            package: base.package.clone(),
            path: base.path.clone(),
            args,
            on: None,
            log: Vec::new(),
            fields: Vec::new(),
            at,
        });
        self.set_base(id, made);
    }

    fn initialise_fields(&mut self, id: ObjectId, class: &Rc<ClassRef>) {
        let Some(tree) = self.program.tree(class.file) else {
            return;
        };
        let fields = tree.class(class.class).fields.clone();
        self.within_class(class, Some(Value::Object(id)), |engine| {
            for field in fields {
                if field.is_static {
                    continue;
                }
                let value = match field.value {
                    Some(value) => {
                        let value = engine.eval(value);
                        engine.declared_default(value)
                    }
                    None => field
                        .ty
                        .as_deref()
                        .and_then(|ty| engine.typed_value(ty, None))
                        .unwrap_or(Value::Null),
                };
                engine.set_field(id, field.name, value);
            }
        });
    }

    /// `field(default=…)`, `Field("…")`, `default_factory`: the value they stand for.
    fn declared_default(&mut self, value: Value) -> Value {
        let Some(built) = self.built_of(&value) else {
            return value;
        };
        let is_field = matches!(built.path.rsplit('.').next(), Some("field" | "Field"));
        if !is_field {
            return value;
        }
        let (args, at) = (built.args.clone(), built.at);
        if let Some(default) = self.argument(&args, "default") {
            return default;
        }
        if let Some(factory) = self.argument(&args, "default_factory") {
            return self.call(&factory, Vec::new(), false, at);
        }
        match args.iter().find(|given| given.name.is_none()) {
            Some(first) => first.value.clone(),
            None => self.unknown("field"),
        }
    }

    /// Evaluates something as if it stood in the class's body.
    pub(super) fn within_class<T>(
        &mut self,
        class: &Rc<ClassRef>,
        this: Option<Value>,
        what: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let tree = self
            .program
            .tree(class.file)
            .expect("the class was read from it");
        let name = tree
            .class(class.class)
            .name
            .clone()
            .unwrap_or_else(|| "a class".into());
        self.frames.push(Frame {
            tree,
            scope: class.scope.child(),
            this,
            class: Some(class.clone()),
            function: None,
            called_at: None,
            name,
            returns: None,
            yields: None,
            exits: Vec::new(),
            border: None,
            outer: Vec::new(),
            conditions_at_entry: self.conditions.len(),
        });
        let result = what(self);
        self.frames.pop();
        result
    }

    /// The bases of a class: classes of the program or things from outside.
    pub(super) fn bases(&mut self, class: &Rc<ClassRef>) -> Vec<Value> {
        let key = (class.file, class.class.0);
        if let Some(known) = self.bases_of.get(&key) {
            return known.clone();
        }
        self.bases_of.insert(key, Vec::new());
        let Some(tree) = self.program.tree(class.file) else {
            return Vec::new();
        };
        let bases = tree.class(class.class).bases.clone();
        let bases: Vec<Value> = self.within_class(class, None, |engine| {
            bases
                .into_iter()
                .flat_map(|base| engine.eval(base).alternatives().to_vec())
                .collect()
        });
        self.bases_of.insert(key, bases.clone());
        bases
    }

    /// The class from outside that a class extends, itself or through others.
    pub(super) fn outside_base(&self, class: &Rc<ClassRef>) -> Option<Rc<Extern>> {
        let mut waiting = vec![(class.file, class.class.0)];
        let mut seen = 0;
        while let Some(key) = waiting.pop() {
            seen += 1;
            if seen > 20 {
                return None;
            }
            for base in self.bases_of.get(&key)? {
                match base {
                    Value::Extern(external) => return Some(external.clone()),
                    Value::Class(class) => waiting.push((class.file, class.class.0)),
                    _ => {}
                }
            }
        }
        None
    }

    fn constructor(&mut self, class: &Rc<ClassRef>) -> Option<(Rc<ClassRef>, FunctionId)> {
        self.find_method(
            class,
            |function| function.role == FunctionRole::Constructor,
            0,
        )
    }

    fn find_method(
        &mut self,
        class: &Rc<ClassRef>,
        wanted: impl Fn(&crate::syntax::Function) -> bool + Copy,
        depth: u8,
    ) -> Option<(Rc<ClassRef>, FunctionId)> {
        let tree = self.program.tree(class.file)?;
        let own = tree
            .class(class.class)
            .methods
            .iter()
            .copied()
            .find(|&method| wanted(tree.function(method)));
        if let Some(method) = own {
            return Some((class.clone(), method));
        }
        if depth > 8 {
            return None;
        }
        self.bases(class).into_iter().find_map(|base| match base {
            Value::Class(base) => self.find_method(&base, wanted, depth + 1),
            _ => None,
        })
    }

    /// A member of an instance that its class gives it.
    pub(super) fn instance_member(&mut self, id: ObjectId, name: &str) -> Option<Value> {
        let ObjectKind::Instance { class, .. } = self.object(id) else {
            return None;
        };
        let class = class.clone();
        self.class_member(&class, name, Some(Value::Object(id)))
    }

    /// A method or static field of a class or of what it extends.
    pub(super) fn class_member(
        &mut self,
        class: &Rc<ClassRef>,
        name: &str,
        this: Option<Value>,
    ) -> Option<Value> {
        let found = self.find_method(class, |function| function.name.as_deref() == Some(name), 0);
        if let Some((owner, method)) = found {
            let tree = self.program.tree(owner.file)?;
            let function = tree.function(method);
            let closure = Rc::new(Closure {
                file: owner.file,
                function: method,
                scope: owner.scope.clone(),
                this: if function.is_static {
                    None
                } else {
                    this.clone()
                },
            });
            if function.role == FunctionRole::Getter && this.is_some() {
                let at = Location::new(owner.file, function.name_span);
                return Some(self.invoke(&closure, Vec::new(), None, at));
            }
            return Some(Value::Function(closure));
        }
        if let Some(method) = self.method_outside(class, name) {
            let tree = self.program.tree(method.0)?;
            let scope = self.module_scope(method.0);
            let _ = tree;
            return Some(Value::Function(Rc::new(Closure {
                file: method.0,
                function: method.1,
                scope,
                this,
            })));
        }
        self.class_field(class, name, 0)
    }

    /// Every method of a class, as alternatives: one of them is picked by a computed name.
    pub(super) fn all_methods(&mut self, class: &Rc<ClassRef>) -> Value {
        let Some(tree) = self.program.tree(class.file) else {
            return Value::Null;
        };
        let names = tree.class(class.class).methods.iter();
        let names: Vec<SmolStr> = names
            .filter_map(|&method| tree.function(method).name.clone())
            .collect();
        names
            .iter()
            .filter_map(|name| self.class_member(class, name, None))
            .reduce(Value::or)
            .unwrap_or(Value::Null)
    }

    fn class_field(&mut self, class: &Rc<ClassRef>, name: &str, depth: u8) -> Option<Value> {
        if let Some(value) = self
            .class_values
            .get(&(class.file, class.class.0, name.into()))
        {
            return Some(value.clone());
        }
        let tree = self.program.tree(class.file)?;
        let field = tree
            .class(class.class)
            .fields
            .iter()
            .rev()
            .find(|field| field.name == name)
            .cloned();
        if let Some(field) = field {
            let value = match field.value {
                Some(value) => self.within_class(class, None, |engine| {
                    let value = engine.eval(value);
                    engine.declared_default(value)
                }),
                None => return None,
            };
            self.class_values
                .insert((class.file, class.class.0, name.into()), value.clone());
            return Some(value);
        }
        if depth > 8 {
            return None;
        }
        self.bases(class).into_iter().find_map(|base| match base {
            Value::Class(base) => self.class_field(&base, name, depth + 1),
            _ => None,
        })
    }

    pub(super) fn super_value(&mut self) -> Value {
        self.unknown("super")
    }

    /// `super(…)`: the constructor of the base, on the same instance.
    pub(super) fn call_super(&mut self, args: Vec<Given>, at: Location) -> Value {
        let Some(Value::Object(id)) = self.frame().this.clone() else {
            return Value::Null;
        };
        let Some((file, function)) = self.frame().function else {
            return Value::Null;
        };
        let Some(class) = self
            .program
            .tree(file)
            .and_then(|tree| tree.function(function).class)
        else {
            return Value::Null;
        };
        let scope = self.frame().scope.clone();
        let class = Rc::new(ClassRef {
            file,
            class,
            scope: self
                .modules
                .get(&file)
                .map_or(scope, |module| module.scope.clone()),
        });
        for base in self.bases(&class) {
            match base {
                Value::Class(base) => {
                    if let Some((owner, constructor)) = self.constructor(&base) {
                        let closure = Rc::new(Closure {
                            file: owner.file,
                            function: constructor,
                            scope: owner.scope.clone(),
                            this: Some(Value::Object(id)),
                        });
                        self.invoke(&closure, args.clone(), None, at);
                    }
                }
                Value::Extern(base) => self.make_base(id, &base, args.clone(), at),
                _ => {}
            }
        }
        Value::Object(id)
    }

    /// The value of a member.
    pub(super) fn member(&mut self, object: &Value, name: &SmolStr, name_span: Span) -> Value {
        let mut result: Option<Value> = None;
        for alternative in object.alternatives() {
            let value = self.member_of(alternative, name, name_span);
            result = Some(match result {
                Some(old) => old.or(value),
                None => value,
            });
        }
        result.unwrap_or(Value::Null)
    }

    fn member_of(&mut self, object: &Value, name: &SmolStr, _name_span: Span) -> Value {
        match object {
            Value::Object(id) => {
                let id = *id;
                if let Some(own) = self.own_field(id, name) {
                    return own;
                }
                match self.object(id) {
                    ObjectKind::Record { .. } => Value::Null,
                    ObjectKind::List { .. } => self.list_member(id, name),
                    ObjectKind::Instance { .. } => match self.instance_member(id, name) {
                        Some(value) => value,
                        None => {
                            let external = self.method_path(id, name);
                            Value::Extern(Rc::new(external))
                        }
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
                self.function_field(&closure, name)
                    .unwrap_or_else(|| self.unknown(name.clone()))
            }
            Value::Text(_) => {
                let taint = self.taint_of(object);
                if name == "length" || name == "size" {
                    return Value::Extern(Rc::new(Extern {
                        taint,
                        ..Extern::nameless(name.clone())
                    }));
                }
                object.clone()
            }
            _ => Value::Null,
        }
    }

    fn list_member(&mut self, id: ObjectId, name: &SmolStr) -> Value {
        if name == "length" {
            return self.unknown(name.clone());
        }
        let (_, rest) = self.items_of(&Value::Object(id));
        match rest {
            Some(rest @ Value::Extern(_)) => self.member(&rest, name, Span::default()),
            _ => Value::Null,
        }
    }

    fn extern_member(&mut self, external: &Rc<Extern>, name: &SmolStr) -> Value {
        if let Some(id) = external.built
            && let Some(own) = self.own_field(id, name)
        {
            return own;
        }
        let mut member = Extern {
            path: extend(&external.path, name),
            ..(**external).clone()
        };
        if external.payload {
            self.payload_fields.insert(name.clone());
            if self.vocabulary.is_metadata(name) {
                member.payload = false;
                member.taint.user = false;
                member.reason = crate::bot::HoleReason::Data;
            }
        }
        if member.taint.answers != 0 && self.vocabulary.is_not_words(name) {
            member.taint.answers = 0;
        }
        self.with_member_meaning(member)
    }

    pub(super) fn write_member(&mut self, object: &Value, name: &SmolStr, value: Value) {
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
                    self.class_values
                        .insert((class.file, class.class.0, name.clone()), value.clone());
                }
                Value::Module(file) => {
                    let scope = self.module_scope(*file);
                    scope.set(name.clone(), value.clone());
                }
                Value::Function(closure) => {
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

    fn write_outside(&mut self, external: &Rc<Extern>, name: &SmolStr, value: Value) {
        if let Some(id) = external.built {
            self.set_field(id, name.clone(), value.clone());
        } else {
            let key = extend(&external.path, name);
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
                false,
                at,
            );
        }
    }

    /// Writes under a key that is not known.
    pub(super) fn write_any(&mut self, object: &Value, value: Value) {
        for alternative in object.alternatives() {
            match alternative {
                Value::Object(id) => self.set_any(*id, value.clone()),
                Value::Extern(_) => self.note_stored(&value),
                _ => {}
            }
        }
    }

    pub(super) fn function_field(&self, closure: &Closure, name: &str) -> Option<Value> {
        let fields = self
            .function_fields
            .get(&(closure.file, closure.function))?;
        fields
            .iter()
            .rev()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.clone())
    }

    /// Where a function value is written.
    pub(super) fn value_place(&self, value: &Value) -> Location {
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

    pub(super) fn heap_place(&self, _id: ObjectId) -> Location {
        self.here(Span::default())
    }

    /// The outcome of a test that nobody can read.
    pub(super) fn opaque_test(&self, of: Subject) -> Value {
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

/// `path.name`, with its beginning cut where it grows without end.
pub(super) fn extend(path: &str, name: &str) -> SmolStr {
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
