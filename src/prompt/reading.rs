//! What one clause does: opens, closes, ties, or nothing.

use super::clause::{Clause, Slot};
use super::hole::HoleName;
use super::lexicon::{Class, ClassSet};
use super::stream::{Gap, Lead};
use super::{Function, Polarity};

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
    /// Does a fixed task.
    Fixed,
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
            Self::GenericIdentity | Self::Persona => (Function::Identity, Polarity::Opens),
            Self::Ties(function, _) => (function, Polarity::Ties),
            Self::Only => (Function::Only, Polarity::Closes),
            Self::Refuses => (Function::Refuse, Polarity::Closes),
            Self::Redirects => (Function::Redirect, Polarity::Closes),
            Self::Grounds | Self::Abstains => (Function::Ground, Polarity::Closes),
            Self::Supplied => (Function::Ground, Polarity::Neutral),
            Self::Fixed => (Function::Task, Polarity::Ties),
            Self::Output | Self::Converses | Self::Mentions => (Function::Style, Polarity::Neutral),
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
    reader.subjects();
    if clause.says(Class::Meta) && !clause.says(Class::Outside) {
        return;
    }
    reader.grounding();
    reader.beyond();
    reader.universal();
    reader.only();
    reader.identity();
    reader.purpose();
    reader.nouns();
    reader.fixed();
}

