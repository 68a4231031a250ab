//! Modules: run when first asked for, their names given out, imports bound to files, folders or packages.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::flow::program::folder_of;
use crate::flow::run::{Engine, Exported, Exports, Frame, ModuleState, TreeRef};
use crate::flow::values::{ClassRef, Given, ObjectId, ObjectKind, Scope, Value};
use crate::syntax::{DEFAULT_EXPORT, Export, ImportName, NameSharing, StmtKind, stands_for_folder};
use crate::workspace::{FileId, Span};

impl Engine<'_> {
    /// The scope of a module's top level; runs the module the first time.
    pub(crate) fn module_scope(&mut self, file: FileId) -> Scope {
        if let Some(module) = self.modules.get(&file) {
            return module.scope.clone();
        }
        let scope = Scope::root(file);
        let exports = Rc::new(RefCell::new(Exports::default()));
        self.modules.insert(
            file,
            ModuleState {
                scope: scope.clone(),
                exports,
            },
        );
        let Some(tree) = self.program.tree(file) else {
            return scope;
        };
        self.index_methods_outside(&tree);
        self.run_module(&tree, scope.clone());
        scope
    }

    pub(crate) fn run_module(&mut self, tree: &TreeRef, scope: Scope) {
        // An import stands in the middle of another module: its conditions and doubts are not this one's.
        let conditions = std::mem::take(&mut self.conditions);
        let undecided = std::mem::take(&mut self.undecided);
        let current = self.current.take();
        let name = file_stem(self.program.workspace.path(tree.file));
        self.frames.push(Frame::new(tree.clone(), scope, name));
        self.run(&tree.body);
        self.frames.pop();
        self.conditions = conditions;
        self.undecided = undecided;
        self.current = current;
    }

    /// Methods declared outside their type are found by the type's name.
    pub(crate) fn index_methods_outside(&mut self, tree: &TreeRef) {
        let folder: SmolStr = folder_of(self.program.workspace.path(tree.file)).into();
        for (id, function) in tree.functions.iter().enumerate() {
            if let (Some(receiver), Some(name)) = (&function.receiver, &function.name) {
                let key = (format!("{folder}:{}", receiver.ty).into(), name.clone());
                let methods = self.methods_outside.entry(key).or_default();
                let method = (tree.file, crate::syntax::FunctionId(id as u32));
                if !methods.contains(&method) {
                    methods.push(method);
                }
            }
        }
    }

    /// A method of a type that is declared elsewhere in its folder.
    pub(crate) fn method_outside(
        &mut self,
        class: &ClassRef,
        name: &str,
    ) -> Option<(FileId, crate::syntax::FunctionId)> {
        let tree = self.program.tree(class.file)?;
        if tree.sharing == NameSharing::File {
            return None;
        }
        let ty = tree.class(class.class).name.clone()?;
        let folder = folder_of(self.program.workspace.path(class.file));
        let key = (SmolStr::from(format!("{folder}:{ty}")), SmolStr::from(name));
        if let Some(methods) = self.methods_outside.get(&key) {
            return methods.first().copied();
        }
        for sibling in self.program.siblings(class.file, &tree, self.project) {
            self.module_scope(sibling);
        }
        let own = self
            .methods_outside
            .get(&key)
            .and_then(|methods| methods.first().copied());
        if own.is_some() {
            return own;
        }
        // Embedded types give their methods.
        let bases = self.bases(&Rc::new(class.clone()));
        bases.into_iter().find_map(|base| match base {
            Value::Class(base) if base.file != class.file || base.class != class.class => {
                self.method_outside(&base, name)
            }
            _ => None,
        })
    }

    /// A top-level name of a file that this one sees without an import.
    pub(crate) fn shared_name(&mut self, name: &SmolStr) -> Option<Value> {
        let tree = self.tree();
        if tree.sharing == NameSharing::File {
            return None;
        }
        let holder = self.holder_of(&tree, name)?;
        self.module_scope(holder).get(name)
    }

    /// The sibling that declares a name; the siblings' names are gathered once.
    pub(crate) fn holder_of(&mut self, tree: &TreeRef, name: &SmolStr) -> Option<FileId> {
        if !self.shared_names.contains_key(&tree.file) {
            let mut names = FxHashMap::default();
            for sibling in self.program.siblings(tree.file, tree, self.project) {
                let Some(other) = self.program.tree(sibling) else {
                    continue;
                };
                for name in declared_names(&other) {
                    names.entry(name).or_insert(sibling);
                }
            }
            self.shared_names.insert(tree.file, names);
        }
        self.shared_names.get(&tree.file)?.get(name).copied()
    }

    /// The classes of the project that say they implement an interface, or have all its methods.
    pub(crate) fn implementations(&mut self, interface: &Rc<ClassRef>) -> Vec<Rc<ClassRef>> {
        let Some(tree) = self.program.tree(interface.file) else {
            return Vec::new();
        };
        let declared = tree.class(interface.class);
        let name = declared.name.clone();
        let wanted: Vec<SmolStr> = declared
            .methods
            .iter()
            .filter_map(|&method| tree.function(method).name.clone())
            .collect();
        let structural = tree.sharing == NameSharing::Directory;
        let mut found = Vec::new();
        for file in self.project.iter().copied() {
            if crate::syntax::language_of(self.program.workspace.path(file)) != Some(tree.language)
            {
                continue;
            }
            let Some(other) = self.program.tree(file) else {
                continue;
            };
            for (id, class) in other.classes.iter().enumerate() {
                if class.is_interface {
                    continue;
                }
                let says = class.bases.iter().any(|&base| matches!(&other.expr(base).kind, crate::syntax::ExprKind::Name(base) if Some(base) == name.as_ref()));
                let has = structural
                    && !wanted.is_empty()
                    && class
                        .name
                        .as_ref()
                        .is_some_and(|ty| self.has_methods(file, ty, &wanted));
                if says || has {
                    let scope = self.module_scope(file);
                    found.push(Rc::new(ClassRef {
                        file,
                        class: crate::syntax::ClassId(id as u32),
                        scope,
                    }));
                }
            }
        }
        found
    }

    pub(crate) fn has_methods(&mut self, file: FileId, ty: &SmolStr, wanted: &[SmolStr]) -> bool {
        self.module_scope(file);
        let folder = folder_of(self.program.workspace.path(file));
        wanted.iter().all(|method| {
            let key = (SmolStr::from(format!("{folder}:{ty}")), method.clone());
            self.methods_outside.contains_key(&key)
        })
    }

    /// What a module gives out under a name.
    pub(crate) fn export(&mut self, file: FileId, name: &str) -> Option<Value> {
        let scope = self.module_scope(file);
        let exports = self.modules.get(&file)?.exports.clone();
        let named = {
            let exports = exports.borrow();
            exports
                .names
                .iter()
                .rev()
                .find(|(public, _)| public == name)
                .map(|(_, exported)| exported.clone())
        };
        match named {
            Some(Exported::Value(value)) => return Some(value),
            Some(Exported::Local(local)) => {
                if let Some(value) = scope.get(&local) {
                    return Some(value);
                }
            }
            None => {}
        }
        let whole = exports.borrow().whole.clone();
        if let Some(whole) = whole {
            if name == DEFAULT_EXPORT {
                return Some(whole);
            }
            let value = self.member(&whole, &name.into(), Span::default());
            if !matches!(value, Value::Null) {
                return Some(value);
            }
        }
        let stars = exports.borrow().stars.clone();
        for star in stars {
            let value = match star {
                Value::Module(other) if other != file => self.export(other, name),
                _ => None,
            };
            if value.is_some() {
                return value;
            }
        }
        if name != DEFAULT_EXPORT
            && let Some(value) = scope.0.names.borrow().get(name).cloned()
        {
            return Some(value);
        }
        self.submodule(file, name)
            .or_else(|| self.default_of_plain(file, name, &scope))
    }

    /// CommonJS and ES modules are mixed: the default of a module without one is the module.
    pub(crate) fn default_of_plain(
        &mut self,
        file: FileId,
        name: &str,
        scope: &Scope,
    ) -> Option<Value> {
        let has_names = !scope.0.names.borrow().is_empty();
        (name == DEFAULT_EXPORT && has_names).then_some(Value::Module(file))
    }

    /// A module of a package whose `__init__` does not name it.
    pub(crate) fn submodule(&mut self, file: FileId, name: &str) -> Option<Value> {
        let path = self.program.workspace.path(file);
        if !stands_for_folder(path) {
            return None;
        }
        let folder = folder_of(path).to_owned();
        match self.package_member(&folder, &name.into()) {
            Value::Null => None,
            Value::Module(other) if other == file => None,
            value => Some(value),
        }
    }

    /// Everything a module gives out, as alternatives.
    pub(crate) fn all_exports(&mut self, file: FileId) -> Value {
        let scope = self.module_scope(file);
        let values: Vec<Value> = scope.0.names.borrow().values().cloned().collect();
        let own = values
            .into_iter()
            .filter(|value| !matches!(value, Value::Extern(_)));
        Value::one_of(own).unwrap_or(Value::Null)
    }

    pub(crate) fn run_export(&mut self, export: &Export) {
        let file = self.file();
        let Some(exports) = self.modules.get(&file).map(|module| module.exports.clone()) else {
            return;
        };
        match export {
            Export::Name { local, public } => {
                exports
                    .borrow_mut()
                    .names
                    .push((public.clone(), Exported::Local(local.clone())));
            }
            Export::Value { public, value } => {
                let value = self.eval(*value);
                exports
                    .borrow_mut()
                    .names
                    .push((public.clone(), Exported::Value(value)));
            }
            Export::Whole(value) => {
                let value = self.eval(*value);
                exports.borrow_mut().whole = Some(value);
            }
            Export::From {
                specifier, names, ..
            } => {
                let target = self.target(specifier);
                for name in names {
                    match name {
                        ImportName::Member { name, local } => {
                            let value = self.imported(&target, specifier, name);
                            exports
                                .borrow_mut()
                                .names
                                .push((local.clone(), Exported::Value(value)));
                        }
                        ImportName::Default { local } => {
                            let value = self.imported(&target, specifier, DEFAULT_EXPORT);
                            exports
                                .borrow_mut()
                                .names
                                .push((local.clone(), Exported::Value(value)));
                        }
                        ImportName::Module { local } => {
                            let value = self.target_value(&target, specifier);
                            exports
                                .borrow_mut()
                                .names
                                .push((local.clone(), Exported::Value(value)));
                        }
                        ImportName::Star => {
                            let value = self.target_value(&target, specifier);
                            exports.borrow_mut().stars.push(value);
                        }
                    }
                }
            }
        }
    }

    /// A record of a named type is an instance of it.
    pub(crate) fn instance_from_record(&mut self, class: Rc<ClassRef>, record: ObjectId) -> Value {
        let fields = match self.object(record) {
            ObjectKind::Record { fields, .. } => fields.clone(),
            _ => Vec::new(),
        };
        self.bases(&class);
        let id = self.new_instance(class.clone());
        let args: Vec<Given> = fields
            .into_iter()
            .map(|(name, value)| Given {
                name: Some(name),
                value,
                spread: false,
            })
            .collect();
        for given in args {
            if let Some(name) = given.name {
                self.set_field(id, name, given.value);
            }
        }
        self.instances
            .entry((class.file, class.class.0))
            .or_insert(id);
        self.note_system_message(id);
        Value::Object(id)
    }
}

