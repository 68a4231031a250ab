//! Twilio Studio flows.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use smol_str::SmolStr;

use crate::bot::{Bot, Channel, Confidence, HoleReason, HostedAgent, TriggerKind};
use crate::document::{Each, Loose, Node, Spanned, Word, Words};
use crate::workspace::{Location, SourceText, Span};

use super::chart::{
    Branch, Chart, Message, MessageRole, ModelNode, NodeId, Role, Symbol, TextPart, USER_TEXT,
    parse,
};
use super::fields::{Fields, bot, gap, symbols_below};
use super::followed::{self, Pieces};
use super::knowledge::{Endpoint, endpoint};
use super::request::{Request, expression_reason};
use super::{Definition, Platform, ReadContext, SnippetInput};

/// The reader of Twilio Studio flows.
pub(crate) struct TwilioStudio;

const PLATFORM: &str = "twilio-studio";

impl Platform for TwilioStudio {
    fn name(&self) -> &'static str {
        PLATFORM
    }

    fn title(&self) -> &'static str {
        "Twilio Studio flows"
    }

    fn page(&self) -> &'static str {
        include_str!("../../lints/vocabulary/platforms/twilio-studio.md")
    }

    fn marks(&self) -> &'static [&'static str] {
        &["\"initial_state\""]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn recognise(&self, root: Node<'_>, _path: &str) -> bool {
        !root.str("initial_state").is_empty()
            && root
                .list("states")
                .iter()
                .any(|state| state.str("type") == "trigger" && state.has_list("transitions"))
    }

    fn read(&self, definitions: &[Definition], context: &ReadContext<'_>) -> Vec<Bot> {
        definitions
            .iter()
            .map(|definition| {
                let root = definition.root();
                let export: Export = root.read().unwrap_or_default();
                let chart = Flow::of(root, &export, context);
                let name = &export.description;
                bot(definition, PLATFORM, name, &chart, Confidence::High)
            })
            .collect()
    }
}

/// A flow as it is exported.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Export {
    description: Word,
    states: Each<Spanned<State>>,
}

/// A widget.
#[derive(Default, Deserialize)]
#[serde(default)]
struct State {
    name: Word,
    r#type: Word,
    transitions: Each<Spanned<Transition>>,
    properties: Option<Spanned<Loose<Properties>>>,
}

/// Where a widget leads.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Transition {
    event: Word,
    next: Word,
    conditions: Each<Condition>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Condition {
    r#type: Word,
    value: Word,
}

/// The settings of a widget, of all sorts of widgets.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Properties {
    input: Word,
    url: Option<Spanned<Word>>,
    body: Words,
    /// What `set-variables` sets.
    variables: Each<Pair>,
    /// What `run-function` sends.
    parameters: Each<Pair>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Pair {
    key: Word,
    value: Words,
}

impl Properties {
    fn url(&self) -> &str {
        self.url.as_ref().map_or("", |url| &url.value)
    }
}

/// What a widget's settings hold, and where they stand.
struct Settings<'s> {
    properties: &'s Properties,
    at: Location,
}

impl Settings<'_> {
    fn url_place(&self) -> Location {
        let url = self.properties.url.as_ref();
        url.map_or(self.at, |url| url.location)
    }
}

struct Flow<'c> {
    chart: Chart,
    context: &'c ReadContext<'c>,
    /// The first and the last node of each widget.
    widgets: FxHashMap<SmolStr, (NodeId, NodeId)>,
}

impl<'c> Flow<'c> {
    fn of(root: Node<'_>, export: &Export, context: &'c ReadContext<'c>) -> Chart {
        let mut flow = Self {
            chart: Chart::default(),
            context,
            widgets: FxHashMap::default(),
        };
        let whatsapp = root
            .descendants()
            .filter_map(Node::as_str)
            .any(|text| text.starts_with("whatsapp:"));
        for state in export.states.iter() {
            flow.add(root.document().node(state.node), &state.value, whatsapp);
        }
        for state in export.states.iter() {
            flow.wire(&state.value);
        }
        flow.chart
    }

