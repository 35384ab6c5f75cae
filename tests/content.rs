//! Scenario and script files are read whole, or refused with all their mistakes, each with its
//! place. `tests/fixtures` holds one file for each complaint; what is said about it lies beside it.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use misfortune::content::diagnostic::Diagnostic;
use misfortune::content::render::{Style, render};
use misfortune::content::{self, config, lint, script, theme};
use misfortune::prove::{Proof, tell};

const PICTURE: Style = Style::Picture {
    width: 100,
    colour: false,
};

fn fixtures(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(Path::new("tests/fixtures").join(folder)).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|it| it == "toml"));
    paths.sort();
    paths
}

/// Holds what is said about each file of a folder against what lies beside it.
fn snapshot(folder: &str, judge: impl Fn(&[u8]) -> Vec<Diagnostic>) -> BTreeSet<&'static str> {
    let mut codes = BTreeSet::new();
    for path in fixtures(folder) {
        let bytes = fs::read(&path).unwrap();
        let diagnostics = judge(&bytes);
        let name = path.file_stem().unwrap().to_str().unwrap();
        let source = String::from_utf8_lossy(&bytes);
        let text = render("scenario.toml", &source, &diagnostics, PICTURE);
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(Path::new("fixtures").join(folder));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, text));
        assert_ne!(diagnostics, [], "nothing is wrong with {name}");
        codes.extend(diagnostics.iter().map(|it| it.code));
    }
    codes
}

fn invalid_scenarios() -> BTreeSet<&'static str> {
    snapshot("scenarios/invalid", |bytes| {
        let loaded = content::load_bytes(Some("example"), bytes);
        assert_eq!(loaded.scenario, None);
        loaded.diagnostics
    })
}

fn doubtful_scenarios() -> BTreeSet<&'static str> {
    snapshot("scenarios/doubtful", |bytes| {
        let source = std::str::from_utf8(bytes).unwrap();
        let loaded = lint::check(Some("example"), source);
        assert!(loaded.scenario.is_some(), "{:#?}", loaded.diagnostics);
        loaded.diagnostics
    })
}

fn unproved_scenarios() -> BTreeSet<&'static str> {
    snapshot("scenarios/unproved", |bytes| {
        let source = std::str::from_utf8(bytes).unwrap();
        let loaded = content::load(Some("example"), source);
        let (Some(file), Some(scenario)) = (&loaded.file, &loaded.scenario) else {
            panic!("{:#?}", loaded.diagnostics);
        };
        tell::diagnostics(file, scenario, &Proof::of(scenario))
    })
}

fn invalid_scripts() -> BTreeSet<&'static str> {
    let minimal = fs::read_to_string("tests/fixtures/scenarios/valid/minimal.toml").unwrap();
    let scenario = content::load(None, &minimal).scenario.unwrap();
    snapshot("scripts/invalid", |bytes| {
        let loaded = script::load(std::str::from_utf8(bytes).unwrap(), Some(&scenario));
        assert_eq!(loaded.script, None);
        loaded.diagnostics
    })
}

fn invalid_themes() -> BTreeSet<&'static str> {
    snapshot("themes/invalid", |bytes| {
        theme::load(std::str::from_utf8(bytes).unwrap()).diagnostics
    })
}

fn invalid_configs() -> BTreeSet<&'static str> {
    snapshot("configs/invalid", |bytes| {
        config::load(std::str::from_utf8(bytes).unwrap(), &["dark", "light"]).diagnostics
    })
}

#[test]
fn what_is_wrong_with_a_theme_or_a_config_file_is_said_at_once() {
    invalid_themes();
    invalid_configs();
}

#[test]
fn invalid_scenarios_are_refused_with_all_their_mistakes() {
    invalid_scenarios();
}

#[test]
fn doubtful_scenarios_load_and_are_doubted() {
    doubtful_scenarios();
}

#[test]
fn unproved_scenarios_load_and_say_what_cannot_be() {
    unproved_scenarios();
}

#[test]
fn invalid_scripts_are_refused_with_all_their_mistakes() {
    invalid_scripts();
}

