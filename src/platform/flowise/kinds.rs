//! Which Flowise nodes answer users, under which field's text, and what governs where the field is empty. The table is
//! `lints/vocabulary/platforms/flowise.toml`.

use std::sync::OnceLock;

use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    answer: Vec<Row>,
    router: Vec<Routers>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Routers {
    nodes: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    nodes: Vec<String>,
    #[serde(default)]
    fields: Vec<String>,
    stock: Option<String>,
    #[serde(default)]
    hosted: bool,
}

/// What a node of a chatflow is for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    /// It answers the user.
    Answer(PromptField, Absent),
    /// Anything else: models, tools, memories, stores.
    Part,
}

/// Where a node's prompt is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct PromptField {
    pub(super) fields: &'static [&'static str],
    /// Whether an assistant hosted elsewhere answers.
    pub(super) hosted: bool,
}

/// What governs where nothing was written.
#[derive(Debug, Clone, Copy)]
pub(super) enum Absent {
    /// The model gets no instructions.
    Nothing,
    /// The node's own text.
    Stock(&'static str),
}

struct Known {
    nodes: &'static [String],
    field: PromptField,
    absent: Absent,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        toml::from_str(include_str!(
            "../../../lints/vocabulary/platforms/flowise.toml"
        ))
        .expect("the embedded vocabulary fits its schema; a test reads it")
    })
}

fn known() -> &'static [Known] {
    static KNOWN: OnceLock<Vec<Known>> = OnceLock::new();
    KNOWN.get_or_init(|| table().answer.iter().map(known_row).collect())
}

fn routes(name: &str) -> bool {
    let mut routers = table().router.iter().flat_map(|row| &row.nodes);
    routers.any(|node| node == name)
}

fn known_row(row: &'static Row) -> Known {
    let fields: Vec<&'static str> = row.fields.iter().map(String::as_str).collect();
    Known {
        nodes: &row.nodes,
        field: PromptField {
            fields: Vec::leak(fields),
            hosted: row.hosted,
        },
        absent: row.stock.as_deref().map_or(Absent::Nothing, Absent::Stock),
    }
}

/// What the node of that name and category is for.
pub(super) fn kind(name: &str, category: &str) -> Kind {
    let row = known()
        .iter()
        .find(|row| row.nodes.iter().any(|node| node == name));
    match row {
        _ if routes(name) => Kind::Part,
        Some(row) => Kind::Answer(row.field, row.absent),
        None if matches!(category, "Agents" | "Chains" | "Engine" | "Multi Agents") => {
            Kind::Answer(
                PromptField {
                    fields: &["systemMessage", "systemMessagePrompt"],
                    hosted: false,
                },
                Absent::Nothing,
            )
        }
        None => Kind::Part,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_fits_its_schema() {
        assert!(matches!(kind("toolAgent", "Agents"), Kind::Answer(..)));
        assert!(matches!(kind("chatOpenAI", "Chat Models"), Kind::Part));
    }
}
