//! Weighs what the clauses of a prompt do against each other.

use rustc_hash::FxHashSet;

use super::reading::{Effect, Finding, Tie};
use super::stream::{Stream, Token};
use super::{Evidence, Fragment, Function, JudgementConfidence, Scope, Task};

/// No more than this many phrases are shown for one function.
const MOST_SHOWN: usize = 12;

/// What the clauses add up to.
#[derive(Debug, Default)]
pub(super) struct Balance {
    opens: usize,
    leaks: usize,
    opens_generally: usize,
    opens_weakly: usize,
    generic: usize,
    persona: usize,
    traits: usize,
    /// Distinct words that no phrase covers, where a domain is named.
    loose: u32,
    /// How often such words stand where the job is named.
    jobs: u32,
    /// Ties by words that are known to name a domain, or by holes that are filled with one.
    firm: u32,
    /// Those of them that are only the calling of somebody to be.
    callings: u32,
    nouns: u32,
    mentions: u32,
    only: usize,
    refuses: usize,
    redirects: usize,
    grounds: usize,
    abstains: usize,
    ungrounds: usize,
    supplied: usize,
    aids: usize,
    fixed: usize,
    composes: usize,
    fixed_first: bool,
    output: usize,
    converses: usize,
}

impl Balance {
    /// Adds up the findings. Every word ties once, however often it is said.
    pub(super) fn of(stream: &Stream, findings: &[Finding]) -> Self {
        let mut balance = Self::default();
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        let mut mentioned: FxHashSet<&str> = FxHashSet::default();
        let (mut first_fixed, mut first_tie) = (usize::MAX, usize::MAX);
        for finding in findings {
            match finding.effect {
                Effect::Opens => balance.opens += 1,
                Effect::Leaks => balance.leaks += 1,
                Effect::OpensGenerally => balance.opens_generally += 1,
                Effect::OpensWeakly => balance.opens_weakly += 1,
                Effect::GenericIdentity => balance.generic += 1,
                Effect::Persona => balance.persona += 1,
                Effect::Traits => balance.traits += 1,
                Effect::Mentions => {
                    if mentioned.insert(stream.text_of(finding.start, finding.end)) {
                        balance.mentions += 1;
                    }
                }
                Effect::Only => balance.only += 1,
                Effect::Refuses => balance.refuses += 1,
                Effect::Redirects => balance.redirects += 1,
                Effect::Grounds => balance.grounds += 1,
                Effect::Abstains => balance.abstains += 1,
                Effect::Ungrounds => balance.ungrounds += 1,
                Effect::Supplied => balance.supplied += 1,
                Effect::Aids => balance.aids += 1,
                Effect::Output => balance.output += 1,
                Effect::Composes => balance.composes += 1,
                Effect::Converses => balance.converses += 1,
                Effect::Fixed(task) => {
                    balance.fixed += 1;
                    balance.composes += usize::from(task == Task::Compose);
                    first_fixed = first_fixed.min(finding.clause);
                }
                Effect::Ties(function, weight) => {
                    let new = seen.insert(stream.text_of(finding.start, finding.end));
                    match weight {
                        Tie::Firm => {
                            balance.firm += 1;
                            balance.callings += u32::from(function == Function::Identity);
                            first_tie = first_tie.min(finding.clause);
                        }
                        Tie::Loose => {
                            balance.loose += u32::from(new);
                            balance.jobs += u32::from(function == Function::Task);
                        }
                        Tie::Weak => balance.nouns += u32::from(new),
                    }
                }
                Effect::Aside(_) => {}
            }
        }
        balance.fixed_first = first_fixed <= first_tie;
        balance
    }

    /// Whether words close the scope.
    pub(super) fn enforced(&self) -> bool {
        self.only + self.refuses + self.redirects > 0 || self.grounded()
    }

    /// Whether answers come from supplied text only, or are withheld where it is silent.
    fn grounded(&self) -> bool {
        let withheld = self.abstains > 0 && self.supplied > 0 && self.aids == 0;
        self.ungrounds == 0 && (self.grounds > 0 || withheld)
    }

    /// What the fixed task does with the user's words, if it is one.
    pub(super) fn task(&self) -> Task {
        if self.fixed > 0 && self.composes == 0 {
            Task::Transform
        } else {
            Task::Compose
        }
    }

    /// The fixed task under a verdict: its own, or one that comes before the subject that narrows it and is all there is.
    pub(super) fn task_under(&self, scope: Scope) -> Option<Task> {
        let leads = self.fixed > 0 && self.fixed_first && self.composes + self.converses == 0;
        match scope {
            Scope::FixedTask => Some(self.task()),
            Scope::Scoped if leads => Some(Task::Transform),
            _ => None,
        }
    }

    /// Whether only loose words tie the prompt.
    pub(super) fn ties_faintly(&self) -> bool {
        self.firm + self.loose + self.nouns == 0
    }

    /// Whether nothing but words that no phrase covers ties the prompt.
    pub(super) fn ties_loosely(&self) -> bool {
        self.firm + self.nouns == 0
    }

    /// Whether the prompt says that its bot is nothing in particular.
    fn generic(&self) -> bool {
        self.generic + self.persona + self.opens_weakly > 0
    }

