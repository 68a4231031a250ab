//! What a walk leaves out on its own account: other people's code, build output, generated bundles.

use std::path::Path;

/// Why a walk left something out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SkipReason {
    /// A folder of installed or copied packages (`node_modules`, `vendor`, `site-packages`, a virtual environment).
    Packages,
    /// A folder of build output (`dist`, `build`, `.next`, `bin` and `obj` of .NET).
    BuildOutput,
    /// A hidden file or folder.
    Hidden,
    /// Excluded by the configuration.
    Excluded,
    /// A minified or bundled script.
    Minified,
    /// Data that is no text, in a file whose name promised some.
    Binary,
    /// A link to a folder, or to a place outside the tree.
    Link,
}

impl SkipReason {
    /// All reasons, in the order in which statistics list them.
    pub const ALL: [Self; 7] = [
        Self::Packages,
        Self::BuildOutput,
        Self::Hidden,
        Self::Excluded,
        Self::Minified,
        Self::Binary,
        Self::Link,
    ];

    /// What statistics call it, in the plural.
    pub fn label(self) -> &'static str {
        match self {
            Self::Packages => "folders of installed packages",
            Self::BuildOutput => "folders of build output",
            Self::Hidden => "hidden files and folders",
            Self::Excluded => "paths excluded by configuration",
            Self::Minified => "minified bundles",
            Self::Binary => "binary files",
            Self::Link => "symbolic links",
        }
    }
}

/// Files that mark the top of a project, by name.
pub(crate) const MANIFESTS: [&str; 16] = [
    "package.json",
    "pyproject.toml",
    "requirements.txt",
    "setup.py",
    "setup.cfg",
    "Pipfile",
    "go.mod",
    "pom.xml",
    "build.gradle",
    "build.gradle.kts",
    "composer.json",
    "Gemfile",
    "Cargo.toml",
    "pubspec.yaml",
    "mix.exs",
    "deno.json",
];

/// Extensions of files that mark the top of a project, whatever their name.
pub(crate) const MANIFEST_EXTENSIONS: [&str; 3] = ["csproj", "fsproj", "vbproj"];

/// Whether that file name marks the top of a project.
pub(crate) fn is_manifest(name: &str) -> bool {
    MANIFESTS.contains(&name)
        || name
            .rsplit_once('.')
            .is_some_and(|(_, extension)| MANIFEST_EXTENSIONS.contains(&extension))
}

/// Why a folder below the root is left out, if it is. `name` is its last part.
pub(crate) fn folder(path: &Path, name: &str, parent_is_root: bool) -> Option<SkipReason> {
    match name {
        name if name.ends_with(".dist-info") || name.ends_with(".egg-info") => {
            return Some(SkipReason::Packages);
        }
        "node_modules" | "site-packages" | "dist-packages" | "bower_components"
        | "jspm_packages" | "Pods" | "__pypackages__" | "virtualenv" => {
            return Some(SkipReason::Packages);
        }
        "__pycache__" => return Some(SkipReason::BuildOutput),
        // A shop's `vendor` folder among its sources is its own code; beside a manifest it is other people's.
        "vendor" if parent_is_root || beside_manifest(path) => return Some(SkipReason::Packages),
        "dist" | "build" | "out" | "target" if beside_manifest(path) => {
            return Some(SkipReason::BuildOutput);
        }
        "bin" | "obj" if beside_dotnet_project(path) => return Some(SkipReason::BuildOutput),
        _ => {}
    }
    match name {
        ".next" | ".nuxt" | ".output" | ".turbo" | ".svelte-kit" => {
            return Some(SkipReason::BuildOutput);
        }
        ".venv" | ".tox" | ".nox" | ".yarn" => return Some(SkipReason::Packages),
        _ => {}
    }
    if name.starts_with('.') {
        return Some(SkipReason::Hidden);
    }
    path.join("pyvenv.cfg")
        .is_file()
        .then_some(SkipReason::Packages)
}

/// Why a file is left out by its name, if it is.
pub(crate) fn file(name: &str) -> Option<SkipReason> {
    if name.starts_with('.') && !name.starts_with(".env") {
        return Some(SkipReason::Hidden);
    }
    let minified = [
        ".min.js",
        ".min.mjs",
        ".min.css",
        "-min.js",
        ".bundle.js",
        ".chunk.js",
    ];
    minified
        .iter()
        .any(|end| name.ends_with(end))
        .then_some(SkipReason::Minified)
}

