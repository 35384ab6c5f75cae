//! What is asked before something risky: its stated risk, and the name of what it acts on.
//!
//! Typing a name is slower than typing `yes`, and it makes one read which of the things that look
//! alike is about to be changed. Invariant: the word that is asked for is shown, is one word, and
//! can be typed on any keyboard that could type the command.

use super::Scene;
use super::signals::alerts;
use super::words::{Tone, clean};
use crate::engine::command::Command;
use crate::engine::id::ActionIdx;
use crate::engine::prompt::{self, Request, WORDS};
use crate::engine::scenario::Claim;

/// What is asked before something risky is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirm {
    /// What is about to be done.
    pub title: String,
    /// Its stated risk.
    pub risk: String,
    /// How to go on.
    pub ask: String,
    /// The word that has to be typed.
    pub word: String,
    /// What is typed for it as a rule.
    pub example: String,
    /// It is a claim that the screen speaks against, no risk.
    pub is_doubt: bool,
}

impl Confirm {
    /// Whether what was typed is the word; upper and lower case alike, quotes do not matter.
    #[must_use]
    pub fn is_accepted(&self, typed: &str) -> bool {
        bare(typed.trim()).eq_ignore_ascii_case(&self.word)
    }
}

/// The confirmation of a risky action, for the line that was typed for it.
#[must_use]
pub fn confirm(scene: &Scene, action: ActionIdx, typed: &str) -> Confirm {
    let action = &scene.scenario().actions[action.0];
    let example = action.commands.first().map_or("", String::as_str);
    let word = target(example, &clean(typed));
    Confirm {
        title: action.label.clone(),
        risk: action.risk.clone().unwrap_or_default(),
        ask: match &word {
            Some(word) => format!("To go ahead, type: {word}"),
            None => format!("To go ahead, type: {YES}"),
        },
        word: word.unwrap_or_else(|| YES.to_owned()),
        example: example.to_owned(),
        is_doubt: false,
    }
}

/// What is asked before a claim that the screen speaks against; made of what it shows, so that a
/// claim that is true gets the same words.
#[must_use]
pub fn claim(scene: &Scene, claim: Claim) -> Confirm {
    let firing = alerts(scene).into_iter().filter(|it| it.tone == Tone::Bad);
    let firing: Vec<String> = firing.map(|it| it.label).collect();
    let fire = match firing.len() {
        1 => "1 critical alert fires".to_owned(),
        n => format!("{n} critical alerts fire"),
    };
    let word = claim.word();
    Confirm {
        title: format!("Claim `{word}`"),
        risk: format!("{fire}: {}.", firing.join(", ")),
        ask: format!("To claim it all the same, type: {word}"),
        word: word.to_owned(),
        example: word.to_owned(),
        is_doubt: true,
    }
}

/// What is said in a box that was left, or that something else was typed in than the word.
#[must_use]
pub fn not_accepted(confirm: &Confirm, typed: &str) -> String {
    if is_no(typed) {
        NOTHING_DONE.to_owned()
    } else {
        format!("that was not `{}`; {NOTHING_DONE}", confirm.word)
    }
}

/// The same where a line was asked for, and one could have meant a command: that did not happen
/// either.
#[must_use]
pub fn not_confirmed(confirm: &Confirm, typed: &str) -> String {
    let told = not_accepted(confirm, typed);
    if is_no(typed) {
        return told;
    }
    let typed = clean(typed.trim());
    format!("{told}; `{typed}` was not run either, so type it again")
}

/// Whether something that was typed as an answer is a line of its own: somebody typed on and did
/// not see the box.
#[must_use]
pub fn is_line(scene: &Scene, typed: &str) -> bool {
    let read = prompt::read_in(scene.scenario(), scene.state(), scene.seat, typed, false);
    let begins_with_word = || {
        let first = typed.split_whitespace().next().unwrap_or_default();
        WORDS.iter().any(|it| it.eq_ignore_ascii_case(first))
    };
    !is_no(typed)
        && match read {
            Ok(Request::Command(Command::Mumble(_)) | Request::Nothing) => false,
            Ok(_) => true,
            Err(_) => begins_with_word(),
        }
}

/// What is said when such a line was typed into the box; it stands in the line then.
#[must_use]
pub fn not_an_answer(confirm: &Confirm) -> String {
    format!(
        "{NOTHING_DONE}: that was not `{}`; what you typed is in the line, Enter sends it",
        confirm.word
    )
}

/// What came of a risk that was not accepted.
const NOTHING_DONE: &str = "nothing was done";

fn is_no(typed: &str) -> bool {
    let typed = typed.trim().to_lowercase();
    matches!(typed.as_str(), "" | NO | "n" | "quit")
}

/// What leaves a box without accepting anything.
pub(super) const NO: &str = "no";

/// What accepts a risk where a command names nothing.
const YES: &str = "yes";

/// Words of a command that say what is done, or how far: none of them names a thing.
const DEEDS: [&str; 62] = [
    "activate",
    "add",
    "admit",
    "all",
    "and",
    "apply",
    "back",
    "block",
    "boot",
    "break",
    "checkpoint",
    "close",
    "copy",
    "create",
    "delete",
    "deploy",
    "destroy",
    "disable",
    "down",
    "drain",
    "drop",
    "enable",
    "exec",
    "fail",
    "failover",
    "force",
    "freeze",
    "from",
    "hold",
    "kill",
    "limit",
    "lock",
    "mask",
    "now",
    "off",
    "on",
    "open",
    "pause",
    "pay",
    "pin",
    "promote",
    "ramp",
    "rebuild",
    "reload",
    "remove",
    "reset",
    "restart",
    "restore",
    "resume",
    "revert",
    "rm",
    "rollback",
    "run",
    "set",
    "start",
    "stop",
    "take",
    "the",
    "to",
    "undo",
    "unpin",
    "up",
];

