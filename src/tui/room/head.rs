//! The head of the incident room: three lines and the tabs.
//!
//! Invariant: the clock, severity and who commands are never cut; what has no room is shortened
//! or counted.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use super::Picture;
use super::news::News;
use crate::tui::panes::Pane;
use crate::tui::paper::{Row, fit, put_both, row, shorten, span};
use crate::tui::theme::{MARKER, NO_MARKER, Part, style, tone};
use crate::view::room::ClaimRow;
use crate::view::signals::AlertRow;
use crate::view::{screens, titles};

/// From this width on the head tells everything.
const WIDE_FROM: u16 = 100;

/// Fewest columns that an alert's name is told in.
const LABEL_MIN: usize = 12;

/// How much of the claims is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Claims {
    /// Each with its clock.
    All,
    /// The same without what the phase says already.
    Open,
    /// Without the clocks of those that nobody has claimed.
    Bare,
    /// Only the first that nobody has claimed.
    Next,
}

/// The column at which each tab ends, as they were painted last.
pub type TabEnds = [u16; Pane::ALL.len()];

/// Paints the three lines.
pub fn head(picture: &Picture, buf: &mut Buffer) {
    let [first, second, third] = picture.layout.head;
    title(picture, first, buf);
    // A zoomed pane has their rows where there is little room.
    if !second.is_empty() {
        claims(picture, second, buf);
        alerts(picture, third, buf);
    }
}

fn title(picture: &Picture, area: Rect, buf: &mut Buffer) {
    let header = &picture.header;
    buf.set_style(area, style(Part::Title));
    let standing = if header.standing.is_empty() {
        String::new()
    } else {
        format!("  {}", header.standing)
    };
    let is_wide = area.width >= WIDE_FROM;
    let utc = header.utc.as_str();
    let utc = if is_wide {
        utc
    } else {
        utc.split_once(' ').map_or(utc, |it| it.1)
    };
    let right = row(
        format!("  {}  {utc}  {} ", header.clock, header.stress),
        style(Part::Heading),
    );
    let mark = format!(" {}  ", header.mark);
    let taken = right.width() + mark.len() + standing.len();
    let name = shorten(&header.title, usize::from(area.width).saturating_sub(taken));
    let left = row(format!("{mark}{name}{standing}"), style(Part::Heading));
    put_both(&left, &right, area, buf);
}

fn claims(picture: &Picture, area: Rect, buf: &mut Buffer) {
    let header = &picture.header;
    let is_wide = area.width >= WIDE_FROM;
    let since = phase_claim(picture).map_or_else(String::new, |it| format!(" {}", it.since));
    let has_clock = is_wide || header.phase != "acknowledged";
    let since = if has_clock { since } else { String::new() };
    let left = Line::from(vec![
        span(format!(" {}{since}", header.phase), tone(header.phase_tone)),
        span(
            format!("  {}  {}", header.severity, header.commander),
            Style::new(),
        ),
    ]);
    let room = usize::from(area.width).saturating_sub(left.width());
    let all = [Claims::All, Claims::Open, Claims::Bare, Claims::Next];
    let wanted = if is_wide { &all[..] } else { &all[1..] };
    let mut told = wanted.iter().map(|it| claim_row(picture, *it));
    let right = told.find(|it| it.width() <= room).unwrap_or_default();
    put_both(&left, &right, area, buf);
}

/// The claim that the phase is called by: both are told as one.
fn phase_claim(picture: &Picture) -> Option<&ClaimRow> {
    let mut claims = picture.room.claims.iter();
    claims.find(|it| it.stands && it.claim == picture.header.phase)
}

fn claim_row(picture: &Picture, told: Claims) -> Row {
    // What the phase says already gives way first.
    let by_phase = phase_claim(picture).map(|it| it.claim);
    let is_said = |it: &&ClaimRow| {
        it.claim == "severity"
            || by_phase == Some(it.claim)
            || (told != Claims::All && it.claim == "acknowledged")
    };
    let claims = picture.room.claims.iter().filter(|it| !is_said(it));
    let claims: Vec<&ClaimRow> = match told {
        Claims::All | Claims::Open | Claims::Bare => claims.collect(),
        Claims::Next => claims.filter(|it| !it.stands).take(1).collect(),
    };
    let mut spans = Vec::new();
    for it in claims {
        let (name, clock) = if it.stands {
            (it.claim.to_owned(), it.since.as_str())
        } else {
            (screens::not_claimed(it.claim), it.clock.as_str())
        };
        spans.push(span(format!("  {name}"), style(Part::Muted)));
        let has_clock = match told {
            Claims::All | Claims::Open => true,
            Claims::Bare | Claims::Next => it.stands,
        };
        if has_clock {
            spans.push(span(format!(" {clock}"), tone(it.tone)));
        }
    }
    Line::from(spans)
}

/// An alert on its line, with as much of its name as there is room for.
struct Told<'a> {
    alert: &'a AlertRow,
    label: String,
}

