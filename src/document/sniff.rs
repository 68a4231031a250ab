//! Cheap looks at a text before anybody parses it.

/// Whether every one of the words stands somewhere in the text. A plain search, no parse: a definition that has the keys
/// passes, and so may a text that only talks about them.
pub fn looks_like(text: &str, words: &[&str]) -> bool {
    words.iter().all(|word| text.contains(word))
}

/// How deep brackets and braces are nested outside double-quoted strings, and the byte where the deepest level opens.
/// Exact for JSON; an upper bound for JSON with comments.
pub fn bracket_depth(text: &str) -> (usize, usize) {
    let (mut depth, mut deepest, mut at) = (0usize, 0, 0);
    let mut bytes = text.bytes().enumerate();
    while let Some((offset, byte)) = bytes.next() {
        match byte {
            b'"' => skip_string(&mut bytes),
            b'{' | b'[' => {
                depth += 1;
                if depth > deepest {
                    (deepest, at) = (depth, offset);
                }
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    (deepest, at)
}

fn skip_string(bytes: &mut impl Iterator<Item = (usize, u8)>) {
    while let Some((_, byte)) = bytes.next() {
        match byte {
            b'\\' => {
                bytes.next();
            }
            b'"' => return,
            _ => {}
        }
    }
}
