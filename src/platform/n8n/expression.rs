//! n8n's expressions: `=Hello {{ $json.name || 'you' }}` as literal words and references.
//!
//! The JavaScript inside the braces is not evaluated: its strings and its references are taken in order, and `||`, `??`
//! and `? :` open alternatives.

use smol_str::SmolStr;

/// A part of a parameter's text. Offsets are bytes of the text's value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Part {
    /// Words that stand there.
    Words(usize, usize),
    /// An expression in braces.
    Expression(usize, usize),
}

/// What an expression is made of.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// The content of a string.
    Words(usize, usize),
    /// A reference to data.
    Reference(Reference),
    /// A variable in a placeholder of a template.
    Local(usize, usize),
    /// `||`, `??` or `:`: what stands left of it and what stands right of it are alternatives.
    Or,
    /// `?`: what stands left of it only decides.
    Question,
}

/// A reference to the data of a node.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reference {
    pub(super) source: Source,
    /// The way into the item's fields, indices left out.
    pub(super) way: Vec<SmolStr>,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Whose data a reference means.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Source {
    /// The item that comes in.
    Input,
    /// The item that a node put out.
    Node(SmolStr),
    /// `$env` and `$vars`.
    Environment,
    /// `$fromAI(…)`: what a model fills in.
    Model,
    /// What n8n itself knows: the date, the run.
    System,
}

/// Splits a parameter's text. Without a leading `=` it is words alone.
pub(super) fn parts(text: &str) -> Vec<Part> {
    if text.starts_with('=') {
        segments(text, 1, text.len())
    } else {
        vec![Part::Words(0, text.len())]
    }
}

/// Splits `text[start..end]` at its expressions in braces.
pub(super) fn segments(text: &str, start: usize, end: usize) -> Vec<Part> {
    let text = &text[..end];
    let mut parts = Vec::new();
    let mut at = start;
    while let Some(open) = text[at..].find("{{") {
        let open = at + open;
        let Some(close) = end_of_expression(text, open + 2) else {
            break;
        };
        if open > at {
            parts.push(Part::Words(at, open));
        }
        parts.push(Part::Expression(open + 2, close));
        at = close + 2;
    }
    if at < text.len() {
        parts.push(Part::Words(at, text.len()));
    }
    parts
}

/// Where the expression that begins at `start`, behind its braces, ends; `None` if it never does.
pub(super) fn end_of_expression(text: &str, start: usize) -> Option<usize> {
    let mut close = start + text[start..].find("}}")?;
    // `{{ {a: {b: 1}} }}`: the last brace of a run closes.
    while text[close + 2..].starts_with('}') {
        close += 1;
    }
    Some(close)
}

/// The strings and references of the JavaScript `text[start..end]`, in order.
pub(super) fn tokens(text: &str, start: usize, end: usize) -> Vec<Token> {
    let mut scanner = Scanner {
        text,
        bytes: text.as_bytes(),
        at: start,
        end,
        tokens: Vec::new(),
        in_template: false,
    };
    scanner.run(0);
    scanner.tokens
}

const MAX_TEMPLATES: usize = 8;

struct Scanner<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    end: usize,
    tokens: Vec<Token>,
    in_template: bool,
}

