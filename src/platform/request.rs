//! Requests to a model's HTTP interface as flows write them: a JSON object, a JSON text with placeholders in it, or the
//! object literal of a few lines of JavaScript. Read tolerantly: flows hold texts that are no JSON before they run.

use crate::bot::HoleReason;
use crate::document::{Node, NodeKind};
use crate::workspace::SourceText;

use super::chart::{Assembly, Message, MessageRole, TextPart, slice};

const MAX_FIELDS: usize = 2_000;
const MAX_DEPTH: usize = 24;

/// How a platform's texts are cut into words and variables.
pub(crate) type ReadText<'a> = &'a dyn Fn(&SourceText) -> Vec<TextPart>;

/// The values of a request's body with the keys that lead to each.
#[derive(Debug, Default)]
pub(crate) struct Request {
    fields: Vec<Field>,
}

#[derive(Debug)]
struct Field {
    /// Keys from the outside in; items of lists have none of their own.
    way: Vec<String>,
    /// Which object the value stands in: fields of one object share it.
    object: usize,
    value: Vec<TextPart>,
}

impl Request {
    /// Reads the body from a value of the definition.
    pub(crate) fn of_node(node: Node<'_>, read: ReadText<'_>) -> Self {
        let mut request = Self::default();
        let mut open = vec![(node, Vec::new(), 0usize)];
        let mut objects = 0;
        while let Some((node, way, object)) = open.pop() {
            if way.len() > MAX_DEPTH || request.fields.len() > MAX_FIELDS {
                continue;
            }
            match node.kind() {
                NodeKind::Object => {
                    objects += 1;
                    let inside = objects;
                    open.extend(node.entries().rev().map(|(key, value)| {
                        let mut way: Vec<String> = way.clone();
                        way.push(key.as_str().to_ascii_lowercase());
                        (value, way, inside)
                    }));
                }
                NodeKind::Array => {
                    open.extend(node.items().rev().map(|item| (item, way.clone(), object)));
                }
                _ => {
                    if let Some(text) = node.text() {
                        request.fields.push(Field {
                            way,
                            object,
                            value: read(&text),
                        });
                    }
                }
            }
        }
        request
    }

    /// Reads the body from a text: JSON with placeholders, or code with an object literal in it.
    pub(crate) fn of_text(text: &SourceText, read: ReadText<'_>) -> Self {
        Scanner::new(text, read).scan()
    }

    /// The texts for the model, in order.
    pub(crate) fn messages(&self) -> Vec<Message> {
        let mut messages = Vec::new();
        for field in &self.fields {
            if let Some(role) = self.role_of(field) {
                messages.push(Message::new(role, field.value.clone()));
            }
        }
        messages
    }

    fn role_of(&self, field: &Field) -> Option<MessageRole> {
        const SYSTEM: [&str; 8] = [
            "system",
            "systeminstruction",
            "system_instruction",
            "instructions",
            "preamble",
            "systemprompt",
            "system_prompt",
            "systemmessage",
        ];
        let last = field.way.last()?.as_str();
        if field.way.iter().any(|step| SYSTEM.contains(&step.as_str()))
            && matches!(last, "text" | "content" | "parts")
            || SYSTEM.contains(&last)
        {
            return Some(MessageRole::System);
        }
        match last {
            "content" | "text" | "message" => {
                let role = self.role_near(field);
                let spoken = role.is_some()
                    || field.way.iter().any(|step| {
                        matches!(step.as_str(), "messages" | "contents" | "input" | "parts")
                    });
                (spoken || last == "message").then(|| role.unwrap_or(MessageRole::User))
            }
            "prompt" | "input" | "inputs" | "query" | "question" => Some(MessageRole::User),
            "messages" | "contents" => Some(MessageRole::User),
            _ => None,
        }
    }

    /// The `role` beside a text, or beside the list that it stands in.
    fn role_near(&self, field: &Field) -> Option<MessageRole> {
        let named = |candidate: &&Field| {
            candidate.way.last().is_some_and(|key| key == "role")
                && (candidate.object == field.object
                    || (candidate.object < field.object && candidate.way.len() < field.way.len()))
        };
        let nearest = self.fields.iter().filter(named).min_by_key(|candidate| {
            (
                candidate.object != field.object,
                field.object.abs_diff(candidate.object),
            )
        })?;
        let name: String = nearest
            .value
            .iter()
            .filter_map(|part| match part {
                TextPart::Words(text) => Some(&*text.value),
                _ => None,
            })
            .collect();
        Some(MessageRole::named(&name))
    }
}

