//! Replies: which answers of models go back to the user, and where.

use crate::bot::Confidence;
use crate::flow::outside::standard::OutsideCall;
use crate::flow::run::Engine;
use crate::flow::values::{Taint, Value};
use crate::vocabulary::CallRule;
use crate::workspace::Location;

impl Engine<'_> {
    /// The value goes out to the user.
    pub(crate) fn reply_with(&mut self, value: &Value, at: Location, confidence: Confidence) {
        const SENT: usize = 40;
        if confidence == Confidence::High && self.recording && self.sent_out.len() < SENT {
            self.sent_out.push((value.clone(), at));
        }
        let taint = self.taint_of(value);
        self.reply_taint(taint, at, confidence);
    }

    pub(crate) fn reply_taint(&mut self, taint: Taint, at: Location, confidence: Confidence) {
        if self.current.is_none() {
            return;
        }
        for site in taint.sites(self.sites.len()) {
            let reply = &mut self.sites[site].reply;
            if reply.is_none_or(|(_, known)| known < confidence) {
                *reply = Some((at, confidence));
            }
        }
    }

    pub(crate) fn reply_by_rule(&mut self, rule: &CallRule, call: &OutsideCall<'_>) {
        let values: Vec<Value> = if rule.text.is_empty() {
            call.args.iter().map(|given| given.value.clone()).collect()
        } else {
            rule.text
                .iter()
                .flat_map(|slot| self.slot(slot, call.args, call.receiver))
                .collect()
        };
        self.note_plain_reply(&values);
        for value in values {
            self.reply_with(&value, call.at, Confidence::High);
        }
    }

    /// A reply that holds no answer of a model says that none is owed where the answer is seen to go elsewhere.
    pub(crate) fn note_plain_reply(&mut self, values: &[Value]) {
        let Some(current) = &self.current else {
            return;
        };
        let at = current.at;
        if values.iter().all(|value| self.taint_of(value).answers == 0) {
            self.plain_replies.insert(at);
        }
    }

    /// A person approves the answers before they go out.
    pub(crate) fn approve(&mut self, taint: Taint, at: Location) {
        for site in taint.sites(self.sites.len()) {
            self.sites[site].approved.get_or_insert(at);
        }
    }
}
