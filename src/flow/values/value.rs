//! What the engine knows of a value: text in pieces, objects on the heap, functions, things from outside.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::kept::remember;
use crate::bot::HoleReason;
use crate::syntax::{ClassId, FunctionId};
use crate::workspace::{FileId, Location, SourceText};

/// A value as far as it is known.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    /// Text, in pieces.
    Text(Rope),
    /// A number, as written.
    Number(SmolStr),
    /// `true` or `false`.
    Bool(bool),
    /// Nothing: `None`, `null`, `undefined`, a function without a return.
    Null,
    /// A record, list, instance or built thing on the heap.
    Object(ObjectId),
    /// A function of the program, with the scope it was made in and its receiver.
    Function(Rc<Closure>),
    /// A class of the program.
    Class(Rc<ClassRef>),
    /// A file of the program as a module.
    Module(FileId),
    /// A folder of the program as a package.
    Package(SmolStr),
    /// Something from outside: a package's member, a global, a parameter nobody has filled, a result of such.
    Extern(Rc<Extern>),
    /// The outcome of a comparison.
    Test(Rc<Test>),
    /// One of several.
    Union(Rc<[Value]>),
}

/// Text, in pieces.
pub(crate) type Rope = Rc<[Part]>;

/// A piece of a text.
#[derive(Debug, Clone)]
pub(crate) enum Part {
    /// Words of the program.
    Literal(SourceText),
    /// Words that only the running program knows.
    Hole(Hole),
}

/// A gap in a text.
#[derive(Debug, Clone)]
pub(crate) struct Hole {
    /// Why it is one.
    pub reason: HoleReason,
    /// What it is called in the program.
    pub name: SmolStr,
    /// Where it is put in.
    pub at: Option<Location>,
    /// What flows in with it.
    pub taint: Taint,
}

/// What has flowed into a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Taint {
    /// The user's words.
    pub user: bool,
    /// The answers of models, one bit a call site.
    pub answers: u128,
}

impl Taint {
    pub(crate) const NONE: Taint = Taint {
        user: false,
        answers: 0,
    };
    pub(crate) const USER: Taint = Taint {
        user: true,
        answers: 0,
    };

    pub(crate) fn answer(bit: u32) -> Self {
        Taint {
            user: false,
            answers: 1 << bit.min(127),
        }
    }

    pub(crate) fn with(self, other: Taint) -> Taint {
        Taint {
            user: self.user || other.user,
            answers: self.answers | other.answers,
        }
    }

    pub(crate) fn is_none(self) -> bool {
        self == Self::NONE
    }

    /// The model calls, of the first `count` of the project, whose answers have flowed in.
    pub(crate) fn sites(self, count: usize) -> impl Iterator<Item = usize> {
        (0..count.min(128)).filter(move |&site| self.answers & (1u128 << site) != 0)
    }
}

/// The name of an object on the heap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ObjectId(pub u32);

/// A function with what it closes over.
#[derive(Debug, Clone)]
pub(crate) struct Closure {
    pub file: FileId,
    pub function: FunctionId,
    pub scope: Scope,
    pub this: Option<Value>,
}

/// A class of the program with the scope it was declared in.
#[derive(Debug, Clone)]
pub(crate) struct ClassRef {
    pub file: FileId,
    pub class: ClassId,
    pub scope: Scope,
}

/// Something from outside the program.
#[derive(Debug, Clone)]
pub(crate) struct Extern {
    /// The package it comes from.
    pub package: Option<SmolStr>,
    /// The dotted way to it, calls left out: `openai.OpenAI.chat.completions.create`.
    pub path: SmolStr,
    /// What was given when it was made, for results of calls.
    pub built: Option<ObjectId>,
    /// What flows with it.
    pub taint: Taint,
    /// Whether it is (part of) an incoming message's data, so that its fields are the user's words unless they are
    /// known to be something else.
    pub payload: bool,
    /// Why its text cannot be seen.
    pub reason: HoleReason,
    /// Where it is read, if it is a setting.
    pub read_at: Option<Location>,
}

/// The names of a function or module, and where to look further.
#[derive(Clone)]
pub(crate) struct Scope(pub Rc<ScopeCell>);

impl std::fmt::Debug for Scope {
    // Scopes hold closures that hold scopes.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "the scope of {:?}", self.0.file)
    }
}

pub(crate) struct ScopeCell {
    pub names: RefCell<FxHashMap<SmolStr, Value>>,
    pub parent: Option<Scope>,
    pub file: FileId,
}

impl Scope {
    pub(crate) fn root(file: FileId) -> Self {
        remember(Self(Rc::new(ScopeCell {
            names: RefCell::default(),
            parent: None,
            file,
        })))
    }

    pub(crate) fn child(&self) -> Self {
        remember(Self(Rc::new(ScopeCell {
            names: RefCell::default(),
            parent: Some(self.clone()),
            file: self.0.file,
        })))
    }

    pub(crate) fn get(&self, name: &str) -> Option<Value> {
        let mut scope = self;
        loop {
            if let Some(value) = scope.0.names.borrow().get(name) {
                return Some(value.clone());
            }
            scope = scope.0.parent.as_ref()?;
        }
    }

    /// The scope that holds the name, and whether it is this one.
    pub(crate) fn holder(&self, name: &str) -> Option<Scope> {
        let mut scope = self;
        loop {
            if scope.0.names.borrow().contains_key(name) {
                return Some(scope.clone());
            }
            scope = scope.0.parent.as_ref()?;
        }
    }

    pub(crate) fn set(&self, name: SmolStr, value: Value) {
        self.0.names.borrow_mut().insert(name, value);
    }

