//! Themes: colours by role, from files.
//!
//! Invariant: a theme always has a look for every role; what a file leaves out, or has wrong, is
//! as in the theme it is based on. A wrong theme is never fatal.

pub mod file;

use super::diagnostic::{Diagnostic, nearest};
use super::{read, schema};
use file::Base;
pub use file::Look;

/// What something is to whoever looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Running text.
    Text,
    /// Of lesser importance.
    Muted,
    /// A heading.
    Heading,
    /// The border of a pane.
    Border,
    /// The border of the pane the keys go to.
    Focus,
    /// The selected entry.
    Selected,
    /// Bad.
    Bad,
    /// Not good.
    Warning,
    /// Good.
    Good,
    /// Somebody's name.
    Voice,
    /// What the players typed.
    Typed,
    /// What would be completed.
    Ghost,
    /// A key in the key bar.
    Key,
    /// The title line.
    Title,
}

impl Role {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 14] = [
        Self::Text,
        Self::Muted,
        Self::Heading,
        Self::Border,
        Self::Focus,
        Self::Selected,
        Self::Bad,
        Self::Warning,
        Self::Good,
        Self::Voice,
        Self::Typed,
        Self::Ghost,
        Self::Key,
        Self::Title,
    ];
}

/// A colour in a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// The terminal's own for text, or for the ground.
    Default,
    /// One of the terminal's sixteen, by its number.
    Ansi(u8),
    /// Red, green, blue.
    Rgb(u8, u8, u8),
}

/// The names of the sixteen; with `bright-` before them the second eight.
const ANSI: [&str; 8] = [
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
];

impl Colour {
    /// A colour as it is written.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text == "default" {
            return Some(Self::Default);
        }
        if let Some(digits) = text.strip_prefix('#') {
            let is_hex = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit());
            let number = u32::from_str_radix(digits, 16).ok().filter(|_| is_hex)?;
            let [_, red, green, blue] = number.to_be_bytes();
            return Some(Self::Rgb(red, green, blue));
        }
        let (name, first) = match text.strip_prefix("bright-") {
            Some(name) => (name, 8),
            None => (text, 0),
        };
        let nth = ANSI.iter().position(|it| *it == name)?;
        Some(Self::Ansi(first + u8::try_from(nth).ok()?))
    }

    /// The name somebody may have meant.
    #[must_use]
    pub fn near(text: &str) -> Option<String> {
        let (bright, name) = match text.strip_prefix("bright-") {
            Some(name) => ("bright-", name),
            None => ("", text),
        };
        let known = ANSI.iter().copied().chain(["default"]);
        nearest(name, known).map(|near| match near {
            "default" => near.to_owned(),
            near => format!("{bright}{near}"),
        })
    }
}

/// Colours by role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// What it looks like, in a line.
    pub about: String,
    /// Running text.
    pub text: Colour,
    /// What everything stands on.
    pub background: Colour,
    /// The slices of the wheel, in turn; at least one.
    pub slices: Vec<Colour>,
    /// The lines of a chart, in turn; at least one.
    pub series: Vec<Colour>,
    /// By the number of the role.
    looks: [Look; Role::ALL.len()],
}

impl Theme {
    /// How that looks.
    #[must_use]
    pub const fn look(&self, role: Role) -> Look {
        self.looks[role as usize]
    }

    /// Whether any colour of it is more than the terminal's own.
    #[must_use]
    pub fn is_rgb(&self) -> bool {
        let of_looks = self.looks.iter().flat_map(|it| [it.fg, it.bg]).flatten();
        let all = [self.text, self.background].into_iter();
        let lists = self.slices.iter().chain(&self.series).copied();
        all.chain(lists)
            .chain(of_looks)
            .any(|it| matches!(it, Colour::Rgb(..)))
    }
}

/// The themes that are always there: name and file.
pub const BUILT_IN: [(&str, &str); 5] = [
    ("dark", include_str!("../../assets/themes/dark.toml")),
    ("light", include_str!("../../assets/themes/light.toml")),
    ("16", include_str!("../../assets/themes/16.toml")),
    ("mono", include_str!("../../assets/themes/mono.toml")),
    (
        "blue-orange",
        include_str!("../../assets/themes/blue-orange.toml"),
    ),
];

