//! The published rules, ready to be evaluated, and the metrics that they read. It must not know samples.

use alerting::{CompiledRule, Rule};
use haproxy::{Exporter, Version};
use promql::{Kind, Query, Semantics};
use series::meta::MetricInfo;

/// One rule.
pub(crate) struct Case {
    /// The alert's name.
    pub(crate) title: &'static str,
    /// The rule as Prometheus 2.42 reads it.
    pub(crate) v2: CompiledRule,
    /// The rule as Prometheus 3 reads it.
    pub(crate) v3: CompiledRule,
    /// The metrics that its expression reads, each once.
    pub(crate) metrics: Vec<&'static MetricInfo>,
}

/// The five that the project began with; of the other twenty-five each has the form of one of them.
const HEART: [&str; 5] = [
    "embedded/haproxy-server-response-errors",
    "haproxy_exporter/haproxy-high-http4xx-error-rate-backend",
    "haproxy_exporter/haproxy-server-connection-errors",
    "haproxy_exporter/haproxy-server-down",
    "haproxy_exporter/haproxy-server-healthcheck-failure",
];

/// The alerts that are measured, those that read several metrics first: the smoke run takes one only.
pub(crate) fn all() -> Result<Vec<Case>, String> {
    let measured = catalogue::alerts().iter().filter(|it| HEART.contains(&it.id));
    let mut cases = measured.map(case).collect::<Result<Vec<_>, _>>()?;
    cases.sort_by_key(|it| std::cmp::Reverse(it.metrics.len()));
    Ok(cases)
}

fn case(alert: &'static catalogue::Alert) -> Result<Case, String> {
    let rule = alerting::parse_rule(alert.rule_yaml()).map_err(|err| format!("{}: {err}", alert.id))?;
    let v2 = compiled(&rule, Semantics::V2)?;
    let v3 = compiled(&rule, Semantics::V3)?;
    let exporter = if alert.exporter == "embedded" { Exporter::Embedded } else { Exporter::V1 };
    let known = haproxy::metrics(exporter, Version::V2_6);
    let find = |name: String| {
        known.iter().find(|it| it.name == name).ok_or(format!("{}: nobody writes {name}", alert.id))
    };
    let metrics = names(v2.query()).into_iter().map(find).collect::<Result<_, _>>()?;
    Ok(Case { title: alert.title, v2, v3, metrics })
}

fn compiled(rule: &Rule, semantics: Semantics) -> Result<CompiledRule, String> {
    CompiledRule::with_semantics(rule, semantics).map_err(|err| format!("{}: {err}", rule.alert))
}

/// The names of the metrics in a query, each once, in the order of the text.
fn names(query: &Query) -> Vec<String> {
    let mut names = Vec::new();
    promql::walk(query.root(), &mut |node| {
        let name = match &node.kind {
            Kind::Selector(it) => it.name.clone(),
            Kind::Range(it) => it.selector.name.clone(),
            _ => None,
        };
        names.extend(name.filter(|it| !names.contains(it)));
    });
    names
}
