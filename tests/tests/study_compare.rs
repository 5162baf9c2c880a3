//! Two rules on the same traffic, as the study compares them: against themselves, against evaluation by brute force, against the
//! page's own scorecard. It must not know the page.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test file")]

use playground::bundled;
use playground::document::{self, Document};
use playground::learn::{Ask, Changed, Choices, CompareAsk, Compared, LaneState, Measure, Span, Told, Which};
use playground::score;
use playground::study::Study;
use playground::vary::vary;
use std::collections::BTreeMap;
use tests::scenario::Run;
use tests::study::{self, last, settle, told_document};

const ERRORS: &str = "embedded/haproxy-server-response-errors";
const HERE: Which = Which::Rule(0);

fn errors() -> Document {
    bundled::alert_document(ERRORS).unwrap()
}

/// A study of `document`, and what there is to compare in it.
fn open(document: &Document) -> (Study, Choices) {
    let mut study = study::open(document);
    let Told::Choices(choices) = last(&mut study, Ask::Choices) else { panic!("nothing to compare") };
    (study, choices)
}

fn compared(study: &mut Study, a: &Which, b: &Which, seeds: u32) -> Compared {
    match last(study, Ask::Compare(CompareAsk { rules: [a.clone(), b.clone()], seeds })) {
        Told::Compared(it) => *it,
        other => panic!("{other:?}"),
    }
}

fn why_not(study: &mut Study, a: Which, seeds: u32) -> String {
    match last(study, Ask::Compare(CompareAsk { rules: [a, HERE], seeds })) {
        Told::Wrong(why) => why,
        other => panic!("{other:?}"),
    }
}

/// The selected rule of `document` as a draft with one text in the place of another.
fn draft(choices: &Choices, from: &str, to: &str) -> Which {
    assert!(choices.yaml.contains(from), "{}", choices.yaml);
    Which::Draft(choices.yaml.replace(from, to))
}

/// The mean of a measure for A (0), B (1), or their difference (2).
fn mean(it: &Compared, measure: Measure, of: usize) -> f64 {
    f64::from(it.sums.mean[measure as usize * 3 + of])
}

/// The document with `which` in it, as it is taken.
fn taken(study: &mut Study, which: &Which) -> Document {
    study.take(Ask::Take(which.clone()));
    told_document(study).1
}

fn assert_nothing_differs(it: &Compared, what: &str) {
    assert_eq!((&it.counts[1..], it.changes.len()), (&[0, 0, 0][..], 0), "{what}");
    assert!(it.rows.iter().all(|row| row.lanes[0] == row.lanes[1]), "{what}");
    for measure in Measure::all() {
        let [a, b, less] = [0, 1, 2].map(|of| mean(it, measure, of));
        assert!(a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan()), "{what}: {measure:?} {a} {b}");
        assert!(if a.is_nan() { less.is_nan() } else { less == 0.0 }, "{what}: {measure:?} {less}");
    }
}

/// A compared with A is empty, whatever the traffic is, and so is its copy.
#[test]
fn nothing_differs_from_itself() {
    let mut episodes = 0;
    for (name, document) in tests::scenario::bundled().into_iter().step_by(5) {
        let (mut study, choices) = open(&document);
        let it = compared(&mut study, &HERE, &HERE, 1);
        assert_nothing_differs(&it, &name);
        episodes += it.counts[0];
        let again = compared(&mut study, &HERE, &Which::Draft(choices.yaml), 1);
        assert_nothing_differs(&again, &name);
        assert_eq!((again.counts, &again.rows), (it.counts, &it.rows), "{name}");
    }
    assert!(episodes > 5, "{episodes}");
}

/// What a rule adds of its own does not make its alerts other objects.
#[test]
fn names_and_added_labels_make_no_difference() {
    let (mut study, choices) = open(&errors());
    let other = choices
        .yaml
        .replace("HaproxyServerResponseErrors", "Mine")
        .replace("severity:", "team: web\n  severity:");
    let it = compared(&mut study, &HERE, &Which::Draft(other), 1);
    assert!(it.counts[0] > 0, "{:?}", it.counts);
    assert_nothing_differs(&it, "added labels");
    assert!(it.rows.iter().all(|row| !row.labels.contains("severity") && !row.labels.contains("alertname")));
}

/// The firing stretches of every server, from nothing but the values of the left side.
fn by_brute_force(run: &Run, threshold: f64, hold: i64) -> BTreeMap<String, Vec<Span>> {
    let picture = run.picture();
    let steps = picture.plan.steps;
    let mut found = BTreeMap::new();
    for column in picture.columns.side.iter() {
        let mut spans: Vec<Span> = Vec::new();
        let mut since = None;
        for (idx, value) in column.values.iter().enumerate() {
            let time = steps.time(idx);
            since = (*value > threshold).then(|| since.unwrap_or(time));
            if since.is_none_or(|it| time - it < hold) {
                continue;
            }
            match spans.last_mut() {
                Some(last) if last.to == time => last.to += steps.step,
                _ => spans.push(Span { from: time, to: time + steps.step }),
            }
        }
        found.insert(column.labels.value("server").unwrap().to_owned(), spans);
    }
    found
}

