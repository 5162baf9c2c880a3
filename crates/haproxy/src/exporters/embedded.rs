//! The exporter inside HAProxy: its tables. It must not know the other exporter.

mod backend;
mod frontend;
mod labels;
mod process;
mod server;

use super::row::Row;

/// By scope, as the exporter writes them.
pub(super) const TABLES: &[&[Row]] = &[process::ROWS, frontend::ROWS, backend::ROWS, server::ROWS];
