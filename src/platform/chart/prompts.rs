//! The texts that can govern a model of a flow, put together from its messages and from what feeds their variables.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::bot::{HoleReason, Piece, Prompt, Verdict, Visibility};
use crate::prompt::Judgement;
use crate::workspace::Location;

use super::origin::OriginMap;
use super::{Chart, Initial, Message, MessageRole, ModelNode, Symbol, TextPart, Unwritten};

/// How many texts of one model are told apart.
const VARIANTS: usize = 4;
/// How often a variable's text is looked into for further variables.
const DEPTH: usize = 6;

/// The texts in the variables of a chart, as far as they are written in it.
pub(super) struct Texts<'a> {
    by_symbol: FxHashMap<&'a Symbol, Vec<&'a [TextPart]>>,
    origins: &'a OriginMap,
}

/// What governs a model.
pub(super) struct Governed {
    pub(super) prompts: Vec<Prompt>,
    pub(super) user_text_in_system: Option<Location>,
}

impl<'a> Texts<'a> {
    /// Gathers what the reachable nodes assign; what a variable held at first counts where nothing assigns it a text.
    pub(super) fn of(chart: &'a Chart, reached: &[bool], origins: &'a OriginMap) -> Self {
        let mut by_symbol: FxHashMap<&Symbol, Vec<&[TextPart]>> = FxHashMap::default();
        let run = chart.nodes().filter(|(id, _)| reached[id.0]);
        for (symbol, parts) in run.flat_map(|(_, node)| &node.assigns) {
            if !parts.is_empty() {
                by_symbol.entry(symbol).or_default().push(parts);
            }
        }
        for (symbol, initial) in &chart.initial {
            if let Initial::Text(parts) = initial
                && !parts.is_empty()
            {
                by_symbol
                    .entry(symbol)
                    .or_insert_with(|| vec![parts.as_slice()]);
            }
        }
        Self { by_symbol, origins }
    }

    /// The texts that can govern a model.
    pub(super) fn governing(&self, model: &ModelNode) -> Governed {
        let widest = model
            .messages
            .iter()
            .flat_map(|message| &message.text)
            .filter_map(TextPart::symbol)
            .map(|symbol| self.by_symbol.get(symbol).map_or(1, Vec::len))
            .max()
            .unwrap_or(1);
        let mut prompts: Vec<Prompt> = Vec::new();
        let mut user_text_in_system = None;
        for variant in 0..widest.min(VARIANTS) {
            let (prompt, injected) = self.prompt(model, variant);
            user_text_in_system = user_text_in_system.or(injected);
            if !prompts
                .iter()
                .any(|known| known.pieces == prompt.pieces && known.visibility == prompt.visibility)
            {
                prompts.push(prompt);
            }
        }
        // Which of several assignments comes last cannot be told: one that holds words is the one that its maker meant.
        if prompts.iter().any(|prompt| has_words(&prompt.pieces)) {
            prompts.retain(|prompt| has_words(&prompt.pieces));
        }
        Governed {
            prompts,
            user_text_in_system,
        }
    }

    fn prompt(&self, model: &ModelNode, variant: usize) -> (Prompt, Option<Location>) {
        let system = self.pieces(&model.messages, MessageRole::System, variant);
        let user = self.pieces(&model.messages, MessageRole::User, variant);
        if model.hosted.is_some() && !has_words(&system) {
            return (Prompt::without_text(Visibility::Hosted), None);
        }
        let injected = user_hole(&system);
        if has_words(&system) || has_words(&user) {
            let pieces = [system, user].concat();
            let prompt = Prompt::judged(pieces);
            let injected = injected.filter(|_| prompt.verdict() == Verdict::General);
            return (prompt, injected);
        }
        if injected.is_some() {
            let prompt = Prompt {
                pieces: system,
                visibility: Visibility::Absent,
                judgement: Judgement::none(),
                condition: None,
            };
            return (prompt, injected);
        }
        let unseen = [system, user].into_iter().find(|pieces| !user_only(pieces));
        if let Some(unseen) = unseen {
            return (Prompt::judged(unseen), None);
        }
        (unwritten(&model.unwritten), None)
    }

    fn pieces(&self, messages: &[Message], role: MessageRole, variant: usize) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for message in messages.iter().filter(|message| message.role == role) {
            self.expand(&message.text, variant, DEPTH, &mut pieces);
            if let Some(Piece::Literal(last)) = pieces.last_mut() {
                *last = last.with_line_end();
            }
        }
        pieces
    }

    fn expand(&self, parts: &[TextPart], variant: usize, depth: usize, into: &mut Vec<Piece>) {
        for part in parts {
            match part {
                TextPart::Words(text) => into.push(Piece::Literal(text.clone())),
                TextPart::Gap { reason, name, at } => into.push(Piece::Hole {
                    reason: *reason,
                    name: name.clone(),
                    at: Some(*at),
                }),
                TextPart::Variable { symbol, name, at } => {
                    let texts = self.by_symbol.get(symbol).filter(|_| depth > 0);
                    match texts {
                        Some(texts) => {
                            let text = texts[variant.min(texts.len() - 1)];
                            self.expand(text, variant, depth - 1, into);
                        }
                        None => into.push(self.hole(symbol, name, *at)),
                    }
                }
            }
        }
    }

    fn hole(&self, symbol: &Symbol, name: &SmolStr, at: Location) -> Piece {
        let origins = self.origins.symbol(symbol);
        let reason = if origins.user {
            HoleReason::UserText
        } else if origins.picked {
            HoleReason::Data
        } else if origins.retrieved {
            HoleReason::Retrieved
        } else if !origins.models.is_empty() {
            HoleReason::ModelText
        } else {
            origins.gap.unwrap_or(HoleReason::Unresolved)
        };
        Piece::Hole {
            reason,
            name: name.clone(),
            at: Some(at),
        }
    }
}

fn unwritten(unwritten: &Unwritten) -> Prompt {
    match unwritten {
        Unwritten::Nothing => Prompt::without_text(Visibility::Absent),
        Unwritten::Stock(text) => Prompt::stock(text),
        Unwritten::Hidden => Prompt::without_text(Visibility::FrameworkDefault),
    }
}

/// Whether a text has words of its own, not only punctuation between variables.
fn has_words(pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| match piece {
        Piece::Literal(text) => text.value.chars().any(char::is_alphabetic),
        Piece::Hole { .. } => false,
    })
}

/// Whether the gaps of a text hold the conversation or what was looked up, so that none can govern.
fn user_only(pieces: &[Piece]) -> bool {
    let mut holes = pieces.iter().filter_map(|piece| match piece {
        Piece::Hole { reason, .. } => Some(*reason),
        Piece::Literal(_) => None,
    });
    let spoken = |reason| {
        matches!(
            reason,
            HoleReason::UserText
                | HoleReason::History
                | HoleReason::ModelText
                | HoleReason::Retrieved
        )
    };
    holes.clone().next().is_none() || holes.any(spoken)
}

fn user_hole(pieces: &[Piece]) -> Option<Location> {
    pieces.iter().find_map(|piece| match piece {
        Piece::Hole {
            reason: HoleReason::UserText,
            at,
            ..
        } => *at,
        _ => None,
    })
}
