//! The JSON Schema of the file formats, from the same types that serde reads.
//!
//! One schema does three jobs: `misfortune schema` prints it for editors, the loader walks files
//! against it ([`conform`](super::conform)), and it documents the format.

use std::sync::LazyLock;

use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Value, json};

use super::{config, file, script, theme};

/// Most characters in any one text.
pub const TEXT_CHARS_MAX: u64 = 10_000;

static SCENARIO: LazyLock<Value> = LazyLock::new(generate::<file::Scenario>);
static HEAD: LazyLock<Value> = LazyLock::new(generate::<file::Head>);
static SCRIPT: LazyLock<Value> = LazyLock::new(generate::<script::file::Script>);
static CONFIG: LazyLock<Value> = LazyLock::new(generate::<config::file::Config>);
static THEME: LazyLock<Value> = LazyLock::new(generate::<theme::file::Theme>);

/// The JSON Schema of scenario files, as `misfortune schema` prints it.
#[must_use]
pub fn schema_json() -> String {
    format!("{:#}\n", *SCENARIO)
}

/// The JSON Schema of the config file.
#[must_use]
pub fn config_schema_json() -> String {
    format!("{:#}\n", *CONFIG)
}

pub(super) fn config() -> &'static Value {
    &CONFIG
}

/// The JSON Schema of theme files.
#[must_use]
pub fn theme_schema_json() -> String {
    format!("{:#}\n", *THEME)
}

pub(super) fn theme() -> &'static Value {
    &THEME
}

pub(super) fn scenario() -> &'static Value {
    &SCENARIO
}

pub(super) fn head() -> &'static Value {
    &HEAD
}

pub(super) fn script() -> &'static Value {
    &SCRIPT
}

/// What a schema says, where it only points to a part of the whole.
pub(super) fn resolved<'v>(whole: &'v Value, schema: &'v Value) -> &'v Value {
    let Some(name) = schema["$ref"].as_str() else {
        return schema;
    };
    whole
        .pointer(name.trim_start_matches('#'))
        .expect("schemars points only to what it defines")
}

fn generate<T: JsonSchema>() -> Value {
    let generator = SchemaGenerator::new(SchemaSettings::draft2020_12());
    let mut schema = generator.into_root_schema_for::<T>().to_value();
    tidy(&mut schema);
    schema
}

/// TOML has no null, and every text has a limit: says so throughout.
fn tidy(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(tidy),
        Value::Object(keys) => {
            if keys.get("default").is_some_and(Value::is_null) {
                keys.remove("default");
            }
            if let Some(Value::Array(types)) = keys.get_mut("type") {
                types.retain(|it| it != "null");
                if let [only] = types.as_slice() {
                    let only = only.clone();
                    keys.insert("type".into(), only);
                }
            }
            if let Some(Value::Array(ways)) = keys.get_mut("anyOf") {
                ways.retain(|way| *way != json!({ "type": "null" }));
                if let [Value::Object(only)] = ways.as_slice() {
                    let only = only.clone();
                    keys.remove("anyOf");
                    for (key, value) in only {
                        keys.entry(key).or_insert(value);
                    }
                }
            }
            let is_plain_text = keys.get("type").is_some_and(|it| it == "string")
                && !keys.contains_key("const")
                && !keys.contains_key("enum");
            if is_plain_text && !keys.contains_key("maxLength") {
                keys.insert("maxLength".into(), json!(TEXT_CHARS_MAX));
            }
            keys.iter_mut().for_each(|(_, value)| tidy(value));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
