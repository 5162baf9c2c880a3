//! The load's fields into a scenario. It must not know faults or rules.

use super::number::{duration, number, whole};
use crate::document::{Point, SHAPES, Scenario};
use crate::draft::Wrong;
use crate::event::Field;
use series::parse_duration;

/// Requests per second that a frontend may take: what the traffic model accepts.
pub(crate) const MOST_REQUESTS: f64 = 100_000.0;

/// Of a curve's point, in percent of the mean, and how many points there may be: what the traffic model accepts.
const MOST_PERCENT: f64 = 100_000.0;
const MOST_POINTS: usize = 200;

/// Puts `text` into the first frontend's load, or the scenario's seed.
pub(super) fn apply(scenario: &mut Scenario, field: Field, text: &str) -> Result<(), Wrong> {
    if field == Field::Seed {
        scenario.seed = whole("Seed", text, 0..=u64::from(u32::MAX))?;
        return Ok(());
    }
    let length = parse_duration(&scenario.length).unwrap_or_default();
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
        Field::Curve => {
            frontend.curve = curve(text, length)?;
            // Who draws a curve wants it followed.
            "curve".clone_into(&mut frontend.shape);
        }
        Field::Share3xx => share(&mut frontend.answers, "3xx", text)?,
        Field::Share4xx => share(&mut frontend.answers, "4xx", text)?,
        Field::Share5xx => share(&mut frontend.answers, "5xx", text)?,
        _ => return Err("not a field of the load".into()),
    }
    Ok(())
}

/// The points of a load by hand.
fn curve(text: &str, length: i64) -> Result<Vec<Point>, Wrong> {
    let mut points: Vec<Point> = Vec::new();
    let mut last = -1;
    for part in text.split(',') {
        let (at, percent) = part.trim().split_once(' ').ok_or("Load: takes points as 0s 100, 2h 250.")?;
        let at = duration("Load", at, 0, length)?;
        let percent = number("Load", percent.trim().trim_end_matches('%'), 0.0..=MOST_PERCENT)?;
        let time = parse_duration(&at).unwrap_or_default();
        if time <= last {
            return Err("Load: the points go on in time.".into());
        }
        last = time;
        points.push(Point { at, percent });
        if points.len() > MOST_POINTS {
            return Err(format!("Load: at most {MOST_POINTS} points.").into());
        }
    }
    Ok(points)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curves_are_points_in_the_order_of_time() {
        let hour = 3_600_000;
        let points = curve("0s 100, 30m 250%,1h 0", hour).unwrap();
        let point = |at: &str, percent| Point { at: at.to_owned(), percent };
        assert_eq!(points, [point("0s", 100.0), point("30m", 250.0), point("1h", 0.0)]);
        let many: Vec<_> = (0..201).map(|it| format!("{it}s 1")).collect();
        let many = many.join(",");
        for text in ["", "0s", "0s x", "0s 100, 0s 100", "5s 1, 4s 1", "2h 1", "0s -1", "0s 100001", &many] {
            assert!(curve(text, hour).is_err(), "{text}");
        }
    }
}
