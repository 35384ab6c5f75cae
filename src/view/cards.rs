//! Cards: what fills in the rest of a word that was typed without it.
//!
//! `post` wants an audience and a text, `hyp` a hypothesis and a confidence, `page` and `ask`
//! somebody. The screens open a card for each; line mode tells what stands on it. Invariant: a
//! card ends in lines that could have been typed.

use super::Scene;
use super::board::board;
use super::composer::{HOLDS, holds};
use super::evidence::evidence;
use super::people::people;
use super::responder::responders;
use super::room::audiences;

/// A card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Card {
    /// An update: to whom, and what it says.
    Update,
    /// Hypotheses, and how sure one is of them.
    Hypotheses,
    /// Responders, and what they can do.
    People,
}

impl Card {
    /// The card that fills in the rest of a word of the prompt.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        match word {
            "post" => Some(Self::Update),
            "hyp" => Some(Self::Hypotheses),
            "page" | "ask" => Some(Self::People),
            _ => None,
        }
    }

    /// The card that a line asks for, and the id it begins at: a word without what it needs. A
    /// line with anything wrong in it asks for none.
    #[must_use]
    pub fn asked_for(scene: &Scene, line: &str) -> Option<(Self, Option<String>)> {
        let mut words = line.split_whitespace();
        let card = Self::of(&words.next()?.to_lowercase())?;
        let id = words.next().map(str::to_lowercase);
        let is_known = id.as_ref().is_none_or(|id| card.ids(scene).contains(id));
        (is_known && words.next().is_none()).then_some((card, id))
    }

    /// What it can begin at.
    fn ids(self, scene: &Scene) -> Vec<String> {
        match self {
            Self::Update => audiences(scene).into_iter().map(|it| it.id).collect(),
            Self::Hypotheses => {
                let rows = board(scene).hypotheses;
                rows.into_iter().map(|it| it.id).collect()
            }
            Self::People => people(scene).into_iter().map(|it| it.id).collect(),
        }
    }

    /// What stands on it, as plain lines; of one entry, if it begins at one.
    #[must_use]
    pub fn lines(self, scene: &Scene, id: Option<&str>) -> Vec<String> {
        let is_wanted = |it: &str| id.is_none_or(|id| id == it);
        match self {
            Self::Update => {
                let mut lines = vec![format!("{HOLDS}: {}", holds())];
                let rows = audiences(scene).into_iter();
                lines.extend(rows.filter(|it| is_wanted(&it.id)).map(|it| it.line()));
                lines
            }
            Self::Hypotheses => {
                let hypotheses = board(scene).hypotheses;
                let rows = hypotheses.iter().filter(|it| is_wanted(&it.id));
                rows.flat_map(|it| {
                    let mut lines = vec![it.line()];
                    lines.extend(evidence(scene, &it.id).lines());
                    lines
                })
                .collect()
            }
            Self::People => {
                let all = responders(scene).into_iter();
                all.filter(|it| is_wanted(&it.person.id))
                    .flat_map(|it| it.lines())
                    .collect()
            }
        }
    }
}
