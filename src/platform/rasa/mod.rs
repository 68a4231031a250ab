//! Rasa projects (YAML, with actions in Python).

mod actions;
mod calm;
mod catalogue;
mod classic;
mod project;

use super::{Definition, Platform, ReadContext};
use crate::bot::{Bot, BotKind, Channel};
use crate::document::Node;
use project::{Parts, Project};

/// Reads Rasa projects.
#[derive(Debug, Clone, Copy)]
pub struct Rasa;

impl Platform for Rasa {
    fn name(&self) -> &'static str {
        "rasa"
    }

    fn title(&self) -> &'static str {
        "Rasa projects"
    }

    fn page(&self) -> &'static str {
        include_str!("page.md")
    }

    fn marks(&self) -> &'static [&'static str] {
        &[
            "utter_",
            "intents:",
            "policies:",
            "pipeline:",
            "action_endpoint",
            "nlg:",
            "flows:",
            "- intent:",
            "- action:",
            "model_groups",
            "action: action_",
            "recipe: default",
        ]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["yml", "yaml"]
    }

    fn recognise(&self, root: Node<'_>, _path: &str) -> bool {
        root.parent().is_none() && Parts::of(root).any()
    }

    fn read(&self, definitions: &[Definition], context: &ReadContext<'_>) -> Vec<Bot> {
        project::projects(definitions, context.workspace)
            .iter()
            .filter_map(|project| bot(project, context))
            .collect()
    }
}

fn bot(project: &Project<'_>, context: &ReadContext<'_>) -> Option<Bot> {
    let actions = actions::actions(&project.folder, context.workspace);
    let mut routes = classic::routes(project, &actions, context.follower);
    routes.extend(calm::routes(project, context.workspace));
    if routes.is_empty() && project.turns.is_empty() && project.flows.is_empty() {
        return None;
    }
    let path = if project.folder.is_empty() {
        String::from(".")
    } else {
        project.folder.clone()
    };
    Some(Bot {
        id: path.clone(),
        path,
        kind: BotKind::Definition,
        platform: "rasa".into(),
        channel: project
            .channel
            .as_deref()
            .map_or(Channel::Unknown, Channel::from_name),
        routes,
    })
}

#[cfg(test)]
mod tests;
