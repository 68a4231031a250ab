//! Mutates the definitions of the corpus by their structure and reads what comes out: nothing may panic, hang, or point
//! outside its file.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use botlint::bot::{Answer, Bot};
use botlint::flow::Follower;
use botlint::platform::{mark_words, read_definitions};
use botlint::vocabulary::Vocabulary;
use botlint::workspace::{Location, MarkSet, Workspace};
use serde_json::{Map, Value};

/// The longest that one small mutant may take to read.
const PATIENCE: Duration = Duration::from_secs(10);

/// Numbers that look random and are the same in every run.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// Dice with that seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        if end == 0 {
            return 0;
        }
        (self.roll() % end as u64) as usize
    }
}

/// One case of the corpus: its definition files, by path.
pub type Case = Vec<(String, String)>;

/// All cases by platform, in the order of their paths.
pub fn cases_by_platform() -> Vec<(String, Vec<Case>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("test-corpus/platform");
    let platforms = folders(&root).into_iter();
    platforms
        .map(|platform| {
            let name = platform.file_name().expect("it is below the root");
            let name = name.to_string_lossy().into_owned();
            (
                name,
                folders(&platform)
                    .iter()
                    .map(|case| files_of(case))
                    .filter(|files| !files.is_empty())
                    .collect(),
            )
        })
        .collect()
}

fn files_of(case: &Path) -> Case {
    let mut files = Case::new();
    for entry in walkdir::WalkDir::new(case).sort_by_file_name() {
        let entry = entry.expect("the corpus can be walked");
        let path = entry.path();
        if let Ok(text) = fs::read_to_string(path)
            && !path.ends_with("expected.toml")
        {
            let name = path.strip_prefix(case).expect("it is below the case");
            files.push((name.to_string_lossy().replace('\\', "/"), text));
        }
    }
    files
}

fn folders(root: &Path) -> Vec<std::path::PathBuf> {
    let mut folders: Vec<_> = fs::read_dir(root)
        .expect("the corpus is there")
        .map(|entry| entry.expect("the corpus can be listed").path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}

/// A mutant of one of the cases; parts of others may be grafted on it.
pub fn mutant(cases: &[Case], dice: &mut Dice) -> Case {
    let mut case = cases[dice.below(cases.len())].clone();
    for _ in 0..=dice.below(4) {
        let at = dice.below(case.len());
        let Some((path, text)) = case.get_mut(at) else {
            return case;
        };
        *text = if path.ends_with(".json") && dice.below(4) > 0 {
            mutated_json(text, cases, dice)
        } else {
            mutated_text(text, dice)
        };
    }
    case
}

fn mutated_json(text: &str, cases: &[Case], dice: &mut Dice) -> String {
    let Ok(mut value) = serde_json::from_str::<Value>(text) else {
        return mutated_text(text, dice);
    };
    for _ in 0..=dice.below(5) {
        let graft = graft(cases, dice);
        let target = pick(&mut value, dice);
        mutate_value(target, graft, dice);
    }
    if dice.below(2) == 0 {
        value.to_string()
    } else {
        serde_json::to_string_pretty(&value).expect("a value can be written")
    }
}

/// A random value inside another definition.
fn graft(cases: &[Case], dice: &mut Dice) -> Value {
    let case = &cases[dice.below(cases.len())];
    let texts: Vec<&String> = case.iter().map(|(_, text)| text).collect();
    let text = texts
        .get(dice.below(texts.len()))
        .map_or("null", |text| text);
    match serde_json::from_str::<Value>(text) {
        Ok(mut value) => pick(&mut value, dice).take(),
        Err(_) => Value::String(text.chars().take(200).collect()),
    }
}

fn pick<'v>(mut value: &'v mut Value, dice: &mut Dice) -> &'v mut Value {
    for _ in 0..dice.below(9) {
        let count = match value {
            Value::Array(items) => items.len(),
            Value::Object(entries) => entries.len(),
            _ => 0,
        };
        if count == 0 {
            return value;
        }
        let at = dice.below(count);
        value = match value {
            Value::Array(items) => &mut items[at],
            Value::Object(entries) => entries.values_mut().nth(at).expect("it was counted"),
            _ => unreachable!("it has no items"),
        };
    }
    value
}

