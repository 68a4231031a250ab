//! What does not move the verdict, and is shown all the same.

use super::*;

impl Reader<'_> {
    pub(super) fn asides(&mut self) {
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
    pub(super) fn handing_over(&mut self) {
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
    pub(super) fn hiding(&mut self) {
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

    /// A line of a transcript or of examples is no instruction.
    pub(super) fn transcript(&self) -> bool {
        let slots = self.slots();
        slots.first().is_some_and(|slot| slot.is(Class::Label))
            && (slots
                .get(1)
                .is_none_or(|slot| slot.colon || slot.is(Class::Label))
                || slots.iter().all(|slot| slot.is(Class::Label)))
    }
}
