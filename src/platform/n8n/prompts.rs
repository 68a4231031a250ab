//! What governs a model node: its prompts, the slot of the user's text, its model and its tools.

use smol_str::SmolStr;

use super::catalogue::{Messages, Mode, Role, catalogue};
use super::expression::{Part, parts};
use super::graph::{NodeRef, Program};
use super::model::WorkflowNode;
use super::outputs::{answering_workflow, in_mode};
use super::requests::{code_slots, request_slots, without_words};
use super::values::{Alternative, Atom, Value, Values};
use crate::bot::{
    HoleReason, HostedAgent, ModelCall, ModelOrigin, Piece, Prompt, Tool, Visibility,
};
use crate::document::Node;
use crate::workspace::Location;

const MAX_PROMPTS: usize = 6;

/// The texts in a model node's slots.
#[derive(Debug, Default)]
pub(super) struct Slots {
    pub(super) system: Vec<Value>,
    pub(super) user: Vec<Value>,
    pub(super) model: Option<SmolStr>,
    pub(super) provider: Option<SmolStr>,
    pub(super) hosted: Option<HostedAgent>,
    pub(super) stock: Option<&'static str>,
    /// Where the model is called, for code that does so itself.
    pub(super) called_at: Option<Location>,
}

impl Slots {
    /// Whether something that the user can have written goes in.
    pub(super) fn takes_message(&self) -> bool {
        let mut system = self.system.iter().flatten().flatten();
        let mut user = self.user.iter().flatten().flatten();
        let written = |atom: &Atom| matches!(atom, Atom::User { .. } | Atom::Answer { .. });
        // What is said to a hosted assistant may have been put into its thread by another request.
        self.hosted.is_some()
            || system.any(written)
            || user.any(|atom| match atom {
                Atom::Words(_) => false,
                Atom::User { .. } | Atom::Answer { .. } => true,
                Atom::Hole { reason, name, .. } => {
                    let last = name.rsplit('.').next().unwrap_or_default();
                    let speaks = !last.starts_with('$') && !catalogue().words.is_data(last);
                    match reason {
                        HoleReason::Environment => false,
                        HoleReason::Unresolved => true,
                        _ => speaks,
                    }
                }
            })
    }

    /// Whether something goes in under a name under which people talk, and not only topics, addresses and figures.
    pub(super) fn takes_talk(&self) -> bool {
        let mut atoms = self.user.iter().chain(&self.system).flatten().flatten();
        atoms.any(|atom| match atom {
            Atom::User { name, .. } => {
                let last = name.rsplit('.').next().unwrap_or_default();
                catalogue().words.is_said(last)
            }
            Atom::Answer { .. }
            | Atom::Hole {
                reason: HoleReason::Unresolved,
                ..
            } => true,
            _ => false,
        })
    }

    /// The model nodes whose answers go in, and whether the user's own text goes in as well.
    pub(super) fn fed_by(&self) -> (Vec<NodeRef>, bool) {
        let mut nodes = Vec::new();
        let mut direct = false;
        for atom in self.user.iter().chain(&self.system).flatten().flatten() {
            match atom {
                Atom::Answer { node, .. } if !nodes.contains(node) => nodes.push(*node),
                Atom::User { .. } => direct = true,
                _ => {}
            }
        }
        (nodes, direct)
    }
}

/// The slots of a model node; `None` if the node answers nobody.
pub(super) fn slots(values: &mut Values<'_, '_>, at: NodeRef) -> Option<Slots> {
    let program = values.program;
    let node = program.node(at);
    match node.role {
        Role::Model(_) | Role::FamilyModel => node_slots(values, at, node),
        Role::Http => request_slots(values, at, node),
        Role::Code => code_slots(values, at, node),
        Role::Call if program.begins(at).is_empty() => call_slots(values, at, node),
        _ => None,
    }
}

