//! What went wrong with single files: the run goes on, the report says so.

use super::error::ReadError;
use super::span::Location;

/// What sort of problem a file gave, named as a lint is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ProblemKind {
    /// A file or folder could not be read.
    UnreadableFile,
    /// A definition (workflow, flow, configuration of a bot) is not in the form that its platform defines.
    UnparsableDefinition,
    /// botlint gave up on a part of the analysis: too large, too deep, too slow.
    AnalysisLimit,
    /// A file is not valid in its encoding: the bad bytes were replaced.
    LossyEncoding,
}

impl ProblemKind {
    /// All kinds, in the order of their names' importance.
    pub const ALL: [Self; 4] = [
        Self::UnreadableFile,
        Self::UnparsableDefinition,
        Self::AnalysisLimit,
        Self::LossyEncoding,
    ];

    /// The name that reports show and that configuration may silence.
    pub fn name(self) -> &'static str {
        match self {
            Self::UnreadableFile => "unreadable-file",
            Self::UnparsableDefinition => "unparsable-definition",
            Self::AnalysisLimit => "analysis-limit",
            Self::LossyEncoding => "lossy-encoding",
        }
    }

    /// What a person can do about it, in one sentence.
    pub fn help(self) -> &'static str {
        match self {
            Self::UnreadableFile => "make it readable or exclude it: a bot in it would not be seen",
            Self::UnparsableDefinition => "export it again: a bot in it would not be seen",
            Self::AnalysisLimit => {
                "what was not analysed is not known to be clean; exclude it if it is no part of a bot"
            }
            Self::LossyEncoding => "save the file as UTF-8: prompts in it may read differently",
        }
    }
}

/// One problem with one file or folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The path relative to the root, with `/`; `.` for the root itself.
    pub path: String,
    /// The place in the file, where one is known; `None` for the file as a whole, or for a folder.
    pub at: Option<Location>,
    /// What sort of problem.
    pub kind: ProblemKind,
    /// What is wrong, as a predicate of the file, without its path: `cannot be read: permission denied`.
    pub message: String,
}

impl Problem {
    /// A problem with the file as a whole.
    pub fn new(kind: ProblemKind, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            at: None,
            kind,
            message: message.into(),
        }
    }

    /// The same problem, at a place in its file.
    pub fn at(mut self, place: Location) -> Self {
        self.at = Some(place);
        self
    }

    /// What a refused read says about a file; `None` for data that is no text, which is no problem.
    pub(crate) fn of_read(error: &ReadError, path: &str) -> Option<Self> {
        let kind = match error {
            ReadError::Io(_) => ProblemKind::UnreadableFile,
            ReadError::TooLarge { .. } => ProblemKind::AnalysisLimit,
            ReadError::Binary => return None,
        };
        Some(Self::new(kind, path, error.to_string()))
    }
}
