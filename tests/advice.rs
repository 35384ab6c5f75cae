//! What would help from where a team stands, and what each of its steps cost.
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "support/fixture.rs"]
mod fixture;
#[path = "support/scenarios.rs"]
mod scenarios;

use std::fs;
use std::sync::Arc;

use misfortune::content::script as file;
use misfortune::engine::command::Command;
use misfortune::engine::event::{Event, Head, Recorded, Stress};
use misfortune::engine::harm::Course;
use misfortune::engine::scenario::{Claim, Scenario};
use misfortune::engine::script;
use misfortune::engine::seed::Seed;
use misfortune::engine::session::Session;
use misfortune::engine::state::{Standing, State};
use misfortune::engine::time::{Elapsed, Span};
use misfortune::prove::advice::{Next, advise};
use misfortune::prove::clean::damage;
use misfortune::prove::regret::{LostBy, Regret};
use misfortune::prove::relax::Players;
use misfortune::prove::search::Move;
use misfortune::prove::way::{Guide, advance};
use misfortune::tui::debrief::DebriefScreen;
use misfortune::tui::keys::Intent;
use misfortune::tui::prompt::Prompt;
use misfortune::view::debrief::sheets;
use misfortune::view::hint::nudge;
use misfortune::view::{Scene, timeline};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Plays what is typed at these seconds, to the end.
fn played(typed: &[(u64, &str)]) -> Session {
    let mut session = begun();
    for (at, typed) in typed {
        session.advance(Elapsed::from_secs(*at));
        script::enter(&mut session, typed).unwrap();
    }
    let limit = session.scenario().clock.limit;
    session.advance(limit);
    session
}

fn begun() -> Session {
    let scenario = fixture::valid("minimal.toml");
    let roster = script::alone(&scenario);
    let head = Head::new(&scenario, Seed(1), Stress::Calm, roster);
    Session::begin(scenario, head)
}

/// Asks for a hint and says what was told.
fn hint(session: &mut Session) -> Option<String> {
    let scenario = Arc::clone(session.scenario());
    let standing = &session.state().standing;
    let nudge = nudge(&mut Guide::default(), &scenario, Players::ONE, standing);
    let command = Command::Hint(nudge.map(Box::new));
    let now = session.state().now;
    session.submit(now, scenario.you, &command).ok()?;
    match &session.journal().last()?.event {
        Event::HintGiven { told, .. } => Some(told.as_ref()?.text.clone()),
        _ => None,
    }
}

#[test]
fn what_lies_there_costs_as_long_as_it_lies_there() {
    let session = played(&[
        (600, "ack"),
        (600, "df -h"),
        (1800, "rm -f /var/log/app/debug.log"),
        (2400, "resolved"),
    ]);
    let regret = Regret::of(&session);
    assert_eq!(regret.par, Some(Elapsed::from_secs(60)));
    assert_eq!(regret.yours, Some(Elapsed::from_secs(1860)));
    let steps = regret.steps.iter();
    let steps: Vec<_> = steps.map(|it| (it.at.as_secs(), it.seq, it.cost)).collect();
    // While somebody looks their hands are not free: the pause begins when they are.
    let pauses = [
        (610, None, Span::from_secs(1190)),
        (0, None, Span::from_mins(10)),
    ];
    assert_eq!(steps, pauses);
    assert_eq!(regret.lost, None);
}

#[test]
fn who_plays_the_best_way_has_nothing_to_regret() {
    let session = played(&[
        (0, "ack"),
        (0, "rm -f /var/log/app/debug.log"),
        (900, "resolved"),
    ]);
    let regret = Regret::of(&session);
    assert_eq!(regret.total(), Some(Span::ZERO));
    assert!(regret.steps.is_empty(), "{regret:?}");
}