fn node_slots(values: &mut Values<'_, '_>, at: NodeRef, node: &WorkflowNode<'_>) -> Option<Slots> {
    let kind = catalogue().model(node.role)?;
    if has_only_disabled_model(values.program, at) {
        return None;
    }
    let silent: [&[Mode]; 2] = [&kind.transcribes, &kind.speaks];
    if silent.iter().any(|modes| in_mode(node, modes))
        || !in_mode(node, &kind.looks) && in_mode(node, &kind.silent)
    {
        return None;
    }
    let mut slots = Slots {
        provider: kind.provider.as_deref().map(SmolStr::new),
        model: kind
            .model
            .iter()
            .find_map(|way| node.text(way))
            .filter(|name| !name.starts_with('='))
            .map(SmolStr::new),
        stock: stock_text(node, kind),
        ..Slots::default()
    };
    if slots
        .model
        .as_deref()
        .is_some_and(|model| catalogue().paints(model))
    {
        return None;
    }
    for list in &kind.messages {
        read_messages(values, at, node, list, &mut slots);
    }
    for way in &kind.system {
        slots.system.extend(read(values, at, node.parameter(way)));
    }
    let text = kind.user.iter().find_map(|way| node.parameter(way));
    let automatic =
        node.text("promptType") == Some("auto") || text.is_none() && slots.user.is_empty();
    match text {
        Some(text) if !automatic => slots.user.extend(read(values, at, Some(text))),
        _ if automatic => slots
            .user
            .extend(automatic_input(values, at, &kind.auto_input)),
        _ => {}
    }
    if let Some(hosted) = &kind.hosted
        && hosted
            .resource
            .as_deref()
            .is_none_or(|resource| node.text("resource") == Some(resource))
    {
        let id = hosted.id.iter().find_map(|way| node.parameter(way));
        slots.hosted = Some(HostedAgent {
            service: hosted.service.as_str().into(),
            id: hosted
                .id
                .iter()
                .find_map(|way| node.text(way))
                .map(SmolStr::new),
            at: id.map_or(node.parameters_at(), |id| id.location()),
        });
    }
    Some(slots)
}

/// The slots of a call of a workflow that is not there, whose name says that a model answers in it.
fn call_slots(values: &mut Values<'_, '_>, at: NodeRef, node: &WorkflowNode<'_>) -> Option<Slots> {
    let name = answering_workflow(node)?;
    let given = node.parameter("workflowInputs.value");
    let user = read(values, at, given).unwrap_or_else(|| values.input(at, &[]));
    Some(Slots {
        user: vec![without_words(user)],
        hosted: Some(HostedAgent {
            service: "n8n-workflow".into(),
            id: Some(name.into()),
            at: node.parameters_at(),
        }),
        ..Slots::default()
    })
}

fn has_only_disabled_model(program: &Program<'_>, at: NodeRef) -> bool {
    let mut wired = false;
    for node in program.nodes_of(program.home(at)) {
        let model = program.node(node).short.contains("lmChat");
        if model && program.node(node).disabled && program.hangs_on(node, at) {
            wired = true;
        }
    }
    wired && !program.subs(at).any(|(sort, _)| sort == "ai_languageModel")
}

fn stock_text(
    node: &WorkflowNode<'_>,
    kind: &'static super::catalogue::ModelType,
) -> Option<&'static str> {
    let agent = match node.text("agent") {
        Some(agent) => Some(agent),
        None if node.version < 1.6 => Some("conversationalAgent"),
        None => None,
    };
    let stock = kind.stock.iter().find(|stock| match &stock.agent {
        Some(want) => agent == Some(want),
        None => true,
    });
    stock.map(|stock| stock.text.as_str())
}

pub(super) fn read(
    values: &mut Values<'_, '_>,
    at: NodeRef,
    parameter: Option<Node<'_>>,
) -> Option<Value> {
    let value = values.parameter(at, parameter?);
    (!value.is_empty()).then_some(value)
}

fn automatic_input(values: &mut Values<'_, '_>, at: NodeRef, names: &[String]) -> Option<Value> {
    for name in names {
        let value = values.input(at, &[SmolStr::new(name)]);
        if value
            .iter()
            .flatten()
            .any(|atom| !matches!(atom, Atom::Hole { .. }))
        {
            return Some(value);
        }
    }
    let whole = values.input(at, &[]);
    (!names.is_empty() && !whole.is_empty()).then_some(whole)
}

fn read_messages(
    values: &mut Values<'_, '_>,
    at: NodeRef,
    node: &WorkflowNode<'_>,
    list: &Messages,
    slots: &mut Slots,
) {
    let Some(messages) = node.parameter(&list.at) else {
        return;
    };
    for message in messages.items() {
        let role = message
            .get(&list.role)
            .and_then(|role| role.as_str())
            .unwrap_or(&list.default_role);
        let text = message.get(&list.text).or_else(|| message.get("text"));
        let Some(value) = read(values, at, text) else {
            continue;
        };
        match Speaker::of(role) {
            Speaker::System => slots.system.push(value),
            Speaker::User => slots.user.push(value),
            Speaker::Model => {}
        }
    }
}

#[derive(Clone, Copy)]
pub(super) enum Speaker {
    System,
    User,
    Model,
}

