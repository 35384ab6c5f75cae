//! The head of the incident room: three lines and the tabs.
//!
//! Invariant: the clock, severity and who commands are never cut; what has no room is shortened
//! or counted.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::Picture;
use super::news::News;
use crate::tui::panes::Pane;
use crate::tui::paper::{Row, put_both, row, shorten, span};
use crate::tui::theme::{MARKER, NO_MARKER, Part, style, tone};
use crate::view::room::ClaimRow;
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
    /// Their names shortened.
    Short,
    /// No clock.
    Bare,
}

/// The column at which each tab ends, as they were painted last.
pub type TabEnds = [u16; Pane::ALL.len()];

/// Where the tabs of a row end, a span each.
fn ends(tabs: &Row) -> TabEnds {
    let mut ends = TabEnds::default();
    let mut end = 0;
    for (to, tab) in ends.iter_mut().zip(&tabs.spans) {
        end += u16::try_from(tab.width()).unwrap_or(u16::MAX);
        *to = end;
    }
    ends
}

/// Paints the three lines.
pub fn head(picture: &Picture, buf: &mut Buffer) {
    let [first, second, third] = picture.layout.head;
    title(picture, first, buf);
    claims(picture, second, buf);
    alerts(picture, third, buf);
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
    let left = Line::from(vec![
        span(format!(" {}", header.phase), tone(header.phase_tone)),
        span(
            format!("  {}  {}", header.severity, header.commander),
            Style::new(),
        ),
    ]);
    let room = usize::from(area.width).saturating_sub(left.width());
    let all = [Claims::All, Claims::Open, Claims::Short, Claims::Bare];
    let wanted = if area.width >= WIDE_FROM {
        &all[..]
    } else {
        &all[1..]
    };
    let mut told = wanted.iter().map(|it| claim_row(picture, *it));
    let right = told.find(|it| it.width() <= room).unwrap_or_default();
    put_both(&left, &right, area, buf);
}

fn claim_row(picture: &Picture, told: Claims) -> Row {
    // What the phase says already gives way first.
    let is_said = |it: &&ClaimRow| {
        it.claim == "severity" || (told != Claims::All && it.claim == "acknowledged")
    };
    let mut spans = Vec::new();
    for it in picture.room.claims.iter().filter(|it| !is_said(it)) {
        let name = match told {
            Claims::All | Claims::Open => it.claim,
            Claims::Short | Claims::Bare => it.claim.get(..3).unwrap_or(it.claim),
        };
        let standing = match (it.stands, told) {
            (true, _) => it.since.clone(),
            (false, Claims::Bare) => "no".to_owned(),
            (false, Claims::All | Claims::Open | Claims::Short) => format!("no {}", it.clock),
        };
        spans.push(span(format!("  {name} "), style(Part::Muted)));
        spans.push(span(standing, tone(it.tone)));
    }
    Line::from(spans)
}

fn alerts(picture: &Picture, area: Rect, buf: &mut Buffer) {
    let alerts = &picture.room.alerts;
    if alerts.is_empty() {
        let none = format!(" {}: {}", titles::ALERTS, titles::NO_ALERT);
        put_both(&row(none, style(Part::Muted)), &Row::default(), area, buf);
        return;
    }
    let width = usize::from(area.width);
    let mut spans = Vec::new();
    let mut used = 0;
    let mut n_told = 0;
    for alert in alerts {
        let is_last = n_told + 1 == alerts.len();
        let for_count = if is_last {
            0
        } else {
            screens::n_more(alerts.len()).len() + 1
        };
        let taken = alert.level.len() + alert.lasts.len() + 3;
        let room = width.saturating_sub(used + for_count + taken);
        let label = shorten(&alert.label, room);
        if n_told > 0 && label.len() < alert.label.len().min(LABEL_MIN) {
            break;
        }
        let about = format!(" {label} {} ", alert.lasts);
        used += alert.level.len() + about.len() + 1;
        n_told += 1;
        spans.push(span(format!(" {}", alert.level), tone(alert.tone)));
        spans.push(span(about, Style::new()));
    }
    let more = match alerts.len() - n_told {
        0 => String::new(),
        n => screens::n_more(n),
    };
    put_both(
        &Line::from(spans),
        &row(more, style(Part::Muted)),
        area,
        buf,
    );
}