/// The alerts that have room in so many columns.
fn told(alerts: &[AlertRow], width: usize) -> Vec<Told<'_>> {
    let mut told: Vec<Told> = Vec::new();
    let mut used = 0;
    for alert in alerts {
        let is_last = told.len() + 1 == alerts.len();
        let for_count = if is_last {
            0
        } else {
            screens::n_more(alerts.len()).len()
        };
        let taken = alert.level.len() + alert.lasts.len() + 4;
        let room = width.saturating_sub(used + for_count + taken);
        let label = shorten(&alert.label, room);
        if !told.is_empty() && label.width() < alert.label.width().min(LABEL_MIN) {
            break;
        }
        used += taken + label.width();
        told.push(Told { alert, label });
    }
    told
}

/// Whether the head of a screen of that width tells all alerts with their whole names.
#[must_use]
pub fn tells_all(alerts: &[AlertRow], width: u16) -> bool {
    let told = told(alerts, width.into());
    let whole = told.iter().filter(|it| it.label == it.alert.label);
    whole.count() == alerts.len()
}

fn alerts(picture: &Picture, area: Rect, buf: &mut Buffer) {
    let alerts = &picture.room.alerts;
    if alerts.is_empty() {
        let none = format!(" {}: {}", titles::ALERTS, titles::NO_ALERT);
        put_both(&row(none, style(Part::Muted)), &Row::default(), area, buf);
        return;
    }
    let told = told(alerts, area.width.into());
    let spans = told.iter().flat_map(|it| {
        let (alert, label) = (it.alert, &it.label);
        [
            span(format!(" {}", alert.level), tone(alert.tone)),
            span(format!(" {label} {} ", alert.lasts), Style::new()),
        ]
    });
    let more = match alerts.len() - told.len() {
        0 => String::new(),
        n => screens::n_more(n),
    };
    put_both(
        &Line::from(spans.collect::<Vec<_>>()),
        &row(more, style(Part::Muted)),
        area,
        buf,
    );
}

/// The tabs over the main pane.
pub struct Tabs<'a> {
    /// The main pane.
    pub here: Pane,
    /// How closely it is read, if there is room for it here.
    pub title: &'a str,
    /// What came unseen.
    pub news: &'a News,
    /// The arrows are the line's.
    pub typing: bool,
    /// It has the whole width.
    pub zoomed: bool,
    /// The columns that it has when it has not.
    pub width: u16,
    /// Whether there is more to read above what is shown, and below it.
    pub more: [bool; 2],
}

impl Tabs<'_> {
    /// Paints them, with how closely one reads and signs for more to read, for looking around
    /// and for a zoom at the right. Gives where each of them ends.
    ///
    /// Nothing that comes by itself moves them, nor does a zoom: counts and signs have their
    /// places kept.
    pub fn paint(&self, area: Rect, buf: &mut Buffer) -> TabEnds {
        let form = self.form();
        put_both(&self.row(form), &self.right(form), area, buf);
        form.ends()
    }

    fn form(&self) -> &'static Form {
        let fits = |form: &&Form| form.width() + form.for_right() <= usize::from(self.width);
        FORMS.iter().find(fits).unwrap_or(&LEAST)
    }

    /// Columns that they leave for how closely one reads.
    #[must_use]
    pub fn for_title(&self, width: u16) -> usize {
        let form = self.form();
        usize::from(width).saturating_sub(form.width() + form.for_right() + 1)
    }

    /// Signs for more to read have their place, whatever stands beside them.
    fn right(&self, form: &Form) -> Row {
        let signs = [screens::ABOVE, screens::BELOW];
        let signs = signs.into_iter().zip(self.more);
        let more: String = signs
            .map(|(it, is_so)| if is_so { it } else { ' ' })
            .collect();
        let title = match self.title {
            "" => String::new(),
            title => format!(" {title}"),
        };
        let closeness = match (self.typing, self.zoomed) {
            (_, true) => screens::ZOOMED,
            (false, false) => screens::LOOKING,
            (true, false) => screens::TYPING,
        };
        let look = if closeness == screens::TYPING {
            Style::new()
        } else {
            style(Part::Selected)
        };
        let (closeness, gap) = if form.is_tight {
            (&closeness[1..closeness.len() - 1], "")
        } else {
            (closeness, " ")
        };
        Line::from(vec![
            span(format!("{title} "), style(Part::Heading)),
            span(format!("{more}{gap}"), style(Part::Focus)),
            span(closeness, look),
        ])
    }

    fn row(&self, form: &Form) -> Row {
        let tabs = Pane::ALL.into_iter().flat_map(|pane| self.tab(pane, form));
        Line::from(tabs.collect::<Vec<_>>())
    }

    /// A tab, and what is new in it. The marker stands before the name, in a cell of its own.
    fn tab(&self, pane: Pane, form: &Form) -> [ratatui::text::Span<'static>; 2] {
        let n_new = self.news.n_new(pane);
        let count = if News::is_counted(pane) {
            screens::n_new(n_new, form.gap - 1)
        } else {
            String::new()
        };
        let gap = fit(&count, form.gap_after(pane));
        let (marker, look) = match (pane == self.here, n_new) {
            (true, _) => (MARKER, style(Part::Selected)),
            (false, 0) => (NO_MARKER, style(Part::Muted)),
            (false, _) => (NO_MARKER, style(Part::Warning)),
        };
        let (number, name) = (pane.idx() + 1, form.names[pane.idx()]);
        let tab = format!("{number}{}{name}", &marker[..1]);
        [span(tab, look), span(gap, style(Part::Warning))]
    }
}

