//! Fixed tasks on the user's text.

use super::*;

impl Reader<'_> {
    pub(super) fn fixed(&mut self) {
        for index in 0..self.slots().len() {
            let slot = self.slots()[index];
            if slot.quoted || self.negated(index) {
                continue;
            }
            if slot.is(Class::Output) {
                self.push(Effect::Output, index, index);
            }
            let agent = slot.is(Class::FixedAgent) && self.clause.says(Class::Identity);
            if agent || slot.is(Class::Fixed) && (self.leads(index) || self.judges(index)) {
                let task = if slot.is(Class::Transform) {
                    Task::Transform
                } else {
                    Task::Compose
                };
                self.push(Effect::Fixed(task), index, index);
            } else if slot.is(Class::Fixed) && !slot.is(Class::Transform) {
                self.push(Effect::Composes, index, index);
            }
        }
    }

    /// Whether a verb stands where the clause says what to do: first, or behind who the model is.
    pub(super) fn leads(&self, index: usize) -> bool {
        let allowed = ClassSet::all(&[
            Class::Generic,
            Class::Purpose,
            Class::Identity,
            Class::Assistant,
            Class::Fixed,
            Class::FixedAgent,
            Class::Transform,
            Class::Only,
            Class::Source,
            Class::About,
            Class::Topic,
        ]);
        if self.relative(index) {
            return true;
        }
        let verb_final = self.clause.complement_before && !self.clause.complement_after;
        let ends_part = self.slots()[index + 1..]
            .iter()
            .take(2)
            .any(|slot| slot.gap >= Gap::Comma);
        verb_final && (ends_part || index + 3 >= self.slots().len())
            || self.slots()[..index].iter().all(|slot| {
                slot.meets(allowed) && !aids(slot) || slot.hole.is_some() || slot.idle()
            })
            || self.clause.complement_before && self.slots()[..index].len() <= 5
    }

    /// `You read a chat to determine whether it has ended`: told of the one who reads, with nobody to talk to.
    fn judges(&self, index: usize) -> bool {
        let answers = ClassSet::all(&[Class::Answer, Class::Assistant, Class::Purpose]);
        self.slots()[index].is(Class::Transform)
            && self.clause.says(Class::Identity)
            && !self.clause.said.meets(answers)
    }

    /// `An accounting assistant that extracts the amounts`.
    fn relative(&self, index: usize) -> bool {
        let slots = self.slots();
        let assistant = (index.saturating_sub(3)..index)
            .rev()
            .find(|&at| slots[at].meets(ClassSet::all(&[Class::Assistant, Class::FixedAgent])));
        assistant.is_some_and(|at| {
            self.clause.says(Class::Identity)
                && at + 1 < index
                && slots[at + 1..=index]
                    .iter()
                    .all(|slot| slot.gap < Gap::Comma)
                && slots[at + 1..index]
                    .iter()
                    .all(|slot| slot.idle() || slot.is(Class::Generic))
        })
    }
}

/// `Help customers`: what follows is what they do, not the model.
fn aids(slot: &Slot) -> bool {
    slot.is(Class::Purpose) && slot.is(Class::Answer)
}
