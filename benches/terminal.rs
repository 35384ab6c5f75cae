//! How fast the screens are, in a real pseudo terminal, beside the barest ratatui program.
//!
//! ```text
//! cargo bench --bench terminal              # all of it, as a Markdown table
//! cargo bench --bench terminal -- idle      # the rows whose name holds that word
//! ```
//!
//! Nothing here passes or fails: `docs/performance.md` says what the figures should be. Each
//! figure is taken in the same run, by the same harness, of both programs.
#![cfg_attr(
    unix,
    expect(
        clippy::unwrap_used,
        reason = "a bench that cannot go on has nothing to say"
    )
)]

#[cfg(unix)]
#[path = "terminal/bare.rs"]
mod bare;
#[cfg(unix)]
#[path = "terminal/draws.rs"]
mod draws;
#[cfg(unix)]
#[path = "terminal/figures.rs"]
mod figures;
#[cfg(unix)]
#[path = "terminal/measures.rs"]
mod measures;
#[cfg(unix)]
#[path = "terminal/process.rs"]
mod process;
#[cfg(unix)]
#[path = "terminal/pty.rs"]
mod pty;
#[cfg(unix)]
#[path = "terminal/slow_disk.rs"]
mod slow_disk;

#[cfg(unix)]
fn main() {
    if bare::run_if_asked() || slow_disk::run_if_asked() {
        return;
    }
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|it| !it.starts_with("--"))
        .collect();
    measures::all(&words);
}

#[cfg(not(unix))]
fn main() {
    println!("the pseudo terminal this bench needs is there on Unix only");
}