impl Scanner<'_> {
    fn run(&mut self, depth: usize) {
        while self.at < self.end {
            match self.bytes[self.at] {
                quote @ (b'"' | b'\'') => self.string(quote),
                b'`' => self.template(depth),
                b'/' if self.peek(1) == Some(b'/') => self.skip_line(),
                b'/' if self.peek(1) == Some(b'*') => self.skip_comment(),
                b'|' if self.peek(1) == Some(b'|') => self.operator(Token::Or, 2),
                b'?' if self.peek(1) == Some(b'?') => self.operator(Token::Or, 2),
                b'?' if self.peek(1) == Some(b'.') => self.at += 2,
                b'?' => self.operator(Token::Question, 1),
                b':' => self.operator(Token::Or, 1),
                byte if is_word(byte) => self.chain(),
                _ => self.at += 1,
            }
        }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        let at = self.at + ahead;
        (at < self.end).then(|| self.bytes[at])
    }

    fn operator(&mut self, token: Token, length: usize) {
        self.tokens.push(token);
        self.at += length;
    }

    fn skip_line(&mut self) {
        while self.at < self.end && self.bytes[self.at] != b'\n' {
            self.at += 1;
        }
    }

    fn skip_comment(&mut self) {
        let found = self.text.as_bytes()[self.at..self.end]
            .windows(2)
            .skip(2)
            .position(|pair| pair == b"*/");
        self.at = found.map_or(self.end, |found| self.at + found + 4);
    }

    fn string(&mut self, quote: u8) {
        let start = self.at + 1;
        let end = self.end_of_string(quote);
        self.tokens.push(Token::Words(start, end));
    }

    /// Moves past a string; gives where its content ends.
    fn end_of_string(&mut self, quote: u8) -> usize {
        self.at += 1;
        while self.at < self.end {
            match self.bytes[self.at] {
                b'\\' => self.at += 2,
                byte if byte == quote => break,
                _ => self.at += 1,
            }
        }
        let end = self.at.min(self.end);
        self.at = end + 1;
        end
    }

    fn template(&mut self, depth: usize) {
        self.at += 1;
        let mut start = self.at;
        while self.at < self.end && self.bytes[self.at] != b'`' {
            match self.bytes[self.at] {
                b'\\' => self.at += 2,
                b'$' if self.peek(1) == Some(b'{') && depth < MAX_TEMPLATES => {
                    self.words(start, self.at);
                    let close = self.closing_brace();
                    let whole = std::mem::replace(&mut self.end, close);
                    self.at += 2;
                    let from = self.tokens.len();
                    let outside = std::mem::replace(&mut self.in_template, true);
                    self.run(depth + 1);
                    self.in_template = outside;
                    self.flatten(from);
                    self.end = whole;
                    self.at = close + 1;
                    start = self.at.min(self.end);
                }
                _ => self.at += 1,
            }
        }
        let end = self.at.min(self.end);
        self.words(start.min(end), end);
        self.at = end + 1;
    }

    // A choice inside a placeholder is a part of the text around it, not an alternative to it.
    fn flatten(&mut self, from: usize) {
        let mut at = 0;
        self.tokens.retain(|token| {
            at += 1;
            at <= from || !matches!(token, Token::Or | Token::Question)
        });
    }

    fn closing_brace(&self) -> usize {
        let mut depth = 0usize;
        for at in self.at..self.end {
            match self.bytes[at] {
                b'{' => depth += 1,
                b'}' if depth <= 1 => return at,
                b'}' => depth -= 1,
                _ => {}
            }
        }
        self.end
    }

    fn words(&mut self, start: usize, end: usize) {
        if end > start {
            self.tokens.push(Token::Words(start, end));
        }
    }

    /// An identifier and the members, indices and calls behind it.
    fn chain(&mut self) {
        let start = self.at;
        let name = self.word();
        let mut steps = vec![Step::Name(name.into())];
        loop {
            match (self.peek(0), self.peek(1)) {
                (Some(b'.'), Some(next)) if is_word(next) => {
                    self.at += 1;
                    steps.push(Step::Name(self.word().into()));
                }
                (Some(b'?'), Some(b'.')) => {
                    self.at += 2;
                    if self.peek(0).is_some_and(is_word) {
                        steps.push(Step::Name(self.word().into()));
                    }
                }
                (Some(b'['), _) => match self.index() {
                    Some(name) => steps.push(Step::Name(name)),
                    None => steps.push(Step::Index),
                },
                (Some(b'('), _) if takes_content(&steps) => break,
                (Some(b'('), _) => steps.push(Step::Call(self.argument())),
                _ => break,
            }
        }
        let end = self.at.min(self.end);
        match (meaning(&steps), steps.first()) {
            (Some((source, way)), _) => self.tokens.push(Token::Reference(Reference {
                source,
                way,
                start,
                end,
            })),
            (None, Some(Step::Name(name))) if self.in_template => {
                self.tokens.push(Token::Local(start, start + name.len()));
            }
            _ => {}
        }
    }

    fn word(&mut self) -> &str {
        let start = self.at;
        while self.peek(0).is_some_and(is_word) {
            self.at += 1;
        }
        &self.text[start..self.at]
    }

    /// Moves past `[…]`; gives the name where it is a string.
    fn index(&mut self) -> Option<SmolStr> {
        let content = self.balanced(b'[', b']');
        unquoted(content)
    }

    /// Moves past `(…)`; gives the first argument where it is a string.
    fn argument(&mut self) -> Option<SmolStr> {
        let content = self.balanced(b'(', b')');
        unquoted(content.split(',').next().unwrap_or_default()).or_else(|| unquoted(content))
    }

    fn balanced(&mut self, open: u8, close: u8) -> &str {
        let start = self.at + 1;
        let mut depth = 0usize;
        while self.at < self.end {
            match self.bytes[self.at] {
                quote @ (b'"' | b'\'' | b'`') => {
                    self.end_of_string(quote);
                    continue;
                }
                byte if byte == open => depth += 1,
                byte if byte == close => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                _ => {}
            }
            self.at += 1;
        }
        let end = self.at.min(self.end);
        self.at = (end + 1).min(self.end);
        self.text.get(start..end).unwrap_or_default()
    }
}

