//! Own scripts that the program runs in a process of their own: what it is started with goes in, what it prints comes out.

use crate::bot::HoleReason;
use crate::flow::outside::standard::OutsideCall;
use crate::flow::program::module::file_stem;
use crate::flow::run::{Engine, Frame};
use crate::flow::values::{Given, Scope, Taint, Value, words_of};
use crate::syntax;
use crate::vocabulary::CallRule;
use crate::workspace::FileId;

/// How deep the parts of a command are looked for in lists.
const DEPTH: u8 = 3;

/// A script of the program's own that runs while its starter is followed.
#[derive(Debug, Clone)]
pub(crate) struct Script {
    /// What stands behind the script in the command.
    arguments: Vec<Value>,
    /// What it printed so far.
    printed: Option<Value>,
}

impl Engine<'_> {
    /// A process is started: an own script among its command is followed. `None` where there is none.
    pub(crate) fn run_script(&mut self, rule: &CallRule, call: &OutsideCall<'_>) -> Option<Value> {
        if self.script.is_some() || self.current.is_none() {
            return None;
        }
        let mut command = Vec::new();
        for given in call.args {
            self.command_parts(&given.value, DEPTH, &mut command);
        }
        let (place, file) = command
            .iter()
            .enumerate()
            .find_map(|(place, part)| Some((place, self.script_in(part)?)))?;
        // A command in one piece holds its arguments itself.
        let is_whole = self
            .words_in(&command[place])
            .iter()
            .any(|word| word.contains(' '));
        let behind = command.split_off(place + usize::from(!is_whole));
        let given = rule
            .user
            .iter()
            .flat_map(|slot| self.slot(slot, call.args, call.receiver))
            .flat_map(|value| self.items_of(&value).0);
        let arguments: Vec<Value> = given.collect();
        let arguments = if arguments.is_empty() {
            behind
        } else {
            arguments
        };
        let printed = self.follow_script(file, arguments, call);
        let taint = printed.map_or(Taint::NONE, |value| self.taint_of(&value));
        let result = self.built_value(call, taint, false, HoleReason::ModelText);
        for function in self.called_back(call.args) {
            let given = [&result; 3].map(|value| Given {
                name: None,
                value: value.clone(),
                spread: false,
            });
            self.call(&function, given.to_vec(), false, call.at);
        }
        Some(result)
    }

    /// The parts of a command, in order.
    fn command_parts(&self, value: &Value, depth: u8, parts: &mut Vec<Value>) {
        let (items, rest) = self.items_of(value);
        if items.is_empty() || depth == 0 || !self.is_list(value) {
            parts.push(value.clone());
            return;
        }
        for item in items.iter().chain(&rest) {
            self.command_parts(item, depth - 1, parts);
        }
    }

    /// The source file of the tree that a part of a command names.
    fn script_in(&self, part: &Value) -> Option<FileId> {
        let mut ropes = self
            .ropes(part, None)
            .into_iter()
            .map(|rope| words_of(&rope));
        ropes.find_map(|words| {
            let mut words = words.split([' ', '"', '\'']);
            words.find_map(|word| {
                syntax::language_of(word)?;
                self.file_named(word)
            })
        })
    }

    /// Runs the module of a script, and gives what it prints.
    fn follow_script(
        &mut self,
        file: FileId,
        arguments: Vec<Value>,
        call: &OutsideCall<'_>,
    ) -> Option<Value> {
        let tree = self.program.tree(file)?;
        self.script = Some(Script {
            arguments,
            printed: None,
        });
        self.summaries.told();
        self.heard_from_afar(1);
        self.frames.push(Frame {
            tree: tree.clone(),
            scope: Scope::root(file),
            this: None,
            function: None,
            called_at: Some(call.at),
            name: file_stem(self.program.workspace.path(file)).into(),
            returns: None,
            yields: None,
            exits: Vec::new(),
            border: Some("in a process of its own".into()),
            outer: Vec::new(),
            conditions_at_entry: self.conditions.len(),
        });
        let depth = self.conditions.len();
        self.run(&tree.body);
        self.conditions.truncate(depth);
        self.frames.pop();
        self.script.take()?.printed
    }

    /// The entry under evaluation goes on by a way that was found by name alone.
    fn heard_from_afar(&mut self, heuristics: u8) {
        if let Some(current) = &mut self.current {
            current.heuristics = current.heuristics.max(heuristics);
        }
    }

    /// What a script was started with, `leading` parts that name the script in front; `None` where none runs.
    pub(crate) fn script_arguments(&mut self, leading: u8) -> Option<Value> {
        let given = self.script.as_ref()?.arguments.clone();
        let own = (0..leading).map(|_| self.unknown("part"));
        let items: Vec<Value> = own.chain(given).collect();
        Some(self.new_list(items, None))
    }

    /// What a script reads while it runs is what its starter hands over; `None` where none runs.
    pub(crate) fn script_input(&mut self, call: &OutsideCall<'_>) -> Option<Value> {
        self.script.as_ref()?;
        Some(self.built_value(call, Taint::USER, true, HoleReason::UserText))
    }

    /// A script prints; `None` where none runs.
    pub(crate) fn script_prints(&mut self, call: &OutsideCall<'_>) -> Option<Value> {
        let script = self.script.as_mut()?;
        for given in call.args {
            let value = given.value.clone();
            script.printed = Some(match script.printed.take() {
                Some(before) => before.or(value),
                None => value,
            });
        }
        Some(Value::Null)
    }
}
