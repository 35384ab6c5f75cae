//! Text on the screen: wrapped to a width, shown through a window.
//!
//! Invariant: no line is wider than its window, no wide character is cut in half, and blocks of
//! terminal text keep their columns.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::scroll::{Extent, Scroll};
use super::theme::{Part, style};

/// A line that owns its text.
pub type Row = Line<'static>;

/// A piece of a line.
#[must_use]
pub fn span(text: impl Into<String>, style: Style) -> Span<'static> {
    Span::styled(text.into(), style)
}

/// A line in one style.
#[must_use]
pub fn row(text: impl Into<String>, style: Style) -> Row {
    Line::from(span(text, style))
}

/// A heading with a free line ahead of it, unless it is the first.
pub fn heading(rows: &mut Vec<Row>, text: &str) {
    if !rows.is_empty() {
        rows.push(Row::default());
    }
    rows.push(row(text, style(Part::Heading)));
}

/// Units that stay with their number.
const UNITS: [&str; 9] = ["min", "s", "h", "ms", "%", "kB", "MB", "GB", "TB"];

/// Holds a number and its unit together in a line.
const JOINED: char = '\u{a0}';

/// The text with each number joined to its unit; nothing if there is none.
fn joined(text: &str) -> Option<String> {
    let mut joined = String::new();
    let mut from = 0;
    for (at, _) in text.match_indices(' ') {
        let is_number = text[..at].ends_with(|c: char| c.is_ascii_digit());
        let rest = &text[at + 1..];
        let word = rest.find(|c: char| !(c.is_ascii_alphabetic() || c == '%'));
        let word = &rest[..word.unwrap_or(rest.len())];
        if is_number && UNITS.contains(&word) {
            joined.push_str(&text[from..at]);
            joined.push(JOINED);
            from = at + 1;
        }
    }
    (from > 0).then(|| joined + &text[from..])
}

/// Columns that running text needs beside something.
const WORDS_MIN: usize = 12;

/// Wraps running text; what follows the first line is indented. A number stays with its unit.
#[must_use]
pub fn wrap(text: &str, width: usize, indent: usize) -> Vec<String> {
    if text.len() > width
        && !text.contains(JOINED)
        && let Some(joined) = joined(text)
    {
        let lines = wrap_words(&joined, width, indent).into_iter();
        return lines.map(|it| it.replace(JOINED, " ")).collect();
    }
    wrap_words(text, width, indent)
}

fn wrap_words(text: &str, width: usize, indent: usize) -> Vec<String> {
    let indent_max = width.saturating_sub(WORDS_MIN).max(width / 2);
    let indent = " ".repeat(indent.min(indent_max));
    if let Some(lines) = wrap_plain(text, width.max(1), &indent) {
        return lines;
    }
    // Commands, names and addresses have hyphens: a line breaks at spaces only.
    let options = textwrap::Options::new(width.max(1))
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .subsequent_indent(&indent);
    textwrap::wrap(text, options)
        .into_iter()
        .map(|line| cut(&line, width).to_owned())
        .collect()
}

/// The same, where each byte is a column and no word is longer than a line: most text is such.
fn wrap_plain(text: &str, width: usize, indent: &str) -> Option<Vec<String>> {
    let is_plain = text.bytes().all(|it| matches!(it, b' '..=b'~'));
    if !is_plain || text.starts_with(' ') {
        return None;
    }
    let room_after = width - indent.len();
    let mut lines = Vec::new();
    let (mut line, mut room) = (0..0, width);
    let mut from = 0;
    for word in text.split(' ') {
        let end = from + word.len();
        if word.len() > room_after {
            return None;
        }
        if end - line.start > room && !word.is_empty() {
            lines.push(&text[line]);
            (line, room) = (from..end, room_after);
        }
        if !word.is_empty() {
            line.end = end;
        }
        from = end + 1;
    }
    lines.push(&text[line]);
    let mut lead = "";
    let line = |it: &str| format!("{}{it}", std::mem::replace(&mut lead, indent));
    Some(lines.into_iter().map(line).collect())
}

