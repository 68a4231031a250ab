//! One flaw once: cases at the same place become one finding, and their routes its labels.

use rustc_hash::FxHashMap;

use super::case::Case;
use super::finding::{Finding, Label, LabelRole};
use super::fingerprint::{self, Fingerprint};
use super::page::{Page, Place, Severity};
use super::{phrase, template};
use crate::bot::{Confidence, Piece, Step, StepKind};
use crate::prompt::{Function, JudgementConfidence, Polarity};
use crate::workspace::{Location, Workspace};

/// Findings in the making: cases grouped by lint and place.
#[derive(Default)]
pub(super) struct Draft<'a> {
    groups: Vec<Group<'a>>,
    by_key: FxHashMap<(usize, Location), usize>,
}

/// The cases of one lint at one place.
struct Group<'a> {
    page: &'a Page,
    at: Location,
    /// On the channel that matters most.
    severity: Severity,
    /// If every channel were WhatsApp.
    full: Severity,
    cases: Vec<Case<'a>>,
}

impl<'a> Draft<'a> {
    /// Adds a case that the page flags; `rank` is the page's place in the book, `softened` the severity on the channel.
    pub fn add(
        &mut self,
        (page, rank): (&'a Page, usize),
        severity: Severity,
        softened: Severity,
        case: Case<'a>,
    ) {
        let at = place(page.report.at, &case);
        let groups = &mut self.groups;
        let index = *self.by_key.entry((rank, at)).or_insert_with(|| {
            groups.push(Group {
                page,
                at,
                severity: softened,
                full: severity,
                cases: Vec::new(),
            });
            groups.len() - 1
        });
        let group = &mut groups[index];
        group.severity = group.severity.max(softened);
        group.full = group.full.max(severity);
        group.cases.push(case);
    }

    /// The findings, sorted by place.
    pub fn finish(mut self, workspace: &Workspace) -> Vec<Finding> {
        self.yield_to_others();
        self.groups.sort_by_key(|group| group.at);
        let mut findings: Vec<Finding> = self
            .groups
            .iter()
            .map(|group| group.finding(workspace))
            .collect();
        fingerprint::assign(&mut findings, workspace);
        findings
    }

    /// Hands the cases of a lint to the lint it yields to, where that one speaks at the same place.
    fn yield_to_others(&mut self) {
        for index in 0..self.groups.len() {
            let (page, at) = (self.groups[index].page, self.groups[index].at);
            let speaker = self.groups.iter().position(|other| {
                other.at == at
                    && !other.cases.is_empty()
                    && page.report.yields_to.contains(&other.page.name)
            });
            if let Some(speaker) = speaker.filter(|&speaker| speaker != index) {
                let cases = std::mem::take(&mut self.groups[index].cases);
                self.groups[speaker].cases.extend(cases);
            }
        }
        self.groups.retain(|group| !group.cases.is_empty());
    }
}

impl Group<'_> {
    fn finding(&self, workspace: &Workspace) -> Finding {
        let case = self.spokesman();
        let report = &self.page.report;
        let fill = |template: &str| template::fill(template, case, workspace);
        let mut bots: Vec<String> = self.cases.iter().map(|c| c.bot.id.clone()).collect();
        bots.sort();
        bots.dedup();
        Finding {
            lint: self.page.name.clone(),
            severity: self.severity,
            softened: self.severity < self.full,
            confidence: self
                .cases
                .iter()
                .map(confidence)
                .max()
                .unwrap_or(Confidence::Low),
            message: fill(&report.message),
            help: fill(template::help(&report.help, case)),
            url: self.page.url(),
            at: self.at,
            text: fill(&report.label),
            labels: self.labels(case),
            trail: steps(&case.route.trail),
            document_path: case.call.document_path.clone(),
            bots,
            routes: self.routes(),
            fingerprint: Fingerprint::default(),
            suppression: None,
        }
    }

    /// The case that the message speaks of: the widest way in, on the channel that matters most, best linked.
    fn spokesman(&self) -> &Case<'_> {
        let rank = |case: &&Case<'_>| {
            let trigger = case.route.trigger.kind;
            let worst = std::cmp::Reverse(case.verdict);
            let sure = std::cmp::Reverse(case.route.confidence);
            (worst, trigger, case.bot.channel.clone(), sure)
        };
        let first = &self.cases[0];
        self.cases.iter().min_by_key(rank).unwrap_or(first)
    }

    fn routes(&self) -> usize {
        let mut routes: Vec<*const crate::bot::Route> = self
            .cases
            .iter()
            .map(|case| std::ptr::from_ref(case.route))
            .collect();
        routes.dedup();
        routes.len()
    }

    fn labels(&self, spokesman: &Case<'_>) -> Vec<Label> {
        let mut labels = Labels {
            list: Vec::new(),
            primary: self.at,
        };
        labels.add_way(spokesman);
        for case in &self.cases {
            labels.add_prompt(case);
            labels.add_call(case);
        }
        for case in &self.cases {
            if !std::ptr::eq(case.route, spokesman.route) {
                labels.add_other_way(case);
            }
        }
        labels.list
    }
}

