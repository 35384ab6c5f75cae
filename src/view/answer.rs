//! The world's answer to a command that nothing here answers to.
//!
//! Invariant: what is suggested was listed for the players when they typed, so that nothing is
//! given away and the answer stays.

mod person;

use super::Scene;
use super::near::{is_near, nearest, slips};
use super::words::clean;
use crate::engine::guard::World;
use crate::engine::id::ResponderIdx;
use crate::engine::prompt::{Stray, WORDS, find_action, first_responder, stray};
use crate::engine::scenario::Scenario;
use crate::engine::time::Elapsed;

/// Tools that every host has and that no incident is won with.
const EVERYDAY: [&str; 34] = [
    "ls", "cat", "cd", "pwd", "echo", "less", "more", "head", "tail", "grep", "find", "top",
    "htop", "ps", "who", "whoami", "id", "uptime", "date", "man", "vi", "vim", "nano", "emacs",
    "sudo", "su", "df", "du", "free", "uname", "history", "clear", "w", "bash",
];

/// The in-world answer to a command that nothing here answers to. It costs nothing.
#[must_use]
pub fn not_understood(scene: &Scene, at: Elapsed, typed: &str) -> Vec<String> {
    let examples = examples(scene, at);
    let typed = clean(typed);
    let (asked, typed) = asked(scene.scenario(), &typed);
    let other = asked.as_ref().and_then(|it| it.who);
    let other = other.filter(|who| *who != scene.seat);
    let before = other.map_or_else(String::new, |who| {
        format!("ask {} ", scene.scenario().responders[who.0].id)
    });
    if let Some(stray) = stray(scene.scenario(), typed) {
        let (part, dry_run) = (&stray.part, &stray.dry_run);
        let who = asked.map(|it| it.words);
        let mut answer = vec![what_part(who.as_deref(), part, dry_run.is_some())];
        // Who asks for a dry run is not offered the thing itself.
        let meant = || meant(scene.scenario(), &examples, typed, &stray);
        let meant = dry_run.is_none().then(meant).flatten();
        answer.extend(meant.map(|it| format!("did you mean `{before}{it}`?")));
        return answer;
    }
    let is_sentence = typed.ends_with('?') || !is_command(&examples, typed);
    if let Some(who) = other.filter(|_| is_sentence) {
        return person::to_sentence(scene, at, who, typed);
    }
    let mut words = typed.split_whitespace();
    let program = words.next().unwrap_or_default();
    let known = beginning_with(&examples, program);
    let is_everyday = is_everyday(program);
    let mut answer = vec![match &asked {
        Some(asked) => format!("{} not know how to `{typed}`", asked.words),
        None if program.eq_ignore_ascii_case("yes") => "nothing waits for a yes".to_owned(),
        None if known.is_empty() && is_everyday => {
            format!("{program}: nothing there that helps here; `help` shows what does")
        }
        None if known.is_empty() => format!("{program}: command not found"),
        None => format!("{program}: not like this, not here"),
    }];
    let near = same(&examples, typed)
        .or_else(|| within(&examples, typed))
        .or_else(|| near(&examples, typed));
    let near = near.map(str::to_owned);
    let near = near.or_else(|| by_program(&examples, typed));
    let own_word = || own_word(typed).filter(|_| asked.is_none());
    match (near.or_else(own_word), other) {
        (Some(near), _) => answer.push(format!("did you mean `{before}{near}`?")),
        (None, Some(who)) if known.is_empty() => {
            return person::to_sentence(scene, at, who, typed);
        }
        (None, _) if !known.is_empty() => {
            let known: Vec<String> = known.iter().map(|it| format!("`{it}`")).collect();
            answer.push(format!("`{program}` here knows: {}", known.join(", ")));
        }
        (None, _) => {}
    }
    answer
}

fn is_everyday(program: &str) -> bool {
    EVERYDAY.contains(&program.to_lowercase().as_str())
}

/// Whether something asked of somebody is meant as a command: it begins as one does, or nearly,
/// or has signs that only a shell has a use for.
fn is_command(examples: &[&str], typed: &str) -> bool {
    let program = typed.split_whitespace().next().unwrap_or_default();
    let programs = examples
        .iter()
        .filter_map(|it| it.split_whitespace().next());
    let is_known = |it: &str| it.eq_ignore_ascii_case(program) || is_near(it, program);
    let is_sign = |c: char| matches!(c, '|' | '/' | '$' | '=' | '>' | '<' | ';' | '&');
    programs.into_iter().any(is_known)
        || (is_everyday(program) && !SAID_TOO.contains(&program.to_lowercase().as_str()))
        || typed.contains(is_sign)
        || typed.split_whitespace().any(|it| it.starts_with('-'))
}

/// Everyday tools whose names begin sentences, too.
const SAID_TOO: [&str; 10] = [
    "who", "find", "less", "more", "head", "top", "history", "clear", "date", "free",
];

