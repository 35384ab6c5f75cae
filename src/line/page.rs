//! View-models as plain lines: 78 columns, ASCII decoration.

use std::fmt::Write as _;

use crate::report::text::wrapped;
use crate::view::board::{Board, HypothesisRow};
use crate::view::briefing::Briefing;
use crate::view::chart::{self, Chart};
use crate::view::coach::{Coach, TYPE};
use crate::view::confirm::Confirm;
use crate::view::help::Help;
use crate::view::map::{self, Map, ServiceRow};
use crate::view::palette::{AS_ABOVE, NOT_NOW};
use crate::view::people::PersonRow;
use crate::view::prompt::CAUSES;
use crate::view::room::{AudienceRow, ClaimRow, Room};
use crate::view::runbook::{self, Block, told};
use crate::view::signals::{AlertRow, MetricRow};
use crate::view::timeline::{Entry, Kind};
use crate::view::titles;

/// Lines of each log that `status` shows.
pub const LOG_LINES: usize = 5;

/// Points of the curve that `chart` tells.
pub const CHART_POINTS: usize = 12;

/// An entry of the timeline. Terminal blocks keep their columns.
#[must_use]
pub fn entry(entry: &Entry) -> Vec<String> {
    let who = if entry.who.is_empty() {
        String::new()
    } else {
        format!("{}: ", entry.who)
    };
    let lead = format!("{} {:<7} ", entry.time, entry.kind.word());
    if matches!(entry.kind, Kind::Output | Kind::Answer) {
        let head = format!("{lead}{}", who.trim_end());
        let block = entry.lines.iter().map(|line| format!("  {line}"));
        return std::iter::once(head)
            .chain(block)
            .map(|line| line.trim_end().to_owned())
            .collect();
    }
    let text = format!("{who}{}", entry.lines.join("\n"));
    wrapped(&text, &lead, &" ".repeat(lead.len()))
}

/// A text at the page's width.
#[must_use]
pub fn wrap(text: &str) -> String {
    joined(wrapped(text, "", ""))
}

/// The briefing.
#[must_use]
pub fn briefing(briefing: &Briefing) -> String {
    let mut page = Page::default();
    page.put(&briefing.title);
    page.put(&briefing.subtitle);
    page.blank();
    page.put(&format!("{}.", briefing.role.trim_end_matches('.')));
    page.blank();
    page.put(&briefing.text.join("\n"));
    if !briefing.diagram.is_empty() {
        page.blank();
        for line in &briefing.diagram {
            page.text.push_str(line);
            page.text.push('\n');
        }
    }
    for (heading, items) in briefing.lists() {
        page.items(heading, items);
    }
    page.blank();
    page.text
}

/// Everything beside the timeline.
#[must_use]
pub fn room(room: &Room) -> String {
    let mut page = Page::default();
    page.put(&room.header.line());
    page.rows(
        titles::ALERTS,
        room.alerts.iter().map(AlertRow::line),
        titles::NO_ALERT,
    );
    page.rows(
        titles::METRICS,
        room.metrics.iter().map(MetricRow::line),
        "",
    );
    page.rows(titles::PEOPLE, room.people.iter().map(PersonRow::line), "");
    page.rows(titles::CLOCKS, room.claims.iter().map(ClaimRow::line), "");
    let audiences = room.audiences.iter().map(AudienceRow::line);
    page.rows(titles::TO_TELL, audiences, "");
    for log in &room.logs {
        page.section(&log.label);
        if log.lines.is_empty() {
            page.item(titles::NO_LINE);
        }
        for line in &log.lines {
            let _ = writeln!(page.text, "  {} {}", line.utc, line.text);
        }
    }
    page.text
}

/// Hypotheses and clues.
#[must_use]
pub fn board(board: &Board) -> String {
    let mut page = Page::default();
    page.section(titles::BOARD);
    for it in &board.hypotheses {
        page.item(&HypothesisRow::line(it));
        for clue in it.pinned.iter().filter_map(|idx| board.clues.get(*idx)) {
            let text = format!("{}: {} {}", titles::BEARS, clue.at, clue.text);
            page.put_at(&text, "    ", "      ");
        }
    }
    let clues = board.clues.iter();
    page.rows(
        titles::LEARNED,
        clues.map(|clue| format!("{} {}", clue.at, clue.text)),
        titles::NOTHING_LEARNED,
    );
    page.text
}

/// The service map.
#[must_use]
pub fn map(map: &Map) -> String {
    let mut page = Page::default();
    page.rows(
        titles::MAP,
        map.services.iter().map(ServiceRow::line),
        map::NO_SERVICE,
    );
    for it in map.services.iter().filter(|it| !it.ties.is_empty()) {
        page.item(&format!("{} {}", it.name, it.ties.join("; ")));
    }
    page.text
}

/// The metrics that there is a chart of.
#[must_use]
pub fn charts(charts: &[(String, String)]) -> String {
    let mut page = Page::default();
    let rows = charts.iter().map(|(id, label)| format!("{id}: {label}"));
    page.rows(titles::METRICS, rows, "");
    page.put(chart::USE);
    page.text
}

