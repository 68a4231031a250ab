//! Langflow flows.

mod coded;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use smol_str::SmolStr;

use crate::bot::{Bot, Channel, Confidence, HoleReason, Tool, TriggerKind};
use crate::document::{Each, Loose, Node, Str};
use crate::workspace::SourceText;

use super::chart::{
    Branch, Chart, Message, MessageRole, ModelNode, NodeId, Role, Symbol, TextPart, Unwritten,
    parse,
};
use super::fields::{Fields, bot};
use super::{CodeFollower, Definition, Platform, ReadContext};

/// The reader of Langflow flows.
pub(crate) struct Langflow;

const PLATFORM: &str = "langflow";
/// What an agent is told where the field was emptied from the file.
const AGENT_STOCK: &str =
    "You are a helpful assistant that can use tools to answer questions and perform tasks.";

impl Platform for Langflow {
    fn name(&self) -> &'static str {
        PLATFORM
    }

    fn title(&self) -> &'static str {
        "Langflow flows"
    }

    fn page(&self) -> &'static str {
        include_str!("../../lints/vocabulary/platforms/langflow.md")
    }

    fn marks(&self) -> &'static [&'static str] {
        &["œ", "\\u0153", "genericNode", "\"ChatInput"]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn recognise(&self, root: Node<'_>, _path: &str) -> bool {
        let Some(data) = root.get("data") else {
            return false;
        };
        data.has_list("edges")
            && data
                .list("nodes")
                .iter()
                .any(|node| template(*node).is_some())
    }

    fn read(&self, definitions: &[Definition], context: &ReadContext<'_>) -> Vec<Bot> {
        definitions
            .iter()
            .filter(|definition| !definition.root().is_true("is_component"))
            .filter_map(|definition| {
                let flow = Flow::of(definition.root(), context.follower)?;
                let name = definition.root().str("name");
                Some(bot(
                    definition,
                    PLATFORM,
                    name,
                    &flow.chart,
                    Confidence::High,
                ))
            })
            .collect()
    }
}

fn template(node: Node<'_>) -> Option<Node<'_>> {
    node.at(&["data", "node", "template"])
        .filter(|template| template.entries().len() > 0)
}

/// An edge as it is exported.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase", bound(deserialize = "'de: 'd"))]
struct Edge<'d> {
    source: Str<'d>,
    target: Str<'d>,
    source_handle: Str<'d>,
    target_handle: Str<'d>,
    data: Loose<Handles<'d>>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase", bound(deserialize = "'de: 'd"))]
struct Handles<'d> {
    source_handle: Loose<Handle<'d>>,
    target_handle: Loose<Handle<'d>>,
}

#[derive(Default, Deserialize)]
#[serde(default, bound(deserialize = "'de: 'd"))]
struct Handle<'d> {
    name: Str<'d>,
    #[serde(rename = "fieldName")]
    field: Str<'d>,
}

/// An edge into a field.
#[derive(Clone, Copy)]
struct Wire<'d> {
    source: &'d str,
    output: &'d str,
    target: &'d str,
    field: &'d str,
}

struct Flow<'d> {
    follower: &'d dyn CodeFollower,
    chart: Chart,
    nodes: Vec<Component<'d>>,
    wires: Vec<Wire<'d>>,
}

#[derive(Clone, Copy)]
struct Component<'d> {
    id: &'d str,
    kind: &'d str,
    name: &'d str,
    template: Node<'d>,
    node: Node<'d>,
}

impl<'d> Component<'d> {
    fn value(self, field: &str) -> Option<SourceText> {
        self.template.get(field)?.words("value")
    }

    fn has(self, field: &str) -> bool {
        self.template.get(field).is_some()
    }

    fn is_model(self) -> bool {
        let answers = self.has("input_value") || self.has("input") || self.has("user_input");
        let asks = self.has("system_message") || self.has("system_prompt") || self.has("agent_llm");
        answers && asks && !self.kind.contains("Router") && !self.kind.contains("Embeddings")
            || matches!(
                self.kind,
                "LLMChain" | "ConversationChain" | "AgentInitializer"
            )
            || self.kind.starts_with("CrewAIAgent")
    }
}

impl<'d> Flow<'d> {
    fn of(root: Node<'d>, follower: &'d dyn CodeFollower) -> Option<Self> {
        let data = root.get("data")?;
        let nodes: Vec<Component<'d>> = data
            .list("nodes")
            .into_iter()
            .filter_map(component)
            .collect();
        let edges: Each<Edge<'d>> = data.get("edges")?.read().unwrap_or_default();
        let wires = edges.iter().filter_map(wire).collect();
        let mut flow = Self {
            follower,
            chart: Chart::default(),
            nodes,
            wires,
        };
        for component in flow.nodes.clone() {
            let node = flow.step(component);
            flow.chart.add(node.with_path(component.template.path()));
        }
        let by_id: FxHashMap<&str, usize> = flow
            .nodes
            .iter()
            .enumerate()
            .map(|(at, component)| (component.id, at))
            .collect();
        for wire in flow.wires.clone() {
            let (Some(&from), Some(&to)) = (by_id.get(wire.source), by_id.get(wire.target)) else {
                continue;
            };
            match branch(flow.nodes[from], wire.output) {
                Some(branch) => flow.chart.branch(NodeId(from), NodeId(to), branch),
                None => flow.chart.link(NodeId(from), NodeId(to)),
            }
        }
        flow.chart.carries_values = true;
        flow.enter_without_chat();
        Some(flow)
    }

