//! Dify apps: chat and agent modes, chatflows, workflows, completions.

mod coded;
mod configured;

use super::chart::{
    Branch, Chart, Initial, Message, MessageRole, ModelNode, NodeId, Role, Symbol, TextPart, parse,
    symbols,
};
use super::fields::{Fields, bot, gap, symbols_below};
use super::knowledge::{Endpoint, endpoint};
use super::request::Request;
use super::{CodeFollower, Definition, Platform, ReadContext};
use crate::bot::{
    Bot, Channel, Confidence, Guard, GuardKind, HoleReason, HostedAgent, TriggerKind,
};
use crate::document::{Node, NodeKind};
use crate::workspace::{Location, SourceText};
use configured::{configured, provider, tools};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

/// The reader of Dify apps.
pub(crate) struct Dify;

const PLATFORM: &str = "dify";
const QUERY: &str = "sys.query";

impl Platform for Dify {
    fn name(&self) -> &'static str {
        PLATFORM
    }

    fn title(&self) -> &'static str {
        "Dify apps (DSL)"
    }

    fn page(&self) -> &'static str {
        include_str!("../../lints/vocabulary/platforms/dify.md")
    }

    fn marks(&self) -> &'static [&'static str] {
        &[
            "kind: app",
            "model_config",
            "advanced-chat",
            "agent-chat",
            "mode: workflow",
        ]
    }

    fn recognise(&self, root: Node<'_>, _path: &str) -> bool {
        let Some(app) = root.get("app") else {
            return false;
        };
        let mode = app.str("mode");
        let known = [
            "chat",
            "agent-chat",
            "advanced-chat",
            "workflow",
            "completion",
        ];
        let has_graph = root
            .at(&["workflow", "graph"])
            .is_some_and(|graph| graph.has_list("nodes"));
        known.contains(&mode) && (has_graph || root.has_object("model_config"))
    }

    fn read(&self, definitions: &[Definition], context: &ReadContext<'_>) -> Vec<Bot> {
        let read = |definition| read_app(definition, context.follower);
        definitions.iter().map(read).collect()
    }
}

fn read_app(definition: &Definition, follower: &dyn CodeFollower) -> Bot {
    let root = definition.root();
    let chart = match root.at(&["workflow", "graph"]) {
        Some(graph) => Flow::of(root, graph, follower).chart,
        None => configured(root),
    };
    let name = root.at(&["app"]).map_or("", |app| app.str("name"));
    bot(definition, PLATFORM, name, &chart, Confidence::High)
}

struct Flow<'d> {
    follower: &'d dyn CodeFollower,
    chart: Chart,
    by_id: FxHashMap<&'d str, NodeId>,
    /// The nodes whose fields are told apart: starts and code.
    fielded: FxHashSet<&'d str>,
    nodes: Vec<Node<'d>>,
}

impl<'d> Flow<'d> {
    fn of(root: Node<'d>, graph: Node<'d>, follower: &'d dyn CodeFollower) -> Self {
        let nodes = graph.list("nodes");
        let mut flow = Self {
            follower,
            chart: Chart::default(),
            by_id: FxHashMap::default(),
            fielded: nodes
                .iter()
                .filter(|node| is_start(**node) || is_code(**node))
                .map(|node| node.str("id"))
                .collect(),
            nodes,
        };
        flow.note_variables(root);
        for node in flow.nodes.clone() {
            let step = flow.step(node);
            let id = flow.chart.add(step);
            flow.by_id.insert(node.str("id"), id);
        }
        for edge in graph.list("edges") {
            flow.wire(edge);
        }
        flow.wire_containers();
        flow
    }

    fn note_variables(&mut self, root: Node<'d>) {
        let Some(workflow) = root.get("workflow") else {
            return;
        };
        for (list, scope) in [
            ("environment_variables", "env"),
            ("conversation_variables", "conversation"),
        ] {
            for variable in workflow.list(list) {
                let symbol = format!("{scope}.{}", variable.str("name"));
                let value = match variable.words("value") {
                    Some(text) => Initial::Text(self.text(&text)),
                    None if scope == "env" => Initial::Gap(HoleReason::Environment),
                    None => continue,
                };
                self.chart.initial(symbol, value);
            }
        }
    }

