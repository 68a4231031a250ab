//! Microsoft Copilot Studio agents: unpacked solutions, agent workspaces, single topics.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::bot::{
    Bot, BotKind, Channel, Confidence, Guard, GuardKind, HoleReason, ModelOrigin, Tool, TriggerKind,
};
use crate::document::Node;
use crate::workspace::{Location, SourceText};

use super::chart::{
    Branch, Chart, Message, MessageRole, ModelNode, NodeId, Role, TextPart, Unwritten, parse, slice,
};
use super::fields::{Fields, gap};
use super::{Definition, Platform, ReadContext};

/// The reader of Copilot Studio agents.
pub(crate) struct CopilotStudio;

const PLATFORM: &str = "copilot-studio";

impl Platform for CopilotStudio {
    fn name(&self) -> &'static str {
        PLATFORM
    }

    fn title(&self) -> &'static str {
        "Microsoft Copilot Studio agents"
    }

    fn page(&self) -> &'static str {
        include_str!("../../lints/vocabulary/platforms/copilot-studio.md")
    }

    fn marks(&self) -> &'static [&'static str] {
        &[
            "BotConfiguration",
            "GptComponentMetadata",
            "AdaptiveDialog",
            "GenerativeActionsEnabled",
            "AgentDialog",
        ]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json", "yml", "yaml", "data"]
    }

    fn recognise(&self, root: Node<'_>, path: &str) -> bool {
        kind_of(root, path).is_some()
    }

    fn read(&self, definitions: &[Definition], context: &ReadContext<'_>) -> Vec<Bot> {
        let mut agents: Vec<Agent<'_>> = Vec::new();
        let mut by_id: FxHashMap<String, usize> = FxHashMap::default();
        for definition in definitions {
            let root = definition.root();
            let Some(kind) = kind_of(root, &definition.path) else {
                continue;
            };
            if is_switched_off(&definition.path, context) {
                continue;
            }
            let id = agent_id(&definition.path, kind);
            let at = *by_id.entry(id.clone()).or_insert_with(|| {
                agents.push(Agent::new(id));
                agents.len() - 1
            });
            agents[at].take(kind, definition);
        }
        agents.iter().filter_map(Agent::bot).collect()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Settings,
    Instructions,
    Topic,
    Child,
}

fn kind_of(root: Node<'_>, path: &str) -> Option<Part> {
    if root.str("$kind") == "BotConfiguration" {
        return Some(Part::Settings);
    }
    let configuration = root.get("configuration").unwrap_or(root);
    let settings = configuration
        .get("settings")
        .is_some_and(|settings| settings.get("GenerativeActionsEnabled").is_some())
        || configuration
            .get("aISettings")
            .is_some_and(|settings| settings.get("useModelKnowledge").is_some());
    if settings && path.ends_with("settings.mcs.yml") {
        return Some(Part::Settings);
    }
    let begins = root
        .get("beginDialog")
        .map_or("", |begin| begin.str("kind"));
    match root.str("kind") {
        "GptComponentMetadata" => Some(Part::Instructions),
        "AdaptiveDialog" if begins.starts_with("On") => Some(Part::Topic),
        "AgentDialog" => Some(Part::Child),
        _ => None,
    }
}

/// What ties the parts of one agent together: the solution's folder and the schema name, or the workspace's folder.
fn agent_id(path: &str, kind: Part) -> String {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    for (mark, is_config) in [("bots/", true), ("botcomponents/", false)] {
        let Some(at) = find_folder(path, mark) else {
            continue;
        };
        let rest = &path[at + mark.len()..];
        let name = rest.split('/').next().unwrap_or(rest);
        let schema = if is_config {
            name
        } else {
            let end = [
                ".topic.",
                ".gpt.",
                ".agent.",
                ".action.",
                ".knowledge.",
                ".Invoke",
            ]
            .iter()
            .filter_map(|part| name.find(part))
            .min();
            &name[..end.unwrap_or(name.len())]
        };
        return format!("{}#{schema}", &path[..at]);
    }
    let workspace = match kind {
        Part::Settings | Part::Instructions => Some(folder),
        Part::Topic => folder
            .strip_suffix("topics")
            .map(|base| base.trim_end_matches('/')),
        Part::Child => find_folder(path, "agents/").map(|at| path[..at].trim_end_matches('/')),
    };
    match workspace {
        Some(folder) if path.ends_with(".mcs.yml") || path.ends_with(".mcs.yaml") => folder.into(),
        _ => format!("{path}#alone"),
    }
}

