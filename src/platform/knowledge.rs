//! What all readers know: interfaces of models and services, and names of catch-all branches. The words themselves are
//! in `lints/vocabulary/platforms/shared.toml`.

use std::sync::OnceLock;

use serde::Deserialize;
use unicode_segmentation::UnicodeSegmentation;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shared {
    catch_all: CatchAll,
    model: Vec<Interface>,
    not_an_answer: Paths,
    hosted: Vec<Service>,
    reply: Paths,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CatchAll {
    names: Vec<String>,
    phrases: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Interface {
    provider: String,
    #[serde(default)]
    host: Vec<String>,
    #[serde(default)]
    path: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Service {
    service: String,
    path: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Paths {
    path: Vec<String>,
}

/// What stands behind a URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Endpoint {
    /// A generative model of that provider.
    Model(&'static str),
    /// An assistant or flow of that service, whose prompt lies there.
    Hosted(&'static str),
    /// The way out to a messenger.
    Reply,
    /// Something else.
    Other,
}

fn shared() -> &'static Shared {
    static SHARED: OnceLock<Shared> = OnceLock::new();
    SHARED.get_or_init(|| {
        toml::from_str(include_str!("../../lints/vocabulary/platforms/shared.toml"))
            .expect("the embedded vocabulary fits its schema; a test reads it")
    })
}

/// What stands behind a URL, or a part of one with placeholders in it.
pub(crate) fn endpoint(url: &str) -> Endpoint {
    let url = url.to_ascii_lowercase();
    let in_url = |word: &String| url.contains(word.as_str());
    let shared = shared();
    if let Some(service) = shared.hosted.iter().find(|row| row.path.iter().any(in_url)) {
        return Endpoint::Hosted(&service.service);
    }
    let model = shared
        .model
        .iter()
        .find(|row| row.host.iter().chain(&row.path).any(in_url));
    match model {
        Some(_) if shared.not_an_answer.path.iter().any(in_url) => Endpoint::Other,
        Some(row) => Endpoint::Model(&row.provider),
        None if shared.reply.path.iter().any(in_url) => Endpoint::Reply,
        None => Endpoint::Other,
    }
}

/// Whether a class, scenario or branch of that name takes whatever fits nothing else.
pub(crate) fn is_catch_all(label: &str) -> bool {
    let label = label.trim().to_lowercase();
    let known = &shared().catch_all;
    if label.is_empty() || known.phrases.iter().any(|phrase| label.contains(phrase)) {
        return true;
    }
    let words: Vec<&str> = label.unicode_words().collect();
    let named = |word: &&str| known.names.iter().any(|name| name == word);
    // In a longer description ("other payment methods") the word belongs to the subject.
    known.names.contains(&label) || (words.len() <= 2 && words.iter().any(named))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_tell_what_stands_behind_them() {
        assert_eq!(
            endpoint("https://api.openai.com/v1/chat/completions"),
            Endpoint::Model("openai")
        );
        assert_eq!(
            endpoint("{{baseUrl}}/v1/chat/completions"),
            Endpoint::Model("openai-compatible")
        );
        assert_eq!(
            endpoint("https://api.openai.com/v1/embeddings"),
            Endpoint::Other
        );
        assert_eq!(
            endpoint("https://api.openai.com/v1/threads/abc/runs"),
            Endpoint::Hosted("openai-assistant")
        );
        assert_eq!(
            endpoint("https://flow.example/api/v1/prediction/1-2"),
            Endpoint::Hosted("flowise")
        );
        assert_eq!(
            endpoint("https://graph.facebook.com/v19.0/1/messages"),
            Endpoint::Reply
        );
        assert_eq!(endpoint("https://shop.example/orders"), Endpoint::Other);
    }

    #[test]
    fn catch_all_names_are_told_from_subjects() {
        for name in [
            "Other",
            "其他",
            "Otros",
            "User is chatting casually or asking general question",
            "anything else",
            "",
        ] {
            assert!(is_catch_all(name), "{name}");
        }
        for name in [
            "Refund",
            "User is asking for refund",
            "other payment methods for the shop",
            "安装",
        ] {
            assert!(!is_catch_all(name), "{name}");
        }
    }
}
