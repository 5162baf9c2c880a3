//! Sweeps of whole documents: cells against runs of the app with the same numbers, points that are applied, seeds. It must not
//! know the page.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test file")]

use playground::bundled;
use playground::document::{self, Document};
use playground::learn::{Ask, Cell, Measure, Point, SweepAsk, Swept, Told};
use playground::score;
use playground::study::Study;
use playground::vary::vary;
use series::{format_duration, format_float};
use tests::scenario::Run;

fn open(document: &Document) -> Study {
    let mut study = Study::default();
    study.take(Ask::Document(document::write(document)));
    study
}

/// What is told until nothing is left to do.
fn settle(study: &mut Study) -> Vec<Told> {
    let mut all = study.told();
    while study.work() {
        all.extend(study.told());
    }
    all.extend(study.told());
    all
}

fn swept(study: &mut Study, ask: SweepAsk) -> Swept {
    study.take(Ask::Sweep(ask));
    match settle(study).pop().unwrap() {
        Told::Sweep(swept) => *swept,
        other => panic!("{other:?}"),
    }
}

fn once() -> SweepAsk {
    SweepAsk { train: 1, ..SweepAsk::default() }
}

/// The scorecard that the page shows for `document` with the numbers of a cell.
fn by_hand(document: &Document, point: Point) -> Vec<Option<f64>> {
    let mut study = open(document);
    study.take(Ask::Apply(point));
    let Some(Told::Document(text)) = study.told().pop() else { panic!("no document") };
    let run = Run::of(&document::read(&text).unwrap());
    let card = score::score(run.app.model()).unwrap().card;
    Measure::all().map(|it| card.get(it)).collect()
}

fn assert_like(cell: &Cell, wanted: &[Option<f64>], what: &str) {
    for (measure, wanted) in Measure::all().zip(wanted) {
        match (cell.get(measure), wanted) {
            (None, None) => {}
            // Sums are told as single precision.
            (Some(found), Some(wanted)) => {
                assert!(
                    (found - wanted).abs() <= 1e-6 * wanted.abs().max(1.0),
                    "{what}: {measure:?} {found} {wanted}"
                );
            }
            (found, wanted) => panic!("{what}: {measure:?} {found:?} {wanted:?}"),
        }
    }
}

/// Cells from runs of the comparison, from an evaluation a threshold, and of a rule without a threshold.
#[test]
fn cells_are_what_the_page_shows_with_their_numbers() {
    for id in [
        "embedded/haproxy-server-response-errors",
        "embedded/haproxy-high-http4xx-error-rate-backend",
        "haproxy_exporter/haproxy-server-down",
    ] {
        let document = bundled::alert_document(id).unwrap();
        let it = swept(&mut open(&document), once());
        let (cells, columns) = (it.cells(&it.train), it.columns());
        for (column, row) in [(0, 0), (columns / 3, it.holds.len() / 2), (columns - 1, 1), (columns / 2, 3)] {
            let point = Point {
                threshold: it.thresholds.get(column).copied(),
                hold: it.holds[row],
                keep: String::new(),
                window: String::new(),
            };
            let what = format!("{id} {point:?}");
            assert_like(&cells[row * columns + column], &by_hand(&document, point), &what);
        }
    }
}

#[test]
fn a_comparison_within_a_larger_expression_is_evaluated_for_each_threshold() {
    let mut document = bundled::alert_document("embedded/haproxy-server-response-errors").unwrap();
    let expr = document.rules[0].expr.clone();
    document.rules[0].expr =
        format!("({expr}) unless on (server) (haproxy_server_status{{state=\"DOWN\"}} == 1)");
    let it = swept(&mut open(&document), once());
    assert!((5..=30).contains(&it.thresholds.len()), "{:?}", it.thresholds);
    let (cells, columns) = (it.cells(&it.train), it.columns());
    for (column, row) in [(1, 0), (columns / 2, 2)] {
        let point = Point {
            threshold: Some(it.thresholds[column]),
            hold: it.holds[row],
            keep: String::new(),
            window: String::new(),
        };
        assert_like(&cells[row * columns + column], &by_hand(&document, point), expr.as_str());
    }
}

#[test]
fn the_rules_own_numbers_are_on_the_grid_and_marked() {
    let mut document = bundled::alert_document("embedded/haproxy-server-response-errors").unwrap();
    document.rules[0].hold = "2m10s".to_owned();
    let mut study = open(&document);
    let it = swept(&mut study, once());
    let place = |(column, row): (u32, u32)| (it.thresholds[column as usize], it.holds[row as usize]);
    assert_eq!(place(it.marks.now.unwrap()), (5.0, 130_000));
    assert_eq!(place(it.marks.published.unwrap()), (5.0, 60_000));
    // Another point of the grid needs nothing but its mark.
    document.rules[0].hold = format_duration(it.holds[0]);
    document.rules[0].expr =
        document.rules[0].expr.replace("> 5", &format!("> {}", format_float(it.thresholds[2])));
    study.take(Ask::Document(document::write(&document)));
    assert!(!study.work());
    assert!(matches!(study.told().as_slice(), [Told::Marks(it)] if it.now == Some((2, 0))));
    // Other traffic needs all of it.
    document.scenario.events.clear();
    study.take(Ask::Document(document::write(&document)));
    let Some(Told::Sweep(calm)) = settle(&mut study).pop() else { panic!("no sweep") };
    assert!(calm.cells(&calm.train).iter().all(|it| it.get(Measure::Recall).is_none()));
}

