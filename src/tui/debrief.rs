//! The debrief: the score with every line, both timelines, what there is to learn, and a box
//! for answers.
//!
//! ```text
//!  Which host am I on?   resolved at T+1:04:10                71 of 100, grade C
//!
//! Response       [########--]  78
//!   10 of 12  acknowledged after 00:40                                  T+00:40
//! ...
//! Your timeline                        What really happened
//! T+00:40 you: took the page           T+01:27 The removal is stopped ...
//!
//!  answer 1 TEXT, cause ID, commit OWNER DATE TEXT, roti 1-5 TEXT
//! debrief> answer 1 |
//! ```

mod timelines;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect, Size};
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::keys::Intent;
use super::paper::{Paper, Row, heading, paragraph, put_both, row, span};
use super::prompt::Prompt;
use super::room::put_prompt;
use super::scroll::Scroll;
use super::theme::{Part, style, tone};
use crate::view::debrief::{Sheets, sheets};
use crate::view::prompt::{self as view_prompt, Completion};
use crate::view::score::{DimensionRow, LineRow};
use crate::view::titles::debrief as titles;
use crate::view::{Scene, screens};

/// The debrief and how far it was read.
#[derive(Debug, Clone)]
pub struct DebriefScreen {
    scroll: Scroll,
    /// Of so many events, with or without what the steps cost.
    sheets: Option<((u64, bool), Box<Sheets>)>,
    rows: Vec<Row>,
    rows_of: ((u64, bool), usize),
    hint: String,
    completions: Vec<Completion>,
}

impl Default for DebriefScreen {
    fn default() -> Self {
        Self {
            scroll: Scroll::top(),
            sheets: None,
            rows: Vec::new(),
            rows_of: ((0, false), 0),
            hint: String::new(),
            completions: Vec::new(),
        }
    }
}

/// Columns for a dimension's name before its bar, and for what the bar is made of.
const BAR_LABEL: u16 = 15;
const BAR: u16 = 20;

/// The widest text there is sense in.
const WIDTH_MAX: u16 = 140;

impl DebriefScreen {
    /// Where the bars of the score stand while nothing is scrolled, on a screen of that size.
    #[must_use]
    pub fn bars(size: Size) -> Rect {
        let (left, top) = (1 + BAR_LABEL + 1, 1);
        Rect {
            x: left,
            y: top,
            width: BAR,
            height: size.height.saturating_sub(4),
        }
    }

    /// Scrolls, if that is what the key asks for, and says whether it was.
    pub fn obey(&mut self, intent: Intent) -> bool {
        self.scroll.obey(intent)
    }

    /// Makes the picture for a screen of that width. The score is computed when the journal
    /// has grown, the rows when the width is another one.
    pub fn arrange(&mut self, scene: &Scene, prompt: &Prompt, width: u16) {
        let seq = (scene.state().next_seq, scene.regret.is_some());
        if self.sheets.as_ref().is_none_or(|(of, _)| *of != seq) {
            self.sheets = Some((seq, Box::new(sheets(scene))));
        }
        let column = usize::from(width.saturating_sub(2).min(WIDTH_MAX));
        if let Some((_, sheets)) = self.sheets.as_ref()
            && self.rows_of != (seq, column)
        {
            self.rows = rows(sheets, column);
            self.rows_of = (seq, column);
        }
        self.hint = view_prompt::prompt(scene).hint;
        self.completions = super::room::RoomScreen::completions(scene, prompt);
    }

    /// Paints it, without the key bar; gives the place of the cursor.
    pub fn paint(
        &self,
        prompt: &Prompt,
        notice: Option<&Row>,
        area: Rect,
        buf: &mut Buffer,
    ) -> Option<Position> {
        let [title, body, aside, line] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Fill(1),
            Constraint::Length(1),
            Constraint::Length(1),
        ])
        .areas(area);
        let (_, sheets) = self.sheets.as_ref()?;
        buf.set_style(title, style(Part::Title));
        let name = row(
            format!(" {}   {}", sheets.title, sheets.ended),
            style(Part::Heading),
        );
        let total = row(format!("  {} ", sheets.score.line), style(Part::Heading));
        put_both(&name, &total, title, buf);
        let column = Rect {
            x: body.x.saturating_add(1).min(body.right()),
            width: body.width.saturating_sub(2).min(WIDTH_MAX),
            ..body
        };
        let paper = Paper {
            rows: &self.rows,
            scroll: &self.scroll,
        };
        paper.render(column, buf);
        let more = if self.scroll.is_at_end() {
            ""
        } else {
            screens::MORE
        };
        let hint = row(format!(" {}", self.hint), style(Part::Muted));
        put_both(
            notice.unwrap_or(&hint),
            &row(more, style(Part::Focus)),
            aside,
            buf,
        );
        put_prompt(
            screens::DEBRIEF_PROMPT,
            prompt,
            &self.completions,
            line,
            buf,
        )
    }
}

