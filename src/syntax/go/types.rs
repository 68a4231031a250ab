//! Go's types and their declarations.

use smol_str::SmolStr;
use tree_sitter::Node;

use super::Go;
use crate::syntax::builder::span;
use crate::syntax::literal::TextBuilder;
use crate::syntax::tree::{
    AssignOp, Block, Class, ClassId, ExprId, ExprKind, Field, Function, FunctionId, Pattern,
    StmtKind,
};
use crate::workspace::Span;

/// The keys of struct tags that name a field outside, best first.
const NAME_TAGS: &[&str] = &[
    "json",
    "env",
    "envconfig",
    "mapstructure",
    "yaml",
    "toml",
    "form",
    "query",
    "schema",
    "bson",
    "db",
    "split_words",
];
/// The keys of struct tags that give a field a value where none is set.
const DEFAULT_TAGS: &[&str] = &["envDefault", "default", "env-default"];

/// What a type has.
struct Members {
    bases: Vec<ExprId>,
    fields: Vec<Field>,
    methods: Vec<FunctionId>,
}

impl<'t> Go<'t> {
    /// Reads the file's type declarations ahead of its code.
    pub(super) fn note_types(&mut self, root: Node<'t>) {
        for declaration in self.b.kids(root).named() {
            if declaration.kind() != "type_declaration" {
                continue;
            }
            for spec in self.b.kids(declaration).named() {
                self.note_type(spec);
            }
        }
    }

    fn note_type(&mut self, spec: Node<'t>) {
        let kids = self.b.kids(spec);
        let (Some(name), Some(ty)) = (kids.field("name"), kids.field("type")) else {
            return;
        };
        let name = self.b.word(name);
        match ty.kind() {
            "struct_type" => {
                let fields = self.field_nodes(ty);
                let names = fields.into_iter().map(|(name, _)| self.b.word(name));
                let names = names.collect();
                self.types.fields.insert(name, names);
            }
            "interface_type" => {}
            _ => {
                self.types.conversions.insert(name);
            }
        }
    }

    /// The names of a struct's fields, each with its declaration; an embedded type is its own name.
    fn field_nodes(&mut self, ty: Node<'t>) -> Vec<(Node<'t>, Node<'t>)> {
        let mut found = Vec::new();
        let Some(list) = self.b.kids(ty).of_kind("field_declaration_list") else {
            return found;
        };
        for declaration in self.b.kids(list).named() {
            let kids = self.b.kids(declaration);
            let before = found.len();
            for name in kids.fields("name") {
                found.push((name, declaration));
            }
            if let (true, Some(embedded)) = (found.len() == before, kids.field("type")) {
                found.push((self.base_name(embedded), declaration));
            }
        }
        found
    }

