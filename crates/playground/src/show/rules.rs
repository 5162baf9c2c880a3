//! All rules of the document: what each comes to, and its lane in view. It must not evaluate anything.

use crate::group::{Tally, merged};
use crate::model::Model;
use crate::scene::Scene;
use crate::view::{RuleRow, Rules};
use crate::words;
use plot::{LaneState, Span};
use series::format_clock;

pub(super) fn rules(model: &Model, scene: &Scene<'_>) -> Rules {
    let rules = model.document.rules.iter().enumerate();
    let tallies: Vec<_> = rules.clone().map(|(idx, _)| model.group.tally(idx)).collect();
    let rows = rules.zip(&tallies).map(|((idx, rule), tally)| RuleRow {
        name: rule.alert.clone(),
        severity: rule.labels.get("severity").cloned().unwrap_or_default(),
        selected: idx == model.document.view.rule as usize,
        facts: tally.filter(|it| it.error.is_empty()).map(facts).unwrap_or_default(),
        error: tally.map(|it| it.error.clone()).unwrap_or_default(),
        bars: tally.map(|it| in_view(scene, &it.bars)).unwrap_or_default(),
    });
    let trouble = scene.picture.trouble.iter().map(String::as_str).chain(std::iter::repeat(""));
    let recordings = model.document.recordings.iter().zip(trouble);
    Rules {
        rows: rows.collect(),
        summary: summary(&tallies),
        recordings: recordings
            .map(|(it, trouble)| (it.record.clone(), it.expr.clone(), trouble.to_owned()))
            .collect(),
    }
}

fn facts(tally: &Tally) -> Vec<String> {
    let never = tally.episodes == 0;
    let episodes = if never { "quiet".to_owned() } else { words::count(tally.episodes, "episode") };
    let pages = if never { String::new() } else { super::episodes::pages((tally.pages, tally.ungrouped)) };
    let first = tally.first.map(format_clock).unwrap_or_default();
    vec![episodes, pages, first, words::count(tally.findings, "finding")]
}

/// The part of the bars in view, those as one that no pixel parts.
fn in_view(scene: &Scene<'_>, bars: &[(LaneState, Span)]) -> Vec<(LaneState, Span)> {
    let window = scene.window();
    let gap = (window.to - window.from) / i64::from(scene.model.width.max(1));
    let mut seen = Vec::new();
    for own in bars.chunk_by(|a, b| a.0 == b.0) {
        let spans: Vec<Span> = own.iter().filter_map(|it| super::states::cut(it.1, window)).collect();
        seen.extend(merged(&spans, gap).into_iter().map(|span| (own[0].0, span)));
    }
    seen
}

/// "30 rules, 12 fire, 9 pages, 14 before grouping".
fn summary(tallies: &[Option<&Tally>]) -> String {
    let known = || tallies.iter().flatten();
    let fire = known().filter(|it| it.episodes > 0).count();
    let pages: usize = known().map(|it| it.pages).sum();
    let ungrouped: usize = known().map(|it| it.ungrouped).sum();
    format!(
        "{}, {fire} {}, {}",
        words::count(tallies.len(), "rule"),
        if fire == 1 { "fires" } else { "fire" },
        super::episodes::pages((pages, ungrouped))
    )
}
