//! Writing to standard output and standard error. It must not know what.
//!
//! A reader that has gone (`alertplay query ... | head`) wants no more: that is no failure. Any other error of writing is.

use std::fmt::Display;
use std::io::{self, ErrorKind, Write};

/// Prints a line of data.
pub(crate) fn data(line: impl Display) {
    text(format_args!("{line}\n"));
}

/// Prints data as they are.
pub(crate) fn text(text: impl Display) {
    let mut out = io::stdout().lock();
    let written = write!(out, "{text}").and_then(|()| out.flush());
    match written {
        Err(err) if err.kind() != ErrorKind::BrokenPipe => {
            talk(format_args!("alertplay: standard output: {err}"));
            std::process::exit(1);
        }
        _ => {}
    }
}

/// Prints a line for people. Where it cannot be written there is nobody to be told.
pub(crate) fn talk(line: impl Display) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}
