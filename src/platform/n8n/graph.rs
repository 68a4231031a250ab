//! All workflows of a tree as one graph: nodes, edges, sub-nodes, and calls from one workflow into another.

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::catalogue::Role;
use super::expression::{Part, parts};
use super::model::{Workflow, WorkflowNode};

/// A node of any workflow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct NodeRef(pub(super) u32);

/// An edge along which items go.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub(super) node: NodeRef,
    /// Which output of the node where it begins.
    pub(super) output: usize,
}

/// The graph.
pub(super) struct Program<'d> {
    pub(super) workflows: Vec<Workflow<'d>>,
    /// Per node: its workflow and its place in it.
    homes: Vec<(u32, u32)>,
    firsts: Vec<u32>,
    next: Vec<Vec<Edge>>,
    before: Vec<Vec<Edge>>,
    subs: Vec<Vec<(SmolStr, NodeRef)>>,
    /// Per calling node: the nodes that begin what it calls.
    calls: FxHashMap<NodeRef, Vec<NodeRef>>,
    callers: FxHashMap<NodeRef, Vec<NodeRef>>,
    by_name: Vec<FxHashMap<SmolStr, NodeRef>>,
}

impl<'d> Program<'d> {
    pub(super) fn new(workflows: Vec<Workflow<'d>>) -> Self {
        let mut homes = Vec::new();
        let mut firsts = Vec::new();
        let mut by_name = Vec::new();
        for (at, workflow) in workflows.iter().enumerate() {
            firsts.push(homes.len() as u32);
            let mut names = FxHashMap::default();
            for (place, node) in workflow.nodes.iter().enumerate() {
                names.insert(node.name.clone(), NodeRef(homes.len() as u32));
                homes.push((at as u32, place as u32));
            }
            by_name.push(names);
        }
        let mut program = Self {
            next: vec![Vec::new(); homes.len()],
            before: vec![Vec::new(); homes.len()],
            subs: vec![Vec::new(); homes.len()],
            calls: FxHashMap::default(),
            callers: FxHashMap::default(),
            workflows,
            homes,
            firsts,
            by_name,
        };
        program.link_edges();
        program.link_calls();
        program
    }

    fn link_edges(&mut self) {
        for (workflow, names) in self.workflows.iter().zip(&self.by_name) {
            for edge in &workflow.edges {
                let (Some(&from), Some(&to)) = (names.get(&edge.from), names.get(&edge.to)) else {
                    continue;
                };
                if edge.sort == "main" {
                    let output = edge.output;
                    self.next[from.0 as usize].push(Edge { node: to, output });
                    self.before[to.0 as usize].push(Edge { node: from, output });
                } else {
                    self.subs[to.0 as usize].push((edge.sort.clone(), from));
                }
            }
        }
    }

    fn link_calls(&mut self) {
        let mut known: FxHashMap<SmolStr, usize> = FxHashMap::default();
        for (at, workflow) in self.workflows.iter().enumerate().rev() {
            known.extend(
                workflow
                    .name
                    .iter()
                    .chain(&workflow.id)
                    .map(|key| (key.clone(), at)),
            );
        }
        let calls: Vec<(NodeRef, Vec<NodeRef>)> = self
            .nodes()
            .filter_map(|node| Some((node, self.begun_by(node, &known)?)))
            .collect();
        for (node, starts) in calls {
            for &start in &starts {
                self.callers.entry(start).or_default().push(node);
            }
            self.calls.insert(node, starts);
        }
    }

    fn begun_by(&self, node: NodeRef, known: &FxHashMap<SmolStr, usize>) -> Option<Vec<NodeRef>> {
        match self.node(node).role {
            Role::Call => {
                let workflow = self.called(node, known)?;
                Some(self.sub_triggers(workflow).collect())
            }
            Role::Http => Some(vec![self.own_webhook(node)?]),
            _ => None,
        }
    }

    /// The webhook of this tree that a request goes to.
    fn own_webhook(&self, node: NodeRef) -> Option<NodeRef> {
        let url = self.node(node).text("url")?;
        let (_, path) = url
            .split_once("/webhook/")
            .or_else(|| url.split_once("/webhook-test/"))?;
        let path = path.split('?').next()?.trim_end_matches('/');
        let is_it = |candidate: &NodeRef| {
            let webhook = self.node(*candidate);
            webhook.short == "base.webhook"
                && webhook
                    .text("path")
                    .is_some_and(|own| own.trim_matches('/') == path)
        };
        (!path.is_empty())
            .then(|| self.nodes().find(is_it))
            .flatten()
    }

    fn called(&self, node: NodeRef, known: &FxHashMap<SmolStr, usize>) -> Option<usize> {
        let caller = self.node(node);
        let value = caller.parameter("workflowId")?;
        let id = value.scalar().or_else(|| value.get("value")?.scalar())?;
        if matches!(parts(&id).first(), Some(Part::Expression(..))) {
            return id.contains("$workflow.id").then(|| self.home(node));
        }
        let cached = value.get("cachedResultName").and_then(|name| name.as_str());
        // The cached name is `folder — name` in newer versions.
        let last = cached.and_then(|name| name.rsplit(" — ").next());
        [Some(&*id), cached, last]
            .into_iter()
            .flatten()
            .find_map(|key| known.get(key).copied())
    }

