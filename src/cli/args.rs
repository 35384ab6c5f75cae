//! The command line as clap reads it. Help texts are the manual: short, in the field's words.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::settings::Settings;
use crate::prove::bots::Bot;

/// Game days in the terminal, on outages that really happened.
#[derive(Debug, Parser)]
#[command(name = "misfortune", version, max_term_width = 100)]
#[command(after_help = "\
Examples:
  misfortune tutorial                         five minutes with a coach, to learn it
  misfortune                                  the wheel, your sessions, the library
  misfortune play gitlab-2017                 play that outage
  misfortune play --line --stress untimed     spin, then play as plain lines, clock off
  misfortune spin --tag dns                   spin for a tag; prints the id in a pipe
  misfortune resume                           go on where you left off
  misfortune debrief -o debrief.md            what happened, beside what really happened
  misfortune new my-outage-2024               a scenario of your own, to begin with
  misfortune check my-outage-2024             every mistake in a scenario, at once

Exit codes: 0 fine, 1 yours to fix (the message says how), 2 wrong usage, 70 our bug.")]
pub struct Cli {
    /// What to do; without it, the home screen.
    #[command(subcommand)]
    pub command: Option<Cmd>,

    /// How it is played from the home screen.
    #[command(flatten)]
    pub dials: Dials,

    /// Options for every command.
    #[command(flatten)]
    pub common: Common,
}

/// Options for every command.
#[derive(Debug, Clone, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag somebody gives"
)]
pub struct Common {
    /// A folder of scenarios, searched before the built-in ones; may be given again
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "MISFORTUNE_LIBRARY",
        value_delimiter = ':'
    )]
    pub library: Vec<PathBuf>,

    /// Where sessions are kept
    #[arg(long, global = true, value_name = "DIR", env = "MISFORTUNE_DATA_DIR")]
    pub data_dir: Option<PathBuf>,

    /// The settings' file; `misfortune config` tells what is set and by whom
    #[arg(long, global = true, value_name = "FILE", env = "MISFORTUNE_CONFIG")]
    pub config: Option<PathBuf>,

    /// A theme by name, or `auto`; `misfortune doctor` lists them
    #[arg(long, global = true, value_name = "NAME", env = "MISFORTUNE_THEME", hide_env = true, help_heading = LOOKS)]
    pub theme: Option<String>,

    /// When there are colours; `auto` respects `NO_COLOR` and pipes
    #[arg(long, global = true, value_name = "auto|always|never", env = "MISFORTUNE_COLOR", hide_env = true,
        hide_possible_values = true, help_heading = LOOKS)]
    pub color: Option<Color>,

    /// What draws lines and bars; `auto` is ASCII where the locale is not UTF-8
    #[arg(long, global = true, value_name = "auto|unicode|ascii", env = "MISFORTUNE_GLYPHS", hide_env = true,
        hide_possible_values = true, help_heading = LOOKS)]
    pub glyphs: Option<GlyphSet>,

    /// The same as `--glyphs ascii`
    #[arg(long, global = true, help_heading = LOOKS)]
    pub ascii: bool,

    /// No animations
    #[arg(long, global = true, value_name = "BOOL", hide_possible_values = true, env = "NO_MOTION", hide_env = true, num_args = 0..=1,
        require_equals = true, default_missing_value = "true", help_heading = LOOKS,
        value_parser = clap::builder::FalseyValueParser::new())]
    pub reduced_motion: Option<bool>,

    /// The mouse: clicks and scrolls; `--no-mouse` leaves it to the terminal
    #[arg(long, global = true, value_name = "BOOL", hide_possible_values = true, env = "MISFORTUNE_MOUSE", hide_env = true, num_args = 0..=1,
        require_equals = true, default_missing_value = "true", help_heading = LOOKS,
        value_parser = clap::builder::BoolishValueParser::new())]
    pub mouse: Option<bool>,

    /// The same as `--mouse=false`
    #[arg(long, global = true, hide = true)]
    pub no_mouse: bool,

    /// The terminal's bell, when you are paged; or `--no-bell`
    #[arg(long, global = true, value_name = "BOOL", hide_possible_values = true, env = "MISFORTUNE_BELL", hide_env = true, num_args = 0..=1,
        require_equals = true, default_missing_value = "true", help_heading = LOOKS,
        value_parser = clap::builder::BoolishValueParser::new())]
    pub bell: Option<bool>,

    /// The same as `--bell=false`
    #[arg(long, global = true, hide = true)]
    pub no_bell: bool,

    /// A desktop notification, when you are paged; or `--no-notify`
    #[arg(long, global = true, value_name = "BOOL", hide_possible_values = true, env = "MISFORTUNE_NOTIFY", hide_env = true, num_args = 0..=1,
        require_equals = true, default_missing_value = "true", help_heading = LOOKS,
        value_parser = clap::builder::BoolishValueParser::new())]
    pub notify: Option<bool>,

    /// The same as `--notify=false`
    #[arg(long, global = true, hide = true)]
    pub no_notify: bool,

    /// Your name, for the roster and the debrief
    #[arg(long, global = true, value_name = "NAME", env = "MISFORTUNE_NAME", hide_env = true, help_heading = LOOKS)]
    pub name: Option<String>,

    /// What all of these and the config file come to.
    #[arg(skip)]
    pub settings: Settings,
}

