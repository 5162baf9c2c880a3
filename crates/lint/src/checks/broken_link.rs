//! Links that break where they are followed. It must not look at samples.

use crate::{Check, Context, Example, Shown, Finding, Place, Severity};
use promql::Span;

pub(super) const CHECK: Check = Check {
    id: "broken-link",
    gravest: Severity::Warning,
    needs_samples: false,
    recording: false,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "A link is often made of the alert's name, and a name may hold what a link may not: a raw `>`, or a `%` before no \
          digits. The runbook is then out of reach when it is needed.",
    bad: Example {
        rule: "{alert: 'Queue>80%', expr: queue > 80, annotations: {runbook_url: 'https://example.org/queue>80%/'}}",
        because: "the link is broken",
    },
    good: Example {
        rule: "{alert: QueueLong, expr: queue > 80, annotations: {runbook_url: 'https://example.org/queue-long/'}}",
        because: "letters only",
    },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let links = context.rule.annotations.iter().filter(|(_, text)| text.starts_with("http"));
    links.filter_map(|(name, text)| link(name, text)).collect()
}

/// A link that no browser can follow as it is meant; a template in it may yield anything.
fn link(name: &str, text: &str) -> Option<Finding> {
    let wrong = |(at, sign): &(usize, &str)| match *sign {
        "%" => !text.as_bytes().get(at + 1..at + 3).is_some_and(|it| it.iter().all(u8::is_ascii_hexdigit)),
        _ => true,
    };
    let (at, sign) = text.match_indices(&['<', '>', '%', '"', '\\'][..]).find(wrong).filter(|_| !text.contains("{{"))?;
    let title = format!("The link in {name} has a raw `{sign}`, which is not allowed there.");
    let finding = Finding::new(CHECK.id, Severity::Warning, title, "Write it as %XX, or leave it out.");
    Some(finding.within(Place::Annotation(name.to_owned()), Some(stretch(at, sign.len()))))
}

fn stretch(at: usize, length: usize) -> Span {
    let cut = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
    Span { start: cut(at), end: cut(at + length) }
}
