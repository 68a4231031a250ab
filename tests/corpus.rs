//! Whole bots under `test-corpus/`, checked end to end.
//!
//! A case is a folder `test-corpus/source/<language>/<case>` or `test-corpus/platform/<platform>/<case>`: the bot's files
//! and an `expected.toml` with the verdict and the complete list of errors and warnings. There is one test a group; it
//! runs all the group's cases and prints what was expected and what was got side by side. A case without an
//! `expected.toml` and a group without a test are failures, so that nothing is skipped in silence.

#[path = "corpus/case.rs"]
mod case;
#[path = "corpus/compare.rs"]
mod compare;
#[path = "corpus/engine.rs"]
mod engine;
#[path = "corpus/tables.rs"]
mod tables;

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

/// Declares one test for each group, and the list against which the folders are checked.
macro_rules! groups {
    ($($test:ident => $folder:literal),+ $(,)?) => {
        const GROUPS: &[&str] = &[$($folder),+];
        $(
            #[test]
            fn $test() {
                check_group($folder);
            }
        )+
    };
}

groups! {
    source_python => "source/python",
    source_javascript => "source/javascript",
    source_typescript => "source/typescript",
    source_go => "source/go",
    platform_n8n => "platform/n8n",
    platform_rasa => "platform/rasa",
    platform_typebot => "platform/typebot",
    platform_flowise => "platform/flowise",
    platform_dify => "platform/dify",
    platform_langflow => "platform/langflow",
    platform_watson => "platform/watson",
    platform_dialogflow_cx => "platform/dialogflow-cx",
    platform_copilot_studio => "platform/copilot-studio",
    platform_node_red => "platform/node-red",
    platform_make => "platform/make",
    platform_twilio_studio => "platform/twilio-studio",
    platform_voiceflow => "platform/voiceflow",
    platform_botpress => "platform/botpress",
    platform_botframework => "platform/botframework",
    platform_dialogflow_es => "platform/dialogflow-es",
    platform_lex => "platform/lex",
    platform_assistant => "platform/assistant",
    platform_activepieces => "platform/activepieces",
    platform_tiledesk => "platform/tiledesk",
    platform_evolution_api => "platform/evolution-api",
    platform_crewai => "platform/crewai",
}

/// A new language or platform must get its test here, or its cases would never run.
#[test]
fn every_group_has_a_test() {
    for kind in ["source", "platform"] {
        for folder in folders(&corpus().join(kind)) {
            let group = format!("{kind}/{}", name(&folder));
            assert!(
                GROUPS.contains(&group.as_str()),
                "test-corpus/{group} has no test in tests/corpus.rs"
            );
        }
    }
}

/// The tables say what the cases of each platform show.
#[test]
fn the_tables_of_the_platforms_hold() {
    let faults = tables::faults(&corpus().join("platform"));
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// Runs every case of a group and fails with one message for all that differ.
fn check_group(group: &str) {
    let cases = folders(&corpus().join(group));
    let failures: Vec<String> = cases
        .par_iter()
        .filter_map(|folder| check_case(folder).err())
        .collect();
    assert!(
        failures.is_empty(),
        "\n{}\n{group}: {} of {} cases hold\n",
        failures.join("\n"),
        cases.len() - failures.len(),
        cases.len()
    );
}

/// Runs one case; the error is a text for people.
fn check_case(folder: &Path) -> Result<(), String> {
    let label = format!(
        "{}/{}",
        name(folder.parent().unwrap_or(folder)),
        name(folder)
    );
    let expected = case::read(folder).map_err(|reason| format!("{label}: {reason}"))?;
    let got = engine::check(folder).map_err(|reason| format!("{label}: {reason}"))?;
    match compare::table(&expected.outcome, &got) {
        None => Ok(()),
        Some(table) => Err(format!("{label}: {}\n{table}", expected.summary)),
    }
}

/// The folders right below `parent`, in order; none where there is no such folder.
fn folders(parent: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(parent) else {
        return Vec::new();
    };
    let mut found: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a readable corpus folder").path())
        .filter(|path| path.is_dir())
        .collect();
    found.sort();
    found
}

/// The corpus folder of this repository.
fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("test-corpus")
}

/// The last part of a path.
fn name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}
