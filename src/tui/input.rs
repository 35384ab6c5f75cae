//! What reaches the screens: keys, pasted text, a new size, the end.
//!
//! Invariant: nothing beyond this file and [`terminal`](super::terminal) knows which terminal
//! library there is.

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind,
};
use ratatui::layout::Position;

/// A key, as far as any screen cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// A character, with Shift already in it.
    Char(char),
    /// Ctrl with a letter.
    Ctrl(char),
    /// Alt with a character.
    Alt(char),
    /// A function key.
    F(u8),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift and Tab.
    BackTab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
}

/// Something that came in from the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key.
    Key(Key),
    /// A text pasted in one piece.
    Pasted(String),
    /// The terminal has another size.
    Resized,
    /// The mouse did something there.
    Mouse(Mouse, Position),
}

/// What a mouse does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mouse {
    /// The left button went down.
    Click,
    /// The wheel turned away from the hand.
    WheelUp,
    /// The wheel turned towards it.
    WheelDown,
}

/// Longest paste that is looked at, in bytes; the rest is cut off.
pub const PASTE_BYTES_MAX: usize = 4096;

impl Input {
    /// What an event of the terminal library means; nothing for what no screen uses.
    #[must_use]
    pub fn from_event(event: Event) -> Option<Self> {
        match event {
            Event::Key(key) => Key::from_event(key).map(Self::Key),
            Event::Paste(text) => Some(Self::Pasted(shorten(text))),
            Event::Resize(..) => Some(Self::Resized),
            Event::Mouse(event) => {
                let mouse = match event.kind {
                    MouseEventKind::Down(MouseButton::Left) => Mouse::Click,
                    MouseEventKind::ScrollUp => Mouse::WheelUp,
                    MouseEventKind::ScrollDown => Mouse::WheelDown,
                    MouseEventKind::Down(MouseButton::Right | MouseButton::Middle)
                    | MouseEventKind::Up(_)
                    | MouseEventKind::Drag(_)
                    | MouseEventKind::Moved
                    | MouseEventKind::ScrollLeft
                    | MouseEventKind::ScrollRight => return None,
                };
                Some(Self::Mouse(mouse, Position::new(event.column, event.row)))
            }
            Event::FocusGained | Event::FocusLost => None,
        }
    }
}

fn shorten(mut text: String) -> String {
    if text.len() > PASTE_BYTES_MAX {
        text.truncate(text.floor_char_boundary(PASTE_BYTES_MAX));
    }
    text
}

impl Key {
    fn from_event(key: KeyEvent) -> Option<Self> {
        if key.kind == KeyEventKind::Release {
            return None;
        }
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        match key.code {
            KeyCode::Char(c) if ctrl => Some(Self::Ctrl(c.to_ascii_lowercase())),
            KeyCode::Char(c) if alt => Some(Self::Alt(c)),
            KeyCode::Char(c) => Some(Self::Char(c)),
            KeyCode::F(n) => Some(Self::F(n)),
            KeyCode::Enter => Some(Self::Enter),
            KeyCode::Esc => Some(Self::Esc),
            KeyCode::Tab => Some(Self::Tab),
            KeyCode::BackTab => Some(Self::BackTab),
            KeyCode::Backspace => Some(Self::Backspace),
            KeyCode::Delete => Some(Self::Delete),
            KeyCode::Left => Some(Self::Left),
            KeyCode::Right => Some(Self::Right),
            KeyCode::Up => Some(Self::Up),
            KeyCode::Down => Some(Self::Down),
            KeyCode::Home => Some(Self::Home),
            KeyCode::End => Some(Self::End),
            KeyCode::PageUp => Some(Self::PageUp),
            KeyCode::PageDown => Some(Self::PageDown),
            KeyCode::Insert
            | KeyCode::Null
            | KeyCode::CapsLock
            | KeyCode::ScrollLock
            | KeyCode::NumLock
            | KeyCode::PrintScreen
            | KeyCode::Pause
            | KeyCode::Menu
            | KeyCode::KeypadBegin
            | KeyCode::Media(_)
            | KeyCode::Modifier(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_released_key_is_no_key() {
        let mut key = KeyEvent::new(KeyCode::Char('a'), KeyModifiers::NONE);
        assert_eq!(Key::from_event(key), Some(Key::Char('a')));
        key.kind = KeyEventKind::Release;
        assert_eq!(Key::from_event(key), None);
    }

    #[test]
    fn a_huge_paste_is_cut_between_characters() {
        let text = "é".repeat(PASTE_BYTES_MAX);
        let Some(Input::Pasted(kept)) = Input::from_event(Event::Paste(text)) else {
            panic!("a paste is an input");
        };
        assert_eq!(kept.len(), PASTE_BYTES_MAX);
    }
}
