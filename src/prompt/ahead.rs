//! Where the marks that close something stand next, so that text which never closes is not searched again and again.

use std::cell::RefCell;

/// A text, with the next places of the marks asked for so far.
pub(super) struct Ahead<'t> {
    text: &'t str,
    /// A mark, and the byte it stands at next; past the end where it does not come any more.
    known: RefCell<Vec<(&'static str, usize)>>,
}

impl<'t> Ahead<'t> {
    /// Knows nothing of the text yet.
    pub(super) fn of(text: &'t str) -> Self {
        Self {
            text,
            known: RefCell::default(),
        }
    }

    /// The text from a byte on.
    pub(super) fn rest(&self, at: usize) -> &'t str {
        &self.text[at..]
    }

    /// The byte from `from` on at which the mark stands next. Places are to be asked for in ascending order: the
    /// text is searched once a mark.
    pub(super) fn next(&self, mark: &'static str, from: usize) -> Option<usize> {
        let mut known = self.known.borrow_mut();
        let place = match known.iter().position(|(other, _)| *other == mark) {
            Some(place) => place,
            None => {
                known.push((mark, self.search(mark, from)));
                known.len() - 1
            }
        };
        if known[place].1 < from {
            known[place].1 = self.search(mark, from);
        }
        let at = known[place].1;
        (at < self.text.len()).then_some(at)
    }

    fn search(&self, mark: &str, from: usize) -> usize {
        self.text
            .get(from..)
            .and_then(|rest| rest.find(mark))
            .map_or(self.text.len(), |offset| from + offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_found_from_every_place_on() {
        let ahead = Ahead::of("a] b] c");
        assert_eq!(ahead.next("]", 0), Some(1));
        assert_eq!(ahead.next("]", 1), Some(1));
        assert_eq!(ahead.next("]", 2), Some(4));
        assert_eq!(ahead.next("]", 5), None);
        assert_eq!(ahead.next(">", 0), None);
    }
}
