use super::*;
use crate::bot::{
    Answer, Confidence, GuardKind, ModelCall, ModelOrigin, Prompt, Route, StepKind, Trigger,
    TriggerKind, Verdict, Visibility,
};
use crate::platform::{CodeFollower, SnippetEffect, SnippetInput, mark_words, read_definitions};
use crate::syntax::Language;
use crate::workspace::{FileId, Location, MarkSet, SourceText, Span, Workspace};

/// A follower for which every action hands the message to a model without a prompt.
struct BareModel;

impl CodeFollower for BareModel {
    fn class_method(&self, file: FileId, class: &str, method: &str) -> Vec<Route> {
        assert_eq!(method, "run");
        let at = Location::new(file, Span::new(0, 1));
        vec![Route {
            entry: at,
            trigger: Trigger {
                kind: TriggerKind::EveryMessage,
                pattern: None,
                at: None,
            },
            answer: Answer::Model(Box::new(ModelCall {
                at,
                name: class.into(),
                provider: "openai".into(),
                model: None,
                origin: ModelOrigin::Call,
                prompts: vec![Prompt::without_text(Visibility::Absent)],
                user_text_in_system: None,
                tools: Vec::new(),
                hosted: None,
                reply: None,
                document_path: None,
            })),
            guards: Vec::new(),
            trail: Vec::new(),
            confidence: Confidence::High,
        }]
    }

    fn snippet(&self, _: &SourceText, _: Language, _: &[SnippetInput]) -> SnippetEffect {
        SnippetEffect::default()
    }

    fn function(&self, _: FileId, _: &str, _: &[SnippetInput]) -> SnippetEffect {
        SnippetEffect::default()
    }
}

const ACTION: &str = "class AskModel(Action):\n    def name(self) -> Text:\n        return \"action_ask\"\n    def run(self, dispatcher, tracker, domain):\n        return []\n";
const CONFIG: &str = "recipe: default.v1\npipeline:\n  - name: DIETClassifier\n  - name: FallbackClassifier\n    threshold: 0.7\npolicies:\n  - name: RulePolicy\n";
const DOMAIN: &str = "version: '3.1'\nintents: [greet]\nactions: [action_ask]\nresponses:\n  utter_hi:\n    - text: Hi\n";

fn bots(files: &[(&str, &str)]) -> Vec<Bot> {
    let marks = MarkSet {
        words: mark_words().map(str::to_owned).collect(),
    };
    read_definitions(&Workspace::in_memory(files, &marks), &BareModel).0
}

fn rule(intent: &str) -> String {
    format!(
        "version: '3.1'\nrules:\n  - rule: r\n    steps:\n      - intent: {intent}\n      - action: action_ask\n"
    )
}

fn only_route(files: &[(&str, &str)]) -> Route {
    let bots = bots(files);
    assert_eq!((bots.len(), bots[0].routes.len()), (1, 1), "{bots:?}");
    bots[0].routes[0].clone()
}

#[test]
fn the_fallback_is_followed_into_the_class_of_its_action() {
    let rules = rule("nlu_fallback");
    let files = [
        ("config.yml", CONFIG),
        ("domain.yml", DOMAIN),
        ("data/rules.yml", rules.as_str()),
        ("actions/ask.py", ACTION),
    ];
    let route = only_route(&files);
    assert_eq!(route.trigger.kind, TriggerKind::Fallback);
    assert_eq!(route.verdict(), Verdict::General);
    let texts: Vec<&str> = route.trail.iter().map(|step| step.text.as_str()).collect();
    assert_eq!(route.trail[0].kind, StepKind::Entry);
    assert!(
        texts[1].contains("0.7")
            && texts[2].contains("action_ask")
            && texts[3].contains("AskModel"),
        "{texts:?}"
    );
}

#[test]
fn without_the_classifier_there_is_no_such_intent() {
    let config = CONFIG.replace("FallbackClassifier", "EntitySynonymMapper");
    let rules = rule("nlu_fallback");
    let files = [
        ("config.yml", config.as_str()),
        ("domain.yml", DOMAIN),
        ("data/rules.yml", rules.as_str()),
        ("actions.py", ACTION),
    ];
    assert!(bots(&files)[0].routes.is_empty());
}

