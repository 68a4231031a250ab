//! Go's composite literals: structs and maps are records, slices and arrays are lists.

use smol_str::SmolStr;
use tree_sitter::Node;

use super::Go;
use crate::syntax::builder::span;
use crate::syntax::tree::{Entry, ExprId, ExprKind, Item, Key, TextPart};

/// What a literal in braces is, by its type.
#[derive(Clone, Copy)]
enum Shape<'t> {
    /// A struct of that type; none for an anonymous one.
    Struct(Option<Node<'t>>),
    /// A map to values of that type.
    Map(Option<Node<'t>>),
    /// A list of elements of that type.
    List(Option<Node<'t>>),
}

fn shape(ty: Node<'_>) -> Shape<'_> {
    match ty.kind() {
        "map_type" => Shape::Map(ty.child_by_field_name("value")),
        "slice_type" | "array_type" | "implicit_length_array_type" => {
            Shape::List(ty.child_by_field_name("element"))
        }
        "struct_type" => Shape::Struct(None),
        "pointer_type" => ty.named_child(0).map_or(Shape::Struct(None), shape),
        _ => Shape::Struct(Some(ty)),
    }
}

impl<'t> Go<'t> {
    pub(super) fn composite(&mut self, node: Node<'t>) -> ExprId {
        let kids = self.b.kids(node);
        match (kids.field("type"), kids.field("body")) {
            (Some(ty), Some(body)) => self.literal(body, shape(ty), node),
            _ => self.b.opaque(Vec::new(), span(node)),
        }
    }

    /// The struct of a type with nothing in it.
    pub(super) fn zero_value(&mut self, ty: Node<'t>) -> ExprId {
        let of = self.type_value(ty);
        let kind = ExprKind::Record {
            ty: Some(of),
            entries: Vec::new(),
        };
        self.b.expr(kind, span(ty))
    }

    fn literal(&mut self, body: Node<'t>, shape: Shape<'t>, place: Node<'t>) -> ExprId {
        if !self.b.enter() {
            return self.b.opaque(Vec::new(), span(place));
        }
        let id = match shape {
            Shape::Struct(ty) => self.record(body, ty, place),
            Shape::Map(value) => self.map(body, value, place),
            Shape::List(element) => self.elements(body, element, place),
        };
        self.b.leave();
        id
    }

    fn record(&mut self, body: Node<'t>, ty: Option<Node<'t>>, place: Node<'t>) -> ExprId {
        let order = ty
            .and_then(|ty| self.types.fields.get(self.b.source(ty)))
            .cloned()
            .unwrap_or_default();
        let mut entries = Vec::new();
        for (at, element) in self.b.kids(body).named().enumerate() {
            let (key, value) = self.key_and_value(element);
            let key_name = match key {
                Some(key) => self.b.word(key),
                None => order
                    .get(at)
                    .cloned()
                    .unwrap_or_else(|| at.to_string().into()),
            };
            entries.push(Entry::Field {
                key: Key::Name(key_name),
                key_span: span(key.unwrap_or(value)),
                value: self.element(value, None),
            });
        }
        let ty = ty.map(|ty| self.type_value(ty));
        self.b.expr(ExprKind::Record { ty, entries }, span(place))
    }

    fn map(&mut self, body: Node<'t>, of: Option<Node<'t>>, place: Node<'t>) -> ExprId {
        let mut entries = Vec::new();
        for element in self.b.kids(body).named() {
            let (Some(key), value) = self.key_and_value(element) else {
                continue;
            };
            entries.push(Entry::Field {
                key: self.map_key(key),
                key_span: span(key),
                value: self.element(value, of),
            });
        }
        self.b
            .expr(ExprKind::Record { ty: None, entries }, span(place))
    }

    fn map_key(&mut self, node: Node<'t>) -> Key {
        let id = self.expression(node);
        match &self.b.tree.expr(id).kind {
            ExprKind::Text(parts) => match parts.as_slice() {
                [TextPart::Literal(text)] => Key::Name(SmolStr::new(&text.value)),
                _ => Key::Computed(id),
            },
            ExprKind::Number(number) => Key::Name(number.clone()),
            _ => Key::Computed(id),
        }
    }

    fn elements(&mut self, body: Node<'t>, of: Option<Node<'t>>, place: Node<'t>) -> ExprId {
        let kids = self.b.kids(body);
        let items = kids.named().map(|element| {
            let (_, value) = self.key_and_value(element);
            Item {
                value: self.element(value, of),
                spread: false,
            }
        });
        let items = items.collect();
        self.list_of(items, place)
    }

    /// The key, if it is written, and the value of an element.
    fn key_and_value(&mut self, element: Node<'t>) -> (Option<Node<'t>>, Node<'t>) {
        if element.kind() != "keyed_element" {
            return (None, element);
        }
        let kids = self.b.kids(element);
        match (kids.field("key"), kids.field("value")) {
            (key, Some(value)) => (key, value),
            (key, None) => (None, key.unwrap_or(element)),
        }
    }

    /// A value in a literal; bare braces are of the type that the literal around them names.
    fn element(&mut self, node: Node<'t>, of: Option<Node<'t>>) -> ExprId {
        let inner = match node.kind() {
            "literal_element" => self.b.kids(node).named().next().unwrap_or(node),
            _ => node,
        };
        if inner.kind() == "literal_value" {
            let shape = of.map_or(Shape::Struct(None), shape);
            return self.literal(inner, shape, inner);
        }
        self.expression(inner)
    }
}
