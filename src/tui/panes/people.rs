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
//! public  Status page                  first word due in 03:20
//! ```

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::tui::paper::{Row, fit, heading, shorten, span};
use crate::tui::theme::{Part, style, tone};
use crate::view::people::PersonRow;
use crate::view::room::{AudienceRow, ClaimRow};
use crate::view::titles;

/// Columns of an id with the gap after it.
const ID_WIDTH: usize = 12;

/// The rows of people, claims and audiences.
#[must_use]
pub fn rows(
    people: &[PersonRow],
    claims: &[ClaimRow],
    audiences: &[AudienceRow],
    width: usize,
) -> Vec<Row> {
    let mut rows = Vec::new();
    for it in people {
        person(&mut rows, it, width);
    }
    heading(&mut rows, titles::CLOCKS);
    rows.extend(claims.iter().map(claim));
    if !audiences.is_empty() {
        heading(&mut rows, titles::TO_TELL);
        for it in audiences {
            audience(&mut rows, it, width);
        }
    }
    rows
}

fn person(rows: &mut Vec<Row>, it: &PersonRow, width: usize) {
    let commander = if it.commander { " IC" } else { "" };
    let who = format!("{}{commander}", it.name);
    let done = it
        .done_percent
        .map_or_else(String::new, |done| format!("  {done} %"));
    let doing = span(format!("{}{done}", it.doing), tone(it.tone));
    let id = self::id(&it.id);
    two_parts(rows, id, &who, doing, width);
}

fn id(id: &str) -> Span<'static> {
    span(
        format!("{} ", fit(&shorten(id, ID_WIDTH - 1), ID_WIDTH - 1)),
        style(Part::Voice),
    )
}

fn claim(it: &ClaimRow) -> Row {
    Line::from(vec![
        span(format!("{:<13} ", it.claim), Style::new()),
        span(format!("{:<16} ", it.since), tone(it.tone)),
        span(it.clock.clone(), style(Part::Muted)),
    ])
}

fn audience(rows: &mut Vec<Row>, it: &AudienceRow, width: usize) {
    let id = self::id(&it.id);
    let due = span(it.due.clone(), tone(it.tone));
    two_parts(rows, id, &it.label, due, width);
}

/// An id, a name, and how it stands; the name gives way.
fn two_parts(
    rows: &mut Vec<Row>,
    id: Span<'static>,
    name: &str,
    standing: Span<'static>,
    width: usize,
) {
    let for_name = width.saturating_sub(ID_WIDTH + standing.content.width() + 1);
    let name_width = for_name.min(34);
    if name_width < 8 {
        let room = width.saturating_sub(ID_WIDTH);
        let standing = span(shorten(&standing.content, room), standing.style);
        rows.push(Line::from(vec![id, standing]));
    } else {
        let name = fit(&shorten(name, name_width - 1), name_width);
        rows.push(Line::from(vec![id, span(name, Style::new()), standing]));
    }
}
