//! Make (Integromat) blueprints.

use rustc_hash::FxHashSet;
use serde::Deserialize;
use smol_str::SmolStr;

use crate::bot::{Bot, Channel, Confidence, HoleReason, HostedAgent, Tool, TriggerKind};
use crate::document::{Each, Node, NodeKind, Spanned, Str};
use crate::workspace::SourceText;

use super::chart::{
    Branch, Chart, Message, MessageRole, ModelNode, NodeId, Role, Symbol, TextPart, parse,
};
use super::fields::{Fields, bot, gap, symbols_below};
use super::knowledge::{Endpoint, endpoint};
use super::request::Request;
use super::{Definition, Platform, ReadContext};

/// The reader of Make blueprints.
pub(crate) struct Make;

const PLATFORM: &str = "make";
const MAX_NESTING: usize = 16;

impl Platform for Make {
    fn name(&self) -> &'static str {
        PLATFORM
    }

    fn title(&self) -> &'static str {
        "Make blueprints"
    }

    fn page(&self) -> &'static str {
        include_str!("../../lints/vocabulary/platforms/make.md")
    }

    fn marks(&self) -> &'static [&'static str] {
        &["\"mapper\"", "builtin:BasicRouter"]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn recognise(&self, root: Node<'_>, _path: &str) -> bool {
        root.list("flow").iter().any(|module| {
            module.get("id").and_then(Node::as_i64).is_some() && module.str("module").contains(':')
        })
    }

    fn read(&self, definitions: &[Definition], _context: &ReadContext<'_>) -> Vec<Bot> {
        definitions
            .iter()
            .filter_map(|definition| {
                let root = definition.root();
                let mut scenario = Scenario {
                    chart: Chart::default(),
                    stores: stores(root),
                };
                let first = root.list("flow").first().copied()?;
                let channel = trigger(first.str("module"))?;
                let entry = scenario.chart.add(
                    super::chart::Node::new(label(first), first.location(), Role::Entry(channel))
                        .writing([first.name("id")]),
                );
                let rest: Vec<Node<'_>> = root.list("flow").into_iter().skip(1).collect();
                scenario.run(&rest, vec![(entry, None)], 0);
                let name = root.str("name");
                Some(bot(
                    definition,
                    PLATFORM,
                    name,
                    &scenario.chart,
                    Confidence::High,
                ))
            })
            .collect()
    }
}

struct Scenario {
    chart: Chart,
    /// The tables that the scenario writes into.
    stores: FxHashSet<Symbol>,
}

/// Where the next module hangs on, and what selects the way.
type Ends = Vec<(NodeId, Option<Branch>)>;

