//! What a platform asks of whoever follows source code.

use smol_str::SmolStr;

use crate::bot::{Guard, HoleReason, ModelCall, Piece, Route, Trigger};
use crate::syntax::Language;
use crate::workspace::{FileId, Location, SourceText};

/// Follows the code that definitions hold or name.
pub trait CodeFollower: Sync {
    /// The routes of a method of a class, from its entry to its replies: a Rasa action's `run`. Empty where no model
    /// answers in it, or where it cannot be found.
    fn class_method(&self, file: FileId, class: &str, method: &str) -> Vec<Route>;

    /// What a piece of code inside a definition does with its inputs: an n8n code node, a Node-RED function, a Botpress
    /// action. The code is the body of a function. All places are in the file that holds the text.
    fn snippet(
        &self,
        code: &SourceText,
        language: Language,
        inputs: &[SnippetInput],
    ) -> SnippetEffect;

    /// What a function or method that a piece of code defines does: Dify's `main`, Activepieces' `code`, a method of a
    /// Langflow component. The inputs are its parameters (in Python by name, else in order), or the fields of the object
    /// whose method it is. Nothing where the code defines nothing of that name.
    fn defined(
        &self,
        _code: &SourceText,
        _language: Language,
        _name: &str,
        _inputs: &[SnippetInput],
    ) -> SnippetEffect {
        SnippetEffect::default()
    }

    /// What a function of a source file does with its arguments: a Twilio Function's `handler`. The inputs are its
    /// parameters, in order. Nothing where the file gives out no function of that name.
    fn function(&self, file: FileId, name: &str, inputs: &[SnippetInput]) -> SnippetEffect;
}

/// A value that a piece of code finds already there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnippetInput {
    /// The name by which the code gets at it: `$json`, `msg`, `event`. It stands for everything under it.
    pub name: SmolStr,
    /// What it holds.
    pub holds: HoleReason,
}

impl SnippetInput {
    /// Inputs of those names that may hold the user's words.
    pub fn messages(names: &[&'static str]) -> Vec<Self> {
        let names = names.iter();
        names
            .map(|name| Self {
                name: SmolStr::new_static(name),
                holds: HoleReason::UserText,
            })
            .collect()
    }
}

/// What a piece of code does.
#[derive(Debug, Clone, Default)]
pub struct SnippetEffect {
    /// The models that it calls itself.
    pub calls: Vec<SnippetCall>,
    /// What it gives back, or leaves behind in its inputs.
    pub returns: SnippetValue,
    /// What it sends to the user itself, and where.
    pub sends: Vec<(SnippetValue, Location)>,
}

impl SnippetEffect {
    /// Whether it sends something to the user itself.
    pub fn sends_anything(&self) -> bool {
        !self.sends.is_empty() || self.calls.iter().any(|call| call.reply.is_some())
    }

    /// The calls whose answers it sends or gives back; all of them if that cannot be seen of any.
    pub fn answering_calls(&self) -> Vec<&SnippetCall> {
        let given = |number: usize| {
            self.returns.holds_answer(number)
                || self.sends.iter().any(|(sent, _)| sent.holds_answer(number))
        };
        let all = self.calls.iter().enumerate();
        let answering: Vec<&SnippetCall> = all
            .filter(|(number, call)| call.reply.is_some() || given(*number))
            .map(|(_, call)| call)
            .collect();
        if answering.is_empty() {
            return self.calls.iter().collect();
        }
        answering
    }
}

/// A model that a piece of code calls.
#[derive(Debug, Clone)]
pub struct SnippetCall {
    /// The call; its prompts' pieces name inputs as [`SnippetPiece::Input`] does, by holes of that name.
    pub call: ModelCall,
    /// On which messages the code itself calls it.
    pub trigger: Trigger,
    /// What the code itself asks before.
    pub guards: Vec<Guard>,
    /// Whether something that came in with the inputs reaches the model.
    pub takes_input: bool,
    /// Where the code itself sends the answer to the user.
    pub reply: Option<Location>,
}

/// A value that a piece of code makes.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum SnippetValue {
    /// Nothing that is known: a number, a flag, no value at all.
    #[default]
    Nothing,
    /// Text.
    Text(Vec<SnippetPiece>),
    /// Named values, and whatever else is spread into them.
    Record {
        /// The fields, in order.
        fields: Vec<(SmolStr, SnippetValue)>,
        /// The values whose fields are taken over.
        rest: Vec<SnippetValue>,
    },
    /// Values in order.
    List(Vec<SnippetValue>),
    /// One of several.
    OneOf(Vec<SnippetValue>),
}

