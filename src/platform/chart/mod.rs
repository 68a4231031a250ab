//! A flow of a visual platform as nodes and edges, and the routes from its users' messages to its models.
//!
//! Every platform reader draws its definition as a [`Chart`]: which nodes take the user's text, which ask a model,
//! which send a text, which variables they read and write, and which branch leads where. What is reachable, whose
//! answer reaches the user, and which words govern a model is found out here, once for all platforms.

mod origin;
mod prompts;
mod routes;
mod template;
mod text;

pub(crate) use template::{Assembly, parse, slice, without_markup};
pub(crate) use text::{Message, MessageRole, TextPart, symbols};

use smol_str::SmolStr;

use crate::bot::{Channel, Guard, HoleReason, HostedAgent, ModelOrigin, Tool, TriggerKind};
use crate::workspace::Location;

/// The name of a variable, a node's output or another thing that carries text, unique in its chart.
pub(crate) type Symbol = SmolStr;

/// The symbol of the text that the user just wrote, for platforms where it needs no variable.
pub(crate) const USER_TEXT: Symbol = SmolStr::new_static("\u{1}user");

/// A node of a [`Chart`], by its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct NodeId(pub(crate) usize);

/// A flow: nodes, edges, and what its variables hold before anything ran.
#[derive(Debug, Default)]
pub(crate) struct Chart {
    nodes: Vec<Node>,
    initial: Vec<(Symbol, Initial)>,
    /// Whether edges carry values: then what leads to a node that runs counts too, though no message reaches it.
    pub(crate) carries_values: bool,
}

/// What a variable holds before anything ran.
#[derive(Debug, Clone)]
pub(crate) enum Initial {
    /// A text written in the file.
    Text(Vec<TextPart>),
    /// A value that is not in the file, for that reason.
    Gap(HoleReason),
}

/// A step of a flow.
#[derive(Debug)]
pub(crate) struct Node {
    /// The name its maker sees.
    pub(crate) name: SmolStr,
    /// Where it stands.
    pub(crate) at: Location,
    /// What it does.
    pub(crate) role: Role,
    /// The symbols whose text it takes.
    pub(crate) reads: Vec<Symbol>,
    /// The symbols that carry what it gives.
    pub(crate) writes: Vec<Symbol>,
    /// The texts that it assigns to symbols that it writes, where it assigns texts.
    pub(crate) assigns: Vec<(Symbol, Vec<TextPart>)>,
    /// Where it leads.
    pub(crate) next: Vec<Edge>,
    /// The path to it inside the definition (`groups[1].blocks[0]`).
    pub(crate) path: Option<String>,
}

/// What a node does with the text that reaches it.
#[derive(Debug)]
pub(crate) enum Role {
    /// The conversation starts here; what it writes is the user's text.
    Entry(Channel),
    /// It asks the user something; what it writes is the user's text.
    Ask,
    /// It asks the user for a number, a date or a choice; what it writes is no free text.
    Pick,
    /// It asks a generative model.
    Model(Box<ModelNode>),
    /// It only labels, extracts or tests: no text passes.
    Label,
    /// It looks documents up; what it writes is retrieved text.
    Retrieve,
    /// It sends what it reads to the user.
    Reply,
    /// It hands over to a person.
    Handoff,
    /// A person must approve before the flow goes on.
    Approval,
    /// It gives data that neither the user nor a model wrote, for that reason.
    Source(HoleReason),
    /// Anything else: what it reads may be in what it writes.
    Step,
}

/// A model's part of a node.
#[derive(Debug)]
pub(crate) struct ModelNode {
    /// Where the diagnostic points: the node's parameters.
    pub(crate) at: Location,
    /// The provider (`openai`, …), empty where unknown.
    pub(crate) provider: SmolStr,
    /// The model's name, where visible.
    pub(crate) model: Option<SmolStr>,
    /// What makes it an answer of a model.
    pub(crate) origin: ModelOrigin,
    /// The texts sent, in order.
    pub(crate) messages: Vec<Message>,
    /// What governs where no message has words of the bot's own.
    pub(crate) unwritten: Unwritten,
    /// Tools that widen it.
    pub(crate) tools: Vec<Tool>,
    /// The hosted assistant that governs it, if one does.
    pub(crate) hosted: Option<HostedAgent>,
    /// Whether what it answers is sent without a further node.
    pub(crate) sends: bool,
    /// Whether it leads the conversation itself, so that a task in its prompt is one of several.
    pub(crate) leads: bool,
    /// Whether the user's text reaches it without being named.
    pub(crate) hears: bool,
    /// What narrows it besides its prompt and the branches in front.
    pub(crate) guards: Vec<Guard>,
}

/// What governs a model for which nothing was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unwritten {
    /// Nothing: the model gets no instructions.
    Nothing,
    /// The platform's own text, which is known.
    Stock(SmolStr),
    /// The platform's own text, which cannot be seen.
    Hidden,
}

impl ModelNode {
    /// A model at that place about which nothing else is known yet.
    pub(crate) fn new(at: Location) -> Self {
        Self {
            at,
            provider: SmolStr::default(),
            model: None,
            origin: ModelOrigin::Call,
            messages: Vec::new(),
            unwritten: Unwritten::Nothing,
            tools: Vec::new(),
            hosted: None,
            sends: false,
            leads: false,
            hears: false,
            guards: Vec::new(),
        }
    }
}

