//! Amazon Lex: exports of the second version and CloudFormation templates, with the Bedrock agents beside them.

use smol_str::SmolStr;

use crate::bot::{
    Bot, BotKind, Channel, Confidence, Guard, GuardKind, HostedAgent, ModelOrigin, TriggerKind,
};
use crate::document::Node;
use crate::workspace::{SourceText, Workspace};

use super::chart::{
    Branch, Chart, Message, MessageRole, ModelNode, Role, TextPart, Unwritten, parse,
};
use super::fields::{Fields, gap};
use super::{Definition, Platform, ReadContext};
use crate::bot::HoleReason;

mod agents;
mod terraform;

use agents::{add_agent, agent_model};
use terraform::{Module, add_terraform_agent, terraform_agents};

/// The reader of Lex bots and Bedrock agents.
pub(crate) struct Lex;

const PLATFORM: &str = "lex";

impl Platform for Lex {
    fn name(&self) -> &'static str {
        PLATFORM
    }

    fn title(&self) -> &'static str {
        "Amazon Lex bots and Bedrock agents"
    }

    fn page(&self) -> &'static str {
        include_str!("../../lints/vocabulary/platforms/lex.md")
    }

    fn marks(&self) -> &'static [&'static str] {
        &[
            "parentIntentSignature",
            "AWS::Lex::Bot",
            "AWS::Bedrock::Agent",
            "aws_bedrockagent_agent",
            "awscc_bedrock_agent",
        ]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json", "yml", "yaml", "tf"]
    }

    fn recognise(&self, root: Node<'_>, _path: &str) -> bool {
        is_intent(root) || !resources(root).is_empty() || !terraform_agents(root).is_empty()
    }

    fn read(&self, definitions: &[Definition], context: &ReadContext<'_>) -> Vec<Bot> {
        let mut folders: Vec<&str> = definitions.iter().map(bot_folder).collect();
        folders.sort_unstable();
        folders.dedup();
        folders
            .into_iter()
            .map(|folder| {
                let parts: Vec<&Definition> = definitions
                    .iter()
                    .filter(|one| bot_folder(one) == folder)
                    .collect();
                read_bot(folder, &parts, context.workspace)
            })
            .collect()
    }
}

fn is_intent(root: Node<'_>) -> bool {
    root.get("parentIntentSignature").is_some() && !root.str("name").is_empty()
}

fn resources(root: Node<'_>) -> Vec<Node<'_>> {
    root.get("Resources")
        .into_iter()
        .flat_map(Node::entries)
        .map(|(_, resource)| resource)
        .filter(|resource| {
            matches!(
                resource.str("Type"),
                "AWS::Lex::Bot" | "AWS::Bedrock::Agent"
            )
        })
        .collect()
}

/// The folder above `BotLocales`; a template is a bot by itself.
fn bot_folder(definition: &Definition) -> &str {
    let path = &definition.path;
    match path.find("/BotLocales/") {
        Some(at) => &path[..at],
        None => path,
    }
}

fn read_bot(folder: &str, parts: &[&Definition], workspace: &Workspace) -> Bot {
    let mut chart = Chart::default();
    for part in parts {
        let root = part.root();
        if is_intent(root) {
            add_intent(&mut chart, root, Case::Camel, None);
        }
        let all = resources(root);
        let agent = all
            .iter()
            .find(|resource| resource.str("Type") == "AWS::Bedrock::Agent")
            .copied();
        let bots: Vec<Node<'_>> = all
            .iter()
            .filter(|resource| resource.str("Type") == "AWS::Lex::Bot")
            .copied()
            .collect();
        for bot in &bots {
            let locales = bot
                .get("Properties")
                .map(|properties| properties.list("BotLocales"))
                .unwrap_or_default();
            for intent in locales
                .into_iter()
                .flat_map(|locale| locale.list("Intents"))
            {
                add_intent(&mut chart, intent, Case::Pascal, agent);
            }
        }
        if let Some(agent) = agent.filter(|_| bots.is_empty()) {
            add_agent(&mut chart, agent);
        }
        let agents = terraform_agents(root);
        let module = Module::of(part, workspace);
        for (name, agent) in agents {
            add_terraform_agent(&mut chart, &name, agent, &module);
        }
    }
    let drawn = chart.draw(Confidence::High);
    Bot {
        id: if folder.is_empty() { "." } else { folder }.into(),
        path: parts
            .first()
            .map_or_else(|| folder.into(), |one| one.path.clone()),
        kind: BotKind::Definition,
        platform: PLATFORM.into(),
        channel: drawn.channel,
        routes: drawn.routes,
    }
}

/// How keys are written: exports begin them small, templates with a capital.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    Camel,
    Pascal,
}

