//! How a drill went. It must not compute any of it.

use super::{Drills, Msg};
use crate::components::icon::{TICK, WRONG, icon, word};
use crate::markup::{all, coded, page};
use playground::learn::{Debrief, DrillAsk};
use yew::{Context, Html, MouseEvent};

pub(super) fn view(it: &Debrief, ctx: &Context<Drills>) -> Html {
    let on = |msg: fn() -> Msg| ctx.link().callback(move |_: MouseEvent| msg());
    let times =
        it.times.iter().map(|(what, at)| page!("<tr><th scope=row>$</th><td class=r>$</td></tr>", what, at));
    page!(
        "<section aria-label=Debrief class=dr-d><h3>How it went</h3>$$$<table aria-label=\"What happened when\"><tbody>$</tbody></table>\
         <h3>What it cost</h3>$<h3>What would have told</h3><ul class=dr-clues>$</ul><h3>To be learnt</h3><p class=ex-s>$</p><div class=ex-a>$$$</div></section>",
        verdict("Cause", it.cause, (&it.causes, &it.causes)),
        verdict("Remedy", it.remedy, (&it.applied, &it.remedies)),
        page!("<p class=note>$</p>", asked(it.asked)),
        all(times),
        costs(it),
        all(it.clues.iter().map(clue)),
        coded(&it.lesson),
        word("btn primary", "Once more, at another time", on(|| Msg::Begin)),
        word("btn line", "Open this scenario on the page", on(|| Msg::Ask(DrillAsk::Scenario))),
        word("btn line", "All drills", on(|| Msg::Look(None)))
    )
}

type Said = (String, String);

/// Whether a pick was right: what was picked and why it was right or not, then what would have been.
fn verdict(name: &'static str, right: Option<bool>, (picked, best): (&Said, &Said)) -> Html {
    let (class, sign, said) = match right {
        Some(true) => ("dr-v dr-yes", TICK, "right"),
        Some(false) => ("dr-v dr-no", WRONG, "wrong"),
        None => ("dr-v dr-no", WRONG, "none was picked"),
    };
    let mine = (right == Some(false) && picked != best)
        .then(|| page!("<p class=ex-s>$ $</p>", coded(&picked.0), coded(&picked.1)));
    page!(
        "<div class=$><p><b>$$: $</b></p>$<p class=ex-s><b>$</b> $</p></div>",
        class,
        icon(sign),
        name,
        said,
        mine.unwrap_or_default(),
        coded(&best.0),
        coded(&best.1)
    )
}

fn asked(count: u32) -> String {
    match count {
        0 => "No question was asked.".to_owned(),
        1 => "One question was asked.".to_owned(),
        _ => format!("{count} questions were asked."),
    }
}

/// What each answer cost, as bars.
fn costs(it: &Debrief) -> Html {
    let most = it.costs.iter().map(|it| it.1).fold(1.0, f64::max);
    let rows = it.costs.iter().map(|(who, bad, budget)| {
        page!(
            "<tr><th scope=row>$</th><td><svg class=dr-bar viewBox=\"0 0 100 6\" preserveAspectRatio=none aria-hidden=true><rect class=fill width=$ height=6/></svg></td><td class=r>$</td><td class=r>$</td></tr>",
            who,
            format!("{:.1}", bad / most * 100.0),
            grouped(*bad),
            format!("{:.1}%", budget * 100.0)
        )
    });
    page!(
        "<div class=dr-scroll tabindex=0 role=group aria-label=\"What it cost\"><table aria-label=\"What it cost\"><thead><tr><th scope=col>Answer</th><td></td><th scope=col class=r>Failed or slow</th><th scope=col class=r>Budget of 30 days</th></tr></thead><tbody>$</tbody></table></div>",
        all(rows)
    )
}

fn clue((query, found, says): &(String, String, String)) -> Html {
    let found =
        (!found.is_empty()).then(|| page!("<pre tabindex=0 aria-label=$><code>$</code></pre>", query, found));
    page!("<li><code>$</code>$<p class=ex-s>$</p></li>", query, found.unwrap_or_default(), coded(says))
}

/// A whole number with its thousands separated.
pub(super) fn grouped(value: f64) -> String {
    let digits = format!("{:.0}", value.max(0.0));
    let mut text = String::new();
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
