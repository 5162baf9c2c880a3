//! What the real Prometheus answers over its API. It must not know what we answer.

use super::outcome::Outcome;
use crate::http::escaped;
use crate::server::Server;
use promql::Steps;
use serde_json::Value;
use series::Labels;

/// The answer of `/api/v1/query`.
pub(crate) fn instant(server: &Server, text: &str, at: i64) -> Result<Outcome, String> {
    ask(server, &format!("/api/v1/query?query={}&time={}", escaped(text), seconds(at)))
}

/// The answer of `/api/v1/query_range`.
pub(crate) fn range(server: &Server, text: &str, steps: Steps) -> Result<Outcome, String> {
    let [start, end, step] = [steps.start, steps.end, steps.step].map(seconds);
    ask(server, &format!("/api/v1/query_range?query={}&start={start}&end={end}&step={step}", escaped(text)))
}

fn seconds(millis: i64) -> String {
    format!("{}.{:03}", millis.div_euclid(1000), millis.rem_euclid(1000))
}

fn ask(server: &Server, path: &str) -> Result<Outcome, String> {
    let (_, body) = server.get(path)?;
    let body: Value = serde_json::from_str(&body).map_err(|err| format!("{err}: {body}"))?;
    if let Some(err) = body.get("error").and_then(Value::as_str) {
        let text = err.strip_prefix("invalid parameter \"query\": ").unwrap_or(err);
        return Ok(Outcome::Refused(text.to_owned()));
    }
    let data = body.get("data").ok_or("an answer without data")?;
    outcome(data).ok_or_else(|| format!("an answer that cannot be read: {data}"))
}

fn outcome(data: &Value) -> Option<Outcome> {
    let result = data.get("result")?;
    Some(match data.get("resultType")?.as_str()? {
        "scalar" => Outcome::Scalar(point(result)?.1),
        "string" => Outcome::Text(result.get(1)?.as_str()?.to_owned()),
        "vector" => {
            let element = |it: &Value| Some((labels(it)?, point(it.get("value")?)?.1));
            Outcome::Vector(result.as_array()?.iter().map(element).collect::<Option<_>>()?)
        }
        "matrix" => {
            let series = |it: &Value| {
                // A series without a point has no list of them.
                let points = it.get("values").and_then(Value::as_array).into_iter().flatten();
                Some((labels(it)?, points.map(point).collect::<Option<_>>()?))
            };
            Outcome::Matrix(result.as_array()?.iter().map(series).collect::<Option<_>>()?)
        }
        _ => return None,
    })
}

fn labels(series: &Value) -> Option<Labels> {
    let metric = series.get("metric")?.as_object()?;
    let pairs = metric.iter().map(|(name, value)| Some((name.as_str(), value.as_str()?)));
    Some(Labels::new(pairs.collect::<Option<Vec<_>>>()?))
}

/// `[seconds, "value"]`.
fn point(pair: &Value) -> Option<(i64, f64)> {
    let millis = (pair.get(0)?.as_f64()? * 1000.0).round() as i64;
    Some((millis, pair.get(1)?.as_str()?.parse().ok()?))
}