#[test]
fn the_moment_it_was_lost_has_a_reason_in_the_scenarios_words() {
    let session = played(&[]);
    let regret = Regret::of(&session);
    let lost = regret.lost.as_ref().unwrap();
    assert_eq!(lost.at, Elapsed::from_secs(3600));
    assert!(matches!(lost.by, LostBy::Fact(_)));
    let scene = Scene::new(&session, session.state().now);
    assert!(sheets(&scene).regret.pending);
    let told = sheets(&scene.with_regret(Some(&regret))).regret;
    assert_eq!(
        told.lost,
        "from T+1:00:00 on nothing could have resolved it: Half a page was written."
    );
    assert!(!told.pending);
}

#[test]
fn what_nothing_seen_spoke_for_is_told_as_hindsight() {
    let told = |typed: &[(u64, &str)]| {
        let session = played(typed);
        let regret = Regret::of(&session);
        let scene = Scene::new(&session, session.state().now).with_regret(Some(&regret));
        sheets(&scene).regret.lines().join("\n")
    };
    let rest = (2400, "resolved");
    let blind = told(&[(0, "ack"), (1800, "rm -f /var/log/app/debug.log"), rest]);
    assert!(
        blind.contains("In hindsight, the best way on was to delete old logs"),
        "{blind}"
    );
    let looked = told(&[
        (0, "ack"),
        (0, "df -h"),
        (1800, "rm -f /var/log/app/debug.log"),
        rest,
    ]);
    assert!(
        looked.contains("The best way on was to delete old logs"),
        "{looked}"
    );
}

#[test]
fn a_hint_to_wait_names_no_time_that_passes() {
    let mut session = begun();
    for (at, typed) in [
        (0, "ack"),
        (0, "df -h"),
        (20, "rm -f /var/log/app/debug.log"),
        (90, "mitigated"),
    ] {
        session.advance(Elapsed::from_secs(at));
        script::enter(&mut session, typed).unwrap();
    }
    let told: Vec<String> = (0..3).filter_map(|_| hint(&mut session)).collect();
    assert!(told.iter().any(|it| it.contains("`wait`")), "{told:?}");
    assert!(!told.iter().any(|it| it.contains("T+")), "{told:?}");
}

#[test]
fn nothing_of_it_is_told_before_the_end() {
    let session = begun();
    let regret = Regret::of(&session);
    let scene = Scene::new(&session, session.state().now).with_regret(Some(&regret));
    assert!(sheets(&scene).regret.lines().is_empty());
}

#[test]
fn a_hint_says_the_area_then_the_kind_then_the_command() {
    let mut session = begun();
    let mut told = Vec::new();
    for typed in ["ack", "df -h", "rm -f /var/log/app/debug.log"] {
        told.extend((0..3).filter_map(|_| hint(&mut session)));
        script::enter(&mut session, typed).unwrap();
        session.advance(session.state().now + Span::from_mins(1));
    }
    let expected = [
        "Nobody has the page yet.",
        "Nothing can be begun before somebody has taken the page.",
        "Take the page: `ack`",
        "Before anything is changed on the linux side: it has not been verified whether this is \
         so: \"The disk has no room left\".",
        "What is missing is evidence: See how full the disks are.",
        "Look first: `df -h`",
        "There is something to change on the linux side.",
        "What is missing is a change: Delete old logs.",
        "Try: `rm -f /var/log/app/debug.log`",
    ];
    assert_eq!(told, expected);
    // What was told is in the journal: nobody has to be asked again to play it back.
    session.verify().unwrap();
    let scene = Scene::new(&session, session.state().now);
    let lines = timeline::timeline(&scene);
    let line = lines
        .iter()
        .flat_map(|it| &it.lines)
        .find(|it| it.contains("Look first"));
    assert!(line.is_some());
}

#[test]
fn a_fourth_hint_about_the_same_is_the_scenarios_own_or_none() {
    let mut session = begun();
    for _ in 0..3 {
        hint(&mut session).unwrap();
    }
    assert_eq!(hint(&mut session), None);
}

