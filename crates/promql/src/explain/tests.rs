//! Explanations against the evaluator. They must not know playground.

use super::*;
use crate::parse;
use proptest::prelude::*;
use series::Labels;

fn store(samples: &[(i64, f64)]) -> Store {
    let mut store = Store::new();
    for (name, server, factor) in [("x", "a", 1.0), ("x", "b", 2.0), ("y", "a", 4.0)] {
        let labels = Labels::new([("__name__", name), ("server", server)]);
        let id = store.series_id(&labels);
        samples.iter().for_each(|(time, value)| assert!(store.push(id, *time, value * factor)));
    }
    store
}

fn explained(text: &str, semantics: Semantics, store: &Store, time: i64) -> Vec<Explained> {
    let options = Options { semantics, ..Options::default() };
    explain(&parse(text, semantics).unwrap(), store, time, &options)
}

fn shape(text: &str) -> String {
    let samples: Vec<_> = (0..20).map(|idx| (idx * 15_000, idx as f64)).collect();
    let all = explained(text, Semantics::V3, &store(&samples), 285_000);
    let row = |it: &Explained| {
        let is = match &it.is {
            Is::Values(all) => {
                all.iter().map(|it| format!("{:.3}", it.values[0])).collect::<Vec<_>>().join(" ")
            }
            Is::Windows(all) => {
                all.iter().map(|it| format!("[{}]", it.samples.len())).collect::<Vec<_>>().join("")
            }
            Is::Nothing => "-".to_owned(),
            Is::Error(error) => error.clone(),
        };
        format!("{}{} = {is}", "  ".repeat(it.depth as usize), it.span.of(text))
    };
    all.iter().map(row).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_node_has_its_value() {
    let text = "(rate(x[1m]) / on (server) y * 100) > 5";
    let lines = [
        "(rate(x[1m]) / on (server) y * 100) > 5 = ",
        "  rate(x[1m]) / on (server) y * 100 = 0.088",
        "    rate(x[1m]) / on (server) y = 0.001",
        "      rate(x[1m]) = 0.067 0.133",
        "        x[1m] = [4][4]",
        "      y = 76.000",
    ];
    assert_eq!(shape(text), lines.join("\n"));
    // What fails says why, and what is inside of it is explained all the same.
    assert!(shape("x + on () y").starts_with("x + on () y = "));
    assert!(shape("x + on () y").contains("multiple matches for labels"), "{}", shape("x + on () y"));
    assert!(
        shape("x + on () y").ends_with("\n  x = 19.000 38.000\n  y = 76.000"),
        "{}",
        shape("x + on () y")
    );
    assert_eq!(shape("max_over_time(x[1m:15s])").lines().last(), Some("  x[1m:15s] = -"));
}

#[test]
fn a_window_at_another_instant_is_that_one() {
    let samples: Vec<_> = (0..20).map(|idx| (idx * 15_000, idx as f64)).collect();
    let all = explained("rate(x[1m] offset 1m)", Semantics::V3, &store(&samples), 285_000);
    let Is::Windows(windows) = &all[1].is else { panic!("no window") };
    assert_eq!(windows[0].window, (165_000, 225_000));
    assert_eq!(windows[0].samples.first(), Some(&(180_000, 12.0)));
}

/// A deep query is explained as far as anybody reads.
#[test]
fn explanations_are_bounded() {
    let text = vec!["x"; 190].join(" + ");
    let samples = [(0, 1.0)];
    assert_eq!(explained(&text, Semantics::V3, &store(&samples), 0).len(), NODES);
}

proptest! {
    /// The working comes to what the evaluator says, resets, gaps and both semantics included.
    #[test]
    fn the_working_comes_to_the_value(
        gaps in prop::collection::vec((1i64..40_000, -3.0f64..30.0), 2..30),
        function in prop::sample::select(vec!["rate", "increase", "delta"]),
        late in 0i64..60_000,
        v2 in any::<bool>(),
    ) {
        let mut samples = Vec::new();
        let (mut time, mut value) = (1000, 5.0f64);
        for (gap, step) in gaps {
            time += gap;
            value = if step < 0.0 { step + 3.0 } else { value + step };
            samples.push((time, value));
        }
        let semantics = if v2 { Semantics::V2 } else { Semantics::V3 };
        let all = explained(&format!("{function}(x[3m])"), semantics, &store(&samples), time + late);
        let (Is::Values(values), Is::Windows(windows)) = (&all[0].is, &all[1].is) else { panic!("not a call") };
        for window in windows {
            let of = |it: &&Column| it.labels.value("server") == window.labels.value("server");
            let value = values.iter().find(of).map(|it| it.values[0]);
            let worked = window.working.map(|it| it.value);
            prop_assert_eq!(value.is_some(), worked.is_some());
            if let (Some(value), Some(worked)) = (value, worked) {
                prop_assert!((value - worked).abs() <= 1e-9 * value.abs().max(1e-9), "{value} {worked}");
            }
        }
    }
}