/// Wraps running text that comes after a few words in another style.
pub fn paragraph(
    rows: &mut Vec<Row>,
    lead: Vec<Span<'static>>,
    text: &str,
    body: Style,
    width: usize,
    indent: usize,
) {
    let taken: usize = lead.iter().map(|it| it.content.width()).sum();
    if taken + WORDS_MIN > width {
        // No room beside the lead: it gets a line of its own.
        rows.push(Line::from(lead));
        let pad = " ".repeat(indent.min(width / 2));
        let wrapped = wrap(text, width.saturating_sub(pad.len()), 0);
        rows.extend(
            wrapped
                .into_iter()
                .map(|line| row(format!("{pad}{line}"), body)),
        );
        return;
    }
    // The lead's columns are held by characters that no line breaks at.
    let held = format!("{}{text}", "x".repeat(taken));
    let mut wrapped = wrap(&held, width, indent).into_iter();
    let first = wrapped.next().unwrap_or_default();
    let mut spans = lead;
    spans.push(span(first.get(taken..).unwrap_or_default(), body));
    rows.push(Line::from(spans));
    rows.extend(wrapped.map(|line| row(line, body)));
}

/// A block of terminal text: columns stay, what does not fit goes on in the next row, with a whole
/// word where there is a space not too far back.
pub fn block(rows: &mut Vec<Row>, lines: &[String], bar: &str, body: Style, width: usize) {
    let bar_width = bar.width();
    let room = width.saturating_sub(bar_width).max(1);
    for line in lines {
        let mut rest = line.as_str();
        loop {
            let full = cut(rest, room);
            let head = whole_words(rest, full);
            let shown = if head == full { head } else { head.trim_end() };
            rows.push(Line::from(vec![
                span(bar, style(Part::Border)),
                span(shown, body),
            ]));
            rest = &rest[head.len()..];
            if rest.is_empty() || head.is_empty() {
                break;
            }
        }
    }
}

/// So much of the beginning of a text that the rest begins with a word, if that leaves half.
fn whole_words<'a>(text: &'a str, head: &'a str) -> &'a str {
    let goes_on = text[head.len()..].starts_with(|c: char| c != ' ');
    let space = head.rfind(' ').filter(|_| goes_on);
    match space.map(|at| &head[..=at]) {
        Some(whole) if whole.trim_end().width() * 2 >= head.width() => whole,
        Some(_) | None => head,
    }
}

/// As much of the beginning of a text as fits.
#[must_use]
pub fn cut(text: &str, width: usize) -> &str {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += c.width().unwrap_or(0);
        if used > width {
            return &text[..at];
        }
    }
    text
}

/// The text in exactly that many columns, cut or filled up.
#[must_use]
pub fn fit(text: &str, width: usize) -> String {
    let text = cut(text, width);
    format!("{text}{}", " ".repeat(width - text.width()))
}

/// The text in that many columns at most, with `..` where something was cut.
#[must_use]
pub fn shorten(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    match width {
        0..=3 => cut(text, width).to_owned(),
        _ => format!("{}..", cut(text, width - 2).trim_end()),
    }
}

/// The row in that many columns at most, with `..` where something was cut.
fn clip(row: &Row, width: usize) -> Row {
    let mut left = width.saturating_sub(2);
    let mut spans = Vec::new();
    for it in &row.spans {
        let head = cut(&it.content, left);
        spans.push(span(head, it.style));
        left -= head.width();
        if head.len() < it.content.len() {
            let marked = spans.last_mut().map(|it| it.content.to_mut());
            if let Some(text) = marked {
                text.truncate(text.trim_end().len());
                text.push_str(if width < 4 { "" } else { ".." });
            }
            break;
        }
    }
    Line::from(spans).style(row.style)
}

/// Rows seen through a window.
#[derive(Debug)]
pub struct Paper<'a> {
    /// The rows.
    pub rows: &'a [Row],
    /// Where the window stands.
    pub scroll: &'a Scroll,
}

impl Widget for &Paper<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let first = self.scroll.paint(Extent {
            n_lines: self.rows.len(),
            height: area.height.into(),
        });
        let shown = self.rows.iter().skip(first);
        for (line, row) in area.rows().zip(shown) {
            put(row, line, buf);
        }
    }
}

