//! Communication: those who had to know were told, in time, what they need, and nothing untrue.

use super::tale::{Post, Tale};
use super::{Draft, Finding, NextWord, Promised, Said, Timed, share_pm, tier};
use crate::engine::id::AudienceIdx;
use crate::engine::prompt::fold;
use crate::engine::said::{Judge, Mark, Parts, is_promised, says_over};
use crate::engine::scenario::{Claim, Unfounded};
use crate::engine::state::Phase;
use crate::engine::time::{Elapsed, Span};

/// A message that says that it is over belongs to a `resolved` this near.
const NEAR: Span = Span::from_mins(15);

/// A promised word may come this late at least, or a tenth of the time it was promised in.
const GRACE: Span = Span::from_mins(2);

pub(super) fn drafts(tale: &Tale<'_>) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    if let Some(public) = public(tale) {
        drafts.push(first_public(tale, public));
        drafts.extend(longest_silence(tale, public));
    }
    drafts.extend(audiences(tale));
    drafts.extend(content(tale));
    drafts.extend(next_words(tale));
    drafts.extend(unfounded(tale));
    drafts.extend(public(tale).and_then(|public| closing(tale, public)));
    drafts
}

fn public(tale: &Tale<'_>) -> Option<AudienceIdx> {
    let position = tale.scenario().audiences.iter().position(|it| it.public);
    position.map(AudienceIdx)
}

/// What was said while it lasted: a word after the end comes too late for everything but to say
/// that it is over.
fn in_play<'a>(tale: &'a Tale<'_>) -> impl Iterator<Item = &'a Post> {
    tale.posts.iter().filter(|post| !post.after_end)
}

fn posts_to<'a>(tale: &'a Tale<'_>, to: AudienceIdx) -> impl Iterator<Item = &'a Post> {
    in_play(tale).filter(move |post| post.audience == to)
}

fn first_public(tale: &Tale<'_>, public: AudienceIdx) -> Draft {
    let target = due(tale, public, tale.scenario().targets.first_update);
    let first = posts_to(tale, public)
        .next()
        .map(|post| (post.at, post.seq));
    let took = first.map(|(at, _)| at);
    let share = took.map_or(0, |at| {
        let tiers = [
            (target.0, 1000),
            (target.0.saturating_add(target.0 / 2), 700),
            (target.0.saturating_mul(2), 500),
            (target.0.saturating_mul(4), 250),
        ];
        tier(at.0, &tiers, 100)
    });
    let history = tale.scenario().history.first_update;
    let finding = Finding::FirstPublic(Timed {
        took,
        target,
        history,
    });
    Draft::new(25, share, finding).from(first)
}

/// Since when an audience can be reached, if it ever could.
fn reachable_from(tale: &Tale<'_>, to: AudienceIdx) -> Option<Elapsed> {
    let when = &tale.scenario().audiences[to.0].when;
    let mut past = tale.session.state().past.iter();
    past.find(|(at, world)| *at <= tale.until && when.holds(*world))
        .map(|(at, _)| *at)
}

/// When an audience is owed its first word: who could not be reached by then is owed it as soon
/// after as everybody else after the page.
fn due(tale: &Tale<'_>, to: AudienceIdx, first: Elapsed) -> Elapsed {
    match reachable_from(tale, to) {
        Some(from) if from > first => from + Span(tale.scenario().targets.first_update.0),
        Some(_) | None => first,
    }
}

/// Silence counts from the moment the public could be told until they are told that it is over,
/// or else until the end: one more post never lengthens it.
fn longest_silence(tale: &Tale<'_>, public: AudienceIdx) -> Option<Draft> {
    let target = tale.scenario().audiences[public.0].every?;
    let start = reachable_from(tale, public).unwrap_or(tale.until);
    let end = closed(tale, public).map_or(tale.until, |post| post.at);
    let mut heard: Vec<Elapsed> = posts_to(tale, public).map(|post| post.at).collect();
    heard.retain(|at| *at < end);
    let told = posts_to(tale, public).next().is_some();
    let longest: Option<Span> = [start]
        .iter()
        .chain(&heard)
        .zip(heard.iter().chain([&end]))
        .map(|(from, to)| to.since(*from))
        .max()
        .filter(|_| told);
    let share = longest.map_or(0, |longest| {
        let tiers = [
            (target.0.saturating_add(target.0 / 5), 1000),
            (target.0.saturating_mul(2), 600),
            (target.0.saturating_mul(4), 300),
        ];
        tier(longest.0, &tiers, 0)
    });
    Some(Draft::new(
        20,
        share,
        Finding::LongestSilence { longest, target },
    ))
}

