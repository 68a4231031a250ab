//! Mutates the corpus's definitions and reads them, for as many seconds as the first argument says (600 by default), with
//! the second as seed. A mutant that does harm is written to standard error before the panic goes on.

#[path = "../tests/mutation/mod.rs"]
mod mutation;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::{Duration, Instant};

use mutation::{Dice, cases, mutant, read};

fn main() {
    let number = |at: usize, default: u64| {
        let given = std::env::args().nth(at).and_then(|text| text.parse().ok());
        given.unwrap_or(default)
    };
    let time = Duration::from_secs(number(1, 600));
    let cases = cases();
    let mut dice = Dice::new(number(2, 1));
    let began = Instant::now();
    let (mut mutants, mut bytes) = (0u64, 0u64);
    while began.elapsed() < time {
        let case = mutant(&cases, &mut dice);
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| read(&case))) {
            for (path, text) in &case {
                eprintln!("--- {path}\n{text}");
            }
            resume_unwind(panic);
        }
        mutants += 1;
        bytes += case.iter().map(|(_, text)| text.len() as u64).sum::<u64>();
    }
    println!("{mutants} mutants, {bytes} bytes, {:?}", began.elapsed());
}
