//! The neutral tree: what every language is lowered to. It says what a program does, not how its grammar calls it.
//!
//! Nodes live in one arena per file and are named by small ids, so that walks need no recursion over owned boxes and
//! results can be memoised by id.

use smol_str::SmolStr;

use crate::workspace::{FileId, SourceText, Span};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u32);
    };
}
id!(
    /// An expression of a [`Tree`].
    ExprId
);
id!(
    /// A statement of a [`Tree`].
    StmtId
);
id!(
    /// A function, method, closure or lambda of a [`Tree`].
    FunctionId
);
id!(
    /// A class, struct, interface or trait of a [`Tree`].
    ClassId
);

/// One file, lowered.
///
/// The tree is shallow whatever the file says: what nests deeper than 200 constructs is opaque, long operator chains
/// are balanced, and a chain of calls and members that is longer than 128 links is cut: no expression is nested deeper
/// than 2,000 in all. Ids of parts are smaller than the id of the whole. An id may stand in two places
/// (a `match` pattern that takes its subject apart names the subject again), so the tree is a graph without cycles.
#[derive(Debug, Clone)]
pub struct Tree {
    /// The file.
    pub file: FileId,
    /// Its language.
    pub language: super::Language,
    /// Which other files see its top-level names without an import.
    pub sharing: NameSharing,
    /// The namespace or package it declares (`com.acme.bot`, `App\Services`), where the language has one.
    pub namespace: Option<SmolStr>,
    /// The top-level statements.
    pub body: Block,
    /// Expressions by [`ExprId`].
    pub exprs: Vec<Expr>,
    /// Statements by [`StmtId`].
    pub stmts: Vec<Stmt>,
    /// Functions by [`FunctionId`].
    pub functions: Vec<Function>,
    /// Classes by [`ClassId`].
    pub classes: Vec<Class>,
    /// Comments, for suppressions, in file order.
    pub comments: Vec<Span>,
    /// Stretches that did not parse; the rest of the file is whole.
    pub errors: Vec<Span>,
    /// Set where the file was given up in part: too deep, too large, too slow.
    pub given_up: Option<GivenUp>,
}

/// Why a file was not lowered in full.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GivenUp {
    /// Nesting beyond the depth cap.
    TooDeep,
    /// Larger than the size cap.
    TooLarge,
    /// The parser ran out of its time.
    TooSlow,
    /// Minified, generated or obfuscated.
    Minified,
}

/// Which other files see a file's top-level names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameSharing {
    /// None: names travel by import (Python, JavaScript).
    File,
    /// The files of the same directory and language (Go packages).
    Directory,
    /// The files of the same namespace and language (Java packages, PHP and C# namespaces).
    Namespace,
    /// Every file of the project (Apps Script, plain PHP scripts after `require`).
    Project,
}

/// A list of statements, in order.
pub type Block = Vec<StmtId>;

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
    /// What it does; an expression arm is one [`StmtKind::Value`].
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

/// Names that come in from another module.
#[derive(Debug, Clone)]
pub struct Import {
    /// The module as written: `./prompts`, `app.config`, `go.mau.fi/whatsmeow`, `.`, `..models`.
    pub specifier: SmolStr,
    /// Where the specifier stands.
    pub span: Span,
    /// The names bound.
    pub names: Vec<ImportName>,
}

/// One name bound by an import.
#[derive(Debug, Clone)]
pub enum ImportName {
    /// The whole module.
    Module {
        /// The local name.
        local: SmolStr,
    },
    /// The module's default export.
    Default {
        /// The local name.
        local: SmolStr,
    },
    /// One member.
    Member {
        /// Its name in the module.
        name: SmolStr,
        /// Its local name.
        local: SmolStr,
    },
    /// Everything.
    Star,
}

/// Names that go out of a module.
#[derive(Debug, Clone)]
pub enum Export {
    /// A local name under a public one.
    Name {
        /// The local name.
        local: SmolStr,
        /// The public name (`default` for the default export).
        public: SmolStr,
    },
    /// A value under a public name: `export default …`, `exports.x = …`.
    Value {
        /// The public name (`default` for the default export).
        public: SmolStr,
        /// The value.
        value: ExprId,
    },
    /// The whole module is this value: `module.exports = …`, `export = …`.
    Whole(ExprId),
    /// Names of another module: `export {a as b} from "x"`; [`ImportName::Star`] for all of them.
    From {
        /// The module as written.
        specifier: SmolStr,
        /// Where the specifier stands.
        span: Span,
        /// The names: `local` is the public name.
        names: Vec<ImportName>,
    },
}

