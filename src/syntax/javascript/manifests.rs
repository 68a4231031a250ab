//! The files that give JavaScript's imports other meanings: `tsconfig.json`, `package.json`, `deno.json`.

use std::borrow::Cow;
use std::sync::Arc;

use jsonc_parser::{JsonArray, JsonObject, JsonValue, ParseOptions, parse_to_value};

use crate::syntax::language::{ProjectFiles, remembered};
use crate::syntax::paths::{below, folder_of, join};

/// How many configurations extend or refer to one another at most.
const MAX_EXTENDS: usize = 6;
/// The files that may name aliases, with the kind of each.
const NAMES: &[(&str, Kind)] = &[
    ("tsconfig.json", Kind::Compiler),
    ("tsconfig.base.json", Kind::Compiler),
    ("jsconfig.json", Kind::Compiler),
    ("package.json", Kind::Package),
    ("deno.json", Kind::ImportMap),
    ("deno.jsonc", Kind::ImportMap),
    ("import_map.json", Kind::ImportMap),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Compiler,
    Package,
    ImportMap,
}

/// One configuration file, read as far as aliases go.
pub(super) struct Manifest {
    folder: String,
    strings: Vec<(&'static str, String)>,
    /// What an alias with at most one `*` leads to, relative to `folder`.
    aliases: Vec<(String, Vec<String>)>,
    /// The folder that bare specifiers are looked up in.
    base: Option<String>,
}

/// The manifests in a folder.
pub(super) fn manifests_above(folder: &str, files: &dyn ProjectFiles) -> Arc<Vec<Manifest>> {
    let key = format!("javascript manifests in {folder}");
    remembered(files, &key, || manifests_in(folder, files))
}

fn manifests_in(folder: &str, files: &dyn ProjectFiles) -> Vec<Manifest> {
    let present = NAMES
        .iter()
        .map(|&(name, kind)| (below(folder, name), kind))
        .filter(|(path, _)| files.has_file(path));
    present
        .flat_map(|(path, kind)| match kind {
            Kind::Compiler => compiler_options(&path, files, &mut Vec::new(), MAX_EXTENDS),
            Kind::Package => Manifest::read_package(folder, files).into_iter().collect(),
            Kind::ImportMap => import_map(&path, files).into_iter().collect(),
        })
        .collect()
}

impl Manifest {
    fn empty(folder: &str) -> Self {
        Self {
            folder: folder.to_owned(),
            strings: Vec::new(),
            aliases: Vec::new(),
            base: None,
        }
    }

    /// The `package.json` of a folder.
    pub(super) fn package(folder: &str, files: &dyn ProjectFiles) -> Arc<Option<Self>> {
        let key = format!("javascript package in {folder}");
        remembered(files, &key, || Self::read_package(folder, files))
    }

    fn read_package(folder: &str, files: &dyn ProjectFiles) -> Option<Self> {
        let path = below(folder, "package.json");
        if !files.has_file(&path) {
            return None;
        }
        let text = files.text(&path)?;
        let root = object(&text)?;
        let mut manifest = Self::empty(folder);
        for key in ["name", "source", "module", "main", "types"] {
            if let Some(value) = root.get_string(key) {
                manifest.strings.push((key, value.to_string()));
            }
        }
        if let Some(value) = root.get("exports").and_then(exported) {
            manifest.strings.push(("exports", value));
        }
        for key in ["imports", "_moduleAliases", "alias"] {
            if let Some(map) = root.get_object(key) {
                manifest.add_aliases(map, key != "imports");
            }
        }
        Some(manifest)
    }

    /// A text at the top of the manifest.
    pub(super) fn string(&self, key: &str) -> Option<&str> {
        let mut strings = self.strings.iter();
        strings
            .find(|(known, _)| *known == key)
            .map(|(_, value)| value.as_str())
    }

    /// The files that may be the package's module, sources first.
    pub(super) fn mains(&self) -> Vec<String> {
        ["source", "exports", "module", "main", "types"]
            .iter()
            .filter_map(|key| self.string(key))
            .map(|main| main.trim_end_matches(".d.ts").to_owned())
            .collect()
    }

    /// What the specifier leads to, best first, with the folder that it is relative to.
    pub(super) fn aliases(&self, specifier: &str) -> Vec<(String, String)> {
        let mut best: Option<(usize, Vec<String>)> = None;
        for (pattern, targets) in &self.aliases {
            let Some((fit, star)) = fits(pattern, specifier) else {
                continue;
            };
            if best.as_ref().is_none_or(|(length, _)| *length < fit) {
                let filled = targets.iter().map(|target| target.replacen('*', star, 1));
                best = Some((fit, filled.collect()));
            }
        }
        let targets = best.map(|(_, targets)| targets).unwrap_or_default();
        let based = self
            .base
            .as_ref()
            .map(|base| (base.clone(), format!("./{specifier}")));
        targets
            .into_iter()
            .map(|target| (self.folder.clone(), target))
            .chain(based)
            .collect()
    }

