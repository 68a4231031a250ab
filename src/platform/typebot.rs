//! Typebot exports.

mod entries;
mod export;
mod outside;

use export::{Block, Comparisons, Export, Item};

use super::chart::{
    Branch, Chart, Initial, Message, MessageRole, ModelNode, NodeId, Role, Symbol, TextPart,
    USER_TEXT, parse, symbols,
};
use super::fields::{Fields, symbols_below};
use super::{CodeFollower, Definition, Platform, ReadContext};
use crate::bot::{Bot, HoleReason, HostedAgent, TriggerKind};
use crate::document::{self, Node, Spanned};
use crate::workspace::SourceText;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// The reader of Typebot exports.
pub(crate) struct Typebot;

impl Platform for Typebot {
    fn name(&self) -> &'static str {
        "typebot"
    }

    fn title(&self) -> &'static str {
        "Typebot exports"
    }

    fn page(&self) -> &'static str {
        include_str!("../../lints/vocabulary/platforms/typebot.md")
    }

    fn marks(&self) -> &'static [&'static str] {
        &["\"outgoingEdgeId\"", "\"graphCoordinates\"", "\"richText\""]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn recognise(&self, root: Node<'_>, _path: &str) -> bool {
        let groups = root.list("groups");
        root.has_list("edges")
            && (root.has_list("variables") || root.has_object("theme"))
            && groups.iter().any(|group| group.has_list("blocks"))
    }

    fn read(&self, definitions: &[Definition], context: &ReadContext<'_>) -> Vec<Bot> {
        definitions
            .iter()
            .map(|definition| {
                let root = definition.root();
                let export: Export<'_> = root.read().unwrap_or_default();
                Flow::of(root, &export, context.follower).bot(definition)
            })
            .collect()
    }
}

/// Blocks that ask for a text of the user's own; other inputs take a number, a date, a choice.
const FREE_INPUTS: [&str; 3] = ["text input", "file input", "audio clip input"];
/// Actions of model blocks that give no answer to a user.
const NO_ANSWER: [&str; 4] = [
    "Generate variables",
    "Create image",
    "Search in vector store",
    "Create Dataset",
];

struct Flow<'d> {
    follower: &'d dyn CodeFollower,
    root: Node<'d>,
    export: &'d Export<'d>,
    chart: Chart,
    blocks: FxHashMap<&'d str, NodeId>,
    groups: FxHashMap<&'d str, NodeId>,
    variables: FxHashMap<&'d str, Symbol>,
    edges: FxHashMap<&'d str, (&'d str, &'d str)>,
    from_block: FxHashMap<(&'d str, &'d str), &'d str>,
}

impl<'d> Flow<'d> {
    fn of(root: Node<'d>, export: &'d Export<'d>, follower: &'d dyn CodeFollower) -> Self {
        let mut flow = Self {
            follower,
            root,
            export,
            chart: Chart::default(),
            blocks: FxHashMap::default(),
            groups: FxHashMap::default(),
            variables: FxHashMap::default(),
            edges: FxHashMap::default(),
            from_block: FxHashMap::default(),
        };
        flow.note_variables();
        flow.note_edges();
        flow.add_blocks();
        flow.link_blocks();
        flow
    }

    fn note_variables(&mut self) {
        for variable in self.export.variables.iter() {
            let id = SmolStr::new(&*variable.id);
            self.variables.insert(variable.name.0, id.clone());
            if let Some(value) = variable.value.get() {
                let parts = self.text(value);
                self.chart.initial(id, Initial::Text(parts));
            }
        }
    }

    fn note_edges(&mut self) {
        for edge in self.export.edges.iter() {
            let Some(to) = edge.to.get() else { continue };
            let id = edge.id.0;
            self.edges.insert(id, (to.group_id.0, to.block_id.0));
            if let Some(from) = edge.from.get() {
                let source = match from.block_id.0 {
                    "" => from.event_id.0,
                    block => block,
                };
                self.from_block.insert((source, from.item_id.0), id);
            }
        }
    }

    fn add_blocks(&mut self) {
        for group in self.export.groups.iter().map(|group| &group.value) {
            for (at, block) in group.blocks.iter().enumerate() {
                let node = self.block(block, &group.title);
                let id = self.chart.add(node);
                self.blocks.insert(block.value.id.0, id);
                if at == 0 {
                    self.groups.insert(group.id.0, id);
                }
            }
        }
    }

