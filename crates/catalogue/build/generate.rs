//! Writes the catalogue's table as Rust source. It must not know where its entries come from.

use crate::folders::{Alert, Scenario};
use std::fmt::Write;

/// The source that `src/lib.rs` includes: two tables in order of their names.
pub(crate) fn source(alerts: &[Alert], scenarios: &[Scenario]) -> Result<String, String> {
    let mut out = String::new();
    let failed = |error: std::fmt::Error| error.to_string();
    writeln!(out, "static ALERTS: [Alert; {}] = [", alerts.len()).map_err(failed)?;
    for it in alerts {
        let runbook = postcard::to_allocvec(&it.runbook).map_err(|error| error.to_string())?;
        writeln!(
            out,
            "Alert {{ id: {:?}, exporter: {:?}, slug: {:?}, title: {:?}, summary: {:?}, scenario: {:?}, \
             rule_yaml: {:?}, runbook: {runbook:?}.as_slice() }},",
            it.id(),
            it.exporter,
            it.slug,
            it.title,
            it.summary,
            it.scenario,
            it.rule,
        )
        .map_err(failed)?;
    }
    // A table of its own: what nobody asks for is left out of the download.
    writeln!(out, "];\nstatic TESTS: [&str; {}] = [", alerts.len()).map_err(failed)?;
    for it in alerts {
        writeln!(out, "{:?},", it.test).map_err(failed)?;
    }
    writeln!(out, "];\nstatic SCENARIOS: [ScenarioEntry; {}] = [", scenarios.len()).map_err(failed)?;
    for it in scenarios {
        writeln!(
            out,
            "ScenarioEntry {{ name: {:?}, title: {:?}, alert: {:?}, yaml: {:?} }},",
            it.name, it.title, it.alert, it.yaml
        )
        .map_err(failed)?;
    }
    out.push_str("];\n");
    Ok(out)
}
