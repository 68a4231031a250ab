//! Go's expressions.

use tree_sitter::Node;

use super::Go;
use crate::syntax::builder::span;
use crate::syntax::literal::{Escapes, TextBuilder, unescape};
use crate::syntax::tree::{BinaryOp, ChoiceOp, ExprId, ExprKind, Item, UnaryOp};

/// How a chain goes on: from the inner value to the outer.
enum Link<'t> {
    Member(Node<'t>),
    Index(Node<'t>),
    Slice(Node<'t>),
    Call(Node<'t>),
    Assertion(Node<'t>),
}

impl<'t> Go<'t> {
    /// Lowers an expression.
    pub(super) fn expression(&mut self, node: Node<'t>) -> ExprId {
        if !self.b.enter() {
            return self.b.opaque(Vec::new(), span(node));
        }
        let id = self.expression_of_kind(node);
        self.b.leave();
        id
    }

    fn expression_of_kind(&mut self, node: Node<'t>) -> ExprId {
        let kind = match node.kind() {
            "identifier" => {
                let name = self.b.word(node);
                self.note_used(&name);
                ExprKind::Name(name)
            }
            "field_identifier" | "type_identifier" | "package_identifier" | "blank_identifier" => {
                ExprKind::Name(self.b.word(node))
            }
            "interpreted_string_literal" | "rune_literal" => self.string(node, false),
            "raw_string_literal" => self.string(node, true),
            "int_literal" | "float_literal" | "imaginary_literal" => {
                ExprKind::Number(self.b.word(node))
            }
            "iota" => ExprKind::Number(self.iota.to_string().into()),
            "true" => ExprKind::Bool(true),
            "false" => ExprKind::Bool(false),
            "nil" => ExprKind::Null,
            "selector_expression"
            | "index_expression"
            | "slice_expression"
            | "call_expression"
            | "type_assertion_expression" => return self.chain(node),
            "parenthesized_expression" | "literal_element" | "variadic_argument" => {
                return self.inner(node);
            }
            "binary_expression" => return self.binary(node),
            "unary_expression" => return self.unary(node),
            "func_literal" => return self.lambda(node),
            "composite_literal" => return self.composite(node),
            "type_conversion_expression" => return self.conversion(node),
            "type_instantiation_expression" => return self.inner(node),
            "qualified_type" | "pointer_type" | "generic_type" => return self.type_value(node),
            "expression_list" => {
                let values = self.expressions(node);
                let tuple = self.tuple(values, span(node));
                return tuple.unwrap_or_else(|| self.b.opaque(Vec::new(), span(node)));
            }
            _ => {
                let kids = self.b.kids(node);
                ExprKind::Opaque(kids.named().map(|kid| self.expression(kid)).collect())
            }
        };
        self.b.expr(kind, span(node))
    }

    /// The only expression in a node that adds nothing to it.
    pub(super) fn inner(&mut self, node: Node<'t>) -> ExprId {
        match self.b.kids(node).named().next() {
            Some(inner) => self.expression(inner),
            None => self.b.opaque(Vec::new(), span(node)),
        }
    }

    pub(super) fn expression_or_opaque(&mut self, node: Option<Node<'t>>, of: Node<'t>) -> ExprId {
        match node {
            Some(node) => self.expression(node),
            None => self.b.opaque(Vec::new(), span(of)),
        }
    }

    /// The expressions of a list, or the one that stands alone.
    pub(super) fn expressions(&mut self, node: Node<'t>) -> Vec<ExprId> {
        if node.kind() != "expression_list" {
            return vec![self.expression(node)];
        }
        let kids = self.b.kids(node);
        kids.named().map(|kid| self.expression(kid)).collect()
    }

    /// The values of an assignment to so many targets. Two targets of one lookup, assertion or receive are the value
    /// and whether there was one.
    pub(super) fn values_for(&mut self, list: Node<'t>, targets: usize) -> Vec<ExprId> {
        let values = self.expressions(list);
        let (&[value], 2) = (values.as_slice(), targets) else {
            return values;
        };
        let place = self.b.span_of(value);
        let (value, found) = match self.b.tree.expr(value).kind.clone() {
            ExprKind::Index { object, index } => {
                let kind = ExprKind::Binary {
                    op: BinaryOp::In,
                    left: index,
                    right: object,
                };
                (value, self.b.expr(kind, place))
            }
            ExprKind::Typed {
                value: inner, ty, ..
            } => {
                let asks = ExprKind::Typed {
                    value: inner,
                    ty,
                    asks: true,
                };
                (value, self.b.expr(asks, place))
            }
            ExprKind::Await(_) => (value, self.b.opaque(Vec::new(), place)),
            _ => return values,
        };
        vec![value, found]
    }

    /// `a.b(c)[d]…` without recursion along the chain.
    fn chain(&mut self, node: Node<'t>) -> ExprId {
        let mut links = Vec::new();
        let mut inner = node;
        loop {
            let (link, field) = match inner.kind() {
                "selector_expression" => (Link::Member(inner), "operand"),
                "index_expression" => (Link::Index(inner), "operand"),
                "slice_expression" => (Link::Slice(inner), "operand"),
                "call_expression" => (Link::Call(inner), "function"),
                "type_assertion_expression" => (Link::Assertion(inner), "operand"),
                _ => break,
            };
            let Some(next) = inner.child_by_field_name(field) else {
                break;
            };
            links.push(link);
            inner = next;
        }
        if links.is_empty() {
            let kids = self.b.kids(node);
            let parts = kids.named().map(|kid| self.expression(kid)).collect();
            return self.b.opaque(parts, span(node));
        }
        let weight = self.b.enter_chain(links.len());
        let mut value = self.expression(inner);
        let mut parts = Vec::new();
        for (at, link) in links.into_iter().rev().enumerate() {
            value = self.b.cut_chain(at, value, &mut parts);
            value = self.link(value, link);
        }
        self.b.leave_chain(weight);
        self.b.join_chain(parts, value)
    }

    fn link(&mut self, object: ExprId, link: Link<'t>) -> ExprId {
        let (node, kind) = match link {
            Link::Call(node) => return self.call(object, node),
            Link::Member(node) => {
                let Some(name) = node.child_by_field_name("field") else {
                    return object;
                };
                let member = ExprKind::Member {
                    object,
                    name: self.b.word(name),
                    name_span: span(name),
                };
                (node, member)
            }
            Link::Index(node) => {
                let index = node.child_by_field_name("index");
                let index = self.expression_or_opaque(index, node);
                (node, ExprKind::Index { object, index })
            }
            Link::Slice(node) => {
                let kids = self.b.kids(node);
                let slice = ExprKind::Slice {
                    from: kids.field("start").map(|from| self.expression(from)),
                    to: kids.field("end").map(|to| self.expression(to)),
                };
                let index = self.b.expr(slice, span(node));
                (node, ExprKind::Index { object, index })
            }
            Link::Assertion(node) => {
                let ty = node.child_by_field_name("type");
                let typed = ExprKind::Typed {
                    value: object,
                    ty: ty.and_then(|ty| self.type_name(ty)).unwrap_or_default(),
                    asks: false,
                };
                (node, typed)
            }
        };
        self.b.expr(kind, span(node))
    }

    /// `a + b + c …` without recursion along the chain.
    fn binary(&mut self, node: Node<'t>) -> ExprId {
        let operator = operator(node);
        let operands = self.operands(node, operator);
        let choice = match operator {
            "&&" => Some(ChoiceOp::And),
            "||" => Some(ChoiceOp::Or),
            _ => None,
        };
        if let Some(op) = choice {
            return self.b.join(&operands, |left, right| ExprKind::Choice {
                op,
                left,
                right,
            });
        }
        let op = match operator {
            "+" => BinaryOp::Add,
            "%" => BinaryOp::Modulo,
            "==" => BinaryOp::Equal,
            "!=" => BinaryOp::NotEqual,
            "<" | "<=" | ">" | ">=" => BinaryOp::Compare,
            _ => BinaryOp::Arithmetic,
        };
        self.b.join(&operands, |left, right| ExprKind::Binary {
            op,
            left,
            right,
        })
    }

    /// The operands of a left-deep chain of one operator, in order.
    fn operands(&mut self, node: Node<'t>, of: &str) -> Vec<ExprId> {
        let mut operands = Vec::new();
        let mut inner = Some(node);
        while let Some(at) = inner {
            if at.kind() != "binary_expression" || operator(at) != of {
                operands.push(at);
                break;
            }
            operands.extend(at.child_by_field_name("right"));
            inner = at.child_by_field_name("left");
        }
        if operands.is_empty() {
            return vec![self.b.opaque(Vec::new(), span(node))];
        }
        operands.reverse();
        operands.into_iter().map(|at| self.expression(at)).collect()
    }

    /// `&x` and `*x` are `x`; `<-ch` is what comes out of the channel.
    fn unary(&mut self, node: Node<'t>) -> ExprId {
        let argument = node.child_by_field_name("operand");
        let operator = operator(node);
        let is_number = argument
            .is_some_and(|argument| matches!(argument.kind(), "int_literal" | "float_literal"));
        if matches!(operator, "-" | "+") && is_number {
            let number = ExprKind::Number(self.b.word(node));
            return self.b.expr(number, span(node));
        }
        let operand = self.expression_or_opaque(argument, node);
        let kind = match operator {
            "&" | "*" => return operand,
            "<-" => ExprKind::Await(operand),
            "!" => ExprKind::Unary {
                op: UnaryOp::Not,
                operand,
            },
            _ => ExprKind::Unary {
                op: UnaryOp::Other,
                operand,
            },
        };
        self.b.expr(kind, span(node))
    }

    fn string(&mut self, node: Node<'t>, is_raw: bool) -> ExprKind {
        let inside = self.b.inside_quotes(node);
        let (start, end) = (inside.start as usize, inside.end as usize);
        let mut text = TextBuilder::new(self.b.tree.file);
        text.cover(start, end);
        let source = self.b.text.get(start..end).unwrap_or_default();
        if is_raw {
            text.verbatim(source, start);
        } else {
            unescape(&mut text, source, start, Escapes::Go);
        }
        ExprKind::Text(text.finish(inside))
    }

    /// `[]byte(x)`: the value, under another type. What looks like `F[T](x)` is rather a call.
    fn conversion(&mut self, node: Node<'t>) -> ExprId {
        let kids = self.b.kids(node);
        if let Some(generic) = kids.field("type").filter(|ty| ty.kind() == "generic_type") {
            let callee = self.type_value(generic);
            let operand: Vec<_> = kids.field("operand").into_iter().collect();
            return self.plain_call(callee, &operand, node);
        }
        let value = self.expression_or_opaque(kids.field("operand"), node);
        let ty = kids.field("type").and_then(|ty| self.type_name(ty));
        self.typed(value, ty.unwrap_or_default(), node)
    }

    pub(super) fn typed(&mut self, value: ExprId, ty: smol_str::SmolStr, node: Node<'t>) -> ExprId {
        let kind = ExprKind::Typed {
            value,
            ty,
            asks: false,
        };
        self.b.expr(kind, span(node))
    }

    pub(super) fn list_of(&mut self, items: Vec<Item>, node: Node<'t>) -> ExprId {
        self.b.expr(ExprKind::List(items), span(node))
    }
}

fn operator<'t>(node: Node<'t>) -> &'t str {
    node.child_by_field_name("operator")
        .map_or("", |operator| operator.kind())
}
