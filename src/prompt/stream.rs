//! A prompt as a stream of folded words, with the breaks between them and the way back to the source.

use rustc_hash::FxHashMap;

use super::Fragment;
use super::ahead::Ahead;
use super::fold::{Script, fold_into, in_word};
use super::hole::{HoleName, Placeholder, placeholder_at};
use super::lexicon::Languages;

/// A character that stands for a hole in the folded text, so that no phrase reaches across it.
const HOLE: char = '\u{1}';
/// How far a quotation may reach, in bytes, before its mark is taken for something else.
const LONGEST_QUOTATION: usize = 600;

/// What stands between a word and the one before it, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// A space, or nothing.
    Space,
    /// A comma, a dash, a bracket.
    Comma,
    /// A colon.
    Colon,
    /// A line end inside running text.
    Wrap,
    /// A full stop, a semicolon, a question mark.
    Sentence,
    /// A line end that ends a sentence or heading.
    Line,
    /// An empty line or the end of a fragment that ends a paragraph.
    Paragraph,
}

/// How a line begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lead {
    /// With a word.
    Plain,
    /// With a bullet or a number.
    Bullet,
    /// With a Markdown heading mark.
    Heading,
    /// With a sign that allows.
    Allowed,
    /// With a sign that forbids.
    Forbidden,
}

/// A word of the stream.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    /// First byte in the folded text.
    pub(super) start: u32,
    /// One past the last byte in the folded text.
    pub(super) end: u32,
    /// First byte in the fragment.
    pub(super) source_start: u32,
    /// One past the last byte in the fragment.
    pub(super) source_end: u32,
    /// The fragment the word stands in.
    pub(super) fragment: u32,
    /// Its writing system.
    pub(super) script: Script,
    /// What stands before it.
    pub(super) gap: Gap,
    /// Whether a colon stands before it.
    pub(super) colon: bool,
    /// How its line begins, on the first word of a line.
    pub(super) lead: Lead,
    /// Whether it stands in quotation marks.
    pub(super) quoted: bool,
    /// Whether it begins with a capital letter.
    pub(super) capital: bool,
    /// What fills it, when it is a hole.
    pub(super) hole: Option<HoleName>,
}

/// A prompt as folded words.
#[derive(Debug, Default)]
pub(super) struct Stream {
    /// The folded words, a space between spaced ones, a space at either end.
    pub(super) text: String,
    /// The words in order.
    pub(super) tokens: Vec<Token>,
}

impl Stream {
    /// Reads the fragments, one after the other.
    pub(super) fn read(fragments: &[Fragment<'_>]) -> Self {
        let bytes: usize = fragments.iter().map(|fragment| fragment.len()).sum();
        let mut builder = Builder {
            known: Languages::at_hand(),
            stream: Stream {
                text: String::with_capacity(bytes + 2),
                tokens: Vec::with_capacity(bytes / 5),
            },
            gap: Gap::Paragraph,
            colon: false,
            lead: Lead::Plain,
            quote: None,
            line_length: 0,
            line_closed: true,
        };
        builder.stream.text.push(' ');
        for (index, fragment) in fragments.iter().enumerate() {
            match fragment {
                Fragment::Text(text) => builder.text(index as u32, text),
                Fragment::Hole { kind, name } => {
                    builder.hole(
                        index as u32,
                        0,
                        name.len(),
                        HoleName::of_fragment(*kind, name),
                    );
                }
            }
        }
        builder.stream
    }

    /// The folded letters of a range of words.
    pub(super) fn text_of(&self, start: usize, end: usize) -> &str {
        &self.text[self.tokens[start].start as usize..self.tokens[end - 1].end as usize]
    }

    /// The folded letters of a word.
    pub(super) fn word(&self, token: usize) -> &str {
        let token = &self.tokens[token];
        &self.text[token.start as usize..token.end as usize]
    }
}

/// The distinct words of a stream, by number.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// The number of each word of the stream.
    pub(super) numbers: Vec<u32>,
    /// Where each distinct word stands first.
    pub(super) first: Vec<usize>,
}

impl Words {
    /// Numbers the words of a stream. All holes are one word.
    pub(super) fn of(stream: &Stream) -> Self {
        let mut words = Self {
            numbers: Vec::with_capacity(stream.tokens.len()),
            first: Vec::new(),
        };
        let mut known: FxHashMap<&str, u32> = FxHashMap::default();
        for index in 0..stream.tokens.len() {
            let next = words.first.len() as u32;
            let number = *known.entry(stream.word(index)).or_insert(next);
            if number == next {
                words.first.push(index);
            }
            words.numbers.push(number);
        }
        words
    }
}

impl Fragment<'_> {
    fn len(&self) -> usize {
        match self {
            Fragment::Text(text) => text.len(),
            Fragment::Hole { name, .. } => name.len(),
        }
    }
}

struct Builder {
    known: &'static Languages,
    stream: Stream,
    gap: Gap,
    colon: bool,
    lead: Lead,
    /// The closing mark that is waited for, and the byte up to which it must come.
    quote: Option<(char, usize)>,
    line_length: usize,
    line_closed: bool,
}

