//! Python's statements.

use tree_sitter::Node;

use super::Python;
use crate::syntax::builder::{head, span};
use crate::syntax::tree::{
    AssignOp, Block, Branch, ExprId, ExprKind, Handler, Import, ImportName, Pattern, StmtKind,
    UnaryOp,
};
use crate::workspace::Span;

impl<'t> Python<'t> {
    /// The statements below a `module`, a `block` or anything else that holds statements.
    pub(super) fn block(&mut self, node: Node<'t>) -> Block {
        let mut out = Block::new();
        for child in self.b.kids(node).named() {
            self.statement(child, &mut out);
        }
        out
    }

    fn block_or_empty(&mut self, node: Option<Node<'t>>) -> Block {
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
            "expression_statement" => return self.expression_statement(node, out),
            "import_statement" => return self.import(node, out),
            "import_from_statement" => return self.import_from(node, out),
            "for_statement" => return self.for_loop(node, out),
            "while_statement" => return self.while_loop(node, out),
            "class_definition" | "function_definition" | "decorated_definition" => {
                self.definition(node)
            }
            "if_statement" => self.branches(node),
            "return_statement" => StmtKind::Return(self.only_value(node)),
            "raise_statement" => StmtKind::Throw(self.only_value(node)),
            "try_statement" => self.try_block(node),
            "with_statement" => self.with_block(node),
            "match_statement" => self.match_statement(node),
            "assert_statement" => self.assert(node),
            "print_statement" | "exec_statement" => self.old_statement(node),
            "delete_statement" => {
                let value = self.all_parts(node);
                StmtKind::Value(value)
            }
            "global_statement" | "nonlocal_statement" => self.outer_names(node),
            "break_statement" => StmtKind::Break,
            "continue_statement" => StmtKind::Continue,
            "block" => StmtKind::Block(self.block(node)),
            "pass_statement"
            | "future_import_statement"
            | "type_alias_statement"
            | "line_continuation" => return,
            "ERROR" => return self.broken(node, out),
            _ => StmtKind::Value(self.expression(node)),
        };
        out.push(self.b.stmt(kind, span(node)));
    }

    /// What parsed inside of what did not.
    fn broken(&mut self, node: Node<'t>, out: &mut Block) {
        for child in self.b.kids(node).named() {
            if child.kind() == "block" {
                out.extend(self.block(child));
            } else {
                self.statement(child, out);
            }
        }
    }

    fn expression_statement(&mut self, node: Node<'t>, out: &mut Block) {
        if self.b.is_blanked(node) {
            out.push(self.b.stmt(StmtKind::Opaque, span(node)));
            return;
        }
        let kids = self.b.kids(node);
        let mut values = kids.named();
        let (Some(first), None) = (values.next(), values.next()) else {
            let value = self.list(node);
            out.push(self.b.stmt(StmtKind::Value(value), span(node)));
            return;
        };
        let kind = match first.kind() {
            "assignment" | "augmented_assignment" => self.assignment(first),
            _ => StmtKind::Value(self.expression(first)),
        };
        out.push(self.b.stmt(kind, span(node)));
    }

    fn assignment(&mut self, node: Node<'t>) -> StmtKind {
        let kids = self.b.kids(node);
        let ty = kids.field("type").and_then(|ty| self.type_name(ty));
        let op = self.assign_op(kids.field("operator"));
        let target = self.target_or_ignore(kids.field("left"));
        let value = kids.field("right").map(|right| self.expression(right));
        let declares = op == AssignOp::Set && self.declares(&target);
        StmtKind::Assign {
            target,
            op,
            value,
            ty,
            declares,
        }
    }

    pub(super) fn assign_op(&self, operator: Option<Node<'t>>) -> AssignOp {
        match operator.map(|operator| operator.kind()) {
            None => AssignOp::Set,
            Some("+=") => AssignOp::Add,
            Some(_) => AssignOp::Other,
        }
    }

    /// Whether assigning to that makes a name of the current scope.
    fn declares(&mut self, target: &Pattern) -> bool {
        match target {
            Pattern::Name(name, _) => !self.scope().outer.contains(name),
            Pattern::List { .. } => true,
            _ => false,
        }
    }

    fn branches(&mut self, node: Node<'t>) -> StmtKind {
        let kids = self.b.kids(node);
        let mut branches = vec![self.branch(node)];
        let (mut otherwise, mut otherwise_head) = (None, None);
        for alternative in kids.fields("alternative") {
            if alternative.kind() == "elif_clause" {
                branches.push(self.branch(alternative));
                continue;
            }
            let kids = self.b.kids(alternative);
            let body = kids.field("body");
            otherwise_head = Some(head(alternative, &kids, body));
            otherwise = Some(self.block_or_empty(body));
        }
        StmtKind::If {
            branches,
            otherwise,
            otherwise_head,
        }
    }

    fn branch(&mut self, node: Node<'t>) -> Branch {
        let kids = self.b.kids(node);
        let test = match kids.field("condition") {
            Some(test) => self.expression(test),
            None => self.b.opaque(Vec::new(), span(node)),
        };
        let consequence = kids.field("consequence");
        Branch {
            test,
            head: head(node, &kids, consequence),
            body: self.block_or_empty(consequence),
        }
    }

    fn for_loop(&mut self, node: Node<'t>, out: &mut Block) {
        let kids = self.b.kids(node);
        let pattern = self.target_or_ignore(kids.field("left"));
        let each = kids
            .field("right")
            .map(|right| (pattern, self.expression(right)));
        let body = self.block_or_empty(kids.field("body"));
        self.push_loop(node, each, None, body, out);
    }

    fn while_loop(&mut self, node: Node<'t>, out: &mut Block) {
        let kids = self.b.kids(node);
        let test = kids.field("condition").map(|test| self.expression(test));
        let body = self.block_or_empty(kids.field("body"));
        self.push_loop(node, None, test, body, out);
    }

    /// Pushes a loop, then its `else` block, which runs when the loop was not left by `break`.
    fn push_loop(
        &mut self,
        node: Node<'t>,
        each: Option<(Pattern, ExprId)>,
        test: Option<ExprId>,
        body: Block,
        out: &mut Block,
    ) {
        let kind = StmtKind::Loop {
            each,
            init: Block::new(),
            test,
            step: Block::new(),
            body,
        };
        out.push(self.b.stmt(kind, span(node)));
        if let Some(otherwise) = self.b.kids(node).field("alternative") {
            let body = self.b.kids(otherwise).field("body");
            out.extend(self.block_or_empty(body));
        }
    }

    fn try_block(&mut self, node: Node<'t>) -> StmtKind {
        let kids = self.b.kids(node);
        let mut body = self.block_or_empty(kids.field("body"));
        let mut handlers = Vec::new();
        let mut finally = Block::new();
        for clause in kids.named() {
            match clause.kind() {
                "except_clause" | "except_group_clause" => handlers.push(self.handler(clause)),
                "else_clause" => {
                    let after = self.b.kids(clause).field("body");
                    body.extend(self.block_or_empty(after));
                }
                "finally_clause" => finally = self.clause_block(clause),
                _ => {}
            }
        }
        StmtKind::Try {
            body,
            handlers,
            finally,
        }
    }

    fn handler(&mut self, node: Node<'t>) -> Handler {
        let mut value = self.b.kids(node).field("value");
        let mut alias = self.b.kids(node).field("alias");
        if let Some(pattern) = value.filter(|value| value.kind() == "as_pattern") {
            let kids = self.b.kids(pattern);
            alias = kids.field("alias");
            value = kids.named().next();
        }
        Handler {
            name: alias.map(|alias| self.b.word(alias)),
            ty: value.map(|value| self.b.word(value)),
            body: self.clause_block(node),
        }
    }

    fn clause_block(&mut self, clause: Node<'t>) -> Block {
        let block = self.b.kids(clause).of_kind("block");
        self.block_or_empty(block)
    }

    fn with_block(&mut self, node: Node<'t>) -> StmtKind {
        let kids = self.b.kids(node);
        let mut items = Vec::new();
        if let Some(clause) = kids.of_kind("with_clause") {
            for item in self.b.kids(clause).named() {
                if let Some(value) = self.b.kids(item).field("value") {
                    items.push(self.with_item(value));
                }
            }
        }
        StmtKind::With {
            items,
            body: self.block_or_empty(kids.field("body")),
        }
    }

    fn with_item(&mut self, value: Node<'t>) -> (ExprId, Option<Pattern>) {
        if value.kind() != "as_pattern" {
            return (self.expression(value), None);
        }
        let kids = self.b.kids(value);
        let opened = match kids.named().next() {
            Some(opened) => self.expression(opened),
            None => self.b.opaque(Vec::new(), span(value)),
        };
        let target = kids.field("alias");
        let pattern = target.and_then(|target| self.b.kids(target).named().next());
        (opened, pattern.map(|pattern| self.target(pattern)))
    }

    /// `assert test`: what follows runs only where the test holds.
    fn assert(&mut self, node: Node<'t>) -> StmtKind {
        let Some(test) = self.b.kids(node).named().next() else {
            return StmtKind::Opaque;
        };
        let operand = self.expression(test);
        let not = ExprKind::Unary {
            op: UnaryOp::Not,
            operand,
        };
        let test = self.b.expr(not, span(test));
        let fails = self.b.stmt(StmtKind::Throw(None), span(node));
        StmtKind::If {
            branches: vec![Branch {
                test,
                body: vec![fails],
                head: span(node),
            }],
            otherwise: None,
            otherwise_head: None,
        }
    }

    /// `print x` and `exec x` of Python 2.
    fn old_statement(&mut self, node: Node<'t>) -> StmtKind {
        let value = self.all_parts(node);
        StmtKind::Value(value)
    }

    fn outer_names(&mut self, node: Node<'t>) -> StmtKind {
        let names: Vec<_> = self
            .b
            .kids(node)
            .named()
            .map(|name| self.b.word(name))
            .collect();
        self.scope().outer.extend(names.iter().cloned());
        StmtKind::Outer(names)
    }

    /// `import a.b` binds `a`, `import a.b as x` binds the submodule.
    fn import(&mut self, node: Node<'t>, out: &mut Block) {
        for name in self.b.kids(node).fields("name") {
            let (module, alias) = self.aliased(name);
            let Some(module) = module else { continue };
            let written = self.dotted(module);
            let (specifier, local) = match alias {
                Some(alias) => (written, self.b.source(alias).into()),
                None => {
                    let package = written.split('.').next().unwrap_or_default().to_owned();
                    (package.clone(), package)
                }
            };
            let import = Import {
                span: Span::new(module.start_byte(), module.start_byte() + specifier.len()),
                specifier: specifier.into(),
                names: vec![ImportName::Module {
                    local: local.into(),
                }],
            };
            out.push(self.b.stmt(StmtKind::Import(import), span(node)));
        }
    }

    fn import_from(&mut self, node: Node<'t>, out: &mut Block) {
        let kids = self.b.kids(node);
        let Some(module) = kids.field("module_name") else {
            return;
        };
        let mut names = Vec::new();
        for name in kids.fields("name") {
            let (member, alias) = self.aliased(name);
            let Some(member) = member else { continue };
            names.push(ImportName::Member {
                name: self.b.word(member),
                local: self.b.word(alias.unwrap_or(member)),
            });
        }
        if kids.has("wildcard_import") {
            names.push(ImportName::Star);
        }
        let import = Import {
            specifier: self.dotted(module).into(),
            span: span(module),
            names,
        };
        out.push(self.b.stmt(StmtKind::Import(import), span(node)));
    }

    fn aliased(&mut self, node: Node<'t>) -> (Option<Node<'t>>, Option<Node<'t>>) {
        if node.kind() != "aliased_import" {
            return (Some(node), None);
        }
        let kids = self.b.kids(node);
        (kids.field("name"), kids.field("alias"))
    }

    /// A dotted name without the blanks that may stand in it.
    fn dotted(&self, node: Node<'t>) -> String {
        let source = self.b.source(node);
        source.chars().filter(|c| !c.is_whitespace()).collect()
    }

    fn only_value(&mut self, node: Node<'t>) -> Option<ExprId> {
        let value = self.b.kids(node).named().next()?;
        Some(self.expression(value))
    }
}
