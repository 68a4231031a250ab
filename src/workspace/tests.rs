//! Whole trees on the disk, with all that goes wrong in them.

use std::path::Path;

use super::*;

fn write(root: &Path, path: &str, bytes: impl AsRef<[u8]>) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}

fn options(root: &Path, words: &[&str]) -> OpenOptions {
    OpenOptions {
        root: root.to_owned(),
        marks: MarkSet {
            words: words.iter().map(ToString::to_string).collect(),
        },
        ..OpenOptions::default()
    }
}

fn paths(workspace: &Workspace) -> Vec<&str> {
    workspace
        .file_ids()
        .map(|file| workspace.path(file))
        .collect()
}

fn marks(workspace: &Workspace, path: &str) -> Vec<u32> {
    workspace.marks(workspace.find(path).unwrap()).0.clone()
}

fn problems(workspace: &Workspace) -> Vec<(String, &'static str)> {
    let problems = workspace.problems();
    problems
        .into_iter()
        .map(|problem| (problem.path, problem.kind.name()))
        .collect()
}

#[test]
fn a_tree_is_sorted_searched_and_parted_into_projects() {
    let tree = tempfile::tempdir().unwrap();
    write(
        tree.path(),
        "wa/package.json",
        r#"{"dependencies": {"openai": "^4"}}"#,
    );
    write(tree.path(), "wa/index.js", "require('whatsapp-web.js')");
    write(tree.path(), "wa/prompts/system.txt", "openai");
    write(tree.path(), "site/main.py", "print('hello')");
    let workspace = Workspace::open(&options(tree.path(), &["whatsapp", "openai"])).unwrap();
    assert_eq!(
        paths(&workspace),
        [
            "site/main.py",
            "wa/index.js",
            "wa/package.json",
            "wa/prompts/system.txt"
        ]
    );
    assert_eq!(marks(&workspace, "wa/index.js"), [0]);
    assert_eq!(marks(&workspace, "wa/package.json"), [1]);
    assert_eq!(
        marks(&workspace, "wa/prompts/system.txt"),
        [0u32; 0],
        "prose is read on demand"
    );
    let projects = workspace.projects();
    assert_eq!(
        (projects[0].root.as_str(), &projects[0].marks.0),
        ("", &vec![])
    );
    assert_eq!(
        (projects[1].root.as_str(), &projects[1].marks.0),
        ("wa", &vec![0, 1])
    );
    let statistics = workspace.statistics();
    assert_eq!(
        (statistics.walked, statistics.searched, statistics.marked),
        (4, 3, 2)
    );
    assert!(workspace.has_folder("wa/prompts") && !workspace.has_folder("wa/prompt"));
    assert_eq!(workspace.folder("wa").count(), 3);
}

#[test]
fn folders_sort_apart_from_names_that_begin_alike() {
    let files = [
        ("a-b/x.py", ""),
        ("a/x.py", ""),
        ("a/y/z.py", ""),
        ("a.py", ""),
        ("ab/x.py", ""),
    ];
    let workspace = Workspace::in_memory(&files, &MarkSet::default());
    let inside: Vec<_> = workspace
        .folder("a")
        .map(|file| workspace.path(file))
        .collect();
    assert_eq!(inside, ["a/x.py", "a/y/z.py"]);
    assert_eq!(workspace.folder("").count(), 5);
    assert!(!workspace.has_folder("b"));
}

#[test]
fn what_is_not_the_users_own_is_skipped_and_counted() {
    let tree = tempfile::tempdir().unwrap();
    write(tree.path(), "package.json", "{}");
    for path in [
        "node_modules/openai/index.js",
        "dist/bundle.js",
        ".next/server.js",
        "venv/pyvenv.cfg",
        "venv/lib/x.py",
        ".github/workflows/ci.yml",
        "static/jquery.min.js",
        "src/bot.js",
        ".env.example",
    ] {
        write(tree.path(), path, "openai");
    }
    write(tree.path(), "video.ts", [0x47, 0x40, 0, 0x10]);
    let mut options = options(tree.path(), &["openai"]);
    write(tree.path(), "fixtures/old.js", "openai");
    options.excludes = vec!["fixtures/".to_owned()];
    let workspace = Workspace::open(&options).unwrap();
    assert_eq!(
        paths(&workspace),
        [".env.example", "package.json", "src/bot.js"]
    );
    let skipped = workspace.statistics().skipped;
    let expected = [
        (SkipReason::Packages, 2),
        (SkipReason::BuildOutput, 2),
        (SkipReason::Hidden, 1),
        (SkipReason::Excluded, 1),
        (SkipReason::Minified, 1),
        (SkipReason::Binary, 1),
    ];
    assert_eq!(skipped.into_iter().collect::<Vec<_>>(), expected);
}

