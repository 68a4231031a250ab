//! Rules, stories and fallbacks that lead into custom actions.

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::actions::ActionClass;
use super::catalogue::catalogue;
use super::project::{Component, FlowStepKind, Project};
use crate::bot::{Answer, Guard, GuardKind, Route, Step, StepKind, Trigger, TriggerKind};
use crate::document::Node;
use crate::platform::CodeFollower;
use crate::workspace::Location;

/// A way by which a message comes to an action.
struct Lead {
    action: SmolStr,
    trigger: Trigger,
    guard: Option<GuardKind>,
    steps: Vec<Step>,
    path: String,
}

/// The routes through custom actions.
pub(super) fn routes(
    project: &Project<'_>,
    actions: &FxHashMap<SmolStr, ActionClass>,
    follower: &dyn CodeFollower,
) -> Vec<Route> {
    let mut routes = Vec::new();
    let mut seen = FxHashSet::default();
    for lead in leads(project, actions) {
        let Some(class) = actions.get(&lead.action) else {
            continue;
        };
        let key = (lead.action.clone(), lead.trigger.kind, lead.guard);
        if !seen.insert(key) {
            continue;
        }
        for route in follower.class_method(class.file, &class.class, "run") {
            routes.push(joined(&lead, class, route));
        }
    }
    routes
}

fn joined(lead: &Lead, class: &ActionClass, mut route: Route) -> Route {
    let mut trail = lead.steps.clone();
    trail.push(Step {
        kind: StepKind::Call,
        at: class.at,
        text: format!("the class {} runs the action", class.class),
    });
    trail.append(&mut route.trail);
    route.trail = trail;
    route.trigger = lead.trigger.clone();
    if let Some(at) = route.trigger.at {
        route.entry = at;
        route
            .guards
            .extend(lead.guard.map(|kind| Guard { kind, at }));
    }
    if let Answer::Model(call) = &mut route.answer
        && call.document_path.is_none()
        && !lead.path.is_empty()
    {
        call.document_path = Some(lead.path.clone());
    }
    route
}

fn leads(project: &Project<'_>, actions: &FxHashMap<SmolStr, ActionClass>) -> Vec<Lead> {
    let mut leads = Vec::new();
    leads.extend(core_fallback(project, actions));
    for turn in &project.turns {
        let fallback = catalogue().is_fallback_intent(&turn.intent);
        if turn.intent == "nlu_fallback" && !has_fallback_classifier(project) {
            continue;
        }
        let open = fallback || catalogue().is_open_name(&turn.intent);
        let entry = if fallback {
            format!(
                "a message that fits no intent comes in here (intent {})",
                turn.intent
            )
        } else {
            format!("a message with the intent {} comes in here", turn.intent)
        };
        let mut steps = vec![step(StepKind::Entry, turn.intent_at, entry)];
        if turn.intent == "nlu_fallback" {
            steps.extend(classifier_step(project));
        }
        steps.push(step(
            StepKind::Call,
            turn.action_at,
            format!("the action {} is run", turn.action),
        ));
        leads.push(Lead {
            action: turn.action.clone(),
            trigger: Trigger {
                kind: if fallback {
                    TriggerKind::Fallback
                } else {
                    TriggerKind::Intent
                },
                pattern: Some(turn.intent.clone()),
                at: Some(turn.intent_at),
            },
            guard: (!open).then_some(GuardKind::AllowList),
            steps,
            path: turn.path.clone(),
        });
    }
    leads.extend(flow_leads(project));
    leads
}

