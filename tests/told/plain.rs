//! Lines are for screen readers, braille displays and pipes: no glyph in them is a drawing.

use std::fs;
use std::io::Cursor;
use std::sync::Arc;

use misfortune::content::script as file;
use misfortune::engine::event::Stress;
use misfortune::engine::scenario::Scenario;
use misfortune::engine::script::{self, Script};
use misfortune::line::Face;
use misfortune::os::clock::{HandClock, WallTime};
use misfortune::play::Play;
use misfortune::store::JournalStore;
use misfortune::store::memory::Memory;

use crate::scenarios;

/// Lines, blocks, shapes and braille.
fn is_drawing(glyph: char) -> bool {
    matches!(glyph, '\u{2500}'..='\u{25ff}' | '\u{2800}'..='\u{28ff}' | '\u{1fb00}'..='\u{1fbff}')
}

/// Everything line mode tells of a golden run, from the briefing to the debrief.
fn told(scenario: &Arc<Scenario>, script: &Script) -> String {
    let session = script::play(scenario, script).session;
    let mut store = Memory::default();
    let number = store.create(session.head(), WallTime::default()).unwrap();
    store.append(number, 0, session.journal()).unwrap();
    let clock = Box::new(HandClock::default());
    let play = Play::resume(Arc::clone(scenario), Box::new(store), number, clock).unwrap();
    let lines = "help\nstatus\nboard\nquit\n";
    let mut out = Vec::new();
    let mut face = Face::new(Cursor::new(lines.to_owned()), &mut out, false).unwrap();
    assert!(face.brief(scenario, Stress::Untimed).unwrap());
    face.play(play).unwrap();
    drop(face);
    String::from_utf8(out).unwrap()
}

#[test]
fn no_golden_run_is_told_in_box_or_braille_glyphs() {
    let mut n_runs = 0;
    for folder in scenarios::shipped() {
        let scenario = scenarios::load(&folder.join("scenario.toml"));
        for entry in fs::read_dir(folder.join("runs")).unwrap() {
            let path = entry.unwrap().path();
            let source = fs::read_to_string(&path).unwrap();
            let script = file::load(&source, Some(&scenario)).script.unwrap();
            let told = told(&scenario, &script);
            let drawn = told.lines().find(|line| line.contains(is_drawing));
            assert_eq!(drawn, None, "{}", path.display());
            assert!(told.lines().count() > 50, "{}: {told}", path.display());
            n_runs += 1;
        }
    }
    assert!(n_runs >= 16, "{n_runs}");
}
