//! Every field with its text: a wrong draft's, else the document's. It must not judge texts.

use crate::document::{Document, FAULTS, KINDS, Route, SHAPES};
use crate::edit::{BALANCES, MOST_REQUESTS, targets, text_of, threshold};
use crate::event::{FaultField, Field, LabelField, Node, NodeField};
use crate::model::Model;
use crate::view::{Choice, FieldView, Form};

pub(super) fn form(model: &Model) -> Form {
    let document = &model.document;
    let mut making = Making { document, published: published(model), fields: Vec::new() };
    making.load();
    for idx in 0..document.scenario.events.len() as u32 {
        making.fault(idx);
    }
    for idx in 0..document.incidents.len() as u32 {
        making.label(idx);
    }
    making.plain(Field::Slo);
    if let Some(node) = model.node {
        making.node(node);
    }
    making.rule(model);
    let mut fields = making.fields;
    for (field, view) in &mut fields {
        if let Some(draft) = model.drafts.get(field) {
            view.text.clone_from(&draft.text);
            view.error.clone_from(&draft.error.message);
        }
    }
    Form { fields, revision: 0 }
}

/// The document with its scenario as it was bundled and its rule as published, as far as they come from anywhere and are here.
fn published(model: &Model) -> Document {
    let document = &model.document;
    let mut published = Document { semantics: 3, route: Route::default(), ..document.clone() };
    if let Some(scenario) = model.pieces.scenario(&document.scenario.name) {
        published.scenario.clone_from(scenario);
    }
    let alert = document.rule().and_then(|it| model.pieces.alert(&it.from));
    if let (Some(place), Some(alert)) = (published.rule_mut(), alert) {
        place.clone_from(&alert.published);
    }
    published
}

/// The fields, as they are made.
struct Making<'a> {
    document: &'a Document,
    published: Document,
    fields: Vec<(Field, FieldView)>,
}

