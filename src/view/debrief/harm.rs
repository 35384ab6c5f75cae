//! What users suffered: here, on the fastest way that is known, and in the real course.
//!
//! All kinds of harm together are counted in harm points: of each kind the amount in its unit,
//! times its weight. The word is the same wherever that sum is told.
//!
//! Invariant: a course is followed by the engine's own rules or not told at all. What is not
//! known of one is said.

use serde::Serialize;

use crate::engine::debrief::Debrief;
use crate::engine::harm::Course;
use crate::engine::time::Elapsed;
use crate::view::Scene;
use crate::view::words::{amount, count, in_parts, scaled};

/// What users suffered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct HarmSheet {
    /// By what, where there was any: `Uploads that failed: 1240 uploads (2480 harm points)`.
    pub rows: Vec<String>,
    /// Harm points, here.
    pub yours: u64,
    /// Harm points, in a strong run.
    pub strong: Option<u64>,
    /// Harm points, in the real course replayed here.
    pub real: Option<u64>,
    /// Harm points over time, in even steps from T+00:00 to the end.
    pub curve: Vec<u64>,
    /// How it grew: here, on the fastest way that is known, in the real course.
    pub courses: Vec<CourseRow>,
    /// What is not known or not worked out yet, a sentence each.
    pub unknown: Vec<String>,
}

/// How what users suffered grew in one course of things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CourseRow {
    /// Its sign in a chart; each has another.
    #[serde(skip)]
    pub sign: char,
    /// `here`, `the fastest way known`, `the real course`.
    pub label: &'static str,
    /// Harm points.
    pub total: u64,
    /// The most in a minute.
    pub peak_per_minute: u64,
    /// When that began first, in milliseconds; none if there was none.
    pub peak_ms: Option<u64>,
    /// Since when there was none any more, in milliseconds; none if there was to the end.
    pub over_ms: Option<u64>,
    /// All of it in a line: `1240 harm points in all (24 % of the real course), at most 38 a minute
    /// from T+00:00, over at T+11:00`.
    pub line: String,
    #[serde(skip)]
    course: Course,
}

impl CourseRow {
    /// The harm points until a moment; nothing is known after its end.
    #[must_use]
    pub fn at(&self, at_ms: u64) -> Option<u64> {
        (at_ms <= self.until_ms()).then(|| self.course.at(Elapsed(at_ms)))
    }

    /// Until when it was followed.
    #[must_use]
    pub const fn until_ms(&self) -> u64 {
        self.course.until.0
    }

    fn of(sign: char, label: &'static str, course: Course, real: Option<u64>) -> Self {
        let peak = course.peak();
        Self {
            sign,
            label,
            total: course.total(),
            peak_per_minute: peak.map_or(0, |(_, most)| most),
            peak_ms: peak.map(|(at, _)| at.0),
            over_ms: course.over().map(|at| at.0),
            line: line(&course, real),
            course,
        }
    }
}

impl HarmSheet {
    /// All of it as sentences: each course, what a strong run has, what is not known.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let courses = self.courses.iter();
        let courses = courses.map(|it| format!("{}: {}", it.label, it.line));
        courses
            .chain(self.strong_line())
            .chain(self.rows.iter().cloned())
            .chain(self.rows.first().map(|_| WHAT_POINTS_ARE.to_owned()))
            .chain(self.unknown.iter().cloned())
            .collect()
    }

    /// What a strong run has, if the scenario says so.
    #[must_use]
    pub fn strong_line(&self) -> Option<String> {
        let strong = self.strong?;
        Some(format!("a strong run has {} in all", points(strong)))
    }

    /// The largest value of a chart until that moment: what was suffered here and on the fastest
    /// way fills it; a real course that is far beyond leaves at its top.
    #[must_use]
    pub fn most(&self, until_ms: u64) -> u64 {
        let within = |it: &CourseRow| it.at(until_ms.min(it.until_ms())).unwrap_or(0);
        let mut courses = self.courses.iter().map(within);
        let yours = courses.next().unwrap_or(0);
        courses.fold(yours, |most, it| {
            let is_near = most == 0 || it <= most.saturating_mul(FAR);
            if is_near { most.max(it) } else { most }
        })
    }
}

/// A course that suffered so many times as much does not squeeze the others.
const FAR: u64 = 10;

/// What a harm point is.
pub const WHAT_POINTS_ARE: &str = "harm points add up all kinds of harm: the number of each, in what \
                                   it is counted in, times the weight that the scenario gives it";

/// So many harm points: what users suffered, all kinds together.
#[must_use]
pub fn points(n: u64) -> String {
    let word = if n == 1 { "point" } else { "points" };
    format!("{} harm {word}", scaled(n))
}

/// What the axis of values counts: from a million on, millions.
#[must_use]
pub const fn axis_title(most: u64) -> &'static str {
    if most < MILLION {
        "harm points"
    } else {
        "harm points, in millions"
    }
}

const MILLION: u64 = 1_000_000;

/// What leaves the chart at its top.
pub const LEAVES: char = '^';

/// What that sign says.
pub const LEAVES_MEANS: &str = "goes on beyond the top of the chart";