    fn step(&self, node: Node<'d>) -> super::chart::Node {
        let Some(data) = node.get("data") else {
            return super::chart::Node::new("", node.location(), Role::Step);
        };
        let own = SmolStr::new(node.str("id"));
        let step = |role| {
            super::chart::Node::new(title(data), data.location(), role).with_path(data.path())
        };
        let read = |text: &SourceText| self.text(text);
        match data.str("type") {
            "start" => step(Role::Entry(Channel::Unknown)).writing(form_symbols(node, data)),
            "trigger-webhook" => step(Role::Entry(Channel::Unknown)).writing([own]),
            "llm" => self.model(data, &step).writing([own]),
            "agent" => self.agent(data, &step).writing([own]),
            "question-classifier" | "parameter-extractor" => step(Role::Label).writing([own]),
            "knowledge-retrieval" => step(Role::Retrieve).writing([own]),
            "answer" => step(Role::Reply).reading(symbols_below(data, &read)),
            "end" => step(Role::Reply).reading(self.selected(data)),
            "human-input" => step(Role::Approval),
            "tool" | "document-extractor" => step(Role::Retrieve).writing([own]),
            "http-request" => self.request(data, &step).writing([own]),
            "template-transform" => self.template(data, own, &step),
            "code" => self.coded(&own, data, &step),
            "assigner" | "variable-assigner" => {
                let written: Vec<Symbol> = self.assigned(data);
                step(Role::Step)
                    .reading(self.selected(data))
                    .writing(written)
            }
            _ => step(Role::Step).reading(self.selected(data)).writing([own]),
        }
    }

