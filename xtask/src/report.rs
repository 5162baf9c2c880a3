//! What a run proved, part by part, and its last words; it knows nothing of how the parts are run.

use crate::Outcome;
pub(crate) use crate::tally::Tally;

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

    /// Prints the parts, the failures and the closing lines; fails if anything failed, or if nothing was proved.
    pub(crate) fn finish(&self) -> Outcome<()> {
        let total = self.total();
        println!();
        for (name, tally) in &self.parts {
            println!("{name:<10} {tally}");
        }
        for failure in &self.failures {
            println!("FAILED {failure}");
        }
        println!("alertplay: {total}\n{total}");
        self.verdict(total)
    }

    fn verdict(&self, total: Tally) -> Outcome<()> {
        if total.failed > 0 || !self.failures.is_empty() {
            return Err("something failed, see above".to_owned());
        }
        if total.passed == 0 || self.parts.iter().any(|(_, it)| *it == Tally::default()) {
            return Err("a part proved nothing: not one test of it ran".to_owned());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_that_proves_nothing_fails() {
        let mut report = Report::default();
        assert!(report.finish().is_err());
        report.add("rust", Tally { passed: 2, ..Tally::default() });
        assert_eq!(report.finish(), Ok(()));
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
