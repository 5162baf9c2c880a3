//! Properties of the decimation. It must not know how it is done.

use plot::{Point, Span, decimate};
use proptest::prelude::*;

/// Runs of points at a 15 s step with gaps of one step between them.
fn runs() -> impl Strategy<Value = Vec<Vec<Point>>> {
    prop::collection::vec(prop::collection::vec(-1e3..1e3f64, 1..200), 0..6).prop_map(|runs| {
        let mut time = 0;
        let mut point = |value| {
            time += 15_000;
            Point { time, value }
        };
        let mut out: Vec<Vec<Point>> = Vec::new();
        for run in runs {
            out.push(run.into_iter().map(&mut point).collect());
            point(0.0);
        }
        out
    })
}

proptest! {
    // What is kept was there, in order of time, each point once.
    #[test]
    fn nothing_is_invented(runs in runs(), columns in 1u32..60) {
        let window = Span { from: 100_000, to: 6_000_000 };
        let all: Vec<Point> = runs.iter().flatten().copied().collect();
        let kept: Vec<Point> = decimate(&runs, window, columns).into_iter().flatten().collect();
        prop_assert!(kept.iter().all(|point| all.contains(point)));
        prop_assert!(kept.windows(2).all(|pair| pair[0].time < pair[1].time));
        prop_assert!(kept.iter().all(|point| window.from <= point.time && point.time <= window.to));
    }

    // The least and the greatest value in view survive, and every run in view stays a run of its own.
    #[test]
    fn extremes_and_gaps_survive(runs in runs(), columns in 1u32..60) {
        let window = Span { from: 0, to: 4_000_000 };
        let inside: Vec<Vec<Point>> = runs
            .iter()
            .map(|run| run.iter().filter(|it| it.time <= window.to).copied().collect::<Vec<_>>())
            .filter(|run| !run.is_empty())
            .collect();
        let kept = decimate(&runs, window, columns);
        prop_assert_eq!(kept.len(), inside.len());
        for (before, after) in inside.iter().zip(&kept) {
            let ends = |run: &[Point]| {
                let least = run.iter().map(|it| it.value).fold(f64::INFINITY, f64::min);
                let greatest = run.iter().map(|it| it.value).fold(f64::NEG_INFINITY, f64::max);
                (run[0], run[run.len() - 1], least, greatest)
            };
            prop_assert_eq!(ends(before), ends(after));
        }
    }

    // A picture never needs more than four points a column and run, however long the scenario.
    #[test]
    fn the_picture_is_bounded(runs in runs(), columns in 1u32..60) {
        let window = Span { from: 0, to: 20_000_000 };
        let kept: usize = decimate(&runs, window, columns).iter().map(Vec::len).sum();
        prop_assert!(kept <= 4 * (columns as usize + 1 + runs.len()));
    }
}

#[test]
fn infinities_are_kept() {
    let run: Vec<Point> = (0..100)
        .map(|idx| Point { time: idx * 10, value: if idx == 50 { f64::INFINITY } else { 1.0 } })
        .collect();
    let kept = decimate(&[run], Span { from: 0, to: 1000 }, 4);
    assert!(kept[0].iter().any(|point| point.value == f64::INFINITY));
}
