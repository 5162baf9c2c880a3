//! A running HAProxy of Debian's with the topology of a scenario of ours: its configuration, its process, real servers
//! behind it and clients before it. It must not know what is expected of it.

mod client;
mod config;
mod exposition;
mod origin;
mod process;
mod runtime;
mod stage;

pub use client::{Arrival, Client, Outcome};
pub use config::{Addresses, CHECK_PATH, DENIED_PATH, EXPORTER, config};
pub use exposition::{Exposition, Family};
pub use origin::{Manner, Origin};
pub use process::{Haproxy, accepts, is_here};
pub use runtime::ask;
pub use stage::{Recording, origins, play};
