//! One line a finding, for `grep`, editors and problem matchers: `path:line:col: severity[lint]: message`.

use std::fmt;

use super::Report;
use crate::workspace::Location;

/// Writes the active findings and the problems, one line each.
pub fn write(report: &Report, out: &mut impl fmt::Write) -> fmt::Result {
    for finding in report.findings.iter().filter(|finding| finding.is_active()) {
        let path = report.shown_path(report.workspace.path(finding.at.file));
        let (line, column) = start(report, finding.at);
        let severity = finding.severity.name();
        writeln!(
            out,
            "{path}:{line}:{column}: {severity}[{}]: {}",
            finding.lint, finding.message
        )?;
    }
    for problem in &report.problems {
        let (line, column) = problem.at.map_or((1, 1), |at| start(report, at));
        let (path, name) = (report.shown_path(&problem.path), problem.kind.name());
        let severity = super::severity_of(problem.kind).name();
        writeln!(
            out,
            "{path}:{line}:{column}: {severity}[{name}]: {}",
            problem.message
        )?;
    }
    Ok(())
}

fn start(report: &Report, at: Location) -> (u32, u32) {
    match report.workspace.read(at.file) {
        Ok(file) => {
            let start = file.line_column(at.span.start);
            (start.line, start.column)
        }
        Err(_) => (1, 1),
    }
}

#[cfg(test)]
mod tests {
    use crate::report::fixture::two_files;

    #[test]
    fn one_line_a_finding() {
        let mut out = String::new();
        super::write(&two_files(), &mut out).unwrap();
        assert_eq!(
            out,
            "brain.py:7:40: error[general-purpose-prompt]: every WhatsApp message that no other branch takes is \
             answered by `gpt-4o-mini` under a prompt that ties it to no business, product or task\n"
        );
    }
}
