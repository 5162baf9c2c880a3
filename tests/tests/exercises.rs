//! Every bundled exercise is one: its start fails, its solution passes, and each wrong answer fails in what it says. It must not
//! know how a verdict is shown.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test file")]

use playground::bundled::{exercise, exercise_check, exercise_start, exercises};
use playground::document::{Carried, Document, Exercise, Rule};
use playground::exercise::{Progress, Verdict, read, rules, seeds, write};
use playground::{document, share};
use quality::Measure;
use tests::peer::{Folder, is_here, promtool};

fn judged(exercise: &Exercise, answer: &[Rule]) -> Verdict {
    match exercise_check(exercise, answer).unwrap().step(u32::MAX) {
        Progress::Done(verdict) => verdict,
        other => panic!("{other:?}"),
    }
}

fn named(name: &str) -> (Exercise, Document) {
    let exercise = exercise(name).unwrap();
    let start = exercise_start(&exercise, name).unwrap();
    (exercise, start)
}

/// Those that are left of `all` after `idx` in steps of four: the tests of a file run beside each other.
fn prove(idx: usize) {
    let mut proved = 0;
    for name in catalogue::exercises().iter().skip(idx).step_by(4) {
        let (exercise, start) = named(name);
        let verdict = judged(&exercise, &start.rules);
        assert!(!verdict.passed, "{name}: the start passes: {verdict:#?}");
        let verdict = judged(&exercise, &rules(&exercise.solution, &start));
        assert!(verdict.passed, "{name}: the solution fails: {verdict:#?}");
        for wrong in &exercise.wrong {
            let verdict = judged(&exercise, &rules(wrong, &start));
            let measure = Measure::by_name(&wrong.fails).unwrap();
            let missed = verdict.goals.iter().find(|it| !it.passed && it.goal.measure == measure);
            let missed = missed.unwrap_or_else(|| panic!("{name}: {} is reached: {verdict:#?}", wrong.fails));
            assert!(missed.said.contains("; wanted: "), "{name}: {}", missed.said);
        }
        proved += 1;
    }
    assert!(proved >= 5, "{proved} of {}", catalogue::exercises().len());
}

#[test]
fn the_first_quarter_of_the_exercises_holds() {
    prove(0);
}

#[test]
fn the_second_quarter_of_the_exercises_holds() {
    prove(1);
}

#[test]
fn the_third_quarter_of_the_exercises_holds() {
    prove(2);
}

#[test]
fn the_last_quarter_of_the_exercises_holds() {
    prove(3);
}

#[test]
fn the_list_is_that_of_the_files() {
    let list = exercises();
    let names: Vec<_> = list.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, catalogue::exercises());
    for it in &list {
        let exercise = exercise(&it.name).unwrap();
        assert_eq!(it.title, exercise.title);
        assert_eq!(it.level, exercise.level.to_string(), "{}", it.name);
        assert_eq!(it.teaches, exercise.teaches.join(", "), "{}", it.name);
        assert!(exercise.hints.len() >= 3, "{}: {} hints", it.name, exercise.hints.len());
    }
    for level in ["1", "2", "3"] {
        assert!(list.iter().filter(|it| it.level == level).count() >= 3, "level {level}");
    }
}

// docs/exercise-format.md says which classes an exercise teaches, and which no scenario can show.
#[test]
fn the_documentation_knows_what_is_taught() {
    let page = include_str!("../../docs/exercise-format.md");
    let line = |start: &str| {
        let lines = page.lines().skip_while(|it| !it.starts_with(start)).take_while(|it| !it.is_empty());
        let text = lines.collect::<Vec<_>>().join(" ");
        let codes = text.split(|it: char| !it.is_ascii_alphanumeric());
        let is_code = |it: &&str| it.starts_with('P') && it[1..].starts_with(|it: char| it.is_ascii_digit());
        let mut codes: Vec<_> = codes.filter(is_code).map(str::to_owned).collect();
        codes.sort();
        codes.dedup();
        codes
    };
    let mut taught: Vec<_> =
        catalogue::exercises().iter().flat_map(|it| exercise(it).unwrap().teaches).collect();
    taught.sort();
    taught.dedup();
    assert_eq!(line("Taught: "), taught);
    assert!(line("Not taught: ").iter().all(|it| !taught.contains(it)));
}

