//! How wide, in which characters: what the terminal allows.

use miette::{GraphicalReportHandler, GraphicalTheme, ThemeCharacters, ThemeStyles};

/// The narrowest report that is drawn.
const NARROWEST: usize = 40;

/// The widest lines of prose; code may be wider.
const WIDEST_PROSE: usize = 110;

/// The widest excerpt of code.
const WIDEST_CODE: usize = 160;

/// How a report is drawn. Colour is always drawn, and taken out by whoever prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// The columns of the terminal.
    pub width: usize,
    /// Whether the terminal has more than ASCII.
    pub unicode: bool,
    /// Whether a page's address can be made a link.
    pub links: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            width: 80,
            unicode: true,
            links: false,
        }
    }
}

impl Look {
    /// The columns of prose.
    pub(super) fn prose(self) -> usize {
        self.width.clamp(NARROWEST, WIDEST_PROSE)
    }

    /// The columns of an excerpt whose line numbers have that many digits.
    pub(super) fn code(self, digits: usize) -> usize {
        let gutter = digits + 4;
        self.width.clamp(NARROWEST, WIDEST_CODE) - gutter
    }

    /// The mark for what was cut off.
    pub(super) fn ellipsis(self) -> &'static str {
        if self.unicode { "…" } else { "..." }
    }

    /// miette's styles, from which a finding picks those of its labels.
    pub(super) fn styles() -> ThemeStyles {
        ThemeStyles::ansi()
    }

    /// miette's renderer, with those styles.
    pub(super) fn handler(self, styles: ThemeStyles) -> GraphicalReportHandler {
        let characters = if self.unicode {
            ThemeCharacters::unicode()
        } else {
            ThemeCharacters::ascii()
        };
        GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
            .with_width(self.prose())
            .with_context_lines(1)
            .with_links(self.links)
            .with_break_words(false)
    }
}
