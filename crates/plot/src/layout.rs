//! Where every row of the chart lies. It must not measure text: the picture made at build time and the live one
//! have to coincide, so gutters and rows are fixed.

use crate::chart::{Frame, States};
use crate::map::{TimeMap, ValueMap};

/// A row: CSS pixels from the chart's upper edge.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Row {
    /// Its upper edge.
    pub top: f64,
    /// Its lower edge.
    pub bottom: f64,
}

impl Row {
    /// The middle between its edges.
    pub fn middle(&self) -> f64 {
        (self.top + self.bottom) / 2.0
    }

    /// Whether `y` is in it.
    pub fn holds(&self, y: f64) -> bool {
        self.top <= y && y < self.bottom
    }
}

/// The chart's rows and gutters, in CSS pixels. Every row shares the plot's left and right.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// Width of the chart.
    pub width: f64,
    /// Height of the chart.
    pub height: f64,
    /// x of the window's start.
    pub left: f64,
    /// x of the window's end.
    pub right: f64,
    /// The faults' bars.
    pub faults: Row,
    /// y of the caption's middle: what the y axis measures.
    pub caption: f64,
    /// The plot.
    pub plot: Row,
    /// The inputs of the expression, a row each; none below 640 pixels.
    pub inputs: Vec<Row>,
    /// y of the line between plot and lanes.
    pub separator: f64,
    /// A lane for each instance.
    pub lanes: Vec<Row>,
    /// y of the spans of `for` and `keep_firing_for`, where there are any.
    pub spans: Option<f64>,
    /// y of the middle of the line about quiet instances, where there is one.
    pub quiet: Option<f64>,
    /// The messages that a person gets, where there are any.
    pub notes: Option<Row>,
    /// y of the time axis.
    pub axis: f64,
    /// The overview of the whole scenario; absent below 640 pixels.
    pub overview: Option<Row>,
}

/// Below this width the chart is drawn for a phone.
const NARROW: f64 = 640.0;
const LANE: f64 = 24.0;
const LANE_WITH_SPANS: f64 = 42.0;
/// What a small picture leaves free at its edges.
const SMALL: f64 = 6.0;
/// A row of inputs with the distance to the one above.
const INPUT: f64 = 48.0;

/// The row of inputs below `y`.
fn input(y: f64) -> Row {
    Row { top: y + 14.0, bottom: y + INPUT }
}

impl Layout {
    /// The rows for a chart of `width` CSS pixels with the lanes of `states` and so many rows of inputs.
    pub fn new(width: f64, states: &States, inputs: usize) -> Self {
        let narrow = width < NARROW;
        let (left, gutter) = if narrow { (58.0, 56.0) } else { (60.0, 68.0) };
        // The height of the plot goes with the page's layouts: three panes, one column, a phone.
        let height = if narrow { 150.0 } else { 198.0 };
        let plot = Row { top: 52.0, bottom: 52.0 + height };
        let mut layout = Self {
            width,
            left,
            right: (width - gutter).max(left + 1.0),
            faults: Row { top: 6.0, bottom: 26.0 },
            caption: 39.0,
            plot,
            ..Self::default()
        };
        let inputs = if narrow { 0 } else { inputs };
        layout.inputs = (0..inputs).map(|idx| input(plot.bottom + INPUT * idx as f64)).collect();
        layout.separator = plot.bottom + INPUT * inputs as f64 + 12.0;
        layout.stack(states, narrow);
        layout
    }

    /// The rows below the plot.
    fn stack(&mut self, states: &States, narrow: bool) {
        let mut y = self.separator + 2.0;
        for lane in &states.lanes {
            let spans = lane.selected && (states.hold.is_some() || states.keep.is_some());
            let height = if spans { LANE_WITH_SPANS } else { LANE };
            if spans {
                self.spans = Some(y + 32.0);
            }
            self.lanes.push(Row { top: y, bottom: y + LANE });
            y += height;
        }
        if !states.quiet.is_empty() {
            self.quiet = Some(y + 11.0);
            y += 22.0;
        }
        if !states.notes.is_empty() {
            self.notes = Some(Row { top: y, bottom: y + LANE });
            y += LANE;
        }
        self.axis = y;
        y += 24.0;
        if !narrow {
            self.overview = Some(Row { top: y + 6.0, bottom: y + 36.0 });
            y += 54.0;
        }
        self.height = y;
    }

