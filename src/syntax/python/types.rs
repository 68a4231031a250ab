//! The names of Python's types.

use smol_str::SmolStr;
use tree_sitter::Node;

use super::Python;

/// Types that only wrap the one that matters.
const WRAPPERS: &[&str] = &[
    "Optional",
    "Annotated",
    "ClassVar",
    "Final",
    "Type",
    "type",
    "List",
    "list",
    "Sequence",
    "Iterable",
    "Iterator",
    "AsyncIterator",
    "AsyncIterable",
    "Awaitable",
    "Generator",
    "AsyncGenerator",
    "Required",
    "NotRequired",
];

impl<'t> Python<'t> {
    /// The name of a type, without its arguments; of `Optional[X]`, `X | None` and their like the name of `X`.
    pub(super) fn type_name(&self, node: Node<'t>) -> Option<SmolStr> {
        simple_type(self.b.source(node))
    }
}

fn simple_type(source: &str) -> Option<SmolStr> {
    let mut rest = source.trim();
    loop {
        rest = rest.trim_start_matches(['"', '\'', ' ', '(']);
        rest = rest.strip_prefix("None |").unwrap_or(rest).trim_start();
        let end = rest
            .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.'))
            .unwrap_or(rest.len());
        let name = &rest[..end];
        let short = name.rsplit('.').next().unwrap_or(name);
        match rest[end..].trim_start().strip_prefix('[') {
            Some(inside) if WRAPPERS.contains(&short) => rest = inside,
            _ if name.is_empty() => return None,
            _ => return Some(SmolStr::new(name)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::simple_type;

    #[test]
    fn wrappers_give_way_to_what_they_wrap() {
        let name = |source| simple_type(source).unwrap_or_default().to_string();
        assert_eq!(name("OpenAI"), "OpenAI");
        assert_eq!(name("Optional[OpenAI]"), "OpenAI");
        assert_eq!(name("OpenAI | None"), "OpenAI");
        assert_eq!(name("None | OpenAI"), "OpenAI");
        assert_eq!(name("typing.List['Message']"), "Message");
        assert_eq!(name("Dict[str, str]"), "Dict");
        assert_eq!(name("types.Message"), "types.Message");
        assert_eq!(name("Annotated[Ai, Depends(get_ai)]"), "Ai");
        assert_eq!(name("[int]"), "");
    }
}
