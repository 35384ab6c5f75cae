//! The incident room on the screen.
//!
//! ```text
//!  DRILL  Which host am I on?         T+04:10  2017-01-31 21:54:10 UTC  normal
//!  acknowledged  sev 1  IC you      mitigated no 04:10   resolved no 04:10
//!  CRITICAL Replication lag 03:00   warning Disk filling 01:30
//! 1>timeline   2 signals+1 3 logs   4 people   5 board   6 commands   7 map
//! T+00:40 claim   you took the page
//! ...
//!  you: runs `lvs` until T+05:10          public: first word due in 10:50
//!  lvs  List the volumes   ssh staging lvs
//! T+04:10 you> lv|s
//!  Enter do  Tab complete  Esc look around  F1 keys
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};
use unicode_width::UnicodeWidthStr;

use super::look::Zoom;
use super::{Content, Picture, RoomScreen, head};
use crate::tui::panes::map::drawing::Drawing;
use crate::tui::panes::{Pane, chart};
use crate::tui::paper::{
    Paper, Row, fit, put, put_both, put_uncut, put_upwards, row, shorten, span,
};
use crate::tui::prompt::Prompt;
use crate::tui::scroll::{Scroll, first_shown};
use crate::tui::theme::{MARKER, NO_MARKER, Part, style, tone};
use crate::view::prompt::{Completion, KEPT};
use crate::view::screens;
use crate::view::timeline::{Entry, NOTHING_SHOWN};
use crate::view::words::Tone;

/// Rows of the list of completions.
const LISTED_MAX: u16 = 6;

impl RoomScreen {
    /// Paints it, without the key bar; gives the place of the cursor while one types.
    pub fn paint(
        &self,
        prompt: &Prompt,
        notice: Option<&str>,
        buf: &mut Buffer,
    ) -> Option<Position> {
        let picture = self.picture.as_ref()?;
        head::head(picture, buf);
        if let Some(line) = picture.title_line {
            put(
                &row(format!(" {}", picture.title), style(Part::Heading)),
                line,
                buf,
            );
        }
        for rule in &picture.layout.rules {
            for at in rule.intersection(buf.area).positions() {
                buf[at]
                    .set_symbol("\u{2502}")
                    .set_style(style(Part::Border));
            }
        }
        let mut marks = false;
        for (nth, (pane, area, content)) in picture.panes.iter().enumerate() {
            if nth > 0 {
                pane_title(*pane, &note(picture, *pane, *area, content), *area, buf);
            }
            let rows = match content {
                Content::Rows(rows) => rows,
                Content::Timeline => &self.wrapped.rows,
                Content::Chart(it) => {
                    chart::paint(it, *area, buf);
                    continue;
                }
                Content::Drawing(drawing, details) => {
                    self.drawing(drawing, details, *area, buf);
                    continue;
                }
            };
            if *pane == Pane::Timeline && rows.is_empty() {
                let nothing = row(NOTHING_SHOWN, style(Part::Muted));
                put(&nothing, *area, buf);
            }
            let aside = if pane.follows() {
                Scroll::end()
            } else {
                Scroll::top()
            };
            let scroll = if nth == 0 {
                &self.scrolls[pane.idx()]
            } else {
                &aside
            };
            Paper { rows, scroll }.render(*area, buf);
            if *pane == Pane::Timeline {
                marks |= self.mark_new(scroll, *area, buf);
            }
        }
        // What was painted says whether there is more.
        let has_line = picture.title_line.is_some();
        let title = if has_line { "" } else { &picture.title };
        let width = picture.layout.main_width;
        let tabs = self.tabs(title, width, self.more(picture));
        self.tab_ends.set(tabs.paint(picture.layout.tabs, buf));
        self.foot(picture, prompt, notice, marks, buf)
    }