#[test]
fn a_journal_from_before_hints_were_made_is_read() {
    let old = r#"{"seq":3,"at":1000,"event":{"hint_given":{"by":"you","hint":2}}}"#;
    let recorded: Recorded = serde_json::from_str(old).unwrap();
    let Event::HintGiven { hint, told, .. } = &recorded.event else {
        panic!("{recorded:?}");
    };
    assert_eq!((*hint, told), (Some(2), &None));
    assert_eq!(serde_json::to_string(&recorded).unwrap(), old);
}

fn golden(scenario: &Arc<Scenario>, folder: &std::path::Path, run: &str) -> Session {
    let source = fs::read_to_string(folder.join(format!("runs/{run}.toml"))).unwrap();
    let script = file::load(&source, Some(scenario)).script.unwrap();
    script::play(scenario, &script).session
}

#[test]
fn on_shipped_scenarios_hints_name_no_command_before_the_third() {
    for folder in scenarios::shipped() {
        let scenario = scenarios::load(&folder.join("scenario.toml"));
        let session = golden(&scenario, &folder, "clumsy");
        let mut state = State::new(&scenario);
        let mut guide = Guide::default();
        let mut found = 0;
        for (idx, recorded) in session.journal().iter().enumerate() {
            state.apply(&scenario, recorded).unwrap();
            if idx % 8 != 0 || state.ended.is_some() {
                continue;
            }
            let standing = &state.standing;
            let Some(nudge) = nudge(&mut guide, &scenario, Players::ONE, standing) else {
                continue;
            };
            found += 1;
            let [area, kind, command] = &nudge.texts;
            assert!(!area.contains('`') && !kind.contains('`'), "{nudge:?}");
            assert!(command.contains('`'), "{nudge:?}");
            for fact in &scenario.facts {
                assert!(!area.contains(fact.id.as_str()), "{nudge:?}");
                assert!(!kind.contains(fact.id.as_str()), "{nudge:?}");
            }
        }
        assert!(found > 3, "{}: {found}", scenario.metadata.id);
    }
}

#[test]
fn on_shipped_scenarios_regret_adds_up_and_is_always_the_same() {
    for folder in scenarios::shipped() {
        let scenario = scenarios::load(&folder.join("scenario.toml"));
        let session = golden(&scenario, &folder, "clumsy");
        let regret = Regret::of(&session);
        assert_eq!(regret, Regret::of(&session));
        let (par, yours) = (regret.par.unwrap(), regret.yours.unwrap());
        assert!(par < yours);
        assert!(!regret.steps.is_empty());
        let named = regret.steps.iter().map(|it| it.cost.0).sum::<u64>();
        assert!(named <= yours.since(par).0, "{}", scenario.metadata.id);
        // What cannot be lost has no such run.
        if folder.join("runs/lost.toml").is_file() {
            let lost = Regret::of(&golden(&scenario, &folder, "lost"));
            assert!(lost.lost.is_some(), "{}", scenario.metadata.id);
        }
    }
}

/// A shipped scenario, and what is typed in it, played.
fn played_in(id: &str, steps: &[(&str, &str)]) -> Session {
    let mut folders = scenarios::shipped().into_iter();
    let folder = folders.find(|it| it.ends_with(id)).unwrap();
    let scenario = scenarios::load(&folder.join("scenario.toml"));
    let steps = steps
        .iter()
        .map(|(at, line)| format!("[[step]]\nat = \"{at}\"\ndo = \"{line}\"\n"));
    let steps: Vec<String> = steps.collect();
    let head = format!("scenario = \"{id}\"\nabout = \"a\"\nseed = 7\nstress = \"normal\"\n");
    let source = format!("{head}{}", steps.concat());
    let script = file::load(&source, Some(&scenario)).script.unwrap();
    script::play(&scenario, &script).session
}

