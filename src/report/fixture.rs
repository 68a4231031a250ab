//! Reports on small bots, for the tests of every output.

use super::Report;
use crate::bot::*;
use crate::lint::{Book, ChannelRule, lint};
use crate::prompt::{Evidence, Function, Judgement, JudgementConfidence, Polarity, Scope};
use crate::workspace::{Location, MarkSet, SourceText, Span, Workspace};

/// A tree in memory, in which places are named by the text that stands there.
pub(crate) struct Tree(pub Workspace);

impl Tree {
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        Self(Workspace::in_memory(files, &MarkSet::default()))
    }

    pub(crate) fn at(&self, path: &str, text: &str) -> Location {
        let file = self.0.find(path).unwrap();
        let start = self.0.read(file).unwrap().text.find(text).unwrap();
        Location::new(file, Span::new(start, start + text.len()))
    }

    pub(crate) fn step(&self, kind: StepKind, path: &str, text: &str, says: &str) -> Step {
        Step {
            kind,
            at: self.at(path, text),
            text: says.to_owned(),
        }
    }

    pub(crate) fn literal(&self, path: &str, text: &str) -> SourceText {
        let at = self.at(path, text);
        SourceText::verbatim(text, at.file, at.span)
    }

    pub(crate) fn report(self, bots: Vec<Bot>) -> Report {
        let book = Book::embedded().unwrap();
        Report {
            findings: lint(&bots, &self.0, &book, &ChannelRule::WhatsApp),
            workspace: self.0,
            bots,
            problems: Vec::new(),
            fail_on: None,
        }
    }
}

/// A bot on WhatsApp.
pub(crate) fn bot(path: &str, platform: &str, kind: BotKind, routes: Vec<Route>) -> Bot {
    Bot {
        id: path.to_owned(),
        path: path.to_owned(),
        kind,
        platform: platform.into(),
        channel: Channel::WhatsApp,
        routes,
    }
}

/// A route that a model answers.
pub(crate) fn route(
    entry: Location,
    kind: TriggerKind,
    call: ModelCall,
    trail: Vec<Step>,
) -> Route {
    Route {
        entry,
        trigger: Trigger {
            kind,
            pattern: None,
            at: None,
        },
        answer: Answer::Model(Box::new(call)),
        guards: Vec::new(),
        trail,
        confidence: Confidence::High,
    }
}

/// A call of a model under those prompts.
pub(crate) fn call(at: Location, name: &str, prompts: Vec<Prompt>) -> ModelCall {
    ModelCall {
        at,
        name: name.into(),
        provider: "openai".into(),
        model: Some("gpt-4o-mini".into()),
        origin: ModelOrigin::Call,
        prompts,
        user_text_in_system: None,
        tools: Vec::new(),
        hosted: None,
        reply: None,
        document_path: None,
    }
}

/// A general prompt whose evidence is the given phrases of its text.
pub(crate) fn general(literal: SourceText, phrases: &[(&str, Function, Polarity)]) -> Prompt {
    let evidence = phrases.iter().map(|&(phrase, function, polarity)| {
        let start = literal.value.find(phrase).unwrap();
        Evidence {
            fragment: 0,
            start,
            end: start + phrase.len(),
            function,
            polarity,
            text: phrase.to_owned(),
        }
    });
    Prompt {
        judgement: Judgement {
            scope: Scope::General,
            confidence: JudgementConfidence::High,
            evidence: evidence.collect(),
            ..Judgement::unknown()
        },
        pieces: vec![Piece::Literal(literal.clone())],
        visibility: Visibility::Seen,
        condition: None,
    }
}

const APP: &str = r#"from flask import Flask, request
from twilio.twiml.messaging_response import MessagingResponse

from brain import think

app = Flask(__name__)


@app.route("/whatsapp", methods=["POST"])
def whatsapp():
    text = request.form.get("Body", "")
    if text.lower() == "menu":
        return reply("1. Opening hours  2. Prices")
    return reply(think(text))


def reply(text):
    answer = MessagingResponse()
    answer.message(text)
    return str(answer)
"#;

const BRAIN: &str = r#"import os

from openai import OpenAI

client = OpenAI(api_key=os.environ["OPENAI_API_KEY"])

PROMPT = "You are a helpful assistant. Answer any question the user asks, in a friendly tone."


def think(text):
    answer = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[
            {"role": "system", "content": PROMPT},
            {"role": "user", "content": text},
        ],
    )
    return answer.choices[0].message.content
"#;

/// A bot of two files, whose fallback reaches a general prompt.
pub(crate) fn two_files() -> Report {
    two_files_with(&str::to_owned, &str::to_owned)
}

/// The same bot with its files' texts changed, which must keep the places of the way.
pub(crate) fn two_files_with(
    app: &dyn Fn(&str) -> String,
    brain: &dyn Fn(&str) -> String,
) -> Report {
    let tree = Tree::of(&[("app.py", &app(APP)), ("brain.py", &brain(BRAIN))]);
    let words =
        "You are a helpful assistant. Answer any question the user asks, in a friendly tone.";
    let prompt = general(
        tree.literal("brain.py", words),
        &[
            (
                "You are a helpful assistant",
                Function::Identity,
                Polarity::Neutral,
            ),
            (
                "Answer any question the user asks",
                Function::Opens,
                Polarity::Opens,
            ),
        ],
    );
    let trail = vec![
        tree.step(
            StepKind::Entry,
            "app.py",
            "def whatsapp():",
            "a WhatsApp message comes in",
        ),
        tree.step(
            StepKind::Branch,
            "app.py",
            "text.lower() == \"menu\"",
            "when this test fails",
        ),
        tree.step(
            StepKind::Call,
            "app.py",
            "think(text)",
            "its text is handed to `think`",
        ),
        tree.step(
            StepKind::Model,
            "brain.py",
            "client.chat.completions.create",
            "OpenAI is asked",
        ),
        tree.step(
            StepKind::Reply,
            "app.py",
            "answer.message(text)",
            "the answer goes back to the user",
        ),
    ];
    let mut model = call(
        tree.at("brain.py", "client.chat.completions.create"),
        "chat.completions.create",
        vec![prompt],
    );
    model.reply = Some(tree.at("app.py", "answer.message(text)"));
    let entry = tree.at("app.py", "def whatsapp():");
    let routes = vec![route(entry, TriggerKind::Fallback, model, trail)];
    let bots = vec![bot("app.py", "python", BotKind::Source, routes)];
    tree.report(bots)
}
