//! The files of a package, and which of them belong together.

use crate::document::Node;
use crate::platform::Definition;
use crate::platform::fields::Fields;

/// What a file of a package holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Agent,
    Flow,
    Page,
    Settings,
    Generator,
    Phrases,
    Playbook,
}

fn in_folder(path: &str, name: &str) -> bool {
    path.split('/').rev().skip(1).any(|part| part == name)
}

/// What a file of a package holds, by its keys and its folder.
pub(super) fn part_of(root: Node<'_>, path: &str) -> Option<Part> {
    if root.get("startFlow").is_some() || root.get("startPlaybook").is_some() {
        return root.get("defaultLanguageCode").map(|_| Part::Agent);
    }
    let displays = !root.str("displayName").is_empty();
    let routes = root.has_list("transitionRoutes") || root.has_list("eventHandlers");
    if in_folder(path, "pages") {
        let page = displays
            && (routes || root.get("entryFulfillment").is_some() || root.get("form").is_some());
        return page.then_some(Part::Page);
    }
    if in_folder(path, "flows") && displays && (routes || root.get("nluSettings").is_some()) {
        return Some(Part::Flow);
    }
    if in_folder(path, "generativeSettings") && root.get("fallbackSettings").is_some() {
        return Some(Part::Settings);
    }
    if in_folder(path, "generators") {
        if root.has_list("promptTexts") || root.get("promptText").is_some() {
            return Some(if displays {
                Part::Generator
            } else {
                Part::Phrases
            });
        }
        return displays.then_some(Part::Generator);
    }
    // Older packages keep a playbook's steps beside its goal.
    let instructs = ["instruction", "steps", "playbookType", "referencedTools"]
        .iter()
        .any(|key| root.get(key).is_some());
    let playbook = displays && root.get("goal").is_some() && instructs;
    playbook.then_some(Part::Playbook)
}

/// The folder of a path.
pub(super) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The folder of the package that a file belongs to: that of its agent file, or the one above `flows`, `playbooks`, ….
pub(super) fn package_root<'p>(path: &'p str, agents: &[&'p str]) -> &'p str {
    let owning = agents
        .iter()
        .filter(|root| root.is_empty() || path.starts_with(&format!("{root}/")))
        .max_by_key(|root| root.len());
    if let Some(root) = owning {
        return root;
    }
    for part in ["flows/", "playbooks/", "generativeSettings/", "generators/"] {
        if path.starts_with(part) {
            return "";
        }
        if let Some(at) = path.find(&format!("/{part}")) {
            return &path[..at];
        }
    }
    folder(path)
}

/// The files of one package, by what they hold.
pub(super) struct Agent<'d> {
    pub(super) folder: &'d str,
    pub(super) agent: Option<&'d Definition>,
    pub(super) flows: Vec<&'d Definition>,
    pub(super) pages: Vec<&'d Definition>,
    pub(super) settings: Vec<&'d Definition>,
    pub(super) generators: Vec<&'d Definition>,
    pub(super) phrases: Vec<&'d Definition>,
    pub(super) playbooks: Vec<&'d Definition>,
}

impl<'d> Agent<'d> {
    pub(super) fn new(folder: &'d str) -> Self {
        Self {
            folder,
            agent: None,
            flows: Vec::new(),
            pages: Vec::new(),
            settings: Vec::new(),
            generators: Vec::new(),
            phrases: Vec::new(),
            playbooks: Vec::new(),
        }
    }

    pub(super) fn take(&mut self, part: Part, definition: &'d Definition) {
        let list = match part {
            Part::Agent => {
                self.agent = Some(definition);
                return;
            }
            Part::Flow => &mut self.flows,
            Part::Page => &mut self.pages,
            Part::Settings => &mut self.settings,
            Part::Generator => &mut self.generators,
            Part::Phrases => &mut self.phrases,
            Part::Playbook => &mut self.playbooks,
        };
        list.push(definition);
    }
}