impl Speaker {
    pub(super) fn of(role: &str) -> Self {
        let role = role.to_lowercase();
        match role {
            _ if role.contains("system") || role == "developer" => Speaker::System,
            _ if role == "assistant" || role == "model" || role.starts_with("ai") => Speaker::Model,
            _ => Speaker::User,
        }
    }
}

// --- the call ------------------------------------------------------------------------------------------------------------

/// The call that a model node makes under those texts.
pub(super) fn call(values: &mut Values<'_, '_>, at: NodeRef, slots: &Slots) -> ModelCall {
    let program = values.program;
    let node = program.node(at);
    let language_model = program
        .subs(at)
        .find(|(sort, _)| *sort == "ai_languageModel")
        .map(|(_, sub)| program.node(sub));
    let own = |model: &&WorkflowNode<'_>| -> Option<SmolStr> {
        ["model", "modelName", "modelId", "deploymentName"]
            .iter()
            .find_map(|way| model.text(way))
            .filter(|name| !name.starts_with('='))
            .map(SmolStr::new)
    };
    let (prompts, user_text_in_system) = prompts(slots, node);
    let at_parameters = node
        .parameters
        .map(|parameters| (parameters.location(), parameters.path()));
    let (place, path) = at_parameters.unwrap_or_else(|| (node.whole.location(), node.whole.path()));
    ModelCall {
        at: slots.called_at.unwrap_or(place),
        name: node.name.clone(),
        provider: slots
            .provider
            .clone()
            .or_else(|| language_model.map(|model| provider_of(&model.short)))
            .unwrap_or_else(|| "unknown".into()),
        model: slots
            .model
            .clone()
            .or_else(|| language_model.as_ref().and_then(own)),
        origin: ModelOrigin::Call,
        prompts,
        user_text_in_system,
        tools: tools(program, at),
        hosted: slots.hosted.clone(),
        reply: None,
        document_path: Some(path),
    }
}

// `langchain.lmChatGoogleGemini` → `google`
fn provider_of(short: &str) -> SmolStr {
    let lower = short.to_lowercase();
    let known = [
        ("azure", "azure-openai"),
        ("openai", "openai"),
        ("gemini", "google"),
        ("vertex", "google"),
        ("anthropic", "anthropic"),
        ("groq", "groq"),
        ("ollama", "ollama"),
        ("openrouter", "openrouter"),
        ("mistral", "mistral"),
        ("deepseek", "deepseek"),
        ("bedrock", "bedrock"),
        ("grok", "xai"),
        ("cohere", "cohere"),
        ("huggingface", "huggingface"),
        ("alibaba", "alibaba"),
    ];
    let found = known.iter().find(|(word, _)| lower.contains(word));
    found.map_or("unknown", |(_, provider)| provider).into()
}

fn tools(program: &Program<'_>, at: NodeRef) -> Vec<Tool> {
    let hung = program
        .subs(at)
        .filter(|(sort, _)| *sort == "ai_tool")
        .filter_map(|(_, sub)| {
            let tool = program.node(sub);
            let name = catalogue().tool(&tool.short)?;
            Some(Tool {
                name: name.into(),
                at: tool.at,
            })
        });
    let built_in = program
        .node(at)
        .parameter("builtInTools")
        .into_iter()
        .flat_map(Node::entries);
    let built_in = built_in.filter_map(|(key, value)| {
        let name = match key.as_str() {
            "webSearch" | "googleSearch" | "urlContext" => "web-search",
            "codeInterpreter" | "codeExecution" => "code-interpreter",
            _ => return None,
        };
        (value.as_bool() != Some(false)).then(|| Tool {
            name: name.into(),
            at: key.location(),
        })
    });
    hung.chain(built_in).collect()
}

