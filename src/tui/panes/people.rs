//! Who is there and what they do, the claims and their clocks, who has to be told by when.
//!
//! ```text
//! you   Engineer on call IC            runs `lvs` until T+05:10  60 %
//! dba   Database engineer              on the way, here at T+15:00
//!
//! Claims
//! acknowledged  T+00:40                03:30
//! mitigated     no                     04:10
//!
//! To tell
//! public  Status page                  first word due in 03:20; told last: never
//! ```
//!
//! Beside another pane nothing is cut either: what has no room goes on in the next line, and in
//! little width those who are not called stand together.

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::mark;
use crate::tui::paper::{Row, fit, heading, paragraph, shorten, span};
use crate::tui::theme::{MARKER, Part, style, tone};
use crate::view::people::PersonRow;
use crate::view::room::{AudienceRow, ClaimRow};
use crate::view::titles;

/// Most columns of an id.
const ID_MAX: usize = 12;

/// Below this width those who are not called stand together.
const TOGETHER_BELOW: usize = 46;

/// The rows of people, claims and audiences, with a column for how each stands where there is room
/// for one; else that stands under the name.
#[must_use]
pub fn rows(
    people: &[PersonRow],
    claims: &[ClaimRow],
    audiences: &[AudienceRow],
    selected: Option<usize>,
    width: usize,
) -> Vec<Row> {
    let mut rows = Vec::new();
    let width = width.saturating_sub(MARKER.len());
    let column = ids(people, audiences);
    let names = people.iter().map(|it| who(it).width()).max().unwrap_or(0);
    let labels = audiences
        .iter()
        .map(|it| it.label.width())
        .max()
        .unwrap_or(0);
    let stands = people.iter().map(|it| doing(it).width());
    let stands = stands.chain(audiences.iter().map(|it| it.standing().width()));
    // One column for both, unless the longer of them would leave too little.
    let longest = names.max(labels);
    let is_one = column + longest + 2 + stands.max().unwrap_or(0) <= width;
    let columns = |own: usize| Columns::of(column, if is_one { longest } else { own }, width);
    let of_people = columns(names);
    for (idx, it) in people.iter().enumerate() {
        let from = rows.len();
        let doing = span(doing(it), tone(it.tone));
        two_parts(&mut rows, &it.id, &who(it), doing, &of_people);
        mark(&mut rows[from..], selected == Some(idx));
    }
    heading(&mut rows, titles::CLOCKS);
    let from = rows.len();
    rows.extend(claims.iter().map(claim));
    mark(&mut rows[from..], false);
    if !audiences.is_empty() {
        heading(&mut rows, titles::TO_TELL);
        let from = rows.len();
        for it in audiences {
            let due = span(it.standing(), tone(it.tone));
            two_parts(&mut rows, &it.id, &it.label, due, &columns(labels));
        }
        mark(&mut rows[from..], false);
    }
    rows
}

/// The same beside another pane.
#[must_use]
pub fn side_rows(
    people: &[PersonRow],
    claims: &[ClaimRow],
    audiences: &[AudienceRow],
    width: usize,
) -> Vec<Row> {
    let mut rows = Vec::new();
    let column = ids(people, audiences);
    let is_together = |it: &&PersonRow| width < TOGETHER_BELOW && is_away(it);
    for it in people.iter().filter(|it| !is_together(it)) {
        // You are called you already.
        let name = match (it.you, it.commander) {
            (true, false) => doing(it),
            (true, true) => format!("IC: {}", doing(it)),
            (false, _) => format!("{}: {}", who(it), doing(it)),
        };
        let lead = vec![id(&it.id, column)];
        paragraph(&mut rows, lead, &name, tone(it.tone), width, column);
    }
    let away: Vec<&PersonRow> = people.iter().filter(is_together).collect();
    if let Some(first) = away.first() {
        let lead = vec![span(format!("{}: ", first.doing), style(Part::Muted))];
        let ids: Vec<&str> = away.iter().map(|it| it.id.as_str()).collect();
        paragraph(
            &mut rows,
            lead,
            &ids.join(", "),
            style(Part::Voice),
            width,
            2,
        );
    }
    heading(&mut rows, titles::CLOCKS);
    rows.extend(claims.iter().map(claim));
    if !audiences.is_empty() {
        heading(&mut rows, titles::TO_TELL);
        for it in audiences {
            let lead = vec![id(&it.id, column)];
            paragraph(&mut rows, lead, &it.due, tone(it.tone), width, column);
        }
    }
    rows
}

