//! Whether the terminal's ground is dark or light: it is asked once the first frame is out, and
//! answers among the keys. Who never answers costs nothing.
//!
//! Invariant: what is not the answer comes out again as it came in, in order.

use super::input::{Input, Key};

/// Asks for the colour of the ground.
pub const QUESTION: &str = "\x1b]11;?\x1b\\";

/// The terminal's ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// Dark: text is light.
    Dark,
    /// Light: text is dark.
    Light,
}

/// What is heard while an answer is out.
#[derive(Debug, PartialEq, Eq)]
pub enum Heard {
    /// These came in; none while an answer may have begun.
    Inputs(Vec<Input>),
    /// The answer.
    Answer(Ground),
}

/// An answer that is waited for.
#[derive(Debug, Default)]
pub struct Awaited {
    /// What may be the beginning of it.
    held: Vec<Input>,
    text: String,
}

/// How every answer begins after its escape.
const BEGINS: &str = "11;rgb";

/// No answer is longer.
const CHARS_MAX: usize = 40;

impl Awaited {
    /// Sorts an input: the answer's, or somebody's.
    pub fn hear(&mut self, input: Input) -> Heard {
        let begins = self.held.is_empty();
        match input {
            // The terminal library takes `ESC ]` for a key with Alt.
            Input::Key(Key::Alt(']')) if begins => self.hold(input),
            Input::Key(Key::Char(c)) if !begins && self.could_go_on(c) => {
                self.text.push(c);
                self.hold(input)
            }
            Input::Key(Key::Alt('\\') | Key::Ctrl('g')) if !begins => match ground(&self.text) {
                Some(ground) => Heard::Answer(ground),
                None => self.release(input),
            },
            input => self.release(input),
        }
    }

    fn could_go_on(&self, c: char) -> bool {
        match BEGINS.chars().nth(self.text.len()) {
            Some(expected) => c == expected,
            None => self.text.len() < CHARS_MAX && (c.is_ascii_hexdigit() || ":/".contains(c)),
        }
    }

    fn hold(&mut self, input: Input) -> Heard {
        self.held.push(input);
        Heard::Inputs(Vec::new())
    }

    fn release(&mut self, input: Input) -> Heard {
        self.text.clear();
        let mut all = std::mem::take(&mut self.held);
        all.push(input);
        Heard::Inputs(all)
    }
}

/// What `11;rgb:1c1c/1c1c/1c1c` says.
fn ground(answer: &str) -> Option<Ground> {
    let (_, colour) = answer.split_once(':')?;
    let mut parts = colour.split('/').map(thousandths);
    let (red, green, blue) = (parts.next()??, parts.next()??, parts.next()??);
    let bright = (2126 * red + 7152 * green + 722 * blue) / 10_000;
    Some(if bright < 500 {
        Ground::Dark
    } else {
        Ground::Light
    })
}

/// One to four hexadecimal digits as a part of a whole.
fn thousandths(digits: &str) -> Option<u32> {
    let n_digits = u32::try_from(digits.len()).ok()?;
    if !(1..=4).contains(&n_digits) {
        return None;
    }
    let value = u32::from_str_radix(digits, 16).ok()?;
    Some(value * 1000 / (16_u32.pow(n_digits) - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<Input> {
        let key = |c| match c {
            '<' => Key::Alt(']'),
            '>' => Key::Alt('\\'),
            '!' => Key::Ctrl('g'),
            c => Key::Char(c),
        };
        text.chars().map(|c| Input::Key(key(c))).collect()
    }

    /// What comes out, and the answer.
    fn heard(text: &str) -> (Vec<Input>, Option<Ground>) {
        let mut awaited = Awaited::default();
        let mut out = Vec::new();
        for input in keys(text) {
            match awaited.hear(input) {
                Heard::Inputs(some) => out.extend(some),
                Heard::Answer(ground) => return (out, Some(ground)),
            }
        }
        (out, None)
    }

    #[test]
    fn an_answer_is_heard_and_typed_nowhere() {
        assert_eq!(
            heard("<11;rgb:1c1c/1c1c/1c1c>"),
            (vec![], Some(Ground::Dark))
        );
        assert_eq!(
            heard("ab<11;rgb:ff/fa/e0!"),
            (keys("ab"), Some(Ground::Light))
        );
        assert_eq!(
            heard("<11;rgba:ffff/ffff/ffff/ffff>").1,
            Some(Ground::Light)
        );
    }

    #[test]
    fn what_is_no_answer_comes_out_as_it_came_in() {
        for text in [
            "<x",
            "<11;help",
            "<>",
            "]11;rgb:0/0/0>",
            "<11;rgb:zz>",
            "a<<11",
            "<11;rgb:>",
        ] {
            let (out, ground) = heard(&format!("{text}~"));
            assert_eq!((out, ground), (keys(&format!("{text}~")), None), "{text}");
        }
    }
}
