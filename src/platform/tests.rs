//! What holds for all readers: they claim nothing ordinary, and nothing that they are given makes them fall over.

use std::path::Path;

use super::*;
use crate::workspace::{Encoding, MarkSet, SourceFile};

fn read(files: &[(&str, &str)]) -> Vec<Bot> {
    let words = mark_words().map(String::from).collect();
    let marks = MarkSet { words };
    let workspace = Workspace::in_memory(files, &marks);
    read_definitions(&workspace, &NoFollower).0
}

/// Ordinary files with words that definitions use too; `{n}` varies.
const ORDINARY: [(&str, &str); 28] = [
    (
        "package-lock.json",
        r#"{"name":"app{n}","lockfileVersion":3,"packages":{"":{"dependencies":{"openai":"^4.{n}.0"}},"node_modules/ws":{"version":"8.{n}.0"}}}"#,
    ),
    (
        "openapi.json",
        r#"{"openapi":"3.0.{n}","paths":{"/v1/chat/completions":{"post":{"requestBody":{"content":{"application/json":{"schema":{"properties":{"messages":{"type":"array"},"role":{"enum":["system","user"]}}}}}}}}}}"#,
    ),
    (
        "deployment.yml",
        "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: app{n}\nspec:\n  template:\n    spec:\n      containers:\n        - name: bot\n          image: atendai/evolution-api:{n}\n",
    ),
    (
        "en.json",
        r#"{"nodes":"Nodes","edges":"Edges","flow":"Flow {n}","fallbackIntent":"Fallback","startNode":"Start","instructions":"You are a helpful assistant."}"#,
    ),
    (
        "notebook.ipynb.json",
        r#"{"cells":[{"cell_type":"code","source":["client.chat.completions.create(messages=[])"],"outputs":[]}],"metadata":{"n":{n}},"nbformat":4}"#,
    ),
    (
        "graph.json",
        r#"{"nodes":[{"id":"{n}","type":"default","data":{"label":"Agent"},"position":{"x":0,"y":0}}],"edges":[{"source":"{n}","target":"2"}]}"#,
    ),
    (
        "states.json",
        r#"{"StartAt":"A{n}","States":{"A{n}":{"Type":"Task","Resource":"arn:aws:lambda","Next":"B"}}}"#,
    ),
    (
        "blueprint.json",
        r#"{"landingPage":"/wp-admin/?n={n}","steps":[{"step":"login"}],"plugins":["x"]}"#,
    ),
    (
        "compose.yml",
        "services:\n  app{n}:\n    image: flowise\n    environment:\n      - OPENAI_ENABLED=true\n",
    ),
    (
        "workflow.yml",
        "name: ci{n}\non: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n",
    ),
    (
        "schema.json",
        r#"{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"goal":{"type":"string"},"trigger":{"type":"object"},"intents":{"type":"array"},"n{n}":{}}}"#,
    ),
    (
        "collection.json",
        r#"{"info":{"name":"P{n}","schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},"item":[{"name":"chat","request":{"url":"https://api.openai.com/v1/chat/completions","body":{"raw":"{\"messages\":[]}"}}}]}"#,
    ),
    (
        "dashboard.json",
        r#"{"panels":[{"id":{n},"type":"graph","targets":[{"expr":"up"}]}],"templating":{"list":[]},"title":"Nodes"}"#,
    ),
    (
        "transcript.json",
        r#"{"messages":[{"role":"system","content":"You are a helpful assistant."},{"role":"user","content":"{n}"}],"model":"gpt-4o"}"#,
    ),
    (
        "playbook.yml",
        "- hosts: all\n  roles:\n    - role: web{n}\n      goal: install\n  tasks:\n    - name: x\n      debug: {}\n",
    ),
    (
        "tsconfig.json",
        r#"{"compilerOptions":{"target":"es202{n}"},"include":["src"]}"#,
    ),
    (
        "geo.json",
        r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"n":{n}},"geometry":{"type":"Point","coordinates":[1,2]}}]}"#,
    ),
    (
        "template.yml",
        "Resources:\n  Fn{n}:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: index.handler\n      Events: {}\n",
    ),
    (
        "quiz.json",
        r#"[{"id":"q{n}","type":"choice","wires":"none","text":"What?"},{"id":"q2","type":"tab"}]"#,
    ),
    (
        "machine.json",
        r#"{"initial_state":"idle{n}","states":[{"name":"idle","type":"atomic","transitions":[{"event":"GO","next":"run"}]}]}"#,
    ),
    (
        "bot.config.json",
        r#"{"token":"x{n}","prefix":"!","instructions":"You are a helpful assistant.","model":"gpt-4o"}"#,
    ),
    (
        "agent.json",
        r#"{"displayName":"agent {n}","goal":"ship","description":"a build agent"}"#,
    ),
    (
        "team.yml",
        "alice{n}:\n  role: engineer\n  goal: ship\nbob:\n  role: designer\n",
    ),
    (
        "dialogs.json",
        r#"{"dialogs":[{"id":{n},"triggers":["click"],"actions":[{"type":"open"}]}],"version":"6"}"#,
    ),
    (
        "form.json",
        r#"{"version":"5.{n}","screens":[{"id":"A","layout":{"type":"SingleColumnLayout"}}],"routing_model":{}}"#,
    ),
    (
        "intents.json",
        r#"{"intents":[{"tag":"hello{n}","patterns":["hi"],"responses":["Hello"]}]}"#,
    ),
    (
        "lottie.json",
        r#"{"v":"5.{n}","layers":[{"ty":4,"nm":"flow"}],"assets":[],"fr":60}"#,
    ),
    (
        "values.yaml",
        "app:\n  mode: chat{n}\n  name: desk\nkind: app\nmodel_config: none\nworkflow: []\n",
    ),
];

