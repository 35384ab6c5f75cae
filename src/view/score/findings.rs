//! The words for each finding of the score.

use std::fmt::Write as _;

use super::{Told, late_by};
use crate::engine::event::Event;
use crate::engine::id::{ActionIdx, AudienceIdx, ClueIdx, HypothesisIdx, ResponderIdx};
use crate::engine::scenario::{Claim, DamageKind};
use crate::engine::score::{Damaged, Finding, NextWord, Promised, Said, Timed};
use crate::engine::time::{Elapsed, Span};
use crate::view::Scene;
use crate::view::debrief::harm::points;
use crate::view::words::{about, all_of, amount, clean, counted, scaled};

pub(super) fn tell(scene: &Scene, finding: &Finding) -> Told {
    match finding {
        Finding::TimeToAcknowledge(timed) => acknowledged(timed),
        Finding::Severity {
            declared,
            deserved,
            target,
        } => severity(*declared, *deserved, *target),
        Finding::Commander {
            who,
            hands_on,
            alone,
        } => commander(scene, *who, *hands_on, *alone),
        Finding::CalledIn {
            early,
            late,
            never,
            target,
            solved,
        } => called_in(scene, [early, late, never], *target, *solved),
        Finding::EvidenceFirst { with, without } => evidence_first(scene, *with, without),
        Finding::Rivals(n) => rivals(*n),
        Finding::Calibration { brier_pc, beliefs } => calibration(scene, *brier_pc, beliefs),
        Finding::WrongDropped { dropped, kept } => wrong_dropped(scene, dropped, kept),
        Finding::KeyClues { found, missed } => key_clues(scene, *found, missed),
        Finding::Hints(n) => hints(*n),
        Finding::Harm {
            suffered,
            rows,
            target,
            full,
            history,
        } => harm(scene, (*suffered, rows), (*target, *full), *history),
        Finding::TimeToMitigate { timed, first } => helped(timed, *first),
        Finding::TimeToResolve { timed, first } => resolved(timed, *first),
        Finding::Claims {
            false_ones,
            late,
            unsaid,
        } => claims(scene, false_ones, late, unsaid),
        Finding::Stability {
            held,
            early,
            target,
        } => stability(*held, *early, *target),
        Finding::Damage(damaged) => damage(scene, damaged),
        Finding::HarmAdded { steps, destroyed } => harm_added(scene, steps, *destroyed),
        Finding::Checks { with, without } => checks(scene, *with, without),
        Finding::Needless(actions) => needless(scene, actions),
        Finding::FirstPublic(timed) => first_public(timed),
        Finding::LongestSilence { longest, target } => longest_silence(*longest, *target),
        Finding::Audiences {
            in_time,
            late,
            never,
        } => audiences(scene, [in_time, late, never]),
        Finding::Content {
            n_posts,
            n_after,
            no_impact,
            no_action,
            no_next,
        } => content(scene, [*n_posts, *n_after], [no_impact, no_action, no_next]),
        Finding::NextWords { n_kept, broken } => next_words(scene, *n_kept, broken),
        Finding::Unfounded(promised) => unfounded(scene, promised),
        Finding::Closing {
            said,
            early,
            is_helped,
            over,
        } => closing(*said, *early, *is_helped, *over),
        Finding::CausesNamed {
            right,
            wrong,
            missed,
        } => causes(scene, [right, wrong, missed]),
        Finding::Commitments { if_then, all } => commitments(*if_then, *all),
    }
}

/// `what at T+04:10 (in time)` or `never what`, with what the real responders took.
fn timed(timed: &Timed, done: &str, never: &str, why: &str) -> Told {
    let what = timed.took.map_or_else(
        || never.to_owned(),
        |took| format!("{done} at {took}, {}", late_by(took, timed.target)),
    );
    let history = timed
        .history
        .map_or_else(String::new, |at| format!("the real responders: {at}"));
    Told {
        what,
        why: format!("{why}; aim: {}", timed.target),
        history,
    }
}