/// Lines that people need in [`side_rows`], and that all of it needs, whatever people are doing.
#[must_use]
pub fn n_lines_wanted(people: &[PersonRow], n_audiences: usize, width: usize) -> (usize, usize) {
    let column = ids(people, &[]);
    let is_together = |it: &&PersonRow| width < TOGETHER_BELOW && is_away(it);
    let lines = people.iter().filter(|it| !is_together(it)).map(|it| {
        let is_long = column + it.name.width() + ARRIVES > width;
        1 + usize::from(is_long && !it.you)
    });
    let together = people.iter().filter(is_together);
    let together: usize = together.map(|it| it.id.width() + 2).sum();
    let together = match together {
        0 => 0,
        ids => (NOT_CALLED + ids).div_ceil(width.max(1)),
    };
    let lines = lines.sum::<usize>() + together;
    let to_tell = if n_audiences > 0 { n_audiences + 2 } else { 0 };
    let all = lines + CLAIMS + to_tell;
    let needs = if width < TOGETHER_BELOW { lines } else { all };
    (needs, all)
}

/// Columns of `: on the way, here at T+10:00` and of `not called: `, and lines of the claims with
/// their heading.
const ARRIVES: usize = 30;
const NOT_CALLED: usize = 12;
const CLAIMS: usize = 6;
/// Fewest columns for how somebody stands: more goes on in the next line.
const STANDING_MIN: usize = 20;

/// Columns of the ids, with a gap.
fn ids(people: &[PersonRow], audiences: &[AudienceRow]) -> usize {
    let ids = people.iter().map(|it| it.id.width());
    let ids = ids.chain(audiences.iter().map(|it| it.id.width()));
    ids.max().unwrap_or(0).min(ID_MAX) + 2
}

/// Neither here nor on the way.
const fn is_away(it: &PersonRow) -> bool {
    !it.free && !it.is_engaged
}

/// How rows are parted: all of them in one way.
struct Columns {
    /// Of the longest id, with a gap.
    id: usize,
    /// Of the longest name, with a gap; none where how it stands has no room beside it.
    name: Option<usize>,
    width: usize,
}

impl Columns {
    fn of(id: usize, longest_name: usize, width: usize) -> Self {
        let name = longest_name + 2;
        Self {
            id,
            name: (id + name + STANDING_MIN <= width).then_some(name),
            width,
        }
    }
}

fn who(it: &PersonRow) -> String {
    let commander = if it.commander { " IC" } else { "" };
    format!("{}{commander}", it.name)
}

fn doing(it: &PersonRow) -> String {
    let done = it.done_percent.map(|done| format!("  {done} %"));
    format!("{}{}", it.doing, done.unwrap_or_default())
}

fn id(id: &str, column: usize) -> Span<'static> {
    let id = shorten(id, column - 2);
    span(fit(&id, column), style(Part::Voice))
}

fn claim(it: &ClaimRow) -> Row {
    Line::from(vec![
        span(format!("{:<13} ", it.claim), Style::new()),
        span(format!("{:<16} ", it.since), tone(it.tone)),
        span(it.clock.clone(), style(Part::Muted)),
    ])
}

/// An id, a name, and how it stands: in its own column, or under the name.
fn two_parts(
    rows: &mut Vec<Row>,
    id: &str,
    name: &str,
    standing: Span<'static>,
    columns: &Columns,
) {
    let id = self::id(id, columns.id);
    let (text, look) = (standing.content, standing.style);
    let (lead, indent) = if let Some(for_name) = columns.name {
        let name = span(fit(name, for_name), Style::new());
        (vec![id, name], columns.id + for_name)
    } else {
        let name = shorten(name, columns.width.saturating_sub(columns.id));
        rows.push(Line::from(vec![id, span(name, Style::new())]));
        let pad = span(" ".repeat(columns.id), Style::new());
        (vec![pad], columns.id)
    };
    paragraph(rows, lead, &text, look, columns.width, indent);
}
