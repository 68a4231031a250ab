//! Requests to models that are put together by hand: an HTTP node's body, or code that builds one.

use smol_str::SmolStr;

use super::assigned::assigned;
use super::body::{self, Leaf, Shape};
use super::catalogue::{Address, Role, catalogue};
use super::code;
use super::coded_requests::{fill_from_code, followed_slots};
use super::expression::{Part, Reference, Source, Token, segments, tokens};
use super::graph::{NodeRef, Program};
use super::model::WorkflowNode;
use super::outputs::url;
use super::prompts::{Slots, Speaker, read};
use super::values::{Atom, Value, Values};
use crate::bot::HostedAgent;
use crate::document::Node;
use crate::workspace::SourceText;

/// The slots of a request.
pub(super) fn request_slots(
    values: &mut Values<'_, '_>,
    at: NodeRef,
    node: &WorkflowNode<'_>,
) -> Option<Slots> {
    let address = catalogue().address(&url(node));
    let mut slots = match address {
        Address::Model(provider) => Slots {
            provider: Some(provider.into()),
            model: model_in_address(&url(node)),
            ..Slots::default()
        },
        Address::Hosted(service) => {
            let service = catalogue().hosted(service);
            Slots {
                hosted: Some(HostedAgent {
                    service: service.service.as_str().into(),
                    id: None,
                    at: node.parameters_at(),
                }),
                ..Slots::default()
            }
        }
        _ => return None,
    };
    let coded = fill_from_code(values, at, node, &mut slots);
    let written = if coded {
        Vec::new()
    } else {
        bodies(values, at, node)
    };
    for body in written {
        fill(values, &body, &mut slots);
        if body.seen_from != at {
            fill_rest(values, &body, &mut slots);
        }
    }
    if slots.user.is_empty() && slots.system.is_empty() {
        // A body that cannot be read: whatever the parameters mention goes in.
        let mentioned = read(values, at, node.parameters).unwrap_or_default();
        slots.user.push(without_words(mentioned));
    }
    if slots
        .model
        .as_deref()
        .is_some_and(|model| catalogue().paints(model))
    {
        return None;
    }
    if let Address::Hosted(service) = address {
        name_hosted(node, &catalogue().hosted(service).id, &mut slots);
    }
    Some(slots)
}

fn name_hosted(node: &WorkflowNode<'_>, names: &[String], slots: &mut Slots) {
    let Some(hosted) = &mut slots.hosted else {
        return;
    };
    let pairs = node.parameters.into_iter().flat_map(Node::descendants);
    for pair in pairs {
        let name = pair
            .get("name")
            .and_then(|name| name.as_str())
            .unwrap_or_default();
        if names.iter().any(|known| name.eq_ignore_ascii_case(known))
            && let Some(value) = pair.get("value")
        {
            hosted.id = value.as_str().map(SmolStr::new);
            hosted.at = value.location();
        }
    }
}

// `…/models/gemini-1.5-flash:generateContent`
fn model_in_address(url: &str) -> Option<SmolStr> {
    let (_, rest) = url.split_once("/models/")?;
    let name = rest.split([':', '?', '/']).next()?;
    (!name.is_empty() && !name.contains("{{")).then(|| name.into())
}

/// A body, the text that holds it, and the node that sees its references.
struct Body {
    seen_from: NodeRef,
    text: SourceText,
    shape: Shape,
}

/// The parameters that hold a body as one text, in all versions of the node.
pub(super) const BODY_TEXTS: [&str; 5] = [
    "jsonBody",
    "body",
    "bodyParametersJson",
    "rawBody",
    "queryParametersJson",
];

/// The parameters that list a body's keys and values.
pub(super) const BODY_LISTS: [&str; 3] = [
    "bodyParameters.parameters",
    "bodyParametersUi.parameter",
    "queryParameters.parameters",
];

