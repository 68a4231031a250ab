//! Which messages reach a node: the tests of the text, and of a classifier's label, on the way from the entry.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::catalogue::catalogue;
use super::graph::{NodeRef, Program};
use super::model::WorkflowNode;
use super::values::{Atom, Value, Values};
use crate::bot::{Guard, GuardKind, Trigger, TriggerKind};
use crate::document::Node;
use crate::workspace::Location;

/// How a message came to a node.
#[derive(Debug, Clone)]
pub(super) struct Selection {
    openness: Openness,
    pub(super) trigger: Trigger,
    pub(super) guards: Vec<Guard>,
    /// The node before it on the most open way.
    pub(super) before: Option<NodeRef>,
    /// What was decided in the node before it, in words.
    pub(super) branch: Option<String>,
}

/// How much may still come; the first is the most open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Openness {
    Everything,
    Rest,
    Chosen,
    Narrowed,
}

const LEVELS: [Openness; 4] = [
    Openness::Everything,
    Openness::Rest,
    Openness::Chosen,
    Openness::Narrowed,
];

/// The way of a message through the graph.
pub(super) struct Reach {
    selections: FxHashMap<NodeRef, Selection>,
    order: Vec<NodeRef>,
}

impl Reach {
    /// Follows everything that the entries set off.
    pub(super) fn from(entries: &[NodeRef], values: &mut Values<'_, '_>) -> Self {
        let mut reach = Reach {
            selections: FxHashMap::default(),
            order: Vec::new(),
        };
        let mut waiting: Vec<(NodeRef, Selection)> = entries
            .iter()
            .map(|&entry| (entry, Selection::of_everything()))
            .collect();
        for level in LEVELS {
            let mut later = Vec::new();
            while let Some((node, selection)) = waiting.pop() {
                if selection.openness > level {
                    later.push((node, selection));
                    continue;
                }
                if reach.selections.contains_key(&node) {
                    continue;
                }
                reach.order.push(node);
                waiting.extend(onward(node, &selection, values));
                reach.selections.insert(node, selection);
            }
            later.reverse();
            waiting = later;
        }
        reach
    }

    /// How a message came to that node; `None` if none does.
    pub(super) fn selection(&self, node: NodeRef) -> Option<&Selection> {
        self.selections.get(&node)
    }

    /// The reached nodes, in the order of the files.
    pub(super) fn nodes(&self) -> Vec<NodeRef> {
        let mut nodes = self.order.clone();
        nodes.sort();
        nodes
    }

    /// The nodes from the entry to `node`, both included.
    pub(super) fn way(&self, node: NodeRef) -> Vec<NodeRef> {
        let mut way = vec![node];
        let mut at = node;
        while let Some(before) = self.selection(at).and_then(|selection| selection.before) {
            way.push(before);
            at = before;
        }
        way.reverse();
        way
    }
}

impl Selection {
    fn of_everything() -> Self {
        Self {
            openness: Openness::Everything,
            trigger: Trigger {
                kind: TriggerKind::EveryMessage,
                pattern: None,
                at: None,
            },
            guards: Vec::new(),
            before: None,
            branch: None,
        }
    }

    fn after(&self, node: NodeRef, outcome: Option<Outcome>) -> Self {
        let mut next = Self {
            before: Some(node),
            branch: None,
            ..self.clone()
        };
        let Some(outcome) = outcome else { return next };
        next.branch = Some(outcome.words);
        if outcome.openness >= self.openness {
            next.openness = outcome.openness;
            next.trigger = Trigger {
                kind: outcome.kind,
                pattern: outcome.pattern,
                at: Some(outcome.at),
            };
        }
        next.guards.extend(outcome.guard.map(|kind| Guard {
            kind,
            at: outcome.at,
        }));
        next
    }
}

