//! The prover: agrees with trying everything, and finds the break in a scenario that is broken.

#[expect(clippy::disallowed_types, reason = "only asked what is in it")]
use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};

use misfortune::content;
use misfortune::engine::event::Ending;
use misfortune::engine::guard::{Conjunction, Guard, World};
use misfortune::engine::id::{ActionIdx, AudienceIdx, ResponderIdx};
use misfortune::engine::scenario::{
    Action, ActionKind, ActionResult, Claim, Complication, Cue, Effect, Fact, Scenario, Trigger,
    here_bit,
};
use misfortune::engine::state::Standing;
use misfortune::engine::time::{Elapsed, Span};
use misfortune::prove::relax::Players;
use misfortune::prove::search::{Aim, Found, How, Move, search};
use misfortune::prove::slice::Slice;
use misfortune::prove::{Proof, clean, tell};

const SHIPPED: [&str; 4] = [
    "fastly-2021",
    "gitlab-2017",
    "newsblur-2021",
    "facebook-bgp-2021",
];

fn shipped(id: &str) -> String {
    let root = env!("CARGO_MANIFEST_DIR");
    std::fs::read_to_string(format!("{root}/scenarios/{id}/scenario.toml")).expect("a scenario")
}

/// Small numbers that look like chance and are the same every time.
struct Draw(u64);

const N_FACTS: u64 = 5;

impl Draw {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % n
    }

    /// Once in so many.
    fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    fn facts(&mut self) -> u64 {
        (0..self.below(3)).fold(0, |all, _| all | 1 << self.below(N_FACTS))
    }

    fn span(&mut self, from: u64, to: u64) -> Span {
        Span::from_secs((from + self.below(to - from + 1)) * 10)
    }

    /// Facts mostly; now and then a clue, a claim or somebody's being there.
    fn guard(&mut self) -> Guard {
        let n_ways = if self.one_in(5) { 2 } else { 1 };
        let ways = (0..n_ways).map(|_| {
            let mut need = facts(self.facts());
            let mut forbid = World::default();
            if self.one_in(3) {
                forbid = facts(self.facts());
            }
            match self.below(24) {
                0 => need.clues |= 1,
                1 => forbid.clues |= 1,
                2 => need.claims |= here_bit(ResponderIdx(1)),
                3 => forbid.claims |= here_bit(ResponderIdx(1)),
                4 => need.claims |= Claim::ALL[1 + self.index(3)].bit(),
                5 => forbid.claims |= Claim::ALL[self.index(4)].bit(),
                _ => {}
            }
            Conjunction {
                need,
                forbid: forbid.without(need),
            }
        });
        Guard {
            any: ways.collect(),
        }
    }

    fn index(&mut self, n: usize) -> usize {
        usize::try_from(self.below(n as u64)).expect("small")
    }

    fn effect(&mut self) -> Effect {
        let set = if self.one_in(8) {
            0
        } else {
            1 << self.below(N_FACTS)
        };
        let clear = if self.one_in(4) {
            1 << self.below(N_FACTS)
        } else {
            0
        };
        Effect {
            set,
            clear: clear & !set,
            learn: u64::from(self.one_in(8)),
            ..Effect::default()
        }
    }
}

fn facts(facts: u64) -> World {
    World {
        facts,
        ..World::default()
    }
}

