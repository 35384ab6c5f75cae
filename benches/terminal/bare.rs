//! The barest ratatui program: one paragraph, drawn again for each key, until `q`.

use crossterm::event::{Event, KeyCode, read};
use ratatui::widgets::Paragraph;

/// What tells this program that it is to be the bare one.
pub const ROLE: &str = "MISFORTUNE_BENCH_BARE";

/// What it shows.
pub const SHOWN: &str = "a paragraph";

/// Runs it, if that is what this process is for.
#[expect(clippy::disallowed_methods, reason = "how the bench tells its child")]
pub fn run_if_asked() -> bool {
    if std::env::var(ROLE).is_err() {
        return false;
    }
    let mut terminal = ratatui::init();
    let mut n_keys = 0_u32;
    loop {
        terminal
            .draw(|frame| {
                let text = format!("{SHOWN}, key {n_keys}");
                frame.render_widget(Paragraph::new(text), frame.area());
            })
            .unwrap();
        if let Event::Key(key) = read().unwrap() {
            n_keys += 1;
            if key.code == KeyCode::Char('q') {
                break;
            }
        }
    }
    ratatui::restore();
    true
}
