//! Who has which pieces. It must not know what is in them.
//!
//! The page's program has only the few that the first view needs and fetches the others; the command and the tests have
//! all of them built in.

use crate::{BEGINNING, PIECES};

/// Gives a piece by its name, if it has it.
pub type Shelf = fn(&str) -> Option<&'static [u8]>;

/// All pieces. A program that never names this function does not carry them.
pub fn everything(name: &str) -> Option<&'static [u8]> {
    among(&PIECES, name)
}

/// The pieces of the alert that is shown first, [`crate::FIRST`], and of its scenario.
pub fn beginning(name: &str) -> Option<&'static [u8]> {
    among(&BEGINNING, name)
}

fn among(pieces: &[(&str, &'static [u8])], name: &str) -> Option<&'static [u8]> {
    pieces.iter().find(|(it, _)| *it == name).map(|(_, bytes)| *bytes)
}
