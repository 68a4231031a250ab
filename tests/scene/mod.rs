//! A throw-away folder of files and runs of the built program in it.

#![allow(dead_code, missing_docs)] // each test binary uses a part of it

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// The built program.
pub const BOTLINT: &str = env!("CARGO_BIN_EXE_botlint");

/// A WhatsApp bot that hands every message to a model under no prompt: one `llm-catch-all`, at `line` of the file.
pub const OPEN_BOT: &str = r#"from flask import Flask, request
from openai import OpenAI
from twilio.twiml.messaging_response import MessagingResponse

app = Flask(__name__)
client = OpenAI()


@app.route("/whatsapp", methods=["POST"])
def whatsapp():
    text = request.values.get("Body", "")
    answer = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "user", "content": text}],
    )
    reply = MessagingResponse()
    reply.message(answer.choices[0].message.content)
    return str(reply)
"#;

/// The line of [`OPEN_BOT`] on which the model is called.
pub const OPEN_BOT_CALL: u64 = 12;

/// The same bot under a prompt that ties it to a bakery.
pub fn narrow_bot() -> String {
    let system = r#"{"role": "system", "content": "You answer questions about the orders, prices and opening hours of Padaria Azul. If asked about anything else, say that you can only help with the bakery."}, "#;
    OPEN_BOT.replace("messages=[", &format!("messages=[{system}"))
}

/// A folder of files that goes away with it.
pub struct Scene {
    folder: tempfile::TempDir,
}

/// One finding of a run: lint, path, line.
pub type Spot = (String, String, u64);

/// What a run gave.
pub struct Outcome {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Scene {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a temporary folder can be made"),
        }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn file(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.file(path);
        let folder = path.parent().expect("a file stands in a folder");
        std::fs::create_dir_all(folder).expect("a folder can be made");
        std::fs::write(path, bytes).expect("a file can be written");
        self
    }

    /// Runs botlint in the folder.
    pub fn botlint(&self, arguments: &[&str]) -> Outcome {
        let mut command = Command::new(BOTLINT);
        command.args(arguments).current_dir(self.path());
        Outcome::of(&mut command)
    }

    /// Runs `botlint check --format json` in the folder.
    pub fn check(&self, arguments: &[&str]) -> Outcome {
        let mut all = vec!["check", "--format", "json", "--no-config"];
        all.extend(arguments);
        self.botlint(&all)
    }
}

impl Outcome {
    pub fn of(command: &mut Command) -> Self {
        let Output {
            status,
            stdout,
            stderr,
        } = command
            .env("NO_COLOR", "1")
            .output()
            .expect("the program can be started");
        Self {
            status: status.code().expect("the program was not killed"),
            stdout: String::from_utf8(stdout).expect("the output is UTF-8"),
            stderr: String::from_utf8(stderr).expect("the messages are UTF-8"),
        }
    }

    /// The printed report.
    pub fn report(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| {
            panic!("{error}\nstdout: {}\nstderr: {}", self.stdout, self.stderr)
        })
    }

    /// All findings and all problems with files, as printed.
    pub fn spots(&self) -> Vec<Spot> {
        let report = self.report();
        let list = |name: &str| report[name].as_array().cloned().unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let line = |spot: &Value| spot["span"]["start"]["line"].as_u64().unwrap_or_default();
        let findings = list("findings");
        let problems = list("problems");
        let findings = findings
            .iter()
            .map(|finding| (text(&finding["lint"]), finding));
        let problems = problems
            .iter()
            .map(|problem| (text(&problem["kind"]), problem));
        findings
            .chain(problems)
            .map(|(name, spot)| (name, text(&spot["path"]), line(spot)))
            .collect()
    }

    /// The findings with that lint.
    pub fn spots_of(&self, lint: &str) -> Vec<(String, u64)> {
        let spots = self.spots().into_iter();
        spots
            .filter(|spot| spot.0 == lint)
            .map(|spot| (spot.1, spot.2))
            .collect()
    }
}