fn onward(
    node: NodeRef,
    selection: &Selection,
    values: &mut Values<'_, '_>,
) -> Vec<(NodeRef, Selection)> {
    let program = values.program;
    let mut onward = Vec::new();
    for edge in program.next(node).iter().rev() {
        let outcome = outcome(node, edge.output, values);
        onward.push((edge.node, selection.after(node, outcome)));
    }
    if !program.node(node).disabled {
        let starts = program.begins(node).iter();
        onward.extend(starts.map(|&start| (start, selection.after(node, None))));
    }
    onward
}

/// What taking one output of a node says about the message.
struct Outcome {
    openness: Openness,
    kind: TriggerKind,
    pattern: Option<SmolStr>,
    guard: Option<GuardKind>,
    at: Location,
    words: String,
}

fn outcome(at: NodeRef, output: usize, values: &mut Values<'_, '_>) -> Option<Outcome> {
    let program: &Program<'_> = values.program;
    let node = program.node(at);
    if node.disabled {
        return None;
    }
    match node.short.as_str() {
        "base.if" => if_outcome(at, node, output, values),
        "base.filter" if output == 0 => if_outcome(at, node, 0, values),
        "base.switch" => switch_outcome(at, node, output, values),
        "langchain.textClassifier" => classifier_outcome(node, output),
        "langchain.guardrails" if output == 0 => guardrails_outcome(node),
        _ => None,
    }
}

/// What a condition asks.
enum Test {
    /// Nothing about what the user wrote.
    Other,
    /// The text, for that word or pattern.
    Text {
        pattern: SmolStr,
        kind: TriggerKind,
        whole: bool,
    },
    /// A model's label.
    Label { label: SmolStr },
    /// The negation of such a test.
    Not(Box<Test>),
}

fn if_outcome(
    at: NodeRef,
    node: &WorkflowNode<'_>,
    output: usize,
    values: &mut Values<'_, '_>,
) -> Option<Outcome> {
    let tests: Vec<Test> = conditions(node.parameter("conditions")?)
        .into_iter()
        .map(|condition| test(at, &condition, values))
        .collect();
    decided(&tests, output == 0, node)
}

fn decided(tests: &[Test], held: bool, node: &WorkflowNode<'_>) -> Option<Outcome> {
    let telling = tests.iter().find(|test| match test {
        Test::Other => false,
        Test::Not(inner) => !matches!(**inner, Test::Other),
        _ => true,
    })?;
    match (telling, held) {
        (Test::Not(inner), held) => from_test(inner, !held, tests.len(), node),
        (test, held) => from_test(test, held, tests.len(), node),
    }
}

fn from_test(test: &Test, held: bool, tests: usize, node: &WorkflowNode<'_>) -> Option<Outcome> {
    if !held {
        return Some(rest(node));
    }
    let words = &catalogue().words;
    match test {
        Test::Text {
            pattern,
            kind,
            whole,
        } => {
            let open = words.is_open_keyword(pattern)
                || words.is_open_label(pattern)
                || *kind != TriggerKind::Keyword
                || pattern.is_empty();
            let guard = (!open && (*whole || tests > 1 || pattern.contains('|')))
                .then_some(GuardKind::AllowList);
            Some(chosen(
                *kind,
                pattern,
                guard,
                node,
                format!("«{}»: the text has «{}»", node.name, short(pattern)),
            ))
        }
        Test::Label { label } => {
            let guard =
                (!words.is_open_label(label) && !label.is_empty()).then_some(GuardKind::AllowList);
            Some(chosen(
                TriggerKind::Intent,
                label,
                guard,
                node,
                format!("«{}»: a model said «{}»", node.name, short(label)),
            ))
        }
        _ => None,
    }
}

fn chosen(
    kind: TriggerKind,
    pattern: &str,
    guard: Option<GuardKind>,
    node: &WorkflowNode<'_>,
    words: String,
) -> Outcome {
    Outcome {
        openness: if guard.is_some() {
            Openness::Narrowed
        } else {
            Openness::Chosen
        },
        kind,
        pattern: (!pattern.is_empty()).then(|| short(pattern).into()),
        guard,
        at: node.at,
        words,
    }
}

