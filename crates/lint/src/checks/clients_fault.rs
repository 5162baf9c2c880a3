//! Somebody is woken for what clients do wrong. It must not look at samples.

use crate::uses::{self, Role, Use};
use crate::{Check, Context, Example, Shown, Finding, Place, Severity, rewrite};

pub(super) const CHECK: Check = Check {
    id: "clients-fault",
    gravest: Severity::Info,
    needs_samples: false,
    recording: false,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "4xx answers are the clients' errors: a scanner or one broken client raises their share while the service is \
          well. They are worth a look in the morning, rarely a page.",
    bad: Example {
        rule: "{alert: A, expr: 'rate(responses_total{code=\"4xx\"}[1m]) > 5', for: 1m, labels: {severity: critical}}",
        because: "a scanner wakes somebody",
    },
    good: Example {
        rule: "{alert: A, expr: 'rate(responses_total{code=\"4xx\"}[1m]) > 5', for: 1m, labels: {severity: warning}}",
        because: "it can wait",
    },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let severity = context.rule.labels.get("severity").map(String::as_str);
    let wakes = matches!(severity, Some("critical" | "page"));
    let found = uses::of(context.query.root()).into_iter().filter(|it| it.role == Role::Value).find(is_only_clients);
    if !wakes || found.is_none() {
        return Vec::new();
    }
    let title = "Clients' errors (4xx) as a page.";
    let detail = "A scanner or one broken client is enough. Page for what the service does wrong.";
    let repair = rewrite::changed(context, "Make it a warning", |rule| {
        rule.labels.insert("severity".to_owned(), "warning".to_owned());
    });
    let place = Place::Label("severity".to_owned());
    vec![Finding::new(CHECK.id, Severity::Info, title, detail).within(place, None).repaired(repair)]
}

/// Whether the selector admits classes of 4xx and no others.
fn is_only_clients(it: &Use<'_>) -> bool {
    let class = it.selector.matchers.iter().find(|it| matches!(it.name(), "code" | "status" | "status_code"));
    class.is_some_and(|it| {
        let any = |values: &[&str]| values.iter().any(|value| it.matches_value(value));
        any(&["4xx", "400", "404"]) && !any(&["2xx", "200", "5xx", "500", "503"])
    })
}
