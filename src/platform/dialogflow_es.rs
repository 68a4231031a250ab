//! Dialogflow ES agents: intents that are answered by fixed texts or by a webhook.

use crate::bot::{Bot, BotKind, Channel, Confidence, HostedAgent, TriggerKind};
use crate::document::Node;
use crate::workspace::Workspace;

use super::chart::{Branch, Chart, ModelNode, Role};
use super::fields::Fields;
use super::{Definition, Platform, ReadContext};

/// The reader of Dialogflow ES agents.
pub(crate) struct DialogflowEs;

const PLATFORM: &str = "dialogflow-es";

impl Platform for DialogflowEs {
    fn name(&self) -> &'static str {
        PLATFORM
    }

    fn title(&self) -> &'static str {
        "Dialogflow ES agents"
    }

    fn page(&self) -> &'static str {
        include_str!("../../lints/vocabulary/platforms/dialogflow-es.md")
    }

    fn marks(&self) -> &'static [&'static str] {
        &[
            "\"fallbackIntent\"",
            "\"webhookUsed\"",
            "\"enabledDomainFeatures\"",
        ]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn recognise(&self, root: Node<'_>, _path: &str) -> bool {
        is_intent(root) || is_agent(root)
    }

    fn read(&self, definitions: &[Definition], context: &ReadContext<'_>) -> Vec<Bot> {
        let mut folders: Vec<&str> = definitions
            .iter()
            .map(|one| agent_folder(&one.path))
            .collect();
        folders.sort_unstable();
        folders.dedup();
        folders
            .into_iter()
            .map(|folder| {
                let parts: Vec<&Definition> = definitions
                    .iter()
                    .filter(|one| agent_folder(&one.path) == folder)
                    .collect();
                read_agent(folder, &parts, context.workspace)
            })
            .collect()
    }
}

fn is_intent(root: Node<'_>) -> bool {
    root.get("fallbackIntent").is_some()
        && root.get("webhookUsed").is_some()
        && root.has_list("responses")
}

fn is_agent(root: Node<'_>) -> bool {
    root.get("enabledDomainFeatures").is_some()
        && (root.get("mlMinConfidence").is_some() || root.get("googleAssistant").is_some())
}

fn agent_folder(path: &str) -> &str {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    match folder.strip_suffix("intents") {
        Some(base) => base.trim_end_matches('/'),
        None => folder,
    }
}

fn read_agent(folder: &str, parts: &[&Definition], workspace: &Workspace) -> Bot {
    let agent = parts.iter().find(|one| is_agent(one.root()));
    let webhook_off = agent.is_some_and(|agent| {
        agent
            .root()
            .get("webhook")
            .is_some_and(|webhook| webhook.get("available").and_then(Node::as_bool) == Some(false))
    });
    let mut chart = Chart::default();
    if !webhook_off && !has_fulfilment(workspace) {
        for part in parts {
            add_fallback(&mut chart, part.root());
        }
    }
    let drawn = chart.draw(Confidence::Low);
    let first = agent.or(parts.first());
    Bot {
        id: if folder.is_empty() { "." } else { folder }.into(),
        path: first.map_or_else(|| folder.into(), |first| first.path.clone()),
        kind: BotKind::Definition,
        platform: PLATFORM.into(),
        channel: drawn.channel,
        routes: drawn.routes,
    }
}

/// What no intent matches goes to a webhook whose code is not here: who answers there cannot be seen.
fn add_fallback(chart: &mut Chart, intent: Node<'_>) {
    if !intent.is_true("fallbackIntent") || !intent.is_true("webhookUsed") {
        return;
    }
    let at = intent.place("webhookUsed");
    let entry = chart.add(super::chart::Node::new(
        intent.str("name"),
        intent.place("name"),
        Role::Entry(Channel::Unknown),
    ));
    let mut model = ModelNode::new(at);
    model.provider = "webhook".into();
    model.hears = true;
    model.sends = true;
    model.hosted = Some(HostedAgent {
        service: "webhook".into(),
        id: None,
        at,
    });
    let id = chart.add(super::chart::Node::new(
        "the fulfilment webhook",
        at,
        Role::Model(Box::new(model)),
    ));
    let fallback = Branch::open(
        TriggerKind::Fallback,
        Some(intent.str("name")),
        Some(intent.place("fallbackIntent")),
    );
    chart.branch(entry, id, fallback);
}

/// Whether the repository holds source code that answers fulfilment requests: then that code is followed instead.
fn has_fulfilment(workspace: &Workspace) -> bool {
    const SOURCES: [&str; 8] = [".js", ".ts", ".py", ".go", ".java", ".php", ".rb", ".cs"];
    const WORDS: [&str; 5] = [
        "WebhookClient",
        "queryResult",
        "fulfillmentText",
        "fulfillmentMessages",
        "queryText",
    ];
    const MOST: usize = 400;
    workspace
        .file_ids()
        .filter(|&file| {
            let path = workspace.path(file);
            SOURCES.iter().any(|ending| path.ends_with(ending)) && !path.contains("node_modules/")
        })
        .take(MOST)
        .filter_map(|file| workspace.read(file).ok())
        .any(|source| WORDS.iter().any(|word| source.text.contains(word)))
}
