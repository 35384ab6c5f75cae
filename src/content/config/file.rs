//! The shape of the config file, as serde reads it. What is said about a key here is what the
//! settings screen and the file's own comments say of it.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::content::spanned::Sp;

/// Settings. Every key is also an option, and an option goes before the file.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Config {
    /// The colours: `auto` asks the terminal whether its ground is dark or light; else a theme by
    /// name, one that ships or one of yours.
    #[schemars(length(min = 1, max = 64))]
    pub theme: Option<Sp<String>>,
    /// When there are colours; `auto` respects `NO_COLOR` and pipes.
    pub color: Option<When>,
    /// The glyphs that draw lines, bars and the wheel; `auto` draws in ASCII where the locale is
    /// not UTF-8.
    pub glyphs: Option<Glyphs>,
    /// Nothing moves that does not have to.
    pub reduced_motion: Option<bool>,
    /// The mouse clicks and scrolls; without it the terminal selects text as usual.
    pub mouse: Option<bool>,
    /// The terminal's bell rings when you are paged.
    pub bell: Option<bool>,
    /// A desktop notification says so, too, in terminals that can.
    pub notify: Option<bool>,
    /// Your name, for the roster and the debrief; without one, your role's.
    #[schemars(length(max = 16))]
    pub name: Option<String>,
    /// How hard time presses in what you begin to play.
    pub stress: Option<Stress>,
    /// Play as plain lines instead of screens.
    pub line: Option<bool>,
    /// Folders of scenarios, searched before the built-in ones; from this file's folder, or `~/`.
    #[schemars(length(max = 100))]
    pub library: Option<Vec<String>>,
    /// Where sessions are kept; from this file's folder, or `~/`.
    #[schemars(length(min = 1, max = 4000))]
    pub data_dir: Option<String>,
}

/// When there are colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum When {
    /// In a terminal that wants them.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Which glyphs there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Glyphs {
    /// As the locale allows.
    Auto,
    /// Lines, blocks and braille.
    Unicode,
    /// ASCII only.
    Ascii,
}

/// How hard time presses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Stress {
    /// The clock moves only when you act or wait.
    Untimed,
    /// Half the scenario's pace.
    Calm,
    /// The scenario's pace.
    Normal,
    /// One incident second a second.
    Real,
}
