//! A runbook's link under a name that nothing looks for. It must not look at samples.

use crate::{Check, Context, Example, Shown, Finding, Place, Severity, rewrite};

pub(super) const CHECK: Check = Check {
    id: "runbook-key",
    gravest: Severity::Info,
    needs_samples: false,
    recording: false,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "Alertmanager's templates, dashboards and chat bots show the link of the annotation `runbook_url`; one that is \
          called `runbook` stays a line of text.",
    bad: Example {
        rule: "{alert: A, expr: queue > 5, for: 1m, annotations: {runbook: 'https://example.org/a/'}}",
        because: "no button",
    },
    good: Example {
        rule: "{alert: A, expr: queue > 5, for: 1m, annotations: {runbook_url: 'https://example.org/a/'}}",
        because: "a button",
    },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let texts = &context.rule.annotations;
    let link = texts.get("runbook").filter(|it| it.starts_with("http") && !texts.contains_key("runbook_url"));
    let finding = |link: &String| {
        let title = "The runbook's link is in `runbook`; tools look for `runbook_url`.";
        let repair = rewrite::changed(context, "Call it runbook_url", |rule| {
            rule.annotations.remove("runbook");
            rule.annotations.insert("runbook_url".to_owned(), link.clone());
        });
        Finding::new(CHECK.id, Severity::Info, title, "Under that name it becomes a button or link.")
            .within(Place::Annotation("runbook".to_owned()), None)
            .repaired(repair)
    };
    link.map(finding).into_iter().collect()
}
