//! Where a long text stands in its window.
//!
//! Invariant: the window never shows less than it could; a window at the end stays at the end.

use std::cell::Cell;

use super::keys::Intent;

/// Where a long text stands in its window. What was painted last says how long it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scroll {
    at: At,
    painted: Cell<Extent>,
}

/// How long a text was and how many of its lines fitted when it was painted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Extent {
    /// Lines there are.
    pub n_lines: usize,
    /// Lines that fit.
    pub height: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    /// This line is the first one shown.
    Line(usize),
    /// The last line is the last one shown, whatever comes.
    End,
}

impl Extent {
    const fn last_top(self) -> usize {
        self.n_lines.saturating_sub(self.height)
    }
}

impl Scroll {
    /// At the beginning.
    #[must_use]
    pub fn top() -> Self {
        Self {
            at: At::Line(0),
            painted: Cell::default(),
        }
    }

    /// At the end, and staying there.
    #[must_use]
    pub fn end() -> Self {
        Self {
            at: At::End,
            ..Self::top()
        }
    }

    /// The first line that was painted.
    #[must_use]
    pub fn first(&self) -> usize {
        self.first_line(self.painted.get())
    }

    /// The lines that were painted.
    #[must_use]
    pub fn window(&self) -> std::ops::Range<usize> {
        let extent = self.painted.get();
        let first = self.first_line(extent);
        first..(first + extent.height).min(extent.n_lines)
    }

    /// The text has so many lines now, before it is painted again.
    pub fn holds(&self, n_lines: usize) {
        let extent = self.painted.get();
        self.painted.set(Extent { n_lines, ..extent });
    }

    /// The line the window is to begin with; none if it is to end with the last one.
    #[must_use]
    pub const fn begins_with(&self) -> Option<usize> {
        match self.at {
            At::Line(line) => Some(line),
            At::End => None,
        }
    }

    /// Moves the window so that it begins with a line, if there are enough lines after it.
    pub fn begin_with(&mut self, line: usize) {
        self.at = At::Line(line);
    }

    /// What stood from a line on stands from another on now: what is shown of it stays.
    pub const fn follow(&mut self, (from, to): (usize, usize)) {
        if let At::Line(line) = self.at
            && line >= from
        {
            self.at = At::Line(line - from + to);
        }
    }

    /// Moves the window, if it must, so that a line is in it.
    pub fn reveal(&mut self, line: usize) {
        let extent = self.painted.get();
        let first = self.first_line(extent);
        if line < first {
            self.at = At::Line(line);
        } else if extent.height > 0 && line >= first + extent.height {
            self.at = At::Line(line + 1 - extent.height);
        }
    }

    /// The first line to paint of a text of that size; keeps the size for the keys to come.
    #[must_use]
    pub fn paint(&self, extent: Extent) -> usize {
        self.painted.set(extent);
        self.first_line(extent)
    }

    fn first_line(&self, extent: Extent) -> usize {
        match self.at {
            At::Line(line) => line.min(extent.last_top()),
            At::End => extent.last_top(),
        }
    }

    /// Whether all of it was painted, so that there is nowhere to go.
    #[must_use]
    pub const fn fits(&self) -> bool {
        let extent = self.painted.get();
        extent.n_lines <= extent.height
    }

    /// Whether the beginning is shown.
    #[must_use]
    pub fn is_at_top(&self) -> bool {
        self.first() == 0
    }

    /// Whether the end is shown.
    #[must_use]
    pub fn is_at_end(&self) -> bool {
        let extent = self.painted.get();
        self.first_line(extent) == extent.last_top()
    }

    /// Moves, if that is what the key asks for, and says whether it was.
    pub fn obey(&mut self, intent: Intent) -> bool {
        let extent = self.painted.get();
        let (here, last) = (self.first_line(extent), extent.last_top());
        let page = extent.height.saturating_sub(1).max(1);
        let follows = self.at == At::End;
        let to = match intent {
            Intent::Up => here.saturating_sub(1),
            Intent::Down => here + 1,
            Intent::PageUp => here.saturating_sub(page),
            Intent::PageDown => here + page,
            Intent::First => {
                self.at = At::Line(0);
                return true;
            }
            Intent::Last => {
                self.at = At::End;
                return true;
            }
            _ => return false,
        };
        // Down to the end of something that grows: follow it again.
        self.at = if to >= last && (follows || to > here) {
            At::End
        } else {
            At::Line(to.min(last))
        };
        true
    }
}

/// The first entry shown of a list in so many rows, whose last row shows the selected entry at the
/// latest.
#[must_use]
pub fn first_shown(selected: usize, height: u16) -> usize {
    (selected + 1).saturating_sub(usize::from(height.max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extent(n_lines: usize) -> Extent {
        Extent {
            n_lines,
            height: 10,
        }
    }

    #[test]
    fn a_window_at_the_end_follows_and_one_scrolled_back_stays() {
        let mut scroll = Scroll::end();
        let _ = scroll.paint(extent(50));
        assert_eq!(scroll.paint(extent(51)), 41);
        scroll.obey(Intent::PageUp);
        assert_eq!(scroll.paint(extent(60)), 32);
        assert!(!scroll.is_at_end());
        scroll.obey(Intent::Last);
        assert_eq!(scroll.paint(extent(60)), 50);
    }

    #[test]
    fn no_window_is_emptier_than_it_must_be() {
        let mut scroll = Scroll::top();
        let _ = scroll.paint(extent(12));
        for _ in 0..9 {
            scroll.obey(Intent::Down);
        }
        assert_eq!(scroll.paint(extent(12)), 2);
        assert_eq!(scroll.paint(extent(3)), 0);
        scroll.obey(Intent::First);
        assert_eq!(scroll.paint(extent(12)), 0);
    }
}
