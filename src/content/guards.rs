//! Guards as written, compiled to masks.

use crate::engine::guard::{Conjunction, Guard, World};
use crate::engine::id::{ClueIdx, FactIdx, ResponderIdx};
use crate::engine::scenario::{Claim, here_bit};

use super::complaint::names as complaint;
use super::diagnostic::Diagnostic;
use super::names::Names;
use super::spanned::{GuardText, Sp};

/// Compiles a guard. Literals that mean nothing are complained about and left out.
pub(super) fn compile(text: &GuardText, names: &Names<'_>, out: &mut Vec<Diagnostic>) -> Guard {
    let ways = text.0.iter().map(|literals| {
        let mut way = Conjunction::default();
        for literal in literals {
            let negated = literal.starts_with('!');
            let Some(bits) = bits(literal, names, out) else {
                continue;
            };
            if negated {
                way.forbid = way.forbid.union(bits);
            } else {
                way.need = way.need.union(bits);
            }
        }
        way
    });
    Guard {
        any: ways.collect(),
    }
}

fn bits(literal: &Sp<String>, names: &Names<'_>, out: &mut Vec<Diagnostic>) -> Option<World> {
    let span = literal.span();
    let bare = literal.strip_prefix('!').unwrap_or(literal);
    let Some((prefix, id)) = bare.split_once(':') else {
        let fact = FactIdx(names.facts.find(bare, span, out)?);
        return Some(World {
            facts: fact.bit(),
            ..World::default()
        });
    };
    match prefix {
        "clue" => Some(World {
            clues: ClueIdx(names.clues.find(id, span, out)?).bit(),
            ..World::default()
        }),
        "here" => Some(World {
            claims: here_bit(ResponderIdx(names.responders.find(id, span, out)?)),
            ..World::default()
        }),
        "claim" => {
            let Some(claim) = Claim::ALL.into_iter().find(|claim| claim.word() == id) else {
                out.push(complaint::unknown_claim(
                    span,
                    id,
                    &Claim::ALL.map(Claim::word),
                ));
                return None;
            };
            Some(World {
                claims: claim.bit(),
                ..World::default()
            })
        }
        _ => {
            out.push(complaint::unknown_literal(span, prefix));
            None
        }
    }
}
