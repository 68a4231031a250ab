//! JavaScript's expressions.

use tree_sitter::Node;

use super::Script;
use crate::syntax::builder::span;
use crate::syntax::tree::{Arg, AssignOp, BinaryOp, ChoiceOp, ExprId, ExprKind, Pattern, UnaryOp};

/// How a chain goes on: from the inner value to the outer.
enum Link<'t> {
    Member(Node<'t>),
    Index(Node<'t>),
    Call(Node<'t>),
    /// `x!`, `f<T>`: the value itself.
    Same,
}

impl<'t> Script<'t> {
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
            "identifier"
            | "property_identifier"
            | "private_property_identifier"
            | "shorthand_property_identifier"
            | "meta_property"
            | "nested_identifier"
            | "import" => ExprKind::Name(self.b.word(node)),
            "this" => ExprKind::This,
            "super" => ExprKind::Super,
            "string" => self.string(node),
            "template_string" => self.template(node),
            "number" => ExprKind::Number(self.b.word(node)),
            "true" => ExprKind::Bool(true),
            "false" => ExprKind::Bool(false),
            "null" | "undefined" => ExprKind::Null,
            "regex" => self.regex(node),
            "object" => self.object(node),
            "array" => self.array(node),
            "arrow_function"
            | "function_expression"
            | "generator_function"
            | "function_declaration"
            | "method_definition" => return self.lambda(node),
            "class" | "class_declaration" => ExprKind::Class(self.class(node, Vec::new())),
            "member_expression"
            | "subscript_expression"
            | "call_expression"
            | "non_null_expression"
            | "instantiation_expression" => return self.chain(node),
            "new_expression" => self.construction(node),
            "parenthesized_expression" | "spread_element" => return self.inner(node),
            "binary_expression" => return self.binary(node),
            "unary_expression" => self.unary(node),
            "update_expression" => self.update(node),
            "ternary_expression" => self.conditional(node),
            "await_expression" => ExprKind::Await(self.inner(node)),
            "yield_expression" => {
                let value = self.b.kids(node).named().next();
                ExprKind::Yield(value.map(|value| self.expression(value)))
            }
            "assignment_expression" | "augmented_assignment_expression" => self.assign(node),
            "sequence_expression" => ExprKind::Sequence(self.parts(node)),
            "as_expression" | "satisfies_expression" | "type_assertion" => {
                return self.typed(node);
            }
            "jsx_element" | "jsx_self_closing_element" => self.jsx(node),
            _ => ExprKind::Opaque(self.parts(node)),
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

    fn parts(&mut self, node: Node<'t>) -> Vec<ExprId> {
        let kids = self.b.kids(node);
        kids.named().map(|kid| self.expression(kid)).collect()
    }

    /// `a.b(c)[d]…` without recursion along the chain.
    fn chain(&mut self, node: Node<'t>) -> ExprId {
        let mut links = Vec::new();
        let mut inner = node;
        loop {
            let (link, next) = match inner.kind() {
                "member_expression" => (Link::Member(inner), inner.child_by_field_name("object")),
                "subscript_expression" => (Link::Index(inner), inner.child_by_field_name("object")),
                "call_expression" => (Link::Call(inner), inner.child_by_field_name("function")),
                "non_null_expression" | "instantiation_expression" => {
                    (Link::Same, self.b.kids(inner).named().next())
                }
                _ => break,
            };
            let Some(next) = next else { break };
            links.push(link);
            inner = next;
        }
        if links.is_empty() {
            let parts = self.parts(node);
            return self.b.opaque(parts, span(node));
        }
        let weight = self.b.enter_chain(links.len());
        let mut value = self.expression(inner);
        let mut parts = Vec::new();
        for (at, link) in links.into_iter().rev().enumerate() {
            value = self.b.cut_chain(at, value, &mut parts);
            value = match link {
                Link::Member(node) => self.member(value, node),
                Link::Index(node) => self.index(value, node),
                Link::Call(node) => self.call(value, node),
                Link::Same => value,
            };
        }
        self.b.leave_chain(weight);
        self.b.join_chain(parts, value)
    }

    fn member(&mut self, object: ExprId, node: Node<'t>) -> ExprId {
        let Some(name) = node.child_by_field_name("property") else {
            return object;
        };
        let kind = ExprKind::Member {
            object,
            name: self.b.word(name),
            name_span: span(name),
        };
        self.b.expr(kind, span(node))
    }

    fn index(&mut self, object: ExprId, node: Node<'t>) -> ExprId {
        let index = node.child_by_field_name("index");
        let index = self.expression_or_opaque(index, node);
        self.b.expr(ExprKind::Index { object, index }, span(node))
    }

    fn call(&mut self, callee: ExprId, node: Node<'t>) -> ExprId {
        let args = match node.child_by_field_name("arguments") {
            Some(list) if list.kind() == "arguments" => self.arguments(list),
            Some(template) => vec![Arg {
                name: None,
                value: self.expression(template),
                spread: false,
            }],
            None => Vec::new(),
        };
        let imports = matches!(
            &self.b.tree.expr(callee).kind,
            ExprKind::Name(name) if name == "require" || name == "import"
        );
        let kind = match args.first() {
            Some(module) if imports => ExprKind::Import(module.value),
            _ => ExprKind::Call {
                callee,
                args,
                is_new: false,
            },
        };
        self.b.expr(kind, span(node))
    }

    fn arguments(&mut self, list: Node<'t>) -> Vec<Arg> {
        let kids = self.b.kids(list);
        let args = kids.named().map(|node| Arg {
            name: None,
            spread: node.kind() == "spread_element",
            value: self.expression(node),
        });
        args.collect()
    }

    fn construction(&mut self, node: Node<'t>) -> ExprKind {
        let kids = self.b.kids(node);
        let callee = self.expression_or_opaque(kids.field("constructor"), node);
        let args = match kids.field("arguments") {
            Some(list) => self.arguments(list),
            None => Vec::new(),
        };
        ExprKind::Call {
            callee,
            args,
            is_new: true,
        }
    }

    /// `a + b + c …` without recursion along the chain.
    fn binary(&mut self, node: Node<'t>) -> ExprId {
        let operator = operator(node);
        if operator == "instanceof" {
            return self.type_test(node);
        }
        let operands = self.operands(node, operator);
        if let Some(op) = choice_op(operator) {
            return self.b.join(&operands, |left, right| ExprKind::Choice {
                op,
                left,
                right,
            });
        }
        let op = binary_op(operator);
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

    fn type_test(&mut self, node: Node<'t>) -> ExprId {
        let left = node.child_by_field_name("left");
        let value = self.expression_or_opaque(left, node);
        let right = node.child_by_field_name("right");
        let kind = ExprKind::Typed {
            value,
            ty: right.map(|ty| self.b.word(ty)).unwrap_or_default(),
            asks: true,
        };
        self.b.expr(kind, span(node))
    }

    fn unary(&mut self, node: Node<'t>) -> ExprKind {
        let argument = node.child_by_field_name("argument");
        let is_number = argument.is_some_and(|argument| argument.kind() == "number");
        let op = match operator(node) {
            "void" if is_number => return ExprKind::Null,
            "-" | "+" if is_number => return ExprKind::Number(self.b.word(node)),
            "!" => UnaryOp::Not,
            _ => UnaryOp::Other,
        };
        ExprKind::Unary {
            op,
            operand: self.expression_or_opaque(argument, node),
        }
    }

    /// `i++` adds one.
    fn update(&mut self, node: Node<'t>) -> ExprKind {
        let argument = node.child_by_field_name("argument");
        let target = self.pattern_or_ignore(argument);
        let one = ExprKind::Number("1".into());
        ExprKind::Assign {
            target: Box::new(target),
            op: match operator(node) {
                "++" => AssignOp::Add,
                _ => AssignOp::Other,
            },
            value: self.b.expr(one, span(node)),
        }
    }

    fn conditional(&mut self, node: Node<'t>) -> ExprKind {
        let kids = self.b.kids(node);
        ExprKind::Conditional {
            test: self.expression_or_opaque(kids.field("condition"), node),
            then: self.expression_or_opaque(kids.field("consequence"), node),
            otherwise: self.expression_or_opaque(kids.field("alternative"), node),
        }
    }

    fn assign(&mut self, node: Node<'t>) -> ExprKind {
        let (target, op, value) = self.assignment_parts(node);
        ExprKind::Assign {
            target: Box::new(target),
            op,
            value,
        }
    }

    /// Target, operation and value of an assignment.
    pub(super) fn assignment_parts(&mut self, node: Node<'t>) -> (Pattern, AssignOp, ExprId) {
        let target = self.pattern_or_ignore(node.child_by_field_name("left"));
        let op = match operator(node) {
            "" => AssignOp::Set,
            "+=" => AssignOp::Add,
            "||=" | "??=" => AssignOp::Default,
            _ => AssignOp::Other,
        };
        let right = node.child_by_field_name("right");
        (target, op, self.expression_or_opaque(right, node))
    }

    /// `x as T`; a type without a name of its own says nothing.
    fn typed(&mut self, node: Node<'t>) -> ExprId {
        let kids = self.b.kids(node);
        let mut parts = kids.named();
        let (value, ty) = match node.kind() {
            "type_assertion" => (parts.next_back(), parts.next_back()),
            _ => (parts.next(), parts.next()),
        };
        let value = self.expression_or_opaque(value, node);
        let ty = ty.and_then(|ty| match ty.kind() {
            "type_arguments" => self.b.kids(ty).named().next(),
            _ => Some(ty),
        });
        let ty = ty.and_then(|ty| self.type_name(ty));
        match ty.filter(|ty| !matches!(ty.as_str(), "any" | "unknown" | "const")) {
            Some(ty) => {
                let asks = false;
                self.b.expr(ExprKind::Typed { value, ty, asks }, span(node))
            }
            None => value,
        }
    }
}

fn operator<'t>(node: Node<'t>) -> &'t str {
    node.child_by_field_name("operator")
        .map_or("", |operator| operator.kind())
}

fn choice_op(operator: &str) -> Option<ChoiceOp> {
    match operator {
        "||" => Some(ChoiceOp::Or),
        "&&" => Some(ChoiceOp::And),
        "??" => Some(ChoiceOp::Coalesce),
        _ => None,
    }
}

fn binary_op(operator: &str) -> BinaryOp {
    match operator {
        "+" => BinaryOp::Add,
        "%" => BinaryOp::Modulo,
        "==" | "===" => BinaryOp::Equal,
        "!=" | "!==" => BinaryOp::NotEqual,
        "<" | "<=" | ">" | ">=" => BinaryOp::Compare,
        "in" => BinaryOp::In,
        _ => BinaryOp::Arithmetic,
    }
}
