//! What a check says. It must not know how it was found.

use promql::Span;

/// How grave a finding is, gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The rule cannot do what it says.
    Error,
    /// It does so only sometimes, or says something else.
    Warning,
    /// Worth knowing.
    Note,
}

/// A change to the rule that settles a finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repair {
    /// What it does, for a button: "Multiply by 100".
    pub title: String,
    /// The new expression, if that changes.
    pub expr: Option<String>,
    /// The new `for` in milliseconds, if that changes.
    pub hold: Option<i64>,
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
    /// The part of the expression that it is about.
    pub span: Option<Span>,
    /// The instant that shows it, in milliseconds since the Unix epoch.
    pub at: Option<i64>,
    /// A change that settles it.
    pub repair: Option<Repair>,
}

impl Finding {
    /// A finding without evidence, place or repair.
    pub(crate) fn new(id: &'static str, severity: Severity, title: String, detail: String) -> Self {
        Self { id, severity, title, detail, evidence: String::new(), span: None, at: None, repair: None }
    }

    pub(crate) fn at_span(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    pub(crate) fn shown(mut self, evidence: String, at: i64) -> Self {
        (self.evidence, self.at) = (evidence, Some(at));
        self
    }

    pub(crate) fn repaired(mut self, repair: Option<Repair>) -> Self {
        self.repair = repair;
        self
    }
}