    /// A small picture, in CSS pixels: a plot with one lane under it, no axes and no words.
    pub fn small(width: f64, height: f64) -> Self {
        let lane = Row { top: height - LANE, bottom: height };
        Self {
            width,
            height,
            left: SMALL,
            right: width - SMALL,
            plot: Row { top: SMALL, bottom: lane.top - SMALL },
            separator: lane.top,
            lanes: vec![lane],
            axis: height,
            ..Self::default()
        }
    }

    /// Whether it is a small picture.
    pub fn is_small(&self) -> bool {
        self.left <= SMALL
    }

    /// The axis of the window in view.
    pub fn times(&self, frame: &Frame) -> TimeMap {
        TimeMap { window: frame.window, left: self.left, right: self.right }
    }

    /// The axis of the whole scenario.
    pub fn whole(&self, frame: &Frame) -> TimeMap {
        TimeMap { window: frame.range, left: self.left, right: self.right }
    }

    /// The value axis.
    pub fn values(&self, frame: &Frame) -> ValueMap {
        let log = frame.log && frame.floor > 0.0 && frame.floor < frame.high;
        // Six decades are what a plot of this height can tell apart.
        let low = if log { frame.floor.max(frame.high * 1e-6) } else { frame.low };
        ValueMap { low, high: frame.high, top: self.plot.top, bottom: self.plot.bottom, log }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::{Hold, Lane, Notice, NoticeKind, Span};

    fn states() -> States {
        let lane = |selected| Lane { name: String::new(), slot: 0, selected, bars: Vec::new() };
        let hold = Hold { label: "for 2m".to_owned(), span: Span { from: 0, to: 1 } };
        States {
            lanes: vec![lane(false), lane(true)],
            hold: Some(hold),
            quiet: "+1".to_owned(),
            ..States::default()
        }
    }

    #[test]
    fn rows_follow_each_other() {
        let layout = Layout::new(776.0, &states(), 0);
        assert_eq!((layout.left, layout.right), (60.0, 708.0));
        assert_eq!(layout.plot, Row { top: 52.0, bottom: 250.0 });
        assert_eq!(layout.lanes[1], Row { top: 288.0, bottom: 312.0 });
        assert_eq!(layout.spans, Some(320.0));
        assert_eq!(layout.axis, 352.0);
        assert_eq!(layout.overview, Some(Row { top: 382.0, bottom: 412.0 }));
        assert_eq!(layout.height, 430.0);
    }

    #[test]
    fn a_phone_has_no_overview() {
        let layout = Layout::new(360.0, &states(), 2);
        assert_eq!((layout.left, layout.right), (58.0, 304.0));
        assert_eq!(layout.overview, None);
        assert!(layout.inputs.is_empty());
        assert!(Layout::new(0.0, &states(), 0).right > 58.0);
    }

    #[test]
    fn inputs_and_messages_have_rows_of_their_own() {
        let notes = vec![Notice { time: 0, kind: NoticeKind::Page }];
        let layout = Layout::new(776.0, &States { notes, ..states() }, 2);
        assert_eq!(layout.inputs[0], Row { top: 264.0, bottom: 298.0 });
        assert_eq!(layout.inputs[1], Row { top: 312.0, bottom: 346.0 });
        assert_eq!(layout.lanes[0], Row { top: 360.0, bottom: 384.0 });
        assert_eq!(layout.notes, Some(Row { top: 448.0, bottom: 472.0 }));
        assert_eq!(layout.axis, 472.0);
    }
}
