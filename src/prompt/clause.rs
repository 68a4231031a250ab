//! Cuts the stream into clauses and lays each out as the phrases and loose words it is made of.

use std::ops::Range;

use super::fold::{Script, is_plain_letter};
use super::hole::HoleName;
use super::lexicon::{Class, ClassSet, Complement, Hit, LanguageSet, Languages, Negation};
use super::stream::{Gap, Lead, Stream};

/// A clause longer than this many words is cut, so that a text without stops costs no more than one with them.
const LONGEST: usize = 90;

/// Where a clause stands.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// Its words.
    pub(super) tokens: Range<usize>,
    /// How its line begins.
    pub(super) lead: Lead,
    /// Whether it starts a line.
    pub(super) starts_line: bool,
    /// Whether it starts a paragraph.
    pub(super) starts_paragraph: bool,
    /// Whether a colon and a line end follow it.
    pub(super) announces: bool,
    /// Whether the line ends with it.
    pub(super) ends_line: bool,
}

/// The clauses of a stream, in order.
pub(super) fn places(stream: &Stream) -> Vec<Place> {
    let tokens = &stream.tokens;
    let mut places = Vec::new();
    let mut start = 0;
    for index in 1..=tokens.len() {
        let breaks = match tokens.get(index) {
            None => true,
            Some(token) => {
                let within_quote =
                    token.quoted && tokens[index - 1].quoted && token.gap < Gap::Line;
                token.gap >= Gap::Sentence && !within_quote || index - start >= LONGEST
            }
        };
        if breaks && index > start {
            let first = tokens[start];
            let next = tokens.get(index);
            places.push(Place {
                tokens: start..index,
                lead: first.lead,
                starts_line: first.gap >= Gap::Line,
                starts_paragraph: first.gap >= Gap::Paragraph,
                announces: next.is_some_and(|token| token.colon && token.gap >= Gap::Line),
                ends_line: next.is_none_or(|token| token.gap >= Gap::Line),
            });
            start = index;
        }
    }
    places
}

/// A phrase, a loose word or a hole of a clause.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    /// First word.
    pub(super) start: usize,
    /// One past the last word.
    pub(super) end: usize,
    /// What a phrase means; empty for a loose word or hole.
    pub(super) classes: ClassSet,
    /// What stands before it.
    pub(super) gap: Gap,
    /// Whether it stands in quotation marks.
    pub(super) quoted: bool,
    /// Whether it begins with a capital letter, or is in a script without them.
    pub(super) capital: bool,
    /// Whether it is in a script without capital letters.
    pub(super) caseless: bool,
    /// Whether its first word negates.
    pub(super) negative: bool,
    /// Whether a colon stands before it.
    pub(super) colon: bool,
    /// What it holds, when it is a hole.
    pub(super) hole: Option<HoleName>,
    /// Whether it is a word that no phrase covers, long enough to mean something.
    pub(super) content: bool,
}

impl Slot {
    /// Whether it is a scrap without meaning.
    pub(super) fn idle(&self) -> bool {
        !self.content && self.hole.is_none() && self.classes == ClassSet::default()
    }

    /// Whether it can mean this.
    pub(super) fn is(&self, class: Class) -> bool {
        self.classes.has(class)
    }

    /// Whether it can mean any of these.
    pub(super) fn meets(&self, classes: ClassSet) -> bool {
        self.classes.meets(classes)
    }
}

/// A clause laid out.
#[derive(Debug)]
pub(super) struct Clause {
    /// Where it stands.
    pub(super) place: Place,
    /// Its parts, in order.
    pub(super) slots: Vec<Slot>,
    /// All meanings outside quotations.
    pub(super) said: ClassSet,
    /// Whether a phrase's subject can stand behind it.
    pub(super) complement_after: bool,
    /// Whether a phrase's subject can stand before it.
    pub(super) complement_before: bool,
    /// Whether a negation can stand before its verb.
    pub(super) negation_before: bool,
    /// Whether a negation can stand behind its verb.
    pub(super) negation_after: bool,
    /// Whether any language of the clause is known.
    pub(super) understood: bool,
}

