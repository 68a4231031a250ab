//! A judged prompt, for `botlint judge`: the words with the phrases that decided.

use std::fmt;

use super::diagnostic::{Drawn, Marked};
use super::look::Look;
use super::spot::Part;
use crate::lint::Severity;
use crate::prompt::{Fragment, Function, Judgement, JudgementConfidence, Polarity, Scope, judge};
use crate::report::Report;
use crate::workspace::{FileId, Location, MarkSet, Span, Workspace};

/// Judges a prompt and draws it; `name` is what its text is called. The text has colour in it.
///
/// # Errors
/// None in practice: text is written to memory.
pub fn draw_judgement(name: &str, text: &str, look: Look) -> Result<String, fmt::Error> {
    let judgement = judge(&[Fragment::Text(text)]);
    let report = Report {
        workspace: Workspace::in_memory(&[(name, text)], &MarkSet::default()),
        bots: Vec::new(),
        findings: Vec::new(),
        problems: Vec::new(),
        fail_on: None,
    };
    let places: Vec<Marked> = judgement
        .evidence
        .iter()
        .map(|evidence| {
            let at = Location::new(FileId(0), Span::new(evidence.start, evidence.end));
            let part = match evidence.polarity {
                Polarity::Opens => Part::Primary,
                Polarity::Closes | Polarity::Ties => Part::Step,
                Polarity::Neutral => Part::Other,
            };
            Marked::new(at, phrase(evidence.function, evidence.polarity), part)
        })
        .collect();
    let drawn = Drawn::note(
        heading(&judgement),
        (meaning(&judgement).to_owned(), ""),
        &places,
        &report,
        look,
    );
    let mut out = String::new();
    drawn.render(look, &mut out)?;
    Ok(out)
}

fn heading(judgement: &Judgement) -> (String, Severity) {
    let scope = match judgement.scope {
        Scope::None => "empty",
        Scope::General => "general",
        Scope::Persona => "persona",
        Scope::Escape => "escape",
        Scope::Scoped => "scoped",
        Scope::Grounded => "grounded",
        Scope::FixedTask => "fixed task",
        Scope::Unknown => "unknown",
    };
    let severity = match judgement.scope {
        scope if scope.is_open() => Severity::Error,
        Scope::Unknown => Severity::Warning,
        _ => Severity::Note,
    };
    let sure = match judgement.confidence {
        JudgementConfidence::Low => "low",
        JudgementConfidence::Medium => "medium",
        JudgementConfidence::High => "high",
    };
    let enforced = if judgement.enforced { ", enforced" } else { "" };
    let languages: Vec<&str> = judgement.languages.iter().map(AsRef::as_ref).collect();
    let languages = match languages.as_slice() {
        [] => String::new(),
        some => format!(", in {}", some.join(" and ")),
    };
    (
        format!("{scope}{enforced} ({sure} confidence{languages})"),
        severity,
    )
}

fn meaning(judgement: &Judgement) -> &'static str {
    if judgement.contradiction().is_some() {
        return "it contradicts itself: some words close the scope, others open it, and the wider ones count";
    }
    match judgement.scope {
        Scope::None => "there are no words",
        Scope::General => "nothing narrows what may be asked",
        Scope::Persona => "a persona or a tone, and nothing to do",
        Scope::Escape => "tied to a domain, yet it invites any other subject",
        Scope::Scoped => "tied to one business, product or task",
        Scope::Grounded => "answers from supplied text, with a rule for what is not in it",
        Scope::FixedTask => "does one fixed task on the user's text",
        Scope::Unknown => "the words that would decide are not there",
    }
}

fn phrase(function: Function, polarity: Polarity) -> String {
    let does = match function {
        Function::Identity => "says who the model is",
        Function::Opens => "grants any subject",
        Function::Domain => "names a domain",
        Function::Task => "names a task",
        Function::Only => "restricts",
        Function::Refuse => "declines the rest",
        Function::Redirect => "brings the user back",
        Function::Ground => "answers from supplied text only",
        Function::Handoff => "hands over to a person",
        Function::Impersonation => "hides that it is a machine",
        Function::Style => "sets the style",
        Function::Safety => "forbids some subjects",
        Function::Meta => "keeps the instructions secret",
        Function::Data => "holds facts of the business",
    };
    let effect = match polarity {
        Polarity::Opens => "opens",
        Polarity::Closes => "closes",
        Polarity::Ties => "ties",
        Polarity::Neutral => "neutral",
    };
    format!("{effect}: {does}")
}
