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
use crate::engine::prompt::{Named, named};

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
        let (word, rest) = line
            .trim()
            .split_once(char::is_whitespace)
            .unwrap_or((line.trim(), ""));
        let card = Self::of(&word.to_lowercase())?;
        if rest.trim().is_empty() {
            return Some((card, None));
        }
        Some((card, Some(card.id(scene, rest.trim())?)))
    }

    /// The id of what it can begin at, as somebody names it.
    fn id(self, scene: &Scene, typed: &str) -> Option<String> {
        let all: Vec<Named> = match self {
            Self::Update => {
                let all = audiences(scene).into_iter();
                all.map(|it| Named::new(&it.id, &it.label)).collect()
            }
            Self::Hypotheses => {
                let all = board(scene).hypotheses.into_iter();
                all.map(|it| Named::new(&it.id, &it.text)).collect()
            }
            Self::People => {
                let all = people(scene).into_iter();
                all.map(|it| Named::new(&it.id, &it.name)).collect()
            }
        };
        named(&all, typed).map(|it| it.id.clone())
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
