//! Texts that are written piece by piece into something of a library (`strings.Builder`, `io.StringIO`).

use crate::flow::outside::standard::OutsideCall;
use crate::flow::run::Engine;
use crate::flow::values::{Given, ObjectId, Value};
use crate::vocabulary::CallRule;

/// The field under which a builder keeps what was written into it; no program can name it.
const WRITTEN: &str = "+=";

impl Engine<'_> {
    /// Writes texts behind what a builder holds. None where the target is nothing that a library made.
    pub(crate) fn write_into(&mut self, rule: &CallRule, call: &OutsideCall<'_>) -> Option<Value> {
        let (target, first) = match rule.user.is_empty() {
            true => (call.receiver?.clone(), 0),
            false => (self.first_slot(&rule.user, call.args, call.receiver)?, 1),
        };
        let id = self.builder_of(&target)?;
        let texts: Vec<Given> = call.args.iter().skip(first).cloned().collect();
        let text = match self.first_slot(&rule.text, call.args, call.receiver) {
            Some(template) => self.fill(&template, texts.get(1..).unwrap_or_default(), call.at),
            None => {
                let mut texts = texts.into_iter().map(|given| given.value);
                let first = texts.next()?;
                texts.fold(first, |whole, text| self.add(whole, text))
            }
        };
        let whole = match self.own_field(id, WRITTEN) {
            Some(before) => self.add(before, text),
            None => text,
        };
        self.set_field(id, WRITTEN.into(), whole);
        Some(target)
    }

    /// What was written into a builder.
    pub(crate) fn written_into(&mut self, call: &OutsideCall<'_>) -> Option<Value> {
        let id = self.builder_of(call.receiver?)?;
        self.own_field(id, WRITTEN)
    }

    fn builder_of(&self, target: &Value) -> Option<ObjectId> {
        target.alternatives().iter().find_map(|one| match one {
            Value::Extern(external) => external.built,
            Value::Object(id) => self.built(*id).map(|_| *id),
            _ => None,
        })
    }
}