/// Paints one row, nothing if there is no room; what is cut is marked.
pub fn put(row: &Row, area: Rect, buf: &mut Buffer) {
    let width = usize::from(area.width);
    if plain_width(row).is_some_and(|of_row| of_row <= width) {
        put_plain(row, area, buf);
        return;
    }
    let is_cut = row.width() > width && row.to_string().trim_end().width() > width;
    if is_cut {
        put_uncut(&clip(row, width), area, buf);
    } else {
        put_uncut(row, area, buf);
    }
}

/// How wide a row is in which each character is a column: most are.
fn plain_width(row: &Row) -> Option<usize> {
    // ASCII, and what lines, boxes and graphs are made of.
    let is_plain = |c: char| matches!(c, ' '..='~' | '\u{2500}'..='\u{259f}');
    let mut width = 0;
    for it in &row.spans {
        let text = &*it.content;
        if text.bytes().all(|it| matches!(it, b' '..=b'~')) {
            width += text.len();
        } else if text.chars().all(is_plain) {
            width += text.chars().count();
        } else {
            return None;
        }
    }
    row.alignment.is_none().then_some(width)
}

/// Paints such a row: the same as the drawing library does, which looks for more.
fn put_plain(row: &Row, area: Rect, buf: &mut Buffer) {
    let area = Rect { height: 1, ..area }.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    if row.style != Style::new() {
        buf.set_style(area, row.style);
    }
    let from = buf.index_of(area.x, area.y);
    let mut cells = buf.content[from..from + usize::from(area.width)].iter_mut();
    for it in &row.spans {
        let text = &*it.content;
        let ends = text.char_indices().map(|(at, c)| (at, at + c.len_utf8()));
        for ((at, end), cell) in ends.zip(&mut cells) {
            cell.set_symbol(&text[at..end]).set_style(it.style);
        }
    }
}

/// Paints one row as it stands: the line one types in, which is scrolled.
pub fn put_uncut(row: &Row, area: Rect, buf: &mut Buffer) {
    if area.height > 0 {
        row.render(Rect { height: 1, ..area }, buf);
    }
}

/// A text in one style whose last line is the row, before something that stands at its right;
/// with as many rows over it as it needs, nothing else in them.
pub fn put_upwards(text: &str, style: Style, row: Rect, right: &Row, buf: &mut Buffer) {
    let last = before(row, right);
    let width = usize::from(last.width.saturating_sub(2)).max(1);
    let lines = wrap(text, width, 2);
    let n_lines = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let n_over = n_lines
        .saturating_sub(1)
        .min(row.y.saturating_sub(buf.area.y));
    let area = Rect {
        y: row.y - n_over,
        height: n_over + 1,
        ..row
    };
    let over = Rect {
        height: n_over,
        ..area
    };
    Clear.render(over.intersection(buf.area), buf);
    Clear.render(last.intersection(buf.area), buf);
    for (place, line) in area.rows().zip(&lines) {
        let place = Rect {
            width: last.width,
            ..place
        };
        put(&self::row(format!(" {line}"), style), place, buf);
    }
}

/// What is left of an area before something that stands at its right.
fn before(area: Rect, right: &Row) -> Rect {
    let taken = u16::try_from(right.width()).unwrap_or(u16::MAX);
    Rect {
        width: area.width.saturating_sub(taken),
        ..area
    }
}

/// A row with something on either side; the left gives way.
pub fn put_both(left: &Row, right: &Row, area: Rect, buf: &mut Buffer) {
    let width = u16::try_from(right.width()).unwrap_or(u16::MAX);
    let width = width.min(area.width);
    put(
        left,
        Rect {
            width: area.width - width,
            ..area
        },
        buf,
    );
    let right_area = Rect {
        x: area.x + area.width - width,
        width,
        ..area
    };
    put(right, right_area, buf);
}

/// Where a box may stand, and what it had better leave to be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// All that it may cover.
    pub all: Rect,
    /// The same but for the title and the lines that tell what came of a key.
    pub kept: Rect,
    /// The same but for whatever stands around what one reads.
    pub free: Rect,
}