/// The name of what a command acts on, by its example; where that only has a placeholder
/// (`SERVICE`), by what was typed.
///
/// It is the last plain word, then the last value of an option, then the program itself if it is
/// not all there is. Options, numbers, placeholders and words for deeds are never it.
fn target(example: &str, typed: &str) -> Option<String> {
    let words = words(example);
    let has_placeholder = words.iter().any(|word| is_placeholder(word.text));
    let by_typed = || {
        let typed = self::words(strip_ask(typed));
        last(&typed, Place::Plain)
    };
    let by_example = || last(&words, Place::Plain).or_else(|| last(&words, Place::Value));
    let named = if has_placeholder {
        by_typed().or_else(by_example)
    } else {
        by_example()
    };
    named.or_else(|| {
        let program = words.first().filter(|_| words.len() > 1)?;
        name(program.text)
    })
}

/// A word of a command and where it stands.
struct Word<'a> {
    text: &'a str,
    place: Place,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The program.
    Program,
    /// An option, `-h` or `--version=3`.
    Option,
    /// What follows an option, and may be its value.
    Value,
    /// Any other word.
    Plain,
}

fn words(command: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    for text in command.split_whitespace() {
        let before = words.last();
        let place = match before {
            None => Place::Program,
            // What `sudo` runs is the program.
            Some(word) if word.place == Place::Program && word.text == "sudo" => {
                words.clear();
                Place::Program
            }
            Some(_) if text.starts_with('-') => Place::Option,
            Some(word) if word.place == Place::Option && !text.starts_with(['\'', '"']) => {
                Place::Value
            }
            Some(_) => Place::Plain,
        };
        words.push(Word { text, place });
    }
    words
}

/// The last word in such a place that names something.
fn last(words: &[Word<'_>], place: Place) -> Option<String> {
    let mut there = words.iter().rev().filter(|word| word.place == place);
    there.find_map(|word| name(word.text))
}

/// The name in a word: of `payments=later` what stands before the sign.
fn name(word: &str) -> Option<String> {
    let word = bare(word);
    let word = word.split_once('=').map_or(word, |(key, _)| key);
    let names = word.chars().any(char::is_alphabetic)
        && !word.contains('*')
        && !is_placeholder(word)
        && !DEEDS.contains(&word.to_lowercase().as_str());
    names.then(|| word.to_owned())
}

/// A word without quotes and stops around it.
fn bare(word: &str) -> &str {
    word.trim_matches(['\'', '"', '`', ';', ','])
}

/// Something to be filled in: capitals only.
pub(super) fn is_placeholder(word: &str) -> bool {
    let word = bare(word);
    word.len() > 2 && word.bytes().all(|b| b.is_ascii_uppercase() || b == b'_')
}

/// What somebody is asked to do.
fn strip_ask(typed: &str) -> &str {
    let mut parts = typed.trim().splitn(3, char::is_whitespace);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(ask), Some(_), Some(what)) if ask.eq_ignore_ascii_case("ask") => what.trim(),
        _ => typed.trim(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_names_what_is_acted_upon() {
        for (example, expected) in [
            ("config disable svc-c3e8 --version 71", "svc-c3e8"),
            ("sudo gitlab-ctl restart postgresql", "postgresql"),
            (
                "sudo lvcreate -s -L 50G -n before /dev/vg_db1/pgdata",
                "/dev/vg_db1/pgdata",
            ),
            ("psql -h db1 -c checkpoint", "db1"),
            ("psql -c 'truncate orders'", "orders"),
            ("proxyctl set payments=later", "payments"),
            ("mongorestore --oplogReplay oplog/", "oplog/"),
            (
                "doctl compute droplet-action snapshot db-old --snapshot-name pre",
                "db-old",
            ),
            ("bundle pin --before 09:45", "bundle"),
            ("origin-guard on --global", "origin-guard"),
            ("set admission 5", "admission"),
            ("break glass", "glass"),
        ] {
            assert_eq!(target(example, "").as_deref(), Some(expected), "{example}");
        }
    }

    #[test]
    fn where_nothing_is_named_there_is_no_word() {
        for example in ["", "pay", "rollback 1", "ramp 100", "freeze *"] {
            assert_eq!(target(example, ""), None, "{example}");
        }
    }

    #[test]
    fn a_placeholder_takes_its_name_from_what_was_typed() {
        let example = "service delete SERVICE";
        for (typed, expected) in [
            ("service delete svc-7f31", "svc-7f31"),
            ("ask sre2 service delete svc-02aa", "svc-02aa"),
            ("service delete", "service"),
            ("service delete SERVICE", "service"),
        ] {
            assert_eq!(target(example, typed).as_deref(), Some(expected), "{typed}");
        }
    }

    #[test]
    fn the_word_is_taken_as_people_type_it() {
        let confirm = Confirm {
            title: String::new(),
            risk: String::new(),
            ask: String::new(),
            word: "db1".to_owned(),
            example: String::new(),
            is_doubt: false,
        };
        assert!(confirm.is_accepted(" `DB1` "));
        assert!(!confirm.is_accepted("yes"));
        assert!(!confirm.is_accepted("db1 db2"));
        assert!(!confirm.is_accepted(""));
    }
}
