//! The page: what people see and touch, and the two ends of the wire to the engine. It must not evaluate anything:
//! it shows parts of the view and sends events, nothing else.

pub mod app;
mod bridge;
pub mod browser;
mod commands;
mod components;
pub mod learn;
mod lessons;
mod markup;
mod panes;
mod parts;
pub mod program;
mod queue;
mod ui;
pub mod wire;
mod work;