fn rows(sheets: &Sheets, width: usize) -> Vec<Row> {
    let played = format!(
        "{} {}, {} {}",
        screens::STRESS,
        sheets.stress,
        screens::SEED,
        sheets.seed
    );
    let mut rows = vec![
        row(sheets.subtitle.clone(), style(Part::Voice)),
        row(played, style(Part::Muted)),
    ];
    heading(
        &mut rows,
        &format!("{}: {}", titles::SCORE, sheets.score.line),
    );
    for cap in &sheets.score.caps {
        listed(
            &mut rows,
            "! ",
            cap,
            tone(crate::view::words::Tone::Warning),
            width,
        );
    }
    for dimension in &sheets.score.dimensions {
        bar(&mut rows, dimension);
    }
    for dimension in &sheets.score.dimensions {
        self::dimension(&mut rows, dimension, width);
    }
    list(&mut rows, titles::CLAIMS, &sheets.claims, width);
    heading(&mut rows, titles::HARM);
    listed(&mut rows, "- ", &sheets.harm.line, Style::new(), width);
    for line in &sheets.harm.rows {
        listed(&mut rows, "- ", line, Style::new(), width);
    }
    if sheets.fictional {
        timelines::alone(&mut rows, &sheets.yours, width);
    } else {
        timelines::rows(&mut rows, &sheets.yours, &sheets.theirs, width);
    }
    texts(&mut rows, sheets, width);
    questions(&mut rows, sheets, width);
    sources(&mut rows, sheets, width);
    rows
}

fn bar(rows: &mut Vec<Row>, it: &DimensionRow) {
    let tenths = it
        .points
        .map_or(0, |points| usize::from(points.min(100) + 4) / 5);
    let bar = format!("[{}{}]", "#".repeat(tenths), "-".repeat(20 - tenths));
    rows.push(Line::from(vec![
        span(format!("{:<15}", it.label), Style::new()),
        span(bar, tone(it.tone)),
        span(format!(" {:>3}", it.shown), tone(it.tone)),
    ]));
}

fn dimension(rows: &mut Vec<Row>, it: &DimensionRow, width: usize) {
    heading(rows, &format!("{} {}", it.label, it.shown));
    rows.push(row(it.asks, style(Part::Muted)));
    for line in &it.lines {
        score_line(rows, line, width);
    }
}

fn score_line(rows: &mut Vec<Row>, it: &LineRow, width: usize) {
    let points = span(format!("{:>3} of {:<3} ", it.points, it.of), tone(it.tone));
    let at = if it.at.is_empty() {
        String::new()
    } else {
        format!("{} ", it.at)
    };
    let lead = vec![points, span(at, style(Part::Muted))];
    paragraph(rows, lead, &it.what, style(Part::Heading), width, 11);
    let pad = || vec![span("           ", Style::new())];
    if !it.why.is_empty() {
        paragraph(rows, pad(), &it.why, Style::new(), width, 11);
    }
    if !it.history.is_empty() {
        paragraph(rows, pad(), &it.history, style(Part::Voice), width, 11);
    }
}

fn list(rows: &mut Vec<Row>, title: &str, entries: &[String], width: usize) {
    if entries.is_empty() {
        return;
    }
    heading(rows, title);
    for entry in entries {
        listed(rows, "- ", entry, Style::new(), width);
    }
}

fn listed(rows: &mut Vec<Row>, lead: &str, text: &str, look: Style, width: usize) {
    let indent = lead.len();
    paragraph(rows, vec![span(lead, look)], text, look, width, indent);
}

