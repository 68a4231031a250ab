//! Where JavaScript's imports lead.

use rustc_hash::FxHashMap;

use super::manifests::{Manifest, manifests_above};
use super::urls::{bare, without_version};
use crate::syntax::language::{ProjectFiles, Target, remembered};
use crate::syntax::paths::{ancestors, below, folder_of, join};

/// Extensions that an import may leave off, in the order of preference.
const EXTENSIONS: &[&str] = &[
    "ts", "tsx", "js", "jsx", "mjs", "cjs", "mts", "cts", "json", "gs",
];
/// Folders of built files, whose sources stand elsewhere.
const BUILT: &[&str] = &["dist", "build", "lib", "out", "esm", "cjs"];
/// What no registry allows as a package's name: aliases for the project's own folders.
const OWN_ALIASES: &[&str] = &["@/", "~/", "@@/", "~~/", "$lib/"];
/// Folders at a project's top that bare specifiers begin with where a bundler or `NODE_PATH` knows them.
const OWN_FOLDERS: &[&str] = &["src", "app"];
/// How many aliases lead to one another at most.
const MAX_HOPS: usize = 4;

/// Finds the module `specifier` as the file at `from` means it.
pub(super) fn resolve(from: &str, specifier: &str, files: &dyn ProjectFiles) -> Target {
    resolve_hop(folder_of(from), specifier, files, MAX_HOPS)
}

fn resolve_hop(folder: &str, specifier: &str, files: &dyn ProjectFiles, hops: usize) -> Target {
    // Bundlers take what to do with a file from a query after its name.
    let path = match specifier.starts_with("http") {
        true => specifier,
        false => specifier.split('?').next().unwrap_or(specifier),
    };
    if is_relative(path) {
        return relative(folder, path, files);
    }
    if let Some(absolute) = path.strip_prefix('/') {
        return relative("", absolute, files);
    }
    if let Some(hops) = hops.checked_sub(1) {
        for (home, target) in aliased(folder, path, files) {
            if !is_relative(&target) && target != path {
                return resolve_hop(&home, &target, files, hops);
            }
            if let Some(found) = join(&home, &target).and_then(|at| module_at(&at, files)) {
                return Target::File(found);
            }
        }
    }
    own_alias(folder, path, files)
        .or_else(|| own_folder(folder, path, files))
        .or_else(|| workspace_package(path, files))
        .unwrap_or_else(|| match path.starts_with('#') {
            true => Target::Missing(path.to_owned()),
            false => Target::External(bare(path)),
        })
}

fn is_relative(path: &str) -> bool {
    path.starts_with("./") || path.starts_with("../") || path == "." || path == ".."
}

fn relative(folder: &str, path: &str, files: &dyn ProjectFiles) -> Target {
    let Some(base) = join(folder, path) else {
        return Target::Missing(path.to_owned());
    };
    match module_at(&base, files).or_else(|| source_of_built(&base, files)) {
        Some(found) => Target::File(found),
        None if files.has_folder(&base) => Target::Folder(base),
        None => Target::Missing(base),
    }
}

/// `a/dist/b` is built from `a/src/b`, as a rule.
fn source_of_built(path: &str, files: &dyn ProjectFiles) -> Option<String> {
    let parts: Vec<_> = path.split('/').collect();
    let at = parts.iter().position(|part| BUILT.contains(part))?;
    let source = [&parts[..at], &["src"], &parts[at + 1..]]
        .concat()
        .join("/");
    module_at(&source, files)
}

/// What the manifests above a folder make of a specifier, with the folder that each is relative to.
fn aliased(folder: &str, specifier: &str, files: &dyn ProjectFiles) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for home in ancestors(folder) {
        for manifest in manifests_above(home, files).iter() {
            found.extend(manifest.aliases(specifier));
        }
    }
    found
}

/// `@/x` and its like, where a bundler's configuration says where they lead.
fn own_alias(folder: &str, specifier: &str, files: &dyn ProjectFiles) -> Option<Target> {
    let rest = OWN_ALIASES
        .iter()
        .find_map(|alias| specifier.strip_prefix(alias))?;
    let found = ancestors(folder).find_map(|root| {
        [below(root, "src"), below(root, "app"), root.to_owned()]
            .iter()
            .find_map(|base| module_at(&below(base, rest), files))
    });
    Some(found.map_or_else(|| Target::Missing(rest.to_owned()), Target::File))
}