#[test]
fn files_read_back_and_links_carry_an_exercise() {
    for name in catalogue::exercises() {
        let (exercise, start) = named(name);
        assert_eq!(read(&write(&exercise)).as_ref(), Ok(&exercise), "{name}");
        assert_eq!(start.exercise, Some(Carried { name: (*name).to_owned(), own: None }));
        let own = exercise_start(&exercise, "").unwrap();
        assert_eq!(own.exercise.as_ref().unwrap().own.as_deref(), Some(&exercise));
        for document in [start, own] {
            let link = share::encode(&document);
            assert_eq!(share::decode(&link).as_ref(), Ok(&document), "{name}");
            assert!(link.len() < 8000, "{name}: {} characters", link.len());
        }
    }
}

// The page opens the document of a link, with its exercise, and runs it.
#[test]
fn a_document_with_an_exercise_runs_and_keeps_it() {
    let (_, start) = named("sawtooth");
    let run = tests::scenario::Run::of(&start);
    assert_eq!(run.app.model().document.exercise, start.exercise);
    assert!(!run.picture().states.episodes.is_empty());
}

#[test]
fn what_is_missing_is_said_in_numbers() {
    let (exercise, start) = named("nobody-left-to-count");
    let verdict = judged(&exercise, &start.rules);
    let said: Vec<_> = verdict.goals.iter().map(|it| (it.passed, it.said.as_str())).collect();
    assert_eq!(said[0], (false, "2 of 3 incidents found on seed 19; wanted: all"));
    assert_eq!(said[2], (true, "0 false pages in 6h 15s; wanted: none"));
    assert_eq!(said[3].1, "2 of 3 incidents found on seed 101 (8 of 8 seeds miss this); wanted: all");
    let behind = &verdict.goals[0].behind;
    assert_eq!((behind.len(), behind[0].seed), (1, 19));
    assert_eq!(behind[0].time, "16:40:00 to 16:45:00");
    assert_eq!(behind[0].text, "be_web is killed: missed");
    assert_eq!(verdict.goals[3].found.len(), 8);
    // Seeds of which all miss it: three are told.
    assert_eq!(verdict.goals[3].behind.iter().map(|it| it.seed).collect::<Vec<_>>(), [101, 102, 103]);

    let (exercise, start) = named("planned-work");
    let verdict = judged(&exercise, &start.rules);
    assert_eq!(verdict.goals[1].said, "3 false pages in 6h 15s (11.99 a day) on seed 61; wanted: none");
    assert_eq!(verdict.goals[1].behind[0].text, "web1 fires, and there is no incident");
    let (exercise, start) = named("high-water-mark");
    let verdict = judged(&exercise, &start.rules);
    assert_eq!(verdict.goals[1].said, "slowest reset 3h 29m 15s on seed 51; wanted: at most 2m");
    assert_eq!(verdict.goals[1].behind[0].text, "be_web answers slowly: it fires 3h 29m 15s longer");
}

// However thin its slices are, a check comes to the same, and what it says of its progress only grows.
#[test]
fn a_check_in_slices_comes_to_the_same() {
    let (exercise, start) = named("planned-work");
    let whole = judged(&exercise, &start.rules);
    let mut check = exercise_check(&exercise, &start.rules).unwrap();
    let (mut last, mut steps) = (0.0, 0);
    let verdict = loop {
        match check.step(1) {
            Progress::Working(share) => {
                assert!(share >= last && share <= 1.0, "{share} after {last}");
                (last, steps) = (share, steps + 1);
            }
            Progress::Done(verdict) => break verdict,
            Progress::Failed(why) => panic!("{why}"),
        }
    };
    assert_eq!(verdict, whole);
    assert!(steps > 20 && last > 0.9, "{steps} steps, then {last}");
}