fn rest(node: &WorkflowNode<'_>) -> Outcome {
    Outcome {
        openness: Openness::Rest,
        kind: TriggerKind::Fallback,
        pattern: None,
        guard: None,
        at: node.at,
        words: format!("«{}»: whatever did not match", node.name),
    }
}

fn short(text: &str) -> String {
    let cut: String = text.trim().chars().take(40).collect();
    cut.replace('\n', " ")
}

fn switch_outcome(
    at: NodeRef,
    node: &WorkflowNode<'_>,
    output: usize,
    values: &mut Values<'_, '_>,
) -> Option<Outcome> {
    let rules = switch_rules(node);
    let tests: Vec<(usize, Vec<Test>)> = rules
        .iter()
        .map(|(output, conditions)| {
            (
                *output,
                conditions
                    .iter()
                    .map(|condition| test(at, condition, values))
                    .collect(),
            )
        })
        .collect();
    if let Some((_, tests)) = tests.iter().find(|(to, _)| *to == output) {
        return decided(tests, true, node);
    }
    let about_text = tests
        .iter()
        .flat_map(|(_, tests)| tests)
        .any(|test| !matches!(test, Test::Other));
    about_text.then(|| rest(node))
}

/// One comparison, whatever version of the node wrote it.
struct Condition<'d> {
    left: Option<Node<'d>>,
    right: Option<Node<'d>>,
    operation: SmolStr,
    /// Whether texts are compared, and not numbers, dates or truth values.
    of_text: bool,
}

