//! Model calls: generative models, hosted assistants, and requests to either; what their answers are worth.

use smol_str::SmolStr;

use crate::bot::HoleReason;
use crate::flow::models::conversation::Conversation;
use crate::flow::models::{CallFound, HostedId};
use crate::flow::outside::standard::OutsideCall;
use crate::flow::run::Engine;
use crate::flow::values::rope::last_member;
use crate::flow::values::{Given, Part, Taint, Value, constant};
use crate::vocabulary::{CallRule, EndpointRule, RuleFile};
use crate::workspace::Location;

impl Engine<'_> {
    /// A generative model is called.
    pub(crate) fn model_call(
        &mut self,
        file: &RuleFile,
        rule: &CallRule,
        call: &OutsideCall<'_>,
    ) -> Value {
        let mut conversations = self.conversations(rule, call);
        if call
            .args
            .iter()
            .any(|given| self.taint_of(&given.value).user)
        {
            // It fills a template under a name of the program's own.
            conversations
                .iter_mut()
                .for_each(|one| one.given_user_text = true);
        }
        let found = CallFound {
            provider: file.name.clone(),
            name: last_members(&call.external.path),
            at: call.at,
            model: self.model_name(call),
            tools: self.tools(rule, call),
            stock: rule.stock.clone(),
            hosted: None,
            pictures: rule.pictures,
        };
        self.sight(found, conversations);
        self.answer(call)
    }

    /// A hosted assistant is called: its text is elsewhere, unless the program makes it itself.
    pub(crate) fn hosted_call(
        &mut self,
        file: &RuleFile,
        rule: &CallRule,
        call: &OutsideCall<'_>,
    ) -> Value {
        let mut conversations = self.conversations(rule, call);
        let given = conversations
            .iter()
            .any(|conversation| !conversation.system.is_empty());
        let mut hosted = None;
        if !given {
            if self.made_assistants.is_empty() {
                hosted = Some(HostedId {
                    service: rule.service.clone().unwrap_or_else(|| file.name.clone()),
                    id: self.hosted_id(rule, call),
                    at: call.at,
                });
            } else {
                let made: Vec<Value> = self
                    .made_assistants
                    .iter()
                    .cloned()
                    .map(Value::Text)
                    .collect();
                for conversation in &mut conversations {
                    conversation
                        .system
                        .extend(made.iter().cloned().reduce(Value::or));
                }
            }
        }
        for conversation in &mut conversations {
            // The user's text was put on a thread before.
            conversation.open = true;
        }
        let found = CallFound {
            provider: file.name.clone(),
            name: last_members(&call.external.path),
            at: call.at,
            model: None,
            tools: Vec::new(),
            stock: None,
            hosted,
            pictures: false,
        };
        self.sight(found, conversations);
        let answer = self.answer(call);
        self.hosted_answers |= self.taint_of(&answer).answers;
        answer
    }

    /// The answers of hosted assistants that ran before on this way.
    pub(crate) fn recall(&mut self, call: &OutsideCall<'_>) -> Value {
        let taint = Taint {
            user: false,
            answers: self.hosted_answers,
        };
        self.built_value(call, taint, false, HoleReason::ModelText)
    }

    pub(crate) fn hosted_id(&self, rule: &CallRule, call: &OutsideCall<'_>) -> Option<SmolStr> {
        rule.id
            .iter()
            .flat_map(|slot| self.slot(slot, call.args, call.receiver))
            .find_map(|value| {
                constant(&value).or_else(|| match value.alternatives().first() {
                    Some(Value::Extern(external)) => Some(last_member(&external.path)),
                    Some(Value::Text(rope)) => rope.iter().find_map(|part| match part {
                        Part::Hole(hole) => Some(hole.name.clone()),
                        Part::Literal(_) => None,
                    }),
                    _ => None,
                })
            })
    }

    /// The answer of the model called at that place.
    pub(crate) fn answer(&mut self, call: &OutsideCall<'_>) -> Value {
        let site = self.site(call.at);
        self.built_value(call, Taint::answer(site), false, HoleReason::ModelText)
    }

    pub(crate) fn model_name(&self, call: &OutsideCall<'_>) -> Option<SmolStr> {
        self.vocabulary
            .names()
            .messages
            .model
            .iter()
            .find_map(|name| self.argument(call.args, name))
            .and_then(|value| value.alternatives().iter().find_map(constant))
    }

    pub(crate) fn tools(
        &self,
        rule: &CallRule,
        call: &OutsideCall<'_>,
    ) -> Vec<(SmolStr, Location)> {
        let mut found = Vec::new();
        for slot in &rule.tools {
            for value in self.slot(slot, call.args, call.receiver) {
                let names = self.items_of(&value).0;
                for item in names {
                    let name = match &item {
                        Value::Object(id) => {
                            let mut fields = self.vocabulary.names().messages.tool.iter();
                            fields
                                .find_map(|field| self.own_field(*id, field))
                                .and_then(|value| constant(&value))
                        }
                        other => constant(other),
                    };
                    found.extend(name.map(|name| (name, call.at)));
                }
            }
        }
        found
    }

    /// A request with instructions and messages in its body.
    pub(crate) fn model_request(
        &mut self,
        provider: &RuleFile,
        rule: &EndpointRule,
        body: &[Value],
        url: &str,
        call: &OutsideCall<'_>,
        hosted: bool,
    ) -> Value {
        let mut conversation = Conversation::default();
        for body in body {
            let args = [Given {
                name: None,
                value: body.clone(),
                spread: false,
            }];
            for slot in &rule.system {
                conversation.system.extend(
                    self.slot(slot, &args, None)
                        .into_iter()
                        .filter(|value| !matches!(value, Value::Null)),
                );
            }
            for slot in &rule.user {
                conversation.user.extend(self.slot(slot, &args, None));
            }
            for slot in &rule.messages {
                for list in self.slot(slot, &args, None) {
                    self.sort_messages(&list, &mut conversation, 0);
                }
            }
            if let Value::Text(_) = body {
                conversation.user.push(body.clone());
            }
        }
        if rule.in_url || conversation.user.is_empty() {
            conversation.open |= call
                .args
                .iter()
                .any(|given| self.taint_of(&given.value).user);
        }
        let hosted_id = (hosted && conversation.system.is_empty()).then(|| HostedId {
            service: rule
                .service
                .clone()
                .unwrap_or_else(|| provider.name.clone()),
            id: Some(url.replace('\u{FFFC}', "…").into()),
            at: call.at,
        });
        let found = CallFound {
            provider: provider.name.clone(),
            name: host_of(url),
            at: call.at,
            model: None,
            tools: Vec::new(),
            stock: None,
            hosted: hosted_id,
            pictures: rule.pictures,
        };
        self.sight(found, vec![conversation]);
        let answer = self.answer(call);
        if hosted {
            self.hosted_answers |= self.taint_of(&answer).answers;
        }
        answer
    }
}

/// The last members of a way, enough for a person to know the call.
fn last_members(path: &str) -> SmolStr {
    let parts: Vec<&str> = path.split('.').collect();
    parts[parts.len().saturating_sub(3)..].join(".").into()
}

fn host_of(url: &str) -> SmolStr {
    let rest = url.split("://").nth(1).unwrap_or(url);
    let host = rest.split(['/', '?']).next().unwrap_or(rest);
    if host.is_empty() || host == "\u{FFFC}" {
        "an HTTP request".into()
    } else {
        host.replace('\u{FFFC}', "…").into()
    }
}
