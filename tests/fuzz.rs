//! Ten thousand random plays a scenario: nothing breaks, points stay points, journals replay.

#[path = "support/scenarios.rs"]
mod scenarios;

use std::sync::Arc;
use std::thread;

use rand_chacha::ChaCha8Rng;

use misfortune::engine::command::Command;
use misfortune::engine::event::{Head, Stress};
use misfortune::engine::id::{ActionIdx, AudienceIdx, HypothesisIdx, InjectIdx, ResponderIdx};
use misfortune::engine::prompt;
use misfortune::engine::scenario::Scenario;
use misfortune::engine::score::{CapReason, score};
use misfortune::engine::script;
use misfortune::engine::seed::{Seed, Stream, below};
use misfortune::engine::session::Session;
use misfortune::engine::time::{Elapsed, Span};

const PLAYS: u64 = 10_000;

/// One play in so many is replayed and verified, event by event.
const REPLAYED: u64 = 100;

/// Something that draws.
struct Dice(ChaCha8Rng);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        usize::try_from(below(&mut self.0, n.max(1) as u64)).expect("below a length")
    }

    fn byte(&mut self) -> u8 {
        u8::try_from(self.below(256)).expect("a byte")
    }

    fn text(&mut self, scenario: &Scenario) -> String {
        let mut text: Vec<&str> = Vec::new();
        for _ in 0..self.below(6) {
            let idx = self.below(1000);
            text.push(match self.below(7) {
                0 => scenario
                    .impact_words
                    .get(idx % 7)
                    .map_or("-", String::as_str),
                1 => prompt::WORDS[idx % prompt::WORDS.len()],
                2 => "next update in 10 minutes",
                3 => scenario.responders[idx % scenario.responders.len()]
                    .id
                    .as_str(),
                4 => scenario.actions[idx % scenario.actions.len()].commands[0].as_str(),
                5 => "if we see \u{202e}\u{0}\u{1f525} then 5m 100% 2021-02-30",
                _ => scenario
                    .unfounded
                    .get(idx % 5)
                    .and_then(|it| it.words.first())
                    .map_or("*", String::as_str),
            });
        }
        text.join(" ")
    }

    fn command(&mut self, scenario: &Scenario) -> Command {
        let responder = ResponderIdx(self.below(scenario.responders.len()));
        let hypothesis = HypothesisIdx(self.below(scenario.hypotheses.len()));
        let owner = self.text(scenario);
        match self.below(40) {
            0 | 1 => Command::Acknowledge,
            2 => Command::DeclareSeverity(self.byte() % 8),
            3 => Command::TakeCommand(responder),
            4 | 5 => Command::StateHypothesis(hypothesis, self.byte() % 110),
            6 => Command::DropHypothesis(hypothesis),
            7..=9 => Command::Page(responder),
            10 | 11 => {
                let audience = AudienceIdx(self.below(scenario.audiences.len()));
                Command::Post(audience, owner)
            }
            12 => Command::ClaimMitigated,
            13 => Command::ClaimResolved,
            14 => Command::Hint(None),
            15 => Command::Note(owner),
            16 => Command::Mumble(owner),
            17 if !scenario.injects.is_empty() => {
                Command::Inject(InjectIdx(self.below(scenario.injects.len())))
            }
            18 => Command::LeaveOff,
            19 => Command::Resume,
            20 => Command::NameCause(hypothesis),
            21 => Command::Commit {
                owner,
                due: "2030-01-01".parse().expect("a day"),
                text: self.text(scenario),
            },
            22 => Command::Answer(self.byte() % 9, owner),
            23 => Command::Rate(self.byte() % 7, owner),
            24 => Command::OpenDebrief,
            _ => Command::Act {
                action: ActionIdx(self.below(scenario.actions.len())),
                who: responder,
                typed: owner,
                confirmed: self.below(8) > 0,
            },
        }
    }
}