fn find_folder(path: &str, folder: &str) -> Option<usize> {
    path.match_indices(folder)
        .map(|(at, _)| at)
        .find(|&at| at == 0 || path.as_bytes()[at - 1] == b'/')
}

/// Whether the component's own XML says that it is inactive.
fn is_switched_off(path: &str, context: &ReadContext<'_>) -> bool {
    let Some(folder) = path.strip_suffix("/data") else {
        return false;
    };
    let Some(file) = context
        .workspace
        .find(&format!("{folder}/botcomponent.xml"))
    else {
        return false;
    };
    context
        .workspace
        .read(file)
        .is_ok_and(|source| source.text.contains("<statecode>1</statecode>"))
}

struct Agent<'d> {
    id: String,
    settings: Option<&'d Definition>,
    instructions: Option<&'d Definition>,
    topics: Vec<&'d Definition>,
    children: usize,
}

impl<'d> Agent<'d> {
    fn new(id: String) -> Self {
        Self {
            id,
            settings: None,
            instructions: None,
            topics: Vec::new(),
            children: 0,
        }
    }

    fn take(&mut self, kind: Part, definition: &'d Definition) {
        match kind {
            Part::Settings => self.settings = Some(definition),
            Part::Instructions => self.instructions = Some(definition),
            Part::Topic => self.topics.push(definition),
            Part::Child => self.children += 1,
        }
    }