    fn model(
        &self,
        data: Node<'d>,
        step: &dyn Fn(Role) -> super::chart::Node,
    ) -> super::chart::Node {
        let template = data.get("prompt_template");
        let at = template.map_or_else(|| data.location(), |template| around(template, data));
        let mut model = ModelNode::new(at);
        if let Some(language_model) = data.get("model") {
            model.provider = provider(language_model.str("provider"));
            model.model = Some(language_model.name("name"));
        }
        let context = data
            .get("context")
            .filter(|context| context.is_true("enabled"))
            .and_then(|context| context.get("variable_selector"))
            .and_then(|selector| self.selector(selector));
        let turns: Vec<Node<'d>> = match template.map(Node::kind) {
            Some(NodeKind::Array) => data.list("prompt_template"),
            Some(NodeKind::Object) => template.into_iter().collect(),
            _ => Vec::new(),
        };
        let mut about = Vec::new();
        for turn in turns {
            let jinja = turn.str("edition_type") == "jinja2";
            let field = if jinja { "jinja2_text" } else { "text" };
            let Some(text) = turn.words(field) else {
                continue;
            };
            let parts = if jinja {
                self.jinja(&text, data)
            } else {
                self.text_with_context(&text, context.as_ref())
            };
            about.extend(symbols(&parts));
            let role = match turn.str("role") {
                "" => MessageRole::User,
                role => MessageRole::named(role),
            };
            model.messages.push(Message::new(role, parts));
        }
        if let Some(memory) = data.get("memory").filter(|memory| !memory.is_null()) {
            model.hears = true;
            if let Some(text) = memory.words("query_prompt_template") {
                let parts = self.text(&text);
                model.messages.push(Message::new(MessageRole::User, parts));
            }
        }
        step(Role::Model(Box::new(model))).reading(about)
    }

    fn agent(
        &self,
        data: Node<'d>,
        step: &dyn Fn(Role) -> super::chart::Node,
    ) -> super::chart::Node {
        let parameters = data.get("agent_parameters").unwrap_or(data);
        let mut model = ModelNode::new(around(parameters, data));
        let mut has_query = false;
        for (key, parameter) in parameters.entries() {
            let value = parameter.words("value");
            match (key.as_str(), value) {
                ("query", Some(text)) => {
                    has_query = true;
                    let parts = self.text(&text);
                    model.messages.push(Message::new(MessageRole::User, parts));
                }
                ("model", _) => {
                    if let Some(chosen) = parameter.get("value") {
                        model.provider = provider(chosen.str("provider"));
                        model.model = Some(chosen.name("model"));
                    }
                }
                ("tools", _) => model.tools = tools(parameter),
                ("storage_key" | "maximum_iterations" | "memory", _) => {}
                // Strategies of other makers keep their instructions under names of their own.
                (_, Some(text)) => {
                    let parts = self.text(&text);
                    model
                        .messages
                        .push(Message::new(MessageRole::System, parts));
                }
                _ => {}
            }
        }
        model.hears = !has_query;
        // A strategy without instructions that is given a list of questions asks those and nothing else.
        let asks = |parameter: Node<'d>| {
            let value = parameter.str("value").trim_start();
            value.starts_with(['{', '[']) && value.contains("\"question\"")
        };
        let form = parameters.entries().find(|(_, parameter)| asks(*parameter));
        if let (None, Some((_, form))) = (parameters.get("instruction"), form) {
            model.guards.push(Guard {
                kind: GuardKind::AllowList,
                at: form.location(),
            });
        }
        step(Role::Model(Box::new(model)))
    }

    fn request(
        &self,
        data: Node<'d>,
        step: &dyn Fn(Role) -> super::chart::Node,
    ) -> super::chart::Node {
        let read = |text: &SourceText| self.text(text);
        let mut model = ModelNode::new(data.location());
        let reads = symbols_below(data, &read);
        match endpoint(data.str("url")) {
            Endpoint::Model(name) => {
                model.provider = name.into();
                let body = data.get("body").and_then(|body| match body.get("data") {
                    Some(list) if list.kind() == NodeKind::Array => list.item(0)?.words("value"),
                    Some(text) => text.text(),
                    None => None,
                });
                if let Some(body) = body {
                    model.messages = Request::of_text(&body, &read).messages();
                }
            }
            Endpoint::Hosted(service) => {
                model.provider = service.into();
                model.hosted = Some(HostedAgent {
                    service: service.into(),
                    id: None,
                    at: data.place("url"),
                });
            }
            Endpoint::Reply => return step(Role::Reply).reading(reads),
            Endpoint::Other => return step(Role::Source(HoleReason::Data)),
        }
        step(Role::Model(Box::new(model))).reading(reads)
    }

    fn template(
        &self,
        data: Node<'d>,
        own: Symbol,
        step: &dyn Fn(Role) -> super::chart::Node,
    ) -> super::chart::Node {
        let node = step(Role::Step).reading(self.selected(data)).writing([own]);
        let Some(text) = data.words("template") else {
            return node;
        };
        node.giving(self.jinja_of(&text, &data.list("variables")))
    }

    /// `{{#node.field#}}` in a text.
    fn text(&self, text: &SourceText) -> Vec<TextPart> {
        self.text_with_context(text, None)
    }

    fn text_with_context(&self, text: &SourceText, context: Option<&Symbol>) -> Vec<TextPart> {
        parse(text, "{{#", "#}}", &mut |name, at| {
            if name == "context" {
                let reason = HoleReason::Retrieved;
                return Some(match context {
                    Some(symbol) => variable(symbol.clone(), name, at),
                    None => gap(reason, name, at),
                });
            }
            let (node, field) = name.split_once('.')?;
            Some(variable(self.symbol(node, field), name, at))
        })
    }

    fn jinja(&self, text: &SourceText, data: Node<'d>) -> Vec<TextPart> {
        let variables = data
            .at(&["prompt_config", "jinja2_variables"])
            .map(|list| list.items().collect::<Vec<_>>())
            .unwrap_or_default();
        self.jinja_of(text, &variables)
    }

    fn jinja_of(&self, text: &SourceText, variables: &[Node<'d>]) -> Vec<TextPart> {
        parse(text, "{{", "}}", &mut |name, at| {
            let base = name.split(['.', '[', '|', ' ']).next().unwrap_or(name);
            let known = variables
                .iter()
                .find(|variable| variable.str("variable") == base)
                .and_then(|variable| self.selector(variable.get("value_selector")?));
            Some(match known {
                Some(symbol) => variable(symbol, name, at),
                None => gap(HoleReason::Data, name, at),
            })
        })
    }

    fn symbol(&self, node: &str, field: &str) -> Symbol {
        if self.fielded.contains(node) || matches!(node, "sys" | "env" | "conversation") {
            let field = field.split('.').next().unwrap_or(field);
            format!("{node}.{field}").into()
        } else {
            node.into()
        }
    }

    /// `["node", "field"]` as a symbol.
    fn selector(&self, list: Node<'d>) -> Option<Symbol> {
        let node = list.item(0)?.as_str()?;
        let field = list.item(1).and_then(Node::as_str).unwrap_or_default();
        Some(self.symbol(node, field))
    }

    /// The symbols of all selectors below a value.
    fn selected(&self, data: Node<'d>) -> Vec<Symbol> {
        data.descendants()
            .filter(|node| node.kind() == NodeKind::Array)
            .filter(|node| {
                node.items().len() >= 2 && node.items().all(|item| item.as_str().is_some())
            })
            .filter_map(|node| self.selector(node))
            .collect()
    }

    fn assigned(&self, data: Node<'d>) -> Vec<Symbol> {
        let old = data.get("assigned_variable_selector");
        let new = data
            .list("items")
            .into_iter()
            .filter_map(|item| item.get("variable_selector"));
        old.into_iter()
            .chain(new)
            .filter_map(|selector| self.selector(selector))
            .collect()
    }

    fn wire(&mut self, edge: Node<'d>) {
        let (Some(&from), Some(&to)) = (
            self.by_id.get(edge.str("source")),
            self.by_id.get(edge.str("target")),
        ) else {
            return;
        };
        let source = self
            .nodes
            .iter()
            .find(|node| node.str("id") == edge.str("source"));
        let handle = edge.str("sourceHandle");
        let branch = source
            .and_then(|node| node.get("data"))
            .and_then(|data| self.branch(data, handle));
        match branch {
            Some(branch) => self.chart.branch(from, to, branch),
            None => self.chart.link(from, to),
        }
    }

    fn branch(&self, data: Node<'d>, handle: &str) -> Option<Branch> {
        match data.str("type") {
            "question-classifier" => {
                let classes = data.list("classes");
                let class = classes.iter().find(|class| class.name("id") == handle)?;
                Some(Branch::class(class.str("name"), Some(class.location())))
            }
            "if-else" => self.condition(data, handle),
            _ => None,
        }
    }

    fn condition(&self, data: Node<'d>, handle: &str) -> Option<Branch> {
        let cases = data.list("cases");
        let all: Vec<Node<'d>> = cases
            .iter()
            .flat_map(|case| case.list("conditions"))
            .chain(data.list("conditions"))
            .collect();
        let on_text = |condition: &Node<'d>| {
            condition
                .get("variable_selector")
                .and_then(|selector| self.selector(selector))
                .is_some_and(|symbol| symbol == QUERY)
                && !condition.str("value").is_empty()
        };
        if !all.iter().any(on_text) {
            return None;
        }
        if handle == "false" {
            return Some(Branch::open(
                TriggerKind::Fallback,
                None,
                Some(data.location()),
            ));
        }
        let conditions = cases
            .iter()
            .find(|case| case.name("case_id") == handle)
            .map_or(all, |case| case.list("conditions"));
        let condition = conditions.iter().find(|condition| on_text(condition))?;
        let value = condition.str("value");
        let operator = condition.str("comparison_operator");
        if operator.starts_with("not") {
            return None;
        }
        if value.starts_with(['/', '!']) {
            return Some(Branch::open(
                TriggerKind::Command,
                Some(value),
                Some(condition.location()),
            ));
        }
        Some(Branch {
            narrows: operator == "contains",
            ..Branch::open(
                TriggerKind::Keyword,
                Some(value),
                Some(condition.location()),
            )
        })
    }

    /// An iteration or loop runs the nodes inside it.
    fn wire_containers(&mut self) {
        for node in self.nodes.clone() {
            let outer = node
                .get("parentId")
                .and_then(Node::as_str)
                .and_then(|id| self.by_id.get(id).copied());
            let Some(outer) = outer else { continue };
            let inner = self.by_id[node.str("id")];
            self.chart.link(outer, inner);
            self.chart.link(inner, outer);
        }
    }
}

