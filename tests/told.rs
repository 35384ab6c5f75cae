//! What players are told: view-models, reports and line mode on a small made-up outage.

#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "told/bakery.rs"]
mod bakery;
#[path = "told/coaching.rs"]
mod coaching;
#[path = "told/documents.rs"]
mod documents;
#[path = "told/lines.rs"]
mod lines;
#[path = "told/plain.rs"]
mod plain;
#[path = "told/prompting.rs"]
mod prompting;
#[path = "told/rooms.rs"]
mod rooms;
#[path = "support/scenarios.rs"]
mod scenarios;
#[path = "told/spoilers.rs"]
mod spoilers;