    /// Adds a map from aliases to one target, or to conditions. `opens` lets `a` also stand for `a/…`.
    fn add_aliases(&mut self, map: &JsonObject<'_>, opens: bool) {
        for (alias, value) in map.clone().take_inner() {
            let Some(target) = exported(&value) else {
                continue;
            };
            if let Some(folder) = alias.strip_suffix('/') {
                let target = format!("{}/*", target.trim_end_matches('/'));
                self.aliases.push((format!("{folder}/*"), vec![target]));
                continue;
            }
            if opens {
                let below = format!("{}/*", target.trim_end_matches('/'));
                self.aliases.push((format!("{alias}/*"), vec![below]));
            }
            self.aliases.push((alias.to_string(), vec![target]));
        }
    }
}

/// How well a pattern fits (the longer the better), and what its `*` stands for.
fn fits<'s>(pattern: &str, specifier: &'s str) -> Option<(usize, &'s str)> {
    match pattern.split_once('*') {
        None => (pattern == specifier).then_some((usize::MAX, "")),
        Some((before, after)) => {
            let star = specifier.strip_prefix(before)?.strip_suffix(after)?;
            Some((before.len(), star))
        }
    }
}

/// The target in an `exports` or `imports` entry, whatever conditions it hangs on.
fn exported(value: &JsonValue<'_>) -> Option<String> {
    let mut value = value;
    loop {
        value = match value {
            JsonValue::String(text) => return Some(text.to_string()),
            JsonValue::Array(items) => items.get(0)?,
            JsonValue::Object(map) => [
                ".", "source", "import", "module", "default", "require", "node",
            ]
            .iter()
            .find_map(|key| map.get(key))?,
            _ => return None,
        };
    }
}

fn object(text: &str) -> Option<JsonObject<'_>> {
    match parse_to_value(text, &ParseOptions::default()) {
        Ok(Some(JsonValue::Object(root))) => Some(root),
        _ => None,
    }
}

/// The aliases of a compiler configuration, then those that it extends or refers to.
/// Each configuration counts once: packages of a repository refer to one another.
fn compiler_options(
    path: &str,
    files: &dyn ProjectFiles,
    seen: &mut Vec<String>,
    hops: usize,
) -> Vec<Manifest> {
    let Some((text, hops)) = files.text(path).zip(hops.checked_sub(1)) else {
        return Vec::new();
    };
    if seen.iter().any(|known| known == path) {
        return Vec::new();
    }
    seen.push(path.to_owned());
    let text: Arc<str> = text;
    let says_nothing = !["paths", "baseUrl", "extends", "references"]
        .iter()
        .any(|word| text.contains(word));
    let Some(root) = object(&text).filter(|_| !says_nothing) else {
        return Vec::new();
    };
    let folder = folder_of(path);
    let mut found: Vec<Manifest> = own_options(&root, folder).into_iter().collect();
    for other in others(&root) {
        for name in [
            format!("{other}.json"),
            other.clone(),
            format!("{other}/tsconfig.json"),
        ] {
            let target = join(folder, &name).filter(|target| files.has_file(target));
            if let Some(target) = target {
                found.extend(compiler_options(&target, files, seen, hops));
                break;
            }
        }
    }
    found
}

fn own_options(root: &JsonObject<'_>, folder: &str) -> Option<Manifest> {
    let options = root.get_object("compilerOptions")?;
    let base = options
        .get_string("baseUrl")
        .and_then(|base| join(folder, base));
    let mut manifest = Manifest::empty(base.as_deref().unwrap_or(folder));
    manifest.base = base;
    let paths = options.get_object("paths").cloned();
    for (alias, targets) in paths.into_iter().flat_map(JsonObject::take_inner) {
        if let JsonValue::Array(targets) = targets {
            let targets = strings(&targets).map(|target| format!("./{target}"));
            manifest
                .aliases
                .push((alias.to_string(), targets.collect()));
        }
    }
    Some(manifest)
}

/// What a compiler configuration extends and refers to.
fn others(root: &JsonObject<'_>) -> Vec<String> {
    let mut others = Vec::new();
    match root.get("extends") {
        Some(JsonValue::String(path)) => others.push(path.to_string()),
        Some(JsonValue::Array(paths)) => others.extend(strings(paths).map(Cow::into_owned)),
        _ => {}
    }
    for reference in root
        .get_array("references")
        .iter()
        .flat_map(|all| all.iter())
    {
        if let JsonValue::Object(reference) = reference {
            let path = reference.get_string("path");
            others.extend(path.map(|path| path.to_string()));
        }
    }
    others
}

fn strings<'a>(array: &'a JsonArray<'a>) -> impl Iterator<Item = Cow<'a, str>> {
    array.iter().filter_map(|item| match item {
        JsonValue::String(text) => Some(text.clone()),
        _ => None,
    })
}

fn import_map(path: &str, files: &dyn ProjectFiles) -> Option<Manifest> {
    let text = files.text(path)?;
    let root = object(&text)?;
    let mut manifest = Manifest::empty(folder_of(path));
    manifest.add_aliases(root.get_object("imports")?, false);
    Some(manifest)
}
