//! The portable form: the same bytes for the same session, and a reason for each refusal.
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "support/journal.rs"]
mod journal;

use journal::{head, notes};
use misfortune::engine::event::{Ending, Event, Head, Recorded};
use misfortune::engine::time::Elapsed;
use misfortune::store::portable::{self, Reason};
use proptest::prelude::*;

fn written(head: &Head, events: &[Recorded]) -> String {
    let mut out = Vec::new();
    portable::write(head, events, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn refusal(text: &str) -> String {
    portable::read(text.as_bytes()).unwrap_err().to_string()
}

#[test]
fn a_file_is_the_head_the_events_and_an_end() {
    insta::assert_snapshot!(written(&head(), &notes(0, 2)));
}

#[test]
fn a_whole_file_is_read_also_without_its_last_newline_or_from_windows() {
    let text = written(&head(), &notes(0, 4));
    let expected = Ok((head(), notes(0, 4)));
    assert_eq!(portable::read(text.as_bytes()), expected);
    assert_eq!(portable::read(text.trim_end().as_bytes()), expected);
    let windows = text.replace('\n', "\r\n");
    assert_eq!(portable::read(windows.as_bytes()), expected);
}

#[test]
fn wherever_a_file_is_cut_off_it_is_refused() {
    let text = written(&head(), &notes(0, 3));
    for len in 0..text.len() - 1 {
        assert!(portable::read(&text.as_bytes()[..len]).is_err(), "{len}");
    }
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let cut = "line 3: the file is cut off here";
    assert_eq!(refusal(&lines[..3].concat()), cut);
    assert_eq!(refusal(lines[..3].concat().trim_end_matches("\"}\n")), cut);
    assert_eq!(refusal(""), "line 1: the file is empty");
}

#[test]
fn whichever_byte_is_changed_the_file_is_refused() {
    let text = written(&head(), &notes(0, 3));
    for place in 0..text.len() - 1 {
        let mut bytes = text.clone().into_bytes();
        bytes[place] ^= 1;
        assert!(portable::read(&bytes).is_err(), "byte {place}");
    }
}

#[test]
fn a_refusal_says_the_line_and_the_reason() {
    let text = written(&head(), &notes(0, 4));
    let line = |n: usize| text.lines().nth(n - 1).unwrap();
    let with = |n: usize, new: &str| text.replace(line(n), new);
    let changed = "the line, or one above it, was changed after it was written";

    let edited = with(3, &line(3).replace("note 1", "note x"));
    assert_eq!(refusal(&edited), format!("line 3: {changed}"));
    let spaced = with(3, &line(3).replace("\"at\":", "\"at\": "));
    assert_eq!(refusal(&spaced), format!("line 3: {changed}"));
    let seed = with(1, &line(1).replace("\"seed\":7", "\"seed\":8"));
    assert_eq!(refusal(&seed), format!("line 1: {changed}"));

    let left_out = text.replace(&format!("{}\n", line(3)), "");
    let order = "line 3: event 2 stands where event 1 belongs";
    assert_eq!(refusal(&left_out), order);
    let swapped = with(3, &format!("{}\n{}", line(4), line(3)));
    assert_eq!(refusal(&swapped), order);
    let renumbered = left_out.replace("\"seq\":2,", "\"seq\":1,");
    assert_eq!(refusal(&renumbered), format!("line 3: {changed}"));

    assert!(refusal(&with(3, "hello")).starts_with("line 3: this is not JSON: "));
    let no_sum = with(3, r#"{"seq":1,"at":0}"#);
    let sumless = "line 3: this line does not belong here: it has no sum at its end";
    assert_eq!(refusal(&no_sum), sumless);
    let more = format!("{text}{}\n", line(3));
    assert_eq!(refusal(&more), "line 7: there is something after the end");
    let log = "line 1: this is not the first line of an exported session";
    assert_eq!(refusal("{\"level\":\"info\"}\n"), log);
    assert_eq!(refusal("[1, 2]\n"), log);
    let newer = with(1, &line(1).replace("\"version\":1", "\"version\":2"));
    assert_eq!(
        refusal(&newer),
        "line 1: the file has format 2, this program reads 1: use a newer program"
    );
    let newer = with(
        1,
        &line(1).replace("\"format\":1", "\"format\":9,\"new\":0"),
    );
    assert_eq!(
        refusal(&newer),
        "line 1: the file has format 9, this program reads 1: use a newer program"
    );
    let mut latin = text.clone().into_bytes();
    let place = text.find("note 2").unwrap();
    latin[place] = 0xe9;
    let error = portable::read(&latin).unwrap_err();
    assert_eq!((error.line, error.reason), (4, Reason::NotText));
}

#[test]
fn a_text_that_could_act_on_a_terminal_is_refused() {
    for hostile in ["\u{1b}[2J", "\u{202e}", "\u{9b}31m", "\u{7}"] {
        let mut events = notes(0, 1);
        let text = hostile.to_owned();
        let by = "you".into();
        events[0].event = Event::Noted { by, text };
        let error = portable::read(written(&head(), &events).as_bytes()).unwrap_err();
        assert_eq!((error.line, error.reason), (2, Reason::Control));
    }
}

prop_compose! {
    fn text()(text in "[ -~äöü€漢😀\"\\\\]{0,40}") -> String { text }
}

fn event() -> impl Strategy<Value = Event> {
    let by = || Just("you".into());
    prop_oneof![
        Just(Event::PageRang {}),
        Just(Event::LeftOff {}),
        Just(Event::Ended {
            ending: Ending::OutOfTime
        }),
        (by(), text()).prop_map(|(by, text)| Event::Noted { by, text }),
        (by(), any::<usize>(), text()).prop_map(|(by, question, text)| Event::Answered {
            by,
            question,
            text
        }),
        (by(), 0..6_u8, text()).prop_map(|(by, roti, raise)| Event::Rated { by, roti, raise }),
        (by(), any::<Option<usize>>()).prop_map(|(who, result)| Event::ActionFinished {
            who,
            action: "look".into(),
            result,
        }),
        (by(), any::<u64>()).prop_map(|(by, since)| Event::Waited {
            by,
            since: Elapsed(since)
        }),
    ]
}

proptest! {
    #[test]
    fn what_is_written_is_read_and_written_the_same(
        all in prop::collection::vec((event(), any::<u64>()), 0..40),
        seed in any::<u64>(),
    ) {
        let mut head = head();
        head.seed.0 = seed;
        let events: Vec<Recorded> = (0..)
            .zip(all)
            .map(|(seq, (event, at))| Recorded { seq, at: Elapsed(at), event })
            .collect();
        let text = written(&head, &events);
        let (head_again, events_again) = portable::read(text.as_bytes()).unwrap();
        prop_assert_eq!(&head_again, &head);
        prop_assert_eq!(&events_again, &events);
        prop_assert_eq!(written(&head_again, &events_again), text);
    }

    #[test]
    fn nothing_makes_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(portable::read(&bytes).is_err());
    }
}
