//! Safety and what goes with it: judged by what came of a step.

use super::*;

/// A change that leaves a note that it was made, a dry run of it, and what may follow from it.
const CHANGES: [Edit; 2] = [
    (
        "[[facts]]\nid = \"hidden_twist\"",
        "[[facts]]\nid = \"hidden_note\"\nabout = \"HIDDEN A rule that filters nothing.\"\n\n\
         [[facts]]\nid = \"hidden_twist\"",
    ),
    (
        "[[actions]]\nid = \"new-cert\"",
        "[[actions]]\nid = \"deny\"\nkind = \"change\"\nlabel = \"Deny the port\"\n\
         commands = [\"ufw deny 443\"]\ntakes = \"1m\"\nchecks = [\"tls-errors\"]\n\
         results = [{ output = \"Rule added\", set = [\"hidden_note\"] }]\n\n\
         [[actions]]\nid = \"deny-shown\"\nkind = \"probe\"\nlabel = \"Show the rules\"\n\
         commands = [\"ufw status\"]\ntakes = \"1m\"\n\
         results = [{ when = [\"hidden_note\"], output = \"deny 443\" }, { output = \"none\" }]\n\n\
         [[actions]]\nid = \"redeploy\"\nkind = \"change\"\nlabel = \"Redeploy\"\n\
         commands = [\"redeploy\"]\ntakes = \"1m\"\nrisk = \"All of it goes.\"\n\
         checks = [\"tls-errors\"]\nrepeatable = true\n\
         results = [{ output = \"(check mode: nothing was done)\", dry = true }]\n\n\
         [[actions]]\nid = \"new-cert\"",
    ),
];

/// A cue that loses the orders, so or so.
fn loses(when: &str) -> Edit {
    let cue = format!(
        "[[cues]]\nid = \"hidden-loss\"\nwhen = {when}\nafter = \"3m\"\n\
         set = [\"hidden_orders_lost\"]\n\n[[cues]]\nid = \"hidden-owner\""
    );
    ("[[cues]]\nid = \"hidden-owner\"", cue.leak())
}

fn needless(session: &Session) -> usize {
    let line = line(&score(session), Dimension::Safety, |it| {
        matches!(it, Finding::Needless(_))
    });
    match line.finding {
        Finding::Needless(actions) => actions.len(),
        other => unreachable!("{other:?}"),
    }
}

/// Changes on evidence, and without; none where nothing was judged.
fn on_evidence(session: &Session) -> Option<(usize, usize)> {
    let score = score(session);
    let mut lines = score.dimensions[1].lines.iter();
    lines.find_map(|line| match &line.finding {
        Finding::EvidenceFirst { with, without } => Some((*with, without.len())),
        _ => None,
    })
}

#[test]
fn a_change_without_effect_is_needless_and_not_made_on_evidence() {
    let looked = "00:30 ack\n01:00 tail shop.log\n";
    let pointless = play(&CHANGES, &format!("{looked}02:00 ufw deny 443\n05:00"));
    assert_eq!((needless(&pointless), on_evidence(&pointless)), (1, None));
    let and_more = format!("{looked}02:00 ufw deny 443\n04:00 proxyctl set payments=later\n10:00");
    let and_more = play(&CHANGES, &and_more);
    assert_eq!(
        (needless(&and_more), on_evidence(&and_more)),
        (1, Some((1, 0)))
    );
    // Begun without a look it was a guess all the same.
    let blind = play(&CHANGES, "00:30 ack\n02:00 ufw deny 443\n05:00");
    assert_eq!((needless(&blind), on_evidence(&blind)), (1, Some((0, 1))));
}

