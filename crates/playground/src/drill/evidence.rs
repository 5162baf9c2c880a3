//! Evidence as of the drill's clock: an expression, what HAProxy prints, the runbook. It must not know what it proves.

use crate::learn::Evidence;
use crate::model::Model;
use crate::picture::Picture;
use crate::scene::Scene;
use crate::show::runbook;
use haproxy::{Scenario, Simulation};
use promql::Value;
use series::{Labels, format_clock, format_float};

/// Rows of an answer.
const ROWS: usize = 50;
/// Bytes of an expression that is asked.
const BYTES: usize = 4096;

/// What `text` gives over the samples of `picture`, which ends with the clock.
pub(super) fn query(picture: &Picture, text: &str) -> Evidence {
    let time = picture.plan.steps.end;
    let shown: String = text.chars().take(BYTES).collect();
    let found = if text.len() > BYTES {
        Err(format!("{} bytes are more than {BYTES}", text.len()))
    } else {
        rows(picture, text, time)
    };
    Evidence::Query(shown, format_clock(time), found)
}

type Rows = (Vec<(String, String)>, u32);

fn rows(picture: &Picture, text: &str, time: i64) -> Result<Rows, String> {
    let plan = &picture.plan;
    let query = promql::parse(text, plan.semantics).map_err(|err| err.to_string())?;
    let answer = promql::instant(&query, &picture.store, time, &plan.options());
    let value = answer.map_err(|err| err.to_string())?.value;
    let pair = |(labels, value): &(Labels, f64)| (labels.to_string(), format_float(*value));
    Ok(match value {
        Value::Scalar(it) => (vec![("scalar".to_owned(), format_float(it))], 0),
        Value::String(it) => (vec![("string".to_owned(), it)], 0),
        Value::Vector(all) => (all.iter().take(ROWS).map(pair).collect(), more(all.len())),
        Value::Matrix(all) => {
            let samples = |it: &[(i64, f64)]| {
                let newest = it.iter().rev().take(4).rev();
                let told: Vec<_> = newest
                    .map(|(at, value)| format!("{} @{}", format_float(*value), format_clock(*at)))
                    .collect();
                format!("{} samples, the last: {}", it.len(), told.join(", "))
            };
            let row = |(labels, it): &(Labels, Vec<(i64, f64)>)| (labels.to_string(), samples(it));
            (all.iter().take(ROWS).map(row).collect(), more(all.len()))
        }
    })
}

fn more(count: usize) -> u32 {
    count.saturating_sub(ROWS) as u32
}

/// What `show stat` prints at `time`: as of the last scrape, so that it agrees with the metrics.
///
/// # Errors
/// What the traffic model says of the scenario.
pub(super) fn stat(scenario: &Scenario, time: i64) -> Result<Evidence, String> {
    let mut simulation = Simulation::for_stat(scenario).map_err(|err| err.to_string())?;
    simulation.run_until(time - scenario.start);
    let at = format_clock(scenario.start + simulation.seen());
    Ok(Evidence::Stat(at, simulation.show_stat()))
}

/// The runbook of the alert, filled and with the steps that are supported now.
pub(super) fn opened(model: &Model) -> Option<Evidence> {
    let picture = model.picture.as_ref()?;
    Some(Evidence::Runbook(Box::new(runbook::runbook(&Scene::new(model, picture)))))
}
