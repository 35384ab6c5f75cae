//! Settings from options, the environment and a file; the file's mistakes; what `config` says.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::path::PathBuf;
use std::process::Output;

use tempfile::TempDir;

use super::{data, fine, misfortune, text};

fn file(data: &TempDir, content: &str) -> PathBuf {
    let folder = data.path().join("config/misfortune");
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("config.toml");
    fs::write(&file, content).unwrap();
    file
}

/// The line of `config` about a key.
fn line(out: &str, key: &str) -> String {
    let found = out.lines().find(|it| it.starts_with(&format!("{key} ")));
    let words: Vec<&str> = found.unwrap_or_default().split_whitespace().collect();
    words.join(" ")
}

fn said(output: &Output) -> (String, String, Option<i32>) {
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    (out, err, output.status.code())
}

#[test]
fn an_option_goes_before_the_environment_before_the_file_before_the_default() {
    let data = data();
    file(
        &data,
        "stress = \"calm\"\ntheme = \"light\"\nbell = false\n",
    );
    let run = |args: &[&str], vars: &[(&str, &str)]| {
        let mut command = misfortune(&data);
        command.args(args).arg("config").envs(vars.iter().copied());
        let (out, err, code) = said(&command.output().unwrap());
        assert_eq!((err.as_str(), code), ("", Some(0)));
        out
    };
    let out = run(&[], &[]);
    assert_eq!(line(&out, "theme"), "theme = \"light\" # file");
    assert_eq!(line(&out, "bell"), "bell = false # file");
    assert_eq!(line(&out, "mouse"), "mouse = true # default");
    let theme = ("MISFORTUNE_THEME", "mono");
    let out = run(&[], &[theme, ("MISFORTUNE_BELL", "yes")]);
    assert_eq!(line(&out, "theme"), "theme = \"mono\" # MISFORTUNE_THEME");
    assert_eq!(line(&out, "bell"), "bell = true # MISFORTUNE_BELL");
    let vars = [
        theme,
        ("MISFORTUNE_BELL", "yes"),
        ("MISFORTUNE_GLYPHS", "unicode"),
    ];
    let out = run(&["--theme", "dark", "--no-bell", "--ascii"], &vars);
    assert_eq!(line(&out, "theme"), "theme = \"dark\" # --theme");
    assert_eq!(line(&out, "bell"), "bell = false # --bell");
    assert_eq!(line(&out, "glyphs"), "glyphs = \"ascii\" # --glyphs");
    assert_eq!(line(&out, "stress"), "stress = \"calm\" # file");
    let out = run(
        &["--stress", "real", "--reduced-motion=false"],
        &[("NO_MOTION", "1")],
    );
    assert_eq!(line(&out, "stress"), "stress = \"real\" # --stress");
    assert_eq!(
        line(&out, "reduced-motion"),
        "reduced-motion = false # --reduced-motion"
    );
}

#[test]
fn what_config_prints_is_a_config_file() {
    let data = data();
    let printed = fine(&data, &["--theme", "dark", "config"]);
    let again = file(&data, &printed);
    let out = fine(&data, &["config", "--config", &again.display().to_string()]);
    assert_eq!(line(&out, "theme"), "theme = \"dark\" # file");
    assert_eq!(line(&out, "name"), "name = \"\" # file");
    let default = fine(&data, &["config", "--default"]);
    file(&data, &default);
    let out = fine(&data, &["config"]);
    assert!(
        out.contains("# default") && !out.contains("# file"),
        "{out}"
    );
}

#[test]
fn every_mistake_in_the_file_is_told_and_the_rest_applies() {
    let data = data();
    let path = file(
        &data,
        "colr = \"never\"\nbell = 3\nmouse = false\ntheme = \"drak\"\n",
    );
    let output = misfortune(&data).arg("config").output().unwrap();
    let (out, err, code) = said(&output);
    assert_eq!(code, Some(1));
    assert_eq!(line(&out, "mouse"), "mouse = false # file");
    for word in [
        "unknown key `colr`",
        "did you mean `color`?",
        "`bell` wants true or false, not a whole number",
        "`theme` cannot be `drak`",
        "did you mean `dark`?",
        &format!("{}:2:8", path.display()),
    ] {
        assert!(err.contains(word), "{word} in {err}");
    }
    // A wrong file stops nothing else.
    let output = misfortune(&data).args(["list"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).contains("gitlab-2017"));
}

#[test]
fn a_named_file_that_is_not_there_is_said_and_an_usual_one_is_not_missed() {
    let data = data();
    fine(&data, &["list"]);
    let output = misfortune(&data)
        .args(["--config", "nowhere.toml", "list"])
        .output()
        .unwrap();
    let (_, err, code) = said(&output);
    assert_eq!(code, Some(1));
    assert!(err.contains("cannot read nowhere.toml"), "{err}");
    assert!(err.contains("misfortune config --default"), "{err}");
}

#[test]
fn folders_in_the_file_are_its_own_folders() {
    let data = data();
    let file = file(&data, "library = [\"outages\"]\ndata-dir = \"kept\"\n");
    let folder = file.parent().unwrap().join("outages/labels-2023");
    fs::create_dir_all(&folder).unwrap();
    let scenario = include_str!("../fixtures/scenarios/valid/labels-2023.toml");
    fs::write(folder.join("scenario.toml"), scenario).unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_misfortune"));
    command
        .env_remove("MISFORTUNE_LIBRARY")
        .env_remove("MISFORTUNE_DATA_DIR")
        .env("XDG_CONFIG_HOME", data.path().join("config"))
        .arg("doctor");
    let (out, err, _) = said(&command.output().unwrap());
    let kept = file.parent().unwrap().join("kept");
    assert!(out.contains(&kept.display().to_string()), "{out}{err}");
    let listed = fine(&data, &["list"]);
    assert!(listed.contains("labels-2023"), "{listed}");
}

#[test]
fn themes_of_ones_own_are_listed_with_their_files_and_checked() {
    let data = data();
    let themes = file(&data, "").parent().unwrap().join("themes");
    fs::create_dir_all(&themes).unwrap();
    fs::write(
        themes.join("mine.toml"),
        "base = \"dark\"\ntext = \"gren\"\n",
    )
    .unwrap();
    let output = misfortune(&data).arg("doctor").output().unwrap();
    let (out, err, code) = said(&output);
    let path = themes.join("mine.toml").display().to_string();
    let is_listed = |line: &str| line.starts_with("theme") && line.contains(&path);
    assert!(out.lines().any(is_listed), "{out}");
    assert!(out.contains("blue-orange"), "{out}");
    assert!(err.contains("did you mean `green`?"), "{err}");
    assert_eq!(code, Some(1));
}

#[test]
fn lines_can_be_the_rule_and_stress_a_habit() {
    let data = data();
    file(&data, "line = true\nstress = \"untimed\"\nname = \"Ana\"\n");
    let mut command = misfortune(&data);
    command.args(["play", "gitlab-2017", "--seed", "1"]);
    let (_, err, code) = said(&command.output().unwrap());
    assert_eq!(code, Some(0), "{err}");
    let out = fine(&data, &["export"]);
    let head = out.lines().next().unwrap_or_default();
    assert!(
        head.contains("\"untimed\"") && head.contains("\"Ana\""),
        "{head}"
    );
}
