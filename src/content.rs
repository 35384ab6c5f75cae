//! Scenarios, scripts, themes and settings: TOML in, data or all its mistakes out.
//!
//! Invariant: pure. Text comes in as an argument; what is wrong goes out as values, all of it, and
//! nothing in a file can make it panic or hang.

mod commands;
mod compile;
pub(crate) mod complaint;
pub mod config;
mod conform;
pub mod diagnostic;
pub mod explain;
pub mod file;
mod guards;
mod headers;
pub mod lint;
mod names;
mod placeholders;
pub mod render;
pub mod scaffold;
mod schema;
pub mod script;
pub mod spanned;
pub mod text;
pub mod theme;

use serde::de::DeserializeOwned;
use serde_json::Value;
use toml::de::DeTable;

use crate::engine::scenario::{Metadata, Scenario};

use complaint::structure;
use conform::Conformed;
use diagnostic::Diagnostic;

pub use schema::{TEXT_CHARS_MAX, config_schema_json, schema_json, theme_schema_json};

/// Most bytes of a file.
pub const FILE_BYTES_MAX: usize = 1 << 20;

/// What came of reading a scenario file.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The scenario, when there is no error.
    pub scenario: Option<Scenario>,
    /// The file as written, when its structure could be read; its entries have the places that
    /// the scenario's have, so what is found out about the scenario can be shown in the file.
    pub file: Option<file::Scenario>,
    /// What is wrong, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a scenario. With the name of its folder, also whether that is the scenario's id.
#[must_use]
pub fn load(folder: Option<&str>, source: &str) -> Loaded {
    let loaded = load_as_written(folder, source);
    if loaded.scenario.is_some() || source.len() > FILE_BYTES_MAX {
        return loaded;
    }
    let Some(mended) = headers::mended(source, schema::scenario()) else {
        return loaded;
    };
    let found = load_as_written(folder, &mended.source).diagnostics;
    Loaded {
        scenario: None,
        file: None,
        diagnostics: mended.told(found),
    }
}

fn load_as_written(folder: Option<&str>, source: &str) -> Loaded {
    let Read {
        file,
        conformed,
        mut diagnostics,
    } = read::<file::Scenario>(source, schema::scenario());
    let Some(file) = file else {
        return Loaded {
            scenario: None,
            file: None,
            diagnostics,
        };
    };
    let (scenario, found) = compile::compile(&file, &conformed.dropped, folder, source);
    diagnostics.extend(found.into_iter().filter(|it| !conformed.is_blank(&it.span)));
    diagnostics.sort_by_key(|it| (it.span.start, it.span.end));
    let diagnostics = diagnostic::grouped(diagnostics);
    Loaded {
        scenario: (!diagnostics.iter().any(Diagnostic::is_error)).then_some(scenario),
        file: Some(file),
        diagnostics,
    }
}

/// Reads a scenario from bytes that may not even be text.
#[must_use]
pub fn load_bytes(folder: Option<&str>, bytes: &[u8]) -> Loaded {
    let refused = match std::str::from_utf8(bytes) {
        Ok(source) => return load(folder, source),
        Err(_) if bytes.len() > FILE_BYTES_MAX => structure::file_too_big(FILE_BYTES_MAX),
        Err(error) => structure::not_utf8(error.valid_up_to()),
    };
    Loaded {
        scenario: None,
        file: None,
        diagnostics: vec![refused],
    }
}

/// Reads only what lists show: the `[metadata]` of a file, which may be cut off anywhere after the
/// table that follows. Nothing comes of a head that is wrong, or laid out in an unusual way: load
/// that file, it has something to say.
#[must_use]
pub fn head(source: &str) -> Option<Metadata> {
    let start = source.find("\n[metadata]\n")? + 1;
    let end = source[start + 1..].find("\n[")? + start + 1;
    let read = read::<file::Head>(&source[start..end], schema::head());
    let head = read.file.filter(|_| read.diagnostics.is_empty())?;
    Some(compile::metadata(&head.metadata))
}

/// What came of reading the structure of a file.
struct Read<T> {
    /// The file, mended where it was wrong; nothing when it cannot be made sense of.
    file: Option<T>,
    conformed: Conformed,
    diagnostics: Vec<Diagnostic>,
}

impl<T> Read<T> {
    fn failed(diagnostics: Vec<Diagnostic>) -> Self {
        Self {
            file: None,
            conformed: Conformed::default(),
            diagnostics,
        }
    }
}

fn read<T: DeserializeOwned>(source: &str, schema: &'static Value) -> Read<T> {
    if source.len() > FILE_BYTES_MAX {
        return Read::failed(vec![structure::file_too_big(FILE_BYTES_MAX)]);
    }
    let (mut tree, errors) = DeTable::parse_recoverable(source);
    if !errors.is_empty() {
        let complaint = |error: &toml::de::Error| {
            let span = error.span().unwrap_or(0..0);
            structure::not_toml(span, error.message())
        };
        let errors = errors.iter().take(conform::DIAGNOSTICS_MAX);
        let mut diagnostics: Vec<Diagnostic> = errors.map(complaint).collect();
        diagnostics.sort_by_key(|it| (it.span.start, it.span.end));
        return Read::failed(diagnostics);
    }
    let mut conformed = conform::conform(source, &mut tree, schema);
    let mut diagnostics = std::mem::take(&mut conformed.diagnostics);
    if conformed.cut {
        diagnostics.sort_by_key(|it| (it.span.start, it.span.end));
        return Read::failed(diagnostics);
    }
    let file = match T::deserialize(toml::de::Deserializer::from(tree)) {
        Ok(file) => Some(file),
        Err(error) => {
            let span = error.span().unwrap_or(0..0);
            diagnostics.push(structure::not_toml(span, error.message()));
            None
        }
    };
    Read {
        file,
        conformed,
        diagnostics,
    }
}
