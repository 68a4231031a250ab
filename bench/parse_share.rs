//! Where the time of a run over definitions goes, on one thread: parsing them, reading them, following the code in
//! them, and the rest.
//! `cargo run --release --example parse_share FOLDER`, over what `bench/workflows.py --folder FOLDER` writes.

use std::time::{Duration, Instant};

use botlint::document;
use botlint::flow::Follower;
use botlint::platform::{NoFollower, mark_words, read_definitions};
use botlint::vocabulary::Vocabulary;
use botlint::workspace::{MarkSet, OpenOptions, Workspace};

const RUNS: usize = 5;

fn main() {
    let root = std::env::args_os().nth(1).expect("a folder");
    let single = rayon::ThreadPoolBuilder::new().num_threads(1);
    let pool = single.build().expect("a pool of one thread");
    pool.install(|| {
        let mut best = [Duration::MAX; 5];
        for _ in 0..RUNS {
            for (best, took) in best.iter_mut().zip(measure(&root)) {
                *best = took.min(*best);
            }
        }
        let [opening, parsing, reading, code, whole] = best;
        let share = |time: Duration| 100.0 * time.as_secs_f64() / whole.as_secs_f64();
        println!(
            "walk, read, search: {opening:.1?} ({:.0} %)",
            share(opening)
        );
        println!("parse: {parsing:.1?} ({:.0} %)", share(parsing));
        println!(
            "recognise, read, judge: {reading:.1?} ({:.0} %)",
            share(reading)
        );
        println!("follow code in them: {code:.1?} ({:.0} %)", share(code));
        println!("whole run: {whole:.1?}");
    });
}

fn measure(root: &std::ffi::OsStr) -> [Duration; 5] {
    let marks = MarkSet {
        words: mark_words().map(str::to_owned).collect(),
    };
    let options = OpenOptions {
        marks,
        root: root.into(),
        ..OpenOptions::default()
    };
    let (workspace, opening) = timed(|| Workspace::open(&options).expect("the folder can be read"));
    let (_, parsing) = timed(|| {
        for file in workspace.file_ids() {
            if let Ok(source) = workspace.read(file) {
                std::hint::black_box(document::parse(&source).is_ok());
            }
        }
    });
    let follower = Follower::new(&workspace, Vocabulary::embedded());
    let (_, both) = timed(|| read_definitions(&workspace, &follower));
    let (_, without_code) = timed(|| read_definitions(&workspace, &NoFollower));
    let check = botlint::Options {
        paths: vec![root.into()],
        config: botlint::config::ConfigSource::Nothing,
        ..botlint::Options::default()
    };
    let (_, whole) = timed(|| botlint::check(&check).map(|report| report.findings.len()));
    [
        opening,
        parsing,
        without_code.saturating_sub(parsing),
        both.saturating_sub(without_code),
        whole,
    ]
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let began = Instant::now();
    let result = work();
    (result, began.elapsed())
}
