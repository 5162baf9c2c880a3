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
    pub(crate) fn finish(mut self) -> Outcome<()> {
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
        println!();
        for (name, tally) in &self.parts {
            println!("{name:<10} {tally}");
        }
        for failure in &self.failures {
            println!("FAILED {failure}");
        }
        println!("alertplay: {total}\n{total}");
        if total.failed > 0 || !self.failures.is_empty() {
            return Err(ALREADY_TOLD.to_owned());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_that_proves_nothing_fails() {
        assert!(Report::default().finish().is_err());
        let some = || {
            let mut report = Report::default();
            report.add("rust", Tally { passed: 2, ..Tally::default() });
            report
        };
        assert_eq!(some().finish(), Ok(()));
        let mut report = some();
        report.add("browser", Tally::default());
        assert!(report.finish().is_err());
    }

    #[test]
    fn a_failure_without_a_number_still_fails() {
        let mut report = Report::default();
        report.add("rust", Tally::one(true));
        assert_eq!(report.note("dist", Err::<(), _>("too big".to_owned())), None);
        assert!(report.finish().is_err());
    }
}
