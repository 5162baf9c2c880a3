//! What the left side of a comparison is made of: numerator and denominator, what an aggregation adds up, a raw counter
//! as a rate. It must not evaluate.

use promql::plan::{Selector, Type};
use promql::{Comparison, Kind, Node, Query, Semantics};
use series::format_duration;
use series::meta::{Kind as MetricKind, MetricInfo};

/// The most inputs that are shown.
const MOST: usize = 3;
/// Functions that change each value of a vector and nothing else.
const BY_VALUE: [&str; 12] = [
    "abs",
    "ceil",
    "clamp",
    "clamp_max",
    "clamp_min",
    "exp",
    "floor",
    "ln",
    "log10",
    "log2",
    "round",
    "sqrt",
];

/// The inputs of what is compared, each a query of its own; none where the left side is a plain one itself.
pub(super) fn inputs(
    query: &Query,
    compared: Option<&Comparison<'_>>,
    known: &[MetricInfo],
    scrape: i64,
    semantics: Semantics,
) -> Vec<Query> {
    let side = plain(compared.map_or(query.root(), |it| it.side));
    let mut found = Vec::new();
    operands(side, &mut found);
    if found.len() == 1 && found[0].span == side.span {
        match &side.kind {
            Kind::Aggregate(it) => found = vec![plain(&it.of)],
            Kind::Selector(_) => {}
            _ => found.clear(),
        }
    }
    let mut texts: Vec<String> = Vec::new();
    for node in found {
        let text = match &node.kind {
            Kind::Selector(it) if is_counter(it, known) => rate(node, it, scrape),
            _ => (node.span != side.span).then(|| node.span.of(query.text()).to_owned()),
        };
        texts.extend(text.filter(|it| !texts.contains(it)));
    }
    texts.truncate(MOST);
    texts.iter().filter_map(|it| promql::parse(it, semantics).ok()).collect()
}

/// The vectors that arithmetic makes `node` of.
fn operands<'a>(node: &'a Node, found: &mut Vec<&'a Node>) {
    let mut waiting = vec![node];
    while let Some(node) = waiting.pop() {
        let node = plain(node);
        match &node.kind {
            Kind::Binary(it) if !it.op.is_set() && !it.op.is_comparison() => {
                waiting.extend([&it.right, &it.left]);
            }
            Kind::Call(it) if BY_VALUE.contains(&it.function.signature.name) => {
                waiting.extend(it.args.first());
            }
            Kind::Aggregate(it) if matches!(plain(&it.of).kind, Kind::Binary(_)) => waiting.push(&it.of),
            _ if node.value_type() == Type::Vector => found.push(node),
            _ => {}
        }
    }
}

/// A node without parentheses and signs around it.
fn plain(node: &Node) -> &Node {
    match &node.kind {
        Kind::Paren(inner) | Kind::Negate(inner) => plain(inner),
        _ => node,
    }
}

fn is_counter(selector: &Selector, known: &[MetricInfo]) -> bool {
    let named = |it: &&MetricInfo| Some(it.name) == selector.name.as_deref();
    known.iter().find(named).is_some_and(|it| it.kind == MetricKind::Counter)
}

/// The rate of a raw counter over four scrapes, as is usual: its height says nothing.
fn rate(node: &Node, selector: &Selector, scrape: i64) -> Option<String> {
    let range = format_duration((4 * scrape).max(60_000));
    (selector.offset == promql::plan::Offset::default()).then(|| format!("rate({node}[{range}])"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> String {
        let query = promql::parse(text, Semantics::V3).unwrap();
        let compared = promql::comparisons(&query);
        let known = haproxy::metrics(haproxy::Exporter::V1, haproxy::Version::V2_6);
        let found = inputs(&query, compared.first(), known, 15_000, Semantics::V3);
        found.iter().map(|it| it.text().to_owned()).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn both_sides_of_a_ratio() {
        assert_eq!(
            found("sum by (a) (rate(x[1m])) / (sum by (a) (rate(y[1m]))) * 100 > 5"),
            "sum by (a) (rate(x[1m])) | sum by (a) (rate(y[1m]))"
        );
        assert_eq!(
            found("-(rate(x[1m]) - rate(x[1m] offset 1h)) > 5"),
            "rate(x[1m]) | rate(x[1m] offset 1h)"
        );
        assert_eq!(found("abs(clamp_min(a, 1) / b) > 5"), "a | b");
        assert_eq!(found("avg(a / b) > 5"), "a | b");
    }

    #[test]
    fn what_an_aggregation_adds_up() {
        assert_eq!(found("sum by (server) (rate(x[1m])) > 100"), "rate(x[1m])");
        assert_eq!(found("max(a) > 1"), "a");
    }

    #[test]
    fn raw_counters_are_rates() {
        assert_eq!(
            found("haproxy_server_response_errors_total > 5"),
            "rate(haproxy_server_response_errors_total[1m])"
        );
        assert_eq!(
            found("haproxy_server_response_errors_total / haproxy_server_up > 5"),
            "rate(haproxy_server_response_errors_total[1m]) | haproxy_server_up"
        );
        assert_eq!(found("haproxy_server_response_errors_total offset 5m > 5"), "");
    }

    #[test]
    fn a_plain_side_has_none() {
        for text in
            ["haproxy_server_up == 0", "rate(x[1m]) > 1", "time() > bool 1", "vector(1)", "a * 100 > 5 or b"]
        {
            let expected = if text.starts_with("a *") { "a" } else { "" };
            assert_eq!(found(text), expected, "{text}");
        }
    }

    /// An input that is there twice is shown once, and never more than three.
    #[test]
    fn inputs_are_few() {
        assert_eq!(found("a / a > 1"), "a");
        assert_eq!(found("a + b + c + d > 1"), "a | b | c");
    }
}
