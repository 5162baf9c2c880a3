//! What the page knows of itself and the engine does not: which tab is open, which theme, what was just copied. It
//! must not know the view.

use crate::components::dock::Tab;
use crate::panes::{Panes, Side};

/// What lies over the page until it is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialog {
    /// The alerts, to pick a rule.
    Catalogue,
    /// The scenarios, to open one.
    Gallery,
    /// All commands, scenarios and rules, by typing.
    Palette,
    /// Keys, a way to begin, and limits.
    Help,
    /// The study: sweeps, exercises.
    Study,
}

/// The page's own state, small enough to be compared.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Ui {
    /// `light`, `dark` or `system`.
    pub(crate) theme: &'static str,
    /// The pane of the narrow page.
    pub(crate) tab: Tab,
    /// Whether the rule is shown as YAML.
    pub(crate) yaml: bool,
    /// Whether the code editor is there.
    pub(crate) code: bool,
    /// Whether what stands at the cursor is shown in place of the runbook.
    pub(crate) at: bool,
    /// Whether the link was copied just now.
    pub(crate) copied: bool,
    /// The side panes of the wide page.
    pub(crate) panes: Panes,
    /// What lies over the page.
    pub(crate) dialog: Option<Dialog>,
    /// Whether keys without Ctrl are commands.
    pub(crate) single_keys: bool,
    /// The lesson that is shown, by its place.
    pub(crate) lesson: Option<u8>,
    /// The lessons that were done since the tour began, a bit each.
    pub(crate) learned: u8,
    /// The measure of the scorecard that is open, by its place, and whether all measures are there.
    pub(crate) cell: Option<u8>,
    pub(crate) more: bool,
    /// Whether all episodes are listed.
    pub(crate) all: bool,
}

/// What a person does with the page alone.
#[derive(Clone, Copy)]
pub(crate) enum Act {
    /// Another theme.
    Theme(&'static str),
    /// Another pane of the narrow page.
    Tab(Tab),
    /// The rule as YAML, or as a form.
    Yaml(bool),
    /// What stands at the cursor, or the runbook.
    At(bool),
    /// The link is to be copied.
    Share,
    /// The page's own messages were read.
    Dismiss,
    /// A side pane gets another width in CSS pixels.
    Width(Side, i32),
    /// A side pane is folded away, or comes back.
    Fold(Side),
    /// Something is to lie over the page.
    Open(Dialog),
    /// The study, at a tab.
    Study(&'static str),
    /// It was closed.
    Close(Dialog),
    /// Whether keys without Ctrl are commands.
    SingleKeys(bool),
    /// A lesson is to be shown, or none any longer.
    Lesson(Option<u8>),
    /// A text of the page was copied, or could not be.
    Copied(bool),
    /// A frame for another page is to be copied.
    Embed,
    /// What is known of the engine's end is to be copied.
    Report,
    /// The browser is to ask for a file to open.
    AskFile,
    /// Another tab's work is to be opened, or left.
    Other(bool),
    /// A measure of the scorecard was opened, or closed.
    Cell(Option<u8>),
    /// All measures are to be there, or those of the strip.
    More,
    /// All episodes are to be listed, or the first ones.
    All,
}