#[test]
fn ordinary_files_hold_no_bot() {
    let files: Vec<(String, String)> = (0..5_040)
        .map(|n| {
            let (name, text) = ORDINARY[n % ORDINARY.len()];
            (format!("d{n}/{name}"), text.replace("{n}", &n.to_string()))
        })
        .collect();
    let borrowed: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let claimed: Vec<String> = read(&borrowed).into_iter().map(|bot| bot.path).collect();
    assert_eq!(claimed, Vec::<String>::new());
}

#[test]
fn names_and_pages_are_told_apart() {
    let mut names: Vec<&str> = platforms().iter().map(|platform| platform.name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), platforms().len());
    for platform in platforms() {
        assert!(
            platform.page().contains("**Recognised**"),
            "{}",
            platform.name()
        );
        assert!(!platform.marks().is_empty(), "{}", platform.name());
    }
}

/// A small generator of numbers; the same ones in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides.max(1)
    }
}

/// The text with one of its values replaced: by another sort of value, by another one of its own, by a deep one.
fn mutated(path: &str, text: &str, dice: &mut Dice) -> Option<String> {
    let source = SourceFile::new(FileId(0), path, text, Encoding::Utf8);
    let document = document::parse(&source).ok()?;
    let nodes: Vec<Node<'_>> = document.root()?.descendants().collect();
    let target = nodes[dice.roll(nodes.len())].span();
    let other = nodes[dice.roll(nodes.len())].span();
    let replacement = match dice.roll(10) {
        0 => "null".into(),
        1 => "true".into(),
        2 => "-1e9".into(),
        3 => "[]".into(),
        4 => "{}".into(),
        5 => "[[[[[[{}]]]]]]".into(),
        6 => "{{ x }}\u{1F600}\u{0}${".into(),
        7 => "\\".into(),
        _ => text
            .get(other.start as usize..other.end as usize)?
            .to_owned(),
    };
    let (start, end) = (target.start as usize, target.end as usize);
    Some(format!(
        "{}{replacement}{}",
        text.get(..start)?,
        text.get(end..)?
    ))
}

#[test]
fn no_mutation_of_the_corpus_makes_a_reader_fall_over() {
    // A longer run: BOTLINT_MUTATIONS=2000 cargo test --release mutation
    let rounds = std::env::var("BOTLINT_MUTATIONS")
        .ok()
        .and_then(|rounds| rounds.parse().ok())
        .unwrap_or(3);
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("test-corpus/platform");
    let mut dice = Dice(20_261_124);
    let cases = walkdir::WalkDir::new(&corpus).sort_by_file_name();
    for entry in cases.into_iter().flatten() {
        let path = entry.path().strip_prefix(&corpus).unwrap_or(entry.path());
        let path = path.to_string_lossy().replace('\\', "/");
        let Ok(text) = std::fs::read_to_string(entry.path()) else {
            continue;
        };
        for _ in 0..rounds {
            let mut changed = text.clone();
            for _ in 0..=dice.roll(4) {
                changed = mutated(&path, &changed, &mut dice).unwrap_or(changed);
            }
            let bots = read(&[(path.as_str(), changed.as_str())]);
            assert!(bots.len() < 100, "{path}");
        }
    }
}
