//! Files as they are found in the wild: each gives one diagnostic where it matters, and everything else is still linted.

#![allow(clippy::unwrap_used)] // a test that cannot set its scene should stop there

#[path = "../bench/bounds_program.rs"]
mod bounds_program;
mod scene;

use bounds_program::{
    TONGUES, Tongue, call_chain, deep_blocks, deep_expressions, file_name, long_handler, recursive,
};
use scene::{OPEN_BOT, OPEN_BOT_CALL, Outcome, Scene};

/// The open bot beside whatever is wrong.
fn scene_with_bot() -> Scene {
    let scene = Scene::new();
    scene.write("app.py", OPEN_BOT);
    scene
}

/// The bot's own finding is there, the run failed because of it, and of the other lints only `more` was raised.
#[track_caller]
fn assert_bot_and(outcome: &Outcome, more: &[(&str, &str)]) {
    assert_eq!(outcome.status, 1, "{}", outcome.stderr);
    let mut expected = vec![("llm-catch-all".to_owned(), "app.py".to_owned())];
    expected.extend(
        more.iter()
            .map(|(lint, path)| ((*lint).to_owned(), (*path).to_owned())),
    );
    expected.sort();
    let mut found: Vec<_> = outcome
        .spots()
        .into_iter()
        .map(|spot| (spot.0, spot.1))
        .collect();
    found.sort();
    assert_eq!(found, expected);
    let bot = ("app.py".to_owned(), OPEN_BOT_CALL);
    assert!(outcome.spots_of("llm-catch-all").contains(&bot));
}

#[test]
fn broken_utf8_is_linted_with_a_note() {
    let scene = Scene::new();
    let mut bytes = b"# caf\xE9 da esquina\n".to_vec();
    bytes.extend(OPEN_BOT.as_bytes());
    scene.write("app.py", bytes);
    let outcome = scene.check(&["."]);
    assert_eq!(outcome.status, 1);
    assert_eq!(
        outcome.spots_of("llm-catch-all"),
        [("app.py".to_owned(), OPEN_BOT_CALL + 1)]
    );
    assert_eq!(outcome.spots_of("lossy-encoding").len(), 1);
    assert_eq!(outcome.spots().len(), 2);
}

#[test]
fn utf16_with_a_mark_is_linted_like_utf8() {
    for (mark, to_bytes) in [
        ([0xFF, 0xFE], u16::to_le_bytes as fn(u16) -> [u8; 2]),
        ([0xFE, 0xFF], u16::to_be_bytes),
    ] {
        let scene = Scene::new();
        let mut bytes = mark.to_vec();
        bytes.extend(OPEN_BOT.encode_utf16().flat_map(to_bytes));
        scene.write("app.py", bytes);
        assert_bot_and(&scene.check(&["."]), &[]);
    }
}

#[test]
fn a_utf8_mark_moves_nothing() {
    let scene = Scene::new();
    scene.write("app.py", format!("\u{FEFF}{OPEN_BOT}"));
    assert_bot_and(&scene.check(&["."]), &[]);
}

#[test]
fn every_line_end_gives_the_same_lines() {
    for line_end in ["\r\n", "\r"] {
        let scene = Scene::new();
        scene.write("app.py", OPEN_BOT.replace('\n', line_end));
        assert_bot_and(&scene.check(&["."]), &[]);
    }
}

#[test]
fn a_syntax_error_inside_the_handler_hides_nothing_else() {
    let scene = Scene::new();
    let broken = OPEN_BOT.replace(
        "    answer = client",
        "    print('got', text,, 1\n    answer = client",
    );
    scene.write("app.py", broken);
    let outcome = scene.check(&["."]);
    assert_eq!(outcome.status, 1);
    assert_eq!(
        outcome.spots_of("llm-catch-all"),
        [("app.py".to_owned(), OPEN_BOT_CALL + 1)]
    );
}

#[test]
fn a_syntax_error_in_one_handler_leaves_the_next_one() {
    let scene = Scene::new();
    let broken = OPEN_BOT.replace(
        "@app.route",
        "@app.route('/health')\ndef health(:\n    return {'ok' True\n\n\n@app.route",
    );
    scene.write("app.py", broken);
    let outcome = scene.check(&["."]);
    assert_eq!(outcome.status, 1);
    assert_eq!(
        outcome.spots_of("llm-catch-all"),
        [("app.py".to_owned(), OPEN_BOT_CALL + 5)]
    );
}

