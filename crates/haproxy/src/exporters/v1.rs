//! haproxy_exporter 0.14, which reads HAProxy's statistics: its tables. It must not know the other exporter.

mod backend;
mod frontend;
mod labels;
mod process;
mod server;
mod traffic;

use super::row::Row;

/// By scope.
pub(super) const TABLES: &[&[Row]] =
    &[process::ROWS, frontend::ROWS, backend::ROWS, server::ROWS, traffic::ROWS];
