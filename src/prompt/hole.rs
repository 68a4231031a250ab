//! Gaps in a prompt that the running bot fills, and what their names say about what fills them.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::HoleKind;
use super::ahead::Ahead;

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
        let names = HoleNames::shipped();
        let has = |list: fn(&HoleNames) -> &FxHashSet<String>| {
            words.iter().any(|word| list(names).contains(word))
        };
        if has(|names| &names.bot) && has(|names| &names.name) {
            Self::BotName
        } else if words.len() == 1 && words[0] == "prompt" {
            Self::Conversation
        } else if has(|names| &names.instructions) {
            Self::Instructions
        } else if has(|names| &names.retrieved) {
            Self::Retrieved
        } else if has(|names| &names.business) {
            Self::Business
        } else if has(|names| &names.conversation) {
            Self::Conversation
        } else if has(|names| &names.topic) {
            Self::Topic
        } else if has(|names| &names.bot) || has(|names| &names.persona) {
            Self::BotName
        } else if has(|names| &names.detail) {
            Self::Detail
        } else {
            Self::Unclear
        }
    }
}

/// The words of `lints/vocabulary/holes.toml`, by what they say of a hole.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct HoleNames {
    #[serde(deserialize_with = "words")]
    instructions: FxHashSet<String>,
    #[serde(deserialize_with = "words")]
    retrieved: FxHashSet<String>,
    #[serde(deserialize_with = "words")]
    business: FxHashSet<String>,
    #[serde(deserialize_with = "words")]
    conversation: FxHashSet<String>,
    #[serde(deserialize_with = "words")]
    topic: FxHashSet<String>,
    #[serde(deserialize_with = "words")]
    bot: FxHashSet<String>,
    #[serde(deserialize_with = "words")]
    name: FxHashSet<String>,
    #[serde(deserialize_with = "words")]
    persona: FxHashSet<String>,
    #[serde(deserialize_with = "words")]
    detail: FxHashSet<String>,
}

impl HoleNames {
    fn shipped() -> &'static Self {
        static SHIPPED: LazyLock<HoleNames> = LazyLock::new(|| {
            toml::from_str(include_str!("../../lints/vocabulary/holes.toml"))
                .expect("a test loads the shipped names")
        });
        &SHIPPED
    }
}

/// Words separated by spaces.
fn words<'de, D: serde::Deserializer<'de>>(source: D) -> Result<FxHashSet<String>, D::Error> {
    let text = <String as serde::Deserialize>::deserialize(source)?;
    Ok(text.split_whitespace().map(str::to_owned).collect())
}

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

/// The placeholder or markup that begins at a byte of the text, if one does.
pub(super) fn placeholder_at(ahead: &Ahead<'_>, at: usize) -> Option<Placeholder> {
    let text = ahead.rest(at);
    match text.as_bytes().first()? {
        b'$' if text.starts_with("${") => braces(ahead, at, 2, "}"),
        b'{' if text.starts_with("{{") => braces(ahead, at, 2, "}}"),
        b'{' if text.starts_with("{%") => {
            enclosed(ahead, at, 2, "%}").map(|(length, _)| Placeholder::Tag(length))
        }
        b'{' => braces(ahead, at, 1, "}"),
        b'%' if text.starts_with("%s") || text.starts_with("%d") || text.starts_with("%v") => {
            Some(Placeholder::Hole(2, HoleName::Unclear))
        }
        b'%' if text.starts_with("%(") => braces(ahead, at, 2, ")s"),
        b'[' => bracket(ahead, at),
        b'<' => angle(ahead, at),
        _ => None,
    }
}

/// The length of what is enclosed, marks and all, and the text within; `open` is the length of the opening mark.
fn enclosed<'t>(
    ahead: &Ahead<'t>,
    at: usize,
    open: usize,
    close: &'static str,
) -> Option<(usize, &'t str)> {
    let end = ahead.next(close, at + open)? - at;
    let length = end + close.len();
    if length > LONGEST {
        return None;
    }
    let inner = &ahead.rest(at)[open..end];
    (!inner.contains('\n')).then_some((length, inner))
}

fn braces(ahead: &Ahead<'_>, at: usize, open: usize, close: &'static str) -> Option<Placeholder> {
    let (length, inner) = enclosed(ahead, at, open, close)?;
    let inner = inner.trim();
    let code = !inner.is_empty() && !inner.contains(['"', ',']) || inner.starts_with(['$', '#']);
    code.then(|| Placeholder::Hole(length, HoleName::of_name(inner)))
}

/// `[Company Name]`: words for the one who fills in the template.
fn bracket(ahead: &Ahead<'_>, at: usize) -> Option<Placeholder> {
    let (length, inner) = enclosed(ahead, at, 1, "]")?;
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

fn angle(ahead: &Ahead<'_>, at: usize) -> Option<Placeholder> {
    let (length, inner) = enclosed(ahead, at, 1, ">")?;
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
        let length = |text: &str| match placeholder_at(&Ahead::of(text), 0) {
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