/// Whether a file declares a name at its top level.
pub(crate) fn declares(tree: &TreeRef, name: &str) -> bool {
    declared_names(tree).iter().any(|declared| declared == name)
}

/// The names that a file declares at its top level.
fn declared_names(tree: &TreeRef) -> Vec<SmolStr> {
    let mut names = Vec::new();
    for &id in &tree.body {
        match &tree.stmt(id).kind {
            StmtKind::Function(function) => {
                let function = tree.function(*function);
                if function.receiver.is_none() {
                    names.extend(function.name.clone());
                }
            }
            StmtKind::Class(class) => names.extend(tree.class(*class).name.clone()),
            StmtKind::Assign { target, .. } => bound_names(target, &mut names),
            StmtKind::Block(block) => {
                for &id in block {
                    if let StmtKind::Assign { target, .. } = &tree.stmt(id).kind {
                        bound_names(target, &mut names);
                    }
                }
            }
            _ => {}
        }
    }
    names
}

fn bound_names(pattern: &crate::syntax::Pattern, names: &mut Vec<SmolStr>) {
    use crate::syntax::Pattern;
    match pattern {
        Pattern::Name(bound, _) => names.push(bound.clone()),
        Pattern::List { items, .. } => {
            for item in items.iter().flatten() {
                bound_names(item, names);
            }
        }
        Pattern::Record { fields, .. } => {
            for field in fields {
                bound_names(&field.pattern, names);
            }
        }
        _ => {}
    }
}

/// The file's name without its folder and extension.
pub(crate) fn file_stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').next().unwrap_or(name)
}
