//! Charts: plain data in, plotters drawing out, and the inverse map for hover and drag. It must know neither
//! alerts nor the browser.

mod chart;

pub use chart::{
    Crossing, FaultBar, Frame, Gap, Hold, Lane, LaneState, Line, Lines, Point, Side, Span, States, Threshold,
};
