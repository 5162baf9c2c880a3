//! The scorecards of A and B beside each other, and which is better by each measure. It must not compute one.

use crate::learn::scale::figure;
use crate::markup::{all, page};
use playground::learn::{Better, Compared, Measure, Unit};
use yew::Html;

/// What the numbers rest on.
pub(super) fn note(it: &Compared) -> String {
    let incidents = "Both are judged by the incidents that count for the selected rule.";
    match it.seeds.1 {
        1 => format!("{incidents} Seed {}.", it.seeds.0),
        count => format!("{incidents} Mean and range over {count} seeds, differences seed by seed."),
    }
}

/// The table.
pub(super) fn view(it: &Compared) -> Html {
    page!(
        "<div class=sweep-scroll tabindex=0 role=group aria-label=Scorecards><table aria-label=Scorecards>\
         <thead><tr><th scope=col>Measure</th><th scope=col class=r>A</th><th scope=col class=r>B</th><th scope=col class=r>B less A</th><th scope=col>Better</th></tr></thead>\
         <tbody>$</tbody></table></div>",
        all(Measure::all().map(|measure| row(it, measure)))
    )
}

fn row(it: &Compared, measure: Measure) -> Html {
    let at =
        |list: &[f32], of: usize| f64::from(list.get(measure as usize * 3 + of).copied().unwrap_or(f32::NAN));
    let cell = |of: usize, text: fn(Unit, f64) -> String| {
        let [mean, least, most] = [&it.sums.mean, &it.sums.least, &it.sums.greatest].map(|it| at(it, of));
        let [mean, least, most] = [mean, least, most].map(|it| text(measure.unit(), it));
        // Where it does not fit into a line it breaks at the word, not within `1m 4s`.
        let [least, most] = [least, most].map(|it| it.replace(' ', "\u{a0}"));
        let range = if least == most { String::new() } else { format!("{least} to {most}") };
        page!("<td class=r><b>$</b> <small>$</small></td>", mean, range)
    };
    let (class, word) = better(measure, at(&it.sums.mean, 2));
    page!(
        "<tr><th scope=row>$</th>$$$<td class=$>$</td></tr>",
        measure.title(),
        cell(0, figure),
        cell(1, figure),
        cell(2, signed),
        class,
        word
    )
}

/// A difference with its sign.
fn signed(unit: Unit, value: f64) -> String {
    let sign = match value {
        it if it > 0.0 => "+",
        it if it < 0.0 => "\u{2212}",
        _ => "",
    };
    [sign, figure(unit, value.abs()).as_str()].concat()
}

/// Which is better: a class, and the word.
fn better(measure: Measure, less: f64) -> (&'static str, &'static str) {
    let higher = measure.better() == Better::Higher;
    match less {
        it if it.is_nan() => ("cmp-n", "n/a"),
        0.0 => ("cmp-n", "same"),
        it if (it > 0.0) == higher => ("cmp-g", "B"),
        _ => ("cmp-a", "A"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_signed() {
        assert_eq!(signed(Unit::Seconds, -135.0), "\u{2212}2m 15s");
        assert_eq!(signed(Unit::Share, 0.25), "+25%");
        assert_eq!(signed(Unit::PerDay, 0.0), "0");
        assert_eq!(signed(Unit::PerDay, f64::NAN), "n/a");
    }

    #[test]
    fn which_is_better_depends_on_the_measure() {
        assert_eq!(better(Measure::Recall, 0.1).1, "B");
        assert_eq!(better(Measure::Detection, 30.0).1, "A");
        assert_eq!(better(Measure::Detection, -30.0).1, "B");
        assert_eq!((better(Measure::Recall, 0.0).1, better(Measure::Recall, f64::NAN).1), ("same", "n/a"));
    }
}
