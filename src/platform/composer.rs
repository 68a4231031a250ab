//! Bot Framework Composer: adaptive dialogs.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::bot::{Bot, BotKind, Channel, Confidence, HoleReason, HostedAgent, TriggerKind};
use crate::document::Node;
use crate::workspace::SourceText;

use super::chart::{Branch, Chart, ModelNode, NodeId, Role, Symbol, TextPart, USER_TEXT, parse};
use super::fields::{Fields, symbols_below};
use super::knowledge::{Endpoint, endpoint};
use super::request::Request;
use super::{Definition, Platform, ReadContext};

/// The reader of adaptive dialogs.
pub(crate) struct Composer;

const PLATFORM: &str = "botframework";

impl Platform for Composer {
    fn name(&self) -> &'static str {
        PLATFORM
    }

    fn title(&self) -> &'static str {
        "Bot Framework Composer dialogs"
    }

    fn page(&self) -> &'static str {
        include_str!("../../lints/vocabulary/platforms/botframework.md")
    }

    fn marks(&self) -> &'static [&'static str] {
        &["Microsoft.AdaptiveDialog"]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["dialog", "json"]
    }

    fn recognise(&self, root: Node<'_>, _path: &str) -> bool {
        kind(root) == "Microsoft.AdaptiveDialog" && root.get("triggers").is_some()
    }

    fn read(&self, definitions: &[Definition], _context: &ReadContext<'_>) -> Vec<Bot> {
        let mut folders: Vec<&str> = definitions
            .iter()
            .map(|one| bot_folder(&one.path))
            .collect();
        folders.sort_unstable();
        folders.dedup();
        folders
            .into_iter()
            .map(|folder| {
                let dialogs: Vec<&Definition> = definitions
                    .iter()
                    .filter(|one| bot_folder(&one.path) == folder)
                    .collect();
                read_bot(folder, &dialogs)
            })
            .collect()
    }
}

fn kind(node: Node<'_>) -> &str {
    match node.str("$kind") {
        "" => node.str("$type"),
        kind => kind,
    }
}

fn bot_folder(path: &str) -> &str {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    for part in ["dialogs", "ComposerDialogs", "generated"] {
        if folder == part || folder.starts_with(&format!("{part}/")) {
            return "";
        }
        if let Some(at) = folder.find(&format!("/{part}")) {
            return &folder[..at];
        }
    }
    folder
}

fn dialog_id(path: &str) -> &str {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.split('.').next().unwrap_or(file)
}

fn read_bot(folder: &str, dialogs: &[&Definition]) -> Bot {
    let mut draft = Draft::default();
    for dialog in dialogs {
        draft.add(dialog);
    }
    draft.link_calls();
    let main = dialogs
        .iter()
        .find(|dialog| {
            let path = &dialog.path;
            !path.contains("dialogs/") || path.contains("/Main/") || dialog_id(path) == "Main"
        })
        .or(dialogs.first());
    for dialog in dialogs {
        let is_main = main.is_some_and(|main| main.path == dialog.path);
        draft.enter(dialog, is_main);
    }
    let drawn = draft.chart.draw(Confidence::High);
    Bot {
        id: if folder.is_empty() { "." } else { folder }.into(),
        path: main.map_or_else(|| folder.into(), |main| main.path.clone()),
        kind: BotKind::Definition,
        platform: PLATFORM.into(),
        channel: drawn.channel,
        routes: drawn.routes,
    }
}

#[derive(Default)]
struct Draft {
    chart: Chart,
    /// The first node of each trigger, by dialog.
    triggers: FxHashMap<String, Vec<(SmolStr, NodeId)>>,
    calls: Vec<(NodeId, String)>,
}

impl Draft {
    fn add(&mut self, dialog: &Definition) {
        let id = dialog_id(&dialog.path).to_owned();
        for trigger in dialog.root().list("triggers") {
            let first = self.chart.add(super::chart::Node::new(
                kind(trigger),
                trigger.location(),
                Role::Step,
            ));
            let mut last = first;
            for action in trigger.descendants().skip(1) {
                if action.is_true("disabled") {
                    continue;
                }
                for node in action_nodes(action) {
                    let node = self.chart.add(node.with_path(action.path()));
                    self.chart.link(last, node);
                    last = node;
                }
                if kind(action) == "Microsoft.BeginDialog" {
                    self.calls.push((last, action.str("dialog").to_owned()));
                }
            }
            self.triggers
                .entry(id.clone())
                .or_default()
                .push((kind(trigger).into(), first));
        }
    }

    fn link_calls(&mut self) {
        for (from, dialog) in std::mem::take(&mut self.calls) {
            let begins = self
                .triggers
                .get(&dialog)
                .into_iter()
                .flatten()
                .filter(|(kind, _)| kind.ends_with("OnBeginDialog"));
            for (_, to) in begins {
                self.chart.link(from, *to);
            }
        }
    }

