//! botlint reads the bots of a repository and tells where a user's message reaches a model that nothing narrows.
//!
//! ```no_run
//! let report = botlint::check(&botlint::Options::default())?;
//! for finding in &report.findings {
//!     println!("{}: {}", finding.lint, finding.message);
//! }
//! # Ok::<(), botlint::CheckError>(())
//! ```

pub mod bot;
mod check;
pub mod command;
pub mod config;
pub mod document;
pub mod flow;
pub mod lint;
pub mod platform;
pub mod prompt;
pub mod report;
pub mod syntax;
pub mod vocabulary;
pub mod workspace;

pub use check::{CheckError, Options, Watcher, check};
pub use report::Report;

/// The reading of the policy that findings follow: WhatsApp's terms in force since September 2026.
pub const POLICY: &str = "whatsapp-2026-09";
