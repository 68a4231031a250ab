//! What leaves a flow: HTTP requests, and the scripts of its maker.

use super::{Flow, mapped};
use crate::bot::{HoleReason, HostedAgent};
use crate::document::Node;
use crate::platform::chart::{Message, MessageRole, ModelNode, Role, Symbol, TextPart, symbols};
use crate::platform::fields::{Fields, symbols_below};
use crate::platform::followed::{self, Pieces, users_text};
use crate::platform::knowledge::{Endpoint, endpoint};
use crate::platform::request::Request;
use crate::syntax::Language;
use crate::workspace::SourceText;

impl<'d> Flow<'d> {
    pub(super) fn request(
        &self,
        options: Node<'d>,
        node: &dyn Fn(Role) -> crate::platform::chart::Node,
    ) -> crate::platform::chart::Node {
        let Some(webhook) = options.get("webhook") else {
            return node(Role::Step);
        };
        let read = |text: &SourceText| self.text(text);
        let body = webhook.words("body");
        let sent = symbols_below(webhook, &read);
        let answer: Vec<Symbol> = mapped(options, "responseVariableMapping").collect();
        let mut model = ModelNode::new(options.location());
        match endpoint(webhook.str("url")) {
            Endpoint::Model(provider) => {
                model.provider = provider.into();
                if let Some(body) = body {
                    model.messages = Request::of_text(&body, &read).messages();
                }
            }
            Endpoint::Hosted(service) => {
                model.provider = service.into();
                model.messages = body
                    .map(|body| Message::new(MessageRole::User, self.text(&body)))
                    .into_iter()
                    .collect();
                model.hosted = Some(HostedAgent {
                    service: service.into(),
                    id: None,
                    at: webhook.place("url"),
                });
            }
            Endpoint::Reply => return node(Role::Reply).reading(sent),
            // What another service answers is its own data, whoever asked.
            Endpoint::Other => return node(Role::Source(HoleReason::Data)).writing(answer),
        }
        node(Role::Model(Box::new(model)))
            .reading(sent)
            .writing(answer)
    }

    pub(super) fn code(
        &self,
        options: Node<'d>,
        node: &dyn Fn(Role) -> crate::platform::chart::Node,
    ) -> crate::platform::chart::Node {
        let Some(code) = options.words("content") else {
            return node(Role::Step);
        };
        let written: Vec<Symbol> = self
            .variables
            .iter()
            .filter(|(name, _)| {
                ["'", "\"", "`"].iter().any(|quote| {
                    code.value
                        .contains(&format!("setVariable({quote}{name}{quote}"))
                })
            })
            .map(|(_, symbol)| symbol.clone())
            .collect();
        let read = |text: &SourceText| self.text(text);
        let reads: Vec<Symbol> = symbols(&self.text(&code)).collect();
        let effect = self.follower.snippet(&code, Language::JavaScript, &[]);
        let pieces = Pieces {
            inputs: &[],
            input: &users_text,
            words: &read,
        };
        if let Some(mut model) = followed::model(&effect, options.location(), &pieces) {
            // What the user wrote stands in the code as a placeholder.
            let messages = model.messages.iter();
            let seen: Vec<Symbol> = messages.flat_map(|one| symbols(&one.text)).collect();
            let unseen = self
                .text(&code)
                .into_iter()
                .filter(|part| part.symbol().is_some_and(|symbol| !seen.contains(symbol)));
            let unseen: Vec<TextPart> = unseen.collect();
            if !unseen.is_empty() {
                model.messages.push(Message::new(MessageRole::User, unseen));
            }
            model.hears = false;
            return node(Role::Model(Box::new(model)))
                .reading(reads)
                .writing(written);
        }
        if let Endpoint::Model(provider) = endpoint(&code.value) {
            let mut model = ModelNode::new(options.location());
            model.provider = provider.into();
            model.messages = Request::of_text(&code, &read).messages();
            return node(Role::Model(Box::new(model)))
                .reading(reads)
                .writing(written);
        }
        node(Role::Step).reading(reads).writing(written)
    }
}
