//! `debrief`: what happened, beside what really happened.
//!
//! Invariant: a kept session knows that its debrief was read before a word of it is out.

use super::args::{Common, Debrief, DebriefFormat};
use super::out::{self, Failure, Outcome};
use super::saved;
use crate::library::Library;
use crate::play::real;
use crate::prove::regret::Regret;
use crate::report;
use crate::view::{Scene, debrief};

pub fn debrief(args: &Debrief, library: &Library, common: &Common) -> Outcome {
    let wanted = saved::finished(args.session.as_deref(), common)?;
    let mut session = saved::session(wanted.as_deref(), library, common)?;
    if session.state().ended.is_none() {
        return Err(
            Failure::new("that session is not over: its debrief would spoil it")
                .hint("`misfortune resume` goes on with it; `misfortune replay` tells it so far"),
        );
    }
    saved::told(&mut session, wanted.as_deref(), common)?;
    let regret = Regret::of(&session);
    let script = saved::real_run(library, session.head().scenario.as_str());
    let real = script.and_then(|it| real::harm_of(session.scenario(), &it));
    let scene = Scene::new(&session, session.state().now)
        .with_regret(Some(&regret))
        .with_real(real.as_ref());
    let sheets = debrief::sheets(&scene);
    let text = match args.format {
        DebriefFormat::Text => report::text::debrief(&sheets),
        DebriefFormat::Md => report::markdown::debrief(&sheets),
        DebriefFormat::Json => report::json(&sheets),
    };
    out::write(args.output.as_deref(), &text)
}