    fn node(&self, id: Option<document::NodeId>) -> Option<Node<'d>> {
        Some(self.root.document().node(id?))
    }

    fn block(&self, spanned: &Spanned<Block<'d>>, title: &str) -> super::chart::Node {
        let block = &spanned.value;
        let kind = &*block.r#type;
        let written = self.root.document().node(spanned.node);
        let name = match title {
            "" => SmolStr::new(kind),
            title => SmolStr::new(format!("{title}: {kind}")),
        };
        let node = |role| {
            super::chart::Node::new(name.clone(), spanned.location, role).with_path(written.path())
        };
        let Some(options) = self.node(block.options) else {
            return match kind {
                _ if FREE_INPUTS.contains(&kind) => node(Role::Ask).writing([USER_TEXT]),
                "text" | "image" | "video" | "audio" | "embed" => {
                    node(Role::Reply).reading(self.symbols_in(self.node(block.content)))
                }
                _ => node(Role::Step),
            };
        };
        let variable = SmolStr::new(options.str("variableId"));
        match kind {
            _ if FREE_INPUTS.contains(&kind) => {
                let clip = options
                    .get("audioClip")
                    .map(|clip| clip.name("saveVariableId"));
                node(Role::Ask)
                    .writing([variable, USER_TEXT])
                    .writing(clip.filter(|clip| !clip.is_empty()))
            }
            _ if kind.ends_with(" input") => node(Role::Pick).writing([variable]),
            "text" | "image" | "video" | "audio" | "embed" => {
                node(Role::Reply).reading(self.symbols_in(self.node(block.content)))
            }
            "Set variable" if options.is_true("isCode") => {
                match options.words("expressionToEvaluate") {
                    Some(code) => self.scripted(&code, code.location(), vec![variable], &node),
                    None => node(Role::Step).writing([variable]),
                }
            }
            "Set variable" => self.assignment(options, node(Role::Step).writing([variable])),
            "Chatwoot" | "Zendesk" => node(Role::Handoff),
            "Google Sheets" | "NocoDB" => node(Role::Source(HoleReason::Database)).writing(
                mapped(options, "cellsToExtract").chain(mapped(options, "responseMapping")),
            ),
            "Webhook" | "HTTP request" | "Zapier" | "Make.com" | "Pabbly" => {
                self.request(options, &node)
            }
            "Code" | "Script" => self.code(options, &node),
            "OpenAI" => self.legacy_model(options, &node),
            "openai" | "anthropic" | "mistral" | "groq" | "open-router" | "together-ai"
            | "perplexity" | "deepseek" | "gemini" | "google-ai" | "ollama" | "elevenlabs" => {
                self.model(kind, options, &node)
            }
            "dify-ai" | "chat-node" => self.hosted(kind, options, &node),
            _ => node(Role::Step),
        }
    }

    fn assignment(&self, options: Node<'d>, node: super::chart::Node) -> super::chart::Node {
        let kind = options.str("type");
        if kind == "Transcript" {
            return if self.takes_free_text() {
                node.reading([USER_TEXT])
            } else {
                super::chart::Node {
                    role: Role::Pick,
                    ..node
                }
            };
        }
        let text = options
            .words("expressionToEvaluate")
            .or_else(|| options.words("item"));
        match text {
            Some(text) if kind.starts_with("Append") => {
                let read: Vec<Symbol> = symbols(&self.text(&text)).collect();
                node.reading(read)
            }
            Some(text) => {
                let parts = self.text(&text);
                node.reading(symbols(&parts).collect::<Vec<_>>())
                    .giving(parts)
            }
            None => super::chart::Node {
                role: Role::Source(HoleReason::Data),
                ..node
            },
        }
    }

    fn takes_free_text(&self) -> bool {
        let groups = self.export.groups.iter();
        groups
            .flat_map(|group| group.value.blocks.iter())
            .any(|block| FREE_INPUTS.contains(&block.value.r#type.0))
    }

    fn model(
        &self,
        provider: &str,
        options: Node<'d>,
        node: &dyn Fn(Role) -> super::chart::Node,
    ) -> super::chart::Node {
        let action = options.str("action");
        let writes: Vec<Symbol> = mapped(options, "responseMapping").collect();
        if [
            "Create speech",
            "Create transcription",
            "Convert text to speech",
        ]
        .contains(&action)
        {
            // Speech carries the same words on.
            let read = |text: &SourceText| self.text(text);
            let written = ["saveUrlInVariableId", "transcriptionVariableId"]
                .iter()
                .map(|field| options.name(field))
                .filter(|symbol| !symbol.is_empty());
            return node(Role::Step)
                .reading(symbols_below(options, &read))
                .writing(written.collect::<Vec<_>>());
        }
        if action.is_empty() || NO_ANSWER.contains(&action) {
            let extracted = mapped(options, "variablesToExtract");
            return node(Role::Label).writing(writes.into_iter().chain(extracted));
        }
        let mut model = ModelNode::new(options.location());
        model.provider = provider.into();
        model.model = Some(options.name("model"));
        for field in ["systemMessage", "instructions", "additionalInstructions"] {
            if let Some(text) = options.words(field) {
                model
                    .messages
                    .push(Message::new(MessageRole::System, self.text(&text)));
            }
        }
        for message in options.list("messages") {
            model.messages.extend(self.message(message));
        }
        if let Some(text) = options.words("message") {
            model
                .messages
                .push(Message::new(MessageRole::User, self.text(&text)));
        }
        if action == "Ask Assistant" {
            model.hosted = Some(HostedAgent {
                service: "openai-assistant".into(),
                id: Some(options.name("assistantId")).filter(|id| !id.is_empty()),
                at: options.place("assistantId"),
            });
            model.hears = options.words("message").is_none();
        }
        if options.is_true("webSearchEnabled") {
            model.tools.push(crate::bot::Tool {
                name: "web-search".into(),
                at: options.place("webSearchEnabled"),
            });
        }
        node(Role::Model(Box::new(model))).writing(writes)
    }

    fn message(&self, message: Node<'d>) -> Option<Message> {
        let role = message.str("role");
        if let Some(dialogue) = message.get("dialogueVariableId").and_then(Node::as_str) {
            return Some(Message::new(
                MessageRole::User,
                vec![TextPart::Variable {
                    symbol: dialogue.into(),
                    name: "dialogue".into(),
                    at: message.location(),
                }],
            ));
        }
        if let Some(sequence) = message
            .get("content")
            .filter(|content| content.as_str().is_none())
        {
            // The oldest blocks keep the turns in two variables.
            let variable = sequence.str("userMessagesVariableId");
            return (!variable.is_empty()).then(|| {
                Message::new(
                    MessageRole::User,
                    vec![TextPart::Variable {
                        symbol: variable.into(),
                        name: "messages".into(),
                        at: message.location(),
                    }],
                )
            });
        }
        let text = message.words("content")?;
        Some(Message::new(MessageRole::named(role), self.text(&text)))
    }

    fn legacy_model(
        &self,
        options: Node<'d>,
        node: &dyn Fn(Role) -> super::chart::Node,
    ) -> super::chart::Node {
        if options.str("task") != "Create chat completion" {
            return node(Role::Step);
        }
        let mut model = ModelNode::new(options.location());
        model.provider = "openai".into();
        model.model = Some(options.name("model"));
        for message in options.list("messages") {
            model.messages.extend(self.message(message));
        }
        node(Role::Model(Box::new(model)))
            .writing(mapped(options, "responseMapping").collect::<Vec<_>>())
    }

    fn hosted(
        &self,
        service: &str,
        options: Node<'d>,
        node: &dyn Fn(Role) -> super::chart::Node,
    ) -> super::chart::Node {
        let mut model = ModelNode::new(options.location());
        model.provider = service.into();
        for field in ["query", "message", "context"] {
            if let Some(text) = options.words(field) {
                model
                    .messages
                    .push(Message::new(MessageRole::User, self.text(&text)));
            }
        }
        model.hosted = Some(HostedAgent {
            service: service.into(),
            id: Some(options.name("botId")).filter(|id| !id.is_empty()),
            at: options.location(),
        });
        node(Role::Model(Box::new(model)))
            .writing(mapped(options, "responseMapping").collect::<Vec<_>>())
    }

    fn text(&self, text: &SourceText) -> Vec<TextPart> {
        parse(text, "{{", "}}", &mut |name, at| {
            let symbol = self.variables.get(name).cloned();
            Some(TextPart::Variable {
                symbol: symbol.unwrap_or_else(|| name.into()),
                name: name.into(),
                at,
            })
        })
    }

    fn symbols_in(&self, content: Option<Node<'d>>) -> Vec<Symbol> {
        content
            .map(|content| symbols_below(content, &|text| self.text(text)))
            .unwrap_or_default()
    }

    fn link_blocks(&mut self) {
        for group in self.export.groups.iter() {
            let blocks = &group.value.blocks;
            for (at, block) in blocks.iter().enumerate() {
                let next = blocks.get(at + 1);
                let next = next.map(|next| self.blocks[next.value.id.0]);
                self.link_block(block, next);
            }
        }
    }

    fn link_block(&mut self, spanned: &Spanned<Block<'d>>, next: Option<NodeId>) {
        let block = &spanned.value;
        let from = self.blocks[block.id.0];
        let own = self
            .target(&block.outgoing_edge_id)
            .or_else(|| self.target_from(&block.id, ""))
            .or_else(|| self.jump(block))
            .or(next);
        let mut tests_text = false;
        let mut leaves_items = false;
        for item in block.items.iter() {
            let target = self
                .target(&item.value.outgoing_edge_id)
                .or_else(|| self.target_from(&block.id, &item.value.id));
            let branch = self.branch(block, item);
            tests_text |= branch
                .as_ref()
                .is_some_and(|branch| branch.kind != TriggerKind::MenuOption);
            match (target, branch) {
                (Some(target), Some(branch)) => self.chart.branch(from, target, branch),
                (Some(target), None) => self.chart.link(from, target),
                (None, _) => leaves_items = true,
            }
        }
        let is_choice = block.r#type.ends_with("choice input");
        let leads_on = leaves_items || block.items.is_empty();
        if is_choice && !leads_on && block.outgoing_edge_id.is_empty() {
            return;
        }
        if let Some(target) = own {
            if tests_text {
                let branch = Branch::open(TriggerKind::Fallback, None, Some(spanned.location));
                self.chart.branch(from, target, branch);
            } else {
                self.chart.link(from, target);
            }
        }
    }

    fn jump(&self, block: &Block<'d>) -> Option<NodeId> {
        let options = self.node(block.options)?;
        match &*block.r#type {
            "Jump" => self.place(options.str("groupId"), options.str("blockId")),
            "Typebot link" if matches!(options.str("typebotId"), "current" | "") => {
                self.place(options.str("groupId"), "")
            }
            _ => None,
        }
    }

    fn branch(&self, block: &Block<'d>, item: &Spanned<Item<'d>>) -> Option<Branch> {
        let at = Some(item.location);
        let content = self.node(item.value.content);
        if block.r#type.ends_with("choice input") || &*block.r#type == "cards" {
            let label = content.and_then(Node::as_str).unwrap_or_default();
            return Some(Branch::open(TriggerKind::MenuOption, Some(label), at));
        }
        let content: Comparisons<'_> = content?.read().ok()?;
        let comparison = content.comparisons.iter().find(|comparison| {
            matches!(
                &*comparison.comparison_operator,
                "Contains" | "Equal to" | "Starts with" | "Matches regex"
            ) && !comparison.value.is_empty()
        })?;
        let value = &*comparison.value;
        if value.starts_with(['/', '!']) {
            return Some(Branch::open(TriggerKind::Command, Some(value), at));
        }
        let contains = &*comparison.comparison_operator == "Contains";
        Some(Branch {
            narrows: contains && !super::knowledge::is_catch_all(value),
            ..Branch::open(TriggerKind::Keyword, Some(value), at)
        })
    }

    fn target(&self, edge: &str) -> Option<NodeId> {
        let (group, block) = self.edges.get(edge).filter(|_| !edge.is_empty())?;
        self.place(group, block)
    }

    fn target_from(&self, block: &str, item: &str) -> Option<NodeId> {
        let edge = self.from_block.get(&(block, item)).copied()?;
        self.target(edge)
    }

    fn place(&self, group: &str, block: &str) -> Option<NodeId> {
        self.blocks
            .get(block)
            .or_else(|| self.groups.get(group))
            .copied()
    }
}

/// The variables that a list of mappings fills.
fn mapped<'d>(options: Node<'d>, key: &str) -> impl Iterator<Item = Symbol> + use<'d> {
    options
        .list(key)
        .into_iter()
        .map(|mapping| SmolStr::new(mapping.str("variableId")))
        .filter(|symbol| !symbol.is_empty())
}
