//! The values that a template computes with, and their Go types. They must not know how they are printed.

use series::Labels;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A value of the template language.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    /// No value: what a missing key of a nil map would be, or `nil` as an argument.
    Nil,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(Rc<str>),
    /// `map[string]string`
    Labels(Labels),
    /// `map[string]interface {}`, as the function `args` makes it
    Map(Rc<BTreeMap<String, Value>>),
    /// `template.HTML`: a text that is no `string`
    Html(Rc<str>),
    /// `time.Time` in UTC, in nanoseconds since the Unix epoch
    Time(i64),
    /// `time.Duration`, in nanoseconds
    Duration(i64),
    /// `time.Month`, from 1
    Month(i64),
    /// `time.Weekday`, Sunday being 0
    Weekday(i64),
    /// `*time.Time` or `*time.Duration`
    Pointer(Rc<Value>),
    /// `*template.sample`
    Sample(Rc<Sample>),
    /// `template.queryResult`: what `query` returns
    Samples(Rc<[Rc<Sample>]>),
    /// The template's own data, the first dot
    Data(Rc<Root>),
}

/// One sample of a query's result.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    pub(crate) labels: Labels,
    pub(crate) value: f64,
}

/// The struct that an alert's templates get.
#[derive(Clone, Debug)]
pub(crate) struct Root {
    pub(crate) labels: Labels,
    pub(crate) external_labels: Labels,
    pub(crate) external_url: Rc<str>,
    pub(crate) value: f64,
}

/// Go's name for the type of [`Value::Data`].
const DATA_TYPE: &str = "struct { Labels map[string]string; ExternalLabels map[string]string; ExternalURL string; \
                         Value interface {} }";

impl Value {
    pub(crate) fn str(text: impl Into<Rc<str>>) -> Self {
        Self::Str(text.into())
    }

    /// The type's name in messages and of `%T`.
    pub(crate) fn type_name(&self) -> &'static str {
        match self {
            Self::Nil => "<nil>",
            Self::Bool(_) => "bool",
            Self::Int(_) => "int",
            Self::Float(_) => "float64",
            Self::Str(_) => "string",
            Self::Labels(_) => "map[string]string",
            Self::Map(_) => "map[string]interface {}",
            Self::Time(_) => "time.Time",
            Self::Duration(_) => "time.Duration",
            Self::Html(_) => "template.HTML",
            Self::Month(_) => "time.Month",
            Self::Weekday(_) => "time.Weekday",
            Self::Pointer(it) if matches!(**it, Self::Time(_)) => "*time.Time",
            Self::Pointer(_) => "*time.Duration",
            Self::Sample(_) => "*template.sample",
            Self::Samples(_) => "template.queryResult",
            Self::Data(_) => DATA_TYPE,
        }
    }

    /// The text of any kind of string.
    pub(crate) fn text(&self) -> Option<&Rc<str>> {
        match self {
            Self::Str(text) | Self::Html(text) => Some(text),
            _ => None,
        }
    }

    /// The number of any kind of integer.
    pub(crate) fn int(&self) -> Option<i64> {
        match self {
            Self::Int(it) | Self::Duration(it) | Self::Month(it) | Self::Weekday(it) => Some(*it),
            _ => None,
        }
    }

    /// What a pointer to a time or a duration points to; others as they are.
    pub(crate) fn target(&self) -> &Self {
        match self {
            Self::Pointer(it) => it,
            it => it,
        }
    }

    /// Whether `if` takes the branch (`isTrue`).
    pub(crate) fn is_true(&self) -> bool {
        match self {
            Self::Nil => false,
            Self::Bool(value) => *value,
            Self::Int(value) | Self::Duration(value) | Self::Month(value) | Self::Weekday(value) => {
                *value != 0
            }
            Self::Float(value) => *value != 0.0,
            Self::Str(value) | Self::Html(value) => !value.is_empty(),
            Self::Labels(labels) => !labels.is_empty(),
            Self::Map(map) => !map.is_empty(),
            Self::Samples(samples) => !samples.is_empty(),
            Self::Time(_) | Self::Sample(_) | Self::Pointer(_) | Self::Data(_) => true,
        }
    }

    /// How many bytes it may print, roughly: what using it costs.
    pub(crate) fn cost(&self) -> usize {
        match self {
            Self::Str(text) | Self::Html(text) => text.len(),
            Self::Labels(labels) => labels.iter().map(|(name, value)| name.len() + value.len() + 2).sum(),
            Self::Map(map) => map.iter().map(|(name, value)| name.len() + value.cost() + 2).sum(),
            Self::Data(root) => {
                let maps = [&root.labels, &root.external_labels];
                maps.into_iter().map(|labels| Self::Labels(labels.clone()).cost()).sum()
            }
            Self::Sample(sample) => Self::Labels(sample.labels.clone()).cost(),
            Self::Samples(samples) => 16 * samples.len(),
            _ => 8,
        }
    }
}