    /// The last word of an embedded type.
    fn base_name(&mut self, ty: Node<'t>) -> Node<'t> {
        match ty.kind() {
            "qualified_type" => ty.child_by_field_name("name").unwrap_or(ty),
            "generic_type" => ty.child_by_field_name("type").unwrap_or(ty),
            _ => ty,
        }
    }

    pub(super) fn type_declaration(&mut self, node: Node<'t>, out: &mut Block) {
        for spec in self.b.kids(node).named() {
            let kids = self.b.kids(spec);
            let (Some(name), Some(ty)) = (kids.field("name"), kids.field("type")) else {
                continue;
            };
            let kind = match (spec.kind(), ty.kind()) {
                (_, "struct_type") => {
                    let class = self.structure(spec, span(name), self.b.word(name), ty, out);
                    StmtKind::Class(class)
                }
                (_, "interface_type") => StmtKind::Class(self.interface(spec, name, ty)),
                ("type_alias", _) => StmtKind::Assign {
                    target: Pattern::Name(self.b.word(name), span(name)),
                    op: AssignOp::Set,
                    value: Some(self.type_value(ty)),
                    ty: None,
                    declares: true,
                },
                _ => continue,
            };
            out.push(self.b.stmt(kind, span(spec)));
        }
    }

    /// A struct of that name. Structs without a name that its fields have are declared before it.
    fn structure(
        &mut self,
        spec: Node<'t>,
        name_span: Span,
        name: SmolStr,
        ty: Node<'t>,
        out: &mut Block,
    ) -> ClassId {
        let mut bases = Vec::new();
        let mut fields = Vec::new();
        for (field, declaration) in self.field_nodes(ty) {
            let kids = self.b.kids(declaration);
            let field_type = kids.field("type");
            if let (true, Some(embedded)) = (kids.field("name").is_none(), field_type) {
                bases.push(self.type_value(embedded));
            }
            let tag = kids.field("tag");
            let field_name = self.b.word(field);
            let inner_name = format!("{name}_{field_name}");
            let field_type = field_type.and_then(|ty| self.type_or_nameless(ty, &inner_name, out));
            fields.push(Field {
                name: field_name,
                span: span(declaration),
                value: tag.and_then(|tag| self.tagged_default(tag)),
                ty: field_type,
                is_static: false,
                external_name: tag.and_then(|tag| self.tagged_name(tag)),
                decorators: Vec::new(),
            });
        }
        let members = Members {
            bases,
            fields,
            methods: Vec::new(),
        };
        self.finish_class(spec, (name, name_span), members, false)
    }

    /// The name of a type; a struct without a name is declared under the name given.
    pub(super) fn type_or_nameless(
        &mut self,
        ty: Node<'t>,
        name: &str,
        out: &mut Block,
    ) -> Option<SmolStr> {
        let mut inner = ty;
        while matches!(inner.kind(), "slice_type" | "pointer_type" | "array_type") {
            inner = self.b.kids(inner).named().next_back()?;
        }
        if inner.kind() != "struct_type" {
            return self.type_name(ty);
        }
        if !self.b.enter() {
            return None;
        }
        let name = SmolStr::new(name);
        let class = self.structure(inner, span(inner), name.clone(), inner, out);
        out.push(self.b.stmt(StmtKind::Class(class), span(inner)));
        self.b.leave();
        Some(name)
    }

    fn interface(&mut self, spec: Node<'t>, name: Node<'t>, ty: Node<'t>) -> ClassId {
        let mut bases = Vec::new();
        let mut methods = Vec::new();
        for member in self.b.kids(ty).named() {
            match member.kind() {
                "method_elem" => methods.push(self.required_method(member)),
                _ => {
                    for base in self.b.kids(member).named() {
                        bases.push(self.type_value(base));
                    }
                }
            }
        }
        let members = Members {
            bases,
            fields: Vec::new(),
            methods,
        };
        self.finish_class(spec, (self.b.word(name), span(name)), members, true)
    }

    fn finish_class(
        &mut self,
        spec: Node<'t>,
        (name, name_span): (SmolStr, Span),
        members: Members,
        is_interface: bool,
    ) -> ClassId {
        self.b.class(Class {
            name: Some(name),
            name_span,
            span: span(spec),
            bases: members.bases,
            fields: members.fields,
            methods: members.methods,
            body: Block::new(),
            decorators: Vec::new(),
            is_interface,
        })
    }

    fn required_method(&mut self, node: Node<'t>) -> FunctionId {
        let kids = self.b.kids(node);
        let name = kids.field("name");
        let params = match kids.field("parameters") {
            Some(params) => self.params(params),
            None => Vec::new(),
        };
        let returns = kids.field("result").and_then(|ty| self.result_type(ty));
        self.b.function(Function {
            name: name.map(|name| self.b.word(name)),
            params,
            returns,
            ..Function::closure(name.map_or(span(node), span), span(node), Block::new())
        })
    }

    /// A type as an expression that evaluates to it: `Config`, `openai.Client`.
    pub(super) fn type_value(&mut self, node: Node<'t>) -> ExprId {
        match node.kind() {
            "qualified_type" => {
                let kids = self.b.kids(node);
                let (Some(package), Some(name)) = (kids.field("package"), kids.field("name"))
                else {
                    return self.b.opaque(Vec::new(), span(node));
                };
                let kind = ExprKind::Member {
                    object: self.b.name(self.b.source(package), span(package)),
                    name: self.b.word(name),
                    name_span: span(name),
                };
                self.b.expr(kind, span(node))
            }
            "type_identifier" => self.b.name(self.b.source(node), span(node)),
            "pointer_type" | "parenthesized_type" | "generic_type" | "negated_type" => {
                match self.b.kids(node).named().next() {
                    Some(inner) => self.type_value(inner),
                    None => self.b.opaque(Vec::new(), span(node)),
                }
            }
            _ => self.b.opaque(Vec::new(), span(node)),
        }
    }

    /// The name of a type: of `*T`, `[]T` and `chan T` that of `T`; none for functions, maps and anonymous structs.
    pub(super) fn type_name(&self, node: Node<'t>) -> Option<SmolStr> {
        simple_type(self.b.source(node))
    }

    /// The type of the first result.
    pub(super) fn result_type(&mut self, node: Node<'t>) -> Option<SmolStr> {
        if node.kind() != "parameter_list" {
            return self.type_name(node);
        }
        let first = self.b.kids(node).named().next()?;
        let ty = first.child_by_field_name("type")?;
        self.type_name(ty)
    }

    fn tagged_name(&self, tag: Node<'t>) -> Option<SmolStr> {
        let source = self.b.source(tag);
        let (value, _) = NAME_TAGS.iter().find_map(|key| tagged(source, key))?;
        let name = value.split(',').next().unwrap_or(value);
        (!name.is_empty() && name != "-").then(|| SmolStr::new(name))
    }

    fn tagged_default(&mut self, tag: Node<'t>) -> Option<ExprId> {
        let source = self.b.source(tag);
        let (value, at) = DEFAULT_TAGS.iter().find_map(|key| tagged(source, key))?;
        let start = tag.start_byte() + at;
        let place = Span::new(start, start + value.len());
        let mut text = TextBuilder::new(self.b.tree.file);
        text.verbatim(value, start);
        let parts = text.finish(place);
        Some(self.b.expr(ExprKind::Text(parts), place))
    }
}

/// The value of `key:"value"` in a struct's tag, and where it begins in it.
fn tagged<'s>(tag: &'s str, key: &str) -> Option<(&'s str, usize)> {
    let quoted = format!("{key}:\"");
    let mut from = 0;
    loop {
        let at = from + tag.get(from..)?.find(&quoted)?;
        let starts_word = tag[..at].ends_with(['`', ' ', '"']);
        let start = at + quoted.len();
        if starts_word {
            let end = start + tag[start..].find('"')?;
            return Some((&tag[start..end], start));
        }
        from = start;
    }
}

