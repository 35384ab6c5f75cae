//! Scenarios are found by id or path, and a broken one hides no other.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::path::Path;

use misfortune::content;
use misfortune::library::{self, Library, LibraryError};
use tempfile::TempDir;

fn fixture(name: &str) -> String {
    fs::read_to_string(format!("tests/fixtures/scenarios/valid/{name}.toml")).unwrap()
}

fn put(library: &Path, id: &str, source: impl AsRef<[u8]>) {
    fs::create_dir(library.join(id)).unwrap();
    fs::write(library.join(id).join("scenario.toml"), source).unwrap();
}

fn library_of(scenarios: &[(&str, &str)]) -> (TempDir, Library) {
    let folder = tempfile::tempdir().unwrap();
    for (id, source) in scenarios {
        put(folder.path(), id, source);
    }
    let library = Library::open([folder.path().to_owned()]).unwrap();
    (folder, library)
}

#[test]
fn one_bad_scenario_never_hides_the_good_ones() {
    let (folder, library) = library_of(&[
        ("minimal", &fixture("minimal")),
        (
            "narrated",
            &fixture("narrated").replace("minutes", "minuets"),
        ),
    ]);
    put(folder.path(), "not-text", [0xff, 0xfe]);
    fs::create_dir(folder.path().join("empty")).unwrap();

    let list = library.list();
    let of = |id: &str| list.iter().find(|entry| entry.id == id);
    let title = of("minimal").map(|it| it.head.clone().map(|head| head.title));
    assert_eq!(title, Some(Ok("The disk that was full".to_owned())));
    let complaint = of("narrated").and_then(|it| it.head.clone().err()).unwrap();
    assert!(
        complaint.ends_with("narrated/scenario.toml:11:1: error[E0101]: unknown key `minuets`"),
        "{complaint}"
    );
    assert!(of("not-text").is_some_and(|it| it.head.is_err()));
    assert!(of("empty").is_none());
}

#[test]
fn a_scenario_is_found_by_id_and_by_path() {
    let (folder, library) = library_of(&[("minimal", &fixture("minimal"))]);
    let by_id = library.find("minimal").unwrap();
    assert_eq!(by_id.folder.as_deref(), Some("minimal"));
    assert!(by_id.load().scenario.is_some());

    let file = folder.path().join("minimal/scenario.toml");
    for path in [&file, file.parent().unwrap()] {
        let by_path = library.find(path.to_str().unwrap()).unwrap();
        assert_eq!(by_path.bytes, by_id.bytes);
        assert_eq!(by_path.folder.as_deref(), Some("minimal"));
    }

    let alone = folder.path().join("any-name.toml");
    fs::copy(&file, &alone).unwrap();
    let alone = library.find(alone.to_str().unwrap()).unwrap();
    assert_eq!(alone.folder, None);
    assert!(alone.load().scenario.is_some());
}

#[test]
fn a_slip_in_an_id_gets_a_suggestion() {
    let (_folder, library) = library_of(&[("minimal", &fixture("minimal"))]);
    let error = library.find("minmal").unwrap_err();
    assert_eq!(
        error.to_string(),
        "there is no scenario `minmal`; did you mean `minimal`?"
    );
    let error = library.find("qqqqqqqq").unwrap_err();
    assert_eq!(
        error.to_string(),
        "there is no scenario `qqqqqqqq`; `misfortune list` names them all"
    );
}

#[test]
fn a_folder_that_is_not_there_is_said_at_once() {
    let error = Library::open(["/nowhere/at/all".into()]).unwrap_err();
    assert!(matches!(error, LibraryError::Unreadable { .. }));
}

#[test]
fn all_scenarios_below_a_folder_are_found_to_be_checked() {
    let (folder, _) = library_of(&[
        ("narrated", &fixture("narrated")),
        ("minimal", &fixture("minimal")),
    ]);
    let found = library::files(folder.path()).unwrap();
    let folders: Vec<_> = found.iter().map(|it| it.folder.as_deref()).collect();
    assert_eq!(folders, [Some("minimal"), Some("narrated")]);
    assert!(matches!(
        library::files(&folder.path().join("minimal"))
            .unwrap()
            .as_slice(),
        [_]
    ));
    let empty = tempfile::tempdir().unwrap();
    assert!(matches!(
        library::files(empty.path()),
        Err(LibraryError::Empty { .. })
    ));
}

#[test]
fn a_file_too_big_is_not_read_to_its_end() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "big", "#".repeat(3 << 20));
    let found = &library::files(folder.path()).unwrap()[0];
    assert!(found.bytes.len() <= content::FILE_BYTES_MAX + 1);
    assert_eq!(found.load().diagnostics[0].code, "E0001");
}

#[test]
fn every_shipped_scenario_loads_and_its_head_is_what_it_says() {
    for found in library::shipped_files() {
        let loaded = found.load();
        let style = content::render::Style::Lines;
        let scenario = loaded.scenario.as_ref();
        let scenario = scenario.unwrap_or_else(|| panic!("{}", found.render(&loaded, style)));
        assert_eq!(
            content::head(&found.source()).as_ref(),
            Some(&scenario.metadata),
            "{}",
            found.path
        );
    }
}
