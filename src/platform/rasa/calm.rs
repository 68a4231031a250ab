//! CALM: the conversation patterns that let a model answer, and enterprise search.

use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use super::catalogue::catalogue;
use super::project::{Component, FlowStep, FlowStepKind, Project, Response};
use crate::bot::{
    Answer, Confidence, HoleReason, ModelCall, ModelOrigin, Piece, Prompt, Route, Step, StepKind,
    Trigger, TriggerKind, Visibility,
};
use crate::document::Node;
use crate::workspace::{Location, SourceText, Span, Workspace};

/// The routes by which a model answers what no flow wants.
pub(super) fn routes(project: &Project<'_>, workspace: &Workspace) -> Vec<Route> {
    let mut reader = Reader {
        project,
        workspace,
        seen: FxHashSet::default(),
        routes: Vec::new(),
    };
    for pattern in &catalogue().patterns.names {
        reader.pattern(pattern);
    }
    reader.routes
}

struct Reader<'p, 'd> {
    project: &'p Project<'d>,
    workspace: &'p Workspace,
    seen: FxHashSet<SmolStr>,
    routes: Vec<Route>,
}

/// Whether responses are written anew by a model.
enum Rephraser<'d> {
    Off,
    On(Node<'d>),
    /// The project shows no endpoints at all.
    NotShown,
}

impl<'d> Reader<'_, 'd> {
    fn pattern(&mut self, pattern: &str) {
        let mut steps = Vec::new();
        let mut open: Vec<SmolStr> = vec![pattern.into()];
        let mut met = FxHashSet::default();
        while let Some(name) = open.pop() {
            if !met.insert(name.clone()) {
                continue;
            }
            let Some(flow) = self.project.flows.get(&name) else {
                continue;
            };
            for step in flow.steps() {
                match step.kind {
                    // A flow that is linked to is entered on its own terms, unless it is a pattern again.
                    FlowStepKind::Flow if step.name.starts_with("pattern_") => open.push(step.name),
                    FlowStepKind::Flow => {}
                    FlowStepKind::Action => steps.push(step),
                }
            }
        }
        for step in steps {
            if !self.seen.insert(step.name.clone()) {
                continue;
            }
            if step.name == catalogue().patterns.search_action {
                self.search(pattern, &step);
            } else if step.name.starts_with("utter_") {
                self.response(pattern, &step);
            }
        }
    }

    fn response(&mut self, pattern: &str, step: &FlowStep) {
        let nlg = match self.rephraser() {
            Rephraser::Off => return,
            Rephraser::On(nlg) => Some(nlg),
            Rephraser::NotShown => None,
        };
        let Some(prompts) = self.prompts(&step.name, nlg) else {
            return;
        };
        let call = self.call(step, prompts, nlg);
        let confidence = if nlg.is_some() {
            Confidence::High
        } else {
            Confidence::Medium
        };
        let mut trail = entry(pattern, step);
        if let Some(nlg) = nlg {
            trail.push(Step {
                kind: StepKind::Model,
                at: nlg.location(),
                text: format!("the rephraser lets a model write {}", step.name),
            });
        }
        self.routes
            .push(route(pattern, step, call, trail, confidence));
    }

    /// The prompts under which a model writes a response; `None` if it is sent as written or only reworded.
    fn prompts(&self, response: &str, nlg: Option<Node<'d>>) -> Option<Vec<Prompt>> {
        let chitchat = &catalogue().chitchat;
        let all = nlg
            .and_then(|nlg| nlg.get("rephrase_all")?.as_bool())
            .unwrap_or(false);
        let Some(variants) = self.project.responses.get(response) else {
            return (response == chitchat.response).then(|| vec![chitchat.stock()]);
        };
        let prompts: Vec<Prompt> = variants
            .iter()
            .filter(|variant| variant.rephrase.unwrap_or(all))
            .filter_map(|variant| self.variant_prompt(response, variant, nlg))
            .collect();
        (!prompts.is_empty()).then_some(prompts)
    }

    fn variant_prompt(
        &self,
        response: &str,
        variant: &Response,
        nlg: Option<Node<'d>>,
    ) -> Option<Prompt> {
        let chitchat = &catalogue().chitchat;
        let text = variant
            .text
            .as_ref()
            .map(|text| text.value.trim().to_owned())
            .unwrap_or_default();
        let placeholder = text.is_empty()
            || chitchat
                .placeholders
                .iter()
                .any(|known| text.eq_ignore_ascii_case(known));
        let free = placeholder || response == chitchat.response;
        match &variant.prompt {
            Some(prompt) if free || !prompt.value.contains("suggested_response") => {
                Some(Prompt::judged(pieces(prompt)))
            }
            Some(_) => None,
            None if free => Some(self.project_prompt(nlg).unwrap_or_else(|| chitchat.stock())),
            None => None,
        }
    }

    fn project_prompt(&self, nlg: Option<Node<'d>>) -> Option<Prompt> {
        let nlg = nlg?;
        let given = nlg.get("prompt").or_else(|| nlg.get("prompt_template"))?;
        Some(self.template(given))
    }

    /// The prompt that a template file, or a text, holds.
    fn template(&self, given: Node<'_>) -> Prompt {
        let Some(text) = given.text() else {
            return Prompt::without_text(Visibility::Runtime);
        };
        let is_path = !text.value.contains('\n')
            && [".jinja2", ".j2", ".jinja", ".txt", ".md"]
                .iter()
                .any(|end| text.value.ends_with(end));
        if !is_path {
            return Prompt::judged(pieces(&text));
        }
        let file = self.project.file(&text.value, self.workspace);
        let source = file.and_then(|file| self.workspace.read(file).ok());
        match source {
            Some(source) => {
                let whole = SourceText::verbatim(
                    source.text.clone(),
                    source.id,
                    Span::new(0, source.text.len()),
                );
                Prompt::judged(pieces(&whole))
            }
            None => Prompt::judged(vec![Piece::Hole {
                reason: HoleReason::MissingFile,
                name: SmolStr::new(&*text.value),
                at: Some(text.location()),
            }]),
        }
    }

    fn rephraser(&self) -> Rephraser<'d> {
        match self.project.nlg {
            Some(nlg) => {
                let kind = nlg.get("type").and_then(Node::as_str).unwrap_or_default();
                if kind.to_lowercase().contains("rephras") {
                    Rephraser::On(nlg)
                } else {
                    Rephraser::Off
                }
            }
            None if self.project.has_endpoints => Rephraser::Off,
            None => Rephraser::NotShown,
        }
    }

    fn search(&mut self, pattern: &str, step: &FlowStep) {
        let policy = self
            .project
            .policies
            .iter()
            .find(|policy| policy.name == catalogue().search.policy);
        let Some(policy) = policy else { return };
        if policy
            .node
            .get("use_generative_llm")
            .and_then(Node::as_bool)
            == Some(false)
        {
            return;
        }
        let prompt = policy
            .node
            .get("prompt")
            .or_else(|| policy.node.get("prompt_template"));
        let prompt =
            prompt.map_or_else(|| catalogue().search.stock(), |given| self.template(given));
        let call = self.call_at(policy, vec![prompt]);
        let mut trail = entry(pattern, step);
        trail.push(Step {
            kind: StepKind::Model,
            at: policy.node.location(),
            text: "EnterpriseSearchPolicy lets a model answer from the documents".into(),
        });
        self.routes
            .push(route(pattern, step, call, trail, Confidence::High));
    }

    fn call(&self, step: &FlowStep, prompts: Vec<Prompt>, nlg: Option<Node<'_>>) -> ModelCall {
        let model = nlg.and_then(|nlg| nlg.get("llm"));
        ModelCall {
            name: step.name.clone(),
            document_path: Some(step.path.clone()),
            ..model_call(step.at, prompts, model)
        }
    }

    fn call_at(&self, policy: &Component<'_>, prompts: Vec<Prompt>) -> ModelCall {
        ModelCall {
            name: policy.name.clone(),
            document_path: Some(policy.node.path()),
            ..model_call(policy.node.location(), prompts, policy.node.get("llm"))
        }
    }
}

