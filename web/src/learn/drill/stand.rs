//! A drill as it stands: clock, call, chart, states, and beside them what can be asked and picked. It must not know what is right.

use super::{Drills, Msg, chart, debrief, evidence, picks};
use crate::components::icon::{WARN, flag, icon, word};
use crate::markup::{all, page};
use playground::learn::{Brief, DrillAsk, Now, Phase};
use yew::{Context, Html, MouseEvent};

/// Minutes of the drill that a second lasts.
const SPEEDS: [(i64, &str); 2] = [(1, "1 min/s"), (5, "5 min/s")];

pub(super) fn view(it: &Drills, brief: &Brief, ctx: &Context<Drills>) -> Html {
    let leave = word("link", "All drills", ctx.link().callback(|_: MouseEvent| Msg::Look(None)));
    let Some(now) = it.now.as_deref() else {
        return page!(
            "<p>$</p><h3 class=ex-t id=drill-h tabindex=-1>$</h3><p class=none role=status>$</p>",
            leave,
            &brief.title,
            if it.wrong.is_empty() { "Computing the traffic." } else { "" }
        );
    };
    let side = match (&it.debrief, now.phase) {
        (Some(told), _) => debrief::view(told, ctx),
        (None, Phase::Over) => page!("<p class=none role=status>Computing what it cost.</p>"),
        (None, Phase::Watch) => page!(
            "<p class=note>$</p>",
            "All is quiet. Watch, or skip to the moment at which somebody calls you."
        ),
        _ => evidence::view(it, ctx),
    };
    let picked = it.debrief.is_none() && matches!(now.phase, Phase::Called | Phase::Treated);
    let picks = if picked { picks::view(it, brief, ctx) } else { Html::default() };
    page!(
        "<p>$</p><div class=dr-head><h3 class=ex-t id=drill-h tabindex=-1>$</h3><p class=dr-clock><span class=vh>The clock: </span>$</p>$</div>\
         <div role=alert>$</div><div class=dr-b><section class=dr-now aria-label=\"How it stands\">$$$</section><div class=dr-side>$</div><div class=dr-picks>$</div></div>",
        leave,
        &brief.title,
        &now.clock,
        controls(it, ctx),
        call(now),
        chart::view(now, (it.width, brief)),
        active(now),
        messages(now),
        side,
        picks
    )
}

/// Run or pause, how fast, and the way on.
fn controls(it: &Drills, ctx: &Context<Drills>) -> Html {
    if !it.runs() {
        return Html::default();
    }
    let link = ctx.link();
    let running = it.running;
    let run = word(
        "btn line",
        if running { "Pause" } else { "Go on" },
        link.callback(move |_: MouseEvent| Msg::Run(!running)),
    );
    let speeds = SPEEDS.iter().map(|(minutes, name)| {
        let minutes = *minutes;
        page!(
            "<button type=button class=\"btn small line\" aria-pressed=$ $>$</button>",
            flag(minutes == it.speed),
            link.callback(move |_: MouseEvent| Msg::Speed(minutes)),
            *name
        )
    });
    let skip = link.callback(|_: MouseEvent| Msg::Ask(DrillAsk::Skip));
    let name = if it.phase() == Phase::Watch { "Skip to the call" } else { "Skip to the end" };
    page!(
        "<div class=dr-c>$<span class=dr-speed role=group aria-label=Speed>$</span>$</div>",
        run,
        all(speeds),
        word("btn line", name, skip)
    )
}

/// Who has called, and what is said.
fn call(now: &Now) -> Html {
    let Some((at, says)) = &now.call else { return Html::default() };
    let notes = now
        .annotations
        .iter()
        .filter(|_| now.phase == Phase::Called)
        .map(|(name, text)| page!("<dt>$</dt><dd>$</dd>", name, text));
    page!(
        "<div class=dr-call id=drill-call tabindex=-1>$<div><p><b>$</b> $</p><dl>$</dl></div></div>",
        icon(WARN),
        at,
        says,
        all(notes)
    )
}

/// The instances that are pending or fire.
fn active(now: &Now) -> Html {
    if now.active.is_empty() {
        return page!("<p class=note>No instance is pending or fires.</p>");
    }
    let rows = now.active.iter().map(|(name, word, since, value)| {
        page!(
            "<tr><th scope=row>$</th><td>$</td><td class=r>$</td><td class=r>$</td></tr>",
            name,
            word,
            since,
            value
        )
    });
    page!(
        "<div class=dr-scroll tabindex=0 role=group aria-label=\"Active instances\"><table aria-label=\"Active instances\"><thead><tr><th scope=col>Instance</th><th scope=col>State</th><th scope=col class=r>Since</th><th scope=col class=r>Value</th></tr></thead><tbody>$</tbody></table></div>",
        all(rows)
    )
}

fn messages(now: &Now) -> Html {
    if now.messages.is_empty() {
        return Html::default();
    }
    let rows = now.messages.iter().map(|(at, text)| page!("<li><b>$</b> $</li>", at, text));
    page!("<ul class=dr-m aria-label=Messages>$</ul>", all(rows))
}