fn play(scenario: &Arc<Scenario>, seed: u64) -> Session {
    let mut dice = Dice(Seed(seed).stream(Stream::Bot));
    let stress = Stress::ALL[dice.below(Stress::ALL.len())];
    let head = Head::new(scenario, Seed(seed), stress, script::alone(scenario));
    let mut session = Session::begin(Arc::clone(scenario), head);
    let n_steps = dice.below(80);
    // Some are in a hurry, some sleep.
    let pace_ms = 1 + dice.below(240_000) as u64;
    for _ in 0..n_steps {
        let now = session.state().now + Span(below(&mut dice.0, pace_ms));
        let by = ResponderIdx(dice.below(scenario.responders.len()));
        match dice.below(30) {
            0 => {
                session.wait(by, None);
            }
            1 => {
                session.wait(by, Some(now));
            }
            2 => {
                let typed = dice.text(scenario);
                let _ = script::enter(&mut session, &typed);
            }
            _ => {
                let command = dice.command(scenario);
                let _ = session.submit(now, by, &command);
            }
        }
    }
    if dice.below(4) > 0 {
        session.advance(scenario.clock.limit);
        for _ in 0..dice.below(5) {
            let command = dice.command(scenario);
            let _ = session.submit(Elapsed::NEVER, scenario.you, &command);
        }
    }
    session
}

/// Whether the points are points: lines add up to their dimension, caps explain the total, and
/// what happened at one moment names the event it comes from.
fn assert_sound(session: &Session, name: &str) {
    let score = &score(session);
    assert!(
        score.total <= score.before_caps && score.before_caps <= 100,
        "{name}: {score:?}"
    );
    for it in &score.dimensions {
        assert_eq!(it.points.is_none(), it.lines.is_empty(), "{name}: {it:?}");
        let sum: u32 = it.lines.iter().map(|line| u32::from(line.points)).sum();
        assert_eq!(u32::from(it.points.unwrap_or(0)), sum, "{name}: {it:?}");
        assert!(
            it.lines.iter().all(|line| line.points <= line.of),
            "{name}: {it:?}"
        );
        let of: u32 = it.lines.iter().map(|line| u32::from(line.of)).sum();
        assert!(of == 100 || it.lines.is_empty(), "{name}: {it:?}");
    }
    for line in score.dimensions.iter().flat_map(|it| &it.lines) {
        let event = line.seq.and_then(|seq| session.since(seq).first());
        assert_eq!(line.at, event.map(|it| it.at), "{name}: {line:?}");
    }
    for cap in &score.caps {
        let weak = matches!(cap.reason, CapReason::Weak(_));
        assert_eq!(cap.seq.is_none(), weak, "{name}: {cap:?}");
    }
    let lowest = score.caps.iter().map(|cap| cap.at_most).min();
    assert_eq!(
        score.total,
        lowest.unwrap_or(score.before_caps),
        "{name}: {score:?}"
    );
}

fn assert_whole(scenario: &Arc<Scenario>, session: &Session, name: &str) {
    let events = session.journal().iter().cloned();
    let mut again = Session::replay(Arc::clone(scenario), session.head().clone(), events)
        .unwrap_or_else(|misfit| panic!("{name}: {misfit}"));
    again
        .verify()
        .unwrap_or_else(|misfit| panic!("{name}: {misfit}"));
    // Time in which nothing happened is in no journal.
    again.advance(session.state().now);
    assert!(again == *session, "{name}");
    assert!(score(&again) == score(session), "{name}");
}

#[test]
fn no_play_whatever_breaks_the_score() {
    thread::scope(|scope| {
        for folder in scenarios::shipped() {
            scope.spawn(move || {
                let scenario = scenarios::load(&folder.join("scenario.toml"));
                for seed in 0..PLAYS {
                    let name = format!("{} seed {seed}", scenario.metadata.id);
                    let session = play(&scenario, seed);
                    assert_sound(&session, &name);
                    if seed % REPLAYED == 0 {
                        assert_whole(&scenario, &session, &name);
                    }
                }
            });
        }
    });
}
