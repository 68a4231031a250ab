//! Version 1 of the JSON report. Fields are added within a version, never renamed, removed or given another meaning;
//! these types exist so that no change inside botlint can change them by accident.

use schemars::JsonSchema;
use serde::Serialize;

/// The version that [`Report::version`] holds.
pub const VERSION: u32 = 1;

/// The identifier of the schema.
pub const SCHEMA_ID: &str = "botlint/report/v1";

/// What one run of botlint found. The same tree gives the same document, byte for byte.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Report {
    /// The version of this form.
    pub version: u32,
    /// What made the document.
    pub tool: Tool,
    /// The reading of the policy that findings follow.
    pub policy: String,
    /// The bots, by path.
    pub bots: Vec<Bot>,
    /// The findings, by path and place.
    pub findings: Vec<Finding>,
    /// What could not be analysed, by path.
    pub problems: Vec<Problem>,
    /// Counts.
    pub summary: Summary,
}

/// The program that made a document.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Tool {
    /// `botlint`.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// One bot.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Bot {
    /// A name that is stable while the bot's files stay where they are.
    pub id: String,
    /// The folder or file that it was read from.
    pub path: String,
    /// Program or definition.
    pub kind: BotKind,
    /// The language of a program (`python`), or the platform of a definition (`n8n`).
    pub platform: String,
    /// The messenger (`whatsapp`, `telegram`, …), or `unknown`.
    pub channel: String,
    /// The worst verdict of its routes.
    pub verdict: Verdict,
    /// The ways in which a user's text can be handled.
    pub routes: Vec<Route>,
}

/// What a bot was read from.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BotKind {
    /// Source code.
    Source,
    /// A definition file of a bot platform.
    Definition,
}

/// What a bot or route would count as under the clause.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// No model answers users.
    None,
    /// A model answers, narrowed to one business, product or task.
    Scoped,
    /// A model answers under a text that cannot be seen in the repository.
    Unknown,
    /// A model answers, and nothing narrows what may be asked.
    General,
}

/// One way in which a user's text can be handled.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Route {
    /// Where the user's text comes in.
    pub entry: Place,
    /// What selects the route.
    pub trigger: Trigger,
    /// The word, pattern, intent or option that selects it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// Who answers.
    pub answer: Answer,
    /// The verdict on the route.
    pub verdict: Verdict,
    /// How sure the linking of its steps is.
    pub confidence: Confidence,
    /// The model, where one answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<Model>,
    /// What narrows the route besides the prompt (`allow-list`, `topic-classifier`, `grounded`, …).
    pub guards: Vec<String>,
}

/// What selects a route.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Trigger {
    /// Nothing: every message takes it.
    EveryMessage,
    /// What no other branch takes.
    Fallback,
    /// A first word such as `/ask`.
    Command,
    /// A word or pattern in the text.
    Keyword,
    /// The label of a classifier or NLU model.
    Intent,
    /// A button, list row or numbered choice.
    MenuOption,
}

/// Who answers.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// A generative model.
    Model,
    /// A text written in the repository.
    FixedText,
    /// A person.
    Handoff,
    /// Nobody.
    Nothing,
}

/// How sure botlint is.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// Two or more steps were linked by a heuristic, or a weak sign decided.
    Low,
    /// One step was linked by a heuristic, or one clear sign decided.
    Medium,
    /// Every step was resolved.
    High,
}

/// A model that answers.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Model {
    /// The called function, or the node's name.
    pub call: String,
    /// The provider (`openai`, …).
    pub provider: String,
    /// The model's name, where visible.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The call, node or switch.
    pub at: Place,
    /// The texts that can govern it.
    pub prompts: Vec<Prompt>,
    /// General tools that it may use (`web-search`, …).
    pub tools: Vec<String>,
    /// The hosted assistant that governs it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hosted: Option<String>,
}

