//! JavaScript's classes, and TypeScript's interfaces and enums.

use smol_str::SmolStr;
use tree_sitter::Node;

use super::Script;
use crate::syntax::builder::{Kids, span};
use crate::syntax::tree::{Block, Class, ClassId, ExprId, ExprKind, Field, FunctionId};

/// What lies in a class body.
#[derive(Default)]
struct Members {
    fields: Vec<Field>,
    methods: Vec<FunctionId>,
    body: Block,
}

impl<'t> Script<'t> {
    /// A class; `outside` are decorators written before it (before `export`).
    pub(super) fn class(&mut self, node: Node<'t>, outside: Vec<ExprId>) -> ClassId {
        let kids = self.b.kids(node);
        let mut decorators = outside;
        decorators.extend(self.decorators(&kids));
        let bases = match kids.of_kind("class_heritage") {
            Some(heritage) => self.bases(heritage),
            None => Vec::new(),
        };
        let mut members = Members::default();
        if let Some(body) = kids.field("body") {
            self.members(body, &mut members);
        }
        self.finish_class(node, &kids, bases, members, decorators, false)
    }

    fn finish_class(
        &mut self,
        node: Node<'t>,
        kids: &Kids<'t>,
        bases: Vec<ExprId>,
        members: Members,
        decorators: Vec<ExprId>,
        is_interface: bool,
    ) -> ClassId {
        let name = kids.field("name");
        self.b.class(Class {
            name: name.map(|name| self.b.word(name)),
            name_span: name.map_or(span(node), span),
            span: span(node),
            bases,
            fields: members.fields,
            methods: members.methods,
            body: members.body,
            decorators,
            is_interface,
        })
    }

    /// What stands after `extends` and `implements`.
    fn bases(&mut self, heritage: Node<'t>) -> Vec<ExprId> {
        let mut bases = Vec::new();
        for part in self.b.kids(heritage).named() {
            match part.kind() {
                "extends_clause" => {
                    for value in self.b.kids(part).fields("value") {
                        bases.push(self.expression(value));
                    }
                }
                "implements_clause" | "extends_type_clause" => {
                    for ty in self.b.kids(part).named() {
                        bases.push(self.type_value(ty));
                    }
                }
                _ => bases.push(self.expression(part)),
            }
        }
        bases
    }

    fn members(&mut self, body: Node<'t>, members: &mut Members) {
        let mut pending = Vec::new();
        for member in self.b.kids(body).named() {
            match member.kind() {
                "decorator" => {
                    let value = self.b.kids(member).named().next();
                    pending.extend(value.map(|value| self.expression(value)));
                }
                "method_definition" | "abstract_method_signature" => {
                    let decorators = std::mem::take(&mut pending);
                    members.methods.push(self.function(member, decorators));
                }
                "field_definition" | "public_field_definition" => {
                    let decorators = std::mem::take(&mut pending);
                    members.fields.extend(self.field(member, decorators));
                }
                "class_static_block" => {
                    let block = member.child_by_field_name("body");
                    members.body.extend(self.block_or_empty(block));
                }
                "ERROR" => self.members(member, members),
                // An overload's signature, whose implementation follows.
                _ => pending.clear(),
            }
        }
    }

    fn field(&mut self, node: Node<'t>, mut decorators: Vec<ExprId>) -> Option<Field> {
        let kids = self.b.kids(node);
        decorators.extend(self.decorators(&kids));
        let name = kids.field("property").or(kids.field("name"))?;
        Some(Field {
            name: self.member_name(name),
            span: span(node),
            value: kids.field("value").map(|value| self.expression(value)),
            ty: kids.field("type").and_then(|ty| self.type_name(ty)),
            is_static: kids.has("static"),
            external_name: None,
            decorators,
        })
    }

    fn member_name(&mut self, name: Node<'t>) -> SmolStr {
        match self.known_key(name) {
            Some(key) => key,
            None => self.b.word(name),
        }
    }

    /// An interface: the members that its implementers have.
    pub(super) fn interface(&mut self, node: Node<'t>) -> ClassId {
        let kids = self.b.kids(node);
        let mut bases = Vec::new();
        if let Some(clause) = kids.of_kind("extends_type_clause") {
            for ty in self.b.kids(clause).fields("type") {
                bases.push(self.type_value(ty));
            }
        }
        let mut members = Members::default();
        if let Some(body) = kids.field("body") {
            for member in self.b.kids(body).named() {
                match member.kind() {
                    "method_signature" => {
                        members.methods.push(self.function(member, Vec::new()));
                    }
                    "property_signature" => {
                        members.fields.extend(self.field(member, Vec::new()));
                    }
                    _ => {}
                }
            }
        }
        self.finish_class(node, &kids, bases, members, Vec::new(), true)
    }

    /// An enum: its members are static fields, counted where no value is written.
    pub(super) fn enumeration(&mut self, node: Node<'t>) -> ClassId {
        let kids = self.b.kids(node);
        let mut members = Members::default();
        let body = kids.field("body").map(|body| self.b.kids(body));
        for (at, member) in body.iter().flat_map(Kids::named).enumerate() {
            let parts = self.b.kids(member);
            let name = parts.field("name").unwrap_or(member);
            let value = match parts.field("value") {
                Some(value) => self.expression(value),
                None => {
                    let number = ExprKind::Number(at.to_string().into());
                    self.b.expr(number, span(member))
                }
            };
            members.fields.push(Field {
                name: self.member_name(name),
                span: span(member),
                value: Some(value),
                ty: None,
                is_static: true,
                external_name: None,
                decorators: Vec::new(),
            });
        }
        self.finish_class(node, &kids, Vec::new(), members, Vec::new(), false)
    }
}
