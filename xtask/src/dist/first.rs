//! Puts the first chart into the page: what a first visit begins with, drawn by `alertplay` with the page's own code, so that
//! it is there before any program. It must not know what is drawn.

use super::alertplay::Alertplay;
use super::names::PAGE;
use crate::Outcome;
use std::path::Path;

/// What a first visit begins with.
const SCENARIO: &str = "haproxy_exporter/haproxy-server-down";
/// Where the chart goes.
const PLACE: &str = "<!-- first chart -->";
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
    std::fs::write(&path, placed(&html, &charts?)?).map_err(named)
}

fn placed(html: &str, charts: &str) -> Outcome<String> {
    if !html.contains(PLACE) {
        return Err(format!("{PAGE} has no place for the first chart: {PLACE}"));
    }
    Ok(html.replace(PLACE, &format!("<div class=\"first-chart\">{charts}</div>")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_charts_stand_in_one_place_or_the_page_is_wrong() {
        let html = placed("<figure><!-- first chart --></figure>", "<svg>a</svg><svg>b</svg>").unwrap();
        assert_eq!(html, "<figure><div class=\"first-chart\"><svg>a</svg><svg>b</svg></div></figure>");
        assert!(placed("<figure></figure>", "<svg/>").is_err());
    }
}
