//! The causes and remedies that are offered, and what a pick came to. It must not know which is right before it is told.

use super::{Drills, Msg};
use crate::components::icon::{TICK, WRONG, icon};
use crate::markup::{all, coded, page};
use playground::learn::{Brief, DrillAsk, Phase, Picked};
use yew::{Context, Html, MouseEvent};

pub(super) fn view(it: &Drills, brief: &Brief, ctx: &Context<Drills>) -> Html {
    let asked = it.phase() == Phase::Called;
    let known = it.picked.iter().any(|it| it.right == Some(true));
    let causes = brief.causes.iter().enumerate().map(|(idx, say)| {
        let picked = it.picked.iter().find(|it| !it.remedy && it.place as usize == idx);
        let open = asked && !known && picked.is_none();
        choice((say, open), picked, ctx, DrillAsk::Cause(idx as u32))
    });
    let remedies = brief.remedies.iter().enumerate().map(|(idx, say)| {
        let picked = it.picked.iter().find(|it| it.remedy && it.place as usize == idx);
        choice((say, asked), picked, ctx, DrillAsk::Remedy(idx as u32))
    });
    page!(
        "<section aria-label=Cause><h3>What is the cause?</h3><p class=note>A wrong one takes five minutes of the drill.</p><ul class=dr-p>$</ul></section>\
         <section aria-label=Remedy><h3>What do you do?</h3><p class=note>One of these, once. It is done at the clock's time.</p><ul class=dr-p>$</ul></section>",
        all(causes),
        all(remedies)
    )
}

fn choice((say, open): (&str, bool), picked: Option<&Picked>, ctx: &Context<Drills>, ask: DrillAsk) -> Html {
    let (class, sign) = match picked.map(|it| it.right) {
        Some(Some(true)) => ("dr-yes", page!("$<span class=vh>Right: </span>", icon(TICK))),
        Some(Some(false)) => ("dr-no", page!("$<span class=vh>Wrong: </span>", icon(WRONG))),
        Some(None) => ("done", page!("$<span class=vh>Done: </span>", icon(TICK))),
        None => ("", Html::default()),
    };
    let said = coded(say);
    let body = if open {
        let pick = ctx.link().callback(move |_: MouseEvent| Msg::Ask(ask.clone()));
        page!("<button type=button class=\"btn line dr-o\" $><span>$</span></button>", pick, said)
    } else {
        page!("<p class=dr-o>$$</p>", sign, said)
    };
    let why = picked.map(|it| page!("<p class=ex-s role=status>$</p>", coded(&it.why)));
    page!("<li class=$>$$</li>", class, body, why.unwrap_or_default())
}
