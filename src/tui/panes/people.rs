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

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::tui::paper::{Row, fit, heading, paragraph, shorten, span};
use crate::tui::theme::{Part, style, tone};
use crate::view::people::PersonRow;
use crate::view::room::{AudienceRow, ClaimRow};
use crate::view::titles;

/// Most columns of an id.
const ID_MAX: usize = 12;

/// The rows of people, claims and audiences; with `wraps`, what does not fit beside a name stands
/// under it.
#[must_use]
pub fn rows(
    people: &[PersonRow],
    claims: &[ClaimRow],
    audiences: &[AudienceRow],
    width: usize,
    wraps: bool,
) -> Vec<Row> {
    let mut rows = Vec::new();
    let names = people.iter().map(|it| who(it).width());
    let labels = audiences.iter().map(|it| it.label.width());
    let ids = people.iter().map(|it| it.id.width());
    let ids = ids.chain(audiences.iter().map(|it| it.id.width()));
    let columns = Columns {
        id: ids.max().unwrap_or(0).min(ID_MAX) + 2,
        name: names.chain(labels).max().unwrap_or(0) + 2,
        width,
        wraps,
    };
    for it in people {
        person(&mut rows, it, &columns);
    }
    heading(&mut rows, titles::CLOCKS);
    rows.extend(claims.iter().map(claim));
    if !audiences.is_empty() {
        heading(&mut rows, titles::TO_TELL);
        for it in audiences {
            audience(&mut rows, it, &columns);
        }
    }
    rows
}

/// How a row is parted.
struct Columns {
    /// Of the longest id, with a gap.
    id: usize,
    /// Of the longest name, with a gap.
    name: usize,
    width: usize,
    wraps: bool,
}

fn who(it: &PersonRow) -> String {
    let commander = if it.commander { " IC" } else { "" };
    format!("{}{commander}", it.name)
}

fn person(rows: &mut Vec<Row>, it: &PersonRow, columns: &Columns) {
    let done = it
        .done_percent
        .map_or_else(String::new, |done| format!("  {done} %"));
    let doing = span(format!("{}{done}", it.doing), tone(it.tone));
    let id = self::id(&it.id, columns);
    two_parts(rows, id, &who(it), doing, columns);
}

fn id(id: &str, columns: &Columns) -> Span<'static> {
    let id = shorten(id, columns.id - 2);
    span(fit(&id, columns.id), style(Part::Voice))
}

fn claim(it: &ClaimRow) -> Row {
    Line::from(vec![
        span(format!("{:<13} ", it.claim), Style::new()),
        span(format!("{:<16} ", it.since), tone(it.tone)),
        span(it.clock.clone(), style(Part::Muted)),
    ])
}

fn audience(rows: &mut Vec<Row>, it: &AudienceRow, columns: &Columns) {
    let id = self::id(&it.id, columns);
    // Beside another pane there is room for what is next only.
    let due = if columns.wraps {
        it.standing()
    } else {
        it.due.clone()
    };
    let due = span(due, tone(it.tone));
    two_parts(rows, id, &it.label, due, columns);
}

/// An id, a name, and how it stands; the name gives way.
fn two_parts(
    rows: &mut Vec<Row>,
    id: Span<'static>,
    name: &str,
    standing: Span<'static>,
    columns: &Columns,
) {
    let room = columns.width.saturating_sub(columns.id);
    let for_name = room.saturating_sub(standing.content.width());
    if columns.wraps && for_name < name.width() + 1 {
        let name = span(shorten(name, room), Style::new());
        rows.push(Line::from(vec![id, name]));
        let pad = vec![span(" ".repeat(columns.id), Style::new())];
        let (text, look) = (standing.content, standing.style);
        paragraph(rows, pad, &text, look, columns.width, columns.id);
    } else if for_name < 8 {
        let standing = span(shorten(&standing.content, room), standing.style);
        rows.push(Line::from(vec![id, standing]));
    } else {
        let for_name = for_name.min(columns.name);
        let name = fit(&shorten(name, for_name - 1), for_name);
        rows.push(Line::from(vec![id, span(name, Style::new()), standing]));
    }
}