/// `src/x` below any folder above.
fn own_folder(folder: &str, specifier: &str, files: &dyn ProjectFiles) -> Option<Target> {
    let (first, _) = specifier.split_once('/')?;
    if !OWN_FOLDERS.contains(&first) {
        return None;
    }
    let mut roots = ancestors(folder);
    let found = roots.find_map(|root| module_at(&below(root, specifier), files));
    found.map(Target::File)
}

/// A package of the same repository, by its name.
fn workspace_package(specifier: &str, files: &dyn ProjectFiles) -> Option<Target> {
    let (name, inside) = split_package(specifier);
    let packages = remembered(files, "javascript packages", || package_folders(files));
    let folder = packages.get(name)?;
    let found = match inside {
        Some(inside) => [folder.to_owned(), below(folder, "src")]
            .iter()
            .find_map(|base| module_at(&below(base, inside), files)),
        None => module_at(folder, files),
    };
    found.map(Target::File)
}

/// The folders of the repository's packages, by name.
fn package_folders(files: &dyn ProjectFiles) -> FxHashMap<String, String> {
    let mut folders = FxHashMap::default();
    for path in files.named("package.json") {
        let folder = folder_of(&path);
        let manifest = Manifest::package(folder, files);
        if let Some(name) = manifest
            .as_ref()
            .as_ref()
            .and_then(|one| one.string("name"))
        {
            folders
                .entry(name.to_owned())
                .or_insert_with(|| folder.to_owned());
        }
    }
    folders
}

/// The package of a specifier, and the path inside it.
fn split_package(specifier: &str) -> (&str, Option<&str>) {
    let from = match specifier.starts_with('@') {
        true => specifier.find('/').map_or(specifier.len(), |at| at + 1),
        false => 0,
    };
    match specifier[from..].find('/') {
        Some(slash) => {
            let (name, inside) = specifier.split_at(from + slash);
            (without_version(name), Some(&inside[1..]))
        }
        None => (without_version(specifier), None),
    }
}

/// The file that a path without its extension, with a built file's extension, or of a folder means.
pub(super) fn module_at(path: &str, files: &dyn ProjectFiles) -> Option<String> {
    file_at(path, files).or_else(|| folder_module(path, files))
}

fn file_at(path: &str, files: &dyn ProjectFiles) -> Option<String> {
    if path.is_empty() {
        return None;
    }
    if files.has_file(path) {
        return Some(path.to_owned());
    }
    let with_extension = |stem: &str, extensions: &[&str]| {
        let mut paths = extensions
            .iter()
            .map(|extension| format!("{stem}.{extension}"));
        paths.find(|path| files.has_file(path))
    };
    let source = match path.rsplit_once('.') {
        Some((stem, "js")) => with_extension(stem, &["ts", "tsx", "jsx", "mjs"]),
        Some((stem, "jsx")) => with_extension(stem, &["tsx"]),
        Some((stem, "mjs")) => with_extension(stem, &["mts", "ts"]),
        Some((stem, "cjs")) => with_extension(stem, &["cts", "ts"]),
        _ => None,
    };
    source.or_else(|| with_extension(path, EXTENSIONS))
}

fn folder_module(folder: &str, files: &dyn ProjectFiles) -> Option<String> {
    if !files.has_folder(folder) {
        return None;
    }
    let mains = Manifest::package(folder, files)
        .as_ref()
        .as_ref()
        .map(Manifest::mains)
        .unwrap_or_default();
    mains
        .iter()
        .find_map(|main| main_at(folder, main, files))
        .or_else(|| file_at(&below(folder, "index"), files))
        .or_else(|| file_at(&below(folder, "src/index"), files))
}

/// A package's main file, or the source that it is built from.
fn main_at(folder: &str, main: &str, files: &dyn ProjectFiles) -> Option<String> {
    let path = join(folder, main)?;
    if let Some(found) = file_at(&path, files) {
        return Some(found);
    }
    if path != folder
        && let Some(found) = file_at(&below(&path, "index"), files)
    {
        return Some(found);
    }
    let inside = main.trim_start_matches("./");
    let (built, rest) = inside.split_once('/')?;
    if !BUILT.contains(&built) {
        return None;
    }
    file_at(&join(&below(folder, "src"), rest)?, files)
}
