//! Modules: the names that come in and go out.

use smol_str::SmolStr;

use super::ExprId;
use crate::workspace::Span;

/// Names that come in from another module.
#[derive(Debug, Clone)]
pub struct Import {
    /// The module as written: `./prompts`, `app.config`, `go.mau.fi/whatsmeow`, `.`, `..models`.
    pub specifier: SmolStr,
    /// Where the specifier stands.
    pub span: Span,
    /// The names bound.
    pub names: Vec<ImportName>,
}

/// One name bound by an import.
#[derive(Debug, Clone)]
pub enum ImportName {
    /// The whole module.
    Module {
        /// The local name.
        local: SmolStr,
    },
    /// The module's default export.
    Default {
        /// The local name.
        local: SmolStr,
    },
    /// One member.
    Member {
        /// Its name in the module.
        name: SmolStr,
        /// Its local name.
        local: SmolStr,
    },
    /// Everything.
    Star,
}

/// Names that go out of a module.
#[derive(Debug, Clone)]
pub enum Export {
    /// A local name under a public one.
    Name {
        /// The local name.
        local: SmolStr,
        /// The public name (`default` for the default export).
        public: SmolStr,
    },
    /// A value under a public name: `export default …`, `exports.x = …`.
    Value {
        /// The public name (`default` for the default export).
        public: SmolStr,
        /// The value.
        value: ExprId,
    },
    /// The whole module is this value: `module.exports = …`, `export = …`.
    Whole(ExprId),
    /// Names of another module: `export {a as b} from "x"`; [`ImportName::Star`] for all of them.
    From {
        /// The module as written.
        specifier: SmolStr,
        /// Where the specifier stands.
        span: Span,
        /// The names: `local` is the public name.
        names: Vec<ImportName>,
    },
}