    fn enter(&mut self, dialog: &Definition, is_main: bool) {
        if !is_main {
            return;
        }
        let places = self
            .triggers
            .get(dialog_id(&dialog.path))
            .cloned()
            .unwrap_or_default();
        for (trigger, (kind, first)) in dialog.root().list("triggers").into_iter().zip(places) {
            let at = trigger.location();
            let branch = match kind.trim_start_matches("Microsoft.") {
                "OnUnknownIntent" => Some(Branch::open(TriggerKind::Fallback, None, Some(at))),
                "OnIntent" | "OnQnAMatch" | "OnChooseIntent" => Some(Branch {
                    narrows: true,
                    ..Branch::open(TriggerKind::Intent, Some(trigger.str("intent")), Some(at))
                }),
                "OnMessageActivity" | "OnBeginDialog" | "OnActivity" => None,
                _ => continue,
            };
            let entry = self.chart.add(
                super::chart::Node::new(kind.clone(), at, Role::Entry(Channel::Unknown))
                    .writing([USER_TEXT]),
            );
            match branch {
                Some(branch) => self.chart.branch(entry, first, branch),
                None => self.chart.link(entry, first),
            }
        }
    }
}

fn action_nodes(action: Node<'_>) -> Vec<super::chart::Node> {
    let name = kind(action);
    let at = action.location();
    let node = |role| super::chart::Node::new(name, at, role);
    match name.trim_start_matches("Microsoft.") {
        "SendActivity" => vec![node(Role::Reply).reading(symbols_below(action, &text))],
        "TextInput" => {
            let property = property(action.str("property"));
            vec![node(Role::Ask).writing([property, USER_TEXT])]
        }
        "HttpRequest" => vec![request(action, &node)],
        "SetProperty" => vec![set(node(Role::Step), action)],
        "SetProperties" => {
            let assignments = action.list("assignments").into_iter();
            vec![assignments.fold(node(Role::Step), set)]
        }
        "SendHandoffActivity" => vec![node(Role::Handoff)],
        _ if !name.is_empty() && !name.starts_with("Microsoft.") && names_a_model(name) => {
            let mut model = ModelNode::new(at);
            model.provider = "custom-action".into();
            model.hears = true;
            model.sends = true;
            model.hosted = Some(HostedAgent {
                service: "custom-action".into(),
                id: Some(name.into()),
                at,
            });
            vec![node(Role::Model(Box::new(model)))]
        }
        _ => Vec::new(),
    }
}

/// The step with what one assignment puts into a property: a text or an expression.
fn set(step: super::chart::Node, assignment: Node<'_>) -> super::chart::Node {
    let target = property(assignment.str("property"));
    match assignment.words("value") {
        Some(value) => step.assigning(target, text(&value)),
        None => step
            .reading(symbols_below(assignment, &text))
            .writing([target]),
    }
}

fn names_a_model(kind: &str) -> bool {
    let lower = kind.to_ascii_lowercase();
    ["gpt", "openai", "llm"]
        .iter()
        .any(|word| lower.contains(word))
}

fn request(action: Node<'_>, node: &dyn Fn(Role) -> super::chart::Node) -> super::chart::Node {
    let result = property(action.str("resultProperty"));
    let mut model = ModelNode::new(action.location());
    match endpoint(action.str("url")) {
        Endpoint::Model(provider) => {
            model.provider = provider.into();
            if let Some(body) = action.get("body") {
                let request = match body.text() {
                    Some(written) => Request::of_text(&written, &text),
                    None => Request::of_node(body, &text),
                };
                model.messages = request.messages();
                model.at = body.location();
            }
        }
        Endpoint::Hosted(service) => {
            model.provider = service.into();
            model.hosted = Some(HostedAgent {
                service: service.into(),
                id: None,
                at: action.place("url"),
            });
        }
        _ => return node(Role::Source(HoleReason::Data)).writing([result]),
    }
    let reads: Vec<Symbol> = symbols_below(action, &text);
    node(Role::Model(Box::new(model)))
        .reading(reads)
        .writing([result])
}

/// `dialog.response.content.choices` is what was put into `dialog.response`.
fn property(path: &str) -> Symbol {
    let plain = path.trim_start_matches('=').trim();
    let mut parts = plain.split(['.', '[', ' ', ')']);
    let (scope, name) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    format!("{scope}.{name}").into()
}

/// `${expression}` and `=expression` in a text.
fn text(source: &SourceText) -> Vec<TextPart> {
    if let Some(expression) = source.value.trim().strip_prefix('=') {
        return vec![variable(expression, source.location())];
    }
    parse(source, "${", "}", &mut |name, at| Some(variable(name, at)))
}

fn variable(expression: &str, at: crate::workspace::Location) -> TextPart {
    let symbol = if expression.contains("turn.activity.text")
        || expression.contains("turn.recognized.text")
    {
        USER_TEXT
    } else {
        let start = ["dialog.", "user.", "conversation.", "turn."]
            .iter()
            .filter_map(|scope| expression.find(scope))
            .min()
            .unwrap_or(0);
        property(&expression[start..])
    };
    TextPart::Variable {
        symbol,
        name: expression.into(),
        at,
    }
}
