//! The bot graph: the one picture that every language and platform is read into, and that every lint asks.
//!
//! A [`Bot`] has [`Route`]s. A route is one way in which a user's text can be handled: what was tested on the way
//! ([`Trigger`]), who answers ([`Answer`]), under which [`Prompt`]s, behind which [`Guard`]s, and the [`Step`]s from the
//! message to the reply.

mod prompt_text;
mod verdict;

pub use prompt_text::{HoleReason, Piece, Prompt, Visibility};
pub use verdict::Verdict;

use smol_str::SmolStr;

use crate::workspace::Location;

/// One bot of the repository.
#[derive(Debug, Clone)]
pub struct Bot {
    /// Stable name: the project's folder, or the definition's path and name.
    pub id: String,
    /// The folder or file it was read from, relative to the root, with `/`.
    pub path: String,
    /// Whether it is a program or a definition.
    pub kind: BotKind,
    /// `python`, `javascript`, … for source; `n8n`, `rasa`, … for definitions.
    pub platform: SmolStr,
    /// The messenger it listens on.
    pub channel: Channel,
    /// The ways in which a user's text can be handled.
    pub routes: Vec<Route>,
}

/// What a bot was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BotKind {
    /// Source code.
    Source,
    /// A definition file of a bot platform.
    Definition,
}

/// The messenger that a route listens on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Channel {
    /// WhatsApp, official API or not.
    WhatsApp,
    /// Another messenger or surface, by name (`telegram`, `slack`, `web`, …).
    Other(SmolStr),
    /// The files do not say.
    Unknown,
}

impl Channel {
    /// The name used in reports: `whatsapp`, `telegram`, `unknown`, ….
    pub fn name(&self) -> &str {
        match self {
            Channel::WhatsApp => "whatsapp",
            Channel::Other(name) => name,
            Channel::Unknown => "unknown",
        }
    }

    /// The channel with that name.
    pub fn from_name(name: &str) -> Self {
        match name {
            "whatsapp" => Channel::WhatsApp,
            "unknown" | "" => Channel::Unknown,
            other => Channel::Other(other.into()),
        }
    }
}

/// One way in which a user's text can be handled.
#[derive(Debug, Clone)]
pub struct Route {
    /// Where the user's text comes in: the handler, the trigger node.
    pub entry: Location,
    /// What selects this route.
    pub trigger: Trigger,
    /// Who answers.
    pub answer: Answer,
    /// What narrows the route besides the prompt.
    pub guards: Vec<Guard>,
    /// The steps from the message to the reply, in order, for the diagnostic's labels.
    pub trail: Vec<Step>,
    /// How sure the linking is.
    pub confidence: Confidence,
}

impl Bot {
    /// Every place that the graph holds, in no order, some of them more than once.
    pub fn places(&self) -> impl Iterator<Item = Location> + '_ {
        self.routes.iter().flat_map(Route::places)
    }
}

impl Route {
    /// Every place that the route holds, in no order, some of them more than once.
    pub fn places(&self) -> impl Iterator<Item = Location> + '_ {
        let call = match &self.answer {
            Answer::Model(call) => Some(call.places()),
            Answer::FixedText | Answer::Handoff | Answer::Nothing => None,
        };
        std::iter::once(self.entry)
            .chain(self.trigger.at)
            .chain(self.guards.iter().map(|guard| guard.at))
            .chain(self.trail.iter().map(|step| step.at))
            .chain(call.into_iter().flatten())
    }
}

impl ModelCall {
    fn places(&self) -> impl Iterator<Item = Location> + '_ {
        std::iter::once(self.at)
            .chain(self.prompts.iter().flat_map(Prompt::places))
            .chain(self.user_text_in_system)
            .chain(self.tools.iter().map(|tool| tool.at))
            .chain(self.hosted.as_ref().map(|hosted| hosted.at))
            .chain(self.reply)
    }
}

/// What selects a route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trigger {
    /// The sort of selection.
    pub kind: TriggerKind,
    /// The word, pattern or intent that selects it, where there is one.
    pub pattern: Option<SmolStr>,
    /// The test or branch that selects it.
    pub at: Option<Location>,
}

