//! Scenario files are read whole or refused with all their mistakes, each with its place.
#![expect(clippy::unwrap_used, reason = "tests")]

use misfortune::content;

#[test]
fn valid_fixtures_load() {
    for name in ["minimal", "narrated"] {
        let path = format!("tests/fixtures/scenarios/valid/{name}.toml");
        let source = std::fs::read_to_string(&path).unwrap();
        let loaded = content::load(Some(name), &source);
        let style = content::render::Style::Lines;
        let text = content::render::render(&path, &source, &loaded.diagnostics, style);
        assert_eq!(text, "");
        assert!(loaded.scenario.is_some());
    }
}

#[test]
fn the_valid_fixtures_have_no_loose_ends() {
    for name in ["minimal", "narrated"] {
        let path = format!("tests/fixtures/scenarios/valid/{name}.toml");
        let source = std::fs::read_to_string(&path).unwrap();
        let loaded = content::lint::check(Some(name), &source);
        let style = content::render::Style::Lines;
        let text = content::render::render(&path, &source, &loaded.diagnostics, style);
        assert_eq!(text, "");
    }
}
