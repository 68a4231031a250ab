//! JSON that does not parse: half typed, cut off, or edited by hand. What can be understood of it becomes a tree.

use jsonc_parser::tokens::Token;
use jsonc_parser::{Scanner, ScannerOptions};

use super::json::quoted;
use super::tree::{Builder, Entry, MAX_DEPTH, NodeId, Scalar, Value};
use crate::workspace::Span;

const MAX_BYTES: usize = 8 << 20;
const MAX_BROKEN_LINES: usize = 200;

pub(super) fn build(text: &str, builder: &mut Builder<'_>) {
    if text.len() > MAX_BYTES {
        return;
    }
    let mut salvager = Salvager {
        text,
        builder,
        open: Vec::new(),
    };
    let mut start = 0;
    for _ in 0..MAX_BROKEN_LINES {
        match salvager.run(start) {
            Some(next) => start = next,
            None => break,
        }
    }
    while !salvager.open.is_empty() {
        salvager.close(text.len());
    }
}

struct Salvager<'t, 'b, 'o> {
    text: &'t str,
    builder: &'b mut Builder<'o>,
    open: Vec<Open>,
}

struct Open {
    id: NodeId,
    /// White space before the line on which it begins.
    indent: usize,
    content: Content,
}

enum Content {
    Array(Vec<NodeId>),
    Object(Vec<Entry>, Option<Scalar>),
}

impl Salvager<'_, '_, '_> {
    /// Reads from a byte to the end, or to something that makes no sense: the next line is where to go on.
    fn run(&mut self, start: usize) -> Option<usize> {
        let mut scanner = Scanner::new(&self.text[start..], &ScannerOptions::default());
        loop {
            let token = scanner.scan();
            let span = Span::new(start + scanner.token_start(), start + scanner.token_end());
            match token {
                Ok(None) => return None,
                Err(_) => return self.next_line(span.start as usize),
                Ok(Some(token)) => {
                    if let Some(broken) = self.take(token, span) {
                        return self.next_line(broken);
                    }
                }
            }
        }
    }

    fn next_line(&self, from: usize) -> Option<usize> {
        self.text[from..].find('\n').map(|found| from + found + 1)
    }

    /// Puts a token where it belongs; gives the byte where it turns out to be broken.
    fn take(&mut self, token: Token<'_>, span: Span) -> Option<usize> {
        match token {
            Token::OpenBrace => self.begin(Content::Object(Vec::new(), None), span),
            Token::OpenBracket => self.begin(Content::Array(Vec::new()), span),
            Token::CloseBrace => self.end(true, span),
            Token::CloseBracket => self.end(false, span),
            Token::String(value) => {
                // A quote that is missing makes the next lines a part of the string.
                let raw = &self.text[span.start as usize..span.end as usize];
                if raw.contains('\n') {
                    return Some(span.start as usize);
                }
                self.string(quoted(self.text, span, &value));
            }
            Token::Boolean(value) => self.value(Value::Bool(value), span),
            Token::Number(_) => self.value(Value::Number, span),
            Token::Null => self.value(Value::Null, span),
            Token::Word(_) => return Some(span.start as usize),
            Token::Comma | Token::Colon | Token::CommentLine(_) | Token::CommentBlock(_) => {}
        }
        None
    }

    fn string(&mut self, scalar: Scalar) {
        if let Some(Content::Object(_, key @ None)) =
            self.open.last_mut().map(|open| &mut open.content)
        {
            *key = Some(scalar);
            return;
        }
        let span = scalar.span;
        self.value(Value::String(scalar), span);
    }

    fn value(&mut self, value: Value, span: Span) {
        let parent = self.open.last().map(|open| open.id);
        let id = self.builder.add(value, span, parent);
        self.place(id);
    }

    fn place(&mut self, id: NodeId) {
        match self.open.last_mut().map(|open| &mut open.content) {
            Some(Content::Array(items)) => items.push(id),
            Some(Content::Object(entries, key)) => {
                if let Some(key) = key.take() {
                    entries.push(Entry { key, value: id });
                }
            }
            None => self.builder.add_root(id),
        }
    }

    fn begin(&mut self, content: Content, span: Span) {
        if self.open.len() >= MAX_DEPTH {
            return;
        }
        let parent = self.open.last().map(|open| open.id);
        let id = self.builder.add(Value::Null, span, parent);
        let indent = self.indent(span.start as usize);
        self.open.push(Open {
            id,
            indent,
            content,
        });
    }

    fn end(&mut self, brace: bool, span: Span) {
        let fits = |open: &Open| matches!(open.content, Content::Object(..)) == brace;
        let Some(last) = self.open.last() else { return };
        if !fits(last) {
            let indent = self.indent(span.start as usize);
            let at = self.open.iter().rposition(|open| open.indent == indent);
            let keep = at.unwrap_or(self.open.len() - 1);
            while self.open.len() > keep + 1 {
                self.close(span.start as usize);
            }
        }
        self.close(span.end as usize);
    }

    fn close(&mut self, end: usize) {
        let Some(open) = self.open.pop() else { return };
        let data = self.builder.data_mut(open.id);
        data.span.end = end as u32;
        data.value = match open.content {
            Content::Array(items) => Value::Array(items.into()),
            Content::Object(entries, _) => Value::Object(entries.into()),
        };
        self.place(open.id);
    }

    fn indent(&self, at: usize) -> usize {
        let line = self.text[..at].rfind('\n').map_or(0, |found| found + 1);
        let white = self.text[line..]
            .bytes()
            .take_while(|byte| matches!(byte, b' ' | b'\t'));
        white.count()
    }
}