/// The sort of selection that leads to a route.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Deserialize, serde::Serialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum TriggerKind {
    /// No test of the text on the way.
    EveryMessage,
    /// What is left when tests of the text have failed: `else`, `default`, no-match.
    Fallback,
    /// A prefix or first word (`/ask`, `!gpt`).
    Command,
    /// A word or pattern in the text.
    Keyword,
    /// The label of a classifier or of an NLU model.
    Intent,
    /// A button, a list row or a numbered choice.
    MenuOption,
}

/// Who answers on a route.
#[derive(Debug, Clone)]
pub enum Answer {
    /// A generative model.
    Model(Box<ModelCall>),
    /// A text written in the repository.
    FixedText,
    /// A person.
    Handoff,
    /// Nobody.
    Nothing,
}

/// A call of a generative model whose answer reaches the user.
#[derive(Debug, Clone)]
pub struct ModelCall {
    /// The call, or the node.
    pub at: Location,
    /// A name a person knows it by: the called function (`chat.completions.create`), or the node's name.
    pub name: SmolStr,
    /// The provider (`openai`, `anthropic`, …), where known.
    pub provider: SmolStr,
    /// The model's name, where visible.
    pub model: Option<SmolStr>,
    /// What made this an answer of a model.
    pub origin: ModelOrigin,
    /// The texts that can govern it; several where a branch or a default decides. Never empty: a call without any
    /// text has one prompt that is [`Visibility::Absent`] or [`Visibility::FrameworkDefault`].
    pub prompts: Vec<Prompt>,
    /// Where the user's text lies in the system slot, if it does.
    pub user_text_in_system: Option<Location>,
    /// General tools that the model may use for the user.
    pub tools: Vec<Tool>,
    /// A hosted assistant, agent, flow or prompt that governs the answer, by its id.
    pub hosted: Option<HostedAgent>,
    /// Where the answer goes out.
    pub reply: Option<Location>,
    /// The path to the value inside a definition (`nodes[3].parameters`), where there is one.
    pub document_path: Option<String>,
}

/// What made a model answer.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Deserialize, serde::Serialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum ModelOrigin {
    /// A call in source code, or a model node of a workflow.
    Call,
    /// A platform's switch that lets the model answer from general knowledge or the web.
    GeneralKnowledge,
    /// A platform's generative handler for what nothing else matched (no-match, chitchat).
    GenerativeFallback,
}

/// A hosted assistant, agent, flow or prompt: its text is not in the repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostedAgent {
    /// The service (`openai-assistant`, `dify`, …).
    pub service: SmolStr,
    /// The id, or the name of the variable that holds it, where visible.
    pub id: Option<SmolStr>,
    /// Where the id stands.
    pub at: Location,
}

/// A tool that widens what a model can do for a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tool {
    /// `web-search`, `code-interpreter`, `image-generation`, `browser`, or a tool's own name.
    pub name: SmolStr,
    /// Where it is granted.
    pub at: Location,
}

/// Something on the route that narrows what may be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guard {
    /// The sort of guard.
    pub kind: GuardKind,
    /// Where it stands.
    pub at: Location,
}

/// The sorts of guard that lints can ask for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Deserialize, serde::Serialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum GuardKind {
    /// A closed list of words or intents of the business stands in front.
    AllowList,
    /// A classifier lets only the domain through.
    TopicClassifier,
    /// Retrieval with a rule to abstain.
    Grounded,
    /// A person approves the answer.
    HumanApproval,
    /// A list of forbidden words: it narrows nothing.
    DenyList,
    /// Only certain senders are let in: it narrows nothing.
    SenderAllowList,
}

/// One step of the way from the message to the reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What sort of step it is.
    pub kind: StepKind,
    /// Where it stands.
    pub at: Location,
    /// A short text for the label, in words a stranger to the bot understands.
    pub text: String,
}

/// The sorts of step on a trail.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum StepKind {
    /// The user's text comes in.
    Entry,
    /// A branch is taken.
    Branch,
    /// A function or node hands the text on.
    Call,
    /// A border is crossed: queue, own HTTP endpoint, child process, sub-workflow.
    Border,
    /// The text that governs the model.
    Prompt,
    /// The model is called.
    Model,
    /// The answer goes back to the user.
    Reply,
}

/// How sure the linking of a route is.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    serde::Deserialize,
    serde::Serialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// Two or more steps were linked by a heuristic.
    Low,
    /// One step was linked by a heuristic.
    Medium,
    /// Every step was resolved.
    High,
}
