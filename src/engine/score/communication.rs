//! Communication: those who had to know were told, in time, what they need, and nothing untrue.

use super::tale::{Post, Tale};
use super::{Draft, Finding, Timed, share_pm, tier};
use crate::engine::id::AudienceIdx;
use crate::engine::time::{Elapsed, Span};

/// Words with which a post says what is being done.
const ACTION_WORDS: [&str; 22] = [
    "we are",
    "we're",
    "we have",
    "we've",
    "investigat",
    "working",
    "restor",
    "recover",
    "identified",
    "rolling",
    "revert",
    "fixing",
    "mitigat",
    "monitoring",
    "engineers",
    "on site",
    "applied",
    "disabled",
    "rebuilding",
    "snapshot",
    "team is",
    "i am",
];

/// Words with which a post says when the next one comes.
const NEXT_WORDS: [&str; 10] = [
    "next update",
    "update at",
    "update in",
    "update by",
    "another update",
    "updates every",
    "update within",
    "again in",
    "again at",
    "post again",
];

pub(super) fn drafts(tale: &Tale<'_>) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    if let Some(public) = public(tale) {
        drafts.push(first_public(tale, public));
        drafts.extend(longest_silence(tale, public));
    }
    drafts.extend(audiences(tale));
    drafts.extend(content(tale));
    drafts.extend(unfounded(tale));
    drafts.extend(public(tale).and_then(|public| closing(tale, public)));
    drafts
}

fn public(tale: &Tale<'_>) -> Option<AudienceIdx> {
    let position = tale.scenario().audiences.iter().position(|it| it.public);
    position.map(AudienceIdx)
}

fn posts_to<'a>(tale: &'a Tale<'_>, to: AudienceIdx) -> impl Iterator<Item = &'a Post> {
    tale.posts.iter().filter(move |post| post.audience == to)
}

fn first_public(tale: &Tale<'_>, public: AudienceIdx) -> Draft {
    let target = tale.scenario().targets.first_update;
    let first = posts_to(tale, public)
        .next()
        .map(|post| (post.at, post.seq));
    let took = first.map(|(at, _)| at);
    let share = took.map_or(0, |at| {
        let tiers = [
            (target.0, 1000),
            (target.0 + target.0 / 2, 700),
            (target.0 * 2, 500),
            (target.0 * 4, 250),
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

/// Silence counts from the first word to the end; before it, the first word's own line counts.
fn longest_silence(tale: &Tale<'_>, public: AudienceIdx) -> Option<Draft> {
    let target = tale.scenario().audiences[public.0].every?;
    let times: Vec<Elapsed> = posts_to(tale, public).map(|post| post.at).collect();
    // The public is not owed words for the time after it is over and said to be over.
    let over = tale
        .truly_resolved
        .map_or(tale.until, |at| at.max(*times.last().unwrap_or(&at)));
    let end = over.min(tale.until);
    let ends = times.iter().skip(1).copied().chain([end]);
    let longest: Option<Span> = times
        .iter()
        .zip(ends)
        .map(|(from, to)| to.since(*from))
        .max();
    let share = longest.map_or(0, |longest| {
        let tiers = [
            (target.0 + target.0 / 5, 1000),
            (target.0 * 2, 600),
            (target.0 * 4, 300),
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
        match posts_to(tale, idx).next() {
            Some(post) if post.at <= audience.first => in_time.push(idx),
            Some(_) => late.push(idx),
            // Nobody is owed a word before their time has come.
            None if audience.first <= tale.until => never.push(idx),
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
    let n_posts = tale.posts.len();
    if n_posts == 0 {
        return None;
    }
    let scenario = tale.scenario();
    let count = |has: &dyn Fn(&Post) -> bool| tale.posts.iter().filter(|post| has(post)).count();
    let impact = count(&|post| {
        scenario
            .impact_words
            .iter()
            .any(|word| post.text.contains(word))
    });
    let action = count(&|post| ACTION_WORDS.iter().any(|word| post.text.contains(word)));
    // A closing message has no next one.
    let closes = |post: &Post| tale.truly_resolved.is_some_and(|at| post.at >= at);
    let next =
        count(&|post| closes(post) || NEXT_WORDS.iter().any(|word| post.text.contains(word)));
    let share = share_pm(impact + action + next, n_posts * 3);
    let finding = Finding::Content {
        n_posts,
        impact,
        action,
        next,
    };
    Some(Draft::new(20, share, finding))
}

fn unfounded(tale: &Tale<'_>) -> Option<Draft> {
    if tale.posts.is_empty() {
        return None;
    }
    let promised: Vec<(usize, Elapsed)> = tale
        .posts
        .iter()
        .flat_map(|post| {
            let scenario = tale.scenario();
            scenario
                .unfounded
                .iter()
                .enumerate()
                .filter(|(_, it)| it.words.iter().any(|word| post.text.contains(word)))
                .filter(|(_, it)| !it.unless.holds(post.world))
                .map(|(idx, _)| (idx, post.at))
        })
        .collect();
    let share = match promised.len() {
        0 => 1000,
        1 => 400,
        _ => 0,
    };
    let first = promised.first().map(|(_, at)| *at);
    let mut draft = Draft::new(10, share, Finding::Unfounded(promised));
    draft.at = first;
    Some(draft)
}

fn closing(tale: &Tale<'_>, public: AudienceIdx) -> Option<Draft> {
    let resolved = tale.truly_resolved?;
    let closed = posts_to(tale, public).find(|post| post.at >= resolved);
    let share = if closed.is_some() { 1000 } else { 0 };
    let event = closed.map(|post| (post.at, post.seq));
    Some(Draft::new(5, share, Finding::Closing(closed.is_some())).from(event))
}
