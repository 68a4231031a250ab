//! The internal report in the words of version 1.

use serde::Serialize;

use super::v1;
use crate::bot::{
    Answer, Bot, BotKind, Confidence, ModelCall, Prompt, Route, TriggerKind, Verdict,
};
use crate::lint::{Finding, Severity};
use crate::report::{Report, Summary};
use crate::workspace::{LineColumn, Location, Problem};

/// The whole document.
pub(super) fn report(report: &Report) -> v1::Report {
    let places = Places(report);
    let summary = Summary::of(report);
    let worst = report.bots.iter().map(Bot::verdict).max();
    v1::Report {
        version: v1::VERSION,
        tool: v1::Tool {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        },
        policy: crate::POLICY.to_owned(),
        bots: report.bots.iter().map(|bot| places.bot(bot)).collect(),
        findings: report.findings.iter().map(|f| places.finding(f)).collect(),
        problems: report.problems.iter().map(|p| places.problem(p)).collect(),
        summary: v1::Summary {
            errors: summary.errors,
            warnings: summary.warnings,
            notes: summary.notes,
            suppressed: summary.suppressed,
            problems: summary.problems,
            bots: summary.bots,
            verdict: verdict(worst.unwrap_or(Verdict::None)),
            files: summary.files,
        },
    }
}

/// Turns places in the workspace into lines and columns.
struct Places<'a>(&'a Report);

impl Places<'_> {
    fn span(&self, at: Location) -> v1::Span {
        let file = self.0.workspace.read(at.file).ok();
        let position = |offset: u32| {
            let first = LineColumn { line: 1, column: 1 };
            let place = file.as_ref().map_or(first, |file| file.line_column(offset));
            v1::Position {
                line: place.line,
                column: place.column,
                offset,
            }
        };
        v1::Span {
            start: position(at.span.start),
            end: position(at.span.end),
        }
    }

    fn path(&self, at: Location) -> String {
        self.0.workspace.path(at.file).to_owned()
    }

    fn place(&self, at: Location) -> v1::Place {
        v1::Place {
            path: self.path(at),
            span: self.span(at),
        }
    }

    fn bot(&self, bot: &Bot) -> v1::Bot {
        v1::Bot {
            id: bot.id.clone(),
            path: bot.path.clone(),
            kind: match bot.kind {
                BotKind::Source => v1::BotKind::Source,
                BotKind::Definition => v1::BotKind::Definition,
            },
            platform: bot.platform.to_string(),
            channel: bot.channel.name().to_owned(),
            verdict: verdict(bot.verdict()),
            routes: bot.routes.iter().map(|route| self.route(route)).collect(),
        }
    }

    fn route(&self, route: &Route) -> v1::Route {
        let (answer, model) = match &route.answer {
            Answer::Model(call) => (v1::Answer::Model, Some(self.model(call))),
            Answer::FixedText => (v1::Answer::FixedText, None),
            Answer::Handoff => (v1::Answer::Handoff, None),
            Answer::Nothing => (v1::Answer::Nothing, None),
        };
        v1::Route {
            entry: self.place(route.entry),
            trigger: trigger(route.trigger.kind),
            pattern: route.trigger.pattern.as_ref().map(ToString::to_string),
            answer,
            verdict: verdict(route.verdict()),
            confidence: confidence(route.confidence),
            model,
            guards: route.guards.iter().map(|guard| name(&guard.kind)).collect(),
        }
    }

    fn model(&self, call: &ModelCall) -> v1::Model {
        v1::Model {
            call: call.name.to_string(),
            provider: call.provider.to_string(),
            name: call.model.as_ref().map(ToString::to_string),
            at: self.place(call.at),
            prompts: call
                .prompts
                .iter()
                .map(|prompt| self.prompt(prompt))
                .collect(),
            tools: call
                .tools
                .iter()
                .map(|tool| tool.name.to_string())
                .collect(),
            hosted: call.hosted.as_ref().map(|agent| agent.service.to_string()),
        }
    }

    fn prompt(&self, prompt: &Prompt) -> v1::Prompt {
        v1::Prompt {
            visibility: name(&prompt.visibility),
            scope: name(&prompt.judgement.scope),
            enforced: prompt.judgement.enforced,
            at: prompt.locations().map(|at| self.place(at)).collect(),
        }
    }

    fn finding(&self, finding: &Finding) -> v1::Finding {
        let labels = finding.labels.iter().map(|label| v1::Label {
            path: self.path(label.at),
            span: self.span(label.at),
            role: name(&label.role),
            text: label.text.clone(),
        });
        let trail = finding.trail.iter().map(|step| v1::Step {
            kind: name(&step.kind),
            path: self.path(step.at),
            span: self.span(step.at),
            text: step.text.clone(),
        });
        let suppression = finding
            .suppression
            .as_ref()
            .map(|suppression| v1::Suppression {
                kind: "comment".to_owned(),
                reason: suppression.reason.clone(),
                at: self.place(suppression.at),
            });
        v1::Finding {
            lint: finding.lint.clone(),
            severity: match finding.severity {
                Severity::Note => v1::Severity::Note,
                Severity::Warning => v1::Severity::Warning,
                Severity::Error => v1::Severity::Error,
            },
            confidence: confidence(finding.confidence),
            message: finding.message.clone(),
            help: finding.help.clone(),
            url: finding.url.clone(),
            path: self.path(finding.at),
            span: self.span(finding.at),
            text: finding.text.clone(),
            document_path: finding.document_path.clone(),
            bots: finding.bots.clone(),
            labels: labels.collect(),
            trail: trail.collect(),
            fingerprint: finding.fingerprint.to_string(),
            suppression,
        }
    }

    fn problem(&self, problem: &Problem) -> v1::Problem {
        v1::Problem {
            kind: problem.kind.name().to_owned(),
            path: problem.path.clone(),
            span: problem.at.map(|at| self.span(at)),
            message: problem.message.clone(),
        }
    }
}

fn verdict(verdict: Verdict) -> v1::Verdict {
    match verdict {
        Verdict::None => v1::Verdict::None,
        Verdict::Scoped => v1::Verdict::Scoped,
        Verdict::Unknown => v1::Verdict::Unknown,
        Verdict::General => v1::Verdict::General,
    }
}

fn confidence(confidence: Confidence) -> v1::Confidence {
    match confidence {
        Confidence::Low => v1::Confidence::Low,
        Confidence::Medium => v1::Confidence::Medium,
        Confidence::High => v1::Confidence::High,
    }
}

fn trigger(kind: TriggerKind) -> v1::Trigger {
    match kind {
        TriggerKind::EveryMessage => v1::Trigger::EveryMessage,
        TriggerKind::Fallback => v1::Trigger::Fallback,
        TriggerKind::Command => v1::Trigger::Command,
        TriggerKind::Keyword => v1::Trigger::Keyword,
        TriggerKind::Intent => v1::Trigger::Intent,
        TriggerKind::MenuOption => v1::Trigger::MenuOption,
    }
}

/// The kebab-case name under which pages and reports know a unit variant.
fn name(variant: &impl Serialize) -> String {
    match serde_json::to_value(variant) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}
