//! Fills the `{placeholders}` of a page's texts with the words of one bot.

use std::collections::BTreeMap;

use super::case::Case;
use super::phrase;
use crate::bot::BotKind;
use crate::workspace::Workspace;

/// A placeholder: its name, and the words that stand for it.
type Placeholder = (&'static str, fn(&Case<'_>, &Workspace) -> String);

/// Every placeholder that pages may use.
const PLACEHOLDERS: &[Placeholder] = &[
    // "every WhatsApp message", "WhatsApp messages that start with `/ask`"
    ("messages", |case, _| phrase::messages(case)),
    // "is" or "are", to agree with {messages}
    ("is", |case, _| phrase::is_or_are(case).to_owned()),
    // "WhatsApp", "Telegram", "an unknown channel"
    ("channel", |case, _| phrase::channel(&case.bot.channel)),
    // "`gpt-4o`", "an OpenAI model"
    ("model", |case, _| phrase::model(case.call)),
    // "`chat.completions.create`": the call or the node
    ("call", |case, _| phrase::call(case.call)),
    // the start of the prompt's words, in quotes
    ("prompt", |case, _| phrase::prompt(case.prompt)),
    // the phrase of the prompt that decided, in quotes
    ("evidence", |case, _| phrase::evidence(case.prompt)),
    // what the phrase does: "this invites any subject"
    ("why", |case, _| phrase::why(case.prompt).to_owned()),
    // "the environment variable `SYSTEM_PROMPT`"
    ("hidden", |case, _| phrase::hidden(case.prompt)),
    // "the hosted openai-assistant `asst_1`"
    ("hosted", |case, _| phrase::hosted(case.call)),
    // "app.py:12": where the user's text comes in
    ("entry", |case, workspace| {
        phrase::place(case.route.entry, workspace)
    }),
    // "llm.py:7": where the model is called
    ("at", |case, workspace| {
        phrase::place(case.call.at, workspace)
    }),
    // "prompts.py:3": where the prompt's words stand, else where the model is called
    ("prompt_at", |case, workspace| {
        let at = case.prompt.locations().next().unwrap_or(case.call.at);
        phrase::place(at, workspace)
    }),
    // "web-search, code-interpreter"
    ("tools", |case, _| phrase::tools(case.call)),
    // "python", "n8n"
    ("platform", |case, _| case.bot.platform.to_string()),
];

/// The template with its placeholders filled.
pub(super) fn fill(template: &str, case: &Case<'_>, workspace: &Workspace) -> String {
    let mut filled = String::with_capacity(template.len() + 40);
    let mut rest = template;
    while let Some((before, name, after)) = next_placeholder(rest) {
        filled.push_str(before);
        match PLACEHOLDERS.iter().find(|(known, _)| *known == name) {
            Some((_, words)) => filled.push_str(&words(case, workspace)),
            None => filled.push_str(&rest[before.len()..rest.len() - after.len()]),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The help of a page for one bot: the most special key that is there.
pub(super) fn help<'a>(help: &'a BTreeMap<String, String>, case: &Case<'_>) -> &'a str {
    let kind = match case.bot.kind {
        BotKind::Source => "source",
        BotKind::Definition => "definition",
    };
    [
        case.bot.platform.as_str(),
        &case.call.provider,
        kind,
        "default",
    ]
    .into_iter()
    .find_map(|key| help.get(key))
    .map_or("", String::as_str)
}

/// A placeholder of the template that does not exist.
pub(super) fn unknown_placeholder(template: &str) -> Option<String> {
    let mut rest = template;
    while let Some((_, name, after)) = next_placeholder(rest) {
        if !PLACEHOLDERS.iter().any(|(known, _)| *known == name) {
            return Some(name.to_owned());
        }
        rest = after;
    }
    None
}

/// The text before the next `{name}`, the name, and the text after. Braces around anything else are text.
fn next_placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    while let Some(open) = text[from..].find('{').map(|at| at + from) {
        let inside = &text[open + 1..];
        let close = inside.find(|c: char| !(c.is_ascii_lowercase() || c == '_'))?;
        if close > 0 && inside[close..].starts_with('}') {
            return Some((&text[..open], &inside[..close], &inside[close + 1..]));
        }
        from = open + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_that_are_no_placeholder_are_text() {
        assert_eq!(
            unknown_placeholder(r#"add {"role": "system"} to {call}"#),
            None
        );
        assert_eq!(
            unknown_placeholder("{call} {nonsense}"),
            Some("nonsense".to_owned())
        );
        assert_eq!(unknown_placeholder("open {"), None);
    }
}
