//! The commands of a scenario: which action a typed line means, and what in it means nothing.
//!
//! A pattern's `*` stands for anything. What changes the system is not done by accident all the
//! same: behind a word of it there may be an option or a value that the action knows, no line that
//! ran into it, and nowhere a word by which it would only be tried out.

use crate::engine::id::ActionIdx;
use crate::engine::scenario::{Action, ActionKind, Scenario};

/// A line that would mean an action, if a part of it were not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stray {
    /// What the rest of it means.
    pub action: ActionIdx,
    /// The part that means nothing, folded.
    pub part: String,
    /// The option in it that asks for a dry run, which this action does not know.
    pub dry_run: Option<String>,
}

/// The action that a typed command means: of all patterns that match, the one that says most,
/// unless a part of the line means nothing there.
#[must_use]
pub fn find_action(scenario: &Scenario, typed: &str) -> Option<ActionIdx> {
    let typed = fold(typed);
    let action = best(scenario, &typed)?;
    let strays = part(&scenario.actions[action.0], &typed);
    strays.is_none().then_some(action)
}

/// The part of a line that means nothing, if the rest of it means an action that changes
/// something or is risky.
#[must_use]
pub fn stray(scenario: &Scenario, typed: &str) -> Option<Stray> {
    let typed = fold(typed);
    let action = best(scenario, &typed)?;
    let commands = &scenario.actions[action.0].commands;
    let part = part(&scenario.actions[action.0], &typed)?;
    let known = Known::new(commands);
    let dry_run = part.split(' ').find(|it| known.is_tried(it));
    Some(Stray {
        action,
        dry_run: dry_run.map(str::to_owned),
        part,
    })
}

fn best(scenario: &Scenario, typed: &str) -> Option<ActionIdx> {
    if typed.is_empty() {
        return None;
    }
    let actions = scenario.actions.iter().enumerate();
    actions
        .flat_map(|(idx, action)| action.commands.iter().map(move |it| (idx, fold(it))))
        .filter(|(_, pattern)| matches(pattern, typed))
        // The first of the most literal ones: `max_by_key` alone would give the last.
        .map(|(idx, pattern)| {
            let said = pattern.bytes().filter(|b| *b != b'*').count();
            let exact = !pattern.contains('*');
            ((exact, said, std::cmp::Reverse(idx)), idx)
        })
        .max()
        .map(|(_, idx)| ActionIdx(idx))
}

/// What of a line means nothing to an action that its patterns match. Who only looks may look
/// with any words.
fn part(action: &Action, typed: &str) -> Option<String> {
    if action.risk.is_none() && action.kind != ActionKind::Change {
        return None;
    }
    unmeant(&action.commands, typed)
}

/// The same by the commands of an action: from the first word on that has no meaning in any way
/// to read the line.
fn unmeant(commands: &[String], typed: &str) -> Option<String> {
    let known = Known::new(commands);
    let patterns = known.commands.iter().filter(|it| matches(it, typed));
    // One way to read all of it is enough.
    let parts: Option<Vec<String>> = patterns.map(|it| known.unmeant(it, typed)).collect();
    parts?.into_iter().min_by_key(String::len)
}

/// What may be typed for an action, and the words of that.
struct Known {
    commands: Vec<String>,
    has_placeholder: bool,
}

impl Known {
    fn new(commands: &[String]) -> Self {
        let is_placeholder =
            |it: &str| it.len() > 2 && it.bytes().all(|b| b.is_ascii_uppercase() || b == b'_');
        let mut words = commands.iter().flat_map(|it| it.split_whitespace());
        Self {
            has_placeholder: words.any(is_placeholder),
            commands: commands.iter().map(|it| fold(it)).collect(),
        }
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        let words = self.commands.iter().flat_map(|it| it.split(' '));
        words.map(|it| it.trim_end_matches('*'))
    }

    fn has(&self, word: &str) -> bool {
        let word = word.trim_end_matches([',', ';', '.', '!']);
        let key = key(word);
        self.words().any(|it| it == word || it == key)
    }

    /// Whether it asks for a dry run that there is not.
    fn is_tried(&self, word: &str) -> bool {
        DRY_RUNS.contains(&key(word)) && !self.has(word)
    }

    /// Whether a value follows that option.
    fn takes_value(&self, option: &str) -> bool {
        self.commands.iter().any(|it| {
            let mut words = it.split(' ').skip_while(|it| *it != option).skip(1);
            words.next().is_some_and(|next| !next.starts_with('-'))
        })
    }

