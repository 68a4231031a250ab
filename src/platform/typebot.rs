//! Typebot exports.

mod entries;
mod outside;

use super::chart::{
    Branch, Chart, Initial, Message, MessageRole, ModelNode, NodeId, Role, Symbol, TextPart,
    USER_TEXT, parse, symbols,
};
use super::fields::{Fields, symbols_below};
use super::{CodeFollower, Definition, Platform, ReadContext};
use crate::bot::{Bot, HoleReason, HostedAgent, TriggerKind};
use crate::document::Node;
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
            .map(|definition| Flow::of(definition.root(), context.follower).bot(definition))
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
    chart: Chart,
    blocks: FxHashMap<&'d str, NodeId>,
    groups: FxHashMap<&'d str, NodeId>,
    variables: FxHashMap<&'d str, Symbol>,
    edges: FxHashMap<&'d str, (&'d str, &'d str)>,
    from_block: FxHashMap<(&'d str, &'d str), &'d str>,
}

impl<'d> Flow<'d> {
    fn of(root: Node<'d>, follower: &'d dyn CodeFollower) -> Self {
        let mut flow = Self {
            follower,
            root,
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
        for variable in self.root.list("variables") {
            let (id, name) = (variable.str("id"), variable.str("name"));
            self.variables.insert(name, SmolStr::new(id));
            if let Some(value) = variable.words("value") {
                let parts = self.text(&value);
                self.chart.initial(id, Initial::Text(parts));
            }
        }
    }

    fn note_edges(&mut self) {
        for edge in self.root.list("edges") {
            let Some(to) = edge.get("to") else { continue };
            let id = edge.str("id");
            self.edges
                .insert(id, (to.str("groupId"), to.str("blockId")));
            if let Some(from) = edge.get("from") {
                let source = [from.str("blockId"), from.str("eventId")].concat_first();
                self.from_block.insert((source, from.str("itemId")), id);
            }
        }
    }

    fn add_blocks(&mut self) {
        for group in self.root.list("groups") {
            let title = group.str("title");
            for (at, block) in group.list("blocks").into_iter().enumerate() {
                let node = self.block(block, title);
                let id = self.chart.add(node);
                self.blocks.insert(block.str("id"), id);
                if at == 0 {
                    self.groups.insert(group.str("id"), id);
                }
            }
        }
    }

    fn block(&self, block: Node<'d>, title: &str) -> super::chart::Node {
        let kind = block.str("type");
        let options = block.get("options");
        let name = match title {
            "" => SmolStr::new(kind),
            title => SmolStr::new(format!("{title}: {kind}")),
        };
        let node = |role| {
            super::chart::Node::new(name.clone(), block.location(), role).with_path(block.path())
        };
        let Some(options) = options.filter(|options| !options.is_null()) else {
            return match kind {
                _ if FREE_INPUTS.contains(&kind) => node(Role::Ask).writing([USER_TEXT]),
                "text" | "image" | "video" | "audio" | "embed" => {
                    node(Role::Reply).reading(self.symbols_in(block.get("content")))
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
                node(Role::Reply).reading(self.symbols_in(block.get("content")))
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
        self.root
            .list("groups")
            .into_iter()
            .flat_map(|group| group.list("blocks"))
            .any(|block| FREE_INPUTS.contains(&block.str("type")))
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
        for group in self.root.list("groups") {
            let blocks = group.list("blocks");
            for (at, block) in blocks.iter().enumerate() {
                let next = blocks.get(at + 1).map(|next| self.blocks[next.str("id")]);
                self.link_block(*block, next);
            }
        }
    }

    fn link_block(&mut self, block: Node<'d>, next: Option<NodeId>) {
        let from = self.blocks[block.str("id")];
        let own = self
            .target(block.str("outgoingEdgeId"))
            .or_else(|| self.target_from(block.str("id"), ""))
            .or_else(|| self.jump(block))
            .or(next);
        let items = block.list("items");
        let mut tests_text = false;
        let mut leaves_items = false;
        for item in &items {
            let target = self
                .target(item.str("outgoingEdgeId"))
                .or_else(|| self.target_from(block.str("id"), item.str("id")));
            let branch = self.branch(block, *item);
            tests_text |= branch
                .as_ref()
                .is_some_and(|branch| branch.kind != TriggerKind::MenuOption);
            match (target, branch) {
                (Some(target), Some(branch)) => self.chart.branch(from, target, branch),
                (Some(target), None) => self.chart.link(from, target),
                (None, _) => leaves_items = true,
            }
        }
        let is_choice = block.str("type").ends_with("choice input");
        if is_choice && !leaves_items && !items.is_empty() && block.str("outgoingEdgeId").is_empty()
        {
            return;
        }
        if let Some(target) = own {
            if tests_text {
                let branch = Branch::open(TriggerKind::Fallback, None, Some(block.location()));
                self.chart.branch(from, target, branch);
            } else {
                self.chart.link(from, target);
            }
        }
    }

    fn jump(&self, block: Node<'d>) -> Option<NodeId> {
        let options = block.get("options")?;
        match block.str("type") {
            "Jump" => self.place(options.str("groupId"), options.str("blockId")),
            "Typebot link" if matches!(options.str("typebotId"), "current" | "") => {
                self.place(options.str("groupId"), "")
            }
            _ => None,
        }
    }

    fn branch(&self, block: Node<'d>, item: Node<'d>) -> Option<Branch> {
        let at = Some(item.location());
        if block.str("type").ends_with("choice input") || block.str("type") == "cards" {
            return Some(Branch::open(
                TriggerKind::MenuOption,
                Some(item.str("content")),
                at,
            ));
        }
        let comparisons = item.get("content")?.list("comparisons");
        let comparison = comparisons.iter().find(|comparison| {
            matches!(
                comparison.str("comparisonOperator"),
                "Contains" | "Equal to" | "Starts with" | "Matches regex"
            ) && !comparison.str("value").is_empty()
        })?;
        let value = comparison.str("value");
        if value.starts_with(['/', '!']) {
            return Some(Branch::open(TriggerKind::Command, Some(value), at));
        }
        let contains = comparison.str("comparisonOperator") == "Contains";
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

trait FirstWritten<'a> {
    /// The first text that is not empty.
    fn concat_first(self) -> &'a str;
}

impl<'a, const N: usize> FirstWritten<'a> for [&'a str; N] {
    fn concat_first(self) -> &'a str {
        self.into_iter().find(|text| !text.is_empty()).unwrap_or("")
    }
}
