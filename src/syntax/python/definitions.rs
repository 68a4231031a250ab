//! Python's functions, classes and parameters.

use tree_sitter::Node;

use super::{Python, Scope};
use crate::syntax::builder::{Kids, span};
use crate::syntax::tree::{
    Block, Class, ClassId, ExprId, ExprKind, Field, Function, FunctionId, FunctionRole, Param,
    ParamKind, Pattern, StmtKind,
};
use crate::workspace::Span;

/// A definition's decorators, and where they and the definition stand.
struct Decorated {
    decorators: Vec<ExprId>,
    span: Span,
}

/// What lies in a class body.
#[derive(Default)]
struct Members {
    fields: Vec<Field>,
    methods: Vec<FunctionId>,
    body: Block,
}

impl<'t> Python<'t> {
    /// A class or function, decorated or not.
    pub(super) fn definition(&mut self, node: Node<'t>) -> StmtKind {
        let (definition, decorated) = self.undecorated(node);
        match definition.map(|definition| (definition, definition.kind())) {
            Some((class, "class_definition")) => StmtKind::Class(self.class(class, decorated)),
            Some((function, "function_definition")) => {
                StmtKind::Function(self.function(function, decorated))
            }
            _ => StmtKind::Opaque,
        }
    }

    fn undecorated(&mut self, node: Node<'t>) -> (Option<Node<'t>>, Decorated) {
        let mut decorated = Decorated {
            decorators: Vec::new(),
            span: span(node),
        };
        if node.kind() != "decorated_definition" {
            return (Some(node), decorated);
        }
        let kids = self.b.kids(node);
        for decorator in kids.named().filter(|kid| kid.kind() == "decorator") {
            if let Some(value) = self.b.kids(decorator).named().next() {
                decorated.decorators.push(self.expression(value));
            }
        }
        (kids.field("definition"), decorated)
    }

    fn function(&mut self, node: Node<'t>, decorated: Decorated) -> FunctionId {
        let kids = self.b.kids(node);
        let name = kids.field("name");
        let params = match kids.field("parameters") {
            Some(params) => self.params(params),
            None => Vec::new(),
        };
        let returns = kids.field("return_type").and_then(|ty| self.type_name(ty));
        self.scopes.push(Scope::default());
        let body = match kids.field("body") {
            Some(body) => self.block(body),
            None => Block::new(),
        };
        let scope = self.scopes.pop().unwrap_or_default();
        let role = self.role(name, &decorated.decorators);
        let is_static = self.is_decorated(&decorated.decorators, &["staticmethod"]);
        self.b.function(Function {
            name: name.map(|name| self.b.word(name)),
            name_span: name.map_or(decorated.span, span),
            span: decorated.span,
            params,
            body,
            decorators: decorated.decorators,
            class: None,
            receiver: None,
            role,
            is_async: kids.has("async"),
            is_static,
            is_generator: scope.yields,
            returns,
        })
    }

    fn role(&self, name: Option<Node<'t>>, decorators: &[ExprId]) -> FunctionRole {
        let getters = ["property", "cached_property", "computed_field", "getter"];
        match name.map(|name| self.b.source(name)) {
            Some("__init__") => FunctionRole::Constructor,
            _ if self.is_decorated(decorators, &getters) => FunctionRole::Getter,
            _ if self.is_decorated(decorators, &["setter"]) => FunctionRole::Setter,
            _ => FunctionRole::Plain,
        }
    }

    /// Whether a decorator has one of those names, qualified or not.
    fn is_decorated(&self, decorators: &[ExprId], names: &[&str]) -> bool {
        decorators.iter().any(|&decorator| {
            let name = match &self.b.tree.expr(decorator).kind {
                ExprKind::Name(name) | ExprKind::Member { name, .. } => name,
                _ => return false,
            };
            names.contains(&name.as_str())
        })
    }

    pub(super) fn lambda(&mut self, node: Node<'t>) -> ExprId {
        let kids = self.b.kids(node);
        let params = match kids.field("parameters") {
            Some(params) => self.params(params),
            None => Vec::new(),
        };
        self.scopes.push(Scope::default());
        let mut body = Block::new();
        if let Some(value) = kids.field("body") {
            let result = StmtKind::Return(Some(self.expression(value)));
            body.push(self.b.stmt(result, span(value)));
        }
        let scope = self.scopes.pop().unwrap_or_default();
        let end = kids
            .field("body")
            .map_or(node.end_byte(), |b| b.start_byte());
        let function = self.b.function(Function {
            params,
            is_generator: scope.yields,
            ..Function::closure(Span::new(node.start_byte(), end), span(node), body)
        });
        self.b.expr(ExprKind::Lambda(function), span(node))
    }

