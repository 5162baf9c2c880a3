//! A field of the form: label, input, error, a dot when it is edited. While a person types, it shows what they
//! typed, whatever the engine makes of it. It must not know what the field means.

use super::code::Code;
use super::editor;
use super::icon::{MINUS, PLUS, button};
use super::picker::{List, picker};
use crate::browser::{input, number, select};
use crate::markup::page;
use crate::parts::Ptr;
use playground::event::{Event, FaultField, Field};
use playground::view::{FieldView, Form, Rule};
use yew::{AttrValue, Callback, Component, Context, Html, InputEvent, KeyboardEvent, Properties, html};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) form: Ptr<Form>,
    pub(crate) field: Field,
    pub(crate) label: &'static str,
    /// The rule, whose expression this is: an editor then.
    #[prop_or_default]
    pub(crate) rule: Option<Ptr<Rule>>,
    /// Whether the code editor is there; a text area until then.
    #[prop_or_default]
    pub(crate) code: bool,
    /// Its accessible name, where the label stands elsewhere.
    #[prop_or_default]
    pub(crate) name: Option<&'static str>,
    /// Whether the label stands within the field, before its text.
    #[prop_or_default]
    pub(crate) lead: bool,
    #[prop_or_default]
    pub(crate) unit: &'static str,
    /// Whether it is a slider, where the field has bounds, and not a text.
    #[prop_or_default]
    pub(crate) slider: bool,
    /// Whether it has buttons for one step down and up.
    #[prop_or_default]
    pub(crate) stepper: bool,
    pub(crate) send: Callback<Event>,
}

pub(crate) enum Msg {
    Focus,
    Blur,
    Typed(String),
    Step(f64),
    /// The slider's knob was let go.
    Let,
}

/// The text of a field while it is being edited.
#[derive(Default)]
pub(crate) struct FieldBox {
    focused: bool,
    draft: Option<String>,
    /// What the engine said when the field was left: the draft stands until it says something else.
    left_at: String,
    /// Whether it is a code editor: none takes the place of a text area in which somebody is typing.
    code: bool,
}

impl Component for FieldBox {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        Self { code: ctx.props().code, ..Self::default() }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        let Props { form, field, send, .. } = ctx.props();
        let view = form.field(*field);
        let said = view.map(|view| view.text.clone()).unwrap_or_default();
        match msg {
            Msg::Focus => self.focused = true,
            Msg::Blur => {
                self.focused = false;
                self.code = ctx.props().code;
                self.left_at = said;
            }
            Msg::Typed(text) => {
                self.draft = Some(text.clone());
                send.emit(Event::Edit { field: *field, text });
            }
            Msg::Let => self.draft = None,
            Msg::Step(steps) => {
                let Some(text) = view.and_then(|view| stepped(view, &self.shown(view), steps)) else {
                    return false;
                };
                self.draft = self.focused.then(|| text.clone());
                send.emit(Event::Edit { field: *field, text });
            }
        }
        true
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &Props) -> bool {
        let props = ctx.props();
        let said = props.form.field(props.field).map(|view| view.text.as_str()).unwrap_or_default();
        let other = props.field != old.field || props.form.revision != old.form.revision;
        if other || (!self.focused && said != self.left_at) {
            self.draft = None;
        }
        self.code = props.code && (self.code || !self.focused);
        true
    }

    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        let Props { form, field, .. } = ctx.props();
        // Every list of the page is asked: most fields are none.
        if form.field(*field).is_some_and(|it| !it.choices.is_empty()) {
            select::settle(false);
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { form, field, label, lead, slider, name, rule, .. } = ctx.props();
        if let Some(rule) = rule {
            return self.editor(ctx, rule);
        }
        let Some(view) = form.field(*field) else { return Html::default() };
        // A field may stand on the page more than once: as a text, as a slider, within the chart's quick row.
        let id = match (lead, slider) {
            (true, _) => format!("quick-{}", id(*field)),
            (_, true) if view.slider.is_none() => return Html::default(),
            (_, true) => format!("{}-slider", id(*field)),
            _ => id(*field),
        };
        let error = format!("{id}-error");
        let caption = || page!("<label for=$>$$</label>", &id, *label, edited(view));
        let note = || page!("<span class=vh id=$>edited</span>", format!("{id}-edited"));
        page!(
            "<div class=field>$$$$</div>",
            name.is_none().then(caption).unwrap_or_default(),
            self.control(ctx, view, &id, &error),
            (view.edited && !slider).then(note).unwrap_or_default(),
            if *slider { Html::default() } else { complaint(view, &error) }
        )
    }
}

