//! Everything that a key or the command palette can do, in one table, so that help, palette and keyboard agree. It must
//! not know how a command is carried out.

use crate::browser::study;
use crate::panes::Side;
use crate::ui::{Act, Dialog};
use playground::event::Event;
use playground::export::Format;

/// What a command does.
#[derive(Clone, Copy)]
pub(crate) enum Do {
    /// It tells the engine.
    Send(fn() -> Event),
    /// It concerns the page alone.
    Act(Act),
}

/// One command.
pub(crate) struct Command {
    /// What people read.
    pub(crate) name: &'static str,
    /// The keys, `Ctrl+Shift+Z`; several are parted by a space; empty for none.
    pub(crate) keys: &'static str,
    /// What it does.
    pub(crate) run: Do,
}

const fn send(name: &'static str, keys: &'static str, event: fn() -> Event) -> Command {
    Command { name, keys, run: Do::Send(event) }
}

const fn act(name: &'static str, keys: &'static str, act: Act) -> Command {
    Command { name, keys, run: Do::Act(act) }
}

/// The table, in the order in which help and palette show it.
pub(crate) const COMMANDS: &[Command] = &[
    act("Command palette", "Ctrl+K", Act::Open(Dialog::Palette)),
    send("Undo", "Ctrl+Z", || Event::Undo),
    send("Redo", "Ctrl+Shift+Z Ctrl+Y", || Event::Redo),
    act("Keys and help", "?", Act::Open(Dialog::Help)),
    act("Tour of three minutes", "", Act::Lesson(Some(0))),
    act("Pick a rule", "", Act::Open(Dialog::Catalogue)),
    act("Gallery of scenarios", "G", Act::Open(Dialog::Gallery)),
    act("Sweep threshold and for", "W", Act::Study(study::SWEEP)),
    act("Compare two rules", "C", Act::Study(study::COMPARE)),
    act("Exercises", "X", Act::Study(study::EXERCISES)),
    act("Incident drill", "D", Act::Study(study::DRILL)),
    act("Copy the link", "", Act::Share),
    act("Open a file", "Ctrl+O", Act::AskFile),
    send("Save rules.yml", "", || Event::Export(Format::Rules)),
    send("Save a promtool test", "", || Event::Export(Format::UnitTest)),
    send("Save samples as OpenMetrics", "", || Event::Export(Format::OpenMetrics)),
    send("Save samples as CSV", "", || Event::Export(Format::Csv)),
    send("Save the scenario", "", || Event::Export(Format::Scenario)),
    send("Save everything", "Ctrl+S", || Event::Export(Format::Document)),
    send("Copy a text for a chat", "", || Event::Export(Format::Text)),
    send("Copy as Markdown", "", || Event::Export(Format::Markdown)),
    send("Add a rule", "", || Event::AddRule),
    send("Duplicate the rule", "", || Event::DoubleRule),
    send("Remove the rule", "", || Event::RemoveRule),
    send("Add a fault", "", || Event::AddFault),
    send("Back to the published rule", "", || Event::ResetRule),
    send("Reset zoom", "", || Event::Zoom(None)),
    act("Rule as a form", "", Act::Yaml(false)),
    act("Rule as YAML", "", Act::Yaml(true)),
    act("Fold or unfold the scenario pane", "Ctrl+Alt+1", Act::Fold(Side::Left)),
    act("Fold or unfold the rule pane", "Ctrl+Alt+2", Act::Fold(Side::Right)),
    act("Copy a frame for another page", "", Act::Embed),
    act("Theme: light", "", Act::Theme("light")),
    act("Theme: dark", "", Act::Theme("dark")),
    act("Theme: as the system's", "", Act::Theme("system")),
];

/// The keys that work within the chart and in fields, for help: where, keys, what.
pub(crate) const PLACES: &[(&str, &str, &str)] = &[
    ("Chart", "← →", "cursor by one evaluation; with Shift by five"),
    ("Chart", "Home End", "cursor to the ends of the view"),
    ("Chart", "+ − 0", "zoom in, out, back to the first view"),
    ("Threshold line", "↑ ↓", "one step; Page Up and Page Down ten"),
    ("Ends of for", "← →", "one evaluation"),
    ("Fault", "← →", "move it; with Alt its end"),
    ("Number field", "↑ ↓", "one step; Page Up and Page Down ten"),
    ("Splitter", "← →", "8 pixels; Home for the first width; Enter folds the pane"),
];

/// The command of a chord, `Ctrl+Shift+Z`. Chords without Ctrl are for places where nobody types.
pub(crate) fn of_chord(chord: &str) -> Option<&'static Command> {
    COMMANDS.iter().find(|it| it.keys.split(' ').any(|keys| !keys.is_empty() && keys == chord))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_chord_belongs_to_one_command() {
        let mut all: Vec<_> =
            COMMANDS.iter().flat_map(|it| it.keys.split(' ')).filter(|it| !it.is_empty()).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        assert!(of_chord("").is_none() && of_chord("Ctrl+Q").is_none());
        assert_eq!(of_chord("Ctrl+Y").map(|it| it.name), Some("Redo"));
    }
}
