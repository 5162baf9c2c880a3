//! When an instance flaps: four changes or more between firing and not within 20 evaluations (Kibana's rule for its
//! own alerts). It must not know incidents.

/// The changes that make an instance flap.
const CHANGES: usize = 4;
/// Within as many evaluations.
const EVALUATIONS: i64 = 20;

/// Follows the changes of one instance after the other.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Flap {
    last: [i64; CHANGES],
    seen: usize,
    flaps: bool,
    /// Instances that flap, the present one left out.
    count: u32,
}

impl Flap {
    /// The next instance begins.
    pub(crate) fn next_instance(&mut self) {
        self.count += u32::from(self.flaps);
        (self.seen, self.flaps) = (0, false);
    }

    /// The present instance begins or ends to fire at `time`; times ascend.
    pub(crate) fn change(&mut self, time: i64, step: i64) {
        // An instance that flaps does so once and for all; a sweep has millions of changes.
        if self.flaps {
            return;
        }
        let place = self.seen % CHANGES;
        // The change three before this one is the next to be written over.
        self.last[place] = time;
        self.seen += 1;
        let oldest = self.last[(place + 1) % CHANGES];
        // 20 evaluations lie 19 steps apart.
        self.flaps = self.seen >= CHANGES && time - oldest < EVALUATIONS * step;
    }

    /// How many instances flap.
    pub(crate) fn count(&self) -> u32 {
        self.count + u32::from(self.flaps)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flaps(times: &[i64]) -> u32 {
        let mut flap = Flap::default();
        for time in times {
            flap.change(*time, 1);
        }
        flap.count()
    }

    #[test]
    fn four_changes_in_twenty_evaluations() {
        assert_eq!(flaps(&[0, 5, 10, 19]), 1);
        assert_eq!(flaps(&[0, 5, 10, 20]), 0);
        assert_eq!(flaps(&[0, 5, 10]), 0);
        assert_eq!(flaps(&[0, 100, 101, 102, 103]), 1);
    }

    #[test]
    fn instances_are_apart() {
        let mut flap = Flap::default();
        for instance in 0..3 {
            flap.next_instance();
            for time in 0..if instance == 1 { 3 } else { 4 } {
                flap.change(time, 1);
            }
        }
        assert_eq!(flap.count(), 2);
    }
}
