//! Where in a call a value lies: `messages`, `0`, `config.system_instruction`, `receiver.systemInstruction`, `log.append.0`.

use smol_str::SmolStr;

/// A place among the arguments of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Whose arguments.
    pub base: SlotBase,
    /// The way from there: the name or position of an argument, then fields.
    pub path: Vec<SmolStr>,
}

/// Whose arguments a [`Slot`] looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SlotBase {
    /// The call's own.
    Call,
    /// Those of what it is called on, or of what that was made from, and so on.
    Receiver,
    /// Those of calls of this name made before on what it is called on.
    Log(SmolStr),
    /// What it is called on, itself.
    This,
}

impl<'de> serde::Deserialize<'de> for Slot {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = SmolStr::deserialize(deserializer)?;
        Ok(Slot::parse(&written))
    }
}

impl Slot {
    /// Reads the written form; every text is one.
    pub fn parse(written: &str) -> Self {
        let mut path: Vec<SmolStr> = written.split('.').map(SmolStr::from).collect();
        let base = match path[0].as_str() {
            "receiver" => {
                path.remove(0);
                SlotBase::Receiver
            }
            "this" => {
                path.remove(0);
                SlotBase::This
            }
            "log" if path.len() > 1 => {
                path.remove(0);
                SlotBase::Log(path.remove(0))
            }
            _ => SlotBase::Call,
        };
        Slot { base, path }
    }
}
