//! Spells out the choices of a phrase.

/// How deep choices may stand in choices.
const DEEPEST: usize = 4;
/// How many phrases one pattern may stand for.
const MOST: usize = 600;

/// All phrases that a pattern stands for: `(a|b)` is a choice, `[a|b]` may be missing. `None` when brackets do not
/// match, stand too deep, or spell out too much.
pub(crate) fn expand(pattern: &str) -> Option<Vec<String>> {
    let mut rest = pattern;
    let phrases = sequence(&mut rest, 0)?;
    rest.is_empty().then_some(phrases)
}

fn sequence(rest: &mut &str, depth: usize) -> Option<Vec<String>> {
    let mut phrases = vec![String::new()];
    while let Some(character) = rest.chars().next() {
        match character {
            '(' | '[' => {
                if depth >= DEEPEST {
                    return None;
                }
                *rest = &rest[1..];
                let closing = if character == '(' { ')' } else { ']' };
                let mut choices = choice(rest, closing, depth + 1)?;
                if character == '[' {
                    choices.push(String::new());
                }
                phrases = product(&phrases, &choices)?;
            }
            ')' | ']' | '|' => break,
            _ => {
                let end = rest.find(['(', '[', ')', ']', '|']).unwrap_or(rest.len());
                let plain = &rest[..end];
                for phrase in &mut phrases {
                    phrase.push_str(plain);
                }
                *rest = &rest[end..];
            }
        }
    }
    Some(phrases)
}

fn choice(rest: &mut &str, closing: char, depth: usize) -> Option<Vec<String>> {
    let mut choices = Vec::new();
    loop {
        choices.extend(sequence(rest, depth)?);
        let next = rest.chars().next()?;
        *rest = &rest[next.len_utf8()..];
        if next == closing {
            return Some(choices);
        }
        if next != '|' {
            return None;
        }
    }
}

fn product(left: &[String], right: &[String]) -> Option<Vec<String>> {
    if left.len() * right.len() > MOST {
        return None;
    }
    let pairs = left
        .iter()
        .flat_map(|head| right.iter().map(move |tail| format!("{head}{tail}")));
    Some(pairs.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_and_options_are_spelled_out() {
        assert_eq!(
            expand("(stay|keep) [strictly] on topic").expect("well formed"),
            [
                "stay strictly on topic",
                "stay  on topic",
                "keep strictly on topic",
                "keep  on topic"
            ]
        );
        assert_eq!(
            expand("a[(b|c)d]").expect("well formed"),
            ["abd", "acd", "a"]
        );
    }

    #[test]
    fn loose_brackets_are_refused() {
        assert_eq!(expand("(a|b"), None);
        assert_eq!(expand("a)"), None);
        assert_eq!(expand("((((((a))))))"), None);
    }
}
