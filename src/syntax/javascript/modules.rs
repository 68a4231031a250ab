//! What comes into a JavaScript module and what goes out of it; TypeScript's namespaces.

use smol_str::SmolStr;
use tree_sitter::Node;

use super::Script;
use super::literals::plain;
use super::patterns::bound_names;
use crate::syntax::builder::span;
use crate::syntax::tree::{
    AssignOp, Block, Entry, Export, ExprId, ExprKind, Import, ImportName, Key, Pattern, StmtKind,
};
use crate::workspace::Span;

/// A place whose assignment exports.
enum ExportPlace {
    /// `module.exports`, `exports`.
    Whole,
    /// `exports.name`.
    Named(SmolStr),
}

impl<'t> Script<'t> {
    pub(super) fn declaration(&mut self, node: Node<'t>, out: &mut Block) {
        for declarator in self.b.kids(node).named() {
            if declarator.kind() == "variable_declarator" {
                self.declarator(declarator, out);
            } else {
                self.statement(declarator, out);
            }
        }
    }

    fn declarator(&mut self, node: Node<'t>, out: &mut Block) {
        let kids = self.b.kids(node);
        let target = self.pattern_or_ignore(kids.field("name"));
        let ty = kids.field("type").and_then(|ty| self.type_name(ty));
        let (places, value) = match kids.field("value") {
            Some(value) => self.export_chain(value),
            None => (Vec::new(), None),
        };
        let value = value.map(|value| self.expression(value));
        let exported = match &target {
            Pattern::Name(name, place) => Some(self.b.name(name.clone(), *place)),
            _ => value,
        };
        let kind = StmtKind::Assign {
            target,
            op: AssignOp::Set,
            value,
            ty,
            declares: true,
        };
        out.push(self.b.stmt(kind, span(node)));
        if let (Some(exported), false) = (exported, places.is_empty()) {
            self.push_exports(places, exported, span(node), out);
        }
    }

    /// `module.exports = x`, `exports.a = x` and chains of them; false for any other assignment.
    pub(super) fn assigned_exports(&mut self, node: Node<'t>, out: &mut Block) -> bool {
        let (places, value) = self.export_chain(node);
        let (false, Some(value)) = (places.is_empty(), value) else {
            return false;
        };
        let value = self.expression(value);
        self.push_exports(places, value, span(node), out);
        true
    }

    /// The export places that a chain of assignments begins with, and what they are given.
    fn export_chain(&mut self, node: Node<'t>) -> (Vec<ExportPlace>, Option<Node<'t>>) {
        let mut places = Vec::new();
        let mut value = node;
        while value.kind() == "assignment_expression" {
            let left = value.child_by_field_name("left");
            let Some(place) = left.and_then(|left| self.export_place(left)) else {
                break;
            };
            let Some(right) = value.child_by_field_name("right") else {
                break;
            };
            places.push(place);
            value = right;
        }
        (places, Some(value))
    }

    fn export_place(&mut self, node: Node<'t>) -> Option<ExportPlace> {
        if self.is_exports(node) {
            return Some(ExportPlace::Whole);
        }
        let object = node.child_by_field_name("object")?;
        if !self.is_exports(object) {
            return None;
        }
        let name = match node.kind() {
            "member_expression" => self.b.word(node.child_by_field_name("property")?),
            _ => {
                let index = node.child_by_field_name("index")?;
                self.known_key(index).filter(|_| index.kind() == "string")?
            }
        };
        Some(ExportPlace::Named(name))
    }

    /// `exports` or `module.exports`.
    fn is_exports(&self, node: Node<'t>) -> bool {
        match node.kind() {
            "identifier" => self.b.source(node) == "exports",
            "member_expression" => self.b.source(node) == "module.exports",
            _ => false,
        }
    }

    /// Pushes the exports; `exports = module.exports = x` is one export.
    fn push_exports(
        &mut self,
        places: Vec<ExportPlace>,
        value: ExprId,
        place: Span,
        out: &mut Block,
    ) {
        let mut is_whole = false;
        for export in places {
            let export = match export {
                ExportPlace::Whole if is_whole => continue,
                ExportPlace::Whole => {
                    is_whole = true;
                    Export::Whole(value)
                }
                ExportPlace::Named(public) => Export::Value { public, value },
            };
            out.push(self.b.stmt(StmtKind::Export(export), place));
        }
    }