fn mutate_value(target: &mut Value, graft: Value, dice: &mut Dice) {
    match (dice.below(6), &mut *target) {
        (0, Value::Array(items)) if !items.is_empty() => {
            items.remove(dice.below(items.len()));
        }
        (1, Value::Array(items)) if !items.is_empty() => {
            let copy = items[dice.below(items.len())].clone();
            items.push(copy);
        }
        (2, Value::Array(items)) => items.push(graft),
        (0 | 1, Value::Object(entries)) if !entries.is_empty() => {
            let key = key_of(entries, dice);
            entries.remove(&key);
        }
        (2, Value::Object(entries)) if !entries.is_empty() => {
            let key = key_of(entries, dice);
            if let Some(value) = entries.remove(&key) {
                entries.insert(format!("{key}é"), value);
            }
        }
        (3, Value::String(text)) => *text = mutated_text(text, dice),
        (4, _) => *target = strange(dice),
        _ => *target = graft,
    }
}

fn key_of(entries: &Map<String, Value>, dice: &mut Dice) -> String {
    let at = dice.below(entries.len());
    entries.keys().nth(at).cloned().unwrap_or_default()
}

fn strange(dice: &mut Dice) -> Value {
    let nested = |depth: usize| (0..depth).fold(Value::Null, |inner, _| Value::Array(vec![inner]));
    match dice.below(9) {
        0 => Value::Null,
        1 => Value::Bool(true),
        2 => Value::from(-1),
        3 => Value::from(1e300),
        4 => Value::String(String::new()),
        5 => Value::String("={{ $json.".repeat(50)),
        6 => Value::String("{{ $('Agent').item.json.output }} 😀\u{301}\u{0}".repeat(20)),
        7 => nested(dice.below(300)),
        _ => Value::Object(Map::new()),
    }
}

fn mutated_text(text: &str, dice: &mut Dice) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let (from, to) = (dice.below(lines.len()), dice.below(lines.len()));
    match dice.below(7) {
        0 if !lines.is_empty() => {
            lines.remove(from);
        }
        1 if !lines.is_empty() => lines.insert(to, lines[from]),
        2 if !lines.is_empty() => lines.swap(from, to),
        3 => lines.truncate(from),
        4 => {
            let old = PIECES[dice.below(PIECES.len())];
            let new = PIECES[dice.below(PIECES.len())];
            return text.replacen(old, new, 1 + dice.below(3));
        }
        5 => return spliced(text, PIECES[dice.below(PIECES.len())], dice),
        _ => return text.replace('\n', "\r\n"),
    }
    lines.concat()
}

const PIECES: [&str; 18] = [
    "\"", "'", "{{", "}}", "{", "}", "[", "]", ":", ",", "\\", "\n", "- ", "é", "😀", "&a ", "*a",
    "\u{feff}",
];

fn spliced(text: &str, piece: &str, dice: &mut Dice) -> String {
    let mut at = dice.below(text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    format!("{}{piece}{}", &text[..at], &text[at..])
}

/// Reads a mutant. Panics where the reader does, takes too long, or says something about a place that is not there.
pub fn read(case: &Case) {
    let files: Vec<(&str, &str)> = case
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let marks = MarkSet {
        words: mark_words().map(str::to_owned).collect(),
    };
    let workspace = Workspace::in_memory(&files, &marks);
    let follower = Follower::new(&workspace, Vocabulary::embedded());
    let began = Instant::now();
    let (bots, problems) = read_definitions(&workspace, &follower);
    assert!(
        began.elapsed() < PATIENCE,
        "too slow: {:?}",
        began.elapsed()
    );
    let places = problems
        .iter()
        .filter_map(|problem| problem.error.location());
    for at in places.chain(bots.iter().flat_map(places_of)) {
        let text = &workspace
            .read(at.file)
            .expect("the file was read before")
            .text;
        let (start, end) = (at.span.start as usize, at.span.end as usize);
        assert!(
            start <= end && end <= text.len(),
            "{at:?} is outside its file"
        );
        assert!(
            text.is_char_boundary(start),
            "{at:?} begins inside a character"
        );
    }
}

fn places_of(bot: &Bot) -> Vec<Location> {
    let mut places = Vec::new();
    for route in &bot.routes {
        places.push(route.entry);
        places.extend(route.trigger.at);
        places.extend(route.guards.iter().map(|guard| guard.at));
        places.extend(route.trail.iter().map(|step| step.at));
        if let Answer::Model(call) = &route.answer {
            places.push(call.at);
            places.extend(call.reply);
            places.extend(call.tools.iter().map(|tool| tool.at));
            for prompt in &call.prompts {
                places.extend(prompt.locations());
                places.extend(prompt.located_evidence().map(|(at, _)| at));
            }
        }
    }
    places
}
