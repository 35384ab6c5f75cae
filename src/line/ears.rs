//! What comes in: lines from a thread that reads, and signals, in one queue.

use std::io::{self, BufRead, Read};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use crate::engine::prompt::is_unprintable;
use crate::os::signals::{Listening, Stop};

/// Longest line that is read, in bytes; the rest of a longer one is not.
const LINE_BYTES_MAX: u64 = 64 * 1024;

/// What came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Heard {
    /// A line.
    Line(String),
    /// There will be no more lines.
    End,
    /// The process should end.
    Stop(Stop),
}

/// What comes in, one thing after the other.
#[derive(Debug)]
pub(super) struct Ears {
    heard: Receiver<Heard>,
    _listening: Listening,
}

impl Ears {
    /// Begins to read. The thread ends with the input, or when nobody hears it any more.
    pub(super) fn open(input: impl BufRead + Send + 'static) -> io::Result<Self> {
        let (tell, heard) = channel();
        let stops = tell.clone();
        let mut listening = Listening::start(move |stop| drop(stops.send(Heard::Stop(stop))))?;
        listening.watch_terminal()?;
        thread::Builder::new()
            .name("lines".to_owned())
            .spawn(move || read(input, &tell))?;
        Ok(Self {
            heard,
            _listening: listening,
        })
    }

    /// Waits for the next thing, at most so long; for as long as it takes without a limit.
    pub(super) fn wait(&self, at_most: Option<Duration>) -> Option<Heard> {
        match at_most {
            // The sender of signals lives as long as we do, so this only ends with something.
            None => Some(self.heard.recv().unwrap_or(Heard::End)),
            Some(at_most) => match self.heard.recv_timeout(at_most) {
                Ok(heard) => Some(heard),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => Some(Heard::End),
            },
        }
    }
}

fn read(mut input: impl BufRead, tell: &Sender<Heard>) {
    loop {
        let heard = match line(&mut input) {
            Ok(Some(line)) => Heard::Line(line),
            Ok(None) | Err(_) => Heard::End,
        };
        let is_end = heard == Heard::End;
        if tell.send(heard).is_err() || is_end {
            return;
        }
    }
}

/// The next line without its end and without what no terminal sends on purpose.
fn line(input: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    let n_read = input
        .by_ref()
        .take(LINE_BYTES_MAX)
        .read_until(b'\n', &mut bytes)?;
    if n_read == 0 {
        return Ok(None);
    }
    if !bytes.ends_with(b"\n") {
        skip_line(input)?;
    }
    let text = String::from_utf8_lossy(&bytes);
    Ok(Some(
        text.chars()
            .map(|c| if c == '\t' { ' ' } else { c })
            .filter(|c| !is_unprintable(*c))
            .collect(),
    ))
}

fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let bytes = input.fill_buf()?;
        if bytes.is_empty() {
            return Ok(());
        }
        let end = bytes.iter().position(|b| *b == b'\n');
        let n_skipped = end.map_or(bytes.len(), |end| end + 1);
        input.consume(n_skipped);
        if end.is_some() {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn lines_are_clean_and_never_too_long() {
        let mut text = b"ack\r\npost\tpublic \xff\x1b[31mhi\n".to_vec();
        text.extend(vec![b'x'; 200_000]);
        text.extend(b"\nlast");
        let mut input = io::Cursor::new(text);
        let mut next = || line(&mut input).unwrap();
        assert_eq!(next().unwrap(), "ack");
        assert_eq!(next().unwrap(), "post public \u{fffd}[31mhi");
        assert_eq!(next().unwrap().len(), 64 * 1024);
        assert_eq!(next().unwrap(), "last");
        assert_eq!(next(), None);
    }
}