/// Whether a script's bytes look like a tool's output: very long lines with hardly a space in them.
pub(crate) fn is_minified(name: &str, bytes: &[u8]) -> bool {
    const SMALLEST: usize = 16 * 1024;
    const LOOKED_AT: usize = 64 * 1024;
    const LINE: usize = 500;
    const SPACES_IN_100: usize = 9;
    let is_script = [".js", ".mjs", ".cjs"]
        .iter()
        .any(|end| name.ends_with(end));
    if !is_script || bytes.len() < SMALLEST {
        return false;
    }
    let head = &bytes[..bytes.len().min(LOOKED_AT)];
    let lines = head.iter().filter(|&&byte| byte == b'\n').count() + 1;
    if head.len() / lines < LINE {
        return false;
    }
    let spaces = head
        .iter()
        .filter(|byte| byte.is_ascii_whitespace())
        .count();
    spaces * 100 / head.len() < SPACES_IN_100
}

fn beside_manifest(path: &Path) -> bool {
    let Some(parent) = path.parent() else {
        return false;
    };
    MANIFESTS.iter().any(|name| parent.join(name).is_file()) || beside_dotnet_project(path)
}

fn beside_dotnet_project(path: &Path) -> bool {
    let Some(entries) = path
        .parent()
        .and_then(|parent| std::fs::read_dir(parent).ok())
    else {
        return false;
    };
    entries.flatten().any(|entry| {
        Path::new(&entry.file_name())
            .extension()
            .and_then(|extension| extension.to_str())
            .is_some_and(|extension| extension == "sln" || MANIFEST_EXTENSIONS.contains(&extension))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(root: &Path, folder_path: &str) -> Option<SkipReason> {
        let path = root.join(folder_path);
        let name = path.file_name().unwrap().to_str().unwrap();
        folder(&path, name, path.parent() == Some(root))
    }

    #[test]
    fn output_folders_count_only_beside_a_manifest() {
        let root = tempfile::tempdir().unwrap();
        for path in [
            "app/dist",
            "app/src/build",
            "shop/bin",
            "net/bin",
            "src/vendor",
            "vendor",
        ] {
            std::fs::create_dir_all(root.path().join(path)).unwrap();
        }
        std::fs::write(root.path().join("app/package.json"), "{}").unwrap();
        std::fs::write(root.path().join("net/Bot.csproj"), "").unwrap();
        let reason = |path| reason(root.path(), path);
        assert_eq!(reason("app/dist"), Some(SkipReason::BuildOutput));
        assert_eq!(reason("app/src/build"), None);
        assert_eq!(reason("shop/bin"), None);
        assert_eq!(reason("net/bin"), Some(SkipReason::BuildOutput));
        assert_eq!(reason("vendor"), Some(SkipReason::Packages));
        assert_eq!(reason("src/vendor"), None);
    }

    #[test]
    fn virtual_environments_are_known_by_their_own_file() {
        let root = tempfile::tempdir().unwrap();
        for path in ["env", "tools"] {
            std::fs::create_dir_all(root.path().join(path)).unwrap();
        }
        std::fs::write(root.path().join("tools/pyvenv.cfg"), "").unwrap();
        assert_eq!(reason(root.path(), "env"), None);
        assert_eq!(reason(root.path(), "tools"), Some(SkipReason::Packages));
    }

    #[test]
    fn a_bundle_is_dense_and_a_long_prompt_is_not() {
        let bundle = "var a=function(b){return c(d,e)};".repeat(1_000);
        assert!(is_minified("app.js", bundle.as_bytes()));
        assert!(!is_minified("app.py", bundle.as_bytes()));
        let prose =
            "You answer questions about the opening hours of our bakery in Porto. ".repeat(500);
        assert!(!is_minified(
            "prompt.js",
            format!("export default `{prose}`").as_bytes()
        ));
        assert_eq!(file("jquery.min.js"), Some(SkipReason::Minified));
        assert_eq!(file(".env.example"), None);
        assert_eq!(file(".eslintrc.js"), Some(SkipReason::Hidden));
    }
}
