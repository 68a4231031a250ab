//! Literal text as it is meant, with the way back to the bytes that wrote it.

use std::sync::Arc;

use super::span::{FileId, Location, Span};

/// The value of a literal (escapes resolved, a JSON string unescaped, indentation removed) and where each part of it
/// stands in its file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SourceText {
    /// The text as the program sees it.
    pub value: Arc<str>,
    /// The file that holds it.
    pub file: FileId,
    /// The bytes between the quotes (or the whole block for a YAML scalar or a text file).
    pub span: Span,
    /// Anchors `(offset in value, offset in file)`, ascending; between two anchors the text is the same byte for byte.
    /// Empty means that the value is the span's bytes unchanged.
    pub anchors: Arc<[(u32, u32)]>,
}

impl SourceText {
    /// The same text with a line end, so that the words of what comes next do not run into it.
    pub fn with_line_end(&self) -> Self {
        if self.value.ends_with('\n') {
            return self.clone();
        }
        let mut anchors: Vec<(u32, u32)> = self.anchors.to_vec();
        if anchors.is_empty() {
            anchors.push((0, self.span.start));
        }
        anchors.push((self.value.len() as u32, self.span.end));
        Self {
            value: Arc::from(format!("{}\n", self.value)),
            file: self.file,
            span: self.span,
            anchors: Arc::from(anchors),
        }
    }

    /// A text that stands in its file byte for byte at `span`.
    pub fn verbatim(value: impl Into<Arc<str>>, file: FileId, span: Span) -> Self {
        Self {
            value: value.into(),
            file,
            span,
            anchors: Arc::from([]),
        }
    }

    /// The place of the bytes `start..end` of the value.
    pub fn locate(&self, start: usize, end: usize) -> Location {
        let from = self.file_offset(start);
        let to = if end > start {
            self.file_offset(end - 1) + 1
        } else {
            from
        };
        let to = to.max(from).min(self.span.end.max(from));
        Location::new(
            self.file,
            Span {
                start: from,
                end: to,
            },
        )
    }

    /// The part `start..end` (bytes of the value, at character borders) as a text of its own.
    pub fn slice(&self, start: usize, end: usize) -> Self {
        let within = self
            .anchors
            .iter()
            .filter(|&&(value, _)| (value as usize) > start && (value as usize) < end)
            .map(|&(value, file)| (value - start as u32, file));
        Self {
            value: self.value[start..end].into(),
            file: self.file,
            span: self.locate(start, end).span,
            anchors: within.collect(),
        }
    }

    /// This text, whose places are bytes of the value of `outer`, with the places that `outer` gives them.
    pub fn within(&self, outer: &SourceText) -> Self {
        let mut starts: Vec<(u32, u32)> = vec![(0, self.span.start)];
        starts.extend(self.anchors.iter().filter(|&&(value, _)| value > 0));
        let ends = starts.iter().skip(1).map(|&(value, _)| value);
        let ends = ends.chain(std::iter::once(self.value.len() as u32));
        let mut anchors = Vec::new();
        for (&(value, inside), end) in starts.iter().zip(ends) {
            anchors.push((value, outer.file_offset(inside as usize)));
            let last = inside + end.saturating_sub(value);
            let from = outer.anchors.partition_point(|&(at, _)| at <= inside);
            let within = outer.anchors[from..].iter();
            anchors.extend(
                within
                    .take_while(|&&(at, _)| at < last)
                    .map(|&(at, file)| (value + (at - inside), file)),
            );
        }
        let (start, end) = (self.span.start as usize, self.span.end as usize);
        Self {
            value: Arc::clone(&self.value),
            file: outer.file,
            span: outer.locate(start, end).span,
            anchors: anchors.into(),
        }
    }

    /// The place of the whole text.
    pub fn location(&self) -> Location {
        Location::new(self.file, self.span)
    }

    fn file_offset(&self, offset: usize) -> u32 {
        let offset = offset as u32;
        let next = self.anchors.partition_point(|&(value, _)| value <= offset);
        let (value, file) = match next {
            0 => (0, self.span.start),
            n => self.anchors[n - 1],
        };
        let limit = self
            .anchors
            .get(next)
            .map_or(self.span.end, |&(_, file)| file);
        (file + (offset - value)).min(limit)
    }
}
