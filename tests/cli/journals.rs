//! Journals as files: runs, edited or open journals, and a database that is damaged.

use std::fs;

use misfortune::content;
use misfortune::engine::event::{Event, Recorded};
use misfortune::engine::script;
use misfortune::os::clock::WallTime;
use misfortune::store::JournalStore;
use misfortune::store::sqlite::Sqlite;
use tempfile::TempDir;

use super::playing::played;
use super::{data, fine, golden, run, scenarios, text};

#[test]
fn a_run_is_the_same_twice_and_its_journal_can_be_scored_and_debriefed() {
    let data = data();
    let script = golden("fastly-2021", "good");
    for out in ["a.jsonl", "b.jsonl"] {
        fine(
            &data,
            &["run", "fastly-2021", "--script", &script, "--journal", out],
        );
    }
    let read = |name: &str| fs::read(data.path().join(name)).expect("a journal");
    assert_eq!(read("a.jsonl"), read("b.jsonl"));

    let run = fine(
        &data,
        &[
            "run",
            "fastly-2021",
            "--script",
            &script,
            "--format",
            "json",
        ],
    );
    let run: serde_json::Value = serde_json::from_str(&run).expect("JSON");
    let score = fine(&data, &["score", "a.jsonl", "--format", "json"]);
    let score: serde_json::Value = serde_json::from_str(&score).expect("JSON");
    assert_eq!(run["score"], score);
    assert_eq!(run["ended"], "resolved");

    assert!(fine(&data, &["replay", "a.jsonl"]).lines().count() > 50);
    let early = fine(&data, &["replay", "a.jsonl", "--at", "T+02:00"]);
    assert!(
        !early.lines().any(|line| line.starts_with("T+03:")),
        "{early}"
    );
    for format in ["text", "md", "json"] {
        assert!(fine(&data, &["debrief", "a.jsonl", "--format", format]).len() > 2000);
    }
    let told = fine(&data, &["debrief", "a.jsonl", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    let courses = told["harm"]["courses"].as_array().expect("courses");
    let labels: Vec<_> = courses.iter().map(|it| it["label"].as_str()).collect();
    let all = ["here", "the fastest way known", "the real course"];
    assert_eq!(labels, all.map(Some));
    assert!(courses[0]["total"].as_u64() < courses[2]["total"].as_u64());
    fine(&data, &["debrief", "a.jsonl", "-o", "out.txt"]);
    assert!(data.path().join("out.txt").is_file());
}

#[test]
fn an_edited_or_cut_journal_is_refused_with_the_line_and_the_reason() {
    let data = data();
    let script = golden("fastly-2021", "lost");
    fine(
        &data,
        &[
            "run",
            "fastly-2021",
            "--script",
            &script,
            "--journal",
            "j.jsonl",
        ],
    );
    let whole = fs::read_to_string(data.path().join("j.jsonl")).expect("a journal");
    let lines: Vec<&str> = whole.lines().collect();
    let cut = lines[..lines.len() / 2].join("\n");
    let edited = whole.replacen("\"acknowledged\"", "\"acknowledgeD\"", 1);
    for (name, content) in [
        ("cut.jsonl", cut),
        ("edited.jsonl", edited),
        ("empty.jsonl", String::new()),
    ] {
        fs::write(data.path().join(name), content).expect("a file");
        for command in ["score", "replay", "debrief"] {
            let refused = run(&data, &[command, name]);
            assert_eq!(refused.status.code(), Some(1), "{command} {name}");
            assert!(
                text(&refused.stderr).contains("line "),
                "{}",
                text(&refused.stderr)
            );
        }
    }
}

#[test]
fn a_failed_expectation_names_its_line_and_fails_the_run() {
    let data = data();
    let script = "scenario = \"fastly-2021\"\nabout = \"Does nothing.\"\n\n[[step]]\nat = \"01:00\"\nexpect = { phase = \"mitigated\" }\n\n[outcome]\nended = \"resolved\"\n";
    fs::write(data.path().join("s.toml"), script).expect("a file");
    let failed = run(&data, &["run", "fastly-2021", "--script", "s.toml"]);
    assert_eq!(failed.status.code(), Some(1));
    let said = text(&failed.stdout);
    assert!(
        said.contains(
            "s.toml:4:1: error[E0900]: at T+01:00: the phase should be mitigated, and is paging"
        ),
        "{said}"
    );
}

#[test]
fn the_journal_of_an_open_session_is_not_scored() {
    let data = data();
    let script = "scenario = \"fastly-2021\"\nabout = \"Begins.\"\n\n[[step]]\nat = \"01:00\"\ndo = \"ack\"\n\n[outcome]\nended = \"open\"\n";
    fs::write(data.path().join("s.toml"), script).expect("a file");
    fine(
        &data,
        &[
            "run",
            "fastly-2021",
            "--script",
            "s.toml",
            "--journal",
            "j.jsonl",
        ],
    );
    for command in ["score", "debrief"] {
        let refused = run(&data, &[command, "j.jsonl"]);
        assert_eq!(refused.status.code(), Some(1));
        assert!(
            text(&refused.stderr).contains("would spoil"),
            "{}",
            text(&refused.stderr)
        );
    }
}

/// Keeps a play that is over, and whose debrief nobody has seen, as session 1.
fn keep_undebriefed(data: &TempDir) {
    let scenario = scenarios::load(&scenarios::root().join("scenarios/fastly-2021/scenario.toml"));
    let source = fs::read_to_string(golden("fastly-2021", "good")).expect("a golden run");
    let script = content::script::load(&source, Some(&scenario)).script;
    let session = script::play(&scenario, &script.expect("a script")).session;
    let ended = |it: &Recorded| matches!(it.event, Event::Ended { .. });
    let journal = session.journal();
    let n_events = journal.iter().position(ended).expect("it ends") + 1;
    let mut store = Sqlite::open(data.path()).expect("a store");
    let number = store.create(session.head(), WallTime::default());
    let number = number.expect("a session");
    store
        .append(number, 0, &journal[..n_events])
        .expect("a journal");
}

#[test]
fn who_read_the_debrief_outside_finds_no_cause_any_more() {
    for command in ["debrief", "score"] {
        let data = data();
        keep_undebriefed(&data);
        let first = fine(&data, &[command, "1"]);
        let journal = || fine(&data, &["export", "1"]);
        assert_eq!(journal().matches("debriefed").count(), 1, "{command}");
        // Once is enough, and what it tells is the same.
        assert_eq!(fine(&data, &[command, "1"]), first);
        assert_eq!(journal().matches("debriefed").count(), 1, "{command}");
        let told = played(&data, &["resume", "1", "--line"], "cause one-push\nquit\n");
        let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains("it does not count"), "{told}");
    }
}

#[test]
fn an_exported_file_is_read_and_left_as_it_is() {
    let data = data();
    keep_undebriefed(&data);
    fine(&data, &["export", "1", "-o", "j.jsonl"]);
    let before = fs::read(data.path().join("j.jsonl")).expect("a file");
    fine(&data, &["debrief", "j.jsonl"]);
    assert_eq!(
        fs::read(data.path().join("j.jsonl")).expect("a file"),
        before
    );
    assert!(!fine(&data, &["export", "1"]).contains("debriefed"));
}

#[test]
fn a_damaged_database_is_named_and_left_alone() {
    let data = data();
    fine(&data, &["doctor"]);
    let file = fs::read_dir(data.path())
        .expect("a folder")
        .filter_map(|it| Some(it.ok()?.path()))
        .find(|path| path.extension().is_some_and(|it| it == "db"))
        .expect("a database");
    let garbage = vec![7_u8; 8192];
    fs::write(&file, &garbage).expect("written");
    for side in ["-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{side}", file.display()));
    }
    let refused = run(&data, &["export"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains(&file.display().to_string()));
    assert_eq!(fs::read(&file).expect("still there"), garbage);
    // What needs no journal goes on.
    assert!(fine(&data, &["list"]).contains("gitlab-2017"));
}
