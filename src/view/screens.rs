//! Words that only the screens need: what stands on frames, is asked once, or marks a place.
//!
//! What a key does stands in the screens' own key table, beside the key.

use super::listing::{Row, Sort};
use crate::engine::state::Phase;

/// The names of the incident room's panes, in the order of their numbers.
pub const PANES: [&str; 7] = [
    "timeline", "signals", "logs", "people", "board", "commands", "map",
];

/// The same where there is little room.
pub const PANES_SHORT: [&str; 7] = ["time", "signals", "logs", "people", "board", "cmds", "map"];
/// The same where there is hardly any.
pub const PANES_LEAST: [&str; 7] = ["tim", "sig", "log", "ppl", "brd", "cmd", "map"];

/// Beside the tabs: something more to read above what is shown.
pub const ABOVE: char = '\u{2191}';
/// Beside the tabs: something more to read below it.
pub const BELOW: char = '\u{2193}';
/// Something more to read further down.
pub const MORE: &str = "more below ";
/// Where something is cut for want of room.
pub const CUT: &str = ".. no room for the rest ";
/// Before the line that is meant, where none begins as what is typed does.
pub const MEANT: &str = "\u{2192}";
/// The arrows scroll and change panes just now.
pub const LOOKING: &str = " LOOK ";
/// Said while one looks around.
pub const LOOKING_HINT: &str = "LOOK: keys look around, Enter goes closer, Esc types";
/// Said while a pane has the whole width.
pub const ZOOMED_HINT: &str = "ZOOM: keys look around in this pane, Esc goes back";
/// The pane has the whole width.
pub const ZOOMED: &str = " ZOOM ";
/// Neither: as wide as the words for them.
pub const TYPING: &str = "      ";
/// Before what is typed into the filter of the logs.
pub const FILTER: &str = "only lines with";
/// In the pane of commands, when some came since it was looked at last.
#[must_use]
pub fn new_commands(n_new: usize) -> String {
    let came = super::words::counted(n_new, "command is new", "commands are new");
    format!("{came} since you last looked here, marked *")
}

/// No line passes the filter.
pub const NO_MATCH: &str = "no line passes the filter; Esc clears it";
/// Instead of graphs.
pub const NO_METRIC: &str = "there is no metric";
/// What stands after the time of an entry that came unseen, explained where there is one.
pub const NEW: &str = "* new ";
/// There is no session.
pub const NO_SESSION: &str = "No session yet: go back with Esc, then `s` spins the wheel and `l` \
                              opens the library.";
/// The mouse, in the help.
pub const CLICK: &str = "a click";
/// What it does in the lists before an incident.
pub const CLICK_IN_LIST: &str = "selects a row; on the selected one it is Enter, and the mouse's \
                                 wheel goes up and down";
/// Under the list of sessions.
pub const SESSIONS_USE: &str = "Enter goes on with a session, or shows the debrief of one that is \
                                over.";
