//! What the proofs share: the real programs, folders for a while, and runs of the app. It must not prove anything.

pub mod peer;
pub mod scenario;
