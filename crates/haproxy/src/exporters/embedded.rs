//! The exporter inside HAProxy: its tables. It must not know the other exporter.

mod agent;
mod backend;
mod frontend;
mod labels;
mod listener;
mod machine;
mod process;
mod server;
mod times;
mod traffic;

use super::packed::{Packed, packed};

/// By scope, as the exporter writes them.
pub(super) static TABLES: Packed = packed!(&[
    process::ROWS,
    machine::ROWS,
    frontend::ROWS,
    listener::ROWS,
    backend::ROWS,
    server::ROWS,
    agent::ROWS,
    times::ROWS,
    traffic::ROWS,
]);
