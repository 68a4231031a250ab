//! Text out of values: joining, templates, replacing.

use std::rc::Rc;

use smol_str::SmolStr;

use crate::bot::HoleReason;
use crate::flow::run::Engine;
use crate::flow::values::{Extern, Given, Hole, ObjectKind, Part, Rope, Taint, Value, words_of};
use crate::workspace::{Location, SourceText, Span};

/// Alternatives of one text.
const ALTERNATIVES: usize = 12;
/// Pieces of one text.
const PARTS: usize = 400;

impl Engine<'_> {
    /// The texts that a value may be, put into a text at `at`.
    pub(crate) fn ropes(&self, value: &Value, at: Option<Location>) -> Vec<Rope> {
        let mut ropes: Vec<Rope> = Vec::new();
        for alternative in value.alternatives() {
            if ropes.len() >= ALTERNATIVES {
                break;
            }
            match alternative {
                Value::Text(rope) => ropes.push(rope.clone()),
                Value::Number(_) | Value::Bool(_) | Value::Null => ropes.push(Rc::from([])),
                Value::Extern(external) => match self.spoken_message(external) {
                    Some(text) => ropes.push(self.flat(&text, at, 6).into()),
                    None => {
                        let at = self.read_place(external).or(at);
                        ropes.push(Rc::from([Part::Hole(hole_of(external, at))]));
                    }
                },
                Value::Object(_) => ropes.push(self.flat(alternative, at, 6).into()),
                other => ropes.push(Rc::from([Part::Hole(Hole {
                    reason: reason_of(self.taint_of(other)),
                    name: "value".into(),
                    at,
                    taint: self.taint_of(other),
                })])),
            }
        }
        if self.choosing {
            ropes
        } else {
            crate::flow::models::without_settings(ropes)
        }
    }

    /// Where a text that cannot be seen is read: the setting's name, the call that fetches it.
    fn read_place(&self, external: &Extern) -> Option<Location> {
        let is_read = matches!(
            external.reason,
            HoleReason::Environment | HoleReason::Database | HoleReason::Unresolved
        );
        if external.payload {
            return external.read_at;
        }
        if !is_read || !external.taint.is_none() {
            return None;
        }
        let fetched = || Some(self.built(external.built?)?.at);
        external.read_at.or_else(fetched)
    }

    /// All text within an object, in order.
    fn flat(&self, value: &Value, at: Option<Location>, depth: u8) -> Vec<Part> {
        if depth == 0 {
            return Vec::new();
        }
        let mut parts = Vec::new();
        match value {
            Value::Text(rope) => parts.extend(rope.iter().cloned()),
            Value::Extern(external) => match self.spoken_message(external) {
                Some(text) => parts.extend(self.flat(&text, at, depth - 1)),
                None => parts.push(Part::Hole(hole_of(external, at))),
            },
            Value::Union(values) => {
                if let Some(first) = values.iter().find(|value| !matches!(value, Value::Null)) {
                    parts.extend(self.flat(first, at, depth - 1));
                }
            }
            Value::Object(id) => match self.object(*id) {
                ObjectKind::Record { fields, rest } => {
                    let names = &self.vocabulary.names().messages;
                    let spoken = fields.iter().find(|(key, _)| names.part.contains(key));
                    match spoken {
                        Some((_, value)) => parts.extend(self.flat(value, at, depth - 1)),
                        None if fields.iter().any(|(key, _)| names.media.contains(key)) => {}
                        None => {
                            for (_, value) in fields {
                                parts.extend(self.flat(value, at, depth - 1));
                            }
                            if let Some(rest) = rest {
                                parts.extend(self.flat(rest, at, depth - 1));
                            }
                        }
                    }
                }
                ObjectKind::List { items, rest } => {
                    for item in items.iter().chain(rest.iter()) {
                        parts.extend(self.flat(item, at, depth - 1));
                        if parts.len() > PARTS {
                            break;
                        }
                    }
                }
                ObjectKind::Instance { fields, .. } => {
                    for (_, value) in fields
                        .iter()
                        .filter(|(_, value)| matches!(value, Value::Text(_)))
                    {
                        parts.extend(self.flat(value, at, depth - 1));
                    }
                }
                ObjectKind::Built(built) => {
                    let spoken = self.spoken_part(built);
                    match spoken {
                        Some(value) => parts.extend(self.flat(&value, at, depth - 1)),
                        None => {
                            let taint = self.taint_of(value);
                            parts.push(Part::Hole(Hole {
                                reason: reason_of(taint),
                                name: last_member(&built.path),
                                at,
                                taint,
                            }));
                        }
                    }
                }
            },
            _ => {}
        }
        parts.truncate(PARTS);
        parts
    }

    /// Puts two values together as text.
    pub(crate) fn add(&mut self, left: Value, right: Value) -> Value {
        if let Some(joined) = self.add_lists(&left, &right) {
            return joined;
        }
        if matches!((&left, &right), (Value::Number(_), Value::Number(_))) {
            return left;
        }
        let at = None;
        let lefts = self.ropes(&left, at);
        let rights = self.ropes(&right, at);
        self.product(&[lefts, rights])
    }

    fn add_lists(&mut self, left: &Value, right: &Value) -> Option<Value> {
        let is_list = |value: &Value| {
            value.alternatives().iter().any(|value| matches!(value, Value::Object(id) if matches!(self.object(*id), ObjectKind::List { .. })))
        };
        if !is_list(left) && !is_list(right) {
            return None;
        }
        let (mut items, rest) = self.items_of(left);
        let (more, other) = self.items_of(right);
        items.extend(more);
        let rest = match (rest, other) {
            (Some(a), Some(b)) => Some(a.or(b)),
            (a, b) => a.or(b),
        };
        Some(self.new_list(items, rest))
    }

    /// Every way to choose one alternative of each, put together in order.
    pub(crate) fn product(&self, choices: &[Vec<Rope>]) -> Value {
        let mut whole: Vec<Vec<Part>> = vec![Vec::new()];
        for alternatives in choices
            .iter()
            .filter(|alternatives| !alternatives.is_empty())
        {
            let room = ALTERNATIVES / whole.len();
            if alternatives.len() == 1 || room < 2 {
                for (at, begun) in whole.iter_mut().enumerate() {
                    extend(begun, &alternatives[at % alternatives.len()]);
                }
                continue;
            }
            let begun = std::mem::take(&mut whole);
            for alternative in alternatives.iter().take(room) {
                for begun in &begun {
                    let mut parts = begun.clone();
                    extend(&mut parts, alternative);
                    whole.push(parts);
                }
            }
        }
        let mut values = whole.into_iter().map(|parts| Value::Text(parts.into()));
        let first = values.next().unwrap_or(Value::Text(Rc::from([])));
        values.fold(first, Value::or)
    }

    /// Joins items with a separator.
    pub(crate) fn join_texts(
        &self,
        separator: &Value,
        items: &[Value],
        rest: Option<&Value>,
    ) -> Value {
        let separator = self.ropes(separator, None).into_iter().next();
        const ITEMS: usize = 80;
        let mut choices = Vec::new();
        for item in items.iter().take(ITEMS).chain(rest) {
            if !choices.is_empty()
                && let Some(separator) = &separator
            {
                choices.push(vec![separator.clone()]);
            }
            choices.push(self.ropes(item, None));
        }
        self.product(&choices)
    }

    /// Fills the gaps of a template: `{name}`, `{0}`, `{}`, `%s`, `%(name)s`, `{{name}}`, `$name`.
    pub(crate) fn fill(&self, template: &Value, args: &[Given], at: Location) -> Value {
        let mut filled: Option<Value> = None;
        for rope in self.ropes(template, Some(at)) {
            let value = self.fill_rope(&rope, args, at);
            filled = Some(match filled {
                Some(old) => old.or(value),
                None => value,
            });
        }
        filled.unwrap_or(Value::Null)
    }

    fn fill_rope(&self, rope: &Rope, args: &[Given], at: Location) -> Value {
        let mut choices: Vec<Vec<Rope>> = Vec::new();
        let mut next = 0;
        for part in rope.iter() {
            let Part::Literal(text) = part else {
                choices.push(vec![Rc::from([part.clone()])]);
                continue;
            };
            let mut from = 0;
            for gap in gaps(&text.value) {
                choices.push(vec![Rc::from([Part::Literal(cut(text, from, gap.start))])]);
                let given = match &gap.name {
                    Some(name) => self.argument(args, name),
                    None => {
                        next += 1;
                        self.argument(args, &(next - 1).to_string())
                    }
                };
                choices.push(match given {
                    Some(value) => self.ropes(&value, Some(at)),
                    None => vec![Rc::from([Part::Hole(Hole {
                        reason: HoleReason::Data,
                        name: gap.name.unwrap_or_else(|| "value".into()),
                        at: Some(at),
                        taint: Taint::NONE,
                    })])],
                });
                from = gap.end;
            }
            choices.push(vec![Rc::from([Part::Literal(cut(
                text,
                from,
                text.value.len(),
            ))])]);
        }
        self.product(&choices)
    }

    /// Replaces a word of a text by a value.
    pub(crate) fn replace(&self, text: &Value, old: &str, new: &Value) -> Value {
        let mut replaced: Option<Value> = None;
        for rope in self.ropes(text, None) {
            let mut choices: Vec<Vec<Rope>> = Vec::new();
            for part in rope.iter() {
                let Part::Literal(text) = part else {
                    choices.push(vec![Rc::from([part.clone()])]);
                    continue;
                };
                let mut from = 0;
                if !old.is_empty() {
                    while let Some(found) = text.value[from..].find(old) {
                        let start = from + found;
                        choices.push(vec![Rc::from([Part::Literal(cut(text, from, start))])]);
                        choices.push(self.ropes(new, None));
                        from = start + old.len();
                    }
                }
                choices.push(vec![Rc::from([Part::Literal(cut(
                    text,
                    from,
                    text.value.len(),
                ))])]);
            }
            let value = self.product(&choices);
            replaced = Some(match replaced {
                Some(old) => old.or(value),
                None => value,
            });
        }
        replaced.unwrap_or(Value::Null)
    }
}

