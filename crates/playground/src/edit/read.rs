//! The text of a field as the document has it: what [`super::apply`] would take. It must not judge texts.

use crate::document::{Document, Fault, Frontend, Point, Rule};
use crate::event::{FaultField, Field};
use series::{format_float, format_general};

/// The text of `field`, if the document has such a field.
pub(crate) fn text_of(document: &Document, field: Field) -> Option<String> {
    match field {
        Field::Seed => Some(document.scenario.seed.to_string()),
        Field::Semantics => Some(document.semantics.to_string()),
        Field::GroupBy => Some(document.route.group_by.join(", ")),
        Field::GroupWait => Some(document.route.group_wait.clone()),
        Field::GroupInterval => Some(document.route.group_interval.clone()),
        Field::RepeatInterval => Some(document.route.repeat_interval.clone()),
        Field::Fault(idx, property) => {
            let fault = document.scenario.events.get(idx as usize)?;
            of_fault(document, fault, property)
        }
        Field::Label(idx, property) => super::label::text_of(document, idx, property),
        Field::Slo => Some(super::label::slo_text(document)),
        Field::Node(node, property) => super::topology::text_of(&document.scenario, node, property),
        _ if field.is_rule() => of_rule(document, field),
        _ => of_load(document.scenario.frontends.first()?, field),
    }
}

/// The curve is there only where the load follows it.
fn of_load(frontend: &Frontend, field: Field) -> Option<String> {
    let share = |class: &str| format_general(frontend.answers.get(class).copied().unwrap_or(0.0));
    Some(match field {
        Field::Curve if frontend.shape == "curve" => {
            let point = |it: &Point| format!("{} {}", it.at, format_general(it.percent));
            frontend.curve.iter().map(point).collect::<Vec<_>>().join(", ")
        }
        Field::Requests => format_float(frontend.requests),
        Field::Shape => frontend.shape.clone(),
        Field::Swing => format_general(frontend.swing),
        Field::Noise => format_general(frontend.noise),
        Field::Share3xx => share("3xx"),
        Field::Share4xx => share("4xx"),
        Field::Share5xx => share("5xx"),
        _ => return None,
    })
}

/// The amount is there only for the kinds that have one.
fn of_fault(document: &Document, fault: &Fault, property: FaultField) -> Option<String> {
    Some(match property {
        FaultField::Kind => fault.kind.clone(),
        FaultField::Target => fault.target.clone(),
        FaultField::From => crate::update::fault_clock(&document.scenario, fault),
        FaultField::For => fault.length.clone(),
        FaultField::Strength => format_general(fault.strength),
        FaultField::Amount => {
            let (usual, ..) = crate::plan::fault_kind(&fault.kind).and_then(haproxy::FaultKind::amount)?;
            format_general(fault.amount.unwrap_or(usual))
        }
        FaultField::Incident => match fault.incident {
            None => "auto",
            Some(true) => "yes",
            Some(false) => "no",
        }
        .to_owned(),
    })
}

/// Threshold and window are there only when the expression has them.
fn of_rule(document: &Document, field: Field) -> Option<String> {
    let rule = document.rule()?;
    let query = || promql::parse(&rule.expr, document.semantics()).ok();
    Some(match field {
        Field::Threshold => threshold(document)?.0,
        Field::Window => promql::windows(&query()?).first()?.span.of(&rule.expr).to_owned(),
        Field::Alert => rule.alert.clone(),
        Field::For => rule.hold.clone(),
        Field::KeepFiringFor => rule.keep_firing_for.clone(),
        Field::Severity => rule.labels.get("severity").cloned().unwrap_or_default(),
        Field::RuleYaml => yaml(rule),
        _ => rule.expr.clone(),
    })
}

/// The rule as it stands alone in YAML.
pub(crate) fn yaml(rule: &Rule) -> String {
    let millis = |text: &str| series::parse_duration(text).unwrap_or_default();
    alerting::write_rule(&alerting::Rule {
        alert: rule.alert.clone(),
        expr: rule.expr.clone(),
        hold: millis(&rule.hold),
        keep_firing_for: millis(&rule.keep_firing_for),
        labels: rule.labels.clone(),
        annotations: rule.annotations.clone(),
    })
}

/// The active threshold of the rule, as written and as a number.
pub(crate) fn threshold(document: &Document) -> Option<(String, f64)> {
    let rule = document.rule()?;
    let query = promql::parse(&rule.expr, document.semantics()).ok()?;
    let literal = crate::plan::compared(&query, document.view.threshold)?.literal?;
    Some((literal.span.of(&rule.expr).trim().to_owned(), literal.value))
}