/// The tabs over the main pane.
pub struct Tabs<'a> {
    /// The main pane.
    pub here: Pane,
    /// How closely it is read.
    pub title: &'a str,
    /// What came unseen.
    pub news: &'a News,
    /// The arrows are the line's.
    pub typing: bool,
    /// It has the whole width.
    pub zoomed: bool,
    /// There is nothing more to read further down.
    pub is_at_end: bool,
}

impl Tabs<'_> {
    /// Paints them, with words for more to read, for looking around and for a zoom.
    /// Gives where each of them ends.
    pub fn paint(&self, area: Rect, buf: &mut Buffer) -> TabEnds {
        let forms = [
            (Form::Wide, screens::MORE),
            (Form::Wide, screens::MORE_SHORT),
            (Form::Tight, screens::MORE),
            (Form::Tight, screens::MORE_SHORT),
        ];
        let width = usize::from(area.width);
        let mut drawn = forms.map(|(form, more)| (self.row(form), self.right(more)));
        let fits = |(left, right): &&mut (Row, Row)| left.width() + right.width() < width;
        let numbers = (self.row(Form::Numbers), self.right(screens::MORE_SHORT));
        let (left, right) = match drawn.iter_mut().find(fits) {
            Some(fitting) => std::mem::take(fitting),
            None => numbers,
        };
        put_both(&left, &right, area, buf);
        ends(&left)
    }

    fn right(&self, more: &'static str) -> Row {
        let more = if self.is_at_end { "" } else { more };
        let closeness = match (self.typing, self.zoomed) {
            (_, true) => screens::ZOOMED,
            (false, false) => screens::LOOKING,
            (true, false) => "",
        };
        Line::from(vec![
            span(more, style(Part::Focus)),
            span(closeness, style(Part::Selected)),
        ])
    }

    fn row(&self, form: Form) -> Row {
        let tabs = Pane::ALL.into_iter().map(|pane| self.tab(pane, form));
        Line::from(tabs.collect::<Vec<_>>())
    }

    fn tab(&self, pane: Pane, form: Form) -> ratatui::text::Span<'static> {
        let is_here = pane == self.here;
        let number = pane.idx() + 1;
        let n_new = self.news.n_new(pane);
        let news = match (n_new, form) {
            (0, _) => String::new(),
            (_, Form::Wide) => format!(" +{n_new}"),
            (_, Form::Tight | Form::Numbers) => format!("+{n_new}"),
        };
        let name = if is_here || form != Form::Numbers {
            format!(" {}", pane.title())
        } else {
            String::new()
        };
        let title = if is_here && !self.title.is_empty() {
            format!(": {}", self.title)
        } else {
            String::new()
        };
        let (marker, after) = match (is_here, form) {
            (true, Form::Wide) => (MARKER, " "),
            (false, Form::Wide) => (NO_MARKER, " "),
            (true, Form::Tight | Form::Numbers) => (MARKER.trim_end(), ""),
            (false, Form::Tight | Form::Numbers) => (" ", ""),
        };
        let look = match (is_here, self.typing) {
            (true, false) => style(Part::Focus),
            (true, true) => style(Part::Heading),
            (false, _) if n_new > 0 => style(Part::Warning),
            (false, _) => style(Part::Muted),
        };
        span(format!("{marker}{number}{name}{news}{title}{after}"), look)
    }
}

/// How much room the tabs take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Names, with room between them.
    Wide,
    /// Names.
    Tight,
    /// Only the one that is shown has a name.
    Numbers,
}
