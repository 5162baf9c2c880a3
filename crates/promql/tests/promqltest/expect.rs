//! What an evaluation is expected to yield, and whether it does. It must not evaluate.

use crate::script::Result as Yielded;
use promql::{Error, Note, NoteKind, Value};
use series::{Labels, is_stale, notation};

#[derive(Default)]
pub(crate) struct Expectation {
    fails: bool,
    /// For failures, infos and warnings: what they say.
    said: Vec<(&'static str, Said)>,
    no_info: bool,
    no_warn: bool,
    ordered: bool,
    string: Option<String>,
    scalar: Option<f64>,
    series: Vec<(Labels, Vec<Option<f64>>)>,
}

enum Said {
    Anything,
    Exactly(String),
    Matching(regex::Regex),
}

impl Said {
    fn read(text: &str) -> Result<Self, String> {
        if let Some(text) = text.strip_prefix("msg:") {
            return Ok(Self::Exactly(text.trim().to_owned()));
        }
        if let Some(text) = text.strip_prefix("regex:") {
            return regex::Regex::new(text.trim()).map(Self::Matching).map_err(|err| err.to_string());
        }
        if text.is_empty() { Ok(Self::Anything) } else { Err(format!("neither msg: nor regex: {text}")) }
    }

    fn holds(&self, text: &str) -> bool {
        match self {
            Self::Anything => true,
            Self::Exactly(wanted) => wanted == text,
            Self::Matching(regex) => regex.is_match(text),
        }
    }
}

impl Expectation {
    pub(crate) fn read(lines: &[String]) -> Result<Self, String> {
        let mut expectation = Self::default();
        for line in lines {
            match line.strip_prefix("expect ") {
                Some(rest) => expectation.read_expect(rest)?,
                None => match line.parse::<f64>() {
                    Ok(value) => expectation.scalar = Some(value),
                    Err(_) => {
                        let series = notation::parse_line(line).map_err(|err| format!("{line}: {err}"))?;
                        expectation.series.push(series);
                    }
                },
            }
        }
        Ok(expectation)
    }

    fn read_expect(&mut self, rest: &str) -> Result<(), String> {
        let (word, text) = rest.split_once(' ').unwrap_or((rest, ""));
        match word {
            "fail" => {
                self.fails = true;
                self.said.push(("fail", Said::read(text)?));
            }
            "info" => self.said.push(("info", Said::read(text)?)),
            "warn" => self.said.push(("warn", Said::read(text)?)),
            "no_info" => self.no_info = true,
            "no_warn" => self.no_warn = true,
            "ordered" => self.ordered = true,
            "string" => self.string = Some(text.trim_matches('"').to_owned()),
            other => return Err(format!("no such expectation: {other}")),
        }
        Ok(())
    }

    pub(crate) fn check(&self, text: &str, got: Result<(Yielded, Vec<Note>), Error>) -> Result<(), String> {
        let (yielded, notes) = match got {
            Err(err) if !self.fails => return Err(format!("{text}: {err}")),
            Err(err) => return self.check_said("fail", &[err.to_string()]),
            Ok(_) if self.fails => return Err(format!("{text}: should fail")),
            Ok(it) => it,
        };
        for (kind, word, none) in
            [(NoteKind::Info, "info", self.no_info), (NoteKind::Warning, "warn", self.no_warn)]
        {
            let said: Vec<_> = notes.iter().filter(|it| it.kind == kind).map(|it| it.placed(text)).collect();
            if none && !said.is_empty() {
                return Err(format!("{text}: {said:?}"));
            }
            self.check_said(word, &said)?;
        }
        self.check_value(yielded).map_err(|err| format!("{text}: {err}"))
    }

    /// Every expectation is met, and everything that is said is expected, if anything is.
    fn check_said(&self, word: &str, said: &[String]) -> Result<(), String> {
        let wanted: Vec<_> = self.said.iter().filter(|it| it.0 == word).map(|it| &it.1).collect();
        let met = wanted.iter().all(|it| said.iter().any(|text| it.holds(text)));
        let expected = wanted.is_empty() || said.iter().all(|text| wanted.iter().any(|it| it.holds(text)));
        if met && expected { Ok(()) } else { Err(format!("{word}: {said:?}")) }
    }

    fn check_value(&self, yielded: Yielded) -> Result<(), String> {
        let got = match yielded {
            Yielded::Instant(Value::Scalar(value)) => {
                let same = self.scalar.is_some_and(|wanted| close(wanted, value));
                return if same { Ok(()) } else { Err(format!("{value} instead of {:?}", self.scalar)) };
            }
            Yielded::Instant(Value::String(value)) => {
                let same = self.string.as_ref() == Some(&value);
                return if same { Ok(()) } else { Err(format!("{value:?} instead of {:?}", self.string)) };
            }
            Yielded::Instant(Value::Matrix(_)) => return Err("a range vector".to_owned()),
            Yielded::Instant(Value::Vector(elements)) => {
                elements.into_iter().map(|(labels, value)| (labels, vec![value])).collect()
            }
            Yielded::Range(columns) => columns,
        };
        let is_scalar = self.scalar.filter(|_| self.series.is_empty());
        let scalar = is_scalar.map(|value| (Labels::empty(), vec![Some(value)]));
        let wanted: Vec<_> = self.series.iter().cloned().chain(scalar).collect();
        self.check_series(&got, &wanted)
    }

    fn check_series(
        &self,
        got: &[(Labels, Vec<f64>)],
        wanted: &[(Labels, Vec<Option<f64>>)],
    ) -> Result<(), String> {
        if got.len() != wanted.len() {
            return Err(format!("{got:?}"));
        }
        for (idx, (labels, values)) in wanted.iter().enumerate() {
            let place = got.iter().position(|it| it.0 == *labels);
            let place = place.filter(|it| !self.ordered || *it == idx);
            let Some(place) = place else { return Err(format!("{labels} is not there: {got:?}")) };
            let found = &got[place].1;
            let matches = |step: usize, found: &f64| match values.get(step).copied().flatten() {
                Some(wanted) => !is_stale(*found) && close(wanted, *found),
                None => is_stale(*found),
            };
            let same =
                values.len() <= found.len() && found.iter().enumerate().all(|(step, it)| matches(step, it));
            if !same {
                return Err(format!("{labels}: {found:?}"));
            }
        }
        Ok(())
    }
}

/// As near as Prometheus' runner demands (util/almost, 1e-6).
fn close(wanted: f64, got: f64) -> bool {
    let near = || (wanted - got).abs() / (wanted.abs() + got.abs()).min(f64::MAX) < 1e-6;
    wanted == got || (wanted.is_nan() && got.is_nan()) || near()
}
