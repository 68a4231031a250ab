//! Python's `match` statement. A pattern that looks inside becomes what it binds and a guard on what it asks.

use smol_str::SmolStr;
use tree_sitter::Node;

use super::Python;
use crate::syntax::builder::{Kids, head, span};
use crate::syntax::tree::{
    AssignOp, BinaryOp, Block, CasePattern, ChoiceOp, ExprId, ExprKind, FieldPattern, MatchArm,
    Pattern, StmtKind, TextPart,
};
use crate::workspace::Span;

/// What a pattern asks of the subject's parts and which of them it names.
#[derive(Default)]
struct Asked {
    tests: Vec<ExprId>,
    bindings: Vec<(SmolStr, Span, ExprId)>,
}

impl<'t> Python<'t> {
    pub(super) fn match_statement(&mut self, node: Node<'t>) -> StmtKind {
        let kids = self.b.kids(node);
        let subjects: Vec<_> = kids.fields("subject").collect();
        let subject = match subjects[..] {
            [subject] => self.expression(subject),
            _ => self.b.opaque(Vec::new(), span(node)),
        };
        let mut arms = Vec::new();
        if let Some(body) = kids.field("body") {
            for clause in self.b.kids(body).named() {
                if clause.kind() == "case_clause" {
                    arms.push(self.arm(clause, subject));
                }
            }
        }
        StmtKind::Match {
            subject: Some(subject),
            arms,
            falls_through: false,
        }
    }

    fn arm(&mut self, node: Node<'t>, subject: ExprId) -> MatchArm {
        let kids = self.b.kids(node);
        let mut patterns = Vec::new();
        let mut asked = Asked::default();
        for pattern in kids.named().filter(|kid| kid.kind() == "case_pattern") {
            self.case(pattern, subject, &mut patterns, &mut asked);
        }
        let guard = kids.field("guard").and_then(|guard| {
            let test = self.b.kids(guard).named().next()?;
            Some(self.expression(test))
        });
        let (bound, asked_guard) = self.settle(asked);
        let guard = self.both(asked_guard, guard);
        if matches!(patterns[..], [CasePattern::Bind(Pattern::Ignore)]) && guard.is_none() {
            patterns.clear();
        }
        let consequence = kids.field("consequence");
        let mut body = bound;
        if let Some(consequence) = consequence {
            body.extend(self.block(consequence));
        }
        MatchArm {
            patterns,
            guard,
            body,
            head: head(node, &kids, consequence),
        }
    }

    /// The statements that bind what a pattern names, and the test that it makes.
    fn settle(&mut self, asked: Asked) -> (Block, Option<ExprId>) {
        let mut bound = Block::new();
        for (name, place, value) in asked.bindings {
            let kind = StmtKind::Assign {
                target: Pattern::Name(name, place),
                op: AssignOp::Set,
                value: Some(value),
                ty: None,
                declares: true,
            };
            bound.push(self.b.stmt(kind, place));
        }
        let guard = asked
            .tests
            .into_iter()
            .fold(None, |guard, test| self.both(guard, Some(test)));
        (bound, guard)
    }

    fn both(&mut self, left: Option<ExprId>, right: Option<ExprId>) -> Option<ExprId> {
        match (left, right) {
            (Some(left), Some(right)) => {
                Some(self.b.join(&[left, right], |left, right| ExprKind::Choice {
                    op: ChoiceOp::And,
                    left,
                    right,
                }))
            }
            (left, right) => left.or(right),
        }
    }

    /// One pattern of an arm.
    fn case(
        &mut self,
        node: Node<'t>,
        subject: ExprId,
        out: &mut Vec<CasePattern>,
        asked: &mut Asked,
    ) {
        if !self.b.enter() {
            return;
        }
        let pattern = match node.kind() {
            "case_pattern" | "union_pattern" => {
                let kids = self.b.kids(node);
                match self.plain_case(node, &kids) {
                    Some(plain) => out.push(plain),
                    None => {
                        for inner in kids.named() {
                            self.case(inner, subject, out, asked);
                        }
                    }
                }
                self.b.leave();
                return;
            }
            "dotted_name" | "identifier" => self.named_case(node),
            "as_pattern" => {
                self.as_case(node, subject, out, asked);
                self.b.leave();
                return;
            }
            "class_pattern" => self.class_case(node, subject, asked),
            "dict_pattern" => self.dict_case(node, subject, asked),
            "list_pattern" | "tuple_pattern" => self.list_case(node, subject, asked),
            _ => CasePattern::Value(self.expression(node)),
        };
        out.push(pattern);
        self.b.leave();
    }

    /// `_`, or a signed number: patterns that are no node of their own.
    fn plain_case(&mut self, node: Node<'t>, kids: &Kids<'t>) -> Option<CasePattern> {
        if kids.has("-") {
            let number = ExprKind::Number(self.b.word(node));
            return Some(CasePattern::Value(self.b.expr(number, span(node))));
        }
        let is_any = kids.named().next().is_none() && self.b.source(node) == "_";
        is_any.then_some(CasePattern::Bind(Pattern::Ignore))
    }

    /// A single name binds the subject, a dotted one is a value.
    fn named_case(&mut self, node: Node<'t>) -> CasePattern {
        match self.b.source(node) {
            "_" => CasePattern::Bind(Pattern::Ignore),
            name if name.contains('.') => CasePattern::Value(self.expression(node)),
            name => CasePattern::Bind(Pattern::Name(name.into(), span(node))),
        }
    }