    fn sources(&self, target: &str, field: &str) -> Vec<&'d str> {
        self.wires
            .iter()
            .filter(|wire| wire.target == target && wire.field == field)
            .map(|wire| wire.source)
            .collect()
    }

    fn all_sources(&self, target: &str) -> Vec<Symbol> {
        self.wires
            .iter()
            .filter(|wire| wire.target == target)
            .map(|wire| wire.source.into())
            .collect()
    }

    fn step(&self, component: Component<'d>) -> super::chart::Node {
        let node = |role| {
            super::chart::Node::new(component.name, component.node.location(), role)
                .writing([SmolStr::new(component.id)])
        };
        if coded::is_own(component)
            && let Some(own) = self.coded(component, &node)
        {
            return own;
        }
        match component.kind {
            "ChatInput" | "Webhook" | "WebhookComponent" => node(Role::Entry(Channel::Unknown)),
            "ChatOutput" | "TextOutput" => {
                node(Role::Reply).reading(self.all_sources(component.id))
            }
            "Memory" | "ChatMemory" | "MemoryComponent" => node(Role::Source(HoleReason::History)),
            _ if component.is_model() => self.model(component, &node),
            "Prompt" | "Prompt Template" | "PromptTemplate" | "PromptComponent" => {
                let node = node(Role::Step).reading(self.all_sources(component.id));
                match component.value("template") {
                    Some(text) => node.giving(self.prompt(&text, component)),
                    None => node,
                }
            }
            "TextInput" => {
                let node = node(Role::Step).reading(self.all_sources(component.id));
                let written = component.value("input_value");
                match written.filter(|_| self.all_sources(component.id).is_empty()) {
                    Some(text) => node.giving(vec![TextPart::Words(text)]),
                    None => node,
                }
            }
            _ if retrieves(component) => node(Role::Retrieve),
            _ => node(Role::Step).reading(self.all_sources(component.id)),
        }
    }

    fn model(
        &self,
        component: Component<'d>,
        node: &dyn Fn(Role) -> super::chart::Node,
    ) -> super::chart::Node {
        let system_field = ["system_prompt", "system_message", "prompt", "system"]
            .into_iter()
            .find(|field| component.has(field) || !self.sources(component.id, field).is_empty());
        let at = system_field
            .and_then(|field| component.template.get(field))
            .map_or_else(|| component.template.location(), Node::location);
        let mut model = ModelNode::new(at);
        model.provider = component
            .value("provider")
            .or_else(|| component.value("agent_llm"))
            .map_or_else(
                || SmolStr::new(component.kind),
                |text| SmolStr::new(&*text.value),
            );
        model.model = component
            .value("model_name")
            .map(|text| SmolStr::new(&*text.value));
        for field in [
            "system_prompt",
            "system_message",
            "system",
            "prompt",
            "role",
            "goal",
            "backstory",
        ] {
            let text = self.field(component, field);
            if !text.is_empty() {
                model.messages.push(Message::new(MessageRole::System, text));
            }
        }
        if component.kind == "Agent" {
            model.unwritten = Unwritten::Stock(AGENT_STOCK.into());
        }
        for field in ["input_value", "input", "user_prompt", "user_input"] {
            let text = self.field(component, field);
            if !text.is_empty() {
                model.messages.push(Message::new(MessageRole::User, text));
            }
        }
        model.sends = !self.wires.iter().any(|wire| wire.source == component.id);
        model.tools = self.tools(component);
        let reads = self.all_sources(component.id);
        node(Role::Model(Box::new(model))).reading(reads)
    }

    /// The text of a field: what is wired to it, or else what is written in it.
    fn field(&self, component: Component<'d>, field: &str) -> Vec<TextPart> {
        let wired = self.sources(component.id, field);
        let at = component.template.place(field);
        if wired.is_empty() {
            return component
                .value(field)
                .map(|text| vec![TextPart::Words(text)])
                .unwrap_or_default();
        }
        wired
            .into_iter()
            .map(|source| TextPart::Variable {
                symbol: source.into(),
                name: source.into(),
                at,
            })
            .collect()
    }

    fn prompt(&self, text: &SourceText, component: Component<'d>) -> Vec<TextPart> {
        parse(text, "{", "}", &mut |name, at| {
            if name.is_empty() || name.contains(['{', '"', ':', '\n']) {
                return None;
            }
            let sources = self.sources(component.id, name);
            if let Some(source) = sources.first() {
                return Some(TextPart::Variable {
                    symbol: (*source).into(),
                    name: name.into(),
                    at,
                });
            }
            match component.value(name) {
                Some(words) => Some(TextPart::Words(words)),
                None => Some(super::fields::gap(HoleReason::Data, name, at)),
            }
        })
    }

    fn tools(&self, component: Component<'d>) -> Vec<Tool> {
        self.wires
            .iter()
            .filter(|wire| wire.target == component.id && wire.field == "tools")
            .filter_map(|wire| self.nodes.iter().find(|node| node.id == wire.source))
            .filter_map(|tool| {
                general_tool(tool.kind).map(|name| Tool {
                    name: name.into(),
                    at: tool.node.location(),
                })
            })
            .collect()
    }

    /// A flow without a chat input is asked through the free text fields that nothing feeds.
    fn enter_without_chat(&mut self) {
        let has_entry = self
            .chart
            .nodes()
            .any(|(_, node)| matches!(node.role, Role::Entry(_)));
        if has_entry {
            return;
        }
        let has_output = self.nodes.iter().any(|node| node.kind == "ChatOutput");
        if !has_output {
            return;
        }
        for (at, component) in self.nodes.clone().into_iter().enumerate() {
            let open = component.kind == "TextInput" && self.all_sources(component.id).is_empty();
            if open {
                let node = self.chart.node_mut(NodeId(at));
                node.role = Role::Entry(Channel::Unknown);
                node.assigns.clear();
            }
        }
    }
}

