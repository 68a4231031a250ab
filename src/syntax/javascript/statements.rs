//! JavaScript's statements.

use tree_sitter::Node;

use super::Script;
use crate::syntax::builder::{Kids, head, span};
use crate::syntax::tree::{
    Arg, Block, Branch, CasePattern, ExprId, ExprKind, Handler, MatchArm, StmtKind,
};
use crate::workspace::Span;

impl<'t> Script<'t> {
    /// The statements below a program or a block.
    pub(super) fn block(&mut self, node: Node<'t>) -> Block {
        let mut out = Block::new();
        for child in self.b.kids(node).named() {
            self.statement(child, &mut out);
        }
        out
    }

    /// A body, which may be a block or one statement.
    pub(super) fn body(&mut self, node: Node<'t>) -> Block {
        if node.kind() == "statement_block" {
            return self.block(node);
        }
        let mut out = Block::new();
        self.statement(node, &mut out);
        out
    }

    pub(super) fn block_or_empty(&mut self, node: Option<Node<'t>>) -> Block {
        node.map(|node| self.body(node)).unwrap_or_default()
    }

    /// Lowers a statement to any number of neutral ones.
    pub(super) fn statement(&mut self, node: Node<'t>, out: &mut Block) {
        if !self.b.enter() {
            out.push(self.b.stmt(StmtKind::Opaque, span(node)));
            return;
        }
        self.statement_of_kind(node, out);
        self.b.leave();
    }

    fn statement_of_kind(&mut self, node: Node<'t>, out: &mut Block) {
        let kind = match node.kind() {
            "expression_statement" => return self.expression_statement(node, out),
            "lexical_declaration" | "variable_declaration" | "using_declaration" => {
                return self.declaration(node, out);
            }
            "import_statement" => return self.import(node, out),
            "import_alias" => return self.import_alias(node, out),
            "export_statement" => return self.export(node, out),
            "labeled_statement" => {
                let body = node.child_by_field_name("body");
                return out.extend(self.block_or_empty(body));
            }
            "function_declaration" | "generator_function_declaration" => {
                StmtKind::Function(self.function(node, Vec::new()))
            }
            "class_declaration" | "abstract_class_declaration" => {
                StmtKind::Class(self.class(node, Vec::new()))
            }
            "interface_declaration" => StmtKind::Class(self.interface(node)),
            "enum_declaration" => StmtKind::Class(self.enumeration(node)),
            "internal_module" | "module" => return self.namespace(node, out),
            "statement_block" => StmtKind::Block(self.block(node)),
            "if_statement" => self.branches(node),
            "switch_statement" => self.switch(node),
            "for_statement" => self.counting_loop(node),
            "for_in_statement" => self.element_loop(node),
            "while_statement" | "do_statement" => self.conditional_loop(node),
            "try_statement" => self.try_block(node),
            "with_statement" => self.with_block(node),
            "return_statement" => StmtKind::Return(self.only_value(node)),
            "throw_statement" => StmtKind::Throw(self.only_value(node)),
            "break_statement" => StmtKind::Break,
            "continue_statement" => StmtKind::Continue,
            "ERROR" => return self.broken(node, out),
            "empty_statement"
            | "debugger_statement"
            | "hash_bang_line"
            | "function_signature"
            | "ambient_declaration"
            | "type_alias_declaration" => return,
            _ => StmtKind::Value(self.expression(node)),
        };
        out.push(self.b.stmt(kind, span(node)));
    }

    /// What parsed inside of what did not.
    fn broken(&mut self, node: Node<'t>, out: &mut Block) {
        for child in self.b.kids(node).named() {
            match child.kind() {
                "statement_block" => out.extend(self.block(child)),
                "formal_parameters" | "type_annotation" => {}
                _ => self.statement(child, out),
            }
        }
    }

    fn expression_statement(&mut self, node: Node<'t>, out: &mut Block) {
        let Some(value) = self.b.kids(node).named().next() else {
            return;
        };
        self.effect(value, span(node), out);
    }

    /// An expression evaluated for its effect.
    fn effect(&mut self, value: Node<'t>, place: Span, out: &mut Block) {
        let kind = match value.kind() {
            "sequence_expression" => {
                for part in self.b.kids(value).named() {
                    if self.b.enter() {
                        self.effect(part, span(part), out);
                        self.b.leave();
                    }
                }
                return;
            }
            "assignment_expression" | "augmented_assignment_expression" => {
                if self.assigned_exports(value, out) {
                    return;
                }
                let (target, op, value) = self.assignment_parts(value);
                StmtKind::Assign {
                    target,
                    op,
                    value: Some(value),
                    ty: None,
                    declares: false,
                }
            }
            "internal_module" => return self.namespace(value, out),
            _ => StmtKind::Value(self.expression(value)),
        };
        out.push(self.b.stmt(kind, place));
    }

    fn branches(&mut self, node: Node<'t>) -> StmtKind {
        let mut branches = Vec::new();
        let (mut otherwise, mut otherwise_head) = (None, None);
        let mut next = Some(node);
        while let Some(at) = next.take() {
            let kids = self.b.kids(at);
            let consequence = kids.field("consequence");
            branches.push(Branch {
                test: self.expression_or_opaque(kids.field("condition"), at),
                body: self.block_or_empty(consequence),
                head: head(at, &kids, consequence),
            });
            let Some(clause) = kids.field("alternative") else {
                continue;
            };
            let parts = self.b.kids(clause);
            match parts.named().next() {
                Some(chained) if chained.kind() == "if_statement" => next = Some(chained),
                body => {
                    otherwise_head = Some(head(clause, &parts, body));
                    otherwise = Some(self.block_or_empty(body));
                }
            }
        }
        StmtKind::If {
            branches,
            otherwise,
            otherwise_head,
        }
    }