/// A scenario with few facts, actions, cues and people, drawn from a number.
fn small(seed: u64) -> Scenario {
    let root = env!("CARGO_MANIFEST_DIR");
    let path = format!("{root}/tests/fixtures/scenarios/valid/minimal.toml");
    let text = std::fs::read_to_string(path).expect("a fixture");
    let mut it = content::load(None, &text)
        .scenario
        .expect("a valid fixture");
    let mut draw = Draw(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    for _ in 0..8 {
        draw.below(2);
    }
    let skills = ["a", "b"];
    it.responders.truncate(1);
    it.you = ResponderIdx(0);
    it.responders[0].skills = vec!["a".into()];
    it.responders[0].arrival = Effect::default();
    for id in ["other", "third"].iter().take(1 + draw.index(5) / 4) {
        let mut other = it.responders[0].clone();
        other.id = (*id).into();
        other.skills = vec![skills[draw.index(2)].into(), "b".into()];
        other.skills.dedup();
        other.present = draw.one_in(2);
        other.arrives_after = draw.span(1, 4);
        if draw.one_in(4) {
            other.arrival = draw.effect();
        }
        it.responders.push(other);
    }
    it.initial_facts = if draw.one_in(2) { draw.facts() } else { 0 };
    it.complications.clear();
    it.injects.clear();
    it.audiences.truncate(usize::from(draw.one_in(3)));
    for audience in &mut it.audiences {
        audience.when = draw.guard();
        audience.informs = 1 << draw.below(N_FACTS);
    }
    it.actions = (0..=draw.below(3))
        .map(|idx| Action {
            id: format!("act{idx}").into(),
            kind: ActionKind::Change,
            label: String::new(),
            commands: Vec::new(),
            listed: Guard::always(),
            takes: draw.span(1, 4),
            skill: (!draw.one_in(4)).then(|| skills[draw.index(2)].into()),
            risk: None,
            repeatable: draw.one_in(3),
            checks: 0,
            results: (0..=draw.below(3))
                .map(|_| ActionResult {
                    when: draw.guard(),
                    takes: draw.one_in(3).then(|| draw.span(1, 4)),
                    output: String::new(),
                    effect: draw.effect(),
                    dry: false,
                    why: None,
                })
                .collect(),
            reconstructed: false,
        })
        .collect();
    it.cues = (0..draw.below(4))
        .map(|idx| {
            let guard = draw.guard();
            Cue {
                id: format!("cue{idx}").into(),
                trigger: if draw.one_in(3) {
                    Trigger::At(Elapsed(draw.span(0, 10).0), guard)
                } else {
                    Trigger::After(guard, draw.span(0, 6))
                },
                effect: draw.effect(),
                reconstructed: false,
            }
        })
        .collect();
    let mut goal = draw.guard();
    for way in &mut goal.any {
        way.need.facts |= 1 << draw.below(N_FACTS);
        way.forbid = way.forbid.without(way.need);
    }
    it.truth.resolved = goal;
    it.truth.mitigated = draw.guard();
    it.truth.lost = Guard::never();
    if draw.one_in(4) {
        it.truth.lost = draw.guard();
        for way in &mut it.truth.lost.any {
            way.need.facts |= 1 << draw.below(N_FACTS);
            way.forbid = way.forbid.without(way.need);
        }
    }
    it.targets.hold = draw.span(0, 3);
    it.clock.limit = Elapsed::from_secs(100);
    it
}

/// Whether anything that can happen asks about what has been claimed.
fn asks_for_claims(scenario: &Scenario) -> bool {
    let results = scenario.actions.iter().flat_map(|it| &it.results);
    let cues = scenario.cues.iter().map(|cue| cue.trigger.guard());
    let audiences = scenario.audiences.iter().map(|it| &it.when);
    let truth = [&scenario.truth.resolved, &scenario.truth.lost];
    let guards = results.map(|it| &it.when).chain(cues);
    let mut ways = guards
        .chain(audiences)
        .chain(truth)
        .flat_map(|guard| &guard.any);
    ways.any(|way| (way.need.claims | way.forbid.claims) & 0b1111 != 0)
}

/// A play at a moment: how things stand, and since when the goal holds.
type Play = (Standing, Option<Elapsed>);

/// Everything that may be done, at every step of the clock, soonest first: when the goal is
/// reached. Knows nothing of what matters. `None` when there is too much of it.
struct Brute<'s> {
    scenario: &'s Scenario,
    players: Players,
    claims: bool,
    n_plays: usize,
}

/// Plays, told apart by a quick hash.
#[expect(clippy::disallowed_types, reason = "only asked what is in it")]
type Plays = HashSet<Play, BuildHasherDefault<Quick>>;

#[derive(Default)]
struct Quick(u64);

impl Hasher for Quick {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }

    fn write_usize(&mut self, word: usize) {
        self.write_u64(word as u64);
    }

    fn write_isize(&mut self, word: isize) {
        self.write_u64(word.cast_unsigned() as u64);
    }
}

