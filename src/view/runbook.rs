//! Runbooks: what the team wrote down before, Markdown made into blocks of plain text.
//!
//! Invariant: whether a runbook is out of date is not in here; its date is.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};

use super::Scene;
use super::words::{clean, lines};
use crate::engine::id::RunbookIdx;

/// A runbook, ready to be placed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Its title.
    pub title: String,
    /// `last changed 2020-11-03`; empty if nobody wrote it down.
    pub edited: String,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A block of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading(Vec<Piece>),
    /// Running text.
    Text(Vec<Piece>),
    /// An item of a list: how deep, its mark, its text.
    Item(usize, String, Vec<Piece>),
    /// Terminal text: keep its columns.
    Code(Vec<String>),
    /// Said by somebody else.
    Quote(Vec<Piece>),
    /// A line across.
    Rule,
}

/// Running text in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// How it is meant.
    pub look: Look,
}

/// How a piece of text is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Running text.
    Plain,
    /// Stressed.
    Strong,
    /// Something to type; faces without styles put it in back quotes.
    Code,
}

/// The text of some pieces as a face without styles tells it.
#[must_use]
pub fn told(pieces: &[Piece]) -> String {
    let piece = |it: &Piece| match it.look {
        Look::Plain | Look::Strong => it.text.clone(),
        Look::Code => format!("`{}`", it.text),
    };
    pieces.iter().map(piece).collect()
}

/// A runbook in the list of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What is typed for it.
    pub id: String,
    /// Its title.
    pub title: String,
    /// `last changed 2020-11-03`; empty if nobody wrote it down.
    pub edited: String,
}

impl Row {
    /// All of it in a line.
    #[must_use]
    pub fn line(&self) -> String {
        if self.edited.is_empty() {
            format!("{}: {}", self.id, self.title)
        } else {
            format!("{}: {} ({})", self.id, self.title, self.edited)
        }
    }
}

/// Over the list of runbooks.
pub const RUNBOOKS: &str = "Runbooks";
/// How one is opened.
pub const USE: &str = "`runbook ID` opens one";
/// Instead of a list.
pub const NONE: &str = "nobody wrote a runbook for this system";

/// The runbooks there are.
#[must_use]
pub fn runbooks(scene: &Scene) -> Vec<Row> {
    let all = scene.scenario().runbooks.iter();
    all.map(|it| Row {
        id: it.id.to_string(),
        title: it.title.clone(),
        edited: edited(it.edited),
    })
    .collect()
}

fn edited(day: Option<chrono::NaiveDate>) -> String {
    day.map_or_else(String::new, |day| format!("last changed {day}"))
}

/// A runbook to read.
#[must_use]
pub fn page(scene: &Scene, idx: RunbookIdx) -> Page {
    let runbook = &scene.scenario().runbooks[idx.0];
    Page {
        title: runbook.title.clone(),
        edited: edited(runbook.edited),
        blocks: blocks(&runbook.text),
    }
}

/// A Markdown text as blocks. Pictures and raw HTML are left as the text they are.
#[must_use]
pub fn blocks(markdown: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    for event in Parser::new(markdown) {
        reader.read(event);
    }
    reader.end_text();
    reader.blocks
}

/// Most levels of a list that are set in.
const DEPTH_MAX: usize = 4;

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    pieces: Vec<Piece>,
    /// The lists around: the next number of each, none for one without numbers.
    lists: Vec<Option<u64>>,
    /// The mark of the item that begins.
    mark: Option<String>,
    heading: Option<HeadingLevel>,
    quotes: usize,
    strong: usize,
    code: Option<String>,
    links: Vec<(usize, String)>,
}

