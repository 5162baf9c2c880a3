//! What the simulation promises, seen from outside. It must not know the model's parts.

// Clippy's leave for tests covers the functions marked as such, not the helpers beside them.
#![allow(clippy::unwrap_used, clippy::panic)]

mod bounds;
mod captures;
mod detection;
mod exporters;
mod formulas;
mod impact;
mod lab;
mod laws;
mod load;
mod names;
mod operators;
mod queues;
mod settings;
mod topologies;
