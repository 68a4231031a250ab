//! Judges a prompt by its words: what ties it to a business or task, what closes it, what opens it.

mod ahead;
mod clause;
mod fold;
mod hole;
mod judgement;
mod lexicon;
mod reading;
mod stream;
mod verdict;

use std::path::PathBuf;

use clause::{Clause, Place, places};
use hole::HoleName;
use lexicon::{Class, ClassSet, LanguageSet, Languages, Lexicon, Numbered};
use reading::{Finding, Mood, mood_of};
use stream::{Lead, Stream, Words};
use verdict::Balance;

pub use judgement::{Evidence, Function, Judgement, JudgementConfidence, Polarity, Scope, Task};
pub use lexicon::PhraseError;

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

/// Adds the phrases that the folders hold below `vocabulary/phrases` to the shipped ones: for the whole process, and in
/// place of those added before. Without folders, the shipped phrases are back.
///
/// # Errors
/// [`PhraseError`] where a file cannot be read or used; then nothing changes.
pub fn extend_phrases(folders: &[PathBuf]) -> Result<(), PhraseError> {
    Languages::extend(folders)
}

/// Judges one assembled prompt. Evidence spans are bytes of the fragment that `Evidence::fragment` names.
pub fn judge(fragments: &[Fragment<'_>]) -> Judgement {
    let known = Languages::at_hand();
    let stream = Stream::read(fragments);
    let words = Words::of(&stream);
    let marks = known.marks(&stream, &words);
    let tally = marks.tally(&words.numbers);
    let languages = known.of_text(&tally, &stream);
    let mut reading = Reading::default();
    let numbered = numbered(known, &stream, &words, languages);
    let mut hits = Vec::new();
    for place in places(&stream) {
        let spoken = known.of_clause(
            &marks.tally(&words.numbers[place.tokens.clone()]),
            languages,
        );
        hits.clear();
        for (language, lexicon, words) in &numbered {
            if spoken.has(*language) {
                lexicon.find(words, place.tokens.clone(), *language, &mut hits);
            }
        }
        reading.add(&Clause::lay_out(known, &stream, place, &mut hits, spoken));
    }
    if !reading.worded {
        return wordless(&stream);
    }
    let balance = Balance::of(&stream, &reading.findings);
    let (scope, confidence) = settle(&stream, languages, &balance);
    Judgement {
        scope,
        task: balance.task_under(scope),
        enforced: !scope.is_open() && balance.enforced(),
        confidence,
        languages: known.tags(&tally, languages),
        evidence: verdict::evidence(
            fragments,
            &stream,
            &reading.findings,
            !scope.is_open() && balance.ties_faintly(),
        ),
    }
}

/// The phrases of the languages of a text, with its words looked up.
fn numbered<'s>(
    known: &'static Languages,
    stream: &Stream,
    words: &'s Words,
    languages: LanguageSet,
) -> Vec<(u8, &'static Lexicon, Numbered<'s>)> {
    languages
        .iter()
        .map(|language| {
            let lexicon = known.get(language).lexicon();
            (language, lexicon, lexicon.number(stream, words))
        })
        .collect()
}

/// A prompt that is nothing but labels and holes has no words to judge.
fn wordless(stream: &Stream) -> Judgement {
    let filled = stream
        .tokens
        .iter()
        .filter_map(|token| token.hole)
        .any(|hole| !matches!(hole, HoleName::Conversation | HoleName::Detail));
    if filled {
        Judgement::unknown()
    } else {
        Judgement::none()
    }
}

/// What the clauses read so far do, and the heading that the next one stands below.
#[derive(Default)]
struct Reading {
    findings: Vec<Finding>,
    mood: Mood,
    worded: bool,
}

impl Reading {
    fn add(&mut self, clause: &Clause) {
        self.worded |= is_worded(clause);
        let place = &clause.place;
        if place.starts_paragraph
            && place.lead == Lead::Plain
            && own_mood(place, self.mood) == Mood::Plain
        {
            self.mood = Mood::Plain;
        }
        reading::read(clause, own_mood(place, self.mood), &mut self.findings);
        if is_heading(clause) {
            self.mood = mood_of(clause);
        }
    }
}

/// Whether a clause has words that are no labels.
fn is_worded(clause: &Clause) -> bool {
    clause.slots.iter().enumerate().any(|(index, slot)| {
        let next = clause.slots.get(index + 1);
        let labels = slot.meets(ClassSet::all(&[Class::Label, Class::Source]))
            && next.is_none_or(|next| next.colon || next.hole.is_some());
        slot.hole.is_none() && !labels
    })
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
    let most = if clause.says(Class::Outside) { 40 } else { 14 };
    let short = place.tokens.len() <= most;
    let alone = place.starts_line && place.ends_line;
    place.lead == Lead::Heading
        || short && place.announces && place.starts_line
        || alone && place.tokens.len() <= 4 && place.lead == Lead::Plain
}

