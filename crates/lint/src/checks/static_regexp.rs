//! A regular expression that matches one text only. It must not look at samples.

use crate::{Check, Context, Example, Shown, Finding, Severity, rewrite, uses};
use promql::{Span, tokens};
use series::{MatchOp, Matcher};

pub(super) const CHECK: Check = Check {
    id: "static-regexp",
    gravest: Severity::Info,
    needs_samples: false,
    recording: true,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "Regular expressions of PromQL match whole values: `=~\"api\"` is `=\"api\"` and does not find `api-2`. Either `=` \
          is meant, or `.*` is missing.",
    bad: Example { rule: "{alert: A, expr: 'queue{server=~\"web1\"} > 5', for: 1m}", because: "web1 and nothing else" },
    good: Example { rule: "{alert: A, expr: 'queue{server=~\"web1|web2\"} > 5', for: 1m}", because: "two values" },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for used in uses::of(context.query.root()) {
        for matcher in used.selector.matchers.iter().filter(|it| is_plain(it)) {
            let (name, value, negative) = (matcher.name(), matcher.value(), matcher.op() == MatchOp::NotRegex);
            let (regex, plain) = if negative { ("!~", "!=") } else { ("=~", "=") };
            let title = format!("`{name}{regex}{value:?}` matches exactly {value:?}.");
            let detail = "Regular expressions match whole values. Say it plainly, or add `.*`.";
            let repair = operator(used.node.span, name, regex, context)
                .and_then(|span| rewrite::edited(context, format!("Use {plain}"), &[(span, plain.to_owned())]));
            findings.push(Finding::new(CHECK.id, Severity::Info, title, detail).at_span(used.node.span).repaired(repair));
        }
    }
    findings
}

fn is_plain(matcher: &Matcher) -> bool {
    let regex = matches!(matcher.op(), MatchOp::Regex | MatchOp::NotRegex);
    let special = |it: char| "\\.+*?()|[]{}^$".contains(it);
    regex && !matcher.value().is_empty() && !matcher.value().contains(special)
}

/// Where the operator behind the label stands.
fn operator(inside: Span, label: &str, regex: &str, context: &Context<'_>) -> Option<Span> {
    let text = context.query.text();
    let within = |span: Span| span.start >= inside.start && span.end <= inside.end;
    let all: Vec<_> = tokens(text).into_iter().filter(|it| within(it.span)).collect();
    let pair = all.windows(2).find(|it| it[0].span.of(text) == label && it[1].span.of(text) == regex)?;
    Some(pair[1].span)
}
