//! haproxy_exporter 0.14, which reads HAProxy's statistics: its tables. It must not know the other exporter.

mod backend;
mod frontend;
mod labels;
mod process;
mod server;
mod traffic;

use super::packed::{Packed, packed};

/// By scope.
pub(super) static TABLES: Packed =
    packed!(&[process::ROWS, frontend::ROWS, backend::ROWS, server::ROWS, traffic::ROWS]);
