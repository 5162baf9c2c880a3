//! A range query to the real Prometheus, with the time that it took there. It must not know rules.

use super::cpu;
use promql::Steps;
use serde_json::Value;
use std::time::Instant;
use tests::http;
use tests::server::Server;

/// The answer to a range query.
pub(crate) struct Answer {
    /// Prometheus' own `evalTotalTime`: preparing and evaluating, without parsing, JSON and HTTP. Seconds.
    pub(crate) evaluation: f64,
    /// From the connection to the last byte. Seconds.
    pub(crate) request: f64,
    /// Processor time of the whole server meanwhile, garbage collection and JSON included. Seconds.
    pub(crate) cpu: Option<f64>,
    /// `data.result`.
    pub(crate) result: Value,
}

/// Evaluates `expr` at all `steps`.
pub(crate) fn query(server: &Server, expr: &str, steps: Steps) -> Result<Answer, String> {
    let [start, end, step] = [steps.start, steps.end, steps.step].map(|it| it as f64 / 1000.0);
    let expr = http::escaped(expr);
    let path = format!("/api/v1/query_range?query={expr}&start={start}&end={end}&step={step}&stats=true");
    let used = cpu::seconds(server.pid());
    let begin = Instant::now();
    let (status, body) = server.get(&path)?;
    let request = begin.elapsed().as_secs_f64();
    let mut cpu = Some(0.0);
    cpu::add(&mut cpu, used, cpu::seconds(server.pid()));
    if status != "200" {
        return Err(format!("status {status}: {}", body.chars().take(500).collect::<String>()));
    }
    let mut body: Value = serde_json::from_str(&body).map_err(|err| err.to_string())?;
    let evaluation = body.pointer("/data/stats/timings/evalTotalTime").and_then(Value::as_f64);
    let evaluation = evaluation.ok_or("an answer without timings")?;
    let result = body.pointer_mut("/data/result").map(Value::take).ok_or("an answer without a result")?;
    Ok(Answer { evaluation, request, cpu, result })
}
