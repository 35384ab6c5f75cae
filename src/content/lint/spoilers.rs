//! What players must not read before the debrief.

use std::collections::BTreeSet;

use crate::content::complaint::lint as complaint;
use crate::content::diagnostic::Diagnostic;
use crate::content::file;
use crate::content::text::find_in_literal;

use super::texts;

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
    for hypothesis in file
        .hypotheses
        .iter()
        .filter(|it| ids.contains(it.id.as_str()))
    {
        let (span, id) = (hypothesis.id.span(), &hypothesis.id);
        out.push(complaint::spoils_fact(span, id, "a hypothesis's id"));
    }
    let shown: Vec<_> = shown
        .into_iter()
        // The true hypothesis may say what the history says.
        .filter(|(what, _)| *what != "a hypothesis")
        .map(|(what, text)| (what, text, plain(text)))
        .collect();
    for (_, hidden) in texts::hidden(file) {
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

fn plain(text: &str) -> String {
    let words = text.split_whitespace().map(str::to_lowercase);
    words.collect::<Vec<_>>().join(" ")
}
