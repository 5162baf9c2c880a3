//! The differences that are none of ours, each with its reason: everything else is a bug. It must stay short.

use super::compare::Difference;
use super::outcome::Outcome;

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
    pub(crate) ours: &'a Outcome,
    pub(crate) theirs: &'a Outcome,
    /// Whether the semantics of 3 were asked for and those of 2.x agree with Prometheus 2.42.
    pub(crate) only_in_3: bool,
    /// The last instant of the query.
    pub(crate) end: i64,
    /// Whether there are several instants.
    pub(crate) is_range: bool,
}

impl Found<'_> {
    /// Whether it comes with the semantics of 3 and one of these words is in the expression.
    fn is_of_3(&self, words: &[&str]) -> bool {
        self.only_in_3 && words.iter().any(|it| self.text.contains(it))
    }

    fn has(&self, words: &[&str]) -> bool {
        words.iter().all(|it| self.text.contains(it))
    }
}

/// The message of an error.
fn said(outcome: &Outcome) -> &str {
    if let Outcome::Refused(err) = outcome { err } else { "" }
}

/// All of them.
pub(crate) const KNOWN: &[Known] = &[
    Known {
        reason: "3 reads a regular expression before it puts anchors around it, which its error shows",
        is_it: |it| {
            let place = |it| Some(said(it).split_once("error parsing regexp: ")?.0.to_owned());
            let same = place(it.ours).is_some() && place(it.ours) == place(it.theirs);
            it.only_in_3 && it.difference == Difference::Message && same
        },
    },
    Known {
        reason: "2.42 names a token by its number that 3 names by its sign",
        is_it: |it| it.difference == Difference::Message && said(it.theirs).contains("\"<Item "),
    },
    Known {
        reason: "2.42 fails at a text in parentheses, by mistake",
        is_it: |it| said(it.theirs).starts_with("unexpected result in StepInvariantExpr evaluation"),
    },
    Known {
        // It appends to the grouping of the expression itself, at each step anew.
        reason: "2.42 loses labels of by (...) beside count_values from the second step on, by mistake",
        is_it: |it| it.has(&["count_values", "by"]) && (it.is_range || it.has(&["[", ":"])),
    },
    Known {
        reason: "2.42 moves the window of predict_linear(x[d] @ t, s) from step to step, by mistake",
        is_it: |it| it.has(&["predict_linear", "@"]) && (it.is_range || it.has(&["[", ":"])),
    },
    Known {
        reason: "2.42 forgets the offset in timestamp(x @ t offset d), by mistake",
        is_it: |it| it.has(&["timestamp(", "@", "offset"]),
    },
    Known {
        // Its first step lies behind the end, and what is the same at all steps is evaluated at the first.
        reason: "2.42 gives a point behind the end for a subquery without steps over what never changes, by mistake",
        is_it: |it| {
            matches!(it.theirs, Outcome::Matrix(_))
                && it.theirs.points().keys().any(|(_, time)| *time > it.end)
        },
    },
    Known { reason: "atan2 drops the metric's name in 3", is_it: |it| it.is_of_3(&["atan2"]) },
    Known {
        reason: "3 extrapolates in another order (2.51)",
        is_it: |it| it.is_of_3(&["rate(", "increase(", "delta("]),
    },
    Known {
        reason: "a deviation of what is not finite is NaN in 3, and computed with compensation",
        is_it: |it| it.is_of_3(&["stddev", "stdvar"]),
    },
    Known {
        reason: "histogram_fraction takes classic buckets in 3",
        is_it: |it| it.is_of_3(&["histogram_fraction"]),
    },
    Known {
        reason: "every text is a label's name in 3",
        is_it: |it| it.only_in_3 && said(it.theirs).contains("label name"),
    },
    Known {
        reason: "a number of elements that is no number of things is judged in another way in 3 (3.6)",
        is_it: |it| it.only_in_3 && said(it.theirs).starts_with("Scalar value "),
    },
    Known {
        reason: "comparisons that filter check for several matches as others do in 3 (3.9)",
        is_it: |it| {
            let [ours, theirs] =
                [it.ours, it.theirs].map(|it| said(it).starts_with("multiple matches for labels"));
            it.only_in_3 && (ours || theirs)
        },
    },
    Known {
        reason: "Go's functions and ours differ in the last digit, and a sine of a huge number shows nothing else",
        is_it: |it| {
            let has_one = |words: &[&str]| words.iter().any(|word| it.text.contains(word));
            let periodic = has_one(&["sin(", "cos(", "tan("]) && has_one(&["exp(", "sinh(", "cosh(", "^"]);
            it.difference == Difference::Value && periodic
        },
    },
    Known {
        // Prometheus stops at the first instant that fails, and tells what failed there.
        reason: "of two errors of matching, at different instants, the other one is told",
        is_it: |it| {
            let both = [it.ours, it.theirs].map(|it| said(it).contains("match"));
            it.difference == Difference::Message && both == [true; 2] && (it.is_range || it.has(&["[", ":"]))
        },
    },
    Known {
        reason: "3 judges the texts of label_replace before it evaluates the vector",
        is_it: |it| it.difference == Difference::Message && it.is_of_3(&["label_replace(", "label_join("]),
    },
    Known {
        // Its compensation computes Inf - Inf.
        reason: "2.42 makes NaN of what overflows in functions over time, by mistake",
        is_it: |it| {
            let theirs = it.theirs.points();
            let is_so = |(key, ours): (_, f64)| match theirs.get(&key) {
                Some(theirs) => *theirs == ours || (theirs.is_nan() && !ours.is_finite()),
                None => false,
            };
            let over_time = it.difference == Difference::Value && it.has(&["_over_time"]);
            over_time && it.ours.points().into_iter().all(is_so)
        },
    },
];
