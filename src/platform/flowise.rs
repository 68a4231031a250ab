//! Flowise: chatflows, agentflows of the first kind (sequential, multi-agent) and of the second.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use smol_str::SmolStr;

use crate::bot::{
    Bot, Channel, Confidence, Guard, GuardKind, HoleReason, HostedAgent, Tool, TriggerKind,
};
use crate::document::{Each, Loose, Node, NodeId, Spanned, Str};
use crate::workspace::{Location, SourceText};

use super::chart::NodeId as ChartNode;
use super::chart::{
    Branch, Chart, Message, MessageRole, ModelNode, Role, TextPart, USER_TEXT, Unwritten, parse,
    without_markup,
};
use super::fields::{Fields, bot, gap, symbols_below};
use super::{CodeFollower, Definition, Platform, ReadContext};

mod coded;
mod kinds;

use kinds::{Absent, Kind, PromptField, kind};

/// The reader of Flowise flows.
pub(crate) struct Flowise;

const PLATFORM: &str = "flowise";

impl Platform for Flowise {
    fn name(&self) -> &'static str {
        PLATFORM
    }

    fn title(&self) -> &'static str {
        "Flowise chatflows and agentflows"
    }

    fn page(&self) -> &'static str {
        include_str!("../../lints/vocabulary/platforms/flowise.md")
    }

    fn marks(&self) -> &'static [&'static str] {
        &["inputAnchors"]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn recognise(&self, root: Node<'_>, _path: &str) -> bool {
        root.has_list("edges")
            && root.list("nodes").iter().any(|node| {
                node.get("data").is_some_and(|data| {
                    data.has_list("inputAnchors")
                        && data.get("inputParams").is_some()
                        && !data.str("name").is_empty()
                })
            })
    }

    fn read(&self, definitions: &[Definition], context: &ReadContext<'_>) -> Vec<Bot> {
        definitions
            .iter()
            .map(|definition| {
                let flow = Flow::of(definition.root(), context.follower);
                let chart = if flow.is_second_kind() {
                    flow.agentflow()
                } else {
                    flow.chatflow()
                };
                let name = definition.root().str("name");
                bot(definition, PLATFORM, name, &chart, Confidence::High)
            })
            .collect()
    }
}

struct Flow<'d> {
    follower: &'d dyn CodeFollower,
    nodes: Vec<Step<'d>>,
    by_id: FxHashMap<&'d str, usize>,
    edges: Vec<Wire>,
}

/// A flow as it is exported.
#[derive(Default, Deserialize)]
#[serde(default, bound(deserialize = "'de: 'd"))]
struct Export<'d> {
    nodes: Each<ExportedNode<'d>>,
    edges: Each<Spanned<ExportedEdge<'d>>>,
}

#[derive(Default, Deserialize)]
#[serde(default, bound(deserialize = "'de: 'd"))]
struct ExportedNode<'d> {
    id: Str<'d>,
    data: Option<Spanned<Loose<Data<'d>>>>,
}

/// What a node is. Its inputs differ by its name, and are read by their keys.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(default, bound(deserialize = "'de: 'd"))]
struct Data<'d> {
    id: Str<'d>,
    name: Str<'d>,
    label: Str<'d>,
    category: Str<'d>,
    inputs: Option<NodeId>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase", bound(deserialize = "'de: 'd"))]
struct ExportedEdge<'d> {
    source: Str<'d>,
    target: Str<'d>,
    source_handle: Str<'d>,
}

#[derive(Clone, Copy)]
struct Step<'d> {
    id: &'d str,
    name: &'d str,
    label: &'d str,
    category: &'d str,
    data: Node<'d>,
    inputs: Node<'d>,
}

#[derive(Clone, Copy)]
struct Wire {
    source: usize,
    target: usize,
    output: Option<usize>,
    at: Location,
}

impl<'d> Step<'d> {
    fn of(node: &ExportedNode<'d>, root: Node<'d>) -> Option<Self> {
        let spanned = node.data.as_ref()?;
        let data = root.document().node(spanned.node);
        let known = spanned.value.get().copied().unwrap_or_default();
        let id = match node.id.0 {
            "" => known.id.0,
            id => id,
        };
        Some(Self {
            id,
            name: known.name.0,
            label: if known.label.is_empty() {
                id
            } else {
                known.label.0
            },
            category: known.category.0,
            data,
            inputs: known
                .inputs
                .map_or(data, |inputs| root.document().node(inputs)),
        })
    }

