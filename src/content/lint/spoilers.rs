//! What players must not read before the debrief.

use std::collections::BTreeSet;

use crate::content::complaint::lint as complaint;
use crate::content::diagnostic::Diagnostic;
use crate::content::file;
use crate::content::spanned::{Name, Sp};
use crate::content::text::find_in_literal;

use super::texts;

/// Titles of fewer words may well stand in any text.
const HEAD_WORDS_MIN: usize = 4;

/// Sentences shorter than this may well be the same by chance.
const SENTENCE_CHARS_MIN: usize = 40;

pub(super) fn check(source: &str, file: &file::Scenario, out: &mut Vec<Diagnostic>) {
    let shown = texts::shown(file);
    // An id of one plain word is a word that anybody may use.
    let ids = file.facts.iter().map(|it| it.id.as_str());
    let ids: BTreeSet<&str> = ids.filter(|id| id.contains(['_', '-'])).collect();
    for (what, text) in &shown {
        let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'));
        for word in words.collect::<BTreeSet<_>>().intersection(&ids) {
            let span = find_in_literal(source, &text.span(), word);
            out.push(complaint::spoils_fact(span, word, what));
        }
    }
    for (what, id) in typed(file) {
        if ids.contains(id.as_str()) {
            out.push(complaint::spoils_fact(id.span(), id, what));
        }
    }
    let shown: Vec<_> = shown
        .into_iter()
        // The true hypothesis may say what the history says.
        .filter(|(what, _)| *what != "a hypothesis")
        .map(|(what, text)| (what, text, plain(text)))
        .collect();
    let heads = [
        ("the title", &file.metadata.title),
        ("the summary", &file.metadata.summary),
    ];
    for (_, hidden) in texts::hidden(file) {
        let whole = plain(hidden);
        for (what, head) in heads {
            let head_of = plain(head.trim_end_matches(['.', '!', '?']));
            let words = head_of.split(' ').count();
            if words >= HEAD_WORDS_MIN && whole.contains(&head_of) {
                out.push(complaint::spoils_text(head.span(), what, hidden.span()));
            }
        }
        for sentence in hidden.split(['.', '!', '?', '\n']).map(plain) {
            if sentence.chars().count() < SENTENCE_CHARS_MIN {
                continue;
            }
            let saying = shown.iter().find(|(.., text)| text.contains(&sentence));
            if let Some((what, text, _)) = saying {
                out.push(complaint::spoils_text(text.span(), what, hidden.span()));
            }
        }
    }
}

/// Ids that players read or type, and that the wheel shows.
fn typed(file: &file::Scenario) -> Vec<(&'static str, &Sp<Name>)> {
    let id = ("the scenario's id", &file.metadata.id);
    let hypotheses = file.hypotheses.iter();
    let hypotheses = hypotheses.map(|it| ("a hypothesis's id", &it.id));
    let responders = file.responders.iter();
    let responders = responders.map(|it| ("a responder's id", &it.id));
    let audiences = file.comms.audiences.iter();
    let audiences = audiences.map(|it| ("an audience's id", &it.id));
    let typed = std::iter::once(id).chain(hypotheses);
    typed.chain(responders).chain(audiences).collect()
}

/// What the name of a golden run's file gives away: it stands in folders, commands and reports.
#[must_use]
pub fn file_name(file: &file::Scenario, name: &str) -> Option<Diagnostic> {
    let mut facts = file.facts.iter().map(|it| it.id.as_str());
    let shows = |id: &&str| id.contains(['_', '-']) && name.contains(*id);
    let id = facts.find(shows)?;
    Some(complaint::spoils_fact(0..0, id, "the name of this file"))
}

fn plain(text: &str) -> String {
    let words = text.split_whitespace().map(str::to_lowercase);
    words.collect::<Vec<_>>().join(" ")
}
