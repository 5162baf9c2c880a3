//! Drills: each is played under all of its seeds, answered rightly and wrongly, and watched for what must not be known yet. It must
//! not know the page.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test file")]

use playground::bundled;
use playground::document::{Document, Drill};
use playground::drill::{self, Cost, Play, QUESTION, Question, SEEDS, WRONG, cost, treated};
use playground::learn::{Debrief, DrillAsk, DrillTold, Evidence, Now, Phase};

fn all() -> Vec<(&'static str, Drill)> {
    let drill = |it: &&'static str| {
        let bytes = catalogue::shelf::everything(&catalogue::piece::drill(it)).unwrap();
        let read = drill::read(std::str::from_utf8(bytes).unwrap());
        (*it, read.unwrap_or_else(|why| panic!("{it}: {why}")))
    };
    catalogue::drills().iter().map(drill).collect()
}

fn settle(play: &mut Play) -> Vec<DrillTold> {
    while play.work().unwrap() {}
    play.told()
}

/// The drill under seed `number`, its traffic computed.
fn begun(drill: &Drill, number: u64) -> (Play, Vec<DrillTold>) {
    let mut play = drill::bundled_play(drill, number).unwrap();
    let told = settle(&mut play);
    (play, told)
}

fn now(told: &[DrillTold]) -> &Now {
    let found = told.iter().rev().find_map(|it| if let DrillTold::Now(it) = it { Some(it) } else { None });
    found.unwrap_or_else(|| panic!("{told:?}"))
}

/// The drill at the moment at which somebody is called, and how it stands then.
fn called(drill: &Drill, number: u64) -> (Play, Now) {
    let (mut play, _) = begun(drill, number);
    play.skip().unwrap();
    let told = settle(&mut play);
    (play, now(&told).clone())
}

fn debrief(told: &[DrillTold]) -> &Debrief {
    let found = told.iter().find_map(|it| if let DrillTold::Debrief(it) = it { Some(it) } else { None });
    found.unwrap_or_else(|| panic!("{told:?}"))
}

#[test]
fn every_drill_has_the_five_seeds_among_them_and_none_gives_itself_away() {
    let drills = all();
    assert!(drills.len() >= 8);
    let alerts: Vec<String> = drills
        .iter()
        .map(|(_, it)| drill::bundled_stage(it, 0).unwrap().document.rule().unwrap().alert.clone())
        .collect();
    for seed in [
        "HaproxyServerDown",
        "HaproxyServerHealthcheckFailure",
        "HaproxyServerConnectionErrors",
        "HaproxyServerResponseErrors",
        "HaproxyHighHttp4xxErrorRateBackend",
    ] {
        assert!(alerts.iter().any(|it| it == seed), "{seed} is not among {alerts:?}");
    }
    assert!(drills.iter().filter(|it| it.1.level == 3).count() >= 3);
    // The right answer has no usual place.
    let places: Vec<_> = drills.iter().map(|(_, it)| it.causes.iter().position(|it| it.right)).collect();
    assert!((0..3).all(|idx| places.contains(&Some(idx))) || places.iter().any(|it| *it != places[0]));
}

/// What each remedy of a drill costs, applied three minutes after `called`; then what nothing costs.
fn costs(drill: &Drill, number: u64, called: i64) -> (Vec<f64>, f64) {
    let stage = drill::bundled_stage(drill, number).unwrap();
    let priced = |document: &Document| -> Cost { cost(drill, document, stage.trouble).unwrap() };
    let remedy = |idx| priced(&treated(drill, &stage.document, idx, called + 180_000).unwrap()).bad;
    ((0..drill.remedies.len()).map(remedy).collect(), priced(&stage.document).bad)
}

