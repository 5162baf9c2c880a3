//! The list of drills, and one before it begins. It must not know how one is played.

use super::{DONE, Drills, Msg};
use crate::browser::storage;
use crate::components::icon::{TICK, icon, severity, word};
use crate::markup::{all as several, page};
use playground::learn::{Brief, DrillRow};
use yew::{Context, Html, MouseEvent};

const LEVELS: [&str; 3] = ["One thing is wrong", "Look twice", "The obvious answer is the wrong one"];

/// All drills.
pub(super) fn all(it: &Drills, ctx: &Context<Drills>) -> Html {
    if it.list.is_empty() {
        return page!("<p class=none>$</p>", if it.wrong.is_empty() { "Loading the drills." } else { "" });
    }
    let done = storage::read(DONE);
    let count = it.list.iter().filter(|it| best(&done, &it.name).is_some()).count();
    let levels = LEVELS.iter().enumerate().map(|(idx, title)| {
        let level = (idx + 1).to_string();
        let rows = it.list.iter().filter(|it| it.level == level).map(|it| row(ctx, it, &done));
        page!("<h3>$</h3><ul class=ex-l>$</ul>", *title, several(rows))
    });
    page!(
        "<p class=note>$</p>$",
        format!(
            "{count} of {} answered rightly in this browser. Traffic plays forward, the pager goes off, and you find out why. Nothing on the page changes.",
            it.list.len()
        ),
        several(levels)
    )
}

fn row(ctx: &Context<Drills>, it: &DrillRow, done: &str) -> Html {
    let name = it.name.clone();
    let best = best(done, &it.name).map(|it| {
        page!(
            "<span class=ex-d>$<span>$</span></span>",
            icon(TICK),
            format!("best: {} requests", super::debrief::grouped(it))
        )
    });
    page!(
        "<li><button type=button class=alert-row $><b>$</b>$</button></li>",
        ctx.link().callback(move |_: MouseEvent| Msg::Look(Some(name.clone()))),
        &it.title,
        best.unwrap_or_default()
    )
}

/// A drill before it begins.
pub(super) fn brief(it: &Brief, ctx: &Context<Drills>) -> Html {
    page!(
        "<p>$</p><h3 class=ex-t id=drill-h tabindex=-1>$</h3><p class=ex-s>$</p>\
         <h3>The alert that is on</h3><p class=dr-alert><b>$</b> $</p><pre tabindex=0 aria-label=Expression><code>$</code></pre>\
         <p class=note>$</p><div class=ex-a>$</div>",
        word("link", "All drills", ctx.link().callback(|_: MouseEvent| Msg::Look(None))),
        &it.title,
        &it.story,
        &it.alert.0,
        severity(&it.alert.1),
        &it.expr,
        "The clock runs until somebody calls you. Then it stands still while you think: a question takes one minute of the drill, a \
         wrong cause five. There is one remedy to choose.",
        word("btn primary", "Begin", ctx.link().callback(|_: MouseEvent| Msg::Begin))
    )
}

/// The fewest requests that a right answer to `name` has cost so far.
fn best(done: &str, name: &str) -> Option<f64> {
    let own = |it: &str| it.split_once('=').filter(|it| it.0 == name).and_then(|it| it.1.parse().ok());
    done.split(' ').find_map(own)
}

/// `done` with an answer to `name` that cost `cost`.
pub(super) fn kept(done: &str, name: &str, cost: f64) -> String {
    let least = best(done, name).map_or(cost, |it| it.min(cost));
    let own = format!("{name}={least:.0}");
    let others = done.split(' ').filter(|it| !it.is_empty() && it.split('=').next() != Some(name));
    others.chain([own.as_str()]).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_answer_is_kept() {
        let one = kept("", "a", 30.0);
        let two = kept(&one, "b", 7.0);
        assert_eq!((best(&two, "a"), best(&two, "b"), best(&two, "c")), (Some(30.0), Some(7.0), None));
        assert_eq!(best(&kept(&two, "a", 40.0), "a"), Some(30.0));
        assert_eq!(best(&kept(&two, "a", 20.0), "a"), Some(20.0));
        assert_eq!(best("a=x b", "a"), None);
    }
}