#[test]
fn window_and_keep_firing_for_are_swept_as_asked() {
    let document = bundled::alert_document("embedded/haproxy-server-response-errors").unwrap();
    let ask = SweepAsk { keep: "10m".to_owned(), window: "5m".to_owned(), ..once() };
    let it = swept(&mut open(&document), ask);
    assert_eq!((it.keep.as_str(), it.window.as_str()), ("10m", "5m"));
    let (column, row) = it.marks.now.unwrap();
    let point = Point {
        threshold: Some(it.thresholds[column as usize]),
        hold: it.holds[row as usize],
        keep: "10m".to_owned(),
        window: "5m".to_owned(),
    };
    let cell = it.cells(&it.train)[row as usize * it.columns() + column as usize];
    assert_like(&cell, &by_hand(&document, point), "keep and window");
    let mut study = open(&document);
    study.take(Ask::Sweep(SweepAsk { window: "soon".to_owned(), ..once() }));
    assert!(matches!(settle(&mut study).pop(), Some(Told::Wrong(_))));
}

#[test]
fn seeds_are_added_up_and_others_judge() {
    let document = bundled::alert_document("embedded/haproxy-server-response-errors").unwrap();
    let it = swept(&mut open(&document), SweepAsk { train: 2, judge: 1, ..SweepAsk::default() });
    let (column, row) = it.marks.now.unwrap();
    let at = row as usize * it.columns() + column as usize;
    let first = document.scenario.seed;
    let seeds = [first, first + 1, first + 2];
    let runs = seeds.map(|seed| {
        let run = Run::of(&vary(&document, seed));
        score::score(run.app.model()).unwrap().card.get(Measure::Pages).unwrap()
    });
    let count = it.columns() * it.holds.len();
    let of = |list: &[f32]| f64::from(list[Measure::Pages as usize * count + at]);
    assert!((of(&it.train.mean) - f64::midpoint(runs[0], runs[1])).abs() < 1e-5, "{runs:?}");
    assert!((of(&it.train.least) - runs[0].min(runs[1])).abs() < 1e-5);
    assert!((of(&it.train.greatest) - runs[0].max(runs[1])).abs() < 1e-5);
    assert!((of(&it.judged.1.mean) - runs[2]).abs() < 1e-5);
}

/// Other numbers over the same samples: no traffic anew, and the same cells.
#[test]
fn another_sweep_of_the_same_traffic_is_quick() {
    let document = bundled::alert_document("embedded/haproxy-server-response-errors").unwrap();
    let slices = |study: &mut Study, ask: SweepAsk| {
        study.take(Ask::Sweep(ask));
        let mut count = 1;
        while study.work() {
            count += 1;
        }
        let Some(Told::Sweep(swept)) = study.told().pop() else { panic!("no sweep") };
        (count, swept)
    };
    let mut study = open(&document);
    let (first, _) = slices(&mut study, once());
    let kept = SweepAsk { keep: "5m".to_owned(), ..once() };
    let (again, swept) = slices(&mut study, kept.clone());
    assert!(again * 3 < first, "{again} slices after {first}");
    let fresh = slices(&mut open(&document), kept).1;
    assert_eq!((&swept.train.mean.len(), &swept.thresholds), (&fresh.train.mean.len(), &fresh.thresholds));
    let bits = |it: &Swept| it.train.mean.iter().map(|it| it.to_bits()).collect::<Vec<_>>();
    assert_eq!(bits(&swept), bits(&fresh));
    let (_, fine) = slices(&mut study, SweepAsk { grid: Some([64, 32]), ..once() });
    assert!(fine.thresholds.len() >= 64 && fine.holds.len() >= 32, "{:?} {:?}", fine.thresholds, fine.holds);
    study.take(Ask::Sweep(SweepAsk { grid: Some([64, 65]), ..once() }));
    assert!(matches!(settle(&mut study).pop(), Some(Told::Wrong(_))));
}

#[test]
fn whatever_is_asked_there_is_an_answer() {
    let document = bundled::alert_document("embedded/haproxy-server-response-errors").unwrap();
    let mut study = open(&document);
    study.take(Ask::Sweep(SweepAsk { train: 1000, ..SweepAsk::default() }));
    assert!(matches!(settle(&mut study).pop(), Some(Told::Wrong(_))));
    study.take(Ask::Document("version: 99".to_owned()));
    assert!(matches!(settle(&mut study).first(), Some(Told::Wrong(_))));
    for expr in
        ["vector(1)", "up", "absent(nothing)", "1 > 0", "time() > 5", "nothing > 0", "up > bool 0", "up == 1"]
    {
        let mut document = document.clone();
        expr.clone_into(&mut document.rules[0].expr);
        let mut study = open(&document);
        study.take(Ask::Sweep(once()));
        let told = settle(&mut study).pop();
        assert!(matches!(told, Some(Told::Sweep(_) | Told::Wrong(_))), "{expr}: {told:?}");
    }
    assert_eq!(Ask::read(&[250, 7]), None);
    assert_eq!(Ask::read(&Ask::Close.write()), Some(Ask::Close));
}
