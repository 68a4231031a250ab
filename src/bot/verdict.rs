//! What a bot would count as under the clause.

/// The verdict on a route or a bot; later variants are worse, and the worst route decides.
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
pub enum Verdict {
    /// No model answers users.
    None,
    /// A model answers, and every way to it is narrowed to one business, product or task.
    Scoped,
    /// A model answers under a text that cannot be seen in the repository.
    Unknown,
    /// A user's free text is answered by a model that nothing narrows.
    General,
}

impl super::Bot {
    /// The verdict on the bot: that of its worst route.
    pub fn verdict(&self) -> Verdict {
        self.routes
            .iter()
            .map(super::Route::verdict)
            .max()
            .unwrap_or(Verdict::None)
    }
}

impl super::Route {
    /// The verdict on one route (policy brief, sections 6 and 7).
    pub fn verdict(&self) -> Verdict {
        match &self.answer {
            super::Answer::Model(call) => call.verdict(&self.guards),
            _ => Verdict::None,
        }
    }
}

impl super::ModelCall {
    /// The verdict on a call behind those guards: the worst text that can govern it decides, unless a guard narrows.
    pub fn verdict(&self, guards: &[super::Guard]) -> Verdict {
        self.prompts
            .iter()
            .map(|prompt| self.verdict_under(prompt, guards))
            .max()
            .unwrap_or(Verdict::General)
    }

    /// The verdict on a call that one of its texts governs, behind those guards.
    pub fn verdict_under(&self, prompt: &super::Prompt, guards: &[super::Guard]) -> Verdict {
        use super::GuardKind::{AllowList, Grounded, HumanApproval, TopicClassifier};
        if guards.iter().any(|guard| guard.kind == HumanApproval) {
            return Verdict::None;
        }
        let narrowed = guards
            .iter()
            .any(|guard| matches!(guard.kind, AllowList | TopicClassifier | Grounded));
        let verdict = match prompt.verdict() {
            // Who writes the system prompt decides what the model is for: here every user does.
            Verdict::Unknown if self.user_text_in_system.is_some() && !prompt.has_gap() => {
                Verdict::General
            }
            verdict => verdict,
        };
        if narrowed {
            verdict.min(Verdict::Scoped)
        } else {
            verdict
        }
    }
}

impl super::Prompt {
    /// The verdict on a model that this text governs.
    pub fn verdict(&self) -> Verdict {
        use super::Visibility::{Absent, FrameworkDefault, Hosted, Runtime, Seen};
        use crate::prompt::{Scope, Task};
        match (self.visibility, self.judgement.scope) {
            (Absent, _) => Verdict::General,
            (Hosted | Runtime, _) | (Seen | FrameworkDefault, Scope::Unknown) => Verdict::Unknown,
            (Seen | FrameworkDefault, scope) if scope.is_open() => Verdict::General,
            // The user gets their own words back in another form: nobody answers them.
            (Seen | FrameworkDefault, Scope::FixedTask)
                if self.judgement.task == Some(Task::Transform) =>
            {
                Verdict::None
            }
            (Seen | FrameworkDefault, _) => Verdict::Scoped,
        }
    }
}
