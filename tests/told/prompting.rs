//! Completions, refusals, help and answers.

use std::sync::Arc;

use misfortune::engine::event::{Head, Stress};
use misfortune::engine::prompt::read;
use misfortune::engine::script::alone;
use misfortune::engine::seed::Seed;
use misfortune::engine::session::Session;
use misfortune::engine::time::Elapsed;
use misfortune::view::cards::Card;
use misfortune::view::help::help;
use misfortune::view::palette::{palette, search};
use misfortune::view::prompt::{completions, prompt};
use misfortune::view::refusal::{misread, not_understood, rejected};
use misfortune::view::typed::history;

use crate::scenarios;

use crate::bakery::{begin, enter, play, scenario, scene};

fn complete(session: &Session, typed: &str) -> String {
    completions(&scene(session), typed, 6)
        .into_iter()
        .map(|it| format!("{}|{}", it.line, it.mark))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn completions_follow_what_is_typed() {
    let mut session = begin(Stress::Calm);
    play(
        &mut session,
        "00:40 ack\n00:50 page netops\n01:00 hyp database 30",
    );
    session.advance(misfortune::engine::time::Elapsed::from_secs(400));
    let all = [
        "",
        "t",
        "ps",
        "page ",
        "ask n",
        "ask netops cert",
        "hyp d",
        "drop ",
        "post p",
        "certificate",
    ]
    .into_iter()
    .map(|typed| format!("> {typed}\n{}", complete(&session, typed)))
    .collect::<Vec<_>>()
    .join("\n");
    insta::assert_snapshot!(all);
}

#[test]
fn the_palette_says_what_stands_in_the_way() {
    let session = begin(Stress::Calm);
    let all = palette(&scene(&session))
        .into_iter()
        .map(|it| format!("{} | {} | {}", it.shown, it.refused, it.instead))
        .collect::<Vec<_>>()
        .join("\n");
    insta::assert_snapshot!(all);
}

#[test]
fn the_palette_finds_by_a_few_letters() {
    let session = begin(Stress::Calm);
    let entries = palette(&scene(&session));
    let first = |wanted: &str| {
        let found = search(&entries, wanted);
        found.first().map(|idx| entries[*idx].shown.as_str())
    };
    assert_eq!(first("renpay"), Some("certctl renew payments"));
    assert_eq!(first("post"), Some("post AUDIENCE TEXT"));
    assert_eq!(first("log shop"), Some("tail -n 20 shop.log"));
    assert_eq!(first("zebra"), None);
}

#[test]
fn the_palette_hides_what_is_not_listed_for_the_players() {
    let mut n_unlisted = 0;
    for folder in scenarios::shipped() {
        let scenario = scenarios::load(&folder.join("scenario.toml"));
        let head = Head::new(&scenario, Seed(7), Stress::Calm, alone(&scenario));
        let session = Session::begin(Arc::clone(&scenario), head);
        let entries = palette(&scene(&session));
        for action in &scenario.actions {
            let is_listed = action.listed.holds(session.state().world);
            let mut shown = entries.iter().map(|it| &it.shown);
            assert_eq!(shown.any(|it| *it == action.commands[0]), is_listed);
            n_unlisted += usize::from(!is_listed);
        }
    }
    assert!(n_unlisted > 0, "some scenario hides an action at first");
}

#[test]
fn what_somebody_else_can_do_is_offered_as_asking_them() {
    let mut session = begin(Stress::Calm);
    play(&mut session, "00:40 ack\n00:50 page netops");
    session.advance(Elapsed::from_secs(600));
    let entries = palette(&scene(&session));
    let renew = entries
        .iter()
        .find(|it| it.line == "certctl renew payments");
    let renew = renew.unwrap();
    assert!(renew.refused.starts_with("you cannot do that yourself"));
    assert_eq!(renew.instead, "ask netops certctl renew payments");
}

#[test]
fn a_word_without_what_it_needs_asks_for_its_card() {
    let mut session = begin(Stress::Calm);
    play(&mut session, "00:40 ack");
    let scene = scene(&session);
    for (typed, expected) in [
        ("post", Some((Card::Update, None))),
        (" POST public ", Some((Card::Update, Some("public")))),
        ("post nobody", None),
        ("post public we know", None),
        ("hyp database", Some((Card::Hypotheses, Some("database")))),
        ("hyp", Some((Card::Hypotheses, None))),
        ("ask netops", Some((Card::People, Some("netops")))),
        ("page", Some((Card::People, None))),
        ("sev", None),
        ("", None),
    ] {
        let expected = expected.map(|(card, id)| (card, id.map(str::to_owned)));
        assert_eq!(Card::asked_for(&scene, typed), expected, "{typed}");
    }
}

#[test]
fn cards_as_lines() {
    let mut session = begin(Stress::Calm);
    play(
        &mut session,
        "00:40 ack\n00:50 page netops\n01:00 tail -n 20 shop.log\n02:00 hyp certificate 30",
    );
    let scene = scene(&session);
    let all = [Card::Update, Card::Hypotheses, Card::People]
        .into_iter()
        .flat_map(|card| card.lines(&scene, None))
        .collect::<Vec<_>>()
        .join("\n");
    insta::assert_snapshot!(all);
    let one = Card::People.lines(&scene, Some("netops"));
    assert!(one[0].starts_with("netops"), "{one:?}");
}

#[test]
fn the_history_of_a_session_taken_up_is_what_was_typed_in_it() {
    let mut session = begin(Stress::Calm);
    let typed = [
        "ack",
        "sev 2",
        "page netops",
        "tail -n 20 shop.log",
        "hyp certificate 30",
        "drop certificate",
        "post public We are looking.",
        "note bread is out",
        "mitigated",
    ];
    for (nth, line) in typed.iter().enumerate() {
        let at = format!("{:02}:00", nth + 1);
        play(&mut session, &format!("{at} {line}"));
    }
    assert_eq!(history(&scene(&session)), typed);
}

#[test]
fn every_refusal_has_a_reason_and_a_way_out() {
    let mut session = begin(Stress::Calm);
    let mut told = Vec::new();
    let mut refuse = |session: &mut Session, typed: &str| {
        let rejection = enter(session, typed).unwrap_err();
        let line = rejected(&scene(session), &rejection).line();
        told.push(format!("> {typed}\n  {line}"));
    };
    refuse(&mut session, "tail -n 20 shop.log");
    refuse(&mut session, "page netops");
    refuse(&mut session, "cause certificate");
    play(&mut session, "00:40 ack");
    for typed in [
        "ack",
        "sev 9",
        "hyp certificate 10",
        "drop database",
        "certctl renew payments",
        "open the building",
        "ask netops certctl renew payments",
        "ask baker certctl renew payments",
        "post owner hello",
        "post public  \u{7}",
        "page baker",
    ] {
        refuse(&mut session, typed);
    }
    play(&mut session, "01:00 page netops");
    refuse(&mut session, "page netops");
    refuse(&mut session, "certctl renew payments");
    refuse(&mut session, "ask netops certctl renew payments");
    play(&mut session, "01:10 tail -n 20 shop.log");
    refuse(&mut session, "psql -c 'select 1'");
    play(&mut session, "06:00 ask netops certctl renew payments");
    refuse(&mut session, "ask netops certctl renew payments");
    play(&mut session, "06:40 mitigated");
    refuse(&mut session, "ask netops tail -n 20 shop.log");
    refuse(&mut session, "mitigated");
    session.advance(misfortune::engine::time::Elapsed::from_secs(900));
    refuse(&mut session, "ask netops certctl renew payments");
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn misreadings_say_what_there_is() {
    let session = begin(Stress::Calm);
    let scenario = scenario();
    let told = [
        "sev",
        "page",
        "page nobody",
        "hyp",
        "hyp x 5",
        "hyp database",
        "post press hello",
        "wait x",
    ]
    .into_iter()
    .map(|typed| {
        let wrong = read(&scenario, scenario.you, typed, false).unwrap_err();
        format!("> {typed}\n  {}", misread(&scene(&session), &wrong).line())
    })
    .collect::<Vec<_>>()
    .join("\n");
    insta::assert_snapshot!(told);
}

#[test]
fn unknown_commands_get_an_answer_from_the_world() {
    let session = begin(Stress::Calm);
    for (typed, expected) in [
        (
            "systemctl restart shop",
            vec!["systemctl: command not found"],
        ),
        ("yes", vec!["nothing waits for a yes"]),
        (
            "cat /etc/hosts",
            vec!["cat: nothing there that helps here; `help` shows what does"],
        ),
        (
            "ask NETOPS sing a song",
            vec!["netops does not know how to `sing a song`"],
        ),
        ("ask me sing", vec!["you do not know how to `sing`"]),
        (
            "tail -n 20 shop.lgo",
            vec![
                "tail: not like this, not here",
                "did you mean `tail -n 20 shop.log`?",
            ],
        ),
    ] {
        let told = not_understood(&scene(&session), Elapsed::ZERO, typed);
        assert_eq!(told, expected);
    }
}

#[test]
fn help_is_the_prompts_own_table_and_the_actions() {
    let session = begin(Stress::Calm);
    let all = help(&scene(&session), None);
    assert_eq!(all.sections.len(), 5);
    insta::assert_debug_snapshot!(help(&scene(&session), Some("cert")));
    let none = help(&scene(&session), Some("zebra"));
    assert!(none.sections.is_empty() && !none.notes.is_empty());
}

#[test]
fn the_prompt_says_when_hands_are_free() {
    let mut session = begin(Stress::Calm);
    assert_eq!(prompt(&scene(&session)).label, "T+00:00 you>");
    play(&mut session, "00:40 ack\n00:50 tail -n 20 shop.log");
    assert_eq!(
        prompt(&scene(&session)).hint,
        "you: runs `tail -n 20 shop.log` until T+01:20; `wait` jumps ahead"
    );
}