/// Fewest rows of a box that is scrolled, if it can help it.
const SCROLLED_MIN: u16 = 9;

impl Place {
    /// Everything may be covered.
    #[must_use]
    pub const fn anywhere(area: Rect) -> Self {
        Self {
            all: area,
            kept: area,
            free: area,
        }
    }

    /// The smallest part of it that holds so many rows.
    fn holding(&self, n_rows: u16) -> Rect {
        let mut parts = [self.free, self.kept].into_iter();
        let holds = parts.find(|it| it.height >= n_rows);
        holds.unwrap_or(self.all)
    }

    /// The same for what can be scrolled: it takes no more than it must.
    #[must_use]
    pub fn scrolled(&self) -> Self {
        let all = if self.kept.height >= SCROLLED_MIN {
            self.kept
        } else {
            self.all
        };
        Self { all, ..*self }
    }

    /// Columns inside a box there, at most.
    #[must_use]
    pub fn width_max(&self, width: usize) -> usize {
        usize::from(self.all.width.saturating_sub(4)).min(width)
    }
}

/// A box in the middle of the part of a place that holds it.
pub fn lay(title: &str, content: (usize, usize), place: &Place, buf: &mut Buffer) -> Rect {
    let count = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    let content = (count(content.0), count(content.1));
    let area = place.holding(content.1.saturating_add(2));
    popup(title, content, area, buf)
}

/// Fewer columns beside a box than this hold pieces of words only.
const BESIDE_MIN: u16 = 20;

