//! Cuts a window out of a line, so that what is marked in it fits on the screen and cannot harm the terminal.

use unicode_width::UnicodeWidthChar;

use super::look::Look;

/// The columns between tab stops.
const TAB: usize = 4;

/// The columns kept free for the text under a mark before the window is moved towards it.
const ROOM: usize = 26;

/// The columns that are kept of the start of a line, beyond its indentation.
const HEAD: usize = 24;

/// A mark further into its line, in bytes, stands in a line that no hand wrote.
const HAND_WRITTEN: usize = 400;

/// A window of a line, as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Window {
    /// The text, without control characters.
    pub text: String,
    /// Where the marked ranges lie in it, in bytes, in the order asked for.
    pub marks: Vec<(usize, usize)>,
}

/// Cuts the window that shows `marks` (byte ranges of `line`, sorted by start) in at most `width` columns.
pub(super) fn cut(line: &str, marks: &[(usize, usize)], width: usize, look: Look) -> Window {
    let marks: Vec<(usize, usize)> = marks
        .iter()
        .map(|&(start, end)| (boundary(line, start), boundary(line, end.max(start))))
        .collect();
    let (head, from) = window_start(line, &marks, width);
    let mut window = Window {
        text: String::new(),
        marks: vec![(usize::MAX, usize::MAX); marks.len()],
    };
    let mut column = 0;
    for c in line[..head].chars() {
        column += push_visible(&mut window.text, c, column, look);
    }
    if from > 0 {
        window.text.push_str(look.ellipsis());
        column += look.ellipsis().chars().count();
    }
    let last = width.saturating_sub(look.ellipsis().chars().count());
    for (at, c) in line[from..].char_indices().map(|(at, c)| (at + from, c)) {
        window.note(&marks, at);
        let before = window.text.len();
        let added = push_visible(&mut window.text, c, column, look);
        let fits = column + added <= last || rest_fits(&line[at..], column, width);
        if !fits {
            window.text.truncate(before);
            window.text.push_str(look.ellipsis());
            break;
        }
        column += added;
    }
    window.finish(&marks, line.len());
    window
}

impl Window {
    /// Notes the marks that start or end at a byte of the line.
    fn note(&mut self, marks: &[(usize, usize)], at: usize) {
        for (mark, &(start, end)) in self.marks.iter_mut().zip(marks) {
            if mark.0 == usize::MAX && at >= start {
                mark.0 = self.text.len();
            }
            if mark.1 == usize::MAX && at >= end && mark.0 != usize::MAX {
                mark.1 = self.text.len();
            }
        }
    }

    /// Marks that reach beyond the window end with it.
    fn finish(&mut self, marks: &[(usize, usize)], line_end: usize) {
        let end = self.text.len();
        self.note(marks, line_end);
        for mark in &mut self.marks {
            mark.0 = mark.0.min(end);
            mark.1 = mark.1.min(end);
        }
    }
}

/// Where the head that is kept of the line ends, and where the window starts, in bytes: both 0 where the line's own
/// start shows the marks.
fn window_start(line: &str, marks: &[(usize, usize)], width: usize) -> (usize, usize) {
    let Some(&(first, first_end)) = marks.first() else {
        return (0, 0);
    };
    let ends = marks.iter().map(|&(start, end)| end.min(start + width));
    let last_end = boundary(line, ends.max().unwrap_or(first_end));
    let start = columns_up_to(&line[..first], width);
    let mark = columns_up_to(&line[first..last_end], width).unwrap_or(width);
    let shows = |start: usize| {
        let bar = start + (mark / 2).min(width / 3);
        bar + ROOM.min(width / 2) <= width && start + mark.min(width / 2) <= width
    };
    if start.is_some_and(shows) {
        return (0, 0);
    }
    let head = head_of(line, first, width);
    // With a head, only the opening quote is kept in front of the mark; else some of what stands there.
    let lead = if head > 0 { 1 } else { width / 6 };
    let from = back(line, first, lead);
    if from <= head { (0, 0) } else { (head, from) }
}

/// The start of a line that tells what is assigned or set in it; nothing of a line that was not written by hand.
fn head_of(line: &str, first: usize, width: usize) -> usize {
    if first > HAND_WRITTEN {
        return 0;
    }
    let indentation = line.len() - line.trim_start().len();
    let most = boundary(line, (indentation + HEAD).min(first).min(width / 3));
    if indentation >= most {
        return 0;
    }
    let head = &line[..most];
    head.rfind([' ', '(', ':'])
        .map_or(0, |at| at + 1)
        .max(indentation)
}

/// The byte that many columns before another.
fn back(line: &str, before: usize, most: usize) -> usize {
    let mut columns = 0;
    for (at, c) in line[..before].char_indices().rev() {
        columns += c.width().unwrap_or(1);
        if columns > most {
            return at + c.len_utf8();
        }
    }
    0
}