#[test]
fn a_change_without_which_another_does_nothing_has_an_effect() {
    let lift = "[[actions]]\nid = \"lift\"\nkind = \"change\"\nlabel = \"Lift\"\n\
                commands = [\"lift\"]\ntakes = \"1m\"\n\
                results = [{ when = [\"hidden_note\"], output = \"done\", \
                set = [\"hidden_proxy_off\"] }]\n\n[[actions]]\nid = \"new-cert\"";
    let lift: Edit = ("[[actions]]\nid = \"new-cert\"", lift);
    let lines = "00:30 ack\n01:00 tail shop.log\n02:00 ufw deny 443\n05:00";
    let [note, deny] = CHANGES;
    assert_eq!(needless(&play(&[note, deny, lift], lines)), 0);
    assert_eq!(needless(&play(&[note, deny], lines)), 1);
}

#[test]
fn a_dry_run_costs_nothing() {
    let dry = play(&CHANGES, "00:30 ack\n02:00 redeploy\n05:00");
    assert_eq!((needless(&dry), on_evidence(&dry)), (0, None));
    let safety = score(&dry).of(Dimension::Safety);
    assert!(safety.is_none_or(|it| it == 100), "{safety:?}");
    let lines = &score(&dry).dimensions[3].lines;
    let is_risky = |it: &Line| matches!(it.finding, Finding::Checks { .. });
    assert!(!lines.iter().any(is_risky), "{lines:#?}");
}

#[test]
fn what_was_destroyed_is_not_passed_over_where_harm_is_told() {
    let flushed = play(&[], "00:30 ack\n02:00 redis-cli flushall\n05:00");
    assert_eq!(
        told(&flushed, "users suffer a minute"),
        "beside what was destroyed, no step raised what users suffer a minute"
    );
    let helped = play(&[], "00:30 ack\n02:00 proxyctl set payments=later\n05:00");
    told(&helped, "no step made users suffer more");
}

#[test]
fn what_follows_from_a_step_is_told_with_the_step() {
    let lines = "00:30 ack\n02:00 redis-cli flushall\n10:00";
    let followed = play(&[loses("[\"hidden_cache_gone\"]")], lines);
    let told = told(&followed, "data lost at T+05:10");
    assert!(
        told.contains("following from \"Empty the session cache\" at T+02:10"),
        "{told}"
    );
}

#[test]
fn what_would_have_come_anyway_is_nobodys_step() {
    let lines = "00:30 ack\n02:00 redis-cli flushall\n10:00";
    let anyway = play(
        &[loses("[[\"hidden_cache_gone\"], [\"!hidden_proxy_off\"]]")],
        lines,
    );
    let line = line(&score(&anyway), Dimension::Safety, |it| {
        matches!(it, Finding::Damage(_))
    });
    let Finding::Damage(damaged) = line.finding else {
        unreachable!("damage was asked for")
    };
    assert!(damaged.iter().all(|it| it.after.is_none()), "{damaged:?}");
}

#[test]
fn as_much_harm_as_is_said_to_count_in_full_does() {
    let lines = "00:30 ack\n01:00 tail shop.log\n02:00 proxyctl set payments=later\n10:00";
    let points = |target: &'static str| {
        let session = play(&[("harm = 800", target)], lines);
        let line = line(&score(&session), Dimension::Mitigation, |it| {
            matches!(it, Finding::Harm { .. })
        });
        let Finding::Harm { suffered, full, .. } = line.finding else {
            unreachable!("harm was asked for")
        };
        let scene = Scene::new(&session, session.state().now);
        let sheet = sheet(&scene, &score(&session));
        let mut lines = sheet.dimensions.iter().flat_map(|it| &it.lines);
        let told = lines.find(|it| it.what.starts_with("users suffered"));
        let why = told.expect("a line of harm").why.clone();
        (suffered <= full, line.points == line.of, why)
    };
    // 114 orders: a tenth over 104 is 114, over 103 it is 113.
    let within = points("harm = 104");
    assert_eq!((within.0, within.1), (true, true));
    assert!(
        within
            .2
            .ends_with("a strong run has 104, and up to 114 counts in full")
    );
    let beyond = points("harm = 103");
    assert_eq!((beyond.0, beyond.1), (false, false));
}
