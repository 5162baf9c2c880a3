//! Time travel: what stands behind a value at an instant. The tree of the expression, samples and arithmetic, the state. It
//! must not know how anything is computed.

use super::icon::{cell, marker};
use crate::markup::{all, page};
use playground::view::{Branch, Explain, WindowView};
use yew::Html;

/// The panel, without the table of all instances.
pub(super) fn view(explain: &Explain) -> Html {
    if explain.tree.is_empty() {
        return Html::default();
    }
    let notes = (!explain.annotations.is_empty())
        .then(|| page!("<h3>Annotations</h3>$", pairs("notes", &explain.annotations)));
    page!(
        "<div class=explain><p class=at><b class=num>$</b> UTC <span class=inst>$<b>$</b></span></p>$<h3>Expression</h3>\
         <table class=tree aria-label=Expression><tbody>$</tbody></table>$$</div>",
        &explain.clock,
        marker(explain.slot),
        &explain.name,
        pairs("facts", &explain.facts),
        all(explain.tree.iter().map(branch)),
        all(explain.windows.iter().enumerate().map(|(idx, it)| window(it, idx == 0))),
        notes.unwrap_or_default()
    )
}

fn pairs(class: &'static str, rows: &[(String, String)]) -> Html {
    let rows = rows.iter().map(|(name, text)| page!("<dt>$</dt><dd>$</dd>", name, text));
    page!("<dl class=$>$</dl>", class, all(rows))
}

/// How deep a node lies is seen by lines before it, and read out as a number.
fn branch(it: &Branch) -> Html {
    let lines = |count: u32| all((0..count).map(|_| page!("<i></i>")));
    let sub = it.series.iter().map(|(name, value)| {
        let depth = lines(it.depth.min(12) + 1);
        page!("<tr class=sub><th scope=row>$$</th>$</tr>", depth, name, cell("r", value))
    });
    page!(
        "<tr><th scope=row><span class=vh>level $: </span>$<code>$</code></th>$</tr>$",
        (it.depth + 1).to_string(),
        lines(it.depth.min(12)),
        &it.text,
        cell("r", &it.value),
        all(sub)
    )
}

fn window(it: &WindowView, open: bool) -> Html {
    let skipped =
        (it.skipped > 0).then(|| page!("<tr><td colspan=2>$ earlier</td></tr>", it.skipped.to_string()));
    let samples = it.samples.iter().map(|(clock, value, fell)| {
        let fell = fell.then(|| page!("<span class=fell> reset</span>")).unwrap_or_default();
        page!("<tr>$<td class=r>$$</td></tr>", cell("num", clock), value, fell)
    });
    page!(
        "<details class=window open=$><summary><b>Window </b>$, $ samples<code>$</code></summary>$<table class=samples>\
         <thead><tr><th scope=col>Scrape</th><th scope=col class=r>Value</th></tr></thead><tbody>$$</tbody></table></details>",
        open.then_some("open"),
        &it.bounds,
        it.samples.len().to_string(),
        &it.title,
        pairs("facts", &it.steps),
        skipped.unwrap_or_default(),
        all(samples)
    )
}
