//! How many checks of one kind passed, failed or were skipped, and reading such numbers from what tests print.

use std::fmt;

/// How many checks of one kind passed, failed, or were left out.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl Tally {
    /// One check with its verdict.
    pub(crate) fn one(ok: bool) -> Self {
        Self { passed: u64::from(ok), failed: u64::from(!ok), skipped: 0 }
    }

    /// One check that could not be made.
    pub(crate) fn skip() -> Self {
        Self { skipped: 1, ..Self::default() }
    }

    /// Adds what another part counted.
    pub(crate) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }

    /// Counts the `test result:` lines of `cargo test`, and takes a test that printed a line beginning with SKIPPED from
    /// the passed ones to the skipped ones: the test harness itself knows no skipping at run time.
    pub(crate) fn from_cargo(output: &str) -> Self {
        let mut sum = Self::default();
        let mut said_skipped = 0;
        for line in output.lines() {
            if line.starts_with("SKIPPED") {
                said_skipped += 1;
            }
            let Some(counts) = line.strip_prefix("test result: ") else {
                continue;
            };
            sum.passed += count_before(counts, "passed");
            sum.failed += count_before(counts, "failed");
            sum.skipped += count_before(counts, "ignored");
        }
        let moved = said_skipped.min(sum.passed);
        sum.passed -= moved;
        sum.skipped += moved;
        sum
    }

    /// Reads a line such as `browser: 3 passed, 0 failed, 1 skipped` of a part that counts for itself.
    pub(crate) fn from_line(output: &str, prefix: &str) -> Option<Self> {
        let counts = output.lines().rev().find_map(|line| line.strip_prefix(prefix))?;
        Some(Self {
            passed: count_before(counts, "passed"),
            failed: count_before(counts, "failed"),
            skipped: count_before(counts, "skipped"),
        })
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

/// The number that stands before `word` in a list such as `ok. 12 passed; 0 failed; 1 ignored`.
fn count_before(text: &str, word: &str) -> u64 {
    text.split([';', ',', '.'])
        .filter_map(|part| part.trim().strip_suffix(word))
        .find_map(|number| number.trim().parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Tally;

    const OUTPUT: &str = "\
running 3 tests
test a ... ok
SKIPPED promtool is not installed
test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s
test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.50s
";

    #[test]
    fn cargo_output_is_summed_and_skips_are_not_counted_as_passed() {
        assert_eq!(Tally::from_cargo(OUTPUT), Tally { passed: 3, failed: 2, skipped: 2 });
    }

    #[test]
    fn a_line_of_counts_is_found_by_its_prefix() {
        let tally = Tally::from_line("x\nbrowser: 3 passed, 1 failed, 0 skipped\n", "browser: ");
        assert_eq!(tally, Some(Tally { passed: 3, failed: 1, skipped: 0 }));
        assert_eq!(Tally::from_line("nothing", "browser: "), None);
    }
}