fn extend(begun: &mut Vec<Part>, rope: &Rope) {
    let room = PARTS.saturating_sub(begun.len());
    begun.extend(rope.iter().take(room).cloned());
}

/// A gap of a template.
struct Gap {
    start: usize,
    end: usize,
    name: Option<SmolStr>,
}

fn gaps(text: &str) -> Vec<Gap> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let gap = match bytes[at] {
            b'{' => braced(text, at),
            b'%' => percent(text, at),
            _ => None,
        };
        match gap {
            Some(gap) => {
                at = gap.end;
                found.push(gap);
            }
            None => at += 1,
        }
    }
    found
}

fn braced(text: &str, start: usize) -> Option<Gap> {
    let double = text[start..].starts_with("{{");
    let open = start + if double { 2 } else { 1 };
    let close = open + text.get(open..)?.find('}')?;
    let inside = text[open..close].trim();
    let name = inside.split([':', '!']).next().unwrap_or("").trim();
    let plain = name.len() <= 60
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '$' | ' ' | '-'));
    if !plain || (double && !text[close..].starts_with("}}")) || inside.contains('\n') {
        return None;
    }
    Some(Gap {
        start,
        end: close + if double { 2 } else { 1 },
        name: (!name.is_empty()).then(|| name.into()),
    })
}

