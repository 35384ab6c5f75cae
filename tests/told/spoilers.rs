//! No picture of a play in progress tells what players must not know yet.

use std::sync::Arc;

use misfortune::content;
use misfortune::engine::event::{Head, Stress};
use misfortune::engine::id::RunbookIdx;
use misfortune::engine::scenario::Scenario;
use misfortune::engine::script::{self, alone};
use misfortune::engine::seed::Seed;
use misfortune::engine::session::Session;
use misfortune::engine::time::Span;
use misfortune::view::cards::Card;
use misfortune::view::listing::{Played, preview};
use misfortune::view::room::Extent;
use misfortune::view::{
    briefing, help, map, pager, palette, prompt, refusal, responder, room, runbook, timeline,
};

use crate::bakery::{begin, enter, play, scenario, scene};
use crate::scenarios;

/// Everything a player can get at now.
fn everything(session: &misfortune::engine::session::Session) -> String {
    let scene = scene(session);
    let extent = Extent {
        window: Span::from_mins(20),
        n_points: 10,
        n_log_lines: 50,
    };
    let completions: Vec<_> = [
        "",
        "p",
        "page ",
        "ask netops ",
        "hyp ",
        "cause ",
        "post ",
        "hidden",
    ]
    .into_iter()
    .map(|typed| prompt::completions(&scene, typed, 100))
    .collect();
    let cards = [Card::Update, Card::Hypotheses, Card::People].map(|it| it.lines(&scene, None));
    let (room, pager) = (room::room(&scene, extent), pager::pager(&scene));
    // The help of a word finds by what a word begins with: all letters find all there is.
    let words = ('a'..='z').map(|it| help::help(&scene, Some(&it.to_string())));
    let words: Vec<_> = words.collect();
    let runbooks = (0..scene.scenario().runbooks.len())
        .map(|idx| runbook::page(&scene, RunbookIdx(idx)))
        .collect::<Vec<_>>();
    format!(
        "{words:?} {:?} {:?} {runbooks:?} {room:?} {pager:?} {:?} {:?} {:?} {:?} {completions:?} {cards:?} {:?}",
        map::map(&scene),
        runbook::runbooks(&scene),
        timeline::timeline(&scene),
        help::help(&scene, None),
        prompt::prompt(&scene),
        palette::palette(&scene),
        responder::responders(&scene),
    )
}

/// Hidden words that a text has, with a little of what is around them.
fn spoilers(text: &str) -> Vec<&str> {
    let lower = text.to_lowercase();
    lower
        .match_indices("hidden")
        .map(|(at, _)| {
            let from = text.floor_char_boundary(at.saturating_sub(40));
            let to = text.floor_char_boundary((at + 60).min(text.len()));
            &text[from..to]
        })
        .collect()
}

#[test]
fn nothing_in_play_spoils() {
    let scenario = scenario();
    let before = format!(
        "{:?} {:?}",
        preview(&scenario, Played::default()),
        briefing::briefing(&scenario, Stress::Real)
    );
    assert_eq!(spoilers(&before), [""; 0]);

    let mut session = begin(Stress::Real);
    assert_eq!(spoilers(&everything(&session)), [""; 0]);
    // Hints are hidden until they are asked for, and the last clue until it is learned: the play
    // leaves both out.
    for line in crate::bakery::WHOLE.lines() {
        if line.contains("hint") || line.contains("certctl") {
            continue;
        }
        if line.contains("resolved") {
            break;
        }
        play(&mut session, line);
        assert_eq!(spoilers(&everything(&session)), [""; 0], "after {line}");
    }
}

#[test]
fn nothing_spoils_after_it_is_lost_until_the_debrief() {
    let mut session = begin(Stress::Normal);
    play(
        &mut session,
        "00:40 ack\n01:00 psql -c 'truncate orders'\n20:00 quit",
    );
    assert_eq!(spoilers(&everything(&session)), [""; 0]);
}

#[test]
fn what_is_learned_or_asked_for_is_told() {
    let mut session = begin(Stress::Normal);
    play(&mut session, "00:40 ack\n00:50 hint");
    let told = everything(&session);
    let found = spoilers(&told);
    assert_eq!(found.len(), 1);
    assert!(found[0].contains("read the log"), "{found:?}");
}