/// How much room the tabs take: a matter of the width alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Form {
    names: [&'static str; Pane::ALL.len()],
    /// Columns after each tab but the last: a count, and a free one.
    gap: usize,
    /// Nothing stands free at the right.
    is_tight: bool,
}

/// The narrowest.
const LEAST: Form = Form {
    names: screens::PANES_LEAST,
    gap: 3,
    is_tight: true,
};

/// The widest first.
const FORMS: [Form; 4] = [
    Form {
        names: screens::PANES,
        gap: 4,
        is_tight: false,
    },
    Form {
        names: screens::PANES,
        ..LEAST
    },
    Form {
        names: screens::PANES_SHORT,
        ..LEAST
    },
    LEAST,
];

impl Form {
    fn gap_after(&self, pane: Pane) -> usize {
        let is_last = pane.idx() + 1 == Pane::ALL.len();
        if is_last { 0 } else { self.gap }
    }

    /// Where each tab ends, with its count.
    fn ends(&self) -> TabEnds {
        let mut end = 0;
        Pane::ALL.map(|pane| {
            end += 2 + self.names[pane.idx()].len() + self.gap_after(pane);
            u16::try_from(end).unwrap_or(u16::MAX)
        })
    }

    fn width(&self) -> usize {
        self.ends().last().map_or(0, |it| usize::from(*it))
    }

    /// Columns kept at the right, whether anything stands there or not: a free one, the signs for
    /// more to read, the word for looking around.
    const fn for_right(&self) -> usize {
        let word = screens::LOOKING.len();
        let word = if self.is_tight { word - 2 } else { word + 1 };
        1 + 2 + word
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::time::Elapsed;
    use crate::view::timeline::{Entry, Kind};
    use crate::view::words::Tone;

    /// The tabs with so many entries unseen.
    fn tabs(width: u16, n_new: usize, more: [bool; 2], typing: bool) -> (String, TabEnds) {
        let mut news = News::default();
        let entry = |kind| Entry {
            at: Elapsed::ZERO,
            time: String::new(),
            utc: String::new(),
            who: String::new(),
            kind,
            lines: Vec::new(),
            tone: Tone::Plain,
        };
        let entries: Vec<Entry> = [Kind::Alert, Kind::Clue]
            .into_iter()
            .cycle()
            .take(n_new * 2)
            .map(entry)
            .collect();
        news.take(&entries, 0, |_| false);
        news.listed(n_new, false);
        let tabs = Tabs {
            here: Pane::Signals,
            title: "",
            news: &news,
            typing,
            zoomed: false,
            width,
            more,
        };
        let area = Rect::new(0, 0, width, 1);
        let mut buf = Buffer::empty(area);
        let ends = tabs.paint(area, &mut buf);
        let text = (0..width).map(|x| buf[(x, 0)].symbol()).collect();
        (text, ends)
    }

    #[test]
    fn nothing_that_comes_moves_the_tabs() {
        for width in 60..=200 {
            let (_, still) = tabs(width, 0, [false; 2], true);
            for n_new in [1, 9, 10, 99, 100] {
                for (more, typing) in [([true; 2], false), ([false; 2], true), ([true; 2], true)] {
                    let (text, ends) = tabs(width, n_new, more, typing);
                    assert_eq!(ends, still, "{text}");
                    assert_eq!(text.contains("LOOK"), !typing, "{text}");
                    assert_eq!(text.contains("\u{2191}\u{2193}"), more[0], "{text}");
                    assert!(text.contains("3 log") && text.contains("7 map"), "{text}");
                }
            }
        }
    }

    #[test]
    fn gaps_are_equal_and_what_is_new_never_touches_the_next_tab() {
        for (width, n_new, told) in [
            (
                89,
                12,
                "1 timeline+24 2>signals+12 3 logs    4 people    5 board+12 6 commands+12 7 map \u{2191}\u{2193}  LOOK ",
            ),
            (
                80,
                4,
                "1 timeline+8 2>signals+4 3 logs   4 people   5 board+4 6 commands+4 7 map \u{2191}\u{2193}LOOK",
            ),
            (
                79,
                10,
                "1 time+  2>signals+  3 logs   4 people   5 board+  6 cmds+  7 map        \u{2191}\u{2193}LOOK",
            ),
            (
                60,
                0,
                "1 tim   2>sig   3 log   4 ppl   5 brd   6 cmd   7 map \u{2191}\u{2193}LOOK",
            ),
        ] {
            let (text, _) = tabs(width, n_new, [true; 2], false);
            assert_eq!(text, told);
        }
    }
}