#[test]
fn a_huge_data_file_costs_nothing_and_says_nothing() {
    let scene = scene_with_bot();
    let row = r#"{"sku": "000000", "amount": 12.5, "open": true},"#;
    let rows = row.repeat((30 << 20) / row.len());
    scene.write("data.json", format!("[{rows} null]"));
    let outcome = scene.check(&["--statistics", "."]);
    assert_bot_and(&outcome, &[]);
}

#[test]
fn a_huge_definition_is_said_not_to_be_analysed() {
    let scene = scene_with_bot();
    let node =
        r#"{"parameters": {}, "name": "Set", "type": "n8n-nodes-base.set", "position": [0, 0]},"#;
    let nodes = node.repeat((30 << 20) / node.len());
    scene.write(
        "flow.json",
        format!(r#"{{"nodes": [{nodes} {{}}], "connections": {{}}}}"#),
    );
    assert_bot_and(&scene.check(&["."]), &[("analysis-limit", "flow.json")]);
}

#[test]
fn a_broken_definition_is_said_not_to_be_parsed() {
    let scene = scene_with_bot();
    scene.write(
        "flow.json",
        r#"{"nodes": [{"type": "n8n-nodes-base.webhook", "parameters": {"#,
    );
    assert_bot_and(
        &scene.check(&["."]),
        &[("unparsable-definition", "flow.json")],
    );
}

#[test]
fn brackets_nested_a_hundred_thousand_deep_do_not_end_the_run() {
    let scene = scene_with_bot();
    let deep = "[".repeat(100_000);
    scene.write(
        "deep.json",
        format!(r#"{{"type": "n8n-nodes-base.set", "x": {deep}"#),
    );
    scene.write("deep.py", format!("import openai\nx = {deep}\n"));
    scene.write(
        "deep.js",
        format!("const openai = require('openai');\nconst x = {deep};\n"),
    );
    let outcome = scene.check(&["."]);
    assert_eq!(outcome.status, 1, "{}", outcome.stderr);
    assert_eq!(
        outcome.spots_of("llm-catch-all"),
        [("app.py".to_owned(), OPEN_BOT_CALL)]
    );
    let mut silent: Vec<_> = outcome.spots();
    silent.retain(|spot| {
        !matches!(
            spot.0.as_str(),
            "llm-catch-all" | "analysis-limit" | "unparsable-definition"
        )
    });
    assert!(silent.is_empty(), "{silent:?}");
}

/// A folder with one generated program, in a project of its own, beside the open bot.
fn scene_with_program(tongue: Tongue, text: &str) -> (Scene, String) {
    let scene = scene_with_bot();
    scene.write("requirements.txt", "openai\n");
    let manifest = match tongue {
        Tongue::Python => ("generated/requirements.txt", "openai\n"),
        Tongue::JavaScript => ("generated/package.json", "{}"),
        Tongue::Go => ("generated/go.mod", "module example.com/generated\n"),
    };
    scene.write(manifest.0, manifest.1);
    let path = format!("generated/{}", file_name(tongue, "program"));
    scene.write(&path, text);
    (scene, path)
}

#[test]
fn thousands_of_functions_that_call_one_another_are_followed_as_far_as_said() {
    for tongue in TONGUES {
        let (scene, path) = scene_with_program(tongue, &recursive(tongue, 10_000));
        let outcome = scene.check(&["."]);
        assert_bot_and(
            &outcome,
            &[("llm-catch-all", &path), ("analysis-limit", &path)],
        );
    }
}

#[test]
fn a_handler_of_fifty_thousand_lines_is_walked_to_its_end() {
    for tongue in TONGUES {
        let (scene, path) = scene_with_program(tongue, &long_handler(tongue, 50_000));
        assert_bot_and(&scene.check(&["."]), &[("llm-catch-all", &path)]);
    }
}

#[test]
fn code_nested_ten_thousand_deep_does_not_end_the_run() {
    for tongue in TONGUES {
        // Indentation makes a file grow with the square of its depth.
        let depth = if tongue == Tongue::Python {
            2_000
        } else {
            10_000
        };
        for text in [deep_expressions(tongue, 10_000), deep_blocks(tongue, depth)] {
            let (scene, path) = scene_with_program(tongue, &text);
            let outcome = scene.check(&["."]);
            assert_eq!(outcome.status, 1, "{}", outcome.stderr);
            let bot = ("app.py".to_owned(), OPEN_BOT_CALL);
            assert!(outcome.spots_of("llm-catch-all").contains(&bot), "{path}");
            let said = outcome.spots_of("analysis-limit");
            assert!(said.iter().any(|(at, _)| *at == path), "{path}: {said:?}");
        }
    }
}

#[test]
fn a_chain_of_ten_thousand_calls_does_not_end_the_run_and_its_cut_is_told() {
    for tongue in TONGUES {
        let (scene, path) = scene_with_program(tongue, &call_chain(tongue, 10_000));
        let told = [("analysis-limit", &*path), ("llm-catch-all", &path)];
        assert_bot_and(&scene.check(&["."]), &told);
    }
}

#[test]
fn binary_data_under_a_source_name_is_no_matter() {
    let scene = scene_with_bot();
    scene.write("clip.ts", [0x47, 0x40, 0x00, 0x10, 0x00]);
    scene.write("empty.py", "");
    assert_bot_and(&scene.check(&["."]), &[]);
}

#[test]
fn a_path_that_is_not_there_ends_the_run_with_2() {
    let scene = scene_with_bot();
    let outcome = scene.check(&["gone"]);
    assert_eq!(outcome.status, 2);
    assert!(outcome.stdout.is_empty());
    assert!(outcome.stderr.contains("gone"), "{}", outcome.stderr);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::path::Path;
    use std::process::Command;

    use super::*;
    use scene::BOTLINT;

    #[test]
    fn a_symlink_loop_is_walked_once() {
        let scene = scene_with_bot();
        scene.write("pkg/empty.py", "");
        symlink("..", scene.file("pkg/up")).unwrap();
        symlink("around", scene.file("around")).unwrap();
        assert_bot_and(&scene.check(&["."]), &[]);
    }

    #[test]
    fn a_source_file_that_is_a_dead_link_is_told() {
        let scene = scene_with_bot();
        symlink("nowhere.py", scene.file("dead.py")).unwrap();
        assert_bot_and(&scene.check(&["."]), &[("unreadable-file", "dead.py")]);
    }

    #[test]
    fn a_pipe_under_a_source_name_is_not_waited_for() {
        let scene = scene_with_bot();
        let made = Command::new("mkfifo").arg(scene.file("pipe.py")).status();
        assert!(made.unwrap().success());
        assert_bot_and(&scene.check(&["."]), &[]);
    }

    #[test]
    fn files_and_folders_without_permission_are_told_one_by_one() {
        let scene = scene_with_bot();
        scene.write("secret.py", "import openai\n");
        scene.write("closed/bot.py", "import openai\n");
        let close = |path: &str| {
            let none = std::fs::Permissions::from_mode(0o000);
            std::fs::set_permissions(scene.file(path), none).unwrap();
        };
        close("secret.py");
        close("closed");
        let outcome = check_unprivileged(scene.path());
        std::fs::set_permissions(scene.file("closed"), std::fs::Permissions::from_mode(0o755))
            .unwrap();
        assert_bot_and(
            &outcome,
            &[
                ("unreadable-file", "closed"),
                ("unreadable-file", "secret.py"),
            ],
        );
    }

    /// Runs the check as somebody for whom permissions count. Nothing is refused to root, so for root a copy of the
    /// program is run as `nobody`, through util-linux's `setpriv`.
    fn check_unprivileged(folder: &Path) -> Outcome {
        let arguments = ["check", "--format", "json", "--no-config", "."];
        if std::fs::read_dir(folder.join("closed")).is_err() {
            return Outcome::of(Command::new(BOTLINT).args(arguments).current_dir(folder));
        }
        let open = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(folder, open).unwrap();
        // The build folder may itself lie where `nobody` cannot go.
        let copy = tempfile::tempdir().unwrap();
        std::fs::set_permissions(copy.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        let program = copy.path().join("botlint");
        std::fs::copy(BOTLINT, &program).unwrap();
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]);
        Outcome::of(command.arg(program).args(arguments).current_dir(folder))
    }
}
