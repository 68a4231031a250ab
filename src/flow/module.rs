//! Modules: run when first asked for, their names given out, imports bound to files, folders or packages.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::engine::{Engine, Exported, Exports, Frame, ModuleState, TreeRef};
use super::program::{folder_of, join_path};
use super::value::{ClassRef, Extern, Given, ObjectId, ObjectKind, Part, Scope, Value, constant};
use crate::syntax::{Export, Import, ImportName, NameSharing, StmtKind, Target};
use crate::workspace::{FileId, Span};

impl Engine<'_> {
    /// The scope of a module's top level; runs the module the first time.
    pub(super) fn module_scope(&mut self, file: FileId) -> Scope {
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

    fn run_module(&mut self, tree: &TreeRef, scope: Scope) {
        // An import stands in the middle of another module: its conditions and doubts are not this one's.
        let conditions = std::mem::take(&mut self.conditions);
        let undecided = std::mem::take(&mut self.undecided);
        let current = self.current.take();
        self.frames.push(Frame {
            tree: tree.clone(),
            scope,
            this: None,
            class: None,
            function: None,
            called_at: None,
            name: file_stem(self.program.workspace.path(tree.file)).into(),
            returns: None,
            yields: None,
            exits: Vec::new(),
            border: None,
            outer: Vec::new(),
            conditions_at_entry: 0,
        });
        self.run(&tree.body);
        self.frames.pop();
        self.conditions = conditions;
        self.undecided = undecided;
        self.current = current;
    }

    /// Methods declared outside their type are found by the type's name.
    fn index_methods_outside(&mut self, tree: &TreeRef) {
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
    pub(super) fn method_outside(
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
    pub(super) fn shared_name(&mut self, name: &SmolStr) -> Option<Value> {
        let tree = self.tree();
        if tree.sharing == NameSharing::File {
            return None;
        }
        let holder = self.holder_of(&tree, name)?;
        self.module_scope(holder).get(name)
    }

    /// The sibling that declares a name; the siblings' names are gathered once.
    fn holder_of(&mut self, tree: &TreeRef, name: &SmolStr) -> Option<FileId> {
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
    pub(super) fn implementations(&mut self, interface: &Rc<ClassRef>) -> Vec<Rc<ClassRef>> {
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
        for file in self.project.to_vec() {
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

    fn has_methods(&mut self, file: FileId, ty: &SmolStr, wanted: &[SmolStr]) -> bool {
        self.module_scope(file);
        let folder = folder_of(self.program.workspace.path(file));
        wanted.iter().all(|method| {
            let key = (SmolStr::from(format!("{folder}:{ty}")), method.clone());
            self.methods_outside.contains_key(&key)
        })
    }

    pub(super) fn run_import(&mut self, import: &Import) {
        let target = self.target(&import.specifier);
        for name in &import.names {
            match name {
                ImportName::Module { local } => {
                    let value = self.target_value(&target, &import.specifier);
                    self.frame().scope.set(local.clone(), value);
                }
                ImportName::Default { local } => {
                    let value = self.imported(&target, &import.specifier, "default");
                    self.frame().scope.set(local.clone(), value);
                }
                ImportName::Member { name, local } => {
                    let value = self.imported(&target, &import.specifier, name);
                    self.frame().scope.set(local.clone(), value);
                }
                ImportName::Star => self.import_all(&target),
            }
        }
        if import.names.is_empty()
            && let Target::File(path) = &target
            && let Some(file) = self.program.workspace.find(path)
        {
            self.module_scope(file);
        }
    }

    fn target(&self, specifier: &str) -> Target {
        self.program
            .resolve(self.file(), self.tree().language, specifier)
    }

    fn target_value(&mut self, target: &Target, specifier: &str) -> Value {
        match target {
            Target::File(path) => match self.program.workspace.find(path) {
                Some(file) => self.file_value(file),
                None => self.missing(specifier),
            },
            Target::Folder(folder) => Value::Package(folder.as_str().into()),
            Target::External(package) => self.package(package, package),
            Target::Missing(_) => self.missing(specifier),
        }
    }

    /// A file as a module; a file of data or text as its content.
    fn file_value(&mut self, file: FileId) -> Value {
        let path = self.program.workspace.path(file);
        if crate::syntax::language_of(path).is_none() {
            return self.file_content(file);
        }
        self.module_scope(file);
        Value::Module(file)
    }

    fn package(&mut self, package: &str, path: &str) -> Value {
        let external = Extern {
            package: Some(package.into()),
            path: path.rsplit('/').next().unwrap_or(path).into(),
            ..Extern::nameless(path)
        };
        self.with_member_meaning(external)
    }

    fn missing(&self, specifier: &str) -> Value {
        let name = specifier.rsplit(['/', '.']).next().unwrap_or(specifier);
        self.unknown(name)
    }

    fn imported(&mut self, target: &Target, specifier: &str, name: &str) -> Value {
        match target {
            Target::File(path) => match self.program.workspace.find(path) {
                Some(file) => {
                    let whole = self.file_value(file);
                    match whole {
                        Value::Module(file) => self
                            .export(file, name)
                            .unwrap_or_else(|| self.unknown(name)),
                        content if name == "default" => content,
                        content => self.member(&content, &name.into(), Span::default()),
                    }
                }
                None => self.unknown(name),
            },
            Target::Folder(folder) => {
                let value = self.package_member(folder, &name.into());
                match value {
                    Value::Null => self.unknown(name),
                    value => value,
                }
            }
            Target::External(package) => {
                let base = package.rsplit('/').next().unwrap_or(package);
                let path = if name == "default" {
                    base.to_owned()
                } else {
                    format!("{base}.{name}")
                };
                let external = Extern {
                    package: Some(package.as_str().into()),
                    path: path.into(),
                    ..Extern::nameless(name)
                };
                self.with_member_meaning(external)
            }
            Target::Missing(_) => {
                let _ = specifier;
                self.unknown(if name == "default" {
                    self.missing_name(specifier)
                } else {
                    name.to_owned()
                })
            }
        }
    }

    fn missing_name(&self, specifier: &str) -> String {
        specifier
            .rsplit(['/', '.'])
            .next()
            .unwrap_or(specifier)
            .to_owned()
    }

    fn import_all(&mut self, target: &Target) {
        let Target::File(path) = target else { return };
        let Some(file) = self.program.workspace.find(path) else {
            return;
        };
        let scope = self.module_scope(file);
        if scope.is(&self.frame().scope) {
            return;
        }
        let names: Vec<(SmolStr, Value)> = scope
            .0
            .names
            .borrow()
            .iter()
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        for (name, value) in names {
            self.frame().scope.set(name, value);
        }
    }

    /// A member of a folder that is a package: a name of one of its files, or a file in it.
    pub(super) fn package_member(&mut self, folder: &str, name: &SmolStr) -> Value {
        let files = self.program.files_in(folder).to_vec();
        for &file in &files {
            if file_stem(self.program.workspace.path(file)) == name
                && self
                    .program
                    .tree(file)
                    .is_some_and(|tree| tree.sharing == NameSharing::File)
            {
                return self.file_value(file);
            }
        }
        for file in files {
            let Some(tree) = self.program.tree(file) else {
                continue;
            };
            if tree.sharing != NameSharing::File && declares(&tree, name) {
                let scope = self.module_scope(file);
                if let Some(value) = scope.get(name) {
                    return value;
                }
            }
        }
        let inner = join_path(folder, name);
        if crate::syntax::ProjectFiles::has_folder(self.program, &inner) {
            return Value::Package(inner.into());
        }
        Value::Null
    }

    /// What a module gives out under a name.
    pub(super) fn export(&mut self, file: FileId, name: &str) -> Option<Value> {
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
            if name == "default" {
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
        if name != "default"
            && let Some(value) = scope.0.names.borrow().get(name).cloned()
        {
            return Some(value);
        }
        self.submodule(file, name)
            .or_else(|| self.default_of_plain(file, name, &scope))
    }

    /// CommonJS and ES modules are mixed: the default of a module without one is the module.
    fn default_of_plain(&mut self, file: FileId, name: &str, scope: &Scope) -> Option<Value> {
        let has_names = !scope.0.names.borrow().is_empty();
        (name == "default" && has_names).then_some(Value::Module(file))
    }

    /// A module of a package whose `__init__` does not name it.
    fn submodule(&mut self, file: FileId, name: &str) -> Option<Value> {
        let path = self.program.workspace.path(file);
        if !file_stem(path).starts_with("__init__") && file_stem(path) != "index" {
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
    pub(super) fn all_exports(&mut self, file: FileId) -> Value {
        let scope = self.module_scope(file);
        let values: Vec<Value> = scope.0.names.borrow().values().cloned().collect();
        values
            .into_iter()
            .filter(|value| !matches!(value, Value::Extern(_)))
            .reduce(Value::or)
            .unwrap_or(Value::Null)
    }

    pub(super) fn run_export(&mut self, export: &Export) {
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
                            let value = self.imported(&target, specifier, "default");
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

    /// `require(x)`, `import(x)`: with a gap in the path, every file that fits.
    pub(super) fn import_value(&mut self, specifier: &Value) -> Value {
        if let Some(written) = constant(specifier) {
            let target = self.target(&written);
            let value = self.target_value(&target, &written);
            return self.common_value(value);
        }
        let mut found: Option<Value> = None;
        for file in self.files_that_fit(specifier) {
            let value = self.file_value(file);
            let value = self.common_value(value);
            found = Some(match found {
                Some(old) => old.or(value),
                None => value,
            });
        }
        found.unwrap_or_else(|| self.unknown("module"))
    }

    /// What `require` gives: `module.exports` where it is set.
    fn common_value(&mut self, value: Value) -> Value {
        let Value::Module(file) = value else {
            return value;
        };
        let whole = self
            .modules
            .get(&file)
            .and_then(|module| module.exports.borrow().whole.clone());
        whole.unwrap_or(Value::Module(file))
    }

    /// The source files in the folder that a path with gaps names.
    fn files_that_fit(&self, specifier: &Value) -> Vec<FileId> {
        const FILES: usize = 150;
        let Value::Text(rope) = specifier else {
            return Vec::new();
        };
        let known: String = rope
            .iter()
            .map_while(|part| match part {
                Part::Literal(text) => Some(&*text.value),
                Part::Hole(_) => None,
            })
            .collect();
        let here = folder_of(self.program.workspace.path(self.file()));
        let folder = match known.rsplit_once('/') {
            Some((folder, _)) if !folder.is_empty() => self.folder_named(here, folder),
            _ => return self.listed_folder_files(rope),
        };
        self.source_files_below(&folder)
            .into_iter()
            .take(FILES)
            .collect()
    }

    /// The folder that a path names, from the file's folder or one above it.
    fn folder_named(&self, here: &str, folder: &str) -> String {
        let mut from = here;
        loop {
            let whole = join_path(from, folder);
            if from.is_empty() || crate::syntax::ProjectFiles::has_folder(self.program, &whole) {
                return whole;
            }
            from = folder_of(from);
        }
    }

    /// A path put together from a folder that was listed.
    fn listed_folder_files(&self, rope: &[Part]) -> Vec<FileId> {
        let listed = rope.iter().find_map(|part| match part {
            Part::Hole(hole) => hole.name.strip_prefix("files in ").map(str::to_owned),
            Part::Literal(_) => None,
        });
        listed.map_or_else(Vec::new, |folder| self.source_files_below(&folder))
    }

    pub(super) fn source_files_below(&self, folder: &str) -> Vec<FileId> {
        if folder.is_empty() {
            return Vec::new();
        }
        let prefix = format!("{folder}/");
        let language = self.tree().language.ecosystem();
        self.project
            .iter()
            .copied()
            .filter(|&file| {
                let path = self.program.workspace.path(file);
                path.starts_with(&prefix)
                    && crate::syntax::language_of(path)
                        .is_some_and(|other| other.ecosystem() == language)
            })
            .collect()
    }

    /// A record of a named type is an instance of it.
    pub(super) fn instance_from_record(&mut self, class: Rc<ClassRef>, record: ObjectId) -> Value {
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
fn declares(tree: &TreeRef, name: &str) -> bool {
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
pub(super) fn file_stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').next().unwrap_or(name)
}