/// Over the options that are settings.
const LOOKS: &str = "Settings (also in the config file)";

/// How it is played.
#[derive(Debug, Clone, Args)]
pub struct Dials {
    /// How hard time presses
    #[arg(
        long,
        value_name = "untimed|calm|normal|real",
        env = "MISFORTUNE_STRESS",
        hide_env = true,
        hide_possible_values = true
    )]
    pub stress: Option<Stress>,
    /// Plain lines instead of a screen
    #[arg(long, value_name = "BOOL", hide_possible_values = true, env = "MISFORTUNE_LINE", hide_env = true, num_args = 0..=1,
        require_equals = true, default_missing_value = "true",
        value_parser = clap::builder::BoolishValueParser::new())]
    pub line: Option<bool>,
}

/// Which glyphs there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum GlyphSet {
    /// As the locale allows.
    Auto,
    /// Lines, blocks and braille.
    Unicode,
    /// ASCII only.
    Ascii,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// In a terminal that wants them.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Cmd {
    /// Spin the wheel; without a terminal, print the id it picks
    Spin(Spin),
    /// Play a scenario: by id, from a file, or whatever the wheel picks
    Play(Play),
    /// Learn it in five minutes: a made-up outage with a coach; the same as `play tutorial`
    Tutorial(Tutorial),
    /// Go on with the last session, or with the one given
    Resume(Resume),
    /// List the scenarios
    List(List),
    /// Tell about a scenario; never spoils
    Show(Show),
    /// Check scenario files: every mistake at once, with its place
    Check(Check),
    /// Write a scenario that checks and can be played, to be changed into your own
    New(New),
    /// Play a script and check what it expects
    Run(Run),
    /// Let bots play: what a scenario pays for doing nothing, for guessing, for silence
    Simulate(Simulate),
    /// The sessions there are: when, how they ended, what they scored
    History(History),
    /// The best of each scenario, trends, and the kinds of failure that were never played
    Stats(Stats),
    /// Tell a session again, event by event
    Replay(Replay),
    /// The score of a session, every point explained
    Score(SessionOut),
    /// The debrief of a session: what happened, beside what really happened
    Debrief(Debrief),
    /// Write a session as JSON lines
    Export(Export),
    /// What is set and where that comes from
    Config(Config),
    /// The JSON Schema of a file format, for editors
    Schema(Schema),
    /// Completions for a shell
    Completions(Completions),
    /// The manual page
    Man,
    /// Where things are kept, and whether they work
    Doctor,
}