/// Where the program is a slip: the only line that begins with what is near it, with the rest as
/// it was typed if that is a line too.
fn by_program(examples: &[&str], typed: &str) -> Option<String> {
    let (program, rest) = typed.split_once(char::is_whitespace).unwrap_or((typed, ""));
    let programs = examples.iter().filter_map(|it| {
        let first = it.split_whitespace().next()?;
        Some((first, first))
    });
    let meant = nearest(programs, program).filter(|it| !it.eq_ignore_ascii_case(program))?;
    let known = beginning_with(examples, meant);
    let whole = format!("{meant} {}", rest.trim());
    let best = known.iter().filter(|it| !is_opposite(it, typed));
    let best = best.min_by_key(|it| slips(it, &whole))?;
    Some((*best).to_owned())
}

/// Which part of a line means nothing, to whom.
fn what_part(who: Option<&str>, part: &str, is_dry_run: bool) -> String {
    let dry_run = if is_dry_run {
        ": there is no dry run of this"
    } else {
        ""
    };
    match who {
        Some(who) => {
            format!("{who} not know what `{part}` means here{dry_run}; nothing was begun")
        }
        None => format!("`{part}` means nothing here{dry_run}; nothing was begun"),
    }
}

/// The line that may be meant by one of which a part means nothing.
fn meant(scenario: &Scenario, examples: &[&str], typed: &str, stray: &Stray) -> Option<String> {
    let words: Vec<&str> = typed.split_whitespace().collect();
    let n_meant = words.len().saturating_sub(stray.part.split(' ').count());
    let meant = words[..n_meant].join(" ");
    let example = scenario.actions[stray.action.0].commands.first();
    let example = example.filter(|it| examples.contains(&it.as_str()) && it.starts_with(&meant));
    let does_it = find_action(scenario, &meant) == Some(stray.action);
    example.cloned().or(does_it.then_some(meant))
}

/// Somebody who was asked for something.
struct Asked {
    /// Who, if there is such a responder.
    who: Option<ResponderIdx>,
    /// Who does (not) do it: `you do`, `netops does`.
    words: String,
}

/// Who was asked for what: nobody, where it is no `ask` of somebody.
fn asked<'a>(scenario: &Scenario, typed: &'a str) -> (Option<Asked>, &'a str) {
    let typed = typed.trim();
    let (word, rest) = typed.split_once(char::is_whitespace).unwrap_or((typed, ""));
    if !word.eq_ignore_ascii_case("ask") {
        return (None, typed);
    }
    let (who, what) = match first_responder(scenario, scenario.you, rest) {
        Ok((who, what)) => (Some(who), what),
        Err(_) => (None, rest.trim().split_once(' ').map_or("", |it| it.1)),
    };
    if what.is_empty() {
        return (None, typed);
    }
    let words = match who {
        Some(who) if who == scenario.you => "you do".to_owned(),
        Some(who) => format!("{} does", scenario.responders[who.0].id),
        None => format!(
            "{} does",
            rest.split_whitespace().next().unwrap_or_default()
        ),
    };
    (Some(Asked { who, words }), what)
}

/// The world at that time.
fn world(scene: &Scene, at: Elapsed) -> World {
    let mut past = scene.past().iter().rev();
    let then = past.find(|(since, _)| *since <= at);
    then.map_or(scene.state().world, |(_, world)| *world)
}

/// Examples that were listed at that time.
fn examples<'a>(scene: &Scene<'a>, at: Elapsed) -> Vec<&'a str> {
    let world = world(scene, at);
    let all = scene.scenario().actions.iter();
    all.filter(|action| action.listed.holds(world))
        .filter_map(|action| action.commands.first())
        .map(String::as_str)
        .collect()
}

fn beginning_with<'a>(examples: &[&'a str], program: &str) -> Vec<&'a str> {
    let mut known = examples.to_vec();
    known.retain(|example| {
        let first = example.split_whitespace().next();
        first.is_some_and(|first| first.eq_ignore_ascii_case(program))
    });
    known
}

/// Words that undo each other, those that mean the same on one side.
const OPPOSITES: [(&[&str], &[&str]); 6] = [
    (
        &[
            "resume", "thaw", "unfreeze", "start", "continue", "release", "unpause", "go",
        ],
        &["freeze", "stop", "pause", "hold", "halt", "suspend"],
    ),
    (
        &["enable", "on", "activate"],
        &["disable", "off", "deactivate"],
    ),
    (
        &["open", "admit", "allow", "unblock", "unlock"],
        &["close", "shed", "deny", "block", "lock"],
    ),
    (
        &["add", "create", "restore", "undelete"],
        &["remove", "delete", "destroy", "drop"],
    ),
    (&["pin"], &["unpin"]),
    (&["up"], &["down"]),
];

/// Whether an example would do the opposite of what was typed.
fn is_opposite(example: &str, typed: &str) -> bool {
    let has = |text: &str, words: &[&str]| {
        let mut of = text.split_whitespace();
        of.any(|it| words.iter().any(|word| it.eq_ignore_ascii_case(word)))
    };
    OPPOSITES.iter().any(|(one, other)| {
        (has(typed, one) && has(example, other)) || (has(typed, other) && has(example, one))
    })
}

