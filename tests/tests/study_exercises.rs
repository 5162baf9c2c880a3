//! Exercises as the study shows them: the list, a start, a check of it, the solution and its check. It must not know the page.
#![expect(clippy::panic, reason = "a test file")]

use playground::bundled;
use playground::document;
use playground::learn::{Ask, Exercise, Told, Verdict};
use playground::study::Study;
use tests::study::{self, last, settle, told_document};

const NAME: &str = "never-above-one";

/// A study of the default document, and the exercise that was looked at.
fn looking(name: &str) -> (Study, Exercise) {
    let mut study = study::open(&bundled::default_document());
    let Told::Exercise(shown) = last(&mut study, Ask::Look(name.to_owned())) else { panic!("no exercise") };
    (study, *shown)
}

/// Takes the document that is told, as the page would open it and hand it back.
fn taken(study: &mut Study) -> document::Document {
    let (text, read) = told_document(study);
    study.take(Ask::Document(text));
    read
}

fn judged(study: &mut Study) -> Verdict {
    match last(study, Ask::Check) {
        Told::Verdict(it) => it,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_list_has_every_exercise() {
    let mut study = Study::default();
    study.take(Ask::Exercises);
    let told = settle(&mut study);
    let [Told::Exercises(list)] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!(list.len(), bundled::exercises().len());
    assert!(list.iter().all(|it| !it.title.is_empty() && ["1", "2", "3"].contains(&it.level.as_str())));
}

#[test]
fn a_start_fails_and_the_solution_passes() {
    let (mut study, shown) = looking(NAME);
    assert!(!shown.begun && shown.hints.len() == 3 && shown.goals.len() == 3);
    study.take(Ask::Begin);
    let start = taken(&mut study);
    assert_eq!(start.exercise.as_ref().unwrap().name, NAME);
    let told = settle(&mut study);
    assert!(told.iter().any(|it| matches!(it, Told::Exercise(it) if it.begun)), "{told:?}");
    let verdict = judged(&mut study);
    assert!(!verdict.passed);
    let (goal, passed, said, behind) = &verdict.goals[0];
    assert_eq!((goal.as_str(), *passed), ("recall >= 100%", false));
    assert!(!said.is_empty() && !behind.is_empty(), "{verdict:?}");
    study.take(Ask::Solve);
    let solved = taken(&mut study);
    assert_eq!(solved.scenario, start.scenario);
    let verdict = judged(&mut study);
    assert!(verdict.passed && verdict.goals.iter().all(|it| it.1), "{verdict:?}");
}

#[test]
fn an_exercise_that_a_link_brings_is_shown_and_checked() {
    let exercise = bundled::exercise(NAME).unwrap();
    let start = bundled::exercise_start(&exercise, "").unwrap();
    let mut study = Study::default();
    study.take(Ask::Document(document::write(&start)));
    study.take(Ask::Look(String::new()));
    let told = settle(&mut study);
    assert!(
        matches!(told.last(), Some(Told::Exercise(it)) if it.begun && it.title == exercise.title),
        "{told:?}"
    );
    assert!(!judged(&mut study).passed);
}

#[test]
fn what_cannot_be_is_said() {
    let (mut study, _) = looking(NAME);
    study.take(Ask::Look("no-such".to_owned()));
    study.take(Ask::Check);
    assert!(matches!(settle(&mut study).pop(), Some(Told::Wrong(_))));
    study.take(Ask::Piece("exercises/no-such".to_owned(), Err("status 404".to_owned())));
    let told = settle(&mut study);
    assert!(matches!(told.last(), Some(Told::Wrong(why)) if why.contains("404")), "{told:?}");
    assert!(!study.wanted().iter().any(|it| it == "exercises/no-such"));
}
