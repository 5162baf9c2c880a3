//! Questions and what they came to: the runbook, `show stat`, expressions. It must not judge what they prove.

use super::{Drills, Msg};
use crate::browser::input;
use crate::components::icon::{TICK, icon, word};
use crate::components::prose::{bullets, inline, paragraph};
use crate::markup::{all, page};
use playground::learn::{DrillAsk, Evidence, Phase};
use playground::view::Runbook;
use playground::view::markup::Block;
use yew::{Context, Html, InputEvent, MouseEvent, SubmitEvent, html};

/// The columns of the table that is made of `show stat`: the field, and what people read.
const SHOWN: [(&str, &str); 16] = [
    ("status", "Status"),
    ("check_status", "Check"),
    ("check_code", "Code"),
    ("last_chk", "Said"),
    ("lastchg", "Since, s"),
    ("scur", "Sessions"),
    ("slim", "Limit"),
    ("qcur", "Queue"),
    ("rate", "Rate"),
    ("rtime", "rtime, ms"),
    ("econ", "econ"),
    ("eresp", "eresp"),
    ("wretr", "wretr"),
    ("wredis", "wredis"),
    ("hrsp_4xx", "4xx"),
    ("hrsp_5xx", "5xx"),
];

/// What can be asked, and the answers, newest first.
pub(super) fn view(it: &Drills, ctx: &Context<Drills>) -> Html {
    let answers = it.evidence.iter().map(|it| answer(it));
    let questions = if it.phase() == Phase::Called { questions(it, ctx) } else { Html::default() };
    page!(
        "<section aria-label=Evidence><h3>Evidence</h3>$<div class=dr-ev role=log aria-label=Answers>$</div></section>",
        questions,
        all(answers)
    )
}

fn questions(it: &Drills, ctx: &Context<Drills>) -> Html {
    let link = ctx.link();
    let ask = |what: fn() -> DrillAsk| link.callback(move |_: MouseEvent| Msg::Ask(what()));
    let text = it.text.clone();
    let submit = link.callback(move |event: SubmitEvent| {
        event.prevent_default();
        Msg::Ask(DrillAsk::Query(text.clone()))
    });
    let typed = link.callback(|event: InputEvent| Msg::Text(input::text(&event)));
    let form = html! {
        <form class="dr-q" onsubmit={submit}>
            <label for="drill-q">{ "PromQL" }</label>
            <input id="drill-q" type="text" value={it.text.clone()} oninput={typed} autocomplete="off" autocapitalize="off" spellcheck="false" />
            <button type="submit" class="btn line">{ "Evaluate" }</button>
        </form>
    };
    page!(
        "<p class=note>Each question takes a minute of the drill.</p><div class=ex-a>$$$</div>$",
        word("btn line", "Open the runbook", ask(|| DrillAsk::Runbook)),
        word("btn line", "show stat", ask(|| DrillAsk::Stat)),
        word("btn line", "Wait five minutes", ask(|| DrillAsk::Go(300_000))),
        form
    )
}

fn answer(it: &Evidence) -> Html {
    match it {
        Evidence::Query(text, at, Err(why)) => {
            page!("<div class=dr-a><h4><code>$</code> $</h4><p class=sweep-wrong>$</p></div>", text, at, why)
        }
        Evidence::Query(text, at, Ok((rows, more))) => {
            let empty = rows.is_empty().then(|| page!("<p class=note>Empty query result</p>"));
            let rows = rows.iter().map(|(labels, value)| {
                page!("<tr><th scope=row><code>$</code></th><td class=r>$</td></tr>", labels, value)
            });
            page!(
                "<div class=dr-a><h4><code>$</code> $</h4>$$$</div>",
                text,
                at,
                empty.unwrap_or_default(),
                table("Result", Html::default(), all(rows)),
                if *more > 0 {
                    page!("<p class=note>$</p>", format!("and {more} more"))
                } else {
                    Html::default()
                }
            )
        }
        Evidence::Stat(at, text) => stat(at, text),
        Evidence::Runbook(it) => {
            let parts = it
                .sections
                .iter()
                .map(|section| page!("<h4>$</h4>$", &section.title, blocks(&section.blocks, it)));
            page!(
                "<details class=\"dr-a dr-rb rb\" open=\"\"><summary>$</summary>$</details>",
                format!("Runbook: {}", it.status),
                all(parts)
            )
        }
    }
}

fn table(name: &'static str, head: Html, rows: Html) -> Html {
    page!(
        "<div class=dr-scroll tabindex=0 role=group aria-label=$><table aria-label=$>$<tbody>$</tbody></table></div>",
        name,
        name,
        head,
        rows
    )
}

/// What HAProxy prints, as a table and as it is.
fn stat(at: &str, text: &str) -> Html {
    let mut lines = text.trim_end().lines().map(|it| it.split(',').collect::<Vec<_>>());
    let header = lines.next().unwrap_or_default();
    let places: Vec<Option<usize>> =
        SHOWN.iter().map(|it| header.iter().position(|name| *name == it.0)).collect();
    let rows = lines.map(|fields| {
        let field = |idx: usize| fields.get(idx).copied().unwrap_or_default();
        let cells = places.iter().map(|idx| page!("<td class=r>$</td>", idx.map(field).unwrap_or_default()));
        page!("<tr><th scope=row>$</th>$</tr>", format!("{}/{}", field(0), field(1)), all(cells))
    });
    let heads = SHOWN.iter().map(|it| page!("<th scope=col class=r>$</th>", it.1));
    let head = page!("<thead><tr><th scope=col>Object</th>$</tr></thead>", all(heads));
    page!(
        "<div class=dr-a><h4><code>show stat</code> $</h4>$<details><summary>As HAProxy prints it</summary><pre tabindex=0 aria-label=\"show stat\"><code>$</code></pre></details></div>",
        at,
        table("show stat as a table", head, all(rows)),
        text
    )
}

fn blocks(all_blocks: &[Block], runbook: &Runbook) -> Html {
    all(all_blocks.iter().map(|it| match it {
        Block::Paragraph(text) => paragraph(text),
        Block::Bullets(items) => bullets(items),
        Block::Code { text, .. } => page!("<div class=cmd><code>$</code></div>", inline(text)),
        Block::Step { idx, title, body } => {
            let found = runbook.supported.iter().find(|(it, _)| it == idx);
            let found = found.map(|(_, words)| page!("<p class=evid>$$</p>", icon(TICK), words));
            page!(
                "<div class=dr-step><p><b>$ $</b></p>$$</div>",
                format!("{}.", idx + 1),
                inline(title),
                found.unwrap_or_default(),
                blocks(body, runbook)
            )
        }
    }))
}
