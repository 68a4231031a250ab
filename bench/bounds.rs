//! Runs botlint over programs at and beyond its bounds, and prints how long each takes and what is said of it.
//! `cargo run --release --example bounds`; with a folder, the programs are kept there.

#[path = "bounds_program.rs"]
mod bounds_program;

use std::path::Path;
use std::time::Instant;

use bounds_program::{
    TONGUES, Tongue, call_chain, deep_blocks, deep_expressions, file_name, long_handler, recursive,
};

const FUNCTIONS: usize = 10_000;
const LINES: usize = 50_000;
const DEPTH: usize = 10_000;

fn main() -> std::io::Result<()> {
    let scratch = tempfile::tempdir()?;
    let folder = std::env::args_os()
        .nth(1)
        .map_or_else(|| scratch.path().to_owned(), Into::into);
    for tongue in TONGUES {
        let recursion = recursive(tongue, FUNCTIONS);
        let length = long_handler(tongue, LINES);
        run(&folder, tongue, "recursive", &[("recursive", &recursion)])?;
        run(&folder, tongue, "long", &[("long", &length)])?;
        let both = [("recursive", &*recursion), ("long", &*length)];
        run(&folder, tongue, "both", &both)?;
        run(
            &folder,
            tongue,
            "deep_expressions",
            &[("deep", &deep_expressions(tongue, DEPTH))],
        )?;
        run(
            &folder,
            tongue,
            "deep_blocks",
            &[("deep", &deep_blocks(tongue, DEPTH))],
        )?;
        run(
            &folder,
            tongue,
            "call_chain",
            &[("chain", &call_chain(tongue, DEPTH))],
        )?;
    }
    Ok(())
}

/// Writes the files of one program to a folder of their own, and lints it.
fn run(folder: &Path, tongue: Tongue, name: &str, files: &[(&str, &str)]) -> std::io::Result<()> {
    let project = folder.join(format!("{tongue:?}_{name}"));
    std::fs::create_dir_all(&project)?;
    for (stem, text) in files {
        // Each file of a folder is a package of its own in Go.
        let home = if tongue == Tongue::Go {
            project.join(stem)
        } else {
            project.clone()
        };
        std::fs::create_dir_all(&home)?;
        std::fs::write(home.join(file_name(tongue, stem)), text)?;
    }
    let begun = Instant::now();
    let options = botlint::Options {
        paths: vec![project.clone()],
        config: botlint::config::ConfigSource::Nothing,
        ..botlint::Options::default()
    };
    let told = match botlint::check(&options) {
        Ok(report) => {
            let mut lints: Vec<&str> = report
                .findings
                .iter()
                .map(|one| one.lint.as_str())
                .collect();
            lints.sort_unstable();
            lints.join(", ")
        }
        Err(error) => error.to_string(),
    };
    let seconds = begun.elapsed().as_secs_f64();
    println!("{tongue:?} {name}: {seconds:.2} s; {told}");
    Ok(())
}
