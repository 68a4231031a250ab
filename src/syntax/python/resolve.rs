//! Where Python's imports lead.

use crate::syntax::language::{ProjectFiles, Target};
use crate::syntax::paths::{ancestors, below, folder_of, join};

/// Where a project says which packages it installs.
const DEPENDENCY_LISTS: &[&str] = &["requirements.txt", "pyproject.toml", "Pipfile"];
/// Modules of the standard library whose names people also give to folders.
const STANDARD: &[&str] = &[
    "calendar", "code", "email", "html", "http", "json", "logging", "platform", "queue", "secrets",
    "signal", "test", "types",
];

/// Finds the module `specifier` as the file at `from` means it.
pub(super) fn resolve(from: &str, specifier: &str, files: &dyn ProjectFiles) -> Target {
    let folder = folder_of(from);
    let name = specifier.trim_start_matches('.');
    match specifier.len() - name.len() {
        0 => absolute(folder, name, files),
        dots => relative(folder, dots, name, files),
    }
}

fn relative(folder: &str, dots: usize, name: &str, files: &dyn ProjectFiles) -> Target {
    let up = "../".repeat(dots - 1);
    let path = name.replace('.', "/");
    let Some(base) = join(folder, &up).and_then(|base| join(&base, &path)) else {
        return Target::Missing(path);
    };
    module_at(&base, files).unwrap_or_else(|| Target::Missing(format!("{base}.py")))
}

/// Python looks along its path; which folders are on it is not written down. Each folder from the importing file's up
/// to the root counts, and the `src` of each; a folder that is itself a package only where no other has the module.
fn absolute(folder: &str, name: &str, files: &dyn ProjectFiles) -> Target {
    let path = name.replace('.', "/");
    let (packages, roots): (Vec<_>, Vec<_>) = ancestors(folder)
        .flat_map(|root| [Some(root.to_owned()), join(root, "src")])
        .flatten()
        .partition(|root| files.has_file(&below(root, "__init__.py")));
    let mut namespace = None;
    for root in roots.iter().chain(&packages) {
        match module_at(&below(root, &path), files) {
            Some(Target::Folder(found)) => {
                let holds_modules = path.contains('/') || files.has_source(&found, "py");
                namespace = namespace.or(holds_modules.then_some(found));
            }
            Some(Target::File(found)) if !wraps(&found, name, files) => {
                return Target::File(found);
            }
            _ => {}
        }
    }
    let is_outside = || !path.contains('/') && is_installed(name, folder, files);
    if let Some(found) = namespace.filter(|_| !is_outside()) {
        return Target::Folder(found);
    }
    let package = path.split('/').next().unwrap_or_default();
    let holder = roots.iter().chain(&packages).find(|root| {
        path.contains('/') && files.has_file(&below(root, &format!("{package}/__init__.py")))
    });
    match holder {
        Some(root) => Target::Missing(format!("{}.py", below(root, &path))),
        None => Target::External(name.to_owned()),
    }
}

/// Whether a package of that name comes from outside: it goes before a folder without `__init__.py`, wherever that is.
fn is_installed(name: &str, folder: &str, files: &dyn ProjectFiles) -> bool {
    let lists = ancestors(folder)
        .flat_map(|root| DEPENDENCY_LISTS.iter().map(move |list| below(root, list)));
    STANDARD.contains(&name)
        || lists
            .filter(|path| files.has_file(path))
            .filter_map(|path| files.text(&path))
            .any(|text| text.lines().any(|line| requires(line, name)))
}

/// Whether a line of a list of dependencies names the package: `redis>=5`, `"redis[hiredis]",`, `redis = "*"`.
fn requires(line: &str, name: &str) -> bool {
    let line = line.trim_start_matches([' ', '\t', '"', '\'']);
    let same = line
        .get(..name.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(name));
    same && !line[name.len()..].starts_with(|c: char| c.is_alphanumeric() || "_-.".contains(c))
}

/// Whether the file at `path` imports the module of its own name: then that module is another, from outside
/// (`services/openai.py` that imports `openai`).
fn wraps(path: &str, name: &str, files: &dyn ProjectFiles) -> bool {
    if name.contains('.') {
        return false;
    }
    let Some(text) = files.text(path) else {
        return false;
    };
    text.lines().any(|line| {
        let module = line
            .strip_prefix("import ")
            .or_else(|| line.strip_prefix("from "))
            .map(str::trim_start);
        module.is_some_and(|module| {
            let rest = module.strip_prefix(name);
            rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
        })
    })
}

/// The module at a path without extension: a file, a package, or a folder of modules.
fn module_at(path: &str, files: &dyn ProjectFiles) -> Option<Target> {
    let package = below(path, "__init__.py");
    if files.has_file(&package) {
        return Some(Target::File(package));
    }
    let file = format!("{path}.py");
    if !path.is_empty() && files.has_file(&file) {
        return Some(Target::File(file));
    }
    files
        .has_folder(path)
        .then(|| Target::Folder(path.to_owned()))
}
