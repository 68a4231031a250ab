//! Names and stock texts of Rasa, read from `lints/vocabulary/platforms/rasa.toml`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::bot::Prompt;
use crate::prompt::Scope;

const TABLE: &str = include_str!("../../../lints/vocabulary/platforms/rasa.toml");

pub(super) fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| toml::from_str(TABLE).expect("the embedded table is tested"))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Catalogue {
    channels: BTreeMap<String, Vec<String>>,
    intents: Intents,
    pub(super) fallback: Fallback,
    pub(super) patterns: Patterns,
    pub(super) chitchat: Chitchat,
    pub(super) search: Search,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Intents {
    fallback: Vec<String>,
    open_words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Fallback {
    pub(super) action: String,
    pub(super) policies: Vec<String>,
    pub(super) policy_actions: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Patterns {
    pub(super) names: Vec<String>,
    pub(super) search_action: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Chitchat {
    pub(super) response: String,
    pub(super) placeholders: Vec<String>,
    scope: Scope,
    prompt: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Search {
    pub(super) policy: String,
    scope: Scope,
    prompt: String,
}

impl Chitchat {
    /// The prompt by which Rasa writes the response where nobody wrote one.
    pub(super) fn stock(&self) -> Prompt {
        stock(&self.prompt, self.scope)
    }
}

impl Search {
    /// The prompt by which Rasa answers from documents where nobody wrote one.
    pub(super) fn stock(&self) -> Prompt {
        stock(&self.prompt, self.scope)
    }
}

// The text is known, and so is what it narrows.
fn stock(text: &str, scope: Scope) -> Prompt {
    let mut prompt = Prompt::stock(text);
    prompt.judgement.scope = scope;
    prompt
}

impl Catalogue {
    /// The channel that a key of the credentials stands for.
    pub(super) fn channel(&self, key: &str) -> Option<&str> {
        let key = key.to_lowercase();
        let known = |(_, words): &(&String, &Vec<String>)| {
            words.iter().any(|word| key.contains(word.as_str()))
        };
        self.channels
            .iter()
            .find(known)
            .map(|(name, _)| name.as_str())
    }

    /// Whether an intent is for what no other fits.
    pub(super) fn is_fallback_intent(&self, intent: &str) -> bool {
        let intent = intent.to_lowercase();
        self.intents.fallback.contains(&intent)
    }

    /// Whether anything may come under an intent or flow of that name.
    pub(super) fn is_open_name(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        let mut words = name.split(|letter: char| !letter.is_alphanumeric());
        words.any(|word| self.intents.open_words.iter().any(|open| open == word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read() {
        let catalogue: Catalogue = toml::from_str(TABLE).expect("the table fits its schema");
        assert_eq!(
            catalogue.channel("connectors.whatsapp.WhatsAppInput"),
            Some("whatsapp")
        );
        assert_eq!(catalogue.channel("rest"), Some("web"));
        assert!(catalogue.is_open_name("ask_gpt") && !catalogue.is_open_name("book_table"));
    }
}