/// The columns of a text, `None` where they are more than `most`.
fn columns_up_to(text: &str, most: usize) -> Option<usize> {
    let mut columns = 0;
    for c in text.chars() {
        columns += char_columns(c, columns);
        if columns > most {
            return None;
        }
    }
    Some(columns)
}

fn rest_fits(rest: &str, column: usize, width: usize) -> bool {
    columns_up_to(rest, width.saturating_sub(column)).is_some()
}

fn char_columns(c: char, column: usize) -> usize {
    match c {
        '\t' => TAB - column % TAB,
        c => c.width().unwrap_or(1),
    }
}

/// Pushes a character as it may be shown, and returns its columns.
fn push_visible(text: &mut String, c: char, column: usize, look: Look) -> usize {
    if c == '\t' {
        let columns = char_columns(c, column);
        text.extend(std::iter::repeat_n(' ', columns));
        return columns;
    }
    let shown = visible(c, look.unicode);
    text.push(shown);
    shown.width().unwrap_or(0)
}

/// The character itself, or a picture of it where it would steer the terminal or the direction of the text.
pub(super) fn visible(c: char, unicode: bool) -> char {
    let picture = match c {
        '\u{0}'..='\u{1F}' => char::from_u32(0x2400 + u32::from(c)),
        '\u{7F}' => Some('\u{2421}'),
        '\u{80}'..='\u{9F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}'
        | '\u{2028}'
        | '\u{2029}' => Some('\u{FFFD}'),
        _ => None,
    };
    match picture {
        None => c,
        Some(picture) if unicode => picture,
        Some(_) => '?',
    }
}

/// A text with every character as it may be shown, and line ends as spaces.
pub(super) fn visible_text(text: &str, unicode: bool) -> String {
    text.chars()
        .map(|c| {
            if c == '\n' || c == '\t' {
                ' '
            } else {
                visible(c, unicode)
            }
        })
        .collect()
}

fn boundary(line: &str, at: usize) -> usize {
    let mut at = at.min(line.len());
    while !line.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str, marked: &str, width: usize) -> (String, String) {
        let start = line.find(marked).unwrap();
        let window = cut(
            line,
            &[(start, start + marked.len())],
            width,
            Look::default(),
        );
        let (from, to) = window.marks[0];
        (window.text[from..to].to_owned(), window.text)
    }

    #[test]
    fn a_line_that_fits_is_left_alone() {
        let (mark, text) = shown("answer = ask(text)", "ask(text)", 60);
        assert_eq!(
            (mark.as_str(), text.as_str()),
            ("ask(text)", "answer = ask(text)")
        );
    }

    #[test]
    fn a_long_tail_is_cut_off() {
        let line = format!("ask({})", "x".repeat(500));
        let (mark, text) = shown(&line, "ask", 40);
        assert_eq!(mark, "ask");
        assert!(text.ends_with('…') && text.chars().count() == 40, "{text}");
    }

    #[test]
    fn the_window_moves_to_a_mark_in_the_middle_of_two_megabytes() {
        let line = format!("{}MARK{}", "a,".repeat(500_000), "b,".repeat(500_000));
        let (mark, text) = shown(&line, "MARK", 60);
        assert_eq!(mark, "MARK");
        assert!(text.starts_with('…') && text.ends_with('…'));
        assert_eq!(text.chars().count(), 60);
    }

    #[test]
    fn a_moved_window_keeps_what_is_assigned() {
        let line = "    SYSTEM_PROMPT = os.environ.get(\"SYSTEM_PROMPT\", \"You are a helpful assistant.\")";
        let (mark, text) = shown(line, "You are a helpful assistant.", 70);
        assert_eq!(mark, "You are a helpful assistant.");
        assert_eq!(
            text,
            "    SYSTEM_PROMPT = …\"You are a helpful assistant.\")"
        );
    }

    #[test]
    fn a_mark_wider_than_the_window_ends_with_it() {
        let line = format!("x = '{}'", "long ".repeat(100));
        let (mark, text) = shown(&line, &"long ".repeat(100), 50);
        assert!(mark.starts_with("long") && text.ends_with('…'));
        assert_eq!(text.chars().count(), 50);
    }

    #[test]
    fn wide_characters_count_twice_and_tabs_to_the_next_stop() {
        let line = format!("\t{}", "漢".repeat(60));
        let (_, text) = shown(&line, "漢", 40);
        let columns: usize = text.chars().map(|c| c.width().unwrap()).sum();
        assert!(text.starts_with("    漢") && columns <= 40, "{text}");
    }

    #[test]
    fn escapes_and_changes_of_direction_become_pictures() {
        let (_, text) = shown("a\u{1b}[31mred\u{202e}x\u{7f}", "red", 40);
        assert_eq!(text, "a␛[31mred\u{FFFD}x␡");
        assert_eq!(visible('\u{1b}', false), '?');
    }
}
