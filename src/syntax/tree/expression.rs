//! Expressions: what has a value.

use smol_str::SmolStr;

use super::{AssignOp, Block, ClassId, ExprId, FunctionId, MatchArm, Pattern};
use crate::workspace::{SourceText, Span};

/// An expression and where it stands.
#[derive(Debug, Clone)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands.
    pub span: Span,
}

/// What an expression is.
#[derive(Debug, Clone)]
pub enum ExprKind {
    /// A string, with holes where the language interpolates: f-strings, template literals, heredocs. Adjacent literals
    /// that the language joins are one.
    Text(Vec<TextPart>),
    /// A number, as written.
    Number(SmolStr),
    /// `true` or `false`.
    Bool(bool),
    /// `None`, `null`, `nil`, `undefined`.
    Null,
    /// A regular expression literal, or a call that compiles one is left a call.
    Regex(SourceText),
    /// A name. `this`/`self` where they are keywords are [`ExprKind::This`].
    Name(SmolStr),
    /// The receiver: `this`; Python's first parameter is an ordinary name.
    This,
    /// The parent class: `super`.
    Super,
    /// `object.name`, `object->name`, `object::name`, `object?.name`.
    Member {
        /// What it is read from.
        object: ExprId,
        /// The member.
        name: SmolStr,
        /// Where the member's name stands.
        name_span: Span,
    },
    /// `object[index]`; a slice has [`ExprKind::Slice`] as its index.
    Index {
        /// What it is read from.
        object: ExprId,
        /// The key or position.
        index: ExprId,
    },
    /// `a:b` inside an index.
    Slice {
        /// First position.
        from: Option<ExprId>,
        /// One past the last.
        to: Option<ExprId>,
    },
    /// A call, or the making of an object (`new X(…)`; Python's `X(…)` is an ordinary call).
    Call {
        /// What is called.
        callee: ExprId,
        /// The arguments, in order.
        args: Vec<Arg>,
        /// Whether the language says that this makes an object.
        is_new: bool,
    },
    /// An object, dictionary, struct or keyed literal. `ty` is the type's name where it is written (`Config{…}`).
    Record {
        /// The type named, if any: an expression that evaluates to the class (`Name` or `Member`).
        ty: Option<ExprId>,
        /// The entries, in order.
        entries: Vec<Entry>,
    },
    /// A list, array, tuple or set.
    List(Vec<Item>),
    /// `[f(x) for x in xs if p(x)]`.
    Comprehension {
        /// The element; for a dictionary the value.
        element: ExprId,
        /// The key, for a dictionary.
        key: Option<ExprId>,
        /// What each turn binds and what it runs over, outermost first.
        clauses: Vec<Clause>,
    },
    /// A binary operation that is not a choice.
    Binary {
        /// The operation.
        op: BinaryOp,
        /// Left side.
        left: ExprId,
        /// Right side.
        right: ExprId,
    },
    /// `a or b`, `a || b`: the first that is truthy; `a and b`; `a ?? b`: the first that is not null.
    Choice {
        /// Which.
        op: ChoiceOp,
        /// Left side.
        left: ExprId,
        /// Right side.
        right: ExprId,
    },
    /// `not a`, `-a`, `typeof a`.
    Unary {
        /// The operation.
        op: UnaryOp,
        /// What it applies to.
        operand: ExprId,
    },
    /// `test ? then : otherwise`.
    Conditional {
        /// What is tested.
        test: ExprId,
        /// The value if it holds.
        then: ExprId,
        /// The value if not.
        otherwise: ExprId,
    },
    /// `switch`/`match`/`when` used as an expression.
    Match {
        /// What is looked at; absent for `when { … }`.
        subject: Option<ExprId>,
        /// The arms, in order.
        arms: Vec<MatchArm>,
    },
    /// A closure, lambda or function expression.
    Lambda(FunctionId),
    /// A class expression.
    Class(ClassId),
    /// `await x`, `<-channel`, `.await`, a forced or unwrapped value: the value that comes out of `x`.
    Await(ExprId),
    /// `yield x`: hands `x` to whoever iterates.
    Yield(Option<ExprId>),
    /// `target = value` as an expression.
    Assign {
        /// What is written.
        target: Box<Pattern>,
        /// How.
        op: AssignOp,
        /// The value.
        value: ExprId,
    },
    /// `require("x")`, `import("x")`: the module as a value. The specifier may be computed.
    Import(ExprId),
    /// A cast, assertion or type test that leaves the value as it is.
    Typed {
        /// The value.
        value: ExprId,
        /// The type's name, without its arguments.
        ty: SmolStr,
        /// Whether this asks (`x instanceof T`, `x.(T)` with ok) rather than says.
        asks: bool,
    },
    /// Several expressions whose last is the value (`a, b`).
    Sequence(Vec<ExprId>),
    /// A block used as an expression (Rust, Kotlin, Ruby); its value is its last expression statement.
    Block(Block),
    /// What did not parse, or a construct without meaning for messages. Its parts are kept for reachability.
    Opaque(Vec<ExprId>),
}

/// A part of a string.
#[derive(Debug, Clone)]
pub enum TextPart {
    /// Words.
    Literal(SourceText),
    /// An interpolated value.
    Hole(ExprId),
}

/// An argument of a call.
#[derive(Debug, Clone)]
pub struct Arg {
    /// Its name, where the language names arguments.
    pub name: Option<SmolStr>,
    /// Its value.
    pub value: ExprId,
    /// `*args`, `**kwargs`, `...rest`.
    pub spread: bool,
}

/// An entry of a record.
#[derive(Debug, Clone)]
pub enum Entry {
    /// `key: value`.
    Field {
        /// The key.
        key: Key,
        /// Where the key stands.
        key_span: Span,
        /// The value.
        value: ExprId,
    },
    /// `...other`, `**other`.
    Spread(ExprId),
}

/// The key of a record's entry.
#[derive(Debug, Clone)]
pub enum Key {
    /// Known as written.
    Name(SmolStr),
    /// Computed.
    Computed(ExprId),
}

/// An item of a list.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its value.
    pub value: ExprId,
    /// `*xs`, `...xs`.
    pub spread: bool,
}

/// One `for` of a comprehension.
#[derive(Debug, Clone)]
pub struct Clause {
    /// What each turn binds.
    pub pattern: Pattern,
    /// What it runs over.
    pub iterable: ExprId,
    /// What an element must satisfy.
    pub conditions: Vec<ExprId>,
}

/// A binary operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BinaryOp {
    /// `+` and every text concatenation (`.`, `..`, `<>`).
    Add,
    /// `%`, which formats in Python.
    Modulo,
    /// `a | b`, which pipes in LCEL.
    Pipe,
    /// `==`, `===`, `is`.
    Equal,
    /// `!=`, `!==`, `is not`.
    NotEqual,
    /// `<`, `<=`, `>`, `>=`.
    Compare,
    /// `a in b`.
    In,
    /// `a not in b`.
    NotIn,
    /// `a =~ b`: a pattern test.
    Matches,
    /// `<<`, which appends in Ruby; `ch <- x`, which sends in Go.
    Push,
    /// `*`, `/`, `-`, bit operations.
    Arithmetic,
}

/// A choice between two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChoiceOp {
    /// The right if the left is falsy.
    Or,
    /// The right if the left is truthy.
    And,
    /// The right if the left is null (`??`, `?:`).
    Coalesce,
}

/// A unary operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnaryOp {
    /// `not`, `!`.
    Not,
    /// `-`, `+`, `~`, `typeof`, `len`-like operators.
    Other,
}
