//! Declarations: functions with their parameters, and classes with their fields.

use smol_str::SmolStr;

use super::{Block, ClassId, ExprId, FunctionId, Pattern};
use crate::workspace::Span;

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
    /// The body; an expression body is one [`StmtKind::Return`](super::StmtKind::Return). Empty for a declaration without a body.
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

impl Function {
    /// A closure without parameters, decorators or declared types.
    pub fn closure(name_span: Span, span: Span, body: Block) -> Self {
        Function {
            name: None,
            name_span,
            span,
            params: Vec::new(),
            body,
            decorators: Vec::new(),
            class: None,
            receiver: None,
            role: FunctionRole::Plain,
            is_async: false,
            is_static: false,
            is_generator: false,
            returns: None,
        }
    }
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