/// The steps of a trail, with those at one place drawn together.
fn steps(trail: &[Step]) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::with_capacity(trail.len());
    for step in trail {
        match steps.iter_mut().find(|known| known.at == step.at) {
            Some(known) if known.text.contains(&step.text) => {}
            Some(known) => known.text = format!("{}; {}", known.text, step.text),
            None => steps.push(step.clone()),
        }
    }
    steps
}

/// Collects labels; a place that is labelled already, or is the finding's own, is not labelled again.
struct Labels {
    list: Vec<Label>,
    primary: Location,
}

impl Labels {
    fn add(&mut self, at: Location, role: LabelRole, text: impl Into<String>) {
        if at != self.primary && !self.list.iter().any(|label| label.at == at) {
            self.list.push(Label {
                at,
                role,
                text: text.into(),
                step: None,
            });
        }
    }

    /// The steps of the trail, numbered.
    fn add_way(&mut self, case: &Case<'_>) {
        for (index, step) in steps(&case.route.trail).iter().enumerate() {
            let before = self.list.len();
            self.add(step.at, role(step.kind), step.text.clone());
            if let Some(label) = self.list.get_mut(before) {
                label.step = Some(index + 1);
            }
        }
        self.add_ends(case, "the message comes in here");
    }

    /// Entry and branch of a route besides the one that the message speaks of.
    fn add_other_way(&mut self, case: &Case<'_>) {
        let messages = phrase::messages(case);
        if let Some(at) = case.route.trigger.at {
            self.add(
                at,
                LabelRole::Branch,
                format!("{messages} come this way too"),
            );
        }
        self.add_ends(case, &format!("{messages}: another way in"));
    }

    fn add_ends(&mut self, case: &Case<'_>, entry: &str) {
        self.add(case.route.entry, LabelRole::Entry, entry);
    }

    fn add_prompt(&mut self, case: &Case<'_>) {
        let mut seen = false;
        let contradicted = case
            .prompt
            .judgement
            .contradiction()
            .map(|(closes, _)| closes);
        for (at, evidence) in case.prompt.located_evidence() {
            if contradicted.is_some_and(|closes| std::ptr::eq(closes, evidence)) {
                let why = "this limits the subject, and other words of the prompt take it back";
                self.add(at, LabelRole::Evidence, why);
            }
            let telling =
                evidence.polarity == Polarity::Opens || evidence.function == Function::Identity;
            if telling {
                seen = true;
                self.add(
                    at,
                    LabelRole::Evidence,
                    phrase::what_it_does(evidence, case.prompt.judgement.scope),
                );
            }
        }
        let primary = self.primary;
        let inside = |at: Location| at.file == primary.file && at.span.contains(primary.span);
        if !seen {
            for at in case.prompt.locations().filter(|&at| !inside(at)) {
                self.add(at, LabelRole::Prompt, "the prompt");
            }
        }
    }

    fn add_call(&mut self, case: &Case<'_>) {
        let call = case.call;
        self.add(
            call.at,
            LabelRole::Model,
            format!("{} is asked here", phrase::model(call)),
        );
        for tool in &call.tools {
            self.add(tool.at, LabelRole::Tool, format!("may use {}", tool.name));
        }
        if let Some(agent) = &call.hosted {
            self.add(agent.at, LabelRole::Tool, phrase::hosted(call));
        }
        if let Some(at) = call.reply {
            self.add(at, LabelRole::Reply, "its answer goes back to the user");
        }
    }
}

fn role(kind: StepKind) -> LabelRole {
    match kind {
        StepKind::Entry => LabelRole::Entry,
        StepKind::Branch => LabelRole::Branch,
        StepKind::Call | StepKind::Border => LabelRole::Call,
        StepKind::Prompt => LabelRole::Prompt,
        StepKind::Model => LabelRole::Model,
        StepKind::Reply => LabelRole::Reply,
    }
}

/// A finding is as sure as its weakest link: that of the route, or that of the judgement on the prompt.
fn confidence(case: &Case<'_>) -> Confidence {
    let judged = match case.prompt.judgement.confidence {
        JudgementConfidence::Low => Confidence::Low,
        JudgementConfidence::Medium => Confidence::Medium,
        JudgementConfidence::High => Confidence::High,
    };
    case.route.confidence.min(judged)
}

/// The place of the case that a page asks for, else the next wider one.
fn place(wanted: Place, case: &Case<'_>) -> Location {
    let call = case.call;
    let words = || case.prompt.locations().next();
    let found = match wanted {
        Place::Evidence => evidence_place(case).or_else(words),
        Place::Prompt => words(),
        Place::Hole => hole_place(case).or_else(words),
        Place::UserText => call.user_text_in_system,
        Place::Hosted => call.hosted.as_ref().map(|agent| agent.at),
        Place::Model => None,
        Place::Branch => Some(case.route.trigger.at.unwrap_or(case.route.entry)),
        Place::Entry => Some(case.route.entry),
    };
    found.unwrap_or(call.at)
}

fn evidence_place(case: &Case<'_>) -> Option<Location> {
    let decisive = phrase::decisive(case.prompt)?;
    let mut located = case.prompt.located_evidence();
    located.find_map(|(at, evidence)| std::ptr::eq(evidence, decisive).then_some(at))
}

fn hole_place(case: &Case<'_>) -> Option<Location> {
    case.prompt.pieces.iter().find_map(|piece| match piece {
        Piece::Hole { reason, at, .. } if reason.may_instruct() => *at,
        _ => None,
    })
}