// Two alerts that find an incident each are judged as one.
#[test]
fn several_rules_are_judged_together() {
    let (exercise, start) = named("becoming-and-being");
    let rule = |expr: &str| Rule { expr: expr.to_owned(), hold: "30s".to_owned(), ..start.rules[0].clone() };
    let both =
        [rule("increase(haproxy_server_check_failures_total[5m]) >= 4"), rule("haproxy_server_up == 0")];
    let recall = |answer: &[Rule]| judged(&exercise, answer).goals[0].found[0].1;
    assert_eq!(recall(&both[..1]), Some(0.5));
    assert_eq!(recall(&both), Some(1.0));
    assert!(exercise_check(&exercise, &[]).is_err());
    assert!(exercise_check(&exercise, &vec![both[0].clone(); 9]).is_err());
}

#[test]
fn a_rule_that_cannot_run_is_told_with_its_name() {
    let (exercise, start) = named("never-above-one");
    let wrong = Rule { expr: "rate(up)".to_owned(), ..start.rules[0].clone() };
    let why = exercise_check(&exercise, &[wrong]).err().unwrap();
    assert!(why.starts_with("HaproxyHighHttp4xxErrorRateBackend: "), "{why}");
    let double = Rule { expr: "haproxy_up * on() group_left() up".to_owned(), ..start.rules[0].clone() };
    let (exercise, _) = named("silence-of-the-dead");
    let Progress::Failed(why) = exercise_check(&exercise, &[double]).unwrap().step(u32::MAX) else {
        panic!("it does not fail")
    };
    assert!(why.contains("found duplicate series for the match group"), "{why}");
}

#[test]
fn wrong_files_are_refused_with_place_and_reason() {
    let good = write(&exercise("never-above-one").unwrap());
    let long = "x".repeat(9000);
    let line = |text: &str| good.lines().find(|it| it.starts_with(text)).unwrap().to_owned();
    let hints = format!("hints:\n{}", "- h\n".repeat(17));
    let goals = format!("goals:\n{}", "- want: recall >= 1\n".repeat(17));
    for (old, new, wanted) in [
        ("version: 1", "version: 2", "it is of version 2, and this page knows versions up to 1"),
        ("level: 1", "level: 4", "level: 4 is not from 1 to 3 at line 3 column 8"),
        (
            "level: 1",
            "level: one",
            "level: expected a whole number from 0 on that is not too large, found \"one\" at line 3 column 8",
        ),
        ("level: 1", "levle: 1", "unknown field `levle`, expected one of `version`, `title`, `level`"),
        (&line("title:"), &format!("title: {long}"), "title: 9000 bytes are more than 8192"),
        (&line("title:"), "title: ''", "title: it is empty"),
        ("  scenario: client-errors\n", "", "start.scenario: it needs either `scenario` or `traffic`"),
        ("scenario: client-errors", "scenario: nowhere", "start.scenario: there is no scenario \"nowhere\""),
        (
            "alert: haproxy_exporter/haproxy-high-http4xx-error-rate-backend",
            "alert: x/y",
            "start.alert: there is no alert \"x/y\"",
        ),
        (
            "want: recall >= 100%",
            "want: luck >= 1",
            "goals[0].want: \"luck\" is no measure; there are precision, recall",
        ),
        ("want: recall >= 100%", "want: recall >= 5m", "goals[0].want: \"5m\" is no number of this measure"),
        ("want: recall >= 100%", "want: recall >= 1\n  seeds: 1..99", "goals[0].seeds: more than 64 seeds"),
        (
            "want: recall >= 100%",
            "want: recall >= 1\n  take: best",
            "goals[0].take: it is neither each nor mean",
        ),
        ("fails: recall", "fails: reset", "wrong[0].fails: it is the measure of no goal"),
        ("hints:\n", &hints, "hints: 2"),
        ("goals:\n", &goals, "goals: 20 is not from 1 to 16"),
    ] {
        assert!(good.contains(old), "{old}");
        let why = read(&good.replacen(old, new, 1)).unwrap_err();
        assert!(why.starts_with(wanted), "{old} -> {}: {why}", new.chars().take(60).collect::<String>());
        let place = wanted.contains("version") || why.contains(" at line ");
        assert!(place, "{why}");
    }
}

