//! Settings: which there are, the config file that holds them, and changes to it.
//!
//! Invariants: the file is flat; a mistake in one line costs that line only; a change keeps every
//! comment and every line that it is not about.

pub mod file;

use std::fmt::Write as _;

use toml::Spanned;
use toml::de::DeTable;

use super::complaint::structure;
use super::diagnostic::Diagnostic;
use super::{read, schema};
use file::{Glyphs, Stress, When};

/// Everything that can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Setting {
    /// The colours.
    Theme,
    /// When there are colours.
    Color,
    /// Which glyphs there are.
    Glyphs,
    /// Nothing moves that does not have to.
    ReducedMotion,
    /// The mouse.
    Mouse,
    /// The bell.
    Bell,
    /// Desktop notifications.
    Notify,
    /// The player's name.
    Name,
    /// How hard time presses.
    Stress,
    /// Plain lines.
    Line,
    /// Folders of scenarios.
    Library,
    /// Where sessions are kept.
    DataDir,
}

/// What a setting can be set to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The name of a theme, or `auto`.
    Theme,
    /// One of some words.
    Words(&'static [&'static str]),
    /// True or false.
    Flag,
    /// A short text.
    Text,
    /// A folder.
    Folder,
    /// Folders.
    Folders,
}

/// What a setting is set to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A word, a name, a folder; empty for none.
    Text(String),
    /// True or false.
    Flag(bool),
    /// Folders.
    List(Vec<String>),
}

impl Value {
    /// It as TOML.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let quoted = |text: &String| toml::Value::String(text.clone()).to_string();
        match self {
            Self::Text(text) => quoted(text),
            Self::Flag(flag) => flag.to_string(),
            Self::List(all) => {
                let all: Vec<String> = all.iter().map(quoted).collect();
                format!("[{}]", all.join(", "))
            }
        }
    }
}

impl Setting {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 12] = [
        Self::Theme,
        Self::Color,
        Self::Glyphs,
        Self::ReducedMotion,
        Self::Mouse,
        Self::Bell,
        Self::Notify,
        Self::Name,
        Self::Stress,
        Self::Line,
        Self::Library,
        Self::DataDir,
    ];

    /// Its key in the file; its option is the same with `--` before it.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Theme => "theme",
            Self::Color => "color",
            Self::Glyphs => "glyphs",
            Self::ReducedMotion => "reduced-motion",
            Self::Mouse => "mouse",
            Self::Bell => "bell",
            Self::Notify => "notify",
            Self::Name => "name",
            Self::Stress => "stress",
            Self::Line => "line",
            Self::Library => "library",
            Self::DataDir => "data-dir",
        }
    }

    /// The variable of the environment that sets it.
    #[must_use]
    pub const fn var(self) -> &'static str {
        match self {
            Self::Theme => "MISFORTUNE_THEME",
            Self::Color => "MISFORTUNE_COLOR",
            Self::Glyphs => "MISFORTUNE_GLYPHS",
            Self::ReducedMotion => "NO_MOTION",
            Self::Mouse => "MISFORTUNE_MOUSE",
            Self::Bell => "MISFORTUNE_BELL",
            Self::Notify => "MISFORTUNE_NOTIFY",
            Self::Name => "MISFORTUNE_NAME",
            Self::Stress => "MISFORTUNE_STRESS",
            Self::Line => "MISFORTUNE_LINE",
            Self::Library => "MISFORTUNE_LIBRARY",
            Self::DataDir => "MISFORTUNE_DATA_DIR",
        }
    }

    /// What it can be set to.
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::Theme => Kind::Theme,
            Self::Color => Kind::Words(&["auto", "always", "never"]),
            Self::Glyphs => Kind::Words(&["auto", "unicode", "ascii"]),
            Self::Stress => Kind::Words(&["untimed", "calm", "normal", "real"]),
            Self::ReducedMotion | Self::Mouse | Self::Bell | Self::Notify | Self::Line => {
                Kind::Flag
            }
            Self::Name => Kind::Text,
            Self::Library => Kind::Folders,
            Self::DataDir => Kind::Folder,
        }
    }

    /// What it is when nobody sets it.
    #[must_use]
    pub fn default(self) -> Value {
        match self {
            Self::Theme | Self::Color | Self::Glyphs => Value::Text("auto".to_owned()),
            Self::Stress => Value::Text("normal".to_owned()),
            Self::ReducedMotion | Self::Line => Value::Flag(false),
            Self::Mouse | Self::Bell | Self::Notify => Value::Flag(true),
            Self::Name | Self::DataDir => Value::Text(String::new()),
            Self::Library => Value::List(Vec::new()),
        }
    }

    /// What it is for.
    #[must_use]
    pub fn about(self) -> String {
        let about = &schema::config()["properties"][self.key()]["description"];
        about.as_str().unwrap_or_default().replace('\n', " ")
    }
}

