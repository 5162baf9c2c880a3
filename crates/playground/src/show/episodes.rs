//! The list of firing episodes, and why it is empty. It must not know lanes.

use crate::limits::ROWS;
use crate::scene::Scene;
use crate::score::Scored;
use crate::view::{EpisodeRow, Episodes};
use crate::words;
use alerting::{Episode, State};
use quality::Verdict;
use series::format_clock;

pub(crate) fn episodes(scene: &Scene<'_>, scored: &Scored) -> Episodes {
    let all = &scene.picture.states.episodes;
    let window = scene.window();
    let in_view = all.iter().filter(|it| it.from < window.to && it.to > window.from).count();
    let range = scene.range();
    let counts = crate::group::pages(&scene.picture.states);
    let paged = if counts.1 == 0 { String::new() } else { format!(", {}", pages(counts)) };
    Episodes {
        summary: format!(
            "{} in {}, {in_view} in view{paged}",
            words::grouped(all.len() as i64),
            words::span(range.to - range.from)
        ),
        empty: if all.is_empty() { why_none(scene) } else { String::new() },
        rows: all.iter().zip(&scored.verdicts).take(ROWS).map(|it| row(scene, scored, it)).collect(),
    }
}

/// "2 pages, 5 before grouping"; where grouping changes nothing it is not spoken of.
pub(super) fn pages((pages, ungrouped): (usize, usize)) -> String {
    let said = words::count(pages, "page");
    if pages == ungrouped {
        said
    } else {
        format!("{said}, {} before grouping", words::grouped(ungrouped as i64))
    }
}

fn row(scene: &Scene<'_>, scored: &Scored, (episode, verdict): (&Episode, &Verdict)) -> EpisodeRow {
    let slot = scene.slot_of(&episode.labels);
    let cursor = scene.cursor();
    let clock = |time: i64| format_clock(time);
    EpisodeRow {
        name: slot.map_or_else(|| episode.labels.to_string(), |slot| scene.names[slot].clone()),
        slot: slot.unwrap_or_default() as u32,
        pending: episode.pending_from.map(clock).unwrap_or_default(),
        fired: if episode.open_start { "open".to_owned() } else { clock(episode.from) },
        resolved: if episode.open_end { "open".to_owned() } else { clock(episode.to) },
        length: words::span(episode.to - episode.from),
        peak: words::figure(episode.peak),
        cause: cause(scene, scored, episode),
        verdict: super::score::verdict(*verdict).0.to_owned(),
        selected: slot == Some(scene.selected()) && episode.from <= cursor && cursor < episode.to,
    }
}

/// The fault that was on when the comparison became true: one on the instance's own server or backend before any
/// other, the latest before older ones.
fn cause(scene: &Scene<'_>, scored: &Scored, episode: &Episode) -> String {
    let began = episode.pending_from.unwrap_or(episode.from);
    let bars = super::chart::faults(scene, scored);
    let faults = scene.model.document.scenario.events.iter().zip(&bars);
    // A window and a scrape may lie between a fault's end and the last value that it moved.
    let reach = 2 * scene.step() + 120_000;
    let on = faults.filter(|(_, bar)| bar.span.from <= began && began < bar.span.to + reach);
    let own =
        |target: &str| target.split('/').any(|part| episode.labels.iter().any(|(_, value)| value == part));
    let best = on.max_by_key(|(fault, bar)| (own(&fault.target), bar.span.from));
    let after = |from: i64| words::span(episode.from - from);
    best.map(|(_, bar)| format!("{}, after {}", bar.label, after(bar.span.from))).unwrap_or_default()
}

/// The longest time that was not enough. As lint's finding has it, it lasts from the first to the last evaluation that found the
/// expression true, which is what `for` is compared with.
fn pending(scene: &Scene<'_>) -> Option<String> {
    let longest = |is_cut: bool| {
        let spans = scene.picture.states.timeline.instances.iter().flat_map(|it| &it.spans);
        let pending = spans.filter(|it| it.state == State::Pending);
        let wanted = pending.filter(|it| (it.to > scene.range().to) == is_cut);
        wanted.map(|it| it.to - it.from - scene.step()).max()
    };
    match longest(false) {
        None => longest(true).map(|it| format!("Still pending at the end, for {}", words::span(it))),
        Some(0) => Some("Pending at one evaluation at a time, then false again".to_owned()),
        Some(it) => Some(format!("Pending for {} at most, then false again", words::span(it))),
    }
}

/// Why nothing fired.
pub(super) fn why_none(scene: &Scene<'_>) -> String {
    let error = &scene.picture.columns.error;
    if !error.is_empty() {
        return format!("The expression could not be evaluated: {error}.");
    }
    if let Some(pending) = pending(scene) {
        return format!("{pending}. for is {}.", words::span(scene.picture.plan.rule.hold));
    }
    match scene.closest_of_all() {
        Some((slot, it)) => format!(
            "Never true here. Closest: {} of the threshold at {}, {}.",
            words::figure(it.share),
            format_clock(it.time),
            scene.names[slot]
        ),
        None if scene.names.is_empty() => {
            "Nothing matches: the expression has no value at any time.".to_owned()
        }
        None => "Never true here.".to_owned(),
    }
}