#[test]
fn an_intent_of_the_business_is_an_allow_list() {
    let rules = rule("opening_hours");
    let files = [
        ("config.yml", CONFIG),
        ("domain.yml", DOMAIN),
        ("data/rules.yml", rules.as_str()),
        ("actions.py", ACTION),
    ];
    let route = only_route(&files);
    assert_eq!(route.trigger.kind, TriggerKind::Intent);
    assert_eq!(route.guards[0].kind, GuardKind::AllowList);
    assert_eq!(route.verdict(), Verdict::Scoped);
}

#[test]
fn an_intent_for_anything_is_none() {
    let rules = rule("ask_gpt");
    let files = [
        ("config.yml", CONFIG),
        ("domain.yml", DOMAIN),
        ("data/rules.yml", rules.as_str()),
        ("actions.py", ACTION),
    ];
    assert_eq!(only_route(&files).verdict(), Verdict::General);
}

#[test]
fn an_overridden_default_fallback_wins_though_no_file_names_it() {
    let action = ACTION.replace("action_ask", "action_default_fallback");
    let rules = "version: '3.1'\nrules:\n  - rule: r\n    steps:\n      - intent: greet\n      - action: utter_hi\n";
    let files = [
        ("config.yml", CONFIG),
        ("domain.yml", DOMAIN),
        ("data/rules.yml", rules),
        ("actions.py", action.as_str()),
    ];
    let route = only_route(&files);
    assert_eq!(
        (route.trigger.kind, route.verdict()),
        (TriggerKind::Fallback, Verdict::General)
    );
}

#[test]
fn a_fallback_action_beside_the_policies_counts() {
    let config = "recipe: default.v1\npipeline:\npolicies:\nfallback_action_name: action_ask\n";
    let files = [
        ("config.yml", config),
        ("domain.yml", DOMAIN),
        ("actions.py", ACTION),
    ];
    assert_eq!(only_route(&files).trigger.kind, TriggerKind::Fallback);
}

#[test]
fn a_declared_action_that_nothing_runs_is_no_route() {
    let files = [
        ("config.yml", CONFIG),
        ("domain.yml", DOMAIN),
        (
            "data/rules.yml",
            "version: '3.1'\nrules:\n  - rule: r\n    steps:\n      - intent: greet\n      - action: utter_hi\n",
        ),
        ("actions.py", ACTION),
    ];
    assert!(bots(&files)[0].routes.is_empty());
}

#[test]
fn stories_of_the_first_version_are_markdown() {
    let config = "language: en\npipeline:\n  - name: DIETClassifier\npolicies:\n  - name: FallbackPolicy\n    fallback_action_name: action_ask\n";
    let domain =
        "intents:\n  - greet\nactions:\n  - action_ask\ntemplates:\n  utter_hi:\n    - text: Hi\n";
    let files = [
        ("config.yml", config),
        ("domain.yml", domain),
        (
            "data/stories.md",
            "## s\n* help_me{\"a\": 1}\n  - action_ask\n",
        ),
        ("actions.py", ACTION),
    ];
    let bots = bots(&files);
    let kinds: Vec<TriggerKind> = bots[0]
        .routes
        .iter()
        .map(|route| route.trigger.kind)
        .collect();
    assert_eq!(kinds, [TriggerKind::Fallback, TriggerKind::Intent]);
}

#[test]
fn ordinary_yaml_is_no_project() {
    let files = [
        (
            "deploy.yml",
            "apiVersion: v1\nkind: Role\nrules:\n  - apiGroups: ['']\n    resources: [pods]\n",
        ),
        (
            "ci.yml",
            "pipeline:\n  - name: build\n    steps: []\npolicies:\n  - name: keep\n",
        ),
        (
            "api.yaml",
            "openapi: 3.0.0\npaths: {}\ncomponents:\n  responses:\n    NotFound: {description: no}\n",
        ),
        ("flows.yml", "flows:\n  - a\n  - b\n"),
    ];
    assert!(bots(&files).is_empty());
}