/// Under this seed: somebody is called after the trouble has begun and before it is over; what would have told does tell; the
/// right remedy is never worse than nothing, and better than all others.
fn judge(name: &str, drill: &Drill, number: u64) {
    let stage = drill::bundled_stage(drill, number).unwrap();
    let (mut play, now) = called(drill, number);
    assert_eq!(now.phase, Phase::Called, "{name} {number}");
    assert!(now.time >= stage.trouble && now.time < stage.trouble + 1_200_000, "{name} {number}: {now:?}");
    assert!(stage.begins + 300_000 <= stage.trouble, "{name} {number}: it begins too late");
    let says = &now.call.as_ref().unwrap().1;
    match &drill.call {
        Some(call) => assert_eq!(*says, call.says, "{name} {number}"),
        None => assert!(!now.active.is_empty() && says.ends_with("fires"), "{name} {number}"),
    }
    // A trainee meets any of the seeds; what is dearer to find out is found out for some.
    if !number.is_multiple_of(3) {
        return;
    }
    play.skip().unwrap();
    let told = settle(&mut play);
    for (query, found, _) in &debrief(&told).clues {
        assert!(query == "show stat" || !found.is_empty(), "{name} {number}: {query}");
    }
    let (all, nothing) = costs(drill, number, now.time);
    println!("{name} {number}: {all:.0?}, nothing {nothing:.0}");
    let right = drill.remedies.iter().position(|it| it.right).unwrap();
    let acts = !drill.remedies[right].does.is_empty();
    assert!(
        if acts { all[right] < nothing } else { all[right] <= nothing },
        "{name} {number}: {all:?}, {nothing}"
    );
    for (idx, it) in all.iter().enumerate().filter(|it| it.0 != right) {
        assert!(all[right] < *it, "{name} {number}: remedy {idx} costs {it}, the right one {}", all[right]);
    }
}

// Each drill under all of its seeds, a thread a drill.
#[test]
fn every_drill_can_be_won_under_every_seed() {
    std::thread::scope(|scope| {
        for (name, drill) in all() {
            scope.spawn(move || (0..SEEDS).for_each(|number| judge(name, &drill, number)));
        }
    });
}

/// When a document's scenario begins.
fn start(document: &Document) -> i64 {
    playground::plan::Plan::new(document).unwrap().scenario.start
}

/// Everything that a trainee can see at the clock, as bytes: how it stands and every kind of evidence.
fn seen(play: &mut Play) -> Vec<u8> {
    let queries = [
        "haproxy_server_up or haproxy_server_status",
        "{__name__=~\"haproxy_.*\"} offset -30m",
        "sum(rate(haproxy_frontend_http_requests_total[5m] offset -1h))",
        "max_over_time(haproxy_backend_current_sessions[1h:1m] offset -1h)",
        "haproxy_backend_current_sessions @ end()",
        "haproxy_backend_current_sessions @ 1772470000",
    ];
    for query in queries {
        play.ask(Question::Query(query)).unwrap();
    }
    play.ask(Question::Stat).unwrap();
    play.ask(Question::Runbook).unwrap();
    let told = settle(play);
    told.iter().flat_map(|it| postcard::to_allocvec(it).unwrap()).collect()
}

/// `drill` with another future: whatever happens more than 40 minutes after the call.
fn otherwise(drill: &Drill, from: &str) -> Drill {
    let mut other = drill.clone();
    let mut scenario = drill::bundled_stage(drill, 0).unwrap().document.scenario;
    let kinds = [
        ("server_down", scenario.backends[0].name.clone()),
        ("surge", scenario.frontends[0].name.clone()),
        ("reload", String::new()),
    ];
    for (kind, target) in kinds {
        let mut event = scenario.events[0].clone();
        (event.kind, event.target, event.from, event.length) =
            (kind.to_owned(), target, from.to_owned(), "10m".to_owned());
        (event.strength, event.amount) = (100.0, None);
        scenario.events.push(event);
    }
    other.events = scenario.events;
    other
}

// Whatever happens later changes nothing of what is told now: not the messages, not a sample, not a line of `show stat`.
#[test]
fn nothing_is_told_of_the_future() {
    for (name, drill) in all() {
        // The drill's own seed leaves every event where it is written.
        let stage = drill::bundled_stage(&drill, 0).unwrap();
        let own = Drill { events: stage.document.scenario.events.clone(), ..drill.clone() };
        let (mut one, first) = called(&own, 0);
        let (mut two, other) = called(&otherwise(&own, "2h40m"), 0);
        assert_eq!(first, other, "{name}");
        assert_eq!(first.time, other.time);
        assert!(
            first.time + 12 * QUESTION < start(&stage.document) + 9_600_000,
            "{name}: the test looks too late"
        );
        assert_eq!(seen(&mut one), seen(&mut two), "{name}");
        // And it would be seen, if it were told: the same at the end differs.
        for play in [&mut one, &mut two] {
            play.skip().unwrap();
        }
        assert_ne!(settle(&mut one), settle(&mut two), "{name}");
    }
}