fn flow_leads(project: &Project<'_>) -> Vec<Lead> {
    let mut leads = Vec::new();
    for (name, flow) in &project.flows {
        let caught = catalogue().patterns.names.iter().any(|known| known == name);
        if name.starts_with("pattern_") && !caught {
            continue;
        }
        let open = caught || catalogue().is_open_name(name);
        for done in flow
            .steps()
            .into_iter()
            .filter(|done| done.kind == FlowStepKind::Action)
        {
            let entry = if caught {
                format!("a message that no flow wants comes in here ({name})")
            } else {
                format!("a message for the flow {name} comes in here")
            };
            leads.push(Lead {
                action: done.name.clone(),
                trigger: Trigger {
                    kind: if caught {
                        TriggerKind::Fallback
                    } else {
                        TriggerKind::Intent
                    },
                    pattern: Some(name.clone()),
                    at: Some(done.at),
                },
                guard: (!open).then_some(GuardKind::AllowList),
                steps: vec![
                    step(StepKind::Entry, flow.node.location(), entry),
                    step(
                        StepKind::Call,
                        done.at,
                        format!("the action {} is run", done.name),
                    ),
                ],
                path: done.path,
            });
        }
    }
    leads
}

fn has_fallback_classifier(project: &Project<'_>) -> bool {
    !project.has_pipeline || fallback_classifier(project).is_some()
}

fn fallback_classifier<'p, 'd>(project: &'p Project<'d>) -> Option<&'p Component<'d>> {
    project
        .components
        .iter()
        .find(|component| component.name == "FallbackClassifier")
}

fn classifier_step(project: &Project<'_>) -> Option<Step> {
    let classifier = fallback_classifier(project)?;
    let threshold = classifier
        .node
        .get("threshold")
        .and_then(Node::as_f64)
        .unwrap_or(0.3);
    Some(step(
        StepKind::Branch,
        classifier.node.location(),
        format!("FallbackClassifier sends on whatever is less certain than {threshold}"),
    ))
}

/// What RulePolicy, or a fallback policy of Rasa 1.x, runs when nothing else is predicted.
fn core_fallback(project: &Project<'_>, actions: &FxHashMap<SmolStr, ActionClass>) -> Vec<Lead> {
    let words = &catalogue().fallback;
    let mut found: Vec<(SmolStr, Option<Location>)> = Vec::new();
    if !project.has_policies {
        found.push((words.action.as_str().into(), None));
    }
    for policy in &project.policies {
        let rules = policy.name == "RulePolicy";
        let old = words.policies.iter().any(|known| *known == policy.name);
        let off = policy
            .node
            .get("enable_fallback_prediction")
            .and_then(Node::as_bool)
            == Some(false);
        if !rules && !old || off {
            continue;
        }
        let named = words
            .policy_actions
            .iter()
            .filter_map(|key| policy.node.get(key));
        let named: Vec<(SmolStr, Option<Location>)> = named
            .filter_map(|action| Some((action.as_str()?.into(), Some(action.location()))))
            .collect();
        if named.is_empty() {
            found.push((words.action.as_str().into(), Some(policy.node.location())));
        }
        found.extend(named);
    }
    // Written beside the policies instead of into one, it still says what the maker wants.
    let beside = project.configs.iter().flat_map(|config| {
        let keys = words.policy_actions.iter();
        keys.filter_map(|key| config.get(key))
    });
    found.extend(
        beside.filter_map(|action| Some((SmolStr::new(action.as_str()?), Some(action.location())))),
    );
    let has_class = |action: &SmolStr| actions.contains_key(action);
    found
        .into_iter()
        .filter(|(action, _)| has_class(action))
        .map(|(action, at)| {
            let class = &actions[&action];
            let at = at.unwrap_or(class.at);
            Lead {
                trigger: Trigger {
                    kind: TriggerKind::Fallback,
                    pattern: Some(action.clone()),
                    at: Some(at),
                },
                guard: None,
                steps: vec![step(
                    StepKind::Entry,
                    at,
                    format!("a message for which nothing else is predicted goes to {action}"),
                )],
                path: String::new(),
                action,
            }
        })
        .collect()
}

fn step(kind: StepKind, at: Location, text: String) -> Step {
    Step { kind, at, text }
}
