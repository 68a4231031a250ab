//! A Rasa project: the folder of its config and domain, and everything below it merged.

use std::collections::BTreeMap;

use serde::Deserialize;
use smol_str::SmolStr;

use super::catalogue::catalogue;
use crate::document::{self, Document, Loose, Node, NodeKind, Spanned};
use crate::platform::Definition;
use crate::workspace::{FileId, Location, SourceText, Workspace};

/// What a YAML file of a project holds; a file may hold several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Parts {
    domain: bool,
    config: bool,
    data: bool,
    endpoints: bool,
}

impl Parts {
    /// What a value is a part of, by its keys.
    pub(super) fn of(root: Node<'_>) -> Self {
        let first = |key: &str| root.get(key).and_then(|list| list.items().next());
        let names =
            |key: &str, inside: &str| first(key).is_some_and(|item| item.get(inside).is_some());
        let uttered = |key: &str| {
            root.get(key).is_some_and(|map| {
                map.entries()
                    .any(|(name, _)| name.as_str().starts_with("utter_"))
            })
        };
        let actions = first("actions")
            .and_then(|action| action.as_str())
            .is_some_and(|name| {
                ["action_", "utter_", "validate_"]
                    .iter()
                    .any(|start| name.starts_with(start))
            });
        let intents = first("intents").is_some_and(|intent| !intent.is_null());
        let flows = root.get("flows").is_some_and(|flows| {
            flows
                .entries()
                .any(|(_, flow)| flow.get("steps").is_some() || flow.get("description").is_some())
        });
        let policies = first("policies")
            .and_then(|policy| policy.get("name")?.as_str())
            .is_some_and(|name| name.contains("Policy"));
        let recipe = root.get("recipe").is_some() || root.get("assistant_id").is_some();
        Self {
            domain: uttered("responses")
                || uttered("templates")
                || actions
                || intents
                || root.get("session_config").is_some(),
            config: policies
                || names("pipeline", "name")
                    && (recipe || root.get("language").is_some() || root.get("policies").is_some())
                || recipe && root.get("pipeline").is_some(),
            data: flows
                || names("rules", "rule")
                || names("stories", "story")
                || names("nlu", "intent"),
            endpoints: root
                .get("nlg")
                .is_some_and(|nlg| nlg.kind() == NodeKind::Object)
                || root.get("action_endpoint").is_some()
                || names("model_groups", "models"),
        }
    }

    pub(super) fn any(self) -> bool {
        self.domain || self.config || self.data || self.endpoints
    }
}

/// A project, merged.
pub(super) struct Project<'d> {
    /// Its folder relative to the root; empty for the root itself.
    pub(super) folder: String,
    pub(super) files: Vec<&'d Definition>,
    pub(super) responses: BTreeMap<SmolStr, Vec<Response>>,
    pub(super) turns: Vec<Turn>,
    pub(super) flows: BTreeMap<SmolStr, Flow<'d>>,
    pub(super) components: Vec<Component<'d>>,
    pub(super) policies: Vec<Component<'d>>,
    /// Whether a pipeline and policies are written out; else Rasa's own apply.
    pub(super) has_pipeline: bool,
    pub(super) has_policies: bool,
    /// The configurations themselves.
    pub(super) configs: Vec<Node<'d>>,
    pub(super) nlg: Option<Node<'d>>,
    pub(super) has_endpoints: bool,
    pub(super) channel: Option<SmolStr>,
}

/// One variant of a response.
#[derive(Debug, Clone)]
pub(super) struct Response {
    pub(super) text: Option<SourceText>,
    pub(super) rephrase: Option<bool>,
    pub(super) prompt: Option<SourceText>,
}

/// An intent and an action that follows it in a rule or story.
#[derive(Debug, Clone)]
pub(super) struct Turn {
    pub(super) intent: SmolStr,
    pub(super) intent_at: Location,
    pub(super) action: SmolStr,
    pub(super) action_at: Location,
    pub(super) path: String,
}

/// A flow.
pub(super) struct Flow<'d> {
    pub(super) node: Node<'d>,
}

/// A component of the pipeline, or a policy.
pub(super) struct Component<'d> {
    pub(super) name: SmolStr,
    pub(super) node: Node<'d>,
}

/// A step of a flow that does something: `action`, `link` or `call`.
pub(super) struct FlowStep {
    pub(super) kind: FlowStepKind,
    pub(super) name: SmolStr,
    pub(super) at: Location,
    pub(super) path: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FlowStepKind {
    Action,
    Flow,
}

impl Flow<'_> {
    /// What its steps do, branches included.
    pub(super) fn steps(&self) -> Vec<FlowStep> {
        let Some(steps) = self.node.get("steps") else {
            return Vec::new();
        };
        steps
            .descendants()
            .flat_map(Node::entries)
            .filter_map(|(key, value)| {
                let kind = match key.as_str() {
                    "action" => FlowStepKind::Action,
                    "link" | "call" => FlowStepKind::Flow,
                    _ => return None,
                };
                Some(FlowStep {
                    kind,
                    name: value.as_str()?.into(),
                    at: value.location(),
                    path: value.path(),
                })
            })
            .collect()
    }
}

