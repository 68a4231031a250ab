//! What code in a definition does, as the parts of a chart: the model that it calls, the messages that it builds for
//! another node, and whether what it takes goes on.

use super::chart::{Message, MessageRole, ModelNode, TextPart, USER_TEXT};
use super::code::{SnippetCall, SnippetEffect, SnippetInput, SnippetPiece, SnippetValue, is_input};
use super::fields::gap;
use crate::bot::{HoleReason, Piece, Prompt, Verdict};
use crate::workspace::{Location, SourceText};

/// How deep a body that code builds is looked into.
const DEPTH: usize = 8;

/// How a platform reads the pieces of texts in its code.
pub(crate) struct Pieces<'r> {
    /// The names under which the code gets at what comes in.
    pub(crate) inputs: &'r [SnippetInput],
    /// The part of a text for (a part of) an input.
    pub(crate) input: &'r dyn Fn(&str, Location) -> TextPart,
    /// The parts of a text for words of the code, in which a platform may have placeholders.
    pub(crate) words: &'r dyn Fn(&SourceText) -> Vec<TextPart>,
}

/// The part of a text for an input that is, or may be, what the user wrote.
pub(crate) fn users_text(way: &str, at: Location) -> TextPart {
    TextPart::Variable {
        symbol: USER_TEXT,
        name: way.into(),
        at,
    }
}

/// The model that code calls itself, where it does: of several whose answers go on, the one that is least narrowed, under
/// its most open prompt.
pub(crate) fn model(
    effect: &SnippetEffect,
    at: Location,
    pieces: &Pieces<'_>,
) -> Option<ModelNode> {
    let calls = effect.answering_calls();
    let open = calls.iter().find(|call| calls.len() > 1 && is_open(call));
    let call: &SnippetCall = open.or(calls.first())?;
    let prompts = &call.call.prompts;
    let open = prompts
        .iter()
        .find(|prompt| prompt.judgement.scope.is_open());
    let prompt = open.or(prompts.first())?;
    let mut model = ModelNode::new(at);
    model.provider = call.call.provider.clone();
    model.model = call.call.model.clone();
    model.hosted = call.call.hosted.clone();
    model.tools = call.call.tools.clone();
    model.guards = call.guards.clone();
    model.hears = call.takes_input;
    model.sends = call.reply.is_some();
    let mut text: Vec<&Piece> = prompt.pieces.iter().collect();
    let mut spoken = Vec::new();
    // The turn of the user stands behind the instructions.
    while let Some(Piece::Hole { name, .. }) = text.last()
        && is_input(name, pieces.inputs)
    {
        spoken.extend(text.pop());
    }
    for (role, text) in [(MessageRole::System, text), (MessageRole::User, spoken)] {
        let parts = text
            .into_iter()
            .flat_map(|piece| pieces.parts(&SnippetPiece::of_prompt(piece, pieces.inputs), at));
        let parts: Vec<TextPart> = parts.collect();
        let is_word = |part: &TextPart| match part {
            TextPart::Words(text) => text.value.chars().any(char::is_alphanumeric),
            _ => false,
        };
        // A placeholder of the platform alone instructs nothing.
        let role = match parts.iter().any(is_word) {
            true => role,
            false => MessageRole::User,
        };
        if !parts.is_empty() {
            model.messages.push(Message::new(role, parts));
        }
    }
    Some(model)
}

/// Whether nothing narrows a call. What the user wrote may stand in it as a placeholder that the code knows nothing of,
/// so its words are judged anew.
fn is_open(call: &SnippetCall) -> bool {
    call.call.prompts.iter().any(|prompt| {
        prompt.verdict() == Verdict::General
            || Prompt::judged(prompt.pieces.clone()).verdict() == Verdict::General
    })
}

/// The messages of a request that code builds under one of those names; none where it builds none that can be seen.
pub(crate) fn body_messages(
    effect: &SnippetEffect,
    fields: &[&str],
    at: Location,
    pieces: &Pieces<'_>,
) -> Vec<Message> {
    let mut messages = Vec::new();
    for body in fields.iter().flat_map(|field| effect.returns.get(field)) {
        for key in [
            "system",
            "systemInstruction",
            "system_instruction",
            "instructions",
        ] {
            for system in body.get(key) {
                push(&mut messages, MessageRole::System, system, at, pieces);
            }
        }
        for list in ["messages", "contents", "input"]
            .iter()
            .flat_map(|key| body.get(key))
        {
            turns(&mut messages, list, at, pieces);
        }
        for key in ["prompt", "query", "question"] {
            for text in body.get(key) {
                push(&mut messages, MessageRole::User, text, at, pieces);
            }
        }
        if let SnippetValue::List(_) = body {
            turns(&mut messages, body, at, pieces);
        }
    }
    messages
}

