//! Scorecards of whole scenarios, against what is known of them by hand. They must not come from the code that they
//! judge.
#![expect(clippy::unwrap_used, reason = "a test file")]

use playground::bundled::{default_document, scenario_document};
use playground::document::{Document, Label};
use playground::event::{Event, FaultField, Field};
use playground::score::{Scored, score};
use playground::view::{Part, Score};
use quality::{Kind, Measure, Verdict};
use tests::scenario::Run;

fn scored(document: &Document) -> Scored {
    score(Run::of(document).app.model()).unwrap()
}

fn of(scored: &Scored, measure: Measure) -> Option<f64> {
    scored.card.get(measure)
}

/// Seconds of the default scenario: 6 h of evaluations every 15 s, the last one at its end.
const SECONDS: f64 = 21_615.0;

/// The default document with another rule of nobody's.
fn with_expr(expr: &str) -> Document {
    let mut document = default_document();
    expr.clone_into(&mut document.rules[0].expr);
    document.rules[0].from.clear();
    document
}

fn close(found: Option<f64>, wanted: f64) {
    assert!(found.is_some_and(|it| (it - wanted).abs() < 1e-9), "{found:?}, wanted {wanted}");
}

// web1 is killed at 3 h for ten minutes. Three checks, 2 s apart, find it dead before the scrape at 3 h 7 s; the evaluation at
// 3 h 15 s sees that. Two good checks after its end it is UP at the scrape of 3 h 10 min 7 s.
#[test]
fn a_server_killed_for_ten_minutes() {
    let it = scored(&default_document());
    for (measure, value) in [
        (Measure::Precision, 1.0),
        (Measure::Recall, 1.0),
        (Measure::Detection, 15.0),
        (Measure::DetectionWorst, 15.0),
        (Measure::Reset, 15.0),
        (Measure::ResetWorst, 15.0),
        (Measure::Fragmentation, 1.0),
        (Measure::Flapping, 0.0),
        (Measure::Pages, 86_400.0 / SECONDS),
        (Measure::FalsePages, 0.0),
        (Measure::PendingInVain, 0.0),
        // Fires from 15 s after its start to 15 s after its end.
        (Measure::FiringOutside, 15.0 / 600.0),
    ] {
        close(of(&it, measure), value);
    }
    // Each request finds another server: in 15 s one or two of the 0.2 % that fail always.
    let spent = of(&it, Measure::BudgetSpent).unwrap();
    assert!(spent > 0.0 && spent < 5.0 * 0.002 * 15.0 / 2592.0, "{spent}");
    assert_eq!(it.verdicts, [Verdict::Caught(0)]);
    assert_eq!((it.labels.len(), it.labels[0].title.as_str()), (1, "web1 is killed"));
    assert!(it.labels[0].counts && it.labels[0].incident.severity == 0.0);
}

// The same kill is nothing to a rule of one's own: no user has seen it.
#[test]
fn what_hurts_nobody_does_not_count_for_a_rule_of_ones_own() {
    let it = scored(&with_expr("haproxy_server_up == 0"));
    assert_eq!((of(&it, Measure::Recall), of(&it, Measure::Precision)), (None, Some(0.0)));
    assert_eq!((it.labels[0].incident.kind, it.labels[0].counts), (Kind::Noise, false));
}

#[test]
fn a_rule_that_always_fires_scores_badly() {
    let mut document = with_expr("vector(1) > 0");
    document.scenario.events[0].incident = Some(true);
    let it = scored(&document);
    close(of(&it, Measure::Precision), 0.0);
    close(of(&it, Measure::Recall), 0.0);
    close(of(&it, Measure::FiringOutside), (SECONDS - 600.0) / SECONDS);
    assert_eq!((of(&it, Measure::Detection), it.verdicts.as_slice()), (None, &[Verdict::Already(0)][..]));
}

