//! The settings, as a screen and `misfortune config` tell them.

use crate::content::config::{Kind, Setting, Value};

/// Where a value comes from, the strongest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Changed on the settings screen, and not written.
    Here,
    /// An option.
    Option,
    /// The environment.
    Var,
    /// The config file.
    File,
    /// Nobody set it.
    Default,
}

/// All settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// One each.
    pub entries: Vec<Entry>,
    /// The file they are written to; empty if there is nowhere.
    pub file: String,
}

/// A setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub setting: Setting,
    /// What it is set to.
    pub value: Value,
    /// That in words.
    pub shown: String,
    /// Where that comes from.
    pub origin: String,
    /// What it is for.
    pub about: String,
    /// What it can be changed to, in turn; empty if it is not chosen from a list.
    pub choices: Vec<Value>,
    /// How it is changed, or what there is to choose from.
    pub how: String,
}

/// Where a value comes from that was changed on the screen.
const UNWRITTEN: &str = "changed, not written";

impl Entry {
    /// Whether it was changed and is not in the file.
    #[must_use]
    pub fn is_unwritten(&self) -> bool {
        self.origin == UNWRITTEN
    }
}

/// Said to who leaves the settings with so many of them changed and not written.
#[must_use]
pub fn unwritten(n_settings: usize) -> String {
    let counted = super::words::counted(n_settings, "setting holds", "settings hold");
    format!("{counted} until you leave the program: `w` in the settings writes the file")
}

/// A setting with what it is set to and why.
#[must_use]
pub fn entry(setting: Setting, value: &Value, origin: &Origin, themes: &[String]) -> Entry {
    let key = setting.key();
    let text = |it: &str| Value::Text(it.to_owned());
    let choices: Vec<Value> = match setting.kind() {
        Kind::Theme => {
            let all = std::iter::once("auto").chain(themes.iter().map(String::as_str));
            all.map(text).collect()
        }
        Kind::Words(words) => words.iter().map(|it| text(it)).collect(),
        Kind::Flag => vec![Value::Flag(true), Value::Flag(false)],
        Kind::Text | Kind::Folder | Kind::Folders => Vec::new(),
    };
    let how = match setting.kind() {
        Kind::Text => "Enter types it; an empty line takes it away.".to_owned(),
        Kind::Folder | Kind::Folders => {
            format!("Not changed here: `{key} = ...` in the file, or --{key} DIR.")
        }
        Kind::Theme | Kind::Words(_) | Kind::Flag => {
            let word = |it: &Value| {
                let word = shown(it);
                if it == value {
                    format!("[{word}]")
                } else {
                    format!(" {word} ")
                }
            };
            let words: Vec<String> = choices.iter().map(word).collect();
            words.join(" ").trim_end().to_owned()
        }
    };
    Entry {
        setting,
        value: value.clone(),
        shown: shown(value),
        origin: from(setting, origin),
        about: setting.about(),
        choices,
        how,
    }
}

/// A value in words.
#[must_use]
pub fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) if text.is_empty() => "-".to_owned(),
        Value::Text(text) => super::words::clean(text),
        Value::Flag(true) => "yes".to_owned(),
        Value::Flag(false) => "no".to_owned(),
        Value::List(all) if all.is_empty() => "-".to_owned(),
        Value::List(all) => super::words::clean(&all.join(", ")),
    }
}

/// Where a value comes from, in words.
#[must_use]
pub fn from(setting: Setting, origin: &Origin) -> String {
    match origin {
        Origin::Here => UNWRITTEN.to_owned(),
        Origin::Option => format!("--{}", setting.key()),
        Origin::Var => setting.var().to_owned(),
        Origin::File => "file".to_owned(),
        Origin::Default => "default".to_owned(),
    }
}

/// Over the settings.
pub const TITLE: &str = "Settings";
/// In the menu of the home screen.
pub const MENU: &str = "Settings";
/// There is nothing to write.
pub const NOTHING_TO_WRITE: &str = "nothing was changed here, so nothing is written";
/// There is nowhere to write to.
pub const NOWHERE: &str = "there is no home folder to write to: start with --config FILE";
/// The file has to be mended by hand first.
pub const MEND_FIRST: &str = "the file is no TOML: `misfortune config` shows where; mend it first";
/// The words of the sample, with a place for each role.
pub const SAMPLE: [&str; 8] = [
    "heading", "text", "muted", "CRITICAL", "WARNING", "fine", "a name", "selected",
];

/// The file was written.
#[must_use]
pub fn written(file: &str) -> String {
    format!("written: {file}")
}

/// The file could not be written.
#[must_use]
pub fn not_written(file: &str, why: &str) -> String {
    format!("{file} cannot be written: {why}")
}

/// Something is wrong with the config file or a theme, for one line of a screen.
#[must_use]
pub fn mistakes(n: usize, file: &str) -> String {
    let counted = super::words::counted(n, "mistake", "mistakes");
    format!("{counted} in {file}: `misfortune config` shows them; the rest applies")
}

/// There is no theme of that name.
#[must_use]
pub fn no_theme(name: &str, near: Option<&str>) -> String {
    let name = super::words::clean(name);
    match near {
        Some(near) => format!("there is no theme `{name}`: did you mean `{near}`? `auto` is shown"),
        None => {
            format!("there is no theme `{name}`: `misfortune doctor` lists them; `auto` is shown")
        }
    }
}