/// What came of reading a config file.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// What it sets, as far as it could be read.
    pub values: Vec<(Setting, Value)>,
    /// What is wrong, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a config file; `themes` are the names of those there are.
#[must_use]
pub fn load(source: &str, themes: &[&str]) -> Loaded {
    let read = read::<file::Config>(source, schema::config());
    let mut diagnostics = read.diagnostics;
    let file = read.file.unwrap_or_default();
    let mut theme = file.theme;
    if let Some(it) = &theme
        && !is_theme(it, themes)
    {
        let known: Vec<&str> = std::iter::once("auto")
            .chain(themes.iter().copied())
            .collect();
        diagnostics.push(structure::not_one_of(it.span(), "`theme`", it, &known));
        theme = None;
    }
    let text = |it: Option<String>| it.map(Value::Text);
    let word = |it: Option<&str>| it.map(|it| Value::Text(it.to_owned()));
    let flag = |it: Option<bool>| it.map(Value::Flag);
    let values = [
        (Setting::Theme, text(theme.map(|it| it.get().clone()))),
        (Setting::Color, word(file.color.map(When::word))),
        (Setting::Glyphs, word(file.glyphs.map(Glyphs::word))),
        (Setting::ReducedMotion, flag(file.reduced_motion)),
        (Setting::Mouse, flag(file.mouse)),
        (Setting::Bell, flag(file.bell)),
        (Setting::Notify, flag(file.notify)),
        (Setting::Name, text(file.name)),
        (Setting::Stress, word(file.stress.map(Stress::word))),
        (Setting::Line, flag(file.line)),
        (Setting::Library, file.library.map(Value::List)),
        (Setting::DataDir, text(file.data_dir)),
    ];
    diagnostics.sort_by_key(|it| (it.span.start, it.span.end));
    let values = values.into_iter();
    Loaded {
        values: values
            .filter_map(|(it, value)| Some((it, value?)))
            .collect(),
        diagnostics,
    }
}

/// Whether there is a theme of that name.
#[must_use]
pub fn is_theme(name: &str, themes: &[&str]) -> bool {
    name == "auto" || themes.contains(&name)
}

impl When {
    const fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        }
    }
}

impl Glyphs {
    const fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Unicode => "unicode",
            Self::Ascii => "ascii",
        }
    }
}

impl Stress {
    const fn word(self) -> &'static str {
        match self {
            Self::Untimed => "untimed",
            Self::Calm => "calm",
            Self::Normal => "normal",
            Self::Real => "real",
        }
    }
}

/// A file that sets nothing and says what could be set.
#[must_use]
pub fn default_file() -> String {
    let mut text = "\
#:schema ./config.schema.json
# Settings of Wheel of Misfortune. Every key is also an option, and an option goes before the
# variable in brackets, which goes before this file.
#     misfortune config                                # what is in force, and where it comes from
#     misfortune schema config > config.schema.json    # help and checks in your editor
"
    .to_owned();
    for it in Setting::ALL {
        text.push('\n');
        let about = format!("{} [{}]", it.about(), it.var());
        let options = textwrap::Options::new(96)
            .initial_indent("# ")
            .subsequent_indent("# ")
            .word_separator(textwrap::WordSeparator::AsciiSpace)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        for line in textwrap::wrap(&about, options) {
            let _ = writeln!(text, "{line}");
        }
        if let Kind::Words(words) = it.kind() {
            let _ = writeln!(text, "# One of: {}", words.join(", "));
        }
        let _ = writeln!(text, "# {} = {}", it.key(), it.default().to_toml());
    }
    text
}

