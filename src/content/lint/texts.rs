//! Which texts of a file players read during play, and which are for the debrief.

use crate::content::file;
use crate::content::spanned::Sp;

/// A text and what it is.
pub(super) type Labelled<'f> = (&'static str, &'f Sp<String>);

/// What players may read before the debrief.
pub(super) fn shown(file: &file::Scenario) -> Vec<Labelled<'_>> {
    let mut texts = Texts(Vec::new());
    let metadata = &file.metadata;
    texts.add(
        "the metadata",
        [&metadata.title, &metadata.organisation, &metadata.summary],
    );
    texts.add("a tag", &metadata.tags);
    let briefing = &file.briefing;
    texts.add("the briefing", [&briefing.role, &briefing.text]);
    texts.add("the briefing", &briefing.diagram);
    texts.add(
        "the briefing",
        briefing.normal.iter().chain(&briefing.access),
    );
    if let Some(page) = &briefing.page {
        texts.add("the page", [&page.from, &page.title, &page.text]);
    }
    if let Some(truth) = file.truth.as_deref() {
        texts.add("`lost_says`", &truth.lost_says);
        texts.says(&truth.disproved);
    }
    texts.add("a clue", file.clues.iter().map(|it| &it.text));
    texts.add("a metric", file.metrics.iter().map(|it| &it.label));
    texts.add("an alert", file.alerts.iter().map(|it| &it.label));
    for log in &file.logs {
        texts.add("a log", [&log.label]);
        texts.add("a log line", log.lines.iter().map(|it| &it.text));
    }
    texts.add("a service", file.services.iter().map(|it| &it.name));
    for runbook in &file.runbooks {
        texts.add("a runbook", [&runbook.title, &runbook.text]);
    }
    for cue in &file.cues {
        texts.says(&cue.says);
    }
    for responder in &file.responders {
        texts.add("a responder", [&responder.name]);
        texts.add("a responder", &responder.about);
        texts.add("a skill", &responder.skills);
        texts.says(&responder.says);
    }
    for action in &file.actions {
        texts.add("an action's label", [&action.label]);
        texts.add("a command", &action.commands);
        texts.add("a risk", &action.risk);
        for result in &action.results {
            texts.add("an output", [&result.output]);
            texts.says(&result.says);
        }
    }
    texts.add("a hypothesis", file.hypotheses.iter().map(|it| &it.text));
    for audience in &file.comms.audiences {
        texts.add("an audience", [&audience.label]);
        texts.add("an audience's answer", &audience.unreachable);
    }
    for harm in &file.harm {
        texts.add("a harm row", [&harm.label, &harm.unit]);
    }
    for inject in &file.injects {
        texts.says(&inject.says);
    }
    let coach = file.coach.iter();
    for it in coach.filter(|it| it.stage != file::CoachStage::Debrief) {
        texts.add("the coach", [&it.says]);
        texts.add("the coach", &it.in_lines);
        texts.add("the coach", &it.types);
    }
    texts.0
}

/// What is for the debrief, or for whoever asks for a hint.
pub(super) fn hidden(file: &file::Scenario) -> Vec<Labelled<'_>> {
    let mut texts = Texts(Vec::new());
    texts.add("a fact", file.facts.iter().map(|it| &it.about));
    let results = file.actions.iter().flat_map(|it| &it.results);
    texts.add("a `why`", results.filter_map(|it| it.why.as_ref()));
    texts.add("a hypothesis", file.hypotheses.iter().map(|it| &it.about));
    texts.add("a question", file.questions.iter().map(|it| &it.answer));
    texts.add(
        "a runbook's `wrong`",
        file.runbooks.iter().filter_map(|it| it.wrong.as_ref()),
    );
    texts.add("a hint", file.hints.iter().map(|it| &it.text));
    texts.add("a lesson", file.lessons.iter().map(|it| &it.text));
    texts.add(
        "a complication",
        file.complications.iter().map(|it| &it.about),
    );
    if let Some(history) = &file.history {
        texts.add("the history", [&history.summary, &history.cause]);
        texts.add("the history", &history.contributing);
        texts.add("the history", history.timeline.iter().map(|it| &it.text));
    }
    texts.0
}

struct Texts<'f>(Vec<Labelled<'f>>);

impl<'f> Texts<'f> {
    fn add(&mut self, what: &'static str, texts: impl IntoIterator<Item = &'f Sp<String>>) {
        self.0.extend(texts.into_iter().map(|text| (what, text)));
    }

    fn says(&mut self, says: &'f [file::Message]) {
        for message in says {
            self.add("a message", [&message.from, &message.text]);
        }
    }
}
