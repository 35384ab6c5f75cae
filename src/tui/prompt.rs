//! The line one types in: cursor, history, completion, a shadow of what would be completed.
//!
//! Invariant: no key loses what was typed; going through the history and back brings it again.

use tui_input::{Input, InputRequest};

use super::input::Key;
use crate::engine::prompt::printable;
use crate::view::prompt::Completion;

/// Longest line, in characters.
pub const CHARS_MAX: usize = 2000;

/// How many lines the history keeps.
const HISTORY_MAX: usize = 500;

/// The line one types in.
#[derive(Debug, Clone, Default)]
pub struct Prompt {
    input: Input,
    history: Vec<String>,
    /// Place in the history, counted from its end, and what was being typed before.
    looking_back: Option<(usize, String)>,
    completing: Option<Completing>,
    /// The line was put back because it could not be done yet.
    kept: bool,
}

/// Tab was pressed: what was typed then, and which possibility stands there now.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Completing {
    typed: String,
    nth: usize,
}

impl Prompt {
    /// An empty line with that history, oldest first.
    #[must_use]
    pub fn remembering(history: Vec<String>) -> Self {
        let mut prompt = Self::default();
        for line in history {
            prompt.remember(&line);
        }
        prompt
    }

    /// Keeps a line in the history.
    pub fn remember(&mut self, line: &str) {
        let is_new = self.history.last().is_none_or(|last| last != line);
        if is_new && !line.trim().is_empty() {
            self.history.push(line.to_owned());
            if self.history.len() > HISTORY_MAX {
                self.history.remove(0);
            }
        }
    }

