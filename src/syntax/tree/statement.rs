//! Statements: what is done, in order.

use smol_str::SmolStr;

use super::{AssignOp, Block, ClassId, Export, ExprId, FunctionId, Import, MatchArm, Pattern};
use crate::workspace::Span;

/// A statement and where it stands.
#[derive(Debug, Clone)]
pub struct Stmt {
    /// What it is.
    pub kind: StmtKind,
    /// Where it stands.
    pub span: Span,
}

/// What a statement is.
#[derive(Debug, Clone)]
pub enum StmtKind {
    /// An expression evaluated for its effect (or as a block's value).
    Value(ExprId),
    /// `target = value`, also declarations (`const x = …`, `x := …`). Without a value: declared, empty.
    Assign {
        /// What is written.
        target: Pattern,
        /// How.
        op: AssignOp,
        /// The value.
        value: Option<ExprId>,
        /// The declared type's name, without its arguments.
        ty: Option<SmolStr>,
        /// Whether this declares the name in the current function's scope (blocks open none). Where plain assignment
        /// declares (Python), every one does, except to names that an [`StmtKind::Outer`] gives away.
        declares: bool,
    },
    /// `if … elif … else`.
    If {
        /// The tests in order, each with its block and the span of its head.
        branches: Vec<Branch>,
        /// The last `else`.
        otherwise: Option<Block>,
        /// Where the last `else` begins.
        otherwise_head: Option<Span>,
    },
    /// `switch`, `match`, `when`, `case`.
    Match {
        /// What is looked at.
        subject: Option<ExprId>,
        /// The arms, in order.
        arms: Vec<MatchArm>,
        /// Whether an arm without a break runs into the next (C-like switch).
        falls_through: bool,
    },
    /// Any loop.
    Loop {
        /// What each turn binds and what it runs over, for a loop over elements.
        each: Option<(Pattern, ExprId)>,
        /// What runs once before.
        init: Block,
        /// What is tested before (or after) each turn.
        test: Option<ExprId>,
        /// What runs after each turn.
        step: Block,
        /// The body.
        body: Block,
    },
    /// `try … except … else … finally`.
    Try {
        /// The protected block (with Python's `else` block appended).
        body: Block,
        /// The handlers.
        handlers: Vec<Handler>,
        /// What always runs.
        finally: Block,
    },
    /// `with a as b`, `using (var a = …)`: binds and runs the body.
    With {
        /// What is opened, and what it is bound to.
        items: Vec<(ExprId, Option<Pattern>)>,
        /// The body.
        body: Block,
    },
    /// `return x`.
    Return(Option<ExprId>),
    /// `throw x`, `raise x`, `panic(x)`.
    Throw(Option<ExprId>),
    /// `break`.
    Break,
    /// `continue`.
    Continue,
    /// A call that goes on by itself: `go f(x)`, a `defer`.
    Spawn(ExprId),
    /// A named function is declared.
    Function(FunctionId),
    /// A named class, struct, interface or trait is declared.
    Class(ClassId),
    /// Names come in from another module.
    Import(Import),
    /// Names go out of this module.
    Export(Export),
    /// A nested block.
    Block(Block),
    /// `global x`, `nonlocal x`: the names belong to an outer scope.
    Outer(Vec<SmolStr>),
    /// What did not parse, or has no meaning for messages.
    Opaque,
}

/// One tested branch.
#[derive(Debug, Clone)]
pub struct Branch {
    /// What is tested.
    pub test: ExprId,
    /// What runs if it holds.
    pub body: Block,
    /// The head: `if cmd == "x":`.
    pub head: Span,
}

/// A handler of a failed block.
#[derive(Debug, Clone)]
pub struct Handler {
    /// The name bound to what failed.
    pub name: Option<SmolStr>,
    /// The type handled, as written.
    pub ty: Option<SmolStr>,
    /// What runs.
    pub body: Block,
}