fn percent(text: &str, start: usize) -> Option<Gap> {
    let rest = &text[start + 1..];
    if let Some(named) = rest.strip_prefix('(') {
        let close = named.find(')')?;
        return Some(Gap {
            start,
            end: start + 2 + close + 2,
            name: Some(named[..close].into()),
        })
        .filter(|gap| text.is_char_boundary(gap.end.min(text.len())) && gap.end <= text.len());
    }
    rest.starts_with(['s', 'd', 'v', 'q', 'i', 'f'])
        .then(|| Gap {
            start,
            end: start + 2,
            name: None,
        })
}

/// The part `from..to` (bytes) of a text, with its place.
pub(crate) fn cut(text: &SourceText, from: usize, to: usize) -> SourceText {
    if from == 0 && to == text.value.len() {
        return text.clone();
    }
    let place = text.locate(from, to);
    let first = text
        .anchors
        .partition_point(|&(value, _)| value as usize <= from);
    let mut anchors: Vec<(u32, u32)> = vec![(0, place.span.start)];
    for &(value, file) in text.anchors[first..]
        .iter()
        .take_while(|&&(value, _)| (value as usize) < to)
    {
        anchors.push((value - from as u32, file));
    }
    SourceText {
        value: text.value[from..to].into(),
        file: text.file,
        span: Span {
            start: place.span.start,
            end: place.span.end,
        },
        anchors: anchors.into(),
    }
}

/// What stands in a text for a value from outside.
pub(crate) fn hole_of(external: &Extern, at: Option<Location>) -> Hole {
    let reason = if external.payload {
        HoleReason::UserText
    } else {
        external.reason
    };
    let reason = match reason {
        HoleReason::Unresolved if external.taint.answers != 0 => HoleReason::ModelText,
        reason => reason,
    };
    Hole {
        reason,
        name: match &external.package {
            Some(package) if package == crate::flow::snippet::GIVEN => external.path.clone(),
            _ => last_member(&external.path),
        },
        at,
        taint: external.taint,
    }
}

pub(crate) fn reason_of(taint: Taint) -> HoleReason {
    match (taint.answers, taint.user) {
        (0, true) => HoleReason::UserText,
        (0, false) => HoleReason::Unresolved,
        _ => HoleReason::ModelText,
    }
}

pub(crate) fn last_member(path: &str) -> SmolStr {
    path.rsplit('.').next().unwrap_or(path).into()
}

/// Whether a rope holds words of the program.
pub(crate) fn has_words(rope: &Rope) -> bool {
    words_of(rope).chars().any(|c| c.is_alphanumeric())
}
