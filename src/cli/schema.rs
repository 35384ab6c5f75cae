//! `schema`, `completions`, `man`: what other programs read about this one.

use super::args::{Completions, Schema, SchemaOf};
use super::out::{self, Failure, Outcome};
use crate::content;

pub fn schema(args: &Schema) -> Outcome {
    out::print(&match args.of {
        SchemaOf::Scenario => content::schema_json(),
        SchemaOf::Config => content::config_schema_json(),
        SchemaOf::Theme => content::theme_schema_json(),
    })
}

pub fn completions(args: &Completions, command: &mut clap::Command) -> Outcome {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, command, "misfortune", &mut text);
    out::print(&String::from_utf8_lossy(&text))
}

pub fn man(command: clap::Command) -> Outcome {
    let mut text = Vec::new();
    clap_mangen::Man::new(command)
        .render(&mut text)
        .map_err(Failure::new)?;
    out::print(&String::from_utf8_lossy(&text))
}
