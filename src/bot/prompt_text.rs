//! The text that governs a model, as the pieces it is put together from.

use smol_str::SmolStr;

use crate::prompt::{Evidence, Fragment, HoleKind, Judgement, Scope, judge};
use crate::workspace::{Location, SourceText};

/// A text that governs a model, and what it was judged to be.
#[derive(Debug, Clone)]
pub struct Prompt {
    /// The pieces, in order.
    pub pieces: Vec<Piece>,
    /// Whether the text can be seen in the repository.
    pub visibility: Visibility,
    /// What its words narrow or open.
    pub judgement: Judgement,
    /// What decides that this text and not another governs (`when SYSTEM_PROMPT is not set`), where something does.
    pub condition: Option<String>,
}

impl Prompt {
    /// A prompt whose pieces are at hand, judged. Without a literal it is not seen, and its scope is unknown.
    pub fn judged(pieces: Vec<Piece>) -> Self {
        let literal = pieces
            .iter()
            .any(|piece| matches!(piece, Piece::Literal(text) if !text.value.trim().is_empty()));
        let visibility = if literal {
            Visibility::Seen
        } else {
            Visibility::Runtime
        };
        let gap =
            |piece: &Piece| matches!(piece, Piece::Hole { reason, .. } if reason.may_instruct());
        let judgement = match judge(&fragments(&pieces)) {
            // Whatever the hole is called, all there is of the prompt is in it.
            none if none.scope == Scope::None && !literal && pieces.iter().any(gap) => {
                Judgement::unknown()
            }
            judgement => judgement,
        };
        Self {
            pieces,
            visibility,
            judgement,
            condition: None,
        }
    }

    /// A prompt without words of its own, for the reason given.
    pub fn without_text(visibility: Visibility) -> Self {
        let judgement = match visibility {
            Visibility::Absent => Judgement::none(),
            _ => Judgement::unknown(),
        };
        Self {
            pieces: Vec::new(),
            visibility,
            judgement,
            condition: None,
        }
    }

    /// A framework's stock text, judged by its words; the pieces stay empty since the text is not in the repository.
    pub fn stock(text: &str) -> Self {
        Self {
            judgement: judge(&[Fragment::Text(text)]),
            ..Self::without_text(Visibility::FrameworkDefault)
        }
    }

    /// Whether a part that can hold the instructions themselves cannot be seen.
    pub fn has_gap(&self) -> bool {
        let gap =
            |piece: &Piece| matches!(piece, Piece::Hole { reason, .. } if reason.may_instruct());
        self.visibility == Visibility::Hosted || self.pieces.iter().any(gap)
    }

    /// Where the literals stand, in order.
    pub fn locations(&self) -> impl Iterator<Item = Location> + '_ {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Literal(text) => Some(text.location()),
            Piece::Hole { .. } => None,
        })
    }

    /// Where the literals stand and where the holes are put in, in order.
    pub(super) fn places(&self) -> impl Iterator<Item = Location> + '_ {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Literal(text) => Some(text.location()),
            Piece::Hole { at, .. } => *at,
        })
    }

    /// The phrases that decided, each with its place in a file.
    pub fn located_evidence(&self) -> impl Iterator<Item = (Location, &Evidence)> + '_ {
        self.judgement.evidence.iter().filter_map(|evidence| {
            match self.pieces.get(evidence.fragment)? {
                Piece::Literal(text) => Some((text.locate(evidence.start, evidence.end), evidence)),
                Piece::Hole { at, .. } => at.map(|at| (at, evidence)),
            }
        })
    }
}

fn fragments(pieces: &[Piece]) -> Vec<Fragment<'_>> {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Literal(text) => Fragment::Text(&text.value),
            Piece::Hole { reason, name, .. } => Fragment::Hole {
                kind: reason.kind(),
                name,
            },
        })
        .collect()
}

impl HoleReason {
    /// Whether the gap can hold the instructions themselves, and not only what they are about.
    pub fn may_instruct(self) -> bool {
        self.kind() == HoleKind::Instructions
    }

    fn kind(self) -> HoleKind {
        match self {
            HoleReason::UserText | HoleReason::History => HoleKind::Conversation,
            HoleReason::Retrieved => HoleKind::Retrieved,
            HoleReason::Data | HoleReason::ModelText => HoleKind::Data,
            HoleReason::Environment
            | HoleReason::Database
            | HoleReason::MissingFile
            | HoleReason::Unresolved => HoleKind::Instructions,
        }
    }
}

/// A piece of a prompt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words written in the repository.
    Literal(SourceText),
    /// Words that only the running bot knows.
    Hole {
        /// Why they cannot be seen.
        reason: HoleReason,
        /// The name of the variable, key, column or placeholder.
        name: SmolStr,
        /// Where it is put in.
        at: Option<Location>,
    },
}

/// Why a piece of a prompt cannot be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HoleReason {
    /// The user's own text.
    UserText,
    /// Earlier turns of the conversation.
    History,
    /// Text found by retrieval (documents, a knowledge base, a vector store).
    Retrieved,
    /// An environment variable or setting without a default.
    Environment,
    /// A database row, a sheet, a remote setting, a prompt store.
    Database,
    /// A file that is not in the repository.
    MissingFile,
    /// Data of the business or the customer (name, date, order).
    Data,
    /// What another model wrote.
    ModelText,
    /// A value that could not be followed.
    Unresolved,
}

/// Whether the text that governs a model can be seen.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Deserialize, serde::Serialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Visibility {
    /// Its words are in the repository.
    Seen,
    /// It is read at run time: environment, database, remote setting.
    Runtime,
    /// It belongs to a hosted assistant, agent or flow.
    Hosted,
    /// There is none.
    Absent,
    /// A framework's or node's stock text applies.
    FrameworkDefault,
}