    fn add(&mut self, at: Node<'_>, state: &State, whatsapp: bool) {
        let name = state.name.0.clone();
        let none = Properties::default();
        let written = state.properties.as_ref();
        let settings = Settings {
            properties: written.and_then(|one| one.value.get()).unwrap_or(&none),
            at: written.map_or_else(|| at.location(), |one| one.location),
        };
        let own: Symbol = format!("widget {name}").into();
        let node =
            |role| super::chart::Node::new(name.clone(), at.location(), role).with_path(at.path());
        let reads = symbols_below(at.get("properties").unwrap_or(at), &text);
        let (first, last) = match &*state.r#type {
            "trigger" => {
                let channel = if whatsapp {
                    Channel::WhatsApp
                } else {
                    Channel::Unknown
                };
                let id = self
                    .chart
                    .add(node(Role::Entry(channel)).writing([USER_TEXT, own]));
                (id, id)
            }
            "send-and-wait-for-reply" => {
                let says = self.chart.add(node(Role::Reply).reading(reads));
                let asks = self.chart.add(node(Role::Ask).writing([own, USER_TEXT]));
                self.chart.link(says, asks);
                (says, asks)
            }
            kind => {
                let step = match kind {
                    "send-message" => node(Role::Reply).reading(reads),
                    "send-to-flex" | "enqueue-call" => node(Role::Handoff),
                    "set-variables" => variables(&settings, node(Role::Step)),
                    "run-function" => self
                        .function(&settings, &node)
                        .reading(reads)
                        .writing([own]),
                    "make-http-request" => request(&settings, &node).reading(reads).writing([own]),
                    _ => node(Role::Step).reading(reads).writing([own]),
                };
                let id = self.chart.add(step);
                (id, id)
            }
        };
        self.widgets.insert(name, (first, last));
    }

    /// A function of the account: its source is read where the repository holds it.
    fn function(
        &self,
        settings: &Settings<'_>,
        node: &dyn Fn(Role) -> super::chart::Node,
    ) -> super::chart::Node {
        let url = settings.properties.url();
        let parameters = settings.properties.parameters.iter();
        let sent = parameters
            .filter_map(|parameter| parameter.value.get())
            .map(|value| Message::new(MessageRole::User, text(value)));
        let mut model = ModelNode::new(settings.at);
        if let Some(code) = self.source_of(url) {
            let follower = self.context.follower;
            let effect = follower.function(code.file, "handler", inputs());
            let pieces = Pieces {
                inputs: inputs(),
                input: &|way, at| gap(expression_reason(way), way, at),
                words: &|text| vec![TextPart::Words(text.clone())],
            };
            if let Some(mut model) = followed::model(&effect, settings.at, &pieces) {
                model.hears = false;
                model.messages.extend(sent);
                return node(Role::Model(Box::new(model)));
            }
            match endpoint(&code.value) {
                Endpoint::Model(provider) => {
                    model.provider = provider.into();
                    let read = |text: &SourceText| vec![TextPart::Words(text.clone())];
                    model.messages = Request::of_text(&code, &read).messages();
                    model.messages.extend(sent);
                    return node(Role::Model(Box::new(model)));
                }
                _ if !names_a_model(&code.value) => return node(Role::Source(HoleReason::Data)),
                _ => {}
            }
        } else if !names_a_model(url) {
            return node(Role::Source(HoleReason::Data));
        }
        model.provider = "twilio-function".into();
        model.messages.extend(sent);
        model.hosted = Some(HostedAgent {
            service: "twilio-function".into(),
            id: Some(SmolStr::new(url.rsplit('/').next().unwrap_or(url))),
            at: settings.url_place(),
        });
        node(Role::Model(Box::new(model)))
    }

    fn source_of(&self, url: &str) -> Option<SourceText> {
        let name = url.rsplit('/').next().filter(|name| !name.is_empty())?;
        let workspace = self.context.workspace;
        let fits = |path: &str| {
            let Some((folder, file)) = path.rsplit_once('/') else {
                return false;
            };
            let stem = file.split('.').next().unwrap_or(file);
            folder.ends_with("functions") && stem == name && file.ends_with(".js")
        };
        let file = workspace
            .file_ids()
            .find(|&file| fits(workspace.path(file)))?;
        let source = workspace.read(file).ok()?;
        let length = source.text.len();
        Some(SourceText::verbatim(
            source.text.clone(),
            file,
            Span::new(0, length),
        ))
    }

    fn wire(&mut self, state: &State) {
        let (_, from) = self.widgets[&state.name.0];
        let splits = &*state.r#type == "split-based-on";
        let properties = state.properties.as_ref().and_then(|one| one.value.get());
        let on_text = properties.is_some_and(|properties| is_user_text(&properties.input));
        for transition in state.transitions.iter() {
            let Some(&(to, _)) = self.widgets.get(&transition.value.next.0) else {
                continue;
            };
            if matches!(&*transition.value.event, "incomingCall" | "incomingParent") {
                continue;
            }
            let branch = (splits && on_text).then(|| branch(transition)).flatten();
            match branch {
                Some(branch) => self.chart.branch(from, to, branch),
                None => self.chart.link(from, to),
            }
        }
    }
}

