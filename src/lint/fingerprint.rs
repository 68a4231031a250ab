//! A finding's name across versions of a repository: made of what is said and what is there, never of line numbers.

use std::fmt;

use rustc_hash::FxHashMap;

use super::finding::Finding;
use crate::workspace::Workspace;

/// 64 bits over the lint, the path, the text at the place without its spacing, and the ordinal among equals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Fingerprint(pub u64);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// Gives every finding its fingerprint; equal ones are told apart by their order.
pub(super) fn assign(findings: &mut [Finding], workspace: &Workspace) {
    let mut seen: FxHashMap<u64, u32> = FxHashMap::default();
    for finding in findings {
        let mut hash = Fnv::default();
        hash.part(finding.lint.as_bytes());
        hash.part(workspace.path(finding.at.file).as_bytes());
        if let Ok(file) = workspace.read(finding.at.file) {
            let span = finding.at.span;
            let text = file.text.get(span.start as usize..span.end as usize);
            for word in text.unwrap_or_default().split_whitespace() {
                hash.part(word.as_bytes());
            }
        }
        let ordinal = seen.entry(hash.0).or_insert(0);
        let place = *ordinal;
        *ordinal += 1;
        hash.part(&place.to_le_bytes());
        finding.fingerprint = Fingerprint(hash.0);
    }
}

/// FNV-1a: fingerprints are kept in files, so the hash must not change with a library.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn part(&mut self, bytes: &[u8]) {
        for &byte in bytes.iter().chain(&[0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
