//! What one clause does: opens, closes, ties, or nothing.

mod asides;
mod beyond;
mod identity;
mod limits;
mod purpose;
mod task;
mod universal;

use super::clause::{Clause, Slot};
use super::hole::HoleName;
use super::lexicon::{Class, ClassSet};
use super::stream::{Gap, Lead};
use super::{Function, Polarity, Task};

/// What a clause was found to do, and by which of its parts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Finding {
    /// What it does for the verdict.
    pub(super) effect: Effect,
    /// First word.
    pub(super) start: usize,
    /// One past the last word.
    pub(super) end: usize,
    /// The first word of its clause.
    pub(super) clause: usize,
}

/// How firmly a word ties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tie {
    /// A word of a domain that just occurs.
    Weak,
    /// A word that no phrase covers, where a domain is named.
    Loose,
    /// A word of a domain, where a domain is named.
    Firm,
}

/// What a finding does for the verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    /// Invites anything.
    Opens,
    /// Answers what lies beyond the domain.
    Leaks,
    /// Takes general questions, which are small talk of a business unless nothing closes it.
    OpensGenerally,
    /// Takes every question, without saying of what.
    OpensWeakly,
    /// A generic identity.
    GenericIdentity,
    /// Somebody to be, a name.
    Persona,
    /// Describes a character: its traits, its way of speaking.
    Traits,
    /// Ties to a domain, this firmly.
    Ties(Function, Tie),
    /// Speaks of something that may be a domain.
    Mentions,
    /// Limits answers to the domain.
    Only,
    /// Declines the rest.
    Refuses,
    /// Leads back to the domain.
    Redirects,
    /// Answers only from supplied text.
    Grounds,
    /// Says what to do when the supplied text lacks the answer.
    Abstains,
    /// Falls back to what the model knows by itself.
    Ungrounds,
    /// Speaks of supplied text.
    Supplied,
    /// Lets supplied text help where it can, and rests on it no further.
    Aids,
    /// Does a fixed task.
    Fixed(Task),
    /// Says in passing to write something new about the text: a task that is not only another form of it.
    Composes,
    /// Fixes the form of the output.
    Output,
    /// Converses: answers, talks, helps.
    Converses,
    /// Not for the verdict.
    Aside(Function),
}

impl Effect {
    /// The function and polarity to show.
    pub(super) fn shown(self) -> (Function, Polarity) {
        match self {
            Self::Opens
            | Self::Leaks
            | Self::Ungrounds
            | Self::OpensGenerally
            | Self::OpensWeakly => (Function::Opens, Polarity::Opens),
            Self::GenericIdentity | Self::Persona | Self::Traits => {
                (Function::Identity, Polarity::Opens)
            }
            Self::Ties(function, _) => (function, Polarity::Ties),
            Self::Only => (Function::Only, Polarity::Closes),
            Self::Refuses => (Function::Refuse, Polarity::Closes),
            Self::Redirects => (Function::Redirect, Polarity::Closes),
            Self::Grounds | Self::Abstains => (Function::Ground, Polarity::Closes),
            Self::Supplied | Self::Aids => (Function::Ground, Polarity::Neutral),
            Self::Fixed(_) => (Function::Task, Polarity::Ties),
            Self::Mentions => (Function::Domain, Polarity::Ties),
            Self::Output | Self::Composes | Self::Converses => (Function::Style, Polarity::Neutral),
            Self::Aside(function) => (function, Polarity::Neutral),
        }
    }
}

/// What the heading of a list says about its items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Mood {
    /// Nothing.
    #[default]
    Plain,
    /// They are forbidden.
    Forbids,
    /// They are what the bot is for.
    Allows,
    /// They are all that the bot is for.
    Limits,
    /// They say what to do with the rest.
    OffTopic,
    /// They describe a character: what it likes and knows is no domain.
    Character,
}

const GENERIC_HEAD: ClassSet = ClassSet::all(&[Class::Assistant, Class::Generalist]);
const TIES: ClassSet = ClassSet::all(&[Class::Domain, Class::Data, Class::FixedAgent]);
const STOPS: ClassSet = ClassSet::all(&[
    Class::Maker,
    Class::Trait,
    Class::Not,
    Class::Refuse,
    Class::AnswerNot,
    Class::Script,
    Class::Meta,
    Class::Impersonation,
    Class::Hide,
    Class::Output,
    Class::Style,
]);
const NEGATES: ClassSet = ClassSet::all(&[Class::Not, Class::Refuse, Class::AnswerNot]);
const SPEAKS: ClassSet = ClassSet::all(&[
    Class::Answer,
    Class::Purpose,
    Class::Identity,
    Class::Generalist,
]);
const REFUSES: ClassSet = ClassSet::all(&[
    Class::Refuse,
    Class::AnswerNot,
    Class::Sorry,
    Class::Abstain,
    Class::Script,
    Class::Handoff,
    Class::HandVerb,
]);

/// Reads one clause under the mood of its heading.
pub(super) fn read(clause: &Clause, mood: Mood, findings: &mut Vec<Finding>) {
    let mut reader = Reader {
        clause,
        mood,
        findings,
        many_subjects: false,
    };
    if reader.transcript() {
        return;
    }
    reader.asides();
    let before = reader.findings.len();
    reader.subjects();
    if clause.says(Class::Meta) && !clause.says(Class::Outside) {
        return;
    }
    reader.grounding();
    reader.beyond();
    reader.universal();
    if mood != Mood::Character {
        reader.only();
        reader.identity();
        reader.purpose();
        reader.nouns();
    }
    reader.fixed();
    reader.traits();
    drop_examples(clause, &mut findings[before..]);
}

