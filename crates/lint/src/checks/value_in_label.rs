//! A label that changes with the value. It must not look at samples.

use crate::{Check, Context, Example, Shown, Finding, Place, Severity};
use alerting::template;
use promql::Span;

pub(super) const CHECK: Check = Check {
    id: "value-in-label",
    gravest: Severity::Warning,
    needs_samples: false,
    recording: false,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "Labels are an alert's identity. A label with `$value` makes a new alert of every new value: `for` starts \
          anew each time, and notifications never resolve what they announced.",
    bad: Example {
        rule: "{alert: A, expr: queue > 5, labels: {size: '{{ $value }}'}}",
        because: "each value is another alert",
    },
    good: Example {
        rule: "{alert: A, expr: queue > 5, annotations: {size: '{{ $value }}'}}",
        because: "annotations may change",
    },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let reads_value = |text: &String| {
        template::parse(&template::name_of(&context.rule.alert), text).is_ok_and(|it| it.reads().value)
    };
    let labels = context.rule.labels.iter().filter(|(_, text)| reads_value(text));
    labels
        .map(|(name, text)| {
            let title = format!("The label `{name}` changes with the value: each value is a new alert.");
            let detail = "`for` starts anew with every value. Put the value into an annotation.".to_owned();
            let found = text.find("$value").or_else(|| text.find(".Value")).and_then(|it| u32::try_from(it).ok());
            let span = found.map(|start| Span { start, end: start + 6 });
            Finding::new(CHECK.id, Severity::Warning, title, detail).within(Place::Label(name.clone()), span)
        })
        .collect()
}
