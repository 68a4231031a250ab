//! Text → a concrete tree, with limits: what would take too long or is no source code is not parsed.

use std::ops::ControlFlow;

use tree_sitter::{Language, ParseOptions, Parser, Tree};

use super::repair::{Filler, Repaired, loss, repair};
use super::tree::GivenUp;

/// The most bytes a source file may have.
const MAX_BYTES: usize = 3 * 1024 * 1024;
/// The most open brackets at any place, whatever stands in strings.
const MAX_BRACKETS: usize = 20_000;
/// Lines longer than this on average are written by a machine, unless they read like prose.
const MAX_AVERAGE_LINE: usize = 5_000;
/// The share of blanks below which long lines are code and not prose: one in so many bytes.
const PROSE_BYTES_A_BLANK: usize = 10;
/// An obfuscator's names (`_0x1a2b`) stand at least this often in a file that it wrote,
const MIN_OBFUSCATED_NAMES: usize = 30;
/// and at least once in so many bytes.
const OBFUSCATED_BYTES_A_NAME: usize = 200;
/// How many progress reports the parser may make for a file, before its size is counted in. Reports are counted, not
/// time, so that the same file is given up on every machine.
const BASE_REPORTS: usize = 20_000;
/// How many bytes allow one more report.
const BYTES_A_REPORT: usize = 8;

/// Parses `text`, or says why it was not worth it. The first grammar counts unless another finds less to complain of.
/// What does not parse is mended with `fillers`.
pub(crate) fn parse(
    grammars: &[Language],
    text: &str,
    fillers: &[Filler],
) -> Result<Repaired, GivenUp> {
    screen(text.as_bytes())?;
    let mut parser = Parser::new();
    let mut best: Option<(usize, &Language, Tree)> = None;
    for grammar in grammars {
        let Some(tree) = parse_bounded(&mut parser, grammar, text) else {
            continue;
        };
        let loss = loss(tree.root_node());
        if best.as_ref().is_none_or(|(least, ..)| loss < *least) {
            best = Some((loss, grammar, tree));
        }
        if loss == 0 {
            break;
        }
    }
    let (loss, grammar, tree) = best.ok_or(GivenUp::TooSlow)?;
    if loss > 0 {
        return Ok(repair(text, tree, fillers, |text| {
            parse_bounded(&mut parser, grammar, text)
        }));
    }
    Ok(Repaired {
        tree,
        blanked: Vec::new(),
    })
}

fn parse_bounded(parser: &mut Parser, grammar: &Language, text: &str) -> Option<Tree> {
    parser
        .set_language(grammar)
        .expect("the grammar's ABI fits this tree-sitter");
    let mut reports_left = BASE_REPORTS + text.len() / BYTES_A_REPORT;
    let mut on_progress = |_: &tree_sitter::ParseState| match reports_left.checked_sub(1) {
        Some(left) => {
            reports_left = left;
            ControlFlow::Continue(())
        }
        None => ControlFlow::Break(()),
    };
    let bytes = text.as_bytes();
    let tree = parser.parse_with_options(
        &mut |at, _| bytes.get(at..).unwrap_or_default(),
        None,
        Some(ParseOptions::new().progress_callback(&mut on_progress)),
    );
    if tree.is_none() {
        parser.reset();
    }
    tree
}

/// Refuses what no person wrote, by its bytes alone.
fn screen(bytes: &[u8]) -> Result<(), GivenUp> {
    if bytes.len() > MAX_BYTES {
        return Err(GivenUp::TooLarge);
    }
    let census = Census::of(bytes);
    if census.is_minified(bytes.len()) || is_obfuscated(bytes) {
        return Err(GivenUp::Minified);
    }
    if census.deepest > MAX_BRACKETS {
        return Err(GivenUp::TooDeep);
    }
    Ok(())
}

/// What one pass over the bytes counts.
#[derive(Default)]
struct Census {
    lines: usize,
    blanks: usize,
    deepest: usize,
}

impl Census {
    fn of(bytes: &[u8]) -> Self {
        let mut census = Census {
            lines: 1,
            ..Census::default()
        };
        let mut open = 0_usize;
        for &byte in bytes {
            match byte {
                b'\n' => census.lines += 1,
                b' ' | b'\t' => census.blanks += 1,
                b'(' | b'[' | b'{' => {
                    open += 1;
                    census.deepest = census.deepest.max(open);
                }
                b')' | b']' | b'}' => open = open.saturating_sub(1),
                _ => {}
            }
        }
        census
    }

    fn is_minified(&self, len: usize) -> bool {
        len / self.lines > MAX_AVERAGE_LINE && self.blanks * PROSE_BYTES_A_BLANK < len
    }
}

fn is_obfuscated(bytes: &[u8]) -> bool {
    let names = bytes.windows(3).filter(|window| window == b"_0x").count();
    names >= MIN_OBFUSCATED_NAMES && names * OBFUSCATED_BYTES_A_NAME > bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_of_code_are_minified_and_long_lines_of_prose_are_not() {
        let code = "a=b(c);d=e[f];".repeat(1_000);
        assert_eq!(screen(code.as_bytes()), Err(GivenUp::Minified));
        let prose = format!(
            "x = \"{}\"",
            "you are a helpful shop assistant ".repeat(500)
        );
        assert_eq!(screen(prose.as_bytes()), Ok(()));
    }

    #[test]
    fn obfuscated_names_are_not_parsed() {
        let code = "var _0x3f2a = _0x11b0(_0x9c);\n".repeat(40);
        assert_eq!(screen(code.as_bytes()), Err(GivenUp::Minified));
    }

    #[test]
    fn brackets_and_size_are_capped() {
        assert_eq!(
            screen("(\n".repeat(30_000).as_bytes()),
            Err(GivenUp::TooDeep)
        );
        assert_eq!(
            screen(" \n".repeat(2_000_000).as_bytes()),
            Err(GivenUp::TooLarge)
        );
    }
}
