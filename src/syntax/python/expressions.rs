//! Python's expressions.

use tree_sitter::Node;

use super::Python;
use crate::syntax::builder::{Kids, span};
use crate::syntax::tree::{
    Arg, BinaryOp, ChoiceOp, Clause, ExprId, ExprKind, Item, Pattern, UnaryOp,
};
use crate::workspace::Span;

/// How a call chain or a subscript chain goes on: from the inner value to the outer.
enum Link<'t> {
    Attribute(Node<'t>),
    Subscript(Node<'t>),
    Call(Node<'t>),
}

impl<'t> Python<'t> {
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
            "identifier" => ExprKind::Name(self.b.word(node)),
            "string" | "concatenated_string" => ExprKind::Text(self.text(node)),
            "integer" | "float" => ExprKind::Number(self.b.word(node)),
            "true" => ExprKind::Bool(true),
            "false" => ExprKind::Bool(false),
            "none" => ExprKind::Null,
            "attribute" | "subscript" | "call" => return self.chain(node),
            "parenthesized_expression" | "type" => return self.inner(node),
            "binary_operator" => return self.binary(node),
            "boolean_operator" => return self.choice(node),
            "comparison_operator" => return self.comparison(node),
            "not_operator" => self.unary(node, UnaryOp::Not),
            "unary_operator" => self.sign(node),
            "conditional_expression" => self.conditional(node),
            "lambda" => return self.lambda(node),
            "await" => ExprKind::Await(self.inner(node)),
            "yield" => self.yielded(node),
            "named_expression" => self.walrus(node),
            "assignment" | "augmented_assignment" => self.chained_assignment(node),
            "list" | "tuple" | "set" | "expression_list" | "pattern_list" | "list_pattern"
            | "tuple_pattern" => return self.list(node),
            "dictionary" => self.dictionary(node),
            "list_comprehension"
            | "set_comprehension"
            | "generator_expression"
            | "dictionary_comprehension" => self.comprehension(node),
            "slice" => self.slice(node),
            "list_splat" | "dictionary_splat" | "parenthesized_list_splat" | "as_pattern" => {
                return self.inner(node);
            }
            "dotted_name" => return self.dotted_value(node),
            _ => return self.all_parts(node),
        };
        self.b.expr(kind, span(node))
    }

    /// The only expression in a node that adds nothing to it.
    fn inner(&mut self, node: Node<'t>) -> ExprId {
        match self.b.kids(node).named().next() {
            Some(inner) => self.expression(inner),
            None => self.b.opaque(Vec::new(), span(node)),
        }
    }

    /// An opaque expression that keeps its parts.
    pub(super) fn all_parts(&mut self, node: Node<'t>) -> ExprId {
        let kids = self.b.kids(node);
        let parts = kids.named().map(|kid| self.expression(kid)).collect();
        self.b.opaque(parts, span(node))
    }

    /// `a.b(c)[d]…` without recursion along the chain.
    fn chain(&mut self, node: Node<'t>) -> ExprId {
        let mut links = Vec::new();
        let mut inner = node;
        loop {
            let (link, field) = match inner.kind() {
                "attribute" => (Link::Attribute(inner), "object"),
                "subscript" => (Link::Subscript(inner), "value"),
                "call" => (Link::Call(inner), "function"),
                _ => break,
            };
            let Some(next) = inner.child_by_field_name(field) else {
                break;
            };
            links.push(link);
            inner = next;
        }
        if links.is_empty() {
            return self.all_parts(node);
        }
        let weight = self.b.enter_chain(links.len());
        let mut value = self.expression(inner);
        let mut parts = Vec::new();
        for (at, link) in links.into_iter().rev().enumerate() {
            value = self.b.cut_chain(at, value, &mut parts);
            value = match link {
                Link::Attribute(node) => self.attribute(value, node),
                Link::Subscript(node) => self.subscript(value, node),
                Link::Call(node) => self.call(value, node),
            };
        }
        self.b.leave_chain(weight);
        self.b.join_chain(parts, value)
    }

    fn attribute(&mut self, object: ExprId, node: Node<'t>) -> ExprId {
        let Some(name) = node.child_by_field_name("attribute") else {
            return object;
        };
        let kind = ExprKind::Member {
            object,
            name: self.b.word(name),
            name_span: span(name),
        };
        self.b.expr(kind, span(node))
    }

    fn subscript(&mut self, object: ExprId, node: Node<'t>) -> ExprId {
        let kids = self.b.kids(node);
        let mut keys: Vec<_> = kids
            .fields("subscript")
            .map(|key| self.expression(key))
            .collect();
        let index = match keys.len() {
            1 => keys.remove(0),
            _ => {
                let items = keys.into_iter().map(plain_item).collect();
                self.b.expr(ExprKind::List(items), span(node))
            }
        };
        self.b.expr(ExprKind::Index { object, index }, span(node))
    }

    fn call(&mut self, callee: ExprId, node: Node<'t>) -> ExprId {
        let args = match node.child_by_field_name("arguments") {
            Some(list) if list.kind() == "argument_list" => self.arguments(list),
            Some(generator) => vec![Arg {
                name: None,
                value: self.expression(generator),
                spread: false,
            }],
            None => Vec::new(),
        };
        if let ([module], true) = (args.as_slice(), self.imports(callee)) {
            return self.b.expr(ExprKind::Import(module.value), span(node));
        }
        let kind = if self.is_super(callee) {
            ExprKind::Super
        } else {
            ExprKind::Call {
                callee,
                args,
                is_new: false,
            }
        };
        self.b.expr(kind, span(node))
    }

    /// Whether calling that gives the instance as its base class sees it.
    fn is_super(&self, callee: ExprId) -> bool {
        matches!(self.b.kind_of(callee), ExprKind::Name(name) if name == "super")
    }

    /// Whether calling that imports the module named by its argument.
    fn imports(&self, callee: ExprId) -> bool {
        match &self.b.tree.expr(callee).kind {
            ExprKind::Name(name) => name == "__import__" || name == "import_module",
            ExprKind::Member { name, object, .. } => {
                let object = &self.b.tree.expr(*object).kind;
                name == "import_module" && matches!(object, ExprKind::Name(n) if n == "importlib")
            }
            _ => false,
        }
    }

    fn arguments(&mut self, list: Node<'t>) -> Vec<Arg> {
        let kids = self.b.kids(list);
        kids.named()
            .map(|argument| self.argument(argument))
            .collect()
    }

    fn argument(&mut self, node: Node<'t>) -> Arg {
        if node.kind() == "keyword_argument" {
            let kids = self.b.kids(node);
            let value = kids.field("value").unwrap_or(node);
            return Arg {
                name: kids.field("name").map(|name| self.b.word(name)),
                value: self.expression(value),
                spread: false,
            };
        }
        Arg {
            name: None,
            spread: matches!(node.kind(), "list_splat" | "dictionary_splat"),
            value: self.expression(node),
        }
    }

    /// `a + b + c …` without recursion along the chain.
    fn binary(&mut self, node: Node<'t>) -> ExprId {
        let operator = self.operator(node);
        let op = binary_op(operator);
        let operands = self.operands(node, "binary_operator");
        self.b.join(&operands, |left, right| ExprKind::Binary {
            op,
            left,
            right,
        })
    }

    fn choice(&mut self, node: Node<'t>) -> ExprId {
        let op = match self.operator(node) {
            "and" => ChoiceOp::And,
            _ => ChoiceOp::Or,
        };
        let operands = self.operands(node, "boolean_operator");
        self.b.join(&operands, |left, right| ExprKind::Choice {
            op,
            left,
            right,
        })
    }

    fn operator(&self, node: Node<'t>) -> &'t str {
        node.child_by_field_name("operator")
            .map_or("", |operator| operator.kind())
    }

    /// The operands of a left-deep chain of one operator, in order.
    fn operands(&mut self, node: Node<'t>, kind: &str) -> Vec<ExprId> {
        let operator = self.operator(node);
        let mut right = Vec::new();
        let mut inner = Some(node);
        while let Some(at) = inner {
            if at.kind() != kind || self.operator(at) != operator {
                right.push(at);
                break;
            }
            right.extend(at.child_by_field_name("right"));
            inner = at.child_by_field_name("left");
        }
        right.reverse();
        let operands: Vec<_> = right.into_iter().map(|at| self.expression(at)).collect();
        if operands.is_empty() {
            return vec![self.b.opaque(Vec::new(), span(node))];
        }
        operands
    }

    /// `a < b <= c` holds where each of its comparisons does.
    fn comparison(&mut self, node: Node<'t>) -> ExprId {
        let kids = self.b.kids(node);
        let mut comparisons = Vec::new();
        let mut left = None;
        let mut operator = "";
        for kid in kids.iter() {
            if kid.field == Some("operators") {
                operator = kid.node.kind();
                continue;
            }
            let right = self.expression(kid.node);
            if let Some(left) = left {
                let op = comparison_op(operator);
                let span = self.b.span_of(left).join(self.b.span_of(right));
                let kind = if self.asks_for_main(left) {
                    ExprKind::Bool(true)
                } else {
                    ExprKind::Binary { op, left, right }
                };
                comparisons.push(self.b.expr(kind, span));
            }
            left = Some(right);
        }
        if comparisons.is_empty() {
            return self.b.opaque(left.into_iter().collect(), span(node));
        }
        self.b.join(&comparisons, |left, right| ExprKind::Choice {
            op: ChoiceOp::And,
            left,
            right,
        })
    }

    /// `__name__ == "__main__"` holds in a program as it runs.
    fn asks_for_main(&self, left: ExprId) -> bool {
        matches!(self.b.kind_of(left), ExprKind::Name(name) if name == "__name__")
    }

    fn unary(&mut self, node: Node<'t>, op: UnaryOp) -> ExprKind {
        ExprKind::Unary {
            op,
            operand: self.inner(node),
        }
    }

    /// `-1` is a number; any other sign is an operation.
    fn sign(&mut self, node: Node<'t>) -> ExprKind {
        let operand = node.child_by_field_name("argument");
        match operand.map(|operand| operand.kind()) {
            Some("integer" | "float") => ExprKind::Number(self.b.word(node)),
            _ => self.unary(node, UnaryOp::Other),
        }
    }

    fn conditional(&mut self, node: Node<'t>) -> ExprKind {
        let kids = self.b.kids(node);
        let parts: Vec<_> = kids.named().map(|part| self.expression(part)).collect();
        match parts[..] {
            [then, test, otherwise] => ExprKind::Conditional {
                test,
                then,
                otherwise,
            },
            _ => ExprKind::Opaque(parts),
        }
    }

    fn yielded(&mut self, node: Node<'t>) -> ExprKind {
        self.scope().yields = true;
        let value = self.b.kids(node).named().next();
        ExprKind::Yield(value.map(|value| self.expression(value)))
    }

    fn walrus(&mut self, node: Node<'t>) -> ExprKind {
        let kids = self.b.kids(node);
        let target = self.target_or_ignore(kids.field("name"));
        self.assign(target, None, kids.field("value"))
    }

    fn chained_assignment(&mut self, node: Node<'t>) -> ExprKind {
        let kids = self.b.kids(node);
        let target = self.target_or_ignore(kids.field("left"));
        self.assign(target, kids.field("operator"), kids.field("right"))
    }

    fn assign(
        &mut self,
        target: Pattern,
        operator: Option<Node<'t>>,
        value: Option<Node<'t>>,
    ) -> ExprKind {
        match value {
            Some(value) => ExprKind::Assign {
                target: Box::new(target),
                op: self.assign_op(operator),
                value: self.expression(value),
            },
            None => ExprKind::Opaque(Vec::new()),
        }
    }

    /// A list, tuple or set; also the bare `a, b`.
    pub(super) fn list(&mut self, node: Node<'t>) -> ExprId {
        let kids = self.b.kids(node);
        let items = kids
            .named()
            .map(|item| Item {
                spread: matches!(item.kind(), "list_splat" | "parenthesized_list_splat"),
                value: self.expression(item),
            })
            .collect();
        self.b.expr(ExprKind::List(items), span(node))
    }

    fn comprehension(&mut self, node: Node<'t>) -> ExprKind {
        let kids = self.b.kids(node);
        let clauses = self.clauses(&kids);
        let Some(body) = kids.field("body") else {
            return ExprKind::Opaque(Vec::new());
        };
        let (key, element) = match body.kind() {
            "pair" => {
                let pair = self.b.kids(body);
                let key = pair.field("key").map(|key| self.expression(key));
                (key, pair.field("value").unwrap_or(body))
            }
            _ => (None, body),
        };
        ExprKind::Comprehension {
            element: self.expression(element),
            key,
            clauses,
        }
    }

    fn clauses(&mut self, kids: &Kids<'t>) -> Vec<Clause> {
        let mut clauses: Vec<Clause> = Vec::new();
        for kid in kids.named() {
            match (kid.kind(), clauses.last_mut()) {
                ("for_in_clause", _) => {
                    let parts = self.b.kids(kid);
                    let pattern = self.target_or_ignore(parts.field("left"));
                    let iterable = match parts.fields("right").find(|right| right.is_named()) {
                        Some(right) => self.expression(right),
                        None => self.b.opaque(Vec::new(), span(kid)),
                    };
                    clauses.push(Clause {
                        pattern,
                        iterable,
                        conditions: Vec::new(),
                    });
                }
                ("if_clause", Some(_)) => {
                    let condition = self.inner(kid);
                    if let Some(clause) = clauses.last_mut() {
                        clause.conditions.push(condition);
                    }
                }
                _ => {}
            }
        }
        clauses
    }

    fn slice(&mut self, node: Node<'t>) -> ExprKind {
        let kids = self.b.kids(node);
        let mut ends = [None, None];
        let mut at = 0;
        for kid in kids.iter() {
            if kid.node.kind() == ":" {
                at += 1;
            } else if let Some(end) = ends.get_mut(at) {
                *end = Some(self.expression(kid.node));
            }
        }
        let [from, to] = ends;
        ExprKind::Slice { from, to }
    }

    /// `a.b.c` as it stands in patterns and decorators of old grammars.
    fn dotted_value(&mut self, node: Node<'t>) -> ExprId {
        let mut value = None;
        for part in self.b.kids(node).named() {
            let name = self.b.word(part);
            value = Some(match value {
                None => self.b.name(name, span(part)),
                Some(object) => {
                    let kind = ExprKind::Member {
                        object,
                        name,
                        name_span: span(part),
                    };
                    let whole = Span::new(node.start_byte(), part.end_byte());
                    self.b.expr(kind, whole)
                }
            });
        }
        value.unwrap_or_else(|| self.b.opaque(Vec::new(), span(node)))
    }

    /// What an assignment, a loop or a parameter binds.
    pub(super) fn target(&mut self, node: Node<'t>) -> Pattern {
        if !self.b.enter() {
            return Pattern::Ignore;
        }
        let pattern = match node.kind() {
            "identifier" if self.b.source(node) == "_" => Pattern::Ignore,
            "identifier" => Pattern::Name(self.b.word(node), span(node)),
            "pattern_list" | "tuple_pattern" | "list_pattern" | "expression_list" | "tuple"
            | "list" => self.target_list(node),
            "list_splat_pattern"
            | "list_splat"
            | "parenthesized_expression"
            | "as_pattern_target" => {
                let inner = self.b.kids(node).named().next();
                self.target_or_ignore(inner)
            }
            _ => Pattern::Place(self.expression(node)),
        };
        self.b.leave();
        pattern
    }

    pub(super) fn target_or_ignore(&mut self, node: Option<Node<'t>>) -> Pattern {
        node.map_or(Pattern::Ignore, |node| self.target(node))
    }

    fn target_list(&mut self, node: Node<'t>) -> Pattern {
        let mut items = Vec::new();
        let mut rest = None;
        for item in self.b.kids(node).named() {
            let pattern = self.target(item);
            if matches!(item.kind(), "list_splat_pattern" | "list_splat") {
                rest = Some(Box::new(pattern));
            } else {
                items.push(Some(pattern));
            }
        }
        Pattern::List { items, rest }
    }
}

fn plain_item(value: ExprId) -> Item {
    Item {
        value,
        spread: false,
    }
}

fn binary_op(operator: &str) -> BinaryOp {
    match operator {
        "+" => BinaryOp::Add,
        "%" => BinaryOp::Modulo,
        "|" => BinaryOp::Pipe,
        "<<" => BinaryOp::Push,
        _ => BinaryOp::Arithmetic,
    }
}

fn comparison_op(operator: &str) -> BinaryOp {
    match operator {
        "==" | "is" => BinaryOp::Equal,
        "!=" | "<>" | "is not" => BinaryOp::NotEqual,
        "in" => BinaryOp::In,
        "not in" => BinaryOp::NotIn,
        _ => BinaryOp::Compare,
    }
}
