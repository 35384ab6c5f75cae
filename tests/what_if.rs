//! What would have been: the same commands, one of them changed.

#[path = "support/scenarios.rs"]
mod scenarios;

use std::fs;
use std::process::Command as Program;

use misfortune::content::script as file;
use misfortune::engine::command::{Command, Rejection};
use misfortune::engine::counterfactual::{Change, Counterfactual, Step, counterfactual, steps};
use misfortune::engine::debrief::Debrief;
use misfortune::engine::event::Ending;
use misfortune::engine::score::Dimension;
use misfortune::engine::script;
use misfortune::engine::session::Session;
use misfortune::engine::time::{Elapsed, Span};
use misfortune::view::{Scene, what_if};

fn golden(id: &str, run: &str) -> Session {
    let folder = scenarios::root().join("scenarios").join(id);
    let scenario = scenarios::load(&folder.join("scenario.toml"));
    let path = folder.join("runs").join(format!("{run}.toml"));
    let source = fs::read_to_string(path).expect("a golden run");
    let script = file::load(&source, Some(&scenario)).script;
    script::play(&scenario, &script.expect("it reads")).session
}

/// The first step that is so, changed.
fn changed(session: &Session, change: Change, is: impl Fn(&Command) -> bool) -> Counterfactual {
    let all = steps(session);
    let step = all.iter().find(|step| is(&step.command));
    let number = step.expect("such a step").number;
    counterfactual(session, number, change).expect("it is there")
}

fn does(session: &Session, id: &str) -> impl Fn(&Command) -> bool {
    let wanted = session.scenario().action(id).expect("such an action");
    move |command| matches!(command, Command::Act { action, .. } if *action == wanted)
}

#[test]
fn with_nothing_changed_everything_is_as_it_was() {
    for folder in scenarios::shipped() {
        let id = folder
            .file_name()
            .and_then(|it| it.to_str())
            .expect("a name");
        for run in ["good", "history", "clumsy", "lost"] {
            if !folder.join("runs").join(format!("{run}.toml")).is_file() {
                continue;
            }
            let session = golden(id, run);
            for Step { number, .. } in steps(&session) {
                let same = counterfactual(&session, number, Change::Later(Span(0)));
                let same = same.expect("it is there");
                let told = |it: &Debrief| {
                    let points: Vec<_> = Dimension::ALL.map(|of| it.score.of(of)).into();
                    let ending = it.ending;
                    (
                        ending,
                        points,
                        it.score.total,
                        it.truth,
                        it.harm.clone(),
                        it.steps.clone(),
                    )
                };
                let (played, otherwise) = (told(&same.played), told(&same.otherwise));
                assert_eq!(played, otherwise, "{id} {run} step {number}");
                assert!(
                    same.refused.is_empty() && same.held_up.is_empty(),
                    "{id} {run}"
                );
                if number > 2 {
                    break;
                }
            }
        }
    }
}

#[test]
fn any_step_of_any_golden_run_can_be_left_out_or_moved() {
    for folder in scenarios::shipped() {
        let id = folder
            .file_name()
            .and_then(|it| it.to_str())
            .expect("a name");
        let session = golden(id, "good");
        let minutes = Span::from_mins(7);
        for Step { number, .. } in steps(&session) {
            for change in [
                Change::Without,
                Change::Later(minutes),
                Change::Sooner(minutes),
            ] {
                let it = counterfactual(&session, number, change).expect("it is there");
                let sheet = what_if::sheet(&Scene::new(&session, session.state().now), &it);
                assert_eq!(sheet.rows.len(), 11);
            }
        }
        assert_eq!(counterfactual(&session, 0, Change::Without), None);
        assert_eq!(counterfactual(&session, 1000, Change::Without), None);
    }
}

