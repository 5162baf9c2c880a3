//! What an evaluation yields, ours and theirs alike. It must not know where it comes from.

use series::Labels;
use std::collections::BTreeMap;

/// The outcome of one query.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Outcome {
    /// An error in this text.
    Refused(String),
    /// Ours only: a part of the language that is not evaluated yet.
    Unsupported(String),
    /// A text.
    Text(String),
    /// A number.
    Scalar(f64),
    /// Series with a value each, in the order of the answer.
    Vector(Vec<(Labels, f64)>),
    /// Series with their points (milliseconds, value).
    Matrix(Vec<(Labels, Vec<(i64, f64)>)>),
}

/// The values by series and time (0 where there is only one).
pub(crate) type Points = BTreeMap<(Labels, i64), f64>;

impl Outcome {
    /// All values; none for errors and texts.
    pub(crate) fn points(&self) -> Points {
        match self {
            Self::Refused(_) | Self::Unsupported(_) | Self::Text(_) => BTreeMap::new(),
            Self::Scalar(value) => [((Labels::empty(), 0), *value)].into(),
            Self::Vector(elements) => {
                elements.iter().map(|(labels, value)| ((labels.clone(), 0), *value)).collect()
            }
            Self::Matrix(series) => {
                let of_series = |(labels, points): &(Labels, Vec<(i64, f64)>)| {
                    points.iter().map(|(time, value)| ((labels.clone(), *time), *value)).collect::<Vec<_>>()
                };
                series.iter().flat_map(of_series).collect()
            }
        }
    }

    /// How many values there are.
    pub(crate) fn count(&self) -> usize {
        match self {
            Self::Refused(_) | Self::Unsupported(_) => 0,
            Self::Text(_) | Self::Scalar(_) => 1,
            Self::Vector(elements) => elements.len(),
            Self::Matrix(series) => series.iter().map(|(_, points)| points.len()).sum(),
        }
    }

    /// The same with values of labels that are numbers cut to 10 digits.
    pub(crate) fn rounded(self) -> Self {
        match self {
            Self::Vector(elements) => {
                Self::Vector(elements.into_iter().map(|(labels, value)| (rounded(&labels), value)).collect())
            }
            Self::Matrix(series) => {
                Self::Matrix(series.into_iter().map(|(labels, points)| (rounded(&labels), points)).collect())
            }
            other => other,
        }
    }

    /// In few words.
    pub(crate) fn brief(&self) -> String {
        let mut text = match self {
            Self::Refused(err) => format!("error: {err}"),
            Self::Unsupported(err) => err.clone(),
            Self::Text(text) => format!("{text:?}"),
            Self::Scalar(value) => format!("{value:?}"),
            Self::Vector(elements) => {
                elements.iter().map(|(labels, value)| format!("{labels} {value:?}; ")).collect()
            }
            Self::Matrix(series) => {
                series.iter().map(|(labels, points)| format!("{labels} {points:?}; ")).collect()
            }
        };
        if text.is_empty() {
            text = "nothing".to_owned();
        }
        let cut: String = text.chars().take(600).collect();
        if cut.len() < text.len() { format!("{cut} ...") } else { cut }
    }
}

fn rounded(labels: &Labels) -> Labels {
    let number = |value: &str| value.parse::<f64>().ok().filter(|it| it.is_finite());
    let round = |(name, value): (&str, &str)| {
        let value = number(value).map_or_else(|| value.to_owned(), |it| format!("{it:.9e}"));
        (name.to_owned(), value)
    };
    Labels::new(labels.iter().map(round))
}
