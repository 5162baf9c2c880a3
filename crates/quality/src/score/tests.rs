//! Scorecards by hand. They must not come from the code that they judge.

use super::*;
use crate::incident::Kind;
use crate::measure::Measure;

const MINUTE: i64 = 60_000;
const DAY: i64 = 1440 * MINUTE;

fn incident(from: i64, to: i64) -> Incident {
    Incident {
        from: from * MINUTE,
        to: to * MINUTE,
        objects: Vec::new(),
        severity: 1.0,
        kind: Kind::Incident,
    }
}

fn judge(incidents: &[Incident]) -> Judge {
    Judge::new(incidents, 0, DAY, MINUTE)
}

fn firing(from: i64, to: i64) -> Firing {
    Firing { from: from * MINUTE, to: to * MINUTE, open: to * MINUTE >= DAY }
}

/// The scorecard of instances that fire in these minutes.
fn card(judge: &Judge, instances: &[&[(i64, i64)]]) -> Scorecard {
    let mut tally = Tally::new(judge);
    for instance in instances {
        tally.next_instance();
        for (from, to) in *instance {
            tally.firing(judge, firing(*from, *to));
        }
    }
    tally.finish(judge, None)
}

/// Four incidents: one found twice, one found late and once, one missed, one that it fired into.
#[test]
fn a_day_by_hand() {
    let judge = judge(&[incident(60, 70), incident(200, 230), incident(400, 410), incident(600, 620)]);
    let it = card(&judge, &[&[(62, 65), (68, 74), (210, 240), (300, 305)], &[(590, 615)]]);
    let expected = [
        (Measure::Precision, Some(3.0 / 5.0)),
        (Measure::Recall, Some(2.0 / 4.0)),
        (Measure::Detection, Some(6.0 * 60.0)),
        (Measure::DetectionWorst, Some(10.0 * 60.0)),
        (Measure::Reset, Some(7.0 * 60.0)),
        (Measure::ResetWorst, Some(10.0 * 60.0)),
        (Measure::Fragmentation, Some(3.0 / 2.0)),
        (Measure::Flapping, Some(1.0)),
        (Measure::Pages, Some(5.0)),
        (Measure::FalsePages, Some(2.0)),
        (Measure::PendingInVain, Some(0.0)),
        (Measure::BudgetSpent, None),
        // Firing 69 minutes; inside 3 + 2 + 20 + 15.
        (Measure::FiringOutside, Some(29.0 / 69.0)),
    ];
    for (measure, value) in expected {
        assert_eq!(it.get(measure), value, "{measure:?}");
    }
    assert_eq!((it.episodes, it.caught, it.already, it.found()), (5, 3, 1, 2));
    assert_eq!(it.incidents[3].already, 1);
}

#[test]
fn an_episode_may_begin_one_evaluation_before_or_after() {
    let judge = judge(&[incident(60, 70)]);
    for (from, verdict) in
        [(58, Verdict::Already(0)), (59, Verdict::Caught(0)), (71, Verdict::Caught(0)), (72, Verdict::False)]
    {
        let mut found = vec![Found::default()];
        assert_eq!(judge.judge(firing(from, 75), &mut found), verdict, "from {from}");
    }
    let mut found = vec![Found::default()];
    judge.judge(firing(59, 75), &mut found);
    assert_eq!(found[0].detection, Some(0), "an early episode is not found before it began");
    assert_eq!(judge.judge(firing(58, 60), &mut [Found::default()]), Verdict::False, "over before it began");
}

#[test]
fn one_episode_may_find_two_incidents() {
    let judge = judge(&[incident(60, 70), incident(65, 80)]);
    let it = card(&judge, &[&[(66, 75)]]);
    assert_eq!((it.get(Measure::Precision), it.get(Measure::Recall)), (Some(1.0), Some(1.0)));
    assert_eq!(it.get(Measure::FiringOutside), Some(0.0));
}

#[test]
fn a_rule_that_always_fires_scores_badly() {
    let judge = judge(&[incident(60, 70), incident(200, 230)]);
    let it = card(&judge, &[&[(0, 1440)]]);
    assert_eq!((it.get(Measure::Precision), it.get(Measure::Recall)), (Some(0.0), Some(0.0)));
    assert_eq!((it.get(Measure::Detection), it.get(Measure::Reset)), (None, None));
    assert_eq!(it.get(Measure::FiringOutside), Some(1400.0 / 1440.0));
    assert_eq!((it.already, it.get(Measure::FalsePages)), (1, Some(1.0)));
}

