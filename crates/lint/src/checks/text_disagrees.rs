//! Texts that say something else than the expression. It must not judge style.

use crate::reach::short;
use crate::uses;
use crate::{Check, Context, Example, Shown, Finding, Place, Severity};
use promql::Span;

pub(super) const CHECK: Check = Check {
    id: "text-disagrees",
    gravest: Severity::Info,
    needs_samples: false,
    recording: false,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "Who is woken reads the annotations, not the expression. `> 5%` over a threshold of 10, `increasing` over a plain \
          threshold and `average` over a highest value send the reader the wrong way.",
    bad: Example {
        rule: "{alert: A, expr: queue > 10, for: 1m, annotations: {summary: 'The queue is long (> 5)'}}",
        because: "5 is another number",
    },
    good: Example {
        rule: "{alert: A, expr: queue > 10, for: 1m, annotations: {summary: 'The queue is long (> 10)'}}",
        because: "the same number",
    },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (name, text) in &context.rule.annotations {
        let said = number(text, context).or_else(|| word(text, context));
        findings.extend(said.map(|(span, title)| {
            let detail = "The annotation is all that its reader sees.";
            let place = Place::Annotation(name.clone());
            Finding::new(CHECK.id, Severity::Info, format!("{title} ({name})."), detail).within(place, Some(span))
        }));
    }
    findings
}

/// A number behind `>` or `<` that the expression compares with nothing like it.
fn number(text: &str, context: &Context<'_>) -> Option<(Span, String)> {
    let compared = promql::comparisons(context.query);
    let compared: Vec<_> = compared.iter().filter_map(|it| it.literal).map(|it| it.value).collect();
    for (at, sign) in text.match_indices(['>', '<']) {
        let rest = text[at + 1..].trim_start_matches(['=', ' ']);
        let length = rest.find(|it: char| !it.is_ascii_digit() && it != '.').unwrap_or(rest.len());
        let digits = rest[..length].trim_end_matches('.');
        let Ok(value) = digits.parse::<f64>() else { continue };
        let percent = rest[length..].trim_start().starts_with('%');
        let alike = |it: &f64| *it == value || percent && (*it * 100.0 - value).abs() < 1e-9 * value.abs();
        if !compared.is_empty() && !compared.iter().any(alike) {
            let has = compared.iter().map(|it| short(*it)).collect::<Vec<_>>().join(", ");
            return Some((stretch(at, text.len() - rest.len() + digits.len()), format!("The text says `{sign} {digits}`, the rule compares with {has}")));
        }
    }
    None
}

/// A word that the expression does not bear out.
fn word(text: &str, context: &Context<'_>) -> Option<(Span, String)> {
    let root = context.query.root();
    let at = |word: &str| text.to_ascii_lowercase().find(word);
    let highest = uses::of(root).iter().any(|it| it.info(context).is_some_and(|it| it.facts.latches));
    if let Some(found) = at("average").filter(|_| highest) {
        return Some((stretch(found, found + 7), "The text says average, the metric is a highest value".to_owned()));
    }
    // A rate is a change of a counter, and a counter always grows.
    let changes = ["deriv", "delta", "idelta", "predict_linear", "rate", "irate", "increase", "changes"];
    let measured = changes.iter().any(|it| uses::calls(root, it)) || context.query.text().contains("offset");
    let known = uses::of(root).iter().all(|it| it.info(context).is_some());
    let found = at(" is increasing").filter(|_| !measured && known)?;
    Some((stretch(found + 4, found + 14), "The text says increasing, the rule compares the value as it is".to_owned()))
}

fn stretch(start: usize, end: usize) -> Span {
    let cut = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
    Span { start: cut(start), end: cut(end) }
}