    /// The tabs, with how closely one reads.
    pub(super) const fn tabs<'a>(
        &'a self,
        title: &'a str,
        width: u16,
        more: [bool; 2],
    ) -> head::Tabs<'a> {
        head::Tabs {
            here: self.pane,
            title,
            news: &self.news,
            typing: self.typing,
            zoomed: !matches!(self.look.zoom, Zoom::None),
            width,
            more,
        }
    }

    /// Whether there is more to read above and below what is shown of the main pane.
    fn more(&self, picture: &Picture) -> [bool; 2] {
        let main = picture.panes.first().map(|(_, _, content)| content);
        match main {
            Some(Content::Chart(_) | Content::Drawing(..)) | None => [false; 2],
            Some(Content::Rows(_) | Content::Timeline) => {
                let scroll = &self.scrolls[self.pane.idx()];
                [!scroll.is_at_top(), !scroll.is_at_end()]
            }
        }
    }

    /// The map, and under it what is to say of the selected service.
    fn drawing(&self, drawing: &Drawing, details: &[Row], area: Rect, buf: &mut Buffer) {
        // What there is to say of the selected box is said whole; the drawing gives way.
        let told = u16::try_from(details.len()).unwrap_or(u16::MAX);
        let left = area.height.saturating_sub(told.saturating_add(1));
        let height = u16::try_from(drawing.height).unwrap_or(u16::MAX);
        let height = height.min(left.max(area.height / 3));
        let selected = self.selects(Pane::Map);
        drawing.paint(selected, Rect { height, ..area }, buf);
        let under = Rect {
            y: (area.y + height + 1).min(area.bottom()),
            height: area.height.saturating_sub(height + 1),
            ..area
        };
        put_details(details, under, buf);
    }

    /// Marks the entries that came while nobody looked, and says whether there is one.
    fn mark_new(&self, scroll: &Scroll, area: Rect, buf: &mut Buffer) -> bool {
        let Some(first_new) = self.news.first_new() else {
            return false;
        };
        let mut marks = false;
        let top = scroll.first();
        for (line, entry, column) in &self.wrapped.starts {
            let down = line.checked_sub(top).and_then(|it| u16::try_from(it).ok());
            let Some(down) = down.filter(|it| *entry >= first_new && *it < area.height) else {
                continue;
            };
            let at = Position {
                x: area.x.saturating_add(*column),
                y: area.y + down,
            };
            if area.contains(at) {
                buf[at].set_symbol("*").set_style(style(Part::Focus));
                marks = true;
            }
        }
        marks
    }

    fn foot(
        &self,
        picture: &Picture,
        prompt: &Prompt,
        notice: Option<&str>,
        marks: bool,
        buf: &mut Buffer,
    ) -> Option<Position> {
        let [status, aside, line, _] = picture.layout.foot;
        let (you, due) = status_line(picture, status.width.into());
        put_both(&you, &due, status, buf);
        if self.look.filtering {
            put_prompt(&picture.prompt.label, prompt, &[], line, buf);
            let label = format!(" {}:", screens::FILTER);
            return put_prompt(&label, &self.look.filter, &[], aside, buf);
        }
        match notice {
            Some(notice) => put_upwards(notice, style(Part::Warning), aside, &Row::default(), buf),
            None if prompt.is_kept() => {
                let kept = row(format!(" {KEPT}"), style(Part::Muted));
                put(&kept, aside, buf);
            }
            None if prompt.is_empty() => {
                let hint = match self.unseen(picture) {
                    Some(entry) => row(format!(" {}", entry.with_answer()), tone(entry.tone)),
                    // What there is left to do matters more than which keys look around.
                    None if self.look.zoom != Zoom::None && !picture.is_over => {
                        row(format!(" {}", screens::ZOOMED_HINT), style(Part::Muted))
                    }
                    None if !self.typing => {
                        row(format!(" {}", screens::LOOKING_HINT), style(Part::Muted))
                    }
                    None => row(format!(" {}", picture.prompt.hint), style(Part::Muted)),
                };
                let sign = if marks {
                    row(screens::NEW, style(Part::Focus))
                } else {
                    Row::default()
                };
                put_both(&hint, &sign, aside, buf);
            }
            None => put(
                &suggestions(&picture.completions, aside.width.into()),
                aside,
                buf,
            ),
        }
        if prompt.nth().is_some() {
            list(&picture.completions, prompt.nth(), aside, buf);
        }
        let cursor = put_prompt(
            &picture.prompt.label,
            prompt,
            &picture.completions,
            line,
            buf,
        );
        cursor.filter(|_| self.typing)
    }
}