/// Over what others say before the page is taken.
pub const WHILE_IT_RINGS: &str = "While it rings";
/// The library's title.
pub const LIBRARY: &str = "Library";
/// The history's title.
pub const HISTORY: &str = "History";
/// How one looks for something in the library.
pub const LOOK_FOR: &str = "/ looks for a name, #tag for a tag, !word leaves out";
/// Over the columns of the sessions: number, day, what, how long, how it ended, points.
pub const SESSION_COLUMNS: [&str; 6] = ["#", "begun", "outage", "lasted", "ended", "of 100"];
/// Nothing was found.
pub const NONE_FOUND: &str = "Nothing is called that: Esc shows all again.";
/// There is more of the preview.
pub const ALL_OF_IT: &str = "shows all of it";
/// The points over time.
pub const TRENDS: &str = "Trends, the oldest session first";
/// The best of each scenario.
pub const BEST: &str = "Best of each scenario";
/// Nothing was played to its end.
pub const NONE_OVER: &str = "Nothing was played to its end yet; Tab shows the sessions.";
/// Kinds of failure.
pub const COVERAGE: &str = "Kinds of failure, those never played first";
/// How the board is used.
pub const BOARD_USE: &str = "`hyp ID 60` states one, `drop ID` drops it";
/// How hard time pressed, before the word for it.
pub const STRESS: &str = "stress";
/// Before the seed.
pub const SEED: &str = "seed";
/// The system's picture in a briefing.
pub const SYSTEM: &str = "The system";
/// The help.
pub const HELP: &str = "Help";
/// In it, over where one is.
pub const YOU_ARE_HERE: &str = "Where you are";
/// Over the keys that move.
pub const MOVING: &str = "Moving";
/// Over the keys that do something.
pub const ACTING: &str = "Acting";
/// Over the keys that lead back, and out.
pub const LEAVING: &str = "Going back and leaving";
/// Over the signs of the room.
pub const SIGNS: &str = "Signs";
/// The signs of the room, and what each says.
pub const SIGNS_OF_ROOM: [(&str, &str); 8] = [
    ("* after a time", "it came while you looked elsewhere"),
    (
        "+3 on a tab",
        "so much is new there and unseen; + alone is ten or more",
    ),
    (
        "\u{2191} \u{2193} by the tabs",
        "there is more above what is shown, more below",
    ),
    (
        "LOOK",
        "arrows and letters look around in the panes; Esc goes back to the line",
    ),
    ("ZOOM", "one pane has the whole width; Esc gives it back"),
    (
        "a marked line",
        "it could not be done yet: Enter sends it again, a letter begins a new one",
    ),
    (
        "! * at a graph",
        "far from normal; away from normal, on the bad side",
    ),
    (
        "+ * ! ? on a box",
        "a service is ok, degraded, down, not watched",
    ),
];
/// What made it possible or worse.
pub const CONTRIBUTING: &str = "What made it possible or worse";
/// No commitment, no rating.
pub const NONE_YET: &str = "none yet";
/// Over the box for an answer.
pub const ANSWER_BOX: &str = "your answer";
/// In it, while there is none.
pub const ANSWER_EMPTY: &str = "Enter writes one";
/// Begins a commitment.
pub const COMMIT_ROW: &str = "commit to something";
/// Begins a rating.
pub const RATE_ROW: &str = "rate the time: 1 lost, 3 worth it, 5 could not be better";
/// Says what would raise a rating by one.
pub const RAISE_ROW: &str = "say it";
/// Writes the report.
pub const REPORT_ROW: &str = "write this debrief to a file, with your answers (Markdown)";
/// Where it will be.
pub const REPORT_WHERE: &str = "into the folder that the program was started in; its name is \
                                said when it is written";
/// Plays the same again.
pub const AGAIN_ROW: &str = "play again with the same seed: the same twists";
/// Plays it with another seed.
pub const ANOTHER_ROW: &str = "play again with a new seed: other twists may be dealt";
/// Plays something else.
pub const NEXT_ROW: &str = "play next";
/// There is nothing else.
pub const NO_NEXT: &str = "there is no other scenario here yet; `misfortune new` begins one";
/// What Enter does with a dimension that is closed, and with one that is open.
pub const UNFOLD: [&str; 2] = ["Enter shows the lines of it", "Enter hides the lines of it"];
/// Beside a dimension that is closed.
#[must_use]
pub fn n_lines(n_lines: usize) -> String {
    super::words::counted(n_lines, "line", "lines")
}

/// What Enter does with a question.
#[must_use]
pub fn answers(n: usize) -> String {
    format!("Enter begins `answer {n} TEXT`, kept in the session")
}

/// A report was written.
#[must_use]
pub fn reported(path: &str) -> String {
    format!("the debrief is in {path}")
}

/// How questions are answered.
pub const ANSWER_USE: &str = "`answer N TEXT`";
/// How the time is rated.
pub const RATE: &str = "Was it worth the time? `roti 1-5 what would raise it by one`";
/// The debrief's prompt.
pub const DEBRIEF_PROMPT: &str = " debrief>";
/// Ctrl-C was pressed once.
pub const ONCE_MORE: &str = "Ctrl-C again leaves now; everything is kept";
/// Over the question whether to leave.
pub const LEAVE: &str = "Leave";
/// Whether to leave, where the home screen comes next.
pub const LEAVE_FOR_HOME_ASKS: &str = "Leave this incident and go to the home screen? Its clock \
                                       stands while you are asked. The session is kept, and the \
                                       home screen takes it up again.";
/// Whether to leave, where the program ends with it.
pub const LEAVE_ASKS: &str = "Leave this incident? Its clock stands while you are asked. The \
                              session is kept; how to take it up again is told.";
/// Whether to leave a session that is over.
pub const HOME_ASKS: &str = "Leave this session and go to the home screen? It is over and kept; \
                             `misfortune debrief` tells it again.";
/// Over the news that the journal cannot be written.
pub const STANDS: &str = "Play stands";

/// Instead of hypotheses on their card.
pub const NO_HYPOTHESIS: &str = "no hypothesis is on the board yet: look around first";

