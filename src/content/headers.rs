//! Headers of tables that are a slip of the pen: `[[action]]` or `[actions]` for `[[actions]]`.
//!
//! TOML takes such a header for another table, and what follows it for a part of something else;
//! nothing that is said about the rest can be trusted then. So the header is complained about
//! once, and the file is read as it was meant. Invariant: the mended text differs from the file in
//! headers only, and every place in it has one in the file ([`Mended::told`]).

use std::ops::Range;

use serde_json::Value;

use super::complaint::structure;
use super::diagnostic::{Diagnostic, nearest};
use super::schema::resolved;

/// Slips that are mended, at most: a file with more is no slip of the pen.
const SLIPS_MAX: usize = 1000;

/// A file as it was meant.
pub(super) struct Mended {
    /// The text.
    pub source: String,
    /// What is wrong with the file's headers.
    complaints: Vec<Diagnostic>,
    /// What stands where in the file, and how long it is in the mended text.
    changed: Vec<(Range<usize>, usize)>,
}

/// The file with its headers as they were meant; nothing where no header is a slip.
pub(super) fn mended(source: &str, schema: &Value) -> Option<Mended> {
    let mut mended = Mended {
        source: String::new(),
        complaints: Vec::new(),
        changed: Vec::new(),
    };
    let mut copied = 0;
    for span in headers(source) {
        if mended.changed.len() == SLIPS_MAX {
            break;
        }
        let written = &source[span.clone()];
        // Blanks in a header mean nothing.
        let bare = written.replace([' ', '\t'], "");
        let Some(meant) = meant(written, schema).filter(|it| *it != bare) else {
            continue;
        };
        mended.complain(&span, written, &meant);
        mended.source.push_str(&source[copied..span.start]);
        mended.source.push_str(&meant);
        copied = span.end;
        mended.changed.push((span, meant.len()));
    }
    mended.source.push_str(&source[copied..]);
    (copied > 0).then_some(mended)
}

impl Mended {
    /// What is wrong with the file: its headers, and what was found in the mended text.
    pub fn told(self, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let in_file = |span: &Range<usize>| self.place(span.start)..self.place(span.end);
        let found = found.into_iter().map(|mut it| {
            it.span = in_file(&it.span);
            it.also = it.also.iter().map(in_file).collect();
            for related in &mut it.related {
                related.span = in_file(&related.span);
            }
            it
        });
        let found: Vec<Diagnostic> = found.collect();
        let mut all = self.complaints;
        all.extend(found);
        all.sort_by_key(|it| (it.span.start, it.span.end));
        all
    }

    /// Complains about a header; about the same one again only by its place.
    fn complain(&mut self, span: &Range<usize>, written: &str, meant: &str) {
        let new = structure::unknown_table(span.clone(), written, meant);
        let mut before = self.complaints.iter_mut();
        match before.find(|it| it.message == new.message) {
            Some(same) => same.also.push(span.clone()),
            None => self.complaints.push(new),
        }
    }

    /// The place in the file of a place in the mended text.
    fn place(&self, at: usize) -> usize {
        let mut place = at;
        for (span, len) in &self.changed {
            // All places before this one are the file's own by now.
            if place <= span.start {
                break;
            }
            place = if place < span.start + len {
                place.min(span.end)
            } else {
                place - len + span.len()
            };
        }
        place
    }
}

/// A header as it was meant: where it names a list of tables wrongly, or forgets that it is one.
/// Nothing where it cannot be said what was meant.
fn meant(written: &str, schema: &Value) -> Option<String> {
    let name = written.trim_matches(['[', ']']);
    let is_bare = |it: char| it.is_ascii_alphanumeric() || "_-. ".contains(it);
    if !name.chars().all(is_bare) {
        return None;
    }
    let mut at = schema;
    let mut names = Vec::new();
    let mut is_list = false;
    for part in name.split('.') {
        let part = part.trim();
        let known = resolved(schema, at)["properties"].as_object()?;
        let part = if known.contains_key(part) {
            part
        } else {
            let lists = known.iter().filter(|(_, it)| list(schema, it).is_some());
            nearest(part, lists.map(|(name, _)| name.as_str()))?
        };
        let it = resolved(schema, &known[part]);
        let items = list(schema, it);
        is_list = items.is_some();
        at = items.unwrap_or(it);
        names.push(part);
    }
    let name = names.join(".");
    // What is no list and is written as one is complained about as a value.
    let is_list = is_list || written.starts_with("[[") && written.ends_with("]]");
    Some(if is_list {
        format!("[[{name}]]")
    } else {
        format!("[{name}]")
    })
}

/// What a list of tables has in it, by the schema; nothing for anything else.
fn list<'v>(schema: &'v Value, it: &'v Value) -> Option<&'v Value> {
    let items = resolved(schema, &resolved(schema, it)["items"]);
    items["properties"].is_object().then_some(items)
}

