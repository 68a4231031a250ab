//! A few seconds of mutation, always the same; `cargo run --release --example mutate_definitions` goes on for longer.

#[path = "mutation/mod.rs"]
mod mutation;

use std::time::{Duration, Instant};

use mutation::{Dice, cases_by_platform, mutant, read};

const MUTANTS: usize = 1500;
const AT_MOST: Duration = Duration::from_secs(8);

#[test]
fn mutated_definitions_are_read_without_harm() {
    let cases: Vec<_> = cases_by_platform()
        .into_iter()
        .flat_map(|(_, cases)| cases)
        .collect();
    let mut dice = Dice::new(7);
    let began = Instant::now();
    for _ in 0..MUTANTS {
        if began.elapsed() > AT_MOST {
            break;
        }
        read(&mutant(&cases, &mut dice));
    }
}
