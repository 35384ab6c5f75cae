//! `score`: the score of a session, every point explained.

use super::args::{Common, OutFormat, SessionOut};
use super::out::{self, Failure, Outcome};
use super::saved;
use crate::library::Library;
use crate::report;
use crate::view::{Scene, debrief};

pub fn score(args: &SessionOut, library: &Library, common: &Common) -> Outcome {
    let wanted = saved::finished(args.session.as_deref(), common)?;
    let mut session = saved::session(wanted.as_deref(), library, common)?;
    if session.state().ended.is_none() {
        return Err(
            Failure::new("that session is not over: its score would spoil it")
                .hint("`misfortune resume` goes on with it"),
        );
    }
    // The points say which causes were so, as the debrief does.
    saved::told(&mut session, wanted.as_deref(), common)?;
    let sheet = debrief::score_sheet(&Scene::new(&session, session.state().now));
    out::print(&match args.format {
        OutFormat::Human => report::text::score(&sheet),
        OutFormat::Json => report::score_json(&sheet),
    })
}
