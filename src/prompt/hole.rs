//! Gaps in a prompt that the running bot fills, and what their names say about what fills them.

use super::HoleKind;

/// What a hole holds, as far as its name and kind tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum HoleName {
    /// The user's text or earlier turns.
    Conversation,
    /// Retrieved text.
    Retrieved,
    /// A business, its name, its products, its catalogue.
    Business,
    /// The topic or role that the bot is for.
    Topic,
    /// Instructions written elsewhere.
    Instructions,
    /// What the bot is called.
    BotName,
    /// Anything else: a date, a user's name, a language.
    Detail,
    /// Text of unknown nature.
    Unclear,
}

/// What stands at a place that may be a placeholder.
pub(super) enum Placeholder {
    /// Markup of this many bytes.
    Tag(usize),
    /// A hole of this many bytes.
    Hole(usize, HoleName),
}

/// The longest placeholder looked for, in bytes.
const LONGEST: usize = 120;

impl HoleName {
    /// What a fragment's hole holds.
    pub(super) fn of_fragment(kind: HoleKind, name: &str) -> Self {
        let by_name = Self::of_name(name);
        match (kind, by_name) {
            (HoleKind::Conversation, _) => Self::Conversation,
            (HoleKind::Retrieved, _) => Self::Retrieved,
            (HoleKind::Instructions, Self::Conversation)
                if name.to_lowercase().ends_with("prompt") =>
            {
                Self::Instructions
            }
            (HoleKind::Data, Self::Unclear | Self::Conversation) => Self::Detail,
            (_, by_name) => by_name,
        }
    }

    /// What a placeholder of this name holds.
    pub(super) fn of_name(name: &str) -> Self {
        let words = split_words(name);
        let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
        if has(BOT) && has(NAME) {
            Self::BotName
        } else if words.len() == 1 && has(&["prompt"]) {
            Self::Conversation
        } else if has(INSTRUCTIONS) {
            Self::Instructions
        } else if has(RETRIEVED) {
            Self::Retrieved
        } else if has(BUSINESS) {
            Self::Business
        } else if has(CONVERSATION) {
            Self::Conversation
        } else if has(TOPIC) {
            Self::Topic
        } else if has(BOT) || has(PERSONA) {
            Self::BotName
        } else if has(DETAIL) {
            Self::Detail
        } else {
            Self::Unclear
        }
    }
}

const BOT: &[&str] = &[
    "bot",
    "assistant",
    "agent",
    "ai",
    "botname",
    "assistantname",
];
const NAME: &[&str] = &["name", "nome", "nombre", "nama", "nom"];
const PERSONA: &[&str] = &[
    "persona",
    "character",
    "personality",
    "mood",
    "tone",
    "style",
];
const INSTRUCTIONS: &[&str] = &[
    "prompt",
    "prompts",
    "instruction",
    "instructions",
    "system",
    "systemprompt",
    "rules",
    "rule",
    "guidelines",
    "behavior",
    "behaviour",
    "preamble",
    "directive",
    "directives",
    "role",
];
const RETRIEVED: &[&str] = &[
    "context",
    "contexts",
    "contexto",
    "kontext",
    "knowledge",
    "kb",
    "docs",
    "doc",
    "document",
    "documents",
    "passages",
    "passage",
    "chunks",
    "chunk",
    "retrieved",
    "snippets",
    "sources",
    "faq",
    "faqs",
    "reference",
    "references",
    "ctx",
];
const BUSINESS: &[&str] = &[
    "business",
    "company",
    "store",
    "shop",
    "product",
    "products",
    "brand",
    "catalog",
    "catalogue",
    "menu",
    "services",
    "service",
    "clinic",
    "restaurant",
    "hotel",
    "empresa",
    "negocio",
    "tienda",
    "loja",
    "office",
    "organization",
    "organisation",
    "inventory",
    "stock",
    "prices",
    "pricing",
    "hours",
    "address",
    "tenant",
    "merchant",
    "vendor",
    "school",
    "institution",
    "properties",
    "property",
    "toko",
    "salon",
    "hospital",
    "university",
    "course",
    "courses",
    "industry",
    "branch",
    "branches",
    "items",
    "orders",
    "booking",
    "bookings",
    "doctor",
    "doctors",
    "client",
    "storename",
    "companyname",
    "businessname",
];
const CONVERSATION: &[&str] = &[
    "input",
    "message",
    "messages",
    "question",
    "query",
    "text",
    "user",
    "history",
    "conversation",
    "chat",
    "msg",
    "body",
    "human",
    "pergunta",
    "pregunta",
    "mensaje",
    "mensagem",
    "transcript",
    "request",
    "utterance",
    "memory",
    "summary",
    "content",
];
const TOPIC: &[&str] = &[
    "topic",
    "topics",
    "domain",
    "subject",
    "subjects",
    "task",
    "tasks",
    "niche",
    "sector",
    "field",
    "specialty",
];
const DETAIL: &[&str] = &[
    "date", "time", "today", "now", "day", "year", "language", "lang", "locale", "name", "phone",
    "number", "id", "timezone", "limit", "max", "count", "country", "city", "location", "customer",
    "age", "gender", "level", "nickname", "username", "format", "length", "words", "step", "state",
    "status", "json", "data", "output", "schema",
];

