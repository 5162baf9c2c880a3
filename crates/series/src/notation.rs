//! Series as promtool's test files and PromQL's own tests write them: `metric{a="b"}` and `0+10x5 _ stale`. It must not
//! know when the samples are or who reads them.
//!
//! The grammar is that of `series_description` in promql/parser/generated_parser.y.

use crate::{Labels, METRIC_NAME, STALE};
use std::fmt;

/// The most values that one notation may stand for.
pub const MOST_VALUES: usize = 1_000_000;

/// Why a text is no series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotationError {
    /// The byte of the text at which reading failed.
    pub at: usize,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for NotationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at byte {}: {}", self.at, self.message)
    }
}

impl std::error::Error for NotationError {}

/// The labels of `metric{a="b", c='d'}`, `{"quoted.metric", a="b"}` or `{a="b"}`.
///
/// # Errors
/// When the text has another form, or anything follows it.
pub fn parse_labels(text: &str) -> Result<Labels, NotationError> {
    let mut reader = Reader { text, at: 0 };
    let labels = reader.labels()?;
    reader.space();
    if reader.rest().is_empty() { Ok(labels) } else { Err(reader.wrong("expected the end of the series")) }
}

/// The values of a line such as `0+10x5 _x3 stale NaN`, one a step; `None` is a step without a sample.
///
/// # Errors
/// When an item has another form, is a native histogram, or the whole stands for more than [`MOST_VALUES`].
pub fn parse_values(text: &str) -> Result<Vec<Option<f64>>, NotationError> {
    let mut reader = Reader { text, at: 0 };
    reader.values()
}

