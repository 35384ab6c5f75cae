//! Short movements: a screen comes up, the page arrives, an alert changes, bars grow.
//!
//! Invariants: a movement is a function of the time since it began, so a frame at a given moment
//! is always the same frame; it takes nothing away that was there before it and holds no key up
//! (any key ends it); when it is over nothing wakes us. With reduced motion there is none.

use std::cell::Cell;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use tachyonfx::pattern::{RadialPattern, SweepPattern};
use tachyonfx::{Effect, Interpolation, SimpleRng, fx};

/// What moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moves {
    /// Another screen came up.
    Screen,
    /// The page arrived.
    Page,
    /// An alert fired or cleared; it is told in that place.
    Alert(Rect),
    /// The bars of the score grow; they are in that place.
    Bars(Rect),
}

/// What moves now, and since when.
#[derive(Debug, Clone, Default)]
pub struct Motion {
    still: bool,
    /// None as a time: it begins with the next frame.
    now: Cell<Option<(Moves, Option<Duration>)>>,
}

impl Moves {
    const fn lasts(self) -> Duration {
        Duration::from_millis(match self {
            Self::Screen => 160,
            Self::Page => 450,
            Self::Alert(_) => 600,
            Self::Bars(_) => 700,
        })
    }

    fn effect(self) -> Effect {
        let lasts = self.lasts();
        let effect = match self {
            Self::Screen => fx::coalesce((lasts, Interpolation::Linear))
                .with_pattern(SweepPattern::left_to_right(30)),
            Self::Page => {
                fx::coalesce((lasts, Interpolation::QuadOut)).with_pattern(RadialPattern::center())
            }
            Self::Alert(area) => fx::effect_fn_buf((), lasts, |(), context, buf| {
                // Twice reversed, twice as it was.
                if (context.timer.alpha() * 4.0) % 2.0 < 1.0 {
                    reverse(context.area, buf);
                }
            })
            .with_area(area),
            Self::Bars(area) => fx::effect_fn_buf((), lasts, |(), context, buf| {
                grow(context.timer.alpha(), context.area, buf);
            })
            .with_area(area),
        };
        effect.with_rng(SimpleRng::new(1))
    }
}

impl Motion {
    /// Nothing moves yet; with `still` nothing ever will.
    #[must_use]
    pub fn new(still: bool) -> Self {
        Self {
            still,
            now: Cell::new(None),
        }
    }

    /// Whether nothing moves that does not have to.
    #[must_use]
    pub const fn is_still(&self) -> bool {
        self.still
    }

    /// Begins with the next frame.
    pub fn start(&self, moves: Moves) {
        if !self.still {
            self.now.set(Some((moves, None)));
        }
    }

    /// It is over.
    pub fn end(&self) {
        self.now.set(None);
    }

    /// Whether something moves.
    #[must_use]
    pub fn is_on(&self, now: Duration) -> bool {
        self.now.get().is_some_and(|(moves, since)| {
            since.is_none_or(|since| now.saturating_sub(since) < moves.lasts())
        })
    }

    /// Changes what was painted to what is seen of it at that moment.
    pub fn paint(&self, now: Duration, area: Rect, buf: &mut Buffer) {
        let Some((moves, since)) = self.now.get() else {
            return;
        };
        let since = since.unwrap_or(now);
        let gone = now.saturating_sub(since);
        if gone >= moves.lasts() {
            return self.end();
        }
        self.now.set(Some((moves, Some(since))));
        let area = match moves {
            Moves::Alert(of) | Moves::Bars(of) => of.intersection(area),
            Moves::Screen | Moves::Page => area,
        };
        if !area.is_empty() {
            let mut effect = moves.effect();
            effect.set_area(area);
            effect.process(gone, buf, area);
        }
    }
}

fn reverse(area: Rect, buf: &mut Buffer) {
    for at in area.intersection(buf.area).positions() {
        let cell = &mut buf[at];
        let turned = cell.modifier.symmetric_difference(Modifier::REVERSED);
        cell.modifier = turned;
    }
}

/// The filled part of each bar in the area, up to that part of the area's width.
fn grow(part: f32, area: Rect, buf: &mut Buffer) {
    let grown = f32::from(area.width) * part;
    for at in area.intersection(buf.area).positions() {
        let is_beyond = f32::from(at.x - area.x) >= grown;
        let cell = &mut buf[at];
        if is_beyond && cell.symbol() == "#" {
            cell.set_char('-');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AREA: Rect = Rect::new(0, 0, 20, 2);

    fn painted(motion: &Motion, ms: u64) -> Buffer {
        let mut buf = Buffer::with_lines(["[############------]", "12345678901234567890"]);
        motion.paint(Duration::from_millis(ms), AREA, &mut buf);
        buf
    }

    #[test]
    fn a_moment_has_one_picture_however_many_frames_came_before() {
        for moves in [
            Moves::Screen,
            Moves::Page,
            Moves::Alert(AREA),
            Moves::Bars(AREA),
        ] {
            let (often, once) = (Motion::new(false), Motion::new(false));
            often.start(moves);
            once.start(moves);
            let _ = painted(&once, 1000);
            for ms in 1000..1090 {
                let _ = painted(&often, ms);
            }
            assert_eq!(painted(&often, 1090), painted(&once, 1090), "{moves:?}");
            assert_ne!(
                painted(&often, 1090),
                painted(&Motion::new(true), 0),
                "{moves:?}"
            );
        }
    }

    #[test]
    fn it_ends_by_itself_by_a_key_and_never_begins_with_reduced_motion() {
        let whole = painted(&Motion::new(true), 0);
        let motion = Motion::new(false);
        motion.start(Moves::Page);
        assert!(motion.is_on(Duration::ZERO));
        assert_ne!(painted(&motion, 10), whole);
        assert_eq!(painted(&motion, 10 + 450), whole);
        assert!(!motion.is_on(Duration::from_millis(460)));
        motion.start(Moves::Screen);
        motion.end();
        assert!(!motion.is_on(Duration::from_millis(460)));
        assert_eq!(painted(&motion, 460), whole);
        let still = Motion::new(true);
        still.start(Moves::Page);
        assert!(!still.is_on(Duration::ZERO));
    }

    #[test]
    fn a_bar_never_tells_more_than_it_will() {
        let motion = Motion::new(false);
        motion.start(Moves::Bars(Rect::new(1, 0, 18, 1)));
        let mut n_before = 0;
        for ms in (0..=700).step_by(50) {
            let buf = painted(&motion, ms);
            let n_filled = buf.content.iter().filter(|it| it.symbol() == "#").count();
            assert!(n_filled >= n_before && n_filled <= 12, "{ms}: {n_filled}");
            n_before = n_filled;
        }
        assert_eq!(n_before, 12);
    }
}