/// A text that can govern a model.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Prompt {
    /// `seen`, `runtime`, `hosted`, `absent` or `framework-default`.
    pub visibility: String,
    /// `none`, `general`, `persona`, `escape`, `scoped`, `grounded`, `fixed-task` or `unknown`.
    pub scope: String,
    /// Whether words close it (only, refuse, redirect).
    pub enforced: bool,
    /// Where its words stand.
    pub at: Vec<Place>,
}

/// A range in a file.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Place {
    /// The file, relative to the folder that was linted, with `/`.
    pub path: String,
    /// The range in it.
    pub span: Span,
}

/// A half-open range.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub struct Span {
    /// Its first character.
    pub start: Position,
    /// One past its last character.
    pub end: Position,
}

/// A position in the decoded text of a file, after any byte-order mark.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub struct Position {
    /// 1-based line; lines end at `\n`, `\r\n` or a bare `\r`.
    pub line: u32,
    /// 1-based column, in code points.
    pub column: u32,
    /// 0-based offset, in bytes of UTF-8.
    pub offset: u32,
}

/// One flaw, reported once.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Finding {
    /// The lint, such as `llm-catch-all`.
    pub lint: String,
    /// How grave it is.
    pub severity: Severity,
    /// How sure botlint is.
    pub confidence: Confidence,
    /// What is wrong in this bot.
    pub message: String,
    /// What to change in this bot.
    pub help: String,
    /// Where the lint's page can be read.
    pub url: String,
    /// The file, relative to the folder that was linted, with `/`.
    pub path: String,
    /// The narrowest place whose change mends the flaw.
    pub span: Span,
    /// What to know about that place.
    pub text: String,
    /// The path to the value inside a definition (`nodes[3].parameters`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_path: Option<String>,
    /// The bots that have the flaw, by id.
    pub bots: Vec<String>,
    /// The other places that belong to the flaw, in any file.
    pub labels: Vec<Label>,
    /// The way of a message, from the entry to the reply.
    pub trail: Vec<Step>,
    /// A name under which the finding stays the same when lines move: 16 hexadecimal digits.
    pub fingerprint: String,
    /// The comment that silences the finding; it then counts for nothing.
    pub suppression: Option<Suppression>,
}

/// How grave a finding is.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Cannot be told from the repository, or should be looked at.
    Warning,
    /// Evidence of what the policy forbids.
    Error,
}

/// A place that belongs to a finding.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Label {
    /// The file.
    pub path: String,
    /// The range in it.
    pub span: Span,
    /// `entry`, `branch`, `call`, `prompt`, `evidence`, `model`, `tool` or `reply`.
    pub role: String,
    /// What to know about it.
    pub text: String,
}

/// A step of the way of a message.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Step {
    /// `entry`, `branch`, `call`, `border`, `prompt`, `model` or `reply`.
    pub kind: String,
    /// The file.
    pub path: String,
    /// The range in it.
    pub span: Span,
    /// What happens there.
    pub text: String,
}

/// A comment that silences a finding.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Suppression {
    /// `comment`.
    pub kind: String,
    /// The reason it gives.
    pub reason: String,
    /// The comment.
    pub at: Place,
}

/// Something that kept botlint from analysing a file, or part of it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Problem {
    /// `unreadable-file`, `unparsable-definition` or `analysis-limit`.
    pub kind: String,
    /// The file.
    pub path: String,
    /// The place in it, where one is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// What is wrong.
    pub message: String,
}

/// Counts of a report.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Summary {
    /// Errors that no comment silences.
    pub errors: usize,
    /// Warnings that no comment silences.
    pub warnings: usize,
    /// Notes that no comment silences.
    pub notes: usize,
    /// Findings that a comment silences.
    pub suppressed: usize,
    /// Entries of `problems`.
    pub problems: usize,
    /// Entries of `bots`.
    pub bots: usize,
    /// The worst verdict of all bots.
    pub verdict: Verdict,
    /// Files in the tree.
    pub files: usize,
}
