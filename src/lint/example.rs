//! The fenced examples of a page, which are its tests.
//!
//! A fence's info string names the language, then `bad` or `good`, and may name the file (`file=app.py`). Fences
//! that follow one another with the word `and` in place of `bad` or `good` add files to the same example.

/// One example: a small bot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Whether the lint must speak.
    pub expectation: Expectation,
    /// Its files.
    pub files: Vec<ExampleFile>,
    /// The 1-based line of the page's body on which it starts.
    pub line: usize,
}

/// Whether the lint must speak about an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expectation {
    /// The page's lint, and no other of its severity, must be raised.
    Bad,
    /// Nothing must be raised.
    Good,
}

/// One file of an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleFile {
    /// Its path in the temporary bot.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// The mark that a line must be touched by the finding, inside any comment.
pub(crate) const MARK: &str = "<-- here";

impl ExampleFile {
    /// The 1-based lines that end in the mark `<-- here`.
    pub fn marked_lines(&self) -> Vec<u32> {
        let marked = |(index, line): (usize, &str)| {
            line.trim_end()
                .trim_end_matches(['*', '/', ' ', '"', '}', ','])
                .ends_with(MARK)
                .then_some(index as u32 + 1)
        };
        self.text.lines().enumerate().filter_map(marked).collect()
    }
}

/// The examples of a page's body, in order.
pub(crate) fn examples(body: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut open: Option<(Option<Expectation>, ExampleFile, usize)> = None;
    for (index, line) in body.lines().enumerate() {
        match &mut open {
            None => open = fence(line).map(|(kind, file)| (kind, file, index + 1)),
            Some((_, file, _)) if line.trim_end() != "```" => {
                file.text.push_str(line);
                file.text.push('\n');
            }
            Some(_) => {
                let Some((kind, file, line)) = open.take() else {
                    continue;
                };
                match (kind, examples.last_mut()) {
                    (Some(expectation), _) => examples.push(Example {
                        expectation,
                        files: vec![file],
                        line,
                    }),
                    (None, Some(last)) => last.files.push(file),
                    (None, None) => {}
                }
            }
        }
    }
    examples
}

/// The kind and the empty file that a fence opens, `None` where the line opens no example.
fn fence(line: &str) -> Option<(Option<Expectation>, ExampleFile)> {
    let mut words = line.strip_prefix("```")?.split_whitespace();
    let language = words.next()?;
    let kind = match words.next()? {
        "bad" => Some(Expectation::Bad),
        "good" => Some(Expectation::Good),
        "and" => None,
        _ => return None,
    };
    let path = words
        .find_map(|word| word.strip_prefix("file="))
        .unwrap_or(default_path(language));
    let file = ExampleFile {
        path: path.to_owned(),
        text: String::new(),
    };
    Some((kind, file))
}

fn default_path(language: &str) -> &'static str {
    match language {
        "python" => "app.py",
        "javascript" | "js" => "index.js",
        "typescript" | "ts" => "index.ts",
        "go" => "main.go",
        "yaml" => "domain.yml",
        _ => "bot.json",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_that_follow_with_and_belong_to_one_example() {
        let body = "Text.\n\n```python bad file=a.py\nx = 1  # <-- here\n```\nand\n```python and file=b.py\ny\n```\n\n```js good\nz\n```\n```text\nno\n```\n";
        let found = examples(body);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].expectation, Expectation::Bad);
        assert_eq!(found[0].files.len(), 2);
        assert_eq!(found[0].files[0].marked_lines(), [1]);
        assert_eq!(found[0].files[1].path, "b.py");
        assert_eq!(found[1].files[0].path, "index.js");
    }
}