/// Labels on the axis of values, at most `n_max` besides nothing: round ones.
#[must_use]
pub fn ticks(most: u64, n_max: u64) -> Vec<(u64, String)> {
    let steps = (0..19).flat_map(|power| [1, 2, 5].map(|it| it * 10_u64.pow(power)));
    let mut steps = steps.filter(|step| most / step <= n_max.max(1));
    let step = steps.next().unwrap_or(u64::MAX);
    let all = (0..=most / step).map(|n| n * step);
    let told = |value: u64| {
        if most < MILLION {
            count(value)
        } else {
            in_parts(value.into(), MILLION.into())
        }
    };
    all.map(|value| (value, told(value))).collect()
}

/// `1240 harm points in all (24 % of the real course), at most 38 a minute from T+00:00`
fn line(course: &Course, real: Option<u64>) -> String {
    let Some((since, most)) = course.peak() else {
        return "nothing".to_owned();
    };
    let over = course.over().map_or_else(
        || format!("some still at {}", course.until),
        |at| format!("over at {at}"),
    );
    let (total, most) = (course.total(), scaled(most));
    let part = real.map_or_else(String::new, |real| part_of(total, real));
    let total = points(total);
    format!("{total} in all{part}, at most {most} a minute from {since}, {over}")
}

/// ` (24 % of the real course)`
fn part_of(total: u64, real: u64) -> String {
    if real == 0 {
        return String::new();
    }
    let pc = u128::from(total) * 100 / u128::from(real);
    let pc = match pc {
        0 => "under 1".to_owned(),
        // Beyond some hundred, how many times it is says more.
        1000.. => return format!(" ({} times the real course)", pc / 100),
        pc => pc.to_string(),
    };
    format!(" ({pc} % of the real course)")
}

/// How many points the curve has.
const CURVE_POINTS: u64 = 60;

/// What users suffered here.
pub const YOURS: char = '\u{25cf}';
/// On the fastest way that is known.
pub const BEST: char = '\u{d7}';
/// In the real course.
pub const REAL: char = '\u{25cb}';

pub(super) fn sheet(scene: &Scene, data: &Debrief) -> HarmSheet {
    let scenario = scene.scenario();
    let by_row = scenario.harm.iter().zip(&data.harm.rows);
    let rows = by_row
        .filter(|(_, amount)| **amount > 0)
        .map(|(harm, n)| {
            let points = points(n.saturating_mul(harm.weight));
            format!("{}: {} ({points})", harm.label, amount(*n, &harm.unit))
        })
        .collect();
    let real_total = (scene.real.map(Course::total)).or(scenario.history.harm);
    let yours = Course::of(scenario, &scene.state().past, scene.now);
    let end = scene.now.0;
    let times = (0..=CURVE_POINTS).map(|n| Elapsed(end * n / CURVE_POINTS));
    let curve = times.map(|at| yours.at(at)).collect();
    let mut courses = vec![CourseRow::of(YOURS, "here", yours, real_total)];
    let best = scene.regret.and_then(|it| it.par_harm.clone());
    courses.extend(best.map(|it| CourseRow::of(BEST, "the fastest way known", it, real_total)));
    let real = scene.real.cloned();
    courses.extend(real.map(|it| CourseRow::of(REAL, "the real course", it, None)));
    HarmSheet {
        rows,
        yours: data.harm.total,
        strong: scenario.targets.harm,
        real: scenario.history.harm,
        curve,
        courses,
        unknown: unknown(scene),
    }
}

fn unknown(scene: &Scene) -> Vec<String> {
    let mut all = Vec::new();
    match scene.regret {
        None if scene.state().ended.is_some() => {
            all.push("the fastest way is being worked out".to_owned());
        }
        Some(regret) => match (regret.par, regret.yours) {
            (None, None) => all.push("no way that would have resolved it is known".to_owned()),
            (par, Some(yours)) if par.is_none_or(|par| par >= yours) => {
                all.push("no faster way than yours is known".to_owned());
            }
            (Some(_), _) | (None, Some(_)) => {}
        },
        None => {}
    }
    let history = &scene.scenario().history;
    if scene.scenario().metadata.fictional {
        return all;
    }
    all.push(match (scene.real, history.harm) {
        (Some(_), _) => "the real course is replayed here as far as the record goes; where it \
                         is silent, the replay fills in what somebody may have done"
            .to_owned(),
        (None, Some(harm)) => format!(
            "the real course, replayed here: {} in all; how it grew is not told",
            points(harm)
        ),
        (None, None) => "what users suffered in the real course is not known".to_owned(),
    });
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_few() {
        let told = |most, n_max| {
            let all = ticks(most, n_max).into_iter();
            all.map(|(_, label)| label).collect::<Vec<_>>()
        };
        assert_eq!(told(418, 4), ["0", "100", "200", "300", "400"]);
        assert_eq!(told(1_534_080, 3), ["0", "0.5", "1", "1.5"]);
        assert_eq!(axis_title(1_534_080), "harm points, in millions");
        assert_eq!(axis_title(418), "harm points");
        assert_eq!(told(0, 4), ["0"]);
        assert_eq!(told(u64::MAX, 1).len(), 2);
    }
}
