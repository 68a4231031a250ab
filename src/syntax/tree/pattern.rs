//! Patterns: what an assignment binds, and what selects an arm of a match.

use smol_str::SmolStr;

use super::{Block, ExprId};
use crate::workspace::Span;

/// How an assignment writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AssignOp {
    /// `=`.
    Set,
    /// `+=`, `.=`.
    Add,
    /// `||=`, `??=`: only where nothing is there.
    Default,
    /// Any other compound.
    Other,
}

/// An arm of a match.
#[derive(Debug, Clone)]
pub struct MatchArm {
    /// What selects it; empty for the default arm (`default`, `_`, `else`).
    pub patterns: Vec<CasePattern>,
    /// A further condition.
    pub guard: Option<ExprId>,
    /// What it does; an expression arm is one [`StmtKind::Value`](super::StmtKind::Value).
    pub body: Block,
    /// Where the arm begins (`case "x":`).
    pub head: Span,
}

/// What selects an arm.
#[derive(Debug, Clone)]
pub enum CasePattern {
    /// Equal to this value; with no subject, this holds.
    Value(ExprId),
    /// Of this type; the value is bound to the name.
    Type {
        /// The type's name.
        ty: SmolStr,
        /// The name bound to the narrowed value.
        bind: Option<SmolStr>,
    },
    /// Anything, taken apart or bound to a name.
    Bind(Pattern),
}

/// What an assignment or a parameter binds.
#[derive(Debug, Clone)]
pub enum Pattern {
    /// A name.
    Name(SmolStr, Span),
    /// A member or index expression that is written to.
    Place(ExprId),
    /// `{a, b: c = 1, ...rest}`.
    Record {
        /// The fields taken, in order.
        fields: Vec<FieldPattern>,
        /// The name of the rest.
        rest: Option<SmolStr>,
    },
    /// `[a, , b]`, `(a, b)`, `a, b = …`.
    List {
        /// The items taken; `None` skips one.
        items: Vec<Option<Pattern>>,
        /// The rest, and how many items follow it.
        rest: Option<Box<Pattern>>,
    },
    /// `_`.
    Ignore,
}

/// A field taken out of a record.
#[derive(Debug, Clone)]
pub struct FieldPattern {
    /// The field.
    pub key: SmolStr,
    /// What it is bound to.
    pub pattern: Pattern,
    /// The value if the field is not there.
    pub default: Option<ExprId>,
}
