//! What code nodes put out: what the follower says, else what their strings, variables and references tell.

use std::rc::Rc;

use smol_str::SmolStr;

use super::catalogue::catalogue;
use super::code;
use super::expression::{Reference, Token, tokens};
use super::graph::NodeRef;
use super::returned::tells;
use super::values::{
    Alternative, Atom, MAX_ATOMS, Value, Values, answer, hole, joined, placed, same, unescaped,
};
use crate::bot::HoleReason;
use crate::workspace::{Location, SourceText};

const MAX_VARIABLES: usize = 6;
const MAX_REFERENCES: usize = 256;

impl Values<'_, '_> {
    pub(super) fn code(&mut self, at: NodeRef, way: &[SmolStr]) -> Value {
        let node = self.program.node(at);
        let Some((text, _)) = code::of(node) else {
            return self.input(at, way);
        };
        let effect = self.effects.of(at, node);
        let found = self.returned(at, &effect.returns, way);
        if tells(&found) {
            return found;
        }
        let asked = way.last();
        self.guessed = true;
        if code::calls_model(&text.value) {
            return vec![vec![answer(at, way)]];
        }
        if let Some(asked) = asked
            && let Some((start, end)) = code::string_behind(&text.value, asked)
        {
            return self.template(at, &text, start, end);
        }
        if asked.is_some_and(|name| catalogue().words.is_instructions(name)) {
            return vec![vec![hole(HoleReason::Unresolved, way)]];
        }
        self.mentioned(at, &text)
    }

    pub(super) fn template(
        &mut self,
        at: NodeRef,
        text: &SourceText,
        start: usize,
        end: usize,
    ) -> Value {
        // The quotes around the content tell whether it has placeholders.
        let (start, end) = (start.saturating_sub(1), (end + 1).min(text.value.len()));
        self.script(at, text, start, end)
    }

    /// The value of an expression of a piece of code.
    pub(super) fn script(
        &mut self,
        at: NodeRef,
        text: &SourceText,
        start: usize,
        end: usize,
    ) -> Value {
        let written = text.value[start..end].trim();
        let is_name = written
            .chars()
            .all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '.' | '?'));
        let found = tokens(&text.value, start, end);
        if found.is_empty() && is_name {
            let name = written.split(['.', '?']).next_back().unwrap_or(written);
            return self.local(at, text, name, text.locate(start, end));
        }
        let mut value = vec![Vec::new()];
        for token in found {
            let piece = match token {
                Token::Words(start, end) => {
                    vec![vec![Atom::Words(unescaped(&text.slice(start, end)))]]
                }
                Token::Reference(reference) => {
                    let place = text.locate(reference.start, reference.end);
                    self.reference(at, &reference, Some(place))
                }
                Token::Local(start, end) => {
                    let name = &text.value[start..end];
                    self.local(at, text, name, text.locate(start, end))
                }
                Token::Or | Token::Question => continue,
            };
            value = joined(value, &piece);
        }
        value
    }

    /// A variable of a piece of code: what its name says, else whatever the code was given.
    fn local(&mut self, at: NodeRef, code: &SourceText, name: &str, place: Location) -> Value {
        if self.variables < MAX_VARIABLES
            && let Some((start, end)) = code::string_behind(&code.value, name)
        {
            self.variables += 1;
            let value = self.template(at, code, start, end);
            self.variables -= 1;
            return value;
        }
        let words = &catalogue().words;
        let data = vec![vec![Atom::Hole {
            reason: HoleReason::Data,
            name: name.into(),
            at: Some(place),
        }]];
        if words.is_data(name) || name.starts_with(char::is_uppercase) {
            return data;
        }
        let given = self.mentioned(at, code);
        let spoken = given
            .into_iter()
            .flatten()
            .find(|atom| matches!(atom, Atom::User { .. } | Atom::Answer { .. }));
        match spoken {
            Some(Atom::User { .. }) => vec![vec![Atom::User {
                name: name.into(),
                at: Some(place),
            }]],
            Some(other) => vec![placed(vec![other], Some(place))],
            None => data,
        }
    }

    /// Everything that a piece of code mentions, the words it holds left out.
    pub(super) fn mentioned(&mut self, at: NodeRef, text: &SourceText) -> Value {
        let mut all: Alternative = Vec::new();
        for reference in self.references(at, text).iter() {
            let place = text.locate(reference.start, reference.end);
            let atoms = self.reference(at, reference, Some(place)).into_iter();
            for atom in atoms
                .flatten()
                .filter(|atom| !matches!(atom, Atom::Words(_)))
            {
                if all.len() < MAX_ATOMS && !all.iter().any(|known| same(known, &atom)) {
                    all.push(atom);
                }
            }
        }
        vec![all]
    }

    /// The references in a node's code, each once; looked for once.
    fn references(&mut self, at: NodeRef, text: &SourceText) -> Rc<[Reference]> {
        if let Some(known) = self.mentions.get(&at) {
            return Rc::clone(known);
        }
        let mut found: Vec<Reference> = Vec::new();
        for token in tokens(&text.value, 0, text.value.len()) {
            let Token::Reference(reference) = token else {
                continue;
            };
            let known =
                |known: &Reference| known.source == reference.source && known.way == reference.way;
            if found.len() < MAX_REFERENCES && !found.iter().any(known) {
                found.push(reference);
            }
        }
        let found: Rc<[Reference]> = found.into();
        self.mentions.insert(at, Rc::clone(&found));
        found
    }
}
