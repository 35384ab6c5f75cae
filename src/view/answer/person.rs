//! What somebody answers who is asked for something that is no command: a person's answer, with
//! what they may have been asked for.
//!
//! Invariant: nothing is done for a sentence. What is named was listed for the players by then.

use super::world;
use crate::engine::id::{ActionIdx, ResponderIdx};
use crate::engine::scenario::{Action, here_bit};
use crate::engine::time::Elapsed;
use crate::view::Scene;
use crate::view::words::any_of;

/// Most things that are offered for a sentence.
const MEANT_MAX: usize = 3;

/// Commands that somebody can do, at most so many are named.
const CAN_MAX: usize = 3;

/// Part of the best likeness that another needs to be offered beside it.
const BESIDE: f64 = 0.7;

/// The answer to a sentence.
pub(super) fn to_sentence(
    scene: &Scene,
    at: Elapsed,
    who: ResponderIdx,
    said: &str,
) -> Vec<String> {
    let id = &scene.scenario().responders[who.0].id;
    let is_here = world(scene, at).claims & here_bit(who) != 0;
    let meant = meant(scene, at, who, said);
    let lead = if is_here {
        format!("{id}: I do not know what to do for that")
    } else {
        format!("{id} is not here, and would not know what to do for that")
    };
    if meant.is_empty() {
        let mut lines = vec![lead];
        lines.extend(can(scene, at, who));
        return lines;
    }
    let command = |it: &&Action| it.commands.first().map(|it| format!("`ask {id} {it}`"));
    let commands: Vec<String> = meant.iter().filter_map(command).collect();
    let about = match only_about(&meant) {
        Some(label) => format!(": {label}"),
        None => String::new(),
    };
    vec![lead, format!("did you mean {}{about}?", any_of(&commands))]
}

/// What a single thing is for.
fn only_about<'a>(meant: &[&'a Action]) -> Option<&'a str> {
    match meant {
        [one] => Some(&one.label),
        _ => None,
    }
}

/// What somebody can do that is listed by then: what takes somebody like them, and what anybody
/// can do.
fn listed<'a>(
    scene: &Scene<'a>,
    at: Elapsed,
    who: ResponderIdx,
) -> (Vec<&'a Action>, Vec<&'a Action>) {
    let scenario = scene.scenario();
    let world = world(scene, at);
    let all = scenario.actions.iter().enumerate();
    let can = all.filter(|(idx, it)| it.listed.holds(world) && scenario.can(who, ActionIdx(*idx)));
    can.map(|(_, it)| it).partition(|it| it.skill.is_some())
}

/// What somebody could be asked for. Of what takes somebody like them `help WHO` tells the rest.
pub(super) fn can(scene: &Scene, at: Elapsed, who: ResponderIdx) -> Vec<String> {
    let id = &scene.scenario().responders[who.0].id;
    let (own, anybodys) = listed(scene, at, who);
    let named = |all: &[&Action]| {
        let commands = all.iter().filter_map(|it| it.commands.first());
        let named: Vec<String> = commands.take(CAN_MAX).map(|it| format!("`{it}`")).collect();
        named.join(", ")
    };
    let mut lines = match (&own[..], &anybodys[..]) {
        ([], []) => vec![format!("{id} can do nothing that is listed by now")],
        ([], [..]) => vec![format!(
            "{id} can do what anybody can: {}",
            named(&anybodys)
        )],
        ([..], _) => vec![format!("{id} can: {}", named(&own))],
    };
    let n_more = own.len().saturating_sub(CAN_MAX);
    let rest = anybodys.len().saturating_sub(CAN_MAX);
    lines.extend(match (own.is_empty(), n_more) {
        (true, _) => (rest > 0).then(|| format!("and {rest} more: `help`")),
        (false, 0) => (!anybodys.is_empty()).then(|| "and what anybody can: `help`".to_owned()),
        (false, n) => Some(format!(
            "and {n} more: `help {id}`; what anybody can: `help`"
        )),
    });
    lines
}