fn audiences(tale: &Tale<'_>) -> Option<Draft> {
    let scenario = tale.scenario();
    let (mut in_time, mut late, mut never) = (Vec::new(), Vec::new(), Vec::new());
    for (idx, audience) in scenario.audiences.iter().enumerate() {
        let idx = AudienceIdx(idx);
        let due = due(tale, idx, audience.first);
        match posts_to(tale, idx).next() {
            Some(post) if post.at <= due => in_time.push(idx),
            Some(_) => late.push(idx),
            // Nobody is owed a word before their time has come, or while they cannot be reached.
            None if due <= tale.until && reachable_from(tale, idx).is_some() => never.push(idx),
            None => {}
        }
    }
    let n = in_time.len() + late.len() + never.len();
    if n == 0 {
        return None;
    }
    let share = share_pm(in_time.len() * 2 + late.len(), n * 2);
    Some(Draft::new(
        20,
        share,
        Finding::Audiences {
            in_time,
            late,
            never,
        },
    ))
}

fn content(tale: &Tale<'_>) -> Option<Draft> {
    let n_posts = in_play(tale).count();
    if n_posts == 0 {
        return None;
    }
    let scenario = tale.scenario();
    let judge = Judge::of(&scenario.impact_words);
    let judged: Vec<(&Post, Parts)> = in_play(tale)
        .map(|post| (post, parts(tale, &judge, post)))
        .collect();
    let without = |part: fn(&Parts) -> Mark| -> Vec<Said> {
        let all = judged.iter();
        let lacking = all.filter(|(_, parts)| part(parts) == Mark::Missing);
        lacking.map(|(post, _)| said(post)).collect()
    };
    // A scenario that names no impact cannot miss it.
    let asked = if scenario.impact_words.is_empty() {
        2
    } else {
        3
    };
    let no_impact = without(|it| it.impact);
    let no_action = without(|it| it.action);
    let no_next = without(|it| it.next);
    let n_lacking = no_impact.len() + no_action.len() + no_next.len();
    let share = share_pm(
        n_posts * 3 - n_lacking - (3 - asked) * n_posts,
        n_posts * asked,
    );
    let finding = Finding::Content {
        n_posts,
        n_after: tale.posts.len() - n_posts,
        no_impact,
        no_action,
        no_next,
    };
    Some(Draft::new(20, share, finding))
}

/// What a post says. With an all-clear nothing is left to be done, and no word to come: what was
/// sent after it was over, or with a `resolved` and as one. Whether it was so is judged elsewhere.
fn parts(tale: &Tale<'_>, judge: &Judge<'_>, post: &Post) -> Parts {
    let mut claims = tale.claims.iter();
    let claimed = |it: &super::tale::Claimed| {
        let (sooner, later) = (it.at.min(post.at), it.at.max(post.at));
        it.claim == Claim::Resolved && later.since(sooner) <= NEAR
    };
    let phase = if claims.any(claimed) {
        Phase::Resolved
    } else {
        Phase::Acknowledged
    };
    let every = tale.scenario().audiences[post.audience.0].every;
    let parts = judge.judge_promise(&post.text, post.promised.is_some(), phase, every);
    let is_over = tale.truly_resolved.is_some_and(|at| post.at >= at);
    let owed = |mark| match mark {
        Mark::Missing if is_over => Mark::NotOwed,
        mark => mark,
    };
    Parts {
        action: owed(parts.action),
        next: owed(parts.next),
        ..parts
    }
}

