//! What the bot is for, and the words of a domain wherever they stand.

use super::*;

impl Reader<'_> {
    /// What the bot is for, what it answers about.
    pub(super) fn purpose(&mut self) {
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

    pub(super) fn purpose_at(&mut self, index: usize) {
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

    pub(super) fn objects(&self, from: usize, reach: usize) -> Vec<usize> {
        let slots = self.slots();
        let mut found = Vec::new();
        #[allow(clippy::needless_range_loop)] // positions are compared and handed on
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

    pub(super) fn answer_about(&mut self, verb: usize) {
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
    pub(super) fn excludes(&self) -> bool {
        self.clause.says(Class::If)
            && !self.clause.says(Class::Outside)
            && (0..self.slots().len()).any(|index| {
                let slot = &self.slots()[index];
                slot.meets(ClassSet::all(&[Class::Refuse, Class::AnswerNot]))
                    || slot.is(Class::Answer) && self.negated(index)
            })
    }

    /// Domain words and facts anywhere in the clause.
    pub(super) fn nouns(&mut self) {
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
    pub(super) fn mentions(&mut self) {
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
}
