//! The keys of a test file and the types of their values. It must not run anything.

use super::{AlertTest, ExpectedSample, ExprTest, MAX_BYTES, TestFile, TestGroup};
use crate::FileError;
use crate::file::{Complaint, checked};
use crate::yaml::{At, Decoder, Node};
use series::Labels;
use std::collections::BTreeMap;

const MINUTE: i64 = 60_000;

/// Reads the first document of a test file; keys that promtool does not know are refused.
///
/// # Errors
/// All that is wrong with its form, at least one.
pub fn parse_tests(yaml: &str) -> Result<TestFile, Vec<FileError>> {
    let document = checked(yaml, MAX_BYTES).map_err(|err| vec![err])?;
    let mut decoder = Decoder::new(yaml, false);
    let file = file(&mut decoder, &document);
    if decoder.complaints.is_empty() { Ok(file) } else { Err(decoder.complaints) }
}

fn file(decoder: &mut Decoder<'_>, document: &Node) -> TestFile {
    let known = ["rule_files", "evaluation_interval", "group_eval_order", "tests", "fuzzy_compare"];
    let fields = decoder.fields(&At::default(), document, "main.unitTestFile", &known);
    let interval = decoder.duration(fields.value("evaluation_interval")).filter(|it| *it > 0);
    let evaluation_interval = interval.unwrap_or(MINUTE);
    let tests = decoder.items(fields.value("tests"), "[]main.testGroup");
    TestFile {
        rule_files: texts(decoder, fields.value("rule_files")),
        evaluation_interval,
        group_eval_order: texts(decoder, fields.value("group_eval_order")),
        fuzzy_compare: decoder.bool(fields.value("fuzzy_compare")),
        tests: tests.into_iter().map(|(at, node)| group(decoder, &at, node, evaluation_interval)).collect(),
    }
}

fn texts(decoder: &mut Decoder<'_>, found: Option<(&At, &Node)>) -> Vec<String> {
    let items = decoder.items(found, "[]string");
    items.into_iter().map(|(at, node)| decoder.string(Some((&at, node)))).collect()
}

fn group(decoder: &mut Decoder<'_>, at: &At, node: &Node, evaluation_interval: i64) -> TestGroup {
    let known = [
        "interval",
        "input_series",
        "alert_rule_test",
        "promql_expr_test",
        "external_labels",
        "external_url",
        "name",
        "start_timestamp",
    ];
    let fields = decoder.fields(at, node, "main.testGroup", &known);
    let interval = decoder.duration(fields.value("interval")).filter(|it| *it > 0);
    let series = decoder.items(fields.value("input_series"), "[]main.series");
    let alerts = decoder.items(fields.value("alert_rule_test"), "[]main.alertTestCase");
    let expressions = decoder.items(fields.value("promql_expr_test"), "[]main.promqlTestCase");
    let external = plain(decoder, fields.value("external_labels"));
    TestGroup {
        name: decoder.string(fields.value("name")),
        interval: interval.unwrap_or(evaluation_interval),
        start: start(decoder, fields.value("start_timestamp")),
        input_series: series.into_iter().map(|(at, node)| input(decoder, &at, node)).collect(),
        external_labels: Labels::new(external),
        external_url: decoder.string(fields.value("external_url")),
        alerts: alerts.into_iter().map(|(at, node)| alert(decoder, &at, node)).collect(),
        expressions: expressions.into_iter().map(|(at, node)| expression(decoder, &at, node)).collect(),
    }
}

fn input(decoder: &mut Decoder<'_>, at: &At, node: &Node) -> (String, String) {
    let fields = decoder.fields(at, node, "main.series", &["series", "values"]);
    (decoder.string(fields.value("series")), decoder.string(fields.value("values")))
}

fn alert(decoder: &mut Decoder<'_>, at: &At, node: &Node) -> AlertTest {
    let fields = decoder.fields(at, node, "main.alertTestCase", &["eval_time", "alertname", "exp_alerts"]);
    let expected = decoder.items(fields.value("exp_alerts"), "[]main.alert");
    let expected = expected.into_iter().map(|(at, node)| {
        let fields = decoder.fields(&at, node, "main.alert", &["exp_labels", "exp_annotations"]);
        let labels = plain(decoder, fields.value("exp_labels"));
        (labels, plain(decoder, fields.value("exp_annotations")))
    });
    let expected = expected.collect();
    AlertTest {
        eval_time: decoder.duration(fields.value("eval_time")).unwrap_or(0),
        alertname: decoder.string(fields.value("alertname")),
        expected,
    }
}

fn expression(decoder: &mut Decoder<'_>, at: &At, node: &Node) -> ExprTest {
    let fields = decoder.fields(at, node, "main.promqlTestCase", &["expr", "eval_time", "exp_samples"]);
    let expected = decoder.items(fields.value("exp_samples"), "[]main.sample");
    let expected = expected.into_iter().map(|(at, node)| {
        let fields = decoder.fields(&at, node, "main.sample", &["labels", "value", "histogram"]);
        ExpectedSample {
            labels: decoder.string(fields.value("labels")),
            value: decoder.float(fields.value("value")),
            histogram: decoder.string(fields.value("histogram")),
        }
    });
    let expected = expected.collect();
    ExprTest {
        expr: decoder.string(fields.value("expr")),
        eval_time: decoder.duration(fields.value("eval_time")).unwrap_or(0),
        expected,
    }
}

fn plain(decoder: &mut Decoder<'_>, found: Option<(&At, &Node)>) -> BTreeMap<String, String> {
    decoder.texts(found).into_iter().map(|(name, (_, text))| (name, text)).collect()
}

/// Seconds since the Unix epoch or an RFC 3339 instant, in milliseconds (`parseTime`, cmd/promtool/main.go).
fn start(decoder: &mut Decoder<'_>, found: Option<(&At, &Node)>) -> i64 {
    let Some((at, node)) = found.filter(|(_, node)| !node.is_null()) else { return 0 };
    let text = decoder.string(Some((at, node)));
    // Beyond 100,000 years nothing is said about instants.
    let seconds = text.parse::<f64>().ok().filter(|it| it.abs() < 3.2e12);
    let millis = seconds.map(|it| (it * 1000.0).round() as i64).or_else(|| rfc3339(&text));
    millis.unwrap_or_else(|| {
        decoder.complain(Complaint::Value, at, format!("cannot parse {text:?} to a valid timestamp"));
        0
    })
}

/// An instant with a fraction of a second and an offset from UTC, if it has them.
fn rfc3339(text: &str) -> Option<i64> {
    let (clock, rest) = (text.get(..19)?, text.get(19..)?);
    let base = series::parse_instant(&format!("{}Z", clock.replace(['t', ' '], "T")))?;
    let digits = rest.strip_prefix('.').map_or(0, |it| it.bytes().take_while(u8::is_ascii_digit).count());
    let (fraction, zone) = if digits > 0 { rest.split_at(digits + 1) } else { ("", rest) };
    let millis: i64 = format!("{:0<3.3}", fraction.trim_start_matches('.')).parse().ok()?;
    let offset = match zone.as_bytes() {
        b"Z" | b"z" => 0,
        [sign @ (b'+' | b'-'), _, _, b':', _, _] => {
            let clock = series::parse_clock(zone.get(1..)?)?;
            if *sign == b'+' { clock } else { -clock }
        }
        _ => return None,
    };
    Some(base + millis - offset)
}
