//! The screens in the documentation are what the program shows.

#[path = "../examples/screens/film.rs"]
mod film;

use std::fs;
use std::path::Path;

#[test]
fn the_screens_in_the_documentation_are_what_the_program_shows() {
    for page in film::PAGES {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
        let written = fs::read_to_string(&path).expect("the page");
        let placed = film::placed(&written).expect("screens that there are");
        assert!(
            placed == written,
            "{page} is out of date, write it again: cargo run --example screens"
        );
        assert!(written.contains("<!-- screen: "), "{page} shows nothing");
    }
}

#[test]
fn a_page_that_asks_for_what_there_is_not_is_refused() {
    let wrong = film::placed("<!-- screen: attic 80x24 -->\n<!-- end -->\n");
    assert!(wrong.is_err_and(|why| why.contains("attic")));
    let open = film::placed("<!-- screen: home 80x24 -->\n");
    assert!(open.is_err_and(|why| why.contains("no `<!-- end -->`")));
}
