//! What a repair has changed: the lanes before it and since, below each other. It must not know what was repaired.

use super::icon::word;
use crate::markup::{all, page};
use playground::event::Event;
use playground::view::{Change, ChangeSide, Steps};
use plot::{Lane, LaneState, Span};
use std::fmt::Write;
use yew::{Callback, Html};

/// The states that have bars, with the classes of their paths.
const STATES: [(LaneState, &str); 3] =
    [(LaneState::Pending, "pending"), (LaneState::Firing, "firing"), (LaneState::Kept, "kept")];

/// The comparison, if the newest step is a repair.
pub(super) fn view(steps: &Steps, send: &Callback<Event>) -> Html {
    let Some(Change { title, range, sides: [before, since] }) = &steps.change else { return Html::default() };
    page!(
        r#"<section class=change aria-label="Before and after"><h3>Fixed: $</h3>$$$$</section>"#,
        title,
        side("Before", before, *range),
        side("After", since, *range),
        word("btn small line", "Take back", send.reform(|_| Event::Undo)),
        word("btn small", "Keep", send.reform(|_| Event::KeepRepair))
    )
}

fn side(name: &'static str, side: &ChangeSide, range: Span) -> Html {
    page!("<p><b>$</b> $</p>$", name, &side.words, all(side.lanes.iter().map(|it| lane(it, range))))
}

fn lane(lane: &Lane, range: Span) -> Html {
    let bars = STATES.map(|(state, class)| page!("<path class=$ d=$/>", class, bars(lane, state, range)));
    page!(
        r#"<div><span>$</span><svg viewBox="0 0 1000 10" preserveAspectRatio=none aria-hidden=true><path class=line d="M0 5H1000"/>$</svg></div>"#,
        &lane.name,
        all(bars.into_iter())
    )
}

/// The bars of one state: what lasts is at least three thousandths wide, so that it is seen.
fn bars(lane: &Lane, state: LaneState, range: Span) -> String {
    let share = |time: i64| (time - range.from) * 1000 / (range.to - range.from).max(1);
    let top = if state == LaneState::Pending { 5 } else { 0 };
    let mut path = String::new();
    for (_, span) in lane.bars.iter().filter(|it| it.0 == state) {
        let (from, to) = (share(span.from), share(span.to));
        let _ = write!(path, "M{from} {top}H{}V10H{from}z", to.max(from + 3));
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_lie_where_their_times_are() {
        let span = |from, to| Span { from, to };
        let bars_of = vec![(LaneState::Firing, span(1500, 2000)), (LaneState::Pending, span(1000, 1001))];
        let lane = Lane { name: String::new(), slot: 0, selected: false, bars: bars_of };
        assert_eq!(bars(&lane, LaneState::Firing, span(1000, 2000)), "M500 0H1000V10H500z");
        assert_eq!(bars(&lane, LaneState::Pending, span(1000, 2000)), "M0 5H3V10H0z");
        assert_eq!(bars(&lane, LaneState::Kept, span(0, 0)), "");
    }
}
