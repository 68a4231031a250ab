//! Keeps the page `lints/vocabulary/phrases/README.md` in step with the data.

use std::fmt::Write as _;
use std::path::Path;

use crate::prompt::Function;

use super::class::Class;
use super::language::{Language, Languages};
use super::load::parse;
use super::schema::LanguageFile;

const FUNCTIONS: &[(Function, &str)] = &[
    (Function::Identity, "identity"),
    (Function::Opens, "opens"),
    (Function::Domain, "domain"),
    (Function::Task, "task"),
    (Function::Data, "data"),
    (Function::Only, "only"),
    (Function::Refuse, "refuse"),
    (Function::Redirect, "redirect"),
    (Function::Ground, "ground"),
    (Function::Handoff, "handoff"),
    (Function::Impersonation, "impersonation"),
    (Function::Safety, "safety"),
    (Function::Meta, "meta"),
    (Function::Style, "style"),
];

const INTRODUCTION: &str = "\
# Phrases by language

One file a language. The keys before the first table say what the language looks like (`tag`, `name`, `scripts`, `markers`: \
frequent words that tell it from others, `letters`, `complement`: where the subject of a question stands, `negation`: where \
the negation of a verb stands, `prefixes`: short words written as the beginning of the next, `endings`: of words of manner, `abbreviations`: words whose full stop ends no sentence). \
`[phrases]` and `[words]` give, by the class of their meaning, phrases and single words. `(a|b)` is a choice, `[a|b]` may be \
missing, `stem*` takes any ending. Case, accents and line breaks do not matter. A language needs one file here and its \
prompts under `test-corpus/prompts/<tag>/`.

A folder of your own, named by `--lints DIR` or `[lints] extend`, may hold such files in `vocabulary/phrases/`. A file \
whose `tag` is shipped adds its phrases and words to that language, and needs no other key; another tag is a further \
language.

The tables are generated from the files; a test compares them. Set `BOTLINT_WRITE_TABLES=1` and run the library's tests to \
write them anew.
";

/// What a class contributes to.
fn function(class: Class) -> Function {
    use Class::*;
    match class {
        Identity | Pronoun | Naming | NameArticle | Maker | Assistant | Persona | Trait => {
            Function::Identity
        }
        Generalist | Anything | EveryQuestion | GeneralQuestion | Open | Permit | Consent
        | Also | Unless => Function::Opens,
        Domain | Business | Subject | About | Topic | Serve | Employer => Function::Domain,
        Purpose | Fixed | FixedAgent | Transform | Output | Answer => Function::Task,
        Data => Function::Data,
        Only | ForbidHeading => Function::Only,
        Outside | Not | AnswerNot | Refuse | Sorry | Script | If => Function::Refuse,
        Redirect => Function::Redirect,
        Source | Basis | OwnKnowledge | Absent | Abstain | Use => Function::Ground,
        Handoff | HandVerb | Staff => Function::Handoff,
        Impersonation | Hide | Machine => Function::Impersonation,
        Safety => Function::Safety,
        Meta => Function::Meta,
        Style | Measure | Label | Generic => Function::Style,
    }
}

/// The class whose first phrase stands for a function.
fn typical(function: Function) -> Class {
    match function {
        Function::Identity => Class::Identity,
        Function::Opens => Class::Anything,
        Function::Domain => Class::Domain,
        Function::Task => Class::Purpose,
        Function::Data => Class::Data,
        Function::Only => Class::Only,
        Function::Refuse => Class::Outside,
        Function::Redirect => Class::Redirect,
        Function::Ground => Class::Source,
        Function::Handoff => Class::Handoff,
        Function::Impersonation => Class::Impersonation,
        Function::Safety => Class::Safety,
        Function::Meta => Class::Meta,
        Function::Style => Class::Style,
    }
}

/// How many phrases and words a language has for a function, as they stand in its file.
fn count(file: &LanguageFile, wanted: Function) -> usize {
    let phrases = file
        .phrases
        .iter()
        .filter(|(class, _)| function(**class) == wanted);
    let words = file
        .words
        .iter()
        .filter(|(class, _)| function(**class) == wanted);
    phrases.map(|(_, phrases)| phrases.len()).sum::<usize>()
        + words
            .map(|(_, words)| words.split_whitespace().count())
            .sum::<usize>()
}

/// One phrase for a function: the first choice of everything in its first pattern.
fn example(file: &LanguageFile, function: Function) -> String {
    let class = typical(function);
    let pattern = file.phrases.get(&class).and_then(|phrases| phrases.first());
    if let Some(pattern) = pattern {
        return first_choice(pattern);
    }
    let word = file
        .words
        .get(&class)
        .and_then(|words| words.split_whitespace().next());
    word.unwrap_or("–").to_owned()
}

fn first_choice(pattern: &str) -> String {
    let mut out = String::new();
    let (mut optional, mut skipping, mut depth) = (0usize, false, 0usize);
    for character in pattern.chars() {
        match character {
            '[' => optional += 1,
            ']' => optional = optional.saturating_sub(1),
            '(' => depth += 1,
            ')' => {
                depth = depth.saturating_sub(1);
                skipping = false;
            }
            '|' if depth > 0 => skipping = true,
            _ if optional == 0 && !skipping => out.push(character),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn page() -> String {
    let languages: Vec<(&Language, LanguageFile)> = Languages::shipped()
        .iter()
        .map(|language| {
            let file = &language.files[0];
            let file = parse(&file.path, &file.text).expect("fits the schema");
            (language, file)
        })
        .collect();
    let mut out = INTRODUCTION.to_owned();
    out.push_str("\n## How many\n\n| language | file |");
    for (_, name) in FUNCTIONS {
        let _ = write!(out, " {name} |");
    }
    out.push_str("\n| --- | --- |");
    out.push_str(&" ---: |".repeat(FUNCTIONS.len()));
    for (language, file) in &languages {
        let _ = write!(
            out,
            "\n| {} | `{}` |",
            language.header.name, language.files[0].path
        );
        for (function, _) in FUNCTIONS {
            let _ = write!(out, " {} |", count(file, *function));
        }
    }
    out.push_str("\n\n## One phrase each\n");
    for (function, name) in FUNCTIONS {
        let _ = write!(out, "\n### {name}\n\n");
        for (language, file) in &languages {
            let _ = writeln!(
                out,
                "- {}: {}",
                language.header.name,
                example(file, *function)
            );
        }
    }
    out
}

#[test]
fn the_page_is_generated_from_the_data() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("lints/vocabulary/phrases/README.md");
    let page = page();
    if std::env::var_os("BOTLINT_WRITE_TABLES").is_some() {
        std::fs::write(&path, &page).expect("the page can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page,
        "{} is out of date: run the tests with BOTLINT_WRITE_TABLES=1",
        path.display()
    );
}
