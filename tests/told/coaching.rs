//! What the coach says next, by its steps.

use std::sync::Arc;

use misfortune::content;
use misfortune::engine::event::{Head, Stress};
use misfortune::engine::id::ActionIdx;
use misfortune::engine::script::alone;
use misfortune::engine::seed::Seed;
use misfortune::engine::session::Session;
use misfortune::view::coach::{asked, coach};
use misfortune::view::confirm::confirm;

use crate::bakery::{play, scene};

/// The bakery with a coach.
fn begin(steps: &str) -> Session {
    let source = include_str!("../fixtures/told/bakery.toml");
    let loaded = content::load(None, &format!("{source}\n{steps}"));
    let scenario = loaded.scenario.map(Arc::new);
    let scenario = scenario.unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics));
    let head = Head::new(&scenario, Seed(7), Stress::Calm, alone(&scenario));
    Session::begin(scenario, head)
}

/// What is to be typed next.
fn types(session: &Session) -> String {
    coach(&scene(session)).unwrap().types
}

/// A claim, said until it is claimed, between a look and what comes after.
const CLAIM: &str = r#"
[[coach]]
says = "Look."
types = "tail shop.log"
until = ["clue:tls-errors"]

[[coach]]
when = ["clue:tls-errors", "!claim:mitigated"]
says = "Claim it."
types = "mitigated"
done = "hyp"

[[coach]]
says = "Go on."
types = "ic me"
done = "ic"
"#;

/// A risk that the coach leads to.
const RISK: &str = r#"
[[coach]]
says = "Renew it."
types = "ask netops certctl renew payments"
done = "act"
"#;

#[test]
fn of_a_risk_that_was_spoken_of_the_coach_names_the_word_and_of_another_it_says_no() {
    let mut session = begin(RISK);
    play(
        &mut session,
        "00:40 ack\n00:50 page netops\n05:00 note here",
    );
    let scene = scene(&session);
    let asked = |line: &str| {
        let all = scene
            .scenario()
            .actions
            .iter()
            .position(|it| it.commands[0] == line);
        let confirm = confirm(&scene, ActionIdx(all.unwrap()), line);
        (asked(coach(&scene).unwrap(), &confirm).types, confirm.word)
    };
    let (types, word) = asked("certctl renew payments");
    assert_eq!(types, word);
    assert_eq!(asked("redis-cli flushall").0, "no");
}

#[test]
fn a_step_said_until_its_claim_is_made_ends_with_the_claim() {
    let mut session = begin(CLAIM);
    play(&mut session, "00:40 ack\n00:50 tail shop.log\n03:00 wait");
    assert_eq!(types(&session), "mitigated");
    play(&mut session, "20:00 mitigated");
    assert_eq!(types(&session), "ic me");
}

#[test]
fn such_a_claim_made_too_early_passes_over_nothing_either() {
    let mut session = begin(CLAIM);
    play(&mut session, "00:40 ack\n00:50 mitigated");
    assert_eq!(types(&session), "tail shop.log");
}

#[test]
fn a_word_to_be_posted_is_not_asked_for_once_its_until_holds() {
    let steps = r#"
[[coach]]
says = "Tell them."
types = "post public We look."
done = "post"
until = ["claim:mitigated"]

[[coach]]
says = "Go on."
types = "ic me"
done = "ic"
"#;
    let mut session = begin(steps);
    play(&mut session, "00:40 ack");
    assert_eq!(types(&session), "post public We look.");
    play(&mut session, "00:50 mitigated");
    assert_eq!(types(&session), "ic me");
}
