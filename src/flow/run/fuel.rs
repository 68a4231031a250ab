//! How much of a program is followed: every expression and statement costs one unit of fuel, and what is given up for
//! want of it is told.

use crate::flow::run::CALL_DEPTH;
use crate::workspace::Location;

/// Units for one entry beyond those for its own text; a handler of a large real bot takes a few thousand.
const PER_ENTRY: u32 = 120_000;
/// Units for all modules and entries of a project.
const PER_PROJECT: u32 = 1_500_000;
/// Expressions within expressions within calls; a thread's stack holds many times as much.
const DEPTH: usize = 1_500;
/// Bytes of a program's text for each of its expressions and statements; few have less.
const BYTES_A_UNIT: usize = 4;
/// Entries that a note names.
const NAMED: usize = 3;

/// What may still be spent on a project, and for what there was not enough.
#[derive(Debug)]
pub(crate) struct Fuel {
    entry: u32,
    project: u32,
    /// Expressions that are being evaluated within one another.
    depth: usize,
    /// The entry or module under evaluation.
    at: Option<Location>,
    given_up: Vec<GivenUp>,
}

/// An entry or module that was not followed to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct GivenUp {
    /// Its function, or the beginning of its file.
    pub at: Location,
    pub limit: Limit,
}

/// A bound of the analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Limit {
    /// What one entry may take.
    Entry,
    /// What a whole project may take.
    Project,
    /// How deep expressions and calls may be nested.
    Depth,
    /// How many calls may stand within one another.
    Calls,
}

impl Limit {
    /// What is wrong, and what can be done about it.
    pub(crate) fn message(self, name: &str) -> String {
        match self {
            Limit::Entry => format!(
                "{name} leads through more than {PER_ENTRY} expressions, and what lies beyond them was not followed; \
                 move generated tables to a data file, or exclude what is no part of the bot"
            ),
            Limit::Project => format!(
                "the project takes more than {PER_PROJECT} expressions to follow, and {name} was not followed to its \
                 end; check parts of it by themselves, or exclude what is no part of the bot"
            ),
            Limit::Depth => format!(
                "{name} leads through expressions and calls nested more than {DEPTH} deep, and what lies within them \
                 was not followed; break them up, or exclude what is no part of the bot"
            ),
            Limit::Calls => format!(
                "{name} hands the user's words through more than {CALL_DEPTH} calls within one another, and what lies \
                 beyond them was not followed; check the functions at the end of the chain by themselves"
            ),
        }
    }
}

impl Default for Fuel {
    fn default() -> Self {
        Self {
            entry: PER_ENTRY,
            project: PER_PROJECT,
            depth: 0,
            at: None,
            given_up: Vec::new(),
        }
    }
}

impl Fuel {
    /// An entry or module of so many bytes is begun. Each expression of its own may be looked at once, however many there
    /// are.
    pub(crate) fn begin(&mut self, at: Location, bytes: usize) {
        let own = u32::try_from(bytes / BYTES_A_UNIT).unwrap_or(u32::MAX);
        self.entry = PER_ENTRY.saturating_add(own);
        self.at = Some(at);
    }

    /// Takes one unit; `false` where there is none left.
    pub(crate) fn burn(&mut self) -> bool {
        if self.entry == 0 {
            self.give_up(Limit::Entry);
            return false;
        }
        if self.project == 0 {
            self.give_up(Limit::Project);
            return false;
        }
        self.entry -= 1;
        self.project -= 1;
        true
    }

    /// Takes one unit for an expression within another; `false` where it is not to be evaluated.
    pub(crate) fn descend(&mut self) -> bool {
        if self.depth > DEPTH {
            self.give_up(Limit::Depth);
            return false;
        }
        let may = self.burn();
        self.depth += usize::from(may);
        may
    }

    /// The expression that was descended to is evaluated.
    pub(crate) fn ascend(&mut self) {
        self.depth -= 1;
    }

    /// The entry or module under evaluation is not followed beyond that limit.
    pub(crate) fn give_up(&mut self, limit: Limit) {
        let Some(at) = self.at else { return };
        let known = self.given_up.iter().any(|one| one.at == at);
        if !known && self.given_up.len() < NAMED {
            self.given_up.push(GivenUp { at, limit });
        }
    }

    /// What was not followed to its end, the first few.
    pub(crate) fn given_up(&self) -> &[GivenUp] {
        &self.given_up
    }

    /// The units spent so far.
    pub(crate) fn spent(&self) -> u32 {
        PER_PROJECT - self.project
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::{FileId, Span};

    fn place(start: usize) -> Location {
        Location::new(FileId(0), Span::new(start, start + 1))
    }

    #[test]
    fn an_entry_that_takes_too_much_is_named_once_and_the_next_has_fuel_again() {
        let mut fuel = Fuel::default();
        fuel.begin(place(1), 40);
        let spent = (0..PER_ENTRY * 2).filter(|_| fuel.burn()).count();
        assert_eq!(spent as u32, PER_ENTRY + 10);
        let limit = Limit::Entry;
        assert_eq!(
            fuel.given_up(),
            [GivenUp {
                at: place(1),
                limit
            }]
        );
        fuel.begin(place(5), 0);
        assert!(fuel.burn());
    }

    #[test]
    fn nesting_is_bounded() {
        let mut fuel = Fuel::default();
        fuel.begin(place(1), 0);
        let deep = (0..DEPTH * 2).filter(|_| fuel.descend()).count();
        assert_eq!(deep, DEPTH + 1);
        fuel.ascend();
        assert!(fuel.descend());
    }
}
