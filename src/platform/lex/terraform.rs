//! Bedrock agents in Terraform's files.

use std::cell::OnceCell;

use smol_str::SmolStr;

use crate::bot::{Channel, HoleReason};
use crate::document::{self, Document, EXPRESSION, Node};
use crate::platform::Definition;
use crate::platform::beside::{beside, folder};
use crate::platform::chart::{Chart, Message, MessageRole, ModelNode, Role, TextPart, parse};
use crate::platform::fields::{Fields, gap};
use crate::workspace::{Location, SourceText, Workspace};

/// How many files of a module are looked into for variables.
const MAX_FILES: usize = 60;
/// How many functions and variables stand within one another.
const DEPTH: usize = 6;

/// The agents that a file of Terraform declares, by their names in it.
pub(super) fn terraform_agents(root: Node<'_>) -> Vec<(SmolStr, Node<'_>)> {
    let resources = named(root, &["resource"]).into_iter();
    resources
        .flat_map(|kind| named(kind, &["aws_bedrockagent_agent", "awscc_bedrock_agent"]))
        .flat_map(Node::entries)
        .map(|(name, agent)| (SmolStr::new(name.as_str()), agent))
        .collect()
}

/// All values under those keys: a block that comes again is an entry of its own.
fn named<'d>(node: Node<'d>, wanted: &[&str]) -> Vec<Node<'d>> {
    let entries = node.entries();
    let named = entries.filter(|(key, _)| wanted.contains(&key.as_str()));
    named.map(|(_, value)| value).collect()
}

/// The files of a module of Terraform, read when a variable is asked for.
pub(super) struct Module<'a> {
    definition: &'a Definition,
    workspace: &'a Workspace,
    documents: OnceCell<Vec<Document>>,
}

impl<'a> Module<'a> {
    /// The module that a file is a part of.
    pub(super) fn of(definition: &'a Definition, workspace: &'a Workspace) -> Self {
        Self {
            definition,
            workspace,
            documents: OnceCell::new(),
        }
    }

    fn documents(&self) -> &[Document] {
        self.documents.get_or_init(|| {
            let own = folder(&self.definition.path);
            let files = self.workspace.file_ids().filter(|&file| {
                let path = self.workspace.path(file);
                path.ends_with(".tf") && folder(path) == own
            });
            let sources = files.take(MAX_FILES);
            let sources = sources.filter_map(|file| self.workspace.read(file).ok());
            sources
                .filter_map(|source| document::parse(&source).ok())
                .collect()
        })
    }

    /// The default of a variable, or the value of a local name.
    fn value(&self, reference: &str) -> Option<Node<'_>> {
        let (scope, name) = reference.trim().split_once('.')?;
        let way: &[&str] = match scope {
            "var" => &["variable", name, "default"],
            "local" => &["locals", name],
            _ => return None,
        };
        let roots = self.documents().iter().flat_map(Document::roots);
        roots
            .flat_map(Node::entries)
            .filter(|(key, _)| key.as_str() == way[0])
            .find_map(|(_, block)| block.at(&way[1..]))
    }

    /// The text that a value stands for.
    fn text(&self, value: Node<'_>, depth: usize) -> Vec<TextPart> {
        let unseen = || vec![elsewhere("expression", value.location())];
        if depth == 0 {
            return unseen();
        }
        if let Some(text) = value.text() {
            return self.template(&text, depth);
        }
        let Some((name, inner)) = value.entries().next() else {
            return Vec::new();
        };
        if name.as_str() == EXPRESSION {
            return self.reference(inner.as_str().unwrap_or_default(), inner.location(), depth);
        }
        match (name.as_str(), inner.item(0)) {
            ("file" | "templatefile", Some(path)) => self.file(path),
            ("trimspace" | "chomp" | "trim" | "tostring", Some(only)) => self.text(only, depth - 1),
            _ => unseen(),
        }
    }

    fn template(&self, text: &SourceText, depth: usize) -> Vec<TextPart> {
        if text.value.trim().is_empty() {
            return Vec::new();
        }
        // What stands in the middle of a text is taken as one piece: a name, mostly.
        parse(text, "${", "}", &mut |name, at| {
            let mut parts = self.reference(name, at, depth);
            Some(match parts.len() {
                1 => parts.remove(0),
                _ => elsewhere(name, at),
            })
        })
    }

    fn reference(&self, name: &str, at: Location, depth: usize) -> Vec<TextPart> {
        match self.value(name) {
            Some(value) if !value.is_null() => self.text(value, depth - 1),
            _ => vec![elsewhere(name, at)],
        }
    }

    fn file(&self, path: Node<'_>) -> Vec<TextPart> {
        let name = path.as_str().unwrap_or_default();
        let plain = ["${path.module}/", "${path.root}/", "${path.cwd}/"]
            .iter()
            .fold(name, |name, start| name.trim_start_matches(start));
        match beside(&self.definition.path, plain, self.workspace) {
            Some(text) => parse(&text, "${", "}", &mut |name, at| {
                Some(gap(HoleReason::Data, name, at))
            }),
            None => vec![gap(HoleReason::MissingFile, plain, path.location())],
        }
    }
}

fn elsewhere(name: &str, at: Location) -> TextPart {
    gap(HoleReason::Environment, name, at)
}

/// Adds an agent: whoever calls it talks to it.
pub(super) fn add_terraform_agent(
    chart: &mut Chart,
    name: &str,
    agent: Node<'_>,
    module: &Module<'_>,
) {
    let mut model = ModelNode::new(agent.place("instruction"));
    model.provider = "bedrock".into();
    model.model = Some(agent.name("foundation_model")).filter(|name| !name.is_empty());
    model.hears = true;
    model.sends = true;
    if let Some(written) = agent.get("instruction").filter(|value| !value.is_null()) {
        let parts = module.text(written, DEPTH);
        if !parts.is_empty() {
            let message = Message::new(MessageRole::System, parts);
            model.messages.push(message);
        }
    }
    let node = crate::platform::chart::Node::new;
    let caller = node(
        "the caller",
        agent.location(),
        Role::Entry(Channel::Unknown),
    );
    let entry = chart.add(caller);
    let role = Role::Model(Box::new(model));
    let id = chart.add(node(name, agent.location(), role).with_path(agent.path()));
    chart.link(entry, id);
}
