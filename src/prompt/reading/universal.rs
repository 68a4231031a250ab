//! Invitations to ask anything, and the subjects that limit them.

use super::*;

impl Reader<'_> {
    /// Invitations to ask anything.
    pub(super) fn universal(&mut self) {
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

    pub(super) fn universal_at(&mut self, index: usize) {
        let slot = self.slots()[index];
        if slot.is(Class::OwnKnowledge)
            && !slot.meets(ClassSet::all(&[Class::Anything, Class::Open]))
        {
            return;
        }
        if self.limited(index) {
            return;
        }
        if slot.is(Class::Unless) {
            // `Do not discuss politics unless the user insists` takes back a limit; elsewhere it asks for consent.
            if self.clause.says(Class::Outside) {
                self.push(Effect::Opens, index, index);
            }
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
                if let Some(exception) = self.clause.find(Class::Unless, index)
                    && let Some((at, weight)) = self.object(exception + 1, 6, true)
                {
                    self.push(Effect::Ties(Function::Domain, weight), at, at);
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
        let judged = self.slots()[verb.min(index)..index]
            .iter()
            .any(|slot| slot.is(Class::Transform));
        if judged || self.within_condition(index) {
            return;
        }
        let effect = if slot.is(Class::Anything) {
            Effect::Opens
        } else if slot.is(Class::GeneralQuestion) {
            // `General questions: two sentences at most` says how they are answered, as a business does for its own.
            let form = ClassSet::all(&[Class::Style, Class::Measure]);
            if self.clause.said.meets(form) {
                return;
            }
            Effect::OpensGenerally
        } else {
            Effect::OpensWeakly
        };
        self.push(effect, verb.min(index), verb.max(index));
    }

    /// Whether the part stands in a condition whose main clause is another.
    pub(super) fn within_condition(&self, index: usize) -> bool {
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

    pub(super) fn verb_near(&self, index: usize) -> Option<usize> {
        let slots = self.slots();
        let before = (index.saturating_sub(7)..index)
            .rev()
            .find(|&at| slots[at].meets(SPEAKS) && !slots[at].quoted);
        before.or_else(|| {
            let far = if slots[index].is(Class::GeneralQuestion) {
                11
            } else {
                7
            };
            let reach = (index + far).min(slots.len());
            (index..reach)
                .find(|&at| slots[at].meets(SPEAKS) && !slots[at].quoted && !self.negated(at))
        })
    }

    /// Whether a subject limits a universal: any question about X.
    pub(super) fn limited(&mut self, index: usize) -> bool {
        let after = self.clause.complement_after && self.limited_after(index);
        after || self.clause.complement_before && self.limited_before(index)
    }

    pub(super) fn limited_after(&mut self, index: usize) -> bool {
        let slots = self.slots();
        let loose = slots[index].is(Class::GeneralQuestion);
        #[allow(clippy::needless_range_loop)] // positions are compared and handed on
        for at in index + 1..(index + 9).min(slots.len()) {
            if slots[at].gap >= Gap::Colon || loose && slots[at].gap >= Gap::Comma {
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

    pub(super) fn limited_before(&mut self, index: usize) -> bool {
        let slots = self.slots();
        for at in (index.saturating_sub(4)..index).rev() {
            if slots[at].is(Class::Source) {
                return true;
            }
            if slots[at].is(Class::About)
                && let Some((object, weight)) = self.object_before(at, 4)
            {
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

    pub(super) fn subjects(&mut self) {
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
}