/// What Enter does on the card of hypotheses.
#[must_use]
pub fn states(id: &str, percent: u8) -> String {
    format!("Enter states it: `hyp {id} {percent}`")
}

/// How a hypothesis stood before its slider was moved.
#[must_use]
pub fn not_stated_yet(standing: &str) -> String {
    format!("to be stated; now {standing}")
}

/// What the terminal's window is called while something is read or played.
#[must_use]
pub fn window_title(title: &str, phase: Option<Phase>) -> String {
    let title = super::words::clean(title);
    match phase {
        Some(phase) => format!("{}: {title} - misfortune", super::words::phase(phase).0),
        None => format!("{title} - misfortune"),
    }
}

/// How much of the library is shown, and in which order.
#[must_use]
pub fn shown(n_shown: usize, n_scenarios: usize, sort: Sort) -> String {
    let all = super::words::counted(n_scenarios, "scenario", "scenarios");
    let of = if n_shown == n_scenarios {
        all
    } else {
        format!("{n_shown} of {all}")
    };
    format!("{of}, {}", sort.word())
}

/// The same where there is little room.
#[must_use]
pub fn facts_short(it: &Row) -> String {
    let (minutes, level, played) = (it.minutes, it.difficulty, played_short(it));
    format!("  {minutes:>3} min  level {level}  {played:<8}")
}

/// The same where there is hardly any.
#[must_use]
pub fn facts_least(it: &Row) -> String {
    format!("  {:>3} min  {:<7}", it.minutes, played_short(it))
}

fn played_short(it: &Row) -> String {
    match (it.times, it.best) {
        _ if it.open.is_some() => "open".to_owned(),
        (0, _) => "new".to_owned(),
        (times, None) => format!("{times}x"),
        (_, Some(best)) => format!("best {best}"),
    }
}

/// A scenario's facts in a list: ` 25 min  level 4  3x, best 71`, or `open, best 71`.
#[must_use]
pub fn facts(it: &Row) -> String {
    let played = match (it.times, it.best) {
        (0, _) if it.open.is_some() => "open".to_owned(),
        (times, None) if it.open.is_some() => format!("open, {times}x"),
        (_, Some(best)) if it.open.is_some() => format!("open, best {best}"),
        (0, _) => "new".to_owned(),
        (times, None) => format!("{times}x"),
        (times, Some(best)) => format!("{times}x, best {best}"),
    };
    let (minutes, level) = (it.minutes, it.difficulty);
    format!("  {minutes:>3} min  level {level}  {played:<13}")
}

/// How many more alerts fire than are shown.
#[must_use]
pub fn n_more(n_alerts: usize) -> String {
    format!("+{n_alerts} more ")
}

/// How much of a pane nobody has seen, in so many columns: `+3`, a `+` alone where it is more than
/// has room; empty if nothing.
#[must_use]
pub fn n_new(n_new: usize, columns: usize) -> String {
    let count = format!("+{n_new}");
    match n_new {
        0 => String::new(),
        _ if count.len() <= columns => count,
        _ => "+".to_owned(),
    }
}

/// A claim that nobody has made, or that does not stand any more.
#[must_use]
pub fn not_claimed(claim: &str) -> String {
    format!("not {claim}")
}

/// How many lines of a pane have no room beside the main one.
#[must_use]
pub fn n_lines_more(n_lines: usize) -> String {
    format!("{n_lines} more below")
}

/// How many others are at work.
#[must_use]
pub fn n_at_work(n_people: usize) -> String {
    format!("(+{n_people} at work)")
}

/// Who sent the page.
#[must_use]
pub fn page_from(from: &str) -> String {
    format!("PAGE from {from}")
}

/// Why play stands, and what to do.
#[must_use]
pub fn trouble(why: &str) -> String {
    format!(
        "The journal cannot be written: {why}. The clock stands and nothing is lost: make room \
         and try again."
    )
}

/// The terminal is too small, while a clock runs or not.
#[must_use]
pub fn needs_room(here: (u16, u16), needed: (u16, u16), clock_runs: bool) -> Vec<String> {
    let mut lines = vec![
        format!("needs {}x{}", needed.0, needed.1),
        format!("here {}x{}", here.0, here.1),
    ];
    if clock_runs {
        lines.push("game goes on".to_owned());
    }
    lines
}

/// A scenario's size and weight in a list: ` 25 min, difficulty 4 of 5`.
#[must_use]
pub fn weight(minutes: u32, difficulty: u8) -> String {
    format!("{minutes:>3} min, difficulty {difficulty} of 5")
}
