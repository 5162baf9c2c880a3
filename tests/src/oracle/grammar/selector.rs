//! Selectors, windows, subqueries, and what moves them in time. It must not know functions.

use super::Writer;
use crate::oracle::tree::{Expr, Part};
use crate::oracle::{END, START};
use promql::plan::Type;

const REGEXES: [&str; 15] = [
    ".*",
    ".+",
    "",
    "be[01]",
    "be.",
    "srv0|srv1",
    "(?i)BE0",
    "[2-5]xx",
    "\\d+xx",
    "a|b|c",
    "^hall$",
    "\\w+",
    "(be|b)[^0]+",
    "li.ne",
    "a.b",
];
/// Which metrics are chosen more often than others: those that go together.
const COMMON: [&str; 4] = [
    "haproxy_server_http_responses_total",
    "temperature",
    "haproxy_server_status",
    "haproxy_server_connection_errors_total",
];

impl Writer<'_> {
    /// An instant selector.
    pub(super) fn selector(&mut self) -> Expr {
        let metric = self.metric();
        self.selector_of(&metric)
    }

    pub(super) fn selector_of(&mut self, metric: &str) -> Expr {
        let mut parts = self.series(metric);
        parts.extend(self.moved());
        Expr { kind: Type::Vector, parts }
    }

    /// A range selector.
    pub(super) fn window(&mut self) -> Expr {
        let metric = self.metric();
        let mut parts = self.series(&metric);
        parts.push(Part::Text(format!("[{}]", self.duration())));
        parts.extend(self.moved());
        Expr { kind: Type::Matrix, parts }
    }

    /// A subquery of few enough steps that either side answers at once.
    pub(super) fn subquery(&mut self, depth: usize) -> Expr {
        let outer = std::mem::replace(&mut self.nested, true);
        let inner = self.expr(Type::Vector, depth);
        self.nested = outer;
        let lasts = self.random.pick(&["1m", "5m", "10m", "20m", "1h", "90s"]);
        let step = self.random.pick(&["1m", "", "30s", "15s", "2m", "45s", "7m"]);
        let mut parts = vec![Part::Text("(".to_owned()), Part::Child(inner), Part::Text(")".to_owned())];
        parts.push(Part::Text(format!("[{lasts}:{step}]")));
        parts.extend(self.moved());
        Expr { kind: Type::Matrix, parts }
    }

    /// The name of a metric, rarely of one that is not there.
    pub(super) fn metric(&mut self) -> String {
        let names: Vec<_> = self.grammar.metrics.keys().map(String::as_str).collect();
        match self.random.below(20) {
            0 => "missing".to_owned(),
            1..8 => self.random.pick(&COMMON).to_owned(),
            _ => self.random.pick(&names).to_owned(),
        }
    }

    /// A selector without what moves it.
    fn series(&mut self, metric: &str) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut matchers: Vec<_> = (0..self.random.below(3)).map(|_| self.matcher(metric)).collect();
        match self.random.below(20) {
            0 => matchers.push(format!("__name__=\"{metric}\"")),
            1 => matchers.push(format!("__name__=~\"{}.*\"", &metric[..metric.len() / 2])),
            _ => parts.push(Part::Text(metric.to_owned())),
        }
        if matchers.is_empty() {
            return parts;
        }
        let named = !parts.is_empty();
        let inner = format!("{{{}}}", matchers.join(self.random.pick(&[",", ", ", " , "])));
        parts.push(if named { Part::Optional(inner) } else { Part::Text(inner) });
        parts
    }

    fn matcher(&mut self, metric: &str) -> String {
        let known = self.grammar.metrics.get(metric);
        let names: Vec<_> = known.into_iter().flat_map(|it| it.keys().map(String::as_str)).collect();
        let name =
            if names.is_empty() || self.random.percent(10) { "nothing" } else { self.random.pick(&names) };
        let values: Vec<_> =
            known.and_then(|it| it.get(name)).into_iter().flatten().map(String::as_str).collect();
        let op = self.random.pick(&["=", "!=", "=~", "!~"]);
        let value = match op {
            "=" | "!=" if values.is_empty() || self.random.percent(10) => self.random.pick(&["", "x", "be0"]),
            "=" | "!=" => self.random.pick(&values),
            // One that is none.
            _ if self.random.percent(1) => "[",
            _ => self.random.pick(&REGEXES),
        };
        format!("{name}{op}{}", self.quoted(value))
    }

    /// `offset` and `@`, in any order, rarely.
    fn moved(&mut self) -> Vec<Part> {
        let mut parts = Vec::new();
        if self.random.percent(15) {
            let sign = self.random.pick(&["", "", "-"]);
            parts.push(Part::Optional(format!(" offset {sign}{}", self.duration())));
        }
        if self.random.percent(12) {
            let edge = self.random.pick(&["", ".001"]);
            let edge = if self.is_off_edges() { ".001" } else { edge };
            let second = self.random.between(START / 1000, END / 1000);
            let at = match self.random.below(4) {
                0 => "start()".to_owned(),
                1 => "end()".to_owned(),
                2 => format!("{}{edge}", second / 15 * 15),
                _ => format!("{second}{edge}"),
            };
            parts.insert(self.random.below(parts.len() + 1), Part::Optional(format!(" @ {at}")));
        }
        parts
    }
}