#[test]
fn the_step_that_helped_users_taken_later_helps_them_later() {
    let session = golden("fastly-2021", "good");
    let later = Change::Later(Span::from_mins(2));
    let it = changed(&session, later, does(&session, "disable-7f31"));
    let [(Some(played), _), (Some(otherwise), _)] = [it.played.truth, it.otherwise.truth] else {
        panic!("{:?} {:?}", it.played.truth, it.otherwise.truth);
    };
    assert_eq!(otherwise.since(played), Span::from_mins(2));
    assert!(it.otherwise.harm.total > it.played.harm.total);
}

#[test]
fn without_the_step_that_helped_users_nobody_is_helped_and_claims_fail() {
    let session = golden("fastly-2021", "good");
    let it = changed(&session, Change::Without, does(&session, "disable-7f31"));
    assert_eq!(it.otherwise.truth, (None, None));
    let (_, ending) = it.otherwise.ending.expect("it ends");
    assert_ne!(ending, Ending::Resolved);
    assert!(it.otherwise.score.total + 50 < it.played.score.total);
}

#[test]
fn what_the_change_makes_impossible_is_told() {
    let session = golden("fastly-2021", "good");
    let it = changed(&session, Change::Without, |it| *it == Command::Acknowledge);
    let (step, at, why) = it.refused.first().expect("a refusal");
    assert_eq!((why, *at), (&Rejection::AcknowledgeFirst, step.at));
    let sheet = what_if::sheet(&Scene::new(&session, session.state().now), &it);
    assert!(
        sheet.notes[0].ends_with("the page still rings"),
        "{:?}",
        sheet.notes
    );
}

#[test]
fn who_has_no_free_hands_does_it_when_they_have() {
    let session = golden("fastly-2021", "good");
    let is_act = |it: &Command| matches!(it, Command::Act { .. });
    let later = changed(&session, Change::Later(Span::from_secs(5)), is_act);
    let (held, until) = later.held_up.first().expect("somebody waits");
    assert!(*until > held.at && *until < held.at + Span::from_mins(5));
}

#[test]
fn the_command_line_numbers_steps_and_changes_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let journal = folder.path().join("play.jsonl");
    let run = |args: &[&str]| {
        Program::new(env!("CARGO_BIN_EXE_misfortune"))
            .args(["--data-dir"])
            .arg(folder.path())
            .args(args)
            .env_remove("MISFORTUNE_LIBRARY")
            .output()
            .expect("it runs")
    };
    let script = scenarios::root().join("scenarios/gitlab-2017/runs/good.toml");
    let (script, journal) = (script.display().to_string(), journal.display().to_string());
    run(&[
        "run",
        "gitlab-2017",
        "--script",
        &script,
        "--journal",
        &journal,
    ]);

    let steps = String::from_utf8(run(&["replay", &journal, "--steps"]).stdout).expect("text");
    assert!(steps.starts_with("  1    T+00:40  ack\n"), "{steps}");
    let without = run(&["replay", &journal, "--without", "1"]);
    let without = String::from_utf8(without.stdout).expect("text");
    assert!(
        without.starts_with("Without step 1, `ack` at T+00:40\n"),
        "{without}"
    );
    assert!(without.contains("\nTotal "), "{without}");
    let moved = run(&["replay", &journal, "--move", "1", "-30s"]);
    let moved = String::from_utf8(moved.stdout).expect("text");
    assert!(
        moved.starts_with("Step 1, `ack`, 30 s sooner than T+00:40\n"),
        "{moved}"
    );
    for (wrong, code) in [
        (["--move", "1", "soon"].as_slice(), 2),
        (&["--move", "1"], 2),
        (&["--without", "999"], 1),
        (&["--without", "1", "--at", "T+01:00"], 2),
    ] {
        let args = [["replay", journal.as_str()].as_slice(), wrong].concat();
        assert_eq!(run(&args).status.code(), Some(code), "{wrong:?}");
    }
}

#[test]
fn time_never_runs_before_the_beginning() {
    let session = golden("gitlab-2017", "good");
    let it = counterfactual(&session, 1, Change::Sooner(Span::from_mins(600)));
    let it = it.expect("it is there");
    assert_eq!(
        it.otherwise.ending.map(|(at, _)| at > Elapsed::ZERO),
        Some(true)
    );
}