impl Builder {
    fn text(&mut self, fragment: u32, text: &str) {
        let ahead = Ahead::of(text);
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let character = rest.chars().next().unwrap_or(' ');
            if in_word(character) {
                at += self.word(fragment, text, at);
            } else if let Some(hole) = placeholder_at(&ahead, at) {
                at += self.placeholder(fragment, at, &hole);
            } else {
                at += self.mark(&ahead, text, at, character);
            }
        }
        self.quote = None;
    }

    fn placeholder(&mut self, fragment: u32, at: usize, hole: &Placeholder) -> usize {
        match hole {
            Placeholder::Tag(length) => {
                self.raise(Gap::Line);
                *length
            }
            Placeholder::Hole(length, name) => {
                self.hole(fragment, at, at + length, *name);
                *length
            }
        }
    }

    fn hole(&mut self, fragment: u32, start: usize, end: usize, name: HoleName) {
        let from = self.stream.text.len();
        self.stream.text.push(HOLE);
        self.push(Token {
            hole: Some(name),
            ..self.token(fragment, from, start, end, Script::Other, false)
        });
        self.stream.text.push(' ');
    }

    fn word(&mut self, fragment: u32, text: &str, at: usize) -> usize {
        let from = self.stream.text.len();
        let mut length = 0;
        let mut script = None;
        let mut capital = false;
        for character in text[at..].chars() {
            if !in_word(character) {
                break;
            }
            let kind = Script::of(character);
            match script {
                None => {
                    script = Some(kind);
                    capital = !kind.unspaced() && character.is_uppercase();
                }
                Some(known) if known.unspaced() || kind.unspaced() => break,
                Some(_) => {}
            }
            fold_into(character, &mut self.stream.text);
            length += character.len_utf8();
        }
        let script = script.unwrap_or(Script::Other);
        if self.stream.text.len() > from {
            let token = self.token(fragment, from, at, at + length, script, capital);
            self.push(token);
            if !script.unspaced() || !next_unspaced(&text[at + length..]) {
                self.stream.text.push(' ');
            }
        }
        length.max(1)
    }

    fn token(
        &self,
        fragment: u32,
        from: usize,
        start: usize,
        end: usize,
        script: Script,
        capital: bool,
    ) -> Token {
        Token {
            start: from as u32,
            end: self.stream.text.len() as u32,
            source_start: start as u32,
            source_end: end as u32,
            fragment,
            script,
            gap: self.gap,
            colon: self.colon,
            lead: self.lead,
            quoted: self.quote.is_some(),
            capital,
            hole: None,
        }
    }

    fn push(&mut self, token: Token) {
        self.line_length += (token.source_end - token.source_start) as usize + 1;
        self.line_closed = false;
        self.stream.tokens.push(token);
        self.gap = Gap::Space;
        self.colon = false;
        self.lead = Lead::Plain;
    }

    fn raise(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    fn mark(&mut self, ahead: &Ahead<'_>, text: &str, at: usize, character: char) -> usize {
        let rest = &text[at + character.len_utf8()..];
        match character {
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => self.line_end(rest),
            '\\' if rest.starts_with(['n', 'r', 't']) => {
                self.line_end(&rest[1..]);
                return 2;
            }
            '.' if !joins_words(rest) && !self.abbreviates(at) => self.close(Gap::Sentence),
            '!' | '?' | '。' | '！' | '？' | '؟' | '।' | '۔' | ';' | '；' | '…' => {
                self.close(Gap::Sentence)
            }
            ':' | '：' => {
                self.raise(Gap::Colon);
                self.colon = true;
                self.line_closed = true;
            }
            ',' | '，' | '、' | '،' | '(' | ')' | '（' | '）' | '—' | '–' | '|' => {
                self.raise(Gap::Comma)
            }
            '-' if rest.starts_with(char::is_whitespace) => self.dash(),
            '*' | '•' | '·' | '▪' | '◦' | '●' | '‣' | '→' | '+' => {
                self.bullet(Lead::Bullet, rest)
            }
            '#' => self.lead = Lead::Heading,
            '❌' | '🚫' | '⛔' | '✖' | '✗' | '✘' => self.bullet(Lead::Forbidden, " "),
            '✅' | '✔' | '✓' | '☑' => self.bullet(Lead::Allowed, " "),
            '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '』' | '‘' | '\'' | '’' =>
            {
                self.quotation(ahead, text, at, character);
            }
            _ => {}
        }
        character.len_utf8()
    }

    /// Whether the full stop at a byte belongs to the word before it.
    fn abbreviates(&self, at: usize) -> bool {
        self.stream.tokens.last().is_some_and(|last| {
            let adjoins = last.source_end as usize == at && self.gap == Gap::Space;
            let word = &self.stream.text[last.start as usize..last.end as usize];
            adjoins && last.capital && self.known.abbreviates(word)
        })
    }

    fn close(&mut self, gap: Gap) {
        self.raise(gap);
        self.line_closed = true;
    }

    fn dash(&mut self) {
        if self.gap >= Gap::Wrap {
            self.bullet(Lead::Bullet, " ");
        } else {
            self.raise(Gap::Comma);
        }
    }

    fn bullet(&mut self, lead: Lead, rest: &str) {
        let starts_line = self.gap >= Gap::Wrap;
        if matches!(lead, Lead::Allowed | Lead::Forbidden)
            || (starts_line && rest.starts_with(char::is_whitespace))
        {
            self.raise(Gap::Line);
            if matches!(self.lead, Lead::Plain | Lead::Bullet) {
                self.lead = lead;
            }
        }
    }

    fn line_end(&mut self, rest: &str) {
        self.quote = None;
        let wraps = !self.line_closed
            && self.line_length >= 50
            && rest
                .trim_start_matches([' ', '\t'])
                .starts_with(char::is_lowercase);
        if self.gap >= Gap::Wrap && self.line_length == 0 {
            self.raise(Gap::Paragraph);
        } else {
            self.raise(if wraps { Gap::Wrap } else { Gap::Line });
        }
        if let Some(lead) = numbered(rest) {
            self.raise(Gap::Line);
            self.lead = lead;
        }
        self.line_length = 0;
    }

    fn quotation(&mut self, ahead: &Ahead<'_>, text: &str, at: usize, mark: char) {
        if let Some((closing, limit)) = self.quote {
            let apostrophe = matches!(mark, '\'' | '’')
                && text[at + mark.len_utf8()..].starts_with(char::is_alphanumeric);
            if (mark == closing && !apostrophe) || at > limit {
                self.quote = None;
                self.raise(Gap::Comma);
            }
            return;
        }
        let (closing, closing_mark) = match mark {
            '“' | '„' => ('”', "”"),
            '«' => ('»', "»"),
            '「' => ('」', "」"),
            '『' => ('』', "』"),
            '‘' => ('’', "’"),
            '"' => ('"', "\""),
            '\'' => ('\'', "'"),
            _ => return,
        };
        let before = text[..at].chars().next_back();
        let opens = !before.is_none_or(char::is_alphanumeric);
        let begins = mark != '\'' || text[at + 1..].starts_with(char::is_alphanumeric);
        if opens && begins && closes(ahead, at + mark.len_utf8(), closing_mark) {
            self.quote = Some((closing, at + LONGEST_QUOTATION));
            self.raise(Gap::Comma);
        }
    }
}

