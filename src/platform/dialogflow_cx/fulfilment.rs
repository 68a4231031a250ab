//! What a route, a handler or a page does: parameters it sets, generators, generative fallbacks, handing over.

use super::Draft;
use super::package::folder;
use super::playbook::{dollars, parameter};
use crate::bot::ModelOrigin;
use crate::document::Node;
use crate::platform::chart::{
    Branch, Message, MessageRole, ModelNode, NodeId, Role, TextPart, Unwritten,
};
use crate::platform::fields::Fields;
use crate::workspace::SourceText;

impl<'d> Draft<'_, 'd> {
    /// Adds what a fulfilment asks a model for, and gives the node after which the conversation goes on.
    pub(super) fn fulfil(
        &mut self,
        from: NodeId,
        branch: Option<Branch>,
        fulfilment: Node<'d>,
        unmatched: bool,
    ) -> NodeId {
        let mut nodes = Vec::new();
        let set = fulfilment.list("setParameterActions");
        if !set.is_empty() {
            nodes.push(parameters(&set, fulfilment));
        }
        if unmatched && fulfilment.is_true("enableGenerativeFallback") {
            nodes.push(self.generative_fallback(fulfilment));
        }
        for used in fulfilment.list("generators") {
            nodes.extend(self.generator(used));
        }
        let hands_over = fulfilment.list("messages").iter().any(|message| {
            message.get("liveAgentHandoff").is_some()
                || message.get("telephonyTransferCall").is_some()
        });
        if hands_over {
            nodes.push(crate::platform::chart::Node::new(
                "live agent",
                fulfilment.location(),
                Role::Handoff,
            ));
        }
        let mut last = from;
        let mut pending = branch;
        for node in nodes {
            let id = self.chart.add(node);
            match pending.take() {
                Some(branch) => self.chart.branch(last, id, branch),
                None => self.chart.link(last, id),
            }
            last = id;
        }
        last
    }

    fn generative_fallback(&self, fulfilment: Node<'d>) -> crate::platform::chart::Node {
        let at = fulfilment.place("enableGenerativeFallback");
        let mut model = ModelNode::new(at);
        model.provider = "google".into();
        model.origin = ModelOrigin::GenerativeFallback;
        model.hears = true;
        model.sends = true;
        match self.fallback_prompt() {
            Some(text) => model
                .messages
                .push(Message::new(MessageRole::System, dollars(&text, &|_| None))),
            None => model.unwritten = Unwritten::Hidden,
        }
        crate::platform::chart::Node::new("generative fallback", at, Role::Model(Box::new(model)))
            .with_path(fulfilment.path())
    }

    /// The template that the settings select; none where it is the stock one, whose text is not exported.
    fn fallback_prompt(&self) -> Option<SourceText> {
        self.agent.settings.iter().find_map(|settings| {
            let fallback = settings.root().get("fallbackSettings")?;
            let selected = fallback.str("selectedPrompt");
            fallback
                .list("promptTemplates")
                .into_iter()
                .find(|template| template.str("displayName") == selected)
                .and_then(|template| template.words("promptText"))
        })
    }

    fn generator(&self, used: Node<'d>) -> Option<crate::platform::chart::Node> {
        let reference = used.str("generator");
        let id = reference.rsplit('/').next().unwrap_or(reference);
        let generator = self.agent.generators.iter().find(|generator| {
            let root = generator.root();
            root.str("name") == id
                || root.str("displayName") == reference
                || root.str("displayName") == id
        })?;
        let home = folder(&generator.path);
        let phrases = self
            .agent
            .phrases
            .iter()
            .filter(|phrases| phrases.path.starts_with(&format!("{home}/")));
        let mut texts: Vec<SourceText> = Vec::new();
        for definition in std::iter::once(generator).chain(phrases) {
            let root = definition.root();
            texts.extend(
                root.list("promptTexts")
                    .into_iter()
                    .filter_map(|text| text.words("text")),
            );
            texts.extend(root.get("promptText").and_then(|text| text.words("text")));
        }
        let at = texts
            .first()
            .map_or_else(|| used.location(), SourceText::location);
        let mut model = ModelNode::new(at);
        model.provider = "google".into();
        model.model = generator
            .root()
            .get("llmModelSettings")
            .map(|settings| settings.name("model"));
        model.hears = true;
        model.sends = true;
        let fed = used.get("inputParameters");
        let read = |name: &str| {
            let value = fed.and_then(|fed| fed.get(name)?.as_str());
            value.map(parameter)
        };
        if let Some(text) = texts.first() {
            let parts = dollars(text, &read);
            model
                .messages
                .push(Message::new(MessageRole::System, parts));
        }
        let name = generator.root().name("displayName");
        Some(
            crate::platform::chart::Node::new(name, used.location(), Role::Model(Box::new(model)))
                .with_path(used.path()),
        )
    }
}

/// The step that sets the session's parameters; one that is set to words can be followed.
fn parameters(set: &[Node<'_>], fulfilment: Node<'_>) -> crate::platform::chart::Node {
    let step = crate::platform::chart::Node::new("parameters", fulfilment.location(), Role::Step);
    set.iter().fold(step, |step, action| {
        let name = parameter(action.str("parameter"));
        match action.words("value") {
            Some(value) => step.assigning(name, vec![TextPart::Words(value)]),
            None => step,
        }
    })
}
