//! The right pane: rule, findings, runbook. It must not know how a rule is evaluated.

use super::editor::Editor;
use super::field::{FieldBox, field};
use super::findings;
use super::icon::{COPY, RESET, button, flag};
use super::runbook;
use super::section::{Head, section};
use super::slider::Slider;
use crate::browser::clipboard;
use crate::parts::Ptr;
use playground::event::{Event, Field};
use playground::view::{Findings, Form, Readout, Rule, Runbook};
use yew::{Callback, Component, Context, Html, Properties, html};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) form: Ptr<Form>,
    pub(crate) rule: Ptr<Rule>,
    pub(crate) findings: Ptr<Findings>,
    pub(crate) runbook: Ptr<Runbook>,
    pub(crate) readout: Ptr<Option<Readout>>,
    pub(crate) send: Callback<Event>,
}

pub(crate) enum Msg {
    Yaml(bool),
    At(bool),
}

/// Which of two views is open, twice.
#[derive(Default)]
pub(crate) struct RulePane {
    /// The rule as YAML.
    yaml: bool,
    /// What stands at the cursor, in place of the runbook.
    at: bool,
}

impl Component for RulePane {
    type Message = Msg;
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self::default()
    }

    fn update(&mut self, _: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Yaml(yaml) => self.yaml = yaml,
            Msg::At(at) => self.at = at,
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { form, rule, findings, runbook, readout, send } = ctx.props();
        let note = match rule.edits {
            0 => "as published".to_owned(),
            1 => "1 edit".to_owned(),
            edits => format!("{edits} edits"),
        };
        let body = if self.yaml {
            html! {
                <div class="yaml"><pre tabindex="0" aria-label="Rule as YAML"><code>{ &rule.yaml }</code></pre>{ copy(&rule.yaml, "Copy rule") }</div>
            }
        } else {
            html! { <><Editor form={form.clone()} rule={rule.clone()} send={send.clone()} />{ parameters(form, rule, send) }</> }
        };
        html! {
            <aside class="pane right">
                { section(Head { name: "Rule", note: &note, class: "s-rule", actions: self.actions(ctx) }, body) }
                { findings::view(findings, send) }
                { runbook::view(runbook, rule, readout, self.at, ctx.link().callback(Msg::At), send) }
            </aside>
        }
    }
}

impl RulePane {
    fn actions(&self, ctx: &Context<Self>) -> Html {
        let Props { rule, send, .. } = ctx.props();
        let choice = |word: &'static str, yaml: bool| {
            html! {
                <button type="button" aria-pressed={flag(self.yaml == yaml)}
                    onclick={ctx.link().callback(move |_| Msg::Yaml(yaml))}>{ word }</button>
            }
        };
        html! {
            <>
                if rule.edits > 0 {
                    { button("Back to the published rule", RESET, send.reform(|_| Event::ResetRule)) }
                }
                <span class="seg" role="group" aria-label="Rule as">{ choice("Form", false) }{ choice("YAML", true) }</span>
            </>
        }
    }
}

fn parameters(form: &Ptr<Form>, rule: &Rule, send: &Callback<Event>) -> Html {
    let field = |it: Field, label: &'static str| field(form, send, it, label, "");
    html! {
        <div class="params">
            <div class="threshold">
                <Slider form={form.clone()} field={Field::Threshold} label="Threshold" send={send.clone()} />
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
pub(super) fn copy(text: &str, name: &'static str) -> Html {
    let text = text.to_owned();
    button(name, COPY, Callback::from(move |_| clipboard::copy(&text, |_| ())))
}
