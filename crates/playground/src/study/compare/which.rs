//! Which rules can be compared, and the document with one of them. It must not compare.

use crate::document::{Document, ViewState};
use crate::edit;
use crate::event::Field;
use crate::learn::{Choices, Which};
use crate::pieces::Pieces;
use crate::words;

/// What there is to compare in `document`.
pub(super) fn choices(document: &Document, pieces: &Pieces) -> Choices {
    let rule = document.rule();
    let published = rule.and_then(|it| Some(pieces.alert(&it.from)?.published != *it));
    Choices {
        rules: document.rules.iter().map(|it| it.alert.clone()).collect(),
        selected: document.view.rule,
        published,
        yaml: rule.map(edit::yaml).unwrap_or_default(),
    }
}

/// What a rule is called.
pub(super) fn name(document: &Document, which: &Which) -> String {
    let selected = || document.rule().map(|it| it.alert.clone()).unwrap_or_default();
    match which {
        Which::Rule(idx) => document.rules.get(*idx as usize).map(|it| it.alert.clone()).unwrap_or_default(),
        Which::Published => format!("{} as published", selected()),
        Which::Draft(_) => "the draft".to_owned(),
    }
}

/// `document` with that rule selected, without what is looked at.
///
/// # Errors
/// There is no such rule, or the draft is none.
pub(super) fn with(document: &Document, pieces: &Pieces, which: &Which) -> Result<Document, String> {
    let mut document = Document { view: bare(&document.view), ..document.clone() };
    match which {
        Which::Rule(idx) => {
            document.view.rule = *idx;
            let count = document.rules.len();
            document.rule().ok_or_else(|| format!("the document has {}", words::count(count, "rule")))?;
        }
        Which::Published => {
            let rule = document.rule_mut().ok_or("the document has no rule")?;
            let published = pieces.alert(&rule.from).ok_or("the rule was not published by the catalogue")?;
            *rule = published.published.clone();
        }
        Which::Draft(yaml) => {
            edit::apply(&mut document, Field::RuleYaml, yaml).map_err(|wrong| wrong.message)?;
        }
    }
    Ok(document)
}

/// `document` with that rule in it and selected, and all else as it is.
///
/// # Errors
/// As of [`with`].
pub(in crate::study) fn taken(
    document: &Document,
    pieces: &Pieces,
    which: &Which,
) -> Result<Document, String> {
    let with = with(document, pieces, which)?;
    // A comparison that is looked at is one of a rule that is no longer there.
    let view = ViewState { rule: with.view.rule, threshold: None, ..document.view.clone() };
    Ok(Document { view, ..with })
}

/// A view with nothing but which rule it is.
pub(super) fn bare(view: &ViewState) -> ViewState {
    ViewState { rule: view.rule, ..ViewState::default() }
}