/// What a clause says about the items below it, if it is a heading.
pub(super) fn mood_of(clause: &Clause) -> Mood {
    let said = |class| clause.says(class);
    if said(Class::Outside) && !said(Class::Only) && !said(Class::Not) {
        Mood::OffTopic
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

    /// A line of a transcript or of examples is no instruction.
    fn transcript(&self) -> bool {
        let slots = self.slots();
        slots.first().is_some_and(|slot| slot.is(Class::Label))
            && (slots
                .get(1)
                .is_none_or(|slot| slot.colon || slot.is(Class::Label))
                || slots.iter().all(|slot| slot.is(Class::Label)))
    }

    fn asides(&mut self) {
        for index in 0..self.slots().len() {
            let slot = self.slots()[index];
            if slot.quoted {
                continue;
            }
            let aside = [
                (Class::Impersonation, Function::Impersonation),
                (Class::Handoff, Function::Handoff),
                (Class::Meta, Function::Meta),
                (Class::Safety, Function::Safety),
            ];
            for (class, function) in aside {
                if slot.is(class) {
                    self.push(Effect::Aside(function), index, index);
                }
            }
        }
        self.handing_over();
        self.hiding();
    }

    /// `transfer the chat to a human agent`: verb and person near each other.
    fn handing_over(&mut self) {
        let Some(staff) = self.clause.find(Class::Staff, 0) else {
            return;
        };
        let near = (staff.saturating_sub(9)..(staff + 6).min(self.slots().len()))
            .find(|&at| self.slots()[at].is(Class::HandVerb));
        if let Some(verb) = near.filter(|&verb| !self.negated(verb)) {
            self.push(
                Effect::Aside(Function::Handoff),
                verb.min(staff),
                verb.max(staff),
            );
        }
    }

    /// `never say that you are a bot`.
    fn hiding(&mut self) {
        let Some(hide) = self.clause.find(Class::Hide, 0) else {
            return;
        };
        let Some(machine) = self.clause.find(Class::Machine, 0) else {
            return;
        };
        let linked = self.clause.find(Class::Identity, 0).is_some() || machine.abs_diff(hide) <= 3;
        if !linked {
            return;
        }
        if self.negated(hide) || self.mood == Mood::Forbids {
            self.push(
                Effect::Aside(Function::Impersonation),
                hide.min(machine),
                hide.max(machine),
            );
        }
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
        let negates = |slot: &Slot| {
            slot.meets(ClassSet::all(&[
                Class::Not,
                Class::Refuse,
                Class::AnswerNot,
            ])) && !slot.quoted
        };
        if self.clause.negation_before {
            let mut commas = 0;
            for back in (index.saturating_sub(8)..index).rev() {
                commas += usize::from(slots[back + 1].gap >= Gap::Comma);
                if commas > 1 || slots[back + 1].gap >= Gap::Colon {
                    break;
                }
                if negates(&slots[back]) {
                    return Some(back);
                }
                if commas > 0 && slots[back].meets(ClassSet::all(&[Class::Answer, Class::Only])) {
                    break;
                }
            }
        }
        if self.clause.negation_after {
            let reach = (index + 6).min(slots.len());
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

    /// Whether a verb of answering leads to a canned sentence.
    fn leads_script(&self, index: usize) -> bool {
        let slots = self.slots();
        slots[index].is(Class::Script)
            || slots.iter().skip(index + 1).take(5).any(|slot| {
                slot.colon || slot.quoted || slot.is(Class::Script) || slot.is(Class::Sorry)
            })
    }

    /// The first verb of answering outside the condition that is meant.
    fn answers(&self, skip: std::ops::Range<usize>) -> Option<usize> {
        (0..self.slots().len()).find(|&index| {
            let slot = &self.slots()[index];
            !skip.contains(&index)
                && answers(slot)
                && !slot.quoted
                && !self.negated(index)
                && !self.leads_script(index)
        })
    }

    /// The range of a condition: from its first word to the next comma, or to `reach`.
    fn condition(&self, reach: usize) -> std::ops::Range<usize> {
        let slots = self.slots();
        let Some(start) = self.clause.find(Class::If, 0) else {
            return if self.mood == Mood::OffTopic {
                0..0
            } else {
                0..reach + 1
            };
        };
        if start > reach && self.clause.negation_after {
            return 0..start + 1;
        }
        let end = (start + 1..slots.len())
            .find(|&index| index > reach && slots[index].gap >= Gap::Comma && !slots[index].quoted);
        let end = end.or_else(|| {
            (reach + 1..slots.len()).find(|&index| {
                slots[index].meets(ClassSet::all(&[
                    Class::Answer,
                    Class::Refuse,
                    Class::Script,
                    Class::Style,
                    Class::Redirect,
                ]))
            })
        });
        start..end.unwrap_or(slots.len())
    }

    /// What is said about the rest: refused, led back, or answered after all.
    fn beyond(&mut self) {
        let clause = self.clause;
        let Some(outside) = clause.find(Class::Outside, 0) else {
            if self.mood == Mood::OffTopic {
                self.off_topic_item();
            }
            return;
        };
        if self.speaks_of_source(outside) {
            return;
        }
        self.outside_object(outside);
        let conditional = clause.says(Class::If) || self.mood == Mood::OffTopic;
        let condition = if conditional {
            self.condition(outside)
        } else {
            0..0
        };
        let forbidding = self.mood == Mood::Forbids;
        let refusal = (0..self.slots().len()).find(|&index| {
            let slot = &self.slots()[index];
            !slot.quoted
                && !condition.contains(&index)
                && (slot.meets(REFUSES) || slot.is(Class::Only) && !clause.says(Class::Also))
                || answers(slot)
                    && !slot.quoted
                    && !condition.contains(&index)
                    && (self.negated(index) || self.leads_script(index))
                || slot.quoted && slot.is(Class::Sorry)
        });
        let redirect = clause.find(Class::Redirect, 0);
        let answers = self.answers(condition.clone());
        let negated = self.negated(outside);
        let own = clause
            .find(Class::OwnKnowledge, outside)
            .filter(|&own| conditional && !self.negated(own) && !clause.says(Class::Refuse));
        if let Some(own) = own {
            self.push(Effect::Leaks, outside, own);
            return;
        }
        if let Some(permit) = clause
            .find(Class::Permit, 0)
            .filter(|&permit| !self.negated(permit))
        {
            self.push(Effect::Leaks, outside.min(permit), outside.max(permit));
            return;
        }
        match (answers, refusal, redirect) {
            (Some(answer), None, back)
                if !negated && !forbidding && back.is_none_or(|back| answer < back) =>
            {
                let object = outside > answer && !self.slots()[outside].negative;
                let topic = answer > outside
                    && !self.slots()[outside + 1..=answer]
                        .iter()
                        .any(|slot| slot.gap >= Gap::Comma);
                let added = clause.says(Class::Also) && (object || topic);
                if conditional || added || back.is_some() {
                    self.push(Effect::Leaks, answer.min(outside), answer.max(outside));
                }
            }
            (_, Some(refusal), _) => {
                let last = (refusal..(refusal + 4).min(self.slots().len()))
                    .rfind(|&index| self.slots()[index].meets(REFUSES))
                    .unwrap_or(refusal);
                self.push(Effect::Refuses, refusal.min(outside), last.max(outside));
            }
            (_, None, Some(back)) => {
                self.push(Effect::Redirects, back.min(outside), back.max(outside))
            }
            _ if negated || forbidding => {
                let negation = self.negation(outside).unwrap_or(outside);
                self.push(
                    Effect::Refuses,
                    negation.min(outside),
                    negation.max(outside),
                );
            }
            _ if conditional
                && !self.slots()[condition.end.min(self.slots().len())..].is_empty() =>
            {
                self.push(Effect::Refuses, outside, self.slots().len() - 1);
            }
            _ => {}
        }
    }

    /// Whether it is the supplied text that is said to be off the point.
    fn speaks_of_source(&self, outside: usize) -> bool {
        self.clause.says(Class::If)
            && self.slots()[outside.saturating_sub(4)..outside]
                .iter()
                .any(|slot| slot.is(Class::Source))
    }

    fn off_topic_item(&mut self) {
        let last = self.slots().len().saturating_sub(1);
        if let Some(refusal) = (0..=last).find(|&index| {
            self.slots()
                .get(index)
                .is_some_and(|slot| slot.meets(REFUSES) && !slot.quoted)
        }) {
            self.push(Effect::Refuses, refusal, refusal);
        } else if let Some(back) = self.clause.find(Class::Redirect, 0) {
            self.push(Effect::Redirects, back, back);
        }
    }

    /// `unrelated to X`, `other than X`: X is the domain.
    fn outside_object(&mut self, outside: usize) {
        let object = if self.clause.complement_after {
            self.object(outside + 1, 6, true)
        } else {
            None
        };
        let object = object.or_else(|| {
            self.clause
                .complement_before
                .then(|| self.object_before(outside, 4))
                .flatten()
        });
        if let Some((at, weight)) = object {
            self.push(Effect::Ties(Function::Domain, weight), at, at);
        }
    }

    /// Invitations to ask anything.
    fn universal(&mut self) {
        for index in 0..self.slots().len() {
            let slot = self.slots()[index];
            if slot.quoted
                || !slot.meets(ClassSet::all(&[
                    Class::Anything,
                    Class::EveryQuestion,
                    Class::GeneralQuestion,
                    Class::Open,
                    Class::OwnKnowledge,
                ]))
            {
                continue;
            }
            self.universal_at(index);
        }
    }

    fn universal_at(&mut self, index: usize) {
        let slot = self.slots()[index];
        if slot.is(Class::OwnKnowledge)
            && !slot.meets(ClassSet::all(&[Class::Anything, Class::Open]))
        {
            return;
        }
        if self.limited(index) {
            return;
        }
        if self.mood == Mood::Forbids || self.negated(index) {
            let double = self.negation(index).is_some_and(|negation| {
                self.slots()[negation].is(Class::Refuse) && self.negated(negation)
            });
            if double {
                self.push(Effect::Opens, index, index);
            } else if self.clause.said.meets(ClassSet::all(&[
                Class::Answer,
                Class::AnswerNot,
                Class::Refuse,
            ])) {
                let negation = self.negation(index).unwrap_or(index);
                self.push(Effect::Refuses, negation.min(index), negation.max(index));
                if let Some(exception) = self.clause.find(Class::Unless, index) {
                    if let Some((at, weight)) = self.object(exception + 1, 6, true) {
                        self.push(Effect::Ties(Function::Domain, weight), at, at);
                    }
                }
            }
            return;
        }
        if self.clause.says(Class::Outside)
            && self
                .findings
                .last()
                .is_some_and(|finding| finding.effect == Effect::Refuses)
        {
            return;
        }
        if slot.is(Class::Open) {
            self.push(Effect::Opens, index, index);
            return;
        }
        let bare = slot.end - slot.start == 1
            && slot.classes == ClassSet::all(&[Class::Anything, Class::Generic]);
        let Some(verb) = self
            .verb_near(index)
            .filter(|&verb| !bare || verb.abs_diff(index) <= 2)
        else {
            return;
        };
        if self.within_condition(index) {
            return;
        }
        let effect = if slot.is(Class::Anything) {
            Effect::Opens
        } else if slot.is(Class::GeneralQuestion) {
            Effect::OpensGenerally
        } else {
            Effect::OpensWeakly
        };
        self.push(effect, verb.min(index), verb.max(index));
    }

    /// Whether the part stands in a condition whose main clause is another.
    fn within_condition(&self, index: usize) -> bool {
        let slots = self.slots();
        let mut at = index;
        while at > 0 {
            if slots[at].is(Class::If) {
                return true;
            }
            if slots[at].gap >= Gap::Comma {
                return false;
            }
            at -= 1;
        }
        slots.first().is_some_and(|slot| slot.is(Class::If))
    }

    fn verb_near(&self, index: usize) -> Option<usize> {
        let slots = self.slots();
        let before = (index.saturating_sub(7)..index)
            .rev()
            .find(|&at| slots[at].meets(SPEAKS) && !slots[at].quoted);
        before.or_else(|| {
            let reach = (index + 7).min(slots.len());
            (index..reach)
                .find(|&at| slots[at].meets(SPEAKS) && !slots[at].quoted && !self.negated(at))
        })
    }

    /// Whether a subject limits a universal: any question about X.
    fn limited(&mut self, index: usize) -> bool {
        let after = self.clause.complement_after && self.limited_after(index);
        after || self.clause.complement_before && self.limited_before(index)
    }

    fn limited_after(&mut self, index: usize) -> bool {
        let slots = self.slots();
        for at in index + 1..(index + 7).min(slots.len()) {
            if slots[at].gap >= Gap::Colon {
                return false;
            }
            if slots[at].is(Class::Source) || slots[at].hole == Some(HoleName::Retrieved) {
                return true;
            }
            if slots[at].is(Class::About) {
                let Some((object, weight)) = self.object(at + 1, 5, true) else {
                    continue;
                };
                if self.slots()[at + 1..object]
                    .iter()
                    .any(|slot| slot.meets(ClassSet::all(&[Class::Anything, Class::Open])))
                {
                    return false;
                }
                self.push(
                    Effect::Ties(Function::Domain, weight),
                    index.min(object),
                    index.max(object),
                );
                return true;
            }
        }
        false
    }

    fn limited_before(&mut self, index: usize) -> bool {
        let slots = self.slots();
        for at in (index.saturating_sub(4)..index).rev() {
            if slots[at].is(Class::Source) {
                return true;
            }
            if slots[at].is(Class::About) {
                if let Some((object, weight)) = self.object_before(at, 4) {
                    self.push(
                        Effect::Ties(Function::Domain, weight),
                        index.min(object),
                        index.max(object),
                    );
                    return true;
                }
            }
        }
        false
    }

    /// The first part that names a domain from `from` on, within `reach` parts, and how much it ties.
    fn object(&self, from: usize, reach: usize, loose: bool) -> Option<(usize, Tie)> {
        let slots = self.slots();
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

    fn subjects(&mut self) {
        let subjects: Vec<usize> = (0..self.slots().len())
            .filter(|&index| {
                self.slots()[index].is(Class::Subject)
                    && !self.slots()[index].quoted
                    && !self.negated(index)
            })
            .collect();
        let further =
            self.clause
                .said
                .meets(ClassSet::all(&[Class::Anything, Class::Also, Class::Open]));
        self.many_subjects = subjects.len() >= if further { 3 } else { 4 };
        if self.many_subjects && self.mood != Mood::Forbids && !self.clause.says(Class::Outside) {
            self.push(Effect::Opens, subjects[0], subjects[subjects.len() - 1]);
        }
    }

    /// Limits: only questions about X.
    fn only(&mut self) {
        let Some(only) = self.clause.find(Class::Only, 0) else {
            return;
        };
        if self.clause.says(Class::Source)
            || self
                .clause
                .said
                .meets(ClassSet::all(&[Class::Anything, Class::Open]))
        {
            return;
        }
        let speaks = ClassSet::all(&[
            Class::Answer,
            Class::About,
            Class::Topic,
            Class::EveryQuestion,
            Class::Purpose,
            Class::Identity,
        ]);
        if !self.clause.said.meets(speaks) {
            return;
        }
        let bound = self.clause.said.meets(ClassSet::all(&[
            Class::About,
            Class::Topic,
            Class::EveryQuestion,
            Class::Purpose,
            Class::Domain,
        ]));
        let object = self
            .object(only + 1, 12, bound)
            .or_else(|| self.object_before(only, 8).filter(|_| bound));
        if let Some((at, weight)) = object {
            self.push(Effect::Only, only.min(at), only.max(at));
            self.push(Effect::Ties(Function::Domain, weight), at, at);
        }
    }

    fn grounding(&mut self) {
        let clause = self.clause;
        let source = clause.find(Class::Source, 0).or_else(|| {
            self.slots()
                .iter()
                .position(|slot| slot.hole == Some(HoleName::Retrieved))
        });
        let own = clause.find(Class::OwnKnowledge, 0);
        let absent = clause.find(Class::Absent, 0);
        if let Some(own) = own {
            if self.negated(own) || self.mood == Mood::Forbids {
                self.push(Effect::Grounds, own, own);
            } else if clause.says(Class::Use) || absent.is_some() {
                self.push(Effect::Ungrounds, own, own);
                return;
            }
        }
        if let (Some(source), Some(only)) = (source, clause.find(Class::Only, 0)) {
            self.push(Effect::Grounds, source.min(only), source.max(only));
        } else if let Some(source) = source {
            self.push(Effect::Supplied, source, source);
        }
        if let Some(absent) = absent {
            let refuses = (0..self.slots().len()).find(|&index| self.slots()[index].meets(REFUSES));
            if let Some(refusal) = refuses {
                self.push(Effect::Abstains, absent.min(refusal), absent.max(refusal));
            }
        }
    }

    fn identity(&mut self) {
        let Some(identity) = self
            .clause
            .find(Class::Identity, 0)
            .or_else(|| self.pronoun())
        else {
            return self.naming();
        };
        if self.within_condition(identity)
            && self
                .slots()
                .iter()
                .take(identity)
                .any(|slot| slot.is(Class::If))
        {
            return;
        }
        let slots = self.slots();
        let denied = slots
            .iter()
            .skip(identity + 1)
            .take(2)
            .any(|slot| slot.is(Class::Not));
        if denied || (identity > 0 && self.negated(identity)) {
            return;
        }
        let (after_name, named) = self.skip_name(identity + 1, false);
        let mut tied = false;
        let mut head = true;
        let mut generic = None;
        let mut persona = named.then_some(identity);
        let mut index = if self.clause.complement_before {
            0
        } else {
            after_name
        };
        let mut bearing = true;
        let mut loose = Vec::new();
        while index < self.slots().len() {
            if index == identity + 1 {
                index = after_name.max(index);
            }
            let Some(&slot) = self.slots().get(index) else {
                break;
            };
            if index > after_name && slot.gap >= Gap::Comma {
                head = false;
                bearing = self.segment_bears(index);
            }
            if slot.meets(STOPS) && !slot.meets(TIES) {
                break;
            }
            if slot.is(Class::Naming) {
                index = self.skip_name(index + 1, true).0;
                persona = persona.or(Some(identity));
                continue;
            }
            if slot.meets(ClassSet::all(&[Class::Answer, Class::Purpose, Class::Use])) {
                head = false;
                bearing = slot.is(Class::Purpose);
            }
            if slot.is(Class::About) {
                bearing = true;
            }
            if slot.is(Class::Assistant) && (head || generic.is_none()) {
                generic = Some(index);
            }
            if slot.is(Class::Persona) && !slot.quoted {
                persona = Some(index);
            }
            let bearing = bearing && persona.is_none_or(|at| !self.slots()[at].is(Class::Persona));
            if let Some(weight) = self.ties(index, bearing) {
                if slot.meets(ClassSet::all(&[Class::Anything, Class::Open])) || index == identity {
                    index += 1;
                    continue;
                }
                let weight = if head || !slot.content {
                    weight
                } else {
                    Tie::Weak
                };
                if weight == Tie::Loose {
                    loose.push(index);
                } else {
                    self.push(Effect::Ties(Function::Domain, weight), index, index);
                    tied = true;
                }
            }
            if slot.hole == Some(HoleName::BotName) {
                persona = persona.or(Some(index));
            }
            index += 1;
        }
        let somebody = persona.is_some_and(|at| self.slots()[at].is(Class::Persona));
        if !somebody {
            tied |= !loose.is_empty();
            for index in loose {
                self.push(Effect::Ties(Function::Domain, Tie::Loose), index, index);
            }
        }
        match (generic, persona) {
            _ if tied => {}
            (Some(generic), None) => self.push(
                Effect::GenericIdentity,
                identity.min(generic),
                generic.max(identity),
            ),
            (Some(generic), Some(_))
                if self.clause.said.meets(GENERIC_HEAD) && !self.clause.says(Class::Persona) =>
            {
                self.push(
                    Effect::GenericIdentity,
                    identity.min(generic),
                    generic.max(identity),
                );
            }
            (_, Some(persona)) => self.push(
                Effect::Persona,
                identity.min(persona),
                persona.max(identity),
            ),
            (None, None) => self.push(Effect::GenericIdentity, identity, identity),
        }
        if let Some(generalist) = self.clause.find(Class::Generalist, 0) {
            if !self.negated(generalist) {
                self.push(Effect::Opens, generalist, generalist);
            }
        }
    }

    /// `Anda pembantu`: a pronoun with a noun right behind it, without a verb.
    fn pronoun(&self) -> Option<usize> {
        let nouns = ClassSet::all(&[
            Class::Assistant,
            Class::Persona,
            Class::Domain,
            Class::Purpose,
            Class::FixedAgent,
            Class::Generalist,
        ]);
        let at = self.clause.find(Class::Pronoun, 0)?;
        let article = self
            .slots()
            .get(at + 1)
            .is_some_and(|slot| slot.is(Class::NameArticle));
        let next = self.slots().get(at + 1 + usize::from(article))?;
        (next.gap < Gap::Comma && (next.content || next.meets(nouns))).then_some(at)
    }

    /// Whether the part of an identity behind a comma goes on saying what the bot is.
    fn segment_bears(&self, from: usize) -> bool {
        self.slots()[from..]
            .iter()
            .enumerate()
            .take_while(|(offset, slot)| *offset == 0 || slot.gap < Gap::Comma)
            .any(|(_, slot)| {
                slot.meets(ClassSet::all(&[
                    Class::Assistant,
                    Class::Domain,
                    Class::About,
                    Class::Purpose,
                    Class::FixedAgent,
                ]))
            })
    }

    fn naming(&mut self) {
        if let Some(naming) = self.clause.find(Class::Naming, 0) {
            if !self.clause.says(Class::If) && !self.negated(naming) {
                let persona = self.clause.find(Class::Persona, naming).unwrap_or(naming);
                self.push(Effect::Persona, naming, persona);
            }
        }
    }

    /// Skips a bare name right behind `You are`, or behind `called` (`named`); says whether there was one.
    fn skip_name(&self, from: usize, named: bool) -> (usize, bool) {
        let slots = self.slots();
        let article = slots
            .get(from)
            .is_some_and(|slot| slot.is(Class::NameArticle))
            && slots
                .get(from + 1)
                .is_some_and(|slot| slot.content && slot.capital);
        let from = from + usize::from(article);
        let mut index = from;
        while index < slots.len() && index < from + 3 {
            let slot = &slots[index];
            let first = index == from;
            let ends = first
                && slots.get(index + 1).is_none_or(|next| {
                    let copula = next.is(Class::Generic) && slots.len() == index + 2;
                    next.gap >= Gap::Comma
                        || slot.caseless
                            && (named
                                || copula && self.clause.complement_before
                                || next.meets(ClassSet::all(&[Class::Answer, Class::Identity])))
                });
            let name = slot.hole == Some(HoleName::BotName)
                || slot.content && (slot.quoted || slot.capital || ends);
            if !name || index > from && slot.gap >= Gap::Comma {
                break;
            }
            index += 1;
        }
        let possessive = index > from
            && slots.get(index).is_some_and(|slot| {
                slot.end - slot.start == 1
                    && !slot.content
                    && slot.gap == Gap::Space
                    && slot.classes == ClassSet::default()
            });
        if possessive {
            (from, false)
        } else {
            (index, index > from)
        }
    }

    /// What the bot is for, what it answers about.
    fn purpose(&mut self) {
        if self.mood == Mood::Forbids {
            return;
        }
        for index in 0..self.slots().len() {
            let slot = self.slots()[index];
            if slot.quoted || self.negated(index) {
                continue;
            }
            if slot.is(Class::Purpose) {
                self.purpose_at(index);
            } else if slot.is(Class::Answer) {
                self.push(Effect::Converses, index, index);
                self.answer_about(index);
            }
        }
    }

    fn purpose_at(&mut self, index: usize) {
        let after = self.objects(index + 1, 14);
        let found = if after.is_empty() && self.clause.complement_before {
            self.object_before(index, 8)
                .into_iter()
                .map(|(at, _)| at)
                .collect()
        } else {
            after
        };
        let Some(&first) = found.first() else {
            return;
        };
        let named = found.iter().any(|&at| !self.slots()[at].content);
        let weight = match (named, found.len()) {
            (true, _) => Tie::Firm,
            (false, 1) => Tie::Weak,
            (false, _) => Tie::Loose,
        };
        self.push(Effect::Ties(Function::Task, weight), first, first);
    }

    fn objects(&self, from: usize, reach: usize) -> Vec<usize> {
        let slots = self.slots();
        let mut found = Vec::new();
        for index in from..(from + reach).min(slots.len()) {
            let slot = &slots[index];
            if slot.meets(STOPS) && !slot.is(Class::Domain)
                || slot.meets(ClassSet::all(&[Class::If, Class::Anything, Class::Open]))
                || slot.gap >= Gap::Sentence && index > from
            {
                break;
            }
            if self.ties(index, true).is_some() {
                found.push(index);
            }
        }
        found
    }

    fn answer_about(&mut self, verb: usize) {
        let slots = self.slots();
        let reach = (verb + 8).min(slots.len());
        let about = (verb + 1..reach).find(|&at| slots[at].is(Class::About) && !slots[at].quoted);
        if let Some(about) = about.filter(|_| self.clause.complement_after) {
            let object = self.object(about + 1, 5, true);
            if let Some((object, weight)) = object.filter(|(at, _)| !self.negated(*at)) {
                self.push(Effect::Ties(Function::Domain, weight), object, object);
                return;
            }
        }
        if self.clause.complement_before {
            let from = verb.saturating_sub(6);
            let about = (from..verb)
                .rev()
                .find(|&at| slots[at].is(Class::About) && !slots[at].quoted);
            if let Some((object, weight)) = about.and_then(|about| self.object_before(about, 4)) {
                self.push(Effect::Ties(Function::Domain, weight), object, object);
                return;
            }
        }
        let kind = (verb + 1..(verb + 5).min(slots.len())).find(|&at| {
            slots[at].content
                && slots
                    .get(at + 1)
                    .is_some_and(|next| next.is(Class::Topic) && next.gap < Gap::Comma)
        });
        if let Some(kind) = kind {
            self.push(Effect::Ties(Function::Domain, Tie::Weak), kind, kind);
        }
    }

    /// Whether the clause says of one subject that it is not answered.
    fn excludes(&self) -> bool {
        self.clause.says(Class::If)
            && !self.clause.says(Class::Outside)
            && (0..self.slots().len()).any(|index| {
                let slot = &self.slots()[index];
                slot.meets(ClassSet::all(&[Class::Refuse, Class::AnswerNot]))
                    || slot.is(Class::Answer) && self.negated(index)
            })
    }

    /// Domain words and facts anywhere in the clause.
    fn nouns(&mut self) {
        if self.mood == Mood::Forbids
            || self.clause.place.lead == Lead::Forbidden
            || self.excludes()
        {
            return;
        }
        for index in 0..self.slots().len() {
            let slot = self.slots()[index];
            if let Some(HoleName::Business) = slot.hole {
                self.push(Effect::Ties(Function::Data, Tie::Weak), index, index);
            }
            if slot.quoted || self.negated(index) {
                continue;
            }
            if slot.is(Class::Subject) && self.many_subjects {
                continue;
            }
            if slot.is(Class::Domain) {
                self.push(Effect::Ties(Function::Domain, Tie::Weak), index, index);
            } else if slot.is(Class::Data) {
                self.push(Effect::Ties(Function::Data, Tie::Weak), index, index);
            } else if slot.is(Class::Business) {
                self.push(Effect::Ties(Function::Domain, Tie::Weak), index, index);
            } else if slot.content && matches!(self.mood, Mood::Limits) {
                self.push(Effect::Ties(Function::Task, Tie::Weak), index, index);
            }
        }
        self.mentions();
        if self.mood == Mood::Limits
            && !self.slots().is_empty()
            && self
                .slots()
                .iter()
                .any(|slot| slot.content || slot.is(Class::Domain))
        {
            let last = self.slots().len() - 1;
            self.push(Effect::Only, 0, last);
        }
    }

    /// Words that no phrase covers, in a clause that says what to do: a sign of a subject, if a faint one.
    fn mentions(&mut self) {
        let bars = ClassSet::all(&[
            Class::Style,
            Class::Meta,
            Class::Trait,
            Class::Naming,
            Class::Maker,
            Class::Safety,
            Class::Anything,
            Class::Open,
        ]);
        let conditional = self.slots().first().is_some_and(|slot| slot.is(Class::If));
        if self.clause.said.meets(bars) || conditional || !self.clause.understood {
            return;
        }
        for index in 0..self.slots().len() {
            let slot = self.slots()[index];
            if (slot.content || slot.is(Class::Subject)) && !slot.quoted && !self.negated(index) {
                self.push(Effect::Mentions, index, index);
            }
        }
    }

    fn fixed(&mut self) {
        for index in 0..self.slots().len() {
            let slot = self.slots()[index];
            if slot.quoted || self.negated(index) {
                continue;
            }
            if slot.is(Class::Output) {
                self.push(Effect::Output, index, index);
            }
            if slot.is(Class::FixedAgent) && self.clause.says(Class::Identity) {
                self.push(Effect::Fixed, index, index);
            }
            if slot.is(Class::Fixed) && self.leads(index) {
                self.push(Effect::Fixed, index, index);
            }
        }
    }

    /// Whether a verb stands where the clause says what to do: first, or behind who the model is.
    fn leads(&self, index: usize) -> bool {
        let allowed = ClassSet::all(&[
            Class::Generic,
            Class::Purpose,
            Class::Identity,
            Class::Assistant,
            Class::Fixed,
            Class::FixedAgent,
            Class::Only,
            Class::Source,
            Class::About,
            Class::Topic,
        ]);
        let verb_final = self.clause.complement_before && !self.clause.complement_after;
        verb_final && index + 3 >= self.slots().len()
            || self.slots()[..index]
                .iter()
                .all(|slot| slot.meets(allowed) || slot.hole.is_some() || slot.idle())
            || self.clause.complement_before && self.slots()[..index].len() <= 4
    }
}
