//! What is set, and by whom: an option goes before the environment, that before the config file,
//! that before the default. A file that is wrong is told of and used as far as it goes.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use clap::parser::ValueSource;

use super::args::Color;
use super::out::{self, Failure};
use crate::content::config::{self, Kind, Setting, Value};
use crate::content::diagnostic::{Diagnostic, nearest};
use crate::content::render::{self, Style};
use crate::content::theme::{self, Theme};
use crate::os::alarm::Notifier;
use crate::os::dirs;
use crate::os::surroundings::{self, Palette};
use crate::tui::Manner;
use crate::tui::dress::{Depth, Dress};
use crate::tui::glyphs::Glyphs;
use crate::tui::ground::Ground;
use crate::view::settings::{self as view, Origin, Sheet, entry};

/// What is set, and by whom.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// One each, in the order of [`Setting::ALL`].
    held: Vec<Held>,
    /// The config file, whether it is there or not.
    pub file: Option<PathBuf>,
    /// What stands in it, if it is there.
    source: Option<String>,
    /// Every theme: name, and file if it is somebody's own.
    pub themes: Vec<(String, Option<PathBuf>)>,
    /// What is wrong with files that were read.
    pub complaints: Vec<Complaint>,
    /// What else there is to say, in sentences.
    pub remarks: Vec<String>,
    ground: Option<Ground>,
}

#[derive(Debug, Clone)]
struct Held {
    setting: Setting,
    value: Value,
    origin: Origin,
    /// What it was before it was changed on the screen.
    before: Option<(Value, Origin)>,
}

/// What is wrong with a file.
#[derive(Debug, Clone)]
pub struct Complaint {
    path: String,
    source: String,
    diagnostics: Vec<Diagnostic>,
}

impl Complaint {
    /// The lines of the file with carets under them.
    pub fn picture(&self, colour: bool) -> String {
        let style = Style::Picture { width: 100, colour };
        render::render(&self.path, &self.source, &self.diagnostics, style)
    }

    /// It in a line.
    pub fn line(&self) -> String {
        let name = Path::new(&self.path).file_name();
        let name = name.map_or_else(|| self.path.clone().into(), |it| it.to_string_lossy());
        view::mistakes(self.diagnostics.len(), &name)
    }
}

impl Settings {
    /// Puts together what the command line, the environment and the file say.
    pub fn resolve(matches: &ArgMatches, named: Option<&Path>) -> Result<Self, Failure> {
        let file = dirs::config_file(named);
        let themes = themes(file.as_deref());
        let mut it = Self {
            file,
            themes,
            ..Self::default()
        };
        let from_file = it.read_file(named.is_some())?;
        for setting in Setting::ALL {
            let filed = from_file.iter().find(|(key, _)| *key == setting);
            let (value, origin) = given(matches, setting)
                .or_else(|| filed.map(|(_, value)| (value.clone(), Origin::File)))
                .unwrap_or_else(|| (setting.default(), Origin::Default));
            it.held.push(Held {
                setting,
                value,
                origin,
                before: None,
            });
        }
        it.check_theme();
        Ok(it)
    }

