//! Go's imports, variables and constants.

use smol_str::SmolStr;
use tree_sitter::Node;

use super::Go;
use crate::syntax::builder::span;
use crate::syntax::literal::TextBuilder;
use crate::syntax::tree::{
    Arg, AssignOp, Block, ExprId, ExprKind, Import, ImportName, Pattern, StmtKind,
};
use crate::workspace::Span;

/// The comment that puts files into a variable.
const EMBED: &str = "//go:embed";

impl<'t> Go<'t> {
    pub(super) fn imports(&mut self, node: Node<'t>, out: &mut Block) {
        for part in self.b.kids(node).named() {
            match part.kind() {
                "import_spec_list" => self.imports(part, out),
                "import_spec" => self.import(part, out),
                _ => {}
            }
        }
    }

    fn import(&mut self, spec: Node<'t>, out: &mut Block) {
        let kids = self.b.kids(spec);
        let Some(path) = kids.field("path") else {
            return;
        };
        let place = self.b.inside_quotes(path);
        let inside = self.b.text.get(place.start as usize..place.end as usize);
        let specifier = inside.unwrap_or_default();
        let names = match kids.field("name") {
            Some(dot) if dot.kind() == "dot" => vec![ImportName::Star],
            Some(blank) if self.b.source(blank) == "_" => Vec::new(),
            Some(name) => vec![ImportName::Module {
                local: self.b.word(name),
            }],
            None => vec![ImportName::Module {
                local: self.package_name(specifier),
            }],
        };
        let import = Import {
            specifier: specifier.into(),
            span: place,
            names,
        };
        out.push(self.b.stmt(StmtKind::Import(import), span(spec)));
    }

    /// The name that a package declares is not in its path, only near it: of the likely ones, the one in use.
    fn package_name(&self, path: &str) -> SmolStr {
        let candidates = likely_names(path);
        let used = candidates
            .iter()
            .find(|name| self.b.text.contains(&format!("{name}.")));
        let name = used
            .cloned()
            .or_else(|| abbreviation(path, self.b.text))
            .or_else(|| candidates.first().cloned());
        name.map(SmolStr::from).unwrap_or_default()
    }

    pub(super) fn variables(&mut self, node: Node<'t>, out: &mut Block) {
        for part in self.b.kids(node).named() {
            match part.kind() {
                "var_spec_list" => self.variables(part, out),
                "var_spec" => {
                    let first = part.prev_sibling().filter(|kid| !kid.is_extra());
                    let is_alone = node.kind() == "var_declaration" && first.is_some();
                    let above = if is_alone { node } else { part };
                    let value = self.embedded(above);
                    self.spec(part, value, out);
                }
                _ => {}
            }
        }
    }

    /// A block of constants: a line without a value repeats the one above, with the next `iota`.
    pub(super) fn constants(&mut self, node: Node<'t>, out: &mut Block) {
        let outer = self.iota;
        let mut above: Option<Node<'t>> = None;
        for (line, spec) in self.b.kids(node).named().enumerate() {
            self.iota = line;
            let own = spec.child_by_field_name("value");
            above = own.or(above);
            let repeated = match own {
                Some(_) => None,
                None => above.and_then(|values| {
                    let values = self.expressions(values);
                    self.tuple(values, span(spec))
                }),
            };
            self.spec(spec, repeated, out);
        }
        self.iota = outer;
    }

    /// One line of variables or constants; `given` is its value where it writes none.
    fn spec(&mut self, spec: Node<'t>, given: Option<ExprId>, out: &mut Block) {
        let kids = self.b.kids(spec);
        let names: Vec<_> = kids.fields("name").filter(|name| name.is_named()).collect();
        let ty = kids
            .field("type")
            .zip(names.first())
            .and_then(|(ty, first)| {
                let name = format!("{}_struct", self.b.source(*first));
                self.type_or_nameless(ty, &name, out)
            });
        let names: Vec<_> = names.into_iter().map(|name| self.target(name)).collect();
        let values = match kids.field("value") {
            Some(list) => self.values_for(list, names.len()),
            None => given.into_iter().collect(),
        };
        if values.is_empty() {
            self.note_empty(&names);
        }
        let values = match kids.field("type").filter(|_| values.is_empty()) {
            // A struct of another package is there without being made.
            Some(ty) if ty.kind() == "qualified_type" => vec![self.zero_value(ty)],
            _ => values,
        };
        let mut push = |target: Pattern, value: Option<ExprId>| {
            let kind = StmtKind::Assign {
                target,
                op: AssignOp::Set,
                value,
                ty: ty.clone(),
                declares: true,
            };
            out.push(self.b.stmt(kind, span(spec)));
        };
        if values.len() == 1 && names.len() > 1 {
            let items = names.into_iter().map(Some).collect();
            push(Pattern::List { items, rest: None }, values.first().copied());
            return;
        }
        for (at, name) in names.into_iter().enumerate() {
            push(name, values.get(at).copied());
        }
    }

