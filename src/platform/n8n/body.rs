//! The body of a request to a model, as it is written in a workflow: JSON with expressions in it, or a JavaScript object.
//! Neither is JSON yet, so it is read by its brackets.

use super::expression::end_of_expression;

/// A value of a body. Offsets are bytes of the text that holds it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    Object(Vec<(String, Shape)>),
    Array(Vec<Shape>),
    Leaf(Leaf),
}

/// A value without values in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Leaf {
    /// The content of a string with expressions in braces.
    Mixed(usize, usize),
    /// The content of a plain string.
    Words(usize, usize),
    /// JavaScript.
    Script(usize, usize),
}

impl Shape {
    /// The value under a key.
    pub(super) fn get(&self, key: &str) -> Option<&Shape> {
        match self {
            Shape::Object(entries) => {
                let mut entries = entries.iter().rev();
                entries
                    .find(|(name, _)| name == key)
                    .map(|(_, value)| value)
            }
            _ => None,
        }
    }

    /// The items of a list, or the value itself.
    pub(super) fn items(&self) -> &[Shape] {
        match self {
            Shape::Array(items) => items,
            other => std::slice::from_ref(other),
        }
    }

    /// All values without values in them, in order.
    pub(super) fn leaves(&self) -> Vec<Leaf> {
        let mut leaves = Vec::new();
        let mut open = vec![self];
        while let Some(shape) = open.pop() {
            match shape {
                Shape::Leaf(leaf) => leaves.push(*leaf),
                Shape::Array(items) => open.extend(items.iter().rev()),
                Shape::Object(entries) => open.extend(entries.iter().rev().map(|(_, value)| value)),
            }
        }
        leaves
    }
}

const MAX_DEPTH: usize = 24;

/// Reads a parameter's text as a body.
pub(super) fn body(text: &str) -> Shape {
    let (start, expressions) = match text.strip_prefix('=') {
        Some(_) => (1, true),
        None => (0, true),
    };
    let rest = text[start..].trim_start();
    let at = text.len() - rest.len();
    if let Some(inner) = rest.strip_prefix("{{")
        && let Some(close) = end_of_expression(text, at + 2)
        && text[close + 2..].trim().is_empty()
    {
        let _ = inner;
        return script(text, at + 2, close);
    }
    Reader {
        text,
        end: text.len(),
        at,
        expressions,
    }
    .value(0)
}

/// Reads `text[start..end]` as a JavaScript value: `JSON.stringify({…})` and `({…})` are what stands in the brackets.
pub(super) fn script(text: &str, start: usize, end: usize) -> Shape {
    let inner = &text[start..end];
    let trimmed = inner.trim_start();
    let at = start + inner.len() - trimmed.len();
    let content = trimmed
        .strip_prefix("JSON.stringify(")
        .or_else(|| trimmed.strip_prefix('('))
        .map_or(trimmed, str::trim_start);
    if content.starts_with(['{', '[']) {
        let at = at + trimmed.len() - content.len();
        return Reader {
            text,
            end,
            at,
            expressions: false,
        }
        .value(0);
    }
    Shape::Leaf(Leaf::Script(at, end))
}

/// Reads the value that is given to a key anywhere in a piece of code (`messages: [`, `"messages": [`, `messages = [`).
pub(super) fn given_to(code: &str, key: &str) -> Option<Shape> {
    code.match_indices(key).find_map(|(found, _)| {
        let before = code[..found].chars().next_back();
        if before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_') {
            return None;
        }
        let rest = code[found + key.len()..]
            .trim_start_matches(['"', '\''])
            .trim_start();
        let rest = rest.strip_prefix([':', '='])?.trim_start();
        rest.starts_with(['[', '{']).then(|| {
            let at = code.len() - rest.len();
            Reader {
                text: code,
                end: code.len(),
                at,
                expressions: false,
            }
            .value(0)
        })
    })
}