/// `Anything, from physics to baking`: what is named behind an invitation to ask anything are examples, no domain.
fn drop_examples(clause: &Clause, found: &mut [Finding]) {
    if !clause.complement_after {
        return;
    }
    let opens = found
        .iter()
        .filter(|finding| finding.effect == Effect::Opens)
        .map(|finding| finding.start)
        .min();
    let Some(opens) = opens else {
        return;
    };
    for finding in found {
        if matches!(finding.effect, Effect::Ties(..)) && finding.start >= opens {
            finding.effect = Effect::Mentions;
        }
    }
}

/// What a clause says about the items below it, if it is a heading.
pub(super) fn mood_of(clause: &Clause) -> Mood {
    let said = |class| clause.says(class);
    if said(Class::Outside) && !said(Class::Only) && !said(Class::Not) {
        Mood::OffTopic
    } else if said(Class::Trait) && !clause.said.meets(TIES) {
        Mood::Character
    } else if said(Class::Only) {
        Mood::Limits
    } else if clause.said.meets(ClassSet::all(&[
        Class::Not,
        Class::Refuse,
        Class::ForbidHeading,
        Class::AnswerNot,
    ])) || clause.place.lead == Lead::Forbidden
    {
        Mood::Forbids
    } else if clause.said.meets(ClassSet::all(&[
        Class::Answer,
        Class::Purpose,
        Class::Topic,
    ])) {
        Mood::Allows
    } else {
        Mood::Plain
    }
}

/// `Answer briefly` is a phrase of style, and answers all the same.
fn answers(slot: &Slot) -> bool {
    slot.is(Class::Answer) || slot.is(Class::Style)
}

struct Reader<'a> {
    clause: &'a Clause,
    mood: Mood,
    findings: &'a mut Vec<Finding>,
    /// Whether the clause lists so many different subjects that none of them is a domain.
    many_subjects: bool,
}

impl Reader<'_> {
    fn slots(&self) -> &[Slot] {
        &self.clause.slots
    }

    fn push(&mut self, effect: Effect, first: usize, last: usize) {
        let (start, end) = (self.slots()[first].start, self.slots()[last.max(first)].end);
        let clause = self.clause.place.tokens.start;
        self.findings.push(Finding {
            effect,
            start,
            end,
            clause,
        });
    }

    /// Whether the part is under a negation.
    fn negated(&self, index: usize) -> bool {
        self.negation(index).is_some()
    }

    /// The negation that a part is under.
    fn negation(&self, index: usize) -> Option<usize> {
        let slots = self.slots();
        if slots[index].is(Class::AnswerNot) {
            return Some(index);
        }
        if !self.clause.said.meets(NEGATES) {
            return None;
        }
        let negates = |slot: &Slot| slot.meets(NEGATES) && !slot.quoted;
        if self.clause.negation_before {
            let mut commas = 0;
            for back in (index.saturating_sub(8)..index).rev() {
                commas += usize::from(slots[back + 1].gap >= Gap::Comma);
                if commas > 1 || slots[back + 1].gap >= Gap::Colon {
                    break;
                }
                if negates(&slots[back]) {
                    return (commas == 0 || !self.opens_condition(back)).then_some(back);
                }
                if commas > 0 && slots[back].meets(ClassSet::all(&[Class::Answer, Class::Only])) {
                    break;
                }
            }
        }
        if self.clause.negation_after {
            let reach = (index + 6).min(slots.len());
            #[allow(clippy::needless_range_loop)] // positions are compared and handed on
            for ahead in index + 1..reach {
                if slots[ahead].gap >= Gap::Comma {
                    break;
                }
                if negates(&slots[ahead]) {
                    return Some(ahead);
                }
            }
        }
        None
    }

    /// Whether the part stands in a condition, before the comma that ends it.
    fn opens_condition(&self, index: usize) -> bool {
        let slots = self.slots();
        let start = (1..=index)
            .rev()
            .find(|&at| slots[at].gap >= Gap::Comma)
            .unwrap_or(0);
        slots[start..=index].iter().any(|slot| slot.is(Class::If))
    }

    /// The first part that names a domain from `from` on, within `reach` parts, and how much it ties.
    fn object(&self, from: usize, reach: usize, loose: bool) -> Option<(usize, Tie)> {
        let slots = self.slots();
        #[allow(clippy::needless_range_loop)] // positions are compared and handed on
        for index in from..(from + reach).min(slots.len()) {
            let slot = &slots[index];
            if slot.gap >= Gap::Colon && index > from
                || slot.meets(STOPS) && !slot.is(Class::Domain)
                || slot.is(Class::If)
            {
                return None;
            }
            if let Some(weight) = self.ties(index, loose) {
                return Some((index, weight));
            }
        }
        None
    }

    fn object_before(&self, before: usize, reach: usize) -> Option<(usize, Tie)> {
        let slots = self.slots();
        for index in (before.saturating_sub(reach)..before).rev() {
            if slots[index + 1].gap >= Gap::Colon {
                return None;
            }
            if let Some(weight) = self.ties(index, true) {
                return Some((index, weight));
            }
        }
        None
    }

    /// How much a part ties by itself.
    fn ties(&self, index: usize, loose: bool) -> Option<Tie> {
        let slot = &self.slots()[index];
        if slot.quoted {
            return None;
        }
        match slot.hole {
            Some(HoleName::Business | HoleName::Topic) => return Some(Tie::Firm),
            Some(HoleName::Unclear) if loose => return Some(Tie::Weak),
            Some(_) => return None,
            None => {}
        }
        if slot.is(Class::Subject) && self.many_subjects {
            None
        } else if slot.meets(TIES) || slot.is(Class::Subject) {
            Some(Tie::Firm)
        } else if slot.is(Class::Business) {
            Some(Tie::Weak)
        } else {
            (slot.content && loose).then_some(Tie::Loose)
        }
    }
}