struct Scanner<'a> {
    text: &'a SourceText,
    bytes: &'a [u8],
    read: ReadText<'a>,
    at: usize,
    /// The keys that lead here, and the object each level stands in.
    levels: Vec<Level>,
    objects: usize,
    request: Request,
    /// What stands before the next comma or bracket.
    pending: Vec<TextPart>,
    key: Option<String>,
}

struct Level {
    key: Option<String>,
    object: usize,
    is_object: bool,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a SourceText, read: ReadText<'a>) -> Self {
        Self {
            text,
            bytes: text.value.as_bytes(),
            read,
            at: 0,
            levels: Vec::new(),
            objects: 0,
            request: Request::default(),
            pending: Vec::new(),
            key: None,
        }
    }

    fn scan(mut self) -> Request {
        while self.at < self.bytes.len() && self.request.fields.len() < MAX_FIELDS {
            match self.bytes[self.at] {
                b'"' | b'\'' | b'`' => self.string(),
                b'{' if self.bytes.get(self.at + 1) == Some(&b'{') => self.placeholder(),
                b'{' => self.open(true),
                b'[' => self.open(false),
                b'}' | b']' => self.close(),
                b':' => self.colon(),
                b',' | b';' => {
                    self.flush();
                    self.at += 1;
                }
                b'/' if self.bytes.get(self.at + 1) == Some(&b'/') => self.comment(),
                byte if byte.is_ascii_whitespace() || byte == b'+' => self.at += 1,
                _ => self.bare(),
            }
        }
        self.flush();
        self.request
    }

    fn open(&mut self, is_object: bool) {
        if self.levels.len() < MAX_DEPTH {
            if is_object {
                self.objects += 1;
            }
            let object = match (is_object, self.levels.last()) {
                (true, _) => self.objects,
                (false, Some(level)) => level.object,
                (false, None) => 0,
            };
            self.levels.push(Level {
                key: self.key.take(),
                object,
                is_object,
            });
        }
        self.pending.clear();
        self.at += 1;
    }

    fn close(&mut self) {
        self.flush();
        self.levels.pop();
        self.key = None;
        self.at += 1;
    }

    fn colon(&mut self) {
        let in_object = self.levels.last().is_some_and(|level| level.is_object);
        if in_object && self.key.is_none() && self.pending.len() == 1 {
            let name = match self.pending.pop() {
                Some(TextPart::Words(text)) => text.value.to_string(),
                Some(TextPart::Variable { name, .. } | TextPart::Gap { name, .. }) => {
                    name.to_string()
                }
                None => String::new(),
            };
            self.key = Some(name.to_ascii_lowercase());
        }
        self.at += 1;
    }

    fn flush(&mut self) {
        let value = std::mem::take(&mut self.pending);
        let key = if self.levels.last().is_some_and(|level| level.is_object) {
            self.key.take()
        } else {
            None
        };
        if value.is_empty() || self.levels.is_empty() {
            return;
        }
        let way: Vec<String> = self
            .levels
            .iter()
            .filter_map(|level| level.key.clone())
            .chain(key)
            .collect();
        let object = self.levels.last().map_or(0, |level| level.object);
        self.request.fields.push(Field { way, object, value });
    }

    fn string(&mut self) {
        let quote = self.bytes[self.at];
        let start = self.at + 1;
        let mut end = start;
        while end < self.bytes.len() && self.bytes[end] != quote {
            end += if self.bytes[end] == b'\\' { 2 } else { 1 };
        }
        let end = end.min(self.bytes.len());
        if self.text.value.is_char_boundary(end) {
            let inside = unescaped(self.text, start, end);
            let parts = match quote {
                b'`' => super::chart::parse(&inside, "${", "}", &mut |name, at| {
                    Some(super::chart::TextPart::Gap {
                        reason: expression_reason(name),
                        name: name.into(),
                        at,
                    })
                }),
                _ => (self.read)(&inside),
            };
            // An empty text is a value too: it says that nothing was written.
            self.pending.extend(parts);
        }
        self.at = end + 1;
    }

    fn placeholder(&mut self) {
        let rest = &self.text.value[self.at..];
        let length = rest.find("}}").map_or(rest.len(), |end| end + 2);
        let inside = slice(self.text, self.at, self.at + length);
        self.pending.extend((self.read)(&inside));
        self.at += length;
    }

    fn comment(&mut self) {
        let rest = &self.bytes[self.at..];
        let length = rest.iter().position(|&byte| byte == b'\n');
        self.at += length.unwrap_or(rest.len());
    }

    fn bare(&mut self) {
        let start = self.at;
        let mut nested = 0usize;
        while self.at < self.bytes.len() {
            match self.bytes[self.at] {
                // An argument that is an object is looked into.
                b'{' if self.at > start => break,
                b'(' => nested += 1,
                b')' => nested = nested.saturating_sub(1),
                b'"' | b'\'' | b'`' if nested == 0 => break,
                b'{' | b'}' | b'[' | b']' | b',' | b':' | b';' | b'+' if nested == 0 => {
                    // `a[0].b` is one expression.
                    let index = self.bytes[self.at] == b'['
                        && self.at > start
                        && !self.bytes[self.at - 1].is_ascii_whitespace()
                        && self.bytes[self.at - 1] != b'=';
                    match (index, self.bytes[self.at..].iter().position(|&b| b == b']')) {
                        (true, Some(length)) => self.at += length,
                        _ => break,
                    }
                }
                _ => {}
            }
            self.at += 1;
        }
        let raw = &self.text.value[start..self.at.min(self.text.value.len())];
        // `let body = {` hands its braces on, not its name.
        let name = raw.rsplit('=').next().unwrap_or(raw).trim();
        if name.is_empty() || matches!(name, "null" | "true" | "false" | "return") {
            return;
        }
        self.pending.push(TextPart::Gap {
            reason: expression_reason(name),
            name: name.into(),
            at: self.text.locate(start, self.at),
        });
    }
}

