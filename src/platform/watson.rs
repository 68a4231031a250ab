//! IBM Watson and watsonx Assistant skills: actions and dialog.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::bot::{
    Bot, Channel, Confidence, Guard, GuardKind, HoleReason, HostedAgent, TriggerKind,
};
use crate::document::{Node, NodeKind};
use crate::workspace::SourceText;

use super::chart::{
    Branch, Chart, Initial, Message, MessageRole, ModelNode, NodeId, Role, Symbol, TextPart,
    USER_TEXT, Unwritten, parse, slice, symbols,
};
use super::fields::{Fields, bot};
use super::knowledge::{Endpoint, endpoint};
use super::request::Request;
use super::{Definition, Platform, ReadContext};

mod dialog;

/// The reader of Watson Assistant skills.
pub(crate) struct Watson;

const PLATFORM: &str = "watson";

impl Platform for Watson {
    fn name(&self) -> &'static str {
        PLATFORM
    }

    fn title(&self) -> &'static str {
        "Watson and watsonx Assistant skills"
    }

    fn page(&self) -> &'static str {
        include_str!("../../lints/vocabulary/platforms/watson.md")
    }

    fn marks(&self) -> &'static [&'static str] {
        &[
            "\"dialog_nodes\"",
            "\"anything_else\"",
            "\"invoke_another_action",
            "\"skill_variable\"",
        ]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn recognise(&self, root: Node<'_>, _path: &str) -> bool {
        let skill = root.get("workspace").unwrap_or(root);
        let actions = skill.list("actions");
        let has_actions = actions
            .iter()
            .any(|action| !action.str("action").is_empty() && action.has_list("steps"));
        let has_dialog = skill
            .list("dialog_nodes")
            .iter()
            .any(|node| !node.str("dialog_node").is_empty());
        has_actions || (has_dialog && skill.has_list("intents"))
    }

    fn read(&self, definitions: &[Definition], _context: &ReadContext<'_>) -> Vec<Bot> {
        definitions
            .iter()
            .map(|definition| {
                let root = definition.root();
                let skill = root.get("workspace").unwrap_or(root);
                let chart = if skill.has_list("actions") {
                    Actions::of(root, skill)
                } else {
                    dialog::draw(skill)
                };
                bot(
                    definition,
                    PLATFORM,
                    root.str("name"),
                    &chart,
                    Confidence::High,
                )
            })
            .collect()
    }
}

struct Actions<'d> {
    chart: Chart,
    first: FxHashMap<&'d str, NodeId>,
    last: FxHashMap<&'d str, Vec<NodeId>>,
    invokes: Vec<Invoke<'d>>,
    searches: bool,
}

struct Invoke<'d> {
    from: NodeId,
    action: &'d str,
    back_to: Option<NodeId>,
}

impl<'d> Actions<'d> {
    fn of(root: Node<'d>, skill: Node<'d>) -> Chart {
        let searches = root
            .get("search_settings")
            .or_else(|| skill.get("search_settings"))
            .and_then(|settings| settings.get("conversational_search"))
            .is_some_and(|search| search.is_true("enabled"));
        let mut actions = Self {
            chart: Chart::default(),
            first: FxHashMap::default(),
            last: FxHashMap::default(),
            invokes: Vec::new(),
            searches,
        };
        actions.note_variables(skill);
        for action in skill.list("actions") {
            actions.add(action);
        }
        actions.link_invokes();
        actions.enter(skill);
        actions.chart
    }

    fn note_variables(&mut self, skill: Node<'d>) {
        for variable in skill.list("variables") {
            let Some(value) = variable.get("initial_value") else {
                continue;
            };
            let parts = value_parts(value, "");
            if !parts.is_empty() {
                let symbol = skill_variable(variable.str("variable"));
                self.chart.initial(symbol, Initial::Text(parts));
            }
        }
    }

    fn add(&mut self, action: Node<'d>) {
        let id = action.str("action");
        let mut before: Option<NodeId> = None;
        let mut open_ends: Vec<NodeId> = Vec::new();
        let mut pending: Vec<usize> = Vec::new();
        for step in action.list("steps") {
            let start = self.invokes.len();
            let (first, last) = self.step(action, step);
            self.first.entry(id).or_insert(first);
            if let Some(before) = before {
                self.chart.link(before, first);
            }
            for &at in &pending {
                self.invokes[at].back_to = Some(first);
            }
            pending = (start..self.invokes.len()).collect();
            let conditional = step.get("condition").is_some_and(|value| !value.is_null());
            match (ends(step), conditional) {
                (true, true) => {
                    open_ends.push(last);
                    // A step that is skipped leads on past what it would have done.
                    let skip = self.skip(step);
                    if let Some(before) = before {
                        self.chart.link(before, skip);
                    }
                    self.chart.link(first, skip);
                    before = Some(skip);
                }
                (true, false) => {
                    open_ends.push(last);
                    before = None;
                    break;
                }
                (false, _) => before = Some(last),
            }
        }
        open_ends.extend(before);
        self.last.insert(id, open_ends);
    }

