//! How a drill went: what was right, what happened when, what it cost, what would have told. It must not play.

use super::cost::{Cost, cost};
use super::evidence;
use super::stage::Stage;
use super::{act, past};
use crate::document::{Document, Drill};
use crate::learn::{Debrief, Evidence};
use crate::picture::Picture;
use series::format_clock;

/// What was done.
pub(super) struct Done<'a> {
    pub(super) drill: &'a Drill,
    pub(super) stage: &'a Stage,
    /// What would have been seen without any remedy.
    pub(super) untreated: &'a Picture,
    /// When somebody was called.
    pub(super) called: i64,
    /// The first cause that was picked, and the remedy, with when it was applied.
    pub(super) cause: Option<usize>,
    pub(super) remedy: Option<(usize, i64)>,
    pub(super) asked: u32,
}

/// How it went, with what it cost: see [`costs`].
pub(super) fn debrief(done: &Done<'_>, costs: Vec<(String, Cost)>) -> Debrief {
    let drill = done.drill;
    let right_cause = drill.causes.iter().find(|it| it.right);
    let right_remedy = drill.remedies.iter().find(|it| it.right);
    let applied = done.remedy.and_then(|(idx, _)| drill.remedies.get(idx));
    let pair = |say: &str, why: &str| (say.to_owned(), why.to_owned());
    Debrief {
        cause: done.cause.and_then(|it| drill.causes.get(it)).map(|it| it.right),
        remedy: applied.map(|it| it.right),
        causes: right_cause.map(|it| pair(&it.say, &it.why)).unwrap_or_default(),
        applied: applied.map(|it| pair(&it.say, &it.why)).unwrap_or_default(),
        remedies: right_remedy.map(|it| pair(&it.say, &it.why)).unwrap_or_default(),
        times: times(done),
        costs: costs.into_iter().map(|(who, it)| (who, it.bad, it.budget)).collect(),
        clues: clues(done),
        asked: done.asked,
        lesson: drill.lesson.clone(),
    }
}

fn times(done: &Done<'_>) -> Vec<(String, String)> {
    let stage = done.stage;
    let by_phone = stage.call == Some(done.called);
    let called = if by_phone { "People called" } else { "The pager went off" };
    let mut all = vec![("The trouble began", stage.trouble), (called, done.called)];
    all.extend(done.remedy.map(|it| ("The remedy was applied", it.1)));
    all.push(("The drill ended", stage.ends));
    all.into_iter().map(|(what, time)| (what.to_owned(), format_clock(time))).collect()
}

/// The answers whose costs are compared, each as a document: the one that was given, the best at the minute of the call, none.
///
/// # Errors
/// A remedy that cannot be applied.
pub(super) fn answers(
    drill: &Drill,
    stage: &Stage,
    called: i64,
    treated: Option<&Document>,
) -> Result<Vec<(String, Document)>, String> {
    let mut all = Vec::new();
    if let Some(treated) = treated {
        all.push(("Your remedy".to_owned(), treated.clone()));
    }
    if let Some(right) = drill.remedies.iter().find(|it| it.right) {
        let best = act::treated(&stage.document, right, called)?;
        all.push(("The right one, at once".to_owned(), best));
    }
    all.push(("Nothing done".to_owned(), stage.document.clone()));
    Ok(all)
}

/// What one of [`answers`] costs from the start of the trouble on.
///
/// # Errors
/// What is wrong with the document.
pub(super) fn priced(drill: &Drill, stage: &Stage, document: &Document) -> Result<Cost, String> {
    cost(drill, document, stage.trouble)
}

/// The clues as they were when somebody was called.
fn clues(done: &Done<'_>) -> Vec<(String, String, String)> {
    let then = past::past(done.untreated, done.called, true);
    let told = |query: &str| match evidence::query(&then, query) {
        Evidence::Query(_, _, Ok((rows, _))) => {
            let few: Vec<_> =
                rows.iter().take(4).map(|(labels, value)| format!("{labels} {value}")).collect();
            few.join("\n")
        }
        _ => String::new(),
    };
    let clue = |it: &crate::document::Clue| match it.query.as_str() {
        "" => ("show stat".to_owned(), String::new(), it.says.clone()),
        query => (query.to_owned(), told(query), it.says.clone()),
    };
    done.drill.clues.iter().map(clue).collect()
}
