//! Bytes to text: byte-order marks, UTF-16, broken UTF-8, old line ends.

use std::borrow::Cow;
use std::sync::Arc;

use super::error::ReadError;
use super::source_file::Encoding;

/// How far from its start a file is searched for the NUL byte that tells binary data from text.
const SNIFFED: usize = 8 * 1024;

const UTF8_BOM: &[u8] = b"\xEF\xBB\xBF";

/// A file's text, and how it was written.
#[derive(Debug, Clone)]
pub(crate) struct Decoded {
    pub(crate) text: Arc<str>,
    pub(crate) encoding: Encoding,
    pub(crate) has_bom: bool,
}

/// The bytes as UTF-8 for the prefilter; `None` for binary data. Only UTF-16 costs a copy.
pub(crate) fn searchable(bytes: &[u8]) -> Option<Cow<'_, [u8]>> {
    if let Some(encoding) = utf16(bytes) {
        let (text, _) = encoding.decode_with_bom_removal(bytes);
        return Some(Cow::Owned(text.into_owned().into_bytes()));
    }
    (!is_binary(bytes)).then_some(Cow::Borrowed(bytes))
}

/// Decodes a whole file.
///
/// # Errors
/// [`ReadError::Binary`] for what holds NUL bytes and is not UTF-16.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded, ReadError> {
    if let Some(encoding) = utf16(bytes) {
        let (text, broken) = encoding.decode_with_bom_removal(bytes);
        let encoding = if broken {
            Encoding::Lossy
        } else {
            Encoding::Utf16
        };
        return Ok(Decoded::new(text, encoding, true));
    }
    if is_binary(bytes) {
        return Err(ReadError::Binary);
    }
    let body = bytes.strip_prefix(UTF8_BOM);
    let has_bom = body.is_some();
    let text = String::from_utf8_lossy(body.unwrap_or(bytes));
    let encoding = match &text {
        Cow::Borrowed(_) => Encoding::Utf8,
        Cow::Owned(_) => Encoding::Lossy,
    };
    Ok(Decoded::new(text, encoding, has_bom))
}

impl Decoded {
    fn new(text: Cow<'_, str>, encoding: Encoding, has_bom: bool) -> Self {
        let text = match with_line_feeds(&text) {
            Some(text) => text.into(),
            None => text.into(),
        };
        Self {
            text,
            encoding,
            has_bom,
        }
    }
}

fn utf16(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    match bytes {
        // Also the mark of UTF-32, which nobody writes source in: the NUL bytes after it tell.
        [0xFF, 0xFE, 0, 0, ..] => None,
        [0xFF, 0xFE, ..] => Some(encoding_rs::UTF_16LE),
        [0xFE, 0xFF, ..] => Some(encoding_rs::UTF_16BE),
        _ => None,
    }
}

fn is_binary(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(SNIFFED)].contains(&0)
}

/// The text with bare `\r` as `\n`, if there is any: grammars take a lone `\r` for white space, and a comment would
/// swallow the rest of the file. The length stays the same, so every offset does.
fn with_line_feeds(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let is_bare = |at: usize| bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
    let first = bytes.iter().position(|&byte| byte == b'\r')?;
    let first = (first..bytes.len()).find(|&at| is_bare(at))?;
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    for (at, char) in text[first..].char_indices() {
        out.push(if is_bare(first + at) { '\n' } else { char });
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_utf8_mark_is_no_text() {
        let decoded = decode(b"\xEF\xBB\xBFimport os\n").unwrap();
        assert_eq!(&*decoded.text, "import os\n");
        assert!(decoded.has_bom);
        assert_eq!(decoded.encoding, Encoding::Utf8);
    }

    #[test]
    fn utf16_is_decoded_in_both_orders() {
        for (mark, order) in [
            ([0xFF, 0xFE], u16::to_le_bytes as fn(u16) -> [u8; 2]),
            ([0xFE, 0xFF], u16::to_be_bytes),
        ] {
            let mut bytes = mark.to_vec();
            bytes.extend("olá 🙂\r\n".encode_utf16().flat_map(order));
            let decoded = decode(&bytes).unwrap();
            assert_eq!(&*decoded.text, "olá 🙂\r\n");
            assert_eq!(decoded.encoding, Encoding::Utf16);
            assert_eq!(searchable(&bytes).unwrap(), "olá 🙂\r\n".as_bytes());
        }
    }

    #[test]
    fn broken_utf8_loses_only_the_bad_bytes() {
        let decoded = decode(b"x = 'caf\xE9'\ny = 1\n").unwrap();
        assert_eq!(&*decoded.text, "x = 'caf\u{FFFD}'\ny = 1\n");
        assert_eq!(decoded.encoding, Encoding::Lossy);
    }

    #[test]
    fn binary_data_is_refused() {
        assert!(matches!(decode(b"\x7FELF\0\0"), Err(ReadError::Binary)));
        assert!(matches!(
            decode(b"\xFF\xFE\0\0a\0\0\0"),
            Err(ReadError::Binary)
        ));
        assert!(searchable(b"PK\x03\x04\0").is_none());
    }

    #[test]
    fn bare_carriage_returns_end_lines_and_pairs_stay() {
        let decoded = decode("# ä\rx = 1\r\ny = 2\r".as_bytes()).unwrap();
        assert_eq!(&*decoded.text, "# ä\nx = 1\r\ny = 2\n");
        assert_eq!(decoded.encoding, Encoding::Utf8);
    }
}