const STEP: Span = Span::from_secs(10);
const PLAYS_MAX: usize = 2_500;

impl Brute<'_> {
    fn holds(&self, (standing, since): &Play, at: Elapsed) -> Option<Elapsed> {
        let holds = self.scenario.truth.resolved.holds(standing.world);
        holds.then_some(since.unwrap_or(at))
    }

    /// The world goes on until then.
    fn go_on(&self, mut play: Play, to: Elapsed) -> Play {
        while let Some((at, due)) = play.0.next_due(self.scenario).filter(|(at, _)| *at <= to) {
            let happening = play.0.comes_of(self.scenario, due);
            play.0.now = play.0.now.max(at);
            play.0.follow(self.scenario, at, happening);
            play.1 = self.holds(&play, at);
        }
        play.0.now = play.0.now.max(to);
        play
    }

    fn moves(&self, from: &Standing) -> Vec<Move> {
        let scenario = self.scenario;
        let mut all = vec![Move::Acknowledge];
        let people = || (0..scenario.responders.len()).map(ResponderIdx);
        all.extend(people().map(Move::Page));
        all.extend((0..scenario.audiences.len()).map(|it| Move::Post(AudienceIdx(it))));
        if self.claims {
            all.extend(Claim::ALL.into_iter().skip(1).map(Move::Claim));
        }
        let n_busy = from.people.iter().filter(|it| it.busy.is_some()).count();
        for who in people() {
            let by = if self.players == Players::ONE {
                scenario.you
            } else {
                who
            };
            if self.players == Players::ONE || n_busy < self.players.0 {
                let actions = (0..scenario.actions.len()).map(ActionIdx);
                all.extend(actions.map(|action| Move::Start(by, who, action)));
            }
        }
        all
    }

    /// Two plays that differ only in what is over and done with are the same.
    fn plain(mut play: Play) -> Play {
        let now = play.0.now;
        for person in &mut play.0.people {
            person.asking_until = person.asking_until.max(now);
            if let Some(busy) = &mut person.busy {
                busy.since = Elapsed::ZERO;
            }
        }
        for cue in play.0.cues.iter_mut().filter(|cue| cue.spent) {
            cue.since = None;
        }
        play.0.acknowledged = play.0.acknowledged.map(|_| Elapsed::ZERO);
        play.0.truly_mitigated = play.0.truly_mitigated.map(|_| Elapsed::ZERO);
        play
    }

    fn run(&mut self) -> Result<Option<Elapsed>, ()> {
        let hold = self.scenario.targets.hold;
        let start = Standing::new(self.scenario);
        let since = self.holds(&(start.clone(), None), Elapsed::ZERO);
        let mut now = Elapsed::ZERO;
        let mut layer: Plays = Plays::default();
        layer.insert((start, since));
        while !layer.is_empty() && now <= self.scenario.clock.limit {
            let went: Vec<Play> = layer
                .drain()
                .map(|play| Self::plain(self.go_on(play, now)))
                .collect();
            let mut open = went.clone();
            layer.extend(went);
            while let Some(play) = open.pop() {
                let lost = play.0.ended.is_some_and(|(_, it)| it == Ending::Lost);
                if !lost && play.1.is_some_and(|since| since + hold <= now) {
                    return Ok(Some(now - hold));
                }
                for made in self.moves(&play.0) {
                    if made.may(self.scenario, &play.0) {
                        let mut next = play.clone();
                        made.make(self.scenario, &mut next.0);
                        next.1 = self.holds(&next, now);
                        let next = Self::plain(self.go_on(next, now));
                        if layer.insert(next.clone()) {
                            open.push(next);
                        }
                    }
                }
                if layer.len() + self.n_plays > PLAYS_MAX {
                    return Err(());
                }
            }
            self.n_plays += layer.len();
            layer.retain(|play| play.0.ended.is_none());
            now = now + STEP;
        }
        Ok(None)
    }
}

