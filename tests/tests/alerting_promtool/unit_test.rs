//! promtool's unit-test files, written as JSON, which is YAML. They must not know what is expected.

use serde_json::{Value, json};
use std::collections::BTreeMap;

/// An expected alert: its labels without the name, and its annotations.
pub(crate) type Expected = (BTreeMap<String, String>, BTreeMap<String, String>);

/// What alert `name` must be at `minute`.
pub(crate) fn alert_test(name: &str, minute: usize, expected: &[Expected]) -> Value {
    let alerts: Vec<_> = expected
        .iter()
        .map(|(labels, annotations)| json!({"exp_labels": labels, "exp_annotations": annotations}))
        .collect();
    json!({"eval_time": format!("{minute}m"), "alertname": name, "exp_alerts": alerts})
}

/// The file: series of one sample a minute, evaluated every minute.
pub(crate) fn file(series: &[(String, String)], tests: Vec<Value>) -> String {
    let series: Vec<_> =
        series.iter().map(|(name, values)| json!({"series": name, "values": values})).collect();
    json!({
        "rule_files": ["rules.yml"],
        "evaluation_interval": "1m",
        "tests": [{
            "interval": "1m",
            "input_series": series,
            "alert_rule_test": tests,
            "external_labels": {"cluster": "c1"},
            "external_url": "http://prom.example:9090/base",
        }],
    })
    .to_string()
}
