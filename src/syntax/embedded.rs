//! Code that stands in a text of another file: a script in a JSON string, a block in a YAML scalar. It is lowered as a
//! file of its own would be, and every place in it is that of the bytes which write it.

use std::sync::Arc;

use super::language::{Language, frontend};
use super::tree::{
    Class, Entry, Export, ExprKind, Function, MatchArm, Param, Pattern, StmtKind, TextPart, Tree,
};
use crate::workspace::{SourceText, Span};

/// Lowers a piece of code. The tree's file is that which holds the text, and so are all its places.
pub fn lower_embedded(code: &SourceText, language: Language) -> Tree {
    let text: Arc<str> = Arc::clone(&code.value);
    let path = match language {
        Language::Python => "snippet.py",
        _ => "snippet.js",
    };
    let mut tree = frontend(language).lower(code.file, language, path, &text);
    Relocation { code }.tree(&mut tree);
    tree
}

struct Relocation<'c> {
    code: &'c SourceText,
}

impl Relocation<'_> {
    fn tree(&self, tree: &mut Tree) {
        for expr in &mut tree.exprs {
            self.span(&mut expr.span);
            self.expr(&mut expr.kind);
        }
        for stmt in &mut tree.stmts {
            self.span(&mut stmt.span);
            self.stmt(&mut stmt.kind);
        }
        tree.functions.iter_mut().for_each(|one| self.function(one));
        tree.classes.iter_mut().for_each(|one| self.class(one));
        for span in tree.comments.iter_mut().chain(&mut tree.errors) {
            self.span(span);
        }
    }

    fn span(&self, span: &mut Span) {
        let (start, end) = (span.start as usize, span.end as usize);
        *span = self.code.locate(start, end).span;
    }

    fn text(&self, text: &mut SourceText) {
        *text = text.within(self.code);
    }

    fn expr(&self, kind: &mut ExprKind) {
        match kind {
            ExprKind::Text(parts) => {
                for part in parts {
                    if let TextPart::Literal(text) = part {
                        self.text(text);
                    }
                }
            }
            ExprKind::Regex(text) => self.text(text),
            ExprKind::Member { name_span, .. } => self.span(name_span),
            ExprKind::Record { entries, .. } => {
                for entry in entries {
                    if let Entry::Field { key_span, .. } = entry {
                        self.span(key_span);
                    }
                }
            }
            ExprKind::Match { arms, .. } => self.arms(arms),
            ExprKind::Comprehension { clauses, .. } => {
                for clause in clauses {
                    self.pattern(&mut clause.pattern);
                }
            }
            ExprKind::Assign { target, .. } => self.pattern(target),
            _ => {}
        }
    }

    fn stmt(&self, kind: &mut StmtKind) {
        match kind {
            StmtKind::Assign { target, .. } => self.pattern(target),
            StmtKind::If {
                branches,
                otherwise_head,
                ..
            } => {
                for branch in branches {
                    self.span(&mut branch.head);
                }
                otherwise_head.iter_mut().for_each(|head| self.span(head));
            }
            StmtKind::Match { arms, .. } => self.arms(arms),
            StmtKind::Loop {
                each: Some((pattern, _)),
                ..
            } => self.pattern(pattern),
            StmtKind::With { items, .. } => {
                for (_, pattern) in items {
                    pattern.iter_mut().for_each(|pattern| self.pattern(pattern));
                }
            }
            StmtKind::Import(import) => self.span(&mut import.span),
            StmtKind::Export(Export::From { span, .. }) => self.span(span),
            _ => {}
        }
    }

    fn arms(&self, arms: &mut [MatchArm]) {
        for arm in arms {
            self.span(&mut arm.head);
            for pattern in &mut arm.patterns {
                if let super::tree::CasePattern::Bind(pattern) = pattern {
                    self.pattern(pattern);
                }
            }
        }
    }

    /// Goes no deeper than lowering did.
    fn pattern(&self, pattern: &mut Pattern) {
        match pattern {
            Pattern::Name(_, span) => self.span(span),
            Pattern::Record { fields, .. } => {
                for field in fields {
                    self.pattern(&mut field.pattern);
                }
            }
            Pattern::List { items, rest } => {
                for item in items.iter_mut().flatten() {
                    self.pattern(item);
                }
                rest.iter_mut().for_each(|rest| self.pattern(rest));
            }
            Pattern::Place(_) | Pattern::Ignore => {}
        }
    }

    fn function(&self, function: &mut Function) {
        self.span(&mut function.name_span);
        self.span(&mut function.span);
        function.params.iter_mut().for_each(|one| self.param(one));
    }

    fn param(&self, param: &mut Param) {
        self.span(&mut param.span);
        self.pattern(&mut param.pattern);
    }

    fn class(&self, class: &mut Class) {
        self.span(&mut class.name_span);
        self.span(&mut class.span);
        for field in &mut class.fields {
            self.span(&mut field.span);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::{Encoding, FileId, SourceFile};

    #[test]
    fn places_are_those_of_the_escaped_bytes() {
        let file = r#"{"code": "const a =\n \"x\\ny\";"}"#;
        let source = SourceFile::new(FileId(0), "a.json", file, Encoding::Utf8);
        let document = crate::document::parse(&source).expect("it is JSON");
        let root = document.root().expect("it has a value");
        let code = root.get("code").and_then(|code| code.text());
        let tree = lower_embedded(&code.expect("a text"), Language::JavaScript);
        let literal = tree.exprs.iter().find_map(|expr| match &expr.kind {
            ExprKind::Text(parts) => match &parts[..] {
                [TextPart::Literal(text)] => Some((expr.span, text.clone())),
                _ => None,
            },
            _ => None,
        });
        let (span, text) = literal.expect("a string");
        let bytes = |span: Span| &file[span.start as usize..span.end as usize];
        assert!(bytes(span).starts_with(r#"\"x\\ny"#), "{}", bytes(span));
        assert_eq!(&*text.value, "x\ny");
        assert_eq!(bytes(text.span), r"x\\ny");
        assert_eq!(bytes(text.locate(2, 3).span), "y");
    }
}
