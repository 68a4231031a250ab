//! A lint page: TOML front matter between `+++` lines, then the Markdown that `botlint explain` shows.

use std::collections::BTreeMap;

use miette::{NamedSource, SourceSpan};
use serde::{Deserialize, Serialize};

use super::case::Case;
use super::condition::Condition;
use super::example::{self, Example};

/// One lint.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its name, as users write it.
    pub name: String,
    /// What it flags, in one line.
    pub summary: String,
    /// The severity of its findings, before `[[adjust]]` and the user's configuration.
    pub severity: Severity,
    /// Whether it belongs to the clause.
    pub family: Family,
    /// The rules it follows from, such as `whatsapp/4.7`.
    pub policy: Vec<String>,
    /// The version that brought it.
    pub since: String,
    /// What is reported, and where.
    pub(crate) report: ReportTemplate,
    /// The Markdown after the front matter.
    pub body: String,
    when: Option<Condition>,
    adjust: Vec<Adjustment>,
}

/// How grave a finding is.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Cannot be told from the repository, or should be looked at.
    Warning,
    /// Evidence of what the policy forbids.
    Error,
}

impl Severity {
    /// `note`, `warning` or `error`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// What a lint watches over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// WhatsApp's clause on AI providers.
    Clause,
    /// Another duty of a bot.
    Duty,
}

/// Where a finding is reported; where that is not known, the next wider place is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// The phrase of the prompt that decided, else the prompt, else the model.
    Evidence,
    /// The prompt's words, else the model.
    Prompt,
    /// Where the unseen text is put in, else the model.
    Hole,
    /// Where the user's text stands in the system slot, else the model.
    UserText,
    /// Where the hosted assistant's id stands, else the model.
    Hosted,
    /// The model call, node or switch.
    Model,
    /// The test that selects the route, else the entry.
    Branch,
    /// Where the user's text comes in.
    Entry,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct FrontMatter {
    name: String,
    summary: String,
    severity: Severity,
    family: Family,
    #[serde(default)]
    policy: Vec<String>,
    since: String,
    #[serde(default)]
    when: Option<Condition>,
    #[serde(default)]
    adjust: Vec<Adjustment>,
    report: ReportTemplate,
}

/// Another severity where a condition holds; the first that holds counts.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Adjustment {
    when: Condition,
    severity: Severity,
}

/// The words of a finding. Placeholders are listed in `template.rs`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ReportTemplate {
    /// The message, one sentence.
    pub message: String,
    /// The place.
    pub at: Place,
    /// The text under the place.
    pub label: String,
    /// What to change: by platform, provider, `source` or `definition`; `default` is needed.
    pub help: BTreeMap<String, String>,
    /// Lints whose finding at the same place speaks for this one too.
    #[serde(default)]
    pub yields_to: Vec<String>,
}

/// A page that does not have the form of one.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("{path}: {message}")]
#[diagnostic(code(botlint::page))]
pub struct PageError {
    path: String,
    message: String,
    #[source_code]
    source_code: NamedSource<String>,
    #[label("{label}")]
    span: Option<SourceSpan>,
    label: String,
    #[help]
    help: Option<String>,
}

impl Page {
    /// Reads a page from its text; `path` is used in errors, and its file name must be the lint's name.
    pub fn parse(path: &str, text: &str) -> Result<Self, Box<PageError>> {
        let (start, front, body) = split(text).ok_or_else(|| {
            let message = "a lint page starts with TOML front matter between two `+++` lines";
            PageError::boxed(path, text, message, Some(0..text.len().min(3)))
        })?;
        let front: FrontMatter = toml::from_str(front).map_err(|error| {
            let span = error.span().map(|s| s.start + start..s.end + start);
            PageError::boxed(path, text, error.message(), span)
        })?;
        front.check(path, text)?;
        Ok(Self {
            name: front.name,
            summary: front.summary,
            severity: front.severity,
            family: front.family,
            policy: front.policy,
            since: front.since,
            report: front.report,
            body: body.trim_start_matches(['\r', '\n']).to_owned(),
            when: front.when,
            adjust: front.adjust,
        })
    }

    /// The severity of the case under this lint, `None` where it is silent.
    pub(crate) fn judge(&self, case: &Case<'_>) -> Option<Severity> {
        if !self.when.as_ref().is_some_and(|when| when.holds(case)) {
            return None;
        }
        let adjusted = self.adjust.iter().find(|adjust| adjust.when.holds(case));
        Some(adjusted.map_or(self.severity, |adjust| adjust.severity))
    }

    /// Whether it asks the bot graph; a page that does not is about botlint's own comments.
    pub fn asks_the_graph(&self) -> bool {
        self.when.is_some()
    }

    /// The examples of the page, in order.
    pub fn examples(&self) -> Vec<Example> {
        example::examples(&self.body)
    }

    /// Where the page can be read.
    pub fn url(&self) -> String {
        format!(
            "{}/blob/main/lints/{}.md",
            env!("CARGO_PKG_REPOSITORY"),
            self.name
        )
    }
}

impl FrontMatter {
    fn check(&self, path: &str, text: &str) -> Result<(), Box<PageError>> {
        let refuse = |message: String, needle: &str| {
            let at = text.find(needle).map(|at| at..at + needle.len());
            Err(PageError::boxed(path, text, &message, at))
        };
        let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
        if file.strip_suffix(".md") != Some(&self.name) {
            return refuse(
                format!("the page of `{}` is named `{}.md`", self.name, self.name),
                &self.name,
            );
        }
        if !self.report.help.contains_key("default") {
            return refuse("`[report.help]` needs a `default`".to_owned(), "[report");
        }
        let texts = [&self.report.message, &self.report.label];
        for template in texts.into_iter().chain(self.report.help.values()) {
            if let Some(unknown) = super::template::unknown_placeholder(template) {
                return refuse(
                    format!("there is no placeholder `{{{unknown}}}`"),
                    &format!("{{{unknown}}}"),
                );
            }
        }
        Ok(())
    }
}

impl PageError {
    fn boxed(
        path: &str,
        text: &str,
        message: &str,
        span: Option<std::ops::Range<usize>>,
    ) -> Box<Self> {
        Box::new(Self {
            path: path.to_owned(),
            message: message.lines().next().unwrap_or_default().to_owned(),
            source_code: NamedSource::new(path, text.to_owned()),
            span: span.map(Into::into),
            label: "here".to_owned(),
            help: Some("lints/README.md describes the form of a page".to_owned()),
        })
    }
}

/// The offset of the front matter, the front matter, and the body.
fn split(text: &str) -> Option<(usize, &str, &str)> {
    let rest = text.strip_prefix("+++")?;
    let start = text.len() - rest.trim_start_matches('\r').strip_prefix('\n')?.len();
    let end = start + text[start..].find("\n+++")? + 1;
    Some((start, &text[start..end], &text[end + 3..]))
}
