//! A file that a person opens, whichever of ours or of Prometheus' it is. It must not know where the text comes from.

use crate::bundled::rules_of_file;
use crate::document::{self, Document, Rule, ViewState};
use crate::limits::RULES;
use crate::model::Model;
use crate::share;
use crate::view::Grade;
use crate::words;

/// What a file is worth.
struct Found {
    document: Document,
    /// What a person should know of it; empty for nothing.
    said: String,
}

/// Puts what the file `name` holds in the place of what it replaces: a document all of it, a scenario the scenario, a rule file
/// the rules. Whatever is wrong with it, the work at hand stays.
pub(crate) fn import(model: &mut Model, name: &str, text: &str) {
    let found = read(&model.document, name, text)
        .and_then(|found| crate::plan::Plan::new(&found.document).map(|_| found));
    match found {
        Ok(Found { document, said }) => {
            crate::update::replace(model, document);
            if !said.is_empty() {
                model.notice(Grade::Note, said);
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
        return Ok(Found { document, said: String::new() });
    }
    let tree = document::tree(text)?;
    // The key by which a kind of files is told from the others.
    let key = ["groups", "alert", "version", "frontends", "tests"]
        .into_iter()
        .find(|it| document::value(&tree, it).is_some());
    let rest = |document| Ok(Found { document, said: String::new() });
    match key.unwrap_or_default() {
        "groups" => of_rules(present, name, rules_of_file(text)?),
        "alert" => of_rules(present, name, rules_of_file(&catalogue::rule_file(text))?),
        "version" => rest(document::read(text)?),
        "frontends" => {
            let scenario = document::read_scenario(text)?;
            let view = ViewState { rule: present.view.rule, ..ViewState::default() };
            rest(Document { scenario, view, incidents: Vec::new(), ..present.clone() })
        }
        "tests" => Err("it is a promtool test file, which holds series and what is \
             expected of them; open the rule file that it names, and run it with `alertplay test`"
            .to_owned()),
        _ => Err("it is no rule file, no scenario and no document of alertplay".to_owned()),
    }
}

/// The rules in the place of the present ones; the first is shown.
fn of_rules(present: &Document, name: &str, rules: Vec<Rule>) -> Result<Found, String> {
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
    Ok(Found { document: Document { rules, view, ..present.clone() }, said })
}

/// A sentence as a part of another one.
fn lower(sentence: &str) -> String {
    let mut chars = sentence.trim_end_matches('.').chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}