    /// `switch (true)` has no subject: its cases are tests.
    fn switch(&mut self, node: Node<'t>) -> StmtKind {
        let kids = self.b.kids(node);
        let subject = kids.field("value").map(|value| self.expression(value));
        let subject = subject
            .filter(|&subject| !matches!(self.b.tree.expr(subject).kind, ExprKind::Bool(true)));
        let mut arms: Vec<MatchArm> = Vec::new();
        if let Some(body) = kids.field("body") {
            for case in self.b.kids(body).named() {
                let arm = self.arm(case);
                match arms.last_mut() {
                    Some(above) if joins(above, &arm) => {
                        above.patterns.extend(arm.patterns);
                        above.head = above.head.join(arm.head);
                        above.body = arm.body;
                    }
                    _ => arms.push(arm),
                }
            }
        }
        StmtKind::Match {
            subject,
            arms,
            falls_through: true,
        }
    }

    fn arm(&mut self, node: Node<'t>) -> MatchArm {
        let kids = self.b.kids(node);
        let value = kids.field("value");
        let patterns = value.map(|value| CasePattern::Value(self.expression(value)));
        let mut body = Block::new();
        for statement in kids.fields("body") {
            if statement.kind() == "statement_block" {
                body.extend(self.block(statement));
            } else {
                self.statement(statement, &mut body);
            }
        }
        let colon = kids.of_kind(":");
        MatchArm {
            patterns: patterns.into_iter().collect(),
            guard: None,
            body,
            head: colon.map_or(span(node), |colon| {
                Span::new(node.start_byte(), colon.end_byte())
            }),
        }
    }

    fn counting_loop(&mut self, node: Node<'t>) -> StmtKind {
        let kids = self.b.kids(node);
        let mut init = Block::new();
        if let Some(first) = kids.field("initializer") {
            self.statement(first, &mut init);
        }
        let test = kids
            .fields("condition")
            .find(|test| test.is_named() && test.kind() != "empty_statement");
        let test = test.map(|test| match test.kind() {
            "expression_statement" => self.inner(test),
            _ => self.expression(test),
        });
        let mut step = Block::new();
        if let Some(increment) = kids.field("increment") {
            self.statement(increment, &mut step);
        }
        StmtKind::Loop {
            each: None,
            init,
            test,
            step,
            body: self.block_or_empty(kids.field("body")),
        }
    }

    /// `for … of` runs over elements, `for … in` over keys.
    fn element_loop(&mut self, node: Node<'t>) -> StmtKind {
        let kids = self.b.kids(node);
        let pattern = self.pattern_or_ignore(kids.field("left"));
        let right = kids.field("right");
        let mut over = self.expression_or_opaque(right, node);
        if kids.has("in") {
            over = self.keys_of(over, right.unwrap_or(node));
        }
        StmtKind::Loop {
            each: Some((pattern, over)),
            init: Block::new(),
            test: None,
            step: Block::new(),
            body: self.block_or_empty(kids.field("body")),
        }
    }

    /// `Object.keys(value)`.
    fn keys_of(&mut self, value: ExprId, place: Node<'t>) -> ExprId {
        let place = span(place);
        let object = self.b.name("Object", place);
        let member = ExprKind::Member {
            object,
            name: "keys".into(),
            name_span: place,
        };
        let kind = ExprKind::Call {
            callee: self.b.expr(member, place),
            args: vec![Arg {
                name: None,
                value,
                spread: false,
            }],
            is_new: false,
        };
        self.b.expr(kind, place)
    }

    fn conditional_loop(&mut self, node: Node<'t>) -> StmtKind {
        let kids = self.b.kids(node);
        StmtKind::Loop {
            each: None,
            init: Block::new(),
            test: kids.field("condition").map(|test| self.expression(test)),
            step: Block::new(),
            body: self.block_or_empty(kids.field("body")),
        }
    }

    fn try_block(&mut self, node: Node<'t>) -> StmtKind {
        let kids = self.b.kids(node);
        let body = self.block_or_empty(kids.field("body"));
        let handlers = kids.field("handler").map(|clause| {
            let parts: Kids<'t> = self.b.kids(clause);
            Handler {
                name: self.caught(parts.field("parameter")),
                ty: None,
                body: self.block_or_empty(parts.field("body")),
            }
        });
        let finally = kids
            .field("finalizer")
            .and_then(|clause| clause.child_by_field_name("body"));
        StmtKind::Try {
            body,
            handlers: handlers.into_iter().collect(),
            finally: self.block_or_empty(finally),
        }
    }

    fn with_block(&mut self, node: Node<'t>) -> StmtKind {
        let kids = self.b.kids(node);
        StmtKind::With {
            items: vec![(self.expression_or_opaque(kids.field("object"), node), None)],
            body: self.block_or_empty(kids.field("body")),
        }
    }

    fn only_value(&mut self, node: Node<'t>) -> Option<ExprId> {
        let value = self.b.kids(node).named().next()?;
        Some(self.expression(value))
    }
}

/// Whether `case "a":` without a body runs straight into another case: then it is one arm of two values.
fn joins(above: &MatchArm, below: &MatchArm) -> bool {
    above.body.is_empty() && !above.patterns.is_empty() && !below.patterns.is_empty()
}