fn acknowledged(it: &Timed) -> Told {
    let why = "while it rings, nobody has it";
    timed(it, "page taken", "the page was never taken", why)
}

fn helped(it: &Timed, first: Option<Elapsed>) -> Told {
    let why = "users first, the cause after";
    let never = match first {
        Some(first) => format!("users were helped at {first}, and it did not last"),
        None => "users were never helped".to_owned(),
    };
    with_first(
        timed(it, "users were really helped", &never, why),
        it,
        first,
    )
}

fn resolved(it: &Timed, first: Option<Elapsed>) -> Told {
    let why = "gone means gone, not quiet";
    let never = match first {
        Some(first) => format!("the cause was gone at {first}, and came back"),
        None => "the cause was never gone".to_owned(),
    };
    with_first(
        timed(it, "the cause was really gone", &never, why),
        it,
        first,
    )
}

/// Says that it had been so before, and broke.
fn with_first(mut told: Told, it: &Timed, first: Option<Elapsed>) -> Told {
    if let (Some(took), Some(first)) = (it.took, first)
        && first < took
    {
        let _ = write!(told.what, " (first at {first}, and that did not last)");
    }
    told
}

fn first_public(it: &Timed) -> Told {
    let why = "who hears nothing assumes the worst, and asks";
    timed(it, "first public word", "not a word to the public", why)
}

fn severity(declared: Option<u8>, deserved: u8, target: Elapsed) -> Told {
    let what = match declared {
        None => format!("no severity was declared; it deserved {deserved}"),
        Some(level) if level == deserved => format!("severity {level} declared, as it deserved"),
        Some(level) if level < deserved => {
            format!("severity {level} declared, higher than the {deserved} it deserved")
        }
        Some(level) => format!("severity {level} declared, lower than the {deserved} it deserved"),
    };
    Told::new(
        what,
        format!(
            "it decides who gets out of bed; too high is cheap, too late is not; aim: {target}"
        ),
    )
}

fn commander(scene: &Scene, who: Option<ResponderIdx>, hands_on: bool, alone: bool) -> Told {
    let Some(who) = who else {
        return Told::new(
            "nobody was named incident commander",
            "without one, everybody does what they think is next",
        );
    };
    let who = scene.called(who);
    match (hands_on, alone) {
        (true, false) => Told::new(
            format!(
                "incident commander: {who}, who also did most of the work while others were free"
            ),
            "who has the keyboard loses the picture: name somebody else, or `ask`",
        ),
        (true, true) => Told::new(
            format!(
                "incident commander: {who}, who did most of the work as nobody else was free for it"
            ),
            "alone is alone",
        ),
        (false, _) => Told::new(
            format!("incident commander: {who}"),
            "somebody held the picture while others worked",
        ),
    }
}

fn called_in(
    scene: &Scene,
    [early, late, never]: [&Vec<ResponderIdx>; 3],
    by: Elapsed,
    solved: Option<Elapsed>,
) -> Told {
    if let Some(at) = solved {
        return Told::new(
            format!("nobody had to be called: the cause was gone at {at}"),
            format!("whoever is done before help is late needs none; aim: {by}"),
        );
    }
    let names = |who: &[ResponderIdx]| {
        let names: Vec<String> = who.iter().map(|who| scene.called(*who)).collect();
        all_of(&names)
    };
    Told::new(
        by_time(
            &[names(early), names(late), names(never)],
            ["called in time", "called late", "never called"],
            "nobody else was needed",
        ),
        format!("asking early is never held against you, asking late is; aim: {by}"),
    )
}

fn by_time(names: &[String; 3], words: [&str; 3], nothing: &str) -> String {
    let said: Vec<String> = names
        .iter()
        .zip(words)
        .filter(|(names, _)| !names.is_empty())
        .map(|(names, word)| format!("{word}: {names}"))
        .collect();
    if said.is_empty() {
        nothing.to_owned()
    } else {
        said.join("; ")
    }
}