    pub(super) fn import(&mut self, node: Node<'t>, out: &mut Block) {
        let kids = self.b.kids(node);
        let mut names = Vec::new();
        let mut source = kids.field("source");
        if let Some(clause) = kids.of_kind("import_require_clause") {
            let parts = self.b.kids(clause);
            source = parts.field("source");
            let local = parts.of_kind("identifier").map(|local| self.b.word(local));
            names.extend(local.map(|local| ImportName::Module { local }));
        }
        if let Some(clause) = kids.of_kind("import_clause") {
            self.imported_names(clause, &mut names);
        }
        let Some((specifier, place)) = source.and_then(|source| self.specifier(source)) else {
            return;
        };
        let import = Import {
            specifier,
            span: place,
            names,
        };
        out.push(self.b.stmt(StmtKind::Import(import), span(node)));
    }

    fn imported_names(&mut self, clause: Node<'t>, names: &mut Vec<ImportName>) {
        for part in self.b.kids(clause).named() {
            match part.kind() {
                "identifier" => names.push(ImportName::Default {
                    local: self.b.word(part),
                }),
                "namespace_import" => {
                    let local = self.b.kids(part).named().next();
                    names.extend(local.map(|local| ImportName::Module {
                        local: self.b.word(local),
                    }));
                }
                _ => self.specified_names(part, names),
            }
        }
    }

    /// The names in braces of an import or of an export from another module.
    fn specified_names(&mut self, list: Node<'t>, names: &mut Vec<ImportName>) {
        for specifier in self.b.kids(list).named() {
            let Some((name, alias)) = self.name_and_alias(specifier) else {
                continue;
            };
            let local = alias.unwrap_or_else(|| name.clone());
            names.push(match name.as_str() {
                "default" => ImportName::Default { local },
                _ => ImportName::Member { name, local },
            });
        }
    }

    fn name_and_alias(&mut self, specifier: Node<'t>) -> Option<(SmolStr, Option<SmolStr>)> {
        let kids = self.b.kids(specifier);
        let name = self.known_key(kids.field("name")?)?;
        let alias = kids.field("alias").and_then(|alias| self.known_key(alias));
        Some((name, alias))
    }

    /// The module's name, and where it stands without its quotes.
    fn specifier(&mut self, source: Node<'t>) -> Option<(SmolStr, Span)> {
        let ExprKind::Text(parts) = self.string(source) else {
            return None;
        };
        Some((plain(&parts)?, self.b.inside_quotes(source)))
    }

    /// `import a = B.c`.
    pub(super) fn import_alias(&mut self, node: Node<'t>, out: &mut Block) {
        let parts: Vec<_> = self.b.kids(node).named().collect();
        if let [local, value] = parts[..] {
            let kind = StmtKind::Assign {
                target: self.pattern(local),
                op: AssignOp::Set,
                value: Some(self.type_value(value)),
                ty: None,
                declares: true,
            };
            out.push(self.b.stmt(kind, span(node)));
        }
    }

    pub(super) fn export(&mut self, node: Node<'t>, out: &mut Block) {
        let kids = self.b.kids(node);
        if let Some(source) = kids.field("source") {
            return self.export_from(node, source, out);
        }
        if let Some(clause) = kids.of_kind("export_clause") {
            return self.export_names(clause, out);
        }
        let is_default = kids.has("default");
        if let Some(declaration) = kids.field("declaration") {
            let decorators = self.decorators(&kids);
            return self.export_declaration(declaration, decorators, is_default, out);
        }
        let value = kids.field("value").or_else(|| {
            let mut values = kids.named();
            values.find(|kid| kid.kind() != "decorator" && kids.has("="))
        });
        let Some(value) = value else { return };
        let value = self.expression(value);
        let export = match is_default {
            true => Export::Value {
                public: "default".into(),
                value,
            },
            false => Export::Whole(value),
        };
        out.push(self.b.stmt(StmtKind::Export(export), span(node)));
    }

    fn export_from(&mut self, node: Node<'t>, source: Node<'t>, out: &mut Block) {
        let kids = self.b.kids(node);
        let mut names = Vec::new();
        if let Some(clause) = kids.of_kind("export_clause") {
            self.specified_names(clause, &mut names);
        } else if let Some(namespace) = kids.of_kind("namespace_export") {
            let local = self.b.kids(namespace).named().next();
            names.extend(local.map(|local| ImportName::Module {
                local: self.b.word(local),
            }));
        } else {
            names.push(ImportName::Star);
        }
        let Some((specifier, place)) = self.specifier(source) else {
            return;
        };
        let export = Export::From {
            specifier,
            span: place,
            names,
        };
        out.push(self.b.stmt(StmtKind::Export(export), span(node)));
    }