/// Counters and gauges that move with every request, and with every check.
const KEPT: [&str; 4] = [
    "haproxy_server_sessions_total",
    "haproxy_backend_http_responses_total",
    "haproxy_frontend_current_sessions",
    "haproxy_server_check_failures_total",
];

// A remedy changes what comes, and not one byte of what was.
#[test]
fn the_past_stays_as_it_was() {
    for (name, drill) in all() {
        let stage = drill::bundled_stage(&drill, 1).unwrap();
        let (_, at) = called(&drill, 1);
        for idx in 0..drill.remedies.len() {
            let after = treated(&drill, &stage.document, idx, at.time).unwrap();
            let samples = |document: &Document| {
                let plan = playground::plan::Plan::new(document).unwrap();
                // Which metrics are kept moves no number.
                let wanted = KEPT.map(str::to_owned).into();
                let mut simulation = haproxy::Simulation::new(&plan.scenario, Some(&wanted)).unwrap();
                let mut store = series::Store::new();
                while simulation.step(&mut store) {}
                store.truncate(at.time);
                let series: Vec<_> = store
                    .iter()
                    .filter(|it| !it.times.is_empty())
                    .map(|it| {
                        let bits: Vec<u64> = it.values.iter().map(|it| it.to_bits()).collect();
                        (it.labels.to_string(), it.times.clone(), bits)
                    })
                    .collect();
                series
            };
            assert!(samples(&stage.document) == samples(&after), "{name}: remedy {idx}");
        }
    }
}

#[test]
fn questions_take_a_minute_and_a_wrong_cause_five() {
    let drill = bundled::drill("a-server-less").unwrap();
    let (mut play, at) = called(&drill, 2);
    play.ask(Question::Query("haproxy_server_up == 0")).unwrap();
    let told = settle(&mut play);
    let DrillTold::Evidence(found) = &told[0] else { panic!("{told:?}") };
    let Evidence::Query(_, clock, Ok((rows, 0))) = &**found else { panic!("{found:?}") };
    assert_eq!(*clock, at.clock);
    assert!(rows.len() == 1 && rows[0].0.contains("server=\"web2\"") && rows[0].1 == "0", "{rows:?}");
    assert_eq!(now(&told).time, at.time + QUESTION);
    // What is no expression is said in Prometheus' words, and takes no time.
    play.ask(Question::Query("haproxy_server_up ==")).unwrap();
    let told = settle(&mut play);
    let DrillTold::Evidence(found) = &told[0] else { panic!("{told:?}") };
    assert!(matches!(&**found, Evidence::Query(_, _, Err(why)) if why.contains("parse error")), "{found:?}");
    assert_eq!(told.len(), 1);
    let right = drill.causes.iter().position(|it| it.right).unwrap();
    let wrong = drill.causes.iter().position(|it| !it.right).unwrap();
    play.cause(wrong).unwrap();
    let told = settle(&mut play);
    assert!(
        matches!(&told[0], DrillTold::Picked(it) if it.right == Some(false) && it.why == drill.causes[wrong].why)
    );
    assert_eq!(now(&told).time, at.time + QUESTION + WRONG);
    play.cause(right).unwrap();
    let told = settle(&mut play);
    assert!(matches!(told.as_slice(), [DrillTold::Picked(it)] if it.right == Some(true)), "{told:?}");
}

#[test]
fn a_whole_drill_is_judged_by_what_was_done() {
    let drill = bundled::drill("lost-connections").unwrap();
    let right = drill.remedies.iter().position(|it| it.right).unwrap();
    let mut seen = Vec::new();
    for idx in [right, (right + 1) % drill.remedies.len()] {
        let (mut play, _) = called(&drill, 3);
        play.cause(drill.causes.iter().position(|it| it.right).unwrap()).unwrap();
        play.remedy(idx).unwrap();
        let told = settle(&mut play);
        assert_eq!(now(&told).phase, Phase::Treated);
        play.go(600_000).unwrap();
        play.skip().unwrap();
        let told = settle(&mut play);
        assert_eq!(now(&told).phase, Phase::Over);
        let it = debrief(&told).clone();
        assert_eq!((it.cause, it.remedy), (Some(true), Some(idx == right)));
        assert_eq!(it.applied.1, drill.remedies[idx].why);
        assert_eq!(it.times.len(), 4);
        assert_eq!(it.costs.len(), 3);
        seen.push(it.costs);
    }
    let of = |costs: &[(String, f64, f64)], idx: usize| costs[idx].1;
    // Applied at once it is the best there is; anything else costs more, nothing most of all.
    assert_eq!(of(&seen[0], 0), of(&seen[0], 1));
    assert!(of(&seen[1], 0) > of(&seen[0], 0) && of(&seen[0], 2) > of(&seen[0], 0), "{seen:?}");
    assert!(seen[0][2].2 > 0.0);
}