/// What had been destroyed in a session by a moment (facts, bits).
fn destroyed_by(session: &Session, at: Elapsed) -> u64 {
    let past = session.state().past.iter().take_while(|(it, _)| *it <= at);
    past.fold(0, |all, (_, world)| all | world.facts) & damage(session.scenario())
}

#[test]
fn what_was_destroyed_later_is_not_the_best_way_on_before() {
    let session = played_in(
        "gitlab-2017",
        &[
            ("00:30", "ack"),
            ("00:40", "page backend"),
            (
                "01:00",
                "sudo lvcreate -s -L 50G -n before /dev/vg_db1/pgdata",
            ),
            (
                "05:00",
                "ssh db2 tail -50 /var/log/gitlab/postgresql/current",
            ),
            ("12:00", "ask backend sidekiq cancel job"),
            ("40:00", "rm -rf /var/opt/gitlab/postgresql/data"),
        ],
    );
    let wiped = session.scenario().fact("db1_wiped").unwrap().bit();
    let late = Elapsed::from_secs(41 * 60);
    assert_eq!(destroyed_by(&session, Elapsed::from_secs(40 * 60)), 0);
    assert_eq!(destroyed_by(&session, late), wiped);
    let regret = Regret::of(&session);
    assert_eq!(regret.par_destroys, 0);
    assert!(regret.steps.iter().all(|it| it.destroys == 0), "{regret:?}");
    let told = told(&session, &regret);
    assert!(!told.contains("to remove the"), "{told}");
    assert!(!told.contains("then remove the"), "{told}");
}

/// What steps cost, in words.
fn told(session: &Session, regret: &Regret) -> String {
    let scene = Scene::new(session, session.state().now).with_regret(Some(regret));
    sheets(&scene).regret.lines().join("\n")
}

#[test]
fn what_a_destroying_step_cost_is_told() {
    let mut folders = scenarios::shipped().into_iter();
    let folder = folders.find(|it| it.ends_with("gitlab-2017")).unwrap();
    let scenario = scenarios::load(&folder.join("scenario.toml"));
    for run in ["history", "lost"] {
        let session = golden(&scenario, &folder, run);
        let told = told(&session, &Regret::of(&session));
        assert!(
            told.contains("`sudo rm -rf /var/opt/gitlab/postgresql/data` cost "),
            "{run}: {told}"
        );
    }
}

#[test]
fn what_is_named_instead_destroys_nothing_or_it_is_said() {
    let mut n_said = 0;
    for folder in scenarios::shipped() {
        let scenario = scenarios::load(&folder.join("scenario.toml"));
        for run in ["good", "clumsy", "history", "lost"] {
            if !folder.join(format!("runs/{run}.toml")).is_file() {
                continue;
            }
            let session = golden(&scenario, &folder, run);
            let regret = Regret::of(&session);
            for it in &regret.steps {
                let mut with = standing_before(&session, it.at, it.seq);
                let mut without = with.clone();
                for step in &it.instead {
                    if !step.moved.make(&scenario, &mut with) {
                        break;
                    }
                    let done = with.now + Span::from_mins(10);
                    advance(&scenario, &mut with, done);
                    advance(&scenario, &mut without, done);
                }
                let brought = with.world.facts & !without.world.facts & damage(&scenario);
                let whole = !destroyed_by(&session, it.at) & !it.destroys;
                let at = format!("{} {run}: {it:?}", scenario.metadata.id);
                assert_eq!(brought & whole, 0, "{at}");
                assert_eq!(it.destroys & destroyed_by(&session, it.at), 0, "{at}");
                n_said += usize::from(it.destroys != 0 && !it.instead.is_empty());
            }
        }
    }
    assert!(n_said > 0, "no way destroys anything: nothing to say");
}

#[test]
fn where_no_way_spares_everything_it_is_said_what_is_destroyed() {
    let mut folders = scenarios::shipped().into_iter();
    let folder = folders.find(|it| it.ends_with("newsblur-2021")).unwrap();
    let scenario = scenarios::load(&folder.join("scenario.toml"));
    let session = golden(&scenario, &folder, "lost");
    let told = told(&session, &Regret::of(&session));
    assert!(
        told.contains(
            "No way is known on which nothing more is destroyed; on this one: The database was \
             restored from the daily archive"
        ),
        "{told}"
    );
}

