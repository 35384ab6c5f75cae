//! What public updates say, as the one judge of words hears it, and what promises in them are worth.

use std::sync::Arc;

use misfortune::content;
use misfortune::engine::said::{Mark, judge, says_over};
use misfortune::engine::scenario::Scenario;
use misfortune::engine::state::Phase;
use misfortune::engine::time::Span;

fn scenario(id: &str) -> Arc<Scenario> {
    let path = format!("scenarios/{id}/scenario.toml");
    let source = std::fs::read_to_string(path).expect("it ships");
    let scenario = content::load(None, &source).scenario;
    Arc::new(scenario.expect("what ships loads"))
}

/// What a text says: `i` what users feel, `a` what is being done, `n` when the next word comes.
fn said(scenario: &Scenario, phase: Phase, text: &str) -> String {
    let hourly = Some(Span::from_mins(60));
    let parts = judge(text, &scenario.impact_words, phase, hourly);
    let marks = [parts.impact, parts.action, parts.next];
    let letters = marks.iter().zip("ian".chars());
    letters
        .map(|(mark, letter)| match mark {
            Mark::Said => letter,
            Mark::Missing => '-',
            Mark::NotOwed => '.',
        })
        .collect()
}

/// Posts as people wrote them or would, and what a facilitator hears in each.
const POSTS: &[(&str, &str)] = &[
    // What players wrote.
    ("Being cancelled; replica is behind", "-a-"),
    (
        "The removal job is being cancelled; the replica is behind by 4 GB.",
        "-a-",
    ),
    (
        "We closed the ports and are copying the intact old machine.",
        "-a-",
    ),
    (
        "closed the ports and are copying the intact old machine",
        "-a-",
    ),
    ("Users are fine since 22:42, nothing lost", "i--"),
    ("Engineer reaches DC1 at 17:17 UTC", "-a-"),
    ("We cannot confirm an end within 30 minutes.", "---"),
    (
        "Orders work and express delivery is back. We watch it and confirm in 10 minutes.",
        "ian",
    ),
    ("Nothing lost. Everybody can use the site again.", "i--"),
    // The three of them, in plain words.
    (
        "Checkout fails since 08:30 for everybody. We are rolling back this morning's settings. Next update in 20 minutes.",
        "ian",
    ),
    (
        "Sites are slow for most users. Engineers are investigating. We'll post again at 22:50 UTC.",
        "ian",
    ),
    (
        "People cannot log in. Looking into it, more in half an hour.",
        "ian",
    ),
    (
        "The site is down. I'm restoring last night's copy. You will hear from us by 02:20.",
        "ian",
    ),
    (
        "Nobody can place orders; our database team is on it. Update every 30 min.",
        "ian",
    ),
    (
        "Customers see 503 pages. A rollback is running. Another update within the hour.",
        "ian",
    ),
    (
        "Messages are delayed by ten minutes. The queue is being drained. We write again in 15 min",
        "ian",
    ),
    (
        "Pages work again since 22:42. We keep watching. Next update at 23:30.",
        "ian",
    ),
    (
        "Logins are back for half of you, the rest will follow; we are admitting traffic step by step. Next update at 21:00 UTC.",
        "ian",
    ),
    (
        "Uploads are stuck. The copy is at a third. Next update when the copy is done.",
        "ian",
    ),
    (
        "Service is degraded in Europe. Failover to the second region has been started. We will report back at noon.",
        "ian",
    ),
    (
        "You cannot pay by card at the moment. The payment provider has been contacted. News in 30.",
        "ian",
    ),
    (
        "Requests time out and are slow. We've drained the broken region. Next update 10:45 UTC.",
        "ian",
    ),
    // One or two of them.
    ("We are aware of an issue and are investigating.", "-a-"),
    ("We look into it and write more soon", "-a-"),
    ("Something is wrong. Next update in 10 minutes.", "--n"),
    ("Our apps are unavailable. We are sorry.", "i--"),
    (
        "All services are operating, customers are not affected.",
        "i--",
    ),
    ("We have identified the cause and applied a fix.", "-a-"),
    ("Still working on it. Next update at 04:00.", "-an"),
    ("A team is on its way to the data centre.", "-a-"),
    (
        "Help is coming; we'll keep you posted every 20 minutes.",
        "-an",
    ),
    ("The backup restore is 60 % complete.", "-a-"),
    ("Next update as soon as we know more.", "---"),
    ("Stay tuned.", "---"),
    ("We'll update you in half an hour.", "--n"),
    ("Failed over to db2, watching replication.", "-a-"),
    (
        "Some of you cannot pay; performance is poor for the others.",
        "i--",
    ),
    ("Sorry! Thank you for your patience.", "---"),
    ("We are seeing problems.", "---"),
    ("We have been hacked.", "---"),
    (
        "The site is not working and nobody is working on it.",
        "i--",
    ),
    ("Users are calling and restarting their machines.", "---"),
    ("We are not restoring anything yet.", "---"),
    ("No further updates today.", "---"),
    ("We expect everything to be back in 30 minutes.", "i--"),
    // Noise.
    ("asdf. qwer. Next update: zxcv.", "---"),
    (
        "Lorem ipsum dolor. Sit amet. Next update: consectetur.",
        "---",
    ),
    ("x. y. Next update: soon.", "---"),
    ("foo bar. baz qux. Next update in a bit.", "---"),
    (
        "aaaaing bbbbed ccccing. ddd eee. Next update with gggg.",
        "---",
    ),
    ("impact. what we do. next update.", "---"),
];

