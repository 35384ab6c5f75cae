//! A new scenario checks, has no loose ends and can be won, whatever its timeline says; a timeline
//! that cannot be read is refused with all its mistakes.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::fmt::Write as _;
use std::sync::Arc;

use misfortune::content::render::{Style, render};
use misfortune::content::scaffold::timeline::{self, Timeline};
use misfortune::content::scaffold::{Scaffold, scaffold};
use misfortune::content::{lint, script as file};
use misfortune::engine::scenario::Scenario;
use misfortune::engine::script;
use misfortune::prove::{Proof, tell};
use proptest::prelude::*;

fn read(csv: &str) -> Timeline {
    timeline::read(csv.as_bytes()).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"))
}

/// Everything wrong with a timeline, a line each.
fn mistakes(csv: impl AsRef<[u8]>) -> String {
    let mut text = String::new();
    for it in timeline::read(csv.as_ref()).unwrap_err() {
        writeln!(text, "{}: {}", it.line, it.what).unwrap();
    }
    text
}

/// The scenario of a scaffold, which has no loose end and whose golden run holds.
fn proved(scaffold: &Scaffold) -> Arc<Scenario> {
    let loaded = lint::check(Some("late-2023"), &scaffold.scenario);
    let path = "scenario.toml";
    let complaints = render(path, &scaffold.scenario, &loaded.diagnostics, Style::Lines);
    assert_eq!(complaints, "", "{}", scaffold.scenario);
    let (written, scenario) = (loaded.file.unwrap(), loaded.scenario.unwrap());
    let found = tell::diagnostics(&written, &scenario, &Proof::of(&scenario));
    assert_eq!(found, [], "{}", scaffold.scenario);
    let scenario = Arc::new(scenario);
    let loaded = file::load(&scaffold.good, Some(&scenario));
    let complaints = render(
        "good.toml",
        &scaffold.good,
        &loaded.diagnostics,
        Style::Lines,
    );
    assert_eq!(complaints, "");
    let played = script::play(&scenario, &loaded.script.unwrap());
    assert_eq!(played.failures, []);
    scenario
}

#[test]
fn without_a_timeline_it_checks_and_is_won() {
    let scaffold = scaffold("late-2023", None);
    assert!(scaffold.scenario.starts_with("#:schema "));
    let scenario = proved(&scaffold);
    assert_eq!(scenario.metadata.id.as_str(), "late-2023");
    assert!(scaffold.notes.contains("late-2023"));
}

