//! What must not change a report: a second run, files that have nothing to do with the bot, the working folder.

mod scene;

use scene::{OPEN_BOT, Scene};

fn scene_with_bots() -> Scene {
    let scene = Scene::new();
    scene.write("one/requirements.txt", "flask\nopenai\ntwilio\n");
    scene.write("one/app.py", OPEN_BOT);
    scene.write("two/requirements.txt", "flask\nopenai\ntwilio\n");
    scene.write("two/app.py", scene::narrow_bot());
    scene
}

#[test]
fn the_same_tree_gives_the_same_bytes() {
    let scene = scene_with_bots();
    let first = scene.check(&["."]);
    for _ in 0..5 {
        assert_eq!(scene.check(&["."]).stdout, first.stdout);
    }
}

#[test]
fn unrelated_files_change_no_finding() {
    let scene = scene_with_bots();
    let before = scene.check(&["."]).report();
    for at in 0..1_000 {
        scene.write(
            &format!("other/part{}/rows{at}.py", at % 20),
            format!("def rows{at}():\n    return {at}\n"),
        );
        scene.write(
            &format!("other/part{}/rows{at}.json", at % 20),
            format!("{{\"rows\": {at}}}"),
        );
    }
    let after = scene.check(&["."]).report();
    for part in ["bots", "findings", "problems"] {
        assert_eq!(before[part], after[part], "{part}");
    }
}

#[test]
fn the_working_folder_changes_no_finding() {
    let scene = scene_with_bots();
    let lints = |outcome: scene::Outcome| {
        let spots = outcome.spots().into_iter();
        spots
            .map(|(lint, _, line)| (lint, line))
            .collect::<Vec<_>>()
    };
    let here = lints(scene.check(&["one"]));
    let elsewhere = Scene::new();
    let folder = scene.file("one");
    let there = lints(elsewhere.check(&[folder.to_str().expect("the path is Unicode")]));
    assert_eq!(here, there);
    assert_eq!(here.len(), 1);
}