/// A whole line: labels, then values.
///
/// # Errors
/// As [`parse_labels`] and [`parse_values`].
pub fn parse_line(text: &str) -> Result<(Labels, Vec<Option<f64>>), NotationError> {
    let mut reader = Reader { text, at: 0 };
    Ok((reader.labels()?, reader.values()?))
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn wrong(&self, message: impl Into<String>) -> NotationError {
        NotationError { at: self.at, message: message.into() }
    }

    /// The lexer's words for what it does not know between braces.
    fn unexpected(&self) -> NotationError {
        match self.rest().chars().next() {
            None => self.wrong("unexpected end of input inside braces"),
            Some(char) => self.wrong(format!("unexpected character inside braces: '{char}'")),
        }
    }

    fn take(&mut self, prefix: &str) -> bool {
        let there = self.rest().starts_with(prefix);
        self.at += if there { prefix.len() } else { 0 };
        there
    }

    fn space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    /// The longest prefix of bytes that belong.
    fn run(&mut self, belongs: impl Fn(u8) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.bytes().take_while(|it| belongs(*it)).count();
        self.at += length;
        &rest[..length]
    }

    fn labels(&mut self) -> Result<Labels, NotationError> {
        self.space();
        let starts_with_digit = self.rest().starts_with(|it: char| it.is_ascii_digit());
        let name =
            self.run(|it| !starts_with_digit && (it.is_ascii_alphanumeric() || matches!(it, b'_' | b':')));
        let mut pairs = Vec::new();
        if !name.is_empty() {
            pairs.push((METRIC_NAME.to_owned(), name.to_owned()));
        }
        self.space();
        // Two braces begin a native histogram, behind a metric without labels.
        let is_value = !name.is_empty() && self.rest().starts_with("{{");
        if is_value || !self.take("{") {
            return if name.is_empty() {
                Err(self.wrong("expected a metric"))
            } else {
                Ok(Labels::new(pairs))
            };
        }
        loop {
            self.space();
            if self.take("}") {
                return Ok(Labels::new(pairs));
            }
            pairs.push(self.pair()?);
            self.space();
            if !self.take(",") && !self.rest().starts_with('}') {
                return Err(self.unexpected());
            }
        }
    }

    /// `name="value"`, or a quoted metric's name.
    fn pair(&mut self) -> Result<(String, String), NotationError> {
        let quoted = self.rest().starts_with(['"', '\'', '`']);
        let name = if quoted {
            self.quoted()?
        } else {
            self.run(|it| it.is_ascii_alphanumeric() || it == b'_').to_owned()
        };
        if name.is_empty() {
            return Err(self.unexpected());
        }
        self.space();
        if quoted && self.rest().starts_with([',', '}']) {
            return Ok((METRIC_NAME.to_owned(), name));
        }
        if !self.take("=") {
            return Err(self.wrong("expected \"=\""));
        }
        self.space();
        Ok((name, self.quoted()?))
    }

    fn quoted(&mut self) -> Result<String, NotationError> {
        let mut chars = self.rest().char_indices();
        let Some((_, quote @ ('"' | '\'' | '`'))) = chars.next() else {
            return Err(self.wrong("expected a quoted text"));
        };
        let mut text = String::new();
        while let Some((idx, char)) = chars.next() {
            match char {
                it if it == quote => {
                    self.at += idx + 1;
                    return Ok(text);
                }
                '\\' if quote != '`' => match chars.next() {
                    Some((_, 'n')) => text.push('\n'),
                    Some((_, 't')) => text.push('\t'),
                    Some((_, 'r')) => text.push('\r'),
                    Some((_, it @ ('\\' | '"' | '\''))) => text.push(it),
                    _ => return Err(self.wrong("unknown escape sequence")),
                },
                it => text.push(it),
            }
        }
        Err(self.wrong("unterminated quoted string"))
    }

    fn values(&mut self) -> Result<Vec<Option<f64>>, NotationError> {
        let mut values = Vec::new();
        loop {
            self.space();
            if self.rest().is_empty() {
                return Ok(values);
            }
            self.item(&mut values)?;
            if !self.rest().is_empty() && !self.rest().starts_with(char::is_whitespace) {
                return Err(self.wrong("expected a space between values"));
            }
        }
    }

    fn item(&mut self, values: &mut Vec<Option<f64>>) -> Result<(), NotationError> {
        if self.rest().starts_with("{{") {
            return Err(self.wrong("native histograms are not supported"));
        }
        if self.take("_") {
            let times = self.times()?.unwrap_or(1);
            return self.extend(values, times, |_| None);
        }
        // Words are not repeated: Prometheus reads `stalex2` and `NaNx2` as words that it does not know.
        if self.take("stale") {
            return self.extend(values, 1, |_| Some(STALE));
        }
        let first = self.number()?;
        let step = match self.rest().as_bytes().first() {
            Some(b'+' | b'-') => Some(self.number()?),
            _ => None,
        };
        let times = self.times()?;
        if step.is_some() && times.is_none() {
            return Err(self.wrong("expected \"x\" and a number of repetitions"));
        }
        // Prometheus adds the step again and again, which rounds otherwise than multiplying it.
        let mut next = first;
        self.extend(values, times.unwrap_or(0).saturating_add(1), |_| {
            let value = next;
            next += step.unwrap_or(0.0);
            Some(value)
        })
    }

    fn extend(
        &self,
        values: &mut Vec<Option<f64>>,
        count: usize,
        value: impl FnMut(usize) -> Option<f64>,
    ) -> Result<(), NotationError> {
        if count > MOST_VALUES.saturating_sub(values.len()) {
            return Err(self.wrong(format!("more than {MOST_VALUES} values")));
        }
        values.extend((0..count).map(value));
        Ok(())
    }

    /// `xN`, if it is there.
    fn times(&mut self) -> Result<Option<usize>, NotationError> {
        if !self.take("x") {
            return Ok(None);
        }
        let digits = self.run(|it| it.is_ascii_digit());
        digits.parse().map(Some).map_err(|_| self.wrong("expected a number of repetitions"))
    }

    /// A number with an optional sign: decimal, `Inf` or `NaN`. `0x4` is 0 repeated, not a hexadecimal number.
    fn number(&mut self) -> Result<f64, NotationError> {
        let start = self.at;
        let negative = self.take("-");
        let _ = !negative && self.take("+");
        let is_word = self.rest().starts_with(|it: char| it.is_ascii_alphabetic());
        let word = self.run(|it| is_word && it.is_ascii_alphanumeric());
        let value = match word.to_ascii_lowercase().as_str() {
            "inf" => Some(f64::INFINITY),
            "nan" => Some(f64::NAN),
            "" => self.digits(),
            _ => None,
        };
        let message = || match word {
            "" => "expected a number".to_owned(),
            word => {
                format!("unexpected identifier \"{word}\" in series values, expected number or \"stale\"")
            }
        };
        let value = value.ok_or_else(|| NotationError { at: start, message: message() })?;
        Ok(if negative { -value } else { value })
    }

    fn digits(&mut self) -> Option<f64> {
        let start = self.at;
        self.run(|it| it.is_ascii_digit());
        if self.take(".") {
            self.run(|it| it.is_ascii_digit());
        }
        let mantissa = self.at;
        if self.take("e") || self.take("E") {
            let _ = self.take("+") || self.take("-");
            if self.run(|it| it.is_ascii_digit()).is_empty() {
                self.at = mantissa;
            }
        }
        self.text[start..self.at].parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_repeat_and_rise_as_promtool_counts_them() {
        let values = |text| parse_values(text).unwrap();
        assert_eq!(values("1 -2.5 +3e2"), [Some(1.0), Some(-2.5), Some(300.0)]);
        assert_eq!(
            values("0+10x2 _ _x2 5x1"),
            [Some(0.0), Some(10.0), Some(20.0), None, None, None, Some(5.0), Some(5.0)]
        );
        assert_eq!(values("1-1x2 0x1"), [Some(1.0), Some(0.0), Some(-1.0), Some(0.0), Some(0.0)]);
        assert_eq!(values(" Inf  -inf "), [Some(f64::INFINITY), Some(f64::NEG_INFINITY)]);
        assert!(values("stale")[0].is_some_and(crate::is_stale));
        assert!(values("NaN")[0].is_some_and(|it| it.is_nan() && !crate::is_stale(it)));
    }

    #[test]
    fn other_forms_are_errors_with_a_place() {
        for (text, at) in [
            ("1,2", 1),
            ("1 x", 2),
            ("1+2", 3),
            ("{{}}", 0),
            ("1x", 2),
            ("0x99999999", 10),
            ("0+1x1000000", 11),
            ("NaNx2", 0),
            ("stalex2", 5),
        ] {
            assert_eq!(parse_values(text).unwrap_err().at, at, "{text}");
        }
    }

    #[test]
    fn labels_in_every_notation() {
        let labels = parse_labels(r#"up{job = "a\"b", x='1',}"#).unwrap();
        assert_eq!(
            (labels.metric(), labels.value("job"), labels.value("x")),
            (Some("up"), Some("a\"b"), Some("1"))
        );
        assert_eq!(parse_labels(r#"{"a.b", c="d"}"#).unwrap().metric(), Some("a.b"));
        assert_eq!(parse_labels("{}").unwrap(), Labels::empty());
        for text in ["", "up{", "up{a}", "up{a=b}", "up{} 1", r#"up{a="b" c="d"}"#] {
            assert!(parse_labels(text).is_err(), "{text}");
        }
        let (labels, values) = parse_line("up{a=\"b\"} 1 2").unwrap();
        assert_eq!((labels.len(), values.len()), (2, 2));
    }
}
