//! Many cases one after the other; each difference is made as small as it goes. It must not know the grammar.

use super::compare::{self, Difference};
use super::known::{Found, KNOWN};
use super::ours::Ours;
use super::outcome::Outcome;
use super::tree::Case;
use super::{Grammar, theirs};
use crate::server::Server;
use promql::{Semantics, Steps};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use series::Store;
use std::collections::BTreeMap;
use std::fmt;

/// So many differences are made small and told; a broken evaluator has thousands.
const TOLD: usize = 25;
/// So many evaluations go into making one of them small.
const SHRINKS: usize = 1_500;

/// What came of all cases.
#[derive(Debug, Default)]
pub struct Report {
    /// How many expressions, each queried at an instant and over a range.
    pub expressions: usize,
    /// How many values both had, all compared.
    pub points: usize,
    /// How many answers were errors on both sides.
    pub errors: usize,
    /// What we do not evaluate yet, by our message.
    pub skipped: BTreeMap<String, usize>,
    /// How often the last digits of the samples decided.
    pub undecided: usize,
    /// How often a known difference occurred, by its reason.
    pub known: BTreeMap<&'static str, usize>,
    /// The smallest case of each difference, as text.
    pub differences: Vec<String>,
    /// How many differences there were.
    pub different: usize,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let skipped: usize = self.skipped.values().sum();
        write!(
            f,
            "{} expressions, {} points, {} errors, {skipped} skipped, {} undecided, {} known, {} differences",
            self.expressions,
            self.points,
            self.errors,
            self.undecided,
            self.known.values().sum::<usize>(),
            self.different
        )
    }
}

/// Both sides and what they evaluate.
struct Peers<'a> {
    server: &'a Server,
    store: &'a Store,
    nudged: [Store; 3],
    semantics: Semantics,
}

/// Evaluates `count` cases of `grammar` on both sides.
///
/// # Errors
/// When the server cannot be asked.
pub fn run(
    server: &Server,
    store: &Store,
    grammar: &Grammar,
    semantics: Semantics,
    (seed, count): (u64, usize),
) -> Result<Report, String> {
    let nudged = [compare::nudged(store, 1), compare::nudged(store, 2), compare::untied(store)];
    let peers = Peers { server, store, nudged, semantics };
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut report = Report::default();
    for _ in 0..count {
        let mut tree = grammar.new_tree(&mut runner).map_err(|err| err.to_string())?;
        report.expressions += 1;
        let Some(first) = peers.evaluate(&tree.current(), &mut report)? else { continue };
        report.different += 1;
        if report.differences.len() < TOLD {
            report.differences.push(peers.smallest(&mut tree, first)?);
        }
    }
    Ok(report)
}

/// A difference that is not known.
struct Different {
    difference: Difference,
    told: String,
}

impl Peers<'_> {
    /// The first difference of a case.
    fn evaluate(&self, case: &Case, report: &mut Report) -> Result<Option<Different>, String> {
        let text = case.expr.to_string();
        let ours = Ours::new(&text, self.store, self.semantics);
        let outcome = ours.instant(case.at);
        if let Outcome::Unsupported(message) = outcome {
            *report.skipped.entry(message).or_default() += 1;
            return Ok(None);
        }
        let theirs = theirs::instant(self.server, &text, case.at)?;
        let evaluate = |it: &Ours<'_>| it.instant(case.at);
        if let Some(found) =
            self.compare((&text, Steps::instant(case.at)), &ours, (outcome, theirs), &evaluate, report)
        {
            return Ok(Some(found.at(&text, &format!("at {}", case.at))));
        }
        let theirs = theirs::range(self.server, &text, case.steps)?;
        let outcome = ours.range(case.steps);
        let evaluate = |it: &Ours<'_>| it.range(case.steps);
        let found = self.compare((&text, case.steps), &ours, (outcome, theirs), &evaluate, report);
        Ok(found.map(|it| it.at(&text, &format!("over {:?}", case.steps))))
    }

    /// How two outcomes differ, unless it is known or undecided.
    fn compare(
        &self,
        (text, steps): (&str, Steps),
        ours: &Ours<'_>,
        (our, their): (Outcome, Outcome),
        evaluate: &dyn Fn(&Ours<'_>) -> Outcome,
        report: &mut Report,
    ) -> Option<Different> {
        report.points += our.count().min(their.count());
        let exact = ours.is_exact();
        // There the last digits of values become labels.
        let (our, their) =
            if text.contains("count_values") { (our.rounded(), their.rounded()) } else { (our, their) };
        let Some(difference) = compare::difference(&our, &their, exact, ours.is_sorted()) else {
            report.errors += usize::from(matches!(our, Outcome::Refused(_)));
            return None;
        };
        let only_in_3 = self.semantics == Semantics::V3 && {
            let as_2 = Ours::new(text, self.store, Semantics::V2);
            compare::difference(&evaluate(&as_2), &their, exact, ours.is_sorted()).is_none()
        };
        let (end, is_range) = (steps.end, steps.len() > 1);
        let found = Found { text, difference, ours: &our, theirs: &their, only_in_3, end, is_range };
        if let Some(known) = KNOWN.iter().find(|it| (it.is_it)(&found)) {
            *report.known.entry(known.reason).or_default() += 1;
            return None;
        }
        if !exact && matches!(difference, Difference::Value | Difference::Shape | Difference::Order) {
            let again = |store| evaluate(&Ours::new(text, store, self.semantics));
            let nudged: Vec<_> = self.nudged.iter().map(again).collect();
            if compare::is_undecided(&our, &their, &nudged, text) {
                report.undecided += 1;
                return None;
            }
        }
        Some(Different { difference, told: format!("  ours   {}\n  theirs {}", our.brief(), their.brief()) })
    }

    /// The smallest case that differs in the same way, as text.
    fn smallest(&self, tree: &mut impl ValueTree<Value = Case>, first: Different) -> Result<String, String> {
        let mut smallest = first;
        let mut more = tree.simplify();
        for _ in 0..SHRINKS {
            if !more {
                break;
            }
            let found = self.evaluate(&tree.current(), &mut Report::default())?;
            more = match found.filter(|it| it.difference == smallest.difference) {
                Some(found) => {
                    smallest = found;
                    tree.simplify()
                }
                None => tree.complicate(),
            };
        }
        Ok(smallest.told)
    }
}

impl Different {
    fn at(mut self, text: &str, when: &str) -> Self {
        self.told = format!("{:?}: {text}   {when}\n{}", self.difference, self.told);
        self
    }
}
