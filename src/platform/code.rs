//! What a platform asks of whoever follows source code.

use smol_str::SmolStr;

use crate::bot::{HoleReason, ModelCall, Piece, Route};
use crate::syntax::Language;
use crate::workspace::{FileId, Location, SourceText};

/// Follows the code that definitions hold or name.
pub trait CodeFollower: Sync {
    /// The routes of a method of a class, from its entry to its replies: a Rasa action's `run`. Empty where no model
    /// answers in it, or where it cannot be found.
    fn class_method(&self, file: FileId, class: &str, method: &str) -> Vec<Route>;

    /// What a piece of code inside a definition does with its inputs: an n8n code node, a Node-RED function, a Botpress
    /// action. All places are in the file that holds the text.
    fn snippet(
        &self,
        code: &SourceText,
        language: Language,
        inputs: &[SnippetInput],
    ) -> SnippetEffect;
}

/// A value that a snippet finds already there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnippetInput {
    /// The expression by which the code gets at it: `$json.text`, `msg.payload`, `event.payload.text`. A prefix stands
    /// for everything under it.
    pub expression: SmolStr,
    /// What it holds.
    pub holds: HoleReason,
    /// Where it comes from, for the trail.
    pub at: Location,
}

/// What a snippet does.
#[derive(Debug, Clone, Default)]
pub struct SnippetEffect {
    /// Models that it calls itself and whose answers it returns or sends.
    pub calls: Vec<ModelCall>,
    /// The texts it returns, by field.
    pub fields: Vec<SnippetField>,
    /// Where it sends a reply to the user itself, if it does.
    pub reply: Option<Location>,
}

/// One text that a snippet returns.
#[derive(Debug, Clone)]
pub struct SnippetField {
    /// The field's name (`prompt` in `return [{ json: { prompt } }]`); empty for a bare value.
    pub name: SmolStr,
    /// What it is put together from.
    pub pieces: Vec<Piece>,
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
}
