//! The command line as users and scripts meet it: answers, exit codes, closed pipes, no spoilers.

#[path = "support/scenarios.rs"]
mod scenarios;
#[path = "cli/settings.rs"]
mod settings;

#[path = "cli/answers.rs"]
mod answers;
#[path = "cli/checking.rs"]
mod checking;
#[path = "cli/journals.rs"]
mod journals;
#[path = "cli/playing.rs"]
mod playing;

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
        .env_remove("NO_MOTION")
        .env("XDG_CONFIG_HOME", data.path().join("config"))
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

/// What a command that is refused says.
fn refused(data: &TempDir, args: &[&str]) -> String {
    let output = run(data, args);
    assert_eq!(output.status.code(), Some(1), "{args:?}");
    text(&output.stderr)
}