impl RoomScreen {
    /// What was told last, where the timeline is not on the screen and nobody has seen it.
    fn unseen(&self, picture: &Picture) -> Option<&Entry> {
        let mut shown = picture.layout.panes.iter();
        let is_shown = shown.any(|(pane, _)| *pane == Pane::Timeline);
        let has_news = !is_shown && !picture.is_over && self.news.n_new(Pane::Timeline) > 0;
        self.entries.last().filter(|_| has_news)
    }
}

/// What stands behind the cursor: the rest of the line, or the line that is meant.
fn shadow(prompt: &Prompt, completions: &[Completion]) -> String {
    match (prompt.ghost(completions), prompt.meant(completions)) {
        (Some(rest), _) => rest.to_owned(),
        (None, Some(line)) => format!("  {} {line}", screens::MEANT),
        (None, None) => String::new(),
    }
}

/// Paints the line one types in; gives the place of the cursor.
pub fn put_prompt(
    label: &str,
    prompt: &Prompt,
    completions: &[Completion],
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    if area.is_empty() {
        return None;
    }
    let label = format!("{} ", shorten(label, usize::from(area.width / 2)));
    let room = usize::from(area.width)
        .saturating_sub(label.width() + 1)
        .max(1);
    let scrolled = prompt.scrolled(room);
    let typed = after_columns(prompt.text(), scrolled);
    let look = if prompt.is_kept() {
        style(Part::Selected)
    } else {
        style(Part::Typed)
    };
    let line = Line::from(vec![
        span(label.clone(), style(Part::Focus)),
        span(typed, look),
        span(shadow(prompt, completions), style(Part::Ghost)),
    ]);
    put_uncut(&line, area, buf);
    if scrolled > 0 {
        let at = Rect {
            x: area.x
                + u16::try_from(label.width())
                    .unwrap_or(u16::MAX)
                    .min(area.width - 1),
            width: 1,
            ..area
        };
        put(&row("<", style(Part::Focus)), at, buf);
    }
    let column = label.width() + prompt.cursor_column().saturating_sub(scrolled);
    let x = area
        .x
        .saturating_add(u16::try_from(column).unwrap_or(u16::MAX));
    Some(Position {
        x: x.min(area.right() - 1),
        y: area.y,
    })
}

/// The text after that many columns.
fn after_columns(text: &str, columns: usize) -> &str {
    &text[crate::tui::paper::cut(text, columns).len()..]
}

/// What is said of a pane beside the main one in its title: how much of it has no room, what
/// its graphs span.
fn note(picture: &Picture, pane: Pane, area: Rect, content: &Content) -> String {
    let n_rows = match content {
        Content::Rows(rows) => rows.len(),
        Content::Timeline | Content::Chart(_) | Content::Drawing(..) => 0,
    };
    let more = match n_rows.saturating_sub(area.height.into()) {
        0 => String::new(),
        n => screens::n_lines_more(n),
    };
    match pane {
        Pane::Signals if more.is_empty() => picture.graphs_span.clone(),
        _ => more,
    }
}

