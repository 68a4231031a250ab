//! Classes of the program: instances, bases, methods and fields, wherever they are declared.

use crate::bot::HoleReason;
use crate::flow::run::call::extend;
use crate::flow::run::{CALL_DEPTH, Engine, Frame};
use crate::flow::values::rope::last_member;
use crate::flow::values::{ClassRef, Closure, Extern, Given, ObjectId, ObjectKind, Taint, Value};
use crate::syntax::{FunctionId, FunctionRole};
use crate::vocabulary::Does;
use crate::workspace::{Location, Span};
use smol_str::SmolStr;
use std::rc::Rc;

impl Engine<'_> {
    /// A member of the class from outside that a class of the program extends.
    pub(crate) fn class_extern(&self, class: &Rc<ClassRef>, name: &SmolStr) -> Extern {
        let base = self.outside_base(class);
        match base {
            Some(base) => Extern {
                path: extend(&base.path, name),
                ..(*base).clone()
            },
            None => Extern::nameless(name.clone()),
        }
    }

    /// An instance of the class, or of the classes that implement it.
    pub(crate) fn some_instance(&mut self, class: &Rc<ClassRef>) -> Option<Value> {
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
    pub(crate) fn shared_instance(&mut self, class: &Rc<ClassRef>) -> Option<Value> {
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
    pub(crate) fn instantiate(
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

    pub(crate) fn initialise(
        &mut self,
        id: ObjectId,
        class: &Rc<ClassRef>,
        args: Vec<Given>,
        at: Location,
    ) {
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
    pub(crate) fn fill_declared_fields(
        &mut self,
        id: ObjectId,
        class: &Rc<ClassRef>,
        args: &[Given],
    ) {
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
        let spread = args
            .iter()
            .find(|given| given.spread && given.name.is_none());
        for name in names {
            match (spread, positional.next()) {
                (Some(spread), _) if self.own_field(id, &name).is_none() => {
                    let part = self.member(&spread.value, &name, Span::default());
                    self.set_field(id, name, part);
                }
                (None, Some(given)) => self.set_field(id, name, given.value.clone()),
                _ => {}
            }
        }
    }

    pub(crate) fn make_base(
        &mut self,
        id: ObjectId,
        base: &Rc<Extern>,
        args: Vec<Given>,
        at: Location,
    ) {
        let made = self.new_built(crate::flow::values::Built {
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

    pub(crate) fn initialise_fields(&mut self, id: ObjectId, class: &Rc<ClassRef>) {
        let Some(tree) = self.program.tree(class.file) else {
            return;
        };
        let fields = tree.class(class.class).fields.clone();
        self.bases(class);
        let is_settings = self.outside_base(class).is_some_and(|base| {
            let names = &self.vocabulary.names().functions;
            names.settings.contains(&last_member(&base.path))
        });
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
                        .or_else(|| {
                            let at = engine.here(field.span);
                            is_settings.then(|| {
                                Value::hole(
                                    HoleReason::Environment,
                                    field.name.clone(),
                                    Some(at),
                                    Taint::NONE,
                                )
                            })
                        })
                        .unwrap_or(Value::Null),
                };
                engine.set_field(id, field.name, value);
            }
        });
    }

    /// `field(default=…)`, `Field("…")`, `default_factory`: the value they stand for.
    pub(crate) fn declared_default(&mut self, value: Value) -> Value {
        let Some(built) = self.built_of(&value) else {
            return value;
        };
        let (package, path) = (built.package.clone(), built.path.clone());
        let (args, at) = (built.args.clone(), built.at);
        let rules = self.rules_for(package.as_ref(), &path);
        let Some((_, _, rule)) = rules
            .iter()
            .find(|(_, _, rule)| rule.does == Does::DeclareField)
        else {
            return value;
        };
        if let Some(default) = self.first_slot(&rule.default, &args, None) {
            return default;
        }
        if let Some(factory) = self.first_slot(&rule.callback, &args, None) {
            return self.call(&factory, Vec::new(), false, at);
        }
        match self.first_slot(&rule.text, &args, None) {
            Some(first) => first,
            None => self.unknown("field"),
        }
    }

    /// Evaluates something as if it stood in the class's body.
    pub(crate) fn within_class<T>(
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
            this,
            conditions_at_entry: self.conditions.len(),
            ..Frame::new(tree, class.scope.child(), name)
        });
        let result = what(self);
        self.frames.pop();
        result
    }

    /// The bases of a class: classes of the program or things from outside.
    pub(crate) fn bases(&mut self, class: &Rc<ClassRef>) -> Vec<Value> {
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
    pub(crate) fn outside_base(&self, class: &Rc<ClassRef>) -> Option<Rc<Extern>> {
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

    pub(crate) fn constructor(
        &mut self,
        class: &Rc<ClassRef>,
    ) -> Option<(Rc<ClassRef>, FunctionId)> {
        self.find_method(
            class,
            |function| function.role == FunctionRole::Constructor,
            0,
        )
    }

    pub(crate) fn find_method(
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
    pub(crate) fn instance_member(&mut self, id: ObjectId, name: &str) -> Option<Value> {
        let ObjectKind::Instance { class, .. } = self.object(id) else {
            return None;
        };
        let class = class.clone();
        self.class_member(&class, name, Some(Value::Object(id)))
    }

    /// A method or static field of a class or of what it extends.
    pub(crate) fn class_member(
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

    /// What the methods that carry a decorator give, under the decorator's plural: `self.agents` of all `@agent`s.
    pub(crate) fn gathered(&mut self, id: ObjectId, name: &str) -> Option<Value> {
        let ObjectKind::Instance { class, .. } = self.object(id) else {
            return None;
        };
        let class = class.clone();
        let tree = self.program.tree(class.file)?;
        let declared = tree.class(class.class);
        let is_marked = |decorator: &crate::syntax::ExprId| {
            let word = match &tree.expr(*decorator).kind {
                crate::syntax::ExprKind::Name(word) => Some(word),
                crate::syntax::ExprKind::Member { name, .. } => Some(name),
                _ => None,
            };
            word.is_some_and(|word| name.strip_suffix('s') == Some(word))
        };
        if declared.decorators.is_empty() {
            return None;
        }
        let mut methods = declared.methods.iter().map(|&method| tree.function(method));
        let marked: Vec<SmolStr> = methods
            .by_ref()
            .filter(|method| method.decorators.iter().any(is_marked))
            .filter_map(|method| method.name.clone())
            .collect();
        if marked.is_empty() {
            return None;
        }
        let at = Location::new(class.file, declared.name_span);
        let this = Value::Object(id);
        let made = marked
            .iter()
            .map(|method| self.call_method(&this, method, Vec::new(), false, at))
            .collect();
        Some(self.new_list(made, None))
    }

    /// Every method of a class, as alternatives: one of them is picked by a computed name.
    pub(crate) fn all_methods(&mut self, class: &Rc<ClassRef>, this: Option<&Value>) -> Value {
        let Some(tree) = self.program.tree(class.file) else {
            return Value::Null;
        };
        let names = tree.class(class.class).methods.iter();
        let names: Vec<SmolStr> = names
            .filter_map(|&method| tree.function(method).name.clone())
            .collect();
        let methods = names
            .iter()
            .filter_map(|name| self.class_member(class, name, this.cloned()));
        Value::one_of(methods).unwrap_or(Value::Null)
    }

    pub(crate) fn class_field(
        &mut self,
        class: &Rc<ClassRef>,
        name: &str,
        depth: u8,
    ) -> Option<Value> {
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

    pub(crate) fn super_value(&mut self) -> Value {
        self.unknown("super")
    }

    /// The class whose method is running, and the instance it runs on.
    pub(crate) fn class_here(&self) -> Option<(Rc<ClassRef>, Value)> {
        let this = self.frame().this.clone()?;
        let (file, function) = self.frame().function?;
        let class = self.program.tree(file)?.function(function).class?;
        let scope = self.frame().scope.clone();
        let class = Rc::new(ClassRef {
            file,
            class,
            scope: self
                .modules
                .get(&file)
                .map_or(scope, |module| module.scope.clone()),
        });
        Some((class, this))
    }

    /// Whether a constructor is running.
    pub(crate) fn is_constructing(&self) -> bool {
        self.frame().function.is_some_and(|(file, function)| {
            let tree = self.program.tree(file);
            tree.is_some_and(|tree| tree.function(function).role == FunctionRole::Constructor)
        })
    }

    /// `super(…)`: the constructor of the base, on the same instance.
    pub(crate) fn call_super(&mut self, args: Vec<Given>, at: Location) -> Value {
        let Some((class, Value::Object(id))) = self.class_here() else {
            return Value::Null;
        };
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
}
