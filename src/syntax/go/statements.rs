//! Go's statements.

use tree_sitter::Node;

use super::Go;
use crate::syntax::builder::{head, span};
use crate::syntax::tree::{AssignOp, BinaryOp, Block, Branch, ExprId, ExprKind, Pattern, StmtKind};

impl<'t> Go<'t> {
    /// The statements below a file, a block or a case.
    pub(super) fn block(&mut self, node: Node<'t>) -> Block {
        let mut out = Block::new();
        for child in self.b.kids(node).named() {
            self.statement(child, &mut out);
        }
        out
    }

    pub(super) fn block_or_empty(&mut self, node: Option<Node<'t>>) -> Block {
        node.map(|node| self.block(node)).unwrap_or_default()
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
            "package_clause" => return self.package(node),
            "import_declaration" => return self.imports(node, out),
            "var_declaration" => return self.variables(node, out),
            "const_declaration" => return self.constants(node, out),
            "type_declaration" => return self.type_declaration(node, out),
            "statement_list" => return out.extend(self.block(node)),
            "function_declaration" | "method_declaration" => {
                StmtKind::Function(self.function(node))
            }
            "expression_statement" => return self.expression_statement(node, out),
            "short_var_declaration" | "assignment_statement" => {
                return self.assignment(node, out);
            }
            "inc_statement" | "dec_statement" => self.step(node),
            "send_statement" => StmtKind::Value(self.send(node)),
            "go_statement" | "defer_statement" => StmtKind::Spawn(self.inner(node)),
            "if_statement" => return self.branches(node, out),
            "for_statement" => return self.for_loop(node, out),
            "expression_switch_statement" => return self.switch(node, out),
            "type_switch_statement" => return self.type_switch(node, out),
            "select_statement" => self.select(node),
            "return_statement" => self.returned(node),
            "break_statement" => StmtKind::Break,
            "continue_statement" => StmtKind::Continue,
            "block" => StmtKind::Block(self.block(node)),
            "labeled_statement" => {
                let inner = self.b.kids(node).named().next_back();
                if let Some(inner) = inner.filter(|inner| inner.kind() != "label_name") {
                    self.statement(inner, out);
                }
                return;
            }
            "ERROR" => return self.broken(node, out),
            "empty_statement" | "fallthrough_statement" | "goto_statement" | "label_name" => return,
            _ => StmtKind::Value(self.expression(node)),
        };
        out.push(self.b.stmt(kind, span(node)));
    }

    /// What parsed inside of what did not.
    fn broken(&mut self, node: Node<'t>, out: &mut Block) {
        for child in self.b.kids(node).named() {
            match child.kind() {
                "block" => out.extend(self.block(child)),
                "parameter_list" => {}
                _ => self.statement(child, out),
            }
        }
    }

    fn package(&mut self, node: Node<'t>) {
        let name = self.b.kids(node).named().next();
        self.b.tree.namespace = name.map(|name| self.b.word(name));
    }

    /// `panic(x)` throws.
    fn expression_statement(&mut self, node: Node<'t>, out: &mut Block) {
        let Some(inner) = self.b.kids(node).named().next() else {
            return;
        };
        if self.filling_call(inner, out) {
            return;
        }
        let value = self.expression(inner);
        let thrown = match &self.b.tree.expr(value).kind {
            ExprKind::Call { callee, args, .. } => {
                let callee = &self.b.tree.expr(*callee).kind;
                let panics = matches!(callee, ExprKind::Name(name) if name == "panic");
                panics.then(|| args.first().map(|arg| arg.value))
            }
            _ => None,
        };
        let kind = match thrown {
            Some(thrown) => StmtKind::Throw(thrown),
            None => StmtKind::Value(value),
        };
        out.push(self.b.stmt(kind, span(node)));
    }

    fn assignment(&mut self, node: Node<'t>, out: &mut Block) {
        let kids = self.b.kids(node);
        let declares = node.kind() == "short_var_declaration";
        let op = match kids.field("operator").map(|operator| operator.kind()) {
            None | Some("=") => AssignOp::Set,
            Some("+=") => AssignOp::Add,
            Some(_) => AssignOp::Other,
        };
        let mut targets = match kids.field("left") {
            Some(list) => self.targets(list),
            None => Vec::new(),
        };
        let right = kids.field("right");
        let place = right.map_or(span(node), span);
        // A call that gives more than whether it went well is no mere filling.
        let only = right
            .filter(|_| targets.len() == 1)
            .and_then(|right| self.b.kids(right).named().next());
        let values = match right {
            Some(_) if only.is_some_and(|only| self.filling_call(only, out)) => {
                vec![self.b.opaque(Vec::new(), place)]
            }
            Some(list) => self.values_for(list, targets.len()),
            None => Vec::new(),
        };
        let target = match targets.len() {
            1 => targets.remove(0),
            _ => Pattern::List {
                items: targets.into_iter().map(Some).collect(),
                rest: None,
            },
        };
        let value = self.tuple(values, place);
        self.note_assigned(&target, value);
        let kind = StmtKind::Assign {
            target,
            op,
            value,
            ty: None,
            declares,
        };
        out.push(self.b.stmt(kind, span(node)));
    }

    pub(super) fn targets(&mut self, list: Node<'t>) -> Vec<Pattern> {
        let kids = self.b.kids(list);
        kids.named().map(|target| self.target(target)).collect()
    }

    pub(super) fn target(&mut self, node: Node<'t>) -> Pattern {
        match node.kind() {
            "blank_identifier" => Pattern::Ignore,
            "identifier" if self.b.source(node) == "_" => Pattern::Ignore,
            "identifier" => Pattern::Name(self.b.word(node), span(node)),
            _ => Pattern::Place(self.expression(node)),
        }
    }

    fn step(&mut self, node: Node<'t>) -> StmtKind {
        let one = ExprKind::Number("1".into());
        let target = self.b.kids(node).named().next();
        StmtKind::Assign {
            target: target.map_or(Pattern::Ignore, |target| self.target(target)),
            op: match node.kind() {
                "inc_statement" => AssignOp::Add,
                _ => AssignOp::Other,
            },
            value: Some(self.b.expr(one, span(node))),
            ty: None,
            declares: false,
        }
    }

    pub(super) fn send(&mut self, node: Node<'t>) -> ExprId {
        let kids = self.b.kids(node);
        let left = self.expression_or_opaque(kids.field("channel"), node);
        let right = self.expression_or_opaque(kids.field("value"), node);
        let kind = ExprKind::Binary {
            op: BinaryOp::Push,
            left,
            right,
        };
        self.b.expr(kind, span(node))
    }

    /// `if init; test {…} else if …`: what a branch runs first comes before the whole.
    fn branches(&mut self, node: Node<'t>, out: &mut Block) {
        if let Some(init) = node.child_by_field_name("initializer") {
            self.statement(init, out);
        }
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
            let Some(alternative) = kids.field("alternative") else {
                continue;
            };
            let has_init = alternative.child_by_field_name("initializer").is_some();
            if alternative.kind() == "if_statement" && !has_init {
                next = Some(alternative);
                continue;
            }
            otherwise_head = kids.of_kind("else").map(span);
            otherwise = Some(match alternative.kind() {
                "if_statement" => {
                    let mut inner = Block::new();
                    self.statement(alternative, &mut inner);
                    inner
                }
                _ => self.block(alternative),
            });
        }
        let kind = StmtKind::If {
            branches,
            otherwise,
            otherwise_head,
        };
        out.push(self.b.stmt(kind, span(node)));
    }

    fn for_loop(&mut self, node: Node<'t>, out: &mut Block) {
        let kids = self.b.kids(node);
        let body = kids.field("body");
        let control = kids.named().find(|kid| Some(*kid) != body);
        let kind = match control.map(|control| (control, control.kind())) {
            Some((clause, "range_clause")) => self.range_loop(clause, body),
            Some((clause, "for_clause")) => self.counting_loop(clause, body),
            Some((test, _)) => self.plain_loop(Some(test), body),
            None => self.plain_loop(None, body),
        };
        out.push(self.b.stmt(kind, span(node)));
    }

    fn plain_loop(&mut self, test: Option<Node<'t>>, body: Option<Node<'t>>) -> StmtKind {
        StmtKind::Loop {
            each: None,
            init: Block::new(),
            test: test.map(|test| self.expression(test)),
            step: Block::new(),
            body: self.block_or_empty(body),
        }
    }

    fn counting_loop(&mut self, clause: Node<'t>, body: Option<Node<'t>>) -> StmtKind {
        let kids = self.b.kids(clause);
        let mut init = Block::new();
        if let Some(first) = kids.field("initializer") {
            self.statement(first, &mut init);
        }
        let test = kids.field("condition").map(|test| self.expression(test));
        let mut step = Block::new();
        if let Some(update) = kids.field("update") {
            self.statement(update, &mut step);
        }
        StmtKind::Loop {
            each: None,
            init,
            test,
            step,
            body: self.block_or_empty(body),
        }
    }

    /// `for k, v := range xs` binds elements to `v`. One name is an element of a channel, or an index; it is taken for
    /// an index where the body indexes with it.
    fn range_loop(&mut self, clause: Node<'t>, body: Option<Node<'t>>) -> StmtKind {
        let kids = self.b.kids(clause);
        let over = self.expression_or_opaque(kids.field("right"), clause);
        let mut targets = match kids.field("left") {
            Some(list) => self.targets(list).into_iter(),
            None => Vec::new().into_iter(),
        };
        let (first, second) = (targets.next(), targets.next());
        let (key, element) = match (first, second) {
            (Some(only), None) if self.is_index(&only, kids.field("right"), body) => {
                (Some(only), Pattern::Ignore)
            }
            (Some(only), None) => (None, only),
            (key, element) => (key, element.unwrap_or(Pattern::Ignore)),
        };
        let mut statements = Block::new();
        if let Some(key @ Pattern::Name(..)) = key {
            let kind = StmtKind::Assign {
                target: key,
                op: AssignOp::Set,
                value: Some(self.b.opaque(vec![over], span(clause))),
                ty: None,
                declares: true,
            };
            statements.push(self.b.stmt(kind, span(clause)));
        }
        statements.extend(self.block_or_empty(body));
        StmtKind::Loop {
            each: Some((element, over)),
            init: Block::new(),
            test: None,
            step: Block::new(),
            body: statements,
        }
    }

    fn is_index(&self, name: &Pattern, over: Option<Node<'t>>, body: Option<Node<'t>>) -> bool {
        let (Pattern::Name(name, _), Some(over), Some(body)) = (name, over, body) else {
            return false;
        };
        let is_count = over.kind() == "int_literal" || self.b.source(over).starts_with("len(");
        let indexed = format!("{}[{name}]", self.b.source(over));
        is_count || self.b.source(body).contains(&indexed)
    }
}