/// An example that says the same with another word: `thaw` for `resume`.
fn same<'a>(examples: &[&'a str], typed: &str) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    let typed: Vec<&str> = typed.split_whitespace().collect();
    let sides = || OPPOSITES.iter().flat_map(|(one, other)| [*one, *other]);
    let means =
        |a: &str, b: &str| a == b || sides().any(|side| side.contains(&a) && side.contains(&b));
    let mut all = examples.iter().copied();
    all.find(|example| {
        let example = example.to_lowercase();
        let words: Vec<&str> = example.split_whitespace().collect();
        words.len() == typed.len() && words.iter().zip(&typed).all(|(a, b)| means(a, b))
    })
}

/// A line that begins with a word of the prompt's own, where the first word is a slip of one:
/// `sev1`, `akc`, `serverity 1`.
fn own_word(typed: &str) -> Option<String> {
    let typed = typed.to_lowercase();
    let (first, rest) = typed.split_once(' ').unwrap_or((&typed, ""));
    let glued = WORDS.iter().find_map(|word| {
        let number = first.strip_prefix(word)?;
        let is_number = !number.is_empty() && number.bytes().all(|it| it.is_ascii_digit());
        is_number.then(|| format!("{word} {number}"))
    });
    let is_near = |word: &str| {
        let same_start = word.chars().next() == first.chars().next();
        same_start && word.len() > 2 && is_near(word, first)
    };
    let with_rest = |word: &str| format!("{word} {rest}").trim_end().to_owned();
    let slip = || {
        let near = WORDS.iter().filter(|word| is_near(word));
        near.min_by_key(|word| slips(word, first))
            .map(|it| with_rest(it))
    };
    let severity = || is_near("severity").then(|| with_rest("sev"));
    glued.or_else(slip).or_else(severity)
}

/// The example that has the beginning of what was typed, all but the last of it: what is wrong is
/// the argument, and the rest stays as it was typed.
fn within<'a>(examples: &[&'a str], typed: &str) -> Option<&'a str> {
    let typed: Vec<&str> = typed.split_whitespace().collect();
    let n_same = |example: &str| {
        let pairs = example.split_whitespace().zip(&typed);
        pairs.take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count()
    };
    let longest = examples.iter().map(|it| n_same(it)).max()?;
    let mut all = examples.iter().filter(|it| n_same(it) == longest);
    let first = all.next()?;
    let is_alone = all.next().is_none();
    let is_opposite = is_opposite(first, &typed.join(" "));
    // A program says little: its verb has to stand there too, unless there is none.
    let has_verb = longest > 1 || (longest == 1 && first.split_whitespace().count() == 2);
    let only_argument = longest > 1 || longest + 1 >= typed.len();
    (is_alone && has_verb && only_argument && !is_opposite && keeps_verb(first, &typed.join(" ")))
        .then_some(*first)
}

/// Whether an example has the verb that was typed behind the same program: `settings diff` is
/// never meant by `settings show`.
fn keeps_verb(example: &str, typed: &str) -> bool {
    let is_verb = |it: &&str| {
        let is_option = it.starts_with('-');
        !is_option && it.chars().all(|c| c.is_ascii_alphabetic() || c == '-')
    };
    let verb = |text: &str| {
        let mut words = text.split_whitespace();
        words.next()?;
        words.next().filter(is_verb).map(str::to_lowercase)
    };
    let program = |text: &str| text.split_whitespace().next().map(str::to_lowercase);
    match (verb(example), verb(typed)) {
        (Some(one), Some(other)) if program(example) == program(typed) => {
            one == other || is_near(&one, &other)
        }
        _ => true,
    }
}

/// The example nearest to what was typed, if one is near.
fn near<'a>(examples: &[&'a str], typed: &str) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    examples
        .iter()
        .map(|example| {
            let likeness = strsim::normalized_damerau_levenshtein(&example.to_lowercase(), &typed);
            (likeness, *example)
        })
        .filter(|(_, example)| !is_opposite(example, &typed) && keeps_verb(example, &typed))
        .filter(|(likeness, _)| *likeness > 0.6)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, example)| example)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_a_word_of_the_prompt_finds_the_word() {
        for (typed, expected) in [
            ("sev1", Some("sev 1")),
            ("akc", Some("ack")),
            (
                "comit me 2030-01-01 look",
                Some("commit me 2030-01-01 look"),
            ),
            ("serverity 1", Some("sev 1")),
            ("mitgated", Some("mitigated")),
            ("systemctl restart shop", None),
            ("nmap", None),
        ] {
            assert_eq!(own_word(typed).as_deref(), expected, "{typed}");
        }
    }

    #[test]
    fn what_is_suggested_never_does_the_opposite() {
        let all = [
            "config distribution freeze",
            "distribution thaw",
            "feature disable snippets",
        ];
        for (typed, expected) in [
            ("distribution resume", Some("distribution thaw")),
            ("config distribution resume", None),
            (
                "config distribution frezze",
                Some("config distribution freeze"),
            ),
            ("feature enable snippets", None),
            ("feature disabel snippets", Some("feature disable snippets")),
        ] {
            let found = same(&all, typed).or_else(|| near(&all, typed));
            assert_eq!(found, expected, "{typed}");
        }
    }
}
