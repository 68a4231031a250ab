//! What sort of file a path names, and with it whether the prefilter looks inside.

/// What sort of file a path names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FileKind {
    /// A program: the prefilter looks inside.
    Source,
    /// A definition or a setting (JSON, YAML, TOML, XML, a platform's own text format): the prefilter looks inside.
    Definition,
    /// Prose or a template, read only when something refers to it.
    Text,
    /// A zipped export, whose bytes a platform may ask for.
    Archive,
    /// A lock file, a data table, a picture: never looked into on botlint's own account.
    Other,
}

/// Lock files name every package of a tree, used or not, and would mark every project.
const LOCK_FILES: [&str; 8] = [
    "package-lock.json",
    "npm-shrinkwrap.json",
    "yarn.lock",
    "pnpm-lock.yaml",
    "composer.lock",
    "packages.lock.json",
    "project.assets.json",
    "bun.lock",
];

impl FileKind {
    /// The kind of the file with that path, by its name alone.
    pub fn of(path: &str) -> Self {
        let name = path.rsplit('/').next().unwrap_or(path);
        if LOCK_FILES.contains(&name) {
            return Self::Other;
        }
        if name.starts_with(".env") || matches!(name, "Modelfile" | "Procfile" | "Dockerfile") {
            return Self::Text;
        }
        if matches!(name, "Gemfile" | "Rakefile") {
            return Self::Source;
        }
        let Some((stem, extension)) = name.rsplit_once('.') else {
            return Self::Text;
        };
        if stem.is_empty() {
            return Self::Other;
        }
        let mut lower = [0u8; 12];
        let Some(lower) = lower.get_mut(..extension.len()) else {
            return Self::Other;
        };
        lower.copy_from_slice(extension.as_bytes());
        lower.make_ascii_lowercase();
        Self::of_extension(lower)
    }

    fn of_extension(extension: &[u8]) -> Self {
        match extension {
            b"py" | b"pyw" | b"pyi" | b"js" | b"jsx" | b"mjs" | b"cjs" | b"ts" | b"tsx"
            | b"mts" | b"cts" | b"vue" | b"svelte" | b"astro" | b"gs" | b"go" | b"java" | b"kt"
            | b"kts" | b"groovy" | b"scala" | b"cs" | b"fs" | b"vb" | b"php" | b"rb" | b"rs"
            | b"dart" | b"swift" | b"ex" | b"exs" | b"lua" | b"ipynb" | b"gradle" | b"gemspec" => {
                Self::Source
            }
            b"json" | b"jsonc" | b"json5" | b"jsonl" | b"ndjson" | b"yaml" | b"yml" | b"toml"
            | b"xml" | b"csproj" | b"props" | b"tf" | b"hcl" | b"dialog" | b"lu" | b"qna"
            | b"lg" | b"bot" | b"aiml" | b"rive" | b"csml" | b"bpmn" | b"flow" | b"mod" => {
                Self::Definition
            }
            b"txt" | b"md" | b"mdx" | b"markdown" | b"rst" | b"j2" | b"jinja" | b"jinja2"
            | b"tmpl" | b"tpl" | b"mustache" | b"hbs" | b"handlebars" | b"ejs" | b"erb"
            | b"liquid" | b"njk" | b"prompt" | b"prompty" | b"st" | b"ftl" | b"html" | b"htm"
            | b"ini" | b"cfg" | b"conf" | b"properties" | b"env" | b"example" | b"sh"
            | b"graphql" | b"sql" => Self::Text,
            b"zip" | b"bpz" | b"vf" | b"vfr" | b"tgz" => Self::Archive,
            _ => Self::Other,
        }
    }

    /// Whether the prefilter looks inside.
    pub fn is_searched(self) -> bool {
        matches!(self, Self::Source | Self::Definition)
    }

    /// The largest file of this kind that is read as text, in bytes. A parser needs about a second for this much.
    pub fn read_limit(self) -> u64 {
        const MIB: u64 = 1 << 20;
        match self {
            Self::Source => 4 * MIB,
            Self::Definition => 16 * MIB,
            Self::Text | Self::Archive | Self::Other => 8 * MIB,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_follow_the_name() {
        for (path, kind) in [
            ("src/bot.PY", FileKind::Source),
            ("workflows/Main.dialog", FileKind::Definition),
            ("prompts/system.txt", FileKind::Text),
            (".env.example", FileKind::Text),
            ("prompts/SYSTEM", FileKind::Text),
            ("package.json", FileKind::Definition),
            ("package-lock.json", FileKind::Other),
            ("logo.png", FileKind::Other),
            ("export.bpz", FileKind::Archive),
            ("a.averyveryverylongextension", FileKind::Other),
        ] {
            assert_eq!(FileKind::of(path), kind, "{path}");
        }
    }
}