/// What a sentence may ask for, the likeliest first.
fn meant<'a>(scene: &Scene<'a>, at: Elapsed, who: ResponderIdx, said: &str) -> Vec<&'a Action> {
    let (own, anybodys) = listed(scene, at, who);
    let all: Vec<(&Action, Vec<String>)> = own
        .into_iter()
        .chain(anybodys)
        .map(|it| (it, known_by(it)))
        .collect();
    let said = words(said);
    let weigh = |word: &String| {
        let has = |known: &[String]| known.iter().any(|it| is_alike(it, word));
        let n_having = all.iter().filter(|(_, known)| has(known)).count();
        // A word that many things are known by says little of which is meant.
        (n_having <= MEANT_MAX.max(all.len() / 3)).then(|| 1.0 / to_f64(n_having.max(1)))
    };
    let weights: Vec<(&String, f64)> = said
        .iter()
        .filter_map(|it| Some((it, weigh(it)?)))
        .collect();
    let mut likely: Vec<(f64, &Action)> = all
        .iter()
        .map(|(action, known)| {
            let fits = weights
                .iter()
                .filter(|(word, _)| known.iter().any(|it| is_alike(it, word)));
            (fits.map(|(_, weight)| weight).sum::<f64>(), *action)
        })
        .filter(|(likeness, _)| *likeness > 0.0)
        .collect();
    likely.sort_by(|a, b| b.0.total_cmp(&a.0));
    let best = likely.first().map_or(0.0, |it| it.0);
    likely.retain(|it| it.0 >= best * BESIDE);
    likely.truncate(MEANT_MAX);
    likely.into_iter().map(|(_, action)| action).collect()
}

fn to_f64(n: usize) -> f64 {
    u32::try_from(n).map_or(f64::MAX, f64::from)
}

/// The words that an action is known by: its label and whatever may be typed for it.
fn known_by(action: &Action) -> Vec<String> {
    let commands = action.commands.iter().flat_map(|it| words(it));
    words(&action.label).into_iter().chain(commands).collect()
}

/// The words of a text that say what it is about, each once.
fn words(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let parts = text.split(|c: char| !c.is_alphanumeric());
    let mut words: Vec<String> = Vec::new();
    for word in parts.filter(|it| it.len() > 1 && !SAYS_NOTHING.contains(it)) {
        if !words.iter().any(|it| it == word) {
            words.push(word.to_owned());
        }
    }
    words
}

/// Words that are in any sentence.
const SAYS_NOTHING: [&str; 76] = [
    "about", "again", "all", "an", "and", "any", "are", "as", "ask", "at", "be", "been", "but",
    "by", "can", "could", "did", "do", "does", "doing", "done", "for", "from", "get", "give",
    "had", "has", "have", "how", "if", "in", "is", "it", "its", "just", "know", "last", "let",
    "look", "me", "my", "no", "not", "now", "of", "ok", "on", "or", "our", "out", "please", "say",
    "see", "should", "show", "so", "some", "tell", "that", "the", "them", "there", "they", "this",
    "to", "up", "us", "was", "we", "what", "when", "where", "which", "who", "you", "your",
];

/// Words that people use for the same thing.
const SAME: [&[&str]; 4] = [
    &[
        "deploy", "release", "ship", "rollout", "change", "history", "push", "publish",
    ],
    &["slow", "latency", "time", "duration"],
    &["undo", "revert", "rollback", "back"],
    &["log", "logs", "journal"],
];

/// Endings of number, tense and doing.
const ENDINGS: [&str; 13] = [
    "", "s", "es", "ed", "d", "e", "ing", "er", "ment", "ments", "y", "ies", "ied",
];

/// Whether two words are one in another form, or mean the same.
fn is_alike(one: &str, other: &str) -> bool {
    let same = |group: &&[&str]| {
        let has = |word: &str| group.iter().any(|it| is_form(it, word));
        has(one) && has(other)
    };
    is_form(one, other) || SAME.iter().any(same)
}

/// Whether two words differ in their endings at most.
fn is_form(one: &str, other: &str) -> bool {
    let n_same = one
        .char_indices()
        .zip(other.chars())
        .take_while(|((_, a), b)| a == b)
        .map(|((at, a), _)| at + a.len_utf8())
        .last()
        .unwrap_or(0);
    let ends = |word: &str| ENDINGS.contains(&&word[n_same..]);
    one == other || (n_same > 2 && ends(one) && ends(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_alike_in_their_forms_and_in_what_they_mean() {
        for (one, other, expected) in [
            ("deploy", "deployed", true),
            ("changes", "changing", true),
            ("query", "queries", true),
            ("deploy", "history", true),
            ("logs", "log", true),
            ("post", "postgres", false),
            ("rest", "restart", false),
            ("id", "is", false),
            ("certificate", "certificates", true),
        ] {
            assert_eq!(is_alike(one, other), expected, "{one}, {other}");
        }
    }

    #[test]
    fn what_is_in_any_sentence_says_nothing() {
        assert_eq!(words("What did you DEPLOY, and when?"), ["deploy"]);
        assert_eq!(words("tell me about the last deploy"), ["deploy"]);
        assert!(words("what is it?").is_empty());
    }
}
