//! What a person tells others of a picture, in a chat or in a document. It must not know the link, which the page puts below it.

use crate::model::Model;
use crate::scene::Scene;
use crate::show::episodes::episodes;
use crate::view::{EpisodeRow, Episodes};
use std::fmt::Write;

/// Episodes in a text for a chat; the others are counted.
const SHOWN: usize = 5;

/// The firing episodes.
fn list(model: &Model, scene: &Scene<'_>) -> Episodes {
    crate::score::score(model).map(|it| episodes(scene, &it)).unwrap_or_default()
}

/// A few lines of plain text.
pub(super) fn text(model: &Model, scene: &Scene<'_>) -> String {
    let list = list(model, scene);
    let mut text = format!("{}\n", title(model));
    if list.rows.is_empty() {
        let _ = writeln!(text, "{}", list.empty);
    }
    for row in list.rows.iter().take(SHOWN) {
        let _ = writeln!(text, "- {}", line(row));
    }
    if list.rows.len() > SHOWN {
        let _ = writeln!(text, "- and {} more", list.rows.len() - SHOWN);
    }
    text
}

/// Rule, episodes and what happened, in Markdown.
pub(super) fn markdown(model: &Model, scene: &Scene<'_>, rules: &str) -> String {
    let list = list(model, scene);
    let mut text = format!("### {}\n\n", title(model));
    let _ = writeln!(text, "{}\n\n```yaml\n{}```\n", list.summary, rules);
    if list.rows.is_empty() {
        let _ = writeln!(text, "{}\n", list.empty);
        return text;
    }
    text.push_str(
        "| instance | pending | fired | resolved | length | peak | cause |\n|---|---|---|---|---|---|---|\n",
    );
    for row in &list.rows {
        let cells = [&row.name, &row.pending, &row.fired, &row.resolved, &row.length, &row.peak, &row.cause];
        let cells: Vec<_> = cells.iter().map(|it| it.replace('|', "\\|")).collect();
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    }
    text.push('\n');
    text
}

/// "HaproxyServerDown, web1 is killed for ten minutes".
fn title(model: &Model) -> String {
    let rule = model.document.rule().map(|it| it.alert.as_str()).unwrap_or_default();
    format!("{rule}: {}", model.document.scenario.title)
}

fn line(row: &EpisodeRow) -> String {
    let cause = if row.cause.is_empty() { String::new() } else { format!(", {}", row.cause) };
    format!("{} fired {} to {} ({}), peak {}{cause}", row.name, row.fired, row.resolved, row.length, row.peak)
}