impl Scenario {
    fn run(&mut self, modules: &[Node<'_>], mut ends: Ends, depth: usize) -> Ends {
        if depth > MAX_NESTING {
            return ends;
        }
        for module in modules {
            let id = self.chart.add(step(*module, &self.stores));
            let own = filter(*module, false);
            for (from, branch) in ends {
                match own.clone().or(branch) {
                    Some(branch) => self.chart.branch(from, id, branch),
                    None => self.chart.link(from, id),
                }
            }
            ends = vec![(id, None)];
            let routes = module.list("routes");
            if routes.is_empty() {
                continue;
            }
            let otherwise = module
                .get("parameters")
                .and_then(|parameters| parameters.get("else"))
                .and_then(Node::as_i64);
            let mut after = Vec::new();
            for (at, route) in routes.iter().enumerate() {
                let flow = route.list("flow");
                let is_else = otherwise == Some(at as i64);
                let branch = flow
                    .first()
                    .and_then(|first| filter(*first, is_else))
                    .or_else(|| {
                        is_else.then(|| {
                            Branch::open(TriggerKind::Fallback, None, Some(route.location()))
                        })
                    });
                after.extend(self.run(&flow, vec![(id, branch)], depth + 1));
            }
            ends = after;
        }
        ends
    }
}

/// The tables that modules of a scenario write into.
fn stores(root: Node<'_>) -> FxHashSet<Symbol> {
    let modules = root.descendants();
    let modules = modules.map(|module| (module, parts(module.str("module"))));
    let keeping = modules.filter(|(_, (app, action))| !app.is_empty() && keeps(action));
    keeping
        .map(|(module, (app, _))| store(module, &app))
        .collect()
}

/// Whether an action writes into a table.
fn keeps(action: &str) -> bool {
    let words = ["add", "update", "upsert", "create", "append", "insert"];
    words.iter().any(|word| action.contains(word))
}

/// The symbol of the table that a module works on.
fn store(module: Node<'_>, app: &str) -> Symbol {
    let named = |field: &str| {
        let mut places = [module.get("mapper"), module.get("parameters")]
            .into_iter()
            .flatten();
        let name = places.find_map(|place| place.get(field)?.scalar());
        name.map_or_else(String::new, |name| name.trim_matches('/').to_owned())
    };
    let fields = ["datastore", "spreadsheetId", "sheetId", "base", "table"];
    let names = fields.map(named).join(" ");
    format!("table {app} {names}").into()
}

/// The app and the action of `telegram:WatchUpdates`.
fn parts(module: &str) -> (String, String) {
    let (app, action) = module.split_once(':').unwrap_or((module, ""));
    (app.to_ascii_lowercase(), action.to_ascii_lowercase())
}

const CHATS: [(&str, &str); 14] = [
    ("telegram", "telegram"),
    ("whatsapp", "whatsapp"),
    ("instagram", "instagram"),
    ("facebook-messenger", "messenger"),
    ("messenger", "messenger"),
    ("manychat", "manychat"),
    ("twilio", "twilio"),
    ("line", "line"),
    ("slack", "slack"),
    ("discord", "discord"),
    ("wati", "whatsapp"),
    ("360dialog", "whatsapp"),
    ("viber", "viber"),
    ("chatwoot", "chatwoot"),
];

fn chat(app: &str) -> Option<&'static str> {
    CHATS
        .iter()
        .find(|(name, _)| app.contains(name))
        .map(|(_, channel)| *channel)
}

/// The channel of a module that starts a scenario with a user's message; none where it starts with something else.
fn trigger(module: &str) -> Option<Channel> {
    let (app, _) = parts(module);
    if app == "gateway" {
        return Some(Channel::Unknown);
    }
    chat(&app).map(Channel::from_name)
}

fn label(module: Node<'_>) -> SmolStr {
    let named = module
        .at(&["metadata", "designer"])
        .map(|designer| designer.name("name"))
        .filter(|name| !name.is_empty());
    named.unwrap_or_else(|| SmolStr::new(module.str("module")))
}

fn step(module: Node<'_>, stores: &FxHashSet<Symbol>) -> super::chart::Node {
    let (app, action) = parts(module.str("module"));
    let own = module.name("id");
    let mapper = module.get("mapper").unwrap_or(module);
    let node = |role| {
        super::chart::Node::new(label(module), module.location(), role)
            .writing([own.clone()])
            .with_path(module.path())
    };
    let reads = || symbols_below(mapper, &text);
    let sends = [
        "send",
        "reply",
        "createmessage",
        "respond",
        "push",
        "postmessage",
    ]
    .iter()
    .any(|word| action.contains(word));
    if (chat(&app).is_some() || app == "gateway") && sends {
        return node(Role::Reply).reading(reads());
    }
    if let Some(provider) = provider(&app) {
        return model(module, mapper, provider, &action, &node).reading(reads());
    }
    match app.as_str() {
        "http" => request(mapper, &node).reading(reads()),
        "util" | "json" | "regexp" | "builtin" | "markdown" | "text-parser" | "tools" => {
            let step = node(Role::Step).reading(reads());
            match mapper.words("value") {
                Some(value) => step.giving(text(&value)),
                None => step,
            }
        }
        "datastore" | "google-sheets" | "airtable" | "notion" | "mysql" | "postgres"
        | "supabase" => {
            let store = store(module, &app);
            match (keeps(&action), stores.contains(&store)) {
                (true, _) => node(Role::Step).reading(reads()).writing([store]),
                // What the scenario itself keeps comes back.
                (false, true) => node(Role::Step).reading([store]),
                (false, false) => node(Role::Source(HoleReason::Database)),
            }
        }
        "zendesk" | "intercom" | "freshdesk" | "livechat" | "hubspotcrm" => node(Role::Handoff),
        _ => node(Role::Source(HoleReason::Data)),
    }
}

