//! What was asked on the way to a call, and which trigger and guards follow from it.

use std::rc::Rc;

use smol_str::SmolStr;

use crate::bot::{Guard, GuardKind, Trigger, TriggerKind};
use crate::flow::run::Engine;
use crate::flow::values::{Asked, Extern, How, Subject, Taint, Test, Value};
use crate::workspace::Location;

/// A question that was answered before this point was reached.
#[derive(Debug, Clone)]
pub(crate) struct Condition {
    /// The head of the branch.
    pub at: Location,
    /// What was asked.
    pub test: Rc<Test>,
    /// The answer.
    pub holds: bool,
}

impl Condition {
    pub(crate) fn new(at: Location, test: Rc<Test>, holds: bool) -> Self {
        Self { at, test, holds }
    }

    pub(crate) fn turned(&self) -> Self {
        Self {
            holds: !self.holds,
            ..self.clone()
        }
    }

    /// Whether words were looked for, and found.
    pub(crate) fn is_positive(&self) -> bool {
        self.holds != self.test.negated
    }

    /// Whether the question was about the user's words or a model's label.
    pub(crate) fn is_about_words(&self) -> bool {
        self.word_tests().next().is_some()
    }

    fn word_tests(&self) -> impl Iterator<Item = &Asked> {
        self.test.asked.iter().filter(|asked| {
            !matches!(asked.of, Subject::Other)
                && matches!(
                    asked.how,
                    How::Equal | How::Prefix | How::Contains | How::Pattern
                )
        })
    }

    /// A phrase for the label of this branch.
    pub(crate) fn phrase(&self) -> String {
        let words: Vec<&SmolStr> = self
            .word_tests()
            .flat_map(|asked| &asked.words)
            .take(4)
            .collect();
        let listed = words
            .iter()
            .map(|word| format!("«{word}»"))
            .collect::<Vec<_>>()
            .join(", ");
        let of_label = self
            .word_tests()
            .any(|asked| matches!(asked.of, Subject::Answer(_)));
        let subject = if of_label {
            "the classifier's label"
        } else {
            "the text"
        };
        let how = self
            .word_tests()
            .next()
            .map_or(How::Opaque, |asked| asked.how);
        match (self.is_positive(), listed.is_empty(), how) {
            (true, false, How::Prefix) => format!("taken when {subject} starts with {listed}"),
            (true, false, How::Contains) => format!("taken when {subject} holds {listed}"),
            (true, false, _) => format!("taken when {subject} is {listed}"),
            (true, true, _) => format!("taken when {subject} matches here"),
            (false, false, _) => format!("taken when {subject} is not {listed}"),
            (false, true, _) => format!("taken when {subject} does not match here"),
        }
    }
}

/// The trigger of a route with those conditions. `entry` is what the handler itself was registered for.
pub(crate) fn trigger_of(conditions: &[Condition], entry: Trigger) -> Trigger {
    let telling: Vec<&Condition> = conditions
        .iter()
        .filter(|condition| condition.is_about_words())
        .collect();
    let positive = telling
        .iter()
        .rev()
        .find(|condition| condition.is_positive());
    if let Some(condition) = positive {
        let asked = condition.word_tests().next().expect("it is about words");
        let pattern = asked.words.first().cloned();
        return Trigger {
            kind: kind_of(asked),
            pattern,
            at: Some(condition.at),
        };
    }
    if entry.kind != TriggerKind::EveryMessage {
        return entry;
    }
    match telling.last() {
        Some(condition) => Trigger {
            kind: TriggerKind::Fallback,
            pattern: None,
            at: Some(condition.at),
        },
        None => entry,
    }
}