fn bodies(values: &Values<'_, '_>, at: NodeRef, node: &WorkflowNode<'_>) -> Vec<Body> {
    let mut bodies = Vec::new();
    for text in BODY_TEXTS
        .iter()
        .filter_map(|way| node.parameter(way)?.text())
    {
        let shape = body::body(&text.value);
        let built = built_elsewhere(values.program, at, &text, &shape, None);
        bodies.push(built.unwrap_or(Body {
            seen_from: at,
            text,
            shape,
        }));
    }
    for pair in BODY_LISTS
        .iter()
        .filter_map(|way| node.parameter(way))
        .flat_map(Node::items)
    {
        let name = pair.get("name").and_then(Node::as_str).unwrap_or_default();
        let Some(text) = pair.get("value").and_then(Node::text) else {
            continue;
        };
        let inner = body::body(&text.value);
        let mut body =
            built_elsewhere(values.program, at, &text, &inner, Some(name)).unwrap_or(Body {
                seen_from: at,
                text,
                shape: inner,
            });
        body.shape = Shape::Object(vec![(name.to_owned(), body.shape)]);
        bodies.push(body);
    }
    bodies
}

/// Where a body, or the value under a key of it, is one reference to what a code node built: the code's own value.
fn built_elsewhere(
    program: &Program<'_>,
    at: NodeRef,
    text: &SourceText,
    shape: &Shape,
    key: Option<&str>,
) -> Option<Body> {
    let Shape::Leaf(leaf) = *shape else {
        return None;
    };
    let reference = single_reference(&text.value, leaf)?;
    match &reference.source {
        Source::Input => {
            let mut node = at;
            for _ in 0..MAX_STEPS_BACK {
                node = program.before(node).first()?.node;
                if let Some(body) = built_at(program, node, &reference.way, key) {
                    return Some(body);
                }
            }
            None
        }
        Source::Node(name) => built_at(program, program.named(at, name)?, &reference.way, key),
        _ => None,
    }
}

pub(super) const MAX_STEPS_BACK: usize = 8;

/// What a node builds for a field of its items: a code node its object, a set node the text that it assigns.
fn built_at(
    program: &Program<'_>,
    at: NodeRef,
    way: &[SmolStr],
    key: Option<&str>,
) -> Option<Body> {
    let node = program.node(at);
    if node.disabled {
        return None;
    }
    let (text, shape) = match node.role {
        Role::Code => {
            let (code, _) = code::of(node)?;
            let shape = match key {
                Some(_) => body::given_to(&code.value, way.last()?)?,
                None => code_shape(&code.value)?,
            };
            (code, shape)
        }
        Role::Set => {
            let (given, rest) = assigned(node, way)?;
            let text = given.text().filter(|_| rest.is_empty())?;
            let shape = body::body(&text.value);
            (text, shape)
        }
        _ => return None,
    };
    // A bare reference would lead back to where the search began.
    (!matches!(shape, Shape::Leaf(_))).then_some(Body {
        seen_from: at,
        text,
        shape,
    })
}

/// The holes of a value: what the parameters of a request say is an address and a method, no prompt.
pub(super) fn without_words(value: Value) -> Value {
    let kept = value.into_iter().map(|alternative| {
        let holes = alternative
            .into_iter()
            .filter(|atom| !matches!(atom, Atom::Words(_)));
        holes.collect()
    });
    kept.collect()
}

pub(super) fn single_reference(text: &str, leaf: Leaf) -> Option<Reference> {
    let (start, end) = match leaf {
        Leaf::Script(start, end) => (start, end),
        Leaf::Mixed(start, end) => match segments(text, start, end)[..] {
            [Part::Expression(start, end)] => (start, end),
            _ => return None,
        },
        Leaf::Words(..) => return None,
    };
    tokens(text, start, end)
        .into_iter()
        .find_map(|token| match token {
            Token::Reference(reference) => Some(reference),
            _ => None,
        })
}

fn code_shape(code: &str) -> Option<Shape> {
    let entries: Vec<(String, Shape)> = [
        "messages",
        "contents",
        "systemInstruction",
        "system_instruction",
    ]
    .into_iter()
    .filter_map(|key| Some((key.to_owned(), body::given_to(code, key)?)))
    .collect();
    (!entries.is_empty()).then_some(Shape::Object(entries))
}

