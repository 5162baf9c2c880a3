//! The marked points with their numbers: the mean over all seeds and the range, and what other seeds say. It must not know
//! where a point comes from.

use super::heat::sign;
use super::points::Points;
use super::scale::figure;
use crate::markup::{all, page};
use playground::learn::{Measure, Sums};
use yew::Html;

/// The measures of the table.
const SHOWN: [Measure; 6] = [
    Measure::Precision,
    Measure::Recall,
    Measure::Detection,
    Measure::Reset,
    Measure::FalsePages,
    Measure::BudgetSpent,
];

/// The table.
pub(super) fn view(points: &Points) -> Html {
    let swept = &points.swept;
    let seeds = match swept.seeds.1 {
        1 => format!("Seed {}", swept.seeds.0),
        count => format!("Mean and range over {count} seeds"),
    };
    let judged = match swept.judged.0 {
        0 => String::new(),
        count => format!("; below, what {count} other seeds say"),
    };
    let heads = SHOWN.iter().map(|it| page!("<th scope=col class=r>$</th>", it.title()));
    let rows = points.marks().into_iter().map(|(class, name, place)| row(points, class, name, place));
    page!(
        "<div class=sweep-scroll tabindex=0 role=group aria-label=\"Marked points\"><table aria-label=\"Marked points\"><thead><tr><th scope=col>$</th><th scope=col class=r>Threshold</th><th scope=col class=r>for</th>$</tr></thead><tbody>$</tbody></table></div>",
        seeds + &judged,
        all(heads),
        all(rows)
    )
}

fn row(points: &Points, class: &'static str, name: &'static str, place: (usize, usize)) -> Html {
    let swept = &points.swept;
    let cells = SHOWN.iter().map(|it| {
        let judged = (swept.judged.0 > 0).then(|| {
            let [mean, range] = texts(points, &swept.judged.1, *it, place);
            page!("<div class=judged>$ <small>$</small></div>", mean, range)
        });
        let [mean, range] = texts(points, &swept.train, *it, place);
        page!("<td class=r><b>$</b> <small>$</small>$</td>", mean, range, judged.unwrap_or_default())
    });
    page!(
        "<tr><th scope=row><svg width=14 height=14 aria-hidden=true><path class=$ d=$/></svg>$</th><td class=r>$</td><td class=r>$</td>$</tr>",
        ["mark ", class].concat(),
        sign(class, 7.0, 7.0),
        match name {
            "published" => "Published",
            "now" => "Now",
            _ => "Picked",
        },
        points.threshold(place.0),
        points.hold(place.1),
        all(cells)
    )
}

/// The mean, and the range where it is one.
fn texts(points: &Points, sums: &Sums, measure: Measure, (column, row): (usize, usize)) -> [String; 2] {
    let (columns, rows) = points.size();
    let at = measure as usize * columns * rows + row * columns + column;
    let of = |list: &[f32]| f64::from(list.get(at).copied().unwrap_or(f32::NAN));
    let [mean, least, most] =
        [&sums.mean, &sums.least, &sums.greatest].map(|it| figure(measure.unit(), of(it)));
    let range = if least == most { String::new() } else { format!("{least} to {most}") };
    [mean, range]
}
