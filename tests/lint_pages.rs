//! The examples of the lint pages, run through the whole pipeline as small bots of their own.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;

use botlint::lint::{Book, Example, Expectation, Finding, Page, Severity};
use botlint::{Options, Report};

/// Every example is judged as its page says.
#[test]
fn examples_hold() {
    let book = Book::embedded().unwrap();
    let mut wrong = Vec::new();
    let mut examples = 0;
    for page in book.pages() {
        for example in page.examples() {
            examples += 1;
            if let Err(why) = holds(page, &example) {
                wrong.push(format!(
                    "{}, example at line {} of its text: {why}",
                    page.name, example.line
                ));
            }
        }
    }
    assert!(examples >= 10, "only {examples} examples were found");
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n\n"));
}

/// A lint that flags code shows what it flags and what it does not.
#[test]
fn lints_have_examples() {
    let book = Book::embedded().unwrap();
    for page in book.pages() {
        let examples = page.examples();
        let has = |wanted| examples.iter().any(|example| example.expectation == wanted);
        if page.asks_the_graph() {
            assert!(has(Expectation::Bad), "{} has no bad example", page.name);
            assert!(has(Expectation::Good), "{} has no good example", page.name);
        }
    }
}

fn holds(page: &Page, example: &Example) -> Result<(), String> {
    let report = check(example);
    let told = || {
        format!(
            "found {:#?}",
            report.findings.iter().map(line).collect::<Vec<_>>()
        )
    };
    let grave = |finding: &&Finding| finding.severity > Severity::Note;
    match example.expectation {
        Expectation::Good => match report.findings.iter().find(grave) {
            None if report.bots.is_empty() => Err("no bot was seen".to_owned()),
            None => Ok(()),
            Some(_) => Err(format!("nothing should be found; {}", told())),
        },
        Expectation::Bad => {
            let own: Vec<&Finding> = report
                .findings
                .iter()
                .filter(|f| f.lint == page.name)
                .collect();
            let others = report.findings.iter().filter(|f| f.lint != page.name);
            if own.len() != 1 || others.filter(grave).count() > 0 {
                return Err(format!("one finding of this lint was expected; {}", told()));
            }
            at_marks(own[0], example, &report).map_err(|why| format!("{why}; {}", told()))
        }
    }
}

/// The finding's own place touches the marked lines, where there are any.
fn at_marks(finding: &Finding, example: &Example, report: &Report) -> Result<(), String> {
    let (path, first, last) = place(finding, report);
    for file in &example.files {
        for line in file.marked_lines() {
            if file.path != path || line < first || line > last {
                return Err(format!("it should lie at {}:{line}", file.path));
            }
        }
    }
    Ok(())
}

fn place(finding: &Finding, report: &Report) -> (String, u32, u32) {
    let file = report.workspace.read(finding.at.file).unwrap();
    let (start, end) = (finding.at.span.start, finding.at.span.end);
    (
        file.path.clone(),
        file.line_column(start).line,
        file.line_column(end).line,
    )
}

fn line(finding: &Finding) -> String {
    format!(
        "{}[{}]: {}",
        finding.severity.name(),
        finding.lint,
        finding.message
    )
}

fn check(example: &Example) -> Report {
    let folder = tempfile::tempdir().unwrap();
    for file in &example.files {
        let path = folder.path().join(&file.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &file.text).unwrap();
    }
    let options = Options {
        paths: vec![folder.path().to_owned()],
        channels: Some(botlint::lint::ChannelRule::Any),
        config: botlint::config::ConfigSource::Nothing,
        ..Options::default()
    };
    // The places of findings are read after the folder has gone, from what was read before.
    let report = botlint::check(&options).unwrap();
    for finding in &report.findings {
        report.workspace.read(finding.at.file).unwrap();
    }
    report
}
