use std::collections::BTreeMap;

use serde::Deserialize;

use super::*;
use crate::workspace::{Encoding, FileId, Location};

fn document(path: &str, text: &str) -> Document {
    parse(&source(path, text)).expect("parses")
}

fn source(path: &str, text: &str) -> SourceFile {
    SourceFile::new(FileId(7), path, text, Encoding::Utf8)
}

fn slice(text: &str, location: Location) -> &str {
    &text[location.span.start as usize..location.span.end as usize]
}

/// The raw bytes that wrote `part` of a string value.
fn raw_of<'t>(file: &'t str, text: &SourceText, part: &str) -> &'t str {
    let start = text.value.find(part).expect("the part is in the value");
    slice(file, text.locate(start, start + part.len()))
}

#[test]
fn json_values_keep_their_places_and_paths() {
    let text = "\u{20}{\r\n \"nodes\": [{\"name\": \"AI Agent\", \"on\": true, \"n\": -1.5e2, \"x\": null}], // note\r\n}";
    let document = document("a.json", text);
    let node = document.root().unwrap().at(&["nodes", "0"]).unwrap();
    assert_eq!(node.get("name").unwrap().as_str(), Some("AI Agent"));
    assert_eq!(
        slice(text, node.get("name").unwrap().location()),
        "AI Agent"
    );
    assert_eq!(node.get("on").unwrap().as_bool(), Some(true));
    assert_eq!(node.get("n").unwrap().as_i64(), Some(-150));
    assert!(node.get("x").unwrap().is_null());
    assert_eq!(node.get("name").unwrap().path(), "nodes[0].name");
    assert!(slice(text, node.location()).starts_with('{'));
}