/// A function, method, closure or lambda.
#[derive(Debug, Clone)]
pub struct Function {
    /// Its name, if it has one.
    pub name: Option<SmolStr>,
    /// Where the name stands, or the head of a closure.
    pub name_span: Span,
    /// The whole function.
    pub span: Span,
    /// The parameters, with the receiver left out where the language keeps it apart.
    pub params: Vec<Param>,
    /// The body; an expression body is one [`StmtKind::Return`]. Empty for a declaration without a body.
    pub body: Block,
    /// Decorators and annotations, as expressions (`Call` or `Name`/`Member`).
    pub decorators: Vec<ExprId>,
    /// The class it is declared in.
    pub class: Option<ClassId>,
    /// For a method declared outside its type (Go, Rust, Kotlin, C#): the receiver's name and the type's name.
    pub receiver: Option<Receiver>,
    /// What sort of member it is.
    pub role: FunctionRole,
    /// Whether it is `async`, or returns a future by its keyword.
    pub is_async: bool,
    /// Whether it belongs to the class and not to an instance.
    pub is_static: bool,
    /// Whether it hands out elements (`yield`).
    pub is_generator: bool,
    /// The declared type of the result, without its arguments.
    pub returns: Option<SmolStr>,
}

/// The receiver of a method declared outside its type.
#[derive(Debug, Clone)]
pub struct Receiver {
    /// The name of the receiver in the body.
    pub name: Option<SmolStr>,
    /// The type's name, without its arguments or pointer marks.
    pub ty: SmolStr,
}

/// What sort of function it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FunctionRole {
    /// A plain function, method or closure.
    Plain,
    /// Makes the instance.
    Constructor,
    /// Read like a field.
    Getter,
    /// Written like a field.
    Setter,
}

/// A parameter.
#[derive(Debug, Clone)]
pub struct Param {
    /// What it binds.
    pub pattern: Pattern,
    /// Its value when not given.
    pub default: Option<ExprId>,
    /// The declared type's name, without its arguments or pointer marks.
    pub ty: Option<SmolStr>,
    /// How arguments reach it.
    pub kind: ParamKind,
    /// Whether it is also a field of the instance (`constructor(private ai: Ai)`, a record's component).
    pub is_field: bool,
    /// Decorators and annotations.
    pub decorators: Vec<ExprId>,
    /// Where it stands.
    pub span: Span,
}

/// How arguments reach a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ParamKind {
    /// By position or name.
    Plain,
    /// By name only.
    NameOnly,
    /// Takes the remaining positions.
    Rest,
    /// Takes the remaining names.
    NamedRest,
}

/// A class, struct, interface, trait or enum.
#[derive(Debug, Clone)]
pub struct Class {
    /// Its name, if it has one.
    pub name: Option<SmolStr>,
    /// Where the name stands.
    pub name_span: Span,
    /// The whole class.
    pub span: Span,
    /// What it extends or implements, as expressions.
    pub bases: Vec<ExprId>,
    /// Fields with their initial values, in order.
    pub fields: Vec<Field>,
    /// Methods declared in it.
    pub methods: Vec<FunctionId>,
    /// Other statements of its body (Python, Ruby).
    pub body: Block,
    /// Decorators and annotations.
    pub decorators: Vec<ExprId>,
    /// Whether it only says what others implement (interface, trait, abstract protocol).
    pub is_interface: bool,
}

/// A field of a class.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name.
    pub name: SmolStr,
    /// Where it stands.
    pub span: Span,
    /// Its initial value.
    pub value: Option<ExprId>,
    /// The declared type's name, without its arguments or pointer marks.
    pub ty: Option<SmolStr>,
    /// Whether it belongs to the class and not to an instance.
    pub is_static: bool,
    /// Other names the field has outside: struct tags (`json:"text"`), aliases.
    pub external_name: Option<SmolStr>,
    /// Decorators and annotations.
    pub decorators: Vec<ExprId>,
}

impl Tree {
    /// The expression with that id.
    pub fn expr(&self, id: ExprId) -> &Expr {
        &self.exprs[id.0 as usize]
    }

    /// The statement with that id.
    pub fn stmt(&self, id: StmtId) -> &Stmt {
        &self.stmts[id.0 as usize]
    }

    /// The function with that id.
    pub fn function(&self, id: FunctionId) -> &Function {
        &self.functions[id.0 as usize]
    }

    /// The class with that id.
    pub fn class(&self, id: ClassId) -> &Class {
        &self.classes[id.0 as usize]
    }
}