impl FieldBox {
    /// An editor of code, or until that is there a text area over its own painted text.
    fn editor(&self, ctx: &Context<Self>, rule: &Rule) -> Html {
        let Props { form, field, label, .. } = ctx.props();
        let Some(view) = form.field(*field) else { return Html::default() };
        let text = self.shown(view);
        let wrong = !view.error.is_empty();
        let body = if self.code {
            // Places are those of the engine's text: in a newer one they would be wrong.
            let (is_expr, fresh) = (*field == Field::Expr, text == view.text);
            let place = if is_expr { rule.wrong } else { rule.yaml_wrong };
            let wrong =
                wrong.then(|| (place.filter(|_| fresh).unwrap_or_default(), view.error.clone().into()));
            let marked = if is_expr && fresh { rule.marked.clone() } else { Vec::new() };
            let focused = ctx.link().callback(|it| if it { Msg::Focus } else { Msg::Blur });
            let kind = if is_expr { "promql" } else { "yaml" };
            html! { <Code {kind} {label} {text} {wrong} {marked} typed={ctx.link().callback(Msg::Typed)} {focused} /> }
        } else {
            self.area(ctx, rule, text, wrong)
        };
        let class = if wrong { "ed wrong" } else { "ed" };
        page!("<div class=$>$</div>$", class, body, complaint(view, &format!("{}-error", id(*field))))
    }

    fn area(&self, ctx: &Context<Self>, rule: &Rule, text: String, wrong: bool) -> Html {
        let Props { field, label, .. } = ctx.props();
        let (link, is_expr, id) = (ctx.link(), *field == Field::Expr, id(*field));
        let painted = if is_expr { editor::painted(rule, &text) } else { Html::default() };
        let area = html! {
            <textarea class={(!is_expr).then_some("plain")} id={id.clone()} aria-label={*label} spellcheck="false" autocomplete="off" autocapitalize="off" rows="1" wrap="soft"
                value={text} aria-invalid={wrong.then_some("true")} aria-describedby={wrong.then(|| format!("{id}-error"))}
                oninput={link.callback(|event: InputEvent| Msg::Typed(input::text(&event)))}
                onfocus={link.callback(|_| Msg::Focus)} onblur={link.callback(|_| Msg::Blur)} />
        };
        page!("$$", painted, area)
    }

    fn shown(&self, view: &FieldView) -> String {
        self.draft.clone().unwrap_or_else(|| view.text.clone())
    }

    fn control(&self, ctx: &Context<Self>, view: &FieldView, id: &str, error: &str) -> Html {
        let Props { label, lead, name, unit, slider, stepper, .. } = ctx.props();
        let link = ctx.link();
        let wrong = !view.error.is_empty();
        let describedby = (wrong || view.edited).then(|| AttrValue::from(format!("{error} {id}-edited")));
        if !view.choices.is_empty() {
            let list = List {
                choices: &view.choices,
                other: "",
                value: &view.text,
                id: Some(id.to_owned().into()),
                name: *name,
                describedby,
                wrong,
            };
            return picker(list, link.callback(Msg::Typed));
        }
        let oninput = link.callback(|event: InputEvent| Msg::Typed(input::text(&event)));
        if let (true, Some((least, greatest, step))) = (*slider, view.slider) {
            return html! {
                <input class="range" type="range" id={id.to_owned()} min={number::text(least)} max={number::text(greatest)} step={number::text(step)}
                    value={self.shown(view)} {oninput} onchange={link.callback(|_| Msg::Let)} />
            };
        }
        let number = view.slider.is_some() || *stepper;
        let onkeydown = link.batch_callback(move |event: KeyboardEvent| step_of(number, &event));
        let input = html! {
            <input type="text" id={id.to_owned()} aria-label={*name} value={self.shown(view)} inputmode={number.then_some("decimal")}
                autocomplete="off" spellcheck="false" aria-invalid={wrong.then_some("true")} aria-describedby={describedby}
                {oninput} {onkeydown} onfocus={link.callback(|_| Msg::Focus)} onblur={link.callback(|_| Msg::Blur)} />
        };
        let key = || page!("<span class=k aria-hidden=true>$</span>", *label);
        let of = || page!("<span class=u>$</span>", *unit);
        let step = |word: &str, sign, steps| {
            button(&[word, &noun(ctx.props())].concat(), sign, link.callback(move |_| Msg::Step(steps)))
        };
        let steps =
            || page!("<span class=steps>$$</span>", step("Lower ", MINUS, -1.0), step("Raise ", PLUS, 1.0));
        page!(
            "<div class=$>$$$$</div>",
            if wrong { "inp wrong" } else { "inp" },
            lead.then(key).unwrap_or_default(),
            input,
            (!unit.is_empty()).then(of).unwrap_or_default(),
            stepper.then(steps).unwrap_or_default()
        )
    }
}

