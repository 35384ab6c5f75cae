//! Real time: a clock that only goes forward, and the date for lists of sessions.
//!
//! Invariant: play is timed by a [`Stopwatch`], which never sees the wall clock and counts a gap
//! (a closed laptop, a stopped or stalled process) as no time at all.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Utc};

/// Longer than this between two looks at a clock is a gap: nobody was there to play.
///
/// Whoever lets time pass looks at least twice as often.
pub const GAP: Duration = Duration::from_secs(5);

/// Real time, as far as play and lists of sessions need it.
pub trait Clock: std::fmt::Debug + Send {
    /// How much time passed since some moment of the clock's own choice.
    fn reading(&self) -> Duration;

    /// The date, for lists only.
    fn wall(&self) -> WallTime;
}

/// The machine's monotonic clock. Setting the date does not move it.
#[derive(Debug, Clone, Copy)]
pub struct RealClock {
    origin: Instant,
}

impl RealClock {
    /// A clock that begins to count now.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is where the clock is read")]
    pub fn start() -> Self {
        Self {
            origin: Instant::now(),
        }
    }
}

impl Clock for RealClock {
    fn reading(&self) -> Duration {
        self.origin.elapsed()
    }

    fn wall(&self) -> WallTime {
        WallTime::now()
    }
}

/// A clock moved by hand. Clones show the same time.
#[derive(Debug, Clone, Default)]
pub struct HandClock {
    hands: Arc<Mutex<Hands>>,
}

#[derive(Debug, Default)]
struct Hands {
    reading: Duration,
    wall: WallTime,
}

impl HandClock {
    /// Lets time pass: the date goes along.
    pub fn advance(&self, by: Duration) {
        let ms = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        let mut hands = self.hands();
        hands.reading = hands.reading.saturating_add(by);
        hands.wall.unix_ms = hands.wall.unix_ms.saturating_add(ms);
    }

    /// Sets the reading, also backwards.
    pub fn set(&self, to: Duration) {
        self.hands().reading = to;
    }

    /// Sets the date, also backwards.
    pub fn set_wall(&self, to: WallTime) {
        self.hands().wall = to;
    }

    fn hands(&self) -> MutexGuard<'_, Hands> {
        self.hands.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for HandClock {
    fn reading(&self) -> Duration {
        self.hands().reading
    }

    fn wall(&self) -> WallTime {
        self.hands().wall
    }
}

/// Measures the time from look to look.
#[derive(Debug)]
pub struct Stopwatch {
    clock: Box<dyn Clock>,
    last: Duration,
}

impl Stopwatch {
    /// Begins to measure now.
    #[must_use]
    pub fn start(clock: Box<dyn Clock>) -> Self {
        let last = clock.reading();
        Self { clock, last }
    }

    /// The time since the last look: nothing after a [`GAP`], nothing from a clock that went back.
    pub fn passed(&mut self) -> Duration {
        let reading = self.clock.reading();
        let passed = reading.saturating_sub(self.last);
        self.last = reading;
        if passed > GAP {
            return Duration::ZERO;
        }
        passed
    }

    /// The date, for lists only.
    #[must_use]
    pub fn wall(&self) -> WallTime {
        self.clock.wall()
    }
}

/// A date and time of day, for lists of sessions only: nothing in play depends on it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct WallTime {
    /// Milliseconds since 1970 in UTC.
    pub unix_ms: i64,
}

impl WallTime {
    /// What the machine believes it is.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is where the date is read")]
    pub fn now() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        let unix_ms = match since {
            Ok(since) => i64::try_from(since.as_millis()).unwrap_or(i64::MAX),
            Err(before) => {
                i64::try_from(before.duration().as_millis()).map_or(i64::MIN, |ms: i64| -ms)
            }
        };
        Self { unix_ms }
    }

    /// The same on the calendar; the last day there is if it lies beyond.
    #[must_use]
    pub fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.unix_ms).unwrap_or(DateTime::<Utc>::MAX_UTC)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    #[test]
    fn a_stopwatch_measures_from_look_to_look() {
        let clock = HandClock::default();
        let mut watch = Stopwatch::start(Box::new(clock.clone()));
        clock.advance(ms(40));
        assert_eq!(watch.passed(), ms(40));
        assert_eq!(watch.passed(), ms(0));
        clock.advance(GAP);
        assert_eq!(watch.passed(), GAP);
    }

    #[test]
    fn a_gap_and_a_clock_that_goes_back_are_no_time() {
        let clock = HandClock::default();
        clock.set(ms(90_000));
        let mut watch = Stopwatch::start(Box::new(clock.clone()));
        for jump in [GAP + ms(1), ms(3_600_000), ms(86_400_000)] {
            clock.advance(jump);
            assert_eq!(watch.passed(), ms(0), "{jump:?}");
        }
        clock.set(ms(0));
        assert_eq!(watch.passed(), ms(0));
        clock.advance(ms(7));
        assert_eq!(watch.passed(), ms(7));
    }

    #[test]
    fn the_real_clock_never_goes_back() {
        let clock = RealClock::start();
        let first = clock.reading();
        assert!(clock.reading() >= first);
    }
}
