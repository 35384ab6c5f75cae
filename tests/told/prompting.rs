//! Completions, refusals, help and answers.

use std::sync::Arc;

use misfortune::engine::event::{Head, Stress};
use misfortune::engine::id::ActionIdx;
use misfortune::engine::prompt::{read, read_in};
use misfortune::engine::script::alone;
use misfortune::engine::seed::Seed;
use misfortune::engine::session::Session;
use misfortune::engine::time::Elapsed;
use misfortune::view::answer::not_understood;
use misfortune::view::cards::Card;
use misfortune::view::confirm::confirm;
use misfortune::view::help::help;
use misfortune::view::palette::{palette, search};
use misfortune::view::prompt::{completions, prompt};
use misfortune::view::refusal::{misread, rejected};
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
    let scenario = scenario();
    let session = begin(Stress::Untimed);
    let told = [
        "sev",
        "page",
        "page nobody",
        "hyp",
        "hyp x 5",
        "hyp database",
        "post press hello",
        "wait x",
        "page netosp",
        "page baker, nobody",
        "page netops backer",
        "ask hed baker help",
        "chart Orders perminute",
        "chart x",
        "runbook x",
        "drop p",
        "drop dtabase",
        "ic net",
        "hyp payments is down 30",
    ]
    .into_iter()
    .map(|typed| {
        let wrong = match read(&scenario, scenario.you, typed, false) {
            Ok(request) => return format!("> {typed}\n  {request:?}"),
            Err(wrong) => wrong,
        };
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
            vec![
                "netops is not here, and would not know what to do for that",
                "netops can: `certctl renew payments`",
                "and what anybody can: `help`",
            ],
        ),
        ("ask me sing", vec!["you do not know how to `sing`"]),
        (
            "tail -n 20 shop.lgo",
            vec![
                "tail: not like this, not here",
                "did you mean `tail -n 20 shop.log`?",
            ],
        ),
        (
            "tial shop.log",
            vec![
                "tial: command not found",
                "did you mean `tail -n 20 shop.log`?",
            ],
        ),
    ] {
        let told = not_understood(&scene(&session), Elapsed::ZERO, typed);
        assert_eq!(told, expected);
    }
}

#[test]
fn who_is_asked_in_a_sentence_answers_as_a_person_does() {
    let mut session = begin(Stress::Calm);
    play(&mut session, "00:40 ack\n00:50 page netops");
    session.advance(Elapsed::from_secs(1200));
    let answer = |typed: &str| not_understood(&scene(&session), session.state().now, typed);
    for (typed, expected) in [
        (
            "ask netops can you install the certificate?",
            "did you mean `ask netops certctl renew payments`: Install a new certificate?",
        ),
        (
            "ask netops about the queries",
            "did you mean `ask netops time psql -c 'select 1'`: Time a query?",
        ),
        (
            "ask netops how are you?",
            "netops can: `certctl renew payments`",
        ),
    ] {
        let told = answer(typed);
        assert_eq!(
            told[0], "netops: I do not know what to do for that",
            "{typed}"
        );
        assert_eq!(told[1], expected, "{typed}");
    }
    // A command is answered as one, and what is suggested can be typed as it stands.
    let told = answer("ask netops tial shop.log");
    assert_eq!(
        told,
        [
            "netops does not know how to `tial shop.log`",
            "did you mean `ask netops tail -n 20 shop.log`?"
        ]
    );
    assert!(matches!(
        read(&scenario(), scenario().you, "ask netops please tail shop.log!", false),
        Ok(misfortune::engine::prompt::Request::Command(
            misfortune::engine::command::Command::Act { typed, .. }
        )) if typed == "tail shop.log"
    ));
}