fn component(node: Node<'_>) -> Option<Component<'_>> {
    let data = node.get("data")?;
    let kind = match data.str("type") {
        "" => node.str("id").split('-').next().unwrap_or_default(),
        kind => kind,
    };
    let name = match data.get("node").map(|inner| inner.str("display_name")) {
        None | Some("") => kind,
        Some(name) => name,
    };
    Some(Component {
        id: node.str("id"),
        kind,
        name,
        template: template(node)?,
        node: data,
    })
}

fn wire<'d>(edge: &Edge<'d>) -> Option<Wire<'d>> {
    let handles = edge.data.get();
    let target = handles.and_then(|handles| handles.target_handle.get());
    let source = handles.and_then(|handles| handles.source_handle.get());
    let field = match target.map(|handle| handle.field.0) {
        None | Some("") => handle_value(edge.target_handle.0, "fieldName")?,
        Some(field) => field,
    };
    let output = match source.map(|handle| handle.name.0) {
        None | Some("") => handle_value(edge.source_handle.0, "name").unwrap_or_default(),
        Some(name) => name,
    };
    Some(Wire {
        source: edge.source.0,
        output,
        target: edge.target.0,
        field,
    })
}

/// A field of a handle that is written as a text: `{œfieldNameœ:œinput_valueœ}`, before that `str|input_value|id`.
fn handle_value<'h>(handle: &'h str, field: &str) -> Option<&'h str> {
    if handle.contains('œ') {
        let key = format!("œ{field}œ:œ");
        let after = &handle[handle.find(&key)? + key.len()..];
        return after.split('œ').next();
    }
    (field == "fieldName")
        .then(|| handle.split('|').nth(1))
        .flatten()
}

fn retrieves(component: Component<'_>) -> bool {
    component.has("search_query")
        || component.has("number_of_results")
        || component.has("urls")
        || matches!(
            component.kind,
            "File" | "Directory" | "URL" | "URLComponent"
        )
}

fn branch(component: Component<'_>, output: &str) -> Option<Branch> {
    let at = Some(component.node.location());
    match component.kind {
        "ConditionalRouter" => {
            let pattern = component.value("match_text");
            let text = pattern.as_ref().map_or("", |text| &*text.value);
            Some(match output {
                "false_result" => Branch::open(TriggerKind::Fallback, None, at),
                _ if text.starts_with(['/', '!']) => {
                    Branch::open(TriggerKind::Command, Some(text), at)
                }
                _ => Branch {
                    narrows: !text.is_empty(),
                    ..Branch::open(TriggerKind::Keyword, Some(text), at)
                },
            })
        }
        "SmartRouter" if output.contains("default") || output.contains("else") => {
            Some(Branch::open(TriggerKind::Fallback, None, at))
        }
        "SmartRouter" => {
            let routes = component.template.get("routes")?;
            let number = output
                .chars()
                .filter(char::is_ascii_digit)
                .collect::<String>();
            let index = number.parse::<usize>().ok()?.checked_sub(1)?;
            let rows: Vec<Node<'_>> = routes.list("value");
            let row = rows.get(index)?;
            let label = ["route_category", "category", "route"]
                .iter()
                .map(|key| row.str(key))
                .find(|text| !text.is_empty())?;
            Some(Branch::class(label, Some(row.location())))
        }
        _ => None,
    }
}

fn general_tool(kind: &str) -> Option<&'static str> {
    let lower = kind.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if has(&[
        "tavily",
        "serp",
        "searchapi",
        "duckduckgo",
        "googlesearch",
        "bingsearch",
        "searchcomponent",
    ]) {
        Some("web-search")
    } else if has(&["url", "scrape", "browser"]) {
        Some("browser")
    } else if has(&["pythonrepl", "pythoncode", "codeinterpreter"]) {
        Some("code-interpreter")
    } else {
        None
    }
}
