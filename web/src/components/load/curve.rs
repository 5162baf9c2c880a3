//! A load by hand as points: moved, added, drawn over. It must not know pixels.

use plot::{at_resolution, between, clock};

/// A point of the load.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    /// When, as a share of the scenario.
    pub(super) share: f64,
    /// Requests per second.
    pub(super) rate: f64,
}

/// The points in the order of time, at different times.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Curve {
    pub(super) points: Vec<Point>,
}

/// So many pieces a stroke is drawn in.
const PIECES: usize = 48;
/// The least distance of two points: a knot keeps between its neighbours.
const APART: f64 = 0.004;

impl Curve {
    /// The knots of a load, by milliseconds after the start of a scenario of `length` milliseconds.
    pub(super) fn of(knots: &[(i64, f64)], length: i64) -> Self {
        let point = |&(time, rate): &(i64, f64)| Point { share: time as f64 / length.max(1) as f64, rate };
        Self { points: knots.iter().map(point).collect() }
    }

    /// Puts a knot somewhere else, between its neighbours.
    pub(super) fn put(&mut self, idx: usize, at: Point) {
        let before = idx.checked_sub(1).and_then(|it| self.points.get(it)).map_or(0.0, |it| it.share + APART);
        let after = self.points.get(idx + 1).map_or(1.0, |it| it.share - APART);
        if let Some(point) = self.points.get_mut(idx) {
            *point = Point { share: between(at.share, before, after), rate: at.rate };
        }
    }

    /// Adds a knot, unless one is there.
    pub(super) fn add(&mut self, at: Point) {
        let idx = self.points.partition_point(|it| it.share < at.share);
        let near = |it: &Point| (it.share - at.share).abs() < APART;
        if !self.points.iter().any(near) {
            self.points.insert(idx, at);
        }
    }

    /// Draws over the stretch from one point to another. A load that was not by hand is taken as it is (`load`, at equal
    /// distances) outside of the stretch.
    pub(super) fn stroke(&mut self, from: Point, to: Point, load: &[f32]) {
        if self.points.is_empty() {
            let last = load.len().saturating_sub(1).max(1);
            let at = |idx: usize| Point {
                share: idx as f64 / PIECES as f64,
                rate: load.get(idx * last / PIECES).map_or(to.rate, |it| f64::from(*it)),
            };
            self.points = (0..=PIECES).map(at).collect();
        }
        let (early, late) = if from.share <= to.share { (from, to) } else { (to, from) };
        let half = 0.5 / PIECES as f64;
        self.points.retain(|it| it.share < early.share - half || it.share > late.share + half);
        let first = (early.share * PIECES as f64 + 0.5) as usize;
        let last = (late.share * PIECES as f64 + 0.5) as usize;
        for idx in first..=last.min(PIECES) {
            let share = idx as f64 / PIECES as f64;
            let way = (late.share - early.share).max(1e-9);
            let part = between((share - early.share) / way, 0.0, 1.0);
            self.points.retain(|it| (it.share - share).abs() >= APART);
            self.add(Point { share, rate: early.rate + (late.rate - early.rate) * part });
        }
    }

    /// The field's text: `0s 100, 30m 250`, in percent of `mean`, without points on the line through their neighbours.
    pub(super) fn text(&self, length: i64, mean: f64) -> String {
        let percent = |it: &Point| if mean > 0.0 { it.rate / mean * 100.0 } else { 100.0 };
        let mut kept: Vec<Point> = Vec::new();
        for (idx, point) in self.points.iter().enumerate() {
            let next = self.points.get(idx + 1);
            let straight = kept.last().zip(next).is_some_and(|(before, next)| {
                let way = (point.share - before.share) / (next.share - before.share).max(1e-9);
                let on = before.rate + (next.rate - before.rate) * way;
                (on - point.rate).abs() < 0.005 * mean
            });
            if !straight {
                kept.push(*point);
            }
        }
        let text = |it: &Point| {
            let at = (it.share * length as f64 / 1000.0 + 0.5) as i64 * 1000;
            format!("{} {}", clock::duration(at.min(length)), at_resolution(percent(it), 0.1))
        };
        kept.iter().map(text).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;

    #[test]
    fn knots_keep_their_order() {
        let mut curve = Curve::of(&[(0, 10.0), (HOUR / 2, 20.0), (HOUR, 10.0)], HOUR);
        curve.put(1, Point { share: 2.0, rate: 30.0 });
        assert!(curve.points[1].share < 1.0 && curve.points[1].share > 0.99);
        curve.put(0, Point { share: -1.0, rate: 5.0 });
        assert_eq!(curve.points[0], Point { share: 0.0, rate: 5.0 });
        curve.add(Point { share: 0.25, rate: 7.0 });
        curve.add(Point { share: 0.251, rate: 8.0 });
        assert_eq!(curve.points.len(), 4);
        assert_eq!(curve.text(HOUR, 10.0), "0s 50, 15m 70, 59m46s 300, 1h 100");
    }

    #[test]
    fn a_stroke_leaves_the_rest_as_it_was() {
        let mut curve = Curve::default();
        let load = vec![40.0f32; 120];
        let mut from = Point { share: 0.5, rate: 80.0 };
        for idx in 1..=10 {
            let to = Point { share: 0.5 + f64::from(idx) * 0.02, rate: 80.0 };
            curve.stroke(from, to, &load);
            from = to;
        }
        let at = |share: f64| {
            curve
                .points
                .iter()
                .min_by(|a, b| (a.share - share).abs().total_cmp(&(b.share - share).abs()))
                .unwrap()
                .rate
        };
        assert!(
            (at(0.2) - 40.0).abs() < 1e-9 && (at(0.6) - 80.0).abs() < 1e-9 && (at(0.9) - 40.0).abs() < 1e-9
        );
        let text = curve.text(HOUR, 40.0);
        assert!(text.starts_with("0s 100, ") && text.ends_with("1h 100") && text.contains(" 200,"), "{text}");
        assert!(text.split(',').count() < 9, "{text}");
        // Times rise: the model takes no others.
        assert!(curve.points.windows(2).all(|pair| pair[0].share < pair[1].share));
    }

    #[test]
    fn nothing_breaks_a_text() {
        assert_eq!(Curve::default().text(HOUR, 10.0), "");
        let zero = Curve::of(&[(0, 0.0)], 0);
        assert_eq!(zero.text(0, 0.0), "0s 100");
    }
}
