//! What botlint reports: a finding of its own form, which every output draws in its own way.

use super::fingerprint::Fingerprint;
use super::page::Severity;
use crate::bot::{Confidence, Step};
use crate::workspace::Location;

/// One flaw, at the narrowest place whose change mends it.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The lint that speaks.
    pub lint: String,
    /// How grave it is, after channel and configuration.
    pub severity: Severity,
    /// Whether it is only a note because its bots are on another channel than WhatsApp.
    pub softened: bool,
    /// How sure botlint is.
    pub confidence: Confidence,
    /// One sentence that says what is wrong in this bot.
    pub message: String,
    /// What to change in this bot.
    pub help: String,
    /// Where the lint's page can be read.
    pub url: String,
    /// The place.
    pub at: Location,
    /// The text under the place.
    pub text: String,
    /// The other places that belong to the flaw: every route that reaches it, in any file.
    pub labels: Vec<Label>,
    /// The way of one message, from the entry to the reply: that of the route which the message speaks of.
    pub trail: Vec<Step>,
    /// The path to the value inside a definition, where there is one.
    pub document_path: Option<String>,
    /// The bots that have the flaw, by id.
    pub bots: Vec<String>,
    /// How many routes reach the flaw.
    pub routes: usize,
    /// The name under which the finding stays the same when lines move.
    pub fingerprint: Fingerprint,
    /// The comment that silences it, if one does.
    pub suppression: Option<Suppression>,
}

/// A place that belongs to a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub at: Location,
    /// What part it plays.
    pub role: LabelRole,
    /// What to know about it.
    pub text: String,
    /// Its 1-based number in the trail, where it is a step of it.
    pub step: Option<usize>,
}

/// The part that a label plays.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum LabelRole {
    /// The user's text comes in.
    Entry,
    /// A branch is taken.
    Branch,
    /// The text is handed on.
    Call,
    /// The text that governs the model.
    Prompt,
    /// A phrase of that text that decided.
    Evidence,
    /// The model is called.
    Model,
    /// A tool or a hosted assistant that the model brings in.
    Tool,
    /// The answer goes back to the user.
    Reply,
}

/// A comment that silences a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// The comment.
    pub at: Location,
    /// The reason it gives; empty where it gives none.
    pub reason: String,
}

impl Finding {
    /// All places of the finding: its own first, then its labels'.
    pub fn places(&self) -> impl Iterator<Item = Location> + '_ {
        std::iter::once(self.at).chain(self.labels.iter().map(|label| label.at))
    }

    /// Whether it counts: no comment silences it.
    pub fn is_active(&self) -> bool {
        self.suppression.is_none()
    }
}