fn split_words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut previous_lower = false;
    for character in name.chars().take(LONGEST) {
        let boundary = !character.is_alphanumeric() || (previous_lower && character.is_uppercase());
        if boundary && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if character.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(character.to_lowercase());
        }
        previous_lower = character.is_lowercase();
    }
    words
}

/// The placeholder or markup that the text begins with, if it does.
pub(super) fn placeholder_at(text: &str) -> Option<Placeholder> {
    match text.as_bytes().first()? {
        b'$' if text.starts_with("${") => braces(text, 2, "}"),
        b'{' if text.starts_with("{{") => braces(text, 2, "}}"),
        b'{' if text.starts_with("{%") => {
            enclosed(text, 2, "%}").map(|(length, _)| Placeholder::Tag(length))
        }
        b'{' => braces(text, 1, "}"),
        b'%' if text.starts_with("%s") || text.starts_with("%d") || text.starts_with("%v") => {
            Some(Placeholder::Hole(2, HoleName::Unclear))
        }
        b'%' if text.starts_with("%(") => braces(text, 2, ")s"),
        b'[' => bracket(text, "]"),
        b'<' => angle(text),
        _ => None,
    }
}

fn enclosed<'a>(text: &'a str, open: usize, close: &str) -> Option<(usize, &'a str)> {
    let mut reach = text.len().min(LONGEST);
    while !text.is_char_boundary(reach) {
        reach -= 1;
    }
    let length = text[open..reach].find(close)?;
    let inner = &text[open..open + length];
    (!inner.contains('\n')).then_some((open + length + close.len(), inner))
}

fn braces(text: &str, open: usize, close: &str) -> Option<Placeholder> {
    let (length, inner) = enclosed(text, open, close)?;
    let inner = inner.trim();
    let code = !inner.is_empty() && !inner.contains(['"', ',']) || inner.starts_with(['$', '#']);
    code.then(|| Placeholder::Hole(length, HoleName::of_name(inner)))
}

/// `[Company Name]`: words for the one who fills in the template.
fn bracket(text: &str, close: &str) -> Option<Placeholder> {
    let (length, inner) = enclosed(text, 1, close)?;
    if matches!(inner, "INST" | "/INST") {
        return Some(Placeholder::Tag(length));
    }
    let named = inner.starts_with(char::is_uppercase)
        && inner
            .chars()
            .all(|character| character.is_alphabetic() || matches!(character, ' ' | '_' | '/'))
        && inner.split([' ', '_']).count() <= 4;
    let name = HoleName::of_name(&inner.to_lowercase());
    (named
        && matches!(
            name,
            HoleName::Business | HoleName::BotName | HoleName::Topic | HoleName::Detail
        ))
    .then_some(Placeholder::Hole(length, name))
}

fn angle(text: &str) -> Option<Placeholder> {
    let (length, inner) = enclosed(text, 1, ">")?;
    let name = inner
        .trim_start_matches('/')
        .trim_start_matches("<")
        .trim_end_matches('/');
    if name.is_empty() || name.starts_with(char::is_whitespace) {
        return None;
    }
    let upper = name
        .chars()
        .all(|character| character.is_uppercase() || matches!(character, ' ' | '_'));
    match HoleName::of_name(&name.to_lowercase()) {
        HoleName::Business if upper && !inner.starts_with('/') => {
            Some(Placeholder::Hole(length, HoleName::Business))
        }
        _ => Some(Placeholder::Tag(length)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_fills_a_hole() {
        assert_eq!(HoleName::of_name("businessName"), HoleName::Business);
        assert_eq!(
            HoleName::of_name("$json.message.text"),
            HoleName::Conversation
        );
        assert_eq!(HoleName::of_name("knowledge_base"), HoleName::Retrieved);
        assert_eq!(HoleName::of_name("SYSTEM_PROMPT"), HoleName::Instructions);
        assert_eq!(HoleName::of_name("prompt"), HoleName::Conversation);
        assert_eq!(HoleName::of_name("bot_name"), HoleName::BotName);
        assert_eq!(HoleName::of_name("x"), HoleName::Unclear);
    }

    #[test]
    fn placeholders_of_many_templates_are_seen() {
        let length = |text: &str| match placeholder_at(text) {
            Some(Placeholder::Hole(length, _)) => length,
            _ => 0,
        };
        let templates = [
            "{name}",
            "{{ name }}",
            "${name}",
            "%s",
            "%(name)s",
            "[Company Name]",
            "{{$json.body}}",
        ];
        for text in templates {
            assert_eq!(length(&format!("{text} and more")), text.len(), "{text}");
        }
        assert_eq!(length("{\"reply\": 1}"), 0);
        assert_eq!(length("[note to self about this]"), 0);
    }
}
