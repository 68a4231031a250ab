//! Judges a prompt by its words: what ties it to a business or task, what closes it, what opens it.

mod judgement;

pub use judgement::{Evidence, Function, Judgement, JudgementConfidence, Polarity, Scope};

/// A piece of the text to judge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fragment<'a> {
    /// Words that are there.
    Text(&'a str),
    /// A gap that the running bot fills.
    Hole {
        /// What fills it.
        kind: HoleKind,
        /// The name of the variable or placeholder, for its own evidence (`business_name`).
        name: &'a str,
    },
}

/// What fills a gap in a prompt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HoleKind {
    /// The user's own text or earlier turns.
    Conversation,
    /// Retrieved text: documents, knowledge base.
    Retrieved,
    /// Data of the business or the customer.
    Data,
    /// Text that may hold instructions: environment, database, settings, unresolved.
    Instructions,
}

/// Judges one assembled prompt. Evidence spans are bytes of the fragment that `Evidence::fragment` names.
pub fn judge(fragments: &[Fragment<'_>]) -> Judgement {
    let _ = fragments;
    Judgement::unknown()
}
