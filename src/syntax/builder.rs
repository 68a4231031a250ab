//! The arena that lowering fills, and how it looks at a concrete tree: by cursor, to a bounded depth.

use smol_str::SmolStr;
use tree_sitter::{Node, TreeCursor};

use super::language::Language;
use super::tree::{
    Block, Class, ClassId, Expr, ExprId, ExprKind, Function, FunctionId, GivenUp, NameSharing,
    Stmt, StmtId, StmtKind, Tree,
};
use crate::workspace::{FileId, Span};

/// How deep lowering goes. What lies deeper is opaque.
const MAX_DEPTH: u32 = 200;
/// Chains of one associative operation longer than this become a balanced tree, so that the neutral tree stays flat.
const MAX_LEFT_DEEP: usize = 24;
/// Chains of calls and members longer than this are cut, for the same reason.
const MAX_CHAIN: usize = 128;
/// So many links of a chain weigh as much as one level of nesting: chains inside of chains would else multiply.
const LINKS_A_LEVEL: u32 = 8;

/// Fills a [`Tree`].
pub(crate) struct Builder<'t> {
    /// The tree so far.
    pub(crate) tree: Tree,
    /// The file's text.
    pub(crate) text: &'t str,
    cursor: TreeCursor<'t>,
    depth: u32,
    /// Lines that were taken out before parsing.
    blanked: Vec<Span>,
}

/// A child of a concrete node, with its field's name.
#[derive(Clone, Copy)]
pub(crate) struct Kid<'t> {
    pub(crate) node: Node<'t>,
    pub(crate) field: Option<&'t str>,
}

/// The children of a concrete node, comments left out.
pub(crate) struct Kids<'t>(Vec<Kid<'t>>);

impl<'t> Kids<'t> {
    /// The first child in that field.
    pub(crate) fn field(&self, name: &str) -> Option<Node<'t>> {
        self.fields(name).next()
    }

    /// The children in that field.
    pub(crate) fn fields(&self, name: &str) -> impl Iterator<Item = Node<'t>> {
        self.0
            .iter()
            .filter(move |kid| kid.field == Some(name))
            .map(|kid| kid.node)
    }

    /// The named children.
    pub(crate) fn named(&self) -> impl DoubleEndedIterator<Item = Node<'t>> {
        self.0
            .iter()
            .map(|kid| kid.node)
            .filter(|node| node.is_named())
    }

    /// The first child of that kind.
    pub(crate) fn of_kind(&self, kind: &str) -> Option<Node<'t>> {
        self.0
            .iter()
            .map(|kid| kid.node)
            .find(|node| node.kind() == kind)
    }

    /// Whether there is a child of that kind (also a keyword or a sign).
    pub(crate) fn has(&self, kind: &str) -> bool {
        self.of_kind(kind).is_some()
    }

    /// All children, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Kid<'t>> {
        self.0.iter().copied()
    }
}

/// Where a concrete node stands.
pub(crate) fn span(node: Node<'_>) -> Span {
    Span::new(node.start_byte(), node.end_byte())
}

/// The head of a construct: from its start to the last thing before its body.
pub(crate) fn head<'t>(node: Node<'t>, kids: &Kids<'t>, body: Option<Node<'t>>) -> Span {
    let Some(body) = body else {
        return span(node);
    };
    let before = kids
        .iter()
        .map(|kid| kid.node.end_byte())
        .take_while(|&end| end <= body.start_byte());
    let end = before.last().unwrap_or(body.start_byte());
    Span::new(node.start_byte(), end)
}

impl<'t> Builder<'t> {
    /// A builder for the file, whose concrete tree is `root`, parsed without the `blanked` lines.
    pub(crate) fn new(tree: Tree, text: &'t str, root: Node<'t>, blanked: Vec<Span>) -> Self {
        Self {
            tree,
            text,
            cursor: root.walk(),
            depth: 0,
            blanked,
        }
    }