#[test]
fn the_best_from_the_page_on_says_at_what_price_it_or_the_play_came() {
    let session = played(&[
        (0, "ack"),
        (1800, "rm -f /var/log/app/debug.log"),
        (2400, "resolved"),
    ]);
    let found = Regret::of(&session);
    let broken = session.scenario().fact("database_broken").unwrap().bit();
    let told = |par, par_destroys, yours| {
        let regret = Regret {
            par: Some(Elapsed::from_secs(par)),
            par_destroys,
            yours,
            ..found.clone()
        };
        let scene = Scene::new(&session, session.state().now).with_regret(Some(&regret));
        sheets(&scene).regret.line
    };
    let line = |par, par_destroys| told(par, par_destroys, found.yours);
    assert_eq!(
        told(60, broken, None),
        "the best way that is known from the page on has it over at T+01:00, but on it more is \
         destroyed: The database could not write and broke."
    );
    assert_eq!(
        line(60, 0),
        "it was over at T+31:00; the best way that is known from the page on has it over at \
         T+01:00, 30 min sooner, and destroys no more than was destroyed here"
    );
    assert_eq!(
        line(60, broken),
        "it was over at T+31:00; the best way that is known from the page on has it over at \
         T+01:00, 30 min sooner, but on it more is destroyed: The database could not write and \
         broke."
    );
    assert_eq!(
        line(1860, 0),
        "it was over at T+31:00; no faster way is known"
    );
    assert_eq!(
        line(3000, 0),
        "it was over at T+31:00, and something was destroyed by then; the best way that is \
         known to destroy less has it over at T+50:00"
    );
}

#[test]
fn who_does_what_hints_say_destroys_nothing_by_it() {
    for folder in scenarios::shipped() {
        let scenario = scenarios::load(&folder.join("scenario.toml"));
        let id = &scenario.metadata.id;
        let head = Head::new(&scenario, Seed(1), Stress::Calm, script::alone(&scenario));
        let session = Session::begin(Arc::clone(&scenario), head);
        let (mut now, mut guide) = (session.state().standing.clone(), Guide::default());
        let (mut n_done, you) = (0, scenario.you);
        for _ in 0..300 {
            let Some(advice) = advise(&mut guide, &scenario, Players::ONE, &now) else {
                break;
            };
            let moves = match advice.next {
                Next::Acknowledge => vec![Move::Acknowledge],
                Next::Page(calls) => calls.into_iter().map(Move::Page).collect(),
                Next::Post(audience) => vec![Move::Post(audience)],
                Next::Claim(Claim::Resolved) => break,
                Next::Claim(claim) => vec![Move::Claim(claim)],
                Next::Act(who, action) | Next::Check(who, action, _) => {
                    vec![Move::Start(you, who, action)]
                }
                Next::Wait(until) => {
                    advance(&scenario, &mut now, until);
                    continue;
                }
            };
            for moved in moves {
                let mut without = now.clone();
                n_done += usize::from(moved.make(&scenario, &mut now));
                let mut with = now.clone();
                let soon = now.now + Span::from_mins(30);
                advance(&scenario, &mut with, soon);
                advance(&scenario, &mut without, soon);
                let brought = with.world.facts & !without.world.facts & damage(&scenario);
                assert_eq!(brought, 0, "{id} {}: {moved:?}", now.now);
            }
            let later = now.now + Span::from_secs(10);
            advance(&scenario, &mut now, later);
        }
        assert!(n_done > 2, "{id}");
    }
}

