//! Puts the parts of a case into words that a stranger to the bot understands.

use super::case::Case;
use crate::bot::{Channel, HoleReason, ModelCall, Piece, Prompt, TriggerKind};
use crate::prompt::{Evidence, Function, Polarity, Scope};
use crate::workspace::{Location, Workspace};

/// The longest quotation, in characters.
const QUOTE: usize = 60;

/// A path to a called function longer than this, in bytes, is shortened.
const LONG_PATH: usize = 36;

/// Which messages take the route: "every WhatsApp message", "WhatsApp messages that start with `/ask`".
pub(super) fn messages(case: &Case<'_>) -> String {
    let channel = match &case.bot.channel {
        Channel::Unknown => String::new(),
        Channel::Other(name) if name == "other" => String::new(),
        known => format!("{} ", self::channel(known)),
    };
    let trigger = &case.route.trigger;
    let pattern = trigger.pattern.as_deref().map(code);
    match (trigger.kind, pattern) {
        (TriggerKind::EveryMessage, _) => format!("every {channel}message"),
        (TriggerKind::Fallback, _) => format!("every {channel}message that no other branch takes"),
        (TriggerKind::Command, Some(word)) => format!("{channel}messages that start with {word}"),
        (TriggerKind::Command, None) => format!("{channel}messages that start with a command"),
        (TriggerKind::Keyword, Some(word)) => format!("{channel}messages that match {word}"),
        (TriggerKind::Keyword, None) => format!("{channel}messages that match a keyword"),
        (TriggerKind::Intent, Some(name)) => format!("{channel}messages of the intent {name}"),
        (TriggerKind::Intent, None) => format!("{channel}messages of an intent"),
        (TriggerKind::MenuOption, Some(name)) => {
            format!("{channel}messages after the menu option {name}")
        }
        (TriggerKind::MenuOption, None) => format!("{channel}messages after a menu option"),
    }
}

/// The verb that agrees with [`messages`].
pub(super) fn is_or_are(case: &Case<'_>) -> &'static str {
    match case.route.trigger.kind {
        TriggerKind::EveryMessage | TriggerKind::Fallback => "is",
        _ => "are",
    }
}

/// The channel as its makers write it.
pub(super) fn channel(channel: &Channel) -> String {
    match channel {
        Channel::WhatsApp => "WhatsApp".to_owned(),
        Channel::Unknown => "an unknown channel".to_owned(),
        Channel::Other(name) => match name.as_str() {
            "web" | "email" => name.to_string(),
            "line" | "sms" | "rcs" => name.to_uppercase(),
            "wechat" => "WeChat".to_owned(),
            name => capitalised(name),
        },
    }
}

/// The model: its name where visible, else its maker, where the provider is one.
pub(super) fn model(call: &ModelCall) -> String {
    if let Some(model) = &call.model {
        return code(model);
    }
    let maker = match call.provider.as_str() {
        "openai" => "an OpenAI model",
        "anthropic" => "a Claude model",
        "gemini" | "google" => "a Gemini model",
        "langchain" => "a model behind LangChain",
        "vercel-ai" => "a model behind the AI SDK",
        _ => "a model",
    };
    maker.to_owned()
}

/// The call's name, or the last two parts of a long path to it.
pub(super) fn call(call: &ModelCall) -> String {
    let name = call.name.as_str();
    let mut dots = name.rmatch_indices('.').skip(1);
    match dots.next() {
        Some((at, _)) if name.len() > LONG_PATH && !name.contains(' ') => code(&name[at + 1..]),
        _ => code(name),
    }
}

/// The start of the prompt's words in quotes, or "no prompt".
pub(super) fn prompt(prompt: &Prompt) -> String {
    let words = prompt.pieces.iter().find_map(|piece| match piece {
        Piece::Literal(text) if !text.value.trim().is_empty() => Some(text.value.as_ref()),
        _ => None,
    });
    words.map_or_else(|| "no prompt".to_owned(), quoted)
}

/// The phrase that decided in quotes, else the start of the prompt.
pub(super) fn evidence(text: &Prompt) -> String {
    decisive(text).map_or_else(|| prompt(text), |evidence| quoted(&evidence.text))
}

/// What makes the prompt open, for the label under the phrase that decided.
pub(super) fn why(prompt: &Prompt) -> &'static str {
    let scope = prompt.judgement.scope;
    decisive(prompt).map_or("this names no business, product or task", |evidence| {
        what_it_does(evidence, scope)
    })
}

/// What a phrase of an open prompt does.
pub(super) fn what_it_does(evidence: &Evidence, scope: Scope) -> &'static str {
    match (evidence.function, evidence.polarity) {
        (Function::Identity, Polarity::Opens) if scope == Scope::General => {
            "this is the job of a general-purpose assistant"
        }
        (Function::Identity, _) => "this says who the model is, not what it is for",
        (_, Polarity::Opens) => "this invites any subject",
        (_, Polarity::Ties) => "this names a domain, but the prompt does not end there",
        _ => "this ties the model to no business, product or task",
    }
}

/// The first phrase that opens the scope, else the first of all.
pub(super) fn decisive(prompt: &Prompt) -> Option<&Evidence> {
    let evidence = &prompt.judgement.evidence;
    let opens = evidence.iter().find(|e| e.polarity == Polarity::Opens);
    opens.or_else(|| evidence.first())
}

/// What keeps the prompt from being seen.
pub(super) fn hidden(prompt: &Prompt) -> String {
    let hole = prompt.pieces.iter().find_map(|piece| match piece {
        Piece::Hole { reason, name, .. } if reason.may_instruct() => Some((*reason, code(name))),
        _ => None,
    });
    match hole {
        Some((HoleReason::Environment, name)) => format!("the setting {name}"),
        Some((HoleReason::Database, name)) => format!("the stored value {name}"),
        Some((HoleReason::MissingFile, name)) => format!("the file {name}"),
        Some((_, name)) => format!("{name}, which only the running bot knows"),
        None => "a text that only the running bot knows".to_owned(),
    }
}

/// The hosted assistant, by service and id.
pub(super) fn hosted(call: &ModelCall) -> String {
    match &call.hosted {
        Some(agent) => match &agent.id {
            Some(id) => format!("the hosted {} {}", agent.service, code(id)),
            None => format!("a hosted {}", agent.service),
        },
        None => "a hosted assistant".to_owned(),
    }
}

/// The general tools of the model, with commas.
pub(super) fn tools(call: &ModelCall) -> String {
    let names: Vec<&str> = call.tools.iter().map(|tool| tool.name.as_str()).collect();
    names.join(", ")
}

/// `path:line` of a place.
pub(super) fn place(at: Location, workspace: &Workspace) -> String {
    let path = workspace.path(at.file);
    match workspace.read(at.file) {
        Ok(file) => format!("{path}:{}", file.line_column(at.span.start).line),
        Err(_) => path.to_owned(),
    }
}

/// A text in quotes, on one line, cut where it is long.
pub(super) fn quoted(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(QUOTE) {
        Some((at, _)) => format!("\"{}…\"", line[..at].trim_end()),
        None => format!("\"{line}\""),
    }
}

/// A name in backticks, cut where it is long.
fn code(name: &str) -> String {
    let line = name.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(QUOTE) {
        Some((at, _)) => format!("`{}…`", &line[..at]),
        None => format!("`{line}`"),
    }
}

fn capitalised(name: &str) -> String {
    let mut chars = name.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