fn labels(scene: &Scene, actions: &[ActionIdx]) -> String {
    let mut labels: Vec<String> = Vec::new();
    for action in actions {
        let label = format!("\"{}\"", scene.scenario().actions[action.0].label);
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    all_of(&labels)
}

fn without_words(scene: &Scene, without: &[ActionIdx]) -> String {
    if without.is_empty() {
        String::new()
    } else {
        format!("; without: {}", labels(scene, without))
    }
}

fn evidence_first(scene: &Scene, with: usize, without: &[ActionIdx]) -> Told {
    let all = counted(with + without.len(), "change", "changes");
    Told::new(
        format!(
            "{with} of {all} made on evidence{}",
            without_words(scene, without)
        ),
        "a change without a look first is a guess that users pay for",
    )
}

fn rivals(n: usize) -> Told {
    let what = match n {
        0 => "no hypothesis was on the board".to_owned(),
        1 => "one hypothesis on the board, with no rival".to_owned(),
        n => format!("{n} hypotheses on the board"),
    };
    Told::new(what, "two rivals keep each other honest")
}

fn calibration(scene: &Scene, brier_pc: u32, beliefs: &[(HypothesisIdx, u8, bool)]) -> Told {
    if beliefs.is_empty() {
        return Told::new(
            "no confidence was stated",
            "a number said aloud can be argued with",
        );
    }
    let said: Vec<String> = beliefs
        .iter()
        .map(|(hypothesis, confidence, is_true)| {
            let id = &scene.scenario().hypotheses[hypothesis.0].id;
            let so = if *is_true { "is so" } else { "is not" };
            format!("{id} {confidence} % ({so})")
        })
        .collect();
    Told::new(
        format!(
            "your confidence {}: {}",
            match brier_pc {
                0..=5 => "was close to the truth",
                6..=15 => "was mostly right",
                16..=25 => "said little either way",
                _ => "pointed away from the truth",
            },
            said.join(", ")
        ),
        format!(
            "Brier score {}.{:02}: 0 is best, 0.25 is 50 % on everything; a cause nobody gave a \
             number counts as a small doubt",
            brier_pc / 100,
            brier_pc % 100,
        ),
    )
}

fn ids(scene: &Scene, hypotheses: &[HypothesisIdx]) -> String {
    let ids: Vec<String> = hypotheses
        .iter()
        .map(|it| scene.scenario().hypotheses[it.0].id.to_string())
        .collect();
    all_of(&ids)
}

fn wrong_dropped(scene: &Scene, dropped: &[(HypothesisIdx, Span)], kept: &[HypothesisIdx]) -> Told {
    let gone: Vec<String> = dropped
        .iter()
        .map(|(it, took)| {
            let id = &scene.scenario().hypotheses[it.0].id;
            format!("{id} after {}", about(*took))
        })
        .collect();
    let what = by_time(
        &[all_of(&gone), ids(scene, kept), String::new()],
        [
            "dropped when the evidence was in",
            "kept against the evidence",
            "",
        ],
        "nothing had to be dropped",
    );
    Told::new(what, "a cause that is ruled out stops costing time")
}

fn key_clues(scene: &Scene, found: usize, missed: &[ClueIdx]) -> Told {
    let texts = missed
        .iter()
        .map(|clue| format!("\n- {}", scene.scenario().clues[clue.0].text));
    let missed_words = if missed.is_empty() {
        String::new()
    } else {
        format!("; missed:{}", texts.collect::<String>())
    };
    Told::new(
        format!(
            "{found} of {} learned{missed_words}",
            counted(found + missed.len(), "key clue", "key clues"),
        ),
        "a clue counts when a command showed it or somebody reported it; a graph, an alert or a \
         hint by itself only points at it",
    )
}

fn hints(n: usize) -> Told {
    let what = match n {
        0 => "no hint was asked for".to_owned(),
        n => format!("{} asked for", counted(n, "hint", "hints")),
    };
    Told::new(what, "asking is cheap here, and free on a real night")
}

fn harm(
    scene: &Scene,
    (suffered, rows): (u64, &[u64]),
    (target, full): (Option<u64>, u64),
    history: Option<u64>,
) -> Told {
    let of_each: Vec<String> = scene
        .scenario()
        .harm
        .iter()
        .zip(rows)
        .filter(|(_, amount)| **amount > 0)
        .map(|(harm, n)| format!("{} ({})", amount(*n, &harm.unit), harm.label))
        .collect();
    let what = if of_each.is_empty() {
        "users suffered nothing".to_owned()
    } else {
        format!("users suffered {}", all_of(&of_each))
    };
    let aim = target.map_or_else(String::new, |it| {
        let (it, full) = (scaled(it), scaled(full));
        format!("; a strong run has {it}, and up to {full} counts in full")
    });
    Told {
        what,
        why: format!("{} in all{aim}", points(suffered)),
        history: history.map_or_else(String::new, |it| {
            format!("the real course, replayed here: {}", points(it))
        }),
    }
}

fn claims(
    scene: &Scene,
    false_ones: &[(Claim, Elapsed)],
    late: &[(Claim, Span)],
    unsaid: &[Claim],
) -> Told {
    let mut said: Vec<String> = false_ones
        .iter()
        .map(|(claim, at)| format!("`{}` at {at} was not so", claim.word()))
        .collect();
    said.extend(late.iter().map(|(claim, late)| {
        let so = match claim {
            Claim::Resolved => "the cause was gone",
            Claim::Mitigated | Claim::Acknowledged | Claim::Severity => "users were helped",
        };
        format!("{so} {} before anybody said so", about(*late))
    }));
    said.extend(
        unsaid
            .iter()
            .map(|claim| format!("`{}` was so and was never said", claim.word())),
    );
    let mut journal = scene.session.journal().iter();
    let claimed = journal.any(|it| matches!(it.event, Event::Claimed { .. }));
    let what = if said.is_empty() && !claimed {
        "nothing was claimed, and nothing was so".to_owned()
    } else if said.is_empty() {
        "what was claimed was so, and said in time".to_owned()
    } else {
        said.join("; ")
    };
    Told::new(
        what,
        "a false all-clear costs trust, a late one costs nerves",
    )
}

fn stability(held: Option<Span>, early: Option<Span>, target: Span) -> Told {
    let what = match (held, early) {
        (Some(held), _) => format!("resolved was claimed after it had held for {}", about(held)),
        (None, Some(early)) => format!("resolved was claimed {} before it was so", about(early)),
        (None, None) => "resolved was claimed, and it was not so".to_owned(),
    };
    Told::new(
        what,
        format!("watch before you call it over; aim: {}", about(target)),
    )
}

const fn lost(kind: DamageKind) -> &'static str {
    match kind {
        DamageKind::Data => "data lost",
        DamageKind::Service => "service hurt",
        DamageKind::Option => "a way out lost",
        DamageKind::Evidence => "evidence lost",
        DamageKind::Trust => "trust lost",
        DamageKind::Money => "money lost",
    }
}