impl Clause {
    /// Lays out a clause: `hits` are all phrases found in it, of any language, in any order.
    pub(super) fn lay_out(
        known: &Languages,
        stream: &Stream,
        place: Place,
        hits: &mut Vec<Hit>,
        languages: LanguageSet,
    ) -> Self {
        hits.retain(|hit| languages.has(hit.language));
        hits.sort_unstable_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end)));
        let mut negations = hits
            .iter()
            .filter(|hit| hit.classes.has(Class::Not) && hit.end == hit.start + 1)
            .map(|hit| hit.start as usize)
            .peekable();
        let hits = widest(hits);
        let mut slots = slots(stream, &place.tokens, &hits);
        for slot in &mut slots {
            while negations.next_if(|&start| start < slot.start).is_some() {}
            slot.negative = negations.peek() == Some(&slot.start);
        }
        let mut said = ClassSet::default();
        for slot in slots.iter().filter(|slot| !slot.quoted) {
            said.add(slot.classes);
        }
        let grammar = |is: &dyn Fn(Complement, Negation) -> bool| {
            languages.iter().any(|language| {
                let header = &known.get(language).header;
                is(header.complement, header.negation)
            })
        };
        Self {
            place,
            said,
            complement_after: grammar(&|complement, _| complement != Complement::Before),
            complement_before: grammar(&|complement, _| complement != Complement::After),
            negation_before: grammar(&|_, negation| negation != Negation::After),
            negation_after: grammar(&|_, negation| negation != Negation::Before),
            understood: !languages.is_empty(),
            slots,
        }
    }

    /// Whether a phrase outside quotations means this.
    pub(super) fn says(&self, class: Class) -> bool {
        self.said.has(class)
    }

    /// The first part from `from` on, outside quotations, that means this.
    pub(super) fn find(&self, class: Class, from: usize) -> Option<usize> {
        if !self.said.has(class) {
            return None;
        }
        (from..self.slots.len())
            .find(|&index| self.slots[index].is(class) && !self.slots[index].quoted)
    }
}

/// What a word goes on meaning within `assistant of` and the like.
const NOUNS: ClassSet = ClassSet::all(&[Class::Domain, Class::Assistant]);

/// Drops what lies within a longer phrase, joins what has the same extent. Sorted by start, longest first.
fn widest(hits: &[Hit]) -> Vec<Hit> {
    let mut kept: Vec<Hit> = Vec::with_capacity(hits.len());
    let mut reach = 0;
    for &hit in hits {
        match kept.last_mut() {
            Some(last) if last.start == hit.start && last.end == hit.end => {
                last.classes.add(hit.classes)
            }
            Some(last) if hit.end <= reach => {
                if last.classes.has(Class::Purpose) {
                    last.classes.add(hit.classes.only(NOUNS));
                }
                if last.classes.has(Class::Consent) {
                    last.classes
                        .add(hit.classes.only(ClassSet::of(Class::Answer)));
                }
                if last.classes.has(Class::Impersonation) {
                    last.classes
                        .add(hit.classes.only(ClassSet::of(Class::Identity)));
                }
            }
            _ => {
                reach = hit.end;
                kept.push(hit);
            }
        }
    }
    kept
}

fn slots(stream: &Stream, tokens: &Range<usize>, hits: &[Hit]) -> Vec<Slot> {
    let mut slots: Vec<Slot> = Vec::with_capacity(hits.len() + 4);
    let mut hits = hits.iter().peekable();
    let mut at = tokens.start;
    while at < tokens.end {
        if let Some(hit) = hits.next_if(|hit| hit.start as usize <= at) {
            let end = (hit.end as usize).min(tokens.end);
            let start = hit.start as usize;
            slots.push(slot(stream, start, end, hit.classes));
            at = at.max(end);
            continue;
        }
        let loose = slot(stream, at, at + 1, ClassSet::default());
        match slots.last_mut() {
            Some(last) if joins(stream, last, &loose, at) => last.end = at + 1,
            _ => slots.push(loose),
        }
        at += 1;
    }
    for slot in &mut slots {
        slot.content = slot.content && is_content(stream, slot);
    }
    slots
}

/// Loose characters of a script without spaces belong together.
fn joins(stream: &Stream, last: &Slot, loose: &Slot, at: usize) -> bool {
    let tokens = &stream.tokens;
    last.content
        && loose.content
        && last.end == at
        && loose.gap == Gap::Space
        && tokens[at].script.unspaced()
        && tokens[at].script == tokens[at - 1].script
}

fn slot(stream: &Stream, start: usize, end: usize, classes: ClassSet) -> Slot {
    let token = &stream.tokens[start];
    Slot {
        start,
        end,
        classes,
        gap: token.gap,
        quoted: token.quoted,
        capital: token.capital,
        colon: token.colon,
        hole: token.hole,
        caseless: !matches!(token.script, Script::Latin | Script::Cyrillic),
        negative: false,
        content: classes == ClassSet::default() && token.hole.is_none(),
    }
}

fn is_content(stream: &Stream, slot: &Slot) -> bool {
    let script = stream.tokens[slot.start].script;
    let text = &stream.text
        [stream.tokens[slot.start].start as usize..stream.tokens[slot.end - 1].end as usize];
    let letters = text
        .chars()
        .filter(|&character| is_plain_letter(character) || !character.is_numeric())
        .count();
    match script {
        Script::Han => letters >= 2,
        Script::Kana => {
            letters >= 2
                && text
                    .chars()
                    .any(|character| ('ァ'..='ヺ').contains(&character))
        }
        _ => letters >= 2 && letters * 2 > text.chars().count(),
    }
}
