//! What leaves a flow: HTTP requests, and the scripts of its maker.

use super::{Flow, mapped};
use crate::bot::{HoleReason, HostedAgent};
use crate::document::Node;
use crate::platform::SnippetInput;
use crate::platform::chart::{Message, MessageRole, ModelNode, Role, Symbol, TextPart, symbols};
use crate::platform::fields::{Fields, symbols_below};
use crate::platform::followed::{self, Pieces, users_text};
use crate::platform::knowledge::{Endpoint, endpoint};
use crate::platform::request::Request;
use crate::syntax::Language;
use crate::workspace::{Location, SourceText};

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
        let written = self.set_by(&code);
        self.scripted(&code, options.location(), written, node)
    }

    /// The variables that a script sets by their names.
    fn set_by(&self, code: &SourceText) -> Vec<Symbol> {
        let written = self
            .variables
            .iter()
            .filter(|(name, _)| {
                ["'", "\"", "`"].iter().any(|quote| {
                    code.value
                        .contains(&format!("setVariable({quote}{name}{quote}"))
                })
            })
            .map(|(_, symbol)| symbol.clone());
        written.collect()
    }

    /// Code of the flow's maker that writes into those variables: the model that it asks itself, or the text that it
    /// gives back.
    pub(super) fn scripted(
        &self,
        code: &SourceText,
        place: Location,
        written: Vec<Symbol>,
        node: &dyn Fn(Role) -> crate::platform::chart::Node,
    ) -> crate::platform::chart::Node {
        let read = |text: &SourceText| self.text(text);
        let reads: Vec<Symbol> = symbols(&self.text(code)).collect();
        let inputs = self.names_in(code);
        let effect = self.follower.snippet(code, Language::JavaScript, &inputs);
        let pieces = Pieces {
            inputs: &inputs,
            input: &|way, at| self.named(way, at),
            words: &read,
        };
        if let Some(mut model) = followed::model(&effect, place, &pieces) {
            // What the user wrote stands in the code as a placeholder.
            let messages = model.messages.iter();
            let seen: Vec<Symbol> = messages.flat_map(|one| symbols(&one.text)).collect();
            let unseen = self
                .text(code)
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
            let mut model = ModelNode::new(place);
            model.provider = provider.into();
            model.messages = Request::of_text(code, &read).messages();
            return node(Role::Model(Box::new(model)))
                .reading(reads)
                .writing(written);
        }
        let node = node(Role::Step).reading(reads).writing(written);
        match followed::returned(&effect, None, place, &pieces) {
            Some(parts) => node.giving(parts),
            None => node,
        }
    }

    /// The variables that code can get at by their names alone.
    fn names_in(&self, code: &SourceText) -> Vec<SnippetInput> {
        let names = self.variables.keys().filter(|name| {
            let plain = name.chars().all(|c| c.is_alphanumeric() || c == '_');
            plain && !name.is_empty() && code.value.contains(**name)
        });
        let mut names: Vec<SnippetInput> = names
            .map(|name| SnippetInput {
                name: (*name).into(),
                holds: HoleReason::UserText,
            })
            .collect();
        names.sort_by(|one, other| one.name.cmp(&other.name));
        names
    }

    /// A variable that code gets at by its name.
    fn named(&self, way: &str, at: Location) -> TextPart {
        let name = way.split('.').next().unwrap_or(way);
        match self.variables.get(name) {
            Some(symbol) => TextPart::Variable {
                symbol: symbol.clone(),
                name: name.into(),
                at,
            },
            None => users_text(way, at),
        }
    }
}
