//! `botlint judge`.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{Ending, Failure, print, terminal};
use crate::prompt::{
    Fragment, Function, JudgementConfidence, Polarity, Scope, extend_phrases, judge,
};
use crate::report::graphical;

/// The arguments of `botlint judge`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Files that hold a prompt and nothing else; `-` is standard input
    #[arg(default_value = "-")]
    files: Vec<PathBuf>,
    /// Folders with phrases of your own, in `vocabulary/phrases`
    #[arg(long, value_name = "DIR")]
    lints: Vec<PathBuf>,
    /// How the judgement is written
    #[arg(long, value_enum, default_value_t = Format::Graphical)]
    format: Format,
}

/// How a judgement is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The prompt with the phrases that decided underlined
    Graphical,
    /// One JSON object a line, one line a file
    Json,
}

/// Judges each prompt, and shows the phrases that decided.
pub(super) fn run(arguments: &Arguments) -> Result<Ending, Failure> {
    extend_phrases(&arguments.lints).map_err(miette::Report::new)?;
    let mut ending = Ending::Clean;
    for file in &arguments.files {
        match read(file) {
            Ok((name, text)) => print(&written(&name, &text, arguments.format)?)?,
            Err(error) => {
                anstream::eprintln!("cannot read {}: {error}", file.display());
                ending = Ending::Failed;
            }
        }
    }
    Ok(ending)
}

fn written(name: &str, text: &str, format: Format) -> Result<String, Failure> {
    match format {
        Format::Graphical => graphical::draw_judgement(name, text, terminal::look())
            .map_err(|error| miette::miette!("{error}")),
        Format::Json => serde_json::to_string(&Line::of(name, text))
            .map(|line| line + "\n")
            .map_err(|error| miette::miette!("{error}")),
    }
}

fn read(file: &Path) -> std::io::Result<(String, String)> {
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        std::io::stdin().read_to_end(&mut bytes)?;
        return Ok(("-".to_owned(), String::from_utf8_lossy(&bytes).into_owned()));
    }
    bytes = std::fs::read(file)?;
    let name = file.to_string_lossy().into_owned();
    Ok((name, String::from_utf8_lossy(&bytes).into_owned()))
}

/// A judgement as one line of JSON. Names and order are fixed.
#[derive(Debug, serde::Serialize)]
struct Line<'a> {
    path: &'a str,
    scope: Scope,
    enforced: bool,
    confidence: JudgementConfidence,
    languages: Vec<String>,
    evidence: Vec<Phrase>,
}

/// A phrase that decided.
#[derive(Debug, serde::Serialize)]
struct Phrase {
    span: Bytes,
    function: Function,
    polarity: Polarity,
    text: String,
}

/// A half-open range of bytes of the file.
#[derive(Debug, serde::Serialize)]
struct Bytes {
    start: usize,
    end: usize,
}

impl<'a> Line<'a> {
    fn of(path: &'a str, text: &str) -> Self {
        let judgement = judge(&[Fragment::Text(text)]);
        let phrases = judgement.evidence.into_iter().map(|evidence| Phrase {
            span: Bytes {
                start: evidence.start,
                end: evidence.end,
            },
            function: evidence.function,
            polarity: evidence.polarity,
            text: evidence.text,
        });
        Self {
            path,
            scope: judgement.scope,
            enforced: judgement.enforced,
            confidence: judgement.confidence,
            languages: judgement
                .languages
                .iter()
                .map(ToString::to_string)
                .collect(),
            evidence: phrases.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_judgement_is_one_line() {
        let text = "You sell lamps for Lumo. For any other topic, decline.\n";
        let line = written("lamps.txt", text, Format::Json).expect("can be written");
        assert_eq!(line.matches('\n').count(), 1);
        let value: serde_json::Value = serde_json::from_str(&line).expect("is JSON");
        assert_eq!(value["path"], "lamps.txt");
        assert_eq!(value["scope"], "scoped");
        assert_eq!(value["enforced"], true);
        let phrase = &value["evidence"][0];
        let (start, end) = (&phrase["span"]["start"], &phrase["span"]["end"]);
        let range =
            start.as_u64().expect("a number") as usize..end.as_u64().expect("a number") as usize;
        assert_eq!(text[range], *phrase["text"].as_str().expect("a text"));
    }

    #[test]
    fn an_empty_text_has_no_scope() {
        let line = written("-", "", Format::Json).expect("can be written");
        assert!(line.contains(r#""scope":"none""#));
    }
}
