//! Go's `switch`, type switch and `select`.

use smol_str::SmolStr;
use tree_sitter::Node;

use super::Go;
use crate::syntax::builder::{Kids, span};
use crate::syntax::tree::{AssignOp, Block, CasePattern, ExprKind, MatchArm, Pattern, StmtKind};
use crate::workspace::Span;

impl<'t> Go<'t> {
    pub(super) fn switch(&mut self, node: Node<'t>, out: &mut Block) {
        let kids = self.b.kids(node);
        self.initializer(&kids, out);
        let subject = kids.field("value").map(|value| self.expression(value));
        let mut arms = Vec::new();
        for case in kids.named().filter(|kid| is_case(*kid)) {
            let parts = self.b.kids(case);
            let patterns = match parts.field("value") {
                Some(values) => {
                    let values = self.expressions(values);
                    values.into_iter().map(CasePattern::Value).collect()
                }
                None => Vec::new(),
            };
            arms.push(self.arm(case, patterns, Block::new()));
        }
        let kind = self.arms_of(node, subject, arms, &kids);
        out.push(self.b.stmt(kind, span(node)));
    }

    pub(super) fn type_switch(&mut self, node: Node<'t>, out: &mut Block) {
        let kids = self.b.kids(node);
        self.initializer(&kids, out);
        let alias = kids.field("alias");
        let alias = alias.map(|alias| SmolStr::new(self.b.source(alias).trim()));
        let subject = kids.field("value").map(|value| self.expression(value));
        let mut arms = Vec::new();
        for case in kids.named().filter(|kid| is_case(*kid)) {
            let parts = self.b.kids(case);
            let types = parts.fields("type").filter(|ty| ty.is_named());
            let patterns = types.map(|ty| self.type_case(ty, alias.clone())).collect();
            let mut bound = Block::new();
            if let (None, Some(alias), Some(subject)) = (parts.field("type"), &alias, subject) {
                let kind = StmtKind::Assign {
                    target: Pattern::Name(alias.clone(), span(case)),
                    op: AssignOp::Set,
                    value: Some(subject),
                    ty: None,
                    declares: true,
                };
                bound.push(self.b.stmt(kind, span(case)));
            }
            arms.push(self.arm(case, patterns, bound));
        }
        let kind = self.arms_of(node, subject, arms, &kids);
        out.push(self.b.stmt(kind, span(node)));
    }

    fn type_case(&mut self, ty: Node<'t>, alias: Option<SmolStr>) -> CasePattern {
        if self.b.source(ty) == "nil" {
            return CasePattern::Value(self.b.expr(ExprKind::Null, span(ty)));
        }
        let written = SmolStr::new(self.b.source(ty));
        CasePattern::Type {
            ty: self.type_name(ty).unwrap_or(written),
            bind: alias,
        }
    }

    /// `select`: which case runs is not decided by a value.
    pub(super) fn select(&mut self, node: Node<'t>) -> StmtKind {
        let kids = self.b.kids(node);
        let mut arms = Vec::new();
        for case in kids.named().filter(|kid| is_case(*kid)) {
            let communication = case.child_by_field_name("communication");
            let mut first = Block::new();
            let patterns = match communication {
                Some(communication) => {
                    self.communicate(communication, &mut first);
                    let ready = self.b.opaque(Vec::new(), span(communication));
                    vec![CasePattern::Value(ready)]
                }
                None => Vec::new(),
            };
            arms.push(self.arm(case, patterns, first));
        }
        self.arms_of(node, None, arms, &kids)
    }

    fn communicate(&mut self, node: Node<'t>, out: &mut Block) {
        let kids = self.b.kids(node);
        let kind = match (node.kind(), kids.field("left")) {
            ("send_statement", _) => StmtKind::Value(self.send(node)),
            (_, Some(left)) => {
                let target = self.targets(left).into_iter().next();
                StmtKind::Assign {
                    target: target.unwrap_or(Pattern::Ignore),
                    op: AssignOp::Set,
                    value: kids.field("right").map(|value| self.expression(value)),
                    ty: None,
                    declares: kids.has(":="),
                }
            }
            _ => StmtKind::Value(self.expression_or_opaque(kids.field("right"), node)),
        };
        out.push(self.b.stmt(kind, span(node)));
    }

    fn initializer(&mut self, kids: &Kids<'t>, out: &mut Block) {
        if let Some(init) = kids.field("initializer") {
            self.statement(init, out);
        }
    }

    fn arm(&mut self, case: Node<'t>, patterns: Vec<CasePattern>, first: Block) -> MatchArm {
        let kids = self.b.kids(case);
        let mut body = first;
        if let Some(list) = kids.of_kind("statement_list") {
            body.extend(self.block(list));
        }
        let end = kids
            .of_kind(":")
            .map_or(case.end_byte(), |colon| colon.end_byte());
        MatchArm {
            patterns,
            guard: None,
            body,
            head: Span::new(case.start_byte(), end),
        }
    }

    /// A switch that breaks or falls through is a C-like one in which every other arm ends with a break.
    fn arms_of(
        &mut self,
        node: Node<'t>,
        subject: Option<crate::syntax::tree::ExprId>,
        mut arms: Vec<MatchArm>,
        kids: &Kids<'t>,
    ) -> StmtKind {
        let source = self.b.source(node);
        let falls_through = source.contains("fallthrough") || source.contains("break");
        if falls_through {
            let cases = kids.named().filter(|kid| is_case(*kid));
            for (case, arm) in cases.zip(&mut arms) {
                let text = self.b.source(case).trim_end();
                if !text.ends_with("fallthrough") {
                    arm.body.push(self.b.stmt(StmtKind::Break, span(case)));
                }
            }
        }
        StmtKind::Match {
            subject,
            arms,
            falls_through,
        }
    }
}

fn is_case(node: Node<'_>) -> bool {
    matches!(
        node.kind(),
        "expression_case" | "default_case" | "type_case" | "communication_case"
    )
}
