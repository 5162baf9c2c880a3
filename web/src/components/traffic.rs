//! The load of the frontend: its course, its fields, the shares of the answers. It must not know how it is computed.

use super::field::field;
use crate::parts::Ptr;
use playground::event::{Event, Field};
use playground::view::{Form, Traffic};
use yew::{Callback, Html, html};

pub(crate) fn view(form: &Ptr<Form>, traffic: &Traffic, send: &Callback<Event>) -> Html {
    let field = |it: Field, label: &'static str, unit: &'static str| field(form, send, it, label, unit);
    html! {
        <div class="sec-b">
            { course(traffic) }
            <div class="grid2">
                { field(Field::Shape, "Shape", "") }
                { field(Field::Requests, "Requests", "req/s") }
            </div>
            <div class="grid3">
                { field(Field::Swing, "Swing", "%") }
                { field(Field::Noise, "Noise", "%") }
                { field(Field::Seed, "Seed", "") }
            </div>
            { shares(traffic) }
            <div class="grid3">
                { field(Field::Share3xx, "3xx", "%") }
                { field(Field::Share4xx, "4xx", "%") }
                { field(Field::Share5xx, "5xx", "%") }
            </div>
        </div>
    }
}

/// The load over the scenario, as an area on nought.
fn course(traffic: &Traffic) -> Html {
    let highest = traffic.load.iter().copied().fold(0.0f32, f32::max);
    let lowest = traffic.load.iter().copied().fold(highest, f32::min);
    let line = path(&traffic.load, highest * 1.12);
    let area = if line.is_empty() { String::new() } else { format!("{line}L240 58L0 58Z") };
    let words = |rate: f32| plot::short(f64::from(rate));
    html! {
        <div class="load">
            <span class="peak num">{ words(highest) }{ " req/s" }</span>
            <svg viewBox="0 0 240 58" preserveAspectRatio="none" role="img"
                aria-label={format!("Load: {} to {} requests a second", words(lowest), words(highest))}>
                <path class="area" d={area} /><path class="ln" d={line} />
            </svg>
            <span class="ends num"><span>{ &traffic.ends.0 }</span><span>{ &traffic.ends.1 }</span></span>
        </div>
    }
}

/// A line through values over 240 by 58, in tenths so that no float is written.
fn path(values: &[f32], top: f32) -> String {
    let mut path = String::new();
    let last = values.len().saturating_sub(1).max(1) as f32;
    for (idx, value) in values.iter().enumerate() {
        let share = if top > 0.0 { plot::between(f64::from(value / top), 0.0, 1.0) as f32 } else { 0.0 };
        path.push(if idx == 0 { 'M' } else { 'L' });
        tenths(&mut path, idx as f32 / last * 240.0);
        path.push(' ');
        tenths(&mut path, 57.0 - share * 56.0);
    }
    path
}

fn tenths(path: &mut String, value: f32) {
    let count = (value * 10.0 + 0.5) as u32;
    path.push_str(&(count / 10).to_string());
    path.push('.');
    path.push_str(&(count % 10).to_string());
}

/// The shares of the answers, as a bar and in figures.
fn shares(traffic: &Traffic) -> Html {
    let mut from = 0.0;
    let names = ["2xx", "3xx", "4xx", "5xx"];
    let bars = names.iter().zip(traffic.shares).map(|(name, share)| {
        let (x, width) = (from as u32, (share * 2.4 - 1.0).max(0.0) as u32);
        from += share * 2.4;
        html! { <rect class={format!("share-{name}")} x={x.to_string()} width={width.max(1).to_string()} height="8" /> }
    });
    html! {
        <div class="mix">
            <svg viewBox="0 0 240 8" preserveAspectRatio="none" role="img" aria-label="Answers by class">{ for bars }</svg>
            <dl>
                { for names.iter().zip(traffic.shares).map(|(name, share)| html! {
                    <div><dt>{ name }</dt><dd>{ plot::short(share) }{ "%" }</dd></div>
                }) }
            </dl>
        </div>
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_course_is_a_path() {
        assert_eq!(super::path(&[0.0, 10.0], 10.0), "M0.0 57.0L240.0 1.0");
        assert_eq!(super::path(&[], 0.0), "");
    }
}
