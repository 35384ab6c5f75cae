//! The words of communication: who was told, how often, what and how truly.

use std::fmt::Write as _;

use super::{by_time, timed};
use crate::engine::event::Event;
use crate::engine::id::AudienceIdx;
use crate::engine::score::{NextWord, Promised, Said, Timed};
use crate::engine::time::{Elapsed, Span};
use crate::view::Scene;
use crate::view::score::Told;
use crate::view::words::{about, all_of, clean, counted};

pub(super) fn first_public(it: &Timed) -> Told {
    let why = "who hears nothing assumes the worst, and asks";
    timed(it, "first public word", "not a word to the public", why)
}

pub(super) fn longest_silence(longest: Option<Span>, target: Span) -> Told {
    let what = longest.map_or_else(
        || "the public never heard anything".to_owned(),
        |longest| format!("longest silence towards the public: {}", about(longest)),
    );
    let why = "\"nothing new\" is news, too; aim: at most";
    Told::new(what, format!("{why} {}", about(target)))
}

pub(super) fn audiences(scene: &Scene, all: [&Vec<AudienceIdx>; 3]) -> Told {
    let names = all.map(|some| {
        let names: Vec<String> = some
            .iter()
            .map(|it| scene.scenario().audiences[it.0].label.clone())
            .collect();
        all_of(&names)
    });
    let words = ["first word in time", "first word late", "never told"];
    Told::new(
        by_time(&names, words, "nobody was owed a word yet"),
        "each has their own clock",
    )
}

/// Most messages that are quoted for one thing they lack.
const QUOTED_MAX: usize = 3;

/// Longest part of a message that is quoted.
const QUOTE_MAX: usize = 28;

pub(super) fn content(scene: &Scene, n_posts: [usize; 2], lacking: [&Vec<Said>; 3]) -> Told {
    let without: Vec<String> = lacking
        .into_iter()
        .zip([
            "what users feel",
            "what is being done",
            "when the next word comes",
        ])
        .filter(|(posts, _)| !posts.is_empty())
        .map(|(posts, what)| {
            let quoted = posts.iter().take(QUOTED_MAX);
            let mut quoted: Vec<String> = quoted.map(|it| quoted_post(scene, *it)).collect();
            if posts.len() > QUOTED_MAX {
                quoted.push(format!("{} more", posts.len() - QUOTED_MAX));
            }
            let n = posts.len();
            format!("{n} without {what}: {}", quoted.join(", "))
        })
        .collect();
    let [n_posts, n_after] = n_posts;
    let mut posts = counted(n_posts, "post", "posts");
    if n_after > 0 {
        let _ = write!(posts, " (and {n_after} after the end, not judged)");
    }
    let what = if without.is_empty() {
        format!("{posts}, and each says what people need")
    } else {
        format!("{posts}; {}", without.join("; "))
    };
    Told::new(
        what,
        "what users feel, what is being done, and when the next word comes for those who want one \
         every so often; an all-clear needs only the first",
    )
}

pub(super) fn next_words(scene: &Scene, n_kept: usize, broken: &[NextWord]) -> Told {
    let tell = |it: &NextWord| {
        let audience = &scene.scenario().audiences[it.audience.0].id;
        let came = it
            .came
            .map_or_else(|| "never came".to_owned(), |at| format!("came {at}"));
        format!("{audience} by {}, {came}", it.due)
    };
    let n_all = n_kept + broken.len();
    let mut quoted: Vec<String> = broken.iter().take(QUOTED_MAX).map(tell).collect();
    if broken.len() > QUOTED_MAX {
        quoted.push(format!("{} more", broken.len() - QUOTED_MAX));
    }
    let what = if broken.is_empty() {
        let promised = counted(n_all, "promised update", "promised updates");
        format!("{promised} came in time")
    } else {
        format!(
            "{n_kept} of {n_all} promised updates came in time; promised {}",
            quoted.join("; ")
        )
    };
    Told::new(
        what,
        "who was told a time looks at the clock; two minutes over still counts, of a long time a \
         tenth",
    )
}

/// Such as: to status at T+04:10 "We look into it, next..".
fn quoted_post(scene: &Scene, post: Said) -> String {
    let audience = &scene.scenario().audiences[post.audience.0].id;
    let place = usize::try_from(post.seq).ok();
    let event = place.and_then(|place| scene.session.journal().get(place));
    let text = match event.map(|it| &it.event) {
        Some(Event::Posted { text, .. }) => first_words(&clean(text)),
        _ => String::new(),
    };
    format!("to {audience} at {} \"{text}\"", post.at)
}

/// The first few words of a text.
fn first_words(text: &str) -> String {
    let mut words = text.split_whitespace();
    let mut short: String = words.next().unwrap_or_default().to_owned();
    for word in words {
        if short.chars().count() + 1 + word.chars().count() > QUOTE_MAX {
            short.push_str("..");
            break;
        }
        short.push(' ');
        short.push_str(word);
    }
    if short.chars().count() > QUOTE_MAX + 2 {
        let cut: String = short.chars().take(QUOTE_MAX).collect();
        return format!("{cut}..");
    }
    short
}

/// What was promised without ground: phrases and reasons once each.
pub(super) fn unfounded(scene: &Scene, promised: &[Promised]) -> Told {
    if promised.is_empty() {
        return Told::new(
            "no promise without ground",
            "promise only what you have seen",
        );
    }
    let mut what: Vec<(&str, Vec<String>)> = Vec::new();
    let mut why: Vec<&str> = Vec::new();
    for it in promised {
        let promise = &scene.scenario().unfounded[it.promise];
        let words = promise.words.get(it.phrase).map_or("", String::as_str);
        let at = it.at.to_string();
        match what.iter_mut().find(|(said, _)| *said == words) {
            Some((_, times)) => {
                if !times.contains(&at) {
                    times.push(at);
                }
            }
            None => what.push((words, vec![at])),
        }
        if !why.contains(&promise.why.as_str()) {
            why.push(&promise.why);
        }
    }
    let what: Vec<String> = what
        .into_iter()
        .map(|(words, times)| format!("\"{words}\" at {}", times.join(", ")))
        .collect();
    Told::new(
        format!("promised without ground: {}", what.join("; ")),
        why.join(" "),
    )
}

pub(super) fn closing(said: bool, early: Option<Elapsed>, is_helped: bool, over: Elapsed) -> Told {
    let why = "somebody out there is still pressing reload";
    let counts = "an all-clear counts when it comes with the recovery or after it";
    match (said, early) {
        (true, _) => Told::new("the public was told that it is over", why),
        (false, Some(at)) => {
            let so_far = if is_helped {
                "users were helped by then, it was not over before"
            } else {
                "it was not so before"
            };
            Told::new(
                format!(
                    "the public was told too early that it is over, at {at}, and not again: \
                     {so_far} {over}"
                ),
                counts,
            )
        }
        (false, None) => Told::new(
            "the public was never told that it is over",
            format!("{why}; {counts}"),
        ),
    }
}