    /// The children of a node, comments left out.
    pub(crate) fn kids(&mut self, node: Node<'t>) -> Kids<'t> {
        let mut kids = Vec::new();
        self.cursor.reset(node);
        if self.cursor.goto_first_child() {
            loop {
                let child = self.cursor.node();
                if !is_comment(child) {
                    kids.push(Kid {
                        node: child,
                        field: self.cursor.field_name(),
                    });
                }
                if !self.cursor.goto_next_sibling() {
                    break;
                }
            }
        }
        Kids(kids)
    }

    /// The text of a node.
    pub(crate) fn source(&self, node: Node<'_>) -> &'t str {
        self.text.get(node.byte_range()).unwrap_or_default()
    }

    /// Whether a node stands for a line that was taken out.
    pub(crate) fn is_blanked(&self, node: Node<'_>) -> bool {
        self.blanked.contains(&span(node))
    }

    /// The bytes between a literal's quotes. In broken code the closing one may not be there.
    pub(crate) fn inside_quotes(&self, node: Node<'_>) -> Span {
        let source = self.source(node);
        let Some(quote) = source.chars().next() else {
            return span(node);
        };
        let rest = &source[quote.len_utf8()..];
        let inside = rest.strip_suffix(quote).unwrap_or(rest);
        let start = node.start_byte() + quote.len_utf8();
        Span::new(start, start + inside.len())
    }

    /// The text of a node, as a name.
    pub(crate) fn word(&self, node: Node<'_>) -> SmolStr {
        SmolStr::new(self.source(node))
    }

    /// Goes one level down; false at the depth cap, which is then recorded.
    pub(crate) fn enter(&mut self) -> bool {
        if self.depth >= MAX_DEPTH {
            self.tree.given_up = Some(GivenUp::TooDeep);
            return false;
        }
        self.depth += 1;
        true
    }

    /// Comes back up.
    pub(crate) fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Adds an expression.
    pub(crate) fn expr(&mut self, kind: ExprKind, span: Span) -> ExprId {
        self.tree.exprs.push(Expr { kind, span });
        ExprId(self.tree.exprs.len() as u32 - 1)
    }

    /// Adds a name.
    pub(crate) fn name(&mut self, name: impl Into<SmolStr>, span: Span) -> ExprId {
        self.expr(ExprKind::Name(name.into()), span)
    }

    /// Adds an expression without meaning for messages.
    pub(crate) fn opaque(&mut self, parts: Vec<ExprId>, span: Span) -> ExprId {
        self.expr(ExprKind::Opaque(parts), span)
    }

    /// Adds a statement.
    pub(crate) fn stmt(&mut self, kind: StmtKind, span: Span) -> StmtId {
        self.tree.stmts.push(Stmt { kind, span });
        StmtId(self.tree.stmts.len() as u32 - 1)
    }

    /// Adds a function.
    pub(crate) fn function(&mut self, function: Function) -> FunctionId {
        self.tree.functions.push(function);
        FunctionId(self.tree.functions.len() as u32 - 1)
    }

    /// Adds a class, and makes it the home of its methods.
    pub(crate) fn class(&mut self, class: Class) -> ClassId {
        let id = ClassId(self.tree.classes.len() as u32);
        for &method in &class.methods {
            self.tree.functions[method.0 as usize].class = Some(id);
        }
        self.tree.classes.push(class);
        id
    }

    /// Where an expression stands.
    pub(crate) fn span_of(&self, expr: ExprId) -> Span {
        self.tree.expr(expr).span
    }

    /// What an expression is.
    pub(crate) fn kind_of(&self, expr: ExprId) -> &ExprKind {
        &self.tree.expr(expr).kind
    }

    /// Joins operands of one associative operation: as written (left-deep) for a few, balanced for many.
    pub(crate) fn join(
        &mut self,
        operands: &[ExprId],
        make: impl Fn(ExprId, ExprId) -> ExprKind + Copy,
    ) -> ExprId {
        debug_assert!(!operands.is_empty());
        if operands.len() <= MAX_LEFT_DEEP {
            let (&first, rest) = operands.split_first().expect("an operation has operands");
            return rest
                .iter()
                .fold(first, |left, &right| self.join_two(left, right, make));
        }
        let (left, right) = operands.split_at(operands.len() / 2);
        let left = self.join(left, make);
        let right = self.join(right, make);
        self.join_two(left, right, make)
    }

    fn join_two(
        &mut self,
        left: ExprId,
        right: ExprId,
        make: impl Fn(ExprId, ExprId) -> ExprKind,
    ) -> ExprId {
        let span = self.span_of(left).join(self.span_of(right));
        self.expr(make(left, right), span)
    }

    /// Goes down as far as a chain of so many links weighs; gives what [`Builder::leave_chain`] takes back.
    pub(crate) fn enter_chain(&mut self, links: usize) -> u32 {
        let weight = links.min(MAX_CHAIN) as u32 / LINKS_A_LEVEL;
        self.depth += weight;
        weight
    }

    /// Comes back up from a chain.
    pub(crate) fn leave_chain(&mut self, weight: u32) {
        self.depth -= weight;
    }

    /// Ends a part of a call chain that grew too long: the part is kept aside, and the chain goes on from nothing.
    pub(crate) fn cut_chain(
        &mut self,
        links: usize,
        value: ExprId,
        parts: &mut Vec<ExprId>,
    ) -> ExprId {
        if links == 0 || !links.is_multiple_of(MAX_CHAIN) {
            return value;
        }
        self.tree.given_up = Some(GivenUp::TooDeep);
        parts.push(value);
        let span = self.span_of(value);
        self.opaque(Vec::new(), span)
    }

    /// The whole of a chain that [`Builder::cut_chain`] may have cut.
    pub(crate) fn join_chain(&mut self, mut parts: Vec<ExprId>, last: ExprId) -> ExprId {
        if parts.is_empty() {
            return last;
        }
        parts.push(last);
        let span = self.span_of(last);
        self.expr(ExprKind::Sequence(parts), span)
    }

    /// Records comments and what did not parse, in file order, and gives the tree.
    pub(crate) fn finish(mut self, root: Node<'t>, body: Block) -> Tree {
        self.tree.body = body;
        self.collect_extras(root);
        self.tree.errors.append(&mut self.blanked);
        self.tree.errors.sort();
        self.tree
    }

    fn collect_extras(&mut self, root: Node<'t>) {
        self.cursor.reset(root);
        loop {
            let node = self.cursor.node();
            if is_comment(node) {
                self.tree.comments.push(span(node));
            }
            if node.is_error() || node.is_missing() {
                push_outermost(&mut self.tree.errors, span(node));
            }
            if self.cursor.goto_first_child() {
                continue;
            }
            while !self.cursor.goto_next_sibling() {
                if !self.cursor.goto_parent() {
                    return;
                }
            }
        }
    }
}

fn push_outermost(errors: &mut Vec<Span>, error: Span) {
    if !errors.last().is_some_and(|last| last.contains(error)) {
        errors.push(error);
    }
}

fn is_comment(node: Node<'_>) -> bool {
    node.is_extra() && matches!(node.kind(), "comment" | "html_comment" | "hash_bang_line")
}

/// A tree without anything in it yet.
pub(crate) fn empty_tree(file: FileId, language: Language, sharing: NameSharing) -> Tree {
    Tree {
        file,
        language,
        sharing,
        namespace: None,
        body: Vec::new(),
        exprs: Vec::new(),
        stmts: Vec::new(),
        functions: Vec::new(),
        classes: Vec::new(),
        comments: Vec::new(),
        errors: Vec::new(),
        given_up: None,
    }
}
