//! How the channel weighs: the clause is WhatsApp's.

use super::page::Severity;
use crate::bot::Channel;

/// On which channels findings are judged in full; on the others they are notes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ChannelRule {
    /// On WhatsApp, and where the channel cannot be seen.
    #[default]
    WhatsApp,
    /// On every channel, as if it were WhatsApp.
    Any,
    /// On WhatsApp, where the channel cannot be seen, and on this one too.
    AlsoOn(String),
}

impl ChannelRule {
    /// The rule that `--channel NAME` asks for.
    pub fn from_name(name: &str) -> Self {
        match name {
            "whatsapp" => ChannelRule::WhatsApp,
            "any" => ChannelRule::Any,
            other => ChannelRule::AlsoOn(other.to_owned()),
        }
    }

    /// Whether findings on that channel are judged in full.
    pub fn judges(&self, channel: &Channel) -> bool {
        match channel {
            Channel::WhatsApp | Channel::Unknown => true,
            Channel::Other(name) => match self {
                ChannelRule::WhatsApp => false,
                ChannelRule::Any => true,
                ChannelRule::AlsoOn(also) => name == also,
            },
        }
    }

    /// The severity on that channel.
    pub(crate) fn soften(&self, severity: Severity, channel: &Channel) -> Severity {
        if self.judges(channel) {
            severity
        } else {
            Severity::Note
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_channels_are_notes_unless_asked_for() {
        let telegram = Channel::from_name("telegram");
        let soften = |rule: &str, channel: &Channel| {
            ChannelRule::from_name(rule).soften(Severity::Error, channel)
        };
        assert_eq!(soften("whatsapp", &telegram), Severity::Note);
        assert_eq!(soften("telegram", &telegram), Severity::Error);
        assert_eq!(soften("any", &telegram), Severity::Error);
        assert_eq!(soften("whatsapp", &Channel::Unknown), Severity::Error);
        assert_eq!(soften("telegram", &Channel::WhatsApp), Severity::Error);
    }
}
