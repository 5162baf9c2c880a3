//! The right pane: rule, findings, runbook. It must not know how a rule is evaluated.

use super::field::{FieldBox, field};
use super::findings;
use super::icon::{COPY, RESET, button, flag};
use super::pane::Props;
use super::pane_menu;
use super::runbook;
use super::section::{Head, section};
use crate::browser::clipboard;
use crate::markup::page;
use crate::panes::Side;
use crate::parts::{Parts, Ptr};
use crate::ui::Act;
use playground::event::{Event, Field};
use playground::view::{Form, Rule};
use yew::{Callback, Html, MouseEvent, html};

pub(crate) fn same(it: &Props, other: &Props) -> bool {
    let (ui, was) = (it.ui, other.ui);
    let (it, other) = (&it.parts, &other.parts);
    (ui.yaml, ui.code, ui.at) == (was.yaml, was.code, was.at)
        && ui.panes == was.panes
        && it.form == other.form
        && it.rule == other.rule
        && it.findings == other.findings
        && it.steps == other.steps
        && it.runbook == other.runbook
        && it.chart.readout == other.chart.readout
        && it.chart.explain == other.chart.explain
}

pub(crate) fn view(props: &Props) -> Html {
    let Props { parts: Parts { form, rule, findings, steps, chart, .. }, ui, send, act, .. } = props;
    let note = match rule.edits {
        0 => "as published".to_owned(),
        1 => "1 edit".to_owned(),
        edits => format!("{edits} edits"),
    };
    let code = ui.code;
    let editor = |field: Field, label: &'static str| {
        html! { <FieldBox form={form.clone()} {field} {label} rule={Some(rule.clone())} {code} send={send.clone()} /> }
    };
    let body = if ui.yaml {
        page!(
            "<div class=yaml>$$</div>",
            editor(Field::RuleYaml, "Rule as YAML"),
            copy(&rule.yaml, "Copy rule", act)
        )
    } else {
        page!("$$", editor(Field::Expr, "Expression"), parameters(form, rule, send))
    };
    let findings = (props.rest > 0).then(|| findings::view(findings, steps, send));
    let runbook = (props.rest > 1).then(|| runbook::view(props, chart));
    page!(
        "<aside class=\"pane right\" aria-label=\"Rule pane\">$$$$</aside>",
        pane_menu::unfold(Side::Right, *ui, act),
        section(Head { name: "Rule", note: &note, class: "s-rule", actions: actions(props) }, body),
        findings.unwrap_or_default(),
        runbook.unwrap_or_default()
    )
}

fn actions(props: &Props) -> Html {
    let Props { parts: Parts { rule, .. }, ui, send, act, .. } = props;
    let choice = |word: &'static str, yaml: bool| {
        let click = act.reform(move |_| Act::Yaml(yaml));
        page!("<button type=button aria-pressed=$ $>$</button>", flag(ui.yaml == yaml), click, word)
    };
    let reset = || button("Back to the published rule", RESET, send.reform(|_| Event::ResetRule));
    page!(
        "$<span class=seg role=group aria-label=\"Rule as\">$$</span>$",
        if rule.edits > 0 { reset() } else { Html::default() },
        choice("Form", false),
        choice("YAML", true),
        pane_menu::actions(Side::Right, *ui, act)
    )
}

fn parameters(form: &Ptr<Form>, rule: &Rule, send: &Callback<Event>) -> Html {
    let field = |it: Field, label: &'static str| field(form, send, it, label, "");
    let note = (!rule.threshold_note.is_empty()).then(|| page!("<p class=note>$</p>", &rule.threshold_note));
    page!(
        "<div class=params><div class=threshold>$$</div>$<div class=grid4>$$$$</div><div class=grid2>$$</div>\
         <details><summary>Notifications</summary><div class=grid4>$$$$</div></details></div>",
        html! { <FieldBox form={form.clone()} field={Field::Threshold} label="Threshold" slider=true send={send.clone()} /> },
        html! {
            <FieldBox form={form.clone()} field={Field::Threshold} label="Threshold" name="Threshold value" stepper=true send={send.clone()} />
        },
        note.unwrap_or_default(),
        field(Field::For, "for"),
        field(Field::KeepFiringFor, "keep_firing_for"),
        field(Field::Window, "window"),
        field(Field::Severity, "severity"),
        field(Field::Alert, "alert"),
        field(Field::Semantics, "Prometheus"),
        field(Field::GroupBy, "group_by"),
        field(Field::GroupWait, "group_wait"),
        field(Field::GroupInterval, "group_interval"),
        field(Field::RepeatInterval, "repeat_interval")
    )
}

/// A button that copies a text.
pub(super) fn copy(text: &str, name: &'static str, act: &Callback<Act>) -> Html {
    let (text, done) = (text.to_owned(), act.reform(Act::Copied));
    let click = move |event: MouseEvent| clipboard::copy_by(&event, &text, done.clone());
    button(name, COPY, Callback::from(click))
}