fn texts(rows: &mut Vec<Row>, sheets: &Sheets, width: usize) {
    for (title, text) in [
        (titles::story(sheets.fictional), &sheets.story),
        (titles::CAUSE, &sheets.cause),
    ] {
        if !text.is_empty() {
            heading(rows, title);
            for line in text.lines() {
                listed(rows, "", line, Style::new(), width);
            }
        }
    }
    list(rows, screens::CONTRIBUTING, &sheets.contributing, width);
    if !sheets.steps.is_empty() {
        heading(rows, titles::STEPS);
        for it in &sheets.steps {
            let lead = vec![
                span(format!("{} ", it.time), style(Part::Muted)),
                span(format!("{}: ", it.what), style(Part::Voice)),
            ];
            paragraph(rows, lead, &it.why, Style::new(), width, 8);
        }
    }
    list(rows, titles::REGRET, &sheets.regret.lines(), width);
    list(rows, titles::MISSED, &sheets.missed, width);
    if !sheets.hypotheses.is_empty() {
        heading(rows, titles::HYPOTHESES);
        for it in &sheets.hypotheses {
            let so = if it.is_true {
                titles::SO
            } else {
                titles::NOT_SO
            };
            let lead = vec![span(
                format!("{} ({so}, {}): ", it.id, it.believed),
                style(Part::Voice),
            )];
            paragraph(rows, lead, &it.text, style(Part::Heading), width, 4);
            listed(rows, "    ", &it.about, Style::new(), width);
        }
    }
    list(rows, titles::TWISTS, &sheets.complications, width);
    list(rows, titles::RUNBOOKS, &sheets.runbooks, width);
}

fn questions(rows: &mut Vec<Row>, sheets: &Sheets, width: usize) {
    if !sheets.pivots.is_empty() {
        heading(
            rows,
            &format!("{}: {}", titles::PIVOTS, screens::ANSWER_USE),
        );
        for it in &sheets.pivots {
            let lead = vec![
                span(format!("{:>2} ", it.n), style(Part::Key)),
                span(format!("{} ", it.time), style(Part::Muted)),
            ];
            paragraph(rows, lead, &it.moment, Style::new(), width, 3);
            listed(rows, "   ", it.ask, style(Part::Heading), width);
            for answer in &it.answers {
                listed(rows, "   = ", answer, style(Part::Good), width);
            }
        }
    }
    if !sheets.questions.is_empty() {
        heading(rows, titles::QUESTIONS);
        for it in &sheets.questions {
            listed(rows, "? ", &it.ask, style(Part::Heading), width);
            listed(rows, "  ", &it.answer, Style::new(), width);
        }
    }
    if !sheets.lessons.is_empty() {
        heading(rows, titles::LESSONS);
        for it in &sheets.lessons {
            let source = if it.source.is_empty() {
                String::new()
            } else {
                format!(" [{}]", it.source)
            };
            let text = format!("{}  ({}{source})", it.text, it.from);
            listed(rows, "- ", &text, Style::new(), width);
        }
    }
    heading(
        rows,
        &format!("{}: {}", titles::COMMITMENTS, screens::COMMIT_USE),
    );
    for commitment in &sheets.commitments {
        listed(rows, "- ", commitment, style(Part::Good), width);
    }
    if sheets.commitments.is_empty() {
        rows.push(row(screens::NONE_YET, style(Part::Muted)));
    }
    heading(rows, screens::RATE);
    let rating = if sheets.rating.is_empty() {
        screens::NONE_YET
    } else {
        &sheets.rating
    };
    rows.push(row(rating, style(Part::Muted)));
}

fn sources(rows: &mut Vec<Row>, sheets: &Sheets, width: usize) {
    list(rows, titles::OPEN, &sheets.open_questions, width);
    if !sheets.sources.is_empty() {
        heading(rows, titles::SOURCES);
        for it in &sheets.sources {
            let lead = vec![span(format!("[{}] ", it.id), style(Part::Key))];
            paragraph(rows, lead, &it.title, Style::new(), width, 5);
            for more in [&it.url, &it.note].into_iter().filter(|it| !it.is_empty()) {
                listed(rows, "     ", more, style(Part::Muted), width);
            }
        }
    }
    if !sheets.reconstructed.is_empty() {
        rows.push(Row::default());
        listed(rows, "", sheets.reconstructed, style(Part::Muted), width);
    }
}
