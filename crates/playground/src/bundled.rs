//! Documents made of what the catalogue bundles, for whoever has all of it built in: the command and the tests. It must not
//! know what a person changed.

use crate::document::{Document, Drill, Exercise, Recording, Rule, Scenario};
use crate::exercise::{self, Check, Listed};
use crate::pieces::{self, Pieces, written};
use catalogue::{piece, shelf};

/// The document that a first visit shows: HaproxyServerDown in its scenario.
pub fn default_document() -> Document {
    crate::model::Model::new(shelf::everything).document
}

/// The document of alert `id`: its rule as published in the scenario that it names.
pub fn alert_document(id: &str) -> Option<Document> {
    document(id, catalogue::alert(id)?.scenario)
}

/// The document of scenario `name`, with the alert to look at it with.
pub fn scenario_document(name: &str) -> Option<Document> {
    document(catalogue::scenario(name)?.alert, name)
}

/// The document of alert `id`, its rule as published, in scenario `name`.
pub fn document(id: &str, name: &str) -> Option<Document> {
    having(&pieces::of_document(id, name)).document(id, name)
}

/// The rule that the catalogue has in place of the published one of alert `id`, where there is one.
pub fn better_rule(id: &str) -> Option<Rule> {
    let pieces = having(&[piece::alert(id)]);
    pieces.alert(id)?.better.as_ref().map(|(_, rule)| rule.clone())
}

/// The alerting rules of a rule file, in order.
///
/// # Errors
/// What is wrong with the file, and where; also when it holds no alerting rule.
pub fn rules_of_file(text: &str) -> Result<Vec<Rule>, String> {
    let file = alerting::parse_rules(text).map_err(|err| err.to_string())?;
    let rules: Vec<_> = file.alerting().map(|it| written("", it)).collect();
    if rules.is_empty() { Err("there is no alerting rule in it".to_owned()) } else { Ok(rules) }
}

/// The recording rules of a rule file, in order, with the labels of their groups laid under their own.
///
/// # Errors
/// What is wrong with the file, and where.
pub fn recordings_of_file(text: &str) -> Result<Vec<Recording>, String> {
    let file = alerting::parse_rules(text).map_err(|err| err.to_string())?;
    let rules = file.groups.iter().flat_map(|group| group.rules.iter().map(move |it| (group, it)));
    let recording = |(group, rule): (&alerting::Group, &alerting::AnyRule)| match rule {
        alerting::AnyRule::Recording(it) => {
            let mut labels = group.labels.clone();
            labels.extend(it.labels.clone());
            Some(Recording { record: it.record.clone(), expr: it.expr.clone(), labels })
        }
        alerting::AnyRule::Alerting(_) => None,
    };
    Ok(rules.filter_map(recording).collect())
}

/// The names of the bundled scenarios.
pub fn scenario_names() -> impl Iterator<Item = &'static str> {
    catalogue::scenarios().iter().map(|it| it.name)
}

/// The bundled scenario `name`.
pub fn scenario(name: &str) -> Option<Scenario> {
    having(&[piece::scenario(name)]).scenario(name).cloned()
}

/// The bundled exercises.
pub fn exercises() -> Vec<Listed> {
    exercise::listed(shelf::everything(piece::EXERCISES).unwrap_or_default())
}

/// The bundled exercise `name`.
pub fn exercise(name: &str) -> Option<Exercise> {
    having(&[piece::exercise(name)]).exercise(name).map(|it| (**it).clone())
}

/// The bundled drill `name`.
pub fn drill(name: &str) -> Option<Drill> {
    let bytes = shelf::everything(&piece::drill(name))?;
    crate::drill::read(std::str::from_utf8(bytes).ok()?).ok()
}

/// The exercise that `document` carries.
pub fn carried_exercise(document: &Document) -> Option<Exercise> {
    let name = document.exercise.as_ref().map(|it| it.name.as_str()).unwrap_or_default();
    exercise::carried(document, &having(&[piece::exercise(name)]))
}

/// The document that `exercise` begins with, which carries it by its `name`, or as it is where it has none.
pub fn exercise_start(exercise: &Exercise, name: &str) -> Option<Document> {
    exercise::start(exercise, name, &having(&exercise::needs(exercise)))
}

/// The check of `rules` against `exercise`.
///
/// # Errors
/// A rule cannot run, or the exercise cannot be judged: what is wrong, in words.
pub fn exercise_check(exercise: &Exercise, rules: &[Rule]) -> Result<Check, String> {
    let pieces = having(&exercise::needs(exercise));
    let start = exercise::start(exercise, "", &pieces).ok_or("its scenario or alert is not bundled")?;
    Check::begin(exercise, start, rules, &pieces)
}

/// The catalogue with these pieces of it read.
fn having(names: &[String]) -> Pieces {
    let mut pieces = Pieces::new(shelf::everything);
    pieces.have(names);
    pieces
}
