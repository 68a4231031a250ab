//! One finding as a miette diagnostic.

use std::fmt;
use std::fmt::Write;

use miette::{Diagnostic, LabeledSpan, SourceCode, ThemeStyles};

use super::cut::visible_text;
use super::excerpt::Excerpts;
use super::look::Look;
use super::spot::{Part, Spot, wrapped};
use crate::lint::{Finding, LabelRole, Severity};
use crate::report::Report;
use crate::workspace::{FileId, Location, SourceFile, Span};

/// The most places that are drawn; the rest is counted.
const MOST_SPOTS: usize = 12;

/// A call longer than this, in bytes, is marked at its name only.
const WIDE: usize = 24;

/// A finding, or a problem with a file, ready for miette.
#[derive(Debug)]
pub(super) struct Drawn {
    /// `error[llm-catch-all]`.
    pub code: String,
    /// How grave it is.
    pub severity: Severity,
    /// The message.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Where its page can be read.
    pub url: Option<String>,
    excerpts: Excerpts,
    labels: Vec<LabeledSpan>,
    parts: Vec<Part>,
    hidden: usize,
}

impl Drawn {
    /// A finding with its excerpts.
    pub fn finding(finding: &Finding, report: &Report, look: Look) -> Self {
        let mut drawn = Self {
            code: format!("{}[{}]", finding.severity.name(), finding.lint),
            severity: finding.severity,
            message: message(&finding.message, look),
            help: help(&finding.help, look),
            url: Some(finding.url.clone()),
            excerpts: Excerpts::default(),
            labels: Vec::new(),
            parts: Vec::new(),
            hidden: 0,
        };
        let (places, hidden) = places(finding);
        drawn.hidden = hidden;
        drawn.draw(&places, report, look);
        drawn
    }

    /// A message about places in files, or about a file as a whole.
    pub fn note(
        (code, severity): (String, Severity),
        (text, to_do): (String, &str),
        places: &[Marked],
        report: &Report,
        look: Look,
    ) -> Self {
        let mut drawn = Self {
            code,
            severity,
            message: self::message(&text, look),
            help: self::help(to_do, look),
            url: None,
            excerpts: Excerpts::default(),
            labels: Vec::new(),
            parts: Vec::new(),
            hidden: places.len().saturating_sub(MOST_SPOTS),
        };
        drawn.draw(&places[..places.len().min(MOST_SPOTS)], report, look);
        drawn
    }

    fn draw(&mut self, places: &[Marked], report: &Report, look: Look) {
        let mut files: Vec<FileId> = Vec::new();
        for place in places {
            if !files.contains(&place.at.file) {
                files.push(place.at.file);
            }
        }
        for id in files {
            let Ok(file) = report.workspace.read(id) else {
                continue;
            };
            let here = places.iter().filter(|place| place.at.file == id);
            let spots = spots(&file, here, look);
            self.parts.extend(spots.iter().map(|spot| spot.part));
            let name = report.shown_path(&file.path);
            self.excerpts
                .add(&file, &name, &spots, look, &mut self.labels);
        }
    }

    /// Draws it, with its colours.
    pub fn render(&self, look: Look, out: &mut String) -> fmt::Result {
        let base = Look::styles();
        let own = match self.severity {
            Severity::Error => base.error,
            Severity::Warning => base.warning,
            Severity::Note => base.advice,
        };
        // miette colours labels in their order, one style after the other.
        let style = |part: &Part| match part {
            Part::Primary => own,
            Part::Evidence => base.highlights[0],
            Part::Step => base.help,
            Part::Other => base.linum,
        };
        let mut highlights: Vec<_> = self.parts.iter().map(style).collect();
        if highlights.is_empty() {
            highlights.push(own);
        }
        let handler = look.handler(ThemeStyles {
            highlights,
            ..base.clone()
        });
        handler.render_report(out, self)?;
        if self.hidden > 0 {
            writeln!(
                out,
                "        and {} more places (--format json lists all)",
                self.hidden
            )?;
        }
        Ok(())
    }
}

impl fmt::Display for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Drawn {}

impl Diagnostic for Drawn {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Note => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        (!self.help.is_empty()).then(|| Box::new(&self.help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.excerpts)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        (!self.labels.is_empty())
            .then(|| Box::new(self.labels.iter().cloned()) as Box<dyn Iterator<Item = LabeledSpan>>)
    }
}

/// The message in lines that miette need not wrap: it would break names at their hyphens.
fn message(text: &str, look: Look) -> String {
    wrapped(&visible_text(text, look.unicode), look.prose() - 6)
}

fn help(text: &str, look: Look) -> String {
    wrapped(&visible_text(text, look.unicode), look.prose() - 10)
}

/// A place to mark.
pub(super) struct Marked {
    /// The place.
    pub at: Location,
    /// What is said about it.
    pub text: String,
    /// Its number, where it is a step of the way.
    pub step: Option<usize>,
    /// How it is coloured.
    pub part: Part,
}

