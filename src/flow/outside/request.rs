//! HTTP requests: the address says whether a model, a messenger or a hosted flow is at the other end.

use crate::bot::{Confidence, HoleReason};
use crate::flow::outside::standard::OutsideCall;
use crate::flow::run::Engine;
use crate::flow::values::{ObjectId, ObjectKind, Taint, Value, words_of};
use crate::vocabulary::{CallRule, Does, EndpointRule, Room, RuleFile};

impl Engine<'_> {
    /// A request is sent.
    pub(crate) fn request(&mut self, rule: &CallRule, call: &OutsideCall<'_>) -> Value {
        let bodies = self.bodies(rule, call);
        let urls = self.urls(rule, call);
        let vocabulary = self.vocabulary;
        for url in &urls {
            if let Some((file, room, endpoint)) = vocabulary.endpoint(url) {
                return self.reach(file, room, endpoint, &bodies, url, call);
            }
        }
        self.reach_by_shape(&bodies, urls.first().map_or("", String::as_str), call)
    }

    fn bodies(&self, rule: &CallRule, call: &OutsideCall<'_>) -> Vec<Value> {
        rule.body
            .iter()
            .flat_map(|slot| self.slot(slot, call.args, call.receiver))
            .filter(|value| !matches!(value, Value::Null))
            .collect()
    }

    /// The addresses, with the client's base in front where it has one.
    fn urls(&self, rule: &CallRule, call: &OutsideCall<'_>) -> Vec<String> {
        let mut urls: Vec<String> = Vec::new();
        for slot in &rule.url {
            for value in self.slot(slot, call.args, call.receiver) {
                urls.extend(
                    self.ropes(&value, None)
                        .iter()
                        .map(|rope| words_of(rope))
                        .filter(|url| !url.is_empty()),
                );
            }
        }
        let names = &self.vocabulary.names().addresses.base;
        let bases: Vec<String> = names
            .iter()
            .flat_map(|name| self.in_receiver(call.receiver, std::slice::from_ref(name)))
            .flat_map(|value| self.ropes(&value, None))
            .map(|rope| words_of(&rope))
            .filter(|base| !base.is_empty())
            .collect();
        let joined: Vec<String> = bases
            .iter()
            .flat_map(|base| urls.iter().map(move |url| format!("{base}{url}")))
            .collect();
        joined.into_iter().chain(urls).collect()
    }

    fn reach(
        &mut self,
        file: &RuleFile,
        room: Room,
        endpoint: &EndpointRule,
        bodies: &[Value],
        url: &str,
        call: &OutsideCall<'_>,
    ) -> Value {
        match endpoint.does {
            Does::Answer => self.model_request(file, endpoint, bodies, url, call, false),
            Does::Hosted => self.model_request(file, endpoint, bodies, url, call, true),
            Does::Reply if self.is_internal(endpoint, bodies) => {
                let taint = bodies
                    .iter()
                    .fold(Taint::NONE, |taint, body| taint.with(self.taint_of(body)));
                self.approve(taint, call.at);
                self.built_value(call, Taint::NONE, false, HoleReason::Unresolved)
            }
            Does::Reply => {
                if room == Room::Channels
                    && let Some(channel) = endpoint.channel.as_ref().or(file.channel.as_ref())
                {
                    self.replied_over_messenger = true;
                    self.see_channel(channel.clone());
                }
                let sent = call.args.iter().map(|given| given.value.clone());
                let sent: Vec<Value> = bodies.iter().cloned().chain(sent).collect();
                self.note_plain_reply(&sent);
                for body in bodies {
                    self.reply_with(body, call.at, Confidence::High);
                }
                for given in call.args {
                    self.reply_with(&given.value, call.at, Confidence::High);
                }
                self.built_value(call, Taint::NONE, false, HoleReason::Unresolved)
            }
            Does::Recall => self.recall(call),
            Does::Transcribe => self.built_value(call, Taint::USER, true, HoleReason::UserText),
            Does::Retrieve => self.built_value(call, Taint::NONE, false, HoleReason::Retrieved),
            Does::Receive => self.built_value(call, Taint::USER, true, HoleReason::UserText),
            _ => self.built_value(call, Taint::NONE, false, HoleReason::Unresolved),
        }
    }

    /// Whether a message goes to the staff alone.
    fn is_internal(&self, endpoint: &EndpointRule, bodies: &[Value]) -> bool {
        bodies.iter().any(|body| {
            let args = [crate::flow::values::Given {
                name: None,
                value: body.clone(),
                spread: false,
            }];
            let said = endpoint.internal.iter();
            said.flat_map(|slot| self.slot(slot, &args, None))
                .any(|value| matches!(value, Value::Bool(true)))
        })
    }

    /// An address that nobody knows: a body in the form of a chat request says what is there all the same.
    fn reach_by_shape(&mut self, bodies: &[Value], url: &str, call: &OutsideCall<'_>) -> Value {
        let vocabulary = self.vocabulary;
        let known = bodies.iter().find_map(|body| {
            let mut records = body
                .alternatives()
                .iter()
                .filter_map(|value| self.whole_record(value));
            records.find_map(|id| {
                vocabulary.endpoint_by_shape(|name| self.own_field(id, name).is_some())
            })
        });
        if let Some((file, endpoint)) = known {
            return self.model_request(file, endpoint, bodies, url, call, false);
        }
        let mut taint = Taint::NONE;
        for value in bodies
            .iter()
            .chain(call.args.iter().map(|given| &given.value))
        {
            taint = taint.with(self.taint_of(value));
        }
        if taint.answers != 0 {
            self.reply_taint(taint, call.at, Confidence::Medium);
        }
        self.built_value(
            call,
            Taint {
                user: false,
                ..taint
            },
            false,
            HoleReason::Unresolved,
        )
    }

    /// A record all of whose fields are known.
    fn whole_record(&self, value: &Value) -> Option<ObjectId> {
        let Value::Object(id) = value else {
            return None;
        };
        let is_whole = matches!(
            self.object(*id),
            ObjectKind::Record { rest: None, .. } | ObjectKind::Instance { .. }
        );
        is_whole.then_some(*id)
    }
}