    fn unmeant(&self, pattern: &str, typed: &str) -> Option<String> {
        let words: Vec<&str> = typed.split(' ').collect();
        let from = match pattern.split_once('*') {
            None => return None,
            // Behind a word: what goes on there, and further words.
            Some((before, "")) if !before.ends_with(' ') => self.astray(before, typed, &words),
            // In place of words: any, but not another line.
            Some(_) => words
                .iter()
                .position(|it| is_other_line(it) && !self.has(it)),
        };
        let tried = words.iter().position(|it| self.is_tried(it));
        let from = from.into_iter().chain(self.run_together(&words));
        let from = from.chain(tried).min()?;
        Some(words[from..].join(" "))
    }

    /// The first word behind `before` that is neither known, nor a value, nor small.
    fn astray(&self, before: &str, typed: &str, words: &[&str]) -> Option<usize> {
        let last = before.split(' ').count() - 1;
        let goes_on = typed[before.len()..].split(' ').next().unwrap_or_default();
        let starts = |with: &&str| goes_on.starts_with(with);
        if starts(&words[0]) || OTHER_LINES.iter().any(starts) {
            return Some(last);
        }
        let mut has_placeholder = self.has_placeholder;
        (last + 1..words.len()).find(|idx| {
            let (word, previous) = (words[*idx], words[idx - 1]);
            let is_option = |it: &str| it.starts_with('-');
            let is_value = TO_VALUES.contains(&previous)
                || (is_option(previous) && self.takes_value(previous));
            let names = word.contains(|c: char| c.is_ascii_digit() || matches!(c, '/' | '.'));
            let is_option = is_option(word);
            let is_small = SMALL.contains(&word) || TO_VALUES.contains(&word);
            let is_meant = if is_other_line(word) || is_option {
                self.has(word)
            } else {
                self.has(word) || is_value || names || is_small
            };
            // The one word that a placeholder stands for.
            !is_meant && (is_option || !std::mem::take(&mut has_placeholder))
        })
    }

    /// Where a second line ran into the first, `rollback 41rollback 41`: the first word comes
    /// again, or an option or a name with a number goes on where it should end.
    fn run_together(&self, words: &[&str]) -> Option<usize> {
        let goes_on = |word: &str| {
            !self.words().any(|it| it == word)
                && self
                    .commands
                    .iter()
                    .flat_map(|it| it.split(' '))
                    .any(|known| {
                        let ends = known.starts_with("--")
                            || known.ends_with(|c: char| c.is_ascii_digit());
                        let rest = word.strip_prefix(known);
                        ends && rest.is_some_and(|rest| rest.starts_with(char::is_alphabetic))
                    })
        };
        let is_again = |word: &str| word == words[0] && !self.comes_again(word);
        (1..words.len()).find(|idx| is_again(words[*idx]) || goes_on(words[*idx]))
    }

    /// Whether a command has that word twice.
    fn comes_again(&self, word: &str) -> bool {
        let n_times = |it: &String| it.split(' ').filter(|it| *it == word).count();
        self.commands.iter().any(|it| n_times(it) > 1)
    }
}

/// An option without its value.
fn key(word: &str) -> &str {
    word.split_once('=').map_or(word, |(key, _)| key)
}

/// Options with which nothing is to be done yet. Where an action does not know them, the line is
/// not taken for the action itself.
const DRY_RUNS: [&str; 12] = [
    "--dry-run",
    "--dryrun",
    "--dry_run",
    "--check",
    "--noop",
    "--no-op",
    "--no-act",
    "--simulate",
    "--just-print",
    "--whatif",
    "--preview",
    "--plan",
];

/// Words that begin a line of their own, and that no command has for a value.
const OTHER_LINES: [&str; 7] = [
    "wait",
    "post",
    "ack",
    "hyp",
    "hint",
    "mitigated",
    "resolved",
];

fn is_other_line(word: &str) -> bool {
    OTHER_LINES.contains(&word)
}

/// Words that one more word follows, whatever it is.
const TO_VALUES: [&str; 16] = [
    "of", "for", "on", "in", "at", "from", "to", "with", "via", "by", "the", "a", "an", "all",
    "our", "my",
];

/// Words that change nothing.
const SMALL: [&str; 3] = ["now", "please", "again"];

