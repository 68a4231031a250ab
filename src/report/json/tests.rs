//! What the JSON report promises: its schema, its bytes, its fields.

use serde_json::Value;

use super::{document, schema};
use crate::report::fixture::two_files;

#[test]
fn the_checked_in_schema_is_that_of_the_types() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/report.json");
    let checked_in = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(
        checked_in,
        schema().unwrap(),
        "write it anew: cargo run -- schema report > schema/report.json"
    );
}

#[test]
fn a_real_report_is_valid_under_the_schema() {
    let schema: Value = serde_json::from_str(&schema().unwrap()).unwrap();
    let report: Value = serde_json::from_str(&document(&two_files()).unwrap()).unwrap();
    validate(&report, &schema, &schema, "report").unwrap();
    let mut broken = report.clone();
    broken["findings"][0]["severity"] = "fatal".into();
    assert!(validate(&broken, &schema, &schema, "report").is_err());
    let mut broken = report;
    broken["bots"][0].as_object_mut().unwrap().remove("verdict");
    assert!(validate(&broken, &schema, &schema, "report").is_err());
}

#[test]
fn the_document_of_version_1() {
    insta::assert_snapshot!(document(&two_files()).unwrap());
}

#[test]
fn the_same_tree_gives_the_same_bytes() {
    assert_eq!(
        document(&two_files()).unwrap(),
        document(&two_files()).unwrap()
    );
}

/// Checks a value against the keywords that schemas of Rust types are made of; an unknown keyword is an error.
fn validate(value: &Value, schema: &Value, root: &Value, at: &str) -> Result<(), String> {
    let Some(rules) = schema.as_object() else {
        return Ok(());
    };
    for (keyword, rule) in rules {
        let holds = match keyword.as_str() {
            "$ref" => {
                let pointer = rule.as_str().unwrap().trim_start_matches('#');
                validate(value, root.pointer(pointer).unwrap(), root, at).map(|()| true)?
            }
            "type" => match rule {
                Value::Array(types) => types.iter().any(|name| is_of_type(value, name)),
                name => is_of_type(value, name),
            },
            "const" => value == rule,
            "enum" => rule.as_array().unwrap().contains(value),
            "minimum" => value.as_f64() >= rule.as_f64(),
            "maximum" => value.as_f64() <= rule.as_f64(),
            "required" => {
                let names = rule.as_array().unwrap();
                names
                    .iter()
                    .all(|name| value.get(name.as_str().unwrap()).is_some())
            }
            "properties" => {
                for (name, property) in rule.as_object().unwrap() {
                    if let Some(inner) = value.get(name) {
                        validate(inner, property, root, &format!("{at}.{name}"))?;
                    }
                }
                true
            }
            "items" => {
                for (index, inner) in value.as_array().into_iter().flatten().enumerate() {
                    validate(inner, rule, root, &format!("{at}[{index}]"))?;
                }
                true
            }
            "oneOf" | "anyOf" => {
                let mut branches = rule.as_array().unwrap().iter();
                branches.any(|branch| validate(value, branch, root, at).is_ok())
            }
            "$schema" | "$id" | "$defs" | "title" | "description" | "format" => true,
            unknown => return Err(format!("{at}: this test does not know `{unknown}`")),
        };
        if !holds {
            return Err(format!("{at}: {keyword} {rule} does not hold for {value}"));
        }
    }
    Ok(())
}

fn is_of_type(value: &Value, name: &Value) -> bool {
    match name.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        other => panic!("no type {other}"),
    }
}
