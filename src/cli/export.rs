//! `export`: a session as JSON lines.

use super::args::{Common, Export};
use super::out::{self, Failure, Outcome};
use super::saved;
use crate::store::portable;

pub fn export(args: &Export, common: &Common) -> Outcome {
    let (head, events, _) = saved::journal(args.session.as_deref(), common)?;
    let mut text = Vec::new();
    portable::write(&head, &events, &mut text).map_err(Failure::new)?;
    out::write(args.output.as_deref(), &String::from_utf8_lossy(&text))
}
