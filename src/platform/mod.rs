//! Bot platforms: each reads its own definition files into the bot graph.
//!
//! A [`Platform`] recognises its definitions by what stands in them, never by their names alone, and reads all those of
//! a tree at once, since one bot may be spread over several. [`read_definitions`] goes over the candidate files of a
//! [`Workspace`]. Code inside definitions (a code node, a custom action) is followed by whoever implements
//! [`CodeFollower`].

mod activepieces;
mod beside;
mod botpress;
mod chart;
mod code;
mod composer;
mod containers;
mod copilot_studio;
mod crewai;
mod definition;
mod dialogflow_cx;
mod dialogflow_es;
mod dify;
mod fields;
mod flowise;
mod followed;
mod hosted_assistant;
mod knowledge;
mod langflow;
mod lex;
mod make;
mod n8n;
mod node_red;
mod rasa;
mod request;
mod tiledesk;
mod twilio_studio;
mod typebot;
mod voiceflow;
mod watson;

pub use code::{
    CodeFollower, HIDDEN_DOT, NoFollower, SnippetCall, SnippetEffect, SnippetInput, SnippetPiece,
    SnippetValue, is_input,
};
pub use definition::{Definition, DefinitionProblem};

use rayon::prelude::*;

use crate::bot::Bot;
use crate::document::{self, Document, Node};
use crate::workspace::{FileId, Workspace};

/// A platform whose definitions botlint reads.
pub trait Platform: Sync {
    /// The name used in reports and in `Bot::platform`: `n8n`.
    fn name(&self) -> &'static str;

    /// The name a person knows it by: `n8n workflows`.
    fn title(&self) -> &'static str;

    /// What `botlint formats` tells of it: what is recognised, what is followed, what an absent key means. Markdown.
    fn page(&self) -> &'static str;

    /// Words of which at least one stands in every file that can be a definition of the platform. They decide which
    /// files are parsed at all, so they should be rare elsewhere.
    fn marks(&self) -> &'static [&'static str];

    /// File extensions (without the dot) that its definitions have; the whole name of files without one. Where JSON is
    /// among them, files without an extension that hold JSON are looked at too.
    fn extensions(&self) -> &'static [&'static str] {
        &["json", "yml", "yaml"]
    }

    /// Whether a value is a definition of this platform, by its keys. `path` is the file's, for what is a project of
    /// several files; it never suffices alone.
    fn recognise(&self, root: Node<'_>, path: &str) -> bool;

    /// Reads all definitions of this platform in the tree. A definition that holds no bot yields none.
    fn read(&self, definitions: &[Definition], context: &ReadContext<'_>) -> Vec<Bot>;
}

/// What readers may look at besides their definitions.
pub struct ReadContext<'a> {
    /// The scanned tree.
    pub workspace: &'a Workspace,
    /// Follows code.
    pub follower: &'a dyn CodeFollower,
}

/// All platforms, in the order in which they are asked.
pub fn platforms() -> &'static [&'static dyn Platform] {
    &[
        &n8n::N8n,
        &typebot::Typebot,
        &flowise::Flowise,
        &dify::Dify,
        &langflow::Langflow,
        &watson::Watson,
        &rasa::Rasa,
        &make::Make,
        &node_red::NodeRed,
        &twilio_studio::TwilioStudio,
        &voiceflow::Voiceflow,
        &botpress::Botpress,
        &composer::Composer,
        &dialogflow_es::DialogflowEs,
        &lex::Lex,
        &activepieces::Activepieces,
        &tiledesk::Tiledesk,
        &tiledesk::Evolution,
        &crewai::CrewAi,
        &hosted_assistant::HostedAssistant,
        &dialogflow_cx::DialogflowCx,
        &copilot_studio::CopilotStudio,
    ]
}

/// The words of all platforms, for the prefilter.
pub fn mark_words() -> impl Iterator<Item = &'static str> {
    platforms()
        .iter()
        .flat_map(|platform| platform.marks().iter().copied())
}

/// The bots of all definition files in the tree, and the files that look like definitions and cannot be read. Both in
/// the order of the files.
pub fn read_definitions(
    workspace: &Workspace,
    follower: &dyn CodeFollower,
) -> (Vec<Bot>, Vec<DefinitionProblem>) {
    let files: Vec<FileId> = workspace.file_ids().collect();
    let opened: Vec<Opened> = files
        .par_iter()
        .flat_map_iter(|&file| open(workspace, file))
        .collect();
    let mut found: Vec<Vec<Definition>> = platforms().iter().map(|_| Vec::new()).collect();
    let mut problems = Vec::new();
    for opened in opened {
        match opened {
            Opened::Recognised(platform, definition) => found[platform].push(definition),
            Opened::Broken(problem) => problems.push(problem),
        }
    }
    let context = ReadContext {
        workspace,
        follower,
    };
    let bots = platforms()
        .iter()
        .zip(&found)
        .filter(|(_, definitions)| !definitions.is_empty())
        .flat_map(|(platform, definitions)| platform.read(definitions, &context))
        .collect();
    (bots, problems)
}

enum Opened {
    Recognised(usize, Definition),
    Broken(DefinitionProblem),
}

fn open(workspace: &Workspace, file: FileId) -> Vec<Opened> {
    if workspace.is_unmarked(file) {
        return Vec::new();
    }
    let path = workspace.path(file);
    let marked: Vec<usize> = (0..platforms().len())
        .filter(|&at| has_extension(path, platforms()[at].extensions()))
        .filter(|&at| workspace.holds_any(file, platforms()[at].marks()))
        .collect();
    let Some(&first) = marked.first() else {
        return Vec::new();
    };
    let Ok(source) = workspace.read(file) else {
        return Vec::new();
    };
    if is_bare(path) && !marked.iter().any(|&at| is_named(path, at)) && !is_json(&source.text) {
        return Vec::new();
    }
    workspace.counters().count_parsed(source.text.len());
    match document::parse(&source) {
        Ok(document) => {
            let opened = recognised(document, path, &marked);
            if opened.is_empty() {
                workspace.release(file);
            }
            opened
        }
        Err(error) => {
            // What is half typed is still worth a look: one bad line does not hide a bot.
            let salvaged = document::salvage(&source);
            let mut opened =
                salvaged.map_or_else(Vec::new, |document| recognised(document, path, &marked));
            opened.push(Opened::Broken(DefinitionProblem {
                file,
                platform: platforms()[first].name(),
                error,
            }));
            opened
        }
    }
}

/// Whether a file has no extension.
fn is_bare(path: &str) -> bool {
    !path.rsplit('/').next().unwrap_or_default().contains('.')
}

/// Whether a platform knows a file without extension by its name.
fn is_named(path: &str, platform: usize) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    platforms()[platform].extensions().contains(&name)
}

fn is_json(text: &str) -> bool {
    text.trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with(['{', '['])
}

fn has_extension(path: &str, extensions: &[&str]) -> bool {
    if is_bare(path) && extensions.contains(&"json") {
        return true;
    }
    // A file without an extension is known by its whole name.
    let name = path.rsplit('/').next().unwrap_or_default();
    let extension = name.rsplit('.').next().unwrap_or_default();
    extensions
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known))
}

fn recognised(document: Document, path: &str, marked: &[usize]) -> Vec<Opened> {
    let claims = |node: Node<'_>| {
        let claims = |&&at: &&usize| platforms()[at].recognise(node, path);
        marked.iter().find(claims).copied()
    };
    containers::definitions(document, path, &claims)
        .into_iter()
        .map(|(platform, definition)| Opened::Recognised(platform, definition))
        .collect()
}

#[cfg(test)]
mod tests;