#[test]
fn what_users_suffered_by_a_step_is_named_with_it() {
    let session = played_in(
        "fastly-2021",
        &[
            ("00:30", "ack"),
            ("02:40", "ask net steer --to healthy"),
            ("1:40:00", "ask net steer --reset"),
        ],
    );
    let regret = Regret::of(&session);
    let scene = Scene::new(&session, session.state().now).with_regret(Some(&regret));
    let told = sheets(&scene).regret.lines().join("\n");
    assert!(
        told.contains("`ask net steer --to healthy` cost users "),
        "{told}"
    );
}

#[test]
fn what_was_best_is_to_do_something_not_to_call_somebody_again_and_again() {
    for folder in scenarios::shipped() {
        let scenario = scenarios::load(&folder.join("scenario.toml"));
        let regret = Regret::of(&golden(&scenario, &folder, "clumsy"));
        let instead = regret.steps.iter().filter_map(|it| it.instead.first());
        let calls: Vec<Move> = instead
            .map(|it| it.moved)
            .filter(|it| matches!(it, Move::Page(_)))
            .collect();
        let mut once = calls.clone();
        once.dedup();
        assert_eq!(calls, once, "{}", scenario.metadata.id);
        let named = regret.steps.iter().filter(|it| !it.instead.is_empty());
        assert!(calls.len() < named.count(), "{}", scenario.metadata.id);
    }
}

/// How things stood at a moment of a session, after everything that happened then.
fn standing_at(session: &Session, at: Elapsed) -> Standing {
    standing_before(session, at, None)
}

/// How things stood at a moment, before the event of that place in the journal.
fn standing_before(session: &Session, at: Elapsed, seq: Option<u64>) -> Standing {
    let scenario = session.scenario();
    let mut state = State::new(scenario);
    let is_before = |it: &&Recorded| it.at <= at && seq.is_none_or(|seq| it.seq < seq);
    for recorded in session.journal().iter().take_while(is_before) {
        state.apply(scenario, recorded).unwrap();
    }
    let mut standing = state.standing;
    standing.now = at;
    standing
}

#[test]
fn what_a_pause_names_could_be_typed_when_it_began() {
    for folder in scenarios::shipped() {
        let scenario = scenarios::load(&folder.join("scenario.toml"));
        for run in ["good", "clumsy"] {
            let session = golden(&scenario, &folder, run);
            let regret = Regret::of(&session);
            let pauses = regret.steps.iter().filter(|it| it.seq.is_none());
            for pause in pauses {
                let first = pause.instead.first().unwrap();
                let mut counted = Span::ZERO;
                for pair in pause.pauses.windows(2) {
                    assert!(pair[0].1 <= pair[1].0, "{pause:?}");
                }
                for (from, to) in &pause.pauses {
                    counted = counted + to.since(*from);
                    let at = format!("{} {run} {from}: {pause:?}", scenario.metadata.id);
                    let now = standing_at(&session, *from);
                    assert!(first.moved.may(&scenario, &now), "{at}");
                    if let Move::Start(_, _, action) = first.moved {
                        let listed = &scenario.actions[action.0].listed;
                        assert!(listed.holds(now.world), "{at}");
                    }
                }
                assert!(pause.cost <= counted || pause.why.is_some(), "{pause:?}");
            }
        }
    }
}

#[test]
fn pauses_before_the_same_step_are_told_as_one() {
    let session = played(&[
        (0, "ack"),
        (300, "df -h"),
        (600, "df -h"),
        (1800, "rm -f /var/log/app/debug.log"),
        (2400, "resolved"),
    ]);
    let regret = Regret::of(&session);
    let scene = Scene::new(&session, session.state().now).with_regret(Some(&regret));
    let told = sheets(&scene).regret;
    assert_eq!(told.steps.len(), 1, "{told:?}");
    let line = told.lines().join("\n");
    assert!(
        line.contains(
            "T+00:00 to T+05:00, T+05:10 to T+10:00 and T+10:10 to T+30:00 nothing new was begun, \
             and that cost 29 min 40 s in all"
        ),
        "{line}"
    );
}

