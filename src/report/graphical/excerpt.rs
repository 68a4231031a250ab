//! The excerpts of a finding: a few lines of each file it touches, cut to the screen, as one source that miette draws.

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::cut::{Window, cut};
use super::look::Look;
use super::spot::Spot;
use crate::workspace::SourceFile;

/// Lines of context above and below a marked line.
const CONTEXT: u32 = 1;

/// Marked lines with at most this many lines between them share an excerpt.
const GAP: u32 = 3;

/// Excerpts of several files, laid one after the other.
#[derive(Debug, Default)]
pub(super) struct Excerpts {
    text: String,
    chunks: Vec<Chunk>,
}

/// Consecutive lines of one file.
#[derive(Debug)]
struct Chunk {
    name: String,
    /// 0-based.
    first_line: usize,
    lines: usize,
    start: usize,
    end: usize,
    /// Where marks start: the offset, and the 0-based line and column in the file.
    marks: Vec<(usize, usize, usize)>,
}

/// The spots of one line that are shown in one window.
struct Row<'a> {
    line: u32,
    spots: Vec<&'a Spot>,
}

impl Excerpts {
    /// Adds the excerpts of one file, and the labels on them. `spots` are sorted by place.
    pub fn add(
        &mut self,
        file: &SourceFile,
        name: &str,
        spots: &[Spot],
        look: Look,
        labels: &mut Vec<LabeledSpan>,
    ) {
        for rows in chunks_of(rows_of(spots, look)) {
            self.add_chunk(file, name, &rows, look, labels);
        }
    }

    fn add_chunk(
        &mut self,
        file: &SourceFile,
        name: &str,
        rows: &[Row<'_>],
        look: Look,
        labels: &mut Vec<LabeledSpan>,
    ) {
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
            return;
        };
        let (first, last) = with_context(file, first.line, last.line);
        let width = look.code(last.to_string().len());
        let mut chunk = Chunk {
            name: name.to_owned(),
            first_line: first as usize - 1,
            lines: (last - first + 1) as usize,
            start: self.text.len(),
            end: 0,
            marks: Vec::new(),
        };
        for line in first..=last {
            let row = rows.iter().find(|row| row.line == line);
            let spots = row.map_or(&[][..], |row| &row.spots);
            let window = self.window(file, line, spots, width, look);
            let start = self.text.len();
            for (spot, &(from, to)) in spots.iter().zip(&window.marks) {
                let column = file.line_column(spot.span.start).column as usize - 1;
                chunk.marks.push((start + from, line as usize - 1, column));
                labels.push(spot.label(start + from, to - from, from, &window.text, width));
            }
            self.text.push_str(&window.text);
            self.text.push('\n');
        }
        chunk.end = self.text.len();
        self.chunks.push(chunk);
    }

    fn window(
        &self,
        file: &SourceFile,
        line: u32,
        spots: &[&Spot],
        width: usize,
        look: Look,
    ) -> Window {
        let span = file.line(line).unwrap_or_default();
        let text = file
            .text
            .get(span.start as usize..span.end as usize)
            .unwrap_or_default();
        let mut marks: Vec<(usize, usize)> = spots
            .iter()
            .map(|spot| {
                let start = spot.span.start.saturating_sub(span.start) as usize;
                let end = spot.span.end.min(span.end).saturating_sub(span.start) as usize;
                (start, end.max(start))
            })
            .collect();
        // Marks are drawn side by side: one that holds another ends where that one starts.
        for at in 1..marks.len() {
            let next = marks[at].0;
            let before = &mut marks[at - 1];
            before.1 = before.1.min(next.max(before.0));
        }
        cut(text, &marks, width, look)
    }
}

fn with_context(file: &SourceFile, first: u32, last: u32) -> (u32, u32) {
    let before = first.saturating_sub(CONTEXT).max(1);
    let mut after = last + CONTEXT;
    let blank = |line| file.line(line).is_none_or(|span| span.is_empty());
    while after > last && blank(after) {
        after -= 1;
    }
    (if blank(before) { first } else { before }, after)
}

/// Parts the spots among rows: those of one line share a row while they fit on the screen.
fn rows_of(spots: &[Spot], look: Look) -> Vec<Row<'_>> {
    let reach = (look.width * 3 / 4) as u32;
    let mut rows: Vec<Row<'_>> = Vec::new();
    for spot in spots {
        match rows.last_mut() {
            Some(row)
                if row.line == spot.line
                    && row
                        .spots
                        .first()
                        .is_some_and(|first| spot.span.start - first.span.start <= reach) =>
            {
                row.spots.push(spot);
            }
            _ => rows.push(Row {
                line: spot.line,
                spots: vec![spot],
            }),
        }
    }
    rows
}

/// Joins rows that stand close together. Two rows of the same line never share an excerpt.
fn chunks_of(rows: Vec<Row<'_>>) -> Vec<Vec<Row<'_>>> {
    let mut chunks: Vec<Vec<Row<'_>>> = Vec::new();
    for row in rows {
        let joins = chunks
            .last()
            .and_then(|chunk| chunk.last())
            .is_some_and(|last| last.line < row.line && row.line - last.line <= GAP + 1);
        match chunks.last_mut() {
            Some(chunk) if joins => chunk.push(row),
            _ => chunks.push(vec![row]),
        }
    }
    chunks
}

impl SourceCode for Excerpts {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        context_before: usize,
        _context_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let end = span.offset() + span.len();
        let holds = |chunk: &&Chunk| chunk.start <= span.offset() && end <= chunk.end;
        let chunk = self
            .chunks
            .iter()
            .find(holds)
            .ok_or(MietteError::OutOfBounds)?;
        let mark = chunk
            .marks
            .iter()
            .find(|(offset, ..)| *offset == span.offset());
        // Without context, miette asks for the place that stands in the head of the excerpt.
        let (line, column) = match mark {
            Some(&(_, line, column)) if context_before == 0 => (line, column),
            _ => (chunk.first_line, 0),
        };
        Ok(Box::new(MietteSpanContents::new_named(
            chunk.name.clone(),
            self.text[chunk.start..chunk.end]
                .trim_end_matches('\n')
                .as_bytes(),
            (chunk.start, chunk.end - chunk.start).into(),
            line,
            column,
            chunk.lines,
        )))
    }
}