/// The file with one more thing set in it: in its place if it was, under its comment if there is
/// one, else at the end. `None` if the file is no TOML, which is the author's to mend first.
#[must_use]
pub fn with(source: &str, setting: Setting, value: &Value) -> Option<String> {
    let key = setting.key();
    let new = value.to_toml();
    let table = DeTable::parse(source).ok()?;
    let held = table.get_ref().get_key_value(key);
    if let Some(span) = held.map(|(_, value)| Spanned::span(value)) {
        return Some(format!(
            "{}{new}{}",
            &source[..span.start],
            &source[span.end..]
        ));
    }
    let line = format!("{key} = {new}\n");
    // What stands after a table's head would be the table's.
    let first_table = source
        .lines()
        .position(|it| it.trim_start().starts_with('['));
    let mut at = 0;
    let mut end_of_top = source.len();
    let mut comment = None;
    for (nth, it) in source.split_inclusive('\n').enumerate() {
        if Some(nth) == first_table {
            end_of_top = at;
            break;
        }
        at += it.len();
        let told = it.trim_start().strip_prefix('#').map(str::trim_start);
        let is_comment = told
            .and_then(|it| it.strip_prefix(key))
            .is_some_and(|rest| rest.trim_start().starts_with('='));
        if is_comment {
            comment = Some(at);
        }
    }
    let at = comment.unwrap_or(end_of_top);
    let (before, after) = source.split_at(at);
    let gap = if before.is_empty() || before.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    Some(format!("{before}{gap}{line}{after}"))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn the_default_file_sets_nothing_and_uncommented_it_sets_the_defaults() {
        let file = default_file();
        let loaded = load(&file, &[]);
        assert_eq!((loaded.values, loaded.diagnostics), (vec![], vec![]));
        let set: Vec<&str> = file
            .lines()
            .filter_map(|line| line.strip_prefix("# "))
            .filter(|line| {
                Setting::ALL
                    .iter()
                    .any(|it| line.starts_with(&format!("{} =", it.key())))
            })
            .filter(|line| *line != "data-dir = \"\"")
            .collect();
        let loaded = load(&set.join("\n"), &[]);
        assert_eq!(loaded.diagnostics, []);
        for (setting, value) in &loaded.values {
            assert_eq!(*value, setting.default(), "{setting:?}");
        }
        assert_eq!(loaded.values.len(), Setting::ALL.len() - 1);
    }

    #[test]
    fn every_key_of_the_file_is_a_setting_with_words_for_it() {
        let keys = schema::config()["properties"].as_object().unwrap().keys();
        let mut keys: Vec<&str> = keys.map(String::as_str).collect();
        let mut settings = Setting::ALL.map(Setting::key);
        keys.sort_unstable();
        settings.sort_unstable();
        assert_eq!(keys, settings);
        assert!(Setting::ALL.iter().all(|it| it.about().len() > 10));
    }

    #[test]
    fn a_change_keeps_every_other_line() {
        let source = "# mine\ntheme = \"dark\" # at night\n\n# bell = true\n# the end";
        let light = with(source, Setting::Theme, &Value::Text("light".into())).unwrap();
        assert_eq!(light, source.replace("dark", "light"));
        let quiet = with(source, Setting::Bell, &Value::Flag(false)).unwrap();
        assert_eq!(
            quiet,
            source.replace("# bell = true\n", "# bell = true\nbell = false\n")
        );
        let more = with(source, Setting::Line, &Value::Flag(true)).unwrap();
        assert_eq!(more, format!("{source}\nline = true\n"));
        assert_eq!(with("theme = ", Setting::Line, &Value::Flag(true)), None);
        let all = with("", Setting::Library, &Value::List(vec!["a \"b\"".into()])).unwrap();
        assert_eq!(
            load(&all, &[]).values[0].1,
            Value::List(vec!["a \"b\"".into()])
        );
    }

    #[test]
    fn one_wrong_line_costs_that_line_only() {
        let loaded = load(
            "them = \"dark\"\ncolor = \"nver\"\nbell = false\ntheme = \"drak\"\n",
            &["dark"],
        );
        let said: Vec<&str> = loaded
            .diagnostics
            .iter()
            .map(|it| it.message.as_str())
            .collect();
        assert_eq!(
            said,
            [
                "unknown key `them`",
                "`color` cannot be `nver`",
                "`theme` cannot be `drak`"
            ]
        );
        assert_eq!(loaded.values, [(Setting::Bell, Value::Flag(false))]);
    }
}