#[derive(Debug, Deserialize)]
struct RawResponse {
    #[serde(default)]
    text: Loose<SourceText>,
    #[serde(default)]
    metadata: Loose<RawMetadata>,
}

#[derive(Debug, Deserialize)]
struct RawMetadata {
    #[serde(default)]
    rephrase: Loose<bool>,
    #[serde(default)]
    rephrase_prompt: Loose<SourceText>,
}

#[derive(Debug, Deserialize)]
struct RawStep {
    #[serde(default)]
    intent: Loose<Spanned<String>>,
    #[serde(default)]
    action: Loose<Spanned<String>>,
    #[serde(default)]
    active_loop: Loose<Spanned<String>>,
    #[serde(default)]
    or: Loose<Vec<RawIntent>>,
}

#[derive(Debug, Deserialize)]
struct RawIntent {
    #[serde(default)]
    intent: Loose<Spanned<String>>,
}

/// Sorts the parts of a tree into projects.
pub(super) fn projects<'d>(
    definitions: &'d [Definition],
    workspace: &Workspace,
) -> Vec<Project<'d>> {
    let parts: Vec<(&Definition, Parts)> = definitions
        .iter()
        .filter(|definition| !is_copy(&definition.path))
        .map(|definition| (definition, Parts::of(definition.root())))
        .collect();
    let mut folders: Vec<String> = parts
        .iter()
        .filter(|(_, parts)| parts.config)
        .map(|(definition, _)| anchor(&definition.path))
        .collect();
    if folders.is_empty() {
        // Without its config only a domain shows where a project begins.
        let domains = parts.iter().filter(|(_, parts)| parts.domain);
        folders = domains
            .map(|(definition, _)| anchor(&definition.path))
            .collect();
        folders.sort_by_key(String::len);
        folders.truncate(1);
    }
    folders.sort();
    folders.dedup();
    folders
        .iter()
        .filter_map(|folder| {
            let own: Vec<&Definition> = parts
                .iter()
                .filter(|(definition, _)| deepest(&folders, &definition.path) == Some(folder))
                .map(|(definition, _)| *definition)
                .collect();
            let has = |wanted: fn(Parts) -> bool| {
                own.iter()
                    .any(|definition| wanted(Parts::of(definition.root())))
            };
            (has(|parts| parts.domain || parts.data)).then(|| merge(folder, own, workspace))
        })
        .collect()
}

// Rasa keeps copies of what it trained on, and tests hold conversations that nobody has.
fn is_copy(path: &str) -> bool {
    path.split('/').any(|step| {
        matches!(
            step,
            ".rasa"
                | "models"
                | "results"
                | "venv"
                | ".venv"
                | "tests"
                | "e2e_tests"
                | "node_modules"
        )
    })
}

fn anchor(path: &str) -> String {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let last = folder.rsplit('/').next().unwrap_or_default();
    if matches!(last, "config" | "configs" | "domain" | "data") {
        return folder
            .rsplit_once('/')
            .map_or(String::new(), |(above, _)| above.to_owned());
    }
    folder.to_owned()
}

fn deepest<'f>(folders: &'f [String], path: &str) -> Option<&'f String> {
    folders
        .iter()
        .filter(|folder| {
            folder.is_empty()
                || path
                    .strip_prefix(folder.as_str())
                    .is_some_and(|rest| rest.starts_with('/'))
        })
        .max_by_key(|folder| folder.len())
}

fn merge<'d>(folder: &str, files: Vec<&'d Definition>, workspace: &Workspace) -> Project<'d> {
    let mut project = Project {
        folder: folder.to_owned(),
        responses: BTreeMap::new(),
        turns: Vec::new(),
        flows: BTreeMap::new(),
        components: Vec::new(),
        policies: Vec::new(),
        has_pipeline: false,
        has_policies: false,
        configs: Vec::new(),
        nlg: None,
        has_endpoints: false,
        channel: channel(folder, workspace),
        files,
    };
    for definition in project.files.clone() {
        project.take(definition.root());
    }
    let stories = markdown_turns(folder, workspace);
    project.turns.extend(stories);
    project
}

impl<'d> Project<'d> {
    fn take(&mut self, root: Node<'d>) {
        for key in ["responses", "templates"] {
            for (name, variants) in root.get(key).into_iter().flat_map(Node::entries) {
                let variants = variants.items().map(response).collect();
                self.responses.insert(name.as_str().into(), variants);
            }
        }
        for key in ["rules", "stories"] {
            for story in root.get(key).into_iter().flat_map(Node::items) {
                self.turns.extend(turns(story));
            }
        }
        for (name, flow) in root.get("flows").into_iter().flat_map(Node::entries) {
            self.flows.insert(name.as_str().into(), Flow { node: flow });
        }
        if Parts::of(root).config {
            self.configs.push(root);
            self.components.extend(components(root.get("pipeline")));
            self.policies.extend(components(root.get("policies")));
            self.has_pipeline |= root.get("pipeline").is_some_and(|list| !list.is_null());
            self.has_policies |= root.get("policies").is_some_and(|list| !list.is_null());
        }
        if Parts::of(root).endpoints {
            self.has_endpoints = true;
            self.nlg = root.get("nlg").or(self.nlg);
        }
    }

