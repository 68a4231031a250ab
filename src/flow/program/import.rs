//! Imports: bound to files, folders or packages, with every file that fits where the path has gaps.

use crate::flow::program::module::{declares, file_stem};
use crate::flow::program::{folder_of, join_path};
use crate::flow::run::Engine;
use crate::flow::values::{Extern, Part, Value, constant};
use crate::syntax::{DEFAULT_EXPORT, Import, ImportName, NameSharing, Target};
use crate::workspace::{FileId, Span};
use smol_str::SmolStr;

impl Engine<'_> {
    pub(crate) fn run_import(&mut self, import: &Import) {
        let target = self.target(&import.specifier);
        for name in &import.names {
            match name {
                ImportName::Module { local } => {
                    let value = self.target_value(&target, &import.specifier);
                    self.frame().scope.set(local.clone(), value);
                }
                ImportName::Default { local } => {
                    let value = self.imported(&target, &import.specifier, DEFAULT_EXPORT);
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

    pub(crate) fn target(&self, specifier: &str) -> Target {
        self.program
            .resolve(self.file(), self.tree().language, specifier)
    }

    pub(crate) fn target_value(&mut self, target: &Target, specifier: &str) -> Value {
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
    pub(crate) fn file_value(&mut self, file: FileId) -> Value {
        let path = self.program.workspace.path(file);
        if crate::syntax::language_of(path).is_none() {
            return self.file_content(file);
        }
        self.module_scope(file);
        Value::Module(file)
    }

    pub(crate) fn package(&mut self, package: &str, path: &str) -> Value {
        let external = Extern {
            package: Some(package.into()),
            path: path.rsplit('/').next().unwrap_or(path).into(),
            ..Extern::nameless(path)
        };
        self.with_member_meaning(external)
    }

    pub(crate) fn missing(&self, specifier: &str) -> Value {
        let name = specifier.rsplit(['/', '.']).next().unwrap_or(specifier);
        self.unknown(name)
    }

    pub(crate) fn imported(&mut self, target: &Target, specifier: &str, name: &str) -> Value {
        match target {
            Target::File(path) => match self.program.workspace.find(path) {
                Some(file) => {
                    let whole = self.file_value(file);
                    match whole {
                        Value::Module(file) => self
                            .export(file, name)
                            .unwrap_or_else(|| self.unknown(name)),
                        content if name == DEFAULT_EXPORT => content,
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
                let path = if name == DEFAULT_EXPORT {
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
            Target::Missing(_) => self.unknown(if name == DEFAULT_EXPORT {
                self.missing_name(specifier)
            } else {
                name.to_owned()
            }),
        }
    }

    pub(crate) fn missing_name(&self, specifier: &str) -> String {
        specifier
            .rsplit(['/', '.'])
            .next()
            .unwrap_or(specifier)
            .to_owned()
    }

    pub(crate) fn import_all(&mut self, target: &Target) {
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
    pub(crate) fn package_member(&mut self, folder: &str, name: &SmolStr) -> Value {
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

    /// `require(x)`, `import(x)`: with a gap in the path, every file that fits.
    pub(crate) fn import_value(&mut self, specifier: &Value) -> Value {
        if let Some(written) = constant(specifier) {
            let target = self.target(&written);
            let value = self.target_value(&target, &written);
            return self.common_value(value);
        }
        let mut found: Option<Value> = None;
        let mut open = specifier.alternatives().iter();
        let open = open.find(|alternative| constant(alternative).is_none());
        for file in self.files_that_fit(open.unwrap_or(specifier)) {
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
    pub(crate) fn common_value(&mut self, value: Value) -> Value {
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
    pub(crate) fn files_that_fit(&self, specifier: &Value) -> Vec<FileId> {
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
    pub(crate) fn folder_named(&self, here: &str, folder: &str) -> String {
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
    pub(crate) fn listed_folder_files(&self, rope: &[Part]) -> Vec<FileId> {
        let listed = rope.iter().find_map(|part| match part {
            Part::Hole(hole) => hole.name.strip_prefix("files in ").map(str::to_owned),
            Part::Literal(_) => None,
        });
        listed.map_or_else(Vec::new, |folder| self.source_files_below(&folder))
    }

    pub(crate) fn source_files_below(&self, folder: &str) -> Vec<FileId> {
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
}
