//! What opening a tree costs: the walk, the reading and the search for marks.

use std::fmt::Write as _;
use std::path::Path;

use botlint::workspace::{MarkSet, OpenOptions, Workspace};

fn main() {
    divan::main();
}

/// A tree of `count` scripts of about 5 kB without a bot.
fn plain_tree(count: usize) -> tempfile::TempDir {
    let tree = tempfile::tempdir().expect("a temporary folder can be made");
    for at in 0..count {
        let mut text = String::new();
        for part in 0..40 {
            let _ = write!(
                text,
                "def merge_rows_{at}_{part}(rows, limit={part}):\n    kept = [row for row in rows if row.open]\n    \
                 return sorted(kept, key=lambda row: row.date)\n\n"
            );
        }
        write_file(tree.path(), &format!("part{}/rows{at}.py", at / 50), &text);
    }
    tree
}

fn write_file(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().unwrap_or(root)).expect("a folder can be made");
    std::fs::write(path, text).expect("a file can be written");
}

fn options(root: &Path, words: usize) -> OpenOptions {
    OpenOptions {
        root: root.to_owned(),
        marks: MarkSet {
            words: (0..words)
                .map(|at| format!("vendor{at}-sdk/client"))
                .collect(),
        },
        ..OpenOptions::default()
    }
}

#[divan::bench(args = [10, 500, 2_000])]
fn open_a_tree_of(bencher: divan::Bencher<'_, '_>, files: usize) {
    let tree = plain_tree(files);
    let options = options(tree.path(), 600);
    bencher.bench(|| Workspace::open(&options));
}

#[divan::bench(args = [10, 100, 600, 2_000])]
fn open_with_words(bencher: divan::Bencher<'_, '_>, words: usize) {
    let tree = plain_tree(500);
    let options = options(tree.path(), words);
    bencher.bench(|| Workspace::open(&options));
}