fn pane_title(pane: Pane, note: &str, area: Rect, buf: &mut Buffer) {
    let line = Rect {
        y: area.y.saturating_sub(1),
        height: 1,
        ..area
    };
    let title = format!("{} {} ", pane.idx() + 1, pane.title());
    let note = if note.is_empty() {
        String::new()
    } else {
        format!(" {note}")
    };
    let taken = title.width() + note.width();
    let rule = "\u{2500}".repeat(usize::from(area.width).saturating_sub(taken));
    let title = Line::from(vec![
        span(title, style(Part::Heading)),
        span(rule, style(Part::Border)),
        span(note, style(Part::Muted)),
    ]);
    put(&title, line, buf);
}

/// What you do and what is due, in that many columns. How long and how late is never cut.
fn status_line(picture: &Picture, width: usize) -> (Row, Row) {
    let you = picture.room.people.iter().find(|it| it.you);
    let short = you.map_or_else(Row::default, |it| {
        row(format!(" {}: {}", it.name, it.doing_short), tone(it.tone))
    });
    let forms = [
        (Due::All, None),
        (Due::Late, None),
        (Due::Late, Some(&short)),
        (Due::Alone, Some(&short)),
    ];
    let told = forms.map(|(form, you)| {
        let due = due(picture, form);
        let room = width.saturating_sub(due.width());
        (
            you.map_or_else(|| self::you(picture, room), Row::clone),
            due,
        )
    });
    let fits = |(you, due): &(Row, Row)| you.width() + due.width() <= width;
    let nth = told.iter().position(fits).unwrap_or(forms.len() - 1);
    told.into_iter().nth(nth).unwrap_or_default()
}

/// How much is told of what is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Due {
    /// What, when, and how many others are late.
    All,
    /// When, and how many others are late.
    Late,
    /// When.
    Alone,
}

/// What you do, in that many columns: of a long command its end gives way, not until when.
fn you(picture: &Picture, room: usize) -> Row {
    let you = picture.room.people.iter().find(|it| it.you);
    let Some(you) = you else {
        return Row::default();
    };
    let done = you.done_percent;
    let done = done.map_or_else(String::new, |it| format!("{it:>2} %  "));
    let others = picture.room.people.iter();
    let others = match others
        .filter(|it| !it.you && it.done_percent.is_some())
        .count()
    {
        0 => String::new(),
        n => format!("  {}", screens::n_at_work(n)),
    };
    let told = [(&*done, &*others), ("", &*others), ("", "")].map(|(done, others)| {
        let words = |doing: &str| format!(" {}: {done}{doing}{others}", you.name);
        let over = words(&you.doing).width().saturating_sub(room);
        words(&shorten_command(&you.doing, over))
    });
    let fits = told.iter().find(|it| it.width() <= room);
    let told = fits.unwrap_or(&told[2]);
    row(told.clone(), tone(you.tone))
}

/// The words with so many columns less of the command in them, as far as there is one.
fn shorten_command(doing: &str, over: usize) -> String {
    let marks = doing.find('`').zip(doing.rfind('`'));
    match marks {
        Some((from, to)) if over > 0 && from < to => {
            let command = &doing[from + 1..to];
            let room = command.width().saturating_sub(over).max(6);
            let (before, after) = (&doing[..=from], &doing[to..]);
            format!("{before}{}{after}", shorten(command, room))
        }
        Some(_) | None => doing.to_owned(),
    }
}

fn due(picture: &Picture, form: Due) -> Row {
    let urgent = picture.room.audiences.first();
    urgent.map_or_else(Row::default, |it| {
        let quiet = it.tone == Tone::Plain;
        let look = if quiet {
            style(Part::Muted)
        } else {
            tone(it.tone)
        };
        let others = picture.room.audiences.iter().skip(1);
        let more = match others.filter(|it| it.overdue).count() {
            n if n > 0 && form != Due::Alone => screens::n_more(n),
            _ => String::new(),
        };
        let due = match form {
            Due::All => &it.due,
            Due::Late | Due::Alone => &it.due_short,
        };
        row(format!("  {}: {due} {more}", it.id), look)
    })
}

