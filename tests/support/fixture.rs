//! The valid fixtures as scenarios.

use std::path::Path;
use std::sync::Arc;

use misfortune::content;
use misfortune::engine::scenario::Scenario;

/// The scenario in that file of the valid fixtures.
pub fn valid(name: &str) -> Arc<Scenario> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/scenarios/valid");
    let source = std::fs::read_to_string(folder.join(name)).unwrap();
    Arc::new(content::load(None, &source).scenario.unwrap())
}
