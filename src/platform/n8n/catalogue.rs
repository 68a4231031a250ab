//! What the node types of n8n do, read from `lints/vocabulary/platforms/n8n.toml`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

const TABLE: &str = include_str!("../../../lints/vocabulary/platforms/n8n.toml");

/// The table of node types.
pub(super) fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| Catalogue::parse(TABLE).expect("the embedded table is tested"))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Catalogue {
    trigger: Vec<TriggerType>,
    family: Vec<Family>,
    reply: Vec<ReplyType>,
    pub(super) binary: Binary,
    http_reply: BTreeMap<String, Vec<String>>,
    receiver: Keys,
    model: Vec<ModelType>,
    model_family: ModelFamily,
    workers: Types,
    pass: Types,
    transform: Types,
    storage: Storage,
    hearing: Hearing,
    speech: Hosts,
    retrieval: Words,
    host: Vec<Host>,
    pub(super) paths: Paths,
    hosted: Vec<HostedService>,
    tools: BTreeMap<String, String>,
    pub(super) words: WordLists,
    #[serde(skip)]
    by_type: FxHashMap<String, Role>,
    #[serde(skip)]
    family_model: ModelType,
}

/// What a node does with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A message comes in: the index of the trigger type.
    Trigger(usize),
    /// It starts a sub-workflow.
    SubTrigger,
    /// It calls a sub-workflow.
    Call,
    /// A model: the index of the model type.
    Model(usize),
    /// A model node of a community package.
    FamilyModel,
    /// A model that labels, extracts or sums up.
    Worker,
    /// A message goes out: the index of the reply type.
    Reply(usize),
    /// A node of a messenger's community package: it sends.
    FamilyReply(usize),
    /// It hands on its input.
    Pass,
    /// It makes something of a text that its parameters name.
    Transform,
    /// It sets fields.
    Set,
    /// It runs code.
    Code,
    /// It calls a web address.
    Http,
    /// It keeps or fetches records.
    Storage,
    /// It turns speech or pictures into text.
    Hearing,
    /// It retrieves passages.
    Retrieval,
    /// Anything else.
    Other,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct TriggerType {
    types: Vec<String>,
    pub(super) channel: String,
    #[serde(default)]
    pub(super) chat: bool,
    #[serde(default)]
    pub(super) webhook: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Family {
    words: Vec<String>,
    pub(super) channel: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReplyType {
    types: Vec<String>,
    pub(super) channel: String,
    pub(super) text: Vec<String>,
    #[serde(default)]
    pub(super) operations: Vec<String>,
    #[serde(default)]
    pub(super) respond: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Binary {
    pub(super) operations: Vec<String>,
    pub(super) message_types: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ModelType {
    types: Vec<String>,
    #[serde(default)]
    pub(super) provider: Option<String>,
    #[serde(default)]
    pub(super) model: Vec<String>,
    #[serde(default)]
    pub(super) user: Vec<String>,
    #[serde(default)]
    pub(super) system: Vec<String>,
    #[serde(default)]
    pub(super) messages: Vec<Messages>,
    #[serde(default)]
    pub(super) auto_input: Vec<String>,
    #[serde(default)]
    pub(super) stock: Vec<Stock>,
    #[serde(default)]
    pub(super) hosted: Option<HostedNode>,
    #[serde(default)]
    pub(super) transcribes: Vec<Mode>,
    #[serde(default)]
    pub(super) speaks: Vec<Mode>,
    #[serde(default)]
    pub(super) looks: Vec<Mode>,
    #[serde(default)]
    pub(super) silent: Vec<Mode>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Messages {
    pub(super) at: String,
    pub(super) text: String,
    pub(super) role: String,
    pub(super) default_role: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Stock {
    #[serde(default)]
    pub(super) agent: Option<String>,
    pub(super) text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HostedNode {
    pub(super) service: String,
    pub(super) id: Vec<String>,
    #[serde(default)]
    pub(super) resource: Option<String>,
}

/// A resource and an operation of a node; what is absent is not asked for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Mode {
    #[serde(default)]
    pub(super) resource: Option<String>,
    #[serde(default)]
    pub(super) operation: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ModelFamily {
    words: Vec<String>,
    user: Vec<String>,
    system: Vec<String>,
    messages: Vec<Messages>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Types {
    types: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    keys: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Storage {
    types: Vec<String>,
    writes: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Hearing {
    types: Vec<String>,
    hosts: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Hosts {
    hosts: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Host {
    provider: String,
    hosts: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Paths {
    model: Vec<String>,
    silent: Vec<String>,
    painters: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HostedService {
    pub(super) service: String,
    paths: Vec<String>,
    pub(super) id: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct WordLists {
    data: Vec<String>,
    instructions: Vec<String>,
    open_labels: Vec<String>,
    open_label_words: Vec<String>,
    open_keywords: Vec<String>,
    said: Vec<String>,
    choices: Vec<String>,
    workflows_with_models: Vec<String>,
}

/// What stands behind a web address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Address {
    /// A model of that provider.
    Model(&'static str),
    /// A hosted assistant or flow: the index of the service.
    Hosted(usize),
    /// Something that turns speech into text.
    Hearing,
    /// Something that turns text into speech.
    Speech,
    /// A messenger of that channel.
    Messenger(&'static str),
    /// A model's host, not to answer.
    Silent,
    /// Anything else.
    Other,
}

impl Catalogue {
    fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let mut catalogue: Catalogue = toml::from_str(text)?;
        catalogue.by_type = catalogue.index();
        let family = &catalogue.model_family;
        catalogue.family_model = ModelType {
            model: vec!["model".into(), "modelId".into(), "modelName".into()],
            user: family.user.clone(),
            system: family.system.clone(),
            messages: family.messages.clone(),
            ..ModelType::default()
        };
        Ok(catalogue)
    }

    fn index(&self) -> FxHashMap<String, Role> {
        let fixed = [
            ("base.executeWorkflowTrigger", Role::SubTrigger),
            ("base.executeWorkflow", Role::Call),
            ("base.set", Role::Set),
            ("base.code", Role::Code),
            ("base.function", Role::Code),
            ("base.functionItem", Role::Code),
            ("langchain.code", Role::Code),
            ("base.httpRequest", Role::Http),
        ];
        let mut index: FxHashMap<String, Role> = FxHashMap::default();
        let mut put = |types: &[String], role: Role| {
            index.extend(types.iter().map(|name| (name.clone(), role)));
        };
        put(&self.pass.types, Role::Pass);
        put(&self.transform.types, Role::Transform);
        put(&self.storage.types, Role::Storage);
        put(&self.hearing.types, Role::Hearing);
        put(&self.workers.types, Role::Worker);
        for (at, kind) in self.reply.iter().enumerate() {
            put(&kind.types, Role::Reply(at));
        }
        for (at, kind) in self.model.iter().enumerate() {
            put(&kind.types, Role::Model(at));
        }
        for (at, kind) in self.trigger.iter().enumerate() {
            put(&kind.types, Role::Trigger(at));
        }
        index.extend(fixed.map(|(name, role)| (name.to_owned(), role)));
        index
    }

    /// What a node of that type (written short) does.
    pub(super) fn role(&self, short: &str) -> Role {
        if let Some(&role) = self.by_type.get(short) {
            return role;
        }
        let lower = short.to_lowercase();
        if has_any(&lower, &self.retrieval.words) {
            return Role::Retrieval;
        }
        // What is left of the two packages of n8n itself is neither a messenger nor a model that answers.
        if lower.starts_with("langchain.") || lower.starts_with("base.") {
            return Role::Other;
        }
        if let Some(at) = self.family_of(&lower) {
            return Role::FamilyReply(at);
        }
        if has_any(&lower, &self.model_family.words) && !lower.ends_with("tool") {
            return Role::FamilyModel;
        }
        Role::Other
    }

    /// The messenger that a community package's type belongs to.
    pub(super) fn family_of(&self, lower: &str) -> Option<usize> {
        self.family
            .iter()
            .position(|family| has_any(lower, &family.words))
    }

    pub(super) fn family(&self, at: usize) -> &Family {
        &self.family[at]
    }

    pub(super) fn trigger(&self, at: usize) -> &TriggerType {
        &self.trigger[at]
    }

    pub(super) fn reply(&self, at: usize) -> &ReplyType {
        &self.reply[at]
    }

    pub(super) fn model(&self, role: Role) -> Option<&ModelType> {
        match role {
            Role::Model(at) => Some(&self.model[at]),
            Role::FamilyModel => Some(&self.family_model),
            _ => None,
        }
    }

    pub(super) fn hosted(&self, at: usize) -> &HostedService {
        &self.hosted[at]
    }

    pub(super) fn tool(&self, short: &str) -> Option<&str> {
        self.tools.get(short).map(String::as_str)
    }

    pub(super) fn writes(&self, operation: &str) -> bool {
        self.storage.writes.iter().any(|known| known == operation)
    }

    pub(super) fn names_receiver(&self, key: &str) -> bool {
        let key = key.to_lowercase();
        self.receiver.keys.contains(&key)
    }

    /// Whether a model of that name makes pictures, films or sound.
    pub(super) fn paints(&self, model: &str) -> bool {
        has_any(&model.to_lowercase(), &self.paths.painters)
    }

    /// What stands behind a web address.
    pub(super) fn address(&'static self, url: &str) -> Address {
        let url = url.to_lowercase();
        let url = url.split('?').next().unwrap_or_default();
        if has_any(url, &self.hearing.hosts) {
            return Address::Hearing;
        }
        if has_any(url, &self.speech.hosts) {
            return Address::Speech;
        }
        if let Some(at) = self
            .hosted
            .iter()
            .position(|hosted| has_any(url, &hosted.paths))
        {
            return Address::Hosted(at);
        }
        let host = self.host.iter().find(|host| has_any(url, &host.hosts));
        let model_path = has_any(url, &self.paths.model);
        if host.is_some() || model_path && !url.contains("graph.facebook.com") {
            if has_any(url, &self.paths.silent) {
                return Address::Silent;
            }
            return Address::Model(host.map_or("unknown", |host| &host.provider));
        }
        // The ways that name no messenger are asked last: they are parts of the others.
        let named = self
            .http_reply
            .iter()
            .filter(|(name, _)| *name != "unknown");
        let unnamed = self.http_reply.get_key_value("unknown");
        let messenger = named.chain(unnamed).find(|(_, ways)| has_any(url, ways));
        match messenger {
            Some((channel, _)) => Address::Messenger(channel),
            None => Address::Other,
        }
    }
}

impl WordLists {
    /// Whether the last name of a field's way says that it holds no words of the user.
    pub(super) fn is_data(&self, name: &str) -> bool {
        let lower = name.to_lowercase();
        let ends = [
            "type",
            "_id",
            "name",
            "url",
            "timestamp",
            "phone",
            "_date",
            "_time",
            "_at",
        ];
        has(&self.data, name)
            || ends.iter().any(|end| lower.ends_with(end))
            || ["Id", "ID"].iter().any(|end| name.ends_with(end))
    }

    /// Whether the name says that the field holds instructions for a model.
    pub(super) fn is_instructions(&self, name: &str) -> bool {
        has(&self.instructions, name)
    }

    /// Whether anything may come under that label of a classifier.
    pub(super) fn is_open_label(&self, label: &str) -> bool {
        let lower = label.to_lowercase();
        let mut words = lower.split(|letter: char| !letter.is_alphanumeric());
        has(&self.open_labels, label.trim()) || words.any(|word| has(&self.open_label_words, word))
    }

    /// Whether anything may be asked after that keyword.
    pub(super) fn is_open_keyword(&self, word: &str) -> bool {
        let word = word.trim();
        has(&self.open_keywords, word) || word.starts_with(['/', '!', '@', '#', '.'])
    }

    /// Whether a workflow's name says that a model answers in it.
    pub(super) fn is_answering_workflow(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        let mut words = name.split(|letter: char| !letter.is_alphanumeric());
        words.any(|word| self.workflows_with_models.iter().any(|known| known == word))
    }

    /// Whether the last name of a field's way is one under which people's own words come.
    pub(super) fn is_said(&self, name: &str) -> bool {
        has(&self.said, name)
    }

    /// Whether a field's way leads to a pressed button or a chosen row.
    pub(super) fn is_choice(&self, name: &str) -> bool {
        has(&self.choices, name)
    }
}

fn has(list: &[String], word: &str) -> bool {
    let word = word.to_lowercase();
    list.contains(&word)
}

fn has_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_and_its_types_have_roles() {
        let catalogue = Catalogue::parse(TABLE).expect("the table fits its schema");
        assert!(matches!(
            catalogue.role("base.whatsAppTrigger"),
            Role::Trigger(_)
        ));
        assert!(matches!(catalogue.role("langchain.agent"), Role::Model(_)));
        assert!(matches!(
            catalogue.role("@devlikeapro/n8n-nodes-waha.WAHA"),
            Role::FamilyReply(_)
        ));
        assert_eq!(
            catalogue.role("n8n-nodes-deepseek.deepSeek"),
            Role::FamilyModel
        );
        assert_eq!(catalogue.role("base.salesforce"), Role::Other);
    }

    #[test]
    fn addresses_are_told_apart() {
        let address = |url| catalogue().address(url);
        assert_eq!(
            address("https://api.openai.com/v1/chat/completions"),
            Address::Model("openai")
        );
        assert_eq!(
            address("https://api.openai.com/v1/embeddings"),
            Address::Silent
        );
        assert_eq!(
            address("https://api.openai.com/v1/audio/transcriptions"),
            Address::Hearing
        );
        assert_eq!(
            address("https://graph.facebook.com/v19.0/1/messages"),
            Address::Messenger("whatsapp")
        );
        assert_eq!(
            address("http://{{ $env.EVO }}/message/sendText/bot"),
            Address::Messenger("whatsapp")
        );
        assert_eq!(
            address("http://localhost:11434/api/chat"),
            Address::Model("ollama")
        );
        assert!(matches!(
            address("https://api.openai.com/v1/threads/1/runs"),
            Address::Hosted(_)
        ));
        assert_eq!(address("https://example.org/products"), Address::Other);
    }
}
