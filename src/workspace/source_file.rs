//! One file of the tree, read and decoded.

use std::sync::{Arc, OnceLock};

use super::span::{FileId, Span};

/// A file's text, decoded, without its byte-order mark.
#[derive(Debug)]
pub struct SourceFile {
    /// Its id.
    pub id: FileId,
    /// Its path relative to the root, with `/`.
    pub path: String,
    /// The text. Line ends are as in the file, but a bare `\r` (which no grammar ends a line at) stands as `\n`.
    pub text: Arc<str>,
    /// How the bytes were decoded.
    pub encoding: Encoding,
    /// Whether the file begins with a byte-order mark, which is not in `text`.
    pub has_bom: bool,
    line_starts: OnceLock<Vec<u32>>,
}

/// How a file's bytes were decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// Valid UTF-8, with or without a byte-order mark.
    Utf8,
    /// UTF-16 with a byte-order mark.
    Utf16,
    /// Broken UTF-8: the bad bytes were replaced.
    Lossy,
}

/// A place as editors count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LineColumn {
    /// 1-based line.
    pub line: u32,
    /// 1-based column, in code points.
    pub column: u32,
}

impl SourceFile {
    /// A file with that text.
    pub fn new(
        id: FileId,
        path: impl Into<String>,
        text: impl Into<Arc<str>>,
        encoding: Encoding,
    ) -> Self {
        Self {
            id,
            path: path.into(),
            text: text.into(),
            encoding,
            has_bom: false,
            line_starts: OnceLock::new(),
        }
    }

    /// The same file, written with or without a byte-order mark.
    pub(crate) fn with_bom(mut self, has_bom: bool) -> Self {
        self.has_bom = has_bom;
        self
    }

    /// Where a byte of the decoded text stands in the file on disk, in bytes from its start. `None` where bad bytes
    /// were replaced, since the file has no such place.
    pub fn disk_offset(&self, offset: u32) -> Option<u64> {
        let end = (offset as usize).min(self.text.len());
        match self.encoding {
            Encoding::Utf8 => Some(end as u64 + if self.has_bom { 3 } else { 0 }),
            Encoding::Utf16 => {
                let before = self.text.get(..end)?;
                Some(2 * before.encode_utf16().count() as u64 + 2)
            }
            Encoding::Lossy => None,
        }
    }

    /// The line and column of a byte. Lines end at `\n`, `\r\n` or a bare `\r`.
    pub fn line_column(&self, offset: u32) -> LineColumn {
        let starts = self.line_starts();
        let line = starts.partition_point(|&start| start <= offset).max(1);
        let start = starts[line - 1] as usize;
        let end = (offset as usize).min(self.text.len());
        let column = self.text.as_bytes()[start.min(end)..end]
            .iter()
            .filter(|&&byte| byte & 0xC0 != 0x80)
            .count();
        LineColumn {
            line: line as u32,
            column: column as u32 + 1,
        }
    }

    /// The bytes of a 1-based line, without its line end; `None` past the last line.
    pub fn line(&self, line: u32) -> Option<Span> {
        let starts = self.line_starts();
        let index = line.checked_sub(1)? as usize;
        let start = *starts.get(index)? as usize;
        let end = starts
            .get(index + 1)
            .map_or(self.text.len(), |&next| next as usize);
        let text = self.text[start..end].trim_end_matches(['\n', '\r']);
        Some(Span::new(start, start + text.len()))
    }

    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let mut starts = vec![0];
            for (at, &byte) in bytes.iter().enumerate() {
                let ends = byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
                if ends {
                    starts.push(at as u32 + 1);
                }
            }
            starts
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str, encoding: Encoding) -> SourceFile {
        SourceFile::new(FileId(0), "a.py", text, encoding)
    }

    fn place(file: &SourceFile, needle: &str) -> (u32, u32) {
        let at = file.text.find(needle).expect("the needle is in the text");
        let place = file.line_column(at as u32);
        (place.line, place.column)
    }

    #[test]
    fn every_line_end_counts_once() {
        let file = file("a\nb\r\nc\rd", Encoding::Utf8);
        for (needle, line) in [("a", 1), ("b", 2), ("c", 3), ("d", 4)] {
            assert_eq!(place(&file, needle), (line, 1), "{needle}");
        }
        assert_eq!(file.line(2), Some(Span::new(2, 3)));
        assert_eq!(file.line(4), Some(Span::new(7, 8)));
        assert_eq!(file.line(5), None);
        assert_eq!(file.line(0), None);
    }

    #[test]
    fn columns_are_code_points() {
        let file = file("# 🙂é\nx = '日本' + y", Encoding::Utf8);
        assert_eq!(place(&file, "é"), (1, 4));
        assert_eq!(place(&file, "+"), (2, 10));
    }

    #[test]
    fn an_offset_past_the_end_is_the_end() {
        let file = file("ab\n", Encoding::Utf8);
        let place = file.line_column(99);
        assert_eq!((place.line, place.column), (2, 1));
    }

    #[test]
    fn offsets_on_disk_know_marks_and_wide_units() {
        assert_eq!(file("aé🙂b", Encoding::Utf8).disk_offset(7), Some(7));
        assert_eq!(
            file("ab", Encoding::Utf8).with_bom(true).disk_offset(1),
            Some(4)
        );
        assert_eq!(
            file("aé🙂b", Encoding::Utf16).with_bom(true).disk_offset(7),
            Some(10)
        );
        assert_eq!(file("a", Encoding::Lossy).disk_offset(0), None);
    }
}
