//! Alerts, runbooks and scenarios as data. It must know nobody.

pub mod markup;
