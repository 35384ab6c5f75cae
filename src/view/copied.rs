//! What is put into the clipboard, and what is said of it.

use super::timeline::{Entry, Kind};
use super::words::counted;

/// Nothing there can be copied.
pub const NOTHING: &str = "nothing to copy here yet: type something, or wait for an output";

/// The terminal block that came last, with its command.
#[must_use]
pub fn last_output(entries: &[Entry]) -> Option<String> {
    let mut last = entries.iter().rev();
    let output = last.find(|it| it.kind == Kind::Output)?;
    Some(format!("{}\n", output.lines.join("\n")))
}

/// The command that tells a session's debrief again. `way` are the options that lead to it.
#[must_use]
pub fn debrief_command(session: &str, way: &str) -> String {
    format!("misfortune debrief {session}{way} -o debrief-{session}.md")
}

/// The command that writes a session as JSON lines. `way` are the options that lead to it.
#[must_use]
pub fn export_command(session: &str, way: &str) -> String {
    format!("misfortune export {session}{way} -o session-{session}.jsonl")
}

/// Said when something was sent to the clipboard, and how it gets there.
#[must_use]
pub fn said(text: &str, passes_tmux: bool) -> String {
    let lines: Vec<&str> = text.trim_end().lines().collect();
    let what = match lines.as_slice() {
        [one] if one.chars().count() <= 20 => format!("`{one}`"),
        lines => counted(lines.len(), "line", "lines"),
    };
    let how = if passes_tmux {
        "if tmux has `set-clipboard on`"
    } else {
        "if the terminal passes it on"
    };
    format!("copied {what} to the clipboard, {how}")
}

/// Said when it is too long.
#[must_use]
pub fn too_long(bytes_max: usize) -> String {
    format!("too long to copy: terminals take {bytes_max} bytes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_said_what_was_copied() {
        assert!(said("lvs\n", false).starts_with("copied `lvs` to the clipboard"));
        assert!(said("a\nb\n", true).starts_with("copied 2 lines to the clipboard, if tmux"));
        let longest = said(&"x".repeat(20), false);
        assert!(longest.len() < 80, "it has room in a line: {longest}");
    }
}
