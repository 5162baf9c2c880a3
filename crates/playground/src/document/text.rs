//! The document as YAML text, read with suspicion. It must not know links or files.

use super::fields::Part;
use super::{DRILL, Document, Drill, EXERCISE, Exercise, Scenario, Server, VERSION, reader, writer};
use crate::limits::DOCUMENT_BYTES;
use alerting::yaml::{Node, Scalar, first_document};

/// The document that `text` holds.
///
/// # Errors
/// What is wrong and where (line and column, where the YAML parser knows them), in words for people.
pub fn read(text: &str) -> Result<Document, String> {
    let tree = tree(text)?;
    known_version(&tree, VERSION)?;
    part(text, &tree)
}

/// A version is judged before anything else is: a newer one may have other keys.
fn known_version(tree: &Node, newest: u32) -> Result<(), String> {
    let Some(Node::Scalar(Scalar::Int, version)) = value(tree, "version") else { return Ok(()) };
    match reader::whole(version) {
        Some(0) => Err("version 0 never existed".to_owned()),
        Some(it) if it > i128::from(newest) => Err(format!(
            "it is of version {version}, and this page knows versions up to {newest}: open it with a newer one"
        )),
        _ => Ok(()),
    }
}

/// The exercise that `text` holds, as `judge` finds it: what is wrong comes with its path, as `goals[0].want`.
///
/// # Errors
/// As [`read`].
pub(crate) fn read_exercise(
    text: &str,
    judge: impl Fn(&Exercise) -> Result<(), (String, String)>,
) -> Result<Exercise, String> {
    let tree = tree(text)?;
    known_version(&tree, EXERCISE)?;
    let exercise = part(text, &tree)?;
    match judge(&exercise) {
        Ok(()) => Ok(exercise),
        Err((path, why)) => Err(format!("{path}: {why}{}", reader::place(text, &tree, &path))),
    }
}

/// The drill that `text` holds, as `judge` finds it: see [`read_exercise`].
///
/// # Errors
/// As [`read`].
pub(crate) fn read_drill(
    text: &str,
    judge: impl Fn(&Drill) -> Result<(), (String, String)>,
) -> Result<Drill, String> {
    let tree = tree(text)?;
    known_version(&tree, DRILL)?;
    let drill = part(text, &tree)?;
    match judge(&drill) {
        Ok(()) => Ok(drill),
        Err((path, why)) => Err(format!("{path}: {why}{}", reader::place(text, &tree, &path))),
    }
}

/// The scenario that `text` holds, as a file of the catalogue.
///
/// # Errors
/// As [`read`].
pub(crate) fn read_scenario(text: &str) -> Result<Scenario, String> {
    part(text, &tree(text)?)
}

/// A server with every setting as HAProxy has it where nothing is written.
///
/// # Errors
/// None, where a server needs no more than a name.
pub(crate) fn usual_server() -> Result<Server, String> {
    let text = "name: srv1";
    part(text, &tree(text)?)
}

/// The YAML tree of a text from outside.
///
/// # Errors
/// It is too long, nested too deeply, no YAML, or more than one document.
pub(crate) fn tree(text: &str) -> Result<Node, String> {
    alerting::check_bounds(text, DOCUMENT_BYTES).map_err(|err| err.to_string())?;
    // Nothing else ends a document.
    let may_go_on = text.starts_with('%') || ["---", "...", "\n%"].iter().any(|it| text.contains(it));
    if may_go_on && alerting::has_more_documents(text) {
        return Err("it holds more than one YAML document".to_owned());
    }
    first_document(text).map_err(|err| {
        // Go's words have the line in front, without the column.
        let message = err.message.strip_prefix("yaml: ").unwrap_or(&err.message);
        let (before, after) = message.split_once(": ").unwrap_or(("", message));
        let message = if before.starts_with("line ") { after } else { message };
        let place = err.line.zip(err.column);
        let place = place.map_or(String::new(), |(line, column)| format!(" at line {line} column {column}"));
        format!("{message}{place}")
    })
}

/// The value of `key` in a mapping, unless it is nothing.
pub(crate) fn value<'n>(tree: &'n Node, key: &str) -> Option<&'n Node> {
    let Node::Map(entries) = tree else { return None };
    let found = entries.iter().find(|(it, _)| it.text() == Some(key));
    found.map(|(_, value)| value).filter(|it| !it.is_null())
}

fn part<T: Part + Default>(text: &str, tree: &Node) -> Result<T, String> {
    let mut made = T::default();
    reader::part(text, tree, &mut made).map(|()| made)
}

/// The YAML text of `document`, which [`read`] reads back equal.
pub fn write(document: &Document) -> String {
    writer::part(&mut document.clone())
}

/// The YAML text of an exercise alone, as a file.
pub(crate) fn write_exercise(exercise: &Exercise) -> String {
    writer::part(&mut exercise.clone())
}

/// The YAML text of a scenario alone, as a file of the catalogue.
pub(crate) fn write_scenario(scenario: &Scenario) -> String {
    writer::part(&mut scenario.clone())
}