    pub(crate) fn is(&self, other: &Scope) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// The outcome of a comparison, kept so that a branch knows what was asked.
#[derive(Debug, Clone, Default)]
pub(crate) struct Test {
    /// What was asked, alternatives joined by "or" or "and" alike.
    pub asked: Vec<Asked>,
    /// Whether the outcome is turned round.
    pub negated: bool,
}

/// One thing that was asked.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// Of what.
    pub of: Subject,
    /// How.
    pub how: How,
    /// The words compared with; empty where they are not known.
    pub words: Vec<SmolStr>,
}

/// Of what something was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    /// Of the user's words.
    UserText,
    /// Of a model's answer.
    Answer(u128),
    /// Of anything else.
    Other,
}

/// How something was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    /// Is it this, or one of these?
    Equal,
    /// Does it start with this?
    Prefix,
    /// Does it hold this?
    Contains,
    /// Does it match this pattern?
    Pattern,
    /// Is there anything?
    Present,
    /// Something that cannot be read from the program.
    Opaque,
}

/// A thing on the heap.
#[derive(Debug, Clone)]
pub(crate) struct Object {
    pub kind: ObjectKind,
    /// How many undecided branches were open when it was made.
    pub born: u32,
}

/// The sorts of things on the heap.
#[derive(Debug, Clone)]
pub(crate) enum ObjectKind {
    /// Named fields.
    Record {
        fields: Vec<(SmolStr, Value)>,
        /// What stands under computed keys.
        rest: Option<Value>,
    },
    /// Items in order.
    List {
        items: Vec<Value>,
        /// Items whose number is not known (from a spread or a store).
        rest: Option<Value>,
    },
    /// An instance of a class of the program.
    Instance {
        class: Rc<ClassRef>,
        fields: Vec<(SmolStr, Value)>,
        /// What was given to a base class from outside.
        base: Option<ObjectId>,
    },
    /// Something made by a call outside: its arguments, and the calls made on it since.
    Built(Box<Built>),
}

/// Something made by a call outside the program.
#[derive(Debug, Clone)]
pub(crate) struct Built {
    pub package: Option<SmolStr>,
    pub path: SmolStr,
    pub args: Vec<Given>,
    /// What it was called on.
    pub on: Option<Value>,
    /// Calls made on it, in order.
    pub log: Vec<(SmolStr, Vec<Given>)>,
    /// Fields written from the program.
    pub fields: Vec<(SmolStr, Value)>,
    pub at: Location,
}

/// An argument, evaluated.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    pub name: Option<SmolStr>,
    pub value: Value,
    pub spread: bool,
}

impl Value {
    pub(crate) fn literal(text: SourceText) -> Self {
        Value::Text(Rc::from([Part::Literal(text)]))
    }

    pub(crate) fn hole(
        reason: HoleReason,
        name: impl Into<SmolStr>,
        at: Option<Location>,
        taint: Taint,
    ) -> Self {
        Value::Text(Rc::from([Part::Hole(Hole {
            reason,
            name: name.into(),
            at,
            taint,
        })]))
    }

    /// The values it may be.
    pub(crate) fn alternatives(&self) -> &[Value] {
        match self {
            Value::Union(values) => values,
            one => std::slice::from_ref(one),
        }
    }

    pub(crate) fn same(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Union(a), Value::Union(b)) => Rc::ptr_eq(a, b),
            (Value::Null, Value::Null) => true,
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::Number(a), Value::Number(b)) => a == b,
            (Value::Object(a), Value::Object(b)) => a == b,
            (Value::Module(a), Value::Module(b)) => a == b,
            (Value::Package(a), Value::Package(b)) => a == b,
            (Value::Class(a), Value::Class(b)) => a.file == b.file && a.class == b.class,
            (Value::Function(a), Value::Function(b)) => {
                Rc::ptr_eq(a, b)
                    || (a.file == b.file && a.function == b.function && a.scope.is(&b.scope))
            }
            (Value::Extern(a), Value::Extern(b)) => {
                Rc::ptr_eq(a, b) || (a.path == b.path && a.taint == b.taint && a.built == b.built)
            }
            (Value::Text(a), Value::Text(b)) => {
                Rc::ptr_eq(a, b)
                    || (a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| a.same(b)))
            }
            (Value::Test(a), Value::Test(b)) => Rc::ptr_eq(a, b),
            _ => false,
        }
    }
}

impl Part {
    fn same(&self, other: &Part) -> bool {
        match (self, other) {
            (Part::Literal(a), Part::Literal(b)) => {
                a.file == b.file && a.span == b.span && a.value == b.value
            }
            (Part::Hole(a), Part::Hole(b)) => {
                a.reason == b.reason && a.name == b.name && a.taint == b.taint
            }
            _ => false,
        }
    }

    pub(crate) fn taint(&self) -> Taint {
        match self {
            Part::Literal(_) => Taint::NONE,
            Part::Hole(hole) => hole.taint,
        }
    }
}

/// The words of a rope, with `\u{FFFC}` for every hole.
pub(crate) fn words_of(rope: &[Part]) -> String {
    rope.iter()
        .map(|part| match part {
            Part::Literal(text) => &*text.value,
            Part::Hole(_) => "\u{FFFC}",
        })
        .collect()
}

/// The words of a value that is wholly known.
pub(crate) fn constant(value: &Value) -> Option<SmolStr> {
    match value {
        Value::Text(rope) => {
            let whole = rope.iter().all(|part| matches!(part, Part::Literal(_)));
            whole.then(|| words_of(rope).into())
        }
        Value::Number(number) => Some(number.clone()),
        Value::Bool(value) => Some(if *value {
            "true".into()
        } else {
            "false".into()
        }),
        _ => None,
    }
}