#[test]
fn every_complaint_has_a_fixture() {
    let too_big = content::load(None, &"#".repeat(content::FILE_BYTES_MAX + 1));
    let seen: BTreeSet<&str> = invalid_scenarios()
        .into_iter()
        .chain(doubtful_scenarios())
        .chain(unproved_scenarios())
        .chain(invalid_scripts())
        .chain(invalid_themes())
        .chain(too_big.diagnostics.iter().map(|it| it.code))
        .collect();
    let mut known = BTreeSet::new();
    for file in fs::read_dir("src/content/complaint").unwrap() {
        let source = fs::read_to_string(file.unwrap().path()).unwrap();
        let quoted = source.split('"').map(str::to_owned);
        let codes = quoted.filter(|it| {
            it.len() == 5
                && it.starts_with(['E', 'W'])
                && it[1..].bytes().all(|b| b.is_ascii_digit())
        });
        for code in codes {
            assert!(known.insert(code.clone()), "{code} means two things");
        }
    }
    let seen: BTreeSet<String> = seen.into_iter().map(str::to_owned).collect();
    assert_eq!(known, seen);
}

#[test]
fn valid_scenarios_load_and_have_no_loose_ends() {
    for path in fixtures("scenarios/valid") {
        let source = fs::read_to_string(&path).unwrap();
        let loaded = lint::check(path.file_stem().unwrap().to_str(), &source);
        assert_eq!(
            render("scenario.toml", &source, &loaded.diagnostics, PICTURE),
            ""
        );
        assert!(loaded.scenario.is_some());
    }
}

/// Where the file's headers with two brackets are, each the first time.
fn lists(source: &str) -> Vec<(usize, &str)> {
    let mut lists: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let header = line.trim_end();
        let is_new = lists.iter().all(|(_, it)| *it != header);
        if header.starts_with("[[") && header.ends_with("]]") && is_new {
            lists.push((at, header));
        }
        at += line.len();
    }
    lists
}

#[test]
fn a_header_that_is_a_slip_is_told_once_and_nothing_else_for_it() {
    let mut slips = 0;
    let mut is_all_that_is_wrong = |source: &str, load: &dyn Fn(&str) -> Vec<Diagnostic>| {
        for (at, header) in lists(source) {
            let short = format!("{}]]", &header[..header.len() - 3]);
            let single = header.replace("[[", "[").replace("]]", "]");
            for slip in [short, single] {
                let (before, after) = (&source[..at], &source[at + header.len()..]);
                let diagnostics = load(&format!("{before}{slip}{after}"));
                let [one] = diagnostics.as_slice() else {
                    panic!("{slip}: {diagnostics:#?}");
                };
                assert_eq!((one.code, &one.span), ("E0117", &(at..at + slip.len())));
                let help = one.help.as_deref().unwrap_or_default();
                assert!(help.starts_with(&format!("did you mean `{header}`?")));
                slips += 1;
            }
        }
    };
    for path in fixtures("scenarios/valid") {
        let source = fs::read_to_string(&path).unwrap();
        is_all_that_is_wrong(&source, &|it| content::load(None, it).diagnostics);
    }
    let good = fs::read_to_string("scenarios/tutorial/scenario.toml").unwrap();
    is_all_that_is_wrong(&good, &|it| content::load(None, it).diagnostics);
    let run = fs::read_to_string("scenarios/tutorial/runs/good.toml").unwrap();
    is_all_that_is_wrong(&run, &|it| script::load(it, None).diagnostics);
    assert!(slips > 50, "{slips}");
}

#[test]
fn valid_scripts_load() {
    for path in fixtures("scripts/valid") {
        let source = fs::read_to_string(&path).unwrap();
        let loaded = script::load(&source, None);
        assert_eq!(
            render("run.toml", &source, &loaded.diagnostics, PICTURE),
            ""
        );
        insta::assert_debug_snapshot!(loaded.script.unwrap());
    }
}

