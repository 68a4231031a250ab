//! What the terminal allows.

use std::io::IsTerminal;

use crate::report::graphical::Look;

/// The look of a report on standard output.
pub(super) fn look() -> Look {
    let default = Look::default();
    Look {
        width: width().unwrap_or(default.width),
        unicode: unicode(),
        links: false,
    }
}

/// The columns of the terminal; in a pipe those that `COLUMNS` says.
fn width() -> Option<usize> {
    let out = std::io::stdout();
    if out.is_terminal() {
        let (terminal_size::Width(width), _) = terminal_size::terminal_size()?;
        return Some(width.into());
    }
    std::env::var("COLUMNS").ok()?.parse().ok()
}

/// Whether the locale and the terminal have more than ASCII. Where nothing is said, they have.
fn unicode() -> bool {
    let variable = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let plain_terminal = variable("TERM").is_some_and(|term| term == "dumb" || term == "linux");
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(variable);
    let plain_locale = locale.is_some_and(|locale| {
        let locale = locale.to_ascii_lowercase();
        !(locale.contains("utf-8") || locale.contains("utf8"))
    });
    !plain_terminal && !plain_locale
}
