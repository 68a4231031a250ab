//! The JSON report. Its types are frozen by version and separate from the internal ones.

mod convert;
#[cfg(test)]
mod tests;
pub mod v1;

use super::Report;

/// The report as one JSON document of version 1, with a line end.
///
/// # Errors
/// None in practice: the document holds nothing that JSON cannot say.
pub fn document(report: &Report) -> serde_json::Result<String> {
    let mut text = serde_json::to_string_pretty(&convert::report(report))?;
    text.push('\n');
    Ok(text)
}

/// The JSON Schema of the document, with a line end.
///
/// # Errors
/// None in practice, as for [`document`].
pub fn schema() -> serde_json::Result<String> {
    let mut schema = schemars::schema_for!(v1::Report);
    schema.insert("$id".to_owned(), v1::SCHEMA_ID.into());
    let mut text = serde_json::to_string_pretty(&schema)?;
    text.push('\n');
    Ok(text)
}
