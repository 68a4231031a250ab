//! What goes out to the user: which nodes send something, what it is, and whether it comes to whoever wrote.

use super::catalogue::{Address, Role, catalogue};
use super::graph::NodeRef;
use super::model::WorkflowNode;
use super::outputs::url;
use super::routes::{Reader, answers, trigger_channel};
use super::values::{Value, answer};
use crate::document::Node;
use crate::workspace::Location;

impl Reader<'_, '_> {
    /// What a node sends to the user, and where it says so; `None` if it sends nothing.
    pub(super) fn sent(&mut self, at: NodeRef) -> Option<(Value, Location)> {
        let node = self.program.node(at);
        let (channel, value) = match node.role {
            Role::Reply(kind) => {
                let kind = catalogue().reply(kind);
                let operation = node.text("operation").unwrap_or_default();
                if !kind.operations.is_empty()
                    && !kind.operations.iter().any(|known| known == operation)
                {
                    return None;
                }
                if node.text("resource") == Some("draft") {
                    return None;
                }
                let value = if kind.respond {
                    self.response(at, node)
                } else {
                    self.message(at, node, &kind.text)
                };
                (kind.channel.as_str(), value)
            }
            Role::FamilyReply(family) if !node.short.to_lowercase().ends_with("trigger") => {
                let value = node
                    .parameters
                    .map(|parameters| self.values.parameter(at, parameters));
                (
                    catalogue().family(family).channel.as_str(),
                    value.unwrap_or_default(),
                )
            }
            Role::Http if !self.program.begins(at).is_empty() => return None,
            Role::Http => (
                self.request_channel(at, node)?,
                self.values.parameter(at, node.parameters?),
            ),
            Role::Code if self.values.effects.of(at, node).sends_anything() => {
                return self.sent_by_code(at, node);
            }
            _ if self.is_last(at) => (self.entry_channel(), self.values.field(at, &[])),
            _ => return None,
        };
        if !self.hears(channel) {
            return None;
        }
        if self.heard.is_none() && channel != "unknown" {
            self.heard = Some(channel_name(channel));
        }
        Some((value, node.at))
    }

    /// What the code of a node sends to a messenger itself, and where.
    fn sent_by_code(&mut self, at: NodeRef, node: &WorkflowNode<'_>) -> Option<(Value, Location)> {
        if !self.hears("unknown") {
            return None;
        }
        let effect = self.values.effects.of(at, node);
        let mut value: Value = Vec::new();
        for (sent, _) in &effect.sends {
            value.extend(self.values.made(at, sent, &[]));
        }
        let mut own = effect.calls.iter().filter_map(|call| call.reply);
        let place = own.next().or(effect.sends.first().map(|(_, place)| *place));
        if effect.calls.iter().any(|call| call.reply.is_some()) {
            value.push(vec![answer(at, &[])]);
        }
        Some((value, place?))
    }

    fn message(&mut self, at: NodeRef, node: &WorkflowNode<'_>, ways: &[String]) -> Value {
        let mut value: Value = Vec::new();
        for parameter in ways.iter().filter_map(|way| node.parameter(way)) {
            value.extend(self.values.parameter(at, parameter));
        }
        let binary = &catalogue().binary;
        let operation = node.text("operation").unwrap_or_default();
        let sort = node.text("messageType").unwrap_or_default();
        if binary.operations.iter().any(|known| known == operation)
            || binary.message_types.iter().any(|known| known == sort)
        {
            value.extend(self.values.input(at, &[]));
        }
        value
    }

    fn response(&mut self, at: NodeRef, node: &WorkflowNode<'_>) -> Value {
        match node.text("respondWith") {
            Some("text" | "json" | "jwt" | "redirect") => match node.parameter("responseBody") {
                Some(body) => self.values.parameter(at, body),
                None => Vec::new(),
            },
            Some("noData") => Vec::new(),
            _ => match node.parameter("responseBody") {
                Some(body) if node.text("respondWith").is_none() && node.version < 1.1 => {
                    self.values.parameter(at, body)
                }
                _ => self.values.input(at, &[]),
            },
        }
    }