/// A metric over time: the value now, then the curve as numbers.
#[must_use]
pub fn chart(chart: &Chart) -> String {
    let mut page = Page::default();
    page.put(&format!("{}, {}", chart.title, chart.window));
    page.item(&chart.reading);
    for (at, value) in &chart.points {
        let _ = writeln!(page.text, "  {at} {}", chart.number(*value));
    }
    let thresholds = chart.thresholds.iter().map(|it| it.text.clone());
    page.rows(titles::THRESHOLDS, thresholds, titles::NO_ALERT_ON_IT);
    let marks = chart.marks.iter().map(|it| it.text.clone());
    page.rows(titles::MARKS, marks, titles::NOTHING_LEARNED);
    page.text
}

/// The runbooks there are.
#[must_use]
pub fn runbooks(rows: &[runbook::Row]) -> String {
    let mut page = Page::default();
    let told = rows.iter().map(runbook::Row::line);
    page.rows(runbook::RUNBOOKS, told, runbook::NONE);
    if !rows.is_empty() {
        page.put(runbook::USE);
    }
    page.text
}

/// A runbook.
#[must_use]
pub fn runbook(read: &runbook::Page) -> String {
    let mut page = Page::default();
    page.put(&read.title);
    if !read.edited.is_empty() {
        page.put(&read.edited);
    }
    let mut was_item = false;
    for block in &read.blocks {
        let is_item = matches!(block, Block::Item(..));
        if !(is_item && was_item) {
            page.blank();
        }
        was_item = is_item;
        match block {
            Block::Heading(text) => page.section(&told(text)),
            Block::Text(text) => page.put(&told(text)),
            Block::Quote(text) => page.put_at(&told(text), "> ", "> "),
            Block::Item(depth, mark, text) => {
                let first = format!("{}{mark}", "  ".repeat(depth + 1));
                page.put_at(&told(text), &first, &" ".repeat(first.len()));
            }
            Block::Code(lines) => {
                for line in lines {
                    let _ = writeln!(page.text, "  {line}");
                }
            }
            Block::Rule => page.put("---"),
        }
    }
    page.text
}

/// The causes that may be named before the debrief names them.
#[must_use]
pub fn causes(board: &Board) -> String {
    let mut page = Page::default();
    page.put(CAUSES);
    for it in &board.hypotheses {
        page.item(&format!("{}: {}", it.id, it.text));
    }
    page.text
}

/// What is asked before something risky.
#[must_use]
pub fn confirm(confirm: &Confirm) -> String {
    let mut page = Page::default();
    page.put(&format!("{}: {}", titles::RISK, confirm.title));
    page.put(&confirm.risk);
    page.put(&confirm.ask);
    page.text
}

/// What a card shows that a word was typed for without the rest.
#[must_use]
pub fn card(lines: &[String]) -> String {
    let mut page = Page::default();
    for line in lines {
        page.item(line);
    }
    page.text
}

/// What the coach says; there are no keys to name here.
#[must_use]
pub fn coach(coach: &Coach) -> String {
    let mut page = Page::default();
    let lead = format!("{}: ", coach.label);
    page.put_at(&coach.in_lines, &lead, "  ");
    if !coach.types.is_empty() {
        page.put_at(&coach.types, &format!("  {TYPE}: "), "    ");
    }
    page.text
}

/// Help.
#[must_use]
pub fn help(help: &Help) -> String {
    let mut page = Page::default();
    // The reason that was told last: the rows after it that have the same say so.
    let mut told = "";
    for section in &help.sections {
        page.section(section.heading);
        for row in &section.rows {
            page.put_at(&row.typed, "  ", "    ");
            page.put_at(&row.about, "      ", "      ");
            if row.refused.is_empty() {
                continue;
            }
            if row.refused == told {
                page.put_at(AS_ABOVE, "      ", "        ");
            } else {
                let lead = format!("      {NOT_NOW}: ");
                page.put_at(&row.refused, &lead, "        ");
                told = &row.refused;
            }
        }
    }
    for note in &help.notes {
        page.put(note);
    }
    page.text
}

#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn put(&mut self, text: &str) {
        self.put_at(text, "", "");
    }

    fn put_at(&mut self, text: &str, first: &str, then: &str) {
        self.text.push_str(&joined(wrapped(text, first, then)));
    }

    fn blank(&mut self) {
        self.text.push('\n');
    }

    fn section(&mut self, heading: &str) {
        self.put(&format!("{heading}:"));
    }

    fn item(&mut self, text: &str) {
        self.put_at(text, "  ", "    ");
    }

    /// A section of rows, or what is said when there is none.
    fn rows(&mut self, heading: &str, rows: impl Iterator<Item = String>, none: &str) {
        self.section(heading);
        let mut rows = rows.peekable();
        if rows.peek().is_none() && !none.is_empty() {
            self.item(none);
        }
        rows.for_each(|row| self.item(&row));
    }

    fn items(&mut self, heading: &str, items: &[String]) {
        if items.is_empty() {
            return;
        }
        self.blank();
        self.section(heading);
        for item in items {
            self.put_at(item, "- ", "  ");
        }
    }
}

fn joined(lines: Vec<String>) -> String {
    let mut text = String::new();
    for line in lines {
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
