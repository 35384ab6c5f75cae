//! `check --explain`: what a complaint is for, with a wrong and a right example.

use super::args::OutFormat;
use super::out::{self, Failure, Outcome};
use crate::content::explain::{self, Explanation};

/// Explains one complaint; all of them in a line each when no code is given.
pub fn explain(code: &str, format: OutFormat) -> Outcome {
    if code.is_empty() {
        return list(format);
    }
    let Some(found) = explain::find(code) else {
        let failure = Failure::new(format!("no complaint has the code `{code}`"));
        return Err(match explain::near(code) {
            Some(near) => failure.hint(format!("did you mean `{near}`?")),
            None => failure.hint("`misfortune check --explain` lists them all"),
        });
    };
    match format {
        OutFormat::Human => out::print(&found.plain()),
        OutFormat::Json => out::print(&out::json(&object(&found))),
    }
}

fn list(format: OutFormat) -> Outcome {
    match format {
        OutFormat::Human => {
            let lines = explain::all().map(|it| format!("{}  {}\n", it.code, it.title));
            out::print(&lines.collect::<String>())
        }
        OutFormat::Json => out::print(&out::json(
            &explain::all().map(|it| object(&it)).collect::<Vec<_>>(),
        )),
    }
}

fn object(it: &Explanation) -> serde_json::Value {
    serde_json::json!({ "code": it.code, "title": it.title, "text": it.body })
}
