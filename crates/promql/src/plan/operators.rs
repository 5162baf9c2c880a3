//! The operators and aggregations by name. It must not know what they compute.

use super::Type;

/// The operators between two expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOp {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Modulo,
    /// `^`
    Power,
    /// `atan2`
    Atan2,
    /// A comparison.
    Compare(CompareOp),
    /// `and`
    And,
    /// `or`
    Or,
    /// `unless`
    Unless,
}

/// The comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompareOp {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `>`
    Greater,
    /// `<`
    Less,
    /// `>=`
    GreaterOrEqual,
    /// `<=`
    LessOrEqual,
}

impl CompareOp {
    /// Whether `left op right` holds; a NaN differs from everything.
    #[inline]
    pub fn holds(self, left: f64, right: f64) -> bool {
        match self {
            Self::Equal => left == right,
            Self::NotEqual => left != right,
            Self::Greater => left > right,
            Self::Less => left < right,
            Self::GreaterOrEqual => left >= right,
            Self::LessOrEqual => left <= right,
        }
    }

    /// The sign.
    pub fn text(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Greater => ">",
            Self::Less => "<",
            Self::GreaterOrEqual => ">=",
            Self::LessOrEqual => "<=",
        }
    }
}

/// All operators.
const ALL: [BinaryOp; 16] = [
    BinaryOp::Add,
    BinaryOp::Subtract,
    BinaryOp::Multiply,
    BinaryOp::Divide,
    BinaryOp::Modulo,
    BinaryOp::Power,
    BinaryOp::Atan2,
    BinaryOp::Compare(CompareOp::Equal),
    BinaryOp::Compare(CompareOp::NotEqual),
    BinaryOp::Compare(CompareOp::Greater),
    BinaryOp::Compare(CompareOp::Less),
    BinaryOp::Compare(CompareOp::GreaterOrEqual),
    BinaryOp::Compare(CompareOp::LessOrEqual),
    BinaryOp::And,
    BinaryOp::Or,
    BinaryOp::Unless,
];

impl BinaryOp {
    /// The sign or word.
    pub fn text(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Modulo => "%",
            Self::Power => "^",
            Self::Atan2 => "atan2",
            Self::Compare(op) => op.text(),
            Self::And => "and",
            Self::Or => "or",
            Self::Unless => "unless",
        }
    }

    /// The operator that `text` writes; the case of words does not count.
    pub(crate) fn from_text(text: &str) -> Option<Self> {
        ALL.into_iter().find(|it| it.text().eq_ignore_ascii_case(text))
    }

    /// How strongly it binds, from 1 for `or` to 6 for `^`.
    pub(crate) fn binding(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::And | Self::Unless => 2,
            Self::Compare(_) => 3,
            Self::Add | Self::Subtract => 4,
            Self::Multiply | Self::Divide | Self::Modulo | Self::Atan2 => 5,
            Self::Power => 6,
        }
    }

    /// Whether it compares.
    pub fn is_comparison(self) -> bool {
        matches!(self, Self::Compare(_))
    }

    /// Whether it works on sets of series.
    pub fn is_set(self) -> bool {
        matches!(self, Self::And | Self::Or | Self::Unless)
    }
}

/// The aggregations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregation {
    /// `sum`
    Sum,
    /// `avg`
    Avg,
    /// `min`
    Min,
    /// `max`
    Max,
    /// `count`
    Count,
    /// `group`
    Group,
    /// `stddev`
    Stddev,
    /// `stdvar`
    Stdvar,
    /// `quantile`
    Quantile,
    /// `topk`
    TopK,
    /// `bottomk`
    BottomK,
    /// `limitk`
    LimitK,
    /// `limit_ratio`
    LimitRatio,
    /// `count_values`
    CountValues,
}

/// All aggregations with their names.
const AGGREGATIONS: [(Aggregation, &str); 14] = [
    (Aggregation::Sum, "sum"),
    (Aggregation::Avg, "avg"),
    (Aggregation::Min, "min"),
    (Aggregation::Max, "max"),
    (Aggregation::Count, "count"),
    (Aggregation::Group, "group"),
    (Aggregation::Stddev, "stddev"),
    (Aggregation::Stdvar, "stdvar"),
    (Aggregation::Quantile, "quantile"),
    (Aggregation::TopK, "topk"),
    (Aggregation::BottomK, "bottomk"),
    (Aggregation::LimitK, "limitk"),
    (Aggregation::LimitRatio, "limit_ratio"),
    (Aggregation::CountValues, "count_values"),
];

impl Aggregation {
    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        AGGREGATIONS.iter().map(|it| it.0)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        AGGREGATIONS.iter().find(|it| it.0 == self).map_or("", |it| it.1)
    }

    /// The aggregation called `name`, in lower case.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        AGGREGATIONS.iter().find(|it| it.1 == name).map(|it| it.0)
    }

    /// The type of its parameter, for those that take one.
    pub fn parameter(self) -> Option<Type> {
        match self {
            Self::TopK | Self::BottomK | Self::LimitK | Self::LimitRatio | Self::Quantile => {
                Some(Type::Scalar)
            }
            Self::CountValues => Some(Type::String),
            Self::Sum | Self::Avg | Self::Min | Self::Max | Self::Count | Self::Group => None,
            Self::Stddev | Self::Stdvar => None,
        }
    }

    /// Whether its result is some of the series that it is given, all their labels kept.
    pub fn selects(self) -> bool {
        matches!(self, Self::TopK | Self::BottomK | Self::LimitK | Self::LimitRatio)
    }

    /// Whether Prometheus 2.42 does not know it.
    pub(crate) fn is_new(self) -> bool {
        matches!(self, Self::LimitK | Self::LimitRatio)
    }
}