#[test]
fn trying_everything_at_every_step_of_the_clock_finds_the_same_goals_at_the_same_times() {
    let mut n_won = 0;
    let mut n_lost = 0;
    let mut wrong = Vec::new();
    for seed in 1..=2000 {
        let scenario = small(seed);
        let goal = &scenario.truth.resolved;
        let slice = Slice::of(&scenario, &[goal], &[]);
        for players in [Players::ONE, Players(2), Players::FOUR] {
            if players == Players(2) && scenario.responders.len() < 3 {
                continue;
            }
            let mut brute = Brute {
                scenario: &scenario,
                players,
                claims: asks_for_claims(&scenario),
                n_plays: 0,
            };
            let Ok(tried) = brute.run() else {
                continue;
            };
            let aim = Aim {
                goal,
                hold: scenario.targets.hold,
                until: scenario.clock.limit - scenario.targets.hold,
                players,
                how: How::Shortest,
            };
            let root = slice.standing(&Standing::new(&scenario));
            let by = |until: Elapsed| {
                let aim = Aim { until, ..aim };
                match search(&slice, root.clone(), &aim, &mut 100_000) {
                    Found::Line(line) => Some(line.at),
                    Found::Nothing => None,
                    Found::OverBudget(_) => panic!("{seed}: over budget"),
                }
            };
            let found = by(aim.until);
            if found != tried {
                wrong.push((seed, players, found, tried));
            }
            // Where there is no time to lose, more is work that no line can do without.
            let just = tried.and_then(by);
            if just != tried {
                wrong.push((seed, players, just, tried));
            }
            n_won += usize::from(found.is_some());
            n_lost += usize::from(found.is_none());
        }
    }
    assert!(wrong.is_empty(), "{}: {wrong:?}", wrong.len());
    assert!(n_won > 600 && n_lost > 1200, "{n_won} {n_lost}");
}

#[test]
fn every_shipped_scenario_is_won_and_all_in_it_can_happen() {
    for id in SHIPPED {
        let scenario = content::load(Some(id), &shipped(id))
            .scenario
            .expect("valid");
        let proof = Proof::of(&scenario);
        assert_eq!(proof.pars.len(), 2, "{id}");
        assert!(proof.unwon.is_empty(), "{id}: {:?}", proof.unwon);
        assert!(proof.locks.is_empty(), "{id}: {:?}", proof.locks);
        assert!(proof.n_expanded < 200_000, "{id}");
        assert!(proof.reach.facts.iter().all(|it| *it), "{id}");
    }
}

#[test]
fn what_would_come_by_itself_is_held_back_on_a_line_that_destroys_nothing() {
    // Readers who are let in before the evening is replayed lose it, six minutes later.
    let scenario = content::load(Some("newsblur-2021"), &shipped("newsblur-2021"));
    let scenario = scenario.scenario.expect("valid");
    let proof = Proof::of(&scenario);
    assert!(proof.pars.iter().all(|par| par.clean), "{:?}", proof.pars);
    for par in &proof.pars {
        let world = par.world.expect("a line that leads there");
        assert_eq!(world.facts & clean::damage(&scenario), 0, "{:?}", par.line);
    }
}

#[test]
fn what_every_line_needs_is_missed_when_it_is_taken_out() {
    let mut n_lost = 0;
    for (id, action) in [
        ("fastly-2021", "origin-guard"),
        ("facebook-bgp-2021", "dispatch"),
        ("facebook-bgp-2021", "ramp-full"),
    ] {
        let mut table: toml::Table = shipped(id).parse().expect("TOML");
        let actions = table["actions"].as_array_mut().expect("actions");
        actions.retain(|it| it["id"].as_str() != Some(action));
        let text = toml::to_string(&table).expect("TOML again");
        let loaded = content::load(Some(id), &text);
        let (Some(file), Some(scenario)) = (&loaded.file, &loaded.scenario) else {
            panic!(
                "{id} without {action} still loads: {:?}",
                loaded.diagnostics
            );
        };
        let proof = Proof::of(scenario);
        let found = tell::diagnostics(file, scenario, &proof);
        let lost = found.iter().find(|it| it.code == "E0601");
        let won = proof.unwon.is_empty();
        assert_eq!(lost.is_none(), won, "{id} without {action}: {found:?}");
        if let Some(lost) = lost {
            n_lost += 1;
            let chain = lost.help.as_deref().unwrap_or_default();
            assert!(
                chain.contains("nothing makes `"),
                "{id} without {action}: {chain}"
            );
        }
    }
    assert!(n_lost >= 2, "{n_lost}");
}

