//! The neutral tree: what every language is lowered to. It says what a program does, not how its grammar calls it.
//!
//! Nodes live in one arena per file and are named by small ids, so that walks need no recursion over owned boxes and
//! results can be memoised by id.

mod declaration;
mod expression;
mod module;
mod pattern;
mod statement;

use smol_str::SmolStr;

pub use declaration::*;
pub use expression::*;
pub use module::*;
pub use pattern::*;
pub use statement::*;

use crate::workspace::{FileId, Span};

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
