//! The right pane: rule, findings, runbook. It must not know how a rule is evaluated.

use super::field::{FieldBox, field};
use super::findings;
use super::icon::{COPY, RESET, button, flag};
use super::pane::Props;
use super::pane_menu;
use super::runbook;
use super::section::{Head, section};
use crate::browser::clipboard;
use crate::panes::Side;
use crate::parts::{Parts, Ptr};
use crate::ui::Act;
use playground::event::{Event, Field};
use playground::view::{Form, Rule};
use yew::{Callback, Html, MouseEvent, html};

pub(crate) fn same(it: &Parts, other: &Parts) -> bool {
    it.form == other.form
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
        html! { <div class="yaml">{ editor(Field::RuleYaml, "Rule as YAML") }{ copy(&rule.yaml, "Copy rule", act) }</div> }
    } else {
        html! { <>{ editor(Field::Expr, "Expression") }{ parameters(form, rule, send) }</> }
    };
    html! {
        <aside class="pane right" aria-label="Rule pane">
            { pane_menu::unfold(Side::Right, *ui, act) }
            { section(Head { name: "Rule", note: &note, class: "s-rule", actions: actions(props) }, body) }
            { findings::view(findings, steps, send) }
            { runbook::view(props, chart) }
        </aside>
    }
}

fn actions(props: &Props) -> Html {
    let Props { parts: Parts { rule, .. }, ui, send, act, .. } = props;
    let choice = |word: &'static str, yaml: bool| {
        html! {
            <button type="button" aria-pressed={flag(ui.yaml == yaml)} onclick={act.reform(move |_| Act::Yaml(yaml))}>{ word }</button>
        }
    };
    html! {
        <>
            if rule.edits > 0 { { button("Back to the published rule", RESET, send.reform(|_| Event::ResetRule)) } }
            <span class="seg" role="group" aria-label="Rule as">{ choice("Form", false) }{ choice("YAML", true) }</span>
            { pane_menu::actions(Side::Right, *ui, act) }
        </>
    }
}

fn parameters(form: &Ptr<Form>, rule: &Rule, send: &Callback<Event>) -> Html {
    let field = |it: Field, label: &'static str| field(form, send, it, label, "");
    html! {
        <div class="params">
            <div class="threshold">
                <FieldBox form={form.clone()} field={Field::Threshold} label="Threshold" slider=true send={send.clone()} />
                <FieldBox form={form.clone()} field={Field::Threshold} label="Threshold" name="Threshold value" stepper=true send={send.clone()} />
            </div>
            if !rule.threshold_note.is_empty() { <p class="note">{ &rule.threshold_note }</p> }
            <div class="grid4">
                { field(Field::For, "for") }
                { field(Field::KeepFiringFor, "keep_firing_for") }
                { field(Field::Window, "window") }
                { field(Field::Severity, "severity") }
            </div>
            <div class="windows">{ field(Field::Semantics, "Prometheus") }</div>
        </div>
    }
}

/// A button that copies a text.
pub(super) fn copy(text: &str, name: &'static str, act: &Callback<Act>) -> Html {
    let (text, done) = (text.to_owned(), act.reform(Act::Copied));
    let click = move |event: MouseEvent| clipboard::copy_by(&event, &text, done.clone());
    button(name, COPY, Callback::from(click))
}