/// The places of a file's headers, with their brackets. What looks like one within a text, a list
/// or a remark is none.
fn headers(source: &str) -> Vec<Range<usize>> {
    let bytes = source.as_bytes();
    let mut headers = Vec::new();
    let (mut at, mut depth) = (0_usize, 0_usize);
    let mut is_first = true;
    while let Some(byte) = bytes.get(at) {
        let rest = &bytes[at..];
        let line = || rest.iter().position(|it| *it == b'\n');
        let was_first = std::mem::replace(&mut is_first, *byte == b'\n');
        match byte {
            b' ' | b'\t' => is_first = was_first,
            b'#' => at += line().unwrap_or(rest.len()) - 1,
            b'"' | b'\'' => at = end_of_text(bytes, at) - 1,
            b'[' if was_first && depth == 0 => {
                let end = line().unwrap_or(rest.len());
                let Some(close) = rest[..end].iter().position(|it| *it == b']') else {
                    return headers;
                };
                let len = close + 1 + usize::from(rest[..end].get(close + 1) == Some(&b']'));
                headers.push(at..at + len);
                at += len - 1;
            }
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    headers
}

/// Where a text ends that begins there.
fn end_of_text(bytes: &[u8], begin: usize) -> usize {
    let quote = bytes[begin];
    let is_long = bytes[begin..].starts_with(&[quote; 3]);
    let fence = if is_long { 3 } else { 1 };
    let mut at = begin + fence;
    while at < bytes.len() {
        if bytes[at..].starts_with(&[quote; 3][..fence]) {
            at += fence;
            // Up to two quotes before the last three are a part of the text.
            let more = bytes[at..].iter().take(if is_long { 2 } else { 0 });
            return at + more.take_while(|it| **it == quote).count();
        }
        if !is_long && bytes[at] == b'\n' {
            return at;
        }
        at += if quote == b'"' && bytes[at] == b'\\' {
            2
        } else {
            1
        };
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::super::schema;
    use super::*;

    fn found(source: &str) -> Vec<&str> {
        let spans = headers(source).into_iter();
        spans.map(|it| &source[it]).collect()
    }

    #[test]
    fn what_looks_like_a_header_in_a_text_a_list_or_a_remark_is_none() {
        let source = "# [a]\n[b]\n x = \"\"\"\n[[c]]\n\\\"\"\"\"\"\ny = '''\n[d]'''\n  [[e.f]] # [g]\n\
                      z = [\n[\"h\"],\n['i'] ]\nw = \"[j]\"\n[k]";
        assert_eq!(found(source), ["[b]", "[[e.f]]", "[k]"]);
        assert_eq!(found("x = \"\"\"\n[a]"), [""; 0]);
        assert_eq!(found("x = \"\\"), [""; 0]);
        assert_eq!(found("[a"), [""; 0]);
    }

    #[test]
    fn a_header_is_taken_for_the_list_it_is_a_slip_for() {
        let meant = |written| meant(written, schema::scenario());
        for (written, expected) in [
            ("[[action]]", "[[actions]]"),
            ("[actions]", "[[actions]]"),
            ("[[action.results]]", "[[actions.results]]"),
            ("[[actions.result]]", "[[actions.results]]"),
            ("[[ Metric . level ]]", "[[metrics.levels]]"),
            ("[[hypothesis]]", "[[hypotheses]]"),
            ("[facts.damage]", "[facts.damage]"),
            ("[[metadata]", "[metadata]"),
            ("[truth]", "[truth]"),
        ] {
            assert_eq!(meant(written).as_deref(), Some(expected));
        }
        for written in ["[metadta]", "[[elephant]]", "[[\"action\"]]", "[]"] {
            assert_eq!(meant(written), None, "{written}");
        }
    }

    #[test]
    fn blanks_in_a_header_are_no_slip() {
        let source = "[ truth ]\n[[ actions ]]\n[facts . damage]\n";
        assert!(mended(source, schema::scenario()).is_none());
    }

    #[test]
    fn places_in_the_mended_text_are_told_as_the_files() {
        let source = "a\n[[action]]\nb\n[actions]\nc\n";
        let mended = mended(source, schema::scenario()).expect("two slips");
        assert_eq!(mended.source, "a\n[[actions]]\nb\n[[actions]]\nc\n");
        for word in ["a\n", "b", "c"] {
            let at = mended
                .source
                .find(&format!("\n{word}"))
                .map_or(0, |it| it + 1);
            let place = mended.place(at);
            assert!(source[place..].starts_with(word), "{word}");
        }
        assert_eq!(mended.place(mended.source.len()), source.len());
    }
}