/// How hard time presses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Stress {
    /// The clock moves only when you act or wait
    Untimed,
    /// Half the scenario's pace
    Calm,
    /// The scenario's pace, one complication
    Normal,
    /// One incident second a second, two complications
    Real,
}

/// `spin`.
#[derive(Debug, Args)]
pub struct Spin {
    /// The seed of the spin; the same seed picks the same scenario
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Only scenarios with this tag; given again, with all of them
    #[arg(long, value_name = "T")]
    pub tag: Vec<String>,
    /// Print the odds of each scenario instead of spinning
    #[arg(long)]
    pub odds: bool,
}

/// `play`.
#[derive(Debug, Args)]
pub struct Play {
    /// A scenario's id or file; without it the wheel picks
    #[arg(value_name = "ID|PATH")]
    pub scenario: Option<String>,
    /// The seed of all chance
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// How it is played.
    #[command(flatten)]
    pub dials: Dials,
}

/// `tutorial`.
#[derive(Debug, Args)]
pub struct Tutorial {
    /// The seed of all chance
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// How it is played.
    #[command(flatten)]
    pub dials: Dials,
}

/// `resume`.
#[derive(Debug, Args)]
pub struct Resume {
    /// The session's number
    #[arg(value_name = "SESSION")]
    pub session: Option<String>,
    /// Plain lines instead of a screen
    #[arg(long, value_name = "BOOL", hide_possible_values = true, env = "MISFORTUNE_LINE", hide_env = true, num_args = 0..=1,
        require_equals = true, default_missing_value = "true",
        value_parser = clap::builder::BoolishValueParser::new())]
    pub line: Option<bool>,
}

/// `config`.
#[derive(Debug, Args)]
pub struct Config {
    /// Print a commented file that sets nothing, to begin with
    #[arg(long)]
    pub default: bool,
}

/// `schema`.
#[derive(Debug, Args)]
pub struct Schema {
    /// Of which files
    #[arg(value_name = "FILES", default_value = "scenario")]
    pub of: SchemaOf,
}

/// File formats with a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// Scenarios.
    Scenario,
    /// The config file.
    Config,
    /// Themes.
    Theme,
}

/// `list`.
#[derive(Debug, Args)]
pub struct List {
    /// Only scenarios with this tag; given again, with all of them
    #[arg(long, value_name = "T")]
    pub tag: Vec<String>,
    /// How to write it
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: TableFormat,
}

/// Formats of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// For people.
    Table,
    /// For machines.
    Json,
}

/// Formats of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutFormat {
    /// For people.
    Human,
    /// For machines.
    Json,
}

/// `show`.
#[derive(Debug, Args)]
pub struct Show {
    /// The scenario's id or file
    #[arg(value_name = "ID|PATH")]
    pub scenario: String,
}

/// `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Scenario files or folders of them; without any, all of the library
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Read, lint and play only: no proof that it can be won, that all in it can happen, and that
    /// nothing leads into a dead end
    #[arg(long)]
    pub no_prove: bool,
    /// Also give each winning line a row a step
    #[arg(short, long)]
    pub verbose: bool,
    /// How to write it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: OutFormat,
    /// Explain a complaint by its code, with examples; without a code, list them all
    #[arg(
        long,
        value_name = "CODE",
        num_args = 0..=1,
        default_missing_value = "",
        conflicts_with = "paths"
    )]
    pub explain: Option<String>,
}

/// `new`.
#[derive(Debug, Args)]
pub struct New {
    /// The scenario's id, for ever: lower case letters, digits and dashes
    #[arg(value_name = "ID")]
    pub id: String,
    /// What happened when, as CSV: time,text,source, the time as 14:05, 2024-05-01T14:05Z or T+04:10
    #[arg(long, value_name = "FILE.csv")]
    pub timeline: Option<PathBuf>,
    /// The folder to make the scenario's folder in
    #[arg(short, long, value_name = "DIR", default_value = ".")]
    pub output: PathBuf,
}

