//! Results as the bodies of Prometheus' `/api/v1/query` and `query_range` (web/api/v1/api.go). It must not compute.

use promql::{Column, Error, ErrorKind, Instant, Note, NoteKind, Range, Steps, Value};
use series::{Labels, format_float, is_stale};

/// The body for one instant; `time` in milliseconds.
pub(super) fn instant(instant: &Instant, text: &str, time: i64) -> String {
    let (kind, result) = match &instant.value {
        Value::Scalar(value) => ("scalar", point(time, *value)),
        Value::String(value) => ("string", format!("[{},{}]", seconds(time), quoted(value))),
        Value::Vector(elements) => {
            let element = |(labels, value): &(Labels, f64)| {
                format!("{{\"metric\":{},\"value\":{}}}", metric(labels), point(time, *value))
            };
            ("vector", list(elements.iter().map(element)))
        }
        Value::Matrix(series) => {
            let row = |(labels, samples): &(Labels, Vec<(i64, f64)>)| {
                row(labels, samples.iter().map(|(time, value)| point(*time, *value)))
            };
            ("matrix", list(series.iter().map(row)))
        }
    };
    success(kind, &result, &instant.notes, text)
}

/// The body for a range.
pub(super) fn range(range: &Range, text: &str, steps: Steps) -> String {
    let of_column = |column: &Column| {
        let there = column.values.iter().enumerate().filter(|(_, value)| !is_stale(**value));
        row(&column.labels, there.map(|(idx, value)| point(steps.time(idx), *value)))
    };
    success("matrix", &list(range.columns.iter().map(of_column)), &range.notes, text)
}

/// The body for a query that fails.
pub(super) fn error(error: &Error) -> String {
    match error.kind {
        ErrorKind::BadData => bad_data(&format!("invalid parameter \"query\": {error}")),
        ErrorKind::Execution => failed("execution", &error.to_string()),
    }
}

/// The body for a request that is wrong.
pub(super) fn bad_data(message: &str) -> String {
    failed("bad_data", message)
}

fn failed(kind: &str, message: &str) -> String {
    format!("{{\"status\":\"error\",\"errorType\":\"{kind}\",\"error\":{}}}", quoted(message))
}
/// How many remarks of a kind the API prints (`returnAPIResponse`, web/api/v1/api.go); of more it tells the number.
const MOST_NOTES: usize = 10;

fn success(kind: &str, result: &str, notes: &[Note], text: &str) -> String {
    let of_kind = |kind: NoteKind, key: &str, word: &str| {
        let of_kind = notes.iter().filter(|it| it.kind == kind);
        let omitted = of_kind.clone().count().saturating_sub(MOST_NOTES);
        let mut texts: Vec<_> = of_kind.take(MOST_NOTES).map(|it| quoted(&it.placed(text))).collect();
        if omitted > 0 {
            texts.push(quoted(&format!("{omitted} more {word} annotations omitted")));
        }
        if texts.is_empty() { String::new() } else { format!(",\"{key}\":{}", list(texts.into_iter())) }
    };
    let warnings = of_kind(NoteKind::Warning, "warnings", "warning");
    let infos = of_kind(NoteKind::Info, "infos", "info");
    let data = format!("{{\"resultType\":\"{kind}\",\"result\":{result}}}");
    format!("{{\"status\":\"success\",\"data\":{data}{warnings}{infos}}}")
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(","))
}

fn row(labels: &Labels, points: impl Iterator<Item = String>) -> String {
    format!("{{\"metric\":{},\"values\":{}}}", metric(labels), list(points))
}

fn metric(labels: &Labels) -> String {
    let pairs = labels.iter().map(|(name, value)| format!("{}:{}", quoted(name), quoted(value)));
    format!("{{{}}}", pairs.collect::<Vec<_>>().join(","))
}

fn point(time: i64, value: f64) -> String {
    format!("[{},\"{}\"]", seconds(time), format_float(value))
}

/// Seconds, with all three decimals where there are any (`MarshalTimestamp`, util/jsonutil).
fn seconds(millis: i64) -> String {
    let (sign, size) = (if millis < 0 { "-" } else { "" }, millis.unsigned_abs());
    match size % 1000 {
        0 => format!("{sign}{}", size / 1000),
        rest => format!("{sign}{}.{rest:03}", size / 1000),
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_those_of_the_api() {
        let labels = Labels::new([("__name__", "up"), ("job", "a\"b")]);
        let vector = Instant { value: Value::Vector(vec![(labels, f64::INFINITY)]), notes: Vec::new() };
        assert_eq!(
            instant(&vector, "up", 1500),
            r#"{"status":"success","data":{"resultType":"vector","result":[{"metric":{"__name__":"up","job":"a\"b"},"value":[1.500,"+Inf"]}]}}"#
        );
        let columns = vec![Column { labels: Labels::empty(), values: vec![1e21, series::STALE, f64::NAN] }];
        let steps = Steps { start: -5, end: 25, step: 15 };
        assert_eq!(
            range(&Range { columns, notes: Vec::new(), samples: 0, visits: 0 }, "x", steps),
            r#"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[-0.005,"1e+21"],[0.025,"NaN"]]}]}}"#
        );
    }

    #[test]
    fn errors_and_notes_have_places() {
        let err = promql::parse("sum(", promql::Semantics::V3).unwrap_err();
        assert_eq!(
            error(&err),
            r#"{"status":"error","errorType":"bad_data","error":"invalid parameter \"query\": 1:5: parse error: unclosed left parenthesis"}"#
        );
        let note = Note {
            kind: NoteKind::Info,
            message: "hm".to_owned(),
            span: promql::Span { start: 5, end: 6 },
            repairs: None,
        };
        let many = Instant { value: Value::Scalar(2.0), notes: vec![note.clone(); 12] };
        assert!(instant(&many, "1 + 1", 0).ends_with(r#""hm (1:6)","2 more info annotations omitted"]}"#));
        let scalar = Instant { value: Value::Scalar(2.0), notes: vec![note] };
        assert_eq!(
            instant(&scalar, "1 + 1", 0),
            r#"{"status":"success","data":{"resultType":"scalar","result":[0,"2"]},"infos":["hm (1:6)"]}"#
        );
    }
}
