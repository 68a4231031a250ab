//! What a call writes through a pointer: `json.Unmarshal(data, &reply)` puts its result into `reply`.
//!
//! The address of a variable that holds nothing yet can only be handed over to have it filled, whatever the callee is
//! called. Such a call is lowered as what it does: an assignment to the variable.

use smol_str::SmolStr;
use tree_sitter::Node;

use super::Go;
use crate::syntax::builder::span;
use crate::syntax::tree::{AssignOp, Block, ExprId, ExprKind, Pattern, StmtKind};
use crate::workspace::Span;

impl<'t> Go<'t> {
    /// Notes variables that are declared without a value.
    pub(super) fn note_empty(&mut self, names: &[Pattern]) {
        let names = names.iter().filter_map(|name| match name {
            Pattern::Name(name, _) => Some(name.clone()),
            _ => None,
        });
        if let Some(empty) = self.empty.last_mut() {
            empty.extend(names);
        }
    }

    /// Notes what an assignment leaves in its target.
    pub(super) fn note_assigned(&mut self, target: &Pattern, value: Option<ExprId>) {
        let Pattern::Name(name, _) = target else {
            return;
        };
        let holds_nothing = value.is_some_and(|value| match &self.b.tree.expr(value).kind {
            ExprKind::Record { entries, .. } => entries.is_empty(),
            _ => false,
        });
        if let Some(empty) = self.empty.last_mut() {
            if holds_nothing {
                empty.insert(name.clone());
            } else {
                empty.remove(name);
            }
        }
    }

    /// Notes that a variable is used: from then on it may hold something.
    pub(super) fn note_used(&mut self, name: &SmolStr) {
        for empty in &mut self.empty {
            empty.remove(name);
        }
    }

    /// Lowers a call that fills variables: assigns its result to each of them. False for any other expression.
    pub(super) fn filling_call(&mut self, node: Node<'t>, out: &mut Block) -> bool {
        let filled = self.filled_by(node);
        let Some(((first, place), others)) = filled.split_first() else {
            return false;
        };
        let value = self.expression(node);
        self.push_filled(first.clone(), *place, value, node, out);
        for (name, place) in others {
            let same = self.b.name(first.clone(), *place);
            self.push_filled(name.clone(), *place, same, node, out);
        }
        true
    }

    fn push_filled(
        &mut self,
        name: SmolStr,
        place: Span,
        value: ExprId,
        node: Node<'t>,
        out: &mut Block,
    ) {
        self.note_used(&name);
        let kind = StmtKind::Assign {
            target: Pattern::Name(name, place),
            op: AssignOp::Set,
            value: Some(value),
            ty: None,
            declares: false,
        };
        out.push(self.b.stmt(kind, span(node)));
    }

    /// The empty variables whose addresses a call of another package or object is given.
    fn filled_by(&mut self, node: Node<'t>) -> Vec<(SmolStr, Span)> {
        let callee = node.child_by_field_name("function");
        let is_method = callee.is_some_and(|callee| callee.kind() == "selector_expression");
        if node.kind() != "call_expression" || !is_method {
            return Vec::new();
        }
        let Some(list) = node.child_by_field_name("arguments") else {
            return Vec::new();
        };
        let mut filled = Vec::new();
        for argument in self.b.kids(list).named() {
            let takes_address = argument
                .child_by_field_name("operator")
                .is_some_and(|operator| operator.kind() == "&");
            let operand = argument.child_by_field_name("operand");
            if let (true, Some(operand)) = (takes_address, operand) {
                let name = self.b.word(operand);
                if self.empty.iter().any(|empty| empty.contains(&name)) {
                    filled.push((name, span(operand)));
                }
            }
        }
        filled
    }
}