    fn configuration(&self) -> Option<Node<'d>> {
        let root = self.settings?.root();
        Some(root.get("configuration").unwrap_or(root))
    }

    fn is_generative(&self) -> bool {
        self.configuration().is_some_and(|configuration| {
            let enabled = configuration
                .get("settings")
                .is_some_and(|settings| settings.is_true("GenerativeActionsEnabled"));
            let recognizer = configuration.get("recognizer").is_some_and(|recognizer| {
                let kind = [recognizer.str("$kind"), recognizer.str("kind")].concat();
                kind.contains("GenerativeAI") || kind.contains("CLIAgent")
            });
            enabled || recognizer
        })
    }

    /// The switch for general knowledge, where the settings have it.
    fn knowledge_switch(&self) -> Option<Node<'d>> {
        self.configuration()?
            .get("aISettings")?
            .get("useModelKnowledge")
    }

    fn capability(&self, name: &str) -> Option<Node<'d>> {
        self.instructions?
            .root()
            .get("gptCapabilities")?
            .get(name)
            .filter(|value| value.as_bool() == Some(true))
    }

    fn bot(&self) -> Option<Bot> {
        let first = self
            .settings
            .or(self.instructions)
            .or(self.topics.first().copied())?;
        let mut chart = Chart::default();
        // Instructions without their settings: agents of that sort are generative by default.
        let unsettled = self.settings.is_none() && self.instructions.is_some();
        if self.is_generative() || unsettled {
            self.add_orchestrator(&mut chart);
        }
        for topic in &self.topics {
            self.add_topic(&mut chart, topic);
        }
        let drawn = chart.draw(Confidence::High);
        Some(Bot {
            id: self.id.clone(),
            path: first.path.clone(),
            kind: BotKind::Definition,
            platform: PLATFORM.into(),
            channel: drawn.channel,
            routes: drawn.routes,
        })
    }

    /// The model that picks topics and tools and writes the replies itself.
    fn add_orchestrator(&self, chart: &mut Chart) {
        let place = self
            .instructions
            .map(|definition| definition.root().place("instructions"))
            .or_else(|| Some(self.configuration()?.place("recognizer")));
        let Some(at) = place
            .filter(|at| !at.span.is_empty())
            .or_else(|| self.any_place())
        else {
            return;
        };
        let mut model = ModelNode::new(at);
        model.messages.extend(self.agent_words());
        self.govern(&mut model);
        let entry = chart.add(super::chart::Node::new(
            "the agent",
            self.any_place().unwrap_or(at),
            Role::Entry(self.channel()),
        ));
        let name = self.name();
        let id = chart.add(super::chart::Node::new(
            name,
            at,
            Role::Model(Box::new(model)),
        ));
        chart.link(entry, id);
    }

    fn any_place(&self) -> Option<Location> {
        let definition = self.instructions.or(self.settings)?;
        Some(definition.root().location())
    }

    fn name(&self) -> SmolStr {
        let named = self
            .instructions
            .map(|definition| definition.root().name("displayName"))
            .filter(|name| !name.is_empty());
        named.unwrap_or_else(|| "the agent's orchestrator".into())
    }

    fn agent_words(&self) -> Option<Message> {
        let text = self.instructions?.root().words("instructions")?;
        Some(Message::new(MessageRole::System, formulas(&text)))
    }

    /// Applies the agent's switches to a model of it.
    fn govern(&self, model: &mut ModelNode) {
        model.hears = true;
        model.sends = true;
        model.leads = true;
        model.provider = "copilot-studio".into();
        for (capability, tool) in [
            ("webBrowsing", "web-search"),
            ("codeInterpreter", "code-interpreter"),
        ] {
            if let Some(switch) = self.capability(capability) {
                model.tools.push(Tool {
                    name: tool.into(),
                    at: switch.location(),
                });
            }
        }
        let switch = self.knowledge_switch();
        let web = self.capability("webBrowsing");
        let open = switch
            .filter(|switch| switch.as_bool() == Some(true))
            .or(web);
        match (open, switch) {
            (Some(open), _) => {
                model.origin = ModelOrigin::GeneralKnowledge;
                model.at = open.location();
            }
            (None, Some(off)) if off.as_bool() == Some(false) => model.guards.push(Guard {
                kind: GuardKind::Grounded,
                at: off.location(),
            }),
            // Without the settings nobody can tell whether general knowledge is on.
            _ => model.unwritten = Unwritten::Hidden,
        }
    }

    fn channel(&self) -> Channel {
        let channels = self
            .configuration()
            .map(|configuration| configuration.list("channels"))
            .unwrap_or_default();
        let first = channels
            .iter()
            .map(|channel| channel.str("channelId").to_ascii_lowercase())
            .find(|name| !name.is_empty());
        first.map_or(Channel::Unknown, |name| Channel::from_name(&name))
    }

    fn add_topic(&self, chart: &mut Chart, topic: &'d Definition) {
        let root = topic.root();
        let Some(begin) = root.get("beginDialog") else {
            return;
        };
        let trigger = begin.str("kind");
        let at = begin.place("kind");
        let branch = match trigger {
            "OnUnknownIntent" => Branch::open(TriggerKind::Fallback, None, Some(at)),
            "OnRecognizedIntent" => Branch {
                narrows: true,
                ..Branch::open(
                    TriggerKind::Intent,
                    Some(&topic_name(&topic.path, begin)),
                    Some(at),
                )
            },
            "OnActivity" | "OnMessage" => Branch::open(TriggerKind::EveryMessage, None, Some(at)),
            _ => return,
        };
        let mut last: Option<NodeId> = None;
        for action in begin.descendants() {
            let Some(node) = self.action(action) else {
                continue;
            };
            let id = chart.add(node.with_path(action.path()));
            match last {
                Some(before) => chart.link(before, id),
                None => {
                    let entry = chart.add(super::chart::Node::new(
                        topic_name(&topic.path, begin),
                        at,
                        Role::Entry(self.channel()),
                    ));
                    chart.branch(entry, id, branch.clone());
                }
            }
            last = Some(id);
        }
    }

    fn action(&self, action: Node<'d>) -> Option<super::chart::Node> {
        let at = action.location();
        let name = match action.str("displayName") {
            "" => action.str("kind"),
            name => name,
        };
        let node = |role| super::chart::Node::new(name, at, role);
        match action.str("kind") {
            "SearchAndSummarizeContent" if !self.is_generative() => {
                let mut model = ModelNode::new(at);
                model.origin = ModelOrigin::GenerativeFallback;
                model.messages.extend(self.agent_words());
                model.messages.extend(extra_words(action));
                self.govern(&mut model);
                if action
                    .get("applyModelKnowledgeSetting")
                    .and_then(Node::as_bool)
                    == Some(false)
                    || has_own_sources(action)
                {
                    model.guards.push(Guard {
                        kind: GuardKind::Grounded,
                        at,
                    });
                }
                Some(node(Role::Model(Box::new(model))))
            }
            "AnswerQuestionWithAI" => {
                let mut model = ModelNode::new(at);
                model.provider = "copilot-studio".into();
                model.hears = true;
                model.sends = true;
                model.messages.extend(extra_words(action));
                Some(node(Role::Model(Box::new(model))))
            }
            "SetVariable" | "SetTextVariable" => {
                let target = SmolStr::new(action.str("variable").trim_start_matches("init:"));
                let value = action.words("value");
                let parts = value.map_or_else(Vec::new, |value| assigned(&value));
                Some(node(Role::Step).assigning(target, parts))
            }
            "Question" if is_free(action) => Some(node(Role::Ask)),
            "TransferConversationV2" | "TransferConversation" => Some(node(Role::Handoff)),
            _ => None,
        }
    }
}