    /// The file at a path relative to the project.
    pub(super) fn file(&self, path: &str, workspace: &Workspace) -> Option<FileId> {
        let path = path.trim_start_matches("./");
        let whole = if self.folder.is_empty() {
            path.to_owned()
        } else {
            format!("{}/{path}", self.folder)
        };
        workspace.find(&whole)
    }
}

fn response(node: Node<'_>) -> Response {
    let raw: Option<RawResponse> = node.read().ok();
    let (text, metadata) = match raw {
        Some(raw) => (raw.text.0, raw.metadata.0),
        // 1.x: the text alone.
        None => (node.text(), None),
    };
    Response {
        text,
        rephrase: metadata.as_ref().and_then(|metadata| metadata.rephrase.0),
        prompt: metadata.and_then(|metadata| metadata.rephrase_prompt.0),
    }
}

fn components<'d>(list: Option<Node<'d>>) -> impl Iterator<Item = Component<'d>> {
    list.into_iter().flat_map(Node::items).filter_map(|node| {
        let name = node.as_str().or_else(|| node.get("name")?.as_str())?;
        let name = name.rsplit('.').next().unwrap_or(name);
        Some(Component {
            name: name.into(),
            node,
        })
    })
}

fn turns(story: Node<'_>) -> Vec<Turn> {
    let mut turns = Vec::new();
    let mut intents: Vec<Spanned<String>> = Vec::new();
    for node in story.get("steps").into_iter().flat_map(Node::items) {
        let Ok(step) = node.read::<RawStep>() else {
            continue;
        };
        let alternatives = step
            .or
            .0
            .into_iter()
            .flatten()
            .filter_map(|either| either.intent.0);
        let asked: Vec<Spanned<String>> = step.intent.0.into_iter().chain(alternatives).collect();
        if !asked.is_empty() {
            intents = asked;
            continue;
        }
        let Some(action) = step.action.0.or(step.active_loop.0) else {
            continue;
        };
        turns.extend(intents.iter().map(|intent| Turn {
            intent: intent.value.as_str().into(),
            intent_at: intent.location,
            action: action.value.as_str().into(),
            action_at: action.location,
            path: node.path(),
        }));
    }
    turns
}

fn channel(folder: &str, workspace: &Workspace) -> Option<SmolStr> {
    let names = ["credentials.yml", "credentials.yaml"];
    let path = |name: &str| {
        if folder.is_empty() {
            name.to_owned()
        } else {
            format!("{folder}/{name}")
        }
    };
    let file = names.iter().find_map(|name| workspace.find(&path(name)))?;
    let source = workspace.read(file).ok()?;
    let document: Document = document::parse(&source).ok()?;
    let root = document.root()?;
    let whatsapp_number = source.text.contains("whatsapp:");
    let known: Vec<&str> = root
        .entries()
        .filter_map(|(key, _)| catalogue().channel(key.as_str()))
        .collect();
    let twilio = root.get("twilio").is_some() && whatsapp_number;
    let best = if twilio || known.contains(&"whatsapp") {
        Some("whatsapp")
    } else {
        None
    };
    best.or_else(|| known.iter().find(|name| **name != "web").copied())
        .or_else(|| known.first().copied())
        .map(SmolStr::new)
}

/// Stories of Rasa 1.x, which are Markdown: `* intent` and below it `- action`.
fn markdown_turns(folder: &str, workspace: &Workspace) -> Vec<Turn> {
    let below = |path: &str| {
        let inner = if folder.is_empty() {
            Some(path)
        } else {
            path.strip_prefix(folder)
                .and_then(|rest| rest.strip_prefix('/'))
        };
        inner.is_some_and(|inner| inner.starts_with("data/") && inner.ends_with(".md"))
    };
    let files = workspace
        .file_ids()
        .filter(|&file| below(workspace.path(file)));
    files
        .filter_map(|file| Some((file, workspace.read(file).ok()?)))
        .flat_map(|(file, source)| stories_in(file, &source.text))
        .collect()
}

fn stories_in(file: FileId, text: &str) -> Vec<Turn> {
    let mut turns = Vec::new();
    let mut intent: Option<(SmolStr, Location)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        let place = Location::new(
            file,
            crate::workspace::Span::new(start, start + trimmed.len()),
        );
        if let Some(name) = trimmed.strip_prefix("* ") {
            let name = name.split(['{', ' ']).next().unwrap_or_default();
            intent = Some((name.into(), place));
        } else if let Some(action) = trimmed.strip_prefix("- ")
            && let Some((intent, intent_at)) = &intent
            && line.starts_with([' ', '\t'])
        {
            turns.push(Turn {
                intent: intent.clone(),
                intent_at: *intent_at,
                action: action.trim().into(),
                action_at: place,
                path: String::new(),
            });
        } else if trimmed.starts_with('#') {
            intent = None;
        }
    }
    turns
}