/// Lower case, white space folded, quotes made plain: what commands are compared by.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        for c in word.chars() {
            match c {
                '"' | '\u{2018}' | '\u{2019}' | '\u{201c}' | '\u{201d}' => folded.push('\''),
                // Most letters, and for them it is quick.
                _ if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
                _ => folded.extend(c.to_lowercase()),
            }
        }
    }
    folded
}

/// Whether a pattern with `*` for anything matches the whole text. Linear in practice, never
/// worse than the product of both lengths.
fn matches(pattern: &str, text: &str) -> bool {
    // "cmd *" also matches "cmd".
    if pattern
        .strip_suffix(" *")
        .is_some_and(|bare| !bare.contains('*') && bare == text)
    {
        return true;
    }
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut p, mut t) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while t < text.len() {
        if p < pattern.len() && pattern[p] == b'*' {
            retry = Some((p + 1, t));
            p += 1;
        } else if p < pattern.len() && pattern[p] == text[t] {
            p += 1;
            t += 1;
        } else if let Some((after_star, taken)) = retry {
            p = after_star;
            t = taken + 1;
            retry = Some((after_star, taken + 1));
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(|b| *b == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, text, expected) in [
            ("lvs", "lvs", true),
            ("lvs", "lvs -a", false),
            ("lvs *", "lvs -a", true),
            ("lvs *", "lvs", true),
            ("dig *facebook.com*", "dig @1.1.1.1 facebook.com ns", true),
            ("a*b*c", "axxbxx", false),
            ("*", "anything at all", true),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} / {text}");
        }
    }

    #[test]
    fn what_means_nothing_behind_a_change_is_told_from_what_does() {
        let back = &["settings rollback 41", "settings rollback*"][..];
        let guard = &["origin-guard on --global", "origin-guard on*"][..];
        let pin = &["bundle pin --before 09:45", "bundle pin*"][..];
        let slot = &["restart db-1 db-1", "restart *"][..];
        let enable = &["config enable SERVICE", "config enable*"][..];
        for (commands, typed, expected) in [
            (back, "settings rollback 41", None),
            (back, "settings rollback 40", None),
            (back, "settings rollback to 40 now", None),
            (back, "settings rollback 40 --now", Some("--now")),
            (
                back,
                "settings rollback 41settings rollback 41",
                Some("41settings rollback 41"),
            ),
            (
                back,
                "settings rollback 41 settings rollback 41",
                Some("settings rollback 41"),
            ),
            (back, "settings rollbackwait 2m", Some("rollbackwait 2m")),
            (back, "settings rollback 41 wait 2m", Some("wait 2m")),
            (guard, "origin-guard on --global", None),
            (guard, "origin-guard on", None),
            (guard, "origin-guard on --everywhere", Some("--everywhere")),
            (
                guard,
                "origin-guard on --globalwaitpost status most fail",
                Some("--globalwaitpost status most fail"),
            ),
            (
                guard,
                "origin-guard on --global waitpost status",
                Some("waitpost status"),
            ),
            (guard, "origin-guard on --global wait", Some("wait")),
            (pin, "bundle pin --before midnight", None),
            (pin, "bundle pin --before=09:40", None),
            (pin, "bundle pin 09:40", None),
            (pin, "bundle pin the good one", Some("one")),
            (pin, "bundle pin yesterday", Some("yesterday")),
            (slot, "restart db-1 db-2", None),
            (slot, "restart any service there is", None),
            (slot, "restart db-2 post status", Some("post status")),
            (enable, "config enable acme", None),
            (enable, "config enable acme acme", Some("acme")),
            (
                &["config disable svc-7f31*"],
                "config disable svc-7f31x",
                None,
            ),
            (&["copy a to a copy", "copy *"], "copy b to a copy", None),
            (
                &["play site.yml -t db", "play*-t db*"],
                "play site.yml -t db --check",
                Some("--check"),
            ),
            (
                &["play site.yml -t db", "play*-t db*"],
                "play --dry-run=client site.yml -t db",
                Some("--dry-run=client site.yml -t db"),
            ),
            (
                &["release back --plan", "release*back*"],
                "release back 41 --plan",
                None,
            ),
        ] {
            let commands: Vec<String> = commands.iter().map(|it| (*it).to_owned()).collect();
            let found = unmeant(&commands, &fold(typed));
            assert_eq!(found.as_deref(), expected, "{typed}");
        }
    }

    #[test]
    fn case_and_spaces_do_not_matter() {
        assert_eq!(
            fold("  SELECT  \u{201c}x\u{201d}  from\tT "),
            "select 'x' from t"
        );
    }
}
