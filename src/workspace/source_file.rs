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
    /// The text. Line ends are as in the file.
    pub text: Arc<str>,
    /// How the bytes were decoded.
    pub encoding: Encoding,
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
            line_starts: OnceLock::new(),
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
