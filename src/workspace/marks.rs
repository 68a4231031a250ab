//! What the prefilter saw in a file: which vocabulary words stand in it.

/// The words that the prefilter looks for; position `i` has the id `i`.
#[derive(Debug, Clone, Default)]
pub struct MarkSet {
    /// The words, in no particular order; matched byte for byte.
    pub words: Vec<String>,
}

/// The words of a [`MarkSet`] that stand in one file, as a sorted list of ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks(pub Vec<u32>);

impl Marks {
    /// Whether the word with that id stands in the file.
    pub fn has(&self, id: u32) -> bool {
        self.0.binary_search(&id).is_ok()
    }

    /// Whether no word stands in the file.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
