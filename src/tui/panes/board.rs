//! The board: hypotheses with their confidence and what bears on each, what else has been learned,
//! who does what until when, who has to be told next.
//!
//! ```text
//! Hypotheses  (hyp ID 0-100, drop ID)
//! [######----] disk-full      60 % since T+04:10
//!     The disk of the primary is full.
//!     T+02:10 No file system is full.
//!
//! Learned
//! T+02:10 There is a snapshot from 17:20.
//!
//! Who does what
//! dba     runs `lvs` until T+05:10
//!
//! To tell
//! public  first word due in 03:20
//! ```

use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use super::mark;
use crate::tui::paper::{Row, fit, heading, paragraph, row, span};
use crate::tui::theme::{MARKER, Part, style, tone};
use crate::view::board::{Board, ClueRow, HypothesisRow};
use crate::view::people::PersonRow;
use crate::view::room::AudienceRow;
use crate::view::screens::BOARD_USE;
use crate::view::titles;

/// The rows of the board, with one hypothesis selected.
#[must_use]
pub fn rows(
    board: &Board,
    people: &[PersonRow],
    audiences: &[AudienceRow],
    selected: Option<usize>,
    width: usize,
) -> Vec<Row> {
    let mut stated = Vec::new();
    let for_text = width.saturating_sub(MARKER.len());
    let bars = Bars::of(&board.hypotheses, |it| &it.standing, for_text);
    for (idx, it) in board.hypotheses.iter().enumerate() {
        let from = stated.len();
        hypothesis(&mut stated, it, &board.clues, bars, for_text);
        mark(&mut stated[from..], selected == Some(idx));
    }
    whole(stated, board, people, audiences, width)
}

/// The board with its hypotheses as they are drawn already.
fn whole(
    hypotheses: Vec<Row>,
    board: &Board,
    people: &[PersonRow],
    audiences: &[AudienceRow],
    width: usize,
) -> Vec<Row> {
    let mut rows = Vec::new();
    heading(&mut rows, titles::BOARD);
    rows.extend(hypotheses);
    rows.push(row(BOARD_USE, style(Part::Muted)));
    heading(&mut rows, titles::LEARNED);
    let is_pinned = |idx: usize| board.hypotheses.iter().any(|it| it.pinned.contains(&idx));
    let loose = board.clues.iter().enumerate();
    let loose: Vec<&ClueRow> = loose
        .filter(|(idx, _)| !is_pinned(*idx))
        .map(|(_, clue)| clue)
        .collect();
    for clue in &loose {
        learned(&mut rows, clue, width);
    }
    if loose.is_empty() {
        let none = if board.clues.is_empty() {
            titles::NOTHING_LEARNED
        } else {
            titles::ALL_PINNED
        };
        rows.push(row(none, style(Part::Muted)));
    }
    at_work(&mut rows, people, width);
    if !audiences.is_empty() {
        heading(&mut rows, titles::TO_TELL);
    }
    let longest = audiences.iter().map(|it| it.id.width()).max().unwrap_or(0);
    for it in audiences {
        let lead = vec![span(fit(&it.id, longest + 2), style(Part::Voice))];
        paragraph(&mut rows, lead, &it.due, tone(it.tone), width, 4);
    }
    rows
}

/// The same beside another pane, where not all of it has room: hypotheses in a line each, those
/// that were stated first.
#[must_use]
pub fn side_rows(
    board: &Board,
    people: &[PersonRow],
    audiences: &[AudienceRow],
    (width, height): (usize, usize),
) -> Vec<Row> {
    if n_lines_at_least(board, audiences, width) <= height {
        let bars = Bars::of(&board.hypotheses, |it| &it.standing, width);
        let mut stated = Vec::new();
        for it in &board.hypotheses {
            hypothesis(&mut stated, it, &board.clues, bars, width);
        }
        let whole = whole(stated, board, people, audiences, width);
        if whole.len() <= height {
            return whole;
        }
    }
    let mut short = Vec::new();
    let mut all: Vec<&HypothesisRow> = board.hypotheses.iter().collect();
    all.sort_by_key(|it| (it.dropped, it.confidence.is_none()));
    let bars = Bars::of(&board.hypotheses, |it| &it.standing_short, width);
    short.extend(
        all.into_iter()
            .map(|it| bars.stated(it, &it.standing_short)),
    );
    heading(&mut short, titles::LEARNED);
    // What was learned last is what is looked for.
    for clue in board.clues.iter().rev() {
        learned(&mut short, clue, width);
    }
    if board.clues.is_empty() {
        short.push(row(titles::NOTHING_LEARNED, style(Part::Muted)));
    }
    short
}