/// The slots of code that calls a model.
pub(super) fn code_slots(
    values: &mut Values<'_, '_>,
    at: NodeRef,
    node: &WorkflowNode<'_>,
) -> Option<Slots> {
    let (text, _) = code::of(node)?;
    if let Some(slots) = followed_slots(values, at, node) {
        return Some(slots);
    }
    if !code::calls_model(&text.value) {
        return None;
    }
    let mut slots = Slots {
        provider: Some(SmolStr::new_static("unknown")),
        ..Slots::default()
    };
    if let Some(shape) = code_shape(&text.value) {
        let body = Body {
            seen_from: at,
            text,
            shape,
        };
        fill(values, &body, &mut slots);
    }
    slots.user.extend(Some(values.input(at, &[])));
    Some(slots)
}

/// Sorts what a body holds into the slots.
fn fill(values: &mut Values<'_, '_>, body: &Body, slots: &mut Slots) {
    for key in ["messages", "contents", "input"] {
        let Some(list) = body.shape.get(key) else {
            continue;
        };
        match built_elsewhere(values.program, body.seen_from, &body.text, list, Some(key)) {
            Some(built) => {
                fill_messages(values, &built, &built.shape, slots);
                fill_rest(values, &built, slots);
            }
            None => fill_messages(values, body, list, slots),
        }
    }
    for key in SYSTEM_KEYS {
        if let Some(system) = body.shape.get(key) {
            put(values, body, &words_of(system), Speaker::System, slots);
        }
    }
    for key in USER_KEYS {
        if let Some(user) = body.shape.get(key) {
            put(values, body, user, Speaker::User, slots);
        }
    }
    if slots.model.is_none()
        && let Some(Shape::Leaf(Leaf::Mixed(start, end) | Leaf::Words(start, end))) =
            body.shape.get("model")
    {
        let model = &body.text.value[*start..*end];
        slots.model = (!model.contains("{{")).then(|| model.trim_start_matches('=').into());
    }
}

// Code adds to a list what does not stand in it: the turn of the user.
fn fill_rest(values: &mut Values<'_, '_>, built: &Body, slots: &mut Slots) {
    if slots.user.is_empty() {
        slots
            .user
            .push(values.mentioned(built.seen_from, &built.text));
    }
}

pub(super) const SYSTEM_KEYS: [&str; 8] = [
    "system",
    "systemInstruction",
    "system_instruction",
    "instructions",
    "preamble",
    "additional_instructions",
    "system_prompt",
    "systemPrompt",
];

pub(super) const USER_KEYS: [&str; 8] = [
    "prompt",
    "inputs",
    "query",
    "question",
    "message",
    "content",
    "text",
    "user_message",
];

fn fill_messages(values: &mut Values<'_, '_>, body: &Body, list: &Shape, slots: &mut Slots) {
    for message in list.items() {
        let Shape::Object(_) = message else {
            put(values, body, message, Speaker::User, slots);
            continue;
        };
        let speaker = Speaker::of(&role_in(&body.text, message));
        let keys = ["content", "parts", "text"];
        if let Some(content) = keys.iter().find_map(|key| message.get(key)) {
            put(values, body, &words_of(content), speaker, slots);
        }
    }
}

fn put(
    values: &mut Values<'_, '_>,
    body: &Body,
    shape: &Shape,
    speaker: Speaker,
    slots: &mut Slots,
) {
    for leaf in shape.leaves() {
        let value = match leaf {
            // The value of a name and value pair is a parameter of its own.
            Leaf::Mixed(0 | 1, end) if end == body.text.value.len() => {
                values.text(body.seen_from, &body.text)
            }
            other => values.leaf(body.seen_from, &body.text, other),
        };
        match speaker {
            Speaker::System => slots.system.push(value),
            Speaker::User => slots.user.push(value),
            Speaker::Model => {}
        }
    }
}

fn role_in(text: &SourceText, message: &Shape) -> String {
    match message.get("role") {
        Some(Shape::Leaf(Leaf::Mixed(start, end) | Leaf::Words(start, end))) => {
            text.value[*start..*end].to_owned()
        }
        _ => String::from("user"),
    }
}

// `[{type: 'text', text: …}, {type: 'image_url', …}]`: only the texts are words.
fn words_of(content: &Shape) -> Shape {
    match content {
        Shape::Array(parts) => Shape::Array(parts.iter().map(words_of).collect()),
        Shape::Object(_) => {
            let keys = ["text", "parts", "content"];
            keys.iter()
                .find_map(|key| content.get(key))
                .map_or(Shape::Array(Vec::new()), words_of)
        }
        leaf => leaf.clone(),
    }
}
