//! Nothing in a file makes the loader panic or hang, and nothing it says about a file is outside it.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::fmt::Write as _;

use misfortune::content::diagnostic::Diagnostic;
use misfortune::content::render::{Style, render};
use misfortune::content::{self, FILE_BYTES_MAX, lint, script};
use proptest::prelude::*;

const MINIMAL: &str = include_str!("fixtures/scenarios/valid/minimal.toml");

/// Loads, lints and writes down what is wrong, in every style.
fn check(bytes: &[u8]) -> Vec<Diagnostic> {
    let source = String::from_utf8_lossy(bytes);
    let mut diagnostics = content::load_bytes(Some("minimal"), bytes).diagnostics;
    diagnostics.extend(lint::check(Some("minimal"), &source).diagnostics);
    diagnostics.extend(script::load(&source, None).diagnostics);
    for colour in [false, true] {
        let style = Style::Picture { width: 80, colour };
        let pictures = render("a.toml", &source, &diagnostics, style);
        assert_eq!(pictures.is_empty(), diagnostics.is_empty());
    }
    let lines = render("a.toml", &source, &diagnostics, Style::Lines);
    assert_eq!(
        lines
            .lines()
            .filter(|it| it.contains(": error[") || it.contains(": warning["))
            .count(),
        diagnostics.len()
    );
    for line in render("a.toml", &source, &diagnostics, Style::Json).lines() {
        serde_json::from_str::<serde_json::Value>(line).unwrap();
    }
    diagnostics
}

/// As many repetitions as a file may hold.
fn filled(start: &str, part: &str, end: &str) -> String {
    let n = (FILE_BYTES_MAX - start.len() - end.len()) / part.len();
    format!("{start}{}{end}", part.repeat(n))
}

#[test]
fn huge_and_deep_files_are_refused() {
    let mut numbered = String::new();
    while numbered.len() < FILE_BYTES_MAX - 200 {
        let n = numbered.len();
        writeln!(numbered, "[[facts]]\nid = \"f{n}\"\nabut = 1\nwhen{n} = []").unwrap();
    }
    for (what, source) in [
        ("too big", "#".repeat(FILE_BYTES_MAX + 1)),
        ("deep lists", filled("x = ", "[", "")),
        ("deep tables", filled("x = ", "{a=", "")),
        ("deep key", filled("x", ".a", " = 1")),
        ("deep header", filled("[x", ".a", "]")),
        ("no TOML at all", filled("", "=\n", "")),
        ("unclosed texts", filled("", "\"\"\"\n", "\"")),
        ("one long line", filled("schema = \"", "a", "\"")),
        ("one long key", filled("", "a", " = 1")),
        ("one long list", filled("facts = [", "1,", "]")),
        ("many entries", filled("", "[[facts]]\n", "")),
        ("many of everything", numbered),
        ("many times the same", filled("", "schema = 1\n", "")),
        (
            "long guard",
            filled("[truth]\nmitigated = [", "[\"a\"],", "]"),
        ),
        (
            "long metadata",
            filled("[metadata]\ntags = [", "\"\u{202e}\",", "]"),
        ),
        ("escapes", filled("[metadata]\ntitle = \"", "\\u001b", "\"")),
        ("wide", filled("[briefing]\ntext = \"", "日", "\"")),
    ] {
        let diagnostics = check(source.as_bytes());
        assert!(diagnostics.iter().any(Diagnostic::is_error), "{what}");
    }
}

#[test]
fn a_file_of_just_the_size_allowed_loads() {
    let comment = "#".repeat(FILE_BYTES_MAX - MINIMAL.len());
    let source = format!("{MINIMAL}{comment}");
    assert!(content::load(None, &source).scenario.is_some());
}

#[test]
fn windows_line_ends_are_named_as_such() {
    let narrated = include_str!("fixtures/scenarios/valid/narrated.toml");
    let diagnostics = content::load(None, &narrated.replace('\n', "\r\n")).diagnostics;
    let help = diagnostics.iter().map(|it| it.help.as_deref());
    assert_eq!(
        help.collect::<Vec<_>>(),
        [Some("save the file with Unix line ends")]
    );
}

proptest! {
    #[test]
    fn any_bytes_get_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        check(&bytes);
    }

    #[test]
    fn any_text_of_tomls_own_characters_gets_an_answer(text in "[\\[\\]{}=\",.'a-c0-9\n\\\\ -]{0,120}") {
        check(text.as_bytes());
    }

    #[test]
    fn a_scenario_with_a_piece_replaced_gets_an_answer(
        from in 0..MINIMAL.len(),
        len in 0..200usize,
        piece in "[\\[\\]{}=\",!:*a-z0-9\n\u{1b}\u{202e}é-]{0,12}",
    ) {
        let to = (from + len).min(MINIMAL.len());
        check(format!("{}{piece}{}", &MINIMAL[..from], &MINIMAL[to..]).as_bytes());
    }

    #[test]
    fn a_scenario_with_values_exchanged_gets_an_answer(
        from in 0..MINIMAL.lines().count(),
        value in prop::sample::select(vec![
            "1", "-1", "nan", "1e999", "true", "\"\"", "\"a\"", "[]", "[[]]", "{}", "[1]", "[\"a\"]",
            "2024-05-01", "2024-05-01T08:00:00Z", "08:00:00", "\"10s\"", "[{}]", "99999999999999999999",
        ]),
    ) {
        let lines = MINIMAL.lines().enumerate().map(|(idx, line)| {
            let key = line.split_once(" = ").map(|(key, _)| key);
            match key.filter(|_| idx == from) {
                Some(key) => format!("{key} = {value}\n"),
                None => format!("{line}\n"),
            }
        });
        let source: String = lines.collect();
        let diagnostics = check(source.as_bytes());
        // What TOML can read, the loader can name in its own words.
        if source.parse::<toml::Table>().is_ok() {
            prop_assert!(diagnostics.iter().all(|it| it.code != "E0003"), "{diagnostics:#?}");
        }
    }
}
