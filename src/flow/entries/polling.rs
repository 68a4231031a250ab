//! Programs that nothing calls: they fetch their messages themselves, in a loop of a module or of what it runs.

use crate::bot::{Step, StepKind};
use crate::flow::entries::EntryKind;
use crate::flow::run::{CurrentEntry, Engine, Frame};
use crate::syntax::{ExprId, ExprKind, StmtId, StmtKind};
use crate::workspace::{FileId, Location};

/// Statements that fetch messages in one project.
const POLLERS: usize = 40;

/// A statement of a module that fetches messages when the module runs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Poller {
    file: FileId,
    statement: StmtId,
    /// Where the messages are fetched.
    at: Location,
    kind: EntryKind,
}

impl Engine<'_> {
    /// A loop begins: one that never ends may wait for messages.
    pub(crate) fn note_endless_loop(&mut self, test: Option<ExprId>, at: Location) {
        let tree = self.tree();
        let is_endless = test.is_none_or(|test| {
            matches!(
                tree.expr(test).kind,
                ExprKind::Bool(true) | ExprKind::Number(_)
            )
        });
        if is_endless {
            self.note_poll(at, EntryKind::Web);
        }
    }

    /// Messages are fetched, or a loop without an end begins: where no handler runs, the statement of the module that led
    /// here is an entry.
    pub(crate) fn note_poll(&mut self, at: Location, kind: EntryKind) {
        if self.recording || self.current.is_some() || self.pollers.len() >= POLLERS {
            return;
        }
        let Some(module) = self
            .frames
            .iter()
            .rposition(|frame| frame.function.is_none())
        else {
            return;
        };
        let inner = self.frames.get(module + 1);
        let Some(within) = inner.map_or(Some(at), |frame| frame.called_at) else {
            return;
        };
        let tree = &self.frames[module].tree;
        let runs = |id: StmtId| {
            let statement = tree.stmt(id);
            let declares = matches!(statement.kind, StmtKind::Function(_) | StmtKind::Class(_));
            !declares && statement.span.contains(within.span)
        };
        let file = tree.file;
        let found = tree.body.iter().copied().find(|&id| runs(id));
        let Some(statement) = found.filter(|_| within.file == file) else {
            return;
        };
        let poller = Poller {
            file,
            statement,
            at,
            kind,
        };
        let mut known = self.pollers.iter_mut();
        match known.find(|known| known.file == file && known.statement == statement) {
            Some(known) if kind == EntryKind::Message && known.kind != kind => *known = poller,
            Some(_) => {}
            None => self.pollers.push(poller),
        }
    }

    /// Runs the statements that fetch messages once more, as entries.
    pub(crate) fn run_pollers(&mut self) {
        for poller in self.pollers.clone() {
            self.run_poller(poller);
        }
    }

    fn run_poller(&mut self, poller: Poller) {
        let Some(tree) = self.program.tree(poller.file) else {
            return;
        };
        self.begin_module(poller.file);
        let scope = self.module_scope(poller.file);
        self.start_entry(CurrentEntry {
            at: poller.at,
            kind: poller.kind,
            conditions: Vec::new(),
            trail: vec![Step {
                kind: StepKind::Entry,
                at: poller.at,
                text: "messages are fetched here".into(),
            }],
            heuristics: 0,
        });
        self.frames.push(Frame::new(tree, scope, "the program"));
        let seen = self.sightings.len();
        self.run(&vec![poller.statement]);
        self.frames.pop();
        // A loop that reads from the terminal is no bot: only what it fetches or sends says whose messages they are.
        if poller.kind == EntryKind::Message || self.replied_over_messenger || self.reads_message()
        {
            self.messenger_entries.insert(poller.at);
        } else {
            self.sightings.truncate(seen);
        }
        self.end_entry();
    }
}
