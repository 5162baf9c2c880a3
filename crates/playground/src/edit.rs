//! One edited field into the document, and out of it. It must not know what follows from the edit.

mod fault;
mod label;
mod number;
mod read;
mod rule;
mod scenario;
mod topology;

pub(crate) use fault::targets;
pub(crate) use read::{text_of, threshold, yaml};
pub(crate) use scenario::MOST_REQUESTS;
pub(crate) use topology::{BALANCES, MOST_SERVERS, add, name, remove};

use crate::document::{Document, Route};
use crate::draft::Wrong;
use crate::event::Field;

/// Puts `text` into the place of `document` that `field` names.
///
/// # Errors
/// What is wrong with the text and what would be right; the document may then be half changed, so callers edit a
/// copy.
pub(crate) fn apply(document: &mut Document, field: Field, text: &str) -> Result<(), Wrong> {
    let text = text.trim();
    match field {
        Field::Requests
        | Field::Shape
        | Field::Curve
        | Field::Swing
        | Field::Noise
        | Field::Share3xx
        | Field::Share4xx
        | Field::Share5xx
        | Field::Seed => scenario::apply(&mut document.scenario, field, text),
        Field::Fault(idx, property) => fault::apply(&mut document.scenario, idx, property, text),
        Field::Label(idx, property) => label::apply(document, idx, property, text),
        Field::Slo => label::slo(document, text),
        Field::Node(node, property) => topology::apply(&mut document.scenario, node, property, text),
        Field::GroupBy | Field::GroupWait | Field::GroupInterval | Field::RepeatInterval => {
            if text.len() > 400 {
                return Err("At most 400 bytes.".into());
            }
            route(&mut document.route, field, text);
            // The bounds stand where the route is made ready.
            crate::plan::Route::new(&document.route).map(|_| ()).map_err(Wrong::from)
        }
        Field::Semantics => {
            document.semantics = match text {
                "2" => 2,
                "3" => 3,
                _ => return Err("2 or 3".into()),
            };
            Ok(())
        }
        Field::Expr
        | Field::Threshold
        | Field::Window
        | Field::Alert
        | Field::For
        | Field::KeepFiringFor
        | Field::Severity
        | Field::RuleYaml => {
            let (semantics, active) = (document.semantics(), document.view.threshold);
            let rule = document.rule_mut().ok_or("there is no rule to edit")?;
            rule::apply(rule, semantics, active, field, text)
        }
    }
}

/// Puts `text` into the route.
fn route(route: &mut Route, field: Field, text: &str) {
    let place = match field {
        Field::GroupWait => &mut route.group_wait,
        Field::GroupInterval => &mut route.group_interval,
        Field::RepeatInterval => &mut route.repeat_interval,
        _ => {
            let names = text.split([',', ' ']).filter(|it| !it.is_empty());
            route.group_by = names.map(str::to_owned).collect();
            return;
        }
    };
    text.clone_into(place);
}
