//! What a run cost, for `--statistics`.

use std::fmt;

use crate::workspace::Statistics;

/// Draws the counts and times of a run, one a line.
#[derive(Debug)]
pub struct StatisticsTable(pub Statistics);

impl fmt::Display for StatisticsTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(run) = self;
        let mut row = |name: &str, value: String| writeln!(f, "{name:<40}{value:>12}");
        row("files walked", run.walked.to_string())?;
        for (reason, count) in &run.skipped {
            row(&format!("skipped: {}", reason.label()), count.to_string())?;
        }
        row("files searched for vocabulary", run.searched.to_string())?;
        row("  in them", bytes(run.searched_bytes))?;
        row("files with words of the vocabulary", run.marked.to_string())?;
        row("files read", run.read.to_string())?;
        row("files parsed", run.parsed.to_string())?;
        row("  in them", bytes(run.parsed_bytes))?;
        row("expressions followed", run.followed.to_string())?;
        for (stage, time) in &run.time {
            let milliseconds = format!("{:.1} ms", time.as_secs_f64() * 1000.0);
            row(&format!("time: {}", stage.label()), milliseconds)?;
        }
        Ok(())
    }
}

fn bytes(count: u64) -> String {
    format!("{:.2} MB", count as f64 / 1e6)
}