fn simple_type(source: &str) -> Option<SmolStr> {
    let mut rest = source.trim();
    loop {
        rest = rest.trim_start_matches(['*', '(', ' ', '.', '~']);
        if let Some(after) = rest.strip_prefix('[') {
            rest = after.split_once(']')?.1;
            continue;
        }
        let word = rest
            .strip_prefix("<-chan ")
            .or(rest.strip_prefix("chan<- "));
        if let Some(element) = word.or(rest.strip_prefix("chan ")) {
            rest = element;
            continue;
        }
        let end = rest
            .find(|c: char| !c.is_alphanumeric() && c != '_' && c != '.')
            .unwrap_or(rest.len());
        let name = &rest[..end];
        let is_named = !matches!(name, "" | "map" | "func" | "struct" | "interface");
        return is_named.then(|| SmolStr::new(name));
    }
}

#[cfg(test)]
mod tests {
    use super::{simple_type, tagged};

    #[test]
    fn marks_of_pointers_and_lists_are_no_part_of_a_name() {
        let name = |source| simple_type(source).unwrap_or_default().to_string();
        assert_eq!(name("*openai.Client"), "openai.Client");
        assert_eq!(name("[]*Message"), "Message");
        assert_eq!(name("[4]int"), "int");
        assert_eq!(name("<-chan tgbotapi.Update"), "tgbotapi.Update");
        assert_eq!(name("Cache[string]"), "Cache");
        assert_eq!(name("map[string]Handler"), "");
        assert_eq!(name("func(string) error"), "");
        assert_eq!(name("interface{}"), "");
    }

    #[test]
    fn tags_are_found_by_their_whole_key() {
        let tag = r#"`env:"PROMPT" envDefault:"You help"`"#;
        assert_eq!(tagged(tag, "env"), Some(("PROMPT", 6)));
        assert_eq!(
            tagged(tag, "envDefault").map(|found| found.0),
            Some("You help")
        );
        assert_eq!(tagged(tag, "Default"), None);
    }
}
