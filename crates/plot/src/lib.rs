//! Charts: plain data in, plotters drawing out, and the inverse map for hover and drag. It must know neither
//! alerts nor the browser.

mod chart;
pub mod clock;
mod decimate;
#[cfg(feature = "draw")]
pub mod draw;
mod hit;
mod layout;
mod map;
mod number;
mod runs;
#[cfg(feature = "draw")]
mod svg;
#[cfg(feature = "draw")]
mod ticks;

pub use chart::{
    Crossing, FaultBar, Frame, Gap, Hold, Lane, LaneState, Line, Lines, Notice, NoticeKind, Panel, Point,
    Side, Span, States, Threshold, Trace,
};
pub use decimate::decimate;
pub use hit::{Part, Target, hit, moved};
pub use layout::{Layout, Row};
pub use map::{TimeMap, ValueMap, between, round_to, snap};
pub use number::{at_resolution, short};
#[cfg(feature = "draw")]
pub use svg::{small, stretching, svg};
