//! The bakery, and plays of it.

use std::sync::Arc;

use misfortune::content;
use misfortune::engine::command::{Command, Rejection};
use misfortune::engine::event::{Head, Stress};
use misfortune::engine::prompt::{self, Request};
use misfortune::engine::scenario::Scenario;
use misfortune::engine::script::alone;
use misfortune::engine::seed::Seed;
use misfortune::engine::session::Session;
use misfortune::engine::time::Elapsed;
use misfortune::view::Scene;

/// The scenario.
pub fn scenario() -> Arc<Scenario> {
    let loaded = content::load(None, include_str!("../fixtures/told/bakery.toml"));
    let wrong: Vec<_> = loaded
        .diagnostics
        .iter()
        .filter(|it| it.is_error())
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    Arc::new(loaded.scenario.unwrap())
}

/// A new session.
pub fn begin(stress: Stress) -> Session {
    let scenario = scenario();
    let head = Head::new(&scenario, Seed(7), stress, alone(&scenario));
    Session::begin(scenario, head)
}

/// Types one line; risks are confirmed.
pub fn enter(session: &mut Session, typed: &str) -> Result<(), Rejection> {
    let (scenario, you) = (Arc::clone(session.scenario()), session.scenario().you);
    let now = session.state().now;
    match prompt::read_in(&scenario, session.state(), you, typed, true).unwrap() {
        Request::Command(command) => session.submit(now, you, &command),
        Request::Wait(span) => {
            session.wait(you, span.map(|span| now + span));
            Ok(())
        }
        Request::Page(all) => {
            let mut all = all.into_iter();
            all.try_for_each(|who| session.submit(now, you, &Command::Page(who)))
        }
        Request::Show(_) | Request::Quit | Request::Nothing => Ok(()),
    }
}

/// Plays lines such as `02:10 ack`, each at its time.
pub fn play(session: &mut Session, lines: &str) {
    for line in lines.lines().map(str::trim).filter(|it| !it.is_empty()) {
        let (at, typed) = line.split_once(' ').unwrap();
        session.advance(Elapsed::parse(at).unwrap());
        enter(session, typed).unwrap_or_else(|why| panic!("{line}: {why:?}"));
    }
}

/// A play from the page to the end that touches everything there is.
pub const WHOLE: &str = "
    00:40 ack
    00:50 sev 1
    01:00 ic me
    01:10 page netops
    01:20 tail -n 20 shop.log
    02:00 hyp payments-down 70
    02:10 hyp certificate 20
    02:20 redis-cli flushall
    02:40 mitigated
    03:00 systemctl restart everything
    03:10 psql -c 'select 1'
    04:00 hint
    06:00 post public We are investigating: orders fail at checkout. Next update in 20 minutes.
    07:00 proxyctl set payments=later
    08:00 note who renews certificates?
    08:10 mitigated
    09:00 ask netops certctl renew payments
    12:50 drop payments-down
    13:00 hyp certificate 95
    20:00 post owner Bread can be ordered and paid again. We watched it for a while. Update at noon.
    20:10 post public Orders can be paid again; we are watching.
    20:20 resolved
    20:30 cause certificate
    20:40 commit netops 2024-07-01 if a certificate has 20 days left then we are paged
    20:50 answer 1 The log said handshake and nobody read on
    21:00 roti 4 more time
";

/// The whole play.
pub fn whole() -> Session {
    let mut session = begin(Stress::Normal);
    play(&mut session, WHOLE);
    session
}

/// The picture now.
pub fn scene(session: &Session) -> Scene<'_> {
    Scene::new(session, session.state().now)
}
