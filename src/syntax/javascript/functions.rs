//! JavaScript's functions and their parameters.

use tree_sitter::Node;

use super::Script;
use crate::syntax::builder::{Kids, span};
use crate::syntax::tree::{
    Block, ExprId, ExprKind, Function, FunctionId, FunctionRole, Param, ParamKind, Pattern,
    StmtKind,
};
use crate::workspace::Span;

/// What makes a parameter a field of the instance.
const FIELD_MARKS: &[&str] = &["accessibility_modifier", "readonly", "override_modifier"];

impl<'t> Script<'t> {
    /// A function of any form; `decorators` are those written beside it.
    pub(super) fn function(&mut self, node: Node<'t>, decorators: Vec<ExprId>) -> FunctionId {
        let kids = self.b.kids(node);
        let name = kids.field("name");
        let is_method = node.kind().contains("method");
        let params = self.all_params(&kids);
        let body = match kids.field("body") {
            Some(body) => self.function_body(body),
            None => Block::new(),
        };
        let returns = kids.field("return_type").and_then(|ty| self.type_name(ty));
        let mut all_decorators = decorators;
        all_decorators.extend(self.decorators(&kids));
        let name_word = name.map(|name| match self.known_key(name) {
            Some(key) if is_method => key,
            _ => self.b.word(name),
        });
        let role = match name_word.as_deref() {
            Some("constructor") if is_method => FunctionRole::Constructor,
            _ if is_method && kids.has("get") => FunctionRole::Getter,
            _ if is_method && kids.has("set") => FunctionRole::Setter,
            _ => FunctionRole::Plain,
        };
        self.b.function(Function {
            name: name_word,
            name_span: name.map_or_else(|| closure_head(node, &kids), span),
            span: span(node),
            params,
            body,
            decorators: all_decorators,
            class: None,
            receiver: None,
            role,
            is_async: kids.has("async"),
            is_static: kids.has("static"),
            is_generator: node.kind().starts_with("generator") || kids.has("*"),
            returns,
        })
    }

    pub(super) fn lambda(&mut self, node: Node<'t>) -> ExprId {
        let function = self.function(node, Vec::new());
        self.b.expr(ExprKind::Lambda(function), span(node))
    }

    /// A block, or the expression that an arrow returns.
    fn function_body(&mut self, body: Node<'t>) -> Block {
        if body.kind() == "statement_block" {
            return self.block(body);
        }
        let result = StmtKind::Return(Some(self.expression(body)));
        vec![self.b.stmt(result, span(body))]
    }

    fn all_params(&mut self, kids: &Kids<'t>) -> Vec<Param> {
        if let Some(single) = kids.field("parameter") {
            return self.param(single).into_iter().collect();
        }
        let Some(list) = kids.field("parameters") else {
            return Vec::new();
        };
        let list = self.b.kids(list);
        list.named().filter_map(|node| self.param(node)).collect()
    }

    /// A parameter; TypeScript's `this` parameter is none.
    fn param(&mut self, node: Node<'t>) -> Option<Param> {
        let kids = self.b.kids(node);
        let is_typed = matches!(node.kind(), "required_parameter" | "optional_parameter");
        let binding = match is_typed {
            true => kids.field("pattern").or(kids.field("name"))?,
            false => node,
        };
        if binding.kind() == "this" {
            return None;
        }
        let (pattern, inner_default) = self.pattern_with_default(binding);
        let value = kids.field("value").filter(|_| is_typed);
        let kind = match binding.kind() {
            "rest_pattern" => ParamKind::Rest,
            _ => ParamKind::Plain,
        };
        Some(Param {
            pattern,
            default: value.map(|value| self.expression(value)).or(inner_default),
            ty: kids.field("type").and_then(|ty| self.type_name(ty)),
            kind,
            is_field: is_typed && FIELD_MARKS.iter().any(|mark| kids.has(mark)),
            decorators: match is_typed {
                true => self.decorators(&kids),
                false => Vec::new(),
            },
            span: span(node),
        })
    }

    /// The decorators among a node's children.
    pub(super) fn decorators(&mut self, kids: &Kids<'t>) -> Vec<ExprId> {
        let decorators = kids.named().filter(|kid| kid.kind() == "decorator");
        decorators
            .filter_map(|decorator| {
                let value = self.b.kids(decorator).named().next()?;
                Some(self.expression(value))
            })
            .collect()
    }

    /// A parameterless function that is called on the spot, with that body.
    pub(super) fn called_at_once(&mut self, body: Block, place: Span) -> ExprId {
        let function = self.b.function(Function::closure(place, place, body));
        let callee = self.b.expr(ExprKind::Lambda(function), place);
        let kind = ExprKind::Call {
            callee,
            args: Vec::new(),
            is_new: false,
        };
        self.b.expr(kind, place)
    }

    /// The handler's binding of `catch (e)`, with the statements that take it apart.
    pub(super) fn caught(&mut self, parameter: Option<Node<'t>>) -> Option<smol_str::SmolStr> {
        match parameter.map(|parameter| self.pattern(parameter))? {
            Pattern::Name(name, _) => Some(name),
            _ => None,
        }
    }
}

/// From the start of a closure to its body.
fn closure_head<'t>(node: Node<'t>, kids: &Kids<'t>) -> Span {
    crate::syntax::builder::head(node, kids, kids.field("body"))
}