    fn params(&mut self, node: Node<'t>) -> Vec<Param> {
        let mut params = Vec::new();
        let mut kind = ParamKind::Plain;
        for node in self.b.kids(node).named() {
            match node.kind() {
                "keyword_separator" => kind = ParamKind::NameOnly,
                "positional_separator" => {}
                _ => {
                    let param = self.param(node, kind);
                    if param.kind == ParamKind::Rest {
                        kind = ParamKind::NameOnly;
                    }
                    params.push(param);
                }
            }
        }
        params
    }

    fn param(&mut self, node: Node<'t>, kind: ParamKind) -> Param {
        let kids = self.b.kids(node);
        let ty_node = kids.field("type");
        let mut binding = match node.kind() {
            "default_parameter" | "typed_default_parameter" => kids.field("name").unwrap_or(node),
            "typed_parameter" => kids.named().next().unwrap_or(node),
            _ => node,
        };
        let kind = match binding.kind() {
            "list_splat_pattern" => ParamKind::Rest,
            "dictionary_splat_pattern" => ParamKind::NamedRest,
            _ => kind,
        };
        if kind == ParamKind::Rest || kind == ParamKind::NamedRest {
            binding = self.b.kids(binding).named().next().unwrap_or(binding);
        }
        let given = kids.field("value").map(|value| self.expression(value));
        Param {
            pattern: self.target(binding),
            default: given.or_else(|| self.annotated_default(ty_node)),
            ty: ty_node.and_then(|ty| self.type_name(ty)),
            kind,
            is_field: false,
            decorators: Vec::new(),
            span: span(node),
        }
    }

    /// `Annotated[T, Depends(f)]` gives the parameter what `= Depends(f)` would.
    fn annotated_default(&mut self, ty: Option<Node<'t>>) -> Option<ExprId> {
        let source = self.b.source(ty?);
        if !source.contains("Annotated[") {
            return None;
        }
        let mut node = ty?;
        while let Some(inner) = self.b.kids(node).named().last() {
            if inner.kind() == "call" {
                return Some(self.expression(inner));
            }
            node = inner;
        }
        None
    }

    fn class(&mut self, node: Node<'t>, decorated: Decorated) -> ClassId {
        let kids = self.b.kids(node);
        let name = kids.field("name");
        let bases = self.bases(&kids);
        let mut members = Members::default();
        if let Some(body) = kids.field("body") {
            for child in self.b.kids(body).named() {
                self.member(child, &mut members);
            }
        }
        self.b.class(Class {
            name: name.map(|name| self.b.word(name)),
            name_span: name.map_or(decorated.span, span),
            span: decorated.span,
            bases,
            fields: members.fields,
            methods: members.methods,
            body: members.body,
            decorators: decorated.decorators,
            is_interface: false,
        })
    }

    fn bases(&mut self, kids: &Kids<'t>) -> Vec<ExprId> {
        let Some(list) = kids.field("superclasses") else {
            return Vec::new();
        };
        let mut bases = Vec::new();
        for base in self.b.kids(list).named() {
            if base.kind() != "keyword_argument" {
                bases.push(self.expression(base));
            }
        }
        bases
    }

    fn member(&mut self, node: Node<'t>, members: &mut Members) {
        let mut statements = Block::new();
        self.statement(node, &mut statements);
        for id in statements {
            let stmt = self.b.tree.stmt(id);
            let span = stmt.span;
            match &stmt.kind {
                &StmtKind::Function(method) => members.methods.push(method),
                StmtKind::Assign {
                    target: Pattern::Name(name, _),
                    value,
                    ty,
                    ..
                } => members.fields.push(Field {
                    name: name.clone(),
                    span,
                    value: *value,
                    ty: ty.clone(),
                    is_static: value.is_some(),
                    external_name: None,
                    decorators: Vec::new(),
                }),
                _ => members.body.push(id),
            }
        }
    }
}