/// Words that were promised for a time, and whether they came: any later word to the same people
/// keeps the promise. What falls due when play is over, or while they cannot be reached, is nobody's
/// fault.
fn next_words(tale: &Tale<'_>) -> Option<Draft> {
    let (mut n_kept, mut broken) = (0, Vec::new());
    let mut first = None;
    for post in in_play(tale) {
        let Some(due) = post.promised else { continue };
        let grace = GRACE.max(Span(due.since(post.at).0 / 10));
        let mut later = posts_to(tale, post.audience);
        let came = later.find(|it| it.seq > post.seq).map(|it| it.at);
        if came.is_some_and(|at| at <= due + grace) {
            n_kept += 1;
        } else if due + grace <= tale.until && is_reachable(tale, post.audience, due) {
            first = first.or(Some((post.at, post.seq)));
            broken.push(NextWord {
                audience: post.audience,
                due,
                came,
            });
        }
    }
    let n_all = n_kept + broken.len();
    let finding = Finding::NextWords { n_kept, broken };
    (n_all > 0).then(|| Draft::new(10, share_pm(n_kept, n_all), finding).from(first))
}

fn is_reachable(tale: &Tale<'_>, to: AudienceIdx, at: Elapsed) -> bool {
    let past = tale.session.state().past.iter();
    let world = past.take_while(|(since, _)| *since <= at).last();
    world.is_some_and(|(_, world)| tale.scenario().audiences[to.0].when.holds(*world))
}

const fn said(post: &Post) -> Said {
    Said {
        at: post.at,
        seq: post.seq,
        audience: post.audience,
    }
}

fn unfounded(tale: &Tale<'_>) -> Option<Draft> {
    let mut promised: Vec<Promised> = Vec::new();
    let mut first = None;
    let folded = |it: &Unfounded| it.words.iter().map(|words| fold(words)).collect();
    let all = tale.scenario().unfounded.iter();
    let all: Vec<(&Unfounded, Vec<String>)> = all.map(|it| (it, folded(it))).collect();
    for post in &tale.posts {
        let all = all.iter().enumerate();
        for (promise, (_, phrases)) in all.filter(|(_, (it, _))| !it.unless.holds(post.world)) {
            let mut phrases = phrases.iter();
            let phrase = phrases.position(|phrase| is_promised(&post.text, phrase));
            first = first.or(phrase.map(|_| (post.at, post.seq)));
            promised.extend(phrase.map(|phrase| Promised {
                promise,
                phrase,
                at: post.at,
            }));
        }
    }
    // Who said nothing while it lasted has nothing to be rewarded for.
    if promised.is_empty() && in_play(tale).next().is_none() {
        return None;
    }
    let share = match promised.len() {
        0 => 1000,
        1 => 400,
        _ => 0,
    };
    Some(Draft::new(10, share, Finding::Unfounded(promised)).from(first))
}

/// The first public word after it was over that says so, or at least promises no other.
fn closed<'a>(tale: &'a Tale<'_>, public: AudienceIdx) -> Option<&'a Post> {
    let resolved = tale.truly_resolved?;
    let mut posts = tale.posts.iter().filter(|post| post.audience == public);
    posts.find(|post| post.at >= resolved && (post.promised.is_none() || says_over(&post.text)))
}

/// What says too early that it is over is worth something if users were helped by then, and for
/// good.
fn closing(tale: &Tale<'_>, public: AudienceIdx) -> Option<Draft> {
    let over = tale.truly_resolved?;
    let closed = closed(tale, public);
    let early = posts_to(tale, public).filter(|post| says_over(&post.text));
    let early = early.last().filter(|_| closed.is_none());
    let is_helped = early.is_some_and(|post| tale.truly_mitigated.is_some_and(|it| it <= post.at));
    let share = match (closed, is_helped) {
        (Some(_), _) => 1000,
        (None, true) => 600,
        (None, false) => 0,
    };
    let event = closed.or(early).map(|post| (post.at, post.seq));
    let finding = Finding::Closing {
        said: closed.is_some(),
        early: early.map(|post| post.at),
        is_helped,
        over,
    };
    Some(Draft::new(5, share, finding).from(event))
}