impl Reader {
    fn read(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.begin(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => {
                match &mut self.code {
                    Some(code) => code.push_str(&text),
                    None => self.push(&text, self.look()),
                }
            }
            Event::Code(text) => self.push(&text, Look::Code),
            Event::SoftBreak | Event::HardBreak => self.push(" ", Look::Plain),
            Event::Rule => {
                self.end_text();
                self.blocks.push(Block::Rule);
            }
            Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    const fn look(&self) -> Look {
        if self.strong > 0 {
            Look::Strong
        } else {
            Look::Plain
        }
    }

    fn push(&mut self, text: &str, look: Look) {
        let text = clean(text).replace('\n', " ");
        match self.pieces.last_mut() {
            Some(last) if last.look == look && look != Look::Code => last.text.push_str(&text),
            Some(_) | None => self.pieces.push(Piece { text, look }),
        }
    }

    fn begin(&mut self, tag: Tag) {
        match tag {
            Tag::Heading { level, .. } => {
                self.end_text();
                self.heading = Some(level);
            }
            Tag::List(first) => {
                self.end_text();
                self.lists.push(first);
            }
            Tag::Item => {
                self.end_text();
                self.mark = Some(match self.lists.last_mut() {
                    Some(Some(n)) => {
                        *n += 1;
                        format!("{}. ", *n - 1)
                    }
                    Some(None) | None => "- ".to_owned(),
                });
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.end_text();
                self.code = Some(String::new());
            }
            Tag::BlockQuote(_) => {
                self.end_text();
                self.quotes += 1;
            }
            Tag::Strong | Tag::Emphasis => self.strong += 1,
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                let from = told(&self.pieces).len();
                self.links.push((from, clean(&dest_url)));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item => self.end_text(),
            TagEnd::List(_) => {
                self.end_text();
                self.lists.pop();
            }
            TagEnd::CodeBlock => {
                let code = self.code.take().unwrap_or_default();
                self.blocks.push(Block::Code(lines(&code)));
            }
            TagEnd::BlockQuote(_) => {
                self.end_text();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::Strong | TagEnd::Emphasis => self.strong = self.strong.saturating_sub(1),
            TagEnd::Link | TagEnd::Image => self.end_link(),
            _ => {}
        }
    }

    /// A link is its text and, in brackets, where it leads.
    fn end_link(&mut self) {
        let Some((from, url)) = self.links.pop() else {
            return;
        };
        let text = told(&self.pieces);
        if !url.is_empty() && text.get(from..).is_none_or(|text| text != url) {
            self.push(&format!(" ({url})"), Look::Plain);
        }
    }

    fn end_text(&mut self) {
        let pieces = std::mem::take(&mut self.pieces);
        let heading = self.heading.take();
        if pieces.iter().all(|it| it.text.trim().is_empty()) {
            return;
        }
        let depth = self.lists.len().min(DEPTH_MAX);
        let block = match (heading, self.mark.take()) {
            (Some(_), _) => Block::Heading(pieces),
            (None, Some(mark)) => Block::Item(depth.saturating_sub(1), mark, pieces),
            // What goes on under an item stands under its text.
            (None, None) if depth > 0 => Block::Item(depth - 1, "  ".to_owned(), pieces),
            (None, None) if self.quotes > 0 => Block::Quote(pieces),
            (None, None) => Block::Text(pieces),
        };
        self.blocks.push(block);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(markdown: &str) -> Vec<String> {
        let block = |it: &Block| match it {
            Block::Heading(text) => format!("# {}", told(text)),
            Block::Text(text) => told(text),
            Block::Item(depth, mark, text) => {
                format!("{}{mark}{}", "  ".repeat(*depth), told(text))
            }
            Block::Code(lines) => format!("| {}", lines.join("\n| ")),
            Block::Quote(text) => format!("> {}", told(text)),
            Block::Rule => "---".to_owned(),
        };
        blocks(markdown).iter().map(block).collect()
    }

    #[test]
    fn markdown_becomes_blocks_of_plain_text() {
        let text = "# Restart\n\nDo **not** run\n`rm`.\n\n1. First\n   - inner\n2. Second\n\n\
                    ```\nps  aux\n```\n\n> said\n\n---\n\nSee [the page](https://example.com/p).";
        assert_eq!(
            shown(text),
            [
                "# Restart",
                "Do not run `rm`.",
                "1. First",
                "  - inner",
                "2. Second",
                "| ps  aux",
                "> said",
                "---",
                "See the page (https://example.com/p).",
            ]
        );
    }

    #[test]
    fn a_link_that_shows_its_address_shows_it_once() {
        assert_eq!(
            shown("<https://example.com>"),
            ["https://example.com".to_owned()]
        );
        assert_eq!(shown(""), [""; 0]);
        assert_eq!(shown("a\u{202e}b"), ["ab"]);
    }
}
