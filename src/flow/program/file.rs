//! Files that the program reads: prompts and data in the tree.

use crate::bot::HoleReason;
use crate::flow::program::{folder_of, join_path};
use crate::flow::run::Engine;
use crate::flow::values::{Given, Taint, Value, words_of};
use crate::vocabulary::{CallRule, SlotBase};
use crate::workspace::{FileId, Location, SourceText, Span};

impl Engine<'_> {
    pub(crate) fn join_path_parts(
        &self,
        args: &[Given],
        receiver: Option<&Value>,
        rule: &CallRule,
    ) -> Value {
        let mut choices = Vec::new();
        let slash = Value::literal(SourceText::verbatim("/", self.file(), Span::default()));
        let first = rule
            .text
            .first()
            .filter(|slot| slot.base == SlotBase::This)
            .and(receiver);
        for value in first
            .into_iter()
            .chain(args.iter().map(|given| &given.value))
        {
            // What is not known at the beginning of a path is the folder of the program.
            let known = value
                .alternatives()
                .iter()
                .any(|value| matches!(value, Value::Text(_)));
            if !known && choices.is_empty() {
                continue;
            }
            if !choices.is_empty() {
                choices.push(self.ropes(&slash, None));
            }
            choices.push(self.ropes(value, None));
        }
        self.product(&choices)
    }

    /// A path below a folder; a folder that is not known is that of the program.
    pub(crate) fn path_below(&self, folder: &Value, name: &Value) -> Value {
        let known = folder
            .alternatives()
            .iter()
            .any(|value| matches!(value, Value::Text(_)));
        if !known {
            return name.clone();
        }
        let slash = Value::literal(SourceText::verbatim("/", self.file(), Span::default()));
        let choices = [folder, &slash, name].map(|part| self.ropes(part, None));
        self.product(&choices)
    }

    pub(crate) fn read_file(
        &mut self,
        rule: &CallRule,
        args: &[Given],
        receiver: Option<&Value>,
        at: Location,
    ) -> Option<Value> {
        let path = self.first_slot(&rule.text, args, receiver)?;
        let mut result: Option<Value> = None;
        for alternative in path.alternatives() {
            let Value::Text(rope) = alternative else {
                continue;
            };
            let written = words_of(rope);
            let value = match self.file_named(&written) {
                Some(file) => {
                    self.files_read += 1;
                    self.file_content(file)
                }
                None => Value::hole(
                    HoleReason::MissingFile,
                    last_path_part(&written),
                    Some(at),
                    Taint::NONE,
                ),
            };
            result = Some(match result {
                Some(old) => old.or(value),
                None => value,
            });
        }
        result
    }

    /// The file that a path in the program names: from the file's folder, from a folder above it, or by its end.
    pub(crate) fn file_named(&self, written: &str) -> Option<FileId> {
        let known = written
            .rsplit('\u{FFFC}')
            .next()?
            .trim_start_matches(['/', '\\'])
            .replace('\\', "/");
        if known.is_empty() || known.len() > 300 {
            return None;
        }
        let mut folder = folder_of(self.program.workspace.path(self.file()));
        loop {
            if let Some(file) = self.program.workspace.find(&join_path(folder, &known)) {
                return Some(file);
            }
            if folder.is_empty() {
                return None;
            }
            folder = folder_of(folder);
        }
    }

    /// The content of a file as a value: its text, or the data it holds.
    pub(crate) fn file_content(&mut self, file: FileId) -> Value {
        let path = self.program.workspace.path(file).to_owned();
        let Ok(source) = self.program.workspace.read(file) else {
            return Value::hole(
                HoleReason::MissingFile,
                last_path_part(&path),
                None,
                Taint::NONE,
            );
        };
        if let Some(value) = self.data_of(file, &path, &source.text) {
            return value;
        }
        let text = SourceText::verbatim(source.text.clone(), file, Span::new(0, source.text.len()));
        Value::literal(text)
    }
}

fn last_path_part(path: &str) -> &str {
    path.rsplit(['/', '\u{FFFC}'])
        .next()
        .filter(|part| !part.is_empty())
        .unwrap_or("a file")
}
