//! What the proofs share: the real programs, folders for a while, runs of the app, generated
//! expressions, a running HAProxy, studies. It must not prove anything.

#![expect(clippy::panic, reason = "a proof that cannot be set up has failed")]

pub mod haproxy;
pub mod hostile;
pub mod http;
pub mod oracle;
pub mod peer;
pub mod random;
pub mod scenario;
pub mod server;
pub mod shrink;
pub mod study;