fn overlap(a: Span, b: Span) -> bool {
    a.from < b.to && b.from < a.to
}

/// A threshold is loosened: what is added lies where brute force says, and nothing is removed.
#[test]
fn a_looser_threshold_adds_what_brute_force_finds() {
    let document = errors();
    let (mut study, choices) = open(&document);
    let looser = draft(&choices, "> 5", "> 1");
    let it = compared(&mut study, &HERE, &looser, 1);
    let run = Run::of(&document);
    let (a, b) = (by_brute_force(&run, 5.0, 60_000), by_brute_force(&run, 1.0, 60_000));
    let of = |all: &BTreeMap<String, Vec<Span>>| all.values().map(|it| it.len() as u32).sum::<u32>();
    let [same, moved, added, removed] = it.counts;
    assert_eq!((same + moved + removed, same + moved + added), (of(&a), of(&b)), "{:?}", it.counts);
    assert!(added > 0 && removed == 0, "{:?}", it.counts);
    for Changed { name, episodes } in &it.changes {
        let [first, second] = episodes.map(|it| it.map(|it| it.span));
        assert!(first.is_none_or(|it| a[name].contains(&it)), "{name} {first:?}");
        let second = second.unwrap();
        assert!(b[name].contains(&second), "{name} {second:?}");
        let near = a[name].iter().any(|it| overlap(*it, second));
        assert_eq!(near, first.is_some(), "{name} {first:?} {second:?}");
    }
    // Both lanes of each server are what brute force finds, and nothing that fired before is silent now.
    for row in &it.rows {
        for (lane, wanted) in row.lanes.iter().zip([&a[&row.name], &b[&row.name]]) {
            let firing =
                lane.iter().filter(|it| it.0 == LaneState::Firing).map(|it| it.1).collect::<Vec<_>>();
            assert_eq!(&firing, wanted, "{}", row.name);
        }
        let within = |it: &Span| b[&row.name].iter().any(|other| other.from <= it.from && it.to <= other.to);
        assert!(a[&row.name].iter().all(within), "{}", row.name);
    }
    let turned = compared(&mut study, &looser, &HERE, 1);
    assert_eq!(turned.counts, [same, moved, 0, added]);
}

/// The numbers of both are those that the page shows for them, and their difference is signed.
#[test]
fn numbers_are_those_of_the_pages_scorecard() {
    let document = errors();
    let (mut study, choices) = open(&document);
    let slower = draft(&choices, "for: 1m", "for: 3m");
    let it = compared(&mut study, &HERE, &slower, 1);
    let other = taken(&mut study, &slower);
    let cards = [document, other].map(|it| score::score(Run::of(&it).app.model()).unwrap().card);
    for measure in Measure::all() {
        let wanted = [0, 1].map(|idx| cards[idx].get(measure));
        let less = wanted[1].zip(wanted[0]).map(|(b, a)| b - a);
        for (of, wanted) in [wanted[0], wanted[1], less].into_iter().enumerate() {
            let found = mean(&it, measure, of);
            let near = |wanted: f64| (found - wanted).abs() <= 1e-6 * wanted.abs().max(1.0);
            assert!(wanted.map_or(found.is_nan(), near), "{measure:?} {of}: {found} {wanted:?}");
        }
    }
    assert!(mean(&it, Measure::Detection, 2) > 0.0, "a longer for finds later");
}

/// Several seeds: means of scorecards, and of their differences seed by seed.
#[test]
fn seeds_are_added_up_pair_by_pair() {
    let document = errors();
    let (mut study, choices) = open(&document);
    let looser = draft(&choices, "> 5", "> 2");
    let it = compared(&mut study, &HERE, &looser, 3);
    let other = taken(&mut study, &looser);
    let first = document.scenario.seed;
    assert_eq!(it.seeds, (first, 3));
    let of = |it: &Document, seed| {
        score::score(Run::of(&vary(it, seed)).app.model()).unwrap().card.get(Measure::Pages).unwrap()
    };
    let less: Vec<f64> = (first..first + 3).map(|seed| of(&other, seed) - of(&document, seed)).collect();
    assert!((mean(&it, Measure::Pages, 2) - less.iter().sum::<f64>() / 3.0).abs() < 1e-5, "{less:?}");
    let at = Measure::Pages as usize * 3 + 2;
    let (least, most) = (f64::from(it.sums.least[at]), f64::from(it.sums.greatest[at]));
    let near = |found: f64, wanted: f64| (found - wanted).abs() < 1e-5;
    assert!(near(least, less.iter().copied().fold(f64::INFINITY, f64::min)), "{least} {less:?}");
    assert!(near(most, less.iter().copied().fold(f64::NEG_INFINITY, f64::max)), "{most} {less:?}");
    // What is shown is the first seed's, however many there are.
    let alone = compared(&mut study, &HERE, &looser, 1);
    assert_eq!((&it.rows, &it.changes, it.counts), (&alone.rows, &alone.changes, alone.counts));
}

