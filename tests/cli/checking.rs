//! `check` and `new`: complaints with their place, explanations, and what is proved.

use std::fs;

use super::{data, fine, refused, run, scenarios, text};

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
        let told = value["message"].is_string() || value["proof"].is_object();
        assert!(told && value["file"].is_string(), "{line}");
    }

    let listed = fine(&data, &["list", "--library", &library]);
    assert!(
        listed.contains("minimal") && listed.contains("broken cannot be played"),
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
    let labels = scenarios::root().join("tests/fixtures/scenarios/valid/labels-2023.toml");
    let good = fs::read_to_string(labels).expect("a scenario");
    let bad = good
        .replace("difficulty = ", "difficulty = 1")
        .replace("severity = ", "severity = 9");
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
    assert!(
        check.starts_with("mine/all/late-2023/scenario.toml:\n  par"),
        "{check}"
    );
    let end = "-100)\nchecked 2 files: 0 errors, 0 warnings\n";
    assert!(check.ends_with(end), "{check}");
    // The golden run's points, and between which they are to be.
    let row = |line: &str| line.starts_with("  run         good ") && line.ends_with(" (80-100)");
    assert!(check.lines().any(row), "{check}");
    let machine = fine(&data, &["check", folder, "--format", "json"]);
    let run = machine.lines().last().expect("a line");
    let run: serde_json::Value = serde_json::from_str(run).expect("JSON");
    assert_eq!(run["run"]["bounds"], serde_json::json!([80, 100]), "{run}");
    assert!(run["run"]["score"].as_u64() >= Some(80), "{run}");
    let bare = fine(&data, &["check", folder, "--no-prove"]);
    assert_eq!(bare, "checked 2 files: 0 errors, 0 warnings\n");
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

#[test]
fn what_is_proved_is_told_short_in_full_and_as_data() {
    let data = data();
    let minimal = scenarios::root().join("tests/fixtures/scenarios/valid/minimal.toml");
    let minimal = minimal.display().to_string();
    let short = fine(&data, &["check", &minimal]);
    for part in [
        "  par  ",
        "  line  ",
        "  can happen  all ",
        "  no return  ",
        " ms\n",
    ] {
        assert!(short.contains(part), "{part}: {short}");
    }
    assert!(
        short
            .lines()
            .all(|line| line.starts_with(&minimal) || line.chars().count() <= 98)
    );
    let whole = fine(&data, &["check", &minimal, "-v"]);
    assert!(
        whole
            .lines()
            .any(|line| line == "              T+00:00 ack"),
        "{whole}"
    );
    let machine = fine(&data, &["check", &minimal, "--format", "json"]);
    let told = machine
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"));
    let told: Vec<serde_json::Value> = told.collect();
    let proof = told.iter().find_map(|it| it.get("proof")).expect("a proof");
    assert_eq!(proof["scenario"], "minimal");
    assert_eq!(proof["winnable"], true);
    assert_eq!(proof["pars"][0]["players"], 1);
    assert_eq!(proof["pars"][0]["line"][0]["do"], "ack");
    assert!(proof["pars"][1]["at_ms"].as_u64() <= proof["pars"][0]["at_ms"].as_u64());
    let facts = &proof["can_happen"]["facts"];
    assert_eq!(facts["n"], facts["of"]);
    assert_eq!(facts["never"], serde_json::json!([]));
    for name in [
        "deals",
        "no_return",
        "soft_locks",
        "only_route",
        "expanded",
        "ms",
    ] {
        assert!(proof.get(name).is_some(), "{name}");
    }
}

#[test]
fn a_golden_run_is_not_named_after_what_is_so() {
    let data = data();
    let valid = scenarios::root().join("tests/fixtures/scenarios/valid/minimal.toml");
    let folder = data.path().join("minimal");
    let runs = folder.join("runs");
    fs::create_dir_all(&runs).expect("a folder");
    fs::copy(valid, folder.join("scenario.toml")).expect("a copy");
    let idle = "scenario = \"minimal\"\nabout = \"Nobody does anything.\"\n";
    fs::write(runs.join("before-space_made.toml"), idle).expect("a file");
    let said = text(&run(&data, &["check", "minimal", "--no-prove"]).stdout);
    let line = "before-space_made.toml:1:1: error[E0405]: the name of this file shows";
    assert!(said.contains(line), "{said}");
}
