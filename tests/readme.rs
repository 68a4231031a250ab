//! The README shows what the program prints.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::Path;
use std::process::Command;

/// The first command of the README prints the block below it.
#[test]
fn the_first_command_prints_what_is_shown() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let (command, rest) = fenced(&readme, "console");
    let arguments = command.split_once(" -- ").unwrap().1;
    let (shown, _) = fenced(rest, "text");
    let output = Command::new(env!("CARGO_BIN_EXE_botlint"))
        .args(arguments.split_whitespace())
        .current_dir(root)
        .env("COLUMNS", "80")
        .env("LC_ALL", "C.UTF-8")
        .env_remove("TERM")
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        shown.trim_end(),
        printed.trim_end(),
        "the README should show:\n{printed}"
    );
}

/// The settings that the README shows are read.
#[test]
fn the_settings_shown_are_settings() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let (settings, _) = fenced(&readme, "toml");
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("lints")).unwrap();
    fs::write(folder.path().join("botlint.toml"), settings).unwrap();
    let report = botlint::check(&botlint::Options {
        paths: vec![folder.path().to_owned()],
        ..botlint::Options::default()
    });
    assert!(report.is_ok(), "{:?}", report.err());
}

/// The first block with that language, and the text after it.
fn fenced<'a>(text: &'a str, language: &str) -> (&'a str, &'a str) {
    let start = text.find(&format!("```{language}\n")).unwrap() + language.len() + 4;
    let end = start + text[start..].find("```").unwrap();
    (&text[start..end], &text[end + 3..])
}