fn prompts(slots: &Slots, node: &WorkflowNode<'_>) -> (Vec<Prompt>, Option<Location>) {
    let system = sequence(&slots.system);
    let user = sequence(&slots.user);
    let mut prompts = Vec::new();
    let mut user_in_system = None;
    for own in &system {
        match what_is_in(own) {
            Content::Nothing => {}
            Content::UserAlone(at) => {
                user_in_system = user_in_system.or(at).or(Some(node.parameters_at()));
                // What the user will write is nothing to be judged now.
                prompts.push(Prompt {
                    pieces: pieces(own),
                    ..Prompt::without_text(Visibility::Runtime)
                });
            }
            Content::Holes => prompts.push(Prompt::judged(pieces(own))),
            Content::Words => prompts.extend(with_user_words(own, &user)),
        }
        if prompts.len() >= MAX_PROMPTS {
            break;
        }
    }
    if prompts.is_empty()
        && let Some(stock) = slots.stock.map(Prompt::stock)
        && !stock.judgement.scope.is_open()
    {
        prompts.push(stock);
    }
    if prompts.is_empty() {
        let worded = user
            .iter()
            .filter(|own| matches!(what_is_in(own), Content::Words));
        prompts.extend(
            worded
                .take(MAX_PROMPTS)
                .map(|own| Prompt::judged(pieces(own))),
        );
    }
    if prompts.is_empty() {
        let unseen = user.iter().find(|own| own.iter().any(is_unseen_prompt));
        prompts.extend(unseen.map(|own| Prompt::judged(pieces(own))));
    }
    if prompts.is_empty() {
        prompts.push(match (&slots.hosted, slots.stock) {
            (Some(_), _) => Prompt::without_text(Visibility::Hosted),
            (None, Some(stock)) => Prompt::stock(stock),
            (None, None) => Prompt::without_text(Visibility::Absent),
        });
    } else if slots.hosted.is_some()
        && prompts
            .iter()
            .all(|prompt| prompt.judgement.scope.is_open())
    {
        // Words that narrow nothing do not make a hosted assistant's own instructions seen.
        prompts = vec![Prompt::without_text(Visibility::Hosted)];
    }
    (prompts, user_in_system)
}

/// Whether a piece is a prompt that only the running workflow knows.
fn is_unseen_prompt(atom: &Atom) -> bool {
    let Atom::Hole { reason, name, .. } = atom else {
        return false;
    };
    let last = name.rsplit('.').next().unwrap_or_default();
    let named = catalogue().words.is_instructions(last) || last.to_lowercase().contains("prompt");
    named && !matches!(reason, HoleReason::ModelText)
}

/// The system text, and the words around the user's text if there are any.
fn with_user_words(system: &Alternative, user: &[Alternative]) -> Vec<Prompt> {
    let worded = user
        .iter()
        .filter(|own| matches!(what_is_in(own), Content::Words));
    let mut both: Vec<Prompt> = worded
        .take(2)
        .map(|own| Prompt::judged(pieces(system).into_iter().chain(pieces(own)).collect()))
        .collect();
    if both.is_empty() {
        both.push(Prompt::judged(pieces(system)));
    }
    both
}

/// All texts of a slot, one after another.
fn sequence(values: &[Value]) -> Vec<Alternative> {
    let mut whole: Vec<Alternative> = vec![Vec::new()];
    for value in values.iter().filter(|value| !value.is_empty()) {
        let mut longer = Vec::new();
        for first in &whole {
            for second in value {
                if longer.len() < MAX_PROMPTS {
                    longer.push(first.iter().chain(second).cloned().collect());
                }
            }
        }
        whole = longer;
    }
    whole
}

enum Content {
    Nothing,
    Words,
    UserAlone(Option<Location>),
    Holes,
}

fn what_is_in(text: &Alternative) -> Content {
    let mut user = None;
    let mut hole = false;
    for atom in text {
        match atom {
            Atom::Words(words)
                if words
                    .value
                    .chars()
                    .filter(|letter| letter.is_alphabetic())
                    .count()
                    >= 3 =>
            {
                return Content::Words;
            }
            Atom::Words(_) => {}
            Atom::User { at, .. } => user = user.or(Some(*at)),
            Atom::Answer { .. } | Atom::Hole { .. } => hole = true,
        }
    }
    match (user, hole) {
        (_, true) => Content::Holes,
        (Some(at), false) => Content::UserAlone(at),
        (None, false) => Content::Nothing,
    }
}

fn pieces(text: &Alternative) -> Vec<Piece> {
    text.iter()
        .map(|atom| match atom {
            Atom::Words(words) => Piece::Literal(words.clone()),
            Atom::User { name, at } => Piece::Hole {
                reason: HoleReason::UserText,
                name: name.clone(),
                at: *at,
            },
            Atom::Answer { field, at, .. } => Piece::Hole {
                reason: HoleReason::ModelText,
                name: field.clone(),
                at: *at,
            },
            Atom::Hole { reason, name, at } => Piece::Hole {
                reason: *reason,
                name: name.clone(),
                at: *at,
            },
        })
        .collect()
}

/// Whether a parameter's text is words alone.
pub(super) fn is_fixed(text: &str) -> bool {
    !parts(text)
        .iter()
        .any(|part| matches!(part, Part::Expression(..)))
}
