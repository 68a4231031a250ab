//! Loads `lints/vocabulary`: what SDKs, channels, guards and standard libraries look like. Data, so that a new SDK is a
//! TOML file and not a release.

mod load;
mod rule;
mod slot;

pub use load::{Vocabulary, VocabularyError, WordLists};
pub use rule::{
    CallRule, ClassRule, Does, EndpointRule, ExportRule, HttpRule, MemberRule, MessageRule, Room,
    RuleFile,
};
pub use slot::{Slot, SlotBase};