#[test]
fn a_rule_that_never_fires_has_no_precision() {
    let mut document = default_document();
    "haproxy_server_up > 5".clone_into(&mut document.rules[0].expr);
    let it = scored(&document);
    close(of(&it, Measure::Recall), 0.0);
    close(of(&it, Measure::FalsePages), 0.0);
    assert_eq!((of(&it, Measure::Precision), of(&it, Measure::FiringOutside)), (None, None));
}

#[test]
fn planned_work_that_fires_is_a_false_page() {
    let mut document = default_document();
    "maintenance".clone_into(&mut document.scenario.events[0].kind);
    let it = scored(&document);
    close(of(&it, Measure::Precision), 0.0);
    close(of(&it, Measure::FalsePages), 86_400.0 / SECONDS);
    assert_eq!((of(&it, Measure::Recall), it.labels[0].incident.kind), (None, Kind::Planned));
    assert_eq!(it.verdicts, [Verdict::False]);
}

// All of be_web is gone: three quarters of all requests fail until the alert fires, 15 s after the start. A budget of 99.9 %
// over 30 days is 2592 s of all requests; the first seconds go into retries.
#[test]
fn an_outage_spends_the_budget() {
    let mut document = default_document();
    "be_web".clone_into(&mut document.scenario.events[0].target);
    let it = scored(&document);
    assert!(it.labels[0].incident.severity > 0.95, "{:?}", it.labels);
    let most = 0.75 * 15.0 / 2592.0 * 1.5;
    let spent = of(&it, Measure::BudgetSpent).unwrap();
    assert!(spent > most / 6.0 && spent < most, "{spent}, at most {most}");
    document.slo = 99.0;
    close(of(&scored(&document), Measure::BudgetSpent), spent / 10.0);
    // Three servers fire at once: three episodes find one incident.
    close(of(&it, Measure::Fragmentation), 3.0);
    close(of(&it, Measure::Pages), 3.0 * 86_400.0 / SECONDS);
}

// A fifth of the answers of three quarters of the traffic, for a rule that asks for that.
#[test]
fn how_bad_it_was_comes_from_the_simulation() {
    let mut document = with_expr("haproxy_server_up == 0");
    let fault = &mut document.scenario.events[0];
    "server_errors".clone_into(&mut fault.kind);
    "be_web".clone_into(&mut fault.target);
    fault.strength = 20.0;
    let it = scored(&document);
    let severity = it.labels[0].incident.severity;
    assert!((severity - 0.2).abs() < 0.02, "{severity}");
    assert!(it.labels[0].counts && of(&it, Measure::Recall) == Some(0.0), "{:?}", it.labels);
    // Too little to call it harm.
    document.scenario.events[0].strength = 0.2;
    assert!(!scored(&document).labels[0].counts);
}

/// Five minutes of be_api.
fn label(from: &str, kind: &str) -> Label {
    let [from, length, on, kind] = [from, "5m", "be_api", kind].map(str::to_owned);
    Label { from, length, on, kind }
}

// A label of one's own that nothing found, and one that only says what it is.
#[test]
fn labels_of_ones_own_count_too() {
    let mut document = default_document();
    document.incidents = vec![label("1h", "incident"), label("2h", "planned")];
    let it = scored(&document);
    close(of(&it, Measure::Recall), 0.5);
    close(of(&it, Measure::Precision), 1.0);
    assert_eq!(it.counting.len(), 2);
}

#[test]
fn what_does_not_count_changes_the_numbers_at_once() {
    let mut run = Run::of(&default_document());
    let field = Field::Fault(0, FaultField::Incident);
    let figures = |run: &Run| -> Vec<String> {
        let found = run.answer.parts.iter().find_map(|part| match part {
            Part::Score(Score { cells, .. }) => Some(cells[..2].iter().map(|it| it.figure.clone()).collect()),
            _ => None,
        });
        found.unwrap_or_default()
    };
    assert_eq!(figures(&run), ["100%", "100%"]);
    run.event(Event::Edit { field, text: "no".to_owned() });
    assert_eq!(figures(&run), ["0%", "n/a"]);
    run.event(Event::Undo);
    assert_eq!(figures(&run), ["100%", "100%"]);
}