    /// What is typed.
    #[must_use]
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Whether nothing is typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text().is_empty()
    }

    /// The columns from the line's beginning to the cursor.
    #[must_use]
    pub fn cursor_column(&self) -> usize {
        self.input.visual_cursor()
    }

    /// How many columns have moved out of a window of that width on the left.
    #[must_use]
    pub fn scrolled(&self, width: usize) -> usize {
        self.input.visual_scroll(width.max(1))
    }

    /// Puts a line back that could not be done yet: Enter sends it again, a key that edits takes
    /// it as if it had been typed, and a letter begins a new line, because who types on blindly
    /// means a new one. The history has it either way.
    pub fn keep(&mut self, line: &str) {
        self.remember(line);
        self.input = Input::from(line);
        self.looking_back = None;
        self.completing = None;
        self.kept = !line.is_empty();
    }

    /// Whether the line was put back, and nobody has touched it since.
    #[must_use]
    pub const fn is_kept(&self) -> bool {
        self.kept
    }

    /// Takes what was typed, keeps it in the history and empties the line.
    pub fn take(&mut self) -> String {
        self.kept = false;
        let typed = self.input.value_and_reset();
        self.looking_back = None;
        self.completing = None;
        self.remember(&typed);
        typed
    }

    /// Empties the line and says whether there was anything in it.
    pub fn clear(&mut self) -> bool {
        let had = !self.is_empty();
        self.kept = false;
        self.input.reset();
        self.looking_back = None;
        self.completing = None;
        had
    }

    /// Puts another text into the line.
    pub fn set(&mut self, text: &str) {
        self.kept = false;
        self.input = Input::from(text);
    }

    /// Types a text at the cursor: control and bidi characters are left out, line ends become
    /// spaces.
    pub fn insert(&mut self, text: &str) {
        self.completing = None;
        if std::mem::take(&mut self.kept) {
            self.input.reset();
        }
        let room = CHARS_MAX.saturating_sub(self.text().chars().count());
        // What is typed letter by letter is judged behind what stands before it.
        let at = self.input.cursor();
        let before: String = self
            .text()
            .chars()
            .take(at)
            .skip(at.saturating_sub(1))
            .collect();
        let n_before = printable(&before).count();
        let text: String = text
            .chars()
            .map(|c| if c.is_whitespace() { ' ' } else { c })
            .collect();
        let text: Vec<char> = printable(&(before + &text))
            .skip(n_before)
            .take(room)
            .collect();
        if text.len() == 1 {
            self.input.handle(InputRequest::InsertChar(text[0]));
            return;
        }
        // All at once: letter by letter a long paste would cost its square.
        let mut line: Vec<char> = self.text().chars().collect();
        let cursor = at + text.len();
        line.splice(at..at, text);
        let line: String = line.into_iter().collect();
        self.input = Input::from(line).with_cursor(cursor);
    }

    /// Edits the line with a key and says whether the key was meant for it.
    pub fn edit(&mut self, key: Key) -> bool {
        let request = match key {
            Key::Char(c) => {
                self.replace_offered(c);
                self.insert(c.encode_utf8(&mut [0; 4]));
                return true;
            }
            Key::Backspace | Key::Ctrl('h') => InputRequest::DeletePrevChar,
            Key::Delete | Key::Ctrl('d') => InputRequest::DeleteNextChar,
            Key::Left | Key::Ctrl('b') => InputRequest::GoToPrevChar,
            Key::Right | Key::Ctrl('f') => InputRequest::GoToNextChar,
            Key::Home | Key::Ctrl('a') => InputRequest::GoToStart,
            Key::End | Key::Ctrl('e') => InputRequest::GoToEnd,
            Key::Ctrl('w') | Key::Alt('\u{7f}') => InputRequest::DeletePrevWord,
            Key::Alt('d') => InputRequest::DeleteNextWord,
            Key::Alt('b') => InputRequest::GoToPrevWord,
            Key::Alt('f') => InputRequest::GoToNextWord,
            Key::Ctrl('u') => InputRequest::DeleteFromStart,
            Key::Ctrl('k') => InputRequest::DeleteTillEnd,
            Key::Ctrl('y') => InputRequest::Yank,
            Key::Ctrl(_)
            | Key::Alt(_)
            | Key::F(_)
            | Key::Enter
            | Key::Esc
            | Key::Tab
            | Key::BackTab
            | Key::Up
            | Key::Down
            | Key::PageUp
            | Key::PageDown => return false,
        };
        self.completing = None;
        self.kept = false;
        self.input.handle(request);
        true
    }

    /// One of several possibilities stands in the line because Tab put it there: a letter goes on
    /// from what was typed, anything else accepts what stands there.
    fn replace_offered(&mut self, c: char) {
        if c.is_alphanumeric() && !self.text().ends_with(' ') {
            self.uncomplete();
        }
    }

    /// Takes back what Tab put into the line and says whether there was anything.
    pub fn uncomplete(&mut self) -> bool {
        let Some(completing) = self.completing.take() else {
            return false;
        };
        self.input = Input::from(completing.typed);
        true
    }

    /// Empties the line; Ctrl-Y brings it back.
    pub fn put_aside(&mut self) {
        self.kept = false;
        if !self.uncomplete() && !self.is_empty() {
            self.input.handle(InputRequest::GoToEnd);
            self.input.handle(InputRequest::DeleteFromStart);
        }
    }

    /// Goes back to what was typed earlier.
    pub fn earlier(&mut self) {
        // The line that was put back is the last one of the history itself.
        let first = usize::from(std::mem::take(&mut self.kept));
        let looking_back = self.looking_back.as_ref();
        let back = looking_back.map_or(first, |(back, _)| back + 1);
        let Some(place) = self.history.len().checked_sub(back + 1) else {
            return;
        };
        let typed = match self.looking_back.take() {
            Some((_, typed)) => typed,
            None => self.text().to_owned(),
        };
        self.looking_back = Some((back, typed));
        self.input = Input::from(self.history[place].as_str());
    }

    /// Goes forward again, at last to what was being typed.
    pub fn later(&mut self) {
        self.kept = false;
        match self.looking_back.take() {
            None => {}
            Some((0, typed)) => self.input = Input::from(typed),
            Some((back, typed)) => {
                let place = self.history.len() - back;
                self.input = Input::from(self.history[place].as_str());
                self.looking_back = Some((back - 1, typed));
            }
        }
    }

    /// What the possibilities have to fit: what is typed, or was typed when Tab went round first.
    #[must_use]
    pub fn wanted(&self) -> &str {
        let completing = self.completing.as_ref();
        completing.map_or_else(|| self.text(), |completing| &completing.typed)
    }

    /// Which of the possibilities stands in the line.
    #[must_use]
    pub fn nth(&self) -> Option<usize> {
        self.completing.as_ref().map(|completing| completing.nth)
    }

    /// Completes the line to the next of the possibilities for what is [`wanted`](Self::wanted),
    /// around and around.
    pub fn complete(&mut self, possible: &[Completion]) {
        let nth = self.nth().map_or(0, |nth| nth + 1);
        let Some(line) = possible.get(nth % possible.len().max(1)) else {
            return;
        };
        let typed = self.wanted().to_owned();
        self.kept = false;
        self.input = Input::from(line.line.as_str());
        // One possibility is the answer: the next Tab goes on from there.
        self.completing = (possible.len() > 1).then(|| Completing {
            typed,
            nth: nth % possible.len(),
        });
    }

    /// The rest of the line in its shadow: what [`take_ghost`](Self::take_ghost) would take, with
    /// the cursor at the end.
    #[must_use]
    pub fn ghost<'a>(&self, possible: &'a [Completion]) -> Option<&'a str> {
        let typed = self.text();
        if typed.is_empty() || self.input.cursor() < typed.chars().count() {
            return None;
        }
        possible
            .iter()
            .find_map(|it| strip_prefix_folded(&it.line, typed))
            .filter(|rest| !rest.is_empty())
    }

    /// The line that is meant where none begins as what is typed does: the best of the
    /// possibilities, with the cursor at the end.
    #[must_use]
    pub fn meant<'a>(&self, possible: &'a [Completion]) -> Option<&'a str> {
        let typed = self.text();
        if typed.is_empty()
            || self.completing.is_some()
            || self.input.cursor() < typed.chars().count()
        {
            return None;
        }
        let begins = |it: &Completion| strip_prefix_folded(&it.line, typed).is_some();
        let mut fits = possible.iter().filter(|_| !possible.iter().any(begins));
        fits.next().map(|it| it.line.as_str())
    }

    /// Takes the shadow into the line and says whether there was one.
    pub fn take_ghost(&mut self, possible: &[Completion]) -> bool {
        let line = match (self.ghost(possible), self.meant(possible)) {
            (Some(rest), _) => format!("{}{rest}", self.text()),
            (None, Some(meant)) => meant.to_owned(),
            (None, None) => return false,
        };
        self.input = Input::from(line);
        self.completing = None;
        self.kept = false;
        true
    }
}