    fn skip(&mut self, step: Node<'d>) -> NodeId {
        self.chart.add(super::chart::Node::new(
            step.str("step"),
            step.location(),
            Role::Step,
        ))
    }

    /// The nodes of one step: what it sets, what it says, what it asks, what it does then.
    fn step(&mut self, action: Node<'d>, step: Node<'d>) -> (NodeId, NodeId) {
        let scope = action.str("action");
        let mut nodes: Vec<super::chart::Node> = Vec::new();
        let name = |suffix: &str| {
            let title = match action.str("title") {
                "" => scope,
                title => title,
            };
            SmolStr::new(format!("{title}{suffix}"))
        };
        nodes.push(super::chart::Node::new(
            name(""),
            step.place("step"),
            Role::Step,
        ));
        let assignments = step
            .at(&["context", "variables"])
            .into_iter()
            .flat_map(Node::items);
        for assignment in assignments {
            nodes.push(assignment_node(assignment, scope));
        }
        let hands_over = step
            .get("resolver")
            .is_some_and(|resolver| resolver.str("type") == "connect_to_agent");
        if let Some(output) = step.get("output").filter(|output| !output.is_null()) {
            let mut reply = super::chart::Node::new(name(": says"), output.location(), Role::Reply);
            if !hands_over {
                reply.reads = references(output, scope);
            }
            nodes.push(reply);
        }
        if let Some(question) = step.get("question").filter(|question| !question.is_null()) {
            let at = step.place("output");
            let free = question.is_true("free_text") || question.get("entity").is_none();
            let role = if free {
                Role::Ask
            } else {
                Role::Source(HoleReason::Data)
            };
            nodes.push(
                super::chart::Node::new(name(": asks"), at, role)
                    .writing([step_variable(scope, step.str("step"))]),
            );
        }
        let resolver = step
            .get("resolver")
            .map(|resolver| self.resolver(resolver, scope, &name));
        nodes.extend(resolver.flatten());
        let ids: Vec<NodeId> = nodes.into_iter().map(|node| self.chart.add(node)).collect();
        for pair in ids.windows(2) {
            self.chart.link(pair[0], pair[1]);
        }
        let (first, last) = (ids[0], ids[ids.len() - 1]);
        let invoked = step
            .at(&["resolver", "invoke_action"])
            .map(|invoke| invoke.str("action"))
            .or_else(|| {
                (step.at(&["resolver", "type"]).and_then(Node::as_str) == Some("fallback"))
                    .then_some("fallback")
            });
        if let Some(action) = invoked {
            self.invokes.push(Invoke {
                from: last,
                action,
                back_to: None,
            });
        }
        (first, last)
    }

    fn resolver(
        &self,
        resolver: Node<'d>,
        scope: &str,
        name: &dyn Fn(&str) -> SmolStr,
    ) -> Option<super::chart::Node> {
        let at = resolver.location();
        match resolver.str("type") {
            "callout" => resolver
                .get("callout")
                .map(|callout| callout_node(callout, scope, name(""))),
            "connect_to_agent" => Some(super::chart::Node::new(
                name(": hands over"),
                at,
                Role::Handoff,
            )),
            "search" | "conversational_search" => {
                if !self.searches && resolver.str("type") == "search" {
                    return Some(super::chart::Node::new(
                        name(": searches"),
                        at,
                        Role::Retrieve,
                    ));
                }
                let mut model = ModelNode::new(at);
                model.provider = "watsonx".into();
                model.hears = true;
                model.sends = true;
                model.unwritten = Unwritten::Hidden;
                model.guards.push(Guard {
                    kind: GuardKind::Grounded,
                    at,
                });
                Some(
                    super::chart::Node::new(
                        name(": conversational search"),
                        at,
                        Role::Model(Box::new(model)),
                    )
                    .with_path(resolver.path()),
                )
            }
            _ => None,
        }
    }

    fn link_invokes(&mut self) {
        for invoke in std::mem::take(&mut self.invokes) {
            let Some(&target) = self.first.get(invoke.action) else {
                continue;
            };
            self.chart.link(invoke.from, target);
            let Some(back_to) = invoke.back_to else {
                continue;
            };
            for last in self.last.get(invoke.action).cloned().unwrap_or_default() {
                self.chart.link(last, back_to);
            }
        }
    }

