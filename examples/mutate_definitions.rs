//! Mutates the corpus's definitions and reads them: each platform's reader for its share of as many seconds as the first
//! argument says (600 by default), with the second as seed; further arguments name the platforms, where not all are meant.
//! Says how many mutants were read and the most memory that the process ever held. A mutant that does harm is written to standard error before the panic goes on.

#[path = "../tests/mutation/mod.rs"]
mod mutation;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::{Duration, Instant};

use mutation::{Case, Dice, cases_by_platform, mutant, read};

/// The most memory, in KiB, that the process may ever hold.
const MOST_KIB: u64 = 1024 * 1024;

fn main() {
    let number = |at: usize, default: u64| {
        let given = std::env::args().nth(at).and_then(|text| text.parse().ok());
        given.unwrap_or(default)
    };
    let wanted: Vec<String> = std::env::args().skip(3).collect();
    let mut platforms = cases_by_platform();
    platforms.retain(|(name, _)| wanted.is_empty() || wanted.contains(name));
    let share = Duration::from_secs(number(1, 600)) / platforms.len().max(1) as u32;
    let mut dice = Dice::new(number(2, 1));
    for (platform, cases) in &platforms {
        let (mutants, bytes) = mutate(cases, share, &mut dice);
        let peak = peak_kib().map_or_else(|| "?".to_owned(), |kib| kib.to_string());
        println!("{platform}: {mutants} mutants, {bytes} bytes, peak {peak} KiB");
        assert!(
            peak_kib().is_none_or(|kib| kib < MOST_KIB),
            "memory without end"
        );
    }
}

fn mutate(cases: &[Case], time: Duration, dice: &mut Dice) -> (u64, u64) {
    let began = Instant::now();
    let (mut mutants, mut bytes) = (0, 0);
    while began.elapsed() < time {
        let case = mutant(cases, dice);
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| read(&case))) {
            for (path, text) in &case {
                eprintln!("--- {path}\n{text}");
            }
            resume_unwind(panic);
        }
        mutants += 1;
        bytes += case.iter().map(|(_, text)| text.len() as u64).sum::<u64>();
    }
    (mutants, bytes)
}

/// The most memory that the process ever held, where the system tells.
fn peak_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().split(' ').next()?.parse().ok()
}