#[derive(Debug)]
enum Step {
    Name(SmolStr),
    Index,
    Call(Option<SmolStr>),
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || byte >= 0x80
}

fn unquoted(text: &str) -> Option<SmolStr> {
    let text = text.trim();
    let quote = text
        .chars()
        .next()
        .filter(|first| matches!(first, '"' | '\'' | '`'))?;
    let inner = text[1..].strip_suffix(quote)?;
    Some(inner.replace("\\'", "'").replace("\\\"", "\"").into())
}

// `JSON.stringify(…)`, `$if(…)`, `String(…)`: what stands in the parentheses is the value.
fn takes_content(steps: &[Step]) -> bool {
    match steps {
        [Step::Name(first)] => {
            !matches!(first.as_str(), "$" | "$items" | "$fromAI" | "$item" | "_")
        }
        [Step::Name(first), Step::Name(_)] => !first.starts_with('$') && first != "_",
        _ => false,
    }
}

fn meaning(steps: &[Step]) -> Option<(Source, Vec<SmolStr>)> {
    let (source, rest) = match steps {
        [Step::Name(name), Step::Call(argument), rest @ ..]
            if matches!(name.as_str(), "$" | "_" | "$items") =>
        {
            match argument {
                Some(node) => (Source::Node(node.clone()), rest),
                None => (Source::Input, rest),
            }
        }
        [Step::Name(name), Step::Call(_), rest @ ..] if name == "$fromAI" => (Source::Model, rest),
        [Step::Name(name), Step::Call(_), rest @ ..] if name == "$item" => return meaning(rest),
        [Step::Name(name), Step::Name(node), rest @ ..]
            if matches!(name.as_str(), "$node" | "_node") =>
        {
            (Source::Node(node.clone()), rest)
        }
        [Step::Name(name), rest @ ..] => (source_of(name)?, rest),
        _ => return None,
    };
    Some((source, way(rest)))
}

pub(super) fn source_of(name: &str) -> Option<Source> {
    Some(match name {
        "$json" | "$input" | "$data" | "$binary" | "_json" | "_input" | "items" | "item"
        | "$items" => Source::Input,
        "$env" | "$vars" | "$secrets" => Source::Environment,
        "$now" | "$today" | "$workflow" | "$execution" | "$runIndex" | "$itemIndex"
        | "$prevNode" | "$parameter" | "DateTime" | "Date" | "Math" => Source::System,
        _ => return None,
    })
}

