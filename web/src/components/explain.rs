//! Time travel: what stands behind a value at an instant. The tree of the expression, samples and arithmetic, the state. It
//! must not know how anything is computed.

use super::icon::{cell, marker};
use playground::view::{Branch, Explain, WindowView};
use yew::{Html, html};

/// The panel, without the table of all instances.
pub(super) fn view(explain: &Explain) -> Html {
    if explain.tree.is_empty() {
        return Html::default();
    }
    html! {
        <div class="explain">
            <p class="at"><b class="num">{ &explain.clock }</b>{ " UTC " }<span class="inst">{ marker(explain.slot) }<b>{ &explain.name }</b></span></p>
            { pairs("facts", &explain.facts) }
            <h3>{ "Expression" }</h3>
            <table class="tree" aria-label="Expression">
                <tbody>{ for explain.tree.iter().map(branch) }</tbody>
            </table>
            { for explain.windows.iter().enumerate().map(|(idx, it)| window(it, idx == 0)) }
            if !explain.annotations.is_empty() { <h3>{ "Annotations" }</h3>{ pairs("notes", &explain.annotations) } }
        </div>
    }
}

fn pairs(class: &'static str, rows: &[(String, String)]) -> Html {
    html! { <dl {class}>{ for rows.iter().map(|(name, text)| html! { <><dt>{ name }</dt><dd>{ text }</dd></> }) }</dl> }
}

/// How deep a node lies is seen by lines before it, and read out as a number.
fn branch(it: &Branch) -> Html {
    html! {
        <>
            <tr>
                <th scope="row">
                    <span class="vh">{ "level " }{ it.depth + 1 }{ ": " }</span>
                    { for (0..it.depth.min(12)).map(|_| html! { <i></i> }) }
                    <code>{ &it.text }</code>
                </th>
                { cell("r", &it.value) }
            </tr>
            { for it.series.iter().map(|(name, value)| html! {
                <tr class="sub"><th scope="row">{ for (0..=it.depth.min(12)).map(|_| html! { <i></i> }) }{ name }</th>{ cell("r", value) }</tr>
            }) }
        </>
    }
}

fn window(it: &WindowView, open: bool) -> Html {
    html! {
        <details class="window" {open}>
            <summary><b>{ "Window " }</b>{ &it.bounds }{ ", " }{ it.samples.len() }{ " samples" }<code>{ &it.title }</code></summary>
            { pairs("facts", &it.steps) }
            <table class="samples">
                <thead><tr><th scope="col">{ "Scrape" }</th><th scope="col" class="r">{ "Value" }</th></tr></thead>
                <tbody>
                    if it.skipped > 0 { <tr><td colspan="2">{ it.skipped }{ " earlier" }</td></tr> }
                    { for it.samples.iter().map(|(clock, value, fell)| html! {
                        <tr>{ cell("num", clock) }<td class="r">{ value }if *fell { <span class="fell">{ " reset" }</span> }</td></tr>
                    }) }
                </tbody>
            </table>
        </details>
    }
}