    fn enter(&mut self, skill: Node<'d>) {
        let examples: FxHashMap<&str, &str> = skill
            .list("intents")
            .into_iter()
            .filter_map(|intent| {
                let first = intent.list("examples").first().copied()?;
                Some((intent.str("intent"), first.str("text")))
            })
            .collect();
        for action in skill.list("actions") {
            let Some(&first) = self.first.get(action.str("action")) else {
                continue;
            };
            let condition = action.get("condition");
            let expression = condition.map_or("", |condition| condition.str("expression"));
            let intent = condition.map_or("", |condition| condition.str("intent"));
            let at = action.place("action");
            let branch = match (expression, examples.get(intent)) {
                ("anything_else" | "true", _) => {
                    Branch::open(TriggerKind::Fallback, None, Some(at))
                }
                ("welcome", _) => Branch::open(TriggerKind::EveryMessage, None, Some(at)),
                (_, Some(example)) => Branch {
                    narrows: true,
                    ..Branch::open(TriggerKind::Intent, Some(example), Some(at))
                },
                _ => continue,
            };
            let role = Role::Entry(Channel::Unknown);
            let entry = self
                .chart
                .add(super::chart::Node::new(action.str("title"), at, role));
            self.chart.branch(entry, first, branch);
        }
    }
}

fn ends(step: Node<'_>) -> bool {
    let kind = step
        .at(&["resolver", "type"])
        .and_then(Node::as_str)
        .unwrap_or_default();
    matches!(
        kind,
        "end_action" | "invoke_another_action_and_end" | "connect_to_agent" | "fallback"
    )
}

fn skill_variable(name: &str) -> Symbol {
    format!("skill {name}").into()
}

fn step_variable(scope: &str, name: &str) -> Symbol {
    format!("{scope} {name}").into()
}

/// The name in front of a path: `step_1_result_1.body.results` is `step_1_result_1`.
fn base(name: &str) -> &str {
    name.split(['.', '[', '(', ' ']).next().unwrap_or(name)
}

fn named(name: &str, scope: &str) -> Symbol {
    let base = base(name);
    match base {
        _ if name.starts_with("input.") => USER_TEXT,
        _ if base.starts_with("step_") => step_variable(scope, base),
        _ => skill_variable(base),
    }
}

fn assignment_node(assignment: Node<'_>, scope: &str) -> super::chart::Node {
    let target = match assignment.str("skill_variable") {
        "" => step_variable(scope, assignment.str("variable")),
        name => skill_variable(name),
    };
    let parts = assignment
        .get("value")
        .map(|value| value_parts(value, scope))
        .unwrap_or_default();
    let node = super::chart::Node::new("set", assignment.location(), Role::Step)
        .reading(symbols(&parts).collect::<Vec<_>>())
        .writing([target.clone()]);
    // A variable that is put together from its own earlier text cannot be followed into itself.
    let circular = parts.iter().any(|part| part.symbol() == Some(&target));
    if circular { node } else { node.giving(parts) }
}

/// A value of a skill: a scalar, a variable, an expression or several of them in a row.
fn value_parts(value: Node<'_>, scope: &str) -> Vec<TextPart> {
    if value.kind() != NodeKind::Object {
        return value
            .text()
            .map(|text| expression_parts(&text, scope))
            .unwrap_or_default();
    }
    let mut parts = Vec::new();
    for (key, inner) in value.entries() {
        let at = inner.location();
        match (key.as_str(), inner.text()) {
            ("scalar", Some(text)) if !text.value.is_empty() => {
                parts.extend(placeholders(&text, scope));
            }
            ("expression", Some(text)) => parts.extend(expression_parts(&text, scope)),
            ("variable", Some(text)) => parts.push(TextPart::Variable {
                symbol: step_variable(scope, base(&text.value)),
                name: SmolStr::new(&*text.value),
                at,
            }),
            ("skill_variable", Some(text)) => parts.push(TextPart::Variable {
                symbol: skill_variable(base(&text.value)),
                name: SmolStr::new(&*text.value),
                at,
            }),
            ("system_variable", Some(text)) => parts.push(TextPart::Gap {
                reason: if text.value.contains("history") {
                    HoleReason::History
                } else {
                    HoleReason::Data
                },
                name: SmolStr::new(&*text.value),
                at,
            }),
            ("concat", _) => {
                for item in inner.items() {
                    parts.extend(value_parts(item, scope));
                }
            }
            _ => {}
        }
    }
    parts
}

fn placeholders(text: &SourceText, scope: &str) -> Vec<TextPart> {
    parse(text, "${", "}", &mut |name, at| {
        Some(TextPart::Variable {
            symbol: named(name, scope),
            name: name.into(),
            at,
        })
    })
}

