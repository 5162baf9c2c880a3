//! What differs between the episodes of two rules, in words and figures. It must not know lanes.

use crate::markup::{all, page};
use playground::learn::{Changed, Compared, Fired};
use plot::clock::{length, seconds};
use yew::Html;

/// All in a sentence.
pub(super) fn summary(it: &Compared) -> String {
    let [same, moved, added, removed] = it.counts;
    let seed = if it.seeds.1 > 1 { format!("On seed {}: ", it.seeds.0) } else { String::new() };
    if moved + added + removed > 0 {
        let both = count(same, "episode");
        return format!(
            "{seed}{both} in both at the same evaluations, {moved} moved, {added} added by B, {removed} removed (only A has {}).",
            if removed == 1 { "it" } else { "them" }
        );
    }
    let lanes = it.rows.iter().all(|it| it.lanes[0] == it.lanes[1]);
    match (it.rows.len(), lanes) {
        (0, _) => format!("{seed}Nothing differs: neither rule is ever active."),
        (_, true) => format!(
            "{seed}Nothing differs: both rules are pending and firing at the same evaluations, in {}.",
            count(same, "episode")
        ),
        (_, false) => format!(
            "{seed}No episode differs ({} in both); what differs is pending or kept firing.",
            count(same, "episode")
        ),
    }
}

fn count(number: u32, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// The list of those that differ.
pub(super) fn view(it: &Compared) -> Html {
    if it.changes.is_empty() {
        return page!("<p class=note>None.</p>");
    }
    let many = (it.counts[1..].iter().sum::<u32>() as usize).saturating_sub(it.changes.len());
    let more = (many > 0).then(|| page!("<p class=note>$</p>", format!("And {many} more.")));
    let days = it.range.to - it.range.from > 86_400_000;
    page!(
        "<div class=\"sweep-table sweep-scroll cmp-l\" tabindex=0 role=group aria-label=\"Episodes that differ\"><table aria-label=\"Episodes that differ\">\
         <thead><tr><th scope=col>Change</th><th scope=col>Object</th><th scope=col>A fires, UTC</th><th scope=col>B fires, UTC</th><th scope=col>B against A</th></tr></thead>\
         <tbody>$</tbody></table></div>$",
        all(it.changes.iter().map(|it| row(it, days))),
        more.unwrap_or_default()
    )
}

fn row(it: &Changed, days: bool) -> Html {
    let [a, b] = it.episodes;
    let (class, kind, path) = match (a, b) {
        (None, _) => ("cmp-added", "added", "M7 3v8M3 7h8"),
        (_, None) => ("cmp-removed", "removed", "M3 7h8"),
        _ => ("cmp-moved", "moved", "M2 5h10M9 2l3 3M12 9H2M5 12l-3-3"),
    };
    page!(
        "<tr><th scope=row><svg class=$ width=14 height=14 aria-hidden=true><path d=$/></svg>$</th><td>$</td><td>$</td><td>$</td><td>$</td></tr>",
        class,
        path,
        kind,
        &it.name,
        times(a, days),
        times(b, days),
        words(a, b)
    )
}

/// When it fires: `14:02:15 to 14:10:00`.
fn times(it: Option<Fired>, days: bool) -> String {
    let Some(it) = it else { return "no".to_owned() };
    let at = |time: i64| {
        if days { format!("{} {}", plot::clock::day(time), seconds(time)) } else { seconds(time) }
    };
    let to = if it.open { "open".to_owned() } else { at(it.span.to) };
    format!("{} to {to}", at(it.span.from))
}

/// What B does that A does not.
fn words(a: Option<Fired>, b: Option<Fired>) -> String {
    let alone = |it: Fired| length(it.span.to - it.span.from);
    match (a, b) {
        (None, None) => String::new(),
        (None, Some(b)) => format!("fires for {}, A is silent", alone(b)),
        (Some(a), None) => format!("silent where A fires for {}", alone(a)),
        (Some(a), Some(b)) => {
            let ends = [("starts", a.span.from, b.span.from), ("ends", a.span.to, b.span.to)];
            let moved = ends.into_iter().filter(|(_, a, b)| a != b).map(|(what, a, b)| {
                let way = if b > a { "later" } else { "earlier" };
                format!("{what} {} {way}", length((b - a).abs()))
            });
            moved.collect::<Vec<_>>().join(", ")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use playground::learn::{LaneState, Lanes, Span};

    fn fired(from: i64, to: i64) -> Option<Fired> {
        Some(Fired { span: Span { from: from * 1000, to: to * 1000 }, open: false })
    }

    #[test]
    fn moves_have_words() {
        assert_eq!(words(fired(60, 120), fired(195, 90)), "starts 2m 15s later, ends 30s earlier");
        assert_eq!(words(fired(60, 120), fired(60, 3720)), "ends 1h later");
        assert_eq!(words(None, fired(0, 90)), "fires for 1m 30s, A is silent");
        assert_eq!(words(fired(0, 90), None), "silent where A fires for 1m 30s");
        assert_eq!(times(fired(3600, 3661), false), "01:00:00 to 01:01:01");
        assert_eq!(times(None, false), "no");
    }

    #[test]
    fn that_nothing_differs_is_said() {
        let bar = |state| vec![(state, Span { from: 0, to: 9 })];
        let row = |a, b| Lanes { name: String::new(), labels: String::new(), lanes: [a, b] };
        let mut it = Compared { seeds: (7, 1), ..Compared::default() };
        assert!(summary(&it).starts_with("Nothing differs: neither"));
        it.rows = vec![row(bar(LaneState::Firing), bar(LaneState::Firing))];
        it.counts = [1, 0, 0, 0];
        assert!(summary(&it).ends_with("in 1 episode."), "{}", summary(&it));
        it.rows.push(row(bar(LaneState::Pending), Vec::new()));
        assert!(summary(&it).starts_with("No episode differs (1 episode in both)"));
        it.counts = [1, 2, 3, 1];
        it.seeds.1 = 5;
        assert_eq!(
            summary(&it),
            "On seed 7: 1 episode in both at the same evaluations, 2 moved, 3 added by B, 1 removed (only A has it)."
        );
    }
}
