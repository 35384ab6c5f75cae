//! What is filled into outputs and log lines while they are shown.

use std::ops::Range;

use super::complaint::names as complaint;
use super::diagnostic::Diagnostic;
use super::names::Names;
use super::spanned::Sp;

/// Complains about metrics and logs that an output names and nobody knows.
pub(super) fn check_output(text: &Sp<String>, names: &Names<'_>, out: &mut Vec<Diagnostic>) {
    for placeholder in braces(text) {
        if let Some(id) = placeholder.strip_prefix("metric:") {
            names.metrics.find(id, text.span(), out);
        } else if let Some(id) = placeholder.strip_prefix("log:") {
            names.logs.find(id, text.span(), out);
        }
    }
}

/// Complains about placeholders of a log line that cannot be filled in.
pub(super) fn check_log_line(text: &Sp<String>, out: &mut Vec<Diagnostic>) {
    for placeholder in braces(text) {
        let bad = match placeholder.split_once(':') {
            Some(("int", bounds)) => int_bounds(bounds).is_none(),
            Some(("pick", words)) => !words.contains('|'),
            Some(_) | None => false,
        };
        if bad {
            out.push(complaint::bad_placeholder(
                text.span(),
                &format!("{{{placeholder}}}"),
            ));
        }
    }
}

/// What stands between a brace and the next one that closes.
pub(super) fn braces(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| {
        let end = rest.find('}')?;
        Some(&rest[..end])
    })
}

fn int_bounds(text: &str) -> Option<Range<u64>> {
    let (low, high) = text.split_once('-')?;
    let (low, high) = (low.parse().ok()?, high.parse().ok()?);
    (low <= high).then_some(low..high)
}
