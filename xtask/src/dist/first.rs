//! Puts the first chart into the page, and the words about it: what a first visit begins with, drawn by `alertplay` with the
//! page's own code, so that it is there before any program. It must not know what is drawn.

use super::alertplay::Alertplay;
use super::names::PAGE;
use crate::{Outcome, repo};
use std::path::Path;

/// What a first visit begins with.
const SCENARIO: &str = "haproxy_exporter/haproxy-server-down";
/// Where the chart goes, and where the words about it.
const PLACE: &str = "<!-- first chart -->";
const WORDS: &str = "<!-- first words -->";
/// The words are the scenario's own: what happens, and what it teaches.
const STORY: &str = "crates/catalogue/scenarios/web1-killed.yml";
/// The chart is drawn twice, for a page of three panes and for a phone: rows and gutters differ, widths between are reached
/// by stretching. The sheet shows the one that fits (`web/styles/chart.css`).
const WIDTHS: [&str; 2] = ["776", "360"];

/// Puts the chart into the folder that trunk left.
pub(super) fn chart(page: &Path, alertplay: &Alertplay) -> Outcome<()> {
    let path = page.join(PAGE);
    let named = |error: std::io::Error| format!("{}: {error}", path.display());
    let html = std::fs::read_to_string(&path).map_err(named)?;
    let charts: Outcome<String> =
        WIDTHS.iter().map(|width| alertplay.chart(SCENARIO, &["--stretch", "--width", width])).collect();
    let story = std::fs::read_to_string(repo::root().join(STORY)).map_err(|it| format!("{STORY}: {it}"))?;
    let html = placed(&html, PLACE, &format!("<div class=\"first-chart\">{}</div>", charts?))?;
    std::fs::write(&path, placed(&html, WORDS, &words(&story)?)?).map_err(named)
}

/// What a scenario's file says of itself: its `about`, and what it teaches from the comments at its head.
fn words(story: &str) -> Outcome<String> {
    let missing = |what: &str| format!("{STORY} does not say {what}");
    let (head, rest) = story.split_once("\nname:").ok_or_else(|| missing("its name"))?;
    let (_, teaches) = head.split_once("# Teaches: ").ok_or_else(|| missing("what it teaches"))?;
    let about = rest.split_once("\nabout: >-\n").ok_or_else(|| missing("what it is about"))?.1;
    let about = about.lines().take_while(|it| it.starts_with(' ')).map(str::trim);
    let teaches = teaches.lines().map(|it| it.trim_start_matches(['#', ' ']));
    let text = about.chain(["It teaches that"]).chain(teaches).collect::<Vec<_>>().join(" ");
    Ok(text.replace('&', "&amp;").replace('<', "&lt;"))
}

fn placed(html: &str, place: &str, what: &str) -> Outcome<String> {
    if !html.contains(place) {
        return Err(format!("{PAGE} has no such place: {place}"));
    }
    Ok(html.replace(place, what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_charts_stand_in_one_place_or_the_page_is_wrong() {
        let html =
            placed("<figure><!-- first chart --></figure>", PLACE, "<svg>a</svg><svg>b</svg>").unwrap();
        assert_eq!(html, "<figure><svg>a</svg><svg>b</svg></figure>");
        assert!(placed("<figure></figure>", PLACE, "<svg/>").is_err());
    }

    #[test]
    fn the_words_are_the_scenarios_own() {
        let story = "# Alert: a/b\n# Teaches: a thing\n# in two lines.\nname: x\nabout: >-\n  One of\n  <three>.\nstart: s\n";
        assert_eq!(words(story).unwrap(), "One of &lt;three>. It teaches that a thing in two lines.");
        assert!(words("name: x\n").is_err());
    }
}
