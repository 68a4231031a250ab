//! What settings and comments change, by runs of the built program.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod scene;

use scene::{OPEN_BOT, Outcome, Scene, narrow_bot};

fn bot_with(settings: &str) -> Scene {
    let scene = Scene::new();
    scene.write("bots/a/app.py", OPEN_BOT);
    scene.write("botlint.toml", settings);
    scene
}

/// The severity of each finding, and the exit status.
fn severities(outcome: &Outcome) -> (Vec<String>, i32) {
    let report = outcome.report();
    let findings = report["findings"].as_array().unwrap();
    let severity = |finding: &serde_json::Value| finding["severity"].as_str().unwrap().to_owned();
    (findings.iter().map(severity).collect(), outcome.status)
}

fn check(scene: &Scene, more: &[&str]) -> (Vec<String>, i32) {
    let arguments = [&["check", "--format", "json"], more].concat();
    severities(&scene.botlint(&arguments))
}

#[test]
fn a_level_is_changed_for_all_paths_or_for_some() {
    let error = (vec!["error".to_owned()], 1);
    assert_eq!(check(&bot_with(""), &[]), error);
    let warning = bot_with("[lints]\nllm-catch-all = \"warning\"\n");
    assert_eq!(check(&warning, &[]), (vec!["warning".to_owned()], 0));
    assert_eq!(check(&warning, &["--no-config"]), error);
    let off = bot_with("[lints]\nllm-catch-all = \"off\"\n");
    assert_eq!(check(&off, &[]), (vec![], 0));
    let here =
        bot_with("[[override]]\npaths = [\"bots/a/\"]\nlints = { llm-catch-all = \"note\" }\n");
    assert_eq!(check(&here, &[]), (vec!["note".to_owned()], 0));
    let there =
        bot_with("[[override]]\npaths = [\"bots/b/\"]\nlints = { llm-catch-all = \"note\" }\n");
    assert_eq!(check(&there, &[]), error);
}

#[test]
fn the_threshold_comes_from_the_command_line_or_the_settings() {
    let scene = bot_with("fail-on = \"warning\"\n[lints]\nllm-catch-all = \"warning\"\n");
    assert_eq!(check(&scene, &[]).1, 1);
    assert_eq!(check(&scene, &["--fail-on", "error"]).1, 0);
    assert_eq!(check(&scene, &["--fail-on", "note"]).1, 1);
    assert_eq!(check(&scene, &["--fail-on", "never"]).1, 0);
}

#[test]
fn an_excluded_bot_is_not_looked_at() {
    assert_eq!(
        check(&bot_with("exclude = [\"bots/\"]\n"), &[]),
        (vec![], 0)
    );
}

#[test]
fn settings_above_the_linted_folder_hold() {
    let scene = bot_with("[lints]\nllm-catch-all = \"note\"\n");
    assert_eq!(check(&scene, &["bots/a"]), (vec!["note".to_owned()], 0));
}

#[test]
fn pages_of_ones_own_are_asked_too() {
    let page = "+++\nname = \"no-models\"\nsummary = \"a model answers\"\nseverity = \"warning\"\nfamily = \"duty\"\n\
        since = \"1\"\n[when]\nplatform = [\"python\"]\n[report]\nmessage = \"{call} answers\"\nat = \"entry\"\n\
        label = \"here\"\nhelp.default = \"do not\"\n+++\nWhy.\n";
    let scene = bot_with("[lints]\nextend = [\"rules\"]\nllm-catch-all = \"off\"\n");
    scene.write("rules/no-models.md", page);
    let outcome = scene.botlint(&["check", "--format", "concise"]);
    assert_eq!(
        outcome.stdout,
        "bots/a/app.py:10:5: warning[no-models]: `chat.completions.create` answers\n"
    );
    let listed = scene.botlint(&["lints", "--lints", "rules"]).stdout;
    assert!(listed.contains("no-models"), "{listed}");
    let explained = scene
        .botlint(&["explain", "no-models", "--lints", "rules"])
        .stdout;
    assert!(explained.contains("Why."), "{explained}");
}

#[test]
fn a_page_that_is_none_ends_the_run_and_is_pointed_into() {
    let scene = bot_with("");
    scene.write("rules/bad.md", "+++\nname = \"bad\"\nnonsense = 1\n+++\n");
    let outcome = scene.botlint(&["check", "--lints", "rules"]);
    assert_eq!(outcome.status, 2);
    assert!(
        outcome.stderr.contains("nonsense = 1"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn a_comment_silences_and_stays_in_the_report() {
    let scene = Scene::new();
    let call = "answer = client.chat";
    let comment = "# botlint: ignore[llm-catch-all] a demo\n    ";
    scene.write(
        "app.py",
        OPEN_BOT.replace(call, &format!("{comment}{call}")),
    );
    let outcome = scene.botlint(&["check", "--format", "json"]);
    assert_eq!(outcome.status, 0);
    let report = outcome.report();
    assert_eq!(report["findings"][0]["suppression"]["reason"], "a demo");
    assert_eq!(report["summary"]["suppressed"], 1);
    assert_eq!(report["bots"][0]["verdict"], "general");
}

#[test]
fn a_comment_that_silences_nothing_is_a_note() {
    let scene = Scene::new();
    scene.write(
        "app.py",
        format!("# botlint: ignore[llm-catch-all]\n\n{}", narrow_bot()),
    );
    let outcome = scene.botlint(&["check", "--format", "concise"]);
    assert_eq!(
        outcome.stdout,
        "app.py:1:3: note[unused-suppression]: this comment silences nothing\n"
    );
}

#[test]
fn a_buffer_stands_for_its_file_within_the_whole_bot() {
    let scene = Scene::new();
    scene.write("requirements.txt", "flask\nopenai\n");
    scene.write("app.py", narrow_bot());
    assert_eq!(check(&scene, &[]), (vec![], 0));
    let mut child = std::process::Command::new(scene::BOTLINT)
        .args(["check", "--format", "concise", "--stdin-filename", "app.py"])
        .current_dir(scene.path())
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    std::io::Write::write_all(&mut stdin, OPEN_BOT.as_bytes()).unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(
        printed.starts_with("app.py:12:14: error[llm-catch-all]"),
        "{printed}"
    );
    assert_eq!(output.status.code(), Some(1));
}
