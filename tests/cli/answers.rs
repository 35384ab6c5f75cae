//! Answers, wrong usage, pipes that close, and that nothing spoils.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::Stdio;

use super::{data, fine, misfortune, run, scenarios, text};

#[test]
fn help_is_an_answer_and_a_typo_is_wrong_usage() {
    let data = data();
    let help = fine(&data, &["--help"]);
    for word in [
        "Examples:",
        "Exit codes:",
        "spin",
        "play",
        "resume",
        "debrief",
        "check",
    ] {
        assert!(help.contains(word), "{word}");
    }
    assert!(help.lines().all(|line| line.chars().count() <= 100));
    let typo = run(&data, &["chekc"]);
    assert_eq!(typo.status.code(), Some(2));
    assert!(text(&typo.stderr).contains("unrecognized subcommand"));
}

#[test]
fn a_reader_that_goes_away_does_no_harm() {
    let data = data();
    for args in [
        &["list"][..],
        &["schema"],
        &["--help"],
        &["check", "--no-prove"],
        &["man"],
    ] {
        let mut child = misfortune(&data)
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it runs");
        let mut first = String::new();
        let mut out = BufReader::with_capacity(16, child.stdout.take().expect("a pipe"));
        out.read_line(&mut first).expect("a line");
        drop(out);
        let mut complaints = String::new();
        let mut err = child.stderr.take().expect("a pipe");
        err.read_to_string(&mut complaints).expect("text");
        let status = child.wait().expect("it ends");
        assert!(status.success(), "{args:?}: {complaints}");
        assert_eq!(complaints, "", "{args:?}");
    }
}

#[test]
fn the_same_seed_picks_the_same_scenario_and_a_pipe_gets_only_the_id() {
    let data = data();
    let first = fine(&data, &["spin", "--seed", "11"]);
    assert_eq!(first, fine(&data, &["spin", "--seed", "11"]));
    assert_eq!(first.lines().count(), 1);
    let listed = fine(&data, &["list"]);
    assert!(listed.contains(first.trim()));
    let none = run(&data, &["spin", "--tag", "no-such-tag"]);
    assert_eq!(none.status.code(), Some(1));
    assert!(text(&none.stderr).contains("there are:"));
}

#[test]
fn lists_and_previews_never_spoil() {
    let data = data();
    for folder in scenarios::shipped() {
        let scenario = scenarios::load(&folder.join("scenario.toml"));
        let id = scenario.metadata.id.as_str();
        let seen = [
            fine(&data, &["list"]),
            fine(&data, &["list", "--format", "json"]),
            fine(&data, &["show", id]),
            fine(&data, &["spin", "--odds"]),
        ]
        .join("\n");
        let whys = scenario
            .actions
            .iter()
            .flat_map(|it| &it.results)
            .filter_map(|it| it.why.as_ref());
        let secrets = scenario
            .facts
            .iter()
            .map(|it| it.id.as_str())
            .chain(scenario.facts.iter().map(|it| it.about.as_str()))
            .chain(whys.map(String::as_str))
            .chain(scenario.hints.iter().map(|it| it.text.as_str()))
            .chain(scenario.lessons.iter().map(|it| it.text.as_str()))
            .chain(scenario.history.timeline.iter().map(|it| it.text.as_str()))
            .chain(scenario.questions.iter().map(|it| it.answer.as_str()))
            .chain([scenario.history.cause.as_str()]);
        for secret in secrets.filter(|it| !it.is_empty()) {
            assert!(!seen.contains(secret), "{id}: {secret}");
        }
    }
}

#[test]
fn an_id_that_is_nearly_right_gets_a_suggestion() {
    let data = data();
    let near = run(&data, &["show", "gitlab-2107"]);
    assert_eq!(near.status.code(), Some(1));
    assert!(
        text(&near.stderr).contains("gitlab-2017"),
        "{}",
        text(&near.stderr)
    );
}

#[test]
fn what_other_programs_read_about_this_one_is_well_formed() {
    let data = data();
    let schema: serde_json::Value = serde_json::from_str(&fine(&data, &["schema"])).expect("JSON");
    assert!(schema["properties"]["metadata"].is_object());
    assert!(fine(&data, &["completions", "bash"]).contains("misfortune"));
    assert!(fine(&data, &["man"]).starts_with(".ie") || fine(&data, &["man"]).contains(".TH"));
    let doctor = fine(&data, &["doctor"]);
    let folder = data.path().display().to_string();
    assert!(
        doctor.contains(&folder) && doctor.contains("playable"),
        "{doctor}"
    );
}

#[test]
fn nothing_is_written_where_it_runs() {
    let data = data();
    let elsewhere = tempfile::tempdir().expect("a folder");
    let mut command = misfortune(&data);
    command.current_dir(elsewhere.path()).args(["list"]);
    assert!(command.output().expect("it runs").status.success());
    let count = |path: &Path| fs::read_dir(path).expect("a folder").count();
    assert_eq!(count(elsewhere.path()), 0);
}
