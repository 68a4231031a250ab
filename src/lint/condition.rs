//! The `[when]` of a page: a typed condition over a case.

use regex::Regex;
use serde::Deserialize;

use super::case::Case;
use crate::bot::{GuardKind, ModelOrigin, Piece, TriggerKind, Verdict, Visibility};
use crate::prompt::Scope;

/// A conjunction: every key that is written must hold. Within a list, one of its values must.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Condition {
    /// How the route is selected.
    pub trigger: Option<Vec<TriggerKind>>,
    /// What made the model answer.
    pub origin: Option<Vec<ModelOrigin>>,
    /// What the route counts as while the text governs.
    pub verdict: Option<Vec<Verdict>>,
    /// The text that governs.
    pub prompt: Option<PromptCondition>,
    /// Guards of which one stands on the route.
    pub guards: Option<Vec<GuardKind>>,
    /// Tools of which the model has one.
    pub tools: Option<Vec<String>>,
    /// Whether a hosted assistant, agent or flow governs.
    pub hosted: Option<bool>,
    /// Whether the user's own text lies in the system slot.
    pub user_text_in_system: Option<bool>,
    /// The channel's name (`whatsapp`, `telegram`, …, `unknown`).
    pub channel: Option<Vec<String>>,
    /// The platform or language of the bot.
    pub platform: Option<Vec<String>>,
    /// Excuses: the condition fails when any key of this table holds.
    pub unless: Option<Box<Condition>>,
}

/// A condition over the text that governs.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PromptCondition {
    /// Whether it can be seen.
    pub visibility: Option<Vec<Visibility>>,
    /// What it narrows or opens.
    pub scope: Option<Vec<Scope>>,
    /// Whether words close it.
    pub enforced: Option<bool>,
    /// Regular expressions of which one matches its words.
    pub matches: Option<Vec<Pattern>>,
    /// Regular expressions of which none matches its words.
    pub lacks: Option<Vec<Pattern>>,
}

/// A regular expression of a page (the `regex` crate's syntax, matched without regard to case).
#[derive(Debug, Clone)]
pub struct Pattern(Regex);

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let source = String::deserialize(deserializer)?;
        regex::RegexBuilder::new(&source)
            .case_insensitive(true)
            .build()
            .map(Pattern)
            .map_err(serde::de::Error::custom)
    }
}

impl Condition {
    /// Whether it holds for the case.
    pub(crate) fn holds(&self, case: &Case<'_>) -> bool {
        let excused = self
            .unless
            .as_ref()
            .is_some_and(|unless| unless.answers(case).flatten().any(|holds| holds));
        !excused && self.answers(case).flatten().all(|holds| holds)
    }

    /// For each key: whether it holds, `None` where the page does not write it.
    fn answers<'a>(&'a self, case: &'a Case<'_>) -> impl Iterator<Item = Option<bool>> + 'a {
        let one_of = |list: &Option<Vec<String>>, name: &str| {
            list.as_ref()
                .map(|list| list.iter().any(|entry| entry == name))
        };
        let guards = self.guards.as_ref().map(|kinds| {
            let mut stand = case.route.guards.iter();
            stand.any(|guard| kinds.contains(&guard.kind))
        });
        let tools = self.tools.as_ref().map(|names| {
            let mut granted = case.call.tools.iter();
            granted.any(|tool| names.iter().any(|name| *name == tool.name))
        });
        [
            listed(&self.trigger, case.route.trigger.kind),
            listed(&self.origin, case.call.origin),
            listed(&self.verdict, case.verdict),
            self.prompt.as_ref().map(|prompt| prompt.holds(case)),
            guards,
            tools,
            self.hosted.map(|want| case.call.hosted.is_some() == want),
            self.user_text_in_system
                .map(|want| case.call.user_text_in_system.is_some() == want),
            one_of(&self.channel, case.bot.channel.name()),
            one_of(&self.platform, &case.bot.platform),
        ]
        .into_iter()
    }
}

impl PromptCondition {
    fn holds(&self, case: &Case<'_>) -> bool {
        let prompt = case.prompt;
        let matched = |patterns: &[Pattern]| {
            let mut literals = prompt.pieces.iter().filter_map(|piece| match piece {
                Piece::Literal(text) => Some(text.value.as_ref()),
                Piece::Hole { .. } => None,
            });
            literals.any(|text| patterns.iter().any(|Pattern(regex)| regex.is_match(text)))
        };
        [
            listed(&self.visibility, prompt.visibility),
            listed(&self.scope, prompt.judgement.scope),
            self.enforced.map(|want| prompt.judgement.enforced == want),
            self.matches.as_deref().map(matched),
            self.lacks.as_deref().map(|patterns| !matched(patterns)),
        ]
        .into_iter()
        .flatten()
        .all(|holds| holds)
    }
}

fn listed<T: PartialEq>(list: &Option<Vec<T>>, value: T) -> Option<bool> {
    list.as_ref().map(|list| list.contains(&value))
}
