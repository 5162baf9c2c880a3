//! The first three minutes, in one table for help and tour: what to do, what it shows, and how it is seen that it was done. It
//! must not know how anything is shown.

use crate::components::dock::Tab;
use playground::event::{Event, Field};

/// One lesson.
pub(crate) struct Lesson {
    /// What to do.
    pub(crate) what: &'static str,
    /// How, and what it shows.
    pub(crate) why: &'static str,
    /// Where a narrow page has it.
    pub(crate) tab: Tab,
    /// What it speaks of, as a selector.
    pub(crate) place: &'static str,
    /// Whether a person has just done it.
    pub(crate) done: fn(&Event) -> bool,
}

/// The lessons in order.
pub(crate) const LESSONS: [Lesson; 6] = [
    Lesson {
        what: "Read the chart.",
        why: "It draws the left side of the rule's comparison and its threshold. Below it each instance has a lane: a line is inactive, hatched is pending, solid is firing, dotted is kept firing.",
        tab: Tab::Chart,
        place: ".chart",
        done: |it| matches!(it, Event::Hover(Some(_)) | Event::Cursor(_)),
    },
    Lesson {
        what: "Drag the threshold.",
        why: "Take the chip at the right end of the line, or type into Threshold; what is compared with a state, as here with 0, is only typed. Lanes and episodes follow, and so does the text of the rule.",
        tab: Tab::Chart,
        place: ".chart",
        done: |it| matches!(it, Event::Edit { field: Field::Threshold | Field::Expr, .. }),
    },
    Lesson {
        what: "Wait with for.",
        why: "Raise for until a short fault only reaches pending. The list of firing episodes says how much later the alert comes.",
        tab: Tab::Rule,
        place: ".grid4",
        done: |it| matches!(it, Event::Edit { field: Field::For, .. }),
    },
    Lesson {
        what: "Break something else.",
        why: "Add a fault, choose what happens to whom, and drag its bar on the chart. Does the rule see it?",
        tab: Tab::Scenario,
        place: ".s-faults",
        done: |it| {
            matches!(it, Event::AddFault | Event::AddFaultAt { .. } | Event::MoveFault { .. })
                || matches!(it, Event::Edit { field: Field::Fault(..), .. })
        },
    },
    Lesson {
        what: "Look at one instant.",
        why: "Click into the chart or press the arrow keys: every instance with its value, its state, and the annotations as they would be sent.",
        tab: Tab::Chart,
        place: ".chart",
        done: |it| matches!(it, Event::Cursor(Some(_))),
    },
    Lesson {
        what: "Pick another rule.",
        why: "Each published rule comes with a scenario, a runbook and what is wrong with it under Findings. Undo brings back what you had.",
        tab: Tab::Findings,
        place: ".s-findings",
        done: |it| matches!(it, Event::PickAlert(_) | Event::Repair(_)),
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lesson_is_done_by_doing_it() {
        let edit = |field| Event::Edit { field, text: "1".to_owned() };
        let events = [
            Event::Hover(Some(1)),
            edit(Field::Threshold),
            edit(Field::For),
            Event::AddFault,
            Event::Cursor(Some(1)),
            Event::PickAlert("x".to_owned()),
        ];
        for (lesson, event) in LESSONS.iter().zip(&events) {
            assert!((lesson.done)(event), "{}", lesson.what);
            assert!(!(lesson.done)(&Event::Width(100)), "{}", lesson.what);
        }
    }
}