fn provider(app: &str) -> Option<&'static str> {
    [
        ("openai", "openai"),
        ("anthropic", "anthropic"),
        ("gemini", "google"),
        ("google-vertex", "google"),
        ("perplexity", "perplexity"),
        ("mistral", "mistral"),
        ("deepseek", "deepseek"),
        ("groq", "groq"),
        ("openrouter", "openrouter"),
        ("cohere", "cohere"),
        ("grok", "xai"),
        ("xai", "xai"),
        ("hugging", "huggingface"),
        ("ai-agent", "make-ai-agent"),
        ("ai-provider", "make-ai"),
        ("dify", "dify"),
        ("chatbase", "chatbase"),
    ]
    .iter()
    .find(|(name, _)| app.contains(name))
    .map(|(_, provider)| *provider)
}

fn model(
    module: Node<'_>,
    mapper: Node<'_>,
    provider: &str,
    action: &str,
    node: &dyn Fn(Role) -> super::chart::Node,
) -> super::chart::Node {
    const NO_ANSWER: [&str; 12] = [
        "image",
        "transcri",
        "structured",
        "translat",
        "speech",
        "embedding",
        "moderation",
        "upload",
        "analyze",
        "batch",
        "audio",
        "extract",
    ];
    if NO_ANSWER.iter().any(|word| action.contains(word)) {
        return node(Role::Label);
    }
    let mut model = ModelNode::new(mapper.location());
    model.provider = provider.into();
    model.model = Some(mapper.name("model"));
    for field in [
        "system",
        "systemInstruction",
        "system_instruction",
        "systemPrompt",
        "instructions",
        "additionalSystemPrompt",
        "additional_instructions",
    ] {
        let value = mapper.get(field);
        let inside = value
            .into_iter()
            .flat_map(Node::descendants)
            .filter_map(Node::text)
            .filter(|text| !text.value.trim().is_empty());
        for words in inside {
            model
                .messages
                .push(Message::new(MessageRole::System, text(&words)));
        }
    }
    for field in ["messages", "contents", "input"] {
        let Some(list) = mapper
            .get(field)
            .filter(|list| list.kind() == NodeKind::Array)
        else {
            continue;
        };
        for turn in list.items() {
            let role = match turn.str("role") {
                "" => MessageRole::User,
                role => MessageRole::named(role),
            };
            for (key, value) in turn.entries() {
                if !matches!(key.as_str(), "content" | "text" | "parts" | "message") {
                    continue;
                }
                for words in value.descendants().filter_map(Node::text) {
                    if words.value.trim().len() > 4 || words.value.contains("{{") {
                        model.messages.push(Message::new(role, text(&words)));
                    }
                }
            }
        }
    }
    for field in ["prompt", "message", "input", "query", "question", "text"] {
        if let Some(words) = mapper.words(field) {
            model
                .messages
                .push(Message::new(MessageRole::User, text(&words)));
        }
    }
    for (field, service) in [
        ("assistantId", "openai-assistant"),
        ("agent", "make-ai-agent"),
        ("chatbotId", "chatbase"),
    ] {
        let id = mapper
            .get(field)
            .or_else(|| module.get("parameters")?.get(field));
        if let Some(id) = id {
            model.hosted = Some(HostedAgent {
                service: service.into(),
                id: id.scalar().map(SmolStr::new),
                at: id.location(),
            });
        }
    }
    if provider == "dify" {
        model.hosted = Some(HostedAgent {
            service: "dify".into(),
            id: None,
            at: module.place("module"),
        });
    }
    let searches = mapper
        .list("tools")
        .into_iter()
        .find(|tool| tool.str("type").contains("web_search"));
    if let Some(tool) = searches {
        model.tools.push(Tool {
            name: "web-search".into(),
            at: tool.location(),
        });
    }
    node(Role::Model(Box::new(model)))
}