/// What is wrong with the text of a field.
fn complaint(view: &FieldView, id: &str) -> Html {
    if view.error.is_empty() {
        return Html::default();
    }
    page!("<p class=error id=$>$</p>", id, &view.error)
}

fn noun(props: &Props) -> String {
    props.label.to_ascii_lowercase()
}

/// A field with its label. Once in the program, not once a field: a component's element is some hundred bytes of it.
#[inline(never)]
pub(crate) fn field(
    form: &Ptr<Form>,
    send: &Callback<Event>,
    field: Field,
    label: &'static str,
    unit: &'static str,
) -> Html {
    html! { <FieldBox form={form.clone()} {field} {label} {unit} send={send.clone()} /> }
}

/// The dot of a field that differs from what was published; its description says so in words.
fn edited(view: &FieldView) -> Html {
    if !view.edited {
        return Html::default();
    }
    page!("<span class=edited aria-hidden=true></span>")
}

/// Arrows step a number, page keys ten times as far.
fn step_of(number: bool, event: &KeyboardEvent) -> Option<Msg> {
    let steps = match event.key().as_str() {
        "ArrowUp" => 1.0,
        "ArrowDown" => -1.0,
        "PageUp" => 10.0,
        "PageDown" => -10.0,
        _ => return None,
    };
    number.then(|| {
        event.prevent_default();
        Msg::Step(steps)
    })
}

/// The text some steps further, within the bounds of the field's slider.
fn stepped(view: &FieldView, text: &str, steps: f64) -> Option<String> {
    let (least, greatest, step) = view.slider.unwrap_or((f64::NEG_INFINITY, f64::INFINITY, 1.0));
    let value = number::parse(text)? + steps * step;
    Some(plot::at_resolution(value.max(least).min(greatest), step))
}

/// The element of a field. There is one form of a fault at a time.
pub(crate) fn id(field: Field) -> String {
    match field {
        Field::Requests => "requests",
        Field::Shape => "shape",
        Field::Curve => "curve",
        Field::Swing => "swing",
        Field::Noise => "noise",
        Field::Share3xx => "share-3xx",
        Field::Share4xx => "share-4xx",
        Field::Share5xx => "share-5xx",
        Field::Seed => "seed",
        Field::Fault(_, FaultField::Kind) => "fault-kind",
        Field::Fault(_, FaultField::Target) => "fault-target",
        Field::Fault(_, FaultField::From) => "fault-from",
        Field::Fault(_, FaultField::For) => "fault-for",
        Field::Fault(_, FaultField::Strength) => "fault-strength",
        Field::Fault(_, FaultField::Amount) => "fault-amount",
        Field::Fault(_, FaultField::Incident) => "fault-incident",
        Field::Label(idx, property) => return format!("label-{idx}-{}", property as u8),
        Field::Slo => "slo",
        Field::Node(_, property) => return format!("node-{}", property.label()),
        Field::Expr => "expr",
        Field::Threshold => "threshold",
        Field::Window => "window",
        Field::For => "for",
        Field::KeepFiringFor => "keep-firing-for",
        Field::Severity => "severity",
        Field::Semantics => "semantics",
        Field::RuleYaml => "rule-yaml",
        Field::Alert => "name",
        Field::GroupBy => "group-by",
        Field::GroupWait => "group-wait",
        Field::GroupInterval => "group-interval",
        Field::RepeatInterval => "repeat-interval",
    }
    .to_owned()
}