impl Making<'_> {
    /// Adds a field, if the document has it.
    fn add(&mut self, field: Field, choices: Vec<Choice>, slider: Option<(f64, f64, f64)>) {
        let Some(text) = text_of(self.document, field) else { return };
        // A place in a list says nothing of where what stands there comes from.
        let comparable = !matches!(field, Field::Fault(..) | Field::Label(..) | Field::Node(..));
        let before = text_of(&self.published, field).filter(|_| comparable);
        let edited = before.is_some_and(|it| it != text);
        let (error, unit) = (String::new(), String::new());
        self.fields.push((field, FieldView { text, error, edited, choices, slider, unit }));
    }

    fn plain(&mut self, field: Field) {
        self.add(field, Vec::new(), None);
    }

    fn percent(&mut self, field: Field) {
        self.add(field, Vec::new(), Some((0.0, 100.0, 1.0)));
    }

    /// The first frontend's load, and the seed.
    fn load(&mut self) {
        let requests = self.document.scenario.frontends.first().map_or(0.0, |it| it.requests);
        // The slider is for the everyday range; the field takes all that the model takes.
        let slider = (0.0, (requests * 2.0).clamp(1000.0, MOST_REQUESTS), 1.0);
        self.add(Field::Requests, Vec::new(), Some(slider));
        self.add(Field::Shape, choices(&SHAPES), None);
        self.plain(Field::Curve);
        for field in [Field::Swing, Field::Noise, Field::Share3xx, Field::Share4xx, Field::Share5xx] {
            self.percent(field);
        }
        self.plain(Field::Seed);
    }

    /// The properties of fault `idx`.
    fn fault(&mut self, idx: u32) {
        let scenario = &self.document.scenario;
        let Some(fault) = scenario.events.get(idx as usize) else { return };
        let targets = targets(scenario, &fault.kind);
        let titled: Vec<_> =
            targets.iter().map(|it| (it.as_str(), if it.is_empty() { "all" } else { it })).collect();
        let titled = choices(&titled);
        self.add(Field::Fault(idx, FaultField::Kind), choices(&FAULTS), None);
        self.add(Field::Fault(idx, FaultField::Target), titled, None);
        self.plain(Field::Fault(idx, FaultField::From));
        self.plain(Field::Fault(idx, FaultField::For));
        let counts = [("auto", "automatic"), ("yes", "yes"), ("no", "no")];
        self.add(Field::Fault(idx, FaultField::Incident), choices(&counts), None);
        self.percent(Field::Fault(idx, FaultField::Strength));
        let kind = crate::plan::fault_kind(&fault.kind).and_then(haproxy::FaultKind::amount);
        if let Some((usual, most, unit)) = kind {
            let amount = fault.amount.unwrap_or(usual);
            // The slider is for the everyday range; the field takes all that the model takes.
            let most = (usual * 10.0).max(amount).min(most);
            self.add(
                Field::Fault(idx, FaultField::Amount),
                Vec::new(),
                Some((0.0, most, if usual < 10.0 { 0.1 } else { 1.0 })),
            );
            if let Some((_, view)) = self.fields.last_mut() {
                unit.clone_into(&mut view.unit);
            }
        }
    }

    /// The properties of label `idx`.
    fn label(&mut self, idx: u32) {
        let targets = targets(&self.document.scenario, "");
        let mut on = vec![("", "everything")];
        on.extend(targets.iter().map(|it| (it.as_str(), it.as_str())));
        self.add(Field::Label(idx, LabelField::Kind), choices(&KINDS), None);
        self.add(Field::Label(idx, LabelField::On), choices(&on), None);
        self.plain(Field::Label(idx, LabelField::From));
        self.plain(Field::Label(idx, LabelField::For));
    }

    /// The properties of the open part of the topology.
    fn node(&mut self, node: Node) {
        use NodeField::{Balance, Fall, Inter, Maxconn, Name, Redispatch, Retries, Rise, Weight};
        for property in [Name, Maxconn, Weight, Balance, Retries, Redispatch, Inter, Fall, Rise] {
            let list = match property {
                Balance => choices(&BALANCES),
                Redispatch => choices(&[("on", "on"), ("off", "off")]),
                _ => Vec::new(),
            };
            self.add(Field::Node(node, property), list, None);
        }
    }

    /// The rule's fields. Threshold and window are there only when the expression has them.
    fn rule(&mut self, model: &Model) {
        let Some(rule) = model.document.rule() else { return };
        self.plain(Field::Expr);
        let slider = threshold_slider(self, model);
        self.add(Field::Threshold, Vec::new(), slider);
        self.plain(Field::Window);
        self.plain(Field::Alert);
        let mut severities = choices(&["critical", "warning", "info"].map(|it| (it, it)));
        let severity = rule.labels.get("severity").map_or("", String::as_str);
        if !severities.iter().any(|it| it.id == severity) {
            severities.extend(choices(&[(severity, severity)]));
        }
        self.plain(Field::For);
        self.plain(Field::KeepFiringFor);
        self.add(Field::Severity, severities, None);
        self.plain(Field::RuleYaml);
        self.add(Field::Semantics, choices(&[("3", "Prometheus 3"), ("2", "Prometheus 2")]), None);
        for field in [Field::GroupBy, Field::GroupWait, Field::GroupInterval, Field::RepeatInterval] {
            self.plain(field);
        }
    }
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

/// Four times the published threshold, whatever is dragged, so that the slider does not move under the hand; a threshold
/// of 0 says nothing of its scale, the values do.
fn threshold_slider(making: &Making<'_>, model: &Model) -> Option<(f64, f64, f64)> {
    let number = |it: &Document| threshold(it).map(|it| it.1);
    let value = number(making.document)?;
    let anchor = number(&making.published).unwrap_or(value).abs();
    let scale = if anchor > 0.0 { 4.0 * anchor } else { highest(model) };
    let most = nice_above(scale.max(value.abs()));
    let least = if value < 0.0 { -most } else { 0.0 };
    Some((least, most, crate::scene::resolution(most)))
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
