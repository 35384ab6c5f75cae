//! Figures of many measurements, and the table they end up in.

use std::time::Duration;

/// Many measurements of one thing.
#[derive(Debug, Default)]
pub struct Sample(Vec<Duration>);

impl Sample {
    pub fn of(mut all: Vec<Duration>) -> Self {
        all.sort_unstable();
        Self(all)
    }

    /// With one more.
    pub fn with(mut self, one: Duration) -> Self {
        self.0.push(one);
        Self::of(self.0)
    }

    /// The measurement that so many of a hundred stay at or under.
    pub fn percentile(&self, of_100: usize) -> Duration {
        let n = self.0.len();
        let at = (n * of_100).div_ceil(100).clamp(1, n.max(1)) - 1;
        self.0.get(at).copied().unwrap_or_default()
    }

    pub fn median(&self) -> Duration {
        self.percentile(50)
    }

    pub fn worst(&self) -> Duration {
        self.0.last().copied().unwrap_or_default()
    }
}

/// Milliseconds, with as many places as there is a point in.
pub fn ms(span: Duration) -> String {
    format!("{:.2} ms", span.as_secs_f64() * 1e3)
}

/// One row: what was measured, what came of it, what it should be.
pub fn row(what: &str, figure: &str, aim: &str) {
    println!("| {what} | {figure} | {aim} |");
}

pub fn head() {
    println!("| measured | figure | aim |\n| --- | --- | --- |");
}