/// The text that code gives back, or leaves under a name in what it gives back; `None` where it is no text.
pub(crate) fn returned(
    effect: &SnippetEffect,
    field: Option<&str>,
    at: Location,
    pieces: &Pieces<'_>,
) -> Option<Vec<TextPart>> {
    let value = match field {
        Some(field) => effect.returns.get(field).into_iter().next()?,
        None => &effect.returns,
    };
    let is_text = matches!(value, SnippetValue::Text(_) | SnippetValue::OneOf(_));
    let text = value.texts(1).into_iter().next().filter(|_| is_text)?;
    let parts = text.iter().flat_map(|piece| pieces.parts(piece, at));
    Some(parts.collect())
}

/// Whether something that comes in, or an answer, is in what the code leaves under a name; `None` where it leaves
/// nothing there that can be seen.
pub(crate) fn passes_on(effect: &SnippetEffect, field: &str) -> Option<bool> {
    let left = effect.returns.get(field);
    let seen = left.iter().any(|value| **value != SnippetValue::Nothing);
    seen.then(|| left.into_iter().any(|value| takes_in(value, DEPTH)))
}

fn takes_in(value: &SnippetValue, depth: usize) -> bool {
    let mut inner: Box<dyn Iterator<Item = &SnippetValue>> = match value {
        _ if depth == 0 => return true,
        SnippetValue::Nothing => return false,
        SnippetValue::Text(pieces) => {
            return pieces
                .iter()
                .any(|piece| !matches!(piece, SnippetPiece::Words(_)));
        }
        SnippetValue::List(values) | SnippetValue::OneOf(values) => Box::new(values.iter()),
        SnippetValue::Record { fields, rest } => {
            Box::new(fields.iter().map(|(_, value)| value).chain(rest))
        }
    };
    inner.any(|value| takes_in(value, depth - 1))
}

fn turns(messages: &mut Vec<Message>, list: &SnippetValue, at: Location, pieces: &Pieces<'_>) {
    let items: Vec<&SnippetValue> = match list {
        SnippetValue::List(items) => items.iter().collect(),
        SnippetValue::OneOf(lists) => {
            return lists
                .iter()
                .for_each(|list| turns(messages, list, at, pieces));
        }
        other => vec![other],
    };
    for item in items {
        let role = item.get("role").first().map(|role| role.texts(1));
        let role = role.and_then(|texts| match texts.first().map(Vec::as_slice) {
            Some([SnippetPiece::Words(text)]) => Some(MessageRole::named(&text.value)),
            _ => None,
        });
        let keys = ["content", "parts", "text"].iter();
        let content = keys
            .map(|key| item.get(key))
            .find(|found| !found.is_empty());
        for text in content.unwrap_or_else(|| vec![item]) {
            push(
                messages,
                role.unwrap_or(MessageRole::User),
                text,
                at,
                pieces,
            );
        }
    }
}

fn push(
    messages: &mut Vec<Message>,
    role: MessageRole,
    value: &SnippetValue,
    at: Location,
    pieces: &Pieces<'_>,
) {
    let text = spoken(value, DEPTH)
        .texts(1)
        .into_iter()
        .next()
        .unwrap_or_default();
    let parts: Vec<TextPart> = text
        .iter()
        .flat_map(|piece| pieces.parts(piece, at))
        .collect();
    if !parts.is_empty() {
        messages.push(Message::new(role, parts));
    }
}

/// The words of a content: of its parts only those that are texts (`[{type: 'text', text: …}, {type: 'image_url', …}]`).
pub(crate) fn spoken(value: &SnippetValue, depth: usize) -> SnippetValue {
    let inner = |values: &[SnippetValue]| values.iter().map(|one| spoken(one, depth - 1)).collect();
    match value {
        _ if depth == 0 => SnippetValue::Nothing,
        SnippetValue::List(parts) => SnippetValue::List(inner(parts)),
        SnippetValue::OneOf(values) => SnippetValue::OneOf(inner(values)),
        SnippetValue::Record { .. } => {
            let mut keys = ["text", "parts", "content"].iter();
            let found = keys.find_map(|key| value.get(key).first().copied());
            found.map_or(SnippetValue::Nothing, |inner| spoken(inner, depth - 1))
        }
        other => other.clone(),
    }
}

impl Pieces<'_> {
    /// The parts of a text for a piece of it; what has no place of its own is put where the code is.
    fn parts(&self, piece: &SnippetPiece, whole: Location) -> Vec<TextPart> {
        match piece {
            SnippetPiece::Words(text) => (self.words)(text),
            SnippetPiece::Input { way, at } => vec![(self.input)(way, at.unwrap_or(whole))],
            SnippetPiece::Answer { at, .. } => {
                vec![gap(HoleReason::ModelText, "answer", at.unwrap_or(whole))]
            }
            SnippetPiece::Hole { reason, name, at } => {
                vec![gap(*reason, name, at.unwrap_or(whole))]
            }
        }
    }
}
