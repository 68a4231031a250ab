//! Every case that the clause reaches is flagged by exactly one lint; findings are made once, with all their routes.

use super::*;
use crate::bot::*;
use crate::prompt::{Evidence, Function, Judgement, JudgementConfidence, Polarity, Scope};
use crate::workspace::{FileId, Location, MarkSet, SourceText, Span};

const TRIGGERS: [TriggerKind; 6] = [
    TriggerKind::EveryMessage,
    TriggerKind::Fallback,
    TriggerKind::Command,
    TriggerKind::Keyword,
    TriggerKind::Intent,
    TriggerKind::MenuOption,
];
const ORIGINS: [ModelOrigin; 3] = [
    ModelOrigin::Call,
    ModelOrigin::GeneralKnowledge,
    ModelOrigin::GenerativeFallback,
];
const SCOPES: [Scope; 7] = [
    Scope::General,
    Scope::Persona,
    Scope::Escape,
    Scope::Scoped,
    Scope::Grounded,
    Scope::FixedTask,
    Scope::Unknown,
];

fn at(start: usize, end: usize) -> Location {
    Location::new(FileId(0), Span::new(start, end))
}

fn prompt(visibility: Visibility, scope: Scope) -> Prompt {
    let judgement = Judgement {
        scope,
        ..Judgement::unknown()
    };
    Prompt {
        judgement,
        ..Prompt::without_text(visibility)
    }
}

fn route(kind: TriggerKind, call: ModelCall) -> Route {
    Route {
        entry: at(0, 3),
        trigger: Trigger {
            kind,
            pattern: None,
            at: None,
        },
        answer: Answer::Model(Box::new(call)),
        guards: Vec::new(),
        trail: Vec::new(),
        confidence: Confidence::High,
    }
}

fn call(origin: ModelOrigin, prompts: Vec<Prompt>) -> ModelCall {
    ModelCall {
        at: at(4, 8),
        name: "ask".into(),
        provider: "openai".into(),
        model: None,
        origin,
        prompts,
        user_text_in_system: None,
        tools: Vec::new(),
        hosted: None,
        reply: None,
        document_path: None,
    }
}

fn bot(channel: &str, routes: Vec<Route>) -> Bot {
    Bot {
        id: "bot".to_owned(),
        path: String::new(),
        kind: BotKind::Source,
        platform: "python".into(),
        channel: Channel::from_name(channel),
        routes,
    }
}

fn lint_all(bots: &[Bot], text: &str) -> Vec<Finding> {
    let workspace = Workspace::in_memory(&[("app.py", text)], &MarkSet::default());
    let book = Book::embedded().unwrap();
    lint(bots, &workspace, &book, &ChannelRule::WhatsApp)
}

/// All calls that can be: every origin under every text that can be, with the user's text in the system slot or not.
fn all_calls() -> Vec<ModelCall> {
    use Visibility::*;
    let mut prompts = vec![
        Prompt::without_text(Absent),
        prompt(Runtime, Scope::Unknown),
        prompt(Hosted, Scope::Unknown),
    ];
    for scope in SCOPES {
        prompts.push(prompt(Seen, scope));
        prompts.push(prompt(FrameworkDefault, scope));
    }
    let mut calls = Vec::new();
    for origin in ORIGINS {
        for prompt in &prompts {
            for user_text in [None, Some(at(9, 12))] {
                // A call that has the user's text in its system slot does not run under a stock text.
                if prompt.visibility != FrameworkDefault || user_text.is_none() {
                    calls.push(ModelCall {
                        user_text_in_system: user_text,
                        ..call(origin, vec![prompt.clone()])
                    });
                }
            }
        }
    }
    calls
}

#[test]
fn the_verdict_decides_whether_and_how_gravely_a_case_is_flagged_and_one_lint_speaks() {
    for kind in TRIGGERS {
        for call in all_calls() {
            let origin = call.origin;
            let verdict = call.verdict(&[]);
            let found = lint_all(
                &[bot("whatsapp", vec![route(kind, call.clone())])],
                "def ask(text)",
            );
            let severities: Vec<Severity> = found.iter().map(|finding| finding.severity).collect();
            let expected: &[Severity] = match (verdict, origin) {
                (Verdict::General, _) => &[Severity::Error],
                (Verdict::Unknown, _) => &[Severity::Warning],
                (Verdict::Scoped, ModelOrigin::GeneralKnowledge) => &[Severity::Warning],
                (Verdict::Scoped | Verdict::None, _) => &[],
            };
            let lints: Vec<&str> = found.iter().map(|finding| finding.lint.as_str()).collect();
            assert_eq!(
                severities, expected,
                "{lints:?} for {kind:?} {verdict:?} {call:?}"
            );
        }
    }
}