/// A scenario as big as files may be: all facts, actions, cues, people and complications that
/// there can be, drawn from a number.
fn biggest(seed: u64) -> Scenario {
    let mut it = small(seed);
    let mut draw = Draw(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let any =
        |draw: &mut Draw, n: u64| (0..draw.below(n)).fold(0, |all, _| all | 1 << draw.below(64));
    let guard = |draw: &mut Draw| Guard {
        any: (0..=draw.below(3))
            .map(|_| {
                let need = facts(any(draw, 4));
                let forbid = facts(any(draw, 3)).without(need);
                Conjunction { need, forbid }
            })
            .collect(),
    };
    let effect = |draw: &mut Draw| Effect {
        set: any(draw, 3),
        clear: if draw.one_in(8) { any(draw, 2) } else { 0 },
        learn: any(draw, 2),
        ..Effect::default()
    };
    let skills: Vec<String> = (0..8).map(|idx| format!("skill{idx}")).collect();
    let person = it.responders[0].clone();
    it.responders = (0..32)
        .map(|idx| {
            let mut person = person.clone();
            person.id = format!("person{idx}").into();
            person.skills = vec![skills[draw.index(8)].clone(), skills[draw.index(8)].clone()];
            person.present = idx < 4;
            person.arrives_after = draw.span(6, 180);
            person.arrival = effect(&mut draw);
            person
        })
        .collect();
    let action = it.actions[0].clone();
    it.actions = (0..200)
        .map(|idx| {
            let mut action = action.clone();
            action.id = format!("action{idx}").into();
            action.takes = draw.span(1, 180);
            action.skill = Some(skills[draw.index(8)].clone());
            action.repeatable = draw.one_in(3);
            let result = action.results[0].clone();
            action.results = (0..8)
                .map(|_| ActionResult {
                    when: guard(&mut draw),
                    takes: draw.one_in(3).then(|| draw.span(1, 60)),
                    effect: effect(&mut draw),
                    ..result.clone()
                })
                .collect();
            action
        })
        .collect();
    it.cues = (0..256)
        .map(|idx| Cue {
            id: format!("cue{idx}").into(),
            trigger: if draw.one_in(4) {
                Trigger::At(Elapsed(draw.span(6, 1000).0), guard(&mut draw))
            } else {
                Trigger::After(guard(&mut draw), draw.span(0, 360))
            },
            effect: effect(&mut draw),
            reconstructed: false,
        })
        .collect();
    let minimal = &it.facts[0].clone();
    it.facts = (0..64)
        .map(|idx| Fact {
            id: format!("fact{idx}").into(),
            reversible: idx < 8,
            damage: None,
            ..minimal.clone()
        })
        .collect();
    it.complications = (0..32)
        .map(|idx| Complication {
            id: format!("twist{idx}").into(),
            about: String::new(),
            set: 1 << draw.below(64),
        })
        .collect();
    it.clues.clear();
    it.initial_facts = any(&mut draw, 6);
    it.truth.resolved = guard(&mut draw);
    it.truth.resolved.any[0].need.facts |= any(&mut draw, 6) | 1 << draw.below(64);
    it.truth.lost = Guard::never();
    it.targets.hold = Span::from_mins(10);
    it.clock.limit = Elapsed::from_secs(20 * 3600);
    it
}

#[test]
fn scenarios_of_the_greatest_size_stay_within_the_budget_or_are_refused() {
    let prove = |seed: u64| {
        let scenario = biggest(seed);
        let proof = Proof::of(&scenario);
        assert!(proof.n_expanded <= 200_000, "{seed}: {}", proof.n_expanded);
        let proved = proof.pars.len() == 2 && proof.unwon.is_empty();
        assert!(proved || !proof.unwon.is_empty(), "{seed}: nothing is said");
    };
    std::thread::scope(|scope| {
        for half in [1, 51] {
            scope.spawn(move || (half..half + 50).for_each(prove));
        }
    });
}
