//! Every field with its text: a wrong draft's, else the document's. It must not judge texts.

use crate::document::{FAULTS, Fault, SHAPES, Scenario};
use crate::edit::{MOST_REQUESTS, targets};
use crate::event::{FaultField, Field};
use crate::model::Model;
use crate::view::{Choice, FieldView, Form};
use series::{format_float, format_general};

pub(super) fn form(model: &Model) -> Form {
    let mut fields = Vec::new();
    let bundled = model.pieces.scenario(&model.document.scenario.name);
    load(&model.document.scenario, bundled, &mut fields);
    for (idx, fault) in model.document.scenario.events.iter().enumerate() {
        fault_fields(&model.document.scenario, idx as u32, fault, &mut fields);
    }
    rule(model, &mut fields);
    for (field, view) in &mut fields {
        if let Some(draft) = model.drafts.get(field) {
            view.text.clone_from(&draft.text);
            view.error.clone_from(&draft.error.message);
        }
    }
    Form { fields }
}

/// A field without choices or slider.
fn plain(text: String, published: Option<String>) -> FieldView {
    let edited = published.is_some_and(|it| it != text);
    FieldView { text, error: String::new(), edited, choices: Vec::new(), slider: None, unit: String::new() }
}

/// The choices of a table of names and titles.
fn choices(table: &[(&str, &str)]) -> Vec<Choice> {
    let choice = |(id, title): &(&str, &str)| Choice {
        id: (*id).to_owned(),
        title: (*title).to_owned(),
        note: String::new(),
    };
    table.iter().map(choice).collect()
}

/// The first frontend's load, and the seed.
fn load(scenario: &Scenario, bundled: Option<&Scenario>, fields: &mut Vec<(Field, FieldView)>) {
    let Some(frontend) = scenario.frontends.first() else { return };
    let before = bundled.and_then(|it| it.frontends.first());
    let percent = |value: f64, before: Option<f64>| FieldView {
        slider: Some((0.0, 100.0, 1.0)),
        ..plain(format_general(value), before.map(format_general))
    };
    let share = |class: &str| {
        let of = |it: &crate::document::Frontend| it.answers.get(class).copied().unwrap_or(0.0);
        percent(of(frontend), before.map(of))
    };
    let requests = FieldView {
        // The slider is for the everyday range; the field takes all that the model takes.
        slider: Some((0.0, (frontend.requests * 2.0).clamp(1000.0, MOST_REQUESTS), 1.0)),
        ..plain(format_float(frontend.requests), before.map(|it| format_float(it.requests)))
    };
    let shape = FieldView {
        choices: choices(&SHAPES),
        ..plain(frontend.shape.clone(), before.map(|it| it.shape.clone()))
    };
    if frontend.shape == "curve" {
        let text = |it: &crate::document::Frontend| {
            it.curve
                .iter()
                .map(|it| format!("{} {}", it.at, format_general(it.percent)))
                .collect::<Vec<_>>()
                .join(", ")
        };
        fields.push((Field::Curve, plain(text(frontend), before.map(text))));
    }
    fields.extend([
        (Field::Requests, requests),
        (Field::Shape, shape),
        (Field::Swing, percent(frontend.swing, before.map(|it| it.swing))),
        (Field::Noise, percent(frontend.noise, before.map(|it| it.noise))),
        (Field::Share3xx, share("3xx")),
        (Field::Share4xx, share("4xx")),
        (Field::Share5xx, share("5xx")),
        (Field::Seed, plain(scenario.seed.to_string(), bundled.map(|it| it.seed.to_string()))),
    ]);
}

/// The properties of fault `idx`.
fn fault_fields(scenario: &Scenario, idx: u32, fault: &Fault, fields: &mut Vec<(Field, FieldView)>) {
    let targets: Vec<_> = targets(scenario, &fault.kind);
    let titled: Vec<_> =
        targets.iter().map(|it| (it.as_str(), if it.is_empty() { "all" } else { it })).collect();
    let kinds: Vec<_> = FAULTS.iter().map(|(id, what)| (*id, *what)).collect();
    let strength =
        FieldView { slider: Some((0.0, 100.0, 1.0)), ..plain(format_general(fault.strength), None) };
    fields.extend(
        [
            (FaultField::Kind, FieldView { choices: choices(&kinds), ..plain(fault.kind.clone(), None) }),
            (
                FaultField::Target,
                FieldView { choices: choices(&titled), ..plain(fault.target.clone(), None) },
            ),
            (FaultField::From, plain(crate::update::fault_clock(scenario, fault), None)),
            (FaultField::For, plain(fault.length.clone(), None)),
            (FaultField::Strength, strength),
        ]
        .map(|(property, view)| (Field::Fault(idx, property), view)),
    );
    if let Some((usual, most, unit)) =
        crate::plan::fault_kind(&fault.kind).and_then(haproxy::FaultKind::amount)
    {
        let amount = fault.amount.unwrap_or(usual);
        // The slider is for the everyday range; the field takes all that the model takes.
        let slider = Some((0.0, (usual * 10.0).max(amount).min(most), if usual < 10.0 { 0.1 } else { 1.0 }));
        let view = FieldView { slider, unit: unit.to_owned(), ..plain(format_general(amount), None) };
        fields.push((Field::Fault(idx, FaultField::Amount), view));
    }
}

