//! What a script expected and did not get, in words. For authors, not for players.

use super::{Scene, refusal};
use crate::engine::script::{Failure, Wrong};

/// What was not as the script says.
#[must_use]
pub fn words(scene: &Scene, failure: &Failure) -> String {
    let what = match &failure.wrong {
        Wrong::Refused(typed, why) => {
            format!(
                "`{typed}` is refused: {}",
                refusal::rejected(scene, why).line()
            )
        }
        Wrong::Accepted(typed) => format!("`{typed}` should be refused, and is not"),
        Wrong::NotUnderstood(typed) => format!("no action here answers to `{typed}`"),
        Wrong::Misread(typed, why) => {
            format!("`{typed}`: {}", refusal::misread(scene, why).line())
        }
        Wrong::Alert(id, true) => format!("alert `{id}` should fire, and does not"),
        Wrong::Alert(id, false) => format!("alert `{id}` should not fire, and does"),
        Wrong::Clue(id, true) => format!("clue `{id}` should be known, and is not"),
        Wrong::Clue(id, false) => format!("clue `{id}` should not be known yet, and is"),
        Wrong::Phase(expected, found) => {
            format!(
                "the phase should be {}, and is {}",
                expected.word(),
                found.word()
            )
        }
        Wrong::Ended { expected, found } => {
            format!("play should end {expected}, and ends {found}")
        }
        Wrong::Points {
            dimension,
            bounds: (min, max),
            found,
        } => {
            let what = dimension.map_or("the total", |it| it.word());
            let found = found.map_or("left out".to_owned(), |it| it.to_string());
            format!("{what} should be {min} to {max}, and is {found}")
        }
    };
    format!("at {}: {what}", failure.at)
}
