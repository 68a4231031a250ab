//! Limits: only this subject, only this text.

use super::*;

impl Reader<'_> {
    /// Limits: only questions about X.
    pub(super) fn only(&mut self) {
        let Some(only) = self.clause.find(Class::Only, 0) else {
            return;
        };
        if self.clause.says(Class::Source)
            || self.rests_on().is_some()
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
        let object = self.object(only + 1, 12, bound).or_else(|| {
            let trails = self.clause.complement_before
                || self
                    .slots()
                    .get(only + 1)
                    .is_none_or(|next| next.gap >= Gap::Comma);
            (bound && trails)
                .then(|| self.object_before(only, 8))
                .flatten()
        });
        if let Some((at, weight)) = object {
            self.push(Effect::Only, only.min(at), only.max(at));
            self.push(Effect::Ties(Function::Domain, weight), at, at);
        }
    }

    /// `Answer only on the basis of the price sheet`: whatever it rests on is supplied text.
    fn rests_on(&self) -> Option<usize> {
        let only = self.clause.find(Class::Only, 0)?;
        let basis = self.clause.find(Class::Basis, 0)?;
        (basis.abs_diff(only) <= 3 && !self.negated(basis)).then_some(basis)
    }

    /// The first word that limits what an answer rests on; `only if it helps` limits when.
    fn limiting(&self) -> Option<usize> {
        let only = self.clause.find(Class::Only, 0)?;
        let conditional = self
            .slots()
            .get(only + 1)
            .is_some_and(|next| next.is(Class::If) && next.gap < Gap::Comma);
        // `Only answer if it is found in the documents` rests on them all the same.
        let slot = &self.slots()[only];
        let answers = slot.end - slot.start > 1 || self.clause.says(Class::Answer);
        let rests = answers && self.clause.find(Class::Source, only + 1).is_some();
        (!conditional || rests).then_some(only)
    }

    /// `Use the context when helpful`: nothing but a word or two of use follows the condition.
    fn merely_aids(&self, source: usize) -> bool {
        let slots = self.slots();
        let reach = (source + 3).min(slots.len());
        let Some(condition) = (source + 1..reach).find(|&at| slots[at].is(Class::If)) else {
            return false;
        };
        let rest = &slots[condition + 1..];
        let names = ClassSet::all(&[Class::Source, Class::Absent, Class::Answer, Class::Not]);
        (1..=3).contains(&rest.len())
            && rest
                .iter()
                .all(|slot| !slot.content && !slot.meets(names) && slot.gap < Gap::Comma)
    }

    pub(super) fn grounding(&mut self) {
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
        let source = source.or_else(|| self.rests_on());
        if let (Some(source), Some(only)) = (source, self.limiting()) {
            self.push(Effect::Grounds, source.min(only), source.max(only));
        } else if let Some(source) = source {
            let effect = if self.merely_aids(source) {
                Effect::Aids
            } else {
                Effect::Supplied
            };
            self.push(effect, source, source);
        }
        if let Some(absent) = absent {
            let refuses = (0..self.slots().len()).find(|&index| self.slots()[index].meets(REFUSES));
            if let Some(refusal) = refuses {
                self.push(Effect::Abstains, absent.min(refusal), absent.max(refusal));
            }
        }
    }
}