/// The rule's fields. Threshold and window are there only when the expression has them.
fn rule(model: &Model, fields: &mut Vec<(Field, FieldView)>) {
    let Some(rule) = model.document.rule() else { return };
    let published = model.pieces.alert(&rule.from).map(|it| &it.published);
    let semantics = model.document.semantics();
    let numbers = |expr: &str| numbers(expr, semantics);
    let now = numbers(&rule.expr);
    let before = published.as_ref().map(|it| numbers(&it.expr));
    fields.push((Field::Expr, plain(rule.expr.clone(), published.as_ref().map(|it| it.expr.clone()))));
    if let Some((text, value)) = now.threshold {
        // Four times the published threshold, whatever is dragged, so that the slider does not move under the hand; a
        // threshold of 0 says nothing of its scale, the values do.
        let anchor = before.as_ref().and_then(|it| it.threshold.as_ref()).map_or(value, |it| it.1).abs();
        let scale = if anchor > 0.0 { 4.0 * anchor } else { highest(model) };
        let most = nice_above(scale.max(value.abs()));
        let least = if value < 0.0 { -most } else { 0.0 };
        let before = before.as_ref().and_then(|it| it.threshold.clone()).map(|it| it.0);
        let slider = Some((least, most, crate::scene::resolution(most)));
        fields.push((Field::Threshold, FieldView { slider, ..plain(text, before) }));
    }
    if let Some(text) = now.window {
        fields.push((Field::Window, plain(text, before.and_then(|it| it.window))));
    }
    let severity = |it: &crate::document::Rule| it.labels.get("severity").cloned().unwrap_or_default();
    let severities = [("critical", "critical"), ("warning", "warning"), ("info", "info")];
    let mut severity_view = plain(severity(rule), published.map(severity));
    severity_view.choices = choices(&severities);
    if !severities.iter().any(|(id, _)| *id == severity_view.text) {
        severity_view.choices.push(Choice {
            id: severity_view.text.clone(),
            title: severity_view.text.clone(),
            note: String::new(),
        });
    }
    let windows = choices(&[("3", "Prometheus 3"), ("2", "Prometheus 2")]);
    fields.extend([
        (Field::For, plain(rule.hold.clone(), published.as_ref().map(|it| it.hold.clone()))),
        (
            Field::KeepFiringFor,
            plain(rule.keep_firing_for.clone(), published.as_ref().map(|it| it.keep_firing_for.clone())),
        ),
        (Field::Severity, severity_view),
        (
            Field::Semantics,
            FieldView {
                choices: windows,
                ..plain(model.document.semantics.to_string(), Some("3".to_owned()))
            },
        ),
    ]);
}

/// What the number fields show of an expression.
struct Numbers {
    threshold: Option<(String, f64)>,
    window: Option<String>,
}

fn numbers(expr: &str, semantics: promql::Semantics) -> Numbers {
    let Ok(query) = promql::parse(expr, semantics) else { return Numbers { threshold: None, window: None } };
    let literal = promql::comparisons(&query).into_iter().find_map(|it| it.literal);
    Numbers {
        threshold: literal.map(|it| (it.span.of(expr).trim().to_owned(), it.value)),
        window: promql::windows(&query).first().map(|it| it.span.of(expr).to_owned()),
    }
}

/// The highest finite value of the left side, 0 without one.
fn highest(model: &Model) -> f64 {
    let Some(picture) = &model.picture else { return 0.0 };
    let values = picture.columns.side.iter().flat_map(|it| &it.values);
    values.copied().filter(|it| it.is_finite()).fold(0.0, f64::max)
}

/// A round number above `value`: 1, 2 or 5 times a power of ten.
fn nice_above(value: f64) -> f64 {
    let mut power = 1e-6;
    while power * 10.0 <= value && power < 1e15 {
        power *= 10.0;
    }
    [1.0, 2.0, 5.0, 10.0].map(|it| it * power).into_iter().find(|it| *it > value).unwrap_or(10.0 * power)
}
