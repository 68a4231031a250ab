//! What can go wrong with the scanned tree.

use std::path::PathBuf;

/// The tree as a whole cannot be scanned.
#[derive(Debug, thiserror::Error)]
pub enum WorkspaceError {
    /// A path given on the command line does not exist or cannot be read.
    #[error("cannot read {path}")]
    UnreadableRoot {
        /// The path as given.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A pattern of paths to leave out is none.
    #[error("`{pattern}` is no pattern of paths: {reason}")]
    BadExclude {
        /// The pattern as given.
        pattern: String,
        /// Why.
        reason: String,
    },
}

/// One file cannot be read; the rest of the tree can.
#[derive(Debug, Clone, thiserror::Error)]
pub enum ReadError {
    /// The system refuses or the file has gone.
    #[error("cannot be read: {0}")]
    Io(String),
    /// It is no text.
    #[error("is not text")]
    Binary,
    /// It is larger than botlint reads.
    #[error("has {}, more than the {} that botlint reads", mebibytes(*.bytes), mebibytes(*.limit))]
    TooLarge {
        /// Its size in bytes.
        bytes: u64,
        /// The limit in bytes.
        limit: u64,
    },
}

fn mebibytes(bytes: u64) -> String {
    format!("{:.1} MiB", bytes as f64 / f64::from(1 << 20))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_as_people_tell_them() {
        let error = ReadError::TooLarge {
            bytes: 31_457_280,
            limit: 16 << 20,
        };
        assert_eq!(
            error.to_string(),
            "has 30.0 MiB, more than the 16.0 MiB that botlint reads"
        );
    }
}