    fn name(self) -> &'d str {
        self.name
    }

    fn label(self) -> SmolStr {
        SmolStr::new(self.label)
    }

    fn kind(self) -> Kind {
        kind(self.name, self.category)
    }
}

impl<'d> Flow<'d> {
    fn of(root: Node<'d>, follower: &'d dyn CodeFollower) -> Self {
        let export: Export<'d> = root.read().unwrap_or_default();
        let nodes = export.nodes.iter();
        let nodes: Vec<Step<'d>> = nodes.filter_map(|node| Step::of(node, root)).collect();
        let by_id: FxHashMap<&str, usize> = nodes
            .iter()
            .enumerate()
            .map(|(at, node)| (node.id, at))
            .collect();
        let edges = export.edges.iter().filter_map(|edge| {
            Some(Wire {
                source: *by_id.get(edge.value.source.0)?,
                target: *by_id.get(edge.value.target.0)?,
                output: output_of(&edge.value.source_handle),
                at: edge.location,
            })
        });
        let edges = edges.collect();
        Self {
            follower,
            nodes,
            by_id,
            edges,
        }
    }

    fn is_second_kind(&self) -> bool {
        self.nodes
            .iter()
            .any(|node| node.name() == "startAgentflow")
    }

    // --- chatflows and sequential agents: values hang on each other, the node at the end answers -------------------

    fn chatflow(&self) -> Chart {
        let mut chart = Chart::default();
        let fed: FxHashSet<usize> = self.edges.iter().map(|edge| edge.source).collect();
        let end_of_sequence = self.sequence();
        for (at, step) in self.nodes.iter().enumerate() {
            let ends = match &end_of_sequence {
                Some(reached) => reached.contains(&at),
                None => !fed.contains(&at),
            };
            let Kind::Answer(field, absent) = step.kind() else {
                continue;
            };
            if !ends {
                continue;
            }
            let entry = chart.add(super::chart::Node::new(
                "chat",
                step.data.place("label"),
                Role::Entry(Channel::Unknown),
            ));
            let model = self.chat_model(*step, field, absent);
            let id = chart.add(
                super::chart::Node::new(
                    step.label(),
                    step.data.location(),
                    Role::Model(Box::new(model)),
                )
                .with_path(step.inputs.path()),
            );
            chart.link(entry, id);
        }
        chart
    }

    /// The nodes of a sequential flow that its start leads to; none where the flow has no such start.
    fn sequence(&self) -> Option<FxHashSet<usize>> {
        let starts: Vec<usize> = (0..self.nodes.len())
            .filter(|&at| matches!(self.nodes[at].name(), "seqStart" | "supervisor"))
            .collect();
        if starts.is_empty() {
            return None;
        }
        let mut reached = FxHashSet::default();
        let mut open = starts;
        while let Some(at) = open.pop() {
            if reached.insert(at) {
                let next = self.edges.iter().filter(|edge| edge.source == at);
                open.extend(next.map(|edge| edge.target));
            }
        }
        Some(reached)
    }

    fn chat_model(&self, step: Step<'d>, field: PromptField, absent: Absent) -> ModelNode {
        let mut model = ModelNode::new(step.inputs.location());
        model.hears = true;
        model.sends = true;
        model.unwritten = match absent {
            Absent::Nothing => Unwritten::Nothing,
            Absent::Stock(text) => Unwritten::Stock(text.into()),
        };
        if let Some(chat) = self
            .linked(step, "model")
            .or_else(|| self.linked(step, "agentModel"))
        {
            model.provider = chat.name().into();
            model.model = Some(chat.inputs.name("modelName")).filter(|name| !name.is_empty());
        } else {
            model.provider = step.name().into();
        }
        let read = |text: &SourceText| self.template(text, step);
        for name in field.fields {
            if let Some(text) = step.inputs.words(name) {
                if let Some(linked) = self.link_target(&text.value) {
                    model.messages.extend(self.prompt_template(linked));
                } else {
                    model
                        .messages
                        .push(Message::new(MessageRole::System, read(&text)));
                }
            }
        }
        for name in ["prompt", "chatPromptTemplate", "promptTemplate"] {
            if let Some(linked) = self.linked(step, name) {
                model.messages.extend(self.prompt_template(linked));
            }
        }
        if field.hosted {
            model.hosted = Some(HostedAgent {
                service: "openai-assistant".into(),
                id: Some(step.inputs.name("selectedAssistant")).filter(|id| !id.is_empty()),
                at: step.inputs.place("selectedAssistant"),
            });
        }
        model.tools = self.tools(step.inputs);
        model.guards = self.moderation(step);
        model
    }