#[test]
fn paths_quote_names_that_are_no_words() {
    let document = document(
        "a.json",
        r#"{"connections": {"AI Agent": {"main": [[1]]}}}"#,
    );
    let last = document.root().unwrap().descendants().last().unwrap();
    assert_eq!(last.path(), r#"connections["AI Agent"].main[0][0]"#);
}

#[test]
fn json_escapes_map_back_to_their_bytes() {
    let text = r#"{"p": "Zeile 1\nZeile \"2\" \u00e9t\u00e9 \ud83d\ude00 Ende"}"#;
    let document = document("a.json", text);
    let value = document.root().unwrap().get("p").unwrap().text().unwrap();
    assert_eq!(&*value.value, "Zeile 1\nZeile \"2\" été 😀 Ende");
    assert_eq!(raw_of(text, &value, "Zeile 1"), "Zeile 1");
    assert_eq!(raw_of(text, &value, "\"2\" "), r#"\"2\" "#);
    assert_eq!(raw_of(text, &value, "t"), "t");
    assert_eq!(raw_of(text, &value, "Ende"), "Ende");
}

#[test]
fn a_json_document_in_a_json_string_maps_back_to_the_file() {
    let text = r#"{"body": "{\"messages\": [{\"content\": \"Say \\\"hi\\\"\\nand go\"}]}"}"#;
    let outer = document("a.json", text);
    let body = outer.root().unwrap().get("body").unwrap().text().unwrap();
    let inner = Document::embedded(body, Format::Json).unwrap();
    let content = inner
        .root()
        .unwrap()
        .at(&["messages", "0", "content"])
        .unwrap();
    let value = content.text().unwrap();
    assert_eq!(&*value.value, "Say \"hi\"\nand go");
    assert_eq!(raw_of(text, &value, "Say"), "Say");
    assert_eq!(raw_of(text, &value, "hi"), "hi");
    assert_eq!(raw_of(text, &value, "and go"), "and go");
    assert_eq!(content.path(), "messages[0].content");
}

#[test]
fn yaml_scalars_of_every_style_map_back() {
    let text = "literal: |\n    first line\n    second 'line'\n\nfolded: >-\n  one\n  two\n\n  three\nplain: some words\n  go on here\nsingle: 'it''s so'\ndouble: \"tab\\tand \\u00e9\"\n";
    let document = document("a.yml", text);
    let root = document.root().unwrap();
    let get = |key: &str| root.get(key).unwrap().text().unwrap();
    assert_eq!(&*get("literal").value, "first line\nsecond 'line'\n");
    assert_eq!(raw_of(text, &get("literal"), "first line"), "first line");
    assert_eq!(
        raw_of(text, &get("literal"), "second 'line'"),
        "second 'line'"
    );
    assert_eq!(&*get("folded").value, "one two\nthree");
    assert_eq!(raw_of(text, &get("folded"), "two"), "two");
    assert_eq!(raw_of(text, &get("folded"), "three"), "three");
    assert_eq!(raw_of(text, &get("plain"), "go on here"), "go on here");
    assert_eq!(raw_of(text, &get("single"), "s so"), "s so");
    assert_eq!(raw_of(text, &get("double"), "and "), "and ");
    assert!(
        slice(text, get("literal").location()).starts_with("    first")
            || slice(text, get("literal").location()).starts_with("first")
    );
}

#[test]
fn yaml_with_crlf_keeps_places() {
    let text = "a: |\r\n  eins\r\n  zwei\r\nb: 3\r\n";
    let document = document("a.yaml", text);
    let a = document.root().unwrap().get("a").unwrap().text().unwrap();
    assert_eq!(&*a.value, "eins\nzwei\n");
    assert_eq!(raw_of(text, &a, "zwei"), "zwei");
    assert_eq!(document.root().unwrap().get("b").unwrap().as_i64(), Some(3));
}

#[test]
fn yaml_documents_aliases_and_merges() {
    let text = "base: &base {llm: gpt, depth: 1}\nuse:\n  <<: *base\n  depth: 2\nagain: *base\n---\nsecond: yes\n";
    let document = document("a.yml", text);
    assert_eq!(document.roots().count(), 2);
    let root = document.root().unwrap();
    assert_eq!(root.at(&["use", "llm"]).unwrap().as_str(), Some("gpt"));
    assert_eq!(root.at(&["use", "depth"]).unwrap().as_i64(), Some(2));
    assert_eq!(root.get("again").unwrap().path(), "base");
    assert_eq!(
        document
            .roots()
            .nth(1)
            .unwrap()
            .get("second")
            .unwrap()
            .as_str(),
        Some("yes")
    );
}

#[test]
fn yaml_aliases_that_grow_without_end_stay_small() {
    let mut text = String::from("a0: &a0 [x, x]\n");
    for level in 1..60 {
        text += &format!("a{level}: &a{level} [*a{}, *a{}]\n", level - 1, level - 1);
    }
    let document = document("a.yml", &text);
    assert!(document.root().unwrap().descendants().count() < 400);
}

#[test]
fn a_yaml_value_cannot_hold_itself() {
    let document = document("a.yml", "a: &a [1, *a]\n");
    let list = document.root().unwrap().get("a").unwrap();
    assert!(list.item(1).unwrap().is_null());
}

#[test]
fn toml_tables_and_strings() {
    let text = "name = \"a \\\"b\\\"\"\n[tool.bot]\nprompt = '''\nYou are\nit'''\nn = 0x10\nlist = [1, 2]\n";
    let document = document("a.toml", text);
    let bot = document.root().unwrap().at(&["tool", "bot"]).unwrap();
    let prompt = bot.get("prompt").unwrap().text().unwrap();
    assert_eq!(&*prompt.value, "You are\nit");
    assert_eq!(raw_of(text, &prompt, "it"), "it");
    assert_eq!(bot.get("n").unwrap().as_i64(), Some(16));
    assert_eq!(bot.at(&["list", "1"]).unwrap().path(), "tool.bot.list[1]");
    assert_eq!(
        document.root().unwrap().get("name").unwrap().as_str(),
        Some("a \"b\"")
    );
}

#[derive(Deserialize)]
struct Model {
    #[serde(default)]
    name: Loose<String>,
    text: SourceText,
    size: Spanned<u32>,
    rest: NodeId,
    #[serde(default)]
    kind: Option<Kind>,
    #[serde(default)]
    by_name: BTreeMap<String, Spanned<String>>,
}

#[derive(Deserialize, PartialEq, Debug)]
#[serde(rename_all = "camelCase")]
enum Kind {
    FirstKind,
}

#[test]
fn a_typed_model_keeps_places_and_forgives() {
    let text = r#"{"name": 3, "text": "a\tb", "size": 12, "rest": [1], "kind": "firstKind", "by_name": {"k": "v"}}"#;
    let document = document("a.json", text);
    let model: Model = document.root().unwrap().read().unwrap();
    assert_eq!(model.name.get(), None);
    assert_eq!(raw_of(text, &model.text, "b"), "b");
    assert_eq!(
        (model.size.value, slice(text, model.size.location)),
        (12, "12")
    );
    assert_eq!(document.node(model.rest).path(), "rest");
    assert_eq!(model.kind, Some(Kind::FirstKind));
    assert_eq!(slice(text, model.by_name["k"].location), "v");
}

#[test]
fn a_model_that_does_not_fit_says_where() {
    let text = r#"{"name": "x", "text": 5}"#;
    let document = document("a.json", text);
    let error = document
        .root()
        .unwrap()
        .read::<Model>()
        .map(|_| ())
        .unwrap_err();
    assert_eq!(slice(text, error.location().unwrap()), "5");
}

#[test]
fn broken_texts_say_where() {
    for (path, text) in [
        ("a.json", "{\"a\": [1, 2"),
        ("a.json", "{\"a\": \"open"),
        ("a.yml", "a: [1\nb: }"),
        ("a.toml", "a = [1"),
    ] {
        let error = parse(&source(path, text)).unwrap_err();
        let at = error.location().expect("a place");
        assert!(
            at.span.end as usize <= text.len() && at.file == FileId(7),
            "{path}: {error}"
        );
    }
}

#[test]
fn deep_nesting_is_refused_and_not_followed() {
    for (path, text) in [
        ("a.json", "[".repeat(100_000)),
        ("a.yml", "[".repeat(100_000)),
        ("a.yml", "- ".repeat(100_000)),
        ("a.toml", format!("a = {}", "[".repeat(100_000))),
    ] {
        assert!(parse(&source(path, &text)).is_err());
    }
}

#[test]
fn empty_texts_have_no_root_or_nothing_in_it() {
    assert!(document("a.json", "").root().is_none());
    assert!(
        document("a.yml", "# only a note\n")
            .root()
            .is_none_or(|root| root.is_null())
    );
}

#[test]
fn broken_json_is_salvaged() {
    let text = "{\n  \"nodes\": [\n    {\n      \"name\": \"A\"\n      \"size\": 1\n    },\n    {\n      \"url\": \"x\" y\",\n      \"name\": \"B\"\n    }\n  ],\n  \"connections\": {\n    \"A\": 1\n  ],\n  \"last\": [true, {\"cut\": \"of";
    assert!(parse(&source("a.json", text)).is_err());
    let document = salvage(&source("a.json", text)).expect("something is left");
    let root = document.root().unwrap();
    let names: Vec<_> = root
        .get("nodes")
        .unwrap()
        .items()
        .map(|node| node.get("name").unwrap().as_str().unwrap())
        .collect();
    assert_eq!(names, ["A", "B"]);
    assert_eq!(root.at(&["connections", "A"]).unwrap().as_i64(), Some(1));
    assert_eq!(root.get("last").unwrap().items().len(), 2);
}

#[test]
fn whatever_is_salvaged_ends() {
    for text in [
        "",
        "{",
        "]]]",
        "{\"a\" \"b\" 1",
        &"[".repeat(5000),
        &"\"\n".repeat(5000),
    ] {
        let _ = salvage(&source("a.json", text));
    }
}
