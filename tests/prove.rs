//! The prover.
use misfortune::content;
use misfortune::engine::state::Standing;
use misfortune::prove::relax::Players;
use misfortune::prove::search::{Aim, Found, search};
use misfortune::prove::slice::Slice;

#[test]
fn probe() {
    for id in [
        "fastly-2021",
        "gitlab-2017",
        "newsblur-2021",
        "facebook-bgp-2021",
    ] {
        let text = std::fs::read_to_string(format!("scenarios/{id}/scenario.toml")).unwrap();
        let scenario = content::load(Some(id), &text).scenario.unwrap();
        let slice = Slice::of(
            &scenario,
            &[&scenario.truth.resolved, &scenario.truth.lost],
            &[],
        );
        println!(
            "{id}: actions {} of {} helps {} cues {} of {} calls {:?} posts {} claims {:?}",
            slice.actions.len(),
            scenario.actions.len(),
            slice.helps.iter().filter(|x| **x).count(),
            slice.cues.len(),
            scenario.cues.len(),
            slice.calls,
            slice.posts.len(),
            slice.claims
        );
        for players in [Players::ONE, Players::FOUR] {
            for greed in [
                misfortune::prove::search::How::Any,
                misfortune::prove::search::How::Shortest,
            ] {
                let mut budget = 300;
                let aim = Aim {
                    goal: &scenario.truth.resolved,
                    until: scenario.clock.limit,
                    players,
                    how: greed,
                };
                let root = slice.standing(&Standing::new(&scenario));
                let t = std::time::Instant::now();
                let found = search(&slice, root, &aim, &mut budget);
                println!(
                    "  {players:?} {greed:?} used {} in {:?}",
                    300 - budget,
                    t.elapsed()
                );
                if let Found::Line(line) = &found {
                    println!(
                        "  lower {:?} par {} moves {}",
                        misfortune::prove::relax::Relaxed::from(
                            &slice.scenario,
                            &slice.rules,
                            &slice.standing(&Standing::new(&scenario)),
                            players
                        )
                        .guard_at(&scenario.truth.resolved)
                            / 1000,
                        line.at,
                        line.moves.len()
                    );
                    if true {
                        for (at, m) in &line.moves {
                            match m {
                                misfortune::prove::search::Move::Start(_, who, a) => println!(
                                    "    {at} {} {}",
                                    scenario.responders[who.0].id, scenario.actions[a.0].id
                                ),
                                o => println!("    {at} {o:?}"),
                            }
                        }
                    }
                } else {
                    println!("  {found:?}");
                }
            }
        }
    }
}