/// The rest of `text` after `prefix`, upper and lower case alike.
fn strip_prefix_folded<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix)
        .then(|| &text[prefix.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Prompt {
        let mut prompt = Prompt::default();
        text.chars().for_each(|c| {
            prompt.edit(Key::Char(c));
        });
        prompt
    }

    fn possible(lines: &[&str]) -> Vec<Completion> {
        let completion = |line: &&str| Completion {
            line: (*line).to_owned(),
            about: String::new(),
            mark: String::new(),
        };
        lines.iter().map(completion).collect()
    }

    #[test]
    fn the_history_gives_back_what_was_being_typed() {
        let mut prompt = typed("one");
        prompt.take();
        prompt.insert("two");
        prompt.take();
        prompt.insert("thr");
        prompt.earlier();
        assert_eq!(prompt.text(), "two");
        prompt.earlier();
        prompt.earlier();
        assert_eq!(prompt.text(), "one");
        prompt.later();
        assert_eq!(prompt.text(), "two");
        prompt.later();
        prompt.later();
        assert_eq!(prompt.text(), "thr");
    }

    #[test]
    fn tab_goes_round_the_possibilities_of_what_was_typed() {
        let mut prompt = typed("pa");
        let possible = possible(&["page dba", "page network"]);
        let mut seen = Vec::new();
        for _ in 0..3 {
            assert_eq!(prompt.wanted(), "pa");
            prompt.complete(&possible);
            seen.push(prompt.text().to_owned());
        }
        assert_eq!(seen, ["page dba", "page network", "page dba"]);
        prompt.edit(Key::Char('!'));
        assert_eq!(prompt.wanted(), "page dba!");
        prompt.complete(&[]);
        assert_eq!(prompt.text(), "page dba!");
    }

    #[test]
    fn typing_on_takes_the_place_of_what_tab_offered_unless_it_was_taken() {
        let causes = possible(&["cause attack", "cause own-change"]);
        let mut prompt = typed("cause ");
        prompt.complete(&causes);
        assert_eq!(prompt.text(), "cause attack");
        prompt.edit(Key::Char('o'));
        assert_eq!(prompt.text(), "cause o");
        let stated = possible(&["hyp attack ", "hyp own-change "]);
        let mut prompt = typed("hyp ");
        prompt.complete(&stated);
        prompt.edit(Key::Char('6'));
        assert_eq!(prompt.text(), "hyp attack 6");
        let mut prompt = typed("cause ");
        prompt.complete(&causes);
        assert!(prompt.uncomplete());
        assert_eq!(prompt.text(), "cause ");
        prompt.put_aside();
        assert!(prompt.is_empty());
        prompt.edit(Key::Ctrl('y'));
        assert_eq!(prompt.text(), "cause ");
    }

    #[test]
    fn a_line_that_was_put_back_is_edited_sent_or_given_up_for_a_new_one() {
        let kept = || {
            let mut prompt = Prompt::default();
            prompt.remember("before");
            prompt.keep("ssh db1");
            prompt
        };
        let mut prompt = kept();
        assert_eq!(prompt.take(), "ssh db1");
        let mut prompt = kept();
        prompt.edit(Key::Backspace);
        prompt.edit(Key::Char('2'));
        assert_eq!(prompt.text(), "ssh db2");
        let mut prompt = kept();
        for c in "wait".chars() {
            prompt.edit(Key::Char(c));
        }
        assert_eq!(prompt.text(), "wait");
        let mut prompt = kept();
        prompt.insert("ack");
        assert_eq!(prompt.text(), "ack");
        prompt.clear();
        prompt.earlier();
        assert_eq!(prompt.text(), "ssh db1", "it is not lost");
        let mut prompt = kept();
        prompt.earlier();
        assert_eq!(prompt.text(), "before");
        prompt.later();
        assert_eq!(prompt.text(), "ssh db1");
    }

    #[test]
    fn the_shadow_is_the_rest_of_the_line() {
        let possible = possible(&["show ssh", "ssh db1"]);
        let mut prompt = typed("SSH");
        assert_eq!(prompt.ghost(&possible), Some(" db1"));
        prompt.edit(Key::Left);
        assert_eq!(prompt.ghost(&possible), None);
        prompt.edit(Key::End);
        assert!(prompt.take_ghost(&possible));
        assert_eq!(prompt.text(), "SSH db1");
        assert!(!prompt.take_ghost(&possible));
    }

    #[test]
    fn where_nothing_begins_like_it_the_best_that_has_its_letters_is_shown() {
        let possible = possible(&["restart-varnish", "restart-db"]);
        let mut prompt = typed("varn");
        assert_eq!(prompt.ghost(&possible), None);
        assert_eq!(prompt.meant(&possible), Some("restart-varnish"));
        assert!(prompt.take_ghost(&possible));
        assert_eq!(prompt.text(), "restart-varnish");
        assert_eq!(prompt.meant(&possible), None);
        // What begins like it is shown as its rest, and a cursor in the line as nothing.
        let mut prompt = typed("restart-d");
        assert_eq!(prompt.meant(&possible), None);
        prompt.edit(Key::Left);
        assert_eq!(prompt.meant(&possible), None);
        // While Tab goes round, the line is what stands there.
        let mut prompt = typed("rsta");
        prompt.complete(&possible);
        assert_eq!(prompt.meant(&possible), None);
        assert!(typed("").meant(&possible).is_none());
    }

    #[test]
    fn a_paste_is_one_clean_line_at_the_cursor() {
        let mut prompt = typed("ab");
        prompt.edit(Key::Left);
        prompt.insert("1\r\n\u{1b}[31m\u{202e}2");
        assert_eq!(prompt.text(), "a1  [31m2b");
        prompt.edit(Key::Char('x'));
        assert_eq!(prompt.text(), "a1  [31m2xb");
        prompt.edit(Key::Char('\u{200d}'));
        assert_eq!(prompt.text(), "a1  [31m2xb", "a joiner joins nothing here");
        for c in "\u{1f469}\u{200d}\u{1f680}".chars() {
            prompt.edit(Key::Char(c));
        }
        assert_eq!(prompt.text(), "a1  [31m2x\u{1f469}\u{200d}\u{1f680}b");
        prompt.insert(&"y".repeat(5000));
        assert_eq!(prompt.text().chars().count(), CHARS_MAX);
    }
}
