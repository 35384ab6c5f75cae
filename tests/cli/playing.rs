//! Play in a pipe: kept, resumed after a kill, debriefed.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use tempfile::TempDir;

use super::{data, fine, misfortune, run, text};

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
pub fn played(data: &TempDir, args: &[&str], typed: &str) -> String {
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
    for what_next in [
        "the real course: ",
        "Again: `misfortune play fastly-2021 --seed ",
        "Next: `misfortune play ",
    ] {
        assert!(over.contains(what_next), "{what_next}: {over}");
    }
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

    let csv = fine(&data, &["history", "--format", "csv"]);
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(
        lines[0],
        "session,scenario,started,elapsed_s,ending,score,response,diagnosis,mitigation,safety,\
         communication,follow_through"
    );
    let fields: Vec<&str> = lines[1].split(',').collect();
    assert_eq!(
        (fields[0], fields[1], fields[4]),
        ("1", "fastly-2021", "lost")
    );
    assert!(fields[6].parse::<u8>().is_ok(), "{csv}");
    assert!(
        lines[2].starts_with("2,") && lines[2].ends_with(",,,,,,,,"),
        "{csv}"
    );

    let stats = fine(&data, &["stats"]);
    assert!(stats.contains("2 sessions, 1 over; 1 of "), "{stats}");
    assert!(stats.contains("1 time, best"), "{stats}");
    assert!(stats.contains("never played"), "{stats}");
    let stats: serde_json::Value =
        serde_json::from_str(&fine(&data, &["stats", "--format", "json"])).expect("JSON");
    assert_eq!(stats["best"][0]["scenario"], "fastly-2021");
    assert_eq!(stats["trends"][0]["label"], "Total");
}

#[test]
fn the_tutorial_coaches_in_lines_too_and_is_on_no_wheel() {
    let data = data();
    let typed = "ack\nsev 1\nic me\nstatus\nquit\n";
    let told = play(&data, &["tutorial", "--stress", "untimed"], typed);
    for (step, types) in [(1, "ack"), (2, "sev 1"), (3, "ic me"), (4, "page dev")] {
        let at = told.find(&format!("coach {step} of "));
        let at = at.unwrap_or_else(|| panic!("step {step}: {told}"));
        assert!(told[at..].contains(&format!("\n  type: {types}")), "{told}");
    }
    // Each step is told once, and no key of the screens is.
    assert_eq!(told.matches("coach 4 of ").count(), 1, "{told}");
    assert!(!told.contains("F12"), "{told}");

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