fn is_free(question: Node<'_>) -> bool {
    let entity = question.get("entity");
    let kind = entity.map_or("", |entity| match entity.as_str() {
        Some(name) => name,
        None => entity.str("kind"),
    });
    kind.is_empty() || kind.contains("StringPrebuilt")
}

fn extra_words(action: Node<'_>) -> Option<Message> {
    let text = action.words("additionalInstructions")?;
    Some(Message::new(MessageRole::System, formulas(&text)))
}

/// Whether the node names sources of its own to search.
fn has_own_sources(action: Node<'_>) -> bool {
    let specific = action
        .get("knowledgeSources")
        .is_some_and(|sources| sources.str("kind") == "SearchSpecificKnowledgeSources");
    let sites = action
        .get("publicDataSource")
        .is_some_and(|source| !source.list("sites").is_empty());
    let files = action
        .at(&["fileSearchDataSource", "searchFilesMode"])
        .is_some_and(|mode| mode.str("kind") == "SearchSpecificFiles");
    specific || sites || files
}

fn topic_name(path: &str, begin: Node<'_>) -> String {
    if let Some(name) = begin.at(&["intent", "displayName"]).and_then(Node::as_str) {
        return name.into();
    }
    let file = path.strip_suffix("/data").unwrap_or(path);
    let file = file.rsplit('/').next().unwrap_or(file);
    let name = file.rsplit(".topic.").next().unwrap_or(file);
    name.trim_end_matches(".mcs.yml")
        .trim_end_matches(".yaml")
        .trim_end_matches(".yml")
        .into()
}

/// Instructions with references to tools and variables in braces.
fn formulas(text: &SourceText) -> Vec<TextPart> {
    parse(text, "{", "}", &mut |name, at| {
        let refers = ["Topic.", "System.", "Global.", "User.", "Env."]
            .iter()
            .any(|scope| name.starts_with(scope));
        refers.then(|| variable(name, at))
    })
}

fn variable(name: &str, at: Location) -> TextPart {
    TextPart::Variable {
        symbol: name.into(),
        name: name.into(),
        at,
    }
}

/// What is put into a variable: a text, or a formula that is one variable or one text in quotes.
fn assigned(value: &SourceText) -> Vec<TextPart> {
    let Some(formula) = value.value.strip_prefix('=') else {
        return formulas(value);
    };
    let plain = |name: &str| {
        name.chars()
            .all(|c| c.is_alphanumeric() || ".'_".contains(c))
    };
    match formula
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
    {
        Some(text) if !text.contains('"') => {
            vec![TextPart::Words(slice(value, 2, 2 + text.len()))]
        }
        _ if plain(formula) => vec![variable(formula, value.location())],
        _ => vec![gap(HoleReason::Data, formula, value.location())],
    }
}