    fn request_channel(&mut self, at: NodeRef, node: &WorkflowNode<'_>) -> Option<&'static str> {
        match catalogue().address(&url(node)) {
            Address::Messenger(channel) => Some(channel),
            Address::Other => self.names_receiver(at, node).then_some("unknown"),
            _ => None,
        }
    }

    // A request to an unknown service that carries an answer and names who gets it.
    fn names_receiver(&mut self, at: NodeRef, node: &WorkflowNode<'_>) -> bool {
        let Some(parameters) = node.parameters else {
            return false;
        };
        let named = parameters.descendants().any(|inner| {
            let name = inner
                .get("name")
                .and_then(|name| name.as_str())
                .unwrap_or_default();
            catalogue().names_receiver(name)
        });
        let in_body = || {
            let body = node
                .text("jsonBody")
                .or_else(|| node.text("body"))
                .unwrap_or_default();
            let mut quoted = body.split(['"', '\'']);
            quoted.any(|word| catalogue().names_receiver(word))
                || bare_keys(body).any(|key| catalogue().names_receiver(key))
        };
        // Older versions and hand-written files hold the body as an object.
        let in_keys = || {
            let body = node.parameter("body").into_iter();
            body.flat_map(Node::entries)
                .any(|(key, _)| catalogue().names_receiver(key.as_str()))
        };
        if !named && !in_body() && !in_keys() {
            return false;
        }
        let value = self.values.parameter(at, parameters);
        !answers(&value).is_empty()
    }

    /// Whether a node's output is the reply because the entry answers with what comes last.
    fn is_last(&self, at: NodeRef) -> bool {
        let entry = self.program.node(self.entry);
        let Role::Trigger(kind) = entry.role else {
            return false;
        };
        let kind = catalogue().trigger(kind);
        let mode = entry
            .text("options.responseMode")
            .or_else(|| entry.text("responseMode"));
        let answers = match mode {
            None => kind.chat,
            Some("lastNode" | "streaming") => kind.chat || kind.webhook,
            Some(_) => false,
        };
        answers
            && at != self.entry
            && self.program.home(at) == self.program.home(self.entry)
            && self.ends(at)
    }

    fn ends(&self, at: NodeRef) -> bool {
        self.program.next(at).is_empty()
    }

    /// A tool of a model by which it answers itself.
    pub(super) fn sending_tool(&mut self, at: NodeRef) -> Option<NodeRef> {
        let program = self.program;
        let (_, tool) = program.subs(at).find(|(sort, sub)| {
            let short = &program.node(*sub).short;
            let role = short.strip_suffix("Tool").map(|plain| catalogue().role(plain));
            let email = matches!(role, Some(Role::Reply(kind)) if catalogue().reply(kind).channel == "email");
            *sort == "ai_tool" && !email && matches!(role, Some(Role::Reply(_) | Role::FamilyReply(_)))
        })?;
        let tool_node = program.node(tool);
        let role = catalogue().role(tool_node.short.strip_suffix("Tool")?);
        let channel = match role {
            Role::Reply(kind) => catalogue().reply(kind).channel.as_str(),
            Role::FamilyReply(family) => catalogue().family(family).channel.as_str(),
            _ => return None,
        };
        let own = self.entry_channel();
        let to_user = own == channel || own == "unknown";
        let slots = self.slots_of(at)?;
        (to_user && slots.takes_message()).then_some(tool)
    }

    pub(super) fn entry_channel(&self) -> &'static str {
        trigger_channel(self.program.node(self.entry)).unwrap_or("unknown")
    }

    /// Whether what goes out on that channel comes to whoever wrote on the entry's.
    fn hears(&self, channel: &str) -> bool {
        match (self.entry_channel(), channel) {
            ("email", other) => other == "email",
            (_, "email") => false,
            ("unknown", _) | (_, "unknown") => true,
            ("other", _) | (_, "other") => true,
            (own, other) => own == other,
        }
    }
}

fn channel_name(channel: &str) -> &'static str {
    let known = [
        "whatsapp",
        "telegram",
        "slack",
        "discord",
        "line",
        "instagram",
        "messenger",
        "zalo",
        "viber",
        "web",
        "email",
    ];
    known
        .into_iter()
        .find(|name| *name == channel)
        .unwrap_or("unknown")
}

/// The keys without quotes of the objects in an expression: `{ chat_id: …, text: … }`.
fn bare_keys(expression: &str) -> impl Iterator<Item = &str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    expression.split(':').filter_map(move |before| {
        let before = before.trim_end();
        let head = before.trim_end_matches(is_word);
        let key = &before[head.len()..];
        let opens = head.trim_end().ends_with(['{', ',']);
        (opens && !key.is_empty()).then_some(key)
    })
}
