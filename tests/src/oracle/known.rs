//! The differences that are none of ours, each with its reason: everything else is a bug. It must stay short.

use super::compare::Difference;

/// A difference that is expected.
pub(crate) struct Known {
    /// Why it is none of ours.
    pub(crate) reason: &'static str,
    /// Whether an expression with such a difference is one.
    pub(crate) is_it: fn(&Found<'_>) -> bool,
}

/// What differs.
pub(crate) struct Found<'a> {
    pub(crate) text: &'a str,
    pub(crate) difference: Difference,
    /// Prometheus' error, if it is one.
    pub(crate) theirs: &'a str,
    /// Our error, if it is one.
    pub(crate) ours: &'a str,
    /// Whether the semantics of 3 were asked for and those of 2.x agree with Prometheus 2.42.
    pub(crate) only_in_3: bool,
}

impl Found<'_> {
    /// Whether it comes with the semantics of 3 and one of these words is in the expression.
    fn is_of_3(&self, words: &[&str]) -> bool {
        self.only_in_3 && words.iter().any(|it| self.text.contains(it))
    }
}

/// All of them.
pub(crate) const KNOWN: &[Known] = &[
    Known {
        reason: "what is wrong with a regular expression is told by Go's library there, by Rust's here",
        is_it: |it| {
            let place = |err: &str| Some(err.split_once("error parsing regexp: ")?.0.to_owned());
            let same = place(it.ours).is_some() && place(it.ours) == place(it.theirs);
            it.difference == Difference::Message && same
        },
    },
    Known {
        reason: "2.42 names a token by its number that 3 names by its sign",
        is_it: |it| it.difference == Difference::Message && it.theirs.contains("\"<Item "),
    },
    Known {
        reason: "2.42 fails at a text in parentheses, by mistake",
        is_it: |it| it.theirs.starts_with("unexpected result in StepInvariantExpr evaluation"),
    },
    Known { reason: "atan2 drops the metric's name in 3", is_it: |it| it.is_of_3(&["atan2"]) },
    Known {
        reason: "3 extrapolates in another order (2.51)",
        is_it: |it| it.is_of_3(&["rate(", "increase(", "delta("]),
    },
    Known {
        reason: "comparisons that filter check for several matches as others do in 3 (3.9)",
        is_it: |it| it.only_in_3 && it.ours.starts_with("multiple matches for labels"),
    },
    Known {
        reason: "not mended yet: timestamp(+x) is not timestamp(x)",
        is_it: |it| it.text.contains("timestamp(+") && it.difference == Difference::Value,
    },
];
