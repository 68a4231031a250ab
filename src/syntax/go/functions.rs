//! Go's functions, methods and parameters.

use rustc_hash::FxHashSet;
use smol_str::SmolStr;
use tree_sitter::Node;

use super::Go;
use crate::syntax::builder::{Kids, head, span};
use crate::syntax::tree::{
    AssignOp, Block, ExprId, ExprKind, Function, FunctionId, Item, Param, ParamKind, Pattern,
    Receiver, StmtKind,
};

impl<'t> Go<'t> {
    /// A function, a method or a function literal.
    pub(super) fn function(&mut self, node: Node<'t>) -> FunctionId {
        let kids = self.b.kids(node);
        let name = kids.field("name");
        let receiver = kids
            .field("receiver")
            .and_then(|receiver| self.receiver(receiver));
        let params = match kids.field("parameters") {
            Some(params) => self.params(params),
            None => Vec::new(),
        };
        let result = kids.field("result");
        let results = result.map(|result| self.named_results(result));
        self.results.push(results.unwrap_or_default());
        self.empty.push(FxHashSet::default());
        let mut body = self.declared_results();
        if let Some(block) = kids.field("body") {
            body.extend(self.block(block));
        }
        self.empty.pop();
        self.results.pop();
        let returns = result.and_then(|result| self.result_type(result));
        let name_span = name.map_or_else(|| head(node, &kids, kids.field("body")), span);
        self.b.function(Function {
            name: name.map(|name| self.b.word(name)),
            params,
            receiver,
            returns,
            ..Function::closure(name_span, span(node), body)
        })
    }

    pub(super) fn lambda(&mut self, node: Node<'t>) -> ExprId {
        let function = self.function(node);
        self.b.expr(ExprKind::Lambda(function), span(node))
    }

    fn receiver(&mut self, list: Node<'t>) -> Option<Receiver> {
        let declaration = self.b.kids(list).named().next()?;
        let kids: Kids<'t> = self.b.kids(declaration);
        let ty = kids.field("type")?;
        Some(Receiver {
            name: kids.field("name").map(|name| self.b.word(name)),
            ty: self.type_name(ty)?,
        })
    }

    /// Parameters; `a, b string` are two.
    pub(super) fn params(&mut self, list: Node<'t>) -> Vec<Param> {
        let mut params = Vec::new();
        for declaration in self.b.kids(list).named() {
            let kids = self.b.kids(declaration);
            let ty = kids.field("type").and_then(|ty| self.type_name(ty));
            let kind = match declaration.kind() {
                "variadic_parameter_declaration" => ParamKind::Rest,
                _ => ParamKind::Plain,
            };
            let mut patterns: Vec<_> = kids
                .fields("name")
                .map(|name| (self.target(name), span(name)))
                .collect();
            if patterns.is_empty() {
                patterns.push((Pattern::Ignore, span(declaration)));
            }
            for (pattern, place) in patterns {
                params.push(Param {
                    pattern,
                    default: None,
                    ty: ty.clone(),
                    kind,
                    is_field: false,
                    decorators: Vec::new(),
                    span: place,
                });
            }
        }
        params
    }

    fn named_results(&mut self, result: Node<'t>) -> Vec<(SmolStr, Node<'t>)> {
        let mut names = Vec::new();
        if result.kind() == "parameter_list" {
            for declaration in self.b.kids(result).named() {
                for name in self.b.kids(declaration).fields("name") {
                    names.push((self.b.word(name), name));
                }
            }
        }
        names
    }

    /// Named results are variables from the start.
    fn declared_results(&mut self) -> Block {
        let names = self.results.last().cloned().unwrap_or_default();
        if let Some(empty) = self.empty.last_mut() {
            empty.extend(names.iter().map(|(name, _)| name.clone()));
        }
        let declarations = names.into_iter().map(|(name, node)| {
            let kind = StmtKind::Assign {
                target: Pattern::Name(name, span(node)),
                op: AssignOp::Set,
                value: None,
                ty: None,
                declares: true,
            };
            self.b.stmt(kind, span(node))
        });
        declarations.collect()
    }

    /// `return`, whose values are the named results where none are written.
    pub(super) fn returned(&mut self, node: Node<'t>) -> StmtKind {
        let written = self.b.kids(node).named().next();
        let values: Vec<_> = match written {
            Some(list) => self.expressions(list),
            None => {
                let names = self.results.last().cloned().unwrap_or_default();
                let names = names.into_iter();
                names
                    .map(|(name, _)| self.b.name(name, span(node)))
                    .collect()
            }
        };
        let place = written.map_or(span(node), span);
        StmtKind::Return(self.tuple(values, place))
    }

    /// No value, one, or several as a list.
    pub(super) fn tuple(
        &mut self,
        values: Vec<ExprId>,
        place: crate::workspace::Span,
    ) -> Option<ExprId> {
        match values[..] {
            [] => None,
            [value] => Some(value),
            _ => {
                let items = values.into_iter().map(|value| Item {
                    value,
                    spread: false,
                });
                let list = ExprKind::List(items.collect());
                Some(self.b.expr(list, place))
            }
        }
    }
}