fn kind_of(asked: &Asked) -> TriggerKind {
    if matches!(asked.of, Subject::Answer(_)) {
        return TriggerKind::Intent;
    }
    let words = &asked.words;
    let marked = |word: &SmolStr| word.starts_with(['/', '!', '.', '#', '$', '-', '@', '\\']);
    if !words.is_empty() && words.iter().all(|word| is_choice(word)) {
        TriggerKind::MenuOption
    } else if asked.how == How::Prefix || words.iter().any(marked) {
        TriggerKind::Command
    } else {
        TriggerKind::Keyword
    }
}

fn is_choice(word: &str) -> bool {
    let digits = word.trim_end_matches(['.', ')', '️', '⃣']);
    !digits.is_empty() && digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

impl Engine<'_> {
    /// The guards that follow from conditions (guards.md, sections 2 and 5): a closed list of words of the business in
    /// front of the model, or a model's label.
    pub(crate) fn guards_of(&self, conditions: &[Condition]) -> Vec<Guard> {
        conditions
            .iter()
            .filter_map(|condition| self.guard_of(condition))
            .collect()
    }

    fn guard_of(&self, condition: &Condition) -> Option<Guard> {
        let asked = condition.word_tests().next()?;
        let positive = condition.is_positive();
        let alike = condition
            .word_tests()
            .filter(|other| other.of == asked.of && other.how == asked.how);
        let words: Vec<String> = alike
            .flat_map(|asked| &asked.words)
            .map(|word| word.to_lowercase())
            .collect();
        let kind = match asked.of {
            Subject::Answer(_) => self.label_guard(&words, positive)?,
            Subject::UserText
                if positive && asked.how == How::Contains && self.is_business_list(&words) =>
            {
                GuardKind::AllowList
            }
            Subject::UserText
                if positive && asked.how == How::Pattern && self.is_business_pattern(&words) =>
            {
                GuardKind::AllowList
            }
            _ => return None,
        };
        Some(Guard {
            kind,
            at: condition.at,
        })
    }

    fn label_guard(&self, words: &[String], positive: bool) -> Option<GuardKind> {
        let lists = self.vocabulary.lists();
        let is_gate = words.iter().any(|word| {
            lists
                .gate_labels
                .iter()
                .any(|label| word.trim() == label.as_str())
        });
        if is_gate {
            return Some(GuardKind::TopicClassifier);
        }
        let is_open = words.iter().any(|word| {
            lists
                .open_labels
                .iter()
                .any(|label| word.contains(label.as_str()))
        });
        (positive && !is_open && !words.is_empty()).then_some(GuardKind::AllowList)
    }

    fn is_business_list(&self, words: &[String]) -> bool {
        words.len() >= 2 && !words.iter().any(|word| self.summons_model(word))
    }

    fn is_business_pattern(&self, words: &[String]) -> bool {
        words.iter().any(|pattern| {
            let parts: Vec<&str> = pattern
                .split(|c: char| !c.is_alphanumeric())
                .filter(|part| part.chars().count() > 2)
                .collect();
            pattern.contains('|')
                && parts.len() >= 2
                && !parts.iter().any(|part| self.summons_model(part))
        })
    }

    /// Whether the word calls the model as such (`gpt`, `/ask`), rather than naming a subject.
    fn summons_model(&self, word: &str) -> bool {
        let bare = word
            .trim_start_matches(|c: char| !c.is_alphanumeric())
            .trim();
        bare.len() < word.trim().len()
            || self
                .vocabulary
                .lists()
                .summons
                .iter()
                .any(|summons| bare == summons.as_str())
    }

    /// What a value was asked; a value that is no comparison is asked whether it is there.
    pub(crate) fn test_of(&self, value: &Value) -> Rc<Test> {
        match value {
            Value::Test(test) => test.clone(),
            Value::Union(values) => {
                let asked: Vec<Asked> = values
                    .iter()
                    .filter_map(|value| match value {
                        Value::Test(test) if !test.negated => Some(test.asked.clone()),
                        _ => None,
                    })
                    .flatten()
                    .collect();
                if asked.is_empty() {
                    self.presence(value)
                } else {
                    Rc::new(Test {
                        asked,
                        negated: false,
                    })
                }
            }
            value => self.presence(value),
        }
    }

    fn presence(&self, value: &Value) -> Rc<Test> {
        let of = self.subject_of(value);
        Rc::new(Test {
            asked: vec![Asked {
                of,
                how: How::Present,
                words: Vec::new(),
            }],
            negated: false,
        })
    }

    pub(crate) fn subject_of(&self, value: &Value) -> Subject {
        let taint = self.taint_of(value);
        match (taint.answers, taint.user) {
            (0, true) => Subject::UserText,
            (0, false) => Subject::Other,
            (answers, _) => Subject::Answer(answers),
        }
    }

    /// The outcome of asking `left` whether it is, starts with or holds one of the words of `right`.
    pub(crate) fn compare(
        &mut self,
        left: &Value,
        right: &Value,
        how: How,
        negated: bool,
    ) -> Value {
        let (subject, words) = match (self.subject_of(left), self.subject_of(right)) {
            (Subject::Other, Subject::Other) => (Subject::Other, self.words_in(right)),
            (Subject::Other, of) => (of, self.words_in(left)),
            (of, _) => (of, self.words_in(right)),
        };
        let of_fields = how == How::Equal
            && subject == Subject::UserText
            && !words.is_empty()
            && words
                .iter()
                .all(|word| self.vocabulary.lists().text_fields.contains(word));
        if of_fields {
            // What sort of data came in, not what was said.
            return self.opaque_test(Subject::Other);
        }
        // Two things out of one answer that are compared with each other pick no way.
        let picks = !matches!(
            (self.subject_of(left), self.subject_of(right)),
            (Subject::Answer(_), Subject::Answer(_))
        );
        if let Subject::Answer(answers) = subject
            && picks
        {
            let taint = Taint {
                user: false,
                answers,
            };
            for site in taint.sites(self.sites.len()) {
                self.sites[site].compared = true;
            }
        }
        let how = if words.is_empty() && how != How::Pattern {
            How::Opaque
        } else {
            how
        };
        Value::Test(Rc::new(Test {
            asked: vec![Asked {
                of: subject,
                how,
                words,
            }],
            negated,
        }))
    }

    /// What a pattern was matched against flows on in its match.
    pub(crate) fn matched_taint(test: &Test) -> Taint {
        test.asked
            .iter()
            .filter(|asked| asked.how == How::Pattern)
            .fold(Taint::NONE, |taint, asked| {
                taint.with(match asked.of {
                    Subject::UserText => Taint::USER,
                    Subject::Answer(answers) => Taint {
                        user: false,
                        answers,
                    },
                    Subject::Other => Taint::NONE,
                })
            })
    }

    /// A part of what a pattern matched; `None` where the test was none of a pattern.
    pub(crate) fn matched_part(test: &Test) -> Option<Value> {
        let taint = Self::matched_taint(test);
        (!taint.is_none()).then(|| {
            Value::Extern(Rc::new(Extern {
                taint,
                payload: taint.user && taint.answers == 0,
                reason: crate::flow::values::rope::reason_of(taint),
                ..Extern::nameless("part")
            }))
        })
    }

    /// The known words of a value, or of the items of a list.
    pub(crate) fn words_in(&self, value: &Value) -> Vec<SmolStr> {
        const WORDS: usize = 60;
        let mut words = Vec::new();
        for alternative in value.alternatives() {
            if let Some(word) = crate::flow::values::constant(alternative) {
                words.push(word);
                continue;
            }
            if let Value::Object(id) = alternative {
                if let crate::flow::values::ObjectKind::Record { fields, .. } = self.object(*id) {
                    words.extend(fields.iter().map(|(key, _)| key.clone()));
                    continue;
                }
                let (items, _) = self.items_of(alternative);
                words.extend(items.iter().filter_map(crate::flow::values::constant));
            }
        }
        words.retain(|word| !word.is_empty());
        words.truncate(WORDS);
        words
    }
}