/// Rules of other shapes: one that looks at other objects, and one whose alerts another rule reads.
#[test]
fn any_two_rules_of_the_document_can_be_compared() {
    let mut document = errors();
    let mut backend = document.rules[0].clone();
    backend.alert = "Backend".to_owned();
    backend.expr =
        "sum by (proxy) (rate(haproxy_server_http_responses_total{code=\"5xx\"}[2m])) > 0.05".to_owned();
    backend.hold = "0s".to_owned();
    let mut after = backend.clone();
    (after.alert, after.expr) = ("After".to_owned(), "ALERTS{alertname=\"Backend\"} == 1".to_owned());
    document.rules.extend([backend, after]);
    let (mut study, choices) = open(&document);
    assert_eq!(choices.rules, ["HaproxyServerResponseErrors", "Backend", "After"]);
    let it = compared(&mut study, &HERE, &Which::Rule(1), 1);
    assert_eq!((it.counts[0], it.counts[1]), (0, 0), "other objects");
    assert!(it.counts[2] > 0 && it.counts[3] > 0, "{:?}", it.counts);
    let after = compared(&mut study, &Which::Rule(1), &Which::Rule(2), 1);
    assert!(after.counts[2] > 0 || after.counts[0] + after.counts[1] > 0, "{:?}", after.counts);
    assert_eq!(after.names, ["Backend", "After"]);
}

#[test]
fn b_is_taken_into_the_document() {
    let mut document = errors();
    document.rules.push(document.rules[0].clone());
    document.rules[0].hold = "7m".to_owned();
    document.rules[1].alert = "Second".to_owned();
    let (mut study, choices) = open(&document);
    assert_eq!(choices.published, Some(true), "it has been edited");
    let published = taken(&mut study, &Which::Published);
    assert_eq!(published.rules[0].hold, "1m");
    assert_eq!((&published.rules[1], &published.scenario), (&document.rules[1], &document.scenario));
    let tried = taken(&mut study, &draft(&choices, "for: 7m", "for: 3m"));
    assert_eq!((tried.rules[0].hold.as_str(), tried.rules.len()), ("3m", 2));
    let second = taken(&mut study, &Which::Rule(1));
    assert_eq!((second.view.rule, second.rules), (1, document.rules));
}

/// What is compared follows the document; what does not change it changes nothing.
#[test]
fn a_comparison_follows_the_document() {
    let mut document = errors();
    let (mut study, _) = open(&document);
    let before = compared(&mut study, &Which::Published, &HERE, 1);
    assert_nothing_differs(&before, "as published");
    document.view.cursor = Some(60.0);
    study.take(Ask::Document(document::write(&document)));
    assert!(!study.work() && study.told().is_empty(), "only the cursor moved");
    document.rules[0].hold = "5m".to_owned();
    study.take(Ask::Document(document::write(&document)));
    let told = settle(&mut study);
    assert!(told.iter().any(|it| matches!(it, Told::Choices(it) if it.yaml.contains("for: 5m"))), "{told:?}");
    let Some(Told::Compared(after)) = told.last() else { panic!("{told:?}") };
    assert!(after.counts[1] + after.counts[3] > 0, "{:?}", after.counts);
    // Closed, nothing follows.
    study.take(Ask::Compare(CompareAsk { rules: [HERE, Which::Published], seeds: 20 }));
    assert!(study.work());
    study.take(Ask::Close);
    assert!(!study.work());
    assert_eq!(study.told().last(), Some(&Told::Closed));
}

#[test]
fn what_cannot_be_compared_is_said() {
    let mut document = errors();
    document.rules[0].from = String::new();
    let (mut study, choices) = open(&document);
    assert_eq!(choices.published, None);
    assert_eq!(why_not(&mut study, Which::Rule(9), 1), "A: the document has 1 rule");
    assert_eq!(why_not(&mut study, Which::Published, 1), "A: the rule was not published by the catalogue");
    assert!(why_not(&mut study, Which::Draft("alert: A\nexpr: up ==\n".to_owned()), 1).starts_with("A: "));
    assert!(why_not(&mut study, Which::Draft(String::new()), 1).starts_with("A: "));
    assert!(why_not(&mut study, Which::Draft("{".repeat(100_000)), 1).starts_with("A: "));
    assert!(why_not(&mut study, HERE, 0).contains("seeds"));
    assert!(why_not(&mut study, HERE, 1000).contains("seeds"));
    let twice =
        "alert: A\nexpr: label_replace(haproxy_server_status, \"server\", \"x\", \"\", \"\")\n".to_owned();
    assert!(why_not(&mut study, Which::Draft(twice), 1).starts_with("A: "));
    // An empty result is a comparison, too.
    let none = compared(&mut study, &Which::Draft("alert: A\nexpr: nothing > 0\n".to_owned()), &HERE, 1);
    assert!(none.counts[2] > 0 && none.counts[..2] == [0, 0], "{:?}", none.counts);
    assert!(mean(&none, Measure::Precision, 0).is_nan() && mean(&none, Measure::Precision, 2).is_nan());
}