#[test]
fn complaints_are_lines_and_json_too() {
    let path = "tests/fixtures/scenarios/invalid/id_twice.toml";
    let source = fs::read_to_string(path).unwrap();
    let loaded = content::load(Some("example"), &source);
    insta::assert_snapshot!(
        "as_lines",
        render(path, &source, &loaded.diagnostics, Style::Lines)
    );
    insta::assert_snapshot!(
        "as_json",
        render(path, &source, &loaded.diagnostics, Style::Json)
    );
}

/// The file as an editor's schema checker sees it: TOML's dates are texts.
fn as_json(value: toml::Value) -> serde_json::Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(n) => n.into(),
        toml::Value::Float(x) => x.into(),
        toml::Value::Boolean(b) => b.into(),
        toml::Value::Datetime(at) => at.to_string().into(),
        toml::Value::Array(items) => items.into_iter().map(as_json).collect(),
        toml::Value::Table(table) => table
            .into_iter()
            .map(|(key, value)| (key, as_json(value)))
            .collect(),
    }
}

fn accepts(schema: &jsonschema::Validator, path: &Path) -> Result<(), String> {
    let table: toml::Table = fs::read_to_string(path).unwrap().parse().unwrap();
    let file = as_json(toml::Value::Table(table));
    let first = schema.iter_errors(&file).next();
    first.map_or(Ok(()), |error| {
        Err(format!("{}: {error}", error.instance_path()))
    })
}

#[test]
fn the_published_schema_accepts_every_valid_scenario() {
    let schema = serde_json::from_str(&content::schema_json()).unwrap();
    let schema = jsonschema::draft202012::new(&schema).unwrap();
    for path in fixtures("scenarios/valid") {
        assert_eq!(accepts(&schema, &path), Ok(()), "{}", path.display());
    }
    for folder in fs::read_dir("scenarios").into_iter().flatten() {
        let path = folder.unwrap().path().join("scenario.toml");
        if path.is_file() {
            assert_eq!(accepts(&schema, &path), Ok(()), "{}", path.display());
        }
    }
}

#[test]
fn the_published_schemas_accept_the_shipped_themes_and_the_default_settings() {
    let schema = serde_json::from_str(&content::theme_schema_json()).unwrap();
    let schema = jsonschema::draft202012::new(&schema).unwrap();
    for entry in fs::read_dir("assets/themes").unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(accepts(&schema, &path), Ok(()), "{}", path.display());
    }
    let schema = serde_json::from_str(&content::config_schema_json()).unwrap();
    let schema = jsonschema::draft202012::new(&schema).unwrap();
    let table: toml::Table = config::default_file().parse().unwrap();
    assert!(schema.is_valid(&as_json(toml::Value::Table(table))));
    let path = Path::new("tests/fixtures/configs/invalid/many_mistakes_at_once.toml");
    assert!(accepts(&schema, path).is_err());
}

#[test]
fn the_published_schema_rejects_what_the_loader_finds_ill_formed() {
    // Not TOML, or not to be read as TOML reads it; or nothing that a JSON Schema can tell: TOML's
    // quotes, infinities, characters.
    const BEYOND: [&str; 8] = [
        "E0001", "E0002", "E0003", "E0109", "E0111", "E0114", "E0115", "E0117",
    ];
    let schema = serde_json::from_str(&content::schema_json()).unwrap();
    let schema = jsonschema::draft202012::new(&schema).unwrap();
    for path in fixtures("scenarios/invalid") {
        let loaded = content::load_bytes(Some("example"), &fs::read(&path).unwrap());
        let codes: BTreeSet<&str> = loaded.diagnostics.iter().map(|it| it.code).collect();
        if codes.iter().any(|code| BEYOND.contains(code)) {
            continue;
        }
        let is_ill_formed = codes
            .iter()
            .any(|code| code.starts_with("E01") || *code == "E0201");
        assert_eq!(
            accepts(&schema, &path).is_err(),
            is_ill_formed,
            "{}: {codes:?}, {:?}",
            path.display(),
            accepts(&schema, &path)
        );
    }
}