    /// The files that a comment above a variable puts into it, as a call that reads them.
    fn embedded(&mut self, declaration: Node<'t>) -> Option<ExprId> {
        let above = self.b.text.get(..declaration.start_byte())?.trim_end();
        let line_start = above.rfind('\n').map_or(0, |end| end + 1);
        let line = above[line_start..].trim_start();
        let patterns = line.strip_prefix(EMBED)?;
        let start = above.len() - patterns.len();
        let mut args = Vec::new();
        let mut at = start;
        for word in patterns.split([' ', '\t']) {
            let path = word.trim_matches(['"', '`', '\r']);
            if !path.is_empty() {
                let path_start = at + word.find(path).unwrap_or_default();
                args.push(Arg {
                    name: None,
                    value: self.path_text(path, path_start),
                    spread: false,
                });
            }
            at += word.len() + 1;
        }
        let place = Span::new(
            line_start + above[line_start..].len() - line.len(),
            above.len(),
        );
        let kind = ExprKind::Call {
            callee: self.b.name("embed_file", place),
            args,
            is_new: false,
        };
        Some(self.b.expr(kind, place))
    }

    fn path_text(&mut self, path: &str, start: usize) -> ExprId {
        let place = Span::new(start, start + path.len());
        let mut text = TextBuilder::new(self.b.tree.file);
        text.verbatim(path, start);
        let parts = text.finish(place);
        self.b.expr(ExprKind::Text(parts), place)
    }
}

/// The names that a package at that path may have, likeliest first.
fn likely_names(path: &str) -> Vec<String> {
    let mut segments = path.rsplit('/');
    let mut last = segments.next().unwrap_or(path);
    if is_version(last) {
        last = segments.next().unwrap_or(last);
    }
    if let Some((name, version)) = last.rsplit_once('.')
        && is_version(version)
    {
        last = name;
    }
    let bare = last.strip_prefix("go-").unwrap_or(last);
    let bare = bare
        .strip_suffix("-go")
        .or(bare.strip_suffix(".go"))
        .unwrap_or(bare);
    let is_plain = |word: &str| word.chars().all(|c| c.is_alphanumeric() || c == '_');
    let joined = bare.replace(['-', '.'], "");
    let first = bare.split(['-', '.']).next().unwrap_or(bare).to_owned();
    let last_word = bare.rsplit(['-', '.']).next().unwrap_or(bare).to_owned();
    let all = [last.to_owned(), bare.to_owned(), joined, first, last_word];
    let mut names: Vec<String> = Vec::new();
    for name in all {
        if is_plain(&name) && !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Of the names that qualify others in the text (`tgbotapi.NewMessage`), the longest that abbreviates the path's end.
fn abbreviation(path: &str, text: &str) -> Option<String> {
    let mut segments = path.rsplit('/').filter(|segment| !is_version(segment));
    let last = segments.next()?;
    let qualifiers = text.match_indices('.').filter_map(|(dot, _)| {
        let is_exported = text[dot + 1..].starts_with(|c: char| c.is_ascii_uppercase());
        let start = text[..dot]
            .rfind(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .map_or(0, |before| before + 1);
        let is_first = !text[..start].ends_with('.');
        (is_exported && is_first).then_some(&text[start..dot])
    });
    qualifiers
        .filter(|name| name.len() > 2 && abbreviates(name, last))
        .max_by_key(|name| name.len())
        .map(str::to_owned)
}

/// Whether the letters of `name` stand in `word` in that order, the first at its beginning.
fn abbreviates(name: &str, word: &str) -> bool {
    let mut letters = word.chars();
    let same_start = name.chars().next() == word.chars().next();
    same_start
        && name
            .chars()
            .all(|wanted| letters.any(|letter| letter == wanted))
}

fn is_version(word: &str) -> bool {
    word.strip_prefix('v')
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::{abbreviation, likely_names};

    #[test]
    fn a_name_in_use_may_abbreviate_its_path() {
        let text = "bot, err := tgbotapi.NewBotAPI(t)\nbot.Send(x.Tel.Y)";
        let found = |path| abbreviation(path, text);
        assert_eq!(
            found("github.com/go-telegram-bot-api/telegram-bot-api/v5").as_deref(),
            Some("tgbotapi")
        );
        assert_eq!(found("github.com/x/yaml"), None);
    }

    #[test]
    fn package_names_are_near_the_end_of_their_path() {
        let first = |path| likely_names(path).first().cloned().unwrap_or_default();
        assert_eq!(first("fmt"), "fmt");
        assert_eq!(first("github.com/sashabaranov/go-openai"), "openai");
        assert_eq!(first("github.com/openai/openai-go"), "openai");
        assert_eq!(first("github.com/gofiber/fiber/v2"), "fiber");
        assert_eq!(first("gopkg.in/telebot.v3"), "telebot");
        assert!(
            likely_names("github.com/x/telegram-bot-api/v5").contains(&"telegrambotapi".to_owned())
        );
    }
}
