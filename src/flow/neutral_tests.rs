//! The engine names no SDK, no field of one, no file or function of a framework: such names are data, under
//! `lints/vocabulary`, and what belongs to a language is said by its frontend. This test reads the engine's own sources.

use std::path::{Path, PathBuf};

/// Names that the engine itself gives to what has none: they are shown to a person, or are the engine's own keys.
const OWN_NAMES: [&str; 23] = [
    // What stands for a value that nobody knows.
    "call",
    "field",
    "given",
    "instructions",
    "item",
    "message",
    "module",
    "number",
    "parameter",
    "part",
    "pipe",
    "result",
    "setting",
    "source",
    "super",
    "this",
    "value",
    "yielded",
    // Rust's own spelling of truth, as it is compared with words of the program.
    "true",
    "false",
    // Positions of arguments, which slots are written with.
    "0",
    "1",
    // The scheme's end in any address.
    "://",
];

#[test]
fn the_engine_names_nothing_of_any_library() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/flow");
    let mut strange = Vec::new();
    for path in sources(&folder) {
        let text = std::fs::read_to_string(&path).expect("the sources can be read");
        let file = path
            .file_name()
            .expect("it is a file")
            .to_string_lossy()
            .into_owned();
        for (line, literal) in literals(&text) {
            if !is_prose(&literal) && !OWN_NAMES.contains(&literal.as_str()) {
                strange.push(format!("{file}:{line}: {literal:?}"));
            }
        }
    }
    assert!(
        strange.is_empty(),
        "names in src/flow; move them to lints/vocabulary (src/vocabulary/names.rs):\n{}",
        strange.join("\n")
    );
}

#[test]
fn literals_are_found_outside_of_comments_and_tests() {
    let text = "/* \"no\" */ // \"no\"\nlet a = ['\"', 'x']; f(\"yes\\\"\", r#\"raw \" too\"#);\n#[cfg(test)]\n\"no\"";
    let found: Vec<String> = literals(text)
        .into_iter()
        .map(|(_, literal)| literal)
        .collect();
    assert_eq!(found, ["yes\\\"", "raw \" too"]);
}

#[test]
fn prose_is_told_from_names() {
    for prose in [
        "handed on to `{}` {border}",
        "",
        "/",
        "{folder}/{name}",
        "«{word}»",
        "\\u{FFFC}",
        "{}",
    ] {
        assert!(is_prose(prose), "{prose}");
    }
    for name in ["messages", "add_node", "handler.{name}", ".tsx"] {
        assert!(!is_prose(name), "{name}");
    }
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.expect("the sources can be listed").into_path())
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .filter(|path| !path.to_string_lossy().ends_with("tests.rs"))
        .collect();
    files.sort();
    files
}

/// Words for a person (they hold a space), and what holds no letter beside placeholders and escapes.
fn is_prose(literal: &str) -> bool {
    let mut bare = String::new();
    let mut rest = literal.replace("\\u{", "{");
    while let Some(open) = rest.find('{') {
        let close = rest[open..]
            .find('}')
            .map_or(rest.len(), |at| open + at + 1);
        bare.push_str(&rest[..open]);
        rest = rest[close..].to_owned();
    }
    bare.push_str(&rest);
    bare.contains(' ') || !bare.chars().any(char::is_alphanumeric)
}

/// The string literals of Rust source before its tests, with their lines.
fn literals(text: &str) -> Vec<(usize, String)> {
    let code = text.split("#[cfg(test)]").next().unwrap_or(text);
    let token = concat!(
        r"(?s)//[^\n]*|/\*.*?\*/|'(?:\\[^']+|[^\\'\n])'",
        r##"|r#"(?<raw>.*?)"#|"(?<plain>(?:\\.|[^"\\])*)""##
    );
    let tokens = regex::Regex::new(token).expect("the pattern is one");
    let in_token = |found: regex::Captures<'_>| {
        let literal = found.name("raw").or_else(|| found.name("plain"))?;
        let line = code[..literal.start()].matches('\n').count() + 1;
        Some((line, literal.as_str().to_owned()))
    };
    tokens.captures_iter(code).filter_map(in_token).collect()
}
