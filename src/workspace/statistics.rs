//! What a run did: how many files it walked, skipped, read and parsed, and where the time went.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use super::skip::SkipReason;

/// A part of a run whose time is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    /// Walking the tree, reading each file, searching it for the vocabulary's words.
    Walk,
    /// Loading vocabulary and lint pages.
    Load,
    /// Parsing source files and definitions.
    Parse,
    /// Following messages to models.
    Follow,
    /// Judging prompts and asking lints.
    Judge,
    /// Writing the report.
    Report,
}

impl Stage {
    /// All stages, in the order in which a run passes them.
    pub const ALL: [Self; 6] = [
        Self::Load,
        Self::Walk,
        Self::Parse,
        Self::Follow,
        Self::Judge,
        Self::Report,
    ];

    /// What statistics call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Walk => "walk, read, search",
            Self::Load => "load vocabulary and lints",
            Self::Parse => "parse",
            Self::Follow => "follow messages",
            Self::Judge => "judge prompts, ask lints",
            Self::Report => "report",
        }
    }

    fn index(self) -> usize {
        self as usize
    }
}

/// Counts of a run so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Files in the tree, skipped ones not counted.
    pub walked: u64,
    /// What was left out, by reason.
    pub skipped: BTreeMap<SkipReason, u64>,
    /// Files searched for the vocabulary's words.
    pub searched: u64,
    /// Bytes searched.
    pub searched_bytes: u64,
    /// Files that hold at least one of the words.
    pub marked: u64,
    /// Files whose text was asked for.
    pub read: u64,
    /// Files parsed (source or definition).
    pub parsed: u64,
    /// Bytes parsed.
    pub parsed_bytes: u64,
    /// Expressions and statements that messages were followed through.
    pub followed: u64,
    /// Time by stage; where threads work side by side, the sum of theirs.
    pub time: BTreeMap<Stage, Duration>,
}

/// The counters behind [`Statistics`], which every thread may add to.
#[derive(Debug, Default)]
pub struct Counters {
    read: AtomicU64,
    parsed: AtomicU64,
    parsed_bytes: AtomicU64,
    followed: AtomicU64,
    nanoseconds: [AtomicU64; Stage::ALL.len()],
}

impl Counters {
    /// Counts a file whose text was asked for.
    pub(crate) fn count_read(&self) {
        self.read.fetch_add(1, Relaxed);
    }

    /// Counts a parsed file of that many bytes.
    pub fn count_parsed(&self, bytes: usize) {
        self.parsed.fetch_add(1, Relaxed);
        self.parsed_bytes.fetch_add(bytes as u64, Relaxed);
    }

    /// Counts expressions and statements that messages were followed through.
    pub(crate) fn count_followed(&self, steps: u64) {
        self.followed.fetch_add(steps, Relaxed);
    }

    /// Runs `work` and adds its time to the stage.
    pub fn time<T>(&self, stage: Stage, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = work();
        self.add_time(stage, start.elapsed());
        result
    }

    /// Adds to the time of a stage.
    pub fn add_time(&self, stage: Stage, time: Duration) {
        let nanoseconds = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        self.nanoseconds[stage.index()].fetch_add(nanoseconds, Relaxed);
    }

    /// The walk's own counts together with what was counted since.
    pub(crate) fn snapshot(&self, walk: &Statistics) -> Statistics {
        let mut all = walk.clone();
        all.read = self.read.load(Relaxed);
        all.parsed = self.parsed.load(Relaxed);
        all.parsed_bytes = self.parsed_bytes.load(Relaxed);
        all.followed = self.followed.load(Relaxed);
        for stage in Stage::ALL {
            let spent = self.nanoseconds[stage.index()].load(Relaxed);
            if spent > 0 {
                all.time.insert(stage, Duration::from_nanos(spent));
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_add_up() {
        let counters = Counters::default();
        counters.count_parsed(10);
        counters.count_parsed(5);
        counters.add_time(Stage::Parse, Duration::from_millis(2));
        counters.add_time(Stage::Parse, Duration::from_millis(3));
        let walk = Statistics {
            walked: 7,
            ..Statistics::default()
        };
        let all = counters.snapshot(&walk);
        assert_eq!((all.walked, all.parsed, all.parsed_bytes), (7, 2, 15));
        assert_eq!(all.time.get(&Stage::Parse), Some(&Duration::from_millis(5)));
        assert_eq!(all.time.get(&Stage::Walk), None);
    }
}
