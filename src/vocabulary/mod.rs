//! Loads `lints/vocabulary`: what SDKs, channels, guards and standard libraries look like. Data, so that a new SDK is a
//! TOML file and not a release.

mod load;
mod names;
mod rule;
mod slot;

pub use load::{Vocabulary, VocabularyError, WordLists};
pub use names::{
    AddressNames, FileNames, FunctionNames, HandlerNames, MessageNames, Names, Speaker, Speakers,
};
pub use rule::{
    CallRule, ClassRule, Does, EndpointRule, ExportRule, HttpRule, MemberRule, MessageRole,
    MessageRule, Room, RuleFile, is_messenger,
};
pub use slot::{Slot, SlotBase};
