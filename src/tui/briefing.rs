//! The briefing: what one reads before the clock starts, and how hard it will press.
//!
//! ```text
//!  Which host am I on?                              GitLab.com, 2017-01-31
//!
//! You are the engineer on call.
//! ...
//! The system
//!   [ diagram ]
//! ...
//!  Stress: untimed  calm  > normal  real time                     more below
//!  a minute at your desk is 25 min of the incident; up to 1 twist
//!  Seed 8121637; ready? the clock starts when the page rings
//! ```
//!
//! Invariant: nothing of the incident runs while this is read; what was chosen here is what the
//! session is begun with.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::Brief;
use super::input::Key;
use super::keys::{Context, Intent};
use super::paper::{Paper, Row, block, heading, paragraph, put, put_both, row, span, wrap};
use super::prompt::Prompt;
use super::room::put_prompt;
use super::scroll::Scroll;
use super::theme::{MARKER, NO_MARKER, Part, style};
use crate::engine::event::Stress;
use crate::engine::seed::Seed;
use crate::view::briefing::{Briefing, Dial};
use crate::view::screens;

/// The briefing, how far it was read, and what was chosen.
#[derive(Debug, Clone)]
pub struct BriefingScreen {
    /// The scenario's id.
    pub id: String,
    brief: Brief,
    scroll: Scroll,
    /// The seed that is being typed.
    typing: Option<Prompt>,
}

/// Digits of the largest seed.
const SEED_DIGITS: usize = 20;

impl BriefingScreen {
    /// The briefing of the scenario with that id.
    #[must_use]
    pub fn new(id: String, brief: Brief) -> Self {
        Self {
            id,
            brief,
            scroll: Scroll::top(),
            typing: None,
        }
    }

    /// Its title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.brief.briefing.title
    }

    /// What the session is begun with.
    #[must_use]
    pub const fn chosen(&self) -> (Stress, Seed) {
        (self.brief.stress, self.brief.seed)
    }

    /// Where the keys go.
    #[must_use]
    pub const fn context(&self) -> Context {
        match self.typing {
            Some(_) => Context::BriefingSeed,
            None => Context::Briefing,
        }
    }

    /// A key that asks for nothing: a digit of the seed.
    pub fn edit(&mut self, key: Key) -> bool {
        let Some(typed) = &mut self.typing else {
            return false;
        };
        let is_full = typed.text().len() >= SEED_DIGITS;
        match key {
            Key::Char(c) if !c.is_ascii_digit() || is_full => false,
            _ => typed.edit(key),
        }
    }

    /// Does what a key asks for, and says whether there was anything to do in here.
    pub fn obey(&mut self, intent: Intent) -> bool {
        if let Some(typed) = &mut self.typing {
            match intent {
                Intent::Accept => {
                    if let Ok(seed) = typed.text().parse() {
                        self.brief.seed = Seed(seed);
                    }
                    self.typing = None;
                }
                Intent::Back => self.typing = None,
                _ => {}
            }
            return true;
        }
        match intent {
            Intent::Seed => self.typing = Some(Prompt::default()),
            Intent::Harder => self.turn(|at| at + 1),
            Intent::Gentler => self.turn(|at| at.saturating_sub(1)),
            _ => return self.scroll.obey(intent),
        }
        true
    }

    /// Whether a key would do something now.
    #[must_use]
    pub const fn does(&self, intent: Intent) -> bool {
        !matches!(intent, Intent::PageDown) || !self.scroll.fits()
    }

    /// The dial ends on both sides: nobody comes to the hardest by way of the gentlest.
    fn turn(&mut self, to: impl Fn(usize) -> usize) {
        let at = Stress::ALL.iter().position(|it| *it == self.brief.stress);
        let to = to(at.unwrap_or(0)).min(Stress::ALL.len() - 1);
        self.brief.stress = Stress::ALL[to];
    }

    /// Paints it, without the key bar; gives the place of the cursor while one types.
    pub fn paint(&self, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let briefing = &self.brief.briefing;
        let [title, body, dial, means, ready] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Fill(1),
            Constraint::Length(1),
            Constraint::Length(1),
            Constraint::Length(1),
        ])
        .areas(area);
        buf.set_style(title, style(Part::Title));
        let name = row(format!(" {} ", briefing.title), style(Part::Heading));
        let subtitle = row(format!("  {} ", briefing.subtitle), Style::new());
        put_both(&name, &subtitle, title, buf);
        let column = Rect {
            x: body.x + 1.min(body.width),
            width: body.width.saturating_sub(1).min(100),
            ..body
        };
        let rows = rows(briefing, column.width.into());
        let paper = Paper {
            rows: &rows,
            scroll: &self.scroll,
        };
        paper.render(column, buf);
        let more = if self.scroll.is_at_end() {
            ""
        } else {
            screens::MORE
        };
        put_both(&self.dials(), &row(more, style(Part::Focus)), dial, buf);
        let chosen = briefing.dials.iter().find(|it| self.is_chosen(it));
        let words = chosen.map_or("", |it| it.means.as_str());
        put(&row(format!(" {words}"), Style::new()), means, buf);
        if let Some(typed) = &self.typing {
            let label = format!(" {}:", screens::SEED);
            return put_prompt(&label, typed, &[], ready, buf);
        }
        let seed = format!(" {} {}; ", screens::SEED, self.brief.seed.0);
        let words = Line::from(vec![
            span(seed, style(Part::Muted)),
            span(briefing.ready, style(Part::Heading)),
        ]);
        put(&words, ready, buf);
        None
    }

    fn is_chosen(&self, dial: &Dial) -> bool {
        dial.stress == self.brief.stress
    }

    fn dials(&self) -> Row {
        let label = format!(" {}:", screens::STRESS);
        let mut spans = vec![span(label, style(Part::Muted))];
        for it in &self.brief.briefing.dials {
            let (marker, look) = if self.is_chosen(it) {
                (MARKER, style(Part::Selected))
            } else {
                (NO_MARKER, Style::new())
            };
            spans.push(span(" ", Style::new()));
            spans.push(span(format!("{marker}{} ", it.word), look));
        }
        Line::from(spans)
    }
}

