//! What is said about the rest: refused, led back, or answered after all.

use super::*;

impl Reader<'_> {
    /// The first verb of answering outside the condition that is meant.
    pub(super) fn answers(&self, skip: std::ops::Range<usize>) -> Option<usize> {
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
    pub(super) fn condition(&self, reach: usize) -> std::ops::Range<usize> {
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
        let commas = || {
            (reach.max(start) + 1..slots.len())
                .filter(|&index| slots[index].gap >= Gap::Comma && !slots[index].quoted)
        };
        // Behind `anything unrelated, such as jokes, recipes` the main clause begins where it says what to do.
        let end = commas()
            .find(|&index| self.says_what_to_do(index))
            .or_else(|| commas().next());
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

    /// Whether a part of a clause begins with what to do: a verb, a refusal, a canned sentence.
    fn says_what_to_do(&self, from: usize) -> bool {
        let does = ClassSet::all(&[
            Class::Answer,
            Class::AnswerNot,
            Class::Not,
            Class::Refuse,
            Class::Script,
            Class::Style,
            Class::Redirect,
            Class::Consent,
            Class::Permit,
            Class::Handoff,
            Class::HandVerb,
            Class::Abstain,
            Class::Use,
        ]);
        self.slots()[from..]
            .iter()
            .enumerate()
            .take_while(|(offset, slot)| *offset == 0 || slot.gap < Gap::Comma)
            .map(|(_, slot)| slot)
            .find(|slot| !slot.idle() && slot.classes != ClassSet::of(Class::Generic))
            .is_some_and(|slot| slot.meets(does))
    }

    /// What is said about the rest: refused, led back, or answered after all.
    pub(super) fn beyond(&mut self) {
        let clause = self.clause;
        let Some(outside) = clause.find(Class::Outside, 0) else {
            if self.mood == Mood::OffTopic {
                self.off_topic_item();
            }
            return;
        };
        if self.speaks_of_source(outside) || self.speaks_of_form(outside) {
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
        let drawn = !clause.place.announces && (answers.is_some() || clause.says(Class::Use));
        let own = clause.find(Class::OwnKnowledge, outside).filter(|&own| {
            conditional && drawn && !self.negated(own) && !clause.says(Class::Refuse)
        });
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
        let consent = clause
            .find(Class::Consent, 0)
            .filter(|&consent| !self.negated(consent) && !negated && !forbidding);
        if let Some(consent) = consent.filter(|_| refusal.is_none() && redirect.is_none()) {
            self.push(Effect::Leaks, outside.min(consent), outside.max(consent));
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
                let beside = clause
                    .find(Class::Also, 0)
                    .is_some_and(|also| also.abs_diff(answer) <= 2);
                let added = clause.says(Class::Also) && (object || topic) || beside;
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
                let last = self.slots().len() - 1;
                let added = clause
                    .find(Class::Also, condition.end)
                    .is_some_and(|also| !self.negated(also));
                let effect = if added {
                    Effect::Leaks
                } else {
                    Effect::Refuses
                };
                self.push(effect, outside, last);
            }
            _ => {}
        }
    }

    /// Whether it is the supplied text that is said to be off the point.
    pub(super) fn speaks_of_source(&self, outside: usize) -> bool {
        self.clause.says(Class::If)
            && self.slots()[outside.saturating_sub(4)..outside]
                .iter()
                .any(|slot| slot.is(Class::Source))
    }

    /// `Write nothing outside the code block`: it is the form of the answer that has an outside.
    fn speaks_of_form(&self, outside: usize) -> bool {
        let slots = self.slots();
        let reach = (outside + 4).min(slots.len());
        let form = |slot: &Slot| slot.is(Class::Output) && !slot.quoted;
        self.clause.complement_after && slots[outside + 1..reach].iter().any(form)
            || self.clause.complement_before
                && slots[outside.saturating_sub(2)..outside].iter().any(form)
    }

    pub(super) fn off_topic_item(&mut self) {
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
    pub(super) fn outside_object(&mut self, outside: usize) {
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

    /// Whether a verb of answering leads to a canned sentence.
    pub(super) fn leads_script(&self, index: usize) -> bool {
        let slots = self.slots();
        let ends = self.clause.place.announces && index + 3 >= slots.len();
        ends || slots[index].is(Class::Script)
            || slots.iter().skip(index + 1).take(5).any(|slot| {
                slot.colon || slot.quoted || slot.is(Class::Script) || slot.is(Class::Sorry)
            })
    }
}
