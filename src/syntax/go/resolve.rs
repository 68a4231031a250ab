//! Where Go's imports lead: a package is a folder.

use crate::syntax::language::{ProjectFiles, Target};
use crate::syntax::paths::{ancestors, below, folder_of, join};

/// How many words of a path name its host, owner and repository.
const REPOSITORY_WORDS: usize = 3;

/// Finds the package `specifier` as the file at `from` means it.
pub(super) fn resolve(from: &str, specifier: &str, files: &dyn ProjectFiles) -> Target {
    let folder = folder_of(from);
    if specifier.starts_with("./") || specifier.starts_with("../") {
        let path = join(folder, specifier).unwrap_or_default();
        return folder_or_missing(path, files);
    }
    let mut manifests = files.named("go.mod");
    // The nearest module first: it may replace others.
    manifests.sort_by_key(|path| {
        let home = folder_of(path);
        let is_above = ancestors(folder).any(|above| above == home);
        (!is_above, std::cmp::Reverse(home.len()))
    });
    for manifest in &manifests {
        let Some(text) = files.text(manifest) else {
            continue;
        };
        let home = folder_of(manifest);
        if let Some(inside) = module(&text).and_then(|module| inside(specifier, module)) {
            return folder_or_missing(below_or_self(home, inside), files);
        }
        for (module, replacement) in replacements(&text) {
            let inside = inside(specifier, module);
            let target = inside.zip(join(home, replacement));
            if let Some((inside, replaced)) = target {
                return folder_or_missing(below_or_self(&replaced, inside), files);
            }
        }
    }
    if manifests.is_empty()
        && let Some(found) = without_modules(specifier, files)
    {
        return Target::Folder(found);
    }
    Target::External(specifier.to_owned())
}

fn folder_or_missing(path: String, files: &dyn ProjectFiles) -> Target {
    if files.has_folder(&path) {
        Target::Folder(path)
    } else {
        Target::Missing(path)
    }
}

fn below_or_self(folder: &str, inside: &str) -> String {
    if inside.is_empty() {
        folder.to_owned()
    } else {
        below(folder, inside)
    }
}

/// The rest of a package's path below its module's.
fn inside<'s>(specifier: &'s str, module: &str) -> Option<&'s str> {
    let rest = specifier.strip_prefix(module)?;
    if rest.is_empty() {
        return Some(rest);
    }
    rest.strip_prefix('/')
}

fn module(text: &str) -> Option<&str> {
    let mut lines = text.lines();
    lines.find_map(|line| {
        let rest = line.trim_start().strip_prefix("module ")?;
        let name = rest.split("//").next().unwrap_or(rest);
        Some(name.trim().trim_matches('"'))
    })
}

/// `replace module => ./folder`, each alone or in a block.
fn replacements(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.lines().filter_map(|line| {
        let line = line.trim();
        let line = line.strip_prefix("replace ").unwrap_or(line);
        let (module, target) = line.split_once("=>")?;
        let target = target.trim();
        let module = module.split_whitespace().next()?;
        let is_local = target.starts_with("./") || target.starts_with("../");
        is_local.then_some((module, target))
    })
}

/// Old trees have no module file: the repository's own packages are below its root.
fn without_modules(specifier: &str, files: &dyn ProjectFiles) -> Option<String> {
    let words: Vec<_> = specifier.split('/').collect();
    let inside = words.get(REPOSITORY_WORDS..)?.join("/");
    let is_package = !inside.is_empty() && files.has_folder(&inside);
    (is_package && files.has_source(&inside, "go")).then_some(inside)
}

#[cfg(test)]
mod tests {
    use super::resolve;
    use crate::syntax::files_for_tests::Files;
    use crate::syntax::language::Target;

    fn folder(path: &str) -> Target {
        Target::Folder(path.to_owned())
    }

    #[test]
    fn packages_are_folders_of_a_module() {
        let mut files = Files::of(&["bot/main.go", "bot/internal/ai/ai.go", "libs/text/text.go"]);
        files.add(
            "bot/go.mod",
            "module example.com/shop/bot\n\ngo 1.22\nreplace example.com/text => ../libs/text\n",
        );
        let found = |specifier| resolve("bot/main.go", specifier, &files);
        assert_eq!(
            found("example.com/shop/bot/internal/ai"),
            folder("bot/internal/ai")
        );
        assert_eq!(found("example.com/shop/bot"), folder("bot"));
        assert_eq!(found("example.com/text"), folder("libs/text"));
        assert_eq!(
            found("example.com/shop/bot/gone"),
            Target::Missing("bot/gone".to_owned())
        );
        assert_eq!(
            found("go.mau.fi/whatsmeow"),
            Target::External("go.mau.fi/whatsmeow".to_owned())
        );
    }

    #[test]
    fn a_workspace_has_several_modules() {
        let mut files = Files::of(&["a/main.go", "b/b.go"]);
        files.add("a/go.mod", "module example.com/a\n");
        files.add("b/go.mod", "module example.com/b\n");
        assert_eq!(resolve("a/main.go", "example.com/b", &files), folder("b"));
    }

    #[test]
    fn a_tree_without_modules_has_packages_below_its_root() {
        let files = Files::of(&["main.go", "bot/ai/ai.go"]);
        assert_eq!(
            resolve("main.go", "github.com/me/repo/bot/ai", &files),
            folder("bot/ai")
        );
    }
}
