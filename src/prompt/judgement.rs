//! What a judged prompt turned out to be, and the words that decided.

use smol_str::SmolStr;

/// The judgement on one prompt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// What the prompt as a whole narrows or opens.
    pub scope: Scope,
    /// What a fixed task does with the user's words, also where a subject narrows it; `None` without such a task.
    pub task: Option<Task>,
    /// Whether words close it (only, refuse, redirect, exclusive grounding).
    pub enforced: bool,
    /// How sure the judgement is.
    pub confidence: JudgementConfidence,
    /// The languages seen, by BCP 47 tag, most frequent first.
    pub languages: Vec<SmolStr>,
    /// The phrases that decided, in text order.
    pub evidence: Vec<Evidence>,
}

impl Judgement {
    /// The judgement on a text that cannot be seen.
    pub fn unknown() -> Self {
        Self::without_evidence(Scope::Unknown)
    }

    /// The judgement on an empty text.
    pub fn none() -> Self {
        Self::without_evidence(Scope::None)
    }

    /// Whether a model under this prompt only gives the user's own words another form: it translates, transcribes,
    /// labels or extracts, and answers nobody. A subject of its own does not make a translator answer.
    pub fn only_transforms(&self) -> bool {
        self.task == Some(Task::Transform)
    }

    /// The first phrase that closes the scope and the first that opens it, where an open prompt has both: the two
    /// contradict each other, and the wider one counts.
    pub fn contradiction(&self) -> Option<(&Evidence, &Evidence)> {
        let first = |wanted| {
            self.evidence.iter().find(|evidence| {
                evidence.polarity == wanted && evidence.function != Function::Identity
            })
        };
        let both = first(Polarity::Closes).zip(first(Polarity::Opens));
        both.filter(|_| self.scope.is_open())
    }

    fn without_evidence(scope: Scope) -> Self {
        Self {
            scope,
            task: None,
            enforced: false,
            confidence: JudgementConfidence::High,
            languages: Vec::new(),
            evidence: Vec::new(),
        }
    }
}

/// What a prompt narrows or opens.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// There is no text.
    None,
    /// Nothing narrows what may be asked.
    General,
    /// A persona or tone without a domain.
    Persona,
    /// Tied to a domain, yet invites anything else.
    Escape,
    /// Tied to one business, product or task domain.
    Scoped,
    /// Answers from supplied text, with a rule for what is not in it.
    Grounded,
    /// Does one fixed task on the user's text: summarise, translate, classify, extract.
    FixedTask,
    /// Cannot be told: the words are not there.
    Unknown,
}

impl Scope {
    /// Whether a model under such a prompt answers whatever it is asked.
    pub fn is_open(self) -> bool {
        matches!(
            self,
            Scope::None | Scope::General | Scope::Persona | Scope::Escape
        )
    }
}

/// What a fixed task does with the user's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Task {
    /// Gives them another form and adds nothing: translates, transcribes, classifies, extracts.
    Transform,
    /// Writes something new about them: summarises, rewrites, comments.
    Compose,
}

/// How sure a judgement is.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum JudgementConfidence {
    /// A weak sign decided.
    Low,
    /// One clear sign decided.
    Medium,
    /// Several signs agree, or nothing speaks against.
    High,
}

/// A phrase that decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The fragment it stands in, by index.
    pub fragment: usize,
    /// First byte in that fragment.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What the phrase does.
    pub function: Function,
    /// Whether it opens, closes or ties the scope, after negation and conditions.
    pub polarity: Polarity,
    /// The phrase itself.
    pub text: String,
}

/// What a sentence of a prompt does.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Function {
    /// Says who the model is.
    Identity,
    /// Grants any topic.
    Opens,
    /// Names a business, organisation, product or task domain.
    Domain,
    /// Lists the jobs.
    Task,
    /// Restricts answers to a domain.
    Only,
    /// Declines what is not the domain.
    Refuse,
    /// Brings the user back to the domain.
    Redirect,
    /// Answers only from supplied text.
    Ground,
    /// Hands over to a person.
    Handoff,
    /// Claims to be human or hides that it is a machine.
    Impersonation,
    /// Language, length, tone, format.
    Style,
    /// A small list of forbidden subjects, or honesty rules.
    Safety,
    /// Keeps the instructions secret, resists injection.
    Meta,
    /// Facts of the business: hours, prices, address, catalogue.
    Data,
}

/// Which way a phrase turns the scope.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Polarity {
    /// Widens it.
    Opens,
    /// Closes it.
    Closes,
    /// Ties it to a domain.
    Ties,
    /// Leaves it as it is.
    Neutral,
}
