//! What the numbers of severity mean: as the briefing states them, else as most of the field
//! uses them.

use crate::engine::command::Scale;
use crate::engine::scenario::Scenario;

/// Each level, worst first, with what it means in most of the field.
const USUAL: [(u8, &str); 5] = [
    (1, "most users cannot use it, or data is being lost"),
    (2, "a main part is down, or many users are hit"),
    (3, "broken or slow for some, and there is a way around it"),
    (4, "a small fault that few notice"),
    (5, "no user notices: ordinary work"),
];

/// Over the levels.
pub const HEADING: &str = "Severity";

/// Said with the levels.
pub const WHEN_IN_DOUBT: &str = "In doubt declare the worse one; it can be changed at any time.";

/// Each level with what it means here, worst first: those that the briefing states, else all as
/// most of the field has them.
#[must_use]
pub fn levels(scenario: &Scenario) -> Vec<(u8, String)> {
    let briefing = &scenario.briefing;
    let lines = briefing.access.iter().chain(&briefing.normal);
    let mut stated = lines.map(|it| stated(it)).filter(|it| it.len() > 1);
    stated.next().unwrap_or_else(|| {
        let usual = USUAL.into_iter();
        usual.map(|(level, it)| (level, it.to_owned())).collect()
    })
}

/// The levels that a line like `Severities: 1 = all of it is down; 2 = a part is` states.
fn stated(line: &str) -> Vec<(u8, String)> {
    let Some((_, list)) = line.split_once(": ") else {
        return Vec::new();
    };
    if !line.to_lowercase().starts_with("severit") {
        return Vec::new();
    }
    let (min, max) = Scale::Severity.bounds();
    let level = |part: &str| {
        let (level, means) = part.split_once('=')?;
        let level: u8 = level.trim().parse().ok()?;
        let means = means.trim().trim_end_matches('.');
        (min..=max)
            .contains(&level)
            .then(|| (level, means.to_owned()))
    };
    list.split(';').filter_map(level).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_briefing_states_is_read_and_other_lines_state_nothing() {
        let line = "Severities, as the handbook has them: 1 = users cannot work, or data is \
                    lost; 2 = a part fails; 3 = nobody notices yet.";
        let levels = stated(line);
        assert_eq!(levels.len(), 3);
        assert_eq!(levels[0].1, "users cannot work, or data is lost");
        assert_eq!(levels[2], (3, "nobody notices yet".to_owned()));
        for line in [
            "Shell on db1: 1 = root; 2 = you",
            "Severities are in the wiki.",
            "",
        ] {
            assert_eq!(stated(line), [], "{line}");
        }
    }
}