    /// All nodes, workflow by workflow.
    pub(super) fn nodes(&self) -> impl Iterator<Item = NodeRef> + use<> {
        (0..self.homes.len() as u32).map(NodeRef)
    }

    /// The nodes of one workflow.
    pub(super) fn nodes_of(&self, workflow: usize) -> impl Iterator<Item = NodeRef> + use<> {
        let first = self.firsts[workflow];
        (first..first + self.workflows[workflow].nodes.len() as u32).map(NodeRef)
    }

    pub(super) fn node(&self, node: NodeRef) -> &WorkflowNode<'d> {
        let (workflow, place) = self.homes[node.0 as usize];
        &self.workflows[workflow as usize].nodes[place as usize]
    }

    /// The workflow that holds a node.
    pub(super) fn home(&self, node: NodeRef) -> usize {
        self.homes[node.0 as usize].0 as usize
    }

    /// The node of that name in the workflow that holds `beside`.
    pub(super) fn named(&self, beside: NodeRef, name: &str) -> Option<NodeRef> {
        self.by_name[self.home(beside)].get(name).copied()
    }

    /// The one node whose name is the same but for a number behind it: a copy that kept the old references.
    pub(super) fn renamed(&self, beside: NodeRef, name: &str) -> Option<NodeRef> {
        let stem = |name: &str| {
            let stem =
                name.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == ' ');
            stem.to_lowercase()
        };
        let wanted = stem(name);
        let mut alike = self
            .nodes_of(self.home(beside))
            .filter(|&node| stem(&self.node(node).name) == wanted);
        let only = alike.next()?;
        alike.next().is_none().then_some(only)
    }

    /// Where a node's items go.
    pub(super) fn next(&self, node: NodeRef) -> &[Edge] {
        &self.next[node.0 as usize]
    }

    /// Where a node's items come from; `output` is that of the node they come from.
    pub(super) fn before(&self, node: NodeRef) -> &[Edge] {
        &self.before[node.0 as usize]
    }

    /// The sub-nodes that hang on a node, with the sort of each (`ai_languageModel`, `ai_tool`, …). Disabled ones do not
    /// work.
    pub(super) fn subs(&self, node: NodeRef) -> impl Iterator<Item = (&str, NodeRef)> {
        self.subs[node.0 as usize]
            .iter()
            .filter(|(_, sub)| !self.node(*sub).disabled)
            .map(|(sort, sub)| (sort.as_str(), *sub))
    }

    /// Whether a sub-node hangs on a node, disabled or not.
    pub(super) fn hangs_on(&self, sub: NodeRef, node: NodeRef) -> bool {
        self.subs[node.0 as usize]
            .iter()
            .any(|(_, hung)| *hung == sub)
    }

    /// The nodes that begin what a node calls: a sub-workflow, or a webhook of this tree.
    pub(super) fn begins(&self, node: NodeRef) -> &[NodeRef] {
        self.calls.get(&node).map_or(&[], Vec::as_slice)
    }

    /// The nodes that call what begins at a node.
    pub(super) fn callers(&self, start: NodeRef) -> &[NodeRef] {
        self.callers.get(&start).map_or(&[], Vec::as_slice)
    }

    /// The nodes that start a workflow when it is called.
    pub(super) fn sub_triggers(&self, workflow: usize) -> impl Iterator<Item = NodeRef> + '_ {
        self.nodes_of(workflow)
            .filter(|&node| self.node(node).role == Role::SubTrigger && !self.node(node).disabled)
    }

    /// The nodes that give something back to whoever called what begins at `start`: responses, and those after which
    /// nothing comes.
    pub(super) fn returns(&self, start: NodeRef) -> Vec<NodeRef> {
        let mut seen = FxHashSet::default();
        let mut open = vec![start];
        let mut returns = Vec::new();
        while let Some(node) = open.pop() {
            if !seen.insert(node) {
                continue;
            }
            if self.next(node).is_empty() || self.node(node).short == "base.respondToWebhook" {
                returns.push(node);
            }
            open.extend(self.next(node).iter().map(|edge| edge.node));
        }
        returns.sort();
        returns
    }

    /// The nodes of a workflow to which no edge leads, sub-nodes left out.
    pub(super) fn roots(&self, workflow: usize) -> impl Iterator<Item = NodeRef> + '_ {
        self.nodes_of(workflow).filter(|&node| {
            let short = &self.node(node).short;
            let sub = short.contains("lmChat")
                || short.contains("memory")
                || short.contains("outputParser")
                || short.ends_with("Tool");
            self.before(node).is_empty() && !sub && !short.ends_with("stickyNote")
        })
    }
}
