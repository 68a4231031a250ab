//! Judges a prompt by its words: what ties it to a business or task, what closes it, what opens it.

mod clause;
mod fold;
mod hole;
mod judgement;
mod lexicon;
mod reading;
mod stream;
mod verdict;

use clause::{Clause, Place, places};
use hole::HoleName;
use lexicon::{Class, Hit, LanguageSet, Languages};
use reading::{Finding, Mood, mood_of};
use stream::{Lead, Stream};
use verdict::Balance;

pub use judgement::{Evidence, Function, Judgement, JudgementConfidence, Polarity, Scope};

/// A piece of the text to judge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fragment<'a> {
    /// Words that are there.
    Text(&'a str),
    /// A gap that the running bot fills.
    Hole {
        /// What fills it.
        kind: HoleKind,
        /// The name of the variable or placeholder, for its own evidence (`business_name`).
        name: &'a str,
    },
}

/// What fills a gap in a prompt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HoleKind {
    /// The user's own text or earlier turns.
    Conversation,
    /// Retrieved text: documents, knowledge base.
    Retrieved,
    /// Data of the business or the customer.
    Data,
    /// Text that may hold instructions: environment, database, settings, unresolved.
    Instructions,
}

/// Judges one assembled prompt. Evidence spans are bytes of the fragment that `Evidence::fragment` names.
pub fn judge(fragments: &[Fragment<'_>]) -> Judgement {
    let stream = Stream::read(fragments);
    let shipped = Languages::shipped();
    let tally = shipped.tally(&stream, 0..stream.tokens.len());
    let languages = shipped.of_text(&tally, &stream);
    let clauses = lay_out(&stream, languages);
    if let Some(judgement) = wordless(&stream, &clauses) {
        return judgement;
    }
    let findings = read(&clauses);
    let balance = Balance::of(&stream, &findings);
    let (scope, confidence) = settle(&stream, &clauses, &balance);
    Judgement {
        scope,
        enforced: !scope.is_open() && balance.enforced(),
        confidence,
        languages: shipped.tags(&tally, languages),
        evidence: verdict::evidence(fragments, &stream, &findings),
    }
}

fn lay_out(stream: &Stream, languages: LanguageSet) -> Vec<Clause> {
    let shipped = Languages::shipped();
    let places = places(stream);
    let mut found: Vec<Vec<Hit>> = vec![Vec::new(); places.len()];
    for language in languages.iter() {
        let mut hits = Vec::new();
        shipped
            .get(language)
            .lexicon()
            .find(stream, language, &mut hits);
        for hit in hits {
            let place = places.partition_point(|place| place.tokens.end <= hit.start as usize);
            if places[place].tokens.end >= hit.end as usize {
                found[place].push(hit);
            }
        }
    }
    places
        .into_iter()
        .zip(found)
        .map(|(place, hits)| {
            let tally = shipped.tally(stream, place.tokens.clone());
            let spoken = shipped.of_clause(&tally, languages);
            Clause::lay_out(stream, place, hits, spoken)
        })
        .collect()
}

/// A prompt that is nothing but labels and holes has no words to judge.
fn wordless(stream: &Stream, clauses: &[Clause]) -> Option<Judgement> {
    let worded = clauses.iter().any(|clause| {
        clause.slots.iter().enumerate().any(|(index, slot)| {
            let next = clause.slots.get(index + 1);
            let labels =
                slot.is(Class::Label) && next.is_none_or(|next| next.colon || next.hole.is_some());
            slot.hole.is_none() && !labels
        })
    });
    if worded {
        return None;
    }
    let filled = stream
        .tokens
        .iter()
        .filter_map(|token| token.hole)
        .any(|hole| !matches!(hole, HoleName::Conversation | HoleName::Detail));
    Some(if filled {
        Judgement::unknown()
    } else {
        Judgement::none()
    })
}

/// Reads the clauses in order, each under the heading it stands below.
fn read(clauses: &[Clause]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut mood = Mood::Plain;
    for clause in clauses {
        let own = own_mood(&clause.place, mood);
        if own == Mood::Plain && clause.place.starts_paragraph && clause.place.lead == Lead::Plain {
            mood = Mood::Plain;
        }
        let own = own_mood(&clause.place, mood);
        reading::read(clause, own, &mut findings);
        if is_heading(clause) {
            mood = mood_of(clause);
        }
    }
    findings
}

fn own_mood(place: &Place, mood: Mood) -> Mood {
    match place.lead {
        Lead::Forbidden => Mood::Forbids,
        Lead::Allowed if mood == Mood::Forbids => Mood::Plain,
        Lead::Heading => Mood::Plain,
        _ => mood,
    }
}

fn is_heading(clause: &Clause) -> bool {
    let place = &clause.place;
    let short = place.tokens.len() <= 14;
    let alone = place.starts_line && place.ends_line;
    place.lead == Lead::Heading
        || short && place.announces && place.starts_line
        || alone && place.tokens.len() <= 4 && place.lead == Lead::Plain
}

/// The verdict over the words, and what the holes leave open.
fn settle(stream: &Stream, clauses: &[Clause], balance: &Balance) -> (Scope, JudgementConfidence) {
    let (scope, confidence) = balance.scope();
    let holds = |name| stream.tokens.iter().any(|token| token.hole == Some(name));
    let open = matches!(scope, Scope::General | Scope::Persona) && !balance.invites();
    if open && holds(HoleName::Instructions) {
        return (Scope::Unknown, JudgementConfidence::Medium);
    }
    if !clauses.iter().any(|clause| clause.understood) {
        return (Scope::Unknown, JudgementConfidence::Low);
    }
    if open && holds(HoleName::Unclear) {
        return (scope, JudgementConfidence::Low);
    }
    (scope, confidence)
}
#[cfg(test)]
mod scratch {
    use super::*;
    #[test]
    fn show() {
        let Ok(text) = std::env::var("SHOW") else {
            return;
        };
        let fragments = [Fragment::Text(&text)];
        let stream = Stream::read(&fragments);
        let shipped = Languages::shipped();
        let tally = shipped.tally(&stream, 0..stream.tokens.len());
        let languages = shipped.of_text(&tally, &stream);
        for clause in lay_out(&stream, languages) {
            println!("--- {:?}", clause.place);
            for slot in &clause.slots {
                println!(
                    "{:?} content={} gap={:?} q={} {:?} {:?}",
                    stream.text_of(slot.start, slot.end),
                    slot.content,
                    slot.gap,
                    slot.quoted,
                    slot.classes.list(),
                    slot.hole
                );
            }
        }
    }
}
