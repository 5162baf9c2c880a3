//! Round steps for both axes and what is written at them. It must not know colours or fonts.

use crate::chart::Span;
use crate::{clock, number};

/// The steps of the time axis, in milliseconds.
const STEPS: [i64; 15] = [
    1000, 5000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000, 3_600_000, 7_200_000,
    10_800_000, 21_600_000, 86_400_000,
];

/// Least distance of two ticks of the time axis, in pixels.
const APART: f64 = 60.0;

/// Ticks of the time axis over `width` pixels: instants in milliseconds since the Unix epoch, with their text.
/// The first tick of another day than the window's start bears the date. Written and round are instants with `zone` added.
pub(crate) fn times(window: Span, zone: i64, width: f64) -> Vec<(i64, String)> {
    let shifted = |time: i64| time.saturating_add(zone);
    let window = Span { from: shifted(window.from), to: shifted(window.to) };
    let length = window.to.saturating_sub(window.from);
    if length <= 0 || width < APART {
        return Vec::new();
    }
    let step = step(length, width);
    let mut day = window.from.div_euclid(86_400_000);
    let mut time = window.from.div_euclid(step).saturating_mul(step);
    let mut ticks = Vec::new();
    while time <= window.to {
        if time >= window.from {
            let text = if time.div_euclid(86_400_000) != day {
                day = time.div_euclid(86_400_000);
                clock::day(time)
            } else if step < 60_000 {
                clock::seconds(time)
            } else {
                clock::minutes(time)
            };
            ticks.push((time.saturating_sub(zone), text));
        }
        time = time.saturating_add(step);
    }
    ticks
}

/// The least round step that keeps ticks apart.
fn step(length: i64, width: f64) -> i64 {
    let fits = |step: i64| step as f64 / length as f64 * width >= APART;
    if let Some(step) = STEPS.into_iter().find(|&step| fits(step)) {
        return step;
    }
    // Months of simulated time: whole days, doubled until they fit.
    let mut step = 86_400_000;
    while !fits(step) {
        step *= 2;
    }
    step
}

/// Ticks of the value axis: two to four round steps from `low` to `high`, with their text.
pub(crate) fn values(low: f64, high: f64) -> Vec<(f64, String)> {
    let span = high - low;
    if span.is_nan() || span <= 0.0 || !span.is_finite() {
        return Vec::new();
    }
    // One digit of a quarter of the axis, raised to 1, 2, 5 or 10.
    let (quarter, exponent) = number::scientific(span / 4.0, 2);
    let digits = [10u64, 20, 50].into_iter().find(|&it| it >= quarter).unwrap_or(100);
    let step = digits as f64 * power(exponent);
    let first = (low / step).ceil() as i64;
    let last = (high / step + 1e-9).floor() as i64;
    (first..=last.min(first.saturating_add(8)))
        .map(|count| {
            let text = number::suffixed(digits.saturating_mul(count.unsigned_abs()), exponent);
            (count as f64 * step, if count < 0 { "-".to_owned() + &text } else { text })
        })
        .collect()
}

/// Ticks of a logarithmic axis: powers of ten, where they are few their twos and fives too, with their text.
pub(crate) fn decades(low: f64, high: f64) -> Vec<(f64, String)> {
    let ((_, first), (_, last)) = (number::scientific(low, 1), number::scientific(high, 1));
    if low.is_nan() || low <= 0.0 || high <= low || !high.is_finite() {
        return Vec::new();
    }
    let digits: &[u64] = if last - first <= 2 { &[1, 2, 5] } else { &[1] };
    let all = (first..=last).flat_map(|exponent| digits.iter().map(move |digit| (*digit, exponent)));
    let ticks =
        all.map(|(digit, exponent)| (digit as f64 * power(exponent), number::suffixed(digit, exponent)));
    ticks.filter(|(value, _)| low * 0.999 <= *value && *value <= high * 1.001).collect()
}

/// `10^exponent`, by products: the standard library's powers differ between machines.
fn power(exponent: i32) -> f64 {
    let product = (0..exponent.unsigned_abs()).fold(1.0, |product, _| product * 10.0);
    if exponent < 0 { 1.0 / product } else { product }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts<T>(ticks: &[(T, String)]) -> String {
        ticks.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn values_take_round_steps() {
        assert_eq!(texts(&values(0.0, 16.0)), "0 5 10 15");
        assert_eq!(texts(&values(0.0, 1.1)), "0 0.5 1");
        assert_eq!(texts(&values(0.0, 5.5)), "0 2 4");
        assert_eq!(texts(&values(-1.0, 1.0)), "-1 -0.5 0 0.5 1");
        assert_eq!(texts(&values(0.0, 0.003)), "0 0.001 0.002 0.003");
        assert_eq!(texts(&values(0.0, 120_000.0)), "0 50k 100k");
        assert!(values(0.0, f64::INFINITY).is_empty());
        assert!(values(3.0, 3.0).is_empty());
    }

    #[test]
    fn decades_are_powers_of_ten() {
        assert_eq!(texts(&decades(0.01, 120.0)), "0.01 0.1 1 10 100");
        assert_eq!(texts(&decades(0.3, 16.0)), "0.5 1 2 5 10");
        assert_eq!(texts(&decades(1.0, 1e6)), "1 10 100 1000 10k 100k 1M");
        for (low, high) in [(0.0, 1.0), (-1.0, 1.0), (1.0, 1.0), (1.0, f64::INFINITY), (f64::NAN, 1.0)] {
            assert!(decades(low, high).is_empty());
        }
    }

    #[test]
    fn times_take_round_steps() {
        // 2026-03-02T14:06:00Z and half an hour.
        let from = 1_772_460_360_000;
        let ticks = times(Span { from, to: from + 1_920_000 }, 0, 648.0);
        assert_eq!(texts(&ticks), "14:10 14:15 14:20 14:25 14:30 14:35");
        let east = times(Span { from, to: from + 1_920_000 }, 7_200_000 + 60_000, 648.0);
        assert_eq!((east[0].0, east[0].1.as_str()), (ticks[0].0 - 60_000, "16:10"));
        let short = times(Span { from, to: from + 120_000 }, 0, 648.0);
        assert_eq!(texts(&short[..3]), "14:06:00 14:06:15 14:06:30");
    }

    #[test]
    fn midnight_bears_the_date() {
        let from = 1_772_485_200_000; // 2026-03-02T21:00:00Z
        let ticks = times(Span { from, to: from + 6 * 3_600_000 }, 0, 500.0);
        assert_eq!(texts(&ticks), "21:00 22:00 23:00 3 Mar 01:00 02:00 03:00");
    }

    // Whatever the window and the width: ticks lie in the window, in order, at least 60 pixels apart.
    #[test]
    fn ticks_are_apart() {
        for length in [1000, 60_000, 1_800_000, 86_400_000, 700 * 86_400_000] {
            for width in [60.0, 240.0, 648.0, 2000.0] {
                let window = Span { from: 1_772_460_355_500, to: 1_772_460_355_500 + length };
                let ticks = times(window, 0, width);
                for pair in ticks.windows(2) {
                    let apart = (pair[1].0 - pair[0].0) as f64 / length as f64 * width;
                    assert!(apart >= 60.0 - 1e-6, "{length} {width}: {apart}");
                }
                assert!(ticks.iter().all(|(time, _)| window.from <= *time && *time <= window.to));
            }
        }
    }
}