/// A piece of a text that a piece of code puts together.
#[derive(Debug, Clone, PartialEq)]
pub enum SnippetPiece {
    /// Words of the code.
    Words(SourceText),
    /// (A part of) an input: the dotted way to it from the input's name, calls left out; what is asked for by name is a
    /// part of the way (`$.Get it.json.text`), its dots written as [`HIDDEN_DOT`].
    Input {
        /// The way.
        way: SmolStr,
        /// Where it is put in.
        at: Option<Location>,
    },
    /// The answer of one of the [`SnippetEffect::calls`].
    Answer {
        /// Which.
        call: usize,
        /// Where it is put in.
        at: Option<Location>,
    },
    /// Something else that only the running code knows.
    Hole {
        /// Why.
        reason: HoleReason,
        /// What it is called.
        name: SmolStr,
        /// Where it is put in.
        at: Option<Location>,
    },
}

impl SnippetPiece {
    /// The piece of a prompt of one of [`SnippetEffect::calls`].
    pub fn of_prompt(piece: &Piece, inputs: &[SnippetInput]) -> Self {
        match piece {
            Piece::Literal(text) => SnippetPiece::Words(text.clone()),
            Piece::Hole { name, at, .. } if is_input(name, inputs) => SnippetPiece::Input {
                way: name.clone(),
                at: *at,
            },
            Piece::Hole { reason, name, at } => SnippetPiece::Hole {
                reason: *reason,
                name: name.clone(),
                at: *at,
            },
        }
    }
}

/// Whether a dotted way begins at one of the inputs.
pub fn is_input(way: &str, inputs: &[SnippetInput]) -> bool {
    let root = way.split('.').next().unwrap_or_default();
    inputs.iter().any(|input| input.name == root)
}

/// Stands for a dot inside of a name in [`SnippetPiece::Input`].
pub const HIDDEN_DOT: char = '\u{2024}';

impl SnippetValue {
    /// The texts of a value, everything within it one after another; at most `most` alternatives.
    pub fn texts(&self, most: usize) -> Vec<Vec<SnippetPiece>> {
        match self {
            SnippetValue::Nothing => Vec::new(),
            SnippetValue::Text(pieces) => vec![pieces.clone()],
            SnippetValue::OneOf(values) => {
                let all = values.iter().flat_map(|value| value.texts(most));
                all.take(most).collect()
            }
            SnippetValue::Record { fields, rest } => {
                in_a_row(fields.iter().map(|(_, value)| value).chain(rest), most)
            }
            SnippetValue::List(items) => in_a_row(items.iter(), most),
        }
    }

    /// The values under a key, in this value or in those of its lists; the values spread into it where it has none.
    pub fn get(&self, key: &str) -> Vec<&SnippetValue> {
        match self {
            SnippetValue::Record { fields, rest } => {
                match fields.iter().rev().find(|(name, _)| name == key) {
                    Some((_, value)) => vec![value],
                    None => rest.iter().flat_map(|value| value.get(key)).collect(),
                }
            }
            SnippetValue::List(values) | SnippetValue::OneOf(values) => {
                values.iter().flat_map(|value| value.get(key)).collect()
            }
            SnippetValue::Nothing | SnippetValue::Text(_) => Vec::new(),
        }
    }

    /// Whether the answer of that call is in it.
    pub fn holds_answer(&self, wanted: usize) -> bool {
        match self {
            SnippetValue::Nothing => false,
            SnippetValue::Text(pieces) => pieces
                .iter()
                .any(|piece| matches!(piece, SnippetPiece::Answer { call, .. } if *call == wanted)),
            SnippetValue::Record { fields, rest } => {
                let mut values = fields.iter().map(|(_, value)| value).chain(rest);
                values.any(|value| value.holds_answer(wanted))
            }
            SnippetValue::List(values) | SnippetValue::OneOf(values) => {
                values.iter().any(|value| value.holds_answer(wanted))
            }
        }
    }
}

fn in_a_row<'v>(
    values: impl Iterator<Item = &'v SnippetValue>,
    most: usize,
) -> Vec<Vec<SnippetPiece>> {
    let mut whole: Vec<Vec<SnippetPiece>> = vec![Vec::new()];
    for texts in values.map(|value| value.texts(most)) {
        if texts.is_empty() {
            continue;
        }
        let mut longer = Vec::new();
        for begun in &whole {
            for text in &texts {
                if longer.len() < most {
                    longer.push(begun.iter().chain(text).cloned().collect());
                }
            }
        }
        whole = longer;
    }
    whole.retain(|text| !text.is_empty());
    whole
}

/// A follower for runs that look at definitions only: no code yields anything.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoFollower;

impl CodeFollower for NoFollower {
    fn class_method(&self, _file: FileId, _class: &str, _method: &str) -> Vec<Route> {
        Vec::new()
    }

    fn snippet(
        &self,
        _code: &SourceText,
        _language: Language,
        _inputs: &[SnippetInput],
    ) -> SnippetEffect {
        SnippetEffect::default()
    }

    fn function(&self, _file: FileId, _name: &str, _inputs: &[SnippetInput]) -> SnippetEffect {
        SnippetEffect::default()
    }
}