fn rows(briefing: &Briefing, width: usize) -> Vec<Row> {
    let mut rows = vec![
        Row::default(),
        row(briefing.role.clone(), style(Part::Voice)),
    ];
    rows.push(Row::default());
    text(&mut rows, &briefing.text, width);
    if !briefing.diagram.is_empty() {
        heading(&mut rows, screens::SYSTEM);
        block(&mut rows, &briefing.diagram, "", Style::new(), width);
    }
    // How time runs at the stress that is chosen stands below.
    let clock = briefing.clock().map(str::to_owned);
    for (title, entries) in briefing.lists() {
        let entries = if entries == briefing.time.as_slice() {
            &clock[..]
        } else {
            entries
        };
        if entries.is_empty() {
            continue;
        }
        heading(&mut rows, title);
        for entry in entries {
            let lead = vec![span("- ", Style::new())];
            paragraph(&mut rows, lead, entry, Style::new(), width, 2);
        }
    }
    rows
}

/// Lines of running text: those of a paragraph flow together, indented ones stay as they are.
fn text(rows: &mut Vec<Row>, lines: &[String], width: usize) {
    let mut flowing = String::new();
    let flush = |flowing: &mut String, rows: &mut Vec<Row>| {
        if !flowing.is_empty() {
            let wrapped = wrap(flowing, width, 0);
            rows.extend(wrapped.into_iter().map(|it| row(it, Style::new())));
            flowing.clear();
        }
    };
    for line in lines {
        let stays = line.is_empty() || line.starts_with([' ', '-', '*', '|', '+']);
        if stays {
            flush(&mut flowing, rows);
            if line.is_empty() {
                rows.push(Row::default());
            } else {
                block(rows, std::slice::from_ref(line), "", Style::new(), width);
            }
        } else {
            if !flowing.is_empty() {
                flowing.push(' ');
            }
            flowing.push_str(line);
        }
    }
    flush(&mut flowing, rows);
}
