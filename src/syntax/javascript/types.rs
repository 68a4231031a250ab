//! The names of TypeScript's types.

use smol_str::SmolStr;
use tree_sitter::Node;

use super::Script;
use crate::syntax::builder::span;
use crate::syntax::tree::{ExprId, ExprKind};
use crate::workspace::Span;

/// Types that only wrap the one that matters.
const WRAPPERS: &[&str] = &[
    "Promise",
    "PromiseLike",
    "Awaited",
    "Observable",
    "Array",
    "ReadonlyArray",
    "Readonly",
    "Partial",
    "Required",
    "NonNullable",
    "Set",
    "Iterable",
    "AsyncIterable",
    "AsyncGenerator",
    "Generator",
    "InstanceType",
    "ReturnType",
    "Repository",
];

/// Words before a type that do not change what it is.
const PREFIXES: &[&str] = &[
    "readonly ",
    "typeof ",
    "keyof ",
    "unique ",
    "asserts ",
    "|",
    "(",
];

/// What stands for no value in a union.
const NOTHINGS: &[&str] = &["null", "undefined", "void"];

impl<'t> Script<'t> {
    /// The name of an annotated type, without its arguments; of `Promise<X>`, `X[]`, `X | null` the name of `X`.
    pub(super) fn type_name(&self, node: Node<'t>) -> Option<SmolStr> {
        let source = self.b.source(node);
        simple_type(source.trim_start_matches([':', ' ', '\n', '\r', '\t']))
    }

    /// A type as an expression that evaluates to its class.
    pub(super) fn type_value(&mut self, node: Node<'t>) -> ExprId {
        let source = self.b.source(node);
        let end = source
            .find(|c: char| !is_word(c) && c != '.')
            .unwrap_or(source.len());
        let start = node.start_byte();
        let mut value: Option<ExprId> = None;
        let mut at = start;
        for part in source[..end].split('.') {
            let name_span = Span::new(at, at + part.len());
            let kind = match value {
                None => ExprKind::Name(part.into()),
                Some(object) => ExprKind::Member {
                    object,
                    name: part.into(),
                    name_span,
                },
            };
            value = Some(self.b.expr(kind, Span::new(start, at + part.len())));
            at += part.len() + 1;
        }
        value.unwrap_or_else(|| self.b.opaque(Vec::new(), span(node)))
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

fn simple_type(source: &str) -> Option<SmolStr> {
    let mut rest = source.trim();
    loop {
        rest = without_prefixes(rest);
        let end = rest
            .find(|c: char| !is_word(c) && c != '.')
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let after = after.trim_start();
        if let Some(others) = after.strip_prefix('|')
            && NOTHINGS.contains(&name)
        {
            rest = others;
            continue;
        }
        match after.strip_prefix('<') {
            Some(inside) if WRAPPERS.contains(&name) => rest = inside,
            _ if name.is_empty() || after.starts_with("=>") => return None,
            _ => return Some(SmolStr::new(name)),
        }
    }
}

fn without_prefixes(rest: &str) -> &str {
    let mut rest = rest.trim_start();
    while let Some(shorter) = PREFIXES.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter.trim_start();
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::simple_type;

    #[test]
    fn wrappers_give_way_to_what_they_wrap() {
        let name = |source| simple_type(source).unwrap_or_default().to_string();
        assert_eq!(name("OpenAI"), "OpenAI");
        assert_eq!(name("Promise<OpenAI>"), "OpenAI");
        assert_eq!(name("Promise<Message[] | null>"), "Message");
        assert_eq!(name("null | Foo"), "Foo");
        assert_eq!(name("Map<string, Foo>"), "Map");
        assert_eq!(name("proto.IWebMessageInfo"), "proto.IWebMessageInfo");
        assert_eq!(name("readonly string[]"), "string");
        assert_eq!(name("(Foo | Bar)[]"), "Foo");
        assert_eq!(name("() => void"), "");
        assert_eq!(name("{ a: string }"), "");
        assert_eq!(name("'a' | 'b'"), "");
    }
}