/// The verdict over the words, and what the holes leave open.
fn settle(
    stream: &Stream,
    languages: LanguageSet,
    balance: &Balance,
) -> (Scope, JudgementConfidence) {
    let (scope, confidence) = balance.scope();
    let holds = |name| stream.tokens.iter().any(|token| token.hole == Some(name));
    let open = matches!(scope, Scope::General | Scope::Persona) && !balance.invites();
    let faint = scope == Scope::Scoped && balance.ties_loosely();
    if (open || faint) && holds(HoleName::Instructions) {
        return (Scope::Unknown, JudgementConfidence::Medium);
    }
    if languages.is_empty() {
        return (Scope::Unknown, JudgementConfidence::Low);
    }
    if open && holds(HoleName::Unclear) {
        return (scope, JudgementConfidence::Low);
    }
    (scope, confidence)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hole(kind: HoleKind, name: &str) -> Fragment<'_> {
        Fragment::Hole { kind, name }
    }

    #[test]
    fn holes_alone_say_nothing_of_the_scope() {
        let unseen = judge(&[hole(HoleKind::Instructions, "settings.prompt")]);
        assert_eq!(unseen.scope, Scope::Unknown);
        let bare = judge(&[
            Fragment::Text("User: "),
            hole(HoleKind::Conversation, "message"),
        ]);
        assert_eq!(bare.scope, Scope::None);
        assert_eq!(judge(&[]).scope, Scope::None);
    }

    #[test]
    fn instructions_behind_a_stock_sentence_may_narrow_it() {
        let stock = Fragment::Text("You are a helpful assistant. ");
        let rules = hole(HoleKind::Instructions, "custom_instructions");
        assert_eq!(judge(&[stock, rules]).scope, Scope::Unknown);
        let date = hole(HoleKind::Data, "today");
        assert_eq!(judge(&[stock, date]).scope, Scope::General);
        let open = Fragment::Text("You are a helpful assistant. Answer questions on any topic. ");
        assert_eq!(judge(&[open, rules]).scope, Scope::General);
    }

    #[test]
    fn a_frame_that_says_business_ties() {
        let judgement = judge(&[
            Fragment::Text("You are the assistant of "),
            hole(HoleKind::Data, "business_name"),
            Fragment::Text("."),
        ]);
        assert_eq!(judgement.scope, Scope::Scoped);
        assert!(
            judgement
                .evidence
                .iter()
                .any(|evidence| evidence.fragment == 1)
        );
    }

    #[test]
    fn evidence_stands_in_its_fragment() {
        let second = "You book tables for Osteria Verde.";
        let judgement = judge(&[Fragment::Text("Hello. "), Fragment::Text(second)]);
        for evidence in &judgement.evidence {
            assert_eq!(evidence.fragment, 1);
            assert_eq!(evidence.text, second[evidence.start..evidence.end]);
        }
        assert!(!judgement.evidence.is_empty());
    }

    #[test]
    fn claiming_to_be_human_and_handing_over_are_shown() {
        let text = "You are Ana from Lago Dental. Never say that you are a bot. Transfer the chat to a human agent on request.";
        let judgement = judge(&[Fragment::Text(text)]);
        let shows = |function| {
            judgement
                .evidence
                .iter()
                .any(|evidence| evidence.function == function)
        };
        assert!(shows(Function::Impersonation));
        assert!(shows(Function::Handoff));
        let honest = judge(&[Fragment::Text(
            "Always say that you are a bot of Lago Dental.",
        )]);
        assert!(
            honest
                .evidence
                .iter()
                .all(|evidence| evidence.function != Function::Impersonation)
        );
    }

    #[test]
    fn a_contradiction_shows_both_sides() {
        let text = "Only answer questions about our hotel. You can also talk about any topic the guest likes.";
        let judgement = judge(&[Fragment::Text(text)]);
        assert_eq!(judgement.scope, Scope::Escape);
        let turns = |polarity| {
            judgement
                .evidence
                .iter()
                .any(|evidence| evidence.polarity == polarity)
        };
        assert!(turns(Polarity::Opens) && turns(Polarity::Closes));
        let (closes, opens) = judgement.contradiction().expect("both sides are there");
        assert!(closes.text.contains("Only answer"));
        assert!(opens.text.contains("any topic"));
    }

    #[test]
    fn a_task_that_only_changes_the_form_is_told_from_others() {
        let task = |text| judge(&[Fragment::Text(text)]).task;
        let translate = "Translate the message into English. Return only the translation.";
        assert_eq!(task(translate), Some(Task::Transform));
        let both = "Translate the message into English, then, with the result, summarize it.";
        assert_eq!(task(both), Some(Task::Compose));
        assert_eq!(task("You sell lamps for Lumo."), None);
    }

    #[test]
    fn odd_text_is_no_trouble() {
        for text in [
            "\u{0}\u{1}\u{202e}",
            "{{{{{{",
            "[[[[",
            "\\n\\n\\",
            "''''\"\"\"\"",
            "१२३ ٣٤٥ 〇",
            "e\u{301}\u{301}",
            "<<<>>>",
            "%(%(%s",
        ] {
            let judgement = judge(&[Fragment::Text(text)]);
            for evidence in judgement.evidence {
                assert!(text.get(evidence.start..evidence.end).is_some(), "{text:?}");
            }
        }
    }
}