fn request(mapper: Node<'_>, node: &dyn Fn(Role) -> super::chart::Node) -> super::chart::Node {
    let mut model = ModelNode::new(mapper.location());
    match endpoint(mapper.str("url")) {
        Endpoint::Model(provider) => {
            model.provider = provider.into();
            if let Some(body) = mapper.words("data") {
                model.messages = Request::of_text(&body, &text).messages();
            }
        }
        Endpoint::Hosted(service) => {
            model.provider = service.into();
            model.hosted = Some(HostedAgent {
                service: service.into(),
                id: None,
                at: mapper.place("url"),
            });
        }
        Endpoint::Reply => return node(Role::Reply),
        Endpoint::Other => return node(Role::Source(HoleReason::Data)),
    }
    node(Role::Model(Box::new(model)))
}

/// The filter in front of a module: rows of which one must hold, each of tests that must all hold.
#[derive(Default, Deserialize)]
#[serde(default, bound(deserialize = "'de: 'd"))]
struct Filter<'d> {
    name: Str<'d>,
    conditions: Each<Each<Test<'d>>>,
}

#[derive(Default, Deserialize)]
#[serde(default, bound(deserialize = "'de: 'd"))]
struct Test<'d> {
    #[serde(rename = "a")]
    left: Str<'d>,
    #[serde(rename = "o")]
    operator: Str<'d>,
    #[serde(rename = "b")]
    right: Str<'d>,
}

/// What the filter of a module lets through.
fn filter(module: Node<'_>, is_else: bool) -> Option<Branch> {
    let written: Spanned<Filter<'_>> = module.get("filter")?.read().ok()?;
    let (filter, at) = (written.value, Some(written.location));
    let mut tests = filter
        .conditions
        .iter()
        .flat_map(|row| row.iter())
        .peekable();
    if tests.peek().is_none() {
        return is_else.then(|| Branch::open(TriggerKind::Fallback, Some(&filter.name), at));
    }
    let on_text = tests.find(|test| {
        let left = test.left.to_ascii_lowercase();
        test.operator.starts_with("text")
            && ["text", "body", "message", "content"]
                .iter()
                .any(|word| left.contains(word))
    })?;
    let (value, operator) = (on_text.right.0, on_text.operator.0);
    if operator.contains("not") || value.is_empty() {
        return None;
    }
    Some(if value.starts_with(['/', '!']) {
        Branch::open(TriggerKind::Command, Some(value), at)
    } else if operator.contains("contain") || operator.contains("pattern") {
        Branch {
            narrows: true,
            ..Branch::open(TriggerKind::Keyword, Some(value), at)
        }
    } else {
        Branch::open(TriggerKind::MenuOption, Some(value), at)
    })
}

/// `{{1.message.text}}` is a field of the module with that number; functions may stand around it.
fn text(source: &SourceText) -> Vec<TextPart> {
    parse(source, "{{", "}}", &mut |name, at| {
        let found = modules_in(name);
        Some(match found.first() {
            Some(symbol) => TextPart::Variable {
                symbol: symbol.clone(),
                name: name.into(),
                at,
            },
            None => gap(HoleReason::Data, name, at),
        })
    })
}

/// The numbers in front of a dot.
fn modules_in(expression: &str) -> Vec<Symbol> {
    let bytes = expression.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit()
            || (at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'.'))
        {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len() && bytes[at].is_ascii_digit() {
            at += 1;
        }
        if bytes.get(at) == Some(&b'.') {
            found.push(SmolStr::new(&expression[start..at]));
        }
    }
    found
}