/// An expression: words in quotes, variables as `${name}` or `input.text` outside them.
fn expression_parts(text: &SourceText, scope: &str) -> Vec<TextPart> {
    let value = &*text.value;
    let read = |text: &SourceText| placeholders(text, scope);
    if value.contains("\"role\"") || value.contains("\"content\"") {
        let request = Request::of_text(text, &read);
        let messages = request.messages();
        if !messages.is_empty() {
            return messages
                .into_iter()
                .flat_map(|message| message.text)
                .collect();
        }
    }
    let mut parts = Vec::new();
    let mut from = 0;
    while let Some(start) = value[from..].find('"').map(|at| from + at) {
        parts.extend(bare_parts(&slice(text, from, start), scope));
        let mut end = start + 1;
        let bytes = value.as_bytes();
        while end < bytes.len() && bytes[end] != b'"' {
            end += if bytes[end] == b'\\' { 2 } else { 1 };
        }
        let end = end.min(value.len());
        if value.is_char_boundary(end) && end > start + 1 {
            let inside = super::request::unescaped(text, start + 1, end);
            // Keys, patterns and separators in calls are no words of a prompt.
            if inside.value.contains(char::is_whitespace) || inside.value.len() > 24 {
                parts.extend(placeholders(&inside, scope));
            }
        }
        from = (end + 1).min(value.len());
        while !value.is_char_boundary(from) {
            from += 1;
        }
    }
    parts.extend(bare_parts(&slice(text, from, value.len()), scope));
    parts
}

fn bare_parts(text: &SourceText, scope: &str) -> Vec<TextPart> {
    let mut parts: Vec<TextPart> = placeholders(text, scope)
        .into_iter()
        .filter(|part| part.symbol().is_some())
        .collect();
    if let Some(at) = text
        .value
        .find("input.text")
        .or_else(|| text.value.find("input.original_text"))
    {
        parts.push(TextPart::Variable {
            symbol: USER_TEXT,
            name: "input.text".into(),
            at: text.locate(at, at + 10),
        });
    }
    parts
}

/// The variables that an output shows.
fn references(output: Node<'_>, scope: &str) -> Vec<Symbol> {
    let mut found = Vec::new();
    for node in output.descendants() {
        for (key, inner) in node.entries() {
            let name = inner.as_str().unwrap_or_default();
            match key.as_str() {
                "skill_variable" => found.push(skill_variable(base(name))),
                "variable" => found.push(step_variable(scope, base(name))),
                _ => found.extend(
                    inner
                        .text()
                        .map(|text| symbols(&placeholders(&text, scope)).collect::<Vec<_>>())
                        .unwrap_or_default(),
                ),
            }
        }
    }
    found
}

fn callout_node(callout: Node<'_>, scope: &str, name: SmolStr) -> super::chart::Node {
    let at = callout.location();
    let result = step_variable(scope, callout.str("result_variable"));
    let path = callout.str("path");
    let kind = endpoint(path);
    let node = |role| {
        super::chart::Node::new(name.clone(), at, role)
            .writing([result.clone()])
            .with_path(callout.path())
    };
    let mut model = ModelNode::new(at);
    match kind {
        Endpoint::Model(provider) => model.provider = provider.into(),
        Endpoint::Hosted(service) => {
            model.provider = service.into();
            model.hosted = Some(HostedAgent {
                service: service.into(),
                id: None,
                at: callout.place("path"),
            });
        }
        _ if path.contains("search") || path.contains("query") => return node(Role::Retrieve),
        _ => return node(Role::Source(HoleReason::Data)),
    }
    // A streamed answer goes to the user as it comes.
    model.sends = path.contains("stream") || callout.is_true("stream");
    let body = callout
        .at(&["request_mapping", "body"])
        .into_iter()
        .flat_map(Node::items);
    let mut reads = Vec::new();
    for field in body {
        let Some(value) = field.get("value") else {
            continue;
        };
        let parameter = field.str("parameter");
        let parts = value_parts(value, scope);
        if parameter.contains("model") && parameter != "model_input" {
            continue;
        }
        let last = parameter.rsplit('.').next().unwrap_or(parameter);
        let role = match last {
            "system" | "context" | "instructions" | "system_instruction" => MessageRole::System,
            "messages" | "prompt" | "input" | "contents" | "text" | "question" | "query"
            | "content" | "inputs" | "instances" => MessageRole::User,
            _ => continue,
        };
        reads.extend(symbols(&parts));
        model.messages.push(Message::new(role, parts));
    }
    node(Role::Model(Box::new(model))).reading(reads)
}
