//! The score and the debrief as documents.

use misfortune::prove::regret::Regret;
use misfortune::report::{json, markdown, score_json, text};
use misfortune::view::debrief::{score_sheet, sheets};

use crate::bakery::{begin, play, scene, whole};
use misfortune::engine::event::Stress;

#[test]
fn the_debrief_as_text() {
    let session = whole();
    let regret = Regret::of(&session);
    let sheets = sheets(&scene(&session).with_regret(Some(&regret)));
    let told = text::debrief(&sheets);
    for line in told.lines() {
        assert!(line.len() <= 78 || line.contains("://"), "{line}");
    }
    insta::assert_snapshot!(told);
}

#[test]
fn the_debrief_as_markdown() {
    let session = whole();
    let regret = Regret::of(&session);
    let sheets = sheets(&scene(&session).with_regret(Some(&regret)));
    insta::assert_snapshot!(markdown::debrief(&sheets));
}

#[test]
fn the_debrief_as_json_has_the_same() {
    let session = whole();
    let sheets = sheets(&scene(&session));
    let value: serde_json::Value = serde_json::from_str(&json(&sheets)).unwrap();
    assert_eq!(value["score"]["total"], sheets.score.total);
    assert_eq!(value["theirs"][2]["unknown"], true);
    let score: serde_json::Value = serde_json::from_str(&score_json(&sheets.score)).unwrap();
    assert_eq!(score, value["score"]);
}

#[test]
fn each_point_is_explained() {
    for lines in ["00:40 ack", "170:00 ack", crate::bakery::WHOLE] {
        let mut session = begin(Stress::Normal);
        play(&mut session, lines);
        let sheet = score_sheet(&scene(&session));
        for line in sheet.dimensions.iter().flat_map(|it| &it.lines) {
            assert!(!line.what.is_empty() && !line.why.is_empty(), "{line:?}");
        }
    }
}

#[test]
fn moments_are_chosen_by_what_mattered_and_nobody_is_asked_why() {
    let lines = "00:40 ack\n01:00 tail -n 20 shop.log\n02:00 post public Orders fail.\n\
                 03:00 mitigated\n04:00 redis-cli flushall\n05:00 psql -c 'truncate orders'";
    let mut session = begin(Stress::Normal);
    play(&mut session, lines);
    session.advance(misfortune::engine::time::Elapsed::NEVER);
    let sheets = sheets(&scene(&session));
    let told: Vec<&str> = sheets.pivots.iter().map(|it| it.moment.as_str()).collect();
    assert_eq!(told.len(), 5);
    for said in [
        "the point of no return was passed",
        "\"Drop the orders table\" destroyed something",
        "\"Empty the session cache\" destroyed something",
        "`mitigated` was claimed and was not so",
    ] {
        assert!(told.iter().any(|it| it.contains(said)), "{said}: {told:?}");
    }
    for pivot in &sheets.pivots {
        let ask = pivot.ask;
        assert!(ask.starts_with("What ") || ask.starts_with("How "), "{ask}");
        assert!(!ask.to_lowercase().contains("why"), "{ask}");
    }
}

#[test]
fn an_idle_play_is_debriefed_too() {
    let mut session = begin(Stress::Untimed);
    session.advance(misfortune::engine::time::Elapsed::NEVER);
    let sheet = score_sheet(&scene(&session));
    insta::assert_snapshot!(text::score(&sheet));
}

#[test]
fn a_word_after_the_end_counts_for_the_public_alone_and_only_that_is_asked_for() {
    let lines = "00:40 ack\n01:10 page netops\n03:10 psql -c 'select 1'\n\
                 09:00 ask netops certctl renew payments\n30:00 resolved";
    let mut session = begin(Stress::Normal);
    play(&mut session, lines);
    assert!(session.state().ended.is_some());
    let shown = misfortune::view::timeline::timeline(&scene(&session));
    let said = shown.iter().flat_map(|it| &it.lines);
    let asked: Vec<&String> = said.filter(|it| it.contains("still counts")).collect();
    assert_eq!(
        asked,
        ["not told in the last 5 min: public, owner; `post public` still counts"]
    );
    let points = |session: &misfortune::engine::session::Session| {
        let sheet = score_sheet(&scene(session));
        let lines = sheet.dimensions.into_iter().flat_map(|it| it.lines);
        let what = |it: misfortune::view::score::LineRow| (it.what, it.points);
        lines.map(what).collect::<Vec<_>>()
    };
    let before = points(&session);
    let mut owner = session.clone();
    play(&mut owner, "30:00 post owner It is over.");
    assert_eq!(points(&owner), before);
    play(&mut session, "30:00 post public It is over.");
    let after = points(&session);
    let never = "the public was never told that it is over";
    assert!(before.iter().any(|(what, _)| what == never));
    assert!(after.iter().all(|(what, _)| what != never));
    let all = |points: &[(String, u8)]| points.iter().map(|it| u32::from(it.1)).sum::<u32>();
    assert!(all(&after) > all(&before));
}