fn conditions(parameter: Node<'_>) -> Vec<Condition<'_>> {
    let new = parameter
        .get("conditions")
        .into_iter()
        .flat_map(Node::items)
        .map(|condition| Condition {
            left: condition.get("leftValue"),
            right: condition.get("rightValue"),
            operation: operation(condition.get("operator")),
            of_text: condition
                .at(&["operator", "type"])
                .and_then(Node::as_str)
                .is_none_or(|sort| matches!(sort, "string" | "array" | "any")),
        });
    let old = parameter
        .entries()
        .flat_map(|(sort, list)| list.items().map(move |entry| (sort.as_str(), entry)))
        .filter(|(_, entry)| entry.get("value1").is_some());
    let old = old.map(|(sort, condition)| Condition {
        of_text: sort == "string",
        left: condition.get("value1"),
        right: condition.get("value2"),
        operation: condition
            .get("operation")
            .and_then(|name| name.as_str())
            .unwrap_or("equal")
            .into(),
    });
    new.chain(old).collect()
}

fn operation(operator: Option<Node<'_>>) -> SmolStr {
    let name = operator.and_then(|operator| {
        operator
            .as_str()
            .or_else(|| operator.get("operation")?.as_str())
    });
    name.unwrap_or("equals").into()
}

fn switch_rules<'d>(node: &WorkflowNode<'d>) -> Vec<(usize, Vec<Condition<'d>>)> {
    let new = node
        .parameter("rules.values")
        .into_iter()
        .flat_map(Node::items)
        .enumerate();
    let mut rules: Vec<(usize, Vec<Condition<'d>>)> = new
        .map(|(at, rule)| {
            (
                at,
                rule.get("conditions").map(conditions).unwrap_or_default(),
            )
        })
        .collect();
    let old = node
        .parameter("rules.rules")
        .into_iter()
        .flat_map(Node::items)
        .enumerate();
    rules.extend(old.map(|(at, rule)| {
        let output = rule
            .get("output")
            .and_then(|output| output.as_i64())
            .unwrap_or(at as i64);
        let operation = rule
            .get("operation")
            .and_then(|name| name.as_str())
            .unwrap_or("equal");
        let condition = Condition {
            left: node.parameter("value1"),
            right: rule.get("value2"),
            operation: operation.into(),
            of_text: node.text("dataType").is_none_or(|sort| sort == "string"),
        };
        (output.max(0) as usize, vec![condition])
    }));
    rules
}

fn test(at: NodeRef, condition: &Condition<'_>, values: &mut Values<'_, '_>) -> Test {
    let operation = condition.operation.to_lowercase();
    if operation.contains("exist") || operation.contains("empty") || operation.starts_with("length")
    {
        return Test::Other;
    }
    let Some(left) = condition.left else {
        return Test::Other;
    };
    let value = values.parameter(at, left);
    let right = condition
        .right
        .and_then(|right| right.scalar())
        .unwrap_or_default();
    let about = match subject(&value) {
        Subject::Text { .. } if !condition.of_text || matches!(&*right, "true" | "false") => {
            Test::Other
        }
        Subject::Text { choice } => text_test(
            left.as_str().unwrap_or_default(),
            &right,
            &operation,
            choice,
        ),
        Subject::Label { field } => Test::Label {
            label: if right.is_empty() {
                label_of(&operation, &field)
            } else {
                right.trim_start_matches('=').into()
            },
        },
        Subject::Other => Test::Other,
    };
    let negated = operation.starts_with("not") || operation == "false";
    if negated {
        Test::Not(Box::new(about))
    } else {
        about
    }
}

fn label_of(operation: &str, field: &str) -> SmolStr {
    if operation == "true" || operation == "false" {
        field.into()
    } else {
        SmolStr::default()
    }
}

fn text_test(left: &str, right: &str, operation: &str, choice: bool) -> Test {
    let pattern = if right.is_empty() {
        quoted_in(left)
    } else {
        right.trim_start_matches('=').to_owned()
    };
    let bare = pattern.trim_start_matches(['^', '\\', '(']);
    let number = !bare.is_empty() && bare.chars().all(|letter| letter.is_ascii_digit());
    let kind = if choice || number {
        TriggerKind::MenuOption
    } else if bare.starts_with(['/', '!', '.', '#']) || operation.starts_with("starts") {
        TriggerKind::Command
    } else {
        TriggerKind::Keyword
    };
    Test::Text {
        pattern: pattern.into(),
        kind,
        whole: operation.starts_with("equal"),
    }
}

// `{{ $json.text.startsWith('/ask') }}` is true: the word stands in the expression.
fn quoted_in(left: &str) -> String {
    let mut parts = left.split(['\'', '"']);
    let quoted = parts.by_ref().skip(1).step_by(2);
    quoted
        .filter(|word| !word.is_empty())
        .last()
        .unwrap_or_default()
        .to_owned()
}

enum Subject {
    Text { choice: bool },
    Label { field: String },
    Other,
}

fn subject(value: &Value) -> Subject {
    let mut label = None;
    for atom in value.iter().flatten() {
        match atom {
            Atom::User { name, .. } => {
                let words = &catalogue().words;
                let choice = name.split('.').any(|step| words.is_choice(step));
                return Subject::Text { choice };
            }
            Atom::Answer { field, .. } => {
                label = Some(field.rsplit('.').next().unwrap_or_default().to_owned());
            }
            _ => {}
        }
    }
    label.map_or(Subject::Other, |field| Subject::Label { field })
}

fn classifier_outcome(node: &WorkflowNode<'_>, output: usize) -> Option<Outcome> {
    let categories: Vec<&str> = node
        .parameter("categories.categories")?
        .items()
        .map(|category| {
            category
                .get("category")
                .and_then(|name| name.as_str())
                .unwrap_or_default()
        })
        .collect();
    let Some(label) = categories.get(output) else {
        return Some(rest(node));
    };
    let guard = (!catalogue().words.is_open_label(label)).then_some(GuardKind::TopicClassifier);
    let words = format!("«{}»: sorted under «{}»", node.name, short(label));
    Some(chosen(TriggerKind::Intent, label, guard, node, words))
}

fn guardrails_outcome(node: &WorkflowNode<'_>) -> Option<Outcome> {
    let topical = node.parameter("guardrails.topicalAlignment")?;
    let words = format!("«{}»: on topic", node.name);
    let mut outcome = chosen(
        TriggerKind::EveryMessage,
        "",
        Some(GuardKind::TopicClassifier),
        node,
        words,
    );
    outcome.at = topical.location();
    Some(outcome)
}