struct Reader<'t> {
    text: &'t str,
    end: usize,
    at: usize,
    /// Whether expressions stand in braces; else all is JavaScript.
    expressions: bool,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        (self.at < self.end).then(|| self.text.as_bytes()[self.at])
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn value(&mut self, depth: usize) -> Shape {
        self.skip_space();
        match self.peek() {
            Some(b'{') if self.is_expression() => self.leaf(),
            Some(b'{') if depth < MAX_DEPTH => self.object(depth),
            Some(b'[') if depth < MAX_DEPTH => self.array(depth),
            _ => self.leaf(),
        }
    }

    fn is_expression(&self) -> bool {
        self.expressions && self.text[self.at..self.end].starts_with("{{")
    }

    fn object(&mut self, depth: usize) -> Shape {
        self.at += 1;
        let mut entries = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                None => break,
                Some(b'}') => {
                    self.at += 1;
                    break;
                }
                Some(b',') => self.at += 1,
                _ => {
                    let before = self.at;
                    let key = self.key();
                    self.skip_space();
                    if self.peek() == Some(b':') {
                        self.at += 1;
                        let value = self.value(depth + 1);
                        entries.push((key, value));
                    } else if self.at == before {
                        self.step();
                    }
                }
            }
        }
        Shape::Object(entries)
    }

    fn array(&mut self, depth: usize) -> Shape {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                None => break,
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                Some(b',') => self.at += 1,
                _ => {
                    let before = self.at;
                    items.push(self.value(depth + 1));
                    if self.at == before {
                        self.step();
                    }
                }
            }
        }
        Shape::Array(items)
    }

    fn key(&mut self) -> String {
        if let Some(quote @ (b'"' | b'\'')) = self.peek() {
            let (start, end) = self.string(quote);
            return self.text[start..end].to_owned();
        }
        let start = self.at;
        while self.peek().is_some_and(|byte| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || byte >= 0x80
        }) {
            self.at += 1;
        }
        self.text[start..self.at].to_owned()
    }

    fn leaf(&mut self) -> Shape {
        let start = self.at;
        if let Some(quote @ (b'"' | b'\'')) = self.peek() {
            let (from, to) = self.string(quote);
            let behind = self.at;
            self.skip_space();
            if matches!(self.peek(), None | Some(b',' | b'}' | b']')) {
                let leaf = if self.expressions {
                    Leaf::Mixed(from, to)
                } else {
                    Leaf::Words(from, to)
                };
                return Shape::Leaf(leaf);
            }
            self.at = behind;
        }
        self.skip_value();
        let end = start + self.text[start..self.at].trim_end().len();
        if self.expressions {
            Shape::Leaf(Leaf::Mixed(start, end))
        } else {
            Shape::Leaf(Leaf::Script(start, end))
        }
    }

    /// Moves to the comma or bracket that ends a value.
    fn skip_value(&mut self) {
        let mut depth = 0usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'{' if self.is_expression() => {
                    self.at = end_of_expression(&self.text[..self.end], self.at + 2)
                        .map_or(self.end, |close| close + 2);
                    continue;
                }
                b'"' | b'\'' | b'`' => {
                    self.string(byte);
                    continue;
                }
                b'{' | b'[' | b'(' => depth += 1,
                b'}' | b']' | b')' if depth == 0 => return,
                b'}' | b']' | b')' => depth -= 1,
                b',' if depth == 0 => return,
                _ => {}
            }
            self.step();
        }
    }

    /// Moves past a string; gives where its content begins and ends.
    fn string(&mut self, quote: u8) -> (usize, usize) {
        let start = self.at + 1;
        self.at = start;
        while let Some(byte) = self.peek() {
            if byte == b'\\' {
                self.step();
                self.step();
            } else if byte == quote {
                break;
            } else if self.is_expression()
                && let Some(close) = end_of_expression(&self.text[..self.end], self.at + 2)
            {
                self.at = close + 2;
            } else {
                self.step();
            }
        }
        let end = self.at.min(self.end);
        self.at = (end + 1).min(self.end);
        (start.min(end), end)
    }

    fn step(&mut self) {
        let length = self.text[self.at.min(self.end)..self.end]
            .chars()
            .next()
            .map_or(1, char::len_utf8);
        self.at = (self.at + length).min(self.end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(text: &str, shape: &Shape, role: usize) -> String {
        let message = &shape.get("messages").expect("messages").items()[role];
        match message.get("content").expect("content") {
            Shape::Leaf(
                Leaf::Mixed(start, end) | Leaf::Words(start, end) | Leaf::Script(start, end),
            ) => text[*start..*end].to_owned(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn json_with_expressions_in_and_outside_strings() {
        let text = r#"={"model": "gpt-4o", "messages": [{"role": "system", "content": "You, {{ $json["name"] }}, help"},
            {"role": "user", "content": {{ JSON.stringify($json.text) }} }], "temperature": 0.2}"#;
        let shape = body(text);
        assert_eq!(
            content(text, &shape, 0),
            r#"You, {{ $json["name"] }}, help"#
        );
        assert_eq!(content(text, &shape, 1), "{{ JSON.stringify($json.text) }}");
    }

    #[test]
    fn javascript_objects() {
        let text = "={{ JSON.stringify({ model: 'x', messages: [{ role: 'system', content: 'Be, brief' }, { role: 'user', content: $json.text || '' }] }) }}";
        let shape = body(text);
        assert_eq!(content(text, &shape, 0), "Be, brief");
        assert_eq!(content(text, &shape, 1), "$json.text || ''");
    }

    #[test]
    fn code_that_builds_a_body() {
        let text = "const messages = [\n {role: 'user', content: `Hi ${$json.a}`}\n];";
        let shape = given_to(text, "messages").expect("a list");
        assert_eq!(shape.items().len(), 1);
    }

    #[test]
    fn broken_bodies_end() {
        for text in [
            "={",
            "={{",
            "={\"a",
            "[[[",
            "={\"a\": {{",
            "{a:",
            "{é: 'ü\\",
            "}}",
            "={{ ( }}",
            "{,:]",
        ] {
            let _ = body(text).leaves();
        }
        let _ = body(&"[".repeat(10_000));
    }
}