/// Lines that the whole board needs if its texts break without a loss: headings, the use of the
/// words, hypotheses, clues, who is at work, who has to be told.
fn n_lines_at_least(board: &Board, audiences: &[AudienceRow], width: usize) -> usize {
    let lines = |text: &str| text.width().div_ceil(width.max(1)).max(1);
    let hypotheses = board.hypotheses.iter().map(|it| 1 + lines(&it.text));
    let clues = board.clues.iter().map(|it| lines(&it.text));
    let around = 6 + audiences.len();
    around + hypotheses.chain(clues).sum::<usize>()
}

fn learned(rows: &mut Vec<Row>, clue: &ClueRow, width: usize) {
    let lead = vec![span(format!("{} ", clue.at), style(Part::Muted))];
    paragraph(rows, lead, &clue.text, Style::new(), width, 8);
}

fn at_work(rows: &mut Vec<Row>, people: &[PersonRow], width: usize) {
    heading(rows, titles::AT_WORK);
    let mut busy = people.iter().filter(|it| it.is_engaged).peekable();
    if busy.peek().is_none() {
        rows.push(row(titles::NOBODY_AT_WORK, style(Part::Muted)));
    }
    let longest = people.iter().map(|it| it.id.width()).max().unwrap_or(0);
    for it in busy {
        let lead = vec![span(fit(&it.id, longest + 2), style(Part::Voice))];
        paragraph(rows, lead, &it.doing, tone(it.tone), width, 4);
    }
}

fn hypothesis(
    rows: &mut Vec<Row>,
    it: &HypothesisRow,
    clues: &[ClueRow],
    bars: Bars,
    width: usize,
) {
    let text = if it.dropped {
        style(Part::Muted)
    } else {
        Style::new()
    };
    rows.push(bars.stated(it, &it.standing));
    let pad = vec![span("    ", Style::new())];
    paragraph(rows, pad, &it.text, text, width, 4);
    for clue in it.pinned.iter().filter_map(|idx| clues.get(*idx)) {
        let lead = vec![span(format!("    {} ", clue.at), style(Part::Muted))];
        paragraph(rows, lead, &clue.text, style(Part::Muted), width, 12);
    }
}

/// How many cells the bars have: as many for each hypothesis, fewer where the longest needs the
/// room, none where the numbers have to do.
#[derive(Debug, Clone, Copy)]
struct Bars(usize);

impl Bars {
    fn of(all: &[HypothesisRow], standing: fn(&HypothesisRow) -> &str, width: usize) -> Self {
        let longest = all
            .iter()
            .map(|it| it.id.width() + 2 + standing(it).width());
        let longest = longest.max().unwrap_or(0);
        let fits = |n_cells: &usize| longest + n_cells + 3 <= width;
        Self([10, 5].into_iter().find(fits).unwrap_or(0))
    }

    /// How sure one is of it, its id, how it stands.
    fn stated(self, it: &HypothesisRow, standing: &str) -> Row {
        let bar = self.bar(it).map(|bar| span(bar, tone(it.tone)));
        let words = [
            span(format!("{}  ", it.id), style(Part::Voice)),
            span(standing, tone(it.tone)),
        ];
        bar.into_iter().chain(words).collect()
    }

    fn bar(self, it: &HypothesisRow) -> Option<String> {
        let confidence = it.confidence.filter(|_| !it.dropped).unwrap_or(0);
        let n_full = (usize::from(confidence.min(100)) * self.0 + 50) / 100;
        (self.0 > 0).then(|| format!("[{}{}] ", "#".repeat(n_full), "-".repeat(self.0 - n_full)))
    }
}