/// A box in the middle of an area, as large as its content asks for and the area allows; gives
/// the room inside it.
pub fn popup(title: &str, content: (u16, u16), area: Rect, buf: &mut Buffer) -> Rect {
    use ratatui::widgets::Block;
    let width = content.0.saturating_add(4).min(area.width);
    let height = content.1.saturating_add(2).min(area.height);
    let outer = Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 2,
        width,
        height,
    };
    let is_torn = (area.width - width) / 2 < BESIDE_MIN;
    let cleared = if is_torn {
        Rect {
            x: area.x,
            width: area.width,
            ..outer
        }
    } else {
        outer
    };
    Clear.render(cleared, buf);
    let block = Block::bordered()
        .border_style(style(Part::Focus))
        .title(format!(" {title} "));
    let inner = block.inner(outer);
    block.render(outer, buf);
    Rect {
        x: inner.x.saturating_add(1).min(inner.right()),
        width: inner.width.saturating_sub(2),
        ..inner
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(rows: &[Row]) -> Vec<String> {
        rows.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn plain_text_wraps_as_any_other() {
        let texts = [
            "",
            "a",
            "a ",
            "the replica is gone, and with it  two  spaces  ",
            "a-word-as-long-as-a-line, then short ones and a b c d e f g h i",
        ];
        for (text, width) in texts.iter().flat_map(|it| (1..60).map(move |n| (it, n))) {
            for indent in 0..5.min(width / 2 + 1) {
                let blank = " ".repeat(indent);
                let Some(lines) = wrap_plain(text, width, &blank) else {
                    continue;
                };
                // A character that is not plain, in a paragraph of its own, leaves the long way.
                let long_way = wrap(&format!("{text}\n\u{e9}"), width, indent);
                let (_, long_way) = long_way.split_last().expect("a line of its own");
                assert_eq!(lines, long_way, "{text:?} in {width}, {indent} in");
            }
        }
        assert_eq!(
            wrap_plain("a bc d", 4, " "),
            Some(vec!["a bc".to_owned(), " d".to_owned()])
        );
    }

    #[test]
    fn a_number_stays_with_its_unit() {
        let text = "the page was taken (5 min 5 s after it)";
        assert_eq!(
            wrap(text, 25, 0),
            ["the page was taken (5 min", "5 s after it)"]
        );
        assert_eq!(
            wrap(text, 23, 0),
            ["the page was taken", "(5 min 5 s after it)"]
        );
        assert_eq!(joined("2 stacks of 5 smalls"), None);
    }

    #[test]
    fn a_box_covers_no_more_than_it_must() {
        let part = |y: u16, height: u16| Rect::new(0, y, 80, height);
        let place = Place {
            all: part(0, 23),
            kept: part(1, 19),
            free: part(4, 16),
        };
        assert_eq!(place.holding(16), part(4, 16));
        assert_eq!(place.holding(17), part(1, 19));
        assert_eq!(place.holding(20), part(0, 23));
        assert_eq!(place.scrolled().holding(40), part(1, 19));
    }

    #[test]
    fn a_lead_and_its_text_wrap_as_one() {
        let mut rows = Vec::new();
        let lead = vec![span("T+00:40 ", Style::new()), span("dba: ", Style::new())];
        paragraph(&mut rows, lead, "the replica is gone", Style::new(), 26, 2);
        assert_eq!(text(&rows), ["T+00:40 dba: the replica", "  is gone"]);
    }

    #[test]
    fn terminal_text_keeps_its_columns_and_wide_characters_stay_whole() {
        let mut rows = Vec::new();
        let lines = ["a  b   c".to_owned(), String::new(), "漢字漢".to_owned()];
        block(&mut rows, &lines, "| ", Style::new(), 7);
        assert_eq!(text(&rows), ["| a  b ", "|   c", "| ", "| 漢字", "| 漢"]);
        assert_eq!(fit("漢字", 3), "漢 ");
        assert_eq!(shorten("replication", 6), "repl..");
    }

    #[test]
    fn a_long_line_goes_on_with_a_whole_word_where_a_space_is_near() {
        let broken = |line: &str| {
            let mut rows = Vec::new();
            block(&mut rows, &[line.to_owned()], "", Style::new(), 12);
            text(&rows)
        };
        assert_eq!(broken("it has not moved"), ["it has not", "moved"]);
        assert_eq!(
            broken("db2 behind db1.cluster"),
            ["db2 behind", "db1.cluster"]
        );
        assert_eq!(broken("a 0123456789abcdef"), ["a 0123456789", "abcdef"]);
    }

    #[test]
    fn a_plain_row_is_painted_as_any_other() {
        let (bold, red) = (Style::new().bold(), Style::new().red());
        let parts = [
            ("", red),
            ("a b ", bold),
            ("\u{2500}\u{2588}", red),
            ("z~", bold),
        ];
        let spans = parts.map(|(text, look)| span(text, look));
        let plain = Line::from(spans.to_vec());
        let area = Rect::new(1, 1, 9, 1);
        for style in [Style::new(), Style::new().reversed()] {
            let plain = plain.clone().style(style);
            assert_eq!(plain_width(&plain), Some(8));
            let before = Buffer::with_lines(["............"; 3]);
            let (mut ours, mut theirs) = (before.clone(), before);
            put(&plain, area, &mut ours);
            plain.render(area, &mut theirs);
            assert_eq!(ours, theirs);
        }
        assert_eq!(plain_width(&row("漢", bold)), None);
        assert_eq!(plain_width(&row("e\u{301}", bold)), None);
        assert_eq!(plain_width(&row("\t", bold)), None);
    }

    #[test]
    fn a_row_that_is_cut_says_so() {
        let long = Line::from(vec![
            span("you: ", Style::new()),
            span("runs lvs", Style::new()),
        ]);
        assert_eq!(clip(&long, 10).to_string(), "you: run..");
        assert_eq!(clip(&long, 6).to_string(), "you:..");
        assert_eq!(clip(&long, 3).to_string(), "y");
        let mut buf = Buffer::empty(Rect::new(0, 0, 5, 1));
        put(&row("lvs       ", Style::new()), buf.area, &mut buf);
        assert_eq!(buf[(4, 0)].symbol(), " ");
    }

    #[test]
    fn nothing_breaks_without_room() {
        for width in 0..4 {
            let mut rows = Vec::new();
            let lead = vec![span("long lead ", Style::new())];
            paragraph(&mut rows, lead, "text", Style::new(), width, 9);
            block(&mut rows, &["漢".to_owned()], "| ", Style::new(), width);
            let _ = (wrap("a word", width, 5), shorten("a word", width));
        }
    }
}