    fn as_case(
        &mut self,
        node: Node<'t>,
        subject: ExprId,
        out: &mut Vec<CasePattern>,
        asked: &mut Asked,
    ) {
        let kids = self.b.kids(node);
        let mut parts = kids.named();
        let (Some(pattern), Some(alias)) = (parts.next(), parts.next_back()) else {
            return;
        };
        let first = out.len();
        self.case(pattern, subject, out, asked);
        match out.get_mut(first) {
            Some(CasePattern::Type { bind, .. }) => *bind = Some(self.b.word(alias)),
            _ => asked
                .bindings
                .push((self.b.word(alias), span(alias), subject)),
        }
    }

    fn class_case(&mut self, node: Node<'t>, subject: ExprId, asked: &mut Asked) -> CasePattern {
        let kids = self.b.kids(node);
        let mut parts = kids.named();
        let ty = parts.next().map(|name| self.b.word(name));
        for part in parts {
            let mut part = part;
            if part.kind() == "case_pattern" {
                part = self.b.kids(part).named().next().unwrap_or(part);
            }
            if part.kind() == "keyword_pattern" {
                let pair: Vec<_> = self.b.kids(part).named().collect();
                if let [name, value] = pair[..] {
                    let kind = ExprKind::Member {
                        object: subject,
                        name: self.b.word(name),
                        name_span: span(name),
                    };
                    let member = self.b.expr(kind, span(name));
                    self.ask(value, member, asked);
                }
            }
        }
        CasePattern::Type {
            ty: ty.unwrap_or_default(),
            bind: None,
        }
    }

    fn dict_case(&mut self, node: Node<'t>, subject: ExprId, asked: &mut Asked) -> CasePattern {
        let kids = self.b.kids(node);
        let mut fields = Vec::new();
        let keys = kids.fields("key").filter(|key| key.is_named());
        let values = kids.fields("value").filter(|value| value.is_named());
        for (key, value) in keys.zip(values) {
            let index = self.pattern_value(key);
            let name = self.literal_of(index);
            let kind = ExprKind::Index {
                object: subject,
                index,
            };
            let part = self.b.expr(kind, span(key));
            self.ask(value, part, asked);
            fields.push(FieldPattern {
                key: name,
                pattern: Pattern::Ignore,
                default: None,
            });
        }
        CasePattern::Bind(Pattern::Record { fields, rest: None })
    }

    fn list_case(&mut self, node: Node<'t>, subject: ExprId, asked: &mut Asked) -> CasePattern {
        let kids = self.b.kids(node);
        let mut items = Vec::new();
        let mut rest = None;
        for (at, item) in kids.named().enumerate() {
            let inner = self.innermost(item);
            if inner.kind() == "splat_pattern" {
                let name = self.b.kids(inner).named().next();
                let pattern = name.map_or(Pattern::Ignore, |name| {
                    Pattern::Name(self.b.word(name), span(name))
                });
                rest = Some(Box::new(pattern));
                continue;
            }
            let position = ExprKind::Number(at.to_string().into());
            let index = self.b.expr(position, span(item));
            let kind = ExprKind::Index {
                object: subject,
                index,
            };
            let part = self.b.expr(kind, span(item));
            self.ask(item, part, asked);
            items.push(None);
        }
        CasePattern::Bind(Pattern::List { items, rest })
    }

    /// What a nested pattern asks of `part`: equality with a value, or a name for it.
    fn ask(&mut self, pattern: Node<'t>, part: ExprId, asked: &mut Asked) {
        let mut cases = Vec::new();
        self.case(pattern, part, &mut cases, asked);
        let values: Vec<_> = cases
            .iter()
            .filter_map(|case| match case {
                CasePattern::Value(value) => Some(*value),
                _ => None,
            })
            .collect();
        let tests: Vec<_> = values
            .into_iter()
            .map(|right| {
                let kind = ExprKind::Binary {
                    op: BinaryOp::Equal,
                    left: part,
                    right,
                };
                self.b.expr(kind, span(pattern))
            })
            .collect();
        if !tests.is_empty() {
            asked
                .tests
                .push(self.b.join(&tests, |left, right| ExprKind::Choice {
                    op: ChoiceOp::Or,
                    left,
                    right,
                }));
        }
        for case in cases {
            if let CasePattern::Bind(Pattern::Name(name, place)) = case {
                asked.bindings.push((name, place, part));
            }
        }
    }

    fn innermost(&mut self, node: Node<'t>) -> Node<'t> {
        match self.b.kids(node).named().next() {
            Some(inner) if node.kind() == "case_pattern" => inner,
            _ => node,
        }
    }

    fn pattern_value(&mut self, node: Node<'t>) -> ExprId {
        let inner = self.innermost(node);
        self.expression(inner)
    }

    fn literal_of(&self, expr: ExprId) -> SmolStr {
        match &self.b.tree.expr(expr).kind {
            ExprKind::Text(parts) => match parts.as_slice() {
                [TextPart::Literal(text)] => SmolStr::new(&text.value),
                _ => SmolStr::default(),
            },
            ExprKind::Number(number) => number.clone(),
            _ => SmolStr::default(),
        }
    }
}