#[test]
fn what_somebody_can_be_asked_for_is_what_their_help_shows() {
    let mut n_compared = 0;
    for folder in scenarios::shipped() {
        let scenario = scenarios::load(&folder.join("scenario.toml"));
        let head = Head::new(&scenario, Seed(7), Stress::Calm, alone(&scenario));
        let session = Session::begin(Arc::clone(&scenario), head);
        for (idx, it) in scenario.responders.iter().enumerate() {
            if idx == scenario.you.0 {
                continue;
            }
            let told = not_understood(
                &scene(&session),
                Elapsed::ZERO,
                &format!("ask {} qqq", it.id),
            );
            let told = told.join("\n");
            let Some((_, more)) = told.split_once("\nand ") else {
                continue;
            };
            let Some(n_more) = more
                .split(' ')
                .next()
                .and_then(|it| it.parse::<usize>().ok())
            else {
                continue;
            };
            if !more.contains(&format!("more: `help {}`", it.id)) {
                continue;
            }
            let helped = help(&scene(&session), Some(it.id.as_str()));
            let rows = helped.sections.iter().flat_map(|it| &it.rows);
            let commands = |row: &&misfortune::view::help::Row| {
                let mut actions = scenario.actions.iter();
                actions.any(|it| it.skill.is_some() && it.commands[0] == row.typed)
            };
            let n_shown = rows.filter(commands).count();
            assert!(n_shown >= n_more + 3, "{}: {told}\n{helped:#?}", it.id);
            n_compared += 1;
        }
    }
    assert!(n_compared > 0, "nobody can be asked for more than is told");
}

#[test]
fn what_no_waiting_helps_is_said_before_who_is_busy() {
    let mut session = begin(Stress::Calm);
    play(&mut session, "00:40 ack\n00:50 tail -n 20 shop.log");
    let why = enter(&mut session, "ask baker certctl renew payments").unwrap_err();
    let said = rejected(&scene(&session), &why).line();
    assert_eq!(said, "baker cannot do that: `page netops` first");
    let why = enter(&mut session, "certctl renew payments").unwrap_err();
    let said = rejected(&scene(&session), &why).line();
    assert_eq!(said, "you cannot do that yourself: `page netops` first");
}