/// Whether the closing mark comes on the same line and within reach.
fn closes(ahead: &Ahead<'_>, from: usize, closing: &'static str) -> bool {
    ahead.next(closing, from).is_some_and(|place| {
        place < from + LONGEST_QUOTATION && ahead.next("\n", from).is_none_or(|end| end > place)
    })
}

/// Whether the text after a full stop goes on with a word (`3.5`, `example.com`, `e.g.`).
fn joins_words(rest: &str) -> bool {
    rest.starts_with(|character: char| character.is_lowercase() || character.is_ascii_digit())
}

fn next_unspaced(rest: &str) -> bool {
    rest.chars()
        .next()
        .is_some_and(|character| in_word(character) && Script::of(character).unspaced())
}

/// Whether a line begins with a number or a letter and a bracket or dot: an item of a list.
fn numbered(rest: &str) -> Option<Lead> {
    let line = rest.trim_start_matches([' ', '\t']);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let after = &line[digits..];
    let item = (1..=3).contains(&digits) && after.starts_with(['.', ')', ':', '-', ']']);
    item.then_some(Lead::Bullet)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let stream = Stream::read(&[Fragment::Text(text)]);
        (0..stream.tokens.len())
            .map(|index| stream.word(index).to_owned())
            .collect()
    }

    #[test]
    fn words_are_cut_where_scripts_need_it() {
        assert_eq!(
            words("Don't **ONLY**\nreply"),
            ["don", "t", "only", "reply"]
        );
        assert_eq!(words("one\\ntwo"), ["one", "two"]);
        assert_eq!(words("你是AI助手"), ["你", "是", "ai", "助", "手"]);
        assert_eq!(words("नहीं दें"), ["नहीं", "दें"]);
    }

    #[test]
    fn quotations_are_marked_and_apostrophes_are_not() {
        let text = "It's fine: say \"ask me anything\" and don't stop";
        let stream = Stream::read(&[Fragment::Text(text)]);
        let quoted: Vec<&str> = (0..stream.tokens.len())
            .filter(|&index| stream.tokens[index].quoted)
            .map(|index| stream.word(index))
            .collect();
        assert_eq!(quoted, ["ask", "me", "anything"]);
    }

    #[test]
    fn a_wrapped_line_goes_on_and_a_list_does_not() {
        let text = "You answer all the questions about the products that the\nshop sells\n- lamps\n- chairs";
        let stream = Stream::read(&[Fragment::Text(text)]);
        let gap = |word: &str| {
            let index = (0..stream.tokens.len()).find(|&index| stream.word(index) == word);
            stream.tokens[index.expect("the word is there")].gap
        };
        assert_eq!(gap("shop"), Gap::Wrap);
        assert!(gap("lamps") >= Gap::Line);
    }
}