fn suggestions(completions: &[Completion], width: usize) -> Row {
    let mut spans = Vec::new();
    let mut used = 1;
    for (nth, it) in completions.iter().enumerate() {
        let about = match (nth, it.mark.is_empty()) {
            (0, true) => format!("  {}", it.about),
            (0, false) => format!("  {} [{}]", it.about, it.mark),
            (_, _) => String::new(),
        };
        let wide = it.line.width() + about.width() + 4;
        if nth > 0 && used + wide > width {
            spans.push(span(
                format!("+{}", completions.len() - nth),
                style(Part::Muted),
            ));
            break;
        }
        used += wide;
        spans.push(span(format!(" {}", it.line.trim_end()), style(Part::Voice)));
        spans.push(span(format!("{about}   "), style(Part::Muted)));
    }
    Line::from(spans)
}

/// The completions as a list that grows upwards from the row over the prompt.
fn list(completions: &[Completion], nth: Option<usize>, aside: Rect, buf: &mut Buffer) {
    let n_listed = u16::try_from(completions.len())
        .unwrap_or(u16::MAX)
        .min(LISTED_MAX);
    let n_listed = n_listed.min(aside.y.saturating_add(1));
    let area = Rect {
        y: (aside.y + 1).saturating_sub(n_listed),
        height: n_listed,
        ..aside
    };
    let area = area.intersection(buf.area);
    Clear.render(area, buf);
    let here = nth.unwrap_or(0);
    let first = first_shown(here, n_listed);
    let widest = completions.iter().map(|it| it.line.trim_end().width());
    let half = usize::from(area.width / 2).max(4);
    let column = (widest.max().unwrap_or(0) + 2).min(half);
    let shown = completions.iter().enumerate().skip(first);
    for (line, (idx, it)) in area.rows().zip(shown) {
        let width = usize::from(line.width);
        let mark = if it.mark.is_empty() {
            String::new()
        } else {
            format!("  [{}]", it.mark)
        };
        let line_of = fit(&shorten(it.line.trim_end(), column - 2), column);
        let text = format!("{line_of}{}{mark}", it.about);
        let (marker, look) = if idx == here {
            (MARKER, style(Part::Selected))
        } else {
            (NO_MARKER, Style::new())
        };
        let text = fit(&shorten(&format!("{marker}{text}"), width), width);
        put(&row(text, look), line, buf);
    }
}

/// What is to say of a service, as far as there is room; where there is none for all of it, that
/// is said.
fn put_details(details: &[Row], area: Rect, buf: &mut Buffer) {
    for (line, row) in area.rows().zip(details) {
        put(row, line, buf);
    }
    if details.len() > usize::from(area.height) && area.height > 0 {
        let last = Rect {
            y: area.bottom() - 1,
            height: 1,
            ..area
        };
        let cut = row(format!(" {}", screens::CUT), style(Part::Focus));
        put_both(&Row::default(), &cut, last, buf);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_keys_do_has_room_beside_the_sign_for_what_is_new() {
        let narrowest = usize::from(crate::tui::app::SIZE_MIN.width);
        for hint in [screens::LOOKING_HINT, screens::ZOOMED_HINT] {
            assert!(1 + hint.len() + screens::NEW.len() <= narrowest, "{hint}");
        }
    }

    #[test]
    fn what_is_cut_under_the_map_says_so() {
        let details: Vec<Row> = (0..5)
            .map(|n| row(format!("line {n}"), Style::new()))
            .collect();
        let told = |height: u16| {
            let area = Rect::new(0, 0, 40, height);
            let mut buf = Buffer::empty(area);
            put_details(&details, area, &mut buf);
            let text = |y| (0..40).map(|x| buf[(x, y)].symbol()).collect::<String>();
            (0..height).map(text).collect::<Vec<_>>().join("\n")
        };
        assert!(told(5).contains("line 4") && !told(5).contains(screens::CUT));
        assert!(told(4).contains("line 3") && told(4).contains(screens::CUT.trim_end()));
        assert_eq!(told(0), "");
    }
}
