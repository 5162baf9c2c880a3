//! What the page is made of. A component gets values and callbacks; its sheet has the same stem in `styles/`. It
//! must not know the worker.

mod catalogue;
mod change;
pub(crate) mod chart;
mod code;
mod dialog;
pub(crate) mod dock;
mod editor;
pub(crate) mod episodes;
mod explain;
mod fault_list;
mod field;
mod file_menu;
mod findings;
pub(crate) mod foot;
mod gallery;
mod help;
pub(crate) mod icon;
mod legend;
mod load;
pub(crate) mod notices;
pub(crate) mod overlays;
mod palette;
pub(crate) mod pane;
mod pane_menu;
mod picker;
mod readout;
pub(crate) mod rule_pane;
pub(crate) mod rules;
mod runbook;
pub(crate) mod scenario_pane;
mod section;
pub(crate) mod splitter;
pub(crate) mod top;
mod topology;
pub(crate) mod tour;
mod traffic;
