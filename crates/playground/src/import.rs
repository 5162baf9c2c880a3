//! A file that a person opens, whichever of ours or of Prometheus' it is. It must not know where the text comes from.

mod alertmanager;
mod tests;
mod verdict;

use crate::bundled::{recordings_of_file, rules_of_file};
use crate::document::{self, Document, Recording, Rule, ViewState};
use crate::limits::RULES;
use crate::model::Model;
use crate::share;
use crate::view::Grade;
use crate::words;

/// Nothing to say.
const NOTHING: (Grade, String) = (Grade::Note, String::new());

/// What a file is worth.
struct Found {
    document: Document,
    /// What a person should know of it; empty for nothing.
    said: (Grade, String),
}

/// Puts what the file `name` holds in the place of what it replaces: a document all of it, a scenario the scenario, a rule file
/// the rules. Whatever is wrong with it, the work at hand stays.
pub(crate) fn import(model: &mut Model, name: &str, text: &str) {
    let found = read(&model.document, name, text)
        .and_then(|found| crate::plan::Plan::new(&found.document).map(|_| found));
    match found {
        Ok(Found { document, said }) => {
            crate::update::replace(model, document);
            if !said.1.is_empty() {
                model.notice(said.0, said.1);
            }
        }
        Err(why) => {
            model.notice(Grade::Error, format!("{name} cannot be opened: {why}. Your work is unchanged."));
        }
    }
}

fn read(present: &Document, name: &str, text: &str) -> Result<Found, String> {
    let text = text.trim_start_matches('\u{feff}');
    if let Some((_, fragment)) =
        text.trim().rsplit_once("#").filter(|_| !text.trim().contains(char::is_whitespace))
    {
        let document = share::decode(fragment).map_err(|err| lower(&err.to_string()))?;
        return Ok(Found { document, said: NOTHING });
    }
    let tree = document::tree(text)?;
    // The key by which a kind of files is told from the others.
    let key = ["groups", "alert", "version", "frontends", "route", "tests"]
        .into_iter()
        .find(|it| document::value(&tree, it).is_some());
    let rest = |document| Ok(Found { document, said: NOTHING });
    match key.unwrap_or_default() {
        "groups" => of_rules(present, name, rules_of_file(text)?, recordings_of_file(text)?),
        "alert" => of_rules(present, name, rules_of_file(&catalogue::rule_file(text))?, Vec::new()),
        "version" => rest(document::read(text)?),
        "frontends" => {
            let scenario = document::read_scenario(text)?;
            let view = ViewState { rule: present.view.rule, ..ViewState::default() };
            rest(Document { scenario, view, input: None, incidents: Vec::new(), ..present.clone() })
        }
        "route" => rest(Document { route: alertmanager::route(text, &tree)?, ..present.clone() }),
        "tests" => tests::read(present, name, text),
        _ => Err("it is no rule file, no scenario and no document of alertplay".to_owned()),
    }
}

/// The rules in the place of the present ones; the first is shown.
fn of_rules(
    present: &Document,
    name: &str,
    rules: Vec<Rule>,
    recordings: Vec<Recording>,
) -> Result<Found, String> {
    let count = rules.len();
    if count > RULES {
        return Err(format!("it has {count} alerting rules; {RULES} are the most"));
    }
    // The traffic is the same: the eye stays where it is.
    let ViewState { cursor, window, fault, .. } = present.view;
    let view = ViewState { cursor, window, fault, ..ViewState::default() };
    let said = match count {
        1 => String::new(),
        _ => format!(
            "{name}: {}. The first is open; the others stand under Rules.",
            words::count(count, "alerting rule")
        ),
    };
    Ok(Found { document: Document { rules, recordings, view, ..present.clone() }, said: (Grade::Note, said) })
}

/// A sentence as a part of another one.
fn lower(sentence: &str) -> String {
    let mut chars = sentence.trim_end_matches('.').chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}