// What stands behind a number leads to its place.
#[test]
fn a_row_leads_to_its_place() {
    let mut run = Run::of(&default_document());
    let score = run.answer.parts.iter().find_map(|part| match part {
        Part::Score(it) => Some(it.clone()),
        _ => None,
    });
    let score = score.unwrap();
    let recall = &score.cells[1];
    let row = &score.rows[recall.behind[0] as usize];
    assert_eq!((row.title.as_str(), row.time.as_str(), row.good), ("web1 is killed", "15:00:00", true));
    let ((from, to), (slot, fault)) = (row.span, row.about);
    run.event(Event::Look { from, to, slot, fault });
    let view = &run.app.model().document.view;
    assert_eq!((view.cursor, view.fault), (Some(10_800.0), Some(0)));
}

// An edited rule is compared with what was published, once that is known.
#[test]
fn the_published_rule_stands_beside_an_edited_one() {
    let mut run = Run::of(&default_document());
    run.event(Event::Edit { field: Field::For, text: "2m".to_owned() });
    let [mut now, mut published] = [const { String::new() }; 2];
    for part in &run.answer.parts {
        match part {
            Part::Score(it) => now.clone_from(&it.cells[2].figure),
            Part::Published(it) => published.clone_from(&it[2]),
            _ => {}
        }
    }
    assert_eq!((now.as_str(), published.as_str()), ("2m 15s", "15s"));
    run.event(Event::ResetRule);
    assert!(run.answer.parts.contains(&Part::Published(Vec::new())), "nothing to compare with");
}

// What a scenario's file says of its alert, its scorecard says too.
#[test]
fn scorecards_agree_with_the_catalogue() {
    let cards: Vec<catalogue::gallery::Card> =
        postcard::from_bytes(catalogue::shelf::everything(catalogue::gallery::PIECE).unwrap()).unwrap();
    let mut wrong = Vec::new();
    for card in &cards {
        let it = scored(&scenario_document(&card.name).unwrap());
        let outside = of(&it, Measure::FiringOutside).unwrap_or(0.0);
        let good = match card.verdict {
            catalogue::gallery::Verdict::Fires => it.card.caught > 0,
            // One that has caught its incident and then never ends is wrong as well.
            catalogue::gallery::Verdict::FiresWrongly => it.card.caught < it.card.episodes || outside > 0.5,
            catalogue::gallery::Verdict::SilentWrongly => it.card.found() < it.card.incidents.len(),
        };
        if !good {
            wrong.push(format!("{}: {:?}, {:?} {:?}", card.name, card.verdict, it.verdicts, it.labels));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

// Nothing that a document may say of incidents panics or hangs, and what means nothing is refused in words.
#[test]
fn wrong_labels_are_refused() {
    let refused = |change: fn(&mut Document), said: &str| {
        let mut document = default_document();
        document.incidents = vec![label("1h", "incident")];
        change(&mut document);
        let run = Run::of(&document);
        let notice = &run.app.model().notices[0].text;
        assert!(notice.contains(said), "{notice}");
    };
    refused(|it| it.slo = 100.0, "is not between 0 and 100");
    refused(|it| it.slo = f64::NAN, "is not between 0 and 100");
    refused(
        |it| it.incidents = vec![Label { from: "6h".into(), length: "1s".into(), ..Label::default() }],
        "ends after",
    );
    refused(
        |it| {
            it.incidents =
                vec![Label { from: "1h".into(), length: "1s".into(), on: String::new(), kind: "x".into() }]
        },
        "none of incident, planned, noise",
    );
    refused(|it| it.incidents = vec![Label::default()], "incident 1: empty duration string");
    refused(
        |it| {
            let label = Label { from: "1h".into(), length: "1s".into(), ..it.incidents[0].clone() };
            it.incidents = vec![label; 101];
        },
        "101 labels",
    );
}
