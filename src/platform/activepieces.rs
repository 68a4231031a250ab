//! Activepieces flows.

use smol_str::SmolStr;

use crate::bot::{Bot, Channel, Confidence, HoleReason, TriggerKind};
use crate::document::Node;
use crate::syntax::Language;
use crate::workspace::{Location, SourceText};

use super::chart::{
    Branch, Chart, Message, MessageRole, ModelNode, NodeId, Role, TextPart, Unwritten, parse,
};
use super::fields::{Fields, bot, gap, symbols_below};
use super::followed::{self, Pieces};
use super::{CodeFollower, Definition, Platform, ReadContext, SnippetInput};

/// The reader of Activepieces flows.
pub(crate) struct Activepieces;

const PLATFORM: &str = "activepieces";
const MAX_STEPS: usize = 500;

impl Platform for Activepieces {
    fn name(&self) -> &'static str {
        PLATFORM
    }

    fn title(&self) -> &'static str {
        "Activepieces flows"
    }

    fn page(&self) -> &'static str {
        include_str!("../../lints/vocabulary/platforms/activepieces.md")
    }

    fn marks(&self) -> &'static [&'static str] {
        &["@activepieces/piece-"]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn recognise(&self, root: Node<'_>, _path: &str) -> bool {
        root.get("trigger").is_some_and(|trigger| {
            matches!(trigger.str("type"), "PIECE_TRIGGER" | "EMPTY")
                || trigger
                    .get("settings")
                    .is_some_and(|settings| settings.str("pieceName").starts_with("@activepieces/"))
        })
    }

    fn read(&self, definitions: &[Definition], context: &ReadContext<'_>) -> Vec<Bot> {
        definitions
            .iter()
            .filter_map(|definition| {
                let root = definition.root();
                let mut flow = Flow {
                    follower: context.follower,
                    chart: Chart::default(),
                    steps: 0,
                };
                let trigger = root.get("trigger")?;
                let channel = channel(piece(trigger))?;
                let entry = flow.chart.add(
                    super::chart::Node::new(
                        trigger.name("displayName"),
                        trigger.location(),
                        Role::Entry(channel),
                    )
                    .writing(["trigger".into(), trigger.name("name")]),
                );
                flow.run(trigger.get("nextAction"), entry, None);
                let name = root.str("displayName");
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

fn piece(step: Node<'_>) -> &str {
    step.get("settings")
        .map(|settings| settings.str("pieceName"))
        .unwrap_or_default()
        .trim_start_matches("@activepieces/piece-")
}

fn channel(piece: &str) -> Option<Channel> {
    let known = match piece {
        "telegram-bot" => "telegram",
        "whatsapp" => "whatsapp",
        "slack" => "slack",
        "discord" => "discord",
        "facebook-messenger" => "messenger",
        "twilio" => "twilio",
        "webhook" | "forms" | "chat-interface" | "forms-chat" => "unknown",
        _ => return None,
    };
    Some(Channel::from_name(known))
}

struct Flow<'c> {
    follower: &'c dyn CodeFollower,
    chart: Chart,
    steps: usize,
}

impl Flow<'_> {
    /// Adds the steps of a chain and gives the last one.
    fn run(&mut self, first: Option<Node<'_>>, from: NodeId, branch: Option<Branch>) -> NodeId {
        let mut at = first.filter(|step| !step.is_null());
        let mut last = from;
        let mut pending = branch;
        while let Some(step) = at {
            self.steps += 1;
            if self.steps > MAX_STEPS {
                break;
            }
            // A step that is switched off does not run, nor do its branches.
            if step.is_true("skip") {
                at = step.get("nextAction").filter(|step| !step.is_null());
                continue;
            }
            let node = match code_of(step) {
                Some(code) => self.coded(step, &code),
                None => node(step),
            };
            let id = self.chart.add(node);
            match pending.take() {
                Some(branch) => self.chart.branch(last, id, branch),
                None => self.chart.link(last, id),
            }
            last = id;
            let branches = step
                .get("settings")
                .map(|settings| settings.list("branches"))
                .unwrap_or_default();
            for (child, way) in step.list("children").into_iter().zip(branches) {
                if !child.is_null() {
                    self.run(Some(child), id, way_of(way));
                }
            }
            at = step.get("nextAction").filter(|step| !step.is_null());
        }
        last
    }
}

/// The TypeScript of a code step.
fn code_of(step: Node<'_>) -> Option<SourceText> {
    let source = step.at(&["settings", "sourceCode"])?;
    source.words("code").filter(|_| step.str("type") == "CODE")
}

impl Flow<'_> {
    /// A code step: the model that it asks, or the text that it gives.
    fn coded(&self, step: Node<'_>, code: &SourceText) -> super::chart::Node {
        let inputs = SnippetInput::messages(&["inputs"]);
        let language = Language::TypeScript;
        let effect = self.follower.defined(code, language, "code", &inputs);
        let given = step.at(&["settings", "input"]);
        let pieces = Pieces {
            inputs: &inputs,
            input: &|way, at| input(given, way, at),
            words: &|text| vec![TextPart::Words(text.clone())],
        };
        let place = code.location();
        let reads = given.map_or_else(Vec::new, |given| symbols_below(given, &text));
        let node = |role| {
            super::chart::Node::new(step.name("displayName"), step.location(), role)
                .writing([step.name("name")])
                .with_path(step.path())
        };
        if let Some(mut model) = followed::model(&effect, place, &pieces) {
            model.hears = false;
            return node(Role::Model(Box::new(model))).reading(reads);
        }
        let node = node(Role::Step).reading(reads);
        match followed::returned(&effect, None, place, &pieces) {
            Some(parts) => node.giving(parts),
            None => node,
        }
    }
}

/// What `inputs.name` holds in the code of a step.
fn input(given: Option<Node<'_>>, way: &str, at: Location) -> TextPart {
    let name = way.split('.').nth(1).unwrap_or_default();
    let written = given.and_then(|given| given.words(name));
    let mut parts = written.map_or_else(Vec::new, |written| text(&written));
    match parts.len() {
        1 => parts.remove(0),
        _ => gap(HoleReason::Data, way, at),
    }
}

fn way_of(way: Node<'_>) -> Option<Branch> {
    let at = Some(way.location());
    let name = way.str("branchName");
    if way.str("branchType") == "FALLBACK" {
        return Some(Branch::open(TriggerKind::Fallback, Some(name), at));
    }
    let condition = way
        .descendants()
        .find(|node| !node.str("operator").is_empty())?;
    let contains = condition.str("operator").contains("CONTAINS");
    let value = condition.str("secondValue");
    Some(if value.starts_with(['/', '!']) {
        Branch::open(TriggerKind::Command, Some(value), at)
    } else {
        Branch {
            narrows: contains && !value.is_empty(),
            ..Branch::open(TriggerKind::Keyword, Some(value), at)
        }
    })
}

fn node(step: Node<'_>) -> super::chart::Node {
    let settings = step.get("settings").unwrap_or(step);
    let input = settings.get("input").unwrap_or(settings);
    let own = step.name("name");
    let node = |role| {
        super::chart::Node::new(step.name("displayName"), step.location(), role)
            .writing([own.clone()])
            .with_path(step.path())
    };
    let reads = symbols_below(input, &text);
    let action = settings.str("actionName");
    let kind = piece(step);
    let model_piece = [
        "openai",
        "claude",
        "google-gemini",
        "groq",
        "ai",
        "mistral-ai",
        "deepseek",
        "azure-openai",
        "perplexity-ai",
        "openrouter",
        "local-ai",
    ];
    if model_piece.contains(&kind) {
        let answers = ["ask", "chat", "run_agent", "text"]
            .iter()
            .any(|word| action.contains(word));
        if !answers || action.contains("image") || action.contains("extract") {
            return node(Role::Label);
        }
        return node(Role::Model(Box::new(model(kind, input)))).reading(reads);
    }
    let sends = ["send", "reply", "respond", "return_response"]
        .iter()
        .any(|word| action.contains(word));
    if sends && channel(kind).is_some() {
        return node(Role::Reply).reading(reads);
    }
    match kind {
        "google-sheets" | "airtable" | "store" | "notion" => {
            node(Role::Source(HoleReason::Database))
        }
        _ => node(Role::Step).reading(reads),
    }
}

fn model(provider: &str, input: Node<'_>) -> ModelNode {
    let mut model = ModelNode::new(input.location());
    model.provider = provider.into();
    model.model = Some(input.name("model"));
    for field in [
        "systemPrompt",
        "systemMessage",
        "system",
        "systemInstruction",
    ] {
        if let Some(words) = input.words(field) {
            model
                .messages
                .push(Message::new(MessageRole::System, text(&words)));
        }
    }
    for role in input.list("roles") {
        if let Some(words) = role.words("content") {
            let turn = MessageRole::named(role.str("role"));
            model.messages.push(Message::new(turn, text(&words)));
        }
    }
    if provider == "openai" && input.get("roles").is_none() {
        model.unwritten = Unwritten::Stock(SmolStr::new_static("You are a helpful assistant."));
    }
    for field in ["prompt", "question", "userMessage"] {
        if let Some(words) = input.words(field) {
            model
                .messages
                .push(Message::new(MessageRole::User, text(&words)));
        }
    }
    model
}

/// `{{trigger['message']['text']}}` and `{{step_1['text']}}`.
fn text(source: &SourceText) -> Vec<TextPart> {
    parse(source, "{{", "}}", &mut |name, at| {
        let base = name.split(['[', '.', ' ']).next().unwrap_or(name);
        if base.is_empty() {
            return Some(gap(HoleReason::Data, name, at));
        }
        Some(TextPart::Variable {
            symbol: base.into(),
            name: name.into(),
            at,
        })
    })
}
