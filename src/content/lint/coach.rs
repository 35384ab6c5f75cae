//! The coach: what it suggests can be typed, and it goes on from every step.

use crate::content::complaint::lint as complaint;
use crate::content::diagnostic::Diagnostic;
use crate::content::file;
use crate::engine::command::Command;
use crate::engine::prompt::{self, Request};
use crate::engine::scenario::{CoachStage, Scenario};

pub(super) fn check(file: &file::Scenario, scenario: &Scenario, out: &mut Vec<Diagnostic>) {
    for (written, step) in file.coach.iter().zip(&scenario.coach) {
        if let (Some(types), Some(typed)) = (&written.types, &step.types)
            && !is_understood(scenario, typed)
        {
            out.push(complaint::coach_misread(types.span(), typed));
        }
        let is_play = matches!(step.stage, CoachStage::Pager | CoachStage::Room);
        let ends = written.until.is_some() || step.done.is_some();
        if is_play && !ends {
            out.push(complaint::coach_stays(written.says.span()));
        }
    }
}

fn is_understood(scenario: &Scenario, typed: &str) -> bool {
    let read = prompt::read(scenario, scenario.you, typed, true);
    read.is_ok_and(|read| !matches!(read, Request::Command(Command::Mumble(_))))
}
