//! Go's calls, and the built-in functions that are forms of other languages' syntax.

use tree_sitter::Node;

use super::Go;
use crate::syntax::builder::span;
use crate::syntax::tree::{Arg, ExprId, ExprKind, Item, UnaryOp};

/// Built-in types whose conversion leaves the value as it is.
const BASIC_TYPES: &[&str] = &[
    "string", "int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32",
    "uint64", "float32", "float64", "byte", "rune", "any", "error",
];

impl<'t> Go<'t> {
    pub(super) fn call(&mut self, callee: ExprId, node: Node<'t>) -> ExprId {
        let list = node.child_by_field_name("arguments");
        let args = match list {
            Some(list) => self.b.kids(list).named().collect(),
            None => Vec::new(),
        };
        let name = match &self.b.tree.expr(callee).kind {
            ExprKind::Name(name) => name.clone(),
            _ => return self.plain_call(callee, &args, node),
        };
        match (name.as_str(), args.as_slice()) {
            ("append", [list, items @ ..]) => self.appended(*list, items, node),
            ("new", [ty]) => self.made_new(*ty, node),
            ("make", [ty, ..]) => self.made(*ty, node),
            ("len" | "cap", [value]) => {
                let operand = self.expression(*value);
                let kind = ExprKind::Unary {
                    op: UnaryOp::Other,
                    operand,
                };
                self.b.expr(kind, span(node))
            }
            (ty, [value]) if self.converts(ty) => {
                let value = self.expression(*value);
                self.typed(value, name, node)
            }
            _ => self.plain_call(callee, &args, node),
        }
    }

    fn converts(&self, ty: &str) -> bool {
        BASIC_TYPES.contains(&ty) || self.types.conversions.contains(ty)
    }

    pub(super) fn plain_call(
        &mut self,
        callee: ExprId,
        args: &[Node<'t>],
        node: Node<'t>,
    ) -> ExprId {
        let args = args.iter().map(|&arg| Arg {
            name: None,
            spread: arg.kind() == "variadic_argument",
            value: self.expression(arg),
        });
        let kind = ExprKind::Call {
            callee,
            args: args.collect(),
            is_new: false,
        };
        self.b.expr(kind, span(node))
    }

    /// `append(xs, a, b...)` is the list of all of them.
    fn appended(&mut self, list: Node<'t>, items: &[Node<'t>], node: Node<'t>) -> ExprId {
        let mut all = vec![Item {
            value: self.expression(list),
            spread: true,
        }];
        for &item in items {
            all.push(Item {
                spread: item.kind() == "variadic_argument",
                value: self.expression(item),
            });
        }
        self.list_of(all, node)
    }

    fn made_new(&mut self, ty: Node<'t>, node: Node<'t>) -> ExprId {
        let kind = ExprKind::Record {
            ty: Some(self.type_value(ty)),
            entries: Vec::new(),
        };
        self.b.expr(kind, span(node))
    }

    /// `make` gives an empty map, list or channel.
    fn made(&mut self, ty: Node<'t>, node: Node<'t>) -> ExprId {
        let kind = match ty.kind() {
            "map_type" => ExprKind::Record {
                ty: None,
                entries: Vec::new(),
            },
            "slice_type" => ExprKind::List(Vec::new()),
            "channel_type" => ExprKind::Opaque(Vec::new()),
            _ => ExprKind::Record {
                ty: Some(self.type_value(ty)),
                entries: Vec::new(),
            },
        };
        self.b.expr(kind, span(node))
    }
}
