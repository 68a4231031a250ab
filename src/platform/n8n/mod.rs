//! n8n workflows (JSON).

mod assigned;
mod body;
mod catalogue;
mod code;
mod coded;
mod coded_requests;
mod expression;
mod graph;
mod model;
mod outputs;
mod prompts;
mod replies;
mod requests;
mod returned;
mod routes;
mod selection;
mod values;

use super::{Definition, Platform, ReadContext};
use crate::bot::Bot;
use crate::document::Node;

/// Reads n8n workflows.
#[derive(Debug, Clone, Copy)]
pub struct N8n;

impl Platform for N8n {
    fn name(&self) -> &'static str {
        "n8n"
    }

    fn title(&self) -> &'static str {
        "n8n workflows"
    }

    fn page(&self) -> &'static str {
        include_str!("page.md")
    }

    fn marks(&self) -> &'static [&'static str] {
        &["n8n-nodes-"]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json", "txt", "n8n"]
    }

    fn recognise(&self, root: Node<'_>, _path: &str) -> bool {
        model::is_workflow(root)
    }

    fn read(&self, definitions: &[Definition], context: &ReadContext<'_>) -> Vec<Bot> {
        let workflows = definitions.iter().filter_map(model::load).collect();
        let program = graph::Program::new(workflows);
        routes::bots(&program, context.follower)
    }
}