    fn export_names(&mut self, clause: Node<'t>, out: &mut Block) {
        for specifier in self.b.kids(clause).named() {
            if let Some((local, alias)) = self.name_and_alias(specifier) {
                let public = alias.unwrap_or_else(|| local.clone());
                let export = Export::Name { local, public };
                out.push(self.b.stmt(StmtKind::Export(export), span(specifier)));
            }
        }
    }

    /// `export const a = …`, `export default function b() {}`.
    fn export_declaration(
        &mut self,
        declaration: Node<'t>,
        decorators: Vec<ExprId>,
        is_default: bool,
        out: &mut Block,
    ) {
        let first = out.len();
        match declaration.kind() {
            "class_declaration" | "abstract_class_declaration" => {
                let class = self.class(declaration, decorators);
                out.push(self.b.stmt(StmtKind::Class(class), span(declaration)));
            }
            _ => self.statement(declaration, out),
        }
        let mut names = Vec::new();
        for &id in &out[first..] {
            self.declared_names(&self.b.tree.stmt(id).kind, &mut names);
        }
        if names.is_empty() && is_default {
            self.export_nameless(declaration, first, out);
        }
        for local in names {
            let public = match is_default {
                true => "default".into(),
                false => local.clone(),
            };
            let export = Export::Name { local, public };
            out.push(self.b.stmt(StmtKind::Export(export), span(declaration)));
        }
    }

    /// `export default function () {}`: the declaration is a value.
    fn export_nameless(&mut self, declaration: Node<'t>, first: usize, out: &mut Block) {
        let Some(id) = out.drain(first..).next() else {
            return;
        };
        let kind = match self.b.tree.stmt(id).kind {
            StmtKind::Function(function) => ExprKind::Lambda(function),
            StmtKind::Class(class) => ExprKind::Class(class),
            _ => return,
        };
        let export = Export::Value {
            public: "default".into(),
            value: self.b.expr(kind, span(declaration)),
        };
        out.push(self.b.stmt(StmtKind::Export(export), span(declaration)));
    }

    fn declared_names(&self, kind: &StmtKind, names: &mut Vec<SmolStr>) {
        match kind {
            &StmtKind::Function(id) => names.extend(self.b.tree.function(id).name.clone()),
            &StmtKind::Class(id) => names.extend(self.b.tree.class(id).name.clone()),
            StmtKind::Assign {
                target,
                declares: true,
                ..
            } => bound_names(target, names),
            _ => {}
        }
    }

    /// A namespace is what TypeScript makes of it: an object that a function called at once gives, with the exported
    /// names in it.
    pub(super) fn namespace(&mut self, node: Node<'t>, out: &mut Block) {
        let kids = self.b.kids(node);
        let (Some(name), Some(body)) = (kids.field("name"), kids.field("body")) else {
            return;
        };
        if name.kind() == "string" {
            return;
        }
        let statements = self.block(body);
        let (exports, mut inside): (Vec<_>, Vec<_>) = statements
            .into_iter()
            .partition(|&id| matches!(self.b.tree.stmt(id).kind, StmtKind::Export(_)));
        if inside.is_empty() {
            return;
        }
        let entries = exports
            .into_iter()
            .filter_map(|id| self.namespace_entry(id))
            .collect();
        let record = self
            .b
            .expr(ExprKind::Record { ty: None, entries }, span(name));
        inside.push(self.b.stmt(StmtKind::Return(Some(record)), span(name)));
        let value = self.called_at_once(inside, span(node));
        let local = self.b.source(name).rsplit('.').next().unwrap_or_default();
        let kind = StmtKind::Assign {
            target: Pattern::Name(local.into(), span(name)),
            op: AssignOp::Set,
            value: Some(value),
            ty: None,
            declares: true,
        };
        out.push(self.b.stmt(kind, span(node)));
    }

    fn namespace_entry(&mut self, id: crate::syntax::tree::StmtId) -> Option<Entry> {
        let stmt = self.b.tree.stmt(id);
        let place = stmt.span;
        let (public, value) = match &stmt.kind {
            StmtKind::Export(Export::Name { local, public }) => {
                let (local, public) = (local.clone(), public.clone());
                (public, self.b.name(local, place))
            }
            StmtKind::Export(Export::Value { public, value }) => (public.clone(), *value),
            _ => return None,
        };
        Some(Entry::Field {
            key: Key::Name(public),
            key_span: place,
            value,
        })
    }
}