    fn linked(&self, step: Step<'d>, input: &str) -> Option<Step<'d>> {
        self.link_target(step.inputs.get(input)?.as_str()?)
    }

    fn link_target(&self, value: &str) -> Option<Step<'d>> {
        let id = value
            .trim()
            .strip_prefix("{{")?
            .strip_suffix(".data.instance}}")?;
        self.by_id.get(id.trim()).map(|&at| self.nodes[at])
    }

    fn prompt_template(&self, step: Step<'d>) -> Vec<Message> {
        let read = |text: &SourceText| self.template(text, step);
        [
            ("systemMessagePrompt", MessageRole::System),
            ("template", MessageRole::System),
            ("prefix", MessageRole::System),
            ("humanMessagePrompt", MessageRole::User),
        ]
        .into_iter()
        .filter_map(|(field, role)| Some(Message::new(role, read(&step.inputs.words(field)?))))
        .collect()
    }

    /// A template with `{name}` in it; `promptValues` says what some names stand for.
    fn template(&self, text: &SourceText, step: Step<'d>) -> Vec<TextPart> {
        let values = step.inputs.str("promptValues");
        parse(text, "{", "}", &mut |name, at| {
            let plain = name.trim_matches(['{', '}', ' ']);
            let word = plain
                .chars()
                .all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.' | '$'));
            if plain.is_empty() || !word {
                return None;
            }
            let reason = match plain {
                "question" | "input" | "text" | "query" | "user_input" | "human_input" => {
                    HoleReason::UserText
                }
                "chat_history" | "history" | "agent_scratchpad" => HoleReason::History,
                "context" | "summaries" | "documents" => HoleReason::Retrieved,
                _ if value_of(values, plain).is_some_and(|value| value.contains("question")) => {
                    HoleReason::UserText
                }
                _ if plain.starts_with("$vars") => HoleReason::Environment,
                _ => HoleReason::Data,
            };
            Some(gap(reason, plain, at))
        })
    }

    fn moderation(&self, step: Step<'d>) -> Vec<Guard> {
        let moderated = step.inputs.get("inputModeration").filter(|value| {
            value.items().len() > 0 || value.as_str().is_some_and(|text| !text.is_empty())
        });
        moderated
            .map(|value| Guard {
                kind: GuardKind::DenyList,
                at: value.location(),
            })
            .into_iter()
            .collect()
    }

    fn tools(&self, inputs: Node<'d>) -> Vec<Tool> {
        let mut tools = Vec::new();
        for key in ["tools", "agentTools"] {
            for item in inputs.list(key) {
                let name = match item.as_str() {
                    Some(link) => self.link_target(link).map(|step| step.name()),
                    None => Some(item.str("agentSelectedTool")),
                };
                if let Some(tool) = name.and_then(general_tool) {
                    tools.push(Tool {
                        name: tool.into(),
                        at: item.location(),
                    });
                }
            }
        }
        tools
    }

    // --- agentflows of the second kind: nodes are steps ----------------------------------------------------------

    fn agentflow(&self) -> Chart {
        let mut chart = Chart::default();
        let ends: Vec<bool> = (0..self.nodes.len())
            .map(|at| !self.edges.iter().any(|edge| edge.source == at))
            .collect();
        for (at, step) in self.nodes.iter().enumerate() {
            let node = self.step(*step, ends[at]);
            chart.add(node.with_path(step.inputs.path()));
        }
        for edge in &self.edges {
            let branch = self.branch(*edge);
            match branch {
                Some(branch) => {
                    chart.branch(ChartNode(edge.source), ChartNode(edge.target), branch)
                }
                None => chart.link(ChartNode(edge.source), ChartNode(edge.target)),
            }
        }
        chart
    }