    fn read_file(&mut self, is_named: bool) -> Result<Vec<(Setting, Value)>, Failure> {
        let Some(file) = &self.file else {
            return Ok(Vec::new());
        };
        let bytes = match fs::read(file) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound && !is_named => {
                return Ok(Vec::new());
            }
            Err(error) => {
                let failure = Failure::new(format!("cannot read {}: {error}", file.display()));
                return Err(failure.hint("`misfortune config --default` prints one to begin with"));
            }
        };
        let Ok(source) = String::from_utf8(bytes) else {
            let remark = format!("{} is not UTF-8 text: it is left out", file.display());
            self.remarks.push(remark);
            return Ok(Vec::new());
        };
        let names: Vec<&str> = self.themes.iter().map(|(name, _)| name.as_str()).collect();
        let loaded = config::load(&source, &names);
        self.complain(&file.display().to_string(), &source, loaded.diagnostics);
        self.source = Some(source);
        Ok(loaded.values)
    }

    fn complain(&mut self, path: &str, source: &str, diagnostics: Vec<Diagnostic>) {
        if !diagnostics.is_empty() {
            self.complaints.push(Complaint {
                path: path.to_owned(),
                source: source.to_owned(),
                diagnostics,
            });
        }
    }

    /// A theme that is not there is said once and is no theme.
    fn check_theme(&mut self) {
        let name = self.text(Setting::Theme).to_owned();
        let names: Vec<&str> = self.themes.iter().map(|(name, _)| name.as_str()).collect();
        if !config::is_theme(&name, &names) {
            let near = nearest(&name, names.iter().copied().chain(["auto"]));
            self.remarks.push(view::no_theme(&name, near));
            if let Some(held) = self.held.iter_mut().find(|it| it.setting == Setting::Theme) {
                held.value = Setting::Theme.default();
                held.origin = Origin::Default;
            }
        }
    }

    fn held(&self, setting: Setting) -> Option<&Held> {
        self.held.iter().find(|it| it.setting == setting)
    }

    /// Whether that is so.
    pub fn flag(&self, setting: Setting) -> bool {
        matches!(
            self.held(setting),
            Some(Held {
                value: Value::Flag(true),
                ..
            })
        )
    }

    /// The word or name; empty for none.
    pub fn text(&self, setting: Setting) -> &str {
        match self.held(setting).map(|it| &it.value) {
            Some(Value::Text(text)) => text,
            Some(Value::Flag(_) | Value::List(_)) | None => "",
        }
    }

    /// The folders of scenarios.
    pub fn library(&self) -> Vec<PathBuf> {
        let Some(held) = self.held(Setting::Library) else {
            return Vec::new();
        };
        match &held.value {
            Value::List(all) => all.iter().map(|it| self.folder(it, &held.origin)).collect(),
            Value::Text(_) | Value::Flag(_) => Vec::new(),
        }
    }

    /// Where sessions are kept, if somebody said.
    pub fn data_dir(&self) -> Option<PathBuf> {
        let held = self.held(Setting::DataDir)?;
        let text = self.text(Setting::DataDir);
        (!text.is_empty()).then(|| self.folder(text, &held.origin))
    }

    fn folder(&self, written: &str, origin: &Origin) -> PathBuf {
        match origin {
            Origin::File => dirs::from_file(written, self.file.as_deref()),
            Origin::Here | Origin::Option | Origin::Var | Origin::Default => written.into(),
        }
    }

    /// When there are colours.
    pub fn color(&self) -> Color {
        match self.text(Setting::Color) {
            "always" => Color::Always,
            "never" => Color::Never,
            _ => Color::Auto,
        }
    }

    /// All of it as a screen tells it.
    pub fn sheet(&self) -> Sheet {
        let themes: Vec<String> = self.themes.iter().map(|(name, _)| name.clone()).collect();
        let entries = self.held.iter();
        Sheet {
            entries: entries
                .map(|it| entry(it.setting, &it.value, &it.origin, &themes))
                .collect(),
            file: self.file_name(),
        }
    }

    fn file_name(&self) -> String {
        let file = self.file.as_ref();
        file.map_or_else(String::new, |it| it.display().to_string())
    }

    /// How the screens look and sound with that.
    pub fn manner(&mut self) -> Manner {
        let palette = surroundings::palette();
        let depth = if out::is_coloured() {
            match palette {
                Palette::Sixteen => Depth::Sixteen,
                Palette::Indexed => Depth::Indexed,
                Palette::True => Depth::True,
            }
        } else {
            Depth::None
        };
        let name = self.text(Setting::Theme).to_owned();
        let is_auto = name == "auto";
        // On sixteen colours the two themes for a known ground would be guesses.
        let can_follow = is_auto && depth > Depth::Sixteen;
        let shown = match self.ground.filter(|_| can_follow) {
            Some(Ground::Dark) => "dark",
            Some(Ground::Light) => "light",
            None if is_auto => "16",
            None => &name,
        };
        let theme = self.theme(shown);
        let glyphs = match self.text(Setting::Glyphs) {
            "ascii" => Glyphs::Ascii,
            "auto" if !surroundings::is_utf8() => Glyphs::Ascii,
            _ => Glyphs::Unicode,
        };
        let notifies = self.flag(Setting::Notify);
        Manner {
            dress: Dress::new(&theme, depth, glyphs),
            asks_ground: can_follow && self.ground.is_none() && surroundings::can_be_asked(),
            still: self.flag(Setting::ReducedMotion),
            mouse: self.flag(Setting::Mouse),
            bell: self.flag(Setting::Bell),
            notify: notifies.then(Notifier::detect).flatten(),
        }
    }

    /// The theme of that name, as far as it can be read.
    fn theme(&mut self, name: &str) -> Theme {
        let own = self.themes.iter().find(|(it, _)| it == name);
        let path = own.and_then(|(_, path)| path.clone());
        if let Some(path) = path {
            match fs::read_to_string(&path) {
                Ok(source) => {
                    let loaded = theme::load(&source);
                    self.complain(&path.display().to_string(), &source, loaded.diagnostics);
                    return loaded.theme;
                }
                Err(error) => {
                    let remark = format!("cannot read {}: {error}", path.display());
                    self.remarks.push(remark);
                }
            }
        }
        let built_in = theme::built_in(name).or_else(|| theme::built_in("16"));
        built_in.expect("that one ships")
    }

    /// Reads every theme of somebody's own, to hear what is wrong with it.
    pub fn check_themes(&mut self) {
        let own = self.themes.iter().filter(|(_, path)| path.is_some());
        let names: Vec<String> = own.map(|(name, _)| name.clone()).collect();
        for name in names {
            self.theme(&name);
        }
    }

    /// The terminal has said what its ground is.
    pub const fn stand_on(&mut self, ground: Ground) {
        self.ground = Some(ground);
    }

    /// Sets something for as long as the program runs.
    pub fn set(&mut self, setting: Setting, value: Value) {
        if let Some(held) = self.held.iter_mut().find(|it| it.setting == setting) {
            let (was, origin) = held
                .before
                .take()
                .unwrap_or_else(|| (held.value.clone(), held.origin.clone()));
            if was == value {
                // Changed back: nothing is left to be written.
                held.origin = origin;
            } else {
                held.before = Some((was, origin));
                held.origin = Origin::Here;
            }
            held.value = value;
        }
        if setting == Setting::Color {
            out::choose_colour(self.color());
        }
    }

    /// Writes what was set here to the config file; gives a sentence to show.
    pub fn save(&mut self) -> String {
        let Some(file) = self.file.clone() else {
            return view::NOWHERE.to_owned();
        };
        if !self.held.iter().any(|it| it.origin == Origin::Here) {
            return view::NOTHING_TO_WRITE.to_owned();
        }
        let name = self.file_name();
        // Somebody may have written to it meanwhile.
        let mut text = match fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => config::default_file(),
            Err(error) => return view::not_written(&name, &error.to_string()),
        };
        for held in self.held.iter().filter(|it| it.origin == Origin::Here) {
            match config::with(&text, held.setting, &held.value) {
                Some(changed) => text = changed,
                None => return view::MEND_FIRST.to_owned(),
            }
        }
        if let Err(error) = write_whole(&file, &text) {
            return view::not_written(&name, &error.to_string());
        }
        self.source = Some(text);
        for held in self.held.iter_mut().filter(|it| it.origin == Origin::Here) {
            held.origin = Origin::File;
            held.before = None;
        }
        view::written(&name)
    }
}