fn damage(scene: &Scene, damaged: &[Damaged]) -> Told {
    if damaged.is_empty() {
        return Told::new(
            "no step of yours destroyed anything",
            "judged by what came of it, not by what it was",
        );
    }
    let scenario = scene.scenario();
    let (what, why): (Vec<String>, Vec<String>) = damaged
        .iter()
        .map(|it| {
            let fact = &scenario.facts[it.fact.0];
            let by = match (it.action, it.after) {
                (Some(action), _) => format!(" by {}", labels(scene, &[action])),
                (None, Some((step, at))) => {
                    format!(", following from {} at {at}", labels(scene, &[step]))
                }
                (None, None) => String::new(),
            };
            let (kind, why) = fact
                .damage
                .as_ref()
                .map_or(("harm done", ""), |damage| (lost(damage.kind), &damage.why));
            (
                format!("{kind} at {}{by}: {}", it.at, fact.about),
                why.to_owned(),
            )
        })
        .unzip();
    Told::new(what.join("; "), why.join(" "))
}

fn harm_added(scene: &Scene, added: &[(ActionIdx, Elapsed)], destroyed: bool) -> Told {
    if added.is_empty() {
        let what = if destroyed {
            "beside what was destroyed, no step raised what users suffer a minute"
        } else {
            "no step made users suffer more"
        };
        return Told::new(what, "first, do no harm");
    }
    let actions: Vec<ActionIdx> = added.iter().map(|(action, _)| *action).collect();
    Told::new(
        format!("users suffered more after {}", labels(scene, &actions)),
        "some steps hurt before they help; say so, and weigh it first",
    )
}