#[test]
fn refusals_do_not_spoil() {
    let mut session = begin(Stress::Normal);
    for typed in [
        "tail -n 20 shop.log",
        "resolved",
        "hidden_cert_old",
        "hyp certificate 50",
        "ask netops certctl renew payments",
        "certctl renew payments",
        "post owner hello",
        "cause certificate",
    ] {
        if let Err(rejection) = enter(&mut session, typed) {
            let refusal = refusal::rejected(&scene(&session), &rejection);
            assert_eq!(spoilers(&refusal.line()), [""; 0], "{typed}");
        }
    }
    play(&mut session, "00:40 ack");
    for typed in [
        "certctl renew payments",
        "post owner hello",
        "open the building",
    ] {
        let rejection = enter(&mut session, typed).unwrap_err();
        let refusal = refusal::rejected(&scene(&session), &rejection);
        assert_eq!(spoilers(&refusal.line()), [""; 0], "{typed}");
    }
}

/// Texts of a scenario that no player may see before the debrief.
fn secrets(scenario: &Scenario) -> Vec<String> {
    let actions = scenario.actions.iter();
    let mut all: Vec<String> = actions
        .flat_map(|it| &it.results)
        .filter_map(|it| it.why.clone())
        .collect();
    all.extend(scenario.facts.iter().map(|it| it.about.clone()));
    all.extend(scenario.hypotheses.iter().map(|it| it.about.clone()));
    all.extend(scenario.complications.iter().map(|it| it.about.clone()));
    all.extend(scenario.injects.iter().map(|it| it.label.clone()));
    all.extend(scenario.questions.iter().map(|it| it.ask.clone()));
    all.extend(scenario.lessons.iter().map(|it| it.text.clone()));
    let runbooks = scenario.runbooks.iter();
    all.extend(runbooks.filter_map(|it| it.wrong.clone()));
    let history = &scenario.history;
    all.extend(history.timeline.iter().map(|it| it.text.clone()));
    all.extend([history.summary.clone(), history.cause.clone()]);
    all.retain(|text| text.len() > 20);
    assert!(all.len() > 20, "a shipped scenario has secrets");
    all
}

#[test]
fn no_shipped_scenario_spoils_in_its_golden_runs() {
    for folder in scenarios::shipped() {
        let scenario = scenarios::load(&folder.join("scenario.toml"));
        let secrets = secrets(&scenario);
        let weak = if scenario.metadata.fictional {
            "clumsy"
        } else {
            "lost"
        };
        for run in ["good", weak] {
            let path = folder.join("runs").join(format!("{run}.toml"));
            let source = std::fs::read_to_string(&path).unwrap();
            let script = content::script::load(&source, Some(&scenario))
                .script
                .unwrap();
            let told = everything(&script::play(&scenario, &script).session);
            let told = told.replace("\\n", "\n").replace("\\\"", "\"");
            for secret in &secrets {
                assert!(!told.contains(secret), "{}: {secret}", path.display());
            }
        }
    }
}

#[test]
fn the_help_of_a_word_gives_nothing_away_in_any_shipped_scenario() {
    for folder in scenarios::shipped() {
        let scenario = scenarios::load(&folder.join("scenario.toml"));
        let head = Head::new(&scenario, Seed(7), Stress::Calm, alone(&scenario));
        let session = Session::begin(Arc::clone(&scenario), head);
        let (scene, world) = (scene(&session), session.state().world);
        let hidden = scenario.actions.iter().filter(|it| !it.listed.holds(world));
        let hidden: Vec<&str> = hidden.map(|it| it.commands[0].as_str()).collect();
        let unseen = scenario
            .hypotheses
            .iter()
            .filter(|it| !it.when.holds(world));
        let unseen: Vec<&str> = unseen.map(|it| it.text.as_str()).collect();
        for typed in hidden
            .iter()
            .chain(&unseen)
            .chain(&["a", "s", "restore", "sev"])
        {
            for word in typed.split_whitespace() {
                let found = help::help(&scene, Some(word)).sections.into_iter();
                for row in found.flat_map(|it| it.rows) {
                    assert!(!hidden.contains(&row.typed.as_str()), "{word}: {row:?}");
                    let tells = unseen.iter().any(|it| row.about.contains(it));
                    assert!(!tells, "{word}: {row:?}");
                }
            }
        }
    }
}
