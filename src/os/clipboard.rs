//! The clipboard of whoever sits at the terminal, also over ssh: OSC 52, as bytes to write.
//!
//! Invariant: what is copied reaches the terminal encoded, so no character of it can act there.

use super::surroundings::var;

/// Most bytes that are copied: some terminals drop a longer sequence whole.
pub const BYTES_MAX: usize = 55_000;

/// A text on its way to the clipboard, as bytes for the terminal; none if it is too long.
///
/// Inside tmux it is sent twice: tmux takes the first if `set-clipboard` is on, and hands the
/// wrapped one on if `allow-passthrough` is.
#[must_use]
pub fn copy(text: &str) -> Option<String> {
    copy_within(text, &var)
}

/// Whether what is copied has to pass tmux.
#[must_use]
pub fn passes_tmux() -> bool {
    !var("TMUX").is_empty()
}

fn copy_within(text: &str, var: &dyn Fn(&str) -> String) -> Option<String> {
    if text.len() > BYTES_MAX {
        return None;
    }
    let osc = format!("\x1b]52;c;{}\x07", base64(text.as_bytes()));
    Some(if !var("TMUX").is_empty() {
        let wrapped = osc.replace('\x1b', "\x1b\x1b");
        format!("{osc}\x1bPtmux;{wrapped}\x1b\\")
    } else if !var("STY").is_empty() {
        // Screen takes at most 768 bytes in one wrapper.
        let pieces = osc.as_bytes().chunks(700);
        let wrap = |piece: &[u8]| format!("\x1bP{}\x1b\\", String::from_utf8_lossy(piece));
        pieces.map(wrap).collect()
    } else {
        osc
    })
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let at = |nth: usize| three.get(nth).copied().map_or(0, u32::from);
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for nth in 0..4 {
            if nth > three.len() {
                out.push('=');
            } else {
                let digit = bits >> (18 - 6 * nth) & 63;
                out.push(char::from(DIGITS[digit as usize]));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn copied(text: &str, var: &str) -> Option<String> {
        copy_within(text, &|name| {
            if name == var {
                "1".to_owned()
            } else {
                String::new()
            }
        })
    }

    #[test]
    fn texts_are_encoded_as_everybody_does() {
        for (text, expected) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
            ("\u{1b}]0;x\u{7}", "G10wO3gH"),
        ] {
            assert_eq!(base64(text.as_bytes()), expected);
        }
    }

    #[test]
    fn tmux_and_screen_get_it_wrapped() {
        assert_eq!(copied("foo", "").expect("short"), "\x1b]52;c;Zm9v\x07");
        assert_eq!(
            copied("foo", "TMUX").expect("short"),
            "\x1b]52;c;Zm9v\x07\x1bPtmux;\x1b\x1b]52;c;Zm9v\x07\x1b\\"
        );
        assert_eq!(
            copied("foo", "STY").expect("short"),
            "\x1bP\x1b]52;c;Zm9v\x07\x1b\\"
        );
    }

    #[test]
    fn what_is_too_long_is_not_sent_in_parts() {
        assert!(copied(&"x".repeat(BYTES_MAX + 1), "").is_none());
    }
}
