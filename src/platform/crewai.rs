//! CrewAI agents and tasks in YAML, where code in the same repository lets a messenger's users talk to the crew.

use crate::bot::{Bot, BotKind, Channel, Confidence, HoleReason};
use crate::document::{Node, NodeKind};
use crate::workspace::{SourceText, Span, Workspace};

use super::chart::{Chart, Message, MessageRole, ModelNode, Role, TextPart, parse};
use super::fields::{Fields, gap};
use super::{Definition, Platform, ReadContext};

/// The reader of CrewAI's YAML.
pub(crate) struct CrewAi;

const PLATFORM: &str = "crewai";

impl Platform for CrewAi {
    fn name(&self) -> &'static str {
        PLATFORM
    }

    fn title(&self) -> &'static str {
        "CrewAI agents and tasks"
    }

    fn page(&self) -> &'static str {
        include_str!("../../lints/vocabulary/platforms/crewai.md")
    }

    fn marks(&self) -> &'static [&'static str] {
        &["backstory:", "expected_output:"]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["yml", "yaml"]
    }

    fn recognise(&self, root: Node<'_>, _path: &str) -> bool {
        is_agents(root) || is_tasks(root)
    }

    fn read(&self, definitions: &[Definition], context: &ReadContext<'_>) -> Vec<Bot> {
        let mut folders: Vec<&str> = definitions.iter().map(|one| folder(&one.path)).collect();
        folders.sort_unstable();
        folders.dedup();
        let starters = starters(context.workspace);
        folders
            .into_iter()
            .filter_map(|folder_name| {
                let parts: Vec<&Definition> = definitions
                    .iter()
                    .filter(|one| folder(&one.path) == folder_name)
                    .collect();
                let channel = channel_of_users(&starters)?;
                read_crew(folder_name, &parts, channel, &starters)
            })
            .collect()
    }
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn all_have(root: Node<'_>, fields: &[&str]) -> bool {
    root.kind() == NodeKind::Object
        && root.entries().len() > 0
        && root
            .entries()
            .all(|(_, value)| value.kind() == NodeKind::Object)
        && root
            .entries()
            .any(|(_, value)| fields.iter().all(|field| value.get(field).is_some()))
}

fn is_agents(root: Node<'_>) -> bool {
    all_have(root, &["role", "goal", "backstory"])
}

fn is_tasks(root: Node<'_>) -> bool {
    all_have(root, &["description", "expected_output"])
}

/// The code in which crews are started.
fn starters(workspace: &Workspace) -> Vec<SourceText> {
    const MOST: usize = 400;
    let python = workspace
        .file_ids()
        .filter(|&file| workspace.path(file).ends_with(".py"))
        .take(MOST);
    let sources = python.filter_map(|file| workspace.read(file).ok());
    sources
        .filter(|source| source.text.contains("kickoff"))
        .map(|source| {
            let span = Span::new(0, source.text.len());
            SourceText::verbatim(source.text.clone(), source.id, span)
        })
        .collect()
}

/// The words that the code which starts a crew gives to an input: `kickoff(inputs={"topic": "…"})`.
fn given(starters: &[SourceText], name: &str) -> Option<SourceText> {
    starters.iter().find_map(|code| {
        let text = &*code.value;
        let from = text.find("kickoff")?;
        let keys = [format!("\"{name}\""), format!("'{name}'")];
        let key = keys.iter().find_map(|key| {
            let at = text[from..].find(key.as_str())?;
            Some(from + at + key.len())
        })?;
        let value = text[key..].trim_start().strip_prefix(':')?.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let start = text.len() - value.len() + 1;
        let length = text[start..].find([quote, '\\', '\n'])?;
        let ends = text[start + length..].starts_with(quote) && length > 0;
        ends.then(|| code.slice(start, start + length))
    })
}

/// The messenger whose handler starts a crew, told from the code: crews without one are batch jobs.
fn channel_of_users(starters: &[SourceText]) -> Option<Channel> {
    const MESSENGERS: [(&str, &str); 5] = [
        ("whatsapp", "whatsapp"),
        ("telegram", "telegram"),
        ("twilio", "whatsapp"),
        ("discord", "discord"),
        ("slack_bolt", "slack"),
    ];
    starters.iter().find_map(|code| {
        let lower = code.value.to_ascii_lowercase();
        MESSENGERS
            .iter()
            .find(|(word, _)| lower.contains(word))
            .map(|(_, channel)| Channel::from_name(channel))
    })
}

fn read_crew(
    folder: &str,
    parts: &[&Definition],
    channel: Channel,
    starters: &[SourceText],
) -> Option<Bot> {
    let agents = parts.iter().find(|one| is_agents(one.root()))?;
    let mut chart = Chart::default();
    let entry = chart.add(super::chart::Node::new(
        "the handler that starts the crew",
        agents.root().location(),
        Role::Entry(channel),
    ));
    let tasks: Vec<Node<'_>> = parts
        .iter()
        .filter(|one| is_tasks(one.root()))
        .flat_map(|one| one.root().entries())
        .map(|(_, task)| task)
        .collect();
    let named = |key: &str| tasks.iter().any(|task| task.str("agent") == key);
    let all_named = !tasks.is_empty() && tasks.iter().all(|task| !task.str("agent").is_empty());
    for (key, agent) in agents.root().entries() {
        // An agent that no task is given to does nothing.
        if all_named && !named(key.as_str()) {
            continue;
        }
        let mut model = ModelNode::new(agent.location());
        model.provider = "crewai".into();
        model.model = Some(agent.name("llm"));
        model.hears = true;
        model.sends = true;
        for field in ["role", "goal", "backstory"] {
            if let Some(words) = agent.words(field) {
                model
                    .messages
                    .push(Message::new(MessageRole::System, text(&words, starters)));
            }
        }
        for task in &tasks {
            let mine = matches!(task.str("agent"), "") || task.str("agent") == key.as_str();
            if let (true, Some(words)) = (mine, task.words("description")) {
                model
                    .messages
                    .push(Message::new(MessageRole::User, text(&words, starters)));
            }
        }
        let id = chart.add(
            super::chart::Node::new(key.as_str(), agent.location(), Role::Model(Box::new(model)))
                .with_path(agent.path()),
        );
        chart.link(entry, id);
    }
    let drawn = chart.draw(Confidence::Low);
    Some(Bot {
        id: if folder.is_empty() { "." } else { folder }.into(),
        path: agents.path.clone(),
        kind: BotKind::Definition,
        platform: PLATFORM.into(),
        channel: drawn.channel,
        routes: drawn.routes,
    })
}

/// `{name}` is an input of the crew: what the user wrote, or what the code that starts it says.
fn text(source: &SourceText, starters: &[SourceText]) -> Vec<TextPart> {
    parse(source, "{", "}", &mut |name, at| {
        let plain = !name.is_empty()
            && name
                .chars()
                .all(|letter| letter.is_alphanumeric() || letter == '_');
        let lower = name.to_ascii_lowercase();
        let spoken = ["message", "question", "query", "input", "text"]
            .iter()
            .any(|word| lower.contains(word));
        let reason = if spoken {
            HoleReason::UserText
        } else {
            HoleReason::Data
        };
        let words = given(starters, name).filter(|_| plain && !spoken);
        let input = || gap(reason, name, at);
        plain.then(|| words.map_or_else(input, TextPart::Words))
    })
}
