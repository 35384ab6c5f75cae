//! The command line: the composition root. Each subcommand is a file; here they are put together.

mod args;
mod check;
mod config;
mod debrief;
mod desk;
mod doctor;
mod explain;
mod export;
mod history;
mod list;
mod new;
mod out;
mod play;
mod replay;
mod run;
mod saved;
mod schema;
mod score;
mod settings;
mod show;
mod simulate;
mod spin;

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};

use crate::library::Library;
use clap::ArgMatches;

use args::{Cli, Cmd, Common};
use out::{Code, Failure, Outcome};
use settings::Settings;

/// Runs what the command line asks for.
#[must_use]
pub fn main() -> ExitCode {
    // It lives as long as the process: to free it would hold up the first frame.
    let command = Box::leak(Box::new(Cli::command()));
    let matches = match command.try_get_matches_from_mut(std::env::args_os()) {
        Ok(matches) => matches,
        Err(error) => return usage(&error),
    };
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    match settle(cli, &matches).and_then(dispatch) {
        Ok(code) => code.into(),
        Err(failure) => failure.report().into(),
    }
}

/// Puts in what the environment and the config file say, and tells what is wrong with it.
fn settle(mut cli: Cli, matches: &ArgMatches) -> Result<Cli, Failure> {
    let common = &mut cli.common;
    let mut settings = Settings::resolve(matches, common.config.as_deref())?;
    out::choose_colour(settings.color());
    if matches!(cli.command, Some(Cmd::Config(_) | Cmd::Doctor)) {
        settings.check_themes();
    }
    for complaint in &settings.complaints {
        out::say(complaint.picture(out::is_coloured()).trim_end());
    }
    settings.remarks.iter().for_each(|it| out::say(it));
    common.library = settings.library();
    common.data_dir = settings.data_dir();
    common.settings = settings;
    Ok(cli)
}

/// Help and version are answers; everything else clap complains about is wrong usage.
fn usage(error: &clap::Error) -> ExitCode {
    // `--help | head` closes the pipe early; that is not worth a word.
    let _ = error.print();
    if error.use_stderr() {
        Code::Usage.into()
    } else {
        Code::Fine.into()
    }
}

fn dispatch(cli: Cli) -> Outcome {
    let common = cli.common;
    let library = || open_library(&common);
    match cli.command {
        None => play::home(&library()?, &common),
        Some(Cmd::Play(args)) => play::play(&args, &library()?, &common),
        Some(Cmd::Tutorial(args)) => play::tutorial(&args, &library()?, &common),
        Some(Cmd::Resume(args)) => play::resume(&args, &library()?, &common),
        Some(Cmd::Spin(args)) => spin::spin(&args, &library()?, &common),
        Some(Cmd::List(args)) => list::list(&args, &library()?, &common),
        Some(Cmd::Show(args)) => show::show(&args, &library()?, &common),
        Some(Cmd::Check(args)) => check::check(&args),
        Some(Cmd::New(args)) => new::new(&args),
        Some(Cmd::Run(args)) => run::run(&args, &library()?),
        Some(Cmd::Simulate(args)) => simulate::simulate(&args, &library()?),
        Some(Cmd::History(args)) => history::history(&args, &library()?, &common),
        Some(Cmd::Stats(args)) => history::stats(&args, &library()?, &common),
        Some(Cmd::Replay(args)) => replay::replay(&args, &library()?, &common),
        Some(Cmd::Score(args)) => score::score(&args, &library()?, &common),
        Some(Cmd::Debrief(args)) => debrief::debrief(&args, &library()?, &common),
        Some(Cmd::Export(args)) => export::export(&args, &common),
        Some(Cmd::Config(args)) => config::config(&args, &common),
        Some(Cmd::Schema(args)) => schema::schema(&args),
        Some(Cmd::Completions(args)) => schema::completions(&args, &mut Cli::command()),
        Some(Cmd::Man) => schema::man(Cli::command()),
        Some(Cmd::Doctor) => doctor::doctor(&library()?, &common),
    }
}

fn open_library(common: &Common) -> Result<Library, Failure> {
    Library::open(common.library.iter().cloned()).map_err(|error| {
        Failure::new(error).hint("--library names a folder that holds folders with a scenario.toml")
    })
}