#[test]
fn a_document_with_a_wrong_exercise_cannot_run() {
    let (exercise, start) = named("never-above-one");
    let own = |change: &dyn Fn(&mut Exercise)| {
        let mut exercise = exercise.clone();
        change(&mut exercise);
        Some(Carried { name: String::new(), own: Some(Box::new(exercise)) })
    };
    for (carried, wanted) in [
        (Some(Carried::default()), "exercise: it needs a `name` or `own`"),
        (
            Some(Carried { name: "none".to_owned(), own: None }),
            "exercise.name: there is no exercise \"none\"",
        ),
        (own(&|it| it.goals.clear()), "exercise.own.goals: 0 is not from 1 to 16"),
        (own(&|it| it.goals[0].want.push('x')), "exercise.own.goals[0].want: \"100%x\" is no number"),
        (own(&|it| it.wrong.clear()), "exercise.own.wrong: 0 is not from 1 to 8"),
        (
            own(&|it| it.solution.fails = "recall".to_owned()),
            "exercise.own.solution.fails: a solution fails in nothing",
        ),
    ] {
        let text = document::write(&Document { exercise: carried, ..start.clone() });
        let document = document::read(&text).unwrap();
        let run = tests::scenario::Run::of(&document);
        let told = run.app.model().notices.iter().any(|it| it.text.contains(wanted));
        assert!(told, "{wanted}: {:?}", run.app.model().notices);
    }
}

/// The rules of an answer as a rule file; JSON is YAML.
fn rule_file(rules: &[Rule]) -> String {
    let rules: Vec<_> = rules
        .iter()
        .map(|it| {
            serde_json::json!({ "alert": it.alert, "expr": it.expr, "for": it.hold, "keep_firing_for": it.keep_firing_for,
                "labels": it.labels, "annotations": it.annotations })
        })
        .collect();
    serde_json::json!({ "groups": [{ "name": "answer", "rules": rules }] }).to_string()
}

#[test]
fn promtool_accepts_the_rules_of_every_answer() {
    if !is_here("promtool", "rules of exercises") {
        return;
    }
    let folder = Folder::new("exercises");
    let mut files = Vec::new();
    for name in catalogue::exercises() {
        let (exercise, start) = named(name);
        for (idx, answer) in [&exercise.solution].into_iter().chain(&exercise.wrong).enumerate() {
            let mut answer = rules(answer, &start);
            for it in &mut answer {
                // Debian's promtool is 2.42 and knows it; a duration of 0 s may be left out.
                assert!(!it.alert.is_empty() && !it.expr.is_empty());
            }
            let file = format!("{name}-{idx}.yml");
            folder.write(&file, &rule_file(&answer));
            files.push(file);
        }
    }
    let args: Vec<_> = ["check", "rules"].into_iter().chain(files.iter().map(String::as_str)).collect();
    let (good, said) = promtool(folder.path(), &args);
    assert!(good, "{said}");
    assert_eq!(said.matches("SUCCESS").count(), files.len(), "{said}");
}

#[test]
fn seeds_of_unseen_days_are_none_that_is_shown() {
    for name in catalogue::exercises() {
        let (exercise, start) = named(name);
        for goal in exercise.goals.iter().filter(|it| !it.seeds.is_empty()) {
            let seeds = seeds(&goal.seeds).unwrap();
            assert!(seeds.len() >= 8 && !seeds.contains(&start.scenario.seed), "{name}");
        }
    }
}