#[test]
fn what_is_suggested_keeps_the_verb_that_was_typed() {
    let scenario = scenarios::load(&scenarios::root().join("scenarios/tutorial/scenario.toml"));
    let head = Head::new(&scenario, Seed(7), Stress::Calm, alone(&scenario));
    let session = Session::begin(Arc::clone(&scenario), head);
    for (typed, expected) in [
        (
            "settings show 42",
            "`settings` here knows: `settings history`, `settings diff 41 42`, \
             `settings rollback 41`, `settings apply 43`",
        ),
        ("settings aply 42", "did you mean `settings apply 43`?"),
        ("settings dif 42 41", "did you mean `settings diff 41 42`?"),
        (
            "curl shop.example.com",
            "did you mean `curl post.example.com/price`?",
        ),
    ] {
        let told = not_understood(&scene(&session), Elapsed::ZERO, typed);
        assert_eq!(told[1], expected, "{typed}");
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

#[test]
fn help_of_a_word_finds_whatever_there_is_to_see() {
    let mut session = begin(Stress::Calm);
    play(&mut session, "00:40 ack\n01:00 tail -n 20 shop.log");
    session.advance(Elapsed::from_secs(400));
    for (word, expected) in [
        ("change", vec!["Change: proxyctl set payments=later"]),
        (
            "network",
            vec!["People: page netops", "Change: certctl renew payments"],
        ),
        (
            "netops",
            vec!["People: page netops", "Change: certctl renew payments"],
        ),
        (
            "bread",
            vec!["People: ask baker COMMAND", "Escalate: open the building"],
        ),
        ("DATABASE", vec!["Hypotheses: hyp database 0-100"]),
        ("accepted", vec!["Hypotheses: hyp certificate 0-100"]),
        (
            "orders",
            vec!["Metrics: chart orders", "Alerts: Orders below 5 a minute"],
        ),
        (
            "status",
            vec!["At the prompt: status", "To tell: post public TEXT"],
        ),
        (
            "sev",
            vec![
                "At the prompt: sev 1-5",
                "Severity: sev 1",
                "Severity: sev 5",
            ],
        ),
        ("tls fails", vec!["Learned: T+01:30"]),
    ] {
        let found = help(&scene(&session), Some(word)).sections.into_iter();
        let found = found.flat_map(|section| {
            let heading = section.heading;
            let rows = section.rows.into_iter();
            rows.map(move |row| format!("{heading}: {}", row.typed))
        });
        let found: Vec<String> = found.collect();
        for expected in expected {
            assert!(found.iter().any(|it| it == expected), "{word}: {found:#?}");
        }
    }
    let none = help(&scene(&session), Some("certctrl"));
    assert!(
        none.notes[0].contains("did you mean `help certctl`?"),
        "{:?}",
        none.notes
    );
}

#[test]
fn the_help_of_severity_says_what_each_means() {
    let session = begin(Stress::Calm);
    let told = help(&scene(&session), Some("sev"));
    let told = misfortune::line::page::help(&told);
    for line in [
        "most users cannot use it",
        "no user notices",
        "In doubt declare",
    ] {
        assert!(told.contains(line), "{told}");
    }
    let possible = completions(&scene(&session), "sev 2", 3);
    assert!(possible[0].about.starts_with("a main part is down"));
    // What the briefing states counts.
    let scenario = scenarios::load(&scenarios::root().join("scenarios/gitlab-2017/scenario.toml"));
    let head = Head::new(&scenario, Seed(7), Stress::Calm, alone(&scenario));
    let session = Session::begin(Arc::clone(&scenario), head);
    let told = help(&scene(&session), Some("sev"));
    let told = misfortune::line::page::help(&told);
    assert!(
        told.contains("users cannot work, or trouble in the database"),
        "{told}"
    );
    assert!(!told.contains("sev 4"), "{told}");
}

#[test]
fn what_the_screen_calls_a_thing_names_it_too() {
    let mut session = begin(Stress::Calm);
    let read = |session: &Session, typed: &str| {
        let scenario = scenario();
        read_in(&scenario, session.state(), scenario.you, typed, false)
    };
    for (typed, same) in [
        ("chart Checkout  TIME", "chart latency"),
        ("chart check", "chart latency"),
        ("hyp The payment company is down 60", "hyp payments-down 60"),
        ("hyp pay 60 %", "hyp payments-down 60"),
        ("drop the database is", "drop database"),
        ("page network engineer", "page netops"),
        ("page net", "page netops"),
        ("ic head baker", "ic baker"),
        ("ask Head baker call payments", "ask baker call payments"),
        (
            "ask net certctl renew payments",
            "ask netops certctl renew payments",
        ),
        ("post Status page we look", "post public we look"),
        ("post the owner we look", "post owner we look"),
        ("page netops and head baker", "page netops, baker"),
        ("page baker baker", "page baker"),
    ] {
        let meant = read(&session, same);
        assert!(meant.is_ok(), "{same}: {meant:?}");
        assert_eq!(read(&session, typed), meant, "{typed}");
    }
    assert!(
        read(&session, "page netops, backer").is_err(),
        "nobody is called"
    );
    // What is not on the board yet is not found by trying.
    assert!(read(&session, "hyp cert 50").is_err());
    play(&mut session, "00:40 ack\n01:00 tail -n 20 shop.log");
    session.advance(Elapsed::from_secs(120));
    assert_eq!(
        read(&session, "hyp cert 50"),
        read(&session, "hyp certificate 50")
    );
}

#[test]
fn the_risk_that_is_told_is_the_scenarios_own() {
    let mut n_risky = 0;
    for folder in scenarios::shipped() {
        let scenario = scenarios::load(&folder.join("scenario.toml"));
        let head = Head::new(&scenario, Seed(7), Stress::Calm, alone(&scenario));
        let session = Session::begin(Arc::clone(&scenario), head);
        for (idx, action) in scenario.actions.iter().enumerate() {
            let Some(risk) = &action.risk else {
                continue;
            };
            n_risky += 1;
            let asked = confirm(&scene(&session), ActionIdx(idx), &action.commands[0]);
            assert_eq!(&asked.risk, risk);
            let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            let told = words(&misfortune::line::page::confirm(&asked));
            assert!(told.contains(&words(risk)), "{told}");
        }
    }
    assert!(n_risky > 5);
}

#[test]
fn who_named_a_cause_is_not_asked_to_name_one() {
    let mut session = begin(Stress::Calm);
    play(&mut session, "00:40 ack");
    while session.state().ended.is_none() {
        let now = session.state().now;
        session.advance(now + misfortune::engine::time::Span::from_mins(30));
    }
    let hint = |session: &Session| prompt(&scene(session)).hint;
    assert!(hint(&session).contains("name what it was"));
    enter(&mut session, "cause certificate").unwrap();
    assert!(hint(&session).starts_with("named: certificate; Enter alone opens the debrief"));
}
