//! Made-up groups of rules over made-up series, with a test that expects nothing at every minute, so that promtool says
//! what it has. It must not know what comes of them.

use std::fmt::Write;

const MINUTES: usize = 20;

/// Numbers that are always the same (a linear congruential generator with Knuth's constants).
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[self.below(of.len())]
    }
}

const EXPRS: &[&str] = &[
    "m > 1",
    "m",
    "sum by (job) (m)",
    "rec > 1",
    "rec",
    "rec or m",
    "other * 2",
    "ALERTS{alertname=\"A2\"}",
    "ALERTS{alertstate=\"firing\"}",
    "ALERTS_FOR_STATE",
    "count by (alertname) (ALERTS)",
    "max_over_time(m[2m])",
    "m offset 1m",
    "m offset -1m",
    "vector(1)",
    "time() > bool 120",
    "absent(rec)",
    "sum_over_time(rec[3m:])",
    "m @ 120",
    "m @ end()",
    "\"text\"",
];

const LABELS: &[&str] =
    &["{}", "{}", "{job: ''}", "{v: '{{ $value }}'}", "{l: 'x{{ $labels.i }}', alertname: z}"];

/// A rule file and a test of it.
pub(crate) fn files(seed: u64) -> (String, String) {
    let mut draw = Draw(seed + 77);
    let mut rules = "groups:\n".to_owned();
    let n_groups = 1 + draw.below(3);
    let mut alert = 0;
    for group in 0..n_groups {
        let limit = [0, 0, 0, 2, 3][draw.below(5)];
        let _ = write!(
            rules,
            "- name: g{group}\n  interval: {}m\n  limit: {limit}\n  rules:\n",
            1 + draw.below(5)
        );
        for _ in 0..1 + draw.below(4) {
            rule(&mut rules, &mut alert, &mut draw);
        }
    }
    let order: Vec<_> = (0..n_groups).rev().map(|group| format!("g{group}")).collect();
    (rules, test(&order, alert, &mut draw))
}

fn rule(rules: &mut String, alert: &mut usize, draw: &mut Draw) {
    // A text is no result of a rule: a failure that ends the test at once must stay rare.
    let most = if draw.below(20) == 0 { EXPRS.len() } else { EXPRS.len() - 1 };
    let expr = EXPRS[draw.below(most)];
    if draw.below(3) == 0 {
        let name = draw.one(&["rec", "other"]);
        let labels = draw.one(&["{}", "{i: ''}", "{i: x}"]);
        let _ = writeln!(rules, "  - {{record: {name}, expr: '{expr}', labels: {labels}}}");
        return;
    }
    let (hold, keep, labels) = (draw.below(4), draw.below(4), draw.one(LABELS));
    let _ = writeln!(
        rules,
        "  - {{alert: A{alert}, expr: '{expr}', for: {hold}m, keep_firing_for: {keep}m, labels: {labels}, \
         annotations: {{v: '{{{{ $value }}}} {{{{ $labels.i }}}}', e: ''}}}}"
    );
    *alert += 1;
}

fn test(order: &[String], alerts: usize, draw: &mut Draw) -> String {
    let mut test = format!(
        "rule_files: [rules.yml]\nevaluation_interval: 1m\ngroup_eval_order: [{}]\ntests:\n- interval: 1m\n  input_series:\n",
        order.join(", ")
    );
    for idx in 0..1 + draw.below(3) {
        let _ = writeln!(test, "  - {{series: 'm{{i=\"{idx}\",job=\"j\"}}', values: '{}'}}", values(draw));
    }
    test.push_str("  alert_rule_test:\n");
    // An alert that must fire and does not makes promtool print what fires.
    for alert in 0..alerts {
        for minute in 0..=MINUTES {
            let _ = writeln!(
                test,
                "  - {{eval_time: {minute}m, alertname: A{alert}, exp_alerts: [{{exp_labels: {{x: y}}}}]}}"
            );
        }
    }
    test.push_str("  promql_expr_test:\n");
    for minute in 0..=MINUTES {
        for expr in ["ALERTS", "ALERTS_FOR_STATE", "rec", "other"] {
            let _ = writeln!(
                test,
                "  - {{expr: {expr}, eval_time: {minute}m30s, exp_samples: [{{value: 123456}}]}}"
            );
        }
    }
    test
}

/// Runs of one value, so that waits elapse sometimes.
fn values(draw: &mut Draw) -> String {
    let mut values = Vec::new();
    while values.len() <= MINUTES {
        let value = draw.one(&["1", "2", "3", "stale", "_"]);
        values.extend(std::iter::repeat_n(value, 1 + draw.below(5)));
    }
    values.join(" ")
}