#[test]
fn show_stat_says_what_is_wrong() {
    let drill = bundled::drill("a-server-less").unwrap();
    let (mut play, _) = called(&drill, 0);
    play.ask(Question::Stat).unwrap();
    let told = settle(&mut play);
    let DrillTold::Evidence(found) = &told[0] else { panic!("{told:?}") };
    let Evidence::Stat(_, text) = &**found else { panic!("{found:?}") };
    let lines: Vec<Vec<&str>> = text.lines().map(|it| it.split(',').collect()).collect();
    let field = |name: &str| lines[0].iter().position(|it| it.trim_start_matches("# ") == name).unwrap();
    let web2 = lines.iter().find(|it| it[0] == "be_web" && it[1] == "web2").unwrap();
    assert_eq!(web2[field("status")], "DOWN");
    assert_eq!(web2[field("check_status")], "L4CON");
    assert_eq!(web2[field("last_chk")], "Connection refused");
}

#[test]
fn the_study_lists_shows_and_plays_them() {
    use playground::learn::{Ask, Told};
    use playground::study::Study;
    let mut study = Study::default();
    let mut ask = |it: DrillAsk| {
        study.take(Ask::Drill(it));
        while study.work() {}
        study.told()
    };
    let told = ask(DrillAsk::List);
    assert!(
        matches!(told.as_slice(), [Told::Drill(DrillTold::List(list))] if list.len() == all().len()),
        "{told:?}"
    );
    let told = ask(DrillAsk::Look("planned-or-not".to_owned()));
    let [Told::Drill(DrillTold::Brief(brief))] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!(brief.alert, ("HaproxyServerDown".to_owned(), "critical".to_owned()));
    let told = ask(DrillAsk::Begin(SEEDS + 1));
    assert!(
        matches!(told.as_slice(), [Told::Drill(DrillTold::Now(it))] if it.phase == Phase::Watch),
        "{told:?}"
    );
    let told = ask(DrillAsk::Skip);
    assert!(
        matches!(told.as_slice(), [Told::Drill(DrillTold::Now(it))] if it.phase == Phase::Called),
        "{told:?}"
    );
    let told = ask(DrillAsk::Runbook);
    let is_runbook = |it: &Told| match it {
        Told::Drill(DrillTold::Evidence(it)) => {
            matches!(&**it, Evidence::Runbook(it) if it.firing && !it.supported.is_empty())
        }
        _ => false,
    };
    assert!(told.iter().any(is_runbook), "{told:?}");
    let told = ask(DrillAsk::Scenario);
    assert!(matches!(told.as_slice(), [Told::Document(text)] if playground::document::read(text).is_ok()));
    assert!(ask(DrillAsk::Leave).is_empty());
    assert!(ask(DrillAsk::Skip).is_empty());
}

#[test]
fn a_drill_that_means_nothing_is_refused_with_its_place() {
    let bytes = catalogue::shelf::everything("drills/a-server-less").unwrap();
    let text = std::str::from_utf8(bytes).unwrap();
    for (from, to, path) in [
        ("trouble: 1", "trouble: 2", "trouble"),
        ("    right: true\n", "", "causes"),
        ("{ end: 1, after: 2m }", "{ end: 7, after: 2m }", "remedies[1].does[0].end"),
        ("{ end: 1, after: 2m }", "{ kind: earthquake }", "remedies[1].does[0].kind"),
        ("query: haproxy_server_up == 0", "query: haproxy_server_up ==", "clues[0].query"),
        ("length: 3h", "length: 3 hours", ""),
        ("version: 1\ntitle", "version: 9\ntitle", ""),
    ] {
        assert!(text.contains(from), "{from}");
        match drill::read(&text.replacen(from, to, 1)) {
            Err(why) => assert!(why.starts_with(path), "{why}"),
            Ok(it) => assert!(drill::bundled_stage(&it, 0).is_err(), "{to}"),
        }
    }
}