#[test]
fn ignore_files_hold_in_a_repository_and_named_paths_break_them_unless_told_not_to() {
    let tree = tempfile::tempdir().unwrap();
    std::fs::create_dir(tree.path().join(".git")).unwrap();
    write(tree.path(), ".gitignore", "generated/\n");
    write(tree.path(), "generated/bot.py", "openai");
    write(tree.path(), "node_modules/pack/index.js", "openai");
    write(tree.path(), "bot.py", "openai");
    let mut options = options(tree.path(), &["openai"]);
    assert_eq!(paths(&Workspace::open(&options).unwrap()), ["bot.py"]);
    options.explicit = vec![
        tree.path().join("generated/bot.py"),
        tree.path().join("node_modules"),
        tree.path().join("bot.py"),
    ];
    let named = Workspace::open(&options).unwrap();
    assert_eq!(
        paths(&named),
        ["bot.py", "generated/bot.py", "node_modules/pack/index.js"]
    );
    options.force_exclude = true;
    assert_eq!(paths(&Workspace::open(&options).unwrap()), ["bot.py"]);
}

#[test]
fn a_single_file_is_a_tree_of_one() {
    let tree = tempfile::tempdir().unwrap();
    write(tree.path(), "flow.json", r#"{"type": "n8n"}"#);
    write(tree.path(), "other.json", "{}");
    let workspace = Workspace::open(&options(&tree.path().join("flow.json"), &["n8n"])).unwrap();
    assert_eq!(paths(&workspace), ["flow.json"]);
    assert_eq!(marks(&workspace, "flow.json"), [0]);
    let file = workspace.read(FileId(0)).unwrap();
    assert_eq!(&*file.text, r#"{"type": "n8n"}"#);
}

#[test]
fn a_root_that_is_not_there_is_an_error() {
    let tree = tempfile::tempdir().unwrap();
    let error = Workspace::open(&options(&tree.path().join("gone"), &[])).unwrap_err();
    assert!(matches!(error, WorkspaceError::UnreadableRoot { .. }));
    let mut options = options(tree.path(), &[]);
    options.excludes = vec!["a/{b".to_owned()];
    let error = Workspace::open(&options).unwrap_err();
    assert!(
        matches!(error, WorkspaceError::BadExclude { .. }),
        "{error}"
    );
}

#[test]
fn encodings_are_told_and_marks_are_found_in_all_of_them() {
    let tree = tempfile::tempdir().unwrap();
    write(tree.path(), "bom.py", b"\xEF\xBB\xBFimport openai\n");
    write(tree.path(), "broken.py", b"import openai # caf\xE9\n");
    let wide: Vec<u8> = "\u{FEFF}import openai\r\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    write(tree.path(), "wide.py", wide);
    let workspace = Workspace::open(&options(tree.path(), &["openai"])).unwrap();
    let mut encodings = Vec::new();
    for file in workspace.file_ids() {
        assert_eq!(workspace.marks(file).0, [0]);
        let read = workspace.read(file).unwrap();
        let at = read.text.find("openai").unwrap() as u32;
        let place = read.line_column(at);
        assert_eq!((place.line, place.column), (1, 8), "{}", read.path);
        encodings.push((read.encoding, read.disk_offset(at)));
    }
    let expected = [
        (Encoding::Utf8, Some(10)),
        (Encoding::Lossy, None),
        (Encoding::Utf16, Some(16)),
    ];
    assert_eq!(encodings, expected);
    assert_eq!(
        problems(&workspace),
        [("broken.py".to_owned(), "lossy-encoding")]
    );
}

#[test]
fn a_huge_file_is_searched_at_its_start_and_refused_when_asked_for() {
    let tree = tempfile::tempdir().unwrap();
    let mut huge = br#"{"nodes": [{"type": "n8n-nodes-base.webhook"}], "data": ""#.to_vec();
    huge.resize(30 << 20, b'x');
    huge.extend(b"\"}");
    write(tree.path(), "huge.json", huge);
    write(tree.path(), "bot.py", "import openai");
    let workspace = Workspace::open(&options(tree.path(), &["n8n", "openai"])).unwrap();
    assert_eq!(marks(&workspace, "huge.json"), [0]);
    assert!(workspace.statistics().searched_bytes < 8 << 20);
    assert!(
        workspace.problems().is_empty(),
        "nobody has asked for it yet"
    );
    let huge = workspace.find("huge.json").unwrap();
    assert!(matches!(
        workspace.read(huge),
        Err(ReadError::TooLarge { .. })
    ));
    assert!(workspace.read(workspace.find("bot.py").unwrap()).is_ok());
    assert_eq!(
        problems(&workspace),
        [("huge.json".to_owned(), "analysis-limit")]
    );
}

#[test]
fn a_file_that_vanishes_after_the_walk_is_told_once() {
    let tree = tempfile::tempdir().unwrap();
    write(tree.path(), "prompt.txt", "You are a clerk.");
    let workspace = Workspace::open(&options(tree.path(), &[])).unwrap();
    std::fs::remove_file(tree.path().join("prompt.txt")).unwrap();
    for _ in 0..2 {
        assert!(matches!(workspace.read(FileId(0)), Err(ReadError::Io(_))));
    }
    assert_eq!(
        problems(&workspace),
        [("prompt.txt".to_owned(), "unreadable-file")]
    );
}

#[test]
fn words_are_known_from_the_prefilter_and_read_where_it_did_not_look() {
    let tree = tempfile::tempdir().unwrap();
    write(tree.path(), "flow.json", "n8n");
    write(tree.path(), "notes.txt", "n8n");
    let workspace = Workspace::open(&options(tree.path(), &["n8n", "flowise"])).unwrap();
    let [flow, notes] = ["flow.json", "notes.txt"].map(|path| workspace.find(path).unwrap());
    assert!(workspace.holds_any(flow, &["flowise", "n8n"]));
    assert!(!workspace.holds_any(flow, &["flowise"]));
    assert_eq!(workspace.statistics().read, 0);
    assert!(workspace.holds_any(notes, &["n8n"]));
    assert!(!workspace.holds_any(flow, &["rasa"]));
    assert_eq!(workspace.statistics().read, 2);
}

#[test]
fn a_buffer_stands_for_the_file_on_the_disk() {
    let tree = tempfile::tempdir().unwrap();
    write(tree.path(), "bot.py", "import os");
    let mut options = options(tree.path(), &["openai"]);
    options.buffers = vec![("bot.py".to_owned(), "import openai".to_owned())];
    let workspace = Workspace::open(&options).unwrap();
    assert_eq!(paths(&workspace), ["bot.py"]);
    assert_eq!(marks(&workspace, "bot.py"), [0]);
    assert_eq!(&*workspace.read(FileId(0)).unwrap().text, "import openai");
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn links_make_no_loop_and_dead_ones_are_told() {
        let tree = tempfile::tempdir().unwrap();
        write(tree.path(), "bots/bot.py", "import openai");
        symlink("..", tree.path().join("bots/loop")).unwrap();
        symlink("bots/bot.py", tree.path().join("alias.py")).unwrap();
        symlink("self.py", tree.path().join("self.py")).unwrap();
        symlink("gone.py", tree.path().join("dead.py")).unwrap();
        symlink("gone.png", tree.path().join("dead.png")).unwrap();
        symlink("/etc/hostname", tree.path().join("outside.py")).unwrap();
        let workspace = Workspace::open(&options(tree.path(), &["openai"])).unwrap();
        assert_eq!(paths(&workspace), ["alias.py", "bots/bot.py"]);
        assert_eq!(
            marks(&workspace, "alias.py"),
            [0u32; 0],
            "its target is searched, once"
        );
        assert!(workspace.read(FileId(0)).is_ok());
        let expected = ["dead.py", "self.py"].map(|path| (path.to_owned(), "unreadable-file"));
        assert_eq!(problems(&workspace), expected);
        assert_eq!(workspace.statistics().skipped[&SkipReason::Link], 3);
    }

    #[test]
    fn a_root_that_is_a_link_is_followed() {
        let tree = tempfile::tempdir().unwrap();
        write(tree.path(), "real/bot.py", "import openai");
        symlink("real", tree.path().join("link")).unwrap();
        let workspace = Workspace::open(&options(&tree.path().join("link"), &["openai"])).unwrap();
        assert_eq!(paths(&workspace), ["bot.py"]);
    }

    #[test]
    fn pipes_are_not_waited_for() {
        let tree = tempfile::tempdir().unwrap();
        let made = std::process::Command::new("mkfifo")
            .arg(tree.path().join("pipe.py"))
            .status();
        assert!(made.unwrap().success());
        write(tree.path(), "bot.py", "import openai");
        let workspace = Workspace::open(&options(tree.path(), &["openai"])).unwrap();
        assert_eq!(paths(&workspace), ["bot.py"]);
        let error = Workspace::open(&options(&tree.path().join("pipe.py"), &[])).unwrap_err();
        assert!(matches!(error, WorkspaceError::UnreadableRoot { .. }));
        let mut options = options(tree.path(), &[]);
        options.explicit = vec![tree.path().join("pipe.py")];
        let workspace = Workspace::open(&options).unwrap();
        assert_eq!(
            problems(&workspace),
            [("pipe.py".to_owned(), "unreadable-file")]
        );
    }

    #[test]
    fn names_that_are_not_unicode_can_be_read() {
        let tree = tempfile::tempdir().unwrap();
        let name = OsStr::from_bytes(b"bot\xFF.py");
        std::fs::write(tree.path().join(name), "import openai").unwrap();
        let workspace = Workspace::open(&options(tree.path(), &["openai"])).unwrap();
        assert_eq!(paths(&workspace), ["bot\u{FFFD}.py"]);
        assert_eq!(&*workspace.read(FileId(0)).unwrap().text, "import openai");
    }
}
