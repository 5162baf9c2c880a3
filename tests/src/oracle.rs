//! Generated expressions over generated samples, evaluated by us and by the real Prometheus 2.42. It must not know how
//! either of them evaluates.

mod compare;
mod grammar;
mod known;
mod ours;
mod outcome;
mod run;
mod samples;
mod theirs;
mod tree;

pub use grammar::{Grammar, Instants};
pub use run::{Report, run};
pub use samples::{END, START, Shape, store};
pub use tree::{Case, Expr, Part};
