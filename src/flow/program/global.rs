//! Names of the whole program: `global.prompt = "…"`, read elsewhere as `global.prompt` or as `prompt`.

use smol_str::SmolStr;

use crate::flow::run::Engine;
use crate::flow::values::{Extern, ObjectKind, Value};

impl Engine<'_> {
    /// Whether this is the object whose fields are names of the whole program.
    fn is_global_object(&self, external: &Extern) -> bool {
        external.package.is_none()
            && external.built.is_none()
            && self
                .vocabulary
                .names()
                .functions
                .global
                .contains(&external.path)
    }

    /// The value of a field of the global object, if the program wrote it.
    pub(crate) fn global_field(&self, external: &Extern, name: &SmolStr) -> Option<Value> {
        if self.globals.is_empty() || !self.is_global_object(external) {
            return None;
        }
        self.globals.get(name).cloned()
    }

    /// Writes a field of the global object. What was written elsewhere may hold as well.
    pub(crate) fn write_global_field(&mut self, external: &Extern, name: &SmolStr, value: &Value) {
        if self.is_global_object(external) {
            self.write_global(name, value.clone());
        }
    }

    /// Writes a name that no scope declares, where the whole program has it.
    pub(crate) fn write_known_global(&mut self, name: &SmolStr, value: &Value) -> bool {
        let known = self.globals.contains_key(name);
        if known {
            self.write_global(name, value.clone());
        }
        known
    }

    fn write_global(&mut self, name: &SmolStr, value: Value) {
        let is_start = |value: &Value| match value {
            Value::Null => true,
            Value::Object(id) => matches!(
                self.object(*id),
                ObjectKind::Record { fields, rest: None } if fields.is_empty()
            ),
            _ => false,
        };
        let value = match self.globals.get(name) {
            Some(old) if !is_start(old) => old.clone().or(value),
            _ => value,
        };
        self.globals.insert(name.clone(), value);
    }
}