/// What an expression of a flow's code holds, told from its words.
pub(crate) fn expression_reason(expression: &str) -> HoleReason {
    let lower = expression.to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if has(&["process.env", "env.get", "$env", "$vars"]) {
        HoleReason::Environment
    } else if has(&[
        "msg.payload",
        "msg.text",
        "msg.chat",
        "input.text",
        "event.payload",
        "event.preview",
        "body",
        "question",
        "query",
        "message",
        "prompt",
        "utterance",
    ]) {
        HoleReason::UserText
    } else if has(&["history", "memory"]) {
        HoleReason::History
    } else {
        HoleReason::Data
    }
}

/// The bytes `start..end` of a text with their backslash escapes resolved.
pub(crate) fn unescaped(text: &SourceText, start: usize, end: usize) -> SourceText {
    let raw = &text.value[start..end];
    if !raw.contains('\\') {
        return slice(text, start, end);
    }
    let mut out = Assembly::of(text);
    let bytes = raw.as_bytes();
    let (mut from, mut at) = (0, 0);
    while at < bytes.len() {
        if bytes[at] != b'\\' {
            at += 1;
            continue;
        }
        out.take(start + from, start + at);
        let escaped = raw[at + 1..].chars().next();
        let length = 1 + escaped.map_or(0, char::len_utf8);
        match escaped {
            Some('n') => out.insert("\n", start + at),
            Some('t') => out.insert("\t", start + at),
            Some('r') | None => {}
            Some('u') => {
                let code = raw
                    .get(at + 2..at + 6)
                    .and_then(|hex| u32::from_str_radix(hex, 16).ok());
                if let Some(letter) = code.and_then(char::from_u32) {
                    out.insert(letter.encode_utf8(&mut [0; 4]), start + at);
                }
                at += if code.is_some() { 4 } else { 0 };
            }
            Some(_) => out.take(start + at + 1, start + at + length),
        }
        at += length;
        from = at;
    }
    out.take(start + from, start + raw.len());
    let mut text_out = out.finish();
    text_out.span = text.locate(start, end).span;
    text_out
}