#[test]
fn a_rule_that_never_fires_has_no_precision() {
    let it = card(&judge(&[incident(60, 70)]), &[]);
    assert_eq!((it.get(Measure::Precision), it.get(Measure::Recall)), (None, Some(0.0)));
    assert_eq!((it.get(Measure::Pages), it.get(Measure::FiringOutside)), (Some(0.0), None));
    let nothing = card(&judge(&[]), &[&[(1, 2)]]);
    assert_eq!((nothing.get(Measure::Recall), nothing.get(Measure::Precision)), (None, Some(0.0)));
}

#[test]
fn planned_work_and_noise_do_not_count() {
    let mut planned = incident(60, 70);
    planned.kind = Kind::Planned;
    let mut noise = incident(80, 90);
    noise.kind = Kind::Noise;
    let it = card(&judge(&[planned, noise]), &[&[(61, 65), (82, 85)]]);
    assert_eq!((it.get(Measure::Recall), it.get(Measure::FalsePages)), (None, Some(2.0)));
}

#[test]
fn an_end_outside_the_range_is_no_reset() {
    let judge = judge(&[incident(1400, 1420)]);
    assert_eq!(card(&judge, &[&[(1402, 1440)]]).get(Measure::Reset), None);
    assert_eq!(card(&judge, &[&[(1402, 1439)]]).get(Measure::Reset), Some(19.0 * 60.0));
    assert_eq!(card(&judge, &[&[(1402, 1439)], &[(1403, 1440)]]).get(Measure::Reset), None);
}

/// The workbook: with a `for` of an hour a total outage is found after an hour, when 140 % of a month's budget at
/// 99.9 % is spent.
#[test]
fn a_duration_of_an_hour_spends_the_budget() {
    let judge = judge(&[incident(60, 180)]);
    let bad = (0..1440).map(|minute| if (60..180).contains(&minute) { 10.0 } else { 0.0 });
    let impact = Impact { start: 0, step: MINUTE, bad: bad.collect(), all: vec![10.0; 1440] };
    let mut tally = Tally::new(&judge);
    tally.firing(&judge, firing(120, 181));
    let it = tally.finish(&judge, Some((&impact, Slo::default())));
    let spent = it.get(Measure::BudgetSpent).unwrap();
    assert!((spent - 60.0 / 43.2).abs() < 1e-9, "{spent}");
    assert_eq!(it.get(Measure::Detection), Some(3600.0));
}

/// Pending that came to nothing is counted, of all instances; pending that became firing is not.
#[test]
fn pending_in_vain_by_hand() {
    let judge = judge(&[incident(60, 70)]);
    let mut tally = Tally::new(&judge);
    for minutes in [4, 11] {
        tally.vain(minutes * MINUTE);
    }
    assert_eq!(tally.finish(&judge, None).get(Measure::PendingInVain), Some(900.0));
}

/// Four changes within twenty evaluations are flapping, three or a wider distance are not, and an instance counts once.
#[test]
fn flapping_by_hand() {
    let judge = judge(&[]);
    let flapping = |instances: &[&[(i64, i64)]]| card(&judge, instances).get(Measure::Flapping);
    assert_eq!(flapping(&[&[(100, 102), (104, 106)]]), Some(1.0));
    assert_eq!(flapping(&[&[(100, 102), (110, 120)]]), Some(0.0), "the fourth change is the 21st evaluation");
    assert_eq!(flapping(&[&[(100, 102), (110, 119)]]), Some(1.0));
    assert_eq!(flapping(&[&[(100, 102)], &[(104, 106)]]), Some(0.0), "two instances");
    assert_eq!(
        flapping(&[&[(100, 101), (102, 103), (104, 105), (106, 107)], &[(100, 102), (104, 106)]]),
        Some(2.0)
    );
}

/// Fragmentation counts the episodes of incidents that were found, however many instances they come from.
#[test]
fn fragmentation_by_hand() {
    let judge = judge(&[incident(60, 90), incident(200, 230), incident(400, 410)]);
    let it = card(&judge, &[&[(62, 64), (66, 70)], &[(61, 80)], &[(205, 240)]]);
    assert_eq!((it.get(Measure::Fragmentation), it.get(Measure::Recall)), (Some(2.0), Some(2.0 / 3.0)));
    assert_eq!(it.get(Measure::Precision), Some(1.0));
}