/// `run`.
#[derive(Debug, Args)]
pub struct Run {
    /// The scenario's id or file
    #[arg(value_name = "ID|PATH")]
    pub scenario: String,
    /// The script to play
    #[arg(long, value_name = "FILE")]
    pub script: PathBuf,
    /// Another seed than the script's
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Write the journal here, as JSON lines
    #[arg(long, value_name = "OUT.jsonl")]
    pub journal: Option<PathBuf>,
    /// How to write it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: OutFormat,
}

/// `simulate`.
#[derive(Debug, Args)]
pub struct Simulate {
    /// Scenarios by id or file; without any, all of the library
    #[arg(value_name = "ID|PATH")]
    pub scenarios: Vec<String>,
    /// The bot, or all of them
    #[arg(long, value_name = "NAME|all", default_value = "all", value_parser = bots())]
    pub bot: String,
    /// Plays of each bot, with the seeds from 1 on
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=1000))]
    pub seeds: u64,
    /// How hard time presses; decides how many complications are dealt
    #[arg(long, value_name = "LEVEL", default_value = "normal")]
    pub stress: Stress,
    /// How to write it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: TallyFormat,
    /// Write it here instead of to the terminal
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

fn bots() -> clap::builder::PossibleValuesParser {
    let words = Bot::ALL.iter().map(|bot| bot.word());
    words.chain(["all"]).collect::<Vec<_>>().into()
}

/// Formats of what bots scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TallyFormat {
    /// For people.
    Human,
    /// For machines.
    Json,
    /// For a page of the documentation.
    Markdown,
}

/// `history`.
#[derive(Debug, Args)]
pub struct History {
    /// How to write it
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: HistoryFormat,
}

/// Formats of the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum HistoryFormat {
    /// For people.
    Table,
    /// For machines.
    Json,
    /// For a spreadsheet: a line a session, a column a dimension.
    Csv,
}

/// `stats`.
#[derive(Debug, Args)]
pub struct Stats {
    /// How to write it
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: TableFormat,
}

/// `replay`.
#[derive(Debug, Args)]
pub struct Replay {
    /// The session's number, or a file that `export` wrote; without it the last session
    #[arg(value_name = "SESSION|FILE")]
    pub session: Option<String>,
    /// Only until then
    #[arg(long, value_name = "T+04:10")]
    pub at: Option<String>,
    /// Number the steps that were taken, for `--without` and `--move`
    #[arg(long, conflicts_with = "at")]
    pub steps: bool,
    /// What would have been without that step; once play is over
    #[arg(long, value_name = "STEP", conflicts_with_all = ["at", "steps"])]
    pub without: Option<usize>,
    /// What would have been with that step so much later, or sooner with a minus
    #[arg(long = "move", num_args = 2, value_names = ["STEP", "+5m|-5m"], allow_hyphen_values = true, conflicts_with_all = ["at", "steps", "without"])]
    pub moved: Option<Vec<String>>,
}

/// `score`.
#[derive(Debug, Args)]
pub struct SessionOut {
    /// The session's number, or a file that `export` wrote; without it the last one that is over
    #[arg(value_name = "SESSION|FILE")]
    pub session: Option<String>,
    /// How to write it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: OutFormat,
}

/// `debrief`.
#[derive(Debug, Args)]
pub struct Debrief {
    /// The session's number, or a file that `export` wrote; without it the last one that is over
    #[arg(value_name = "SESSION|FILE")]
    pub session: Option<String>,
    /// How to write it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: DebriefFormat,
    /// Write it here instead of to the terminal
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Formats of a debrief.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DebriefFormat {
    /// Plain text.
    Text,
    /// Markdown.
    Md,
    /// JSON.
    Json,
}

/// `export`.
#[derive(Debug, Args)]
pub struct Export {
    /// The session's number; without it the last one
    #[arg(value_name = "SESSION")]
    pub session: Option<String>,
    /// Write it here instead of to the terminal
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// `completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    pub shell: clap_complete::Shell,
}