fn checks(scene: &Scene, with: usize, without: &[ActionIdx]) -> Told {
    let all = counted(with + without.len(), "risky step", "risky steps");
    Told::new(
        format!(
            "{with} of {all} begun after a look{}",
            without_words(scene, without)
        ),
        "look at what you are about to change, on the host you are about to change it on",
    )
}

fn needless(scene: &Scene, actions: &[ActionIdx]) -> Told {
    let what = if actions.is_empty() {
        "no change was for nothing".to_owned()
    } else {
        let n = counted(actions.len(), "change", "changes");
        format!(
            "{n} had no effect and brought no evidence: {}",
            labels(scene, actions)
        )
    };
    Told::new(what, "each change is one more thing that may have been it")
}

fn longest_silence(longest: Option<Span>, target: Span) -> Told {
    let what = longest.map_or_else(
        || "the public never heard anything".to_owned(),
        |longest| format!("longest silence towards the public: {}", about(longest)),
    );
    let why = "\"nothing new\" is news, too; aim: at most";
    Told::new(what, format!("{why} {}", about(target)))
}

fn audiences(scene: &Scene, all: [&Vec<AudienceIdx>; 3]) -> Told {
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

fn content(scene: &Scene, n_posts: [usize; 2], lacking: [&Vec<Said>; 3]) -> Told {
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

fn next_words(scene: &Scene, n_kept: usize, broken: &[NextWord]) -> Told {
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
    Told::new(what, "who was told a time looks at the clock")
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
fn unfounded(scene: &Scene, promised: &[Promised]) -> Told {
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

fn closing(said: bool, early: Option<Elapsed>, is_helped: bool, over: Elapsed) -> Told {
    let why = "somebody out there is still pressing reload";
    let counts = "an all-clear counts when it comes with the recovery or after it";
    match (said, early) {
        (true, _) => Told::new("the public was told that it is over", why),
        (false, Some(at)) => {
            let so_far = if is_helped {
                "users were helped by then, the cause was not gone before"
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

fn causes(scene: &Scene, [right, wrong, missed]: [&Vec<HypothesisIdx>; 3]) -> Told {
    Told::new(
        by_time(
            &[ids(scene, right), ids(scene, wrong), ids(scene, missed)],
            ["named, and so", "named, and not so", "not named"],
            "no cause was named",
        ),
        "what cannot be named cannot be mended",
    )
}

fn commitments(if_then: usize, all: usize) -> Told {
    let what = match all {
        0 => "not yet: `commit OWNER DATE if ..., then ...` still counts".to_owned(),
        all => format!(
            "{}, {if_then} with an if and a then",
            counted(all, "commitment", "commitments")
        ),
    };
    Told::new(what, "\"if this, then we do that, by then\" gets done")
}