/// The step with the texts that it puts into variables.
fn variables(settings: &Settings<'_>, step: super::chart::Node) -> super::chart::Node {
    let variables = settings.properties.variables.iter();
    variables.fold(step, |step, variable| {
        let symbol = SmolStr::new(format!("variable {}", &*variable.key));
        step.assigning(symbol, variable.value.get().map_or_else(Vec::new, text))
    })
}

fn branch(transition: &Spanned<Transition>) -> Option<Branch> {
    let at = Some(transition.location);
    if &*transition.value.event == "noMatch" {
        return Some(Branch::open(TriggerKind::Fallback, None, at));
    }
    let condition = transition.value.conditions.first()?;
    let value = &*condition.value;
    Some(match &*condition.r#type {
        _ if value.starts_with(['/', '!']) => Branch::open(TriggerKind::Command, Some(value), at),
        "contains" | "regex" => Branch {
            narrows: true,
            ..Branch::open(TriggerKind::Keyword, Some(value), at)
        },
        "equal_to" | "matches_any_of" | "starts_with" => {
            Branch::open(TriggerKind::MenuOption, Some(value), at)
        }
        _ => return None,
    })
}

/// What a function is called with: its environment, the parameters of the widget, and where it hands its result.
fn inputs() -> &'static [SnippetInput] {
    static INPUTS: OnceLock<Vec<SnippetInput>> = OnceLock::new();
    let given = [
        ("context", HoleReason::Environment),
        ("event", HoleReason::UserText),
        ("callback", HoleReason::Data),
    ];
    INPUTS.get_or_init(|| {
        let given = given.into_iter().map(|(name, holds)| SnippetInput {
            name: SmolStr::new_static(name),
            holds,
        });
        given.collect()
    })
}

fn names_a_model(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    [
        "gpt",
        "openai",
        "llm",
        "gemini",
        "anthropic",
        "claude",
        "bedrock",
    ]
    .iter()
    .any(|word| lower.contains(word))
}

fn request(
    settings: &Settings<'_>,
    node: &dyn Fn(Role) -> super::chart::Node,
) -> super::chart::Node {
    let mut model = ModelNode::new(settings.at);
    let url = settings.properties.url();
    match endpoint(url) {
        Endpoint::Model(provider) => {
            model.provider = provider.into();
            if let Some(body) = settings.properties.body.get() {
                model.messages = Request::of_text(body, &text).messages();
            }
        }
        Endpoint::Hosted(service) => {
            model.provider = service.into();
            model.hosted = Some(HostedAgent {
                service: service.into(),
                id: None,
                at: settings.url_place(),
            });
        }
        Endpoint::Reply => return node(Role::Reply),
        Endpoint::Other if names_a_model(url) => {
            model.provider = "http".into();
            model.hosted = Some(HostedAgent {
                service: "http".into(),
                id: None,
                at: settings.url_place(),
            });
        }
        Endpoint::Other => return node(Role::Source(HoleReason::Data)),
    }
    node(Role::Model(Box::new(model)))
}

fn is_user_text(liquid: &str) -> bool {
    [
        "inbound.Body",
        "message.Body",
        "inbound.body",
        "message.body",
    ]
    .iter()
    .any(|field| liquid.contains(field))
}

/// Liquid placeholders.
fn text(source: &SourceText) -> Vec<TextPart> {
    parse(source, "{{", "}}", &mut |name, at| {
        let plain = name.split('|').next().unwrap_or(name).trim();
        let mut steps = plain.split('.');
        let symbol = match (steps.next(), steps.next(), steps.next()) {
            (Some("trigger"), _, _) if is_user_text(plain) => USER_TEXT,
            (Some("widgets"), Some(widget), _) => format!("widget {widget}").into(),
            (Some("flow"), Some("variables"), Some(name)) => format!("variable {name}").into(),
            _ => return Some(gap(HoleReason::Data, plain, at)),
        };
        Some(TextPart::Variable {
            symbol,
            name: plain.into(),
            at,
        })
    })
}