#[test]
fn the_timeline_becomes_history_sources_and_cues() {
    let csv = "\u{feff}Time,Text,Source\r\n\
        23:50,\"A release, with a \"\"new\"\" form,\r\n goes out.\",https://example.com/pm\r\n\
        23:58:30,First errors.,https://example.com/pm\r\n\
        \r\n\
        00:10,Somebody takes the page.,\r\n\
        00:40:05,Rolled back.,A talk\r\n";
    let timeline = read(csv);
    let scaffold = scaffold("late-2023", Some(&timeline));
    let scenario = proved(&scaffold);
    let history: Vec<String> = scenario
        .history
        .timeline
        .iter()
        .map(|it| format!("{:?}", (&it.at, &it.text, &it.source)))
        .collect();
    insta::assert_snapshot!(history.join("\n"), @r#"
    (Elapsed(0), "A release, with a \"new\" form, goes out.", Some(Id("S1")))
    (Elapsed(510000), "First errors.", Some(Id("S1")))
    (Elapsed(1200000), "Somebody takes the page.", None)
    (Elapsed(3000000), "Rolled back.", Some(Id("S2")))
    "#);
    let at = scaffold.scenario.find("# 00:10  Somebody").unwrap();
    let cue: Vec<&str> = scaffold.scenario[at..].lines().take(6).collect();
    insta::assert_snapshot!(cue.join("\n"), @r#"
    # 00:10  Somebody takes the page.
    [[cues]]
    id = "row-3"
    at = "20m"
    when = ["!users_helped"]
    says = [{ from = "colleague", text = "Say here what is seen at 00:10." }]
    "#);
    // The words of the history stand in comments and in the history, where no player reads them.
    assert_eq!(
        scaffold.scenario.matches("Somebody takes the page").count(),
        2
    );
}

#[test]
fn times_are_of_the_day_of_the_calendar_or_of_the_incident() {
    let at = |csv: &str| {
        let timeline = read(csv);
        let seconds: Vec<i64> = timeline.entries.iter().map(|it| it.at_secs).collect();
        (timeline.starts.map(|it| it.to_string()), seconds)
    };
    let moment = |text: &str| Some(text.to_owned());
    assert_eq!(
        at("time,text\n14:05,a\n14:07 UTC,b\n14:07,c\n"),
        (None, vec![0, 120, 120])
    );
    assert_eq!(
        at("time,text\n22:00,a\n10:00,b\n21:00,c\n"),
        (None, vec![0, 43_200, 82_800])
    );
    assert_eq!(
        at("time,text\n2024-02-28T23:00Z,a\n2024-02-29 00:30,b\n2024-02-29T02:00:09+01:00,c\n"),
        (moment("2024-02-28 23:00:00"), vec![0, 5400, 7200])
    );
    assert_eq!(
        at("text,time\na,T-1h\nb,T+04:10\nc,T+1:04:10\nd,T+2h\n"),
        (None, vec![-3600, 250, 3850, 7200])
    );
    // Among times from T+00:00 one row may be the moment itself.
    assert_eq!(
        at("time,text\nT-4d,a\nT-1h30m,b\n2023-11-06T08:06Z,c\nT+09:00,d\n"),
        (moment("2023-11-06 08:06:00"), vec![-345_600, -5400, 0, 540])
    );
    assert_eq!(
        mistakes("time,text\n2023-11-06T08:06Z,a\nT+1m,b\n2023-11-06T08:08Z,c\n").trim_end(),
        "4: a second date: of rows with T+ one says when T+00:00 was"
    );
}

#[test]
fn a_time_with_a_tilde_is_an_estimate() {
    let timeline = read("time,text\n14:05,a\n~14:20,b\n~ 14:30,c\n14:30:05,d\n");
    let about: Vec<bool> = timeline.entries.iter().map(|it| it.is_about).collect();
    assert_eq!(about, [false, true, true, true]);
    let scenario = proved(&scaffold("late-2023", Some(&timeline)));
    let history = scenario.history.timeline.iter();
    assert_eq!(history.map(|it| it.about).collect::<Vec<_>>(), about);
}

#[test]
fn what_came_long_after_is_history_and_no_cue() {
    let csv = "time,text\nT-2d,a\nT+00:00,b\nT+20:00,c\nT+1d,They say what it cost.\nT+2d,e\n";
    let timeline = read(csv);
    assert_eq!(timeline.n_long_after(), 2);
    let scaffold = scaffold("late-2023", Some(&timeline));
    let scenario = proved(&scaffold);
    assert_eq!(scenario.history.timeline.len(), 5);
    assert_eq!(scenario.clock.limit.to_string(), "T+2:00:00");
    assert!(scaffold.scenario.contains("# From T+24h on the timeline"));
    assert_eq!(
        scaffold.scenario.matches("They say what it cost.").count(),
        1
    );
    // An incident that went on for days has no such rows.
    let long = read("time,text\n T+0s,a\nT+10h,b\nT+20h,c\nT+39h,d\n");
    assert_eq!(long.n_long_after(), 0);
}

#[test]
fn every_mistake_is_said_with_its_line() {
    insta::assert_snapshot!(mistakes(
        "time,text,source\n\
         14:00,a,b\n\
         13:00,earlier,c\n\
         \n\
         T+04:10,another kind,d\n\
         soon,no time,e\n\
         25:99,,f\n\
         14:10,a, b, c\n\
         14:11,\u{202e}abc,g\n\
         14:12,not closed,\"h\n"
    ), @"
    3: this is before line 2: put rows in the order of time
    5: T+, but line 2 has a time of day: write all alike
    6: `soon` is no time: write 14:05, 14:05:30, 2024-05-01T14:05Z, T+04:10 or T-1h30m
    7: the text is empty
    7: `25:99` is no time: write 14:05, 14:05:30, 2024-05-01T14:05Z, T+04:10 or T-1h30m
    8: 4 columns, not 3: put a text that holds a comma in double quotes
    9: the text holds a control or direction character
    10: a quote is not closed here or above
    ");
    insta::assert_snapshot!(mistakes(""), @"1: the file is empty: expected the columns time,text,source");
    insta::assert_snapshot!(mistakes("time,text\n"), @"1: there is no row below the columns");
    insta::assert_snapshot!(mistakes("tiem,what\n14:00,a\n"), @"1: there is no column `time`: is it `tiem`?");
    insta::assert_snapshot!(mistakes("time;text;source\n14:00;a;b\n"), @"1: columns are separated by commas");
    insta::assert_snapshot!(mistakes(b"time,text\n14:00,caf\xe9\n"), @"2: this is not UTF-8 text");
    insta::assert_snapshot!(mistakes("time,text\n2024-01-01 10:00,a\n2024-03-01 10:00,b\n99999-01-01 00:00,c\n"), @"
    3: more than thirty days from T+00:00
    4: `99999-01-01 00:00` is no time: write 14:05, 14:05:30, 2024-05-01T14:05Z, T+04:10 or T-1h30m
    ");
    let long = format!("time,text\n14:00,{}\n", "x".repeat(601));
    insta::assert_snapshot!(mistakes(long), @"2: the text has 601 characters, more than 600");
    let many = "14:00,a\n".repeat(201);
    insta::assert_snapshot!(mistakes(format!("time,text\n{many}")), @"202: more than 200 rows: keep those that matter");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_timeline_that_can_be_read_makes_a_scenario_that_is_won(
        rows in prop::collection::vec((0_u32..90_000, "\\PC{0,40}", "[ -~]{0,12}"), 1..12),
        is_clock in any::<bool>(),
    ) {
        let mut csv = "time,text,source\n".to_owned();
        let mut at = 0;
        for (pause, text, source) in rows {
            at += pause / 10;
            let time = if is_clock {
                format!("{:02}:{:02}:{:02}", at / 3600 % 24, at / 60 % 60, at % 60)
            } else {
                format!("T+{at}s")
            };
            let quoted = |text: &str| text.replace('"', "\"\"");
            writeln!(csv, "{time},\"{}\",\"{}\"", quoted(&text), quoted(&source)).unwrap();
        }
        if let Ok(timeline) = timeline::read(csv.as_bytes()) {
            proved(&scaffold("late-2023", Some(&timeline)));
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = timeline::read(&bytes);
        let mut named = b"time,text,source\n".to_vec();
        named.extend(bytes);
        let _ = timeline::read(&named);
    }
}