    fn step(&self, step: Step<'d>, ends: bool) -> super::chart::Node {
        let node = |role| super::chart::Node::new(step.label(), step.data.location(), role);
        let read = |text: &SourceText| self.rich_text(text);
        let output = SmolStr::new(step.id);
        let reads = symbols_below(step.inputs, &read);
        match step.name() {
            "startAgentflow" => node(Role::Entry(Channel::Unknown)).writing([USER_TEXT, output]),
            "agentAgentflow" => self.agent(step, "agent", ends, &node).writing([output]),
            "llmAgentflow" => self.agent(step, "llm", ends, &node).writing([output]),
            "conditionAgentAgentflow" => node(Role::Label).writing([output]),
            "directReplyAgentflow" => node(Role::Reply).reading(reads),
            "humanInputAgentflow" => node(Role::Approval),
            "retrieverAgentflow" => node(Role::Retrieve).writing([output]),
            "httpAgentflow" => node(Role::Source(HoleReason::Data)).writing([output]),
            "customFunctionAgentflow" => self.custom_function(step, ends, &node),
            "executeFlowAgentflow" => self.sub_flow(step, ends, &node).writing([output]),
            _ => node(Role::Step).reading(reads).writing([output]),
        }
    }

    fn agent(
        &self,
        step: Step<'d>,
        prefix: &str,
        ends: bool,
        node: &dyn Fn(Role) -> super::chart::Node,
    ) -> super::chart::Node {
        let field = |name: &str| format!("{prefix}{name}");
        let mut model = ModelNode::new(step.inputs.location());
        model.provider = step.inputs.name(&field("Model"));
        model.model = step
            .inputs
            .get(&field("ModelConfig"))
            .map(|config| config.name("modelName"))
            .filter(|name| !name.is_empty());
        for message in step.inputs.list(&field("Messages")) {
            if let Some(text) = message.words("content") {
                let role = MessageRole::named(message.str("role"));
                model
                    .messages
                    .push(Message::new(role, self.rich_text(&text)));
            }
        }
        for stores in ["KnowledgeDocumentStores", "KnowledgeVSEmbeddings"] {
            let key = field(stores);
            if !step.inputs.list(&key).is_empty() {
                let found = gap(HoleReason::Retrieved, stores, step.inputs.place(&key));
                model
                    .messages
                    .push(Message::new(MessageRole::System, vec![found]));
            }
        }
        let own = step.inputs.words(&field("UserMessage"));
        if let Some(text) = &own {
            model
                .messages
                .push(Message::new(MessageRole::User, self.rich_text(text)));
        }
        let memory = step.inputs.get(&field("EnableMemory"));
        let remembers = memory.is_none_or(|value| value.as_bool().unwrap_or(true));
        model.hears = own.is_none() || remembers;
        // Each agent's answer is shown as a turn of the chat.
        model.sends = ends || self.shows(step, prefix);
        model.tools = self.tools(step.inputs);
        if has_structure(step.inputs, &field("StructuredOutput")) && !model.sends {
            return node(Role::Label);
        }
        let states = step
            .inputs
            .list(&field("UpdateState"))
            .into_iter()
            .map(|state| SmolStr::new(format!("state {}", state.str("key"))));
        node(Role::Model(Box::new(model))).writing(states.collect::<Vec<_>>())
    }

    /// Whether nothing after the agent replies: then its own turn is what the user sees.
    fn shows(&self, step: Step<'d>, prefix: &str) -> bool {
        let from = self.by_id.get(step.id).copied().unwrap_or(0);
        let mut open = vec![from];
        let mut seen = FxHashSet::default();
        while let Some(at) = open.pop() {
            if !seen.insert(at) {
                continue;
            }
            let answers = matches!(
                self.nodes[at].name(),
                "directReplyAgentflow" | "agentAgentflow" | "llmAgentflow"
            );
            if at != from && answers {
                return false;
            }
            let next = self.edges.iter().filter(|edge| edge.source == at);
            open.extend(next.map(|edge| edge.target));
        }
        !has_structure(step.inputs, &format!("{prefix}StructuredOutput"))
    }

