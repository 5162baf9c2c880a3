//! The measures by name: what each means, its unit, and which way is better. It must not compute them.

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Share of episodes that found an incident.
    Precision,
    /// Share of incidents that were found.
    Recall,
    /// Time from an incident's start to the first episode that found it, the middle one.
    Detection,
    /// The same, the longest.
    DetectionWorst,
    /// Time from an incident's end until its last episode is over, the middle one.
    Reset,
    /// The same, the longest.
    ResetWorst,
    /// Episodes that found an incident, for each incident found: 1 is ideal.
    Fragmentation,
    /// Instances with four changes or more between firing and not within 20 evaluations.
    Flapping,
    /// Episodes a day.
    Pages,
    /// Episodes a day that found no incident.
    FalsePages,
    /// Time in pending that never became firing.
    PendingInVain,
    /// Share of the error budget spent when an incident is found, the worst.
    BudgetSpent,
    /// Share of firing time that lies outside of all incidents.
    FiringOutside,
}

/// What a measure's number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// 0 to 1.
    Share,
    /// Seconds.
    Seconds,
    /// A plain number.
    Count,
    /// Times a day.
    PerDay,
}

/// Which way a measure is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
}

struct Entry {
    measure: Measure,
    name: &'static str,
    title: &'static str,
    unit: Unit,
    better: Better,
    why_undefined: &'static str,
}

const NO_EPISODE: &str = "no episode";
const NO_INCIDENT: &str = "no incident counts";
const NONE_FOUND: &str = "no incident found";

/// In the order of [`Measure`].
#[rustfmt::skip]
const TABLE: [Entry; Measure::COUNT] = [
    entry(Measure::Precision, "precision", "Precision", Unit::Share, Better::Higher, NO_EPISODE),
    entry(Measure::Recall, "recall", "Recall", Unit::Share, Better::Higher, NO_INCIDENT),
    entry(Measure::Detection, "detection", "Detection", Unit::Seconds, Better::Lower, NONE_FOUND),
    entry(Measure::DetectionWorst, "detection_worst", "Slowest detection", Unit::Seconds, Better::Lower, NONE_FOUND),
    entry(Measure::Reset, "reset", "Reset", Unit::Seconds, Better::Lower, "none outlasted it"),
    entry(Measure::ResetWorst, "reset_worst", "Slowest reset", Unit::Seconds, Better::Lower, "none outlasted it"),
    entry(Measure::Fragmentation, "fragmentation", "Episodes an incident", Unit::Count, Better::Lower, NONE_FOUND),
    entry(Measure::Flapping, "flapping", "Flapping instances", Unit::Count, Better::Lower, ""),
    entry(Measure::Pages, "pages_per_day", "Pages a day", Unit::PerDay, Better::Lower, "no time was evaluated"),
    entry(Measure::FalsePages, "false_pages_per_day", "False pages a day", Unit::PerDay, Better::Lower, "no time was evaluated"),
    entry(Measure::PendingInVain, "pending_in_vain", "Pending in vain", Unit::Seconds, Better::Lower, ""),
    entry(Measure::BudgetSpent, "budget_spent", "Budget spent at detection", Unit::Share, Better::Lower, NONE_FOUND),
    entry(Measure::FiringOutside, "firing_outside", "Firing outside incidents", Unit::Share, Better::Lower, NO_EPISODE),
];

const fn entry(
    measure: Measure,
    name: &'static str,
    title: &'static str,
    unit: Unit,
    better: Better,
    why_undefined: &'static str,
) -> Entry {
    Entry { measure, name, title, unit, better, why_undefined }
}

impl Measure {
    /// How many there are.
    pub const COUNT: usize = 13;

    /// All, in the order in which they are shown.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|it| it.measure)
    }

    fn entry(self) -> &'static Entry {
        &TABLE[self as usize]
    }

    /// Its name in files: `false_pages_per_day`.
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// The measure of this name.
    pub fn by_name(name: &str) -> Option<Self> {
        TABLE.iter().find(|it| it.name == name).map(|it| it.measure)
    }

    /// Its name for people.
    pub fn title(self) -> &'static str {
        self.entry().title
    }

    /// What its number counts.
    pub fn unit(self) -> Unit {
        self.entry().unit
    }

    /// Which way is better.
    pub fn better(self) -> Better {
        self.entry().better
    }

    /// Why it has no number where it has none.
    pub fn why_undefined(self) -> &'static str {
        self.entry().why_undefined
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_measures() {
        for (idx, measure) in Measure::all().enumerate() {
            assert_eq!(measure as usize, idx);
            assert_eq!(Measure::by_name(measure.name()), Some(measure));
        }
        assert_eq!(Measure::by_name("luck"), None);
    }
}
