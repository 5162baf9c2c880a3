//! Bounds of expressions, and that samples never leave them. They must not know checks.

use super::{Bounds, of};
use crate::Context;

fn bounds(expr: &str) -> Bounds {
    let rule = alerting::Rule::default();
    let query = promql::parse(expr, promql::Semantics::V3).unwrap();
    of(query.root(), &Context::new(&rule, &query))
}

#[test]
fn of_expressions() {
    let inf = f64::INFINITY;
    for (expr, lo, hi) in [
        ("vector(3) * 2", 6.0, 6.0),
        ("rate(a_total[1m])", 0.0, inf),
        ("-rate(a_total[1m])", -inf, 0.0),
        ("rate(gauge[1m])", -inf, inf),
        ("up", 0.0, 1.0),
        ("sum(up)", 0.0, inf),
        ("1 - avg(up)", 0.0, 1.0),
        ("count(up)", 1.0, inf),
        ("up > bool 0", 0.0, 1.0),
        ("rate(a_total{x=\"1\"}[1m]) / ignoring(x) rate(a_total[1m])", 0.0, inf),
        ("sum(rate(a_total{x=\"1\"}[1m])) / sum(rate(a_total[1m]))", 0.0, 1.0),
        ("100 * sum(rate(a_total{x=\"1\"}[1m])) / sum(rate(a_total[1m]))", 0.0, 100.0),
        ("sum(rate(a_total{x=\"1\"}[1m]) * 100) / sum(rate(a_total[1m]))", 0.0, 100.0),
        ("sum(rate(a_total{x=\"1\"}[1m])) / sum(rate(a_total{y=\"1\"}[1m]))", 0.0, inf),
        ("sum(rate(a_total{x=\"1\"}[2m])) / sum(rate(a_total[1m]))", 0.0, inf),
        ("sum by (s) (rate(a_total{x=\"1\"}[1m])) / sum(rate(a_total[1m]))", 0.0, inf),
        ("sum(rate(e_total[1m])) / (sum(rate(e_total[1m])) + sum(rate(r_total[1m])))", 0.0, 1.0),
        ("sum(rate(e_total[1m])) / (sum(rate(e_total[1m])) - sum(rate(r_total[1m])))", -inf, inf),
        ("clamp_max(rate(a_total[1m]), 5)", 0.0, 5.0),
        ("absent(up)", 1.0, 1.0),
    ] {
        assert_eq!(bounds(expr), Bounds { lo, hi }, "{expr}");
    }
}