#[test]
fn a_guard_that_narrows_silences_every_lint_of_the_clause() {
    let narrowing = [
        GuardKind::AllowList,
        GuardKind::TopicClassifier,
        GuardKind::Grounded,
        GuardKind::HumanApproval,
    ];
    for kind in narrowing {
        for call in all_calls() {
            if call.origin == ModelOrigin::GeneralKnowledge {
                continue;
            }
            let mut route = route(TriggerKind::EveryMessage, call);
            route.guards = vec![Guard { kind, at: at(0, 1) }];
            let found = lint_all(&[bot("whatsapp", vec![route])], "def ask(text)");
            assert!(found.is_empty(), "{kind:?}: {found:?}");
        }
    }
}

#[test]
fn a_deny_list_silences_nothing() {
    let mut route = route(
        TriggerKind::EveryMessage,
        call(
            ModelOrigin::Call,
            vec![Prompt::without_text(Visibility::Absent)],
        ),
    );
    route.guards = vec![Guard {
        kind: GuardKind::DenyList,
        at: at(0, 1),
    }];
    assert_eq!(
        lint_all(&[bot("whatsapp", vec![route])], "def ask(text)").len(),
        1
    );
}

#[test]
fn routes_that_reach_one_call_are_one_finding_and_the_widest_speaks() {
    let bare = || {
        call(
            ModelOrigin::Call,
            vec![Prompt::without_text(Visibility::Absent)],
        )
    };
    let mut command = route(TriggerKind::Command, bare());
    command.trigger.pattern = Some("/ask".into());
    command.trigger.at = Some(at(20, 24));
    let found = lint_all(
        &[bot(
            "whatsapp",
            vec![command, route(TriggerKind::Fallback, bare())],
        )],
        "def ask(text): pass #  /ask",
    );
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].lint, "llm-catch-all");
    assert_eq!(found[0].routes, 2);
    assert!(
        found[0]
            .message
            .starts_with("every WhatsApp message that no other branch takes is")
    );
    let branch = found[0].labels.iter().find(|label| label.at == at(20, 24));
    assert!(branch.unwrap().text.contains("`/ask`"));
}

#[test]
fn a_seen_prompt_is_flagged_at_the_phrase_that_opens_it() {
    let text = "You are a bot. Answer anything.";
    let mut general = prompt(Visibility::Seen, Scope::General);
    let literal = SourceText::verbatim(text, FileId(0), Span::new(0, text.len()));
    general.pieces = vec![Piece::Literal(literal)];
    general.judgement.confidence = JudgementConfidence::Medium;
    general.judgement.evidence = vec![
        Evidence {
            fragment: 0,
            start: 0,
            end: 13,
            function: Function::Identity,
            polarity: Polarity::Neutral,
            text: "You are a bot".to_owned(),
        },
        Evidence {
            fragment: 0,
            start: 15,
            end: 30,
            function: Function::Opens,
            polarity: Polarity::Opens,
            text: "Answer anything".to_owned(),
        },
    ];
    let route = route(
        TriggerKind::EveryMessage,
        call(ModelOrigin::Call, vec![general]),
    );
    let found = lint_all(&[bot("telegram", vec![route])], text);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].lint, "general-purpose-prompt");
    assert_eq!(found[0].at, at(15, 30));
    assert_eq!(found[0].confidence, Confidence::Medium);
    assert_eq!(
        found[0].severity,
        Severity::Note,
        "telegram is not WhatsApp"
    );
    assert!(found[0].labels.iter().any(|label| label.at == at(0, 13)));
}

#[test]
fn fingerprints_outlive_moved_lines_and_tell_equal_places_apart() {
    let bare = |start: usize| {
        let mut call = call(
            ModelOrigin::Call,
            vec![Prompt::without_text(Visibility::Absent)],
        );
        call.at = at(start, start + 6);
        route(TriggerKind::EveryMessage, call)
    };
    let prints = |text: &str, starts: &[usize]| -> Vec<Fingerprint> {
        let routes = starts.iter().map(|&start| bare(start)).collect();
        let found = lint_all(&[bot("whatsapp", routes)], text);
        found.iter().map(|finding| finding.fingerprint).collect()
    };
    let before = prints("x\nask(a)\nask(a)\n", &[2, 9]);
    let after = prints("x\n\n\nask(a)\nask(a)\n", &[4, 11]);
    assert_eq!(before, after);
    assert_ne!(before[0], before[1]);
}

#[test]
fn a_page_that_is_none_is_refused_with_the_place() {
    let page = include_str!("../../lints/llm-catch-all.md");
    let error = |text: &str| {
        let error = Page::parse("lints/llm-catch-all.md", text).unwrap_err();
        let handler =
            miette::GraphicalReportHandler::new_themed(miette::GraphicalTheme::unicode_nocolor());
        let mut drawn = String::new();
        handler.render_report(&mut drawn, error.as_ref()).unwrap();
        drawn
    };
    let unknown = error(&page.replace("trigger = [", "triger = ["));
    assert!(
        unknown.contains("triger = [") && unknown.contains("unknown field"),
        "{unknown}"
    );
    let placeholder = error(&page.replace("{call} is given", "{cal} is given"));
    assert!(
        placeholder.contains("no placeholder `{cal}`"),
        "{placeholder}"
    );
    let nothing = error("# No front matter");
    assert!(nothing.contains("front matter"), "{nothing}");
}