/// The names of the fields; the words by which items are reached, and what a method makes of the value, are left out.
fn way(steps: &[Step]) -> Vec<SmolStr> {
    let mut way: Vec<SmolStr> = Vec::new();
    let mut reaching = true;
    for (at, step) in steps.iter().enumerate() {
        match step {
            Step::Name(name) if reaching && is_reach(name) => {}
            Step::Name(name) => {
                let is_method = matches!(steps.get(at + 1), Some(Step::Call(_)));
                if is_method {
                    break;
                }
                reaching = false;
                way.push(name.clone());
            }
            Step::Index => {}
            Step::Call(_) if reaching => {}
            Step::Call(_) => break,
        }
    }
    way
}

pub(super) fn is_reach(name: &str) -> bool {
    matches!(
        name,
        "json"
            | "item"
            | "first"
            | "last"
            | "all"
            | "itemMatching"
            | "pairedItem"
            | "binary"
            | "params"
            | "context"
            | "data"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn references(text: &str) -> Vec<(Source, String)> {
        tokens(text, 0, text.len())
            .into_iter()
            .filter_map(|token| match token {
                Token::Reference(reference) => Some((reference.source, reference.way.join("."))),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn words_and_expressions_are_told_apart() {
        assert_eq!(parts("plain {{ not }}"), [Part::Words(0, 15)]);
        assert_eq!(
            parts("=a {{ $json.b }} c"),
            [
                Part::Words(1, 3),
                Part::Expression(5, 14),
                Part::Words(16, 18)
            ]
        );
        assert_eq!(parts("={{ {a: {b: 1} }}}"), [Part::Expression(3, 16)]);
        assert_eq!(parts("=open {{ never"), [Part::Words(1, 14)]);
    }

    #[test]
    fn references_in_all_their_shapes() {
        let node = |name: &str| Source::Node(name.into());
        for (text, source, way) in [
            ("$json.message.text", Source::Input, "message.text"),
            ("$json?.message?.text", Source::Input, "message.text"),
            ("$json[\"body\"]['Body']", Source::Input, "body.Body"),
            (
                "$json.messages[0].text.body.trim().toLowerCase()",
                Source::Input,
                "messages.text.body",
            ),
            ("$('WA Trigger').item.json.text", node("WA Trigger"), "text"),
            ("$('It\\'s').first().json.x", node("It's"), "x"),
            ("$node[\"Get it\"].json.answer", node("Get it"), "answer"),
            ("$node.Set.json[\"a b\"]", node("Set"), "a b"),
            ("$input.first().json.q", Source::Input, "q"),
            ("$input.all()[0].json.q", Source::Input, "q"),
            ("$items(\"X\")[0].json.y", node("X"), "y"),
            ("$env.PROMPT", Source::Environment, "PROMPT"),
            ("_('A').first().json.b", node("A"), "b"),
            ("$fromAI('text', `what`, 'string')", Source::Model, ""),
        ] {
            assert_eq!(references(text), [(source, way.to_owned())], "{text}");
        }
    }

    #[test]
    fn strings_choices_and_calls() {
        let text = "$json.a || 'You are x' + $now.toISO()";
        assert_eq!(
            tokens(text, 0, text.len()).len(),
            4,
            "a reference, a choice, a string and the date"
        );
        let text = "JSON.stringify({ role: 'system', content: $json.p })";
        assert_eq!(references(text), [(Source::Input, "p".to_owned())]);
        let text = "`Hi ${$json.n ? $json.n : 'you'}, go`";
        assert!(!tokens(text, 0, text.len()).contains(&Token::Or));
    }

    #[test]
    fn broken_javascript_ends() {
        for text in [
            "'open",
            "`open ${",
            "$json[",
            "$('a",
            "$json.a(",
            "\\",
            "`${`${`",
            "é$json.é[",
        ] {
            let _ = tokens(text, 0, text.len());
        }
    }
}
