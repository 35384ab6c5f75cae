//! The command line as users and scripts meet it: answers, exit codes, closed pipes, no spoilers.

#[path = "support/scenarios.rs"]
mod scenarios;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// The program with a data folder of its own, as it is in a pipe.
fn misfortune(data: &TempDir) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_misfortune"));
    command
        .arg("--data-dir")
        .arg(data.path())
        .current_dir(data.path())
        .env_remove("MISFORTUNE_LIBRARY")
        .env_remove("MISFORTUNE_DATA_DIR")
        .stdin(Stdio::null());
    command
}

fn data() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn run(data: &TempDir, args: &[&str]) -> Output {
    misfortune(data).args(args).output().expect("it runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

fn fine(data: &TempDir, args: &[&str]) -> String {
    let output = run(data, args);
    assert!(
        output.status.success(),
        "{args:?}: {}",
        text(&output.stderr)
    );
    text(&output.stdout)
}

fn golden(scenario: &str, run: &str) -> String {
    let path = format!("scenarios/{scenario}/runs/{run}.toml");
    scenarios::root().join(path).display().to_string()
}

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
        &["check"],
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
fn a_wrong_file_is_said_with_its_place_and_a_good_one_beside_it_still_plays() {
    let data = data();
    let library = data.path().join("library");
    let broken = library.join("broken");
    fs::create_dir_all(&broken).expect("a folder");
    fs::write(
        broken.join("scenario.toml"),
        "schema = 1\n[metadata]\nid = \"broken\"\ntitel = \"x\"\n",
    )
    .expect("a file");
    let good = library.join("minimal");
    fs::create_dir_all(&good).expect("a folder");
    let minimal = scenarios::root().join("tests/fixtures/scenarios/valid/minimal.toml");
    fs::copy(minimal, good.join("scenario.toml")).expect("a copy");
    let library = library.display().to_string();

    let check = run(&data, &["check", &library]);
    assert_eq!(check.status.code(), Some(1));
    let said = text(&check.stdout);
    assert!(said.contains("broken/scenario.toml:4:1: error["), "{said}");
    assert!(said.contains("did you mean `title`"), "{said}");
    let machine = run(&data, &["check", &library, "--format", "json"]);
    for line in text(&machine.stdout).lines() {
        let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
        assert!(value["message"].is_string(), "{line}");
    }

    let listed = fine(&data, &["list", "--library", &library]);
    assert!(
        listed.contains("minimal") && listed.contains("broken  cannot be played"),
        "{listed}"
    );
    assert!(fine(&data, &["show", "minimal", "--library", &library]).contains("play it"));
    let broken = run(&data, &["show", "broken", "--library", &library]);
    assert_eq!(broken.status.code(), Some(1));
    assert!(text(&broken.stderr).contains("misfortune check"));
}

#[test]
fn a_complaint_is_explained_by_its_code() {
    let data = data();
    let all = fine(&data, &["check", "--explain"]);
    assert!(
        all.lines().any(|line| line == "E0101  unknown key"),
        "{all}"
    );
    let one = fine(&data, &["check", "--explain", "e0101"]);
    assert!(
        one.starts_with("E0101: unknown key\n") && one.contains("\nRight:\n"),
        "{one}"
    );
    let machine = fine(&data, &["check", "--explain", "W0407", "--format", "json"]);
    let machine: serde_json::Value = serde_json::from_str(&machine).expect("JSON");
    assert_eq!(machine["code"], "W0407");
    let slip = run(&data, &["check", "--explain", "W407"]);
    assert_eq!(slip.status.code(), Some(1));
    assert!(text(&slip.stderr).contains("did you mean `W0407`?"));
}

#[test]
fn a_check_with_a_complaint_says_once_where_more_is_told() {
    let data = data();
    let minimal = scenarios::root().join("tests/fixtures/scenarios/valid/minimal.toml");
    let good = fs::read_to_string(minimal).expect("a scenario");
    let bad = good
        .replace("minutes = 10", "minutes = 0")
        .replace("severity = 2", "severity = 9");
    fs::write(data.path().join("good.toml"), good).expect("a file");
    fs::write(data.path().join("bad.toml"), bad).expect("a file");
    let check = |file| text(&run(&data, &["check", file]).stdout);
    assert!(!check("good.toml").contains("--explain"));
    let said = check("bad.toml");
    assert_eq!(said.matches("error[").count(), 2, "{said}");
    assert!(
        said.ends_with("\nmisfortune check --explain E0108 tells more\n"),
        "{said}"
    );
}

#[test]
fn a_new_scenario_checks_plays_to_its_end_and_is_never_written_over() {
    let data = data();
    fs::write(
        data.path().join("t.csv"),
        "time,text,source\n14:05,It breaks.,Post-mortem\n14:40,It is mended.,\n",
    )
    .expect("a file");
    let made = fine(
        &data,
        &["new", "late-2023", "--timeline", "t.csv", "-o", "mine/all"],
    );
    assert!(
        made.starts_with("made mine/all/late-2023: scenario.toml"),
        "{made}"
    );
    let folder = "mine/all/late-2023";
    let check = fine(&data, &["check", folder]);
    assert_eq!(check, "checked 2 files: 0 errors, 0 warnings\n");
    let run = fine(
        &data,
        &[
            "run",
            folder,
            "--script",
            &format!("{folder}/runs/good.toml"),
            "--format",
            "json",
        ],
    );
    let run: serde_json::Value = serde_json::from_str(&run).expect("JSON");
    assert_eq!(run["ended"], "resolved");
    assert!(data.path().join(folder).join("notes.md").is_file());

    let file = data.path().join(folder).join("scenario.toml");
    fs::write(&file, "mine").expect("written");
    let again = refused(&data, &["new", "late-2023", "-o", "mine/all"]);
    assert!(again.contains("is already there"), "{again}");
    assert_eq!(fs::read_to_string(&file).expect("still there"), "mine");

    assert!(refused(&data, &["new", "Late 2023"]).contains("cannot be an id"));
    fs::write(data.path().join("t.csv"), "time,text\nsoon,a\n14:05,\n").expect("a file");
    let said = refused(&data, &["new", "other", "--timeline", "t.csv"]);
    assert!(
        said.contains("t.csv:2: `soon`") && said.contains("t.csv:3: the text"),
        "{said}"
    );
    assert!(!data.path().join("other").exists());
    // Without a folder it is made here.
    assert!(fine(&data, &["new", "here-2024"]).starts_with("made here-2024:"));
}

/// What a command that is refused says.
fn refused(data: &TempDir, args: &[&str]) -> String {
    let output = run(data, args);
    assert_eq!(output.status.code(), Some(1), "{args:?}");
    text(&output.stderr)
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

/// Plays lines in a pipe and gives everything that was told.
fn play(data: &TempDir, args: &[&str], typed: &str) -> String {
    let mut child = misfortune(data)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(typed.as_bytes()).expect("typed");
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
}

#[test]
fn a_whole_incident_can_be_played_in_a_pipe_and_is_kept() {
    let data = data();
    let untimed = [
        "play",
        "fastly-2021",
        "--line",
        "--stress",
        "untimed",
        "--seed",
        "3",
    ];
    let typed = "ack\nsev 1\nfleetctl errors --by pop\nwait 5m\nno such command\n";
    let told = play(&data, &untimed, typed);
    assert!(told.contains("you: took the page"), "{told}");
    assert!(told.contains("POP    09:46"), "{told}");
    assert!(told.contains("misfortune resume 1"), "{told}");
    // The same seed and words give the same journal.
    play(&data, &untimed, typed);
    let first = fine(&data, &["export", "1"]);
    assert_eq!(first, fine(&data, &["export", "2"]));
    // The end of the input is leaving; the session goes on.
    let told = play(
        &data,
        &["resume", "1", "--line"],
        "wait 30m\nwait 24h\nwait 24h\nwait 24h\nwait 24h\n",
    );
    assert!(told.contains("took the page"), "a recap: {told}");
    let listed = fine(&data, &["list"]);
    assert!(listed.contains("fastly-2021"));
}

#[test]
fn a_play_that_is_killed_is_resumed_with_everything_that_was_shown() {
    let data = data();
    for round in 0..5_usize {
        let mut child = misfortune(&data)
            .args([
                "play",
                "newsblur-2021",
                "--line",
                "--stress",
                "untimed",
                "--seed",
                "5",
            ])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it runs");
        let mut stdin = child.stdin.take().expect("a pipe");
        let mut shown = Vec::new();
        writeln!(
            stdin,
            "ack\nsev 1\nmongo --eval 'show dbs'\nwait\nwait\nwait"
        )
        .expect("typed");
        // Killed after as many lines of play as the round says, wherever that is.
        let lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        for line in lines {
            let line = line.expect("text");
            if line.starts_with("T+") && !line.contains("you>") {
                shown.push(line);
            }
            if shown.len() > round * 2 {
                break;
            }
        }
        child.kill().expect("killed");
        child.wait().expect("gone");
        let session = (round + 1).to_string();
        let told = fine(&data, &["replay", &session]);
        for line in &shown {
            assert!(
                told.contains(line.as_str()),
                "{line} was shown and is lost:\n{told}"
            );
        }
        let resumed = play(&data, &["resume", &session, "--line"], "note back again\n");
        assert!(resumed.contains("back again"), "{resumed}");
    }
}

/// Plays lines in a pipe.
fn played(data: &TempDir, args: &[&str], typed: &str) -> String {
    let mut child = misfortune(data)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(typed.as_bytes()).expect("it reads");
    drop(stdin);
    text(&child.wait_with_output().expect("it ends").stdout)
}

#[test]
fn the_last_session_that_is_over_is_debriefed_and_all_are_listed() {
    let data = data();
    assert!(fine(&data, &["history"]).contains("no session yet"));
    let play = ["play", "fastly-2021", "--line", "--stress", "untimed"];
    let over = played(&data, &play, &format!("ack\n{}", "wait 12h\n".repeat(60)));
    assert!(over.contains("play is over"), "{over}");
    let left = played(&data, &play, "ack\n");
    let folder = data.path().display();
    let way_back = format!("`misfortune resume 2 --data-dir {folder}`");
    let left = left.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(left.contains(&way_back), "{left}");

    for command in ["score", "debrief"] {
        let told = run(&data, &[command]);
        assert!(told.status.success(), "{}", text(&told.stderr));
        assert!(text(&told.stderr).contains("session 1, fastly-2021"));
    }
    let listed = fine(&data, &["history", "--format", "json"]);
    let listed: serde_json::Value = serde_json::from_str(&listed).expect("JSON");
    assert_eq!(listed[0]["ending"], "lost");
    assert!(listed[0]["score"].is_u64(), "{listed}");
    assert_eq!(listed[1]["session"], 2);
    assert!(listed[1]["ending"].is_null());
    let table = fine(&data, &["history"]);
    assert!(
        table.contains("lost") && table.contains("not over"),
        "{table}"
    );
}

#[test]
fn the_tutorial_coaches_in_lines_too_and_is_on_no_wheel() {
    let data = data();
    let typed = "ack\nsev 1\ntail shop.log\nstatus\nquit\n";
    let told = play(&data, &["tutorial", "--stress", "untimed"], typed);
    for (step, types) in [(1, "ack"), (2, "sev 1"), (3, "tail shop.log"), (4, "hyp ")] {
        let at = told.find(&format!("coach {step} of "));
        let at = at.unwrap_or_else(|| panic!("step {step}: {told}"));
        assert!(told[at..].contains(&format!("\n  type: {types}")), "{told}");
    }
    // Each step is told once, and no key of the screens is.
    assert_eq!(told.matches("coach 4 of ").count(), 1, "{told}");
    assert!(!told.contains("F8"), "{told}");

    let list = fine(&data, &["list"]);
    let (real, made_up) = list.split_once("Made up").expect("a part of its own");
    assert!(!real.contains("tutorial") && made_up.contains("tutorial"));
    assert!(!fine(&data, &["spin", "--odds"]).contains("tutorial"));
    let listed = fine(&data, &["list", "--format", "json"]);
    let listed: serde_json::Value = serde_json::from_str(&listed).expect("JSON");
    let rows = listed.as_array().expect("rows");
    let fictional = rows.iter().filter(|it| it["fictional"] == true);
    assert_eq!(
        fictional.map(|it| &it["id"]).collect::<Vec<_>>(),
        ["tutorial"]
    );
}
