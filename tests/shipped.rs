//! What every shipped scenario holds beyond what the lint asks of anybody's: enough of everything,
//! sources, the talk's advice, documentation addresses only, and nothing that blames.

#[path = "support/scenarios.rs"]
mod scenarios;

use std::collections::BTreeSet;
use std::fs;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::path::Path;
use std::sync::Arc;

use misfortune::content::lint;
use misfortune::content::render::{Style, render};
use misfortune::engine::event::{Head, Stress};
use misfortune::engine::guard::{Guard, World};
use misfortune::engine::scenario::{LessonFrom, Scenario};
use misfortune::engine::score::score;
use misfortune::engine::script;
use misfortune::engine::seed::Seed;
use misfortune::engine::session::Session;
use misfortune::engine::time::Elapsed;
use misfortune::view::Scene;
use misfortune::view::coach::coach;
use misfortune::view::severity;
use misfortune::view::signals::alerts;

/// Complains about every shipped scenario at once.
fn each(judge: impl Fn(&Path, &Arc<Scenario>) -> Vec<String>) {
    let mut wrong = Vec::new();
    for folder in scenarios::shipped() {
        let scenario = scenarios::load(&folder.join("scenario.toml"));
        let found = judge(&folder, &scenario);
        let id = scenario.metadata.id.as_str();
        wrong.extend(found.into_iter().map(|it| format!("{id}: {it}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The same of those that happened.
fn each_real(judge: impl Fn(&Path, &Arc<Scenario>) -> Vec<String>) {
    each(|folder, it| {
        if it.metadata.fictional {
            Vec::new()
        } else {
            judge(folder, it)
        }
    });
}

/// The texts of a scenario's folder, by file name.
fn texts(folder: &Path) -> Vec<(String, String)> {
    let runs = fs::read_dir(folder.join("runs")).expect("golden runs");
    let runs = runs.map(|entry| entry.expect("an entry").path());
    [folder.join("scenario.toml"), folder.join("notes.md")]
        .into_iter()
        .chain(runs)
        .map(|path| {
            let name = path.file_name().expect("a file").to_string_lossy();
            let text = fs::read_to_string(&path);
            let text = text.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            (name.into_owned(), text)
        })
        .collect()
}

/// Looks for what may not be in a line of any of a scenario's files. Links to sources are not text.
fn search(folder: &Path, find: impl Fn(&str) -> Vec<String>) -> Vec<String> {
    let mut found = Vec::new();
    for (name, text) in texts(folder) {
        let lines = text.lines().enumerate();
        for (idx, line) in lines.filter(|(_, it)| !it.starts_with("url = ")) {
            let here = find(line).into_iter();
            found.extend(here.map(|it| format!("{name}:{}: {it}", idx + 1)));
        }
    }
    found
}

#[test]
fn there_is_enough_of_everything() {
    each_real(|_, it| {
        let kinds: BTreeSet<String> = it
            .actions
            .iter()
            .map(|it| format!("{:?}", it.kind))
            .collect();
        let counts = [
            ("actions", it.actions.len(), 20),
            ("kinds of action", kinds.len(), 4),
            ("metrics", it.metrics.len(), 8),
            ("alerts", it.alerts.len(), 4),
            ("logs", it.logs.len(), 3),
            ("cues", it.cues.len(), 15),
            ("complications", it.complications.len(), 3),
            ("responders", it.responders.len(), 4),
            ("hypotheses", it.hypotheses.len(), 5),
            ("clues", it.clues.len(), 12),
            ("audiences", it.audiences.len(), 3),
            ("hints", it.hints.len(), 5),
            ("questions", it.questions.len(), 8),
            ("injects", it.injects.len(), 5),
            ("entries of the timeline", it.history.timeline.len(), 12),
        ];
        let few = counts.into_iter().filter(|(_, n, n_min)| n < n_min);
        few.map(|(what, n, n_min)| format!("{n} {what}, fewer than {n_min}"))
            .collect()
    });
}

#[test]
fn what_rings_the_pager_is_listed_from_the_start() {
    each(|_, scenario| {
        let head = Head::new(scenario, Seed(7), Stress::Normal, Vec::new());
        let session = Session::begin(Arc::clone(scenario), head);
        let listed = alerts(&Scene::new(&session, Elapsed::ZERO));
        if listed.iter().any(|it| it.level == "CRITICAL") {
            Vec::new()
        } else {
            vec!["no critical alert is listed at T+00:00, and the pager rings".to_owned()]
        }
    });
}

#[test]
fn nothing_is_left_to_complain_about() {
    each(|folder, it| {
        let source = fs::read_to_string(folder.join("scenario.toml")).expect("a scenario file");
        let loaded = lint::check(Some(it.metadata.id.as_str()), &source);
        let complaints = render("scenario.toml", &source, &loaded.diagnostics, Style::Lines);
        complaints.lines().map(str::to_owned).collect()
    });
}

#[test]
fn the_four_golden_runs_and_the_notes_are_there() {
    each_real(|folder, _| {
        let files = [
            "runs/good.toml",
            "runs/history.toml",
            "runs/clumsy.toml",
            "runs/lost.toml",
            "notes.md",
        ];
        let missing = files.into_iter().filter(|it| !folder.join(it).is_file());
        missing.map(|it| format!("there is no {it}")).collect()
    });
}

#[test]
fn history_names_its_sources_or_says_that_the_record_is_silent() {
    each_real(|_, it| {
        let timeline = it.history.timeline.iter();
        let unsourced = timeline.filter(|entry| entry.source.is_none() && !entry.unknown);
        unsourced
            .map(|entry| format!("neither a source nor `unknown`: {}", entry.text))
            .collect()
    });
}

#[test]
fn the_lessons_are_the_organisations_the_talks_and_the_authors() {
    each_real(|_, it| {
        let mut wrong = Vec::new();
        let of = |from| it.lessons.iter().filter(move |lesson| lesson.from == from);
        for (from, n_min) in [
            (LessonFrom::Official, 1),
            (LessonFrom::Talk, 3),
            (LessonFrom::Author, 1),
        ] {
            let n = of(from).count();
            if n < n_min {
                wrong.push(format!("{n} lessons from {from:?}, fewer than {n_min}"));
            }
        }
        let talks: BTreeSet<_> = of(LessonFrom::Talk).map(|it| it.source.clone()).collect();
        if talks.len() != 1 || talks.contains(&None) {
            wrong.push(format!(
                "lessons of the talk cite it, and it only: {talks:?}"
            ));
        }
        let taken = it.lessons.iter().filter(|it| it.from != LessonFrom::Talk);
        let taken = taken.filter(|it| it.source.is_some() && talks.contains(&it.source));
        wrong.extend(taken.map(|it| format!("cites the talk and is not from it: {}", it.text)));
        wrong
    });
}

#[test]
fn what_never_happened_claims_no_record() {
    each(|folder, it| {
        if !it.metadata.fictional {
            return Vec::new();
        }
        let mut wrong = Vec::new();
        let mut hold = |holds: bool, what: &str| {
            if !holds {
                wrong.push(what.to_owned());
            }
        };
        hold(it.sources.is_empty(), "it has sources");
        hold(it.history.timeline.is_empty(), "it has a real course");
        hold(it.history.harm.is_none(), "it has real harm");
        let mut lessons = it.lessons.iter();
        let own = lessons.all(|it| it.from == LessonFrom::Author);
        hold(own, "lessons are the author's");
        hold(it.briefing.text.contains("never happened"), "it says so");
        hold(folder.join("notes.md").is_file(), "there are notes");
        hold(it.truth.lost == Guard::never(), "it can be lost");
        wrong
    });
}

#[test]
fn the_coach_of_the_tutorial_says_two_lines_at_a_time_and_leads_to_the_end() {
    let folder = scenarios::root().join("scenarios/tutorial");
    let it = scenarios::load(&folder.join("scenario.toml"));
    for step in &it.coach {
        let lines = misfortune::tui::paper::wrap(&step.says, 78, 0);
        assert!(lines.len() <= 2, "{lines:#?}");
    }
    // Who types what the coach says, and nothing else, gets there.
    let head = Head::new(&it, Seed(1), Stress::Normal, script::alone(&it));
    let mut session = Session::begin(Arc::clone(&it), head);
    let mut typed = Vec::new();
    while !session.state().debriefed {
        let scene = Scene::new(&session, session.state().now);
        let says = coach(&scene).map(|it| it.types).unwrap_or_default();
        let line = match (says.as_str(), session.state().ended) {
            ("", Some(_)) => "debrief".to_owned(),
            // The coach is out of the way.
            ("", None) => "wait".to_owned(),
            // The last step speaks of claiming; what it has one type is the wait before that.
            ("wait 2m", None) if typed.iter().any(|it| it == "wait 2m") => "resolved".to_owned(),
            _ => says,
        };
        script::enter(&mut session, &line).unwrap_or_else(|why| panic!("{line}: {why:?}"));
        typed.push(line);
        assert!(typed.len() < 60, "{typed:#?}");
    }
    let score = score(&session);
    assert!(score.total > 75, "{score:#?}");
    assert!(
        session.state().now < Elapsed::from_secs(30 * 60),
        "{typed:?}"
    );
}

#[test]
fn questions_ask_how_and_what_and_blame_nobody() {
    each(|_, it| {
        let blaming = it.questions.iter().filter(|it| blames(&it.ask));
        blaming.map(|it| it.ask.clone()).collect()
    });
}

fn blames(question: &str) -> bool {
    let plain = question.to_lowercase();
    let words: Vec<&str> = plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|it| !it.is_empty())
        .collect();
    words.windows(2).any(|it| {
        it[0] == "why"
            && matches!(
                it[1],
                "did" | "didn" | "do" | "don" | "were" | "weren" | "was"
            )
    }) && words
        .iter()
        .any(|it| matches!(*it, "you" | "they" | "he" | "she"))
}

#[test]
fn addresses_are_documentation_or_publicly_documented_ones() {
    each(|folder, _| search(folder, live_addresses));
}

/// Prefixes that the public record of the outages names, and resolvers that everybody uses.
const DOCUMENTED: [([u8; 4], u32); 8] = [
    ([1, 1, 1, 1], 32),
    ([8, 8, 8, 8], 32),
    ([8, 8, 4, 4], 32),
    ([9, 9, 9, 9], 32),
    ([129, 134, 0, 0], 16),
    ([185, 89, 218, 0], 23),
    ([151, 101, 0, 0], 16),
    ([0, 0, 0, 0], 32),
];

/// Ranges for documentation, private use and the machine itself.
const NOBODYS: [([u8; 4], u32); 6] = [
    ([192, 0, 2, 0], 24),
    ([198, 51, 100, 0], 24),
    ([203, 0, 113, 0], 24),
    ([127, 0, 0, 0], 8),
    ([10, 0, 0, 0], 8),
    ([172, 16, 0, 0], 12),
];

fn live_addresses(line: &str) -> Vec<String> {
    let fours = line.split(|c: char| !(c.is_ascii_digit() || c == '.'));
    let fours = fours.filter_map(|it| it.trim_matches('.').parse::<Ipv4Addr>().ok());
    let fours = fours.filter(|it| {
        !NOBODYS.iter().chain(&DOCUMENTED).any(|(net, bits)| {
            let net = u32::from(Ipv4Addr::from(*net));
            (u32::from(*it) ^ net) >> (32 - bits) == 0
        })
    });
    let sixes = line.split(|c: char| !(c.is_ascii_hexdigit() || c == ':'));
    let sixes = sixes
        .filter(|it| it.len() > 4)
        .filter_map(|it| it.parse::<Ipv6Addr>().ok());
    let sixes = sixes.filter(|it| {
        let [first, second, ..] = it.segments();
        let is_documentation = first == 0x2001 && second == 0x0db8;
        !(is_documentation
            || it.is_loopback()
            || first & 0xfe00 == 0xfc00
            || first & 0xffc0 == 0xfe80)
    });
    let fours = fours.map(|it| format!("{it} is somebody's"));
    fours
        .chain(sixes.map(|it| format!("{it} is somebody's")))
        .collect()
}

#[test]
fn mail_goes_to_example_domains_only() {
    each(|folder, _| search(folder, live_mail));
}

fn live_mail(line: &str) -> Vec<String> {
    let words = line.split(|c: char| !(c.is_ascii_alphanumeric() || ".@+-_".contains(c)));
    let mails = words.filter(|word| {
        let Some((who, domain)) = word.trim_matches('.').split_once('@') else {
            return false;
        };
        let labels: Vec<&str> = domain.split('.').collect();
        let is_domain = labels.len() > 1
            && labels
                .last()
                .is_some_and(|it| it.len() > 1 && it.bytes().all(|b| b.is_ascii_alphabetic()));
        // `dig @a.ns…` asks a server, `ssh root@db1…` goes to one.
        let is_login = matches!(who, "" | "root" | "postgres");
        let is_example = labels.contains(&"example");
        is_domain && !is_login && !is_example
    });
    mails.map(|it| format!("{it} may be somebody's")).collect()
}

#[test]
fn there_is_nothing_like_a_wallet() {
    each(|folder, _| search(folder, wallets));
}

fn wallets(line: &str) -> Vec<String> {
    let words = line.split(|c: char| !c.is_ascii_alphanumeric());
    let wallets = words.filter(|word| {
        let is_base58 = word
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() && !b"0OIl".contains(&b));
        let has_both = word.bytes().any(|b| b.is_ascii_uppercase())
            && word.bytes().any(|b| b.is_ascii_lowercase());
        let old = (26..=35).contains(&word.len())
            && word.starts_with(['1', '3'])
            && is_base58
            && has_both;
        let new = word.len() >= 26 && word.starts_with("bc1");
        let ether = word.len() == 42
            && word.starts_with("0x")
            && word[2..].bytes().all(|b| b.is_ascii_hexdigit());
        let monero = word.len() == 95 && word.starts_with(['4', '8']) && is_base58;
        old || new || ether || monero
    });
    wallets
        .map(|it| format!("{it} looks like a wallet"))
        .collect()
}

#[test]
fn what_must_not_be_there_would_be_found() {
    let hits = |find: fn(&str) -> Vec<String>, line| find(line).len();
    assert_eq!(
        hits(
            live_addresses,
            "from 93.184.216.34, 192.0.3.1 and 172.32.0.1"
        ),
        3
    );
    assert_eq!(
        hits(
            live_addresses,
            "192.0.2.7 10.1.2.3 172.31.0.1 1.1.1.1 129.134.30.12 1.2.3"
        ),
        0
    );
    assert_eq!(
        hits(live_addresses, "2a00:1450:4007::8a and 2606:4700::1111"),
        2
    );
    assert_eq!(
        hits(
            live_addresses,
            "2001:db8::7 ::1 fe80::1 at 12:30:45 face:b00c"
        ),
        0
    );
    assert_eq!(
        hits(
            live_mail,
            "write to restore@protonmail.com or me@mail.example.org."
        ),
        1
    );
    assert_eq!(
        hits(
            live_mail,
            "ops@example.com root@db1.cluster.gitlab.com dig @a.ns.facebook.com a@db1"
        ),
        0
    );
    assert_eq!(hits(wallets, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"), 1);
    assert_eq!(
        hits(wallets, "0x52908400098527886E0F7030069857D2E4169EE7"),
        1
    );
    assert_eq!(
        hits(
            wallets,
            "sha 3f786850e387550fdab836ed7e6dc881de23001b bc1 1h30m"
        ),
        0
    );
    assert!(blames("Why did you delete it?") && blames("So: why didn't they ask?"));
    assert!(!blames("What made you look there?") && !blames("Why does DNS fail when BGP does?"));
}

#[test]
fn a_dry_run_changes_nothing() {
    each(|_, scenario| {
        let actions = scenario.actions.iter();
        let results = actions.flat_map(|action| action.results.iter().map(move |it| (action, it)));
        let wrong = results.filter(|(_, it)| it.dry && it.effect.touches_facts());
        wrong.map(|(action, _)| action.id.to_string()).collect()
    });
}

#[test]
fn help_has_the_severities_in_the_words_of_the_briefing() {
    each(|_, scenario| {
        let briefing = &scenario.briefing;
        let mut lines = briefing.access.iter().chain(&briefing.normal);
        let Some(line) = lines.find(|it| it.to_lowercase().starts_with("severit")) else {
            return Vec::new();
        };
        let levels = severity::levels(scenario).into_iter();
        let other = levels.filter(|(level, means)| !line.contains(&format!("{level} = {means}")));
        other
            .map(|(level, means)| format!("{level}: {means}"))
            .collect()
    });
}

#[test]
fn a_closed_port_still_tells_why_it_was_open_to_who_has_seen_it_closed() {
    let scenario =
        scenarios::load(&scenarios::root().join("scenarios/newsblur-2021/scenario.toml"));
    let table = &scenario.actions[scenario.action("iptables-look").expect("it ships").0];
    let clue = |id: &str| scenario.clue(id).expect("it ships").bit();
    let learned = |clues: u64| {
        let closed = ["hole_durable", "fleet_closed"];
        let closed = closed.map(|id| scenario.fact(id).expect("it ships").bit());
        let world = World {
            facts: closed[0] | closed[1],
            clues,
            claims: 0,
        };
        let result = table.coming(world).expect("always something");
        table.results[result].effect.learn
    };
    assert_eq!(learned(clue("closed-outside")), clue("accept-any"));
    assert_eq!(learned(0), 0);
}
