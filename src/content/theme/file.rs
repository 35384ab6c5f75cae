//! The shape of a theme file, as serde reads it.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{self, Deserializer};

use super::Colour;

/// Colours by role. What is left out is as in the theme it is based on.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// What it looks like, in a line.
    #[schemars(length(max = 100))]
    pub about: Option<String>,
    /// The theme it is based on; `16` if there is none.
    #[serde(default)]
    pub base: Base,
    /// Running text.
    pub text: Option<Colour>,
    /// What everything stands on.
    pub background: Option<Colour>,
    /// The slices of the wheel, in turn.
    #[schemars(length(min = 1, max = 12))]
    pub slices: Option<Vec<Colour>>,
    /// The lines of a chart, in turn.
    #[schemars(length(min = 1, max = 12))]
    pub series: Option<Vec<Colour>>,
    /// How what something is looks.
    #[serde(default)]
    pub roles: Roles,
}

/// The themes that are always there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Base {
    /// Light text on a dark ground.
    Dark,
    /// Dark text on a light ground.
    Light,
    /// The terminal's own sixteen colours.
    #[default]
    #[serde(rename = "16")]
    Sixteen,
    /// No colour.
    Mono,
    /// Safe for red-green blindness.
    BlueOrange,
}

/// A look for each role.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Roles {
    /// Of lesser importance.
    pub muted: Option<Look>,
    /// A heading.
    pub heading: Option<Look>,
    /// The border of a pane.
    pub border: Option<Look>,
    /// The border of the pane the keys go to.
    pub focus: Option<Look>,
    /// The selected entry; it is in reverse video whatever the theme.
    pub selected: Option<Look>,
    /// Bad.
    pub bad: Option<Look>,
    /// Not good.
    pub warning: Option<Look>,
    /// Good.
    pub good: Option<Look>,
    /// Somebody's name.
    pub voice: Option<Look>,
    /// What the players typed.
    pub typed: Option<Look>,
    /// What would be completed.
    pub ghost: Option<Look>,
    /// A key in the key bar.
    pub key: Option<Look>,
    /// The title line.
    pub title: Option<Look>,
}

/// How something looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the file")]
pub struct Look {
    /// The colour of the text.
    pub fg: Option<Colour>,
    /// The colour behind it.
    pub bg: Option<Colour>,
    /// Bold.
    pub bold: bool,
    /// Dim.
    pub dim: bool,
    /// Italic.
    pub italic: bool,
    /// Underlined.
    pub underline: bool,
    /// Text and ground change places.
    pub reverse: bool,
}

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("not a colour"))
    }
}

impl JsonSchema for Colour {
    fn schema_name() -> Cow<'static, str> {
        "Colour".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "misfortune-colour",
            "minLength": 3,
            "maxLength": 20,
            "description": "A colour: default, red, bright-blue, #d7af00.",
        })
    }
}
