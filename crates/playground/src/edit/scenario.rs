//! The load's fields into a scenario. It must not know faults or rules.

use super::number::{number, whole};
use crate::document::{Point, SHAPES, Scenario};
use crate::draft::Wrong;
use crate::event::Field;

/// Requests per second that a frontend may take: what the traffic model accepts.
pub(crate) const MOST_REQUESTS: f64 = 100_000.0;

/// Puts `text` into the first frontend's load, or the scenario's seed.
pub(super) fn apply(scenario: &mut Scenario, field: Field, text: &str) -> Result<(), Wrong> {
    if field == Field::Seed {
        scenario.seed = whole("Seed", text, 0..=u64::from(u32::MAX))?;
        return Ok(());
    }
    let frontend = scenario.frontends.first_mut().ok_or("the scenario has no frontend")?;
    match field {
        Field::Requests => frontend.requests = number("Requests", text, 0.0..=MOST_REQUESTS)?,
        Field::Swing => frontend.swing = number("Swing", text, 0.0..=100.0)?,
        Field::Noise => frontend.noise = number("Noise", text, 0.0..=100.0)?,
        Field::Shape => {
            let known = SHAPES.iter().find(|(id, _)| *id == text);
            known.ok_or("Shape: pick one of the list.")?.0.clone_into(&mut frontend.shape);
            if text == "curve" && frontend.curve.is_empty() {
                // To be bent by hand.
                frontend.curve = vec![Point { at: "0s".to_owned(), percent: 100.0 }];
            }
        }
        Field::Share3xx => share(&mut frontend.answers, "3xx", text)?,
        Field::Share4xx => share(&mut frontend.answers, "4xx", text)?,
        Field::Share5xx => share(&mut frontend.answers, "5xx", text)?,
        _ => return Err("not a field of the load".into()),
    }
    Ok(())
}

/// Sets the share of one class of answers; 2xx is what is left, so the others together leave room for it.
fn share(
    answers: &mut std::collections::BTreeMap<String, f64>,
    class: &str,
    text: &str,
) -> Result<(), Wrong> {
    let others: f64 = answers.iter().filter(|(name, _)| *name != class).map(|(_, percent)| percent).sum();
    let percent = number(class, text, 0.0..=100.0)?;
    if others + percent > 100.0 {
        let room = ((100.0 - others).max(0.0) * 100.0).round() / 100.0;
        return Err(format!("{class}: the other classes leave {room} %.").into());
    }
    answers.insert(class.to_owned(), percent);
    Ok(())
}