/// A way from one node to another.
#[derive(Debug, Clone)]
pub(crate) struct Edge {
    /// The node it leads to.
    pub(crate) to: NodeId,
    /// What selects it, where something does.
    pub(crate) branch: Option<Branch>,
}

/// What selects an edge.
#[derive(Debug, Clone)]
pub(crate) struct Branch {
    /// The sort of selection.
    pub(crate) kind: TriggerKind,
    /// The word, label or intent.
    pub(crate) pattern: Option<SmolStr>,
    /// Where the branch is written.
    pub(crate) at: Option<Location>,
    /// Whether only texts of a certain subject pass: a closed list of words or a class of a classifier.
    pub(crate) narrows: bool,
}

impl Branch {
    /// A branch of that sort which lets any subject through.
    pub(crate) fn open(kind: TriggerKind, pattern: Option<&str>, at: Option<Location>) -> Self {
        Self {
            kind,
            pattern: pattern.map(SmolStr::new),
            at,
            narrows: false,
        }
    }

    /// The branch of a classifier's class: it narrows unless the class takes what fits nothing else.
    pub(crate) fn class(label: &str, at: Option<Location>) -> Self {
        let catch_all = super::knowledge::is_catch_all(label);
        Self {
            kind: if catch_all {
                TriggerKind::Fallback
            } else {
                TriggerKind::Intent
            },
            pattern: Some(SmolStr::new(label)),
            at,
            narrows: !catch_all,
        }
    }
}

impl Node {
    /// A node of that name, place and role, without variables or edges.
    pub(crate) fn new(name: impl Into<SmolStr>, at: Location, role: Role) -> Self {
        Self {
            name: name.into(),
            at,
            role,
            reads: Vec::new(),
            writes: Vec::new(),
            assigns: Vec::new(),
            next: Vec::new(),
            path: None,
        }
    }

    /// The same node, with the symbols it reads.
    pub(crate) fn reading(mut self, symbols: impl IntoIterator<Item = Symbol>) -> Self {
        self.reads.extend(symbols);
        self
    }

    /// The same node, with the symbols it writes.
    pub(crate) fn writing(mut self, symbols: impl IntoIterator<Item = Symbol>) -> Self {
        self.writes.extend(symbols);
        self
    }

    /// The same node, with a text that it assigns to a symbol.
    pub(crate) fn assigning(mut self, symbol: Symbol, text: Vec<TextPart>) -> Self {
        self.reads.extend(text::symbols(&text));
        self.writes.push(symbol.clone());
        self.assigns.push((symbol, text));
        self
    }

    /// The same node, with the text that it assigns to all that it writes so far.
    pub(crate) fn giving(mut self, text: Vec<TextPart>) -> Self {
        let written = self.writes.iter().cloned();
        self.assigns = written.map(|symbol| (symbol, text.clone())).collect();
        self
    }

    /// The same node, with its path inside the definition.
    pub(crate) fn with_path(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }
}

impl Chart {
    /// Adds a node.
    pub(crate) fn add(&mut self, node: Node) -> NodeId {
        self.nodes.push(node);
        NodeId(self.nodes.len() - 1)
    }

    /// Adds an edge that nothing selects.
    pub(crate) fn link(&mut self, from: NodeId, to: NodeId) {
        self.nodes[from.0].next.push(Edge { to, branch: None });
    }

    /// Adds an edge that a branch selects.
    pub(crate) fn branch(&mut self, from: NodeId, to: NodeId, branch: Branch) {
        self.nodes[from.0].next.push(Edge {
            to,
            branch: Some(branch),
        });
    }

    /// Says what a variable holds before anything ran.
    pub(crate) fn initial(&mut self, symbol: impl Into<Symbol>, value: Initial) {
        self.initial.push((symbol.into(), value));
    }

    /// The node with that id.
    pub(crate) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0]
    }

    /// The node with that id, to complete it.
    pub(crate) fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.0]
    }

    /// All nodes with their ids.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        self.nodes
            .iter()
            .enumerate()
            .map(|(at, node)| (NodeId(at), node))
    }

    /// The nodes that no edge leads to.
    pub(crate) fn roots(&self) -> Vec<NodeId> {
        let mut led_to = vec![false; self.nodes.len()];
        for edge in self.nodes.iter().flat_map(|node| &node.next) {
            led_to[edge.to.0] = true;
        }
        (0..self.nodes.len())
            .filter(|&at| !led_to[at])
            .map(NodeId)
            .collect()
    }

    /// Those nodes, and where edges carry values also the ones that feed them.
    pub(crate) fn with_feeders(&self, mut reached: Vec<bool>) -> Vec<bool> {
        let mut grows = self.carries_values;
        while grows {
            grows = false;
            for at in 0..self.nodes.len() {
                let feeds = self.nodes[at].next.iter().any(|edge| reached[edge.to.0]);
                if feeds && !reached[at] {
                    reached[at] = true;
                    grows = true;
                }
            }
        }
        reached
    }

    /// The nodes that can be reached from those, themselves included.
    pub(crate) fn reachable(&self, from: &[NodeId]) -> Vec<bool> {
        let mut seen = vec![false; self.nodes.len()];
        let mut open: Vec<NodeId> = from.to_vec();
        while let Some(NodeId(at)) = open.pop() {
            if !std::mem::replace(&mut seen[at], true) {
                open.extend(self.nodes[at].next.iter().map(|edge| edge.to));
            }
        }
        seen
    }
}