#[test]
fn a_post_says_what_a_facilitator_hears_in_it() {
    // Its own words are of a shop that sells kites, and hardly any of these are about that.
    let scenario = scenario("tutorial");
    let mut wrong = Vec::new();
    for (text, expected) in POSTS {
        let heard = said(&scenario, Phase::Acknowledged, text);
        if heard != *expected {
            wrong.push(format!("{heard} and not {expected}: {text}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new(), "{}", wrong.join("\n"));
}

#[test]
fn the_words_of_the_scenario_count_as_what_users_feel() {
    let gitlab = scenario("gitlab-2017");
    let said = |text| said(&gitlab, Phase::Acknowledged, text);
    assert_eq!(said("merge requests: trouble"), "i--");
    assert_eq!(said("a snippet and a webhook"), "i--");
    assert_eq!(said("kites, baskets"), "---");
}

#[test]
fn an_all_clear_owes_no_work_and_no_next_word_once_it_is_claimed() {
    let scenario = scenario("tutorial");
    let over = "It is over: everything works again. Thank you.";
    assert_eq!(said(&scenario, Phase::Mitigated, over), "i--");
    assert_eq!(said(&scenario, Phase::Resolved, over), "i..");
    assert_eq!(said(&scenario, Phase::Over, over), "i..");
    assert_eq!(said(&scenario, Phase::Resolved, "Still down."), "i--");
}

#[test]
fn over_is_what_is_said_to_be_so() {
    for (text, over) in [
        ("The incident is over. Thank you", true),
        ("All pages load, this is resolved", true),
        ("Everything is back, sorry for the trouble.", true),
        ("Users are fine since 22:42, nothing lost. All good.", true),
        ("We write again when it is resolved", false),
        ("This is not over yet", false),
        ("The database is overloaded", false),
        (
            "Pages are back; caches are cold. Next update in 20 minutes.",
            false,
        ),
        ("Half of our traffic is back.", false),
        ("Everything is back. We watch it for an hour.", false),
        ("Everything works again. Our monitoring confirms it.", true),
        ("It should be fixed within minutes.", false),
        ("This will be resolved in an hour", false),
        ("The way in is closed.", false),
        (
            "Checkout works again, express delivery does not yet.",
            false,
        ),
    ] {
        assert_eq!(says_over(text), over, "{text}");
    }
}
