//! The briefing: what one reads before the clock starts.
//!
//! ```text
//!  Which host am I on?                              GitLab.com, 2017-01-31
//!
//! You are the engineer on call.
//! ...
//! The system
//!   [ diagram ]
//!
//!  ready? the clock starts when the page rings
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::keys::Intent;
use super::paper::{Paper, Row, block, heading, paragraph, put_both, row, span, wrap};
use super::scroll::Scroll;
use super::theme::{Part, style};
use crate::view::briefing::Briefing;
use crate::view::screens;

/// The briefing and how far it was read.
#[derive(Debug, Clone)]
pub struct BriefingScreen {
    /// The scenario's id.
    pub id: String,
    /// What it says.
    pub briefing: Briefing,
    scroll: Scroll,
}

impl BriefingScreen {
    /// The briefing of the scenario with that id.
    #[must_use]
    pub fn new(id: String, briefing: Briefing) -> Self {
        Self {
            id,
            briefing,
            scroll: Scroll::top(),
        }
    }

    /// Scrolls, if that is what the key asks for, and says whether it was.
    pub fn obey(&mut self, intent: Intent) -> bool {
        self.scroll.obey(intent)
    }

    /// Paints it, without the key bar.
    pub fn paint(&self, area: Rect, buf: &mut Buffer) {
        let [title, body, ready] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Fill(1),
            Constraint::Length(1),
        ])
        .areas(area);
        buf.set_style(title, style(Part::Title));
        let name = row(format!(" {} ", self.briefing.title), style(Part::Heading));
        let subtitle = row(format!("  {} ", self.briefing.subtitle), Style::new());
        put_both(&name, &subtitle, title, buf);
        let column = Rect {
            x: body.x + 1.min(body.width),
            width: body.width.saturating_sub(1).min(100),
            ..body
        };
        let rows = rows(&self.briefing, column.width.into());
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
        let words = row(format!(" {}", self.briefing.ready), style(Part::Heading));
        put_both(&words, &row(more, style(Part::Focus)), ready, buf);
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
    let lists = briefing.lists().into_iter();
    for (title, entries) in lists.filter(|(_, it)| !it.is_empty()) {
        heading(&mut rows, title);
        for entry in entries {
            paragraph(
                &mut rows,
                vec![span("- ", Style::new())],
                entry,
                Style::new(),
                width,
                2,
            );
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
