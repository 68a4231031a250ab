//! Loads the lint pages and asks the bot graph what they ask: routes in, findings out.
//!
//! A *page* (`lints/<name>.md`) states a *condition* over a *case*: one text that can govern one model call on one
//! route. Cases that hold at the same place are one *finding* ("one flaw once"): the routes become its labels.

mod book;
mod case;
mod condition;
mod example;
mod finding;
mod fingerprint;
mod merge;
mod page;
mod phrase;
mod policy;
mod suppression;
mod template;
#[cfg(test)]
mod tests;

pub use book::{Book, BookError};
pub use condition::{Condition, PromptCondition};
pub use example::{Example, ExampleFile, Expectation};
pub use finding::{Finding, Label, LabelRole, Suppression};
pub use fingerprint::Fingerprint;
pub use page::{Family, Page, PageError, Place, Severity};
pub use policy::ChannelRule;
pub(crate) use suppression::{MARK as SUPPRESSION_MARK, silence};

use crate::bot::Bot;
use crate::workspace::Workspace;

/// Asks every page about every route, and returns the findings in order of place.
pub fn lint(
    bots: &[Bot],
    workspace: &Workspace,
    book: &Book,
    channels: &ChannelRule,
) -> Vec<Finding> {
    let mut draft = merge::Draft::default();
    for bot in bots {
        for case in case::cases(bot) {
            for (rank, page) in book.pages().iter().enumerate() {
                if let Some(severity) = page.judge(&case) {
                    let softened = channels.soften(severity, &bot.channel);
                    draft.add((page, rank), severity, softened, case.clone());
                }
            }
        }
    }
    draft.finish(workspace)
}
