//! Reads files from the disk, up to a size, never blocking on what is no plain file.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::error::ReadError;

/// Reads a file's bytes into `buffer`, replacing what is in it. Of a file above `limit` bytes only the first `head` are
/// read. Gives the file's whole size.
pub(crate) fn read_into(
    path: &Path,
    limit: u64,
    head: u64,
    buffer: &mut Vec<u8>,
) -> std::io::Result<u64> {
    buffer.clear();
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    let wanted = if size > limit { head } else { limit };
    buffer.reserve(usize::try_from(size.min(wanted)).unwrap_or(0) + 1);
    file.take(wanted).read_to_end(buffer)?;
    Ok(size.max(buffer.len() as u64))
}

/// Reads a whole file.
///
/// # Errors
/// [`ReadError::TooLarge`] above `limit` bytes, [`ReadError::Io`] where the system refuses or there is no plain file.
pub(crate) fn read_whole(path: &Path, limit: u64) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    let size = must_be_plain(path)
        .and_then(|()| read_into(path, limit, 0, &mut bytes))
        .map_err(|error| io_error(&error))?;
    if size > limit {
        return Err(ReadError::TooLarge { bytes: size, limit });
    }
    Ok(bytes)
}

/// Refuses a pipe, a device or a folder in the place of a file: opening or reading it may never end.
pub(crate) fn must_be_plain(path: &Path) -> std::io::Result<()> {
    if std::fs::metadata(path)?.is_file() {
        return Ok(());
    }
    Err(std::io::Error::other("it is no plain file"))
}

/// The error in words without the system's number, which differs between systems.
pub(crate) fn io_error(error: &std::io::Error) -> ReadError {
    ReadError::Io(describe(error))
}

/// What a system error means, in plain words.
pub(crate) fn describe(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "it is not there (any more)".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => {
            let text = error.to_string();
            let end = text.find(" (os error").unwrap_or(text.len());
            text[..end].to_lowercase()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_above_the_limit_is_refused_with_its_size() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        std::fs::write(&path, "0123456789").unwrap();
        assert_eq!(read_whole(&path, 10).unwrap(), b"0123456789");
        assert!(matches!(
            read_whole(&path, 9),
            Err(ReadError::TooLarge {
                bytes: 10,
                limit: 9
            })
        ));
        let mut buffer = Vec::new();
        assert_eq!(read_into(&path, 9, 4, &mut buffer).unwrap(), 10);
        assert_eq!(buffer, b"0123");
    }

    #[test]
    fn what_is_gone_is_told_in_words() {
        let folder = tempfile::tempdir().unwrap();
        let error = read_whole(&folder.path().join("gone.py"), 10).unwrap_err();
        assert_eq!(
            error.to_string(),
            "cannot be read: it is not there (any more)"
        );
        let error = read_whole(folder.path(), 10).unwrap_err();
        assert_eq!(error.to_string(), "cannot be read: it is no plain file");
    }
}