impl Marked {
    /// A place that is no step of a way.
    pub fn new(at: Location, text: impl Into<String>, part: Part) -> Self {
        Self {
            at,
            text: text.into(),
            step: None,
            part,
        }
    }
}

/// The places of a finding that are drawn, in the order of the way, and how many are left out. What says most stays:
/// the own place, what decided, the ends of the way.
fn places(finding: &Finding) -> (Vec<Marked>, usize) {
    let own_step = finding.trail.iter().position(|step| step.at == finding.at);
    let mut places = vec![Marked {
        at: finding.at,
        text: finding.text.clone(),
        step: own_step.map(|index| index + 1),
        part: Part::Primary,
    }];
    let mut labels: Vec<_> = finding.labels.iter().collect();
    labels.sort_by_key(|label| match (label.role, label.step) {
        (LabelRole::Evidence, _) => 0,
        (LabelRole::Entry | LabelRole::Model | LabelRole::Reply, Some(_)) => 1,
        (_, Some(_)) => 2,
        (_, None) => 3,
    });
    places.extend(labels.into_iter().map(|label| Marked {
        at: label.at,
        text: label.text.clone(),
        step: label.step,
        part: match (label.role, label.step) {
            (LabelRole::Evidence, _) => Part::Evidence,
            (_, Some(_)) => Part::Step,
            (_, None) => Part::Other,
        },
    }));
    let hidden = places.len().saturating_sub(MOST_SPOTS);
    places.truncate(MOST_SPOTS);
    // Without a number, the own place and what decided come after the way, and other ways in come last.
    let last = finding.trail.len();
    places.sort_by_key(|place| match place.part {
        Part::Primary | Part::Evidence => place.step.unwrap_or(last),
        Part::Step | Part::Other => place.step.unwrap_or(usize::MAX),
    });
    (places, hidden)
}

/// The places of one file as spots on single lines, sorted, without two on the same start.
fn spots<'a>(file: &SourceFile, places: impl Iterator<Item = &'a Marked>, look: Look) -> Vec<Spot> {
    let mut spots: Vec<Spot> = places
        .map(|place| {
            let (line, span) = marked_line(file, place.at.span);
            Spot {
                span,
                line,
                text: visible_text(&place.text, look.unicode),
                step: place.step,
                part: place.part,
            }
        })
        .collect();
    spots.sort_by_key(|spot| (spot.line, spot.span.start, spot.part));
    let mut merged: Vec<Spot> = Vec::with_capacity(spots.len());
    for spot in spots {
        match merged.last_mut() {
            Some(last) if last.span.start == spot.span.start => last.absorb(spot),
            _ => merged.push(spot),
        }
    }
    merged
}

/// The part of a range that is marked: its first line that says something.
fn marked_line(file: &SourceFile, span: Span) -> (u32, Span) {
    let (line, first) = first_line(file, span);
    let text = |span: Span| {
        file.text
            .get(span.start as usize..span.end as usize)
            .unwrap_or_default()
    };
    if !matches!(text(first).trim_end(), "{" | "[" | "(") {
        let goes_on = first.end < span.end;
        let is_call = goes_on || text(first).ends_with(')');
        let wide = is_call && text(first).len() > WIDE;
        return (
            line,
            if wide {
                without_arguments(first, text(first))
            } else {
                first
            },
        );
    }
    // An object or a list: the key before its bracket, or else the first line inside.
    let whole = file.line(line).unwrap_or(first);
    let before = text(Span {
        start: whole.start,
        end: first.start.max(whole.start),
    });
    if before.chars().any(char::is_alphanumeric) {
        let blank = (before.len() - before.trim_start().len()) as u32;
        return (
            line,
            Span {
                start: whole.start + blank,
                end: first.end,
            },
        );
    }
    let inside = Span {
        start: first.end.min(span.end),
        end: span.end,
    };
    match inside.is_empty() {
        true => (line, first),
        false => first_line(file, inside),
    }
}

/// Of a call, what is called: its arguments would leave no room for the text under it.
fn without_arguments(span: Span, text: &str) -> Span {
    let called = text.find('(').filter(|&at| at >= 3).filter(|&at| {
        let is_name =
            |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '$' | ':' | '?' | '!');
        text[..at].chars().all(is_name)
    });
    let len = called.unwrap_or(text.len());
    Span::new(span.start as usize, span.start as usize + len)
}

/// The first line of a range that holds more than spaces, and the part of the range on it.
fn first_line(file: &SourceFile, span: Span) -> (u32, Span) {
    let text = file
        .text
        .get(span.start as usize..span.end as usize)
        .unwrap_or_default();
    let skipped = (text.len() - text.trim_start().len()) as u32;
    let start = span.start
        + if skipped < span.end - span.start {
            skipped
        } else {
            0
        };
    let line = file.line_column(start).line;
    let line_end = file.line(line).map_or(span.end, |line| line.end);
    let end = span.end.min(line_end).max(start);
    (line, Span { start, end })
}