fn is_code(node: Node<'_>) -> bool {
    node.get("data")
        .is_some_and(|data| data.str("type") == "code")
}

fn is_start(node: Node<'_>) -> bool {
    node.get("data")
        .is_some_and(|data| data.str("type") == "start")
}

fn title(data: Node<'_>) -> SmolStr {
    match data.str("title") {
        "" => SmolStr::new(data.str("type")),
        title => SmolStr::new(title),
    }
}

/// The texts that a start node takes from the user: the message, and free fields of its form.
fn form_symbols(node: Node<'_>, data: Node<'_>) -> Vec<Symbol> {
    let id = node.str("id");
    let fields = data
        .list("variables")
        .into_iter()
        .filter(|field| {
            matches!(
                field.str("type"),
                "text-input" | "paragraph" | "" | "file" | "file-list"
            )
        })
        .map(|field| SmolStr::new(format!("{id}.{}", field.str("variable"))));
    [SmolStr::new(QUERY), "sys.files".into()]
        .into_iter()
        .chain(fields)
        .collect()
}

fn variable(symbol: Symbol, name: &str, at: Location) -> TextPart {
    TextPart::Variable {
        symbol,
        name: name.into(),
        at,
    }
}

/// A value with the line of its key, as a maker reads it; the whole node where the value is empty.
fn around(value: Node<'_>, holder: Node<'_>) -> Location {
    let span = value.span();
    if span.is_empty() {
        holder.location()
    } else {
        value.location()
    }
}