/// One of those that are always there.
#[must_use]
pub fn built_in(name: &str) -> Option<Theme> {
    let (_, source) = BUILT_IN.iter().find(|(it, _)| *it == name)?;
    let file: file::Theme = toml::from_str(source).expect("the shipped themes load");
    Some(laid_over(bare(), file))
}

/// What came of reading a theme.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The theme, as far as it could be read.
    pub theme: Theme,
    /// What is wrong with the file, in its order.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a theme file.
#[must_use]
pub fn load(source: &str) -> Loaded {
    let read = read::<file::Theme>(source, schema::theme());
    let mut diagnostics = read.diagnostics;
    diagnostics.sort_by_key(|it| (it.span.start, it.span.end));
    let file = read.file.unwrap_or_default();
    let base = match file.base {
        Base::Dark => "dark",
        Base::Light => "light",
        Base::Sixteen => "16",
        Base::Mono => "mono",
        Base::BlueOrange => "blue-orange",
    };
    Loaded {
        theme: laid_over(built_in(base).unwrap_or_else(bare), file),
        diagnostics,
    }
}

/// No colour, nothing told apart.
fn bare() -> Theme {
    Theme {
        about: String::new(),
        text: Colour::Default,
        background: Colour::Default,
        slices: vec![Colour::Default],
        series: vec![Colour::Default],
        looks: [Look::default(); Role::ALL.len()],
    }
}

fn laid_over(mut theme: Theme, file: file::Theme) -> Theme {
    let roles = file.roles;
    for (role, look) in [
        (Role::Muted, roles.muted),
        (Role::Heading, roles.heading),
        (Role::Border, roles.border),
        (Role::Focus, roles.focus),
        (Role::Selected, roles.selected),
        (Role::Bad, roles.bad),
        (Role::Warning, roles.warning),
        (Role::Good, roles.good),
        (Role::Voice, roles.voice),
        (Role::Typed, roles.typed),
        (Role::Ghost, roles.ghost),
        (Role::Key, roles.key),
        (Role::Title, roles.title),
    ] {
        if let Some(look) = look {
            theme.looks[role as usize] = look;
        }
    }
    theme.about = file.about.unwrap_or(theme.about);
    theme.text = file.text.unwrap_or(theme.text);
    theme.background = file.background.unwrap_or(theme.background);
    theme.slices = file.slices.unwrap_or(theme.slices);
    theme.series = file.series.unwrap_or(theme.series);
    theme
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_written_in_three_ways() {
        assert_eq!(Colour::parse("#d7af00"), Some(Colour::Rgb(215, 175, 0)));
        assert_eq!(Colour::parse("bright-red"), Some(Colour::Ansi(9)));
        assert_eq!(Colour::parse("default"), Some(Colour::Default));
        for wrong in ["", "#fff", "#+fffff", "gray", "bright-", "bright-default"] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
        assert_eq!(Colour::near("bright-gren").as_deref(), Some("bright-green"));
    }

    #[test]
    fn the_shipped_themes_have_no_mistake_and_say_everything() {
        for (name, source) in BUILT_IN {
            let loaded = load(source);
            assert_eq!(loaded.diagnostics, [], "{name}");
            assert_eq!(built_in(name), Some(loaded.theme), "{name}: needs no base");
        }
    }

    #[test]
    fn a_wrong_theme_is_used_as_far_as_it_goes() {
        let loaded =
            load("base = \"dark\"\n[roles]\nbad = { fg = \"rd\" }\ngood = { fg = \"blue\" }\n");
        assert_eq!(loaded.diagnostics.len(), 1, "{:?}", loaded.diagnostics);
        assert_eq!(loaded.theme.look(Role::Good).fg, Some(Colour::Ansi(4)));
        assert_eq!(loaded.theme.background, Colour::Rgb(28, 28, 28));
    }
}
