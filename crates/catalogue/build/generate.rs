//! Writes the catalogue's table as Rust source. It must not know where its entries come from.

use crate::folders::{Alert, Scenario};
use std::fmt::Write;

/// The source that `src/lib.rs` includes: two tables in order of their names.
pub(crate) fn source(alerts: &[Alert], scenarios: &[Scenario]) -> Result<String, String> {
    let mut out = String::new();
    let failed = |error: std::fmt::Error| error.to_string();
    writeln!(out, "static ALERTS: [Alert; {}] = [", alerts.len()).map_err(failed)?;
    for it in alerts {
        let runbook = postcard::to_allocvec(&it.runbook.sections).map_err(|error| error.to_string())?;
        let head = &it.runbook.head;
        writeln!(
            out,
            "Alert {{ id: {:?}, exporter: {:?}, slug: {:?}, title: {:?}, summary: {:?}, scenario: {:?}, never: {:?}, \
             wrong: {}, rule: {:?}, better: {}, runbook: {runbook:?}.as_slice() }},",
            it.id(),
            it.exporter,
            it.slug,
            it.title,
            head.summary,
            head.scenario,
            head.never,
            wrong(it),
            it.rule,
            better(it),
        )
        .map_err(failed)?;
    }
    // A table of its own: what nobody asks for is left out of the download.
    writeln!(out, "];\nstatic TESTS: [[&str; 2]; {}] = [", alerts.len()).map_err(failed)?;
    for it in alerts {
        let better = it.better.as_ref().map_or("", |(_, test)| test);
        writeln!(out, "[{:?}, {better:?}],", it.test).map_err(failed)?;
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

/// The scenario in which the published rule is wrong, as the library's type.
fn wrong(alert: &Alert) -> String {
    let head = &alert.runbook.head;
    let wrong = head.wrong.as_ref();
    wrong.map_or_else(
        || "None".to_owned(),
        |it| format!("Some(Wrong {{ scenario: {it:?}, fires: {} }})", head.fires),
    )
}

/// The better rule, as the library's type.
fn better(alert: &Alert) -> String {
    let better = alert.better.as_ref();
    better.map_or_else(
        || "None".to_owned(),
        |(it, _)| format!("Some(Better {{ reason: {:?}, rule: {:?} }})", it.reason, it.rule),
    )
}
