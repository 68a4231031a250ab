//! Holds the tables of `test-corpus/platform/README.md` to the cases.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use botlint::bot::Verdict;

use crate::case;

/// A cell of a table: the platform of its row, the heading of its column, what stands in it.
struct Cell {
    platform: String,
    column: String,
    text: String,
}

/// What is wrong with the tables, one line a fault.
pub fn faults(platforms: &Path) -> Vec<String> {
    let text = fs::read_to_string(platforms.join("README.md")).expect("the tables are there");
    let cells = cells(&text);
    let mut faults: Vec<String> = cells
        .iter()
        .flat_map(|cell| faults_of(cell, platforms))
        .collect();
    let named: BTreeSet<&str> = cells.iter().map(|cell| cell.platform.as_str()).collect();
    let folders = fs::read_dir(platforms).expect("the cases are there");
    for folder in folders {
        let folder = folder.expect("the folder can be listed");
        let name = folder.file_name().to_string_lossy().into_owned();
        if folder.path().is_dir() && !named.contains(name.as_str()) {
            faults.push(format!("{name} has no row"));
        }
    }
    faults
}

fn cells(text: &str) -> Vec<Cell> {
    let mut heads: Vec<String> = Vec::new();
    let mut cells = Vec::new();
    for line in text.lines() {
        let Some(row) = line
            .strip_prefix("| ")
            .and_then(|row| row.strip_suffix(" |"))
        else {
            continue;
        };
        let row: Vec<String> = row
            .split(" | ")
            .map(|cell| cell.trim().to_owned())
            .collect();
        if row[0] == "platform" {
            heads = row;
        } else if !row[0].starts_with("---") {
            let platform = row[0].clone();
            cells.extend(heads.iter().zip(row).skip(1).map(|(head, text)| Cell {
                platform: platform.clone(),
                column: head.clone(),
                text,
            }));
        }
    }
    cells
}

fn faults_of(cell: &Cell, platforms: &Path) -> Vec<String> {
    let place = format!("{}, {}", cell.platform, cell.column);
    if cell.text.is_empty() {
        return vec![format!("{place}: empty")];
    }
    let cases = cell.text.split('`').skip(1).step_by(2);
    cases
        .filter_map(|name| {
            let folder = platforms.join(&cell.platform).join(name);
            match case::read(&folder) {
                Err(reason) => Some(format!("{place}: {name}: {reason}")),
                Ok(expected) if !fits(cell, expected.outcome.verdict) => {
                    Some(format!("{place}: {name} is {:?}", expected.outcome.verdict))
                }
                Ok(_) => None,
            }
        })
        .collect()
}

/// Whether a case of that verdict belongs into that column.
fn fits(cell: &Cell, verdict: Verdict) -> bool {
    let unseen = cell.text.starts_with("unseen") || cell.text.contains("is unseen");
    match cell.column.as_str() {
        "reported" if unseen => verdict == Verdict::Unknown,
        "reported" => verdict == Verdict::General,
        "silent" | "dead" => matches!(verdict, Verdict::Scoped | Verdict::None),
        _ => true,
    }
}
