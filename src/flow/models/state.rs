//! States of a conversation: a word that a branch writes down is what a later message is tested for, so what stands behind
//! that test is reached by what led to the branch.

use crate::flow::run::{Condition, Engine};
use crate::flow::values::{How, Subject, Value, constant};

/// Longer words are no names of a state.
const LONGEST: usize = 32;

impl Engine<'_> {
    /// A word is written down, in a branch that a command, keyword or menu option led to.
    pub(crate) fn note_state(&mut self, value: &Value) {
        let Some(word) = constant(value).filter(|word| word.len() <= LONGEST) else {
            return;
        };
        let Some(current) = &self.current else { return };
        let asked = current.conditions.iter().chain(&self.conditions);
        let led = asked
            .rev()
            .find(|condition| condition.is_about_words() && condition.is_positive());
        if let Some(led) = led.cloned() {
            self.states.entry(word).or_insert(led);
        }
    }

    /// What led to the state that one of these conditions asks for, where nothing was asked of the words themselves.
    pub(crate) fn led_to_state(&self, conditions: &[Condition]) -> Option<Condition> {
        let is_telling =
            |condition: &&Condition| condition.is_about_words() && condition.is_positive();
        if conditions.iter().any(|condition| is_telling(&condition)) {
            return None;
        }
        let holding = conditions
            .iter()
            .rev()
            .filter(|condition| condition.is_positive());
        let states = holding.flat_map(|condition| &condition.test.asked);
        states
            .filter(|asked| asked.of == Subject::Other && asked.how == How::Equal)
            .flat_map(|asked| &asked.words)
            .find_map(|word| self.states.get(word).cloned())
    }
}
