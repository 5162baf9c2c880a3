//! What a check says. It must not know how it was found.

use alerting::Rule;
use promql::Span;
use series::Labels;
use std::fmt;

/// How grave a finding is, gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The rule cannot do what it says.
    Error,
    /// It does so only sometimes, or says something else.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// Its name in the command's output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// The part of a rule that a finding is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// The expression.
    #[default]
    Expr,
    /// `for`.
    For,
    /// The rule's name.
    Name,
    /// The template of a label.
    Label(String),
    /// The template of an annotation.
    Annotation(String),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Expr => f.write_str("expr"),
            Self::For => f.write_str("for"),
            Self::Name => f.write_str("alert"),
            Self::Label(name) => write!(f, "labels.{name}"),
            Self::Annotation(name) => write!(f, "annotations.{name}"),
        }
    }
}

impl Place {
    /// The text of this part of `rule`; empty where it is no text.
    pub fn text<'r>(&self, rule: &'r Rule) -> &'r str {
        match self {
            Self::Expr => &rule.expr,
            Self::For => "",
            Self::Name => &rule.alert,
            Self::Label(name) => rule.labels.get(name).map_or("", String::as_str),
            Self::Annotation(name) => rule.annotations.get(name).map_or("", String::as_str),
        }
    }
}

/// A change to the rule that settles a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// What it does, for a button: "Multiply by 100".
    pub title: String,
    /// The rule after it.
    pub rule: Rule,
}

/// One thing that a check has to say about a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The check's identifier.
    pub id: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// The fact, in one line.
    pub title: String,
    /// The reason and the way out.
    pub detail: String,
    /// What the samples show, if there are some.
    pub evidence: String,
    /// The part of the rule that it is about.
    pub place: Place,
    /// The bytes of that part's text.
    pub span: Option<Span>,
    /// The instant that shows it, in milliseconds since the Unix epoch.
    pub at: Option<i64>,
    /// The labels of the series that shows it, as the expression returns or compares it.
    pub series: Option<Labels>,
    /// A change that settles it.
    pub repair: Option<Repair>,
}

impl Finding {
    /// A finding without evidence, span or repair.
    pub(crate) fn new(
        id: &'static str,
        severity: Severity,
        title: impl Into<String>,
        detail: impl Into<String>,
    ) -> Self {
        Self {
            id,
            severity,
            title: title.into(),
            detail: detail.into(),
            evidence: String::new(),
            place: Place::Expr,
            span: None,
            at: None,
            series: None,
            repair: None,
        }
    }

    pub(crate) fn at_span(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    pub(crate) fn within(mut self, place: Place, span: Option<Span>) -> Self {
        (self.place, self.span) = (place, span);
        self
    }

    pub(crate) fn shown(mut self, evidence: String, at: i64) -> Self {
        (self.evidence, self.at) = (evidence, Some(at));
        self
    }

    pub(crate) fn of(mut self, series: &Labels) -> Self {
        self.series = Some(series.clone());
        self
    }

    pub(crate) fn repaired(mut self, repair: Option<Repair>) -> Self {
        self.repair = repair;
        self
    }
}