    /// Whether words tie the prompt to a domain. Where it calls itself a mere assistant or somebody to be, words that no
    /// phrase covers must say a job, stand in a limit, or be several.
    fn tied(&self) -> bool {
        let generic = self.generic();
        let closes = self.only + self.refuses > 0;
        let loosely = if generic || self.traits > 0 {
            self.jobs > 0 || self.loose > 2 && self.traits == 0 || self.loose > 0 && closes
        } else {
            self.loose > 0
        };
        // The calling of a character that is described at length is a part of it.
        let character = self.traits > 0 && self.jobs + self.loose == 0 && !closes;
        self.firm > if character { self.callings } else { 0 }
            || loosely
            || self.nouns > 3
            || self.nouns > 0 && (self.enforced() || !generic)
            || !generic && self.traits == 0 && self.mentions > 1 && self.fixed == 0
    }

    /// Whether words invite anything.
    pub(super) fn invites(&self) -> bool {
        self.opens + self.leaks > 0
    }

    /// What the prompt as a whole narrows or opens, and how sure that is.
    pub(super) fn scope(&self) -> (Scope, JudgementConfidence) {
        use JudgementConfidence::{High, Low, Medium};
        let closes = self.only + self.refuses;
        let tied = self.tied();
        let opens = self.opens + self.leaks + if closes == 0 { self.opens_generally } else { 0 };
        if opens > 0 {
            let told = self.leaks > 0 || self.firm + self.loose > 1 || self.firm + self.nouns > 0;
            return match (tied && told || self.grounded(), closes) {
                (true, 0) => (Scope::Escape, High),
                (true, _) => (Scope::Escape, Medium),
                (false, 0) => (Scope::General, High),
                (false, _) => (Scope::General, Medium),
            };
        }
        if self.fixed > 0
            && (self.fixed_first || self.output > 0 && self.task() == Task::Transform)
            && (self.opens_weakly == 0 || self.output > 0)
            && (self.converses == 0 || self.output > 0 && self.converses <= self.fixed)
        {
            return (
                Scope::FixedTask,
                if self.output > 0 { High } else { Medium },
            );
        }
        let unaddressed =
            !self.generic() && self.firm + self.loose + self.jobs == 0 && self.nouns < 3;
        if self.output > 0 && self.fixed == 0 && unaddressed && closes == 0 {
            return (Scope::FixedTask, Low);
        }
        if self.grounded() {
            let sure = self.grounds > 0 && (self.abstains > 0 || tied);
            return (Scope::Grounded, if sure { High } else { Medium });
        }
        if tied {
            let sure = match self.firm + self.loose {
                0 => Low,
                1 if !self.enforced() && self.nouns < 2 => Medium,
                _ => High,
            };
            return (Scope::Scoped, sure);
        }
        if self.fixed > 0 && !self.generic() {
            return (Scope::FixedTask, Low);
        }
        if closes > 0 && self.only > 0 {
            return (Scope::Scoped, Low);
        }
        if self.persona + self.traits > 0 && self.generic == 0 && self.opens_weakly == 0 {
            return (Scope::Persona, High);
        }
        let sure = if closes > 0 || self.nouns > 0 {
            Low
        } else if self.generic + self.opens_weakly > 0 {
            High
        } else {
            Medium
        };
        (Scope::General, sure)
    }
}

/// The phrases that speak for the verdict, in text order; with `faint`, also words that may be of a domain.
pub(super) fn evidence(
    fragments: &[Fragment<'_>],
    stream: &Stream,
    findings: &[Finding],
    faint: bool,
) -> Vec<Evidence> {
    let mut shown: Vec<Evidence> = Vec::new();
    let mut counts = rustc_hash::FxHashMap::<Function, usize>::default();
    for finding in findings {
        if finding.effect == Effect::Mentions && !faint {
            continue;
        }
        let (function, polarity) = finding.effect.shown();
        if matches!(
            finding.effect,
            Effect::Output | Effect::Composes | Effect::Converses | Effect::Traits
        ) {
            continue;
        }
        let count = counts.entry(function).or_default();
        if *count >= MOST_SHOWN {
            continue;
        }
        let first = stream.tokens[finding.start];
        let last = last_in_fragment(stream, first, finding);
        let (start, end) = (first.source_start as usize, last.source_end as usize);
        let text = match fragments[first.fragment as usize] {
            Fragment::Text(text) => text.get(start..end).unwrap_or_default(),
            Fragment::Hole { name, .. } => name,
        };
        let fragment = first.fragment as usize;
        let same = |known: &Evidence| {
            known.fragment == fragment
                && known.start <= start
                && known.end >= end
                && known.function == function
        };
        if shown.iter().rev().take(8).any(same) {
            continue;
        }
        *count += 1;
        shown.push(Evidence {
            fragment,
            start,
            end,
            function,
            polarity,
            text: text.to_owned(),
        });
    }
    shown.sort_by_key(|evidence| (evidence.fragment, evidence.start, evidence.end));
    shown
}

fn last_in_fragment(stream: &Stream, first: Token, finding: &Finding) -> Token {
    stream.tokens[finding.start..finding.end]
        .iter()
        .rev()
        .find(|token| token.fragment == first.fragment)
        .copied()
        .unwrap_or(first)
}