impl Case {
    fn key(self, name: &str) -> String {
        match self {
            Case::Camel => name.into(),
            Case::Pascal => {
                let mut letters = name.chars();
                let first = letters.next().map(|letter| letter.to_ascii_uppercase());
                first.into_iter().chain(letters).collect()
            }
        }
    }

    fn get<'d>(self, node: Node<'d>, way: &[&str]) -> Option<Node<'d>> {
        way.iter()
            .try_fold(node, |node, name| node.get(&self.key(name)))
            .filter(|node| !node.is_null())
    }
}

fn add_intent(chart: &mut Chart, intent: Node<'_>, case: Case, agent: Option<Node<'_>>) {
    let signature = case
        .get(intent, &["parentIntentSignature"])
        .and_then(Node::as_str)
        .unwrap_or_default();
    let utterances = case
        .get(intent, &["sampleUtterances"])
        .is_some_and(|list| list.items().len() > 0);
    let model = match signature.trim_start_matches("AMAZON.") {
        "QnAIntent" => questions(intent, case),
        "BedrockAgentIntent" => Some(delegated(intent, case, agent)),
        "QinConnectIntent" => Some(hosted(intent, "amazon-q")),
        _ => None,
    };
    let Some(model) = model else { return };
    let name = case
        .get(intent, &["name"])
        .and_then(Node::as_str)
        .unwrap_or(signature);
    let at = intent.place(&case.key("parentIntentSignature"));
    let entry = chart.add(super::chart::Node::new(
        name,
        at,
        Role::Entry(Channel::Unknown),
    ));
    let id = chart.add(
        super::chart::Node::new(name, intent.location(), Role::Model(Box::new(model)))
            .with_path(intent.path()),
    );
    // Without utterances the intent takes whatever matches no other one.
    let branch = if utterances {
        Branch {
            narrows: true,
            ..Branch::open(TriggerKind::Intent, Some(name), Some(at))
        }
    } else {
        Branch::open(TriggerKind::Fallback, Some(name), Some(at))
    };
    chart.branch(entry, id, branch);
}

fn questions(intent: Node<'_>, case: Case) -> Option<ModelNode> {
    let configuration = case.get(intent, &["qnAIntentConfiguration"])?;
    let exact = configuration
        .descendants()
        .any(|node| case.get(node, &["exactResponse"]).and_then(Node::as_bool) == Some(true));
    if exact {
        return None;
    }
    let mut model = ModelNode::new(configuration.location());
    model.provider = "bedrock".into();
    model.hears = true;
    model.sends = true;
    let custom = configuration
        .descendants()
        .find_map(|node| node.words(&case.key("bedrockModelCustomPrompt")));
    match custom {
        Some(text) => model
            .messages
            .push(Message::new(MessageRole::System, dollars(&text))),
        None => {
            model.unwritten = Unwritten::Hidden;
            model.guards.push(Guard {
                kind: GuardKind::Grounded,
                at: case
                    .get(configuration, &["dataSourceConfiguration"])
                    .unwrap_or(configuration)
                    .location(),
            });
        }
    }
    Some(model)
}

fn delegated(intent: Node<'_>, case: Case, agent: Option<Node<'_>>) -> ModelNode {
    let Some(agent) = agent else {
        let mut model = hosted(intent, "bedrock-agent");
        let id = intent
            .descendants()
            .find_map(|node| case.get(node, &["bedrockAgentId"]))
            .and_then(Node::scalar)
            .map(SmolStr::new);
        if let Some(hosted) = &mut model.hosted {
            hosted.id = id;
        }
        return model;
    };
    agent_model(agent)
}

fn hosted(intent: Node<'_>, service: &str) -> ModelNode {
    let mut model = ModelNode::new(intent.location());
    model.provider = service.into();
    model.origin = ModelOrigin::Call;
    model.hears = true;
    model.sends = true;
    model.hosted = Some(HostedAgent {
        service: service.into(),
        id: None,
        at: intent.location(),
    });
    model
}

/// `${Parameter}` in a text.
fn dollars(text: &SourceText) -> Vec<TextPart> {
    parse(text, "${", "}", &mut |name, at| {
        Some(gap(HoleReason::Environment, name, at))
    })
}
