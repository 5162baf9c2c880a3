//! What a run proved, part by part, and its last words; it knows nothing of how the parts are run.

use crate::Outcome;
pub(crate) use crate::tally::Tally;

/// The message of a failure that the report has told: the line of numbers stays the last one.
pub(crate) const ALREADY_TOLD: &str = "";

/// The parts of a run, in the order in which they began.
#[derive(Default)]
pub(crate) struct Report {
    parts: Vec<(&'static str, Tally)>,
    failures: Vec<String>,
}

impl Report {
    /// Adds to a part's numbers.
    pub(crate) fn add(&mut self, part: &'static str, tally: Tally) {
        match self.parts.iter_mut().find(|(name, _)| *name == part) {
            Some((_, sum)) => sum.add(tally),
            None => self.parts.push((part, tally)),
        }
    }

    /// Keeps a failure's message for the end, where it is read, and gives the value of a success.
    pub(crate) fn note<T>(&mut self, what: &str, outcome: Outcome<T>) -> Option<T> {
        match outcome {
            Ok(it) => Some(it),
            Err(message) => {
                println!("{what}: {message}");
                self.failures.push(format!("{what}: {message}"));
                None
            }
        }
    }

    fn total(&self) -> Tally {
        self.parts.iter().fold(Tally::default(), |mut sum, (_, tally)| {
            sum.add(*tally);
            sum
        })
    }

    /// Prints the parts, the failures and the closing lines; fails if anything failed, or if a part proved nothing.
    pub(crate) fn finish(self) -> Outcome<()> {
        let (text, good) = self.conclude();
        println!("{text}");
        if good { Ok(()) } else { Err(ALREADY_TOLD.to_owned()) }
    }

    /// What `finish` prints, and whether all is well.
    fn conclude(mut self) -> (String, bool) {
        for (name, tally) in &mut self.parts {
            if *tally == Tally::default() {
                *tally = Tally::one(false);
                self.failures.push(format!("{name}: not one test of it ran"));
            }
        }
        if self.parts.is_empty() {
            self.failures.push("nothing ran at all".to_owned());
        }
        let total = self.total();
        let parts = self.parts.iter().map(|(name, tally)| format!("{name:<10} {tally}\n"));
        let failures = self.failures.iter().map(|it| format!("FAILED {it}\n"));
        let lines: String = parts.chain(failures).collect();
        let good = total.failed == 0 && self.failures.is_empty();
        (format!("\n{lines}alertplay: {total}\n{total}"), good)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good(report: Report) -> bool {
        report.conclude().1
    }

    fn some() -> Report {
        let mut report = Report::default();
        report.add("rust", Tally { passed: 2, ..Tally::default() });
        report
    }

    #[test]
    fn a_run_that_proves_nothing_fails() {
        assert!(!good(Report::default()));
        assert!(good(some()));
        let mut report = some();
        report.add("browser", Tally::default());
        assert!(!good(report));
    }

    #[test]
    fn a_failure_without_a_number_still_fails() {
        let mut report = some();
        assert_eq!(report.note("dist", Err::<(), _>("too big".to_owned())), None);
        assert!(!good(report));
    }

    #[test]
    fn the_last_line_is_the_numbers_alone() {
        let mut report = some();
        report.add("browser", Tally { passed: 1, failed: 1, skipped: 3 });
        let (text, _) = report.conclude();
        let last: Vec<&str> = text.lines().rev().take(2).collect();
        assert_eq!(last, ["3 passed, 1 failed, 3 skipped", "alertplay: 3 passed, 1 failed, 3 skipped"]);
    }
}