fn model_call(at: Location, prompts: Vec<Prompt>, model: Option<Node<'_>>) -> ModelCall {
    let field = |name: &str| model.and_then(|model| model.get(name)?.as_str());
    ModelCall {
        at,
        name: SmolStr::default(),
        provider: field("provider")
            .or_else(|| field("type"))
            .unwrap_or("unknown")
            .into(),
        model: field("model")
            .or_else(|| field("model_name"))
            .or_else(|| field("model_group"))
            .map(SmolStr::new),
        origin: ModelOrigin::GenerativeFallback,
        prompts,
        user_text_in_system: None,
        tools: Vec::new(),
        hosted: None,
        reply: Some(at),
        document_path: None,
    }
}

fn entry(pattern: &str, step: &FlowStep) -> Vec<Step> {
    vec![Step {
        kind: StepKind::Entry,
        at: step.at,
        text: format!("a message that no flow wants comes in here ({pattern})"),
    }]
}

fn route(
    pattern: &str,
    step: &FlowStep,
    call: ModelCall,
    mut trail: Vec<Step>,
    confidence: Confidence,
) -> Route {
    trail.push(Step {
        kind: StepKind::Reply,
        at: step.at,
        text: "what it writes goes to the user".into(),
    });
    Route {
        entry: step.at,
        trigger: Trigger {
            kind: TriggerKind::Fallback,
            pattern: Some(pattern.into()),
            at: Some(step.at),
        },
        answer: Answer::Model(Box::new(call)),
        guards: Vec::new(),
        trail,
        confidence,
    }
}

/// A Jinja template as words and gaps.
fn pieces(text: &SourceText) -> Vec<Piece> {
    let whole = &*text.value;
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(open) = whole[at..].find('{').map(|found| at + found) {
        let close = match whole.as_bytes().get(open + 1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => {
                push_words(text, at, open + 1, &mut pieces);
                at = open + 1;
                continue;
            }
        };
        push_words(text, at, open, &mut pieces);
        let end = whole[open + 2..]
            .find(close)
            .map_or(whole.len(), |found| open + 2 + found);
        if close == "}}" {
            let name = whole[open + 2..end].trim();
            pieces.push(Piece::Hole {
                reason: reason_of(name),
                name: name.into(),
                at: Some(text.locate(open, (end + 2).min(whole.len()))),
            });
        }
        at = (end + 2).min(whole.len());
    }
    push_words(text, at, whole.len(), &mut pieces);
    pieces
}

fn push_words(text: &SourceText, start: usize, end: usize, pieces: &mut Vec<Piece>) {
    if end > start {
        pieces.push(Piece::Literal(text.slice(start, end)));
    }
}

fn reason_of(name: &str) -> HoleReason {
    match name {
        "current_input" | "user_message" => HoleReason::UserText,
        "history" | "current_conversation" | "conversation" => HoleReason::History,
        "suggested_response" => HoleReason::ModelText,
        _ if name.contains("doc") || name.contains("context") => HoleReason::Retrieved,
        _ => HoleReason::Data,
    }
}
