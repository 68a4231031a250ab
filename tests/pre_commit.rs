//! The published hook, run by the real pre-commit on throw-away repositories.
//!
//! The hook's `language: rust` would build botlint from the network; the program under test is built already. So the
//! hook of `.pre-commit-hooks.yaml` runs with two fields changed: `language: system`, and the built program's path.

#![allow(clippy::unwrap_used)] // a test that cannot set its scene should stop there

mod scene;

use std::io::Write as _;
use std::process::Command;

use scene::{BOTLINT, OPEN_BOT, Outcome, Scene, narrow_bot};

const HOOKS: &str = include_str!("../.pre-commit-hooks.yaml");

/// A git repository with the hook installed in it.
struct Repository {
    scene: Scene,
    home: tempfile::TempDir,
}

impl Repository {
    /// `None`, said aloud, where pre-commit or git is not installed.
    fn new() -> Option<Self> {
        for program in ["git", "pre-commit"] {
            let found = Command::new(program).arg("--version").output();
            if !found.is_ok_and(|output| output.status.success()) {
                // Not `eprintln!`, which the test harness swallows when a test passes.
                let _ = writeln!(
                    std::io::stderr(),
                    "SKIPPED: {program} is not installed (pip install pre-commit), so the hook was not tested"
                );
                return None;
            }
        }
        let repository = Self {
            scene: Scene::new(),
            home: tempfile::tempdir().unwrap(),
        };
        repository
            .scene
            .write(".pre-commit-config.yaml", local_config());
        repository.run("git", &["init", "--quiet", "."]);
        repository.run("pre-commit", &["install"]);
        Some(repository)
    }

    /// Runs a program in the repository, away from the settings of whoever runs the tests.
    fn start(&self, program: &str, arguments: &[&str]) -> Outcome {
        let mut command = Command::new(program);
        for name in ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "SKIP"] {
            command.env_remove(name);
        }
        command
            .args(arguments)
            .current_dir(self.scene.path())
            .env("PRE_COMMIT_HOME", self.home.path())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("PRE_COMMIT_COLOR", "never");
        for (key, value) in [("NAME", "Tester"), ("EMAIL", "tester@example.com")] {
            command.env(format!("GIT_AUTHOR_{key}"), value);
            command.env(format!("GIT_COMMITTER_{key}"), value);
        }
        Outcome::of(&mut command)
    }

    #[track_caller]
    fn run(&self, program: &str, arguments: &[&str]) {
        let outcome = self.start(program, arguments);
        assert_eq!(
            outcome.status, 0,
            "{program} {arguments:?}: {}{}",
            outcome.stdout, outcome.stderr
        );
    }

    /// Stages everything and commits; what the hook printed is on standard error.
    fn commit(&self) -> Outcome {
        self.run("git", &["add", "--all"]);
        self.start("git", &["commit", "--message", "Change the bot"])
    }

    /// Commits past the hook, as in a repository that adopts it later.
    fn commit_unchecked(&self) {
        self.run("git", &["add", "--all"]);
        self.run(
            "git",
            &["commit", "--quiet", "--no-verify", "--message", "Start"],
        );
    }
}

/// The published hook as a hook of the repository itself.
fn local_config() -> String {
    let mut config = "repos:\n  - repo: local\n    hooks:\n".to_owned();
    for line in HOOKS.lines() {
        let line = match line.trim_start().split_once(": ") {
            Some(("language", "rust")) => "  language: system".to_owned(),
            Some(("entry", entry)) => {
                let arguments = entry
                    .strip_prefix("botlint")
                    .expect("the hook runs botlint");
                format!("  entry: \"'{BOTLINT}'{arguments}\"")
            }
            _ => line.to_owned(),
        };
        config.push_str(&format!("      {line}\n"));
    }
    config
}

fn write_split_bot(scene: &Scene, handler_note: &str) {
    scene.write("bot/__init__.py", "");
    scene.write(
        "bot/brain.py",
        "from openai import OpenAI\n\nclient = OpenAI()\n\n\ndef think(text):\n    \
         result = client.chat.completions.create(\n        model=\"gpt-4o-mini\",\n        \
         messages=[{\"role\": \"user\", \"content\": text}],\n    )\n    return result.choices[0].message.content\n",
    );
    scene.write(
        "bot/web.py",
        format!(
            "from flask import Flask, request\nfrom twilio.twiml.messaging_response import MessagingResponse\n\n\
             from bot.brain import think\n\napp = Flask(__name__)\n\n\n@app.route(\"/whatsapp\", methods=[\"POST\"])\n\
             def whatsapp():\n    reply = MessagingResponse(){handler_note}\n    \
             reply.message(think(request.values.get(\"Body\", \"\")))\n    return str(reply)\n"
        ),
    );
}

#[test]
fn a_violating_bot_is_blocked_in_words_a_person_can_read() {
    let Some(repository) = Repository::new() else {
        return;
    };
    repository.scene.write("app.py", OPEN_BOT);
    let outcome = repository.commit();
    let said = format!("{}{}", outcome.stdout, outcome.stderr);
    assert_ne!(outcome.status, 0, "{said}");
    for words in [
        "botlint",
        "Failed",
        "llm-catch-all",
        "app.py",
        "client.chat.completions.create",
    ] {
        assert!(said.contains(words), "`{words}` is not in:\n{said}");
    }
    assert!(!said.contains('\u{1b}'), "escape codes in:\n{said}");
}

#[test]
fn a_clean_bot_passes_without_a_word() {
    let Some(repository) = Repository::new() else {
        return;
    };
    repository.scene.write("app.py", narrow_bot());
    let outcome = repository.commit();
    let said = format!("{}{}", outcome.stdout, outcome.stderr);
    assert_eq!(outcome.status, 0, "{said}");
    assert!(said.contains("Passed"), "{said}");
}

#[test]
fn a_commit_of_one_file_sees_the_whole_bot() {
    let Some(repository) = Repository::new() else {
        return;
    };
    write_split_bot(&repository.scene, "");
    repository.commit_unchecked();
    write_split_bot(&repository.scene, "  # TwiML");
    let outcome = repository.commit();
    let said = format!("{}{}", outcome.stdout, outcome.stderr);
    assert_ne!(outcome.status, 0, "{said}");
    for words in ["llm-catch-all", "bot/brain.py", "bot/web.py"] {
        assert!(said.contains(words), "`{words}` is not in:\n{said}");
    }
}

#[test]
fn a_commit_beside_the_bot_is_not_held_up_by_it() {
    let Some(repository) = Repository::new() else {
        return;
    };
    write_split_bot(&repository.scene, "");
    repository.commit_unchecked();
    repository.scene.write("README.md", "# A bot\n");
    let outcome = repository.commit();
    assert_eq!(outcome.status, 0, "{}{}", outcome.stdout, outcome.stderr);
}

#[test]
fn what_is_skipped_stays_skipped_when_it_is_staged() {
    let Some(repository) = Repository::new() else {
        return;
    };
    repository.scene.write("package.json", "{}");
    repository.scene.write("node_modules/demo/app.py", OPEN_BOT);
    let outcome = repository.commit();
    assert_eq!(outcome.status, 0, "{}{}", outcome.stdout, outcome.stderr);
}
