//! What a page is asked about: one text that can govern one model call on one route.

use crate::bot::{Answer, Bot, ModelCall, Prompt, Route, Verdict};

/// One text that can govern one model call on one route of one bot.
#[derive(Debug, Clone)]
pub(crate) struct Case<'a> {
    /// The bot.
    pub bot: &'a Bot,
    /// The route.
    pub route: &'a Route,
    /// The model that answers on it.
    pub call: &'a ModelCall,
    /// The text that governs.
    pub prompt: &'a Prompt,
    /// What the route counts as while that text governs.
    pub verdict: Verdict,
}

/// All cases of a bot, in the order of its routes.
pub(crate) fn cases(bot: &Bot) -> impl Iterator<Item = Case<'_>> {
    bot.routes.iter().flat_map(move |route| {
        let call = match &route.answer {
            Answer::Model(call) => Some(call.as_ref()),
            Answer::FixedText | Answer::Handoff | Answer::Nothing => None,
        };
        call.into_iter().flat_map(move |call| {
            call.prompts.iter().map(move |prompt| Case {
                bot,
                route,
                call,
                prompt,
                verdict: call.verdict_under(prompt, &route.guards),
            })
        })
    })
}