#[test]
fn who_waits_because_the_coach_says_so_lost_nothing_by_it() {
    let folder = scenarios::shipped();
    let folder = folder.iter().find(|it| it.ends_with("tutorial")).unwrap();
    let scenario = scenarios::load(&folder.join("scenario.toml"));
    let script = |wait: &str| {
        let steps = [
            ("00:40", "ack"),
            ("00:45", "page dev"),
            ("04:00", "settings rollback 41"),
            ("05:00", wait),
            ("10:00", "settings diff 41 42"),
        ];
        let steps = steps.map(|(at, line)| format!("[[step]]\nat = \"{at}\"\ndo = \"{line}\"\n"));
        let head = "scenario = \"tutorial\"\nabout = \"a\"\nseed = 7\nstress = \"normal\"\n";
        let source = format!("{head}{}", steps.concat());
        let script = file::load(&source, Some(&scenario)).script.unwrap();
        Regret::of(&script::play(&scenario, &script).session)
    };
    let regret = script("wait");
    let pauses = || regret.steps.iter().flat_map(|it| &it.pauses);
    // Settings 41 are back at T+05:00; an order comes in a minute later.
    let within = pauses()
        .filter(|(from, to)| *from < Elapsed::from_secs(360) && *to > Elapsed::from_secs(300));
    assert_eq!(within.count(), 0, "{regret:?}");
    let after = pauses().find(|(from, _)| *from == Elapsed::from_secs(360));
    assert!(after.is_some(), "{regret:?}");
}

#[test]
fn a_step_that_stops_what_hurts_users_is_not_called_costly_for_its_own_time() {
    for folder in scenarios::shipped() {
        let scenario = scenarios::load(&folder.join("scenario.toml"));
        for run in ["good", "clumsy"] {
            let session = golden(&scenario, &folder, run);
            let regret = Regret::of(&session);
            let scene = Scene::new(&session, session.state().now).with_regret(Some(&regret));
            let told = sheets(&scene).regret.lines().join("\n");
            assert!(!told.contains("This stops the construct"), "{told}");
        }
    }
}

#[test]
fn what_leaves_the_harm_chart_is_marked_and_the_mark_is_explained() {
    let folders = scenarios::shipped();
    let folder = folders.iter().find(|it| it.ends_with("gitlab-2017"));
    let folder = folder.unwrap();
    let scenario = scenarios::load(&folder.join("scenario.toml"));
    let real = golden(&scenario, folder, "history");
    let real = Course::of(&scenario, &real.state().past, real.state().now);
    let session = golden(&scenario, folder, "good");
    let scene = Scene::new(&session, session.state().now).with_real(Some(&real));
    let mut screen = DebriefScreen::default();
    let area = Rect::new(0, 0, 120, 60);
    let mut pages = String::new();
    screen.arrange(&scene, &Prompt::default(), area.as_size());
    // The third section begins with the chart.
    screen.obey(Some(&scene), Intent::Pane(2));
    screen.arrange(&scene, &Prompt::default(), area.as_size());
    let mut buffer = Buffer::empty(area);
    screen.paint(&Prompt::default(), None, area, &mut buffer);
    for row in area.rows() {
        let cells = row.positions().map(|at| buffer[at].symbol());
        pages.extend(cells);
        pages.push('\n');
    }
    let marks = pages.lines().filter(|it| it.contains('^'));
    assert_eq!(marks.count(), 2, "{pages}");
    assert!(
        pages.contains("^ goes on beyond the top of the chart"),
        "{pages}"
    );
    assert!(
        pages.contains("harm points\n") || pages.contains("harm points "),
        "{pages}"
    );
    // A reader without a legend sees of each number what it counts.
    let told = sheets(&scene).harm.lines().join("\n");
    assert!(
        told.contains("harm points in all (under 1 % of the real course)"),
        "{told}"
    );
    assert!(told.contains("1.62 million harm points in all"), "{told}");
}
