//! What the proofs share: the real programs, folders for a while, and runs of the app. It must not prove anything.

#![expect(clippy::panic, reason = "a proof that cannot be set up has failed")]

pub mod peer;
pub mod scenario;