    fn sub_flow(
        &self,
        step: Step<'d>,
        ends: bool,
        node: &dyn Fn(Role) -> super::chart::Node,
    ) -> super::chart::Node {
        let mut model = ModelNode::new(step.inputs.location());
        model.provider = PLATFORM.into();
        model.hears = true;
        model.sends = ends;
        model.hosted = Some(HostedAgent {
            service: PLATFORM.into(),
            id: Some(step.inputs.name("executeFlowSelectedFlow")).filter(|id| !id.is_empty()),
            at: step.inputs.place("executeFlowSelectedFlow"),
        });
        node(Role::Model(Box::new(model)))
    }

    fn rich_text(&self, text: &SourceText) -> Vec<TextPart> {
        let plain = without_markup(text);
        parse(&plain, "{{", "}}", &mut |name, at| {
            let base = name.split('.').next().unwrap_or(name).trim();
            if name == "question" || name.starts_with("$form") {
                return Some(TextPart::Variable {
                    symbol: USER_TEXT,
                    name: name.into(),
                    at,
                });
            }
            if let Some(state) = name.strip_prefix("$flow.state.") {
                return Some(TextPart::Variable {
                    symbol: format!("state {state}").into(),
                    name: name.into(),
                    at,
                });
            }
            let reason = match name {
                _ if name.contains("history") => HoleReason::History,
                _ if name.starts_with("$vars") => HoleReason::Environment,
                _ if self.by_id.contains_key(base) => {
                    return Some(TextPart::Variable {
                        symbol: base.into(),
                        name: name.into(),
                        at,
                    });
                }
                _ => HoleReason::Data,
            };
            Some(gap(reason, name, at))
        })
    }

    fn branch(&self, wire: Wire) -> Option<Branch> {
        let step = self.nodes[wire.source];
        let output = wire.output?;
        match step.name() {
            "conditionAgentAgentflow" => {
                let scenarios = step.inputs.list("conditionAgentScenarios");
                let scenario = scenarios.get(output)?;
                let label = scenario.str("scenario");
                let at = Some(scenario.location());
                // What matches no scenario takes the last one.
                if output + 1 == scenarios.len() && scenarios.len() > 1 {
                    return Some(Branch::open(TriggerKind::Fallback, Some(label), at));
                }
                Some(Branch::class(label, at))
            }
            "conditionAgentflow" => {
                let conditions = step.inputs.list("conditions");
                let condition = conditions.get(output);
                let about_user = conditions.iter().any(|condition| {
                    symbols_below(*condition, &|text| self.rich_text(text)).contains(&USER_TEXT)
                });
                if !about_user {
                    return None;
                }
                let at = Some(condition.map_or(wire.at, |condition| condition.location()));
                match condition {
                    Some(condition) => Some(Branch {
                        narrows: condition.str("operation").contains("contains"),
                        ..Branch::open(TriggerKind::Keyword, Some(condition.str("value2")), at)
                    }),
                    None => Some(Branch::open(TriggerKind::Fallback, None, at)),
                }
            }
            _ => None,
        }
    }
}

/// `conditionAgentAgentflow_0-output-1` is output 1.
fn output_of(handle: &str) -> Option<usize> {
    handle.rsplit("-output-").next()?.parse().ok()
}

fn has_structure(inputs: Node<'_>, key: &str) -> bool {
    !inputs.list(key).is_empty()
}

/// What `promptValues`, a JSON text, says a name of the template stands for.
fn value_of<'v>(values: &'v str, name: &str) -> Option<&'v str> {
    let after = &values[values.find(&format!("\"{name}\""))? + name.len() + 2..];
    let value = after.trim_start().strip_prefix(':')?;
    Some(value.split(',').next().unwrap_or(value))
}

fn general_tool(name: &str) -> Option<&'static str> {
    match name {
        "serper" | "serpAPI" | "braveSearchAPI" | "braveSearchMCP" | "googleCustomSearch"
        | "searchApi" | "tavilyAPI" | "exaSearch" | "searXNG" => Some("web-search"),
        "webBrowser" => Some("browser"),
        "pythonInterpreter" | "codeInterpreterE2B" => Some("code-interpreter"),
        _ => None,
    }
}