/// Writes a file so that whoever reads it finds the old or the new one, never half of it.
fn write_whole(file: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    // A link stays a link: what it points to is written.
    let file = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let beside = file.with_extension("toml.new");
    fs::write(&beside, text)?;
    fs::rename(&beside, &file)
}

/// The themes there are: those in the folder beside the config file, then those that ship.
fn themes(file: Option<&Path>) -> Vec<(String, Option<PathBuf>)> {
    let folder = file.and_then(Path::parent).map(|it| it.join("themes"));
    let entries = folder
        .into_iter()
        .flat_map(|it| fs::read_dir(it).into_iter());
    let mut own: Vec<(String, Option<PathBuf>)> = entries
        .flatten()
        .filter_map(|it| {
            let path = it.ok()?.path();
            let is_toml = path.extension().is_some_and(|it| it == "toml");
            let name = path.file_stem()?.to_str()?.to_owned();
            (is_toml && name != "auto").then_some((name, Some(path)))
        })
        .collect();
    own.sort();
    let ship = theme::BUILT_IN.iter().map(|(name, _)| (*name).to_owned());
    let mut all: Vec<(String, Option<PathBuf>)> = ship
        .filter(|name| !own.iter().any(|(it, _)| it == name))
        .map(|name| (name, None))
        .collect();
    all.extend(own);
    all
}

/// What the command line or the environment says.
fn given(matches: &ArgMatches, setting: Setting) -> Option<(Value, Origin)> {
    let id = setting.key().replace('-', "_");
    let levels = || std::iter::successors(Some(matches), |it| Some(it.subcommand()?.1));
    let is_set = |it: &&ArgMatches, id: &str| matches!(it.try_get_raw(id), Ok(Some(_)));
    // `--no-mouse` and `--ascii` are short for something.
    let short = match setting.kind() {
        Kind::Flag => Some((format!("no_{id}"), Value::Flag(false))),
        _ if setting == Setting::Glyphs => {
            Some(("ascii".to_owned(), Value::Text("ascii".to_owned())))
        }
        _ => None,
    };
    if let Some((id, value)) = short
        && levels().any(|it| it.try_get_one::<bool>(&id).ok().flatten() == Some(&true))
    {
        return Some((value, Origin::Option));
    }
    let level = levels().filter(|it| is_set(it, &id)).last()?;
    let origin = match level.value_source(&id)? {
        ValueSource::CommandLine => Origin::Option,
        ValueSource::EnvVariable => Origin::Var,
        _ => return None,
    };
    let raw: Vec<String> = level
        .get_raw(&id)?
        .map(|it| it.to_string_lossy().into_owned())
        .collect();
    let value = match setting.kind() {
        Kind::Flag => Value::Flag(*level.get_one::<bool>(&id)?),
        Kind::Folders => Value::List(raw),
        Kind::Theme | Kind::Words(_) | Kind::Text | Kind::Folder => {
            Value::Text(raw.into_iter().next_back()?)
        }
    };
    Some((value, origin))
}
